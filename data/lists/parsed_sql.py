"""What a piece of SQL reads, told by parsing it: each once.

The parser is loaded at the first, since it takes a tenth of a second that an empty session need not spend.
"""

from __future__ import annotations

from functools import cache

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
