"""A list and a dimension are declared once: what is known of them stands there, and a new one needs nothing else."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from components.charts.theme import GRADE_COLOURS, RATING_COLOURS, STAFFING_COLOURS
from data.facts.values import GRADES, NOT_GIVEN
from data.lists.dimensions import DIMENSIONS
from data.lists.view import View
from data.lists.views import VIEWS
from data.measures import MEASURES, Shown, Topic
from data.measures.columns import columns_needed
from data.returns.annex_a import ANNEX_A, CONTACTS
from data.returns.codes import CODE_SETS
from data.returns.layouts import Layout
from data.returns.panel import PANEL
from data.returns.recognition import LAYOUT_BY_NAME, LAYOUTS
from data.store import Store
from tests.copied_tree import ROOT, copied, edited, told

NOT_A_VALUE = {"Not recorded", "Not a known code", "Not known"}


# Layouts


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_what_a_layout_says_of_its_columns_is_said_of_columns_it_has(layout: Layout) -> None:
    pairs = (*layout.in_order, *layout.stages)
    named = {
        *layout.key,
        *layout.row_key,
        *layout.event_dates,
        *layout.also_ends,
        *layout.last_done,
        *layout.not_before_birth,
        *layout.counts_back,
        *(layout.adds_up[0] if layout.adds_up else ()),
        *(name for pair in pairs for name in pair),
    }
    single = (layout.event, layout.starts, layout.ends, layout.ends_because, layout.leads_to)
    named.update(filter(None, (*single, layout.window_shown_by, layout.speaks_for)))
    assert named <= layout.by_column.keys()
    assert {column.codes for column in layout.columns} - {None} <= CODE_SETS.keys()
    assert not layout.flow or MEASURES[layout.flow].counting is not None
    assert len(layout.example) in (0, len(layout.columns))


def _lists_named(node: ast.expr) -> bool:
    """Whether an expression names a list: by its name, or by the constant that its layout is."""
    constants = {
        name for name, value in vars(sys.modules["data.returns.annex_a"]).items() if value in ANNEX_A
    }
    constants |= {name for name, value in vars(sys.modules["data.returns.panel"]).items() if value in PANEL}
    match node:
        case ast.Constant(value=str() as text):
            return text in LAYOUT_BY_NAME
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in constants
        case ast.Tuple(elts=[first, *_]):
            return _lists_named(first)
    return False


def _side_tables(text: str) -> list[int]:
    """The lines of mappings by list, of sets of lists, and of rows that each begin with a list."""
    lines = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Dict(keys=keys):
                entries = [key for key in keys if key is not None]
            case ast.Set(elts=entries):
                pass
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                entries = [element for element in elements if isinstance(element, ast.Tuple)]
            case _:
                continue
        if sum(map(_lists_named, entries)) > 1:
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    "table",
    [
        "NOUNS = {'contacts': 'contact', 'referrals': 'referral'}",
        "OLD = {ASSESSMENTS: (), annex_a.CONTACTS: ()}",
        "ENDS = {('adopters', 'left_on'), ('teams', 'to_date')}",
        "ORDER = ((ADOPTERS, 'a', 'b'), (ADOPTERS, 'c', 'd'))",
    ],
)
def test_a_table_beside_the_layouts_is_seen(table: str) -> None:
    assert _side_tables(table) == [1]


def test_nothing_is_known_of_lists_beside_their_layouts() -> None:
    seen = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in ("data", "components", "pages")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "sample" not in path.parts and path.parent.name != "rules"
        for line in _side_tables(path.read_text(encoding="utf-8"))
    ]
    assert seen == []


# Dimensions


def test_a_view_cannot_have_a_dimension_that_is_not_declared() -> None:
    with pytest.raises(
        ValueError, match=r"contacts_again has dimensions that are not declared: \['colour'\]"
    ):
        View("contacts_again", CONTACTS, "select * from listed", {"colour": "'Red'"})


def test_every_dimension_declared_is_one_that_a_measure_can_be_asked_by() -> None:
    assert {name for measure in MEASURES.values() for name in measure.dimensions} == DIMENSIONS.keys()
    of_views = {name for view in VIEWS.values() for name in view.dimensions}
    assert of_views <= DIMENSIONS.keys()


def test_titles_tell_the_dimensions_of_a_view_apart() -> None:
    for view in VIEWS.values():
        titles = [DIMENSIONS[name].title for name in view.dimensions]
        assert len(titles) == len(set(titles)), view.name


def test_a_dimension_has_the_code_set_of_the_column_it_is_read_from() -> None:
    for view in VIEWS.values():
        for name, sql in view.dimensions.items():
            codes = {
                LAYOUT_BY_NAME[listed].by_column[column].codes
                for listed, column in columns_needed(view.name, sql)
            }
            declared = DIMENSIONS[name].codes
            assert declared is None or declared in codes, (view.name, name)


def test_values_shown_are_those_declared(county: Store, pack: Store) -> None:
    looked_at = set()
    for store in (county, pack):
        for view in VIEWS.values():
            for name, sql in view.dimensions.items():
                dimension = DIMENSIONS[name]
                declared = set(dimension.values) or dimension.coded_values
                if not declared or name == "open_days_band":
                    continue
                at = "date '2022-12-31'"
                held = store.table(f"select distinct {sql.replace('{at}', at)} as held from {view.name}")[
                    "held"
                ]
                assert set(held.dropna()) <= declared | NOT_A_VALUE, (view.name, name)
                looked_at |= {name} if len(held) else set()
    assert len(looked_at) > 20


def test_colours_are_those_of_the_values() -> None:
    assert tuple(STAFFING_COLOURS) == DIMENSIONS["staffing"].values
    assert tuple(RATING_COLOURS) == DIMENSIONS["rating"].values
    assert tuple(GRADE_COLOURS) == (*GRADES, NOT_GIVEN)


def test_no_page_of_the_panel_can_show_workers() -> None:
    with pytest.raises(ValueError, match="A panel may not see average_caseload by worker"):
        Topic("Caseloads", (Shown("average_caseload", "spread", by="worker"),))


# One more of each, in a copy of the tree


HOUSING = """HOUSING = Layout(
    "housing",
    "Housing",
    merging="events",
    noun=("request", "requests"),
    key=("child_id", "asked_on"),
    event="asked_on",
    columns=(
        _CHILD_ID,
        _needed("asked_on", "Housing asked for on", "date"),
        Column("landlord", "Landlord asked"),
    ),
)

PANEL = (
    HOUSING,
"""
HOUSING_VIEW = """VIEWS = (
    View("housing", panel.HOUSING, "select * from listed", {"landlord": "coalesce(landlord, 'Not recorded')"}),
    """
HOUSING_MEASURE = """MEASURES = (
    Measure("housing", "Housing asked for", "Requests.", "number", SECTION, counting=flow("housing", "asked_on")),
"""
ASK = """
from data.measures import MEASURES, Shown
from data.returns import annex_a, panel
from data.store import Store
from tests.workbooks import ABOUT, contact, list_sheet, panel_sheet, workbook

store = Store(885)
"""
HOUSING_ROWS = """
rows = [["1", "14/12/2022", "Homes"], ["1", "15/12/2022", None], ["2", "01/12/2022", "Homes"], [None, "01/12/2022", None]]
report = store.load("h.xlsx", workbook(ABOUT, panel_sheet(panel.HOUSING, *rows)))
print([(sheet.list, sheet.rows_used) for sheet in report.sheets])
"""


def test_a_new_sheet_is_its_layout_and_its_view(tmp_path: Path) -> None:
    tree = copied(tmp_path)
    edited(tree, "data/returns/panel.py", "PANEL = (\n", HOUSING)
    listed = "select child_id, landlord from housing where landlord is not null order by asked_on"
    as_sql = f'print(store.table("{listed}").to_numpy().tolist())'
    assert told(tree, ASK + HOUSING_ROWS + as_sql) == [
        "[('about', 1), ('housing', 3)]",
        "[['2', 'Homes'], ['1', 'Homes']]",
    ]
    edited(tree, "data/lists/panel_sheets.py", "VIEWS = (", HOUSING_VIEW)
    edited(
        tree,
        "data/lists/dimensions.py",
        '        Dimension("team"',
        '        Dimension("landlord", "Landlord"),\n        Dimension("team"',
    )
    edited(tree, "data/measures/sections/missing.py", "MEASURES = (\n", HOUSING_MEASURE)
    by_landlord = (
        'print(store.measure("housing", "month", 1, "landlord")[["group", "value"]].to_numpy().tolist())'
    )
    assert told(tree, ASK + HOUSING_ROWS + by_landlord)[1:] == ["[['Homes', 2.0], ['Not recorded', 1.0]]"]


def test_a_new_dimension_is_its_declaration_and_its_sql(tmp_path: Path) -> None:
    tree = copied(tmp_path)
    edited(
        tree,
        "data/lists/dimensions.py",
        '        Dimension("team"',
        '        Dimension("weekday", "Day of the week", ("Monday", "Tuesday")),\n        Dimension("team"',
    )
    edited(
        tree,
        "data/lists/front_door.py",
        'PERSON_DIMENSIONS | {"source": "source_group", "source_detail": "source_detail"},\n    {"source_group": ("source",), '
        '"source_detail": ("source",)} | NEEDED',
        'PERSON_DIMENSIONS | {"weekday": "dayname(contact_on)"},\n    {"source_group": ("source",), "source_detail": ("source",)} | NEEDED',
    )
    asked = """
rows = [contact("1", "2022-12-12"), contact("2", "2022-12-12"), contact("3", "2022-12-13")]
store.load("c.xlsx", workbook(list_sheet(annex_a.CONTACTS, *rows)))
print(store.measure("contacts", "month", 1, "weekday")[["group", "value"]].to_numpy().tolist())
print(store.measure("contacts", "month", 1, where={"weekday": "Monday"})["value"].tolist())
try:
    store.measure("contacts", where={"weekday": "Sunday"})
except ValueError as why:
    print(why)
print("weekday" in MEASURES["contacts"].dimensions)
"""
    assert told(tree, ASK + asked) == [
        "[['Monday', 2.0], ['Tuesday', 1.0]]",
        "[2.0]",
        "'Sunday' is not a value of weekday. Allowed: Monday, Tuesday.",
        "True",
    ]
