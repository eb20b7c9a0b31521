"""A return on trial, beside what is in use: what every guard is given to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.lists.loaded_return import LoadedReturn
from data.lists.merging import listed_columns
from data.periods import Period
from data.returns.layouts import Layout
from data.returns.opening import Sheet
from data.returns.problems import SheetReport
from data.returns.recognition import LAYOUT_BY_NAME, NULL_WORDS, clean
from data.store import Questions


@dataclass(frozen=True)
class Arriving:
    """A return whose rows are in the store for as long as the trial lasts.

    ``others`` are the returns in use and those that arrive with it, whose ids are in ``arrive_with_it``; ``sheets`` its
    workbook as text; ``indicators`` the figures before and after; ``today`` says what lies ahead.
    """

    store: Questions
    one: LoadedReturn
    others: tuple[LoadedReturn, ...]
    sheets: Sequence[Sheet]
    indicators: pd.DataFrame
    today: date
    arrive_with_it: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """The file's name, in quotation marks."""
        return f"“{self.one.report.file_name}”"

    @property
    def is_annex_a(self) -> bool:
        """Whether it has lists of children."""
        return self.one.report.kind == "annex_a"

    @property
    def quarter(self) -> Period:
        """The quarter that its data go to."""
        return self.one.quarter

    @property
    def alike(self) -> list[LoadedReturn]:
        """The other returns of its kind, oldest first."""
        kind = [one for one in self.others if one.report.kind == self.one.report.kind]
        return sorted(kind, key=lambda one: one.order)

    @property
    def before(self) -> LoadedReturn | None:
        """The return of its kind for the last earlier quarter that is held."""
        return next((one for one in reversed(self.alike) if one.reporting_date < self.quarter.start), None)

    @property
    def same_quarter(self) -> LoadedReturn | None:
        """The return of its kind that is held for its own quarter."""
        return next(
            (
                one
                for one in reversed(self.alike)
                if self.quarter.start <= one.reporting_date <= self.quarter.end
            ),
            None,
        )

    @property
    def lists(self) -> list[Layout]:
        """The lists and sheets that were recognised in it."""
        return lists_of(self.one)

    def accounts(self, layout: Layout) -> list[SheetReport]:
        """What became of the sheets that hold a list."""
        return [sheet for sheet in self.one.report.sheets if sheet.list == layout.name]

    def sheet(self, layout: Layout) -> str:
        """The name of the (first) sheet that holds a list."""
        return self.accounts(layout)[0].name

    def known(self, layout: Layout, of: LoadedReturn | None = None) -> frozenset[str]:
        """The columns of a list that can be relied on."""
        return next(
            (one.columns_known for one in (of or self.one).supplies if one.list == layout.name), frozenset()
        )

    def cells_under(self, account: SheetReport, header: str) -> list[tuple[int, str]]:
        """The filled cells under a header as the sheet words it: Excel row and text."""
        place = account.positions.get(header)
        sheet = next(
            (sheet for sheet in self.sheets if (sheet.name, sheet.part) == (account.name, account.part)), None
        )
        if sheet is None or place is None or account.header_row is None:
            return []
        texts = map(clean, sheet.cells.column(place).slice(account.header_row - sheet.first_row).to_pylist())
        return [
            (row, text)
            for row, text in enumerate(texts, start=account.header_row + 1)
            if text.lower() not in NULL_WORDS
        ]

    def ask(self, sql: str) -> pd.DataFrame:
        """The answer to a question over the rows returned."""
        return self.store.table(sql)

    def number(self, sql: str) -> int:
        """The answer to a question of one count."""
        return int(self.ask(sql).to_numpy()[0, 0] or 0)


def rows_of(layout: Layout, one: LoadedReturn) -> str:
    """The rows of a list that a return gave and that are used, as a table in SQL; children told apart as in the merged tables."""
    return (
        f"(select {listed_columns(layout)} from returned_{layout.name} as listed join returns on returns.return_id = listed.return_id "
        f"where listed.return_id = {one.id} and listed.left_out_because is null)"
    )


def rows_used(layout: Layout, one: LoadedReturn | None) -> int:
    """How many rows of a list a return gave that are used."""
    return sum(sheet.rows_used for sheet in one.report.sheets if sheet.list == layout.name) if one else 0


def lists_of(one: LoadedReturn) -> list[Layout]:
    """The lists and sheets that were recognised in a return."""
    return [LAYOUT_BY_NAME[name] for name in dict.fromkeys(sheet.list for sheet in one.report.sheets) if name]
