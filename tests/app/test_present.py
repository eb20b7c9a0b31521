"""Present: each screen's words and charts, what stands beside what, and what may be published."""

from __future__ import annotations

import html
import json
import re
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from components.drawn import Drawn, drawn_of
from components.figures.figure import Figure, Picture, Sentence
from components.newest_quarter import unchosen_filters
from components.panel import present
from components.panel.present import SCREENS, columns_of
from components.screen.pages import OVERVIEW, PRESENT
from data.measures import SECTIONS
from data.store import Store
from tests.app.reading import new_app, opened, tables, words


def said(app: AppTest) -> str:
    """The screen's own words."""
    return html.unescape(re.sub(r"<[^>]*>", " ", "\n".join(one.proto.body for one in app.get("html"))))


def titles(app: AppTest) -> list[str]:
    """The titles of the figures on the screen."""
    bodies = "".join(one.proto.body for one in app.get("html"))
    return [html.unescape(title) for title in re.findall(r"<h2>(.*?)</h2>", bodies)]


def screen(store: Store, number: int, **address: str) -> AppTest:
    return opened(new_app(screen=str(number), **address), PRESENT, store)


def foot(app: AppTest) -> dict[str, int]:
    """What the buttons and keys are told."""
    (bar,) = app.get("bidi_component")
    told: dict[str, int] = json.loads(bar.proto.json)
    return told


def test_without_returns_it_says_what_to_load() -> None:
    app = opened(new_app(), PRESENT)
    assert "No returns are loaded" in words(app)
    assert not app.get("bidi_component")


def test_the_first_screen_has_the_headlines(county: Store) -> None:
    app = opened(new_app(), PRESENT, county)
    told = said(app)
    assert "Example county · Q3 2022/23, October to December 2022 · Provisional" in told
    assert "Not for publication" in told and "Publication copy" not in told
    for headline in ("Referrals", "1,369", "down 47", "Children looked after", "882", "Target 60%: missed"):
        assert headline in told
    assert foot(app) == {"screen": 1, "of": 11}
    assert not app.main.button and not app.get("download_button")


@pytest.mark.parametrize("number", range(2, len(SCREENS) + 1))
def test_every_section_has_a_screen_of_its_own_figures(county: Store, number: int) -> None:
    app, section = screen(county, number), SECTIONS[SCREENS[number - 1]]
    assert said(app).split("·")[0].split() == [*section.title.split(), "Example", "county"]
    assert foot(app)["screen"] == number
    drawn = drawn_of(county, section, section.topics, unchosen_filters(county))
    figures = {figure.title: figure for _, figures in drawn.topics for figure in figures}
    shown = [figures[title] for title in titles(app)]
    assert len(shown) == (1 if section.title == "Risk factors" else 2)
    alts = {" ".join(figure.picture.alt.split()) for figure in shown if figure.picture}
    assert {chart.proto.alt for chart in app.get("vega_lite_chart")} == alts
    assert all(figure.sentences[0].text in said(app) for figure in shown)
    assert all(tile.value in said(app) for tile in drawn.tiles)


def test_the_rank_table_stands_alone_and_whole(pack: Store) -> None:
    app = screen(pack, SCREENS.index("Risk factors") + 1)
    (table,) = tables(app)
    assert len(table) == 11
    assert table["Risk factor"].iloc[0] == "Domestic Violence" and "1 (34%)" in table.iloc[0].tolist()
    assert not app.get("vega_lite_chart")


def test_a_section_without_figures_says_why(pack: Store) -> None:
    app = screen(pack, SCREENS.index("Children with Disabilities") + 1)
    assert "No loaded return holds List 6: Children in Need." in said(app)
    assert not app.get("vega_lite_chart")


def test_figures_in_words_stand_beside_a_single_chart(pack: Store) -> None:
    app = screen(pack, SCREENS.index("Family Front Door") + 1)
    assert titles(app)[:2] == [
        "Assessments completed within 45 working days",
        "Contacts leading to a social work assessment",
    ]
    assert "27% in Q3 2022/23 (October to December 2022)" in said(app)
    assert len(app.get("vega_lite_chart")) == 1


@pytest.mark.parametrize(("named", "number"), [("99", 11), ("0", 1), ("-3", 1), ("two", 1), ("²", 1)])
def test_an_address_that_names_no_screen_opens_the_nearest(county: Store, named: str, number: int) -> None:
    assert foot(opened(new_app(screen=named), PRESENT, county))["screen"] == number


def test_what_was_chosen_is_shown_and_said(county: Store) -> None:
    told = said(screen(county, 5, quarter="Q2 2022/23", team="Safeguarding North", reading="As reported"))
    assert "team Safeguarding North · Q2 2022/23, July to September 2022 · as reported" in told
    assert "Provisional" not in told


def test_the_publication_copy_is_shown_as_such(county: Store) -> None:
    told = said(screen(county, 1, publication="true", team="Safeguarding North"))
    assert "Publication copy" in told and "Not for publication" not in told and "Safeguarding" not in told


def test_leaving_leads_to_the_overview(county: Store) -> None:
    with patch.object(present, "_bar", lambda **_: SimpleNamespace(leave=True)):
        app = opened(new_app(screen="4"), PRESENT, county)
    assert [title.value for title in app.title] == ["Overview"]


def test_the_overview_opens_it(county: Store) -> None:
    app = opened(new_app(), OVERVIEW, county)
    next(button for button in app.button if button.label == "Present").click().run()
    assert foot(app)["screen"] == 1


def figure(measure: str, family: str = "", height: int = 0, why: str = "") -> Figure:
    picture = Picture(family, {}, {"height": height}, measure) if family else None
    return Figure(measure, measure, measure, (Sentence("Said.", "value"),), picture, why_absent=why)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([figure("contacts", "line"), figure("referrals", "line"), figure("early_help_started", "line")],
         [("referrals",), ("contacts",)]),
        ([figure("contacts", "line"), figure("contacts", "season"), figure("contact_sources", "line")],
         [("contacts",), ("contact_sources",)]),
        ([figure("contacts", "line"), figure("a"), figure("b"), figure("c"), figure("d"), figure("e")],
         [("contacts",), ("a", "b", "c", "d")]),
        ([figure("referrals", "line", why="Not supplied."), figure("contacts", "line")],
         [("contacts",), ("referrals",)]),
        ([figure("a", why="Not supplied.")], []),
    ],
    ids=["headlines first", "a measure once", "words beside one", "published last", "nothing"],
)  # fmt: skip
def test_what_stands_where(figures: list[Figure], expected: list[tuple[str, ...]]) -> None:
    drawn = Drawn((), (("Topic", tuple(figures)),))
    assert [tuple(one.measure for one in column) for column in columns_of(drawn)] == expected


def test_what_needs_the_whole_height_stands_first_and_what_needs_more_not_at_all() -> None:
    high = {"grades": 494.0, "sources": 630.0, "ranks": 290.0}
    figures = [figure(name, "stacked_grades") for name in high] + [figure("contacts", "line")]
    drawn = Drawn((), (("Topic", (figures[3], figures[1], figures[0], figures[2])),))
    with patch.object(present, "specification", lambda picture: {"height": high[picture.alt]}):
        columns = columns_of(drawn)
    assert [column[0].measure for column in columns] == ["grades", "contacts"]
