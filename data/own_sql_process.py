"""A process that runs one query that somebody typed over the rows it is handed, and is then thrown away.

Run as a module. A JSON line comes on standard input: the text, the names of the documented views, and the limits. It answers on
standard output with a JSON line: why the text is refused, or which views it reads. Their rows come as Arrow streams, in that order;
it answers with a last JSON line, and the result as an Arrow stream. Nothing but those rows is in reach of a query: files, network,
extensions and settings are locked away, the environment is empty, and memory and processor time are limited where the platform can.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Sequence
from itertools import count

import duckdb
import pyarrow as pa

from data.own_sql_check import Refused, in_one_line, views_read

ANSWER_LIMIT = 20_000_000
"""Bytes of a result."""

BESIDES = 1_000_000_000
"""Bytes of address space that the interpreter and the engine take before any row is there, and while they work."""

MOST_COLUMNS = 500

EXPRESSIONS_DEEP = 250

_CONNECT: dict[str, str | bool | int | float | list[str]] = {
    "python_enable_replacements": False,
    "threads": 1,
    "async_threads": 0,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "max_expression_depth": EXPRESSIONS_DEEP,
}
_LOCK = ("set temp_directory = ''", "set enable_external_access = false", "set lock_configuration = true")

_PLAIN = {
    *("BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    *("HUGEINT", "FLOAT", "DOUBLE", "VARCHAR", "DATE", "TIMESTAMP"),
}
"""Types whose values are handed on as they are."""

TOO_MUCH_MEMORY = (
    "The query needs more memory than one may use ({memory} MB): ask for fewer rows, or join on more columns."
)
TOO_LONG = (
    "The query was stopped: it took longer than {seconds:g} seconds. Narrow it down, or join on more columns."
)
_TOO_LARGE = (
    f"The result is larger than {ANSWER_LIMIT // 1_000_000} MB: ask for fewer columns, or for shorter texts."
)


def locked_database(memory_mb: int) -> duckdb.DuckDBPyConnection:
    """An unnamed database in memory that reaches nothing outside it."""
    connection = duckdb.connect(":memory:", config=_CONNECT | {"memory_limit": f"{memory_mb}MB"})
    for setting in _LOCK:
        connection.execute(setting)
    return connection


def result(
    connection: duckdb.DuckDBPyConnection, text: str, rows: int, seconds: float, memory_mb: int
) -> pa.Table:
    """The first ``rows`` + 1 rows that a checked text answers. Raises Refused with a sentence that holds no value of any row.

    What is no number, day, truth or text is given as the text that the engine makes of it.
    """
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    try:
        timer.start()
        asked = connection.sql(text)
        if len(asked.columns) > MOST_COLUMNS:
            raise Refused(
                f"The result has {len(asked.columns):,} columns, and {MOST_COLUMNS} are shown: name those that are needed."
            )
        shown = ", ".join(_shown(place, str(kind)) for place, kind in enumerate(asked.types))
        table = asked.limit(rows + 1).project(shown).to_arrow_table()
        if table.nbytes > ANSWER_LIMIT:
            raise Refused(_TOO_LARGE)
        return table.rename_columns(_told_apart(asked.columns))
    except duckdb.InterruptException:
        raise Refused(TOO_LONG.format(seconds=seconds)) from None
    except (duckdb.OutOfMemoryException, MemoryError):
        raise Refused(TOO_MUCH_MEMORY.format(memory=memory_mb)) from None
    except (duckdb.Error, pa.ArrowException, RuntimeError, ValueError) as error:
        raise Refused(_sentence(error)) from None
    finally:
        timer.cancel()


def _shown(place: int, kind: str) -> str:
    column = f"#{place + 1}"
    is_plain = kind in _PLAIN or kind.startswith("DECIMAL")
    return f"{column if is_plain else f'cast({column} as varchar)'} as c{place}"


def _told_apart(names: Sequence[str]) -> list[str]:
    """The names, with a number behind each that stood before."""
    given: list[str] = []
    for name in names:
        again = name
        for number in count(2):
            if again not in given:
                break
            again = f"{name} ({number})"
        given.append(again)
    return given


def _sentence(error: Exception) -> str:
    """What went wrong. What the engine says before it reads a row is about the text; anything later may quote a row."""
    match error:
        case duckdb.BinderException() | duckdb.CatalogException() | duckdb.ParserException():
            return f"The query cannot be run: {in_one_line(str(error))}"
        case duckdb.ConversionException():
            return "A value cannot be turned into the type asked for. try_cast(… as …) gives null there."
        case duckdb.OutOfRangeException() | duckdb.InvalidInputException():
            return "A value is outside what a function or a type can hold."
    return "The engine cannot run this query. Try it in smaller parts."


def limit_resources(memory_mb: int, seconds: float) -> None:
    """Bound memory and processor time and forbid core files, where the platform has limits to set."""
    try:
        import resource
    except ImportError:
        return
    memory = memory_mb * 1_000_000 + BESIDES
    processor = int(seconds) + 5
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _take(connection: duckdb.DuckDBPyConnection, views: Sequence[str]) -> None:
    """Make a table of each view's rows, as they come."""
    for name in views:
        with pa.ipc.open_stream(sys.stdin.buffer) as rows:
            connection.register("incoming", rows)
            connection.execute(f'create table "{name}" as select * from incoming')
            connection.unregister("incoming")


def say(**line: object) -> None:
    """Write one JSON line."""
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Answer one query.

    The engine would import pandas to see whether what it is handed is a frame, which takes longer than all else here.
    """
    sys.modules["pandas"] = None  # type: ignore[assignment]
    asked = json.loads(sys.stdin.buffer.readline())
    rows, seconds, memory_mb = asked["rows"], asked["seconds"], asked["memory_mb"]
    limit_resources(memory_mb, seconds)
    connection = locked_database(memory_mb)
    try:
        views = views_read(connection, asked["text"], asked["views"])
        say(views=views)
        try:
            _take(connection, views)
        except (duckdb.OutOfMemoryException, MemoryError):
            raise Refused(TOO_MUCH_MEMORY.format(memory=memory_mb)) from None
        table = result(connection, asked["text"], rows, seconds, memory_mb)
    except Refused as refused:
        say(refused=str(refused))
        return
    say(is_cut=table.num_rows > rows)
    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
        stream.write_table(table.slice(0, rows))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
