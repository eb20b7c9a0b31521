"""A sheet that is staged: recognised and typed, with its account, its problems and the columns that can be relied on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from data.returns.problems import CELLS_LISTED, Problem, SheetReport
from data.returns.recognition import Match


@dataclass(frozen=True)
class StagedSheet:
    """A recognised sheet, typed; ``columns_known`` are those whose values can be relied on.

    ``rows`` has every row, left-out ones with their reason in ``left_out_because``; ``used`` those that are used.
    """

    match: Match
    rows: pa.Table
    report: SheetReport
    problems: tuple[Problem, ...]
    columns_known: frozenset[str]

    @property
    def used(self) -> pa.Table:
        """The rows that are used."""
        return (
            self.rows.filter(pc.is_null(self.rows.column("left_out_because")))
            if self.report.rows_left_out
            else self.rows
        )

    def with_problems(self, problems: Iterable[Problem]) -> StagedSheet:
        """The sheet with further problems after those that it has."""
        return replace(self, problems=(*self.problems, *problems))

    def without_values(self, column: str) -> StagedSheet:
        """The sheet with a column emptied and no longer relied on, so that no figure is made of it."""
        if column not in self.columns_known:
            return self
        index = self.rows.column_names.index(column)
        emptied = pa.nulls(self.rows.num_rows, self.rows.schema.field(index).type)
        return replace(
            self,
            rows=self.rows.set_column(index, column, emptied),
            columns_known=self.columns_known - {column},
        )

    def left_out(self, reasons: pa.Array | pa.ChunkedArray) -> StagedSheet:
        """The sheet with these reasons for leaving rows out, one a row and null for those used, and its account by them."""
        index = self.rows.column_names.index("left_out_because")
        rows = self.rows.set_column(index, "left_out_because", reasons)
        counts = {reason: count for reason, (count, _) in rows_by_value(rows, "left_out_because").items()}
        report = replace(
            self.report, rows_read=len(reasons), rows_used=reasons.null_count, rows_left_out=counts
        )
        return replace(self, rows=rows, report=report)


def rows_by_value(table: pa.Table, column: str) -> dict[str, tuple[int, list[int]]]:
    """For each value of a text column, commonest first: how many rows, and the first of their Excel rows."""
    if table.column(column).null_count == table.num_rows:
        return {}
    filled = table.select([column, "excel_row"]).filter(pc.is_valid(table.column(column)))
    rows: dict[str, list[int]] = {}
    for value, row in zip(
        filled.column(column).to_pylist(), filled.column("excel_row").to_pylist(), strict=True
    ):
        rows.setdefault(value, []).append(row)
    commonest = sorted(rows.items(), key=lambda item: (-len(item[1]), item[1][0]))
    return {value: (len(listed), listed[:CELLS_LISTED]) for value, listed in commonest}
