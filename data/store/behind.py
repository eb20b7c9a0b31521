"""What is done behind: tables are compressed once none has been made beside them for a moment."""

from __future__ import annotations

import atexit
import threading
import time
import weakref
from typing import Protocol

from data.store.memory import give_back

SECONDS_OF_REST = 2.0


class Compressible(Protocol):
    """A set of tables."""

    def compress(self) -> bool:
        """Let the tables take as little memory as they can; False where that is for later, as others are making tables."""
        ...


class Behind:
    """Compresses sets of tables in a thread of its own, which is there only while any waits.

    Nobody waits for it, and what is asked meanwhile is answered. A set that nobody holds any longer is let go.
    """

    def __init__(self, seconds_of_rest: float = SECONDS_OF_REST) -> None:
        self._rest = seconds_of_rest
        self._waiting: weakref.WeakKeyDictionary[Compressible, float] = weakref.WeakKeyDictionary()
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._ended = False
        atexit.register(self.end)

    def compress_soon(self, tables: Compressible) -> None:
        """Compress a set when nothing has been said of it for a moment."""
        with self._lock:
            self._waiting[tables] = time.monotonic()
            if self._timer is None:
                self._start()

    def leave(self, tables: Compressible) -> None:
        """Let a set go, which is dropped."""
        with self._lock:
            self._waiting.pop(tables, None)

    def end(self) -> None:
        """Begin nothing more, and wait for what is begun: the interpreter must not end in the middle of it."""
        with self._lock:
            timer, self._timer, self._ended = self._timer, None, True
        if timer is not None:
            timer.cancel()
            timer.join()

    def _start(self) -> None:
        if not self._ended:
            self._timer = threading.Timer(self._rest, self._work)
            self._timer.daemon = True
            self._timer.start()

    def _work(self) -> None:
        with self._lock:
            rested = time.monotonic() - self._rest
            ready = [tables for tables, since in self._waiting.items() if since <= rested]
            for tables in ready:
                del self._waiting[tables]
        later = [tables for tables in ready if not tables.compress()]
        if len(ready) > len(later):
            give_back()
        with self._lock:
            for tables in later:
                self._waiting.setdefault(tables, time.monotonic())
            self._timer = None
            if self._waiting:
                self._start()


BEHIND = Behind()
