"""A kind of fault, declared once, and a finding: that kind in one return, with what may be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from data.returns.problems import Severity

Moment = Literal["read", "arrive", "rule"]

SEVERITIES: tuple[Severity, ...] = ("stop", "ask", "note")

RIGHT_FILE = "Choose the right file"
SHEETS = "Say what belongs to the return"
EXPORT_AGAIN = "Export it again, whole"
COLUMNS = "Say which column is meant"
CODES = "Say which code is meant"
DATES = "Look at the dates"
CELLS = "Correct cells"
HISTORY = "Know what it changes"
FIGURES = "Look at the figures"
REPAIRS = (RIGHT_FILE, SHEETS, EXPORT_AGAIN, COLUMNS, DATES, FIGURES, CODES, CELLS, HISTORY)
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
GO_ON = Choice("Go on as it was read")


@dataclass(frozen=True)
class Kind:
    """A kind of fault: what it is called, what it says, what to do about it, and which other kinds it explains.

    ``severity`` is the gravest it can be. With '{places}' in it ``sentence`` tells of several lists, sheets or columns at
    once ('{number}' of them), so that a file is asked one question; without, each finding is told by itself.
    ``explains`` are kinds not told as well of the same lists and columns, ``explains_everywhere`` not in the whole file.
    ``choices`` are what may be done unless a finding says otherwise; with ``is_settled`` the first stands until another is
    taken.
    """

    id: str
    title: str
    sentence: str
    what_to_do: str
    severity: Severity
    repair: str = field(default=CELLS, kw_only=True)
    choices: tuple[Choice, ...] = field(default=(), kw_only=True)
    is_settled: bool = field(default=False, kw_only=True)
    explains: tuple[str, ...] = field(default=(), kw_only=True)
    explains_everywhere: tuple[str, ...] = field(default=(), kw_only=True)
    moment: Moment = field(default="arrive", kw_only=True)

    def finding(
        self,
        subject: str,
        sheet: str,
        count: int,
        fact: str,
        *,
        place: str = "",
        what_to_do: str | None = None,
        severity: Severity | None = None,
        choices: tuple[Choice, ...] | None = None,
        is_settled: bool | None = None,
        about: str = "",
        lists: tuple[str, ...] = (),
        columns: tuple[str, ...] = (),
        rows: pd.DataFrame | None = None,
    ) -> Finding:
        """This kind in one return; what is not given is as the kind declares it. A note offers no choice."""
        gravity = severity or self.severity
        offered = self.choices if choices is None else choices
        return Finding(
            self,
            subject,
            gravity,
            sheet,
            count,
            fact,
            self.what_to_do if what_to_do is None else what_to_do,
            offered if gravity == "ask" else (),
            gravity == "ask" and (self.is_settled if is_settled is None else is_settled),
            about or self.title,
            lists,
            columns,
            place,
            rows,
        )


@dataclass(frozen=True)
class Finding:
    """A kind of fault in one return: ``count`` of rows, children or cells, the ``fact`` and ``what_to_do``, in sentences.

    ``subject`` tells apart several of a kind in a file, '' where there is one. With ``is_settled_by_default`` the first choice
    stands until another is taken. ``about`` says in a few words what it is about; ``lists`` (their names) and ``columns``
    (headers) are where it lies: an answer's reason is printed under the figures of those lists. ``place`` is how it is named
    among several of its kind. ``rows`` are those to look at, where there are any to show: sheet, row, child_id and why.
    """

    kind: Kind
    subject: str
    severity: Severity
    sheet: str
    count: int
    fact: str
    what_to_do: str
    choices: tuple[Choice, ...] = ()
    is_settled_by_default: bool = False
    about: str = ""
    lists: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    place: str = ""
    rows: pd.DataFrame | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """The same for the same finding in the same file, so that an answer to it can be kept."""
        return f"{self.kind.id} {self.subject}".strip()

    @property
    def sentence(self) -> str:
        """What is found and what to do."""
        return f"{self.fact} {self.what_to_do}".strip()

    @property
    def repair(self) -> str:
        """What mends it: one of REPAIRS."""
        return self.kind.repair

    @property
    def stops_use(self) -> bool:
        """Whether the file cannot be used with it, whatever is answered."""
        return self.severity == "stop" and self.kind.moment == "arrive"

    @property
    def cannot_be_right(self) -> bool:
        """Whether it is wrong beyond doubt, but of single rows, which the file can be used with."""
        return self.severity == "stop" and not self.stops_use

    @property
    def waits(self) -> bool:
        """Whether the file can be used only once it has an answer."""
        return self.severity == "ask" and not self.is_settled_by_default


def told_once(findings: Sequence[Finding]) -> list[Finding]:
    """Findings without those that another explains."""
    everywhere = {name for finding in findings for name in finding.kind.explains_everywhere}
    return [
        finding
        for finding in findings
        if finding.kind.id not in everywhere
        and not any(finding.kind.id in other.kind.explains and _covers(other, finding) for other in findings)
    ]


def _covers(explaining: Finding, other: Finding) -> bool:
    """Whether a finding lies wherever another does; where it names no list or column it is of all."""
    return all(
        not here or (bool(there) and set(there) <= set(here))
        for here, there in ((explaining.lists, other.lists), (explaining.columns, other.columns))
    )


def asked_once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of a file with those of one kind that ask the same put together: one sentence that names the places."""
    together: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        words = tuple(choice.words for choice in finding.choices)
        can_join = bool(finding.place) and "{places}" in finding.kind.sentence
        key = (finding.kind.id, finding.severity, finding.what_to_do, words, finding.is_settled_by_default)
        together.setdefault(key if can_join else number, []).append(finding)
    return [group[0] if len(group) == 1 else _joined(group) for group in together.values()]


def _joined(group: list[Finding]) -> Finding:
    first = group[0]
    rows = [finding.rows for finding in group if finding.rows is not None and not finding.rows.empty]
    places = "; ".join(finding.place for finding in group)
    choices = tuple(
        replace(
            choice,
            remembers=tuple(entry for finding in group for entry in finding.choices[number].remembers),
        )
        for number, choice in enumerate(first.choices)
    )
    return replace(
        first,
        subject=", ".join(finding.subject for finding in group),
        sheet=", ".join(dict.fromkeys(finding.sheet for finding in group)),
        count=sum(finding.count for finding in group),
        fact=first.kind.sentence.format(number=len(group), places=places),
        what_to_do=first.what_to_do or first.kind.what_to_do,
        choices=choices,
        about=f"{first.kind.title}: {places}",
        lists=tuple(dict.fromkeys(name for finding in group for name in finding.lists)),
        columns=tuple(dict.fromkeys(name for finding in group for name in finding.columns)),
        rows=pd.concat(rows, ignore_index=True) if rows else None,
    )


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as they are to be read: by repair, the repair with the gravest finding first."""
    listed = list(findings)
    gravest: dict[str, int] = {}
    for finding in listed:
        gravest[finding.repair] = min(_weight(finding), gravest.get(finding.repair, _weight(finding)))
    return sorted(
        listed,
        key=lambda finding: (
            gravest[finding.repair],
            REPAIRS.index(finding.repair),
            _weight(finding),
            -finding.count,
        ),
    )


def _weight(finding: Finding) -> int:
    """How pressing a finding is: what is settled unless somebody says otherwise comes after what needs an answer."""
    return 2 * SEVERITIES.index(finding.severity) + finding.is_settled_by_default
