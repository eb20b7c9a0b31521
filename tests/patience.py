"""How long something may take."""

from __future__ import annotations

import os


def allowed(seconds: float) -> float:
    """The limit on a machine that does nothing else; three times as long while other tests run beside this one."""
    return seconds * (3 if "PYTEST_XDIST_WORKER" in os.environ else 1)
