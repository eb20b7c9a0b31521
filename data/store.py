"""One private in-memory database a session: returns go in, figures come out, and it can be forgotten.

Nothing of a return is written to disk or shared: the database is unnamed and locked, and every query has a cursor of
its own.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from itertools import groupby

import duckdb
import pandas as pd
import pyarrow as pa

from data.as_reported import AS_KNOWN_NOW, AS_REPORTED, READINGS, NotRead, ReadAs, quarter_that_ends, returns_by_then
from data.comparators.population import population_for
from data.lists.calendar import FIRST as FIRST_DAY
from data.lists.calendar import calendar_table
from data.lists.rebuilding import LoadedReturn, code_book, factor_book, put_table, rebuild, tables_behind
from data.lists.supply import supplies_of
from data.lists.views import CODED, DISPLAY_ORDER, VIEWS, View
from data.measures import MEASURE_NAMES, MEASURES, Estimate, Measure
from data.measures.builder import Counted, Question, build
from data.measures.coverage import derived_status, needs, snapshots_read, spans_for
from data.measures.family_front_door import TRIO_RULES
from data.measures.rank_table import rank_periods, rank_table_sql
from data.periods import GRAINS, Grain, Period, last_periods
from data.returns.codes import CODE_SETS
from data.returns.opening import ReaderBatch, Sheet
from data.returns.problems import LoadReport, Problem, ReturnRefused, refusal_report
from data.returns.recognition import LAYOUTS
from data.returns.remembering import Remembered
from data.returns.staging import StagedSheet, insert
from data.returns.typing import create_sql
from data.returns.workbook import Reading, no_date, read_workbook

MEMORY_LIMIT = "1GB"
READERS_AT_ONCE = 2
ROWS_AT_ONCE = 60_000
ORIGINS = ("derived", "reported", "estimated")
ANSWERS_KEPT, ROWS_KEPT = 1000, 2000
"""How many answers a session keeps, and of how many rows at most, so that a page drawn again asks nothing twice."""
MEASURES_AT_ONCE = 40
"""How many measures one statement asks: planning a longer one takes more time and memory than it saves."""

_CONNECT: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False, "threads": 1, "memory_limit": MEMORY_LIMIT,
    "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    "allow_community_extensions": False, "max_expression_depth": 1000, "preserve_insertion_order": False,
}  # fmt: skip
_LOCK = ("set temp_directory = ''", "set enable_external_access = false", "set lock_configuration = true")


Opener = Callable[[ReaderBatch, str, bytes], list[Sheet]]


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
        self._first_said: dict[object, pd.DataFrame] = {}
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
        """The returns in use as they came: file name, content, reporting date."""
        return [(one.report.file_name, self._contents[one.fingerprint], one.reporting_date) for one in self._returns]

    @property
    def reporting_date(self) -> date | None:
        """The newest reporting date loaded, None where nothing is."""
        return max((one.reporting_date for one in self._returns), default=None)

    def load(self, file_name: str, content: bytes, reporting_date: date | None = None) -> LoadReport:
        """Read a return and use it.

        ``reporting_date`` is the last day the data cover; None takes the About sheet's, else the newest event date in
        Lists 1 to 5 that is not in the future. Raises ReturnRefused, with everything loaded before as it was, where the
        file cannot be used. A file that is already in use changes nothing.
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
                report = self._read(file_name, sheets, reporting_date).report
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
        self, files: Sequence[tuple[str, bytes, date | None]], progress: Callable[[int, str], None] | None = None,
        opener: Opener | None = None,
    ) -> list[LoadReport]:  # fmt: skip
        """Read several returns at once and use those that can be; one that is refused is a report not accepted.

        ``files`` are (name, content, reporting date or None); ``progress`` is told how many are done and which is next;
        ``opener`` opens a workbook otherwise than by reading it now. The outcome is that of loading them one by one.
        """
        with self._lock:
            return self._use(files, refuse=False, progress=progress, opener=opener)

    def _use(
        self, files: Sequence[tuple[str, bytes, date | None]], refuse: bool,
        progress: Callable[[int, str], None] | None = None, opener: Opener | None = None,
    ) -> list[LoadReport]:  # fmt: skip
        """Take returns into use; ``refuse`` raises for one that cannot be used.

        Rows are committed while reading goes on, which keeps memory low: they count for nothing until the last transaction
        lists their return.
        """
        returns, reports, changed = list(self._returns), [], set[str]()
        waiting: list[tuple[int, StagedSheet]] = []
        with ReaderBatch() as readers, ThreadPoolExecutor(READERS_AT_ONCE) as pool:
            opening = [pool.submit(opener or self._open, readers, name, content) for name, content, _ in files]
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
                        loaded, staged = self._number(self._read(name, opened.result(), given), fingerprint)
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
                    returns.append(loaded)
                    changed |= {sheet.list for sheet in loaded.report.sheets if sheet.list}
                    reports.append(loaded.report)
                self._insert(waiting)
                if changed:
                    with self._transaction() as cursor:
                        rebuild(cursor, returns, changed)
            except duckdb.OutOfMemoryException:
                self._sweep([*self._returns, *(self._earlier or [])])
                raise ReturnRefused(_too_much([name for name, _, _ in files])) from None
            except BaseException:
                self._sweep([*self._returns, *(self._earlier or [])])
                raise
        self._contents |= {_fingerprint(content): content for _, content, _ in files}
        if changed:
            self._earlier = self._returns
        self._now_in_use(returns)
        for _, content, _ in files:
            self._opened.pop(_fingerprint(content), None)
        return reports

    def _now_in_use(self, returns: list[LoadedReturn]) -> None:
        """Take up a list of returns; the rows of those in use before it stay, so that the last use can be undone."""
        self._returns = returns
        self._answers.clear()
        self._first_said.clear()
        self._values.clear()
        kept = [*returns, *(self._earlier or [])]
        self._sweep(kept)
        self._contents = {one.fingerprint: self._contents[one.fingerprint] for one in kept}

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
            gone = [one for one in self._returns if one not in self._earlier] + [one for one in self._earlier if one not in self._returns]
            with self._transaction() as cursor:
                rebuild(cursor, self._earlier, {sheet.list for one in gone for sheet in one.report.sheets if sheet.list})
            before, self._earlier = self._earlier, None
            self._now_in_use(before)

    @contextmanager
    def trial(self, files: Sequence[tuple[str, bytes, date | None]]) -> Iterator[list[LoadedReturn]]:
        """Answer every question as if these returns, previewed before, were in use; afterwards all is as it was.

        Gives those that could be used. Nothing of them is committed.
        """
        with self._lock:
            before, answers, values, number = self._returns, self._answers, self._values, self._next_id
            tried: list[LoadedReturn] = []
            waiting: list[tuple[int, StagedSheet]] = []
            for name, content, given in files:
                fingerprint = _fingerprint(content)
                if fingerprint not in self._opened:
                    continue
                with suppress(ReturnRefused):
                    one, staged = self._number(self._read(name, self._opened[fingerprint], given), fingerprint)
                    tried.append(one)
                    waiting += [(one.id, sheet) for sheet in staged]
            fresh = {one.fingerprint for one in tried}
            cursor = self._database.cursor()
            cursor.execute("begin transaction")
            try:
                self._returns = [one for one in before if one.fingerprint not in fresh] + tried
                self._answers, self._values = {}, {}
                insert(cursor, waiting)
                rebuild(cursor, self._returns, {sheet.list for one in tried for sheet in one.report.sheets if sheet.list})
                self._on_trial = cursor
                yield tried
            finally:
                self._on_trial = None
                self._returns, self._answers, self._values, self._next_id = before, answers, values, number
                with suppress(duckdb.Error):
                    cursor.execute("rollback")

    def sheets_of(self, content: bytes) -> list[Sheet]:
        """The sheets, as text, of a workbook that was previewed and is not used yet; none of any other."""
        return self.remembered.applied(self._opened.get(_fingerprint(content), []))

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

    def _read(self, file_name: str, sheets: list[Sheet], given: date | None) -> Reading:
        return read_workbook(self._database.cursor(), file_name, self.remembered.applied(sheets), given, MEASURE_NAMES)

    def _number(self, reading: Reading, fingerprint: str) -> tuple[LoadedReturn, list[StagedSheet]]:
        """A return read, with an id of its own, and its sheets, not yet stored."""
        if reading.report.reporting_date is None:
            raise ReturnRefused(no_date(reading.report.file_name))
        return_id, self._next_id = self._next_id, self._next_id + 1
        return LoadedReturn(return_id, fingerprint, reading.report, tuple(supplies_of(reading))), reading.staged

    def _insert(self, waiting: list[tuple[int, StagedSheet]]) -> None:
        """Store the rows that wait, not yet listed among the returns in use."""
        self._stored |= {return_id for return_id, _ in waiting}
        with self._transaction() as cursor:
            insert(cursor, waiting)
        waiting.clear()

    def measure(
        self, ids: str | Iterable[str], grain: Grain = "quarter", periods: int = 8, by: str | None = None,
        where: Mapping[str, str | Sequence[str]] | None = None, origin: str | None = None, *, ending: date | None = None,
        reading: ReadAs = AS_KNOWN_NOW,
    ) -> pd.DataFrame:  # fmt: skip
        """The figures asked for, one row a measure, group and period.

        ``ids`` one measure's id or several; ``grain`` month, quarter, year_to_date, year or rolling_12_months;
        ``periods`` how many, the last containing the newest reporting date (or ``ending``); ``by`` one dimension;
        ``where`` dimension to value or values as displayed; ``origin`` derived, reported or estimated, None for the best
        of them; ``reading`` 'as reported' for what the returns that had come by each period's last quarter made of it, not
        supplied where that quarter has no return of its own (whole figures only). Columns: measure, period, period_start,
        period_end, dimension, group, numerator, denominator, value (percent 0 to 100, unrounded; NaN where not supplied),
        status (ok, partial, not supplied, not applicable),
        origin. Raises ValueError, naming what is allowed, for a name that is not known.
        """
        with self._lock:
            wanted = [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))
            conditions = {name: _as_values(name, value) for name, value in (where or {}).items()}
            self._check_names(wanted, grain, periods, by, conditions, origin)
            _known("reading", [reading], READINGS)
            if reading == AS_REPORTED and (by is not None or conditions):
                raise ValueError("The reading 'as reported' is of whole figures: it takes neither by nor where.")
            newest = ending or self.reporting_date
            asked = (tuple(wanted), grain, periods, by, str(conditions), origin, ending, reading, self.trio_rule,
                     self.la_code if any(MEASURES[name].unit == "rate" for name in wanted) else None)
            if asked in self._answers:
                return self._answers[asked].copy()
            spans = last_periods(newest or FIRST_DAY, grain, periods)
            if reading == AS_REPORTED and newest:
                answer = self._as_reported(wanted, spans, origin)
            else:
                answer = self._answer(self._cursor(), self._returns, wanted, spans, by, conditions, origin)
            answer = answer if newest else answer.iloc[0:0]
            self._keep(asked, answer)
            return answer

    def _answer(
        self, cursor: duckdb.DuckDBPyConnection, returns: list[LoadedReturn], ids: list[str], spans: list[Period],
        by: str | None, where: dict[str, list[str]], origin: str | None,
    ) -> pd.DataFrame:  # fmt: skip
        """The figures from the merged tables as the cursor sees them, which these returns have made."""
        ids = sorted(ids) if len(ids) > MEASURES_AT_ONCE else ids
        parts = [self._question(returns, [MEASURES[name] for name in ids[first : first + MEASURES_AT_ONCE]], spans, by, where, origin)
                 for first in range(0, len(ids), MEASURES_AT_ONCE)]  # fmt: skip
        answers = [cursor.execute(*build(part)).df() for part in parts]
        return answers[0] if len(answers) == 1 else pd.concat(answers, ignore_index=True)

    def _as_reported(self, ids: list[str], spans: list[Period], origin: str | None) -> pd.DataFrame:
        """The figures of each span from the returns that its last quarter's own return closes, kept until returns change."""
        found: list[pd.DataFrame] = []
        for quarter, of_quarter in groupby(spans, quarter_that_ends):
            listed = list(of_quarter)
            returns = returns_by_then(self._returns, quarter)
            keys = {name: (tuple(one.id for one in returns), tuple(listed), origin, self.trio_rule,
                           self.la_code if MEASURES[name].unit == "rate" else None, name) for name in ids}  # fmt: skip
            if missing := [name for name in ids if keys[name] not in self._first_said]:
                answer = self._answer_by_then(returns, missing, listed, origin)
                self._first_said |= {keys[str(name)]: rows for name, rows in answer.groupby("measure")}
            found += [self._first_said[keys[name]] for name in ids]
        return pd.concat(found).sort_values(["measure", "period_end"], ignore_index=True)

    def _answer_by_then(self, returns: list[LoadedReturn], ids: list[str], spans: list[Period], origin: str | None) -> pd.DataFrame:
        """The figures from some of the returns: the tables are made of these alone, asked, and put back."""
        if not returns or len(returns) == len(self._returns):
            answer = self._answer(self._database.cursor(), self._returns, ids, spans, None, {}, origin)
            if not returns:
                answer[["numerator", "denominator", "value"]] = float("nan")
                answer["status"] = answer["status"].where(answer["status"] == "not applicable", "not supplied")
            return answer
        counted = [one for name in ids for one in (MEASURES[name], MEASURES[name].estimate) if one is not None]
        read = [" ".join(filter(None, (one.rows, one.numerator, one.denominator))) for one in counted]
        cursor = self._database.cursor()
        cursor.execute("begin transaction")
        try:
            rebuild(cursor, returns, only=tables_behind(read))
            return self._answer(cursor, returns, ids, spans, None, {}, origin)
        except duckdb.OutOfMemoryException:
            raise NotRead(f"Reading these returns as reported needs more memory than one session may use ({MEMORY_LIMIT}).") from None
        finally:
            with suppress(duckdb.Error):
                cursor.execute("rollback")

    def _question(
        self, returns: list[LoadedReturn], measures: list[Measure], spans: list[Period], by: str | None,
        where: dict[str, list[str]], origin: str | None,
    ) -> Question:  # fmt: skip
        newest = max((one.reporting_date for one in returns), default=FIRST_DAY)
        rule = TRIO_RULES[self.trio_rule][0]
        supplies = [supply for one in returns for supply in one.supplies]
        supply: dict[tuple[str, str, int], str] = {}
        asked = [*([by] if by else []), *where]
        for measure in measures:
            ways: dict[str, Measure | Estimate] = {"derived": measure} if measure.rows else {}
            if measure.estimate is not None:
                ways["estimated"] = measure.estimate
            for kind, counted in ways.items():
                needed = needs(counted, rule)
                days = spans_for(needed, supplies)
                snapshots = snapshots_read(counted, [measure.dimension(name) for name in asked], needed, supplies)
                for position, period in enumerate(spans):
                    supply[measure.id, kind, position] = derived_status(counted, period, min(period.end, newest), days, snapshots)
        periods = [Counted(period, min(period.end, newest), population_for(self.la_code, period.end)) for period in spans]
        return Question(measures, periods, by, where, ORIGINS if origin is None else (origin,), supply, rule)

    def _check_names(
        self, ids: list[str], grain: str, periods: int, by: str | None, where: dict[str, list[str]], origin: str | None
    ) -> None:
        if not ids:
            raise ValueError(f"Name at least one measure. Allowed: {', '.join(MEASURES)}.")
        _known("measure", ids, MEASURES)
        _known("grain", [grain], GRAINS)
        _known("origin", [] if origin is None else [origin], ORIGINS)
        if periods < 1:
            raise ValueError(f"periods must be 1 or more, not {periods}.")
        views = [view for name in ids for view in self._views(MEASURES[name])]
        dimensions = {"category"} | {name for view in VIEWS.values() for name in view.dimensions}
        dimensions |= {measure.category for measure in MEASURES.values() if measure.category}
        _known("dimension", [*where, *([] if by is None else [by])], dimensions)
        for name, values in where.items():
            allowed: set[str] = set()
            for view, measure in views:
                dimension = measure.dimension(name)
                if dimension in view.dimensions:
                    allowed |= set(DISPLAY_ORDER.get(dimension, ())) or self._values_held(dimension)
            for measure in (MEASURES[one] for one in ids):
                if measure.category == measure.dimension(name):
                    rows = self._cursor().execute(
                        "select distinct category from reported_figures where measure = ? and category is not null", [measure.id])
                    allowed |= {row[0] for row in rows.fetchall()}
            if allowed:
                _known(f"value of {name}", values, allowed)

    def _values_held(self, dimension: str) -> set[str]:
        """The values of a dimension in any table, so that a page's filter need not fit each of its lists."""
        if dimension not in self._values:
            views = [view for view in VIEWS.values() if dimension in view.dimensions]
            held = " union ".join(f"select distinct {view.dimensions[dimension]} as held from {view.name}" for view in views)
            rows = self._cursor().execute(f"select held from ({held}) where held is not null").fetchall()
            coded = {code.group for code in CODE_SETS[CODED[dimension]].codes} if dimension in CODED else set()
            self._values[dimension] = {row[0] for row in rows} | coded
        return self._values[dimension]

    def _views(self, measure: Measure) -> list[tuple[View, Measure]]:
        names = [measure.rows, measure.estimate.rows if measure.estimate else None]
        return [(VIEWS[name], measure) for name in names if name]

    def rank_table(self, periods: int = 3, *, ending: date | None = None) -> pd.DataFrame:
        """The risk-factor rank table, long: relates_to, factor, period, rank, percent, numerator, denominator, origin.

        All factors held, the latest period first, by rank; the periods are the year to date and the full years before.
        A Risk factors sheet answers its own periods as written; record-level factors only the others. Codes 20 (other)
        and 21 (none identified) have no rank.
        """
        newest = ending or self.reporting_date
        spans = rank_periods(newest or FIRST_DAY, periods)
        with self._lock:
            answer: pd.DataFrame = self._cursor().execute(rank_table_sql(spans)).df()
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

    def _keep(self, asked: object, answer: pd.DataFrame) -> None:
        """Keep a small answer for as long as nothing is loaded or forgotten."""
        if len(answer) <= ROWS_KEPT:
            if len(self._answers) >= ANSWERS_KEPT:
                self._answers.clear()
            self._answers[asked] = answer.copy()


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _as_values(name: str, value: object) -> list[str]:
    given = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    values = [one for one in given if isinstance(one, str)]
    if not values or len(values) < len(given):
        raise ValueError(f"The filter on {name!r} takes one value or a list of values as displayed, not {value!r}.")
    return values


def _known(what: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    allowed = list(allowed)
    for name in names:
        if name not in allowed:
            raise ValueError(f"{name!r} is not a {what}. Allowed: {', '.join(sorted(allowed))}.")


def _measure_book() -> pa.Table:
    measures = list(MEASURES.values())
    return pa.table({"id": [m.id for m in measures], "title": [m.title for m in measures],
                     "unit": [m.unit for m in measures], "section": [m.section for m in measures]})  # fmt: skip


def _already_loaded(file_name: str, same: LoadedReturn) -> LoadReport:
    sentence = (f"“{file_name}” is the same file as “{same.report.file_name}”, already in use with data to "
                f"{same.reporting_date:%d/%m/%Y}. Nothing was changed.")  # fmt: skip
    note = Problem("", None, None, "the same file again", "a new file", sentence, "note")
    return replace(same.report, file_name=file_name, problems=[note, *same.report.problems], already_loaded=True)


def _too_much(names: list[str]) -> str:
    return (f"Reading {', '.join(f'“{name}”' for name in names)} needs more memory than one session may use ({MEMORY_LIMIT}). "
            "Nothing was changed. Forget returns that are not needed, or load fewer at once.")  # fmt: skip


