"""Commentary that is typed beside the figures: a text for each section and quarter, with its actions and the panel's questions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Action:
    """What was promised: ``due`` is a day or None, ``since`` the quarter that an action was carried forward from, '' for none."""

    action: str
    officer: str = ""
    due: date | None = None
    status: str = ""
    since: str = ""


@dataclass(frozen=True)
class Written:
    """What is typed of a section's quarter: ``questions`` are those that the panel itself asks.

    ``may_be_published`` where its author said that a publication copy may print all of it; ``return_published`` names, by
    ``mark_of``, the text of the panel return's Commentary sheet of which that was said: another text needs to be read again.
    """

    text: str = ""
    actions: tuple[Action, ...] = ()
    questions: tuple[str, ...] = ()
    may_be_published: bool = False
    return_published: str = ""

    @property
    def has_words(self) -> bool:
        """Whether anything is typed."""
        return bool(self.text or self.actions or self.questions)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.has_words or self.may_be_published or self.return_published)


def mark_of(texts: Iterable[str]) -> str:
    """What tells some texts from others, without holding them."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


_NOTHING = Written()


@dataclass
class Commentaries:
    """What is typed, by quarter ('Q3 2022/23') and section; kept with the session."""

    written: dict[str, dict[str, Written]] = field(default_factory=dict)

    def of(self, section: str, quarter: str) -> Written:
        """What is typed of a section's quarter; nothing where nothing is."""
        return self.written.get(quarter, {}).get(section, _NOTHING)

    def write(self, section: str, quarter: str, written: Written) -> None:
        """Keep what is typed in place of what was."""
        if written.is_empty:
            self.written.get(quarter, {}).pop(section, None)
            return
        self.written.setdefault(quarter, {})[section] = written

    def as_kept(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What is typed in a form that a file can hold."""
        return {
            quarter: {section: _as_kept(one) for section, one in sections.items()}
            for quarter, sections in self.written.items()
            if sections
        }

    def add_kept(self, kept: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Take over what a file holds; what is typed here of the same section and quarter stands.

        Raises ValueError, KeyError or TypeError, with nothing taken over, for what was never written so.
        """
        read = {
            str(quarter): {str(section): _read(one) for section, one in sections.items()}
            for quarter, sections in kept.items()
        }
        for quarter, sections in read.items():
            self.written[quarter] = sections | self.written.get(quarter, {})


def _as_kept(written: Written) -> dict[str, Any]:
    actions = [
        asdict(action) | {"due": action.due.isoformat() if action.due else ""} for action in written.actions
    ]
    return {
        "text": written.text,
        "actions": actions,
        "questions": list(written.questions),
        "may_be_published": written.may_be_published,
        "return_published": written.return_published,
    }


def _read(kept: Mapping[str, Any]) -> Written:
    actions = tuple(
        Action(
            str(one["action"]),
            str(one["officer"]),
            date.fromisoformat(one["due"]) if one["due"] else None,
            str(one["status"]),
            str(one["since"]),
        )
        for one in kept["actions"]
    )
    return Written(
        str(kept["text"])[:LONGEST_TEXT],
        actions,
        tuple(map(str, kept["questions"])),
        kept.get("may_be_published") is True,
        str(kept.get("return_published", "")),
    )
