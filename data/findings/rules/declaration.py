"""What a rule is: declared once, run by one pass over a return, counted before its use and shown by the Checks page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.findings.finding import Kind, Moment
from data.returns.annex_a import ANNEX_A
from data.returns.layouts import Layout

CHILD_LISTS = tuple(layout for layout in ANNEX_A if layout.columns[0].name == "child_id")
"""Lists 1 to 10, which are of children; List 11 is of adopters."""

DAYS_BEFORE_BIRTH = 280
"""How long before a child's birth an event may lie: the child was unborn then."""

EVERYONE = "everyone"
"""The table of every row of the lists of children: list, sheet, excel_row, place, child_id, born_on, gender and
reporting_date; ``place`` is a row's place in the order of lists and rows."""


@dataclass(frozen=True)
class Part:
    """A rule asked of one list, or with ``layout`` None of every list of children at once.

    ``where`` is SQL over a row of the list, named ``listed``; ``source`` is what to read it from, where that is more than
    the list itself, and ``found`` what to show of it (None: the value of ``column``, in which its findings lie). The
    tables are ``list_1`` to ``list_11``, with the days ``reporting_date`` and ``checked_on`` in every row, and EVERYONE.
    ``reads`` are the columns of other lists that the SQL reads.
    """

    layout: Layout | None
    column: str
    where: str
    expected: str
    found: str | None = None
    source: str | None = None
    reads: Mapping[Layout, tuple[str, ...]] = field(default_factory=dict)

    @property
    def header(self) -> str:
        """The column's header as the form words it."""
        return (self.layout or CHILD_LISTS[0]).by_column[self.column].header

    @property
    def needed(self) -> dict[Layout, set[str]]:
        """The columns of each list without which it cannot be asked; none where it is asked of all lists at once."""
        needed = {layout: set(columns) for layout, columns in self.reads.items()}
        if self.layout is not None:
            words = set(
                re.findall(
                    r"[a-z_0-9]+", " ".join(filter(None, (self.column, self.where, self.found, self.source)))
                )
            )
            needed.setdefault(self.layout, set()).update(words & set(self.layout.by_column))
        return needed

    @property
    def found_sql(self) -> str:
        """SQL for what was found, as text."""
        if self.found is not None:
            return self.found
        kind = (self.layout or CHILD_LISTS[0]).by_column[self.column].kind
        return (
            shown_day(f"listed.{self.column}") if kind == "date" else f"cast(listed.{self.column} as varchar)"
        )


@dataclass(frozen=True)
class Rule(Kind):
    """One rule: a kind of finding (``sentence`` says what it looks for) and where it is asked, in ``parts``.

    A new rule is one entry in `children`, `dates` or `across_lists`. Its severity 'stop' says that a row cannot be right; no
    rule keeps a file from being used. ``cin_rule`` are the numbers of the rules of DfE's children in need census that it
    carries over to Annex A, empty for a rule of Annex A's own.
    """

    parts: tuple[Part, ...] = ()
    cin_rule: str = ""
    moment: Moment = field(default="rule", kw_only=True)

    @property
    def lists(self) -> tuple[Layout, ...]:
        """The lists that its findings can lie in."""
        return tuple(
            dict.fromkeys(
                layout for part in self.parts for layout in ([part.layout] if part.layout else CHILD_LISTS)
            )
        )


def shown_day(column: str) -> str:
    """SQL for a date as people write it."""
    return f"strftime({column}, '%d/%m/%Y')"


def day_beside(day: str, words: str, other: str) -> str:
    """SQL for a date and the one it does not agree with: '03/05/2022, born 01/01/2023'."""
    return f"{shown_day(day)} || ', {words} ' || {shown_day(other)}"


def blank(column: str) -> str:
    """SQL for an empty cell: one whose text could not be read is not empty."""
    return f"({column} is null and unread['{column}'] is null)"


def working_days(start: str, end: str) -> str:
    """SQL for the working days from one date to another; the same day is 0."""
    number = "(select working_day_number from calendar where calendar.day = {})"
    return f"({number.format(end)} - {number.format(start)})"


def unusual(table: str, column: str, besides: str = "") -> str:
    """SQL for the rows of children with several values of a column: ``listed`` with the child's ``usual`` value.

    The usual one is that of most rows, or of the first row where several are as common. ``besides`` is a value that says
    nothing.
    """
    place = "place" if table == EVERYONE else "excel_row"
    says = f"{column} is not null" + (f" and {column} <> '{besides}'" if besides else "")
    return f"""{table} as listed join (
        select child_id, max_by({column}, times * 1000000000 - place) as usual
        from (select child_id, {column}, count(*) as times, min({place}) as place from {table} where {says}
              group by child_id, {column}) as counted
        group by child_id having count(*) > 1
    ) as child on child.child_id = listed.child_id"""
