"""A measure, a chart and a section are added in a copy of the tree, each in the few files that it takes, and work."""

from __future__ import annotations

from pathlib import Path

from tests.copied_tree import copied, edited, told

LOADED = """
from datetime import date

from components.charts.family import specification
from components.charts.kinds import figure_of
from components.figures.chosen import Filters
from components.figures.kind import key_of
from components.asking import ask
from data.measures import MEASURES, SECTIONS, Shown
from data.returns import panel
from data.store import Store
from tests.workbooks import ABOUT, panel_sheet, workbook

store = Store(885)
rows = [
    [day, child, "Online harm", rating, "Amber", None]
    for day, children in (("30/09/2022", "ab"), ("31/12/2022", "abc"))
    for child, rating in zip(children, ("Red", "Green", "Red"))
]
store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.GET_SAFE, *rows)))
DECEMBER = date(2022, 12, 31)


def figure(shown):
    return figure_of(shown, ask(store, [shown], Filters(DECEMBER)))
"""
PLACES = ("data", "components", "pages", "tests")

RED_MEASURE = """MEASURES = (
    Measure(
        id="get_safe_at_red",
        title="Children at Red",
        section=SECTION,
        unit="number",
        better="lower",
        means="Children open at the end of the quarter whose highest rating is Red.",
        counting=stock("get_safe", "held_from", "held_until", numerator=children("severity = 3")),
    ),
"""


def test_a_measure_is_added_in_one_file(tmp_path: Path) -> None:
    tree = copied(tmp_path, PLACES)
    get_safe = "data/measures/sections/get_safe.py"
    edited(tree, get_safe, "MEASURES = (\n", RED_MEASURE)
    edited(
        tree,
        get_safe,
        '                    Shown("get_safe_children"),\n',
        '                    Shown("get_safe_children"),\n                    Shown("get_safe_at_red"),\n',
    )
    script = """
made = figure(next(shown for shown in SECTIONS["Get Safe"].figures if shown.measure == "get_safe_at_red"))
print(made.title, "|", made.sentences[0].text)
print(made.table.cells[-1], specification(made.picture)["datasets"]["whole"][-1]["value"])
print(made.definition[0])
"""
    assert told(tree, LOADED + script) == [
        "Children at Red | 2 on 31 December 2022, up 1 on the quarter before (1); lower is better.",
        "('Q3 2022/23', '2', 'derived') 2.0",
        "('What it counts', 'Children open at the end of the quarter whose highest rating is Red.')",
    ]


DIALS = '''"""The newest value as a bar of its own."""

from __future__ import annotations

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.figures.answers import Answers
from components.figures.figure import Picture
from components.figures.kind import Content, Kind
from components.figures.values import value_sentence
from data.measures import MEASURES, Shown


@family
def dial() -> alt.LayerChart:
    """One bar."""
    bars = alt.Chart(rows("bars")).mark_bar()
    return layered(bars.encode(x=alt.X("value:Q", title=blank("title"))))


def _make(shown: Shown, answers: Answers) -> Content:
    measure = MEASURES[shown.measure]
    said = value_sentence(measure, answers)
    bar = {"value": answers.latest(measure.id).value}
    return Content((said,), Picture("dial", {"bars": (bar,)}, {"title": measure.title}, said.text))


DIAL = Kind("dial", _make)
'''


def test_a_chart_is_added_in_two_files(tmp_path: Path) -> None:
    tree = copied(tmp_path, PLACES)
    (tree / "components/charts/dial.py").write_text(DIALS, encoding="utf-8")
    kinds = "components/charts/kinds.py"
    edited(
        tree,
        kinds,
        "from components.charts.due import DUE\n",
        "from components.charts.dial import DIAL\nfrom components.charts.due import DUE\n",
    )
    edited(tree, kinds, "    *(MONTHLY, ", "    *(DIAL, MONTHLY, ")
    script = """
from components.charts import family

family.VALIDATE = True
shown = Shown("get_safe_children", "dial")
drawn = specification(figure(shown).picture)
print(key_of(shown), drawn["datasets"], drawn["layer"][0]["encoding"]["x"]["title"])
"""
    assert told(tree, LOADED + script) == [
        "get_safe_children-dial-category {'bars': [{'value': 3.0}]} Children open to Get Safe"
    ]


SECTION = '''"""Exploitation: what is added to Get Safe."""

from data.measures.declaration import CHILDREN, Measure, stock
from data.measures.section import Section, Shown, Topic

SECTION = "Exploitation"

MEASURES = (
    Measure(
        id="exploitation_children",
        title="Children exploited online",
        section=SECTION,
        unit="number",
        headline=True,
        means="Children open to Get Safe at the end of the quarter.",
        counting=stock("get_safe", "held_from", "held_until", numerator=CHILDREN),
    ),
)

PAGES = (
    Section(
        SECTION,
        "exploitation",
        85,
        topics=(Topic("How many", (Shown("exploitation_children"),)),),
        pack_section="Get Safe",
    ),
)
'''
PAGE = '''"""Exploitation."""

from components.panel.section import show_section

show_section("Exploitation")
'''


def test_a_section_is_added_in_two_files(tmp_path: Path) -> None:
    tree = copied(tmp_path, PLACES)
    (tree / "data/measures/sections/exploitation.py").write_text(SECTION, encoding="utf-8")
    (tree / "pages/panel/exploitation.py").write_text(PAGE, encoding="utf-8")
    script = """
from components.screen.pages import OVERVIEW, page_of
from tests.app.reading import new_app, opened, words

print(list(SECTIONS)[list(SECTIONS).index("Get Safe") + 1])
app = opened(new_app(), page_of("Exploitation"), store)
print([title.value for title in app.title], [heading.value for heading in app.subheader])
print([line for line in words(app).splitlines() if line.startswith("3 on")], len(app.metric))
app = opened(new_app(), OVERVIEW, store)
print("Exploitation" in [link.label for link in app.get("page_link")])
"""
    assert told(tree, LOADED + script) == [
        "Exploitation",
        "['Exploitation'] ['Children exploited online']",
        "['3 on 31 December 2022, up 1 on the quarter before (2); more is not good or bad in itself.'] 1",
        "True",
    ]
