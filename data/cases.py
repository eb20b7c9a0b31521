"""The cases behind a figure: a row for each thing counted, by the counting that gave the figure and with its conditions.

What is told of a case is declared with its view, in ``View.case_columns``: for a new list, the names of its columns and of the
view's dimensions that matter, dates first, and a CaseColumn for what is worked out. The child before them, and the team,
worker and person after them, are told of every view that has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.types as kinds

from data.answering import Asked, Query, question_of
from data.arrow import as_frame
from data.lists.dimensions import DIMENSIONS
from data.lists.loaded_return import LoadedReturn
from data.lists.parsed_sql import RowsCounted, rows_counted
from data.lists.view import CaseColumn, View
from data.measures import MEASURES, Measure
from data.measures.builder import periods_sql
from data.measures.declaration import Counting
from data.measures.question import Question, Way
from data.measures.scans import DAYS, Part, dimensions_of, scan_of
from data.returns.codes import CODE_SETS

_COUNTED = CaseColumn("counted", "Counted")
"""What a case adds to a figure that is the sum of several columns."""

_CHILD = "child_id"
_LAST = ("team", "worker", "age_band", "sex", "ethnic_group", "disability")
"""The dimensions that end the row, of the views that have them."""


def cases(
    query: Query, returns: Sequence[LoadedReturn], asked: Asked, figure: pd.Series, part: Part
) -> pd.DataFrame:
    """The cases behind the ``figure`` that answers one measure for one period, from the tables that these returns have made.

    Columns have the names of lists' columns and of dimensions, and values as displayed. What is open at a date comes longest
    open first, what happened newest first, then by child; what adds nothing to a sum is left out. There are no rows where the
    figure is stated by a panel return or not supplied. Raises ValueError for a denominator that is no count of cases.
    """
    measure = MEASURES[asked.ids[0]]
    _check(measure, part)
    filtered = [measure.dimension(name) for name, _ in asked.where]
    question = question_of(returns, asked)
    way = next((way for way in question.ways if way.origin == figure["origin"]), None)
    if way is not None and pd.notna(figure[part]):
        columns = _columns(measure, way.counting, part, filtered)
        sql = _statement(question, way, part, columns)
        return _frame(query(sql, question.parameters), adds_up(way.counting, part))
    counting = way.counting if way else measure.first_counting
    return pd.DataFrame(columns=list(_columns(measure, counting, part, filtered)) if counting else [])


def adds_up(counting: Counting, part: Part) -> str | None:
    """The column of its cases that adds up to the figure; None where each case counts one."""
    amounts = rows_counted(_aggregate(counting, part)).amounts
    return None if not amounts else amounts[0][0] if len(amounts) == 1 else _COUNTED.name


def titles(measure: Measure, columns: Iterable[str]) -> dict[str, str]:
    """The columns of a measure's cases as people read them: the lists' headers, the dimensions' titles."""
    names = list(columns)
    of_views = ({name: _title(view, name) for name in names} for view in measure.views)
    return next((worded for worded in of_views if all(worded.values())), {name: name for name in names})


def _check(measure: Measure, part: Part) -> None:
    if part == "denominator" and measure.unit == "rate":
        raise ValueError(f"The denominator of “{measure.title}” is the population, which no list names.")
    if part == "denominator" and measure.unit == "number":
        raise ValueError(f"“{measure.title}” is a number: it has no denominator.")


def _aggregate(counting: Counting, part: Part) -> str:
    aggregate = counting.numerator if part == "numerator" else counting.denominator
    if aggregate is None:
        raise ValueError(f"What is counted of {counting.rows} has no {part}.")
    return aggregate


def _columns(measure: Measure, counting: Counting, part: Part, filtered: Sequence[str]) -> dict[str, str]:
    """The columns by name, each with its SQL.

    Where a dimension's values are counted once each, as workers are, a row tells of them and not of one of their cases.
    """
    dimensions, counted = dimensions_of(counting), rows_counted(_aggregate(counting, part))
    filtered = [name for name in filtered if name in dimensions]
    if counted.once_each in dimensions:
        return {name: dimensions[name] for name in (counted.once_each, *filtered)}
    view = counting.view
    told = {
        column.name: _sql(view, column, dimensions)
        for column in map(_as_column, view.case_columns)
        if not column.only_of or (column.only_of == "stock") == (counting.kind == "stock")
    }
    amounts = _amounts(counted)
    if len(amounts) > 1:
        amounts[_COUNTED.name] = " + ".join(amounts.values())
    split = (measure.category,) if measure.category and not counted.once_each else ()
    last = [name for name in (*filtered, *split, *_LAST) if name in dimensions and name not in told]
    child = {_CHILD: f"counted_rows.{_CHILD}"} if _CHILD in view.layout.by_column else {}
    return child | told | amounts | {name: dimensions[name] for name in last}


def _amounts(counted: RowsCounted) -> dict[str, str]:
    return {name: f"coalesce({sql}, 0)" for name, sql in counted.amounts}


def _as_column(column: str | CaseColumn) -> CaseColumn:
    return CaseColumn(column) if isinstance(column, str) else column


def _sql(view: View, column: CaseColumn, dimensions: Mapping[str, str]) -> str:
    if column.sql or column.name in dimensions:
        return column.sql or dimensions[column.name]
    value = f"counted_rows.{column.name}"
    listed = view.layout.by_column.get(column.name)
    if listed is None or listed.codes is None or _are_words(listed.codes):
        return value
    words = f"select description from code_book where code_set = '{listed.codes}' and code = {value}"
    return f"coalesce(({words}), {value})"


def _are_words(codes: str) -> bool:
    return all(code.code == code.description for code in CODE_SETS[codes].codes)


def _title(view: View, name: str) -> str:
    """A column's title, '' where the cases of a view have no such column."""
    worded = {column.name: column.title for column in map(_as_column, (*view.case_columns, _COUNTED))}
    if title := worded.get(name):
        return title
    if name in view.dimensions:
        return DIMENSIONS[name].title
    return view.layout.by_column[name].header if name in view.layout.by_column else ""


def _statement(question: Question, way: Way, part: Part, columns: Mapping[str, str]) -> str:
    """The statement that lists the cases; within it columns are numbered, so that no name hides one that SQL reads."""
    counting, scan = way.counting, scan_of(question, way, part)
    aggregate = _aggregate(counting, part)
    counted = rows_counted(aggregate)
    conditions = [f"(select {aggregate} from {scan.relation}) is not null"]
    if counted.condition:
        conditions.append(f"({counted.condition})")
    if counted.once_each:
        conditions.append(f"counted_rows.{counted.once_each} is not null")
    if counted.amounts:
        conditions.append(f"{' + '.join(_amounts(counted).values())} <> 0")
    is_stock = counting.kind == "stock"
    listed = {f"c{place}": sql for place, sql in enumerate(columns.values())}
    keys = {"case_day": f"counted_rows.{counting.opened if is_stock else counting.dated}"}
    if counted.once_each:
        keys["case_of"] = f"counted_rows.{counted.once_each}"
    order = ", ".join(["case_day" if is_stock else "case_day desc", *listed])
    once = (
        f"qualify row_number() over (partition by case_of order by {order}) = 1" if counted.once_each else ""
    )
    return f"""
with periods as ({periods_sql(question)}), days as ({DAYS}),
listed as (
    select {", ".join(f"{sql} as {name}" for name, sql in (listed | keys).items())}
    from {scan.relation} where {" and ".join(conditions)}
)
select {", ".join(f'{number} as "{name}"' for number, name in zip(listed, columns, strict=True))} from listed {once} order by {order}
"""


def _frame(rows: pa.Table, exact: str | None) -> pd.DataFrame:
    """The cases as people read them; only the column that adds up to the figure is left unrounded."""
    frame = as_frame(rows)
    for column in rows.schema:
        if kinds.is_boolean(column.type):
            frame[column.name] = frame[column.name].map({True: "Yes", False: "No"})
        elif kinds.is_integer(column.type):
            frame[column.name] = frame[column.name].astype("Int64")
        elif kinds.is_floating(column.type) and column.name != exact:
            frame[column.name] = frame[column.name].round(2)
    return frame
