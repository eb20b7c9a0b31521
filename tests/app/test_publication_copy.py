"""The publication copy over the whole app: no small number of children on any page, in any chart or download, and no children."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from components.asking import ask
from components.charts.kinds import topic_figures
from components.drafting import drafted
from components.explore.answered import answer_to
from components.figures.chosen import Filters
from components.figures.figure import Figure
from components.figures.question import Question
from components.panel.overview import overview_for
from components.screen.officers import ONLY_OFFICERS
from components.screen.pages import (
    CHANGES,
    CHECKS,
    EXPLORE,
    JOURNEYS,
    OVERVIEW,
    SQL,
    UPLOAD,
    WORKLISTS,
    page_of,
)
from data.disclosure_cells import is_of_children
from data.disclosure_lattice import published_dimensions
from data.measures import MEASURES, SECTIONS
from data.notes import Said
from data.periods import last_periods
from data.store import Store
from tests.app.reading import new_app, open_topic, opened, tables, topics, words
from tests.figures.by_hand import DECEMBER

PUBLISHED = Filters(DECEMBER, is_publication=True)
SMALL = range(1, 6)
_COUNTED = re.compile(
    r"(?<![\d.,])[1-5] of (?!the )[\d,]+\b(?! target| months| quarters)|\b[1-5] (?:children|began|ended|male|female|stepped)\b"
)
_NO_CHILDREN = ("Rank", "Change", "Net", "Data", "Period")


def figures(store: Store, chosen: Filters = PUBLISHED) -> Iterator[Figure]:
    """Every figure of every section, as it is published."""
    for section in SECTIONS.values():
        answers = ask(store, section.figures, chosen)
        yield from topic_figures(section.figures, answers)


def small_numbers(figure: Figure) -> list[object]:
    """The numbers from 1 to 5 that a figure of children says, draws or lists as counts."""
    measure = MEASURES[figure.measure]
    if not is_of_children(measure):
        return []
    found: list[object] = [
        sentence.text
        for sentence in figure.sentences
        for number in sentence.numbers
        if not number.area and number.value in SMALL and MEASURES[number.measure].unit == "number"
        if is_of_children(MEASURES[number.measure]) and not MEASURES[number.measure].is_net_change
    ]
    found += [sentence.text for sentence in figure.sentences if _COUNTED.search(sentence.text)]
    if measure.is_net_change:
        return found
    is_count = measure.unit == "number"
    for table in filter(None, (figure.table, *figure.more)):
        counted = [
            place
            for place, name in enumerate(table.columns)
            if name not in _NO_CHILDREN and (is_count or name in ("Number", "Of"))
        ]
        found += [row for row in table.raw for place in counted if row[place] in SMALL]
    if figure.picture is not None and is_count:
        found += [
            row
            for name, rows in figure.picture.rows.items()
            if name not in ("usual", "levels")
            for row in rows
            if row.get("value") in SMALL or row.get("size") in SMALL
        ]
    return found


def test_no_figure_says_draws_or_lists_a_small_number(county: Store) -> None:
    said = [(figure.key, small) for figure in figures(county) if (small := small_numbers(figure))]
    assert not said
    hidden = [figure for figure in figures(county) if "hidden" in figure.states]
    assert len(hidden) > 20


def test_a_figure_says_which_groups_it_shows_as_one(county: Store) -> None:
    (figure,) = [one for one in figures(county) if one.measure == "looked_after_by_placement_type"]
    remarks = [sentence.text for sentence in figure.sentences if sentence.text.startswith("Shown as one")]
    assert len(remarks) == 1 and "Secure children’s home" in remarks[0]
    assert figure.table is not None
    rows = {row[0] for row in figure.table.cells}
    assert "Other (2 groups merged)" in rows
    assert "Secure children’s home" not in rows


def test_the_same_figures_say_small_numbers_to_officers(county: Store) -> None:
    """What the test above looks for is there to be found."""
    assert sum(bool(small_numbers(figure)) for figure in figures(county, Filters(DECEMBER))) > 20


@pytest.mark.parametrize("title", SECTIONS)
def test_no_page_says_a_small_number(county: Store, title: str) -> None:
    app = opened(new_app(publication="true"), page_of(title), county)
    if topics(app):
        open_topic(app, "All topics")
    said = words(app)
    assert not _COUNTED.findall(said)
    counts = [
        cell
        for table in tables(app)
        for column in table
        if not re.search("Rank|Change|Net|Data|%|YTD|20\\d\\d|last year", str(column))
        for cell in table[column].astype(str)
        if cell in set("12345")
    ]
    assert not counts


def test_the_overview_is_published(county: Store) -> None:
    overview = overview_for(county, PUBLISHED)
    assert all(row.value not in set("12345") for row in overview.rows)
    app = opened(new_app(publication="true"), OVERVIEW, county)
    assert not _COUNTED.findall(words(app))
    assert "left out of the publication copy" in words(app)


@pytest.mark.parametrize("page", [JOURNEYS, WORKLISTS, SQL, UPLOAD, CHECKS, CHANGES])
def test_only_officers_see_the_children(county: Store, page: str) -> None:
    app = opened(new_app(publication="true"), page, county)
    assert ONLY_OFFICERS in words(app)
    assert not tables(app) and not app.get("download_button") and not app.get("arrow_data_frame")


def test_exploring_offers_what_the_pages_show_and_no_more(county: Store) -> None:
    app = opened(
        new_app(publication="true", measure="referrals", where_team="Safeguarding North"),
        EXPLORE,
        county,
    )
    assert ONLY_OFFICERS in words(app)
    offered = {button.key for button in app.button if str(button.key).startswith("by ")}
    assert offered == {f"by {name}" for name in published_dimensions(MEASURES["referrals"])}
    assert not [box for box in app.get("expandable") if "Profile" in box.proto.label]


PASTED = {
    "cases": {"measure": "referrals", "show": "cases"},
    "behind": {"measure": "referrals", "show": "change"},
    "narrower": {"measure": "children_looked_after", "by": "worker", "then": "team", "where_sex": "Female"},
    "as reported": {"measure": "referrals", "read_as": "as reported"},
}
_OFFERED = {"download as workbook", "download as text"}


@pytest.mark.parametrize("link", PASTED)
def test_a_pasted_link_leads_to_nothing_of_the_officers(county: Store, link: str) -> None:
    """Cases, profile, leaderboards and what is behind a change are not drawn, and no download is but the figure's own."""
    app = opened(new_app(publication="true", **PASTED[link]), EXPLORE, county)
    assert not app.exception
    assert ONLY_OFFICERS in words(app)
    assert not app.get("arrow_data_frame")
    labels = [box.proto.label for box in app.get("expandable")]
    assert not [label for label in labels if re.search("Profile|behind|break it down|cases", label)]
    downloads = app.get("download_button")
    assert all(button.proto.label in ("Excel", "CSV", "Download this table") for button in downloads)
    assert not _COUNTED.findall(words(app))


def test_a_page_of_the_panel_offers_nothing_to_write_or_to_follow(county: Store) -> None:
    app = opened(new_app(publication="true"), page_of("Throughcare"), county)
    labels = [box.proto.label for box in app.get("expandable")]
    assert not [label for label in labels if "Write the commentary" in label]


def test_a_draft_of_a_publication_copy_tells_nothing_that_was_not_looked_at(county: Store) -> None:
    """What is behind a change is drafted for officers alone."""
    published, internal = (
        " ".join(drafted(county, "Throughcare", chosen)) for chosen in (PUBLISHED, Filters(DECEMBER))
    )
    assert published
    assert "Of the " in internal and "Of the " not in published


def test_what_no_page_shows_is_hidden_when_it_is_asked(county: Store) -> None:
    question = Question("referrals", "quarter", DECEMBER, by="ethnic_group")
    assert "ethnic_group" not in published_dimensions(MEASURES["referrals"])
    table = answer_to(county, question, PUBLISHED).figure.table
    assert table is None or {cell for row in table.cells for cell in row[1:]} <= {
        "hidden",
        "0",
        "not supplied",
    }


def test_an_earlier_quarter_is_hidden_by_the_same_pattern(county: Store) -> None:
    pattern = county.pattern()
    for period in last_periods(DECEMBER, "quarter", 8)[::3]:
        chosen = Filters(period.end, is_publication=True)
        answers = ask(county, SECTIONS["Child Protection"].figures, chosen)
        assert county.pattern() is pattern
        assert not [
            point
            for series in answers.series[("child_protection_plans", "quarter", None, ())].values()
            for point in series
            if point.value in SMALL
        ]


def test_what_was_hidden_is_kept_with_the_session(county: Store) -> None:
    pattern = county.pattern()
    assert county.notes.hidden == pattern.hidden
    kept = county.notes.as_kept()
    assert frozenset(kept.hidden) == pattern.hidden
    other = Store(885)
    other.notes.add_kept(Said(hidden=kept.hidden))
    assert other.notes.hidden == pattern.hidden
