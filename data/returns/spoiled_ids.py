"""Ids of children that a spreadsheet has turned into something else: 1.23457E+11, rounded digits, a date.

A text that stands for one id alone is put right. Where it may stand for several, its rows are left out: two children must not
become one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SPOILED = "id spoiled by a spreadsheet"
"""Why rows are left out whose id cannot be known."""

_PLAIN = r"^[A-Za-z]{0,4}\d{2,15}$"
_LOOKS_SPOILED = (
    r"^\d+\.0+$|^\d(?:[.,]\d+)?[eE]\+?\d+$|^\d{16,}$|^\+?\d{4,5}-\d\d-\d\d(?:[ T].*)?$|^\d{1,2}/\d{1,2}/\d{2,4}$|^###+$|^(?i:true|false)$|"
    r"^(?i:\d{1,2}[- ](?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*(?:[- ]\d{2,4})?)$|"
    r"^(?i:(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*[- ](?:\d\d|20\d\d))$"
)
_WHOLE = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE](\+?)(\d+)")
_LONG = re.compile(r"\d{16,}")
_DIGITS_KEPT = 15
"""Significant digits of a number in Excel."""

_EXACT_TO = 2**53
"""Up to here every whole number of a spreadsheet is exact; beyond, only some can be held."""


@dataclass(frozen=True)
class IdTexts:
    """The different ids of a column: ``texts`` put right, ``places`` where each text that came is now among them.

    ``spoiled`` says of each id that cannot be known what a spreadsheet made of it, ``was_put_right`` which of the texts that came
    were changed.
    """

    texts: pa.Array
    places: pa.Array
    spoiled: pa.Array
    was_put_right: pa.Array


def read_ids(texts: pa.Array) -> IdTexts:
    """The different ids of a column as they are to be used."""
    plain = pc.fill_null(pc.match_substring_regex(texts, _PLAIN), True)
    if (
        pc.all(plain).as_py()
        or not pc.any(pc.match_substring_regex(texts.filter(pc.invert(plain)), _LOOKS_SPOILED)).as_py()
    ):
        places = pa.array(np.arange(len(texts), dtype=np.int32))
        return IdTexts(
            texts, places, pa.nulls(len(texts), pa.string()), pa.array(np.zeros(len(texts), dtype=bool))
        )
    right, spoiled = ids_put_right(texts.to_pylist())
    encoded = pa.array(right, pa.string()).dictionary_encode()
    how = dict(zip(right, spoiled, strict=True))
    return IdTexts(
        encoded.dictionary,
        encoded.indices,
        pa.array([how[text] for text in encoded.dictionary.to_pylist()], pa.string()),
        pc.fill_null(pc.not_equal(pa.array(right, pa.string()), texts), False),
    )


def ids_put_right(ids: list[str | None]) -> tuple[list[str | None], list[str | None]]:
    """The different ids of a column with those put right that can be, and for each that cannot be known how it was spoiled."""
    long = [text for text in ids if text is not None and _LONG.fullmatch(text)]
    rounded = all(map(_is_rounded, long))
    right: list[str | None] = []
    spoiled: list[str | None] = []
    for text in ids:
        known, how = (None, None) if text is None else _read(text, rounded)
        right.append(known)
        spoiled.append(how)
    return right, spoiled


def _read(text: str, long_ids_are_rounded: bool) -> tuple[str, str | None]:
    """An id as it is to be used, and how a spreadsheet spoiled it where it cannot be known."""
    if whole := _WHOLE.fullmatch(text):
        return _read(whole[1], long_ids_are_rounded) if len(whole[1]) > _DIGITS_KEPT else (whole[1], None)
    if scientific := _SCIENTIFIC.fullmatch(text):
        if not scientific[2] and not scientific[3]:
            return text, None
        decimals, power = len(scientific[2] or ""), int(scientific[4])
        number = Decimal(text.replace(",", "."))
        exact = power <= decimals < _DIGITS_KEPT and number == int(number)
        return (str(int(number)), None) if exact else (text, "shortened to a number in scientific notation")
    if _LONG.fullmatch(text):
        return text, f"rounded to {_DIGITS_KEPT} digits" if long_ids_are_rounded else None
    if re.search(_LOOKS_SPOILED, text):
        if text.startswith("#"):
            return text, "replaced by signs, as the column was too narrow"
        return text, "turned into yes or no" if text.lower() in ("true", "false") else "turned into a date"
    return text, None


def _is_rounded(digits: str) -> bool:
    """Whether a long whole number is one that a spreadsheet leaves after rounding: noughts, or what its binary number reads as."""
    kept = float(digits)
    ends_in_noughts = not digits[_DIGITS_KEPT:].strip("0")
    if ends_in_noughts and float(f"{kept:.{_DIGITS_KEPT}g}") == kept:
        return True
    return int(digits) > _EXACT_TO and int(kept) == int(digits)
