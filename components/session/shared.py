"""What all sessions of this server ask: the demonstrations and the team's own folder, read once."""

from __future__ import annotations

import sys
from concurrent.futures import Future

from data.returns_folder import folder_named
from data.sample import DEMONSTRATION_FLAG, EXAMPLE_COUNTY
from data.shared_returns import Shared, SharedReturns

SHARED = SharedReturns()


def starts_with_demonstration() -> bool:
    """Whether the app was started to open on the Example county."""
    return DEMONSTRATION_FLAG in sys.argv


def read_ahead() -> Future[Shared] | None:
    """Begin to read what a session begins with, before there is any; None where it begins with nothing."""
    if starts_with_demonstration():
        return SHARED.demonstration(EXAMPLE_COUNTY)
    folder = folder_named()
    return None if folder is None else SHARED.newest(folder)
