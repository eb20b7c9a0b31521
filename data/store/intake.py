"""Workbooks on their way in: each is parsed once, and typed once for a date and what is remembered of the council's files."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from data.lists.loaded_return import LoadedReturn
from data.lists.supply import supplies_of
from data.measures import MEASURE_NAMES
from data.returns.opening import ReaderBatch, Sheet, saved_at
from data.returns.problems import LoadReport, ReturnRefused
from data.returns.remembering import Remembered
from data.returns.sheet_parts import parts_of
from data.returns.staged_sheet import StagedSheet
from data.returns.workbook import Reading, no_date, read_workbook
from data.store.return_file import ReturnFile

Opener = Callable[[ReaderBatch, str, bytes], list[Sheet]]
"""Opens a workbook, given its name and bytes, by a reader of the batch."""


@dataclass(frozen=True)
class Arrival:
    """A return read, not yet in use: the file, what was read of it, and its typed sheets."""

    file: ReturnFile
    returned: LoadedReturn
    staged: tuple[StagedSheet, ...]


class Intake:
    """What was read of files and not used yet; all of it is dropped when they are used or forgotten.

    ``remembered`` is applied to every workbook before it is typed.
    """

    def __init__(self, remembered: Remembered) -> None:
        self._remembered = remembered
        self._sheets: dict[str, list[Sheet]] = {}
        self._readings: dict[str, dict[tuple[date | None, str], Reading]] = {}

    def open(self, readers: ReaderBatch, file: ReturnFile) -> None:
        """Parse a workbook that was not parsed before. Raises ReturnRefused where it cannot be."""
        if file.fingerprint not in self._sheets:
            self._sheets[file.fingerprint] = readers.open(file.name, file.content)

    def open_as(self, file: ReturnFile, sheets: list[Sheet]) -> None:
        """Take sheets that were parsed elsewhere for a workbook's."""
        self._sheets.setdefault(file.fingerprint, sheets)

    def is_open(self, file: ReturnFile) -> bool:
        """Whether it was parsed and is not dropped yet."""
        return file.fingerprint in self._sheets

    def report(self, file: ReturnFile) -> LoadReport:
        """What was read of a workbook that is open. Raises ReturnRefused where no return can be read of it."""
        return self._read(file).report

    def sheets(self, file: ReturnFile) -> list[Sheet]:
        """An open workbook's sheets as text, each list on them by itself, with what is remembered of them; else none."""
        opened = self._sheets.get(file.fingerprint, [])
        return self._remembered.applied(parts_of(opened), file.fingerprint)

    def arrival(self, file: ReturnFile, number: int) -> Arrival:
        """An open workbook as a return with a number of its own. Raises ReturnRefused where it cannot be one."""
        reading = self._read(file)
        if reading.report.reporting_date is None:
            raise ReturnRefused(no_date(file.name))
        supplies = tuple(supplies_of(reading, self._remembered.lists_of_nothing(file.fingerprint)))
        entries = self._remembered.entries_for(file.fingerprint)
        returned = LoadedReturn(number, file.fingerprint, reading.report, supplies, 0, entries)
        return Arrival(file, returned, tuple(reading.staged))

    def drop(self, file: ReturnFile) -> None:
        """Let go of what was read of a file."""
        self._sheets.pop(file.fingerprint, None)
        self._readings.pop(file.fingerprint, None)

    def keep_only(self, fingerprints: Collection[str]) -> None:
        """Let go of what was read of every other file."""
        for read in (self._sheets, self._readings):
            for fingerprint in [name for name in read if name not in fingerprints]:
                del read[fingerprint]

    def _read(self, file: ReturnFile) -> Reading:
        """What was read of it; the newest only is kept, and stands for the date it found out for itself too."""
        kept = self._readings.setdefault(file.fingerprint, {})
        version = self._remembered.version
        key = (file.reporting_date, version)
        if key not in kept:
            council = self._remembered.councils.get(file.fingerprint)
            reading = read_workbook(file.name, self.sheets(file), file.reporting_date, MEASURE_NAMES, council)
            reading = replace(reading, report=replace(reading.report, saved_at=saved_at(file.content)))
            kept.clear()
            kept[key] = kept[reading.report.reporting_date, version] = reading
        reading = kept[key]
        if reading.report.file_name != file.name:
            reading = replace(reading, report=replace(reading.report, file_name=file.name))
        return reading
