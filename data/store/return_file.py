"""A workbook as it came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True)
class ReturnFile:
    """A workbook's name and bytes, and the reporting date where one is given."""

    name: str
    content: bytes = field(repr=False)
    reporting_date: date | None = None

    @cached_property
    def fingerprint(self) -> str:
        """What tells it from another file."""
        return fingerprint_of(self.content)


def fingerprint_of(content: bytes) -> str:
    """What tells one file from another, whatever its name: the SHA-256 of its bytes."""
    return hashlib.sha256(content).hexdigest()
