"""Typing in SQL: how dates and numbers are read from text, and the one statement that stages a sheet."""

from __future__ import annotations

from functools import cache

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.layouts import Column, Layout

READING_KINDS = ("code", "period", "measure", "factors")
"""Kinds whose texts are read by rules of their own, not by SQL."""

UNREAD = "__unread"

COMPLETED_YEARS = "completed years"
"""How ages are read: 12.7 is 12."""

SQL_TYPES = {
    "date": "date",
    "date and time": "timestamp",
    "whole number": "integer",
    "number": "double",
    "percent": "double",
    "value": "double",
}

ARROW_TYPES = {
    "date": pa.date32(),
    "date and time": pa.timestamp("us"),
    "whole number": pa.int32(),
    COMPLETED_YEARS: pa.int32(),
    "number": pa.float64(),
    "percent": pa.float64(),
    "value": pa.float64(),
}

_READ = r"""
with dated as (
    select position, kind, text, cast(case
        when kind not in ('date', 'date and time') then null
        when regexp_matches(text, '^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$')
            then try_cast(substr(text, 1, 10) as date)
        when regexp_matches(text, '^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}( \d{1,2}:\d{2}(:\d{2})?)?$')
            then try_strptime(translate(split_part(text, ' ', 1), '.-', '//'), '%d/%m/%Y')
        when regexp_matches(text, '^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$')
            then try_strptime(translate(text, '.-', '//'), '%d/%m/%y')
        when regexp_matches(text, '^\d{4}/\d{1,2}/\d{1,2}$') then try_strptime(text, '%Y/%m/%d')
        when regexp_matches(text, '^\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}$')
            then try_strptime(translate(text, '-', ' '), ['%d %b %Y', '%d %B %Y'])
        when regexp_matches(text, '^\d{1,2}[ -][A-Za-z]{3}[ -]\d{2}$')
            then try_strptime(translate(text, '-', ' '), '%d %b %y')
        when regexp_matches(text, '^[1-9]\d{4}(\.\d+)?$') and try_cast(text as double) between 29221 and 51136
            then date '1899-12-30' + cast(floor(cast(text as double)) as integer)
        end as date) as day,
        regexp_extract(text, '\d{1,2}:\d{2}(:\d{2})?') as clock
    from texts
),
in_range as (
    select position, kind, text, clock,
        case when day between date '1910-01-01' and date '2100-12-31' then day end as day
    from dated
)
select day,
    case when kind <> 'date and time' then null
         when clock <> '' and (try_cast(split_part(clock, ':', 1) as integer) > 23 or try_cast(split_part(clock, ':', 2) as integer) > 59)
             then null
         when clock <> '' then cast(day as timestamp) + to_seconds(
             coalesce(try_cast(split_part(clock, ':', 1) as bigint) * 3600 + try_cast(split_part(clock, ':', 2) as bigint) * 60
                      + coalesce(try_cast(split_part(clock, ':', 3) as bigint), 0), 0))
         when regexp_matches(text, '^[1-9]\d{4}\.\d+$') then cast(day as timestamp)
             + to_seconds(cast(round((cast(text as double) - floor(cast(text as double))) * 86400) as bigint))
         else cast(day as timestamp) end as moment,
    case when kind not in ('date', 'date and time')
              and regexp_matches(text, '^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][+-]?\d+)? ?%?$')
              and (kind in ('percent', 'value') or text not like '%\%' escape '\')
         then try_cast(trim(replace(replace(text, ',', ''), '%', '')) as double) end as number
from in_range order by position
"""
"""Reads the registered ``texts`` (position, kind, text): ISO first, then day/month/year forms, then Excel's
days of 1980 to 2039. A number with a sign for per cent is one only where a percentage may stand, and commas only between thousands."""


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """A database of no session, locked, in which no table is ever made."""
    engine = duckdb.connect(":memory:", config={"threads": 1, "python_enable_replacements": False})
    for setting in _LOCKED:
        engine.execute(setting)
    return engine


_LOCKED = ("set temp_directory = ''", "set enable_external_access = false", "set lock_configuration = true")


def read_in_sql(wanted: list[tuple[str, pa.Array]]) -> list[pa.Array]:
    """Dates and numbers from texts, one answer for each (kind, texts) in their order; null where a text is none."""
    if not wanted:
        return []
    by_kind: dict[str, list[pa.Array]] = {}
    for kind, texts in wanted:
        by_kind.setdefault(kind, []).append(texts)
    different = {kind: pa.concat_arrays(texts).dictionary_encode() for kind, texts in by_kind.items()}
    texts = pa.concat_arrays([encoded.dictionary for encoded in different.values()])
    kinds = pa.array(list(different), pa.string()).take(
        pa.array(
            np.repeat(range(len(different)), [len(encoded.dictionary) for encoded in different.values()])
        )
    )
    positions = pa.array(np.arange(len(texts), dtype=np.int32))
    with _engine().cursor() as cursor:
        cursor.register("texts", pa.table({"position": positions, "kind": kinds, "text": texts}))
        answer = cursor.sql(_READ).to_arrow_table().combine_chunks()
        cursor.unregister("texts")
    values: dict[str, pa.Array] = {}
    start = 0
    for kind, encoded in different.items():
        column = answer.column({"date": "day", "date and time": "moment"}.get(kind, "number"))
        read = column.slice(start, len(encoded.dictionary)).combine_chunks()
        typed = _whole(read, kind) if ARROW_TYPES[kind] == pa.int32() else read.cast(ARROW_TYPES[kind])
        values[kind] = typed.take(encoded.indices)
        start += len(encoded.dictionary)
    answers, taken = [], dict.fromkeys(different, 0)
    for kind, texts in wanted:
        answers.append(values[kind].slice(taken[kind], len(texts)))
        taken[kind] += len(texts)
    return answers


def _whole(numbers: pa.Array, kind: str) -> pa.Array:
    """Numbers as counts: one with a fraction, below zero or too large to count with is none; an age is one in completed years."""
    is_one = pc.less(pc.abs(numbers), 2e9)
    if kind != COMPLETED_YEARS:
        is_one = pc.and_(is_one, pc.and_(pc.equal(numbers, pc.floor(numbers)), pc.greater_equal(numbers, 0)))
    return pc.if_else(is_one, pc.floor(numbers), None).cast(pa.int32())


def sql_kind(column: Column) -> str:
    """How SQL is to read a column's texts: as its kind, or an age in completed years."""
    return (
        COMPLETED_YEARS
        if column.kind == "whole number" and column.name in ("age", "age_stated")
        else column.kind
    )


def fallible(column: Column) -> bool:
    """Whether a cell of this column can fail to be read."""
    return column.kind not in ("id", "text")


def table_columns(layout: Layout) -> list[tuple[str, str]]:
    """The typed table's columns and SQL types for a layout, in order."""
    columns: list[tuple[str, str]] = []
    for column in layout.columns:
        columns.append((column.name, SQL_TYPES.get(column.kind, "varchar")))
        if column.kind == "period":
            columns += [
                (f"{column.name}_grain", "varchar"),
                (f"{column.name}_start", "date"),
                (f"{column.name}_end", "date"),
            ]
    return columns


@cache
def stored_schema(layout: Layout) -> pa.Schema:
    """The columns of the table of returned rows, in order, as Arrow has them."""
    kinds = dict(table_columns(layout)) | _STORED_BESIDE
    return pa.schema([(name, _ARROW_OF_SQL[kinds[name]]) for name in stored_columns(layout)])


def empty_query(layout: Layout) -> str:
    """The query of a table of returned rows that has none."""
    kinds = dict(table_columns(layout)) | _STORED_BESIDE
    columns = [f"cast(null as {kinds[name]}) as {name}" for name in stored_columns(layout)]
    return f"select {', '.join(columns)} where false"


_STORED_BESIDE = {
    "return_id": "integer",
    "sheet": "varchar",
    "excel_row": "integer",
    "unread": "map(varchar, varchar)",
    "other_columns": "map(varchar, varchar)",
    "left_out_because": "varchar",
}
"""What is stored of every row beside its list's own columns."""

_ARROW_OF_SQL = {
    "varchar": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "integer": pa.int32(),
    "double": pa.float64(),
    "map(varchar, varchar)": pa.map_(pa.string(), pa.string()),
}


def stored_columns(layout: Layout) -> list[str]:
    """Every column of the table of returned rows, in order."""
    typed = [name for name, _ in table_columns(layout)]
    return ["return_id", "sheet", "excel_row", *typed, "unread", "other_columns", "left_out_because"]
