"""What can be asked of a shelf of returns: figures, the rank table, and the app's own statements."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar, cast

import pandas as pd

from data.answering import Asked, Basis, Wanted, answer, as_conditions, check_names, known
from data.arrow import as_frame
from data.as_reported import (
    AS_KNOWN_NOW,
    AS_REPORTED,
    READINGS,
    NotRead,
    ReadAs,
    not_supplied,
    quarter_that_ends,
    returns_by_then,
)
from data.cases import cases
from data.disclosure import Pattern, pattern_of
from data.disclosure_lattice import published, tables_of
from data.lists.calendar import FIRST as FIRST_DAY
from data.lists.loaded_return import LoadedReturn
from data.measures import MEASURES
from data.measures.rank_table import rank_periods, rank_table_sql
from data.measures.scans import PARTS, Part
from data.notes import Notes
from data.periods import Grain, Period, last_periods, period_containing
from data.store.database import MEMORY_LIMIT, OutOfMemory
from data.store.shelf import Shelf
from data.store.tables import Tables
from data.store.values_held import values_held

Kept = TypeVar("Kept")


@dataclass
class Asker:
    """What figures depend on besides the returns: whose they are, and what was said of how they are counted.

    ``la_code`` is the council's three-digit DfE code, needed for rates.
    """

    la_code: int | None = None
    notes: Notes = field(default_factory=Notes)


class Questions:
    """A shelf, asked by somebody. What has been asked of a shelf once is kept with it."""

    def __init__(self, shelf: Shelf, asker: Asker) -> None:
        self._shelf = shelf
        self._asker = asker
        self._lock = threading.RLock()

    @property
    def shelf(self) -> Shelf:
        """What is asked."""
        return self._shelf

    @property
    def returns(self) -> tuple[LoadedReturn, ...]:
        """The returns, in the order they were loaded."""
        return self._shelf.returns

    @property
    def la_code(self) -> int | None:
        """The council's three-digit DfE code."""
        return self._asker.la_code

    @property
    def reporting_date(self) -> date | None:
        """The newest reporting date loaded, None where nothing is."""
        return max((one.reporting_date for one in self.returns), default=None)

    @contextmanager
    def of(self, returns: Sequence[LoadedReturn]) -> Iterator[Questions]:
        """The same asker's questions of some of these returns alone, for as long as it lasts. Raises NotRead."""
        with self._tables_of(returns) as tables:
            yield Questions(Shelf(tuple(returns), {}, tables), self._asker)

    def measure(
        self,
        ids: str | Iterable[str],
        grain: Grain = "quarter",
        periods: int = 8,
        by: str | None = None,
        where: Mapping[str, str | Sequence[str]] | None = None,
        origin: str | None = None,
        *,
        ending: date | None = None,
        reading: ReadAs = AS_KNOWN_NOW,
        publication: bool = False,
    ) -> pd.DataFrame:
        """The figures asked for, one row a measure, group and period.

        ``ids`` one measure's id or several; ``grain`` month, quarter, year_to_date, year or rolling_12_months;
        ``periods`` how many, the last containing the newest reporting date (or ``ending``); ``by`` one dimension;
        ``where`` dimension to value or values as displayed; ``origin`` derived, reported or estimated, None for the best
        of them; ``reading`` 'as reported' for what the returns that had come by each period's last quarter made of it, not
        supplied where that quarter has no return of its own; ``publication`` as a publication copy shows them, see
        ``pattern``. Columns: measure, period, period_start, period_end, dimension, group, numerator, denominator, value
        (percent 0 to 100, unrounded; NaN where not supplied or hidden), status (ok, partial, not supplied, not applicable,
        hidden), origin. Raises ValueError, naming what is allowed, for a name that is not known.
        """
        wanted = Wanted(ids, grain, periods, by, where, origin)
        return self.measures([wanted], ending=ending, reading=reading, publication=publication)[0]

    def measures(
        self,
        questions: Sequence[Wanted],
        *,
        ending: date | None = None,
        reading: ReadAs = AS_KNOWN_NOW,
        publication: bool = False,
    ) -> list[pd.DataFrame]:
        """The answers to several questions, each as ``measure`` gives it; read as reported they are worked out together."""
        answers = self._answers(questions, ending, reading)
        if not publication:
            return answers
        pattern = self.pattern()
        return [
            published(answer, wanted, pattern if reading == AS_KNOWN_NOW else pattern.of_nothing())
            for wanted, answer in zip(questions, answers, strict=True)
        ]

    def pattern(self) -> Pattern:
        """What a publication copy hides of all that may be shown of the returns; what a copy has hidden before stays so.

        It is worked out once for a shelf of returns and kept with it; what is hidden is kept with what is said of them.
        """
        with self._lock:
            notes, newest = self._asker.notes, self.reporting_date
            fewest, before = notes.settings.fewest_published, notes.hidden
            if newest is None:
                return Pattern(fewest, hidden=before)
            basis = Pattern, fewest, self.basis(MEASURES)
            ending = period_containing(newest, "quarter").end
            pattern = self.kept(
                (basis, before), lambda: pattern_of(tables_of(self._answers, ending), fewest, before)
            )
            if pattern.hidden - before:
                notes.hidden = before | pattern.hidden
                self.kept((basis, notes.hidden), lambda: pattern)
            return pattern

    def _answers(
        self, questions: Sequence[Wanted], ending: date | None, reading: ReadAs = AS_KNOWN_NOW
    ) -> list[pd.DataFrame]:
        known("reading", [reading], READINGS)
        with self._lock:
            newest = ending or self.reporting_date
            asked = [self._asked(wanted, newest or FIRST_DAY) for wanted in questions]
            if reading == AS_REPORTED and newest:
                return self._shelf.first_readings.answers(asked, self.returns, self._answer_by_then)
            answers = [self._known_now(question) for question in asked]
            return answers if newest else [rows.iloc[0:0] for rows in answers]

    def cases(
        self,
        measure: str,
        period_end: date,
        grain: Grain = "quarter",
        where: Mapping[str, str | Sequence[str]] | None = None,
        part: Part = "numerator",
        reading: ReadAs = AS_KNOWN_NOW,
    ) -> pd.DataFrame:
        """The cases behind a figure, one row a thing counted: as many as the figure, or adding up to it.

        ``period_end`` any day of the period; ``part`` numerator or denominator; the rest as ``measure`` takes it. Columns: the
        child's id, dates, what else the list tells, team, worker and person, with ``data.cases.titles`` for people. No rows
        where the figure is stated by a panel return or not supplied. Raises ValueError, naming what is allowed, for a name that
        is not known, and for a denominator that is no count of cases.
        """
        known("reading", [reading], READINGS)
        known("part", [part], PARTS)
        known("measure", [measure], MEASURES)
        with self._lock:
            day = period_end.date() if isinstance(period_end, datetime) else period_end
            wanted = Wanted(measure, grain, 1, where=where)
            figure = self.measures([wanted], ending=day, reading=reading)[0].iloc[0]
            asked = self._asked(wanted, day)
            by_then = returns_by_then(self.returns, quarter_that_ends(asked.spans[0]))
            with self._tables_of(by_then if reading == AS_REPORTED else self.returns) as tables:
                return cases(tables.query, tables.returns, asked, figure, part)

    def rank_table(
        self, periods: int = 3, *, ending: date | None = None, reading: ReadAs = AS_KNOWN_NOW
    ) -> pd.DataFrame:
        """The risk-factor rank table, long: relates_to, factor, period, rank, percent, numerator, denominator, origin.

        All factors held, the latest period first, by rank; the periods are the year to date and the full years before.
        A Risk factors sheet answers its own periods as written; record-level factors only the others. Codes 20 (other)
        and 21 (none identified) have no rank. Read as reported, each period is what its own last quarter's return gave.
        """
        newest = ending or self.reporting_date
        spans = rank_periods(newest or FIRST_DAY, periods)
        if reading == AS_REPORTED:
            parts = [
                self.table_as_reported(rank_table_sql([span]), quarter_that_ends(span))
                for span in reversed(spans)
            ]
            ranks = pd.concat([part for part in parts if not part.empty] or parts[:1], ignore_index=True)
        else:
            ranks = self.table(rank_table_sql(spans))
        return ranks.astype({"rank": "Int64"})

    def table(self, sql: str, values: Sequence[object] = ()) -> pd.DataFrame:
        """The result of one of the app's own statements over the tables."""
        with self._lock:
            return self.kept((sql, str(values)), lambda: as_frame(self._shelf.tables.query(sql, values)))

    def table_as_reported(self, sql: str, quarter: Period, values: Sequence[object] = ()) -> pd.DataFrame:
        """The same from the returns that a quarter's own return closes; no rows where it has none."""
        with self._lock:
            return self.kept((sql, str(values), quarter), lambda: self._ask_by_then(sql, quarter, values))

    def kept(self, asked: object, work_out: Callable[[], Kept]) -> Kept:
        """What is worked out of the shelf once and kept with it: a table, or an immutable value that is not None.

        ``asked`` says what it is, and all that it depends on besides.
        """
        answer = self._shelf.answers.get(asked)
        if answer is None:
            answer = work_out()
            self._shelf.answers.keep(asked, answer)
        return cast(Kept, answer)

    def is_kept(self, asked: object) -> bool:
        """Whether it was worked out before."""
        return self._shelf.answers.get(asked) is not None

    def basis(self, ids: Iterable[str]) -> Basis:
        """What figures of these measures depend on besides the returns."""
        named = frozenset(ids)
        needs_population = any(MEASURES[name].unit == "rate" for name in named)
        return Basis(
            self._asker.la_code if needs_population else None,
            self._asker.notes.trio_rule,
            frozenset(self._asker.notes.stated) & named,
        )

    def _ask_by_then(self, sql: str, quarter: Period, values: Sequence[object]) -> pd.DataFrame:
        returns = returns_by_then(self.returns, quarter)
        with self._tables_of(returns) as tables:
            rows = as_frame(tables.query(sql, values))
        return rows if returns else rows.iloc[0:0]

    def _asked(self, wanted: Wanted, newest: date) -> Asked:
        """A question with its names checked."""
        ids = tuple([wanted.ids] if isinstance(wanted.ids, str) else dict.fromkeys(wanted.ids))
        where = as_conditions(wanted.where)
        check_names(wanted, ids, where, self.values_of)
        spans = tuple(last_periods(newest, wanted.grain, wanted.periods))
        without = wanted.without_estimated_ends
        conditions, basis = tuple(where.items()), self.basis(ids)
        return Asked(ids, spans, wanted.by, conditions, wanted.origin, basis, without, wanted.across)

    def _known_now(self, asked: Asked) -> pd.DataFrame:
        return self.kept(asked, lambda: _answer(self._shelf.tables, asked))

    def _answer_by_then(self, returns: list[LoadedReturn], questions: list[Asked]) -> list[pd.DataFrame]:
        """The answers from some of the returns alone; rows that are not supplied where there are none."""
        if not returns:
            return [not_supplied(_answer(self._shelf.tables, question)) for question in questions]
        with self._tables_of(returns) as tables:
            return [_answer(tables, question) for question in questions]

    @contextmanager
    def _tables_of(self, returns: Sequence[LoadedReturn]) -> Iterator[Tables]:
        try:
            with self._shelf.tables.of(returns) as tables:
                yield tables
        except OutOfMemory:
            raise NotRead(
                f"Reading these returns as reported needs more memory than one session may use ({MEMORY_LIMIT})."
            ) from None

    def values_of(self, measure: str, dimension: str) -> frozenset[str]:
        """The values that a measure's dimension can be asked for; none of a dimension that it does not have.

        They are those in any table, so that a page's filter need not fit each of its lists, those of its code set, and the
        categories that panel returns state of the measure.
        """
        return self.kept(
            ("values of", measure, dimension), lambda: values_held(self.table, MEASURES[measure], dimension)
        )


def _answer(tables: Tables, asked: Asked) -> pd.DataFrame:
    return answer(tables.query, tables.returns, asked)
