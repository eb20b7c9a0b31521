"""A session's returns: they go in, are tried, used, undone and forgotten; what is asked is asked of those in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from data.answering import known
from data.lists.loaded_return import LoadedReturn, in_place
from data.measures import MEASURES
from data.notes import Notes
from data.returns.opening import ReaderBatch, Sheet
from data.returns.problems import LoadReport, ReturnRefused, refusal_report
from data.returns.remembering import Remembered
from data.store.database import Database, OutOfMemory
from data.store.intake import Arrival, Intake, Opener
from data.store.memory import give_back
from data.store.questions import Asker, Questions
from data.store.reports import already_loaded, too_much
from data.store.return_file import ReturnFile
from data.store.shelf import Shelf, empty_shelf, shelf_after

READERS_AT_ONCE = 2

File = tuple[str, bytes, date | None]
"""A workbook as it is handed in: its name, its bytes, and its reporting date where one is given."""


@dataclass(frozen=True)
class Candidate:
    """What would be in use if some files were used: the shelf, and what arrived of them, in reading order.

    ``key`` is all that it depends on: the files, the shelf that they were tried on, and what is remembered.
    """

    shelf: Shelf
    arrivals: tuple[Arrival, ...]
    key: object


class Store(Questions):
    """A session's own returns, private and in memory, and the questions that can be asked of them.

    ``la_code`` is the council's three-digit DfE code, needed for rates; ``trio_rule`` a key of TRIO_RULES; ``shelf`` what is
    in use to begin with, which may be shared with others: it is read and never changed.
    """

    def __init__(
        self, la_code: int | None = None, trio_rule: str = "all", shelf: Shelf | None = None
    ) -> None:
        super().__init__(shelf or empty_shelf(), Asker(la_code, Notes(trio_rule=trio_rule)))
        self._begin()

    def _begin(self) -> None:
        self._own_database: Database | None = None
        self._before: Shelf | None = None
        self._candidate: Candidate | None = None
        self._intake = Intake(self.notes.remembered)

    @property
    def notes(self) -> Notes:
        """What was said of the returns in this session."""
        return self._asker.notes

    @property
    def remembered(self) -> Remembered:
        """What is known of the council's own files."""
        return self.notes.remembered

    def _database(self) -> Database:
        """The session's own database, which nobody else asks; made with its first workbook, while that is parsed elsewhere."""
        if self._own_database is None:
            self._own_database = Database()
        return self._own_database

    @property
    def la_code(self) -> int | None:
        """The council's three-digit DfE code, None where no council is chosen."""
        return self._asker.la_code

    @la_code.setter
    def la_code(self, code: int | None) -> None:
        self._asker.la_code = code

    @property
    def trio_rule(self) -> str:
        """How the trio is counted, a key of TRIO_RULES."""
        return self.notes.trio_rule

    @trio_rule.setter
    def trio_rule(self, rule: str) -> None:
        self.notes.trio_rule = rule

    @property
    def stated(self) -> Mapping[str, str]:
        """The measures whose stated figures stand where panel returns state any, with the reason given for each."""
        return MappingProxyType(self.notes.stated)

    def use_stated(self, measure: str, reason: str | None) -> None:
        """Let a measure's stated figures stand over the counted ones, for a reason; None lets the counted ones stand again.

        Raises ValueError for a name that is no measure's.
        """
        known("measure", [measure], MEASURES)
        with self._lock:
            if reason is None:
                self.notes.stated.pop(measure, None)
            else:
                self.notes.stated[measure] = reason

    @property
    def originals(self) -> list[tuple[str, bytes, date]]:
        """The returns in use as they came, in reading order: file name, content, reporting date."""
        listed = sorted(self.returns, key=lambda returned: returned.order)
        files = self._shelf.files
        return [(one.report.file_name, files[one.fingerprint].content, one.reporting_date) for one in listed]

    @property
    def last_used(self) -> tuple[LoadedReturn, ...]:
        """The returns of the last use, which ``undo`` would take out again; none where it has been undone."""
        before = self._shelf if self._before is None else self._before
        return tuple(one for one in self.returns if one not in before.returns)

    def load(self, file_name: str, content: bytes, reporting_date: date | None = None) -> LoadReport:
        """Read a return and use it.

        ``reporting_date`` is the last day the data cover; None takes the About sheet's, else the newest event date in
        Lists 1 to 5 that is not in the future, a few mistyped years left aside. Raises ReturnRefused, with everything
        loaded before as it was, where the file cannot be used. A file that is already in use changes nothing.
        """
        with self._lock:
            return self._use([ReturnFile(file_name, content, reporting_date)], refuse=True)[0]

    def load_all(
        self,
        files: Sequence[File],
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
            return self._use(
                [ReturnFile(*file) for file in files],
                refuse=False,
                progress=progress,
                opener=opener,
                as_listed=as_listed,
            )

    def preview(self, file_name: str, content: bytes, reporting_date: date | None = None) -> LoadReport:
        """What ``load`` would report, with nothing changed; a refusal is a report that is not accepted."""
        file = ReturnFile(file_name, content, reporting_date)
        with self._lock:
            same = _in_use(file, self.returns)
            if same is not None and reporting_date in (None, same.reporting_date):
                return already_loaded(file_name, same)
            try:
                with ReaderBatch() as readers, ThreadPoolExecutor(1) as pool:
                    pool.submit(self._database)
                    self._intake.open(readers, file)
                return self._intake.report(file)
            except ReturnRefused as refused:
                return refusal_report(file_name, str(refused))

    def candidate(self, files: Sequence[File]) -> Candidate:
        """What would be in use if these files, which were previewed, were used as they are listed; nothing is changed.

        It is kept until something else is tried, used or forgotten: using the same files then takes it into use. Raises
        ReturnRefused where they take too much memory.
        """
        with self._lock:
            listed = [ReturnFile(*file) for file in files]
            key = self._key(listed)
            if self._candidate is None or self._candidate.key != key:
                self._drop_candidate()
                arrivals = self._arrivals([file for file in listed if self._intake.is_open(file)])
                self._candidate = self._tried(arrivals, key)
            return self._candidate

    def keep_previews_of(self, contents: Iterable[bytes]) -> None:
        """Let go of what was read, and tried, of files that are not among these any longer."""
        with self._lock:
            kept = {ReturnFile("", content).fingerprint for content in contents}
            self._intake.keep_only(kept)
            tried = self._candidate.arrivals if self._candidate else ()
            if not kept.issuperset(arrival.file.fingerprint for arrival in tried):
                self._drop_candidate()

    def questions(self, candidate: Candidate) -> Questions:
        """What this session would be answered if a candidate were in use."""
        return Questions(candidate.shelf, self._asker)

    def sheets_of(self, content: bytes) -> list[Sheet]:
        """The sheets, as text, of a workbook that was previewed and is not used yet; none of any other."""
        return self._intake.sheets(ReturnFile("", content))

    def undo(self) -> None:
        """Take the returns of the last use out again: tables and figures are exactly as they were before it."""
        with self._lock:
            if self._before is not None:
                self._take(self._before.again(self._shelf.next_id), before=None)

    def forget(self) -> None:
        """Close the session's database and start with nothing in use: nothing of any return is left."""
        self.begin_with(empty_shelf())

    def begin_with(self, shelf: Shelf) -> None:
        """Forget everything and start anew with what is in use on a shelf, which may be shared with others."""
        with self._lock:
            own = self._own_database
            self._shelf = shelf
            of_the_council = Notes(trio_rule=self.trio_rule, settings=self.notes.settings)
            self._asker = Asker(self.la_code, of_the_council)
            self._begin()
            if own is not None:
                own.close()

    def _use(
        self,
        files: Sequence[ReturnFile],
        refuse: bool,
        progress: Callable[[int, str], None] | None = None,
        opener: Opener | None = None,
        as_listed: bool = False,
    ) -> list[LoadReport]:
        """Take returns into use; ``refuse`` raises for one that cannot be used."""
        tried = self._candidate
        if as_listed and tried and tried.key == self._key(files) and len(tried.arrivals) == len(files):
            return self._use_candidate(tried, files)
        self._drop_candidate()
        returns, arrivals, reports = list(self.returns), list[Arrival](), list[LoadReport]()
        with ReaderBatch() as readers, ThreadPoolExecutor(READERS_AT_ONCE) as pool:
            opening = [pool.submit(self._open, readers, file, opener) for file in files]
            self._database()
            for done, (file, opened) in enumerate(zip(files, opening, strict=True)):
                if progress is not None:
                    progress(done, file.name)
                same = _in_use(file, returns)
                if same is not None and file.reporting_date in (None, same.reporting_date):
                    reports.append(already_loaded(file.name, same))
                    continue
                try:
                    arrival = self._read(file, opened, self._shelf.next_id + len(arrivals))
                except ReturnRefused as refused:
                    if refuse:
                        raise
                    reports.append(refusal_report(file.name, str(refused)))
                    continue
                if same is not None:
                    returns.remove(same)
                placed = replace(arrival, returned=in_place(arrival.returned, returns, as_listed))
                returns.append(placed.returned)
                arrivals.append(placed)
                reports.append(placed.returned.report)
        if arrivals:
            self._take(self._shelf_of(returns, arrivals), before=self._shelf)
        for file in files:
            self._intake.drop(file)
        return reports

    def _open(self, readers: ReaderBatch, file: ReturnFile, opener: Opener | None) -> None:
        if opener is not None and not self._intake.is_open(file):
            self._intake.open_as(file, opener(readers, file.name, file.content))
        self._intake.open(readers, file)

    def _read(self, file: ReturnFile, opened: Future[None], number: int) -> Arrival:
        opened.result()
        return self._intake.arrival(file, number)

    def _arrivals(self, files: Sequence[ReturnFile]) -> list[Arrival]:
        """Files that are open as they would be used, those that can be, in reading order."""
        arrivals: list[Arrival] = []
        for file in files:
            try:
                arrival = self._intake.arrival(file, self._shelf.next_id + len(arrivals))
            except ReturnRefused:
                continue
            others = [*self.returns, *(one.returned for one in arrivals)]
            arrivals.append(replace(arrival, returned=in_place(arrival.returned, others, after_all=True)))
        return sorted(arrivals, key=lambda one: one.returned.order)

    def _tried(self, arrivals: list[Arrival], key: object) -> Candidate:
        fresh = {one.returned.fingerprint for one in arrivals}
        returns = [one for one in self.returns if one.fingerprint not in fresh]
        returns += sorted((one.returned for one in arrivals), key=lambda returned: returned.id)
        return Candidate(self._shelf_of(returns, arrivals), tuple(arrivals), key)

    def _use_candidate(self, tried: Candidate, files: Sequence[ReturnFile]) -> list[LoadReport]:
        """Take into use what was tried, as it is."""
        self._candidate = None
        self._take(tried.shelf, before=self._shelf)
        for arrival in tried.arrivals:
            self._intake.drop(arrival.file)
        reports = {arrival.file.fingerprint: arrival.returned.report for arrival in tried.arrivals}
        return [reports[file.fingerprint] for file in files]

    def _shelf_of(self, returns: Sequence[LoadedReturn], arrivals: Sequence[Arrival]) -> Shelf:
        """Raises ReturnRefused where it takes too much memory."""
        without = self.remembered.ids_without_zeros
        try:
            return shelf_after(self._shelf, self._database(), returns, arrivals, without)
        except OutOfMemory:
            raise ReturnRefused(too_much([arrival.file.name for arrival in arrivals])) from None

    def _take(self, shelf: Shelf, before: Shelf | None) -> None:
        """Put a shelf in the place of the one in use; tables that neither it nor the one before it has are dropped."""
        known_before = [self._shelf, self._before]
        self._shelf, self._before = shelf, before
        self._drop(known_before)

    def _drop_candidate(self) -> None:
        candidate, self._candidate = self._candidate, None
        self._drop([candidate.shelf if candidate else None])

    def _drop(self, shelves: Iterable[Shelf | None]) -> None:
        """Drop the tables of shelves of this session's own that are not in use and not what was in use before."""
        kept = [shelf.tables for shelf in (self._shelf, self._before) if shelf is not None]
        gone = {shelf.tables for shelf in shelves if shelf is not None and shelf.tables not in kept}
        for tables in gone:
            if tables.catalog.database is self._own_database:
                tables.catalog.drop()
        if gone:
            give_back()

    def _key(self, files: Sequence[ReturnFile]) -> object:
        """What a candidate depends on."""
        listed = tuple((file.name, file.fingerprint, file.reporting_date) for file in files)
        return self._shelf.version, self.remembered.version, listed


def _in_use(file: ReturnFile, returns: Iterable[LoadedReturn]) -> LoadedReturn | None:
    return next((one for one in returns if one.fingerprint == file.fingerprint), None)
