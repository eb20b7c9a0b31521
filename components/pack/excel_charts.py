"""A figure's chart as Excel draws it, from the table that stands beside it: it can be edited and follows its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from components.charts.theme import CATEGORIES, GRADE_COLOURS, RATING_COLOURS, STAFFING_COLOURS
from components.figures.figure import Figure, Table
from data.facts.values import GRADES, NOT_GIVEN
from data.safe_text import cell_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook


@dataclass(frozen=True)
class _Form:
    """How a family is drawn: Excel's type and subtype, how many of the columns of numbers (None for all), and from where on."""

    kind: str
    subtype: str = ""
    columns: int | None = 1
    is_reversed: bool = False


_FORMS = {
    "line": _Form("line"),
    "columns": _Form("column"),
    "season": _Form("column"),
    "ordered_bars": _Form("bar", columns=None),
    "bump": _Form("line", columns=None, is_reversed=True),
    "pyramid": _Form("bar", columns=None),
    "paired_bars": _Form("column", columns=2),
    "over_and_under": _Form("column", columns=None),
    "funnel": _Form("bar"),
    "stacked_bars": _Form("bar", "stacked", columns=-1),
    "stacked_months": _Form("column", "stacked", columns=None),
    "spread": _Form("bar"),
    "stacked_grades": _Form("bar", "stacked", columns=None),
}
_OTHER = _Form("column")
_COLOURS = {**GRADE_COLOURS, **RATING_COLOURS, **STAFFING_COLOURS}
_SIZE = {"width": 620, "height": 330}


def chart_table(figure: Figure) -> Table:
    """The table that a figure's chart is drawn of: its own, and of grades one with a column a grade."""
    assert figure.table is not None
    if figure.picture is None or figure.picture.family != "stacked_grades":
        return figure.table
    shares = {
        (row[0], row[1]): (row[2], cells[2])
        for row, cells in zip(figure.table.raw, figure.table.cells, strict=True)
    }
    domains = list(dict.fromkeys(domain for domain, _ in shares))
    grades = [grade for grade in (*GRADES, NOT_GIVEN) if any(given == grade for _, given in shares)]
    nothing = (None, "")
    raw = tuple(
        (domain, *(shares.get((domain, grade), nothing)[0] for grade in grades)) for domain in domains
    )
    cells = tuple(
        (str(domain), *(shares.get((domain, grade), nothing)[1] for grade in grades)) for domain in domains
    )
    return Table(f"{figure.table.title}, share of each grade", ("Practice domain", *grades), cells, raw)


def chart_of(book: Workbook, sheet: str, figure: Figure, table: Table, row: int) -> Any:
    """The chart of a table whose header stands in ``row``; None where it has no numbers."""
    assert figure.picture is not None
    form = _FORMS.get(figure.picture.family, _OTHER)
    columns = _columns(table, form)
    if not columns:
        return None
    chart = book.add_chart({"type": form.kind, **({"subtype": form.subtype} if form.subtype else {})})
    first, last = row + 1, row + len(table.cells)
    across = form.is_reversed
    if across:
        for number in range(first, last + 1):
            chart.add_series(_series(sheet, (number, 0), (row, columns[0], row, columns[-1]), number))
    else:
        for place, column in enumerate(columns):
            made = _series(sheet, (row, column), (first, 0, last, 0), column, (first, last))
            colour = _COLOURS.get(table.columns[column], CATEGORIES[place % len(CATEGORIES)])
            look = {"color": colour}
            chart.add_series(made | ({"line": look} if form.kind == "line" else {"fill": look}))
    chart.set_title({"name": cell_text(figure.title), "name_font": {"size": 12}})
    chart.set_size(_SIZE)
    is_alone = len(columns) == 1 and not across
    chart.set_legend({"none": True} if is_alone else {"position": "bottom"})
    if form.kind == "bar":
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"major_gridlines": {"visible": False}})
    elif across:
        chart.set_y_axis({"reverse": True, "min": 1})
    chart.show_blanks_as("gap")
    return chart


def _series(
    sheet: str,
    name: tuple[int, int],
    categories: tuple[int, int, int, int],
    place: int,
    rows: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """A column of numbers from one row to another, or without ``rows`` a row of them under the categories."""
    first_row, first_column, last_row, last_column = categories
    values = (
        [sheet, rows[0], place, rows[1], place] if rows else [sheet, place, first_column, place, last_column]
    )
    return {
        "name": [sheet, *name],
        "categories": [sheet, first_row, first_column, last_row, last_column],
        "values": values,
    }


def _columns(table: Table, form: _Form) -> list[int]:
    """The columns of numbers that are drawn: percentages where there are any, as a chart has one axis."""
    places = range(1, len(table.columns))
    numbers = [place for place in places if any(_is_number(row[place]) for row in table.raw)]
    shares = [place for place in numbers if any(row[place].endswith("%") for row in table.cells)]
    return (shares or numbers)[: form.columns]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
