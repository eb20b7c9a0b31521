"""What the analyst has answered about a system's own headers and codes, applied to every workbook before it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa

from data.returns.layouts import alphanumerics
from data.returns.opening import Sheet
from data.returns.recognition import HEADER_ROWS_SEARCHED, LAYOUT_BY_NAME, Match, clean, recognise

LEADING_ZEROS = "without leading zeros"
HIDDEN_SHEET, HIDDEN_ROWS = "sheet", "rows"
COUNTED, LEFT_OUT = "counted", "left out"

Place = tuple[str, str]
"""A list's name and a column's."""

Entry = tuple[str, ...]
"""One thing remembered: ('headers', list, column, header) or ('codes', list, column, text, code)."""


@dataclass
class Remembered:
    """Headers and codes to be read as the form's.

    ``headers`` has, for a list and its column, the header that a council's system gives it; ``codes`` the code that a text in
    such a column stands for. ``zeros`` are the lists, of one return (its fingerprint) each, that are empty because there was
    nothing to list; ``councils`` says whose rows are meant in a return that holds those of several. ``hidden`` says of one return
    (its fingerprint) and a sheet of it whether the sheet, being hidden, or its hidden rows are COUNTED or LEFT_OUT. ``ids`` holds
    LEADING_ZEROS where children's ids are to be told apart without them. ``read_before`` has, for a return (its fingerprint), what
    was said only after it was taken into use: it stays as it was read.
    """

    headers: dict[Place, str] = field(default_factory=dict)
    codes: dict[Place, dict[str, str]] = field(default_factory=dict)
    zeros: set[tuple[str, str]] = field(default_factory=set)
    councils: dict[str, str] = field(default_factory=dict)
    hidden: dict[tuple[str, str, str], str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    read_before: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def entries(self) -> frozenset[Entry]:
        """What is known of headers and codes, each thing by itself."""
        headers = (("headers", *place, header) for place, header in self.headers.items())
        codes = (
            ("codes", *place, text, code)
            for place, texts in self.codes.items()
            for text, code in texts.items()
        )
        return frozenset((*headers, *codes))

    def entries_for(self, fingerprint: str) -> frozenset[Entry]:
        """What a return is read with: all but what was said only after it had been read."""
        return frozenset(one for one in self.entries if (fingerprint, *one) not in self.read_before)

    @property
    def version(self) -> str:
        """A text that differs whenever something else is remembered."""
        codes = sorted((place, sorted(texts.items())) for place, texts in self.codes.items())
        of_one_return = f"{sorted(self.zeros)} {sorted(self.councils.items())} {sorted(self.hidden.items())}"
        return f"{sorted(self.headers.items())} {codes} {of_one_return} {sorted(self.ids)}"

    @property
    def ids_without_zeros(self) -> bool:
        """Whether '00123' and '123' are the same child."""
        return LEADING_ZEROS in self.ids

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """Each thing remembered, as people read it: where, and what it is read as."""
        said = [
            (
                f"{_where(place)}, headed “{header}”",
                f"“{LAYOUT_BY_NAME[place[0]].by_column[place[1]].header}”",
            )
            for place, header in self.headers.items()
        ]
        said += [
            (f"{_where(place)}, “{text}”", code)
            for place, texts in self.codes.items()
            for text, code in texts.items()
        ]
        said += [
            (f"{LAYOUT_BY_NAME[name].short_title} of one return, empty", "true zero")
            for _, name in sorted(self.zeros)
        ]
        said += [
            ("The rows of one return with several councils’", f"those of {name}")
            for name in self.councils.values()
        ]
        said += [
            (f"Sheet “{sheet}” of one return, hidden {'' if what == HIDDEN_SHEET else what}".rstrip(), answer)
            for (_, sheet, what), answer in sorted(self.hidden.items())
        ]
        return said + [("Children's ids, all returns", rule) for rule in sorted(self.ids)]

    def clear(self) -> None:
        """Forget all of it."""
        for kept in (
            self.headers,
            self.codes,
            self.zeros,
            self.councils,
            self.hidden,
            self.ids,
            self.read_before,
        ):
            kept.clear()

    def lists_of_nothing(self, fingerprint: str) -> set[str]:
        """The lists of a return that are empty because there was nothing to list."""
        return {name for one, name in self.zeros if one == fingerprint}

    def applied(self, sheets: list[Sheet], fingerprint: str) -> list[Sheet]:
        """A return's sheets as they are to be read; those that nothing is remembered of are the same objects."""
        if any(one == fingerprint for one, _, _ in self.hidden):
            sheets = [self._with_hidden(sheet, fingerprint) for sheet in sheets]
        entries = self.entries_for(fingerprint)
        return [_applied(sheet, entries) for sheet in sheets] if entries else sheets

    def _with_hidden(self, sheet: Sheet, fingerprint: str) -> Sheet:
        """The sheet with what was said of it, being hidden, and of its hidden rows."""
        answers = {
            what: answer == COUNTED
            for (one, name, what), answer in self.hidden.items()
            if (one, name) == (fingerprint, sheet.name)
        }
        return replace(
            sheet, is_counted=answers.get(HIDDEN_SHEET), counts_hidden_rows=answers.get(HIDDEN_ROWS)
        )

    def as_kept(self) -> dict[str, list[list[str]]]:
        """What is remembered, in a form that a file can hold."""
        of_one_return = {
            "councils": sorted(map(list, self.councils.items())),
            "hidden": [[*place, answer] for place, answer in sorted(self.hidden.items())],
        }
        return {
            "headers": [[*place, header] for place, header in self.headers.items()],
            "codes": [
                [*place, text, code] for place, texts in self.codes.items() for text, code in texts.items()
            ],
            "zeros": sorted(map(list, self.zeros)),
            "ids": [[rule] for rule in sorted(self.ids)],
            "read_before": sorted(map(list, self.read_before)),
            **{kind: entries for kind, entries in of_one_return.items() if entries},
        }

    def add_kept(self, kept: dict[str, list[list[str]]]) -> None:
        """Take over what a file holds, of lists and columns that there are."""
        for name, column, header in kept.get("headers", []):
            if _is_place(name, column):
                self.headers.setdefault((name, column), header)
        for name, column, text, code in kept.get("codes", []):
            if _is_place(name, column):
                self.codes.setdefault((name, column), {}).setdefault(text, code)
        self.zeros |= {
            (fingerprint, name) for fingerprint, name in kept.get("zeros", []) if name in LAYOUT_BY_NAME
        }
        self.councils |= {one[0]: one[1] for one in kept.get("councils", [])}
        for fingerprint, sheet, what, answer in kept.get("hidden", []):
            if what in (HIDDEN_SHEET, HIDDEN_ROWS) and answer in (COUNTED, LEFT_OUT):
                self.hidden.setdefault((fingerprint, sheet, what), answer)
        self.ids |= {rule for (rule,) in kept.get("ids", []) if rule == LEADING_ZEROS}
        self.read_before |= {tuple(one) for one in kept.get("read_before", [])}

    def remember(self, what: Iterable[tuple[str, ...]]) -> None:
        """Keep what an answer says."""
        for kind, *rest in what:
            self.add_kept({kind: [rest]})

    def forget(self, what: Iterable[tuple[str, ...]]) -> None:
        """Take back what an answer had said of one return; what was said of a system's headers and codes stays."""
        for kind, fingerprint, *rest in what:
            if kind == "zeros":
                self.zeros.discard((fingerprint, rest[0]))
            elif kind == "councils" and [self.councils.get(fingerprint)] == rest:
                del self.councils[fingerprint]
            elif kind == "hidden" and self.hidden.get((fingerprint, rest[0], rest[1])) == rest[2]:
                del self.hidden[fingerprint, rest[0], rest[1]]


def _applied(sheet: Sheet, entries: Iterable[Entry]) -> Sheet:
    match = recognise(sheet.name, sheet.cells)
    if match is None:
        return sheet
    headers = {
        column: header
        for kind, name, column, header, *_ in entries
        if kind == "headers" and name == match.layout.name
    }
    codes: dict[str, dict[str, str]] = {}
    for kind, name, column, text, *code in entries:
        if kind == "codes" and name == match.layout.name:
            codes.setdefault(column, {})[text] = code[0]
    sheet = _with_headers(sheet, match, headers)
    return _with_codes(sheet, recognise(sheet.name, sheet.cells) or match, codes)


def _with_headers(sheet: Sheet, match: Match, headers: Mapping[str, str]) -> Sheet:
    cells = sheet.cells
    for column, header in headers.items():
        index = match.extra.get(header)
        if index is not None and (column not in match.columns or column in match.guessed):
            texts = cells.column(index).to_pylist()
            texts[match.header_row + 1 - match.headers_over : match.header_row + 1] = [
                None
            ] * match.headers_over
            texts[match.header_row] = match.layout.by_column[column].header
            cells = cells.set_column(
                index, cells.column_names[index], pa.array(texts, pa.string()).dictionary_encode()
            )
    return replace(sheet, cells=cells)


def _with_codes(sheet: Sheet, match: Match, codes: Mapping[str, Mapping[str, str]]) -> Sheet:
    cells = sheet.cells
    for column, known in codes.items():
        index = match.columns.get(column)
        if index is None:
            continue
        first = cells.column(index).slice(0, HEADER_ROWS_SEARCHED).to_pylist()
        texts = [known.get(alphanumerics(clean(text)), text) for text in cells.column(index).to_pylist()]
        texts[: match.header_row + 1] = first[: match.header_row + 1]
        cells = cells.set_column(
            index, cells.column_names[index], pa.array(texts, pa.string()).dictionary_encode()
        )
    return replace(sheet, cells=cells)


def _where(place: Place) -> str:
    layout = LAYOUT_BY_NAME[place[0]]
    return f"{layout.short_title}, “{layout.by_column[place[1]].header}”"


def _is_place(name: str, column: str) -> bool:
    return name in LAYOUT_BY_NAME and column in LAYOUT_BY_NAME[name].by_column
