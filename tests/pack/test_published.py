"""A pack recorded as published: its figures stay in the next pack, with the revised ones beside them, over a saved session."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from components.as_published import totals_of_published
from components.figures.answers import WHOLE, Answers
from components.figures.chosen import Filters
from components.pack import report
from components.pack.blocks import Paragraph, blocks_of
from components.pack.making import Wanted
from components.pack.model import Report
from components.pack.recording import record
from data.notes.kept_session import MANIFEST, open_session, save
from data.notes.published import Publication, Publications, PublishedFigure
from data.sample import EXAMPLE_COUNTY, returns_in
from data.series import Point
from data.store import Store

FIRST, NEXT = Wanted(made_on=date(2022, 10, 20), has_drafts=False), Wanted(made_on=date(2023, 1, 20))
SECTIONS = ["Family Front Door"]
NEWEST = "2022-12"
KEY = ("referrals", "quarter", "", (), WHOLE)


def returns(is_newest: bool) -> list[tuple[str, bytes, date | None]]:
    """The Example county's returns of its last quarter, or of the three before it: enough for two packs."""
    wanted = (NEWEST,) if is_newest else ("2022-03", "2022-06", "2022-09")
    return [(name, content, None) for name, content in returns_in(EXAMPLE_COUNTY) if name.startswith(wanted)]


@pytest.fixture(scope="module")
def saved() -> dict[bool, bytes]:
    """The session of Q2 2022/23 with its pack recorded as published, by whether it was the publication copy."""
    store, kept = Store(885), {}
    store.load_all(returns(is_newest=False))
    for is_publication in (False, True):
        store.notes.published = Publications()
        record(store, report(store, SECTIONS, is_publication, wanted=FIRST))
        kept[is_publication] = save(store.originals, None, store.notes.as_kept(store.returns))
    return kept


Next = tuple[Store, Report]


def next_pack(kept: bytes, is_publication: bool) -> Next:
    """The pack of Q3 made of a session that was closed and opened again, and the next returns."""
    session = open_session("session.zip", kept)
    store = Store(885)
    store.notes.add_kept(session.said)
    store.load_all([*session.files, *returns(is_newest=True)])
    return store, report(store, SECTIONS, is_publication, wanted=NEXT)


@pytest.fixture(scope="module")
def of_officers(saved: dict[bool, bytes]) -> Next:
    return next_pack(saved[False], is_publication=False)


@pytest.fixture(scope="module")
def for_publication(saved: dict[bool, bytes]) -> Next:
    return next_pack(saved[True], is_publication=True)


def quarter_of(made: Report, title: str, period: str) -> list[str]:
    """The row of a period in the table of a figure of quarters or months."""
    figure = next(figure for figure in made.figures if figure.title == title)
    assert figure.table is not None
    return next(list(row) for row in figure.table.cells if row[0] == period)


def said_of(made: Report, title: str) -> str:
    return next(figure for figure in made.figures if figure.title == title).text


def test_the_old_figure_stands_with_the_revised_one_and_why(of_officers: Next) -> None:
    """31 rows of contacts of the second quarter came late in the third's return and 1 was withdrawn: 4,463 is 4,493 now."""
    store, made = of_officers
    said = said_of(made, "Contacts received")
    assert (
        "As published: 4,463 for Q2 2022/23, revised since to 4,493 (List 1: 31 rows came late, 1 was withdrawn)."
        in said
    )
    assert quarter_of(made, "Contacts received", "Jul 2022")[1] == "1,675"
    known = store.measure("contacts", "month", 6)
    assert known[known["period"] == "Jul 2022"]["value"].tolist() == [1674]
    statement = next(one for one in made.quality if one.title == "Revised since published")
    assert any("1,675 for Jul 2022, revised since to 1,674" in line for line in statement.lines)


def test_a_publication_copy_tells_no_small_revision(for_publication: Next) -> None:
    _, made = for_publication
    assert quarter_of(made, "Contacts received", "Jul 2022")[1] == "1,675"
    said = "\n".join(block.text for block in blocks_of(made) if isinstance(block, Paragraph))
    assert "revised since to 4,493 (List 1: rows came late, were withdrawn)." in said
    assert "1,675 for Jul 2022, revised since" in said and "1,674" not in said
    assert not re.search(r"\b[1-5] (?:rows? )?(?:came|was|were)\b", said)


def test_a_figure_hidden_once_stays_hidden(saved: dict[bool, bytes], for_publication: Next) -> None:
    hidden = open_session("session.zip", saved[True]).said.hidden
    store, _ = for_publication
    assert hidden and set(hidden) <= store.notes.hidden
    before = store.notes.hidden
    report(store, SECTIONS, wanted=NEXT)
    assert store.notes.hidden == before


def test_a_quarter_that_nobody_published_is_as_known_now(
    of_officers: Next, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = of_officers
    monkeypatch.setattr(store.notes, "published", Publications())
    made = report(store, SECTIONS, publication=False, wanted=NEXT)
    assert quarter_of(made, "Contacts received", "Jul 2022")[1] == "1,674"
    assert not any(one.title == "Revised since published" for one in made.quality)


def test_a_saved_session_bears_it(saved: dict[bool, bytes]) -> None:
    """A section of the county is some 30 kB at first; the limit for all that a session says is 2 MB."""
    with zipfile.ZipFile(BytesIO(saved[False])) as parts:
        manifest = json.loads(parts.read(MANIFEST))
    assert 5_000 < len(json.dumps(manifest["published"])) < 80_000


def published(quarter: str, ending: date, value: float | None, is_publication: bool = False) -> Publication:
    status = "hidden" if value is None else "ok"
    figures = {KEY: {"Q1 2022/23": PublishedFigure(value, value, None, status)}}
    return Publication(quarter, ending, date(2022, 7, 20), is_publication, figures)


def test_the_first_to_publish_a_figure_says_what_stays() -> None:
    held = Publications()
    held.record(published("Q1 2022/23", date(2022, 6, 30), 12.0))
    held.record(published("Q2 2022/23", date(2022, 9, 30), 13.0))
    assert held.before(date(2022, 12, 31), False)[KEY]["Q1 2022/23"].value == 12
    assert held.listed[1].figures == {}
    assert held.before(date(2022, 6, 30), False) == {}


def test_what_only_officers_had_stands_in_no_publication_copy() -> None:
    held = Publications()
    held.record(published("Q1 2022/23", date(2022, 6, 30), 3.0))
    held.record(published("Q1 2022/23", date(2022, 6, 30), None, is_publication=True))
    assert held.before(date(2022, 9, 30), True).get(KEY, {}) == {}
    assert held.before(date(2022, 9, 30), False)[KEY]["Q1 2022/23"].value == 3


def test_recording_a_quarter_again_replaces_it_and_a_file_gives_all_back() -> None:
    held = Publications()
    held.record(published("Q1 2022/23", date(2022, 6, 30), 12.5))
    held.record(published("Q1 2022/23", date(2022, 6, 30), 14.25))
    assert len(held.listed) == 1
    again = Publications()
    again.add_kept(json.loads(json.dumps(held.as_kept())))
    assert again == held


def test_what_was_never_written_so_is_refused() -> None:
    kept = Publications([published("Q1 2022/23", date(2022, 6, 30), 12.0)]).as_kept()
    for broken in ({"quarter_end": "never"}, {"figures": [["referrals", "decade", "", [], "All", ""]]}):
        with pytest.raises((ValueError, KeyError, TypeError)):
            Publications().add_kept([kept[0] | broken])


def point(period: str, start: date, end: date, value: float) -> Point:
    return Point("referrals", period, start, end, WHOLE, value, None, value, "ok", "derived")


def test_a_publication_copys_year_to_date_does_not_tell_a_small_revision() -> None:
    """Q2 was published as 20 and is 23 now: the year to date of 75 = 30 + 23 + 22 would tell of the 3, so that it reads 72."""
    first = point("Q1 2022/23", date(2022, 4, 1), date(2022, 6, 30), 30)
    second = point("Q2 2022/23", date(2022, 7, 1), date(2022, 9, 30), 23)
    third = point("Q3 2022/23", date(2022, 10, 1), date(2022, 12, 31), 22)
    year = point("2022/23 YTD to Q3", date(2022, 4, 1), date(2022, 12, 31), 75)
    of = Filters(date(2022, 12, 31), is_publication=True, as_published=True)

    def answers(q2: Point) -> Answers:
        series = {
            ("referrals", "quarter", None, ()): {WHOLE: (first, q2, third)},
            ("referrals", "year_to_date", None, ()): {WHOLE: (year,)},
        }
        return Answers(of, of.ending, "A council", series=series)  # type: ignore[arg-type]

    small = totals_of_published(answers(replace(second, numerator=20, value=20)), answers(second), 6)
    assert small.latest("referrals", "year_to_date").value == 72
    large = totals_of_published(answers(replace(second, numerator=13, value=13)), answers(second), 6)
    assert large.latest("referrals", "year_to_date").value == 75
