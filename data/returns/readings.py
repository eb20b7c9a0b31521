"""Reading the texts of a sheet: dates and numbers by SQL, codes, periods, measures and factors by their own rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.periods import Period, read_period
from data.returns.codes import CODE_SETS
from data.returns.date_texts import date_texts
from data.returns.equal_rows import equal_to_earlier, row_keys
from data.returns.factors import read_codes
from data.returns.hidden_and_uncalculated import HIDDEN_ROW, rows_within
from data.returns.invisible import visible_texts
from data.returns.layouts import Column, no_id
from data.returns.no_records import no_record_reasons
from data.returns.recognition import NULL_WORDS, Match, clean, encoded_columns
from data.returns.spoiled_ids import SPOILED, IdTexts, read_ids
from data.returns.typing import ARROW_TYPES, READING_KINDS, UNREAD, fallible, read_in_sql, sql_kind
from data.returns.zoned_times import in_uk_time


@dataclass(frozen=True)
class MeasureNames:
    """What the catalogue tells a reader: find a measure's id by id or title, and whether its unit is percent."""

    find: Callable[[str], str | None]
    is_percent: Callable[[str], bool]


@dataclass(frozen=True)
class Reading:
    """What a cell's text means: its value, the text where it was not (wholly) understood, and the period it names."""

    value: str | None
    unread: str | None
    period: Period | None = None


def read(column: Column, text: str, reporting_date: date | None, names: MeasureNames) -> Reading:
    """The reading of one cell of a column of READING_KINDS; a code that is not known keeps its text as its value."""
    if text.lower() in NULL_WORDS:
        return Reading(None, None)
    if column.kind == "factors":
        codes, unread = read_codes(text)
        return Reading(codes or None, text if unread or not codes else None)
    if column.kind == "period":
        period = read_period(text, reporting_date)
        return Reading(period.label if period else text, None if period else text, period)
    if column.kind == "code":
        codes_known = CODE_SETS[column.codes or ""]
        value = None if codes_known.conflict(text) else codes_known.read(text)
    else:
        value = names.find(text)
    return Reading(value or text, None if value else text)


class SheetTexts:
    """A recognised sheet, each different text of a column kept once."""

    def __init__(self, match: Match, cells: pa.Table, left_out_rows: Sequence[tuple[int, int]] = ()) -> None:
        """``left_out_rows`` are runs of hidden rows (first, last, from 0) that the analyst leaves out."""
        self.match = match
        self.left_out_rows = left_out_rows
        self.excel_rows = cells.column("excel_row")
        self.width = cells.num_columns - 1
        self.columns = _different_texts(cells.select([f"c{index}" for index in range(self.width)]))
        self.named = {index: match.layout.by_column[name] for name, index in match.columns.items()}
        self.read_by_sql: dict[int, pa.Array] = {}
        self.ids = {
            index: self._put_right(index) for index, column in self.named.items() if column.kind == "id"
        }
        self.dates = {
            index: date_texts(match.layout, column, self.columns[index][0])
            for index, column in self.named.items()
            if column.kind in ("date", "date and time")
        }
        self.withheld = pa.nulls(len(self.excel_rows), pa.string())

    def _put_right(self, index: int) -> IdTexts:
        """Put the ids of a column right where a spreadsheet has spoiled them, and note which cannot be known."""
        texts, which = self.columns[index]
        read = read_ids(texts)
        self.columns[index] = (read.texts, read.places.take(which))
        return read

    @property
    def for_sql(self) -> dict[int, tuple[str, pa.Array]]:
        """The columns that SQL reads: index to (kind, different texts)."""
        return {
            index: (
                sql_kind(column),
                self.dates[index].ready if index in self.dates else self.columns[index][0],
            )
            for index, column in self.named.items()
            if fallible(column) and column.kind not in READING_KINDS
        }

    def typed(self, reporting_date: date | None, names: MeasureNames) -> pa.Table:
        """The sheet typed by its layout, each different text read once and taken to its rows.

        Gives ``excel_row``, each declared column typed (null where the sheet has none) with ``<column>__unread`` where a
        cell can fail (all of them also as the map ``unread``), a period's ``_grain``, ``_start`` and ``_end``, undeclared
        columns as the map ``other_columns`` and ``left_out_because``.
        """
        rows = len(self.excel_rows)
        typed: dict[str, pa.Array | pa.ChunkedArray] = {"excel_row": self.excel_rows}
        for index, (texts, which) in enumerate(self.columns):
            column = self.named.get(index)
            if column is None:
                continue
            parts = _values(column, texts, self.read_by_sql.get(index), reporting_date, names)
            if index in self.dates:
                parts[UNREAD] = pc.if_else(self.dates[index].still_open, None, parts[UNREAD])
            for suffix, values in parts.items():
                is_filled = values.null_count < len(values)
                typed[f"{column.name}{suffix}"] = (
                    values.take(which) if is_filled else pa.nulls(rows, values.type)
                )
        for column in self.match.layout.columns:
            if column.name not in self.match.columns:
                typed |= _absent(column, rows)
        unread = {
            name.removesuffix(UNREAD): values for name, values in typed.items() if name.endswith(UNREAD)
        }
        added = {
            "unread": _as_maps(unread, rows),
            "other_columns": self._other_columns(),
            "left_out_because": self._left_out(),
        }
        return pa.table(typed | added)

    def _other_columns(self) -> pa.Array:
        """The cleaned texts of undeclared columns, by header."""
        texts = {
            header: self.columns[index][0].take(self.columns[index][1])
            for header, index in self.match.extra.items()
        }
        return _as_maps(texts, len(self.excel_rows))

    def _left_out(self) -> pa.Array:
        """For each row that cannot be used, why."""
        rows = len(self.excel_rows)
        filled = np.zeros(rows, dtype=bool)
        for _, which in self.columns:
            filled |= pc.is_valid(which).to_numpy(zero_copy_only=False)
        copies = pa.array(self.repeated(range(self.width)))
        reasons = pc.if_else(copies, "exact duplicate of another row", pa.scalar(None, pa.string()))
        for index, ids in self.ids.items():
            if ids.spoiled.null_count < len(ids.spoiled):
                reasons = pc.if_else(pc.is_valid(ids.spoiled.take(self.columns[index][1])), SPOILED, reasons)
        reasons = pc.coalesce(self._no_records(), reasons)
        if self.left_out_rows:
            is_left_out = pa.array(rows_within(self.left_out_rows, self.excel_rows.to_numpy() - 1))
            reasons = pc.coalesce(reasons, pc.if_else(is_left_out, HIDDEN_ROW, None))
        reasons = pc.coalesce(reasons, self.withheld)
        reasons = pc.if_else(self._examples(), "example row of the template", reasons)
        return reasons if filled.all() else pc.if_else(pa.array(filled), reasons, "blank row")

    def _no_records(self) -> pa.Array:
        """For each row that is no record, or that does not say whose it is, why."""
        layout = self.match.layout
        key = layout.identifier or next(
            (column for column in layout.columns if column.name in self.match.columns), layout.columns[0]
        )
        if key.name not in self.match.columns:
            return pa.nulls(len(self.excel_rows), pa.string()).fill_null(no_id(key))
        index = self.match.columns[key.name]
        headers = {self.match.columns[name]: header for name, header in self.match.headers.items()}
        reasons = no_record_reasons(self.columns, self.named, index, headers)
        if layout.identifier is None:
            return reasons
        return pc.coalesce(reasons, pc.if_else(pc.is_null(self.columns[index][1]), no_id(key), None))

    def _examples(self) -> pa.Array:
        """Which rows are the template's example, left as it was."""
        example = dict(
            zip(
                (column.name for column in self.match.layout.columns), self.match.layout.example, strict=False
            )
        )
        same = pa.array([bool(example)] * len(self.excel_rows), pa.bool_())
        for name, index in self.match.columns.items() if example else ():
            texts, which = self.columns[index]
            value = example.get(name)
            expected = "" if value is None else str(value)
            same = pc.and_(
                same, pc.equal(pc.fill_null(texts, ""), expected).take(which).fill_null(expected == "")
            )
        return same

    def repeated(self, columns: Iterable[int], among: np.ndarray | None = None) -> np.ndarray:
        """Which rows (of those ``among``) equal an earlier one in the columns given."""
        keys = row_keys([(len(self.columns[index][0]), self.columns[index][1]) for index in columns])
        chosen = np.ones(len(self.excel_rows), dtype=bool) if among is None else among
        result = np.zeros(len(self.excel_rows), dtype=bool)
        if keys is not None:
            result[chosen] = equal_to_earlier(keys[chosen])
        return result


def _as_maps(columns: Mapping[str, pa.Array | pa.ChunkedArray], rows: int) -> pa.Array:
    """Columns as one map a row, of those that have a text in it; null where none has."""
    filled = {name: texts for name, texts in columns.items() if texts.null_count < len(texts)}
    if not filled:
        return pa.nulls(rows, pa.map_(pa.string(), pa.string()))
    is_filled = np.column_stack(
        [pc.is_valid(texts).to_numpy(zero_copy_only=False) for texts in filled.values()]
    )
    row, column = np.nonzero(is_filled)
    place = pa.array(column * rows + row)
    texts = pa.concat_arrays([chunk for texts in filled.values() for chunk in _chunks(texts)]).take(place)
    names = pa.array(list(filled), pa.string()).take(pa.array(column))
    ends = np.cumsum(is_filled.sum(axis=1))
    starts = pa.array(
        np.concatenate(([0], ends)).astype(np.int32), mask=np.append(~is_filled.any(axis=1), False)
    )
    return pa.MapArray.from_arrays(starts, names, texts)


def _chunks(texts: pa.Array | pa.ChunkedArray) -> list[pa.Array]:
    return texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]


def read_texts(sheets: list[SheetTexts]) -> None:
    """Let SQL read the dates and numbers of all of a workbook's sheets, in one query."""
    wanted = [(sheet, index, texts) for sheet in sheets for index, texts in sheet.for_sql.items()]
    for (sheet, index, _), values in zip(wanted, read_in_sql([texts for _, _, texts in wanted]), strict=True):
        sheet.read_by_sql[index] = values


def _different_texts(cells: pa.Table) -> list[tuple[pa.Array, pa.Array]]:
    """For each column its different texts, cleaned, and which of them each row holds, null where it says nothing."""
    columns = [_without_headers(column) for column in encoded_columns(cells)]
    texts = visible_texts(pa.concat_arrays([column.dictionary for column in columns]))
    says_nothing = pc.is_in(pc.utf8_lower(texts), value_set=_SAYS_NOTHING)
    cleaned = pc.if_else(says_nothing, None, texts) if pc.any(says_nothing).as_py() else texts
    different, start = [], 0
    for column in columns:
        own = cleaned.slice(start, len(column.dictionary))
        start += len(column.dictionary)
        if own.equals(column.dictionary):
            different.append((column.dictionary, column.indices))
        else:
            encoded = own.dictionary_encode()
            different.append((encoded.dictionary, encoded.indices.take(column.indices)))
    return different


def _without_headers(encoded: pa.DictionaryArray) -> pa.DictionaryArray:
    """A column without the first of its texts where no row holds them: those of the rows above the records."""
    first = pc.min(encoded.indices).as_py()
    if not first:
        return encoded
    return pa.DictionaryArray.from_arrays(
        pc.subtract(encoded.indices, pa.scalar(first, encoded.indices.type)), encoded.dictionary.slice(first)
    )


_SAYS_NOTHING = pa.array(sorted(NULL_WORDS))


def _absent(column: Column, rows: int) -> dict[str, pa.Array]:
    parts = {"": ARROW_TYPES.get(column.kind, pa.string())}
    if fallible(column):
        parts[UNREAD] = pa.string()
    if column.kind == "period":
        parts |= {"_grain": pa.string(), "_start": pa.date32(), "_end": pa.date32()}
    return {f"{column.name}{suffix}": pa.nulls(rows, kind) for suffix, kind in parts.items()}


def _values(
    column: Column,
    texts: pa.Array,
    read_by_sql: pa.Array | None,
    reporting_date: date | None,
    names: MeasureNames,
) -> dict[str, pa.Array]:
    """What each different text of a column means, by suffix of the column's name."""
    if not fallible(column):
        return {"": texts}
    if read_by_sql is not None:
        return {"": read_by_sql, UNREAD: pc.if_else(pc.is_null(read_by_sql), texts, None)}
    ready = in_uk_time(texts)[0] if column.kind == "period" else texts
    readings = [read(column, text or "", reporting_date, names) for text in ready.to_pylist()]
    parts = {
        "": pa.array([one.value for one in readings], pa.string()),
        UNREAD: pa.array([one.unread for one in readings], pa.string()),
    }
    if column.kind == "period":
        periods = [one.period for one in readings]
        parts["_grain"] = pa.array([one.grain if one else None for one in periods], pa.string())
        parts["_start"] = pa.array([one.start if one else None for one in periods], pa.date32())
        parts["_end"] = pa.array([one.end if one else None for one in periods], pa.date32())
    return parts


def scale_percentages(texts: list[str | None], percent: list[bool]) -> tuple[list[str | None], bool]:
    """Percentages of a column on the scale 0 to 100, and whether the column mixes fractions and percentages.

    Text with % stands as written; the other numbers, where all lie between 0 and 1, are fractions, otherwise
    percentages. ``percent`` says which rows hold percentages at all; the rest is returned as it is.
    """
    plain = {}
    for index, (text, is_percent) in enumerate(zip(texts, percent, strict=True)):
        if is_percent and text is not None and re.fullmatch(r"\d+(\.\d+)?([eE][+-]?\d+)?", text):
            plain[index] = float(text)
    if not plain or max(plain.values()) > 1:
        mixed = any(0 < number < 1 for number in plain.values()) and any(
            number > 1 for number in plain.values()
        )
        return texts, mixed
    scaled = list(texts)
    for index, number in plain.items():
        scaled[index] = repr(round(number * 100, 10))
    return scaled, False


def with_scaled_percentages(
    match: Match, cells: pa.Table, names: MeasureNames
) -> tuple[pa.Table, list[Column]]:
    """The cells with every percentage on the scale 0 to 100, and the columns that mix two scales."""
    mixed: list[Column] = []
    for column in match.layout.columns:
        if column.kind not in ("percent", "value") or column.name not in match.columns:
            continue
        index = cells.column_names.index(f"c{match.columns[column.name]}")
        texts = [clean(value) or None for value in cells.column(index).to_pylist()]
        percent = [True] * len(texts)
        if column.kind == "value":
            measures = (
                cells.column(f"c{match.columns['measure']}").to_pylist() if "measure" in match.columns else []
            )
            percent = [names.is_percent(clean(text)) for text in measures] or [False] * len(texts)
        scaled, is_mixed = scale_percentages(texts, percent)
        cells = cells.set_column(index, cells.column_names[index], pa.array(scaled, pa.string()))
        if is_mixed:
            mixed.append(column)
    return cells, mixed
