"""What a sheet of a return looks like: declared once, used to recognise, type, check and draw the template."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "id",
    "text",
    "code",
    "date",
    "date and time",
    "whole number",
    "number",
    "percent",
    "value",
    "period",
    "measure",
    "factors",
]


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    ``name`` is its name in SQL, ``header`` the exact words of the form, ``aliases`` other headers councils use,
    ``old_headers`` those of the form of 2018, whose question was another; ``codes`` the code set its values come from,
    ``blank`` whether an empty cell is legitimate, ``optional`` whether the whole column may be left out without a word,
    ``note`` what the template says of it.
    """

    name: str
    header: str
    kind: Kind = "text"
    codes: str | None = None
    blank: bool = True
    aliases: tuple[str, ...] = ()
    optional: bool = False
    note: str = ""
    old_headers: tuple[str, ...] = ()

    @property
    def other_headers(self) -> tuple[str, ...]:
        """Every header but the form's own by which it is known."""
        return (*self.aliases, *self.old_headers)

    @property
    def known_headers(self) -> tuple[str, ...]:
        """Every header by which it is known, the form's own first."""
        return (self.header, *self.other_headers)


@dataclass(frozen=True)
class Layout:
    """One list of Annex A or one sheet of the panel return: all that is known of it stands here.

    To add a list, declare its Layout and name it in ANNEX_A or PANEL, in the order of the form: it is then recognised,
    typed, checked, merged over returns, compared with the return before, drawn in the template (a panel sheet) and asked
    by SQL under its ``name``. To count it by dimensions, add a View of it to a module of ``data.lists`` and a Measure of
    that View. Only what differs from the default is given; nothing of a list is kept beside it by its name.
    """

    name: str
    """Its name in SQL, and that by which returns, views and findings refer to it."""

    title: str
    """Its whole title, as pages head it; of a sheet of the panel return, the sheet's name."""

    columns: tuple[Column, ...]
    """In the order of the form. Where rows are of somebody, the first is the id."""

    merging: Literal["events", "spells", "snapshots", "facts"]
    """How rows of several returns become one reading; facts of a later return replace the earlier one's of the same key."""

    key: tuple[str, ...]
    """The natural key (domain notes 1.5): of events and spells the child and the date come first."""

    number: int | None = None
    """Its number in Annex A; None for a sheet of the panel return."""

    noun: tuple[str, str] = ("row", "rows")
    """What a row records, and what several do; of a spell, its start."""

    event: str | None = None
    """The column whose date says in which return's window a row belongs."""

    event_dates: tuple[str, ...] = ()
    """Dates that say how far a return's data go, the main one first. What is booked ahead, as conferences are, is left out."""

    starts: str | None = None
    """The column of a spell's start."""

    ends: str | None = None
    """The column that closes a spell or an event."""

    stages: tuple[tuple[str, str], ...] = ()
    """Starts and ends of what a row goes through besides."""

    also_ends: tuple[str, ...] = ()
    """Other dates that end something, where empty or 'ongoing' means that it goes on."""

    ends_because: str | None = None
    """The column of the reason for the end."""

    leads_to: str | None = None
    """The column of what an event may lead to later, and need not."""

    window_shown_by: str | None = None
    """The date that shows since when a return lists rows, where that is not the event's own."""

    speaks_for: str | None = None
    """The column that says which days a fact is about."""

    in_order: tuple[tuple[str, str], ...] = ()
    """Pairs of dates of which the second cannot be earlier, besides start and end."""

    last_done: tuple[str, ...] = ()
    """Dates of what was last done for a child: visits, reviews and checks."""

    not_before_birth: tuple[str, ...] = ()
    """Dates of children who are born, since an unborn child is not in care; the main one of the row first."""

    counts_back: tuple[str, ...] = ()
    """Numbers that count back from the child's latest row, and are so the same on all of them."""

    one_row_a_child: bool = False
    """Whether a child has one row, of the latest episode."""

    one_row_a_key: bool = False
    """Whether of several facts that share the key the first of a sheet is used."""

    row_key: tuple[str, ...] = ()
    """What tells one row from another, where the key is shared by the many that are replaced together."""

    adds_up: tuple[tuple[str, ...], str] | None = None
    """The columns that together make another, and that one."""

    stock_title: str = ""
    """What those open at a date are called, where the list tells how many there are."""

    flow: str = ""
    """The id of the measure that counts its events, and so shows by the month whether they are all there."""

    describes_the_return: bool = False
    """Whether it tells of the return itself and holds no records."""

    sheet_names: tuple[str, ...] = ()
    """Other names that its sheet is given."""

    example: tuple[object, ...] = ()
    """The row that the template shows."""

    by_column: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_column", {column.name: column for column in self.columns})

    @property
    def identifier(self) -> Column | None:
        """The column without which a row cannot be used, where the sheet has one."""
        first = self.columns[0]
        return first if first.kind == "id" else None

    @property
    def records_team(self) -> bool:
        """Whether its rows say which team they are of."""
        return "team" in self.by_column

    def is_end(self, column: Column) -> bool:
        """Whether a column's date ends what a row is about, or a stage of it."""
        return column.name in (self.ends, *self.also_ends, *(end for _, end in self.stages))

    @property
    def short_title(self) -> str:
        """``List 1`` for a list of Annex A, the sheet's own name otherwise: as used in sentences."""
        return f"List {self.number}" if self.number else self.title


_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")


def alphanumerics(text: str) -> str:
    """The text as headers and codes are compared: lower-case letters and digits only.

    Nothing of it is kept: texts of a return would outlive the return in a cache.
    """
    return _OTHER_SIGNS.sub("", text.lower())


def header_words(text: str) -> frozenset[str]:
    """The telling words of a header, whatever their order: 'Contact Date' and 'Date of Contact' are alike."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return frozenset(re.findall(r"[a-z0-9]+", spaced.lower())) - {
        "of",
        "the",
        "a",
        "is",
        "this",
        "for",
        "y",
        "n",
    }


def no_id(identifier: Column) -> str:
    """Why a row is left out that does not say what it is of."""
    return f"no {identifier.header.lower()}"
