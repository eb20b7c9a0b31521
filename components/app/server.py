"""What the server does besides answering sessions: it reads ahead what all of them ask, and ends those whose tab is closed."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.formparsers import MultiPartParser
from streamlit import App
from streamlit.runtime import get_instance

from components.app.looking_ahead import look_ahead
from components.session.clearing import clear_state
from components.session.shared import read_ahead
from data.returns.opening import READERS
from data.returns.refusing import FILE_LIMIT_MB
from data.store.memory import give_back, use_few_arenas

SECONDS_BETWEEN = 10
"""How often sessions are looked for whose tab has been closed for longer than ``server.disconnectedSessionTTL``."""


@asynccontextmanager
async def serving(_: App) -> AsyncIterator[None]:
    """Work for as long as the server runs."""
    use_few_arenas()
    keep_uploads_in_memory()
    READERS.start_ahead()
    reading = read_ahead()
    at_work = [asyncio.create_task(_end_closed_sessions())]
    if reading is not None:
        at_work.append(asyncio.create_task(asyncio.to_thread(lambda: look_ahead(reading.result().shelf))))
    yield
    for task in at_work:
        task.cancel()


def keep_uploads_in_memory() -> None:
    """Let Starlette keep any upload that is allowed in memory: beyond 1 MB it would write a temporary file."""
    MultiPartParser.spool_max_size = (FILE_LIMIT_MB + 10) * 1024 * 1024


async def _end_closed_sessions() -> None:
    while True:
        await asyncio.sleep(SECONDS_BETWEEN)
        end_closed_sessions()
        await asyncio.to_thread(give_back)


def end_closed_sessions() -> int:
    """End the sessions whose time is over; how many there were.

    Streamlit keeps the session of a closed tab for the time set, and then until another tab is closed: on a quiet server
    for good. A session that may still be taken up again is left alone.
    """
    sessions = get_instance()._session_mgr._session_storage._cache  # type: ignore[attr-defined]
    over = [info.session for _, info in sessions.expire()]
    for session in over:
        session.shutdown()
        clear_state(session.session_state)
    number = len(over)
    if over:
        del over, session
        gc.collect()
    return number
