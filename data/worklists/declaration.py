"""What a worklist is: declared once, with its due rule in words and the measure that its rows count to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from data.lists.view import NO_WORKER
from data.measures.declaration import Origin
from data.notes.settings import Settings
from data.returns.layouts import Layout

Days = Literal["Working days over", "Working days left", "Working days open", "Days over"]
"""What a worklist's number of days says: days past the due date, days up to it, or days since the start."""


@dataclass(frozen=True)
class CountsTo:
    """The measure that a worklist's rows count to, with the settings at their defaults.

    They are its numerator or, with ``rest``, its denominator less its numerator: of all its parts, or of ``part`` of its
    category; of ``origin`` where it is counted in more than one way.
    """

    measure: str
    rest: bool = False
    part: str | None = None
    origin: Origin = "derived"


@dataclass(frozen=True)
class Worklist:
    """Who or what is to be seen to, a row each, as at the newest reporting date of the list that tells it.

    ``lists`` says what a row is, ``why`` what it matters for, ``due`` the rule by which it is due, with settings by name in
    braces. ``query`` makes of the settings the SQL whose rows have child_id, worker, team_shown, reason, due_on, days and the
    columns of ``more`` (name to title); it reads ``as_of`` (as_at, as_at_working_day). ``columns`` are those of ``layout``
    that a return must supply for it. ``team_from`` says where the team comes from, where not from the list.
    """

    id: str
    title: str
    lists: str
    why: str
    due: str
    days: Days
    layout: Layout
    columns: tuple[str, ...]
    query: Callable[[Settings], str]
    more: Mapping[str, str] = field(default_factory=dict)
    counts_to: CountsTo | None = None
    team_from: str = ""

    @property
    def most_days_first(self) -> bool:
        """Whether the row with the most days has waited longest; of days left it is the one with the fewest."""
        return self.days != "Working days left"

    def due_words(self, settings: Settings) -> str:
        """The rule by which a row is due, with what the council sets."""
        return self.due.format(**asdict(settings))


def open_rows(view: str, opened: str = "open_from", closed: str = "ceased_on") -> str:
    """SQL for the rows of a view that are open at the data's date, beside that date: as measures count a stock."""
    return (
        f"(select rows_of.*, coalesce(rows_of.worker, '{NO_WORKER}') as worker_shown, as_at, as_at_working_day "
        f"from {view} as rows_of cross join as_of where {opened} <= as_at and ({closed} is null or {closed} > as_at))"
    )


def open_spells(view: str) -> str:
    """SQL for the spells that are open at the data's date, each as it was reported for that date."""
    return f"(select * from {open_rows(view)} where as_at between reported_from and reported_to)"


def each_child_once(rows: str) -> str:
    """SQL for the children of rows that are counted (``is_counted``) and of whom none is done (``is_done``), each once.

    Where a child has several such rows, the one due last stands: the others are of what it replaced.
    """
    return f"""
    select * from ({rows}) where coalesce(is_counted, false)
    qualify not bool_or(coalesce(is_done, false)) over (partition by child_id)
        and row_number() over (partition by child_id order by due_on desc nulls last) = 1"""


def working_day(number: str) -> str:
    """SQL for the working day with that number."""
    return f"(select day from calendar where is_working_day and working_day_number = {number})"


def in_words(day: str) -> str:
    """SQL for a date in words: 3 October 2022."""
    return f"strftime({day}, '%-d %B %Y')"
