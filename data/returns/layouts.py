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
    ``codes`` the code set its values come from, ``blank`` whether an empty cell is legitimate, ``optional`` whether
    the whole column may be left out without a word.
    """

    name: str
    header: str
    kind: Kind = "text"
    codes: str | None = None
    blank: bool = True
    aliases: tuple[str, ...] = ()
    optional: bool = False
    note: str = ""


@dataclass(frozen=True)
class Layout:
    """One list of Annex A or one sheet of the panel return.

    ``key`` is the natural key (domain notes 1.5); ``event`` the column whose date says in which return's window a row
    belongs; ``ends`` the column that closes a spell or an event; ``leads_to`` the column of what an event may lead to
    later, and need not; ``speaks_for`` the column that says which days a fact is
    about; ``in_order`` pairs of dates of which the second cannot be earlier; ``adds_up`` the columns that together
    make another;
    ``merging`` how rows of several returns become one reading: events, spells, snapshots, or facts (a later return's rows
    for the same key replace the earlier one's).
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    merging: Literal["events", "spells", "snapshots", "facts"]
    key: tuple[str, ...]
    number: int | None = None
    event: str | None = None
    starts: str | None = None
    ends: str | None = None
    leads_to: str | None = None
    speaks_for: str | None = None
    in_order: tuple[tuple[str, str], ...] = ()
    adds_up: tuple[tuple[str, ...], str] | None = None
    sheet_names: tuple[str, ...] = ()
    example: tuple[object, ...] = ()
    by_column: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_column", {column.name: column for column in self.columns})

    @property
    def identifier(self) -> Column | None:
        """The column without which a row cannot be used, where the sheet has one."""
        first = self.columns[0]
        return first if first.kind == "id" else None

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
