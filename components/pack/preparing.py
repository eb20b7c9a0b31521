"""A pack as it is prepared: in a thread of its own, so that the page can say how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from components.pack.model import Report


class Preparing:
    """The pack of some choices (``key``), its charts converted; ``made`` has it once it is ready, or what stopped it."""

    def __init__(self, key: object, make: Callable[[], Report]) -> None:
        self.key = key
        self.made: Future[Report] = Future()
        self._make = make
        self._done, self._charts = 0, 0
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def share(self) -> float:
        """How much of its charts is converted, from 0 to 1."""
        return self._done / self._charts if self._charts else 0.0

    @property
    def words(self) -> str:
        """What it is about."""
        if not self._charts:
            return "Working out the figures …"
        return f"Drawing the charts: {self._done} of {self._charts}"

    def _run(self) -> None:
        try:
            report = self._make()
            narrow, wide = report.narrow_pictures, report.wide_pictures
            self._charts = len(narrow) + len(wide)
            for place, picture in enumerate((*narrow, *wide)):
                report.charts.png(picture, is_narrow=place < len(narrow))
                self._done += 1
        except BaseException as stopped:
            self.made.set_exception(stopped)
        else:
            self.made.set_result(report)
