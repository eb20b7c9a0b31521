"""Opening a workbook safely: refuse by content first, then parse in a child process with limits.

A 1.8 KB workbook with cells at A1 and XFD1048576 aborts any process that parses it, and with it every user's session:
so nothing of a workbook is parsed here. Macros are never run, since only cell values are read.
"""

from __future__ import annotations

import atexit
import io
import json
import re
import struct
import subprocess
import sys
import threading
import zipfile
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal

import pyarrow as pa

from data.returns.invisible import visible
from data.returns.packed import DAMAGE, unpacked, workbooks_inside
from data.returns.problems import ReturnRefused

FILE_LIMIT_MB = 60
INFLATED_LIMIT_MB = 400
PART_LIMIT = 2_000
SECONDS_LIMIT = 45
READERS_AHEAD = 2

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SCRIPT = Path(__file__).with_name("reader_process.py")


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


class ReaderPool:
    """Child processes started ahead, each used for one upload and replaced."""

    def __init__(self, ahead: int = READERS_AHEAD) -> None:
        self._ahead = ahead
        self._waiting: deque[subprocess.Popen[bytes]] = deque()
        self._lock = threading.Lock()
        atexit.register(self.close)

    def start_ahead(self) -> None:
        """Start readers until as many wait as should; returns at once."""
        with self._lock:
            while len(self._waiting) < self._ahead:
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
        """The worksheets of an .xlsx, .xlsm or .xls workbook.

        Raises ReturnRefused with the sentence to show where the file is not such a workbook, is empty, locked, broken,
        cut off or too large.
        """
        if content.startswith(_ZIP):
            content = unpacked(content, FILE_LIMIT_MB * 1_000_000)
        refuse_by_content(file_name, content)
        try:
            process = self._idle.popleft()
        except IndexError:
            process = READERS.take()
        try:
            sheets = _read_in_child(process, file_name, content)
        except BaseException:
            _end(process)
            raise
        self._idle.append(process)
        return sheets


_SAVED = re.compile(rb"<dcterms:modified[^>]*>([^<]{10,40})</dcterms:modified>")
_PROPERTIES, _PROPERTIES_LIMIT = "docProps/core.xml", 65_536


def saved_at(content: bytes) -> datetime | None:
    """When a workbook that can be used says that it was last saved; None where it does not say."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_PROPERTIES) as properties:
            said = _SAVED.search(properties.read(_PROPERTIES_LIMIT))
            moment = datetime.fromisoformat(said[1].decode().strip()) if said else None
            return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
    except (KeyError, *DAMAGE):
        return None


def open_workbook(file_name: str, content: bytes) -> list[Sheet]:
    """The worksheets of one workbook, read in a process of its own (see ReaderBatch.open)."""
    with ReaderBatch() as batch:
        return batch.open(file_name, content)


def refuse_by_content(file_name: str, content: bytes) -> None:
    """Raise ReturnRefused for anything whose bytes already say that it cannot be used."""
    if not content:
        raise ReturnRefused(
            f"“{file_name}” is empty (0 bytes): the export may have failed. Export it again and upload it."
        )
    if len(content) > FILE_LIMIT_MB * 1_000_000:
        raise ReturnRefused(
            f"“{file_name}” is {len(content) / 1e6:,.0f} MB, and a return may have {FILE_LIMIT_MB} MB at "
            "most. Remove sheets and pictures that are not part of the return and upload it again."
        )
    if content.startswith(_ZIP):
        _refuse_zip(file_name, content)
    elif content.startswith(_OLE):
        _refuse_ole(file_name, content)
    else:
        raise ReturnRefused(_not_a_workbook(file_name, content))


def _cut_off(file_name: str) -> ReturnRefused:
    return ReturnRefused(
        f"“{file_name}” is damaged or cut off: it starts like a workbook but its end is missing or broken. "
        "Copy or export it again, open it in Excel to check, and upload it."
    )


def _refuse_zip(file_name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except DAMAGE:
        raise _cut_off(file_name) from None
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names and len(inside := workbooks_inside(names)) > 1:
        raise ReturnRefused(
            f"“{file_name}” is a zip archive of {len(inside)} workbooks (“{inside[0]}”, “{inside[1]}” …). Unpack it and "
            "upload the returns themselves."
        )
    if kind := _other_kind(names):
        raise ReturnRefused(
            f"“{file_name}” is {kind}, not an Excel workbook that can be read here. Open it, save it as an "
            "Excel workbook (.xlsx) and upload that."
        )
    inflated = sum(part.file_size for part in parts)
    if inflated > INFLATED_LIMIT_MB * 1_000_000 or len(parts) > PART_LIMIT:
        raise ReturnRefused(
            f"“{file_name}” would unpack to {inflated / 1e6:,.0f} MB in {len(parts):,} parts; a return may "
            f"have {INFLATED_LIMIT_MB} MB in {PART_LIMIT:,} parts. It is not a return as a council's system "
            "writes it. Export it again."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ReturnRefused(_locked(file_name))


_CHUNK = 1 << 20
_SUSPECT = (b"hidden=", b"f>", b' ht="0', b' width="0')
"""What a part has where rows or columns are hidden or cells hold formulas."""


def _suspects_unless_damaged(file_name: str, content: bytes) -> list[int]:
    """Inflate every part once and compare its checksum: a directory that lies about sizes is found out here.

    Gives the numbers of the parts in which rows or columns may be hidden or formulas may have no result.
    """
    suspects: set[int] = set()
    if not content.startswith(_ZIP):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for number, part in enumerate(archive.infolist()):
                with archive.open(part) as opened:
                    last = b""
                    while chunk := opened.read(_CHUNK):
                        if number not in suspects and any(
                            mark in chunk or mark in last + chunk[:8] for mark in _SUSPECT
                        ):
                            suspects.add(number)
                        last = chunk[-8:]
    except DAMAGE:
        raise _cut_off(file_name) from None
    return sorted(suspects)


def _other_kind(names: set[str]) -> str | None:
    if "xl/workbook.xml" in names:
        return None
    if "xl/workbook.bin" in names:
        return "a binary workbook (.xlsb)"
    if "content.xml" in names:
        return "an OpenDocument file"
    if "word/document.xml" in names:
        return "a Word document"
    if "ppt/presentation.xml" in names:
        return "a PowerPoint presentation"
    return None if any(name.lower().endswith("workbook.xml") for name in names) else "a zip archive"


_RIGHTS = ("DRMEncrypted", "DRMContent", "DRMViewerContent", "DRMTransform")
"""Names inside an older Office container that rights management gives."""


def _refuse_ole(file_name: str, content: bytes) -> None:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    is_encrypted = holds("EncryptedPackage")
    if any(map(holds, _RIGHTS)) or (is_encrypted and not holds("EncryptionInfo")):
        raise ReturnRefused(_labelled(file_name))
    if is_encrypted:
        raise ReturnRefused(_locked(file_name))
    if not any(map(holds, ("Workbook", "Book"))):
        raise ReturnRefused(
            f"“{file_name}” is an older Office file but not an Excel workbook. Choose the return itself, "
            "saved as .xlsx or .xls."
        )


def _labelled(file_name: str) -> str:
    return (
        f"“{file_name}” is encrypted by a sensitivity label or rights management (there is no password to clear), so only people "
        "whom the label names can open it, and it cannot be read here. In Excel choose Home, Sensitivity and a label that does not "
        "encrypt (or File, Info, Protect Workbook, Restrict Access, Unrestricted Access), save a copy as .xlsx, and upload that."
    )


def _locked(file_name: str) -> str:
    return (
        f"“{file_name}” is locked with a password. In Excel choose File, Info, Protect Workbook, Encrypt with "
        "Password, clear the password, save, and upload it again. An .xls that opens without asking for one is locked by "
        "Review, Protect Workbook: switch that off, or save it as .xlsx."
    )


def _not_a_workbook(file_name: str, content: bytes) -> str:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"%PDF"):
        return f"“{file_name}” is a PDF, not a workbook. Upload the Excel return that it was made from."
    if start[:200].lower().startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<")):
        return (
            f"“{file_name}” is a web page or XML file, not a workbook, whatever its name. Open it in Excel, save it as an Excel "
            "workbook (.xlsx) and upload that."
        )
    with suppress(UnicodeDecodeError):
        text = content[:4096].decode(
            "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "strict"
        )
        if text.isprintable() or any(mark in text for mark in (",", "\t", ";", "\n")):
            return (
                f"“{file_name}” is a text file (CSV), not a workbook, whatever its name. Open it in Excel, save it as an Excel "
                "workbook (.xlsx) and upload that."
            )
    if start.isascii() and b"," in start:
        return (
            f"“{file_name}” is a text file (CSV), not a workbook, whatever its name. Open it in Excel, save it as an Excel "
            "workbook (.xlsx) and upload that."
        )
    return (
        f"“{file_name}” is not an Excel workbook: its content is of another kind. Choose the return itself, saved as "
        ".xlsx, .xlsm or .xls."
    )


def _start_reader() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", str(_SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    process.wait()


def _read_in_child(process: subprocess.Popen[bytes], file_name: str, content: bytes) -> list[Sheet]:
    """Let the child parse while the archive's checksums are checked here; sheets are taken over as they come."""
    timer = threading.Timer(SECONDS_LIMIT, process.kill)
    timer.start()
    sheets: list[Sheet] = []
    line: dict[str, object] = {}
    places: dict[str, dict[str, list[list[int]]]] = {}
    try:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(struct.pack(">Q", len(content)))
        process.stdin.write(content)
        process.stdin.flush()
        process.stdin.write(json.dumps(_suspects_unless_damaged(file_name, content)).encode() + b"\n")
        process.stdin.flush()
        while "size" in (line := json.loads(process.stdout.readline() or "{}")):
            sheets.append(_sheet(line, process.stdout))
        if "ended" in line:
            places = json.loads(process.stdout.readline())["places"]
    except (BrokenPipeError, json.JSONDecodeError, pa.ArrowInvalid, EOFError):
        line = {}
    finally:
        timer.cancel()
    if "ended" in line:
        return _with_visible_names([_with_places(sheet, places.get(sheet.name, {})) for sheet in sheets])
    raise ReturnRefused(_reader_failed(file_name, line.get("failed")))


def _sheet(about: dict[str, object], stream: IO[bytes]) -> Sheet:
    size = int(str(about["size"]))
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    with pa.ipc.open_stream(content) as reader:
        cells = reader.read_all().combine_chunks()
    encoded = pa.table({name: cells.column(name).dictionary_encode() for name in cells.column_names})
    errors = about["errors"]
    assert isinstance(errors, list)
    hidden = _VISIBILITY[str(about["visible"])]
    return Sheet(
        str(about["name"]), encoded, tuple((row, column) for row, column, _ in errors), hidden=hidden
    )


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


def _reader_failed(file_name: str, reason: object) -> str:
    if isinstance(reason, str) and "password" in reason.lower():
        return _locked(file_name)
    if reason is None or reason == "too large":
        return (
            f"“{file_name}” claims more cells than a return can have, so it was not opened (often one stray cell far "
            "down or far to the right). In Excel delete the empty rows and columns beyond the data, save, and upload "
            "it again."
        )
    return (
        f"“{file_name}” cannot be read as an Excel workbook: it is damaged or was not written by Excel. Open it in "
        "Excel, save it as .xlsx and upload it again."
    )
