"""A child process that parses its share of the workbooks of one upload and is then thrown away.

Run as a script. For each workbook, its length, which share of how many, and its bytes come on standard input; it answers on
standard output with a JSON line and the columns of each sheet of its share, and a last JSON line. Then comes a JSON line with the
numbers of the parts in which rows or columns may be hidden or formulas may have no result, and it answers with a JSON line of
what is so, by sheet. A hostile workbook can abort the parser; here that ends this process alone, and memory and processor time
are limited where the platform can.
"""

from __future__ import annotations

import ctypes
import io
import json
import posixpath
import re
import struct
import sys
import types
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from typing import ClassVar
from xml.parsers import expat

import fastexcel

MEMORY_LIMIT = 1_800_000_000
PROCESSOR_SECONDS = 30
CELL_LIMIT = 20_000_000
ANSWER_LIMIT = 250_000_000
INDEX_LIMIT = 4_000_000
"""Bytes of the part that lists the sheets, and of the part that says where they are."""

PLACES_LIMIT = 200_000
"""Cells without a result, or runs of hidden rows, of one sheet that are told; a sheet of more is told by the first of them."""

PADDED_TO = 8
"""Each buffer is followed by as many bytes as make a multiple of so many."""

DAMAGE = (zipfile.BadZipFile, expat.ExpatError, StopIteration, LookupError, ValueError, OSError, MemoryError)
"""What looking into a workbook's own XML raises where that is not as it should be."""


def limit_resources() -> None:
    """Bound memory and processor time and forbid core files, where the platform has limits to set."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class ArrowArray(ctypes.Structure):
    """An array as Arrow's C data interface lays it out."""


ArrowArray._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    ("private_data", ctypes.c_void_p),
]


class ArrowArrayStream(ctypes.Structure):
    """A stream of arrays as Arrow's C stream interface lays it out."""

    _fields_: ClassVar = [
        ("get_schema", ctypes.c_void_p),
        ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)),
        ("get_last_error", ctypes.c_void_p),
        ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("private_data", ctypes.c_void_p),
    ]


class TextColumns:
    """A sheet's columns of texts where fastexcel has left them in memory.

    Of each of the ``rows`` and columns ``buffers`` has three: which cells are filled (empty where all are), where each text
    begins, and the texts. fastexcel hands them to ``pyarrow.RecordBatchReader``. This stands in its place (see ``main``), since
    importing pyarrow costs several times as much as all else that a reader does before its workbook comes.
    """

    def __init__(self, batch: ArrowArray) -> None:
        self._batch = batch
        columns = [batch.children[index].contents for index in range(batch.n_children)]
        self.rows: int = columns[0].length if columns else 0
        self.buffers = [buffer for column in columns for buffer in _buffers(column)]

    @classmethod
    def _import_from_c(cls, address: int) -> TextColumns:
        stream, batch = ArrowArrayStream.from_address(address), ArrowArray()
        failed = stream.get_next(address, ctypes.addressof(batch))
        stream.release(address)
        if failed:
            raise MemoryError
        return cls(batch)

    def read_next_batch(self) -> TextColumns:
        """The columns themselves: a sheet is one batch."""
        return self

    def release(self) -> None:
        """Give the memory back; the buffers are gone."""
        self._batch.release(ctypes.addressof(self._batch))


def _buffers(column: ArrowArray) -> list[memoryview]:
    """The three buffers of a column, which is not part of a larger one."""
    assert column.offset == 0 and column.n_buffers == 3
    filled, starts, texts = column.buffers[:3]
    ends = ctypes.c_int32.from_address(starts + 4 * column.length).value if starts else 0
    sizes = ((filled, (column.length + 7) // 8), (starts, 4 * (column.length + 1)), (texts, ends))
    return [memoryview((ctypes.c_char * size).from_address(place) if place else b"") for place, size in sizes]


def answer(content: bytes, share: int, of: int) -> list[str]:
    """Parse a share of one workbook and answer sheet after sheet; the last line says that it ended, or why it failed.

    Gives the names of the sheets of the share.
    """
    cells = sent = 0
    own: list[str] = []
    try:
        workbook = fastexcel.read_excel(content)
        for place, name in shared_out(workbook.sheet_names, content, of)[share]:
            own.append(name)
            sheet = workbook.load_sheet(
                name, header_row=None, skip_rows=0, dtypes="string", skip_whitespace_tail_rows=True
            )
            cells += sheet.total_height * sheet.width
            if cells > CELL_LIMIT:
                raise MemoryError
            texts, errors = sheet.to_arrow_with_errors()
            assert isinstance(texts, TextColumns)
            sent += sum(map(len, texts.buffers))
            if sent > ANSWER_LIMIT:
                raise MemoryError
            places = [error.position for error in errors.errors] if errors else []
            about = {"name": name, "visible": sheet.visible, "errors": places}
            say(place=place, rows=texts.rows, sizes=[len(buffer) for buffer in texts.buffers], **about)
            for buffer in texts.buffers:
                sys.stdout.buffer.write(buffer)
                sys.stdout.buffer.write(bytes(-len(buffer) % PADDED_TO))
            sys.stdout.buffer.flush()
            texts.release()
    except MemoryError:
        say(failed="too large")
    except fastexcel.FastExcelError as error:
        say(failed=str(error))
    else:
        say(ended=True)
    sys.stdout.buffer.flush()
    return own


def shared_out(names: list[str], content: bytes, readers: int) -> list[list[tuple[int, str]]]:
    """The sheets, each with its place, of each reader's share: about as many bytes of XML for each."""
    shares: list[list[tuple[int, str]]] = [[] for _ in range(readers)]
    sizes: dict[str, int] = {}
    if readers > 1:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                sizes = {name: archive.getinfo(part).file_size for name, part in sheet_parts(archive).items()}
        except DAMAGE:
            sizes = {}
    loads = [0] * readers
    for place, name in sorted(enumerate(names), key=lambda sheet: -sizes.get(sheet[1], 1)):
        least = loads.index(min(loads))
        shares[least].append((place, name))
        loads[least] += sizes.get(name, 1)
    return shares


_ATTRIBUTE = r"""\b{}\s*=\s*["']{}["']"""
_HIDDEN = re.compile(
    f"{_ATTRIBUTE.format('hidden', '(?:1|true)')}|{_ATTRIBUTE.format('(?:ht|width)', r'0(?:[.]0+)?')}".encode()
)
_NUMBER = re.compile(_ATTRIBUTE.format("r", r"(\d+)").encode())
_PLACE = re.compile(_ATTRIBUTE.format("r", r"([A-Z]+)(\d+)").encode())
_FIRST = re.compile(_ATTRIBUTE.format("min", r"(\d+)").encode())
_LAST = re.compile(_ATTRIBUTE.format("max", r"(\d+)").encode())
_TEXT_RESULT = re.compile(_ATTRIBUTE.format("t", "str").encode())
_PREFIX = re.compile(rb"<((?:\w+:)?)worksheet[\s>]")


def hidden_and_uncalculated(part: bytes) -> dict[str, list[list[int]]]:
    """What a sheet's XML says of it: ``rows`` and ``columns`` that are hidden, as runs (first, last) from 0, and the cells
    (row, column) from 0 whose formula has no stored result, ``uncalculated``.
    """
    root = _PREFIX.search(part, 0, 4096)
    prefix = root[1] if root else b""
    rows: list[list[int]] = []
    starts: list[tuple[int, int]] = []
    number = -1
    for row in re.finditer(rb"<%brow(?:\s[^>]*)?>" % prefix, part):
        given = _NUMBER.search(row[0])
        number = int(given[1]) - 1 if given else number + 1
        starts.append((row.start(), number))
        if _HIDDEN.search(row[0]):
            if rows and rows[-1][1] == number - 1:
                rows[-1][1] = number
            else:
                rows.append([number, number])
    before_rows = part[: starts[0][0]] if starts else part
    columns = [
        [int(first[1]) - 1, int(last[1]) - 1]
        for tag in re.findall(rb"<%bcol\s[^>]*>" % prefix, before_rows)
        if _HIDDEN.search(tag) and (first := _FIRST.search(tag)) and (last := _LAST.search(tag))
    ]
    uncalculated = list(islice(_uncalculated(part, starts, prefix), PLACES_LIMIT))
    return {"rows": rows[:PLACES_LIMIT], "columns": columns, "uncalculated": uncalculated}


def _uncalculated(part: bytes, starts: list[tuple[int, int]], prefix: bytes) -> Iterator[list[int]]:
    """The cells (row, column) whose formula has no stored result; ``starts`` has where each row begins and its number.

    An empty text is a result where the cell says that its result is text.
    """
    formula = re.compile(
        rb"<%bf(?:\s[^>]*)?(?:/>|(?<!/)>[^<]*</%bf\s*>|(?<=/)>)\s*(?:(<%bv(?:\s[^>]*)?(?:/>|>\s*</))|</)"
        % ((prefix,) * 3)
    )
    cell = re.compile(rb"<%bc[\s>/]" % prefix)
    row = 0
    for bare in formula.finditer(part):
        while row + 1 < len(starts) and starts[row + 1][0] < bare.start():
            row += 1
        start, number = starts[row]
        opening = part.rfind(b"<", start, bare.start())
        tag = part[opening : bare.start()]
        if bare[1] and _TEXT_RESULT.search(tag):
            continue
        if place := _PLACE.search(tag):
            yield [int(place[2]) - 1, _column_number(place[1].decode())]
        else:
            yield [number, len(cell.findall(part, start, bare.start())) - 1]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def look_closely(
    content: bytes, own: list[str], suspects: list[int]
) -> dict[str, dict[str, list[list[int]]]]:
    """By sheet of one's own, what is hidden in it or has no result; of the parts of these numbers alone."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {parts[number].filename for number in suspects}
        return {
            name: hidden_and_uncalculated(archive.read(part))
            for name, part in sheet_parts(archive).items()
            if part in names and name in own
        }


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive, as it is named there, that holds each sheet."""
    named = {_plain(name): name for name in archive.namelist()}
    index = next(name for name in named if name.endswith("xl/workbook.xml"))
    folder = posixpath.dirname(index)
    targets: dict[str, str] = {}
    listed: list[tuple[str, str]] = []

    def relation(_: str, attributes: dict[str, str]) -> None:
        targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            relation_id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            listed.append((attributes.get("name", ""), relation_id))

    _parse(archive, named[f"{folder}/_rels/workbook.xml.rels"], relation)
    _parse(archive, named[index], sheet)
    sheets = {}
    for name, relation_id in listed:
        target = targets.get(relation_id, "")
        path = _plain(
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        )
        if path in named:
            sheets[name] = named[path]
    return sheets


def _parse(archive: zipfile.ZipFile, part: str, tell: Callable[[str, dict[str, str]], None]) -> None:
    """Tell each element of a small part: its tag and attributes."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = tell
    with archive.open(part) as opened:
        parser.Parse(opened.read(INDEX_LIMIT), True)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()


def say(**line: object) -> None:
    """Write one JSON line."""
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")


def main() -> None:
    """Answer workbook after workbook until standard input ends."""
    limit_resources()
    stand_in = types.ModuleType("pyarrow")
    stand_in.__dict__["RecordBatchReader"] = TextColumns
    sys.modules["pyarrow"] = stand_in
    while len(header := sys.stdin.buffer.read(12)) == 12:
        size, share, of = struct.unpack(">QHH", header)
        content = sys.stdin.buffer.read(size)
        own = answer(content, share, of)
        suspects = json.loads(sys.stdin.buffer.readline() or "[]")
        try:
            places = look_closely(content, own, suspects) if suspects else {}
        except DAMAGE:
            places = {}
        say(places=places)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
