"""Returns that are the same for every session of a server, read once: the demonstrations, and the folder that a team names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.as_reported import NotRead
from data.notes import Said
from data.restated import restated_lately
from data.returns.problems import ReturnRefused
from data.returns_folder import contents_of, read_folder
from data.sample import returns_in
from data.store import Shelf, Store
from data.store.memory import give_back
from data.store.shelf import ANSWERS_KEPT_FOR_ALL


@dataclass(frozen=True)
class Shared:
    """A shelf that every session may ask, what was said of its returns, and why what is not on it could not be used."""

    shelf: Shelf
    said: tuple[Said, ...] = ()
    refused: tuple[str, ...] = ()


class SharedReturns:
    """Reads what is shared, each once and one after the other, in the background.

    What every panel page says of restated figures is worked out with it, and kept for all.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "shared returns")
        self._reading: dict[Hashable, Future[Shared]] = {}
        self._folder: tuple[Path, Hashable] | None = None
        self._lock = threading.Lock()

    def demonstration(self, folder: str) -> Future[Shared]:
        """A demonstration's returns."""
        return self._read(folder, lambda: self._demonstration(folder))

    def folder(self, folder: Path) -> Future[Shared]:
        """A folder's returns as they were last read whole; a folder that has changed since is read anew behind them."""
        newest = self.newest(folder)
        with self._lock:
            of_same = self._folder is not None and self._folder[0] == folder
            before = self._reading.get(self._folder) if of_same else None
        if newest.done() or before is None or before is newest:
            return newest
        return before

    def newest(self, folder: Path) -> Future[Shared]:
        """A folder's returns as it holds them now; what was read of it before is let go when this is read."""
        key = (folder, contents_of(folder))
        reading = self._read(key, lambda: self._of_folder(folder))
        reading.add_done_callback(lambda _: self._supersede(key))
        return reading

    def _read(self, key: Hashable, read: Callable[[], Shared]) -> Future[Shared]:
        with self._lock:
            if key not in self._reading:
                self._reading[key] = self._pool.submit(read)
            return self._reading[key]

    def _supersede(self, key: tuple[Path, Hashable]) -> None:
        with self._lock:
            before, self._folder = self._folder, key
            if before is not None and before != key:
                self._reading.pop(before, None)

    def _demonstration(self, folder: str) -> Shared:
        store = Store()
        store.load_all([(name, content, None) for name, content in returns_in(folder)])
        _work_out_ahead(store)
        return Shared(store.shelf)

    def _of_folder(self, folder: Path) -> Shared:
        read = read_folder(folder)
        store = Store()
        said = tuple(kept.said for kept in read.sessions)
        for kept in said:
            store.notes.add_kept(kept)
        try:
            reports = [
                report for kept in read.sessions for report in store.load_all(kept.files, as_listed=True)
            ]
            reports += store.load_all(read.files) if read.files else []
        except ReturnRefused as refused:
            read.refused.append(str(refused))
        else:
            read.refused += [report.problems[0].message for report in reports if not report.accepted]
        _work_out_ahead(store)
        return Shared(store.shelf, said, tuple(read.refused))


def _work_out_ahead(store: Store) -> None:
    store.shelf.answers.most = ANSWERS_KEPT_FOR_ALL
    with suppress(NotRead):
        restated_lately(store)
    give_back()
