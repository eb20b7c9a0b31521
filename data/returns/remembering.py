"""What the analyst has answered about a system's own headers and codes, applied to every workbook before it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from data.returns.layouts import alphanumerics
from data.returns.opening import Sheet
from data.returns.recognition import HEADER_ROWS_SEARCHED, LAYOUT_BY_NAME, Match, clean, recognise

Place = tuple[str, str]
"""A list's name and a column's."""


@dataclass
class Remembered:
    """Headers and codes to be read as the form's.

    ``headers`` has, for a list and its column, the header that a council's system gives it; ``codes`` the code that a text in
    such a column stands for.
    """

    headers: dict[Place, str] = field(default_factory=dict)
    codes: dict[Place, dict[str, str]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """A text that differs whenever something else is remembered."""
        return f"{sorted(self.headers.items())} {sorted((place, sorted(texts.items())) for place, texts in self.codes.items())}"

    def applied(self, sheets: list[Sheet]) -> list[Sheet]:
        """The sheets as they are to be read; those that nothing is remembered of are the same objects."""
        return [self._applied(sheet) for sheet in sheets] if self.headers or self.codes else sheets

    def as_kept(self) -> dict[str, list[list[str]]]:
        """What is remembered, in a form that a file can hold."""
        return {"headers": [[*place, header] for place, header in self.headers.items()],
                "codes": [[*place, text, code] for place, texts in self.codes.items() for text, code in texts.items()]}  # fmt: skip

    def add_kept(self, kept: dict[str, list[list[str]]]) -> None:
        """Take over what a file holds, of lists and columns that there are."""
        for name, column, header in kept.get("headers", []):
            if _is_place(name, column):
                self.headers.setdefault((name, column), header)
        for name, column, text, code in kept.get("codes", []):
            if _is_place(name, column):
                self.codes.setdefault((name, column), {}).setdefault(text, code)

    def _applied(self, sheet: Sheet) -> Sheet:
        match = recognise(sheet.name, sheet.cells)
        if match is None:
            return sheet
        return self._with_codes(self._with_headers(sheet, match), match)

    def _with_headers(self, sheet: Sheet, match: Match) -> Sheet:
        cells = sheet.cells
        for (name, column), header in self.headers.items():
            if name != match.layout.name or (column in match.columns and column not in match.guessed):
                continue
            index = match.extra.get(header)
            if index is not None:
                texts = cells.column(index).to_pylist()
                texts[match.header_row] = match.layout.by_column[column].header
                cells = cells.set_column(index, cells.column_names[index], pa.array(texts, pa.string()).dictionary_encode())
        return Sheet(sheet.name, cells, sheet.errors)

    def _with_codes(self, sheet: Sheet, match: Match) -> Sheet:
        cells = sheet.cells
        for (name, column), known in self.codes.items():
            index = match.columns.get(column)
            if name != match.layout.name or index is None:
                continue
            first = cells.column(index).slice(0, HEADER_ROWS_SEARCHED).to_pylist()
            texts = [known.get(alphanumerics(clean(text)), text) for text in cells.column(index).to_pylist()]
            texts[: match.header_row + 1] = first[: match.header_row + 1]
            cells = cells.set_column(index, cells.column_names[index], pa.array(texts, pa.string()).dictionary_encode())
        return Sheet(sheet.name, cells, sheet.errors)


def _is_place(name: str, column: str) -> bool:
    return name in LAYOUT_BY_NAME and column in LAYOUT_BY_NAME[name].by_column
