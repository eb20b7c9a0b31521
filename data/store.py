"""One private in-memory database a session: returns go in, figures come out, and it can be forgotten.

Nothing of a return is written to disk or shared: the database is unnamed and locked, and every query has a cursor of
its own.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa

from data.answering import Asked, Basis, Wanted, answer, as_conditions, check_names, known
from data.as_reported import (
    AS_KNOWN_NOW,
    AS_REPORTED,
    READINGS,
    FirstReadings,
    NotRead,
    ReadAs,
    not_supplied,
    quarter_that_ends,
    returns_by_then,
)
from data.lists.calendar import FIRST as FIRST_DAY
from data.lists.calendar import calendar_table
from data.lists.rebuilding import (
    LoadedReturn,
    code_book,
    factor_book,
    in_place,
    put_table,
    rebuild,
    tables_behind,
)
from data.lists.supply import supplies_of
from data.lists.views import CODED, VIEWS
from data.measures import MEASURE_NAMES, MEASURES
from data.measures.rank_table import rank_periods, rank_table_sql
from data.periods import Grain, Period, last_periods
from data.returns.codes import CODE_SETS
from data.returns.opening import ReaderBatch, Sheet, saved_at
from data.returns.problems import LoadReport, Problem, ReturnRefused, refusal_report
from data.returns.recognition import LAYOUTS
from data.returns.remembering import Remembered
from data.returns.sheet_parts import parts_of
from data.returns.staged_sheet import StagedSheet
from data.returns.staging import insert
from data.returns.typing import create_sql
from data.returns.workbook import Reading, no_date, read_workbook

MEMORY_LIMIT = "1GB"
READERS_AT_ONCE = 2
ROWS_AT_ONCE = 60_000
ANSWERS_KEPT, ROWS_KEPT = 1000, 2000
"""How many answers a session keeps, and of how many rows at most, so that a page drawn again asks nothing twice."""
_CONNECT: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False,
    "threads": 1,
    "memory_limit": MEMORY_LIMIT,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "max_expression_depth": 1000,
    "preserve_insertion_order": False,
}
_LOCK = ("set temp_directory = ''", "set enable_external_access = false", "set lock_configuration = true")


Opener = Callable[[ReaderBatch, str, bytes], list[Sheet]]


class Arrival(NamedTuple):
    """A return read to be tried: the return, and its sheets."""

    returned: LoadedReturn
    staged: list[StagedSheet]


class Store:
    """A session's returns and the questions that can be asked of them.

    ``la_code`` is the council's three-digit DfE code, needed for rates; ``trio_rule`` a key of TRIO_RULES.
    """

    def __init__(self, la_code: int | None = None, trio_rule: str = "all") -> None:
        self.la_code = la_code
        self.trio_rule = trio_rule
        self._lock = threading.RLock()
        self._opened: dict[str, list[Sheet]] = {}
        self._start()

    def _start(self) -> None:
        self._returns: list[LoadedReturn] = []
        self._earlier: list[LoadedReturn] | None = None
        self._on_trial: duckdb.DuckDBPyConnection | None = None
        self.remembered = Remembered()
        self._answers: dict[object, pd.DataFrame] = {}
        self._values: dict[str, set[str]] = {}
        self._first_readings = FirstReadings()
        self._stated: dict[str, str] = {}
        self._without_zeros = False
        self._contents: dict[str, bytes] = {}
        self._next_id = 1
        self._stored: set[int] = set()
        self._database = duckdb.connect(":memory:", config=_CONNECT)
        cursor = self._database.cursor()
        for setting in _LOCK:
            cursor.execute(setting)
        put_table(cursor, "calendar", calendar_table())
        put_table(cursor, "code_book", code_book())
        put_table(cursor, "factor_book", factor_book())
        put_table(cursor, "measure_book", _measure_book())
        for layout in LAYOUTS:
            cursor.execute(create_sql(layout))
        rebuild(cursor, [])

    @property
    def returns(self) -> tuple[LoadedReturn, ...]:
        """The returns in use, in the order they were loaded."""
        return tuple(self._returns)

    @property
    def originals(self) -> list[tuple[str, bytes, date]]:
        """The returns in use as they came, in reading order: file name, content, reporting date."""
        listed = sorted(self._returns, key=lambda one: one.order)
        return [(one.report.file_name, self._contents[one.fingerprint], one.reporting_date) for one in listed]

    @property
    def reporting_date(self) -> date | None:
        """The newest reporting date loaded, None where nothing is."""
        return max((one.reporting_date for one in self._returns), default=None)

    def load(self, file_name: str, content: bytes, reporting_date: date | None = None) -> LoadReport:
        """Read a return and use it.

        ``reporting_date`` is the last day the data cover; None takes the About sheet's, else the newest event date in
        Lists 1 to 5 that is not in the future, a few mistyped years left aside. Raises ReturnRefused, with everything
        loaded before as it was, where the file cannot be used. A file that is already in use changes nothing.
        """
        with self._lock:
            return self._use([(file_name, content, reporting_date)], refuse=True)[0]

    def preview(self, file_name: str, content: bytes, reporting_date: date | None = None) -> LoadReport:
        """What ``load`` would report, with nothing changed; a refusal is a report that is not accepted."""
        fingerprint = _fingerprint(content)
        with self._lock:
            same = next((one for one in self._returns if one.fingerprint == fingerprint), None)
            if same is not None and reporting_date in (None, same.reporting_date):
                return _already_loaded(file_name, same)
            try:
                with ReaderBatch() as readers:
                    sheets = self._open(readers, file_name, content)
                report = self._read(file_name, sheets, reporting_date, fingerprint).report
            except ReturnRefused as refused:
                return refusal_report(file_name, str(refused))
            self._opened[fingerprint] = sheets
            return report

    def forget(self) -> None:
        """Close the database and start with an empty one: nothing of any return is left."""
        with self._lock:
            self._database.close()
            self._opened.clear()
            self._start()

    def load_all(
        self,
        files: Sequence[tuple[str, bytes, date | None]],
        progress: Callable[[int, str], None] | None = None,
        opener: Opener | None = None,
        as_listed: bool = False,
    ) -> list[LoadReport]:
        """Read several returns at once and use those that can be; one that is refused is a report not accepted.

        ``files`` are (name, content, reporting date or None); ``progress`` is told how many are done and which is next;
        ``opener`` opens a workbook otherwise than by reading it now. The outcome is that of loading them one by one. Of two
        returns of one kind and date the one made later stands; with ``as_listed`` these stand over those in use, the last
        over the first: the analyst has said so.
        """
        with self._lock:
            return self._use(files, refuse=False, progress=progress, opener=opener, as_listed=as_listed)

    def _use(
        self,
        files: Sequence[tuple[str, bytes, date | None]],
        refuse: bool,
        progress: Callable[[int, str], None] | None = None,
        opener: Opener | None = None,
        as_listed: bool = False,
    ) -> list[LoadReport]:
        """Take returns into use; ``refuse`` raises for one that cannot be used.

        Rows are committed while reading goes on, which keeps memory low: they count for nothing until the last transaction
        lists their return.
        """
        returns, reports, changed = list(self._returns), [], set[str]()
        waiting: list[tuple[int, StagedSheet]] = []
        with ReaderBatch() as readers, ThreadPoolExecutor(READERS_AT_ONCE) as pool:
            opening = [
                pool.submit(opener or self._open, readers, name, content) for name, content, _ in files
            ]
            try:
                for done, ((name, content, given), opened) in enumerate(zip(files, opening, strict=True)):
                    if progress is not None:
                        progress(done, name)
                    fingerprint = _fingerprint(content)
                    same = next((one for one in returns if one.fingerprint == fingerprint), None)
                    if same is not None and given in (None, same.reporting_date):
                        reports.append(_already_loaded(name, same))
                        continue
                    try:
                        loaded, staged = self._number(
                            self._read(name, opened.result(), given, fingerprint), fingerprint, content
                        )
                    except ReturnRefused as refused:
                        if refuse:
                            raise
                        reports.append(refusal_report(name, str(refused)))
                        continue
                    waiting += [(loaded.id, sheet) for sheet in staged]
                    if sum(sheet.report.rows_read for _, sheet in waiting) > ROWS_AT_ONCE:
                        self._insert(waiting)
                    if same is not None:
                        returns.remove(same)
                        changed |= {supply.list for supply in same.supplies}
                    returns.append(in_place(loaded, returns, as_listed))
                    changed |= {sheet.list for sheet in loaded.report.sheets if sheet.list}
                    reports.append(loaded.report)
                self._insert(waiting)
                if changed:
                    with self._transaction() as cursor:
                        self._rebuild(cursor, returns, changed)
            except duckdb.OutOfMemoryException:
                self._sweep([*self._returns, *(self._earlier or [])])
                raise ReturnRefused(_too_much([name for name, _, _ in files])) from None
            except BaseException:
                self._sweep([*self._returns, *(self._earlier or [])])
                raise
        self._contents |= {_fingerprint(content): content for _, content, _ in files}
        if changed:
            self._earlier = self._returns
            self._note_ids()
        self._now_in_use(returns)
        for _, content, _ in files:
            self._opened.pop(_fingerprint(content), None)
        return reports

    def _now_in_use(self, returns: list[LoadedReturn]) -> None:
        """Take up a list of returns; the rows of those in use before it stay, so that the last use can be undone."""
        self._returns = returns
        self._answers.clear()
        self._values.clear()
        kept = [*returns, *(self._earlier or [])]
        self._sweep(kept)
        self._contents = {one.fingerprint: self._contents[one.fingerprint] for one in kept}

    def _note_ids(self) -> None:
        """Note how the tables, made anew, tell children apart; readings of each quarter are kept unless that is otherwise now."""
        if self._without_zeros != self.remembered.ids_without_zeros:
            self._without_zeros = self.remembered.ids_without_zeros
            self._first_readings.clear()

    @property
    def last_used(self) -> tuple[LoadedReturn, ...]:
        """The returns of the last use, which ``undo`` would take out again; none where it has been undone."""
        before = self._returns if self._earlier is None else self._earlier
        return tuple(one for one in self._returns if one not in before)

    def undo(self) -> None:
        """Take the returns of the last use out again: tables and figures are exactly as they were before it."""
        with self._lock:
            if self._earlier is None:
                return
            gone = [one for one in self._returns if one not in self._earlier] + [
                one for one in self._earlier if one not in self._returns
            ]
            with self._transaction() as cursor:
                self._rebuild(
                    cursor,
                    self._earlier,
                    {sheet.list for one in gone for sheet in one.report.sheets if sheet.list},
                )
            self._note_ids()
            before, self._earlier = self._earlier, None
            self._now_in_use(before)

    def read_to_try(self, files: Sequence[tuple[str, bytes, date | None]]) -> list[Arrival]:
        """Returns that were previewed, read as they would be used, in reading order; nothing of them is stored."""
        with self._lock:
            arrivals: list[Arrival] = []
            number = self._next_id
            for name, content, given in files:
                fingerprint = _fingerprint(content)
                if fingerprint not in self._opened:
                    continue
                with suppress(ReturnRefused):
                    one, staged = self._number(
                        self._read(name, self._opened[fingerprint], given, fingerprint), fingerprint, content
                    )
                    others = [*self._returns, *(arrival.returned for arrival in arrivals)]
                    arrivals.append(Arrival(in_place(one, others, after_all=True), staged))
            self._next_id = number
            return sorted(arrivals, key=lambda arrival: arrival.returned.order)

    @contextmanager
    def trial(self, arrivals: Sequence[Arrival]) -> Iterator[None]:
        """Answer every question as if these returns were in use; afterwards all is as it was and nothing is committed.

        Tables replaced in a transaction keep their memory until it ends: other returns are tried in another trial.
        """
        with self._lock:
            before, answers, values = self._returns, self._answers, self._values
            tried = [arrival.returned for arrival in arrivals]
            fresh = {one.fingerprint for one in tried}
            cursor = self._database.cursor()
            cursor.execute("begin transaction")
            try:
                self._returns = [one for one in before if one.fingerprint not in fresh] + tried
                self._answers, self._values = {}, {}
                insert(cursor, [(one.id, sheet) for one, staged in arrivals for sheet in staged])
                self._rebuild(
                    cursor,
                    self._returns,
                    {sheet.list for one in tried for sheet in one.report.sheets if sheet.list},
                )
                self._on_trial = cursor
                yield
            finally:
                self._on_trial = None
                self._returns, self._answers, self._values = before, answers, values
                with suppress(duckdb.Error):
                    cursor.execute("rollback")

    def _rebuild(
        self, cursor: duckdb.DuckDBPyConnection, returns: list[LoadedReturn], changed: set[str]
    ) -> None:
        """Make anew the tables that the changed lists feed; all of them where children are to be told apart otherwise."""
        without = self.remembered.ids_without_zeros
        rebuild(
            cursor, returns, changed if without == self._without_zeros else None, ids_without_zeros=without
        )

    def sheets_of(self, content: bytes) -> list[Sheet]:
        """The sheets, as text, of a workbook that was previewed and is not used yet; none of any other."""
        return self._as_read(self._opened.get(_fingerprint(content), []), _fingerprint(content))

    def _as_read(self, sheets: list[Sheet], fingerprint: str) -> list[Sheet]:
        """A workbook's sheets, each list on them by itself, with what is remembered of them."""
        return self.remembered.applied(parts_of(sheets), fingerprint)

    def remembered_as_kept(self) -> dict[str, list[list[str]]]:
        """What is remembered, in a form that a file can hold, so that each return is read again as it was read."""
        before = [
            [one.fingerprint, *entry]
            for one in self._returns
            for entry in sorted(self.remembered.entries - one.read_with)
        ]
        return self.remembered.as_kept() | {"read_before": before}

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """Where questions are asked: a cursor of one's own or, during a trial, the trial's."""
        return self._on_trial or self._database.cursor()

    def _sweep(self, returns: list[LoadedReturn]) -> None:
        """Delete the rows of returns that are not in use."""
        kept = {one.id for one in returns}
        for gone in self._stored - kept:
            cursor = self._database.cursor()
            for layout in LAYOUTS:
                cursor.execute(f"delete from returned_{layout.name} where return_id = ?", [gone])
        self._stored = kept

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._database.cursor()
        cursor.execute("begin transaction")
        try:
            yield cursor
        except BaseException:
            with suppress(duckdb.Error):
                cursor.execute("rollback")
            raise
        cursor.execute("commit")

    def _open(self, readers: ReaderBatch, file_name: str, content: bytes) -> list[Sheet]:
        """The workbook's sheets, as a preview has read them or freshly read."""
        return self._opened.get(_fingerprint(content)) or readers.open(file_name, content)

    def _read(self, file_name: str, sheets: list[Sheet], given: date | None, fingerprint: str) -> Reading:
        applied, council = self._as_read(sheets, fingerprint), self.remembered.councils.get(fingerprint)
        return read_workbook(file_name, applied, given, MEASURE_NAMES, council)

    def _number(
        self, reading: Reading, fingerprint: str, content: bytes
    ) -> tuple[LoadedReturn, list[StagedSheet]]:
        """A return read, with an id of its own, and its sheets, not yet stored."""
        if reading.report.reporting_date is None:
            raise ReturnRefused(no_date(reading.report.file_name))
        reading.report.saved_at = saved_at(content)
        of_nothing = self.remembered.lists_of_nothing(fingerprint)
        return_id, self._next_id = self._next_id, self._next_id + 1
        supplies = tuple(supplies_of(reading, of_nothing))
        return LoadedReturn(
            return_id, fingerprint, reading.report, supplies, 0, self.remembered.entries_for(fingerprint)
        ), list(reading.staged)

    def _insert(self, waiting: list[tuple[int, StagedSheet]]) -> None:
        """Store the rows that wait, not yet listed among the returns in use."""
        self._stored |= {return_id for return_id, _ in waiting}
        with self._transaction() as cursor:
            insert(cursor, waiting)
        waiting.clear()

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
    ) -> pd.DataFrame:
        """The figures asked for, one row a measure, group and period.

        ``ids`` one measure's id or several; ``grain`` month, quarter, year_to_date, year or rolling_12_months;
        ``periods`` how many, the last containing the newest reporting date (or ``ending``); ``by`` one dimension;
        ``where`` dimension to value or values as displayed; ``origin`` derived, reported or estimated, None for the best
        of them; ``reading`` 'as reported' for what the returns that had come by each period's last quarter made of it, not
        supplied where that quarter has no return of its own. Columns: measure, period, period_start, period_end, dimension,
        group, numerator, denominator, value (percent 0 to 100, unrounded; NaN where not supplied), status (ok, partial, not
        supplied, not applicable), origin. Raises ValueError, naming what is allowed, for a name that is not known.
        """
        return self.measures(
            [Wanted(ids, grain, periods, by, where, origin)], ending=ending, reading=reading
        )[0]

    def measures(
        self, questions: Sequence[Wanted], *, ending: date | None = None, reading: ReadAs = AS_KNOWN_NOW
    ) -> list[pd.DataFrame]:
        """The answers to several questions, each as ``measure`` gives it; read as reported they are worked out together."""
        known("reading", [reading], READINGS)
        with self._lock:
            newest = ending or self.reporting_date
            asked = [self._asked(one, newest or FIRST_DAY) for one in questions]
            if reading == AS_REPORTED and newest:
                return self._first_readings.answers(asked, self._returns, self._answer_by_then)
            answers = [self._known_now(one) for one in asked]
            return answers if newest else [one.iloc[0:0] for one in answers]

    def _asked(self, wanted: Wanted, newest: date) -> Asked:
        """A question with its names checked."""
        ids = tuple([wanted.ids] if isinstance(wanted.ids, str) else dict.fromkeys(wanted.ids))
        where = as_conditions(wanted.where)
        check_names(wanted, ids, where, self._values_held, self._categories_stated)
        needs_population = any(MEASURES[name].unit == "rate" for name in ids)
        basis = Basis(
            self.la_code if needs_population else None,
            self.trio_rule,
            frozenset(self._stated) & frozenset(ids),
        )
        spans = tuple(last_periods(newest, wanted.grain, wanted.periods))
        return Asked(
            ids, spans, wanted.by, tuple(where.items()), wanted.origin, basis, wanted.without_estimated_ends
        )

    def _known_now(self, asked: Asked) -> pd.DataFrame:
        if asked not in self._answers:
            self._keep(asked, found := answer(self._cursor(), self._returns, asked))
            return found
        return self._answers[asked].copy()

    def _answer_by_then(self, returns: list[LoadedReturn], questions: list[Asked]) -> list[pd.DataFrame]:
        """The answers from some of the returns alone; rows that are not supplied where there are none."""
        if not returns:
            return [not_supplied(answer(self._database.cursor(), self._returns, one)) for one in questions]
        with self._tables_of(returns, [text for one in questions for text in one.reads]) as cursor:
            return [answer(cursor, returns, one) for one in questions]

    @contextmanager
    def _tables_of(
        self, returns: list[LoadedReturn], reads: Iterable[str]
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """The merged tables that some SQL reads, made of these returns alone and put back afterwards."""
        cursor = self._database.cursor()
        if len(returns) == len(self._returns):
            yield cursor
            return
        cursor.execute("begin transaction")
        try:
            rebuild(cursor, returns, only=tables_behind(reads), ids_without_zeros=self._without_zeros)
            yield cursor
        except duckdb.OutOfMemoryException:
            raise NotRead(
                f"Reading these returns as reported needs more memory than one session may use ({MEMORY_LIMIT})."
            ) from None
        finally:
            with suppress(duckdb.Error):
                cursor.execute("rollback")

    @property
    def stated(self) -> Mapping[str, str]:
        """The measures whose stated figures stand where panel returns state any, with the reason given for each."""
        return MappingProxyType(self._stated)

    def use_stated(self, measure: str, reason: str | None) -> None:
        """Let a measure's stated figures stand over the counted ones, for a reason; None lets the counted ones stand again.

        Raises ValueError for a name that is no measure's.
        """
        known("measure", [measure], MEASURES)
        with self._lock:
            if reason is None:
                self._stated.pop(measure, None)
            else:
                self._stated[measure] = reason

    def _values_held(self, dimension: str) -> set[str]:
        """The values of a dimension in any table, so that a page's filter need not fit each of its lists."""
        if dimension not in self._values:
            views = [view for view in VIEWS.values() if dimension in view.dimensions]
            held = " union ".join(
                f"select distinct {view.dimensions[dimension]} as held from {view.name}" for view in views
            )
            rows = self._cursor().execute(f"select held from ({held}) where held is not null").fetchall()
            coded = (
                {code.group for code in CODE_SETS[CODED[dimension]].codes} if dimension in CODED else set()
            )
            self._values[dimension] = {row[0] for row in rows} | coded
        return self._values[dimension]

    def _categories_stated(self, measure: str) -> set[str]:
        rows = self.table(
            "select distinct category from reported_figures where measure = ? and category is not null",
            [measure],
        )
        return set(rows["category"])

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
            answer = pd.concat([part for part in parts if not part.empty] or parts[:1], ignore_index=True)
        else:
            answer = self.table(rank_table_sql(spans))
        return answer.astype({"rank": "Int64"})

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pd.DataFrame:
        """The result of one of the app's own statements over the session's tables."""
        asked = (sql, str(parameters))
        with self._lock:
            if asked in self._answers:
                return self._answers[asked].copy()
            answer: pd.DataFrame = self._cursor().execute(sql, list(parameters)).df()
            self._keep(asked, answer)
        return answer

    def table_as_reported(self, sql: str, quarter: Period, parameters: Sequence[object] = ()) -> pd.DataFrame:
        """The same from the returns that a quarter's own return closes; no rows where it has none."""
        asked = (sql, str(parameters), quarter)
        with self._lock:
            if asked not in self._answers:
                returns = returns_by_then(self._returns, quarter)
                with (
                    self._tables_of(returns, [sql])
                    if returns
                    else nullcontext(self._database.cursor()) as cursor
                ):
                    found: pd.DataFrame = cursor.execute(sql, list(parameters)).df()
                self._keep(asked, found if returns else found.iloc[0:0])
                return found if returns else found.iloc[0:0]
            return self._answers[asked].copy()

    def _keep(self, asked: object, answer: pd.DataFrame) -> None:
        """Keep a small answer for as long as nothing is loaded or forgotten."""
        if len(answer) <= ROWS_KEPT:
            if len(self._answers) >= ANSWERS_KEPT:
                self._answers.clear()
            self._answers[asked] = answer.copy()


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _measure_book() -> pa.Table:
    measures = list(MEASURES.values())
    return pa.table(
        {
            "id": [m.id for m in measures],
            "title": [m.title for m in measures],
            "unit": [m.unit for m in measures],
            "section": [m.section for m in measures],
        }
    )


def _already_loaded(file_name: str, same: LoadedReturn) -> LoadReport:
    sentence = (
        f"“{file_name}” is the same file as “{same.report.file_name}”, already in use with data to "
        f"{same.reporting_date:%d/%m/%Y}. Nothing was changed."
    )
    note = Problem("", None, None, "the same file again", "a new file", sentence, "note")
    return replace(
        same.report, file_name=file_name, problems=[note, *same.report.problems], already_loaded=True
    )


def _too_much(names: list[str]) -> str:
    return (
        f"Reading {', '.join(f'“{name}”' for name in names)} needs more memory than one session may use ({MEMORY_LIMIT}). "
        "Nothing was changed. Forget returns that are not needed, or load fewer at once."
    )
