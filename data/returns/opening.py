"""Opening a workbook safely: refuse by content first, then parse in child processes with limits.

A 1.8 KB workbook with cells at A1 and XFD1048576 aborts any process that parses it, and with it every user's session:
so nothing of a workbook is parsed here. Macros are never run, since only cell values are read.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import re
import struct
import subprocess
import sys
import threading
import zipfile
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import IO, Literal

import pyarrow as pa

from data.returns.invisible import visible
from data.returns.packed import DAMAGE, unpacked
from data.returns.problems import ReturnRefused
from data.returns.refusing import FILE_LIMIT_MB, ZIP, cut_off, reader_failed, refuse_by_content

SECONDS_LIMIT = 45
READERS_SETTING = "SCRUTINY_READERS"
"""The environment variable that says how many readers are started ahead; a workbook is parsed by as many at most."""

READERS_UNLESS_SET, READERS_AT_MOST = 2, 16
BYTES_FOR_A_READER = 40_000_000
"""A workbook's inflated bytes that are worth a reader of their own, half a second of parsing: starting one costs a tenth of it."""

_SCRIPT = Path(__file__).with_name("reader_process.py")
_ALLOCATION = {
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_TOP_PAD_": str(1 << 25),
}
"""Let a reader keep the memory that it frees, of which it asks for as much again at once (where the C library is glibc)."""


@dataclass(frozen=True)
class Sheet:
    """One worksheet, or one of several lists on it, as text: ``cells`` has dictionary-encoded columns c0, c1 …

    Its first row is Excel's row 1, or the one after ``first_row`` (``part`` counts the lists on a sheet); places elsewhere (row
    from 0, column from 0) are the worksheet's own. ``errors`` are cells that hold an Excel error, ``uncalculated`` those whose
    formula has no stored result.
    ``hidden`` says whether the worksheet is; ``hidden_rows`` and ``hidden_columns`` are runs, first to last.
    ``is_counted`` and ``counts_hidden_rows`` are what the analyst said of them, None where nothing.
    """

    name: str
    cells: pa.Table
    errors: tuple[tuple[int, int], ...] = ()
    first_row: int = 0
    part: int = 0
    hidden: Literal["", "hidden", "very hidden"] = ""
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    uncalculated: tuple[tuple[int, int], ...] = ()
    is_counted: bool | None = None
    counts_hidden_rows: bool | None = None


def readers_set() -> int:
    """How many readers the settings ask for, from 1 to READERS_AT_MOST."""
    number = os.environ.get(READERS_SETTING, "").strip()
    return min(max(int(number), 1), READERS_AT_MOST) if number.isdecimal() else READERS_UNLESS_SET


class ReaderPool:
    """Child processes started ahead, each used for one upload and replaced; ``ahead`` is how many wait."""

    def __init__(self, ahead: int | None = None) -> None:
        self.ahead = readers_set() if ahead is None else ahead
        self._waiting: deque[subprocess.Popen[bytes]] = deque()
        self._lock = threading.Lock()
        atexit.register(self.close)

    def start_ahead(self) -> None:
        """Start readers until as many wait as should; returns at once."""
        with self._lock:
            while len(self._waiting) < self.ahead:
                self._waiting.append(_start_reader())

    def take(self) -> subprocess.Popen[bytes]:
        """A reader of one's own, and a replacement for it on its way."""
        with self._lock:
            process = self._waiting.popleft() if self._waiting else _start_reader()
        threading.Thread(target=self.start_ahead, daemon=True).start()
        return process if process.poll() is None else _start_reader()

    def close(self) -> None:
        """End the readers that wait."""
        with self._lock:
            while self._waiting:
                _end(self._waiting.popleft())


READERS = ReaderPool()


class ReaderBatch:
    """Readers for the files of one upload, which may share them: a reader that fails is never used again.

    Use as a context; ``open`` may be called from several threads.
    """

    def __init__(self) -> None:
        self._idle: deque[subprocess.Popen[bytes]] = deque()

    def __enter__(self) -> ReaderBatch:
        return self

    def __exit__(self, *_: object) -> None:
        while self._idle:
            _end(self._idle.popleft())

    def open(self, file_name: str, content: bytes) -> list[Sheet]:
        """The worksheets of an .xlsx, .xlsm or .xls workbook; those of a large one are parsed side by side.

        Raises ReturnRefused with the sentence to show where the file is not such a workbook, is empty, locked, broken,
        cut off or too large.
        """
        if content.startswith(ZIP):
            content = unpacked(content, FILE_LIMIT_MB * 1_000_000)
        inflated = refuse_by_content(file_name, content)
        wanted = max(1, min(READERS.ahead, round(inflated / BYTES_FOR_A_READER)))
        processes = [self._reader() for _ in range(wanted)]
        try:
            sheets = _read_in_children(processes, file_name, content)
        except BaseException:
            for process in processes:
                _end(process)
            raise
        self._idle.extend(processes)
        return sheets

    def _reader(self) -> subprocess.Popen[bytes]:
        try:
            return self._idle.popleft()
        except IndexError:
            return READERS.take()


_SAVED = re.compile(rb"<dcterms:modified[^>]*>([^<]{10,40})</dcterms:modified>")
_PROPERTIES, _PROPERTIES_LIMIT = "docProps/core.xml", 65_536


def saved_at(content: bytes) -> datetime | None:
    """When a workbook that can be used says that it was last saved; None where it does not say."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_PROPERTIES) as properties:
            modified = _SAVED.search(properties.read(_PROPERTIES_LIMIT))
            moment = datetime.fromisoformat(modified[1].decode().strip()) if modified else None
            return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
    except (KeyError, *DAMAGE):
        return None


def open_workbook(file_name: str, content: bytes) -> list[Sheet]:
    """The worksheets of one workbook, read in processes of its own (see ReaderBatch.open)."""
    with ReaderBatch() as batch:
        return batch.open(file_name, content)


_CHUNK = 1 << 18
_SUSPECT = ((b"h", (b"hidden=", b' ht="0', b' width="0')), (b"f", (b"f>",)))
"""What a part has where rows or columns are hidden or cells hold formulas, each with a letter that most chunks lack: a letter
alone is looked for many times as fast."""


def _suspects_unless_damaged(file_name: str, content: bytes) -> list[int]:
    """Inflate every part once and compare its checksum: a directory that lies about sizes is found out here.

    Gives the numbers of the parts in which rows or columns may be hidden or formulas may have no result.
    """
    suspects: set[int] = set()
    if not content.startswith(ZIP):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for number, part in enumerate(archive.infolist()):
                with archive.open(part) as opened:
                    last = b""
                    while chunk := opened.read(_CHUNK):
                        if number not in suspects and _is_suspect(last + chunk):
                            suspects.add(number)
                        last = chunk[-8:]
    except DAMAGE:
        raise cut_off(file_name) from None
    return sorted(suspects)


def _is_suspect(chunk: bytes) -> bool:
    return any(letter in chunk and any(mark in chunk for mark in marks) for letter, marks in _SUSPECT)


def _start_reader() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", str(_SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | _ALLOCATION,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    process.wait()


class _Failed(Exception):
    """A child could not parse its share; the argument is what it answered, None where it ended without an answer."""


def _read_in_children(
    processes: Sequence[subprocess.Popen[bytes]], file_name: str, content: bytes
) -> list[Sheet]:
    """Let each child parse its share while the archive's checksums are checked here; sheets are taken over as they come."""

    def kill() -> None:
        for process in processes:
            process.kill()

    timer = threading.Timer(SECONDS_LIMIT, kill)
    timer.start()
    suspects = threading.Event()
    numbers: list[int] = []
    try:
        with ThreadPoolExecutor(len(processes)) as pool:
            shares = [
                pool.submit(_read_share, process, content, (share, len(processes)), suspects, numbers)
                for share, process in enumerate(processes)
            ]
            try:
                numbers += _suspects_unless_damaged(file_name, content)
            except BaseException:
                kill()
                raise
            finally:
                suspects.set()
            sheets = dict(pair for share in shares for pair in share.result())
    except _Failed as failed:
        raise ReturnRefused(reader_failed(file_name, failed.args[0])) from None
    finally:
        timer.cancel()
    return _with_visible_names([sheets[place] for place in sorted(sheets)])


def _read_share(
    process: subprocess.Popen[bytes],
    content: bytes,
    share: tuple[int, int],
    checked: threading.Event,
    suspects: list[int],
) -> list[tuple[int, Sheet]]:
    """The sheets of a share (which of how many) with their places in the workbook.

    ``suspects`` are the numbers of parts to look at closely, there once the archive is ``checked``. Raises _Failed.
    """
    sheets: list[tuple[int, Sheet]] = []
    line: dict[str, object] = {}
    try:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(struct.pack(">QHH", len(content), *share))
        process.stdin.write(content)
        process.stdin.flush()
        while "place" in (line := json.loads(process.stdout.readline() or "{}")):
            sheets.append((int(str(line["place"])), _sheet(line, process.stdout)))
        if "ended" in line:
            checked.wait()
            process.stdin.write(json.dumps(suspects).encode() + b"\n")
            process.stdin.flush()
            places = json.loads(process.stdout.readline())["places"]
            return [(place, _with_places(sheet, places.get(sheet.name, {}))) for place, sheet in sheets]
    except (OSError, EOFError, LookupError, ValueError, MemoryError):
        line = {}
    raise _Failed(line.get("failed"))


def _sheet(about: dict[str, object], stream: IO[bytes]) -> Sheet:
    """A sheet that a child hands over: the line ``about`` it, then three buffers for each of its columns."""
    sizes, errors, rows = about["sizes"], about["errors"], int(str(about["rows"]))
    assert isinstance(sizes, list) and isinstance(errors, list)
    ends = [0, *accumulate(size + -size % _PADDED_TO for size in sizes)]
    content = stream.read(ends[-1])
    if len(content) < ends[-1]:
        raise EOFError
    whole = pa.py_buffer(content)
    buffers = [whole.slice(start, size) for start, size in zip(ends[:-1], sizes, strict=True)]
    cells = {}
    for number in range(len(buffers) // 3):
        filled, *texts = buffers[3 * number : 3 * number + 3]
        column = pa.Array.from_buffers(pa.string(), rows, [filled if filled.size else None, *texts])
        column.validate(full=True)
        cells[f"c{number}"] = column.dictionary_encode()
    hidden = _VISIBILITY[str(about["visible"])]
    return Sheet(
        str(about["name"]), pa.table(cells), tuple((row, column) for row, column in errors), hidden=hidden
    )


_PADDED_TO = 8
"""Each buffer that a child hands over is filled up to a multiple of so many bytes."""

_VISIBILITY: dict[str, Literal["", "hidden", "very hidden"]] = {
    "visible": "",
    "hidden": "hidden",
    "veryhidden": "very hidden",
}


def _with_places(sheet: Sheet, places: dict[str, list[list[int]]]) -> Sheet:
    """The sheet with its hidden rows and columns and the cells whose formula has no stored result."""
    rows, columns, cells = (
        tuple((first, last) for first, last in places.get(kind, ()))
        for kind in ("rows", "columns", "uncalculated")
    )
    return replace(sheet, hidden_rows=rows, hidden_columns=columns, uncalculated=cells)


def _with_visible_names(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets, invisible characters taken out of their names where they stay apart without."""
    names = [visible(sheet.name) for sheet in sheets]
    return [
        replace(sheet, name=name) if name and names.count(name) == 1 else sheet
        for sheet, name in zip(sheets, names, strict=True)
    ]
