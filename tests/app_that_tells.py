"""The app, served with one more address that tells what of a text can still be reached in the server's process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from components.app.server import serving
from data.store.database import Catalog

ROOT = Path(__file__).parents[1]


def places_of(marker: str) -> Iterator[str]:
    """Where a text is held: in an object that Python can reach, an Arrow table, or a table of any database."""
    gc.collect()
    for holder in gc.get_objects():
        try:
            yield from _held_by(holder, marker)
        except ReferenceError:
            continue


def _held_by(holder: object, marker: str) -> Iterator[str]:
    if isinstance(holder, Catalog):
        named = holder.query(
            "select table_name from duckdb_tables() where database_name = current_database()"
        ).to_pylist()
        for row in named:
            if marker in str(holder.query(f"select * from {row['table_name']}").to_pylist()):
                yield f"table {holder.name}.{row['table_name']}"
        return
    for held in gc.get_referents(holder):
        if isinstance(held, str) and marker in held:
            yield f"text in a {type(holder).__name__}: {held[:60]}"
        elif isinstance(held, bytes | bytearray) and marker.encode() in held:
            yield f"bytes in a {type(holder).__name__}"
        elif isinstance(held, pa.Table | pa.RecordBatch | pa.Array | pa.ChunkedArray) and marker in str(
            held.to_pylist()
        ):
            yield f"Arrow in a {type(holder).__name__}"


def tell(request: Request) -> JSONResponse:
    """The places that hold the reversed text asked for, so that the question itself holds none."""
    marker = request.query_params["reversed"][::-1]
    return JSONResponse(sorted({place for place in places_of(marker) if "frame" not in place})[:50])


app = st.App(ROOT / "components" / "app" / "frame.py", lifespan=serving, routes=[Route("/reachable", tell)])
