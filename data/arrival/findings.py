"""What a guard found in a return on arrival, and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.returns.problems import Severity

LONGEST_REASON = 500
SEVERITIES: tuple[Severity, ...] = ("stop", "ask", "note")

RIGHT_FILE = "Choose the right file"
EXPORT_AGAIN = "Export it again, whole"
COLUMNS = "Say which column is meant"
CODES = "Say which code is meant"
DATES = "Look at the dates"
HISTORY = "Know what it changes"
FIGURES = "Look at the figures"
REPAIRS = (RIGHT_FILE, EXPORT_AGAIN, COLUMNS, DATES, FIGURES, CODES, HISTORY)
"""What mends a finding, in the order in which a return is mended: findings of one repair are dealt with together."""


@dataclass(frozen=True)
class Choice:
    """One thing the analyst may do.

    ``keeps_out`` leaves the file out, ``needs_reason`` asks why; ``remembers`` is what is kept for this and later files:
    ('headers', list, column, header) or ('codes', list, column, text, code).
    """

    words: str
    keeps_out: bool = False
    needs_reason: bool = False
    remembers: tuple[str, ...] = ()


LEAVE_OUT = Choice("Leave this file out", keeps_out=True)


@dataclass(frozen=True)
class Finding:
    """What a guard found: ``count`` of rows, children or cells, and a sentence that names sheet, count and next step.

    ``id`` is the same for the same finding in the same file, so that an answer to it can be kept. With ``is_settled_by_default``
    the first choice stands until another is taken.
    """

    id: str
    severity: Severity
    sheet: str
    count: int
    sentence: str
    repair: str
    choices: tuple[Choice, ...] = ()
    is_settled_by_default: bool = False


@dataclass
class Answers:
    """What was answered, in words, by return (its fingerprint) and finding; kept with the session."""

    given: dict[str, dict[str, str]] = field(default_factory=dict)

    def give(self, fingerprint: str, finding: Finding, choice: Choice, reason: str) -> None:
        """Keep an answer: the choice and, after a colon, the reason."""
        words = " ".join(reason.split())[:LONGEST_REASON]
        self.given.setdefault(fingerprint, {})[finding.id] = f"{choice.words}: {words}" if words else choice.words

    def take_back(self, fingerprint: str, finding: Finding) -> None:
        """Forget the answer to a finding."""
        self.given.get(fingerprint, {}).pop(finding.id, None)

    def of(self, fingerprint: str) -> dict[str, str]:
        """The answers given for a return, by finding."""
        return dict(self.given.get(fingerprint, {}))

    def add(self, others: dict[str, dict[str, str]]) -> None:
        """Take over answers kept elsewhere; one given here stands."""
        for fingerprint, answers in others.items():
            self.given[fingerprint] = answers | self.given.get(fingerprint, {})


def is_answer(choice: Choice | None, reason: str) -> bool:
    """Whether a choice, with the reason it needs, settles a finding so that the file can be used."""
    return choice is not None and not choice.keeps_out and (not choice.needs_reason or any(sign.isalnum() for sign in reason))


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Findings as they are to be read: by repair, the repair with the gravest finding first."""
    gravest = {one.repair: min(SEVERITIES.index(other.severity) for other in findings if other.repair == one.repair) for one in findings}
    return sorted(findings, key=lambda one: (gravest[one.repair], REPAIRS.index(one.repair), SEVERITIES.index(one.severity), -one.count))
