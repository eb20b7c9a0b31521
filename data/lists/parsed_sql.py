"""What a piece of SQL reads, told by parsing it: each once.

The parser is loaded at the first, since it takes a tenth of a second that an empty session need not spend.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

_ANY_DAY = "date '2000-01-01'"
"""Stands in a dimension's SQL for the day that it is worked out for: no column of the view."""


@cache
def columns_read(expression: str) -> frozenset[str]:
    """The columns that an SQL expression reads."""
    from sqlglot import exp, parse_one

    tree = parse_one(expression.replace("{at}", _ANY_DAY), dialect="duckdb")
    return frozenset(column.name for column in tree.find_all(exp.Column))


@cache
def value_counted(aggregate: str) -> tuple[str, str]:
    """The column and its value of which an SQL aggregate counts the rows alone; two empty texts where it counts otherwise."""
    from sqlglot import exp, parse_one

    tree = parse_one(aggregate, dialect="duckdb")
    match tree:
        case exp.Filter(
            this=exp.Count(),
            expression=exp.Where(this=exp.EQ(this=exp.Column(name=column), expression=value)),
        ):
            return (column, value.name) if value.is_string else ("", "")
    return ("", "")


@dataclass(frozen=True)
class RowsCounted:
    """What an SQL aggregate counts: the rows for which ``condition`` holds (all where it is empty).

    ``once_each`` is the column of which every value counts once, however many rows have it; '' where each row counts.
    ``amounts`` are the columns that are added up instead, each with the SQL of what it adds.
    """

    condition: str = ""
    once_each: str = ""
    amounts: tuple[tuple[str, str], ...] = ()


@cache
def rows_counted(aggregate: str) -> RowsCounted:
    """Which rows an SQL aggregate counts.

    It is a count of rows or of a column's different values, or sums of a column each, added up; with a filter, with zero for
    no rows, or only where something holds. Raises ValueError for any other.
    """
    from sqlglot import parse_one

    counted = _rows_counted(parse_one(aggregate, dialect="duckdb"))
    if counted is None:
        raise ValueError(f"The rows that {aggregate!r} counts cannot be told: see data.lists.parsed_sql.")
    return counted


def _rows_counted(tree: Expr) -> RowsCounted | None:
    from sqlglot import exp

    match tree:
        case exp.Count(this=exp.Star()):
            return RowsCounted()
        case exp.Count(this=exp.Distinct(expressions=[exp.Column(name=column)])):
            return RowsCounted(once_each=column)
        case exp.Sum(this=added):
            columns = {column.name for column in added.find_all(exp.Column)}
            return RowsCounted(amounts=((columns.pop(), added.sql("duckdb")),)) if len(columns) == 1 else None
        case exp.Add(this=left, expression=right):
            parts = [_rows_counted(left), _rows_counted(right)]
            amounts = [part.amounts for part in parts if part and part.amounts and not part.condition]
            return RowsCounted(amounts=amounts[0] + amounts[1]) if len(amounts) == 2 else None
        case exp.Filter(this=counted, expression=exp.Where(this=condition)):
            all_rows = _rows_counted(counted)
            return all_rows and replace(all_rows, condition=condition.sql("duckdb"))
        case exp.Coalesce(this=exp.Sum() as total, expressions=[exp.Literal(name="0")]):
            return _rows_counted(total)
        case exp.Case(this=None) if len(tree.args["ifs"]) == 1 and tree.args.get("default") is None:
            return _rows_counted(tree.args["ifs"][0].args["true"])
    return None
