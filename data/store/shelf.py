"""What is in use: some returns and the tables of their rows. A shelf never changes; what is used or undone gives another."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count

import pandas as pd
import pyarrow as pa

from data.as_reported import FirstReadings
from data.lists.loaded_return import LoadedReturn
from data.returns.recognition import LAYOUTS
from data.returns.staging import rows_to_store
from data.store.database import Catalog, Database, NewTable
from data.store.intake import Arrival
from data.store.return_file import ReturnFile
from data.store.tables import Tables

ANSWERS_KEPT, ANSWERS_KEPT_FOR_ALL, ROWS_KEPT = 150, 2000, 2000
"""How many answers a session's own shelf keeps and one that all sessions ask, and of how many rows at most.

A page drawn again asks nothing twice. An answer takes some 30 kB, which every private session would have for itself.
"""

_VERSIONS = count(1)


class KeptAnswers:
    """Small answers and what is made of them, kept for as long as their shelf; what was asked for longest ago goes first."""

    def __init__(self) -> None:
        self.most = ANSWERS_KEPT
        self._answers: OrderedDict[object, object] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, asked: object) -> object | None:
        """The answer where it is kept; a table as a copy of one's own, other values are immutable."""
        with self._lock:
            answer = self._answers.get(asked)
            if answer is not None:
                self._answers.move_to_end(asked)
        return answer.copy() if isinstance(answer, pd.DataFrame) else answer

    def clear(self) -> None:
        """Let go of all of them."""
        with self._lock:
            self._answers.clear()

    def keep(self, asked: object, answer: object) -> None:
        """Keep an immutable value or a small table."""
        if isinstance(answer, pd.DataFrame):
            if len(answer) > ROWS_KEPT:
                return
            answer = answer.copy()
        with self._lock:
            self._answers[asked] = answer
            self._answers.move_to_end(asked)
            while len(self._answers) > self.most:
                self._answers.popitem(last=False)


@dataclass(frozen=True, eq=False)
class Shelf:
    """Returns in use, in the order they were loaded, with their files and tables.

    ``version`` differs for every shelf that there is. ``first_readings`` depend on which returns there are and on nothing
    else, so that the shelf which follows has them too.
    """

    returns: tuple[LoadedReturn, ...]
    files: Mapping[str, ReturnFile]
    tables: Tables
    next_id: int = 1
    first_readings: FirstReadings = field(default_factory=FirstReadings)
    answers: KeptAnswers = field(default_factory=KeptAnswers)
    version: int = field(default_factory=lambda: next(_VERSIONS))

    @property
    def database(self) -> Database:
        """Where its tables are."""
        return self.tables.catalog.database

    def again(self, next_id: int) -> Shelf:
        """The same taken up once more, as a shelf of its own; ids up to ``next_id`` have been given since."""
        return replace(self, next_id=next_id, version=next(_VERSIONS))


@cache
def empty_shelf() -> Shelf:
    """The shelf of nothing, the same for every session that has loaded nothing."""
    return Shelf((), {}, Tables(Database().catalog(), (), {}, ids_without_zeros=False))


def shelf_after(
    before: Shelf,
    database: Database,
    returns: Sequence[LoadedReturn],
    arrivals: Iterable[Arrival],
    ids_without_zeros: bool,
) -> Shelf:
    """The shelf of some returns, those of ``before`` by their rows there and the rest by what arrived.

    It is made in ``database``, whole; nothing of it is left, and ``before`` is as it was, where that fails. Raises
    OutOfMemory.
    """
    numbers = {one.id for one in returns}
    came = [one for one in arrivals if one.returned.id in numbers]
    kept = [one.id for one in before.returns if one.id in numbers]
    files = {file.fingerprint: file for file in (*before.files.values(), *(one.file for one in came))}
    catalog = database.catalog()
    try:
        held = _put_rows(catalog, before, kept, came)
        tables = Tables(catalog, returns, dict.fromkeys(held, catalog), ids_without_zeros)
        tables.merge()
    except BaseException:
        catalog.drop()
        raise
    same_children = before.tables.ids_without_zeros == ids_without_zeros
    return Shelf(
        tuple(returns),
        {one.fingerprint: files[one.fingerprint] for one in returns},
        tables,
        max([before.next_id, *(one.returned.id + 1 for one in came)]),
        before.first_readings.carried_on() if same_children else FirstReadings(),
    )


def _put_rows(catalog: Catalog, before: Shelf, kept: list[int], came: Sequence[Arrival]) -> list[str]:
    """Make the tables of typed rows; the names of those that there are."""
    arrived: dict[str, list[pa.Table]] = {}
    for one in came:
        for sheet in one.staged:
            arrived.setdefault(sheet.match.layout.name, []).append(rows_to_store(sheet, one.returned.id))
    tables = []
    of_kept = f"where return_id in ({', '.join(map(str, kept))})"
    for layout in LAYOUTS:
        name = f"returned_{layout.name}"
        sources, incoming = [], {}
        if kept and name in before.tables.returned:
            if before.database is catalog.database:
                source = f"{before.tables.returned[name].name}.main.{name} {of_kept}"
            else:
                incoming["held"] = before.tables.query(f"select * from {name} {of_kept}")
                source = "held"
            sources.append(f"select * from {source}")
        if layout.name in arrived:
            incoming["incoming"] = pa.concat_tables(arrived.pop(layout.name))
            sources.append("select * from incoming")
        if sources:
            tables.append(NewTable(name, " union all ".join(sources), incoming))
    catalog.make_all(tables)
    return [table.name for table in tables]
