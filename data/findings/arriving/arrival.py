"""A return on trial, beside what is in use: what every guard is given to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pyarrow.compute as pc

from data.findings.finding import Finding, Kind
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
    returned: LoadedReturn
    others: tuple[LoadedReturn, ...]
    sheets: Sequence[Sheet]
    indicators: pd.DataFrame
    today: date
    arrive_with_it: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """The file's name, in quotation marks."""
        return f"“{self.returned.report.file_name}”"

    @property
    def is_annex_a(self) -> bool:
        """Whether it has lists of children."""
        return self.returned.report.kind == "annex_a"

    @property
    def quarter(self) -> Period:
        """The quarter that its data go to."""
        return self.returned.quarter

    @property
    def of_its_kind(self) -> list[LoadedReturn]:
        """The other returns of its kind, oldest first."""
        kind = [loaded for loaded in self.others if loaded.report.kind == self.returned.report.kind]
        return sorted(kind, key=lambda loaded: loaded.order)

    @property
    def before(self) -> LoadedReturn | None:
        """The return of its kind for the last earlier quarter that is held."""
        return next(
            (loaded for loaded in reversed(self.of_its_kind) if loaded.reporting_date < self.quarter.start),
            None,
        )

    @property
    def same_quarter(self) -> LoadedReturn | None:
        """The return of its kind that is held for its own quarter."""
        return next(
            (
                loaded
                for loaded in reversed(self.of_its_kind)
                if self.quarter.start <= loaded.reporting_date <= self.quarter.end
            ),
            None,
        )

    @property
    def lists(self) -> list[Layout]:
        """The lists and sheets that were recognised in it."""
        return lists_of(self.returned)

    def accounts(self, layout: Layout) -> list[SheetReport]:
        """What became of the sheets that hold a list."""
        return [sheet for sheet in self.returned.report.sheets if sheet.list == layout.name]

    def sheet(self, layout: Layout) -> str:
        """The name of the (first) sheet that holds a list."""
        return self.accounts(layout)[0].name

    def known(self, layout: Layout, of: LoadedReturn | None = None) -> frozenset[str]:
        """The columns of a list that can be relied on."""
        return next(
            (supply.columns_known for supply in (of or self.returned).supplies if supply.list == layout.name),
            frozenset(),
        )

    def quoted(self, layout: Layout) -> str:
        """The sheet of a list and its number: 'Sheet “Referrals” (List 3)'."""
        return in_words(self.sheet(layout), layout)

    def texts_under(self, account: SheetReport, header: str) -> dict[str, int]:
        """The different texts under a header as the sheet words it, in order, with how many cells hold each."""
        place = account.positions.get(header)
        sheet = next(
            (sheet for sheet in self.sheets if (sheet.name, sheet.part) == (account.name, account.part)), None
        )
        if sheet is None or place is None or account.header_row is None:
            return {}
        cells = sheet.cells.column(place).slice(account.header_row - sheet.first_row)
        texts: dict[str, int] = {}
        for value in pc.value_counts(cells).to_pylist():
            text = clean(value["values"])
            if text.lower() not in NULL_WORDS:
                texts[text] = texts.get(text, 0) + value["counts"]
        return texts

    def ask(self, sql: str) -> pd.DataFrame:
        """The answer to a question over the rows returned."""
        return self.store.table(sql)

    def number(self, sql: str) -> int:
        """The answer to a question of one count."""
        return int(self.ask(sql).to_numpy()[0, 0] or 0)


@dataclass(frozen=True)
class Guard:
    """What looks at an arriving return: the kinds of finding it can have, and the function that has them."""

    kinds: tuple[Kind, ...]
    look: Callable[[Arriving], Iterator[Finding]]


def in_words(sheet: str, layout: Layout) -> str:
    """'Sheet “Referrals” (List 3)'."""
    return f"Sheet “{sheet}” ({layout.short_title})"


def day_in_words(value: date) -> str:
    """'31 December 2022'."""
    return f"{value.day} {value:%B %Y}"


def rows_of(layout: Layout, loaded: LoadedReturn) -> str:
    """The rows of a list that a return gave and that are used, as a table in SQL; children told apart as in the merged tables."""
    return (
        f"(select {listed_columns(layout)} from returned_{layout.name} as listed join returns on returns.return_id = listed.return_id "
        f"where listed.return_id = {loaded.id} and listed.left_out_because is null)"
    )


def rows_used(layout: Layout, loaded: LoadedReturn | None) -> int:
    """How many rows of a list a return gave that are used."""
    return (
        sum(sheet.rows_used for sheet in loaded.report.sheets if sheet.list == layout.name) if loaded else 0
    )


def lists_of(loaded: LoadedReturn) -> list[Layout]:
    """The lists and sheets that were recognised in a return."""
    return [
        LAYOUT_BY_NAME[name] for name in dict.fromkeys(sheet.list for sheet in loaded.report.sheets) if name
    ]
