"""What a guard found in a return on arrival, and what may be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import pandas as pd

from data.returns.problems import Severity

LONGEST_REASON = 500
SEVERITIES: tuple[Severity, ...] = ("stop", "ask", "note")

RIGHT_FILE = "Choose the right file"
SHEETS = "Say what belongs to the return"
EXPORT_AGAIN = "Export it again, whole"
COLUMNS = "Say which column is meant"
CODES = "Say which code is meant"
DATES = "Look at the dates"
HISTORY = "Know what it changes"
FIGURES = "Look at the figures"
REPAIRS = (RIGHT_FILE, SHEETS, EXPORT_AGAIN, COLUMNS, DATES, FIGURES, CODES, HISTORY)
"""What mends a finding, in the order in which a return is mended: findings of one repair are dealt with together."""


@dataclass(frozen=True)
class Choice:
    """One thing the analyst may do.

    ``keeps_out`` leaves the file out, ``needs_reason`` asks why; ``remembers`` is what is kept for this and later files,
    each as ('headers', list, column, header), ('codes', list, column, text, code), ('zeros', fingerprint, list),
    ('councils', fingerprint, name), ('hidden', fingerprint, sheet, what, answer) or ('ids', rule): see Remembered.
    """

    words: str
    keeps_out: bool = False
    needs_reason: bool = False
    remembers: tuple[tuple[str, ...], ...] = ()


LEAVE_OUT = Choice("Leave this file out", keeps_out=True)


@dataclass(frozen=True)
class Finding:
    """What a guard found: ``count`` of rows, children or cells, and a sentence that names sheet, count and next step.

    ``id`` is the same for the same finding in the same file, so that an answer to it can be kept. With ``is_settled_by_default``
    the first choice stands until another is taken. ``about`` says in a few words what it is about, and ``lists`` which lists'
    figures it bears on: an answer's reason is printed under those. ``rows`` are those to look at, where there are any to show:
    sheet, row, child_id and why.
    """

    id: str
    severity: Severity
    sheet: str
    count: int
    sentence: str
    repair: str
    choices: tuple[Choice, ...] = ()
    is_settled_by_default: bool = False
    about: str = ""
    lists: tuple[str, ...] = ()
    rows: pd.DataFrame | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Answer:
    """What was answered to a finding: the choice taken, the reason where one was given, and what the finding was about."""

    choice: str
    reason: str = ""
    about: str = ""
    lists: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The choice and, after a colon, the reason."""
        return f"{self.choice}: {self.reason}" if self.reason else self.choice


@dataclass
class Answers:
    """What was answered, by return (its fingerprint) and finding; kept with the session."""

    given: dict[str, dict[str, Answer]] = field(default_factory=dict)

    def give(self, fingerprint: str, finding: Finding, choice: Choice, reason: str) -> None:
        """Keep an answer."""
        words = " ".join(reason.split())[:LONGEST_REASON]
        self.given.setdefault(fingerprint, {})[finding.id] = Answer(
            choice.words, words, finding.about or finding.id, finding.lists
        )

    def take_back(self, fingerprint: str, finding: Finding) -> None:
        """Forget the answer to a finding."""
        self.given.get(fingerprint, {}).pop(finding.id, None)

    def of(self, fingerprint: str) -> dict[str, Answer]:
        """The answers given for a return, by finding."""
        return dict(self.given.get(fingerprint, {}))

    def as_kept(self) -> dict[str, dict[str, dict[str, object]]]:
        """The answers in a form that a file can hold."""
        return {
            fingerprint: {name: asdict(one) for name, one in answers.items()}
            for fingerprint, answers in self.given.items()
            if answers
        }

    def add_kept(self, kept: Mapping[str, Mapping[str, Mapping[str, object]]]) -> None:
        """Take over answers that a file holds; one given here stands."""
        for fingerprint, answers in kept.items():
            read = {
                name: Answer(
                    str(one["choice"]),
                    str(one.get("reason", "")),
                    str(one.get("about", "")),
                    tuple(map(str, _listed(one.get("lists")))),
                )
                for name, one in answers.items()
            }
            self.given[fingerprint] = read | self.given.get(fingerprint, {})


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def is_answer(choice: Choice | None, reason: str) -> bool:
    """Whether a choice, with the reason it needs, settles a finding so that the file can be used."""
    return (
        choice is not None
        and not choice.keeps_out
        and (not choice.needs_reason or any(sign.isalnum() for sign in reason))
    )


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Findings as they are to be read: by repair, the repair with the gravest finding first."""
    gravest = {
        one.repair: min(_weight(other) for other in findings if other.repair == one.repair)
        for one in findings
    }
    return sorted(
        findings, key=lambda one: (gravest[one.repair], REPAIRS.index(one.repair), _weight(one), -one.count)
    )


def _weight(one: Finding) -> int:
    """How pressing a finding is: one that is settled unless somebody says otherwise comes after those that need an answer."""
    return 2 * SEVERITIES.index(one.severity) + one.is_settled_by_default
