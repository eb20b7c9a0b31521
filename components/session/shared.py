"""What all sessions of this server ask: the demonstrations and the team's own folder, read once."""

from __future__ import annotations

import sys

from data.returns_folder import folder_named
from data.sample import DEMONSTRATION_FLAG, EXAMPLE_COUNTY
from data.shared_returns import SharedReturns

SHARED = SharedReturns()


def starts_with_demonstration() -> bool:
    """Whether the app was started to open on the Example county."""
    return DEMONSTRATION_FLAG in sys.argv


def read_ahead() -> None:
    """Begin to read what a session begins with, before there is any."""
    if starts_with_demonstration():
        SHARED.demonstration(EXAMPLE_COUNTY)
    elif (folder := folder_named()) is not None:
        SHARED.newest(folder)
