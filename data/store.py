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
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.comparators.population import population_for
from data.lists.calendar import FIRST as FIRST_DAY
from data.lists.calendar import calendar_table
from data.lists.reported import reported_statements
from data.lists.views import DISPLAY_ORDER, TEAM_BOOK, VIEWS, View, plain_statement, view_statement
from data.measures import MEASURE_NAMES, MEASURES, Measure
from data.measures.builder import Counted, Question, build
from data.measures.coverage import ListSupply, Span, derived_status, measure_needs, solid_start, spans_for, united
from data.measures.declaration import columns_needed
from data.measures.family_front_door import TRIO_RULES
from data.measures.rank_table import rank_periods, rank_table_sql
from data.periods import GRAINS, Grain, Period, last_periods, six_month_window
from data.returns import annex_a, panel
from data.returns.codes import CODE_SETS
from data.returns.factors import FACTOR_OF_CODE
from data.returns.opening import ReaderBatch, Sheet
from data.returns.problems import LoadReport, Problem, ReturnRefused, SheetReport, counted, refusal_report
from data.returns.readings import SheetTexts, read_texts, with_scaled_percentages
from data.returns.recognition import LAYOUTS, Match, is_form_sheet
from data.returns.staging import StagedSheet, insert, leave_out_repeats, recognise_sheet, scale_problem, stage
from data.returns.typing import create_sql

MEMORY_LIMIT = "1GB"
READERS_AT_ONCE = 2
ROWS_AT_ONCE = 60_000
ORIGINS = ("derived", "reported", "estimated")

_CONNECT: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False, "threads": 1, "memory_limit": MEMORY_LIMIT,
    "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    "allow_community_extensions": False, "max_expression_depth": 1000, "preserve_insertion_order": False,
}  # fmt: skip
_LOCK = ("set temp_directory = ''", "set enable_external_access = false", "set lock_configuration = true")

_EVENT_DATES = {
    "contacts": ("contact_on",),
    "early_help": ("started_on", "completed_on"),
    "referrals": ("referred_on",),
    "assessments": ("started_on", "authorised_on"),
    "section_47_enquiries": ("strategy_discussion_on",),
}
"""Dates of Lists 1 to 5 that say how far the data go. Conferences are left out: they are booked ahead."""

_COUNTED_BY = {"assessments": "authorised_on"}
"""The date whose months show how far a list goes back, where it is not its event's."""

_DAYS_AFTER_NEWEST_EVENT = 45

_FEWEST_TO_SHORTEN = 50
"""With fewer dated rows than this, a late first date does not show that the extract looked back less than six months."""


Opener = Callable[[ReaderBatch, str, bytes], list[Sheet]]


@dataclass(frozen=True)
class LoadedReturn:
    """A return that is in use."""

    id: int
    fingerprint: str
    report: LoadReport
    supplies: tuple[ListSupply, ...]

    @property
    def reporting_date(self) -> date:
        """The last day its data cover."""
        assert self.report.reporting_date is not None
        return self.report.reporting_date


@dataclass
class _Reading:
    """A workbook on its way in."""

    report: LoadReport
    staged: list[StagedSheet] = field(default_factory=list)


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
        self._next_id = 1
        self._stored: set[int] = set()
        self._database = duckdb.connect(":memory:", config=_CONNECT)
        cursor = self._database.cursor()
        for setting in _LOCK:
            cursor.execute(setting)
        _insert(cursor, "calendar", calendar_table())
        _insert(cursor, "code_book", _code_book())
        _insert(cursor, "factor_book", _factor_book())
        _insert(cursor, "measure_book", _measure_book())
        for layout in LAYOUTS:
            cursor.execute(create_sql(layout))
        self._rebuild(cursor, [], set())

    @property
    def returns(self) -> tuple[LoadedReturn, ...]:
        """The returns in use, in the order they were loaded."""
        return tuple(self._returns)

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
                        self._rebuild(cursor, returns, changed)
            except duckdb.OutOfMemoryException:
                self._sweep(self._returns)
                raise ReturnRefused(_too_much([name for name, _, _ in files])) from None
            except BaseException:
                self._sweep(self._returns)
                raise
        self._returns = returns
        self._sweep(returns)
        for _, content, _ in files:
            self._opened.pop(_fingerprint(content), None)
        return reports

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

    def _read(self, file_name: str, sheets: list[Sheet], given: date | None) -> _Reading:
        """Recognise, type and check a workbook's sheets; nothing is stored."""
        cursor = self._database.cursor()
        report = LoadReport(file_name, accepted=True)
        reading = _Reading(report)
        recognised = [(sheet, recognise_sheet(sheet, given)) for sheet in sheets]
        about = given or _about_date(cursor, recognised)
        if about != given:
            recognised = [(sheet, found and recognise_sheet(sheet, about)) for sheet, found in recognised]
        texts: list[tuple[Sheet, SheetTexts]] = []
        for sheet, found in recognised:
            if found is None:
                report.sheets.append(_unrecognised(sheet))
                report.problems += _unrecognised_problem(sheet)
                continue
            cells, match = found
            cells, mixed = with_scaled_percentages(match, cells, MEASURE_NAMES)
            report.problems += [scale_problem(sheet, column) for column in mixed]
            texts.append((sheet, SheetTexts(match, cells)))
        read_texts(cursor, [one for _, one in texts])
        seen: dict[str, str] = {}
        for sheet, one in texts:
            staged = stage(sheet, one, about, MEASURE_NAMES)
            leave_out_repeats(staged, [earlier for earlier in reading.staged if earlier.match.layout is staged.match.layout])
            if not staged.report.rows_used:
                staged.problems.append(_empty_sheet(staged))
            if (first := seen.setdefault(one.match.layout.name, sheet.name)) != sheet.name:
                staged.problems.append(_second_sheet(staged, first))
            reading.staged.append(staged)
            report.sheets.append(staged.report)
            report.problems += staged.problems
        report.sheets.sort(key=lambda account: [sheet.name for sheet in sheets].index(account.name))
        if not reading.staged:
            raise ReturnRefused(_nothing_recognised(file_name, sheets))
        has_lists = any(staged.match.layout.number for staged in reading.staged)
        report.kind = "annex_a" if has_lists else "panel"
        if report.kind == "annex_a":
            report.problems += _missing_lists(reading)
        if given is not None:
            report.reporting_date, report.reporting_date_from = given, "given"
        elif about is not None:
            report.reporting_date, report.reporting_date_from = about, "About sheet"
        elif (newest := _newest_event(reading)) is not None:
            if any(column.kind == "period" for staged in reading.staged for column in staged.match.layout.columns):
                reading = self._read(file_name, sheets, newest)
            reading.report.reporting_date, reading.report.reporting_date_from = newest, "newest event"
        else:
            report.accepted = False
            report.problems.append(Problem("", None, None, "no date", "the reporting date", _no_date(file_name), "ask"))
        if given is not None:
            report.problems += _unlikely_date(file_name, given, _newest_event(reading))
        return reading

    def _number(self, reading: _Reading, fingerprint: str) -> tuple[LoadedReturn, list[StagedSheet]]:
        """A return read, with an id of its own, and its sheets, not yet stored."""
        if reading.report.reporting_date is None:
            raise ReturnRefused(_no_date(reading.report.file_name))
        return_id, self._next_id = self._next_id, self._next_id + 1
        return LoadedReturn(return_id, fingerprint, reading.report, tuple(_supplies(reading))), reading.staged

    def _insert(self, waiting: list[tuple[int, StagedSheet]]) -> None:
        """Store the rows that wait, not yet listed among the returns in use."""
        self._stored |= {return_id for return_id, _ in waiting}
        with self._transaction() as cursor:
            insert(cursor, waiting)
        waiting.clear()

    def _rebuild(self, cursor: duckdb.DuckDBPyConnection, returns: list[LoadedReturn], changed: set[str]) -> None:
        """Make the merged tables anew that the changed lists feed (all of them where there is nothing yet)."""
        ordered = sorted(returns, key=lambda one: (one.reporting_date, one.id))
        order = {one.id: position for position, one in enumerate(ordered)}
        _insert(cursor, "returns", pa.table({
            "return_id": pa.array([one.id for one in returns], pa.int32()),
            "file_name": pa.array([one.report.file_name for one in returns], pa.string()),
            "kind": pa.array([one.report.kind for one in returns], pa.string()),
            "reporting_date": pa.array([one.reporting_date for one in returns], pa.date32()),
            "reading_order": pa.array([order[one.id] for one in returns], pa.int32()),
        }))  # fmt: skip
        supplied = [(one, supply) for one in returns for supply in one.supplies]
        _insert(cursor, "return_lists", pa.table({
            "return_id": pa.array([one.id for one, _ in supplied], pa.int32()),
            "list": pa.array([supply.list for _, supply in supplied], pa.string()),
            "reporting_date": pa.array([one.reporting_date for one, _ in supplied], pa.date32()),
            "reading_order": pa.array([order[one.id] for one, _ in supplied], pa.int32()),
            "window_from": pa.array([supply.window_from for _, supply in supplied], pa.date32()),
            "covers_from": pa.array([supply.covers_from for _, supply in supplied], pa.date32()),
        }))  # fmt: skip
        all_of_them = not self._returns
        viewed = {view.name for view in VIEWS.values()}
        for layout in LAYOUTS:
            if layout.name not in viewed and (all_of_them or layout.name in changed):
                cursor.execute(plain_statement(layout))
        cursor.execute(TEAM_BOOK)
        by_list: dict[str, list[Span]] = {}
        for _, supply in supplied:
            if supply.covers_from <= supply.span[1]:
                by_list.setdefault(supply.list, []).append(supply.span)
        spans = [(name, *span) for name, listed in sorted(by_list.items()) for span in united(listed)]
        _insert(cursor, "covered", pa.table({
            "list": pa.array([name for name, _, _ in spans], pa.string()),
            "from_date": pa.array([start for _, start, _ in spans], pa.date32()),
            "to_date": pa.array([end for _, _, end in spans], pa.date32()),
        }))  # fmt: skip
        for view in VIEWS.values():
            feeds = {view.layout.name, *(name for name, _ in view.also_needs.values()), "teams"}
            if all_of_them or feeds & changed:
                cursor.execute(view_statement(view))
        for statement in reported_statements():
            cursor.execute(statement)

    def measure(
        self, ids: str | Iterable[str], grain: Grain = "quarter", periods: int = 8, by: str | None = None,
        where: Mapping[str, str | Sequence[str]] | None = None, origin: str | None = None, *, ending: date | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """The figures asked for, one row a measure, group and period.

        ``ids`` one measure's id or several; ``grain`` month, quarter, year_to_date, year or rolling_12_months;
        ``periods`` how many, the last containing the newest reporting date (or ``ending``); ``by`` one dimension;
        ``where`` dimension to value or values as displayed; ``origin`` derived, reported or estimated, None for the best
        of them. Columns: measure, period, period_start, period_end, dimension, group, numerator, denominator, value
        (percent 0 to 100, unrounded; NaN where not supplied), status (ok, partial, not supplied, not applicable),
        origin. Raises ValueError, naming what is allowed, for a name that is not known.
        """
        with self._lock:
            wanted = [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))
            conditions = {name: _as_values(name, value) for name, value in (where or {}).items()}
            self._check_names(wanted, grain, periods, by, conditions, origin)
            newest = ending or self.reporting_date
            spans = last_periods(newest or FIRST_DAY, grain, periods)
            question = self._question([MEASURES[name] for name in wanted], spans, by, conditions, origin)
            answer: pd.DataFrame = self._database.cursor().execute(*build(question)).df()
            return answer if newest else answer.iloc[0:0]

    def _question(
        self, measures: list[Measure], spans: list[Period], by: str | None, where: dict[str, list[str]], origin: str | None
    ) -> Question:
        newest = self.reporting_date or FIRST_DAY
        rule = TRIO_RULES[self.trio_rule][0]
        supplies = [supply for one in self._returns for supply in one.supplies]
        supply: dict[tuple[str, str, int], str] = {}
        for measure in measures:
            if measure.rows is None:
                continue
            covered = {"derived": spans_for(measure_needs(measure, rule), supplies)}
            if (estimate := measure.estimate) is not None:
                needed = columns_needed(estimate.rows, estimate.dated, estimate.numerator, estimate.denominator)
                covered["estimated"] = spans_for(needed, supplies)
            for position, period in enumerate(spans):
                for kind, days in covered.items():
                    supply[measure.id, kind, position] = derived_status(measure, period, min(period.end, newest), days)
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
                    allowed |= set(DISPLAY_ORDER.get(dimension, ())) or self._values_held(view, dimension)
            for measure in (MEASURES[one] for one in ids):
                if measure.category == measure.dimension(name):
                    rows = self._database.cursor().execute(
                        "select distinct category from reported_figures where measure = ? and category is not null", [measure.id])
                    allowed |= {row[0] for row in rows.fetchall()}
            if allowed:
                _known(f"value of {name}", values, allowed)

    def _values_held(self, view: View, dimension: str) -> set[str]:
        rows = self._database.cursor().execute(f"select distinct {view.dimensions[dimension]} from {view.name}").fetchall()
        return {row[0] for row in rows if row[0] is not None}

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
            answer: pd.DataFrame = self._database.cursor().execute(rank_table_sql(spans)).df()
        return answer.astype({"rank": "Int64"})

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pd.DataFrame:
        """The result of one of the app's own statements over the session's tables."""
        with self._lock:
            answer: pd.DataFrame = self._database.cursor().execute(sql, list(parameters)).df()
        return answer


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


def _insert(cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    cursor.register("incoming_rows", rows)
    cursor.execute(f"create or replace table {table} as select * from incoming_rows")
    cursor.unregister("incoming_rows")


def _code_book() -> pa.Table:
    rows = [(code_set.name, code.code, code.description, code.group, position)
            for code_set in CODE_SETS.values() for position, code in enumerate(code_set.codes)]  # fmt: skip
    names = ("code_set", "code", "description", "grp", "position")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def _factor_book() -> pa.Table:
    rows = [(code, factor.codes[0], factor.relates_to, factor.label) for code, factor in FACTOR_OF_CODE.items()]
    return pa.table(dict(zip(("code", "factor", "relates_to", "label"), map(list, zip(*rows, strict=True)), strict=True)))


def _measure_book() -> pa.Table:
    measures = list(MEASURES.values())
    return pa.table({"id": [m.id for m in measures], "title": [m.title for m in measures],
                     "unit": [m.unit for m in measures], "section": [m.section for m in measures]})  # fmt: skip


def _already_loaded(file_name: str, same: LoadedReturn) -> LoadReport:
    sentence = (f"“{file_name}” is the same file as “{same.report.file_name}”, already in use with data to "
                f"{same.reporting_date:%d/%m/%Y}. Nothing was changed.")  # fmt: skip
    note = Problem("", None, None, "the same file again", "a new file", sentence, "note")
    return replace(same.report, file_name=file_name, problems=[note, *same.report.problems], already_loaded=True)


def _unrecognised(sheet: Sheet) -> SheetReport:
    rows = sheet.cells.num_rows
    reason = "a sheet of the form that holds no records" if is_form_sheet(sheet.name) else "sheet not recognised"
    return SheetReport(sheet.name, None, rows, 0, {reason: rows} if rows else {})


def _unrecognised_problem(sheet: Sheet) -> list[Problem]:
    if is_form_sheet(sheet.name) or not sheet.cells.num_rows:
        return []
    return [Problem(sheet.name, None, None, "headers of no known list or sheet", "an Annex A list or a panel-return sheet",
                    f"Sheet “{sheet.name}” was not recognised and its {counted(sheet.cells.num_rows, 'row')} left out: its "
                    "headers are those of no Annex A list or panel-return sheet. If it should be one, give its columns the "
                    "form's headers within the first ten rows.", "ask")]  # fmt: skip


def _empty_sheet(staged: StagedSheet) -> Problem:
    title = staged.match.layout.short_title
    return Problem(staged.report.name, None, None, "headers but no rows", "rows, or a statement that there are none",
                   f"{title} (sheet “{staged.report.name}”) has no row that can be used. Figures from it show “not "
                   "supplied”, not zero: was there nothing to list, or was it not run?", "ask")  # fmt: skip


def _second_sheet(staged: StagedSheet, first: str) -> Problem:
    title = staged.match.layout.short_title
    return Problem(staged.report.name, None, None, f"a second sheet for {title}", "one sheet",
                   f"Sheets “{first}” and “{staged.report.name}” both hold {title}. The rows of both were used; remove one "
                   "if it is a copy.", "ask")  # fmt: skip


def _missing_lists(reading: _Reading) -> list[Problem]:
    there = {staged.match.layout.name for staged in reading.staged}
    return [Problem(layout.short_title, None, None, "no such sheet", layout.title,
                    f"{layout.title} is not in the file. Figures from it show “not supplied”, not zero.", "note")
            for layout in annex_a.ANNEX_A if layout.name not in there]  # fmt: skip


def _nothing_recognised(file_name: str, sheets: list[Sheet]) -> str:
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets[:8]) + (" …" if len(sheets) > 8 else "")
    if not any(sheet.cells.num_rows for sheet in sheets):
        return f"“{file_name}” has no filled cell on any sheet ({names}): the export may have failed. Export it again."
    lower = {sheet.name.lower() for sheet in sheets}
    if {"header", "episodes"} <= lower:
        return (f"“{file_name}” is an SSDA903 return (sheets {names}), not Annex A or a panel return. Choose the Annex A "
                "workbook.")  # fmt: skip
    return (f"“{file_name}” holds no list of Annex A and no sheet of the panel return: its sheets are {names}. Choose the "
            "Annex A workbook or a panel return made from the template.")  # fmt: skip


def _too_much(names: list[str]) -> str:
    return (f"Reading {', '.join(f'“{name}”' for name in names)} needs more memory than one session may use ({MEMORY_LIMIT}). "
            "Nothing was changed. Forget returns that are not needed, or load fewer at once.")  # fmt: skip


def _no_date(file_name: str) -> str:
    return (f"“{file_name}” does not say which date its data go to: it has no About sheet and no readable event date in "
            "Lists 1 to 5. Give the reporting date, the last day the data cover.")  # fmt: skip


def _about_date(
    cursor: duckdb.DuckDBPyConnection, recognised: list[tuple[Sheet, tuple[pa.Table, Match] | None]]
) -> date | None:
    """The About sheet's own reporting date, which other sheets need to read '2022/23 (ytd)'."""
    for _, found in recognised:
        if found and found[1].layout is panel.ABOUT and "data_to" in found[1].columns:
            texts = SheetTexts(found[1], found[0])
            read_texts(cursor, [texts])
            dates = texts.read_by_sql[found[1].columns["data_to"]].to_pylist()
            return max((day for day in dates if day is not None), default=None)
    return None


def _unlikely_date(file_name: str, given: date, newest: date | None) -> list[Problem]:
    """Refuse a reporting date beyond the calendar; ask about one in the future or long after the newest event."""
    if not date(2000, 4, 1) <= given <= date(2039, 12, 31):
        raise ReturnRefused(f"“{file_name}” cannot have data to {given.day}/{given.month}/{given.year}. Give the last day the data cover.")
    if given > date.today() or (newest is not None and (given - newest).days > _DAYS_AFTER_NEWEST_EVENT):
        last = f"; the newest event in its lists is on {newest:%d/%m/%Y}" if newest else ""
        sentence = (f"“{file_name}” is taken to have data to {given:%d/%m/%Y}{last}. Check the reporting date: days after the last "
                    "event count as zero.")  # fmt: skip
        return [Problem("", None, None, f"{given:%d/%m/%Y}", "the last day the data cover", sentence, "ask")]
    return []


def _newest_event(reading: _Reading) -> date | None:
    newest = [max((day for day in _dates(staged, column) if day <= date.today()), default=None)
              for staged in reading.staged for column in _EVENT_DATES.get(staged.match.layout.name, ())]  # fmt: skip
    return max((day for day in newest if day is not None), default=None)


def _dates(staged: StagedSheet, column: str) -> list[date]:
    """The different days in a date column of the rows used."""
    days = pc.unique(staged.used.column(column).cast(pa.date32()))
    return [day for day in days.to_pylist() if day is not None]


def _supplies(reading: _Reading) -> list[ListSupply]:
    """What a return supplies: its window, six months unless its dates show otherwise, and the columns to rely on."""
    reporting_date = reading.report.reporting_date
    assert reporting_date is not None
    window_from = _window_start(reading, reporting_date)
    supplies: dict[str, ListSupply] = {}
    for staged in reading.staged:
        layout = staged.match.layout
        known = frozenset(staged.columns_known)
        if not staged.report.rows_used:
            continue
        starts = covers = window_from
        if layout.event is not None and layout.event not in known:
            starts = covers = reporting_date + timedelta(days=1)
        elif layout.merging == "events" and layout.number is None:
            starts = min(_dates(staged, layout.ends or layout.event or ""), default=reporting_date)
            covers = starts.replace(day=1)
        elif layout.merging == "events":
            covers = solid_start(window_from, _rows_by_month(staged, _COUNTED_BY.get(layout.name, layout.event or "")))
        if (before := supplies.get(layout.name)) is not None:
            known, starts, covers = known & before.columns_known, min(starts, before.window_from), min(covers, before.covers_from)
        supplies[layout.name] = ListSupply(layout.name, covers, starts, reporting_date, known)
    return list(supplies.values())


def _rows_by_month(staged: StagedSheet, column: str) -> dict[date, int]:
    months: dict[date, int] = {}
    for pair in pc.value_counts(staged.used.column(column)).to_pylist():
        if pair["values"] is not None:
            month = pair["values"].replace(day=1)
            months[month] = months.get(month, 0) + pair["counts"]
    return months


def _window_start(reading: _Reading, reporting_date: date) -> date:
    """The first day of the return's six-month window, or later where many rows show that it looked back less far."""
    start = six_month_window(reporting_date)
    rows, first = 0, reporting_date
    for staged in reading.staged:
        name = staged.match.layout.name
        if name in _EVENT_DATES:
            days = staged.used.column(_COUNTED_BY.get(name, staged.match.layout.event or ""))
            inside = days.filter(pc.and_(pc.greater_equal(days, start), pc.less_equal(days, reporting_date)))
            rows += len(inside)
            first = min(first, pc.min(inside).as_py() or reporting_date)
    if rows < _FEWEST_TO_SHORTEN or (first - start).days < 31:
        return start
    return max(start, first.replace(day=1))
