"""Two sheets of the panel return come as people lay them out; here they become one row a fact, as text."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from data.periods import read_period
from data.returns.layouts import alphanumerics
from data.returns.panel import FIGURES, RISK_FACTORS
from data.returns.recognition import HEADER_ROWS_SEARCHED, FirstRows, Match, clean, match_columns

TRIO = "trio"
LongRow = tuple[int, list[str | None]]
"""An Excel row and the texts of one fact in it."""


def is_trio(label: str) -> bool:
    """Whether a row of the rank table is the one about the trio of vulnerabilities, whatever it is called."""
    return "trio" in alphanumerics(label)


def reshape(
    cells: pa.Table, rows: FirstRows, reporting_date: date | None = None
) -> tuple[pa.Table, Match] | None:
    """A wide Figures sheet or a rank table as long text rows, with the match of its columns; None for other sheets.

    ``rows`` are its first ones, one more than in which headers may stand. The table has ``excel_row`` beside its text
    columns c0, c1 …
    """
    return _wide_figures(cells, rows[:HEADER_ROWS_SEARCHED], reporting_date) or _rank_table(cells, rows)


def _wide_figures(
    cells: pa.Table, rows: FirstRows, reporting_date: date | None
) -> tuple[pa.Table, Match] | None:
    for index, (row, plain) in enumerate(zip(rows.texts, rows.plain, strict=True)):
        if "measure" not in plain or "period" in plain:
            continue
        periods = {i: text for i, text in enumerate(row) if text and read_period(text, reporting_date)}
        if not periods:
            return None
        measure = plain.index("measure")
        category = plain.index("category") if "category" in plain else None
        long: list[LongRow] = []
        for number, values in _rows(cells, index + 1):
            for position, period in periods.items():
                if values[position]:
                    part = values[category] if category is not None else None
                    long.append((number, [values[measure], period, part, values[position]]))
        header = ["Measure", "Period", "Category", "Value"]
        return _long_table(long, len(header)), match_columns(FIGURES, header, index)
    return None


def _rank_table(cells: pa.Table, rows: FirstRows) -> tuple[pa.Table, Match] | None:
    for index, (row, plain) in enumerate(zip(rows.texts[1:], rows.plain[1:], strict=True), start=1):
        if "relatesto" not in plain or not any("factor" in text for text in plain):
            continue
        relates_to = plain.index("relatesto")
        factor = next(i for i, text in enumerate(plain) if "factor" in text)
        pairs: dict[int, tuple[str, str]] = {}
        period = ""
        for position in range(len(row)):
            period = rows.texts[index - 1][position] or period
            kind = (
                "rank"
                if plain[position] == "rank"
                else "percent"
                if re.search(r"%|per ?cent", row[position].lower())
                else ""
            )
            if period and kind and position not in (relates_to, factor):
                pairs[position] = (period, kind)
        if not pairs:
            return None
        long: list[LongRow] = []
        above: str | None = None
        for number, values in _rows(cells, index + 1):
            labels = [values[relates_to], values[factor]]
            if not any(labels):
                continue
            above = labels[0] = labels[0] or above
            trio = any(is_trio(label or "") for label in labels)
            if trio:
                labels = [TRIO, labels[0] or labels[1]]
            for named in dict.fromkeys(period for period, _ in pairs.values()):
                found = {kind: values[i] for i, (p, kind) in pairs.items() if p == named and values[i]}
                if trio and "rank" in found and "percent" not in found:
                    found["percent"] = found.pop("rank")
                if found:
                    long.append((number, [*labels, named, found.get("rank"), found.get("percent")]))
        header = ["Relates to", "Risk factor", "Period", "Rank", "%"]
        return _long_table(long, len(header)), match_columns(RISK_FACTORS, header, index)
    return None


def _rows(cells: pa.Table, start: int) -> list[tuple[int, list[str | None]]]:
    columns = [column.to_pylist() for column in cells.slice(start).columns]
    return [
        (start + 1 + offset, [clean(value) or None for value in row])
        for offset, row in enumerate(zip(*columns, strict=True))
    ]


def _long_table(rows: list[LongRow], width: int) -> pa.Table:
    columns: dict[str, pa.Array] = {
        f"c{n}": pa.array([texts[n] for _, texts in rows], pa.string()) for n in range(width)
    }
    columns["excel_row"] = pa.array([number for number, _ in rows], pa.int32())
    return pa.table(columns)
