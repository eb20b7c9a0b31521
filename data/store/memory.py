"""Freed memory given back to the system, where the platform can: it is kept by the allocators otherwise."""

from __future__ import annotations

import ctypes
from functools import cache

import pyarrow as pa

_ARENA_MAX = -8
"""glibc's number for how many arenas threads may have."""


def use_few_arenas() -> None:
    """Let threads share two of glibc's arenas: with one a session's thread each keeps what it has freed for itself."""
    if (set_option := _of_c_library("mallopt")) is not None:
        set_option(_ARENA_MAX, 2)


def give_back() -> None:
    """Give back what Arrow and the C library hold of freed memory."""
    pa.default_memory_pool().release_unused()
    if (trim := _of_c_library("malloc_trim")) is not None:
        trim(0)


@cache
def _of_c_library(name: str) -> ctypes._FuncPointer | None:
    """A function of glibc; other C libraries lack those used here."""
    try:
        return getattr(ctypes.CDLL(None), name, None)
    except (OSError, TypeError):
        return None
