"""The child process that parses the workbooks of one upload and is then thrown away.

Run as a script. For each workbook, its length and bytes come on standard input; it answers on standard output
with a JSON line and an Arrow stream for each sheet, and a last JSON line. A hostile workbook can abort the parser; here that
ends this process alone, and memory and processor time are limited where the platform can.
"""

from __future__ import annotations

import json
import struct
import sys

import fastexcel
import pyarrow as pa

MEMORY_LIMIT = 1_800_000_000
PROCESSOR_SECONDS = 30
CELL_LIMIT = 20_000_000
ANSWER_LIMIT = 250_000_000


def limit_resources() -> None:
    """Bound memory and processor time and forbid core files, where the platform has limits to set."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def sheet_table(sheet: fastexcel.ExcelSheet) -> tuple[pa.Table, list[tuple[int, int, str]]]:
    """The sheet's cells as text columns ``c0``, ``c1`` … and its error cells as (row, column, what)."""
    batch, errors = sheet.to_arrow_with_errors()
    table = pa.Table.from_batches([batch]).rename_columns([f"c{n}" for n in range(batch.num_columns)])
    found = [(*e.position, e.detail) for e in (errors.errors if errors else [])]
    return table, found


def answer(content: bytes) -> None:
    """Parse one workbook and answer sheet after sheet; the last line says that it ended, or why it failed."""
    cells = sent = 0
    try:
        workbook = fastexcel.read_excel(content)
        for name in workbook.sheet_names:
            sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string", skip_whitespace_tail_rows=True)
            cells += sheet.total_height * sheet.width
            if cells > CELL_LIMIT:
                raise MemoryError
            table, errors = sheet_table(sheet)
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, table.schema) as writer:
                writer.write_table(table)
            stream = sink.getvalue()
            sent += stream.size
            if sent > ANSWER_LIMIT:
                raise MemoryError
            say({"name": name, "size": stream.size, "errors": errors})
            sys.stdout.buffer.write(stream)
    except MemoryError:
        say({"failed": "too large"})
    except fastexcel.FastExcelError as error:
        say({"failed": str(error)})
    else:
        say({"ended": True})
    sys.stdout.buffer.flush()


def say(line: dict[str, object]) -> None:
    """Write one JSON line."""
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")


def main() -> None:
    """Answer workbook after workbook until standard input ends."""
    limit_resources()
    while len(header := sys.stdin.buffer.read(8)) == 8:
        answer(sys.stdin.buffer.read(*struct.unpack(">Q", header)))


if __name__ == "__main__":
    main()
