"""Freed memory given back to the system, where the platform can: it is kept by the allocators otherwise."""

from __future__ import annotations

import ctypes
from functools import cache

import _duckdb
import pyarrow as pa

_ARENA_MAX = -8
"""glibc's number for how many arenas threads may have."""


_PURGE_ALL = b"arena.4096.purge"
"""What DuckDB's own allocator, jemalloc, is told so that it gives back all that was freed: its number for all arenas is 4096."""


def use_few_arenas() -> None:
    """Let threads share two of glibc's arenas: with one a session's thread each keeps what it has freed for itself."""
    if (set_option := _of_library("mallopt")) is not None:
        set_option(_ARENA_MAX, 2)


def give_back() -> None:
    """Give back what Arrow, DuckDB and the C library hold of freed memory."""
    pa.default_memory_pool().release_unused()
    if (control := _of_library("duckdb_je_mallctl", _duckdb.__file__)) is not None:
        control(_PURGE_ALL, None, None, None, ctypes.c_size_t(0))
    if (trim := _of_library("malloc_trim")) is not None:
        trim(0)


@cache
def _of_library(name: str, file: str | None = None) -> ctypes._FuncPointer | None:
    """A function of a library that is loaded already, the C library unless named; None where it has none of that name.

    Only glibc has those used here, and DuckDB its own allocator only where it is built with one.
    """
    try:
        return getattr(ctypes.CDLL(file), name, None)
    except (OSError, TypeError):
        return None
