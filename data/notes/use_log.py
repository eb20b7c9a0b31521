"""What was done with returns in a session and when: used, used again, taken out. Kept with the session, never logged elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

USED, TAKEN_OUT, SENT_AGAIN = "Used", "Taken out again", "Sent again, nothing to do"


@dataclass(frozen=True)
class Entry:
    """One thing done with one return: when (to the minute), what, which file (name and SHA-256), and as which version of what."""

    when: str
    what: str
    file_name: str
    fingerprint: str
    version: str


@dataclass
class UseLog:
    """The entries, oldest first."""

    entries: list[Entry] = field(default_factory=list)

    def add(self, what: str, file_name: str, fingerprint: str, version: str, now: datetime) -> None:
        """Note what was done."""
        self.entries.append(Entry(f"{now:%d/%m/%Y %H:%M}", what, file_name, fingerprint, version))

    def last_use(self, fingerprint: str) -> Entry | None:
        """When a file was last taken into use."""
        return next(
            (one for one in reversed(self.entries) if one.fingerprint == fingerprint and one.what == USED),
            None,
        )

    def as_kept(self) -> list[dict[str, str]]:
        """The entries in a form that a file can hold."""
        return [asdict(one) for one in self.entries]

    def add_kept(self, kept: Iterable[Mapping[str, str]]) -> None:
        """Put the entries that a file holds before those made since, each once."""
        read = [
            Entry(one["when"], one["what"], one["file_name"], one["fingerprint"], one["version"])
            for one in kept
        ]
        self.entries[:0] = [one for one in read if one not in self.entries]
