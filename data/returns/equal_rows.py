"""Rows that are equal: each row as one number, the same for rows that hold the same."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

_MOST_KEYS = 1 << 62


def row_keys(columns: Iterable[tuple[int, pa.Array]]) -> np.ndarray | None:
    """A number for each row, the same where rows hold the same texts in all columns; None without columns.

    Each column is how many different texts it has, and which of them each row holds (null where none).
    """
    keys: np.ndarray | None = None
    many = 1
    for texts, which in columns:
        places = which.fill_null(texts).to_numpy(zero_copy_only=False).astype(np.int64)
        if keys is None:
            keys, many = places, texts + 1
            continue
        if many * (texts + 1) > _MOST_KEYS:
            encoded = pa.array(keys).dictionary_encode()
            keys, many = encoded.indices.to_numpy().astype(np.int64), len(encoded.dictionary)
        keys, many = keys * (texts + 1) + places, many * (texts + 1)
    return keys


def equal_to_earlier(keys: np.ndarray) -> np.ndarray:
    """Which of some numbers came before among them."""
    again = np.zeros(len(keys), dtype=bool)
    in_order = np.sort(keys)
    repeated = np.unique(in_order[1:][in_order[1:] == in_order[:-1]])
    if len(repeated):
        places = np.flatnonzero(np.isin(keys, repeated))
        again[places] = True
        again[places[np.unique(keys[places], return_index=True)[1]]] = False
    return again
