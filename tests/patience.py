"""How long something may take, measured so that a busy machine fails no test."""

from __future__ import annotations

import os

SECONDS = 300
"""How long a test waits for what it tests before it gives up: many times what it takes, for a machine that is busy."""

MILLISECONDS = 1000 * SECONDS


def allowed(seconds: float) -> float:
    """The limit on a machine that does nothing else; three times as long while other tests run beside this one."""
    return seconds * (3 if "PYTEST_XDIST_WORKER" in os.environ else 1)


def processor_time() -> float:
    """Seconds of processor time of this process and of the children it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
