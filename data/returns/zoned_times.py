"""Dates and times that name a time zone, read as the clock in the United Kingdom stood.

A system that keeps its times in UTC writes the midnight of 1 October as 23:00 on 30 September: the day is then a day early for
as long as summer time lasts.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

UK = ZoneInfo("Europe/London")

_DAY = r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
_ZONE = r"Z|z|UTC|GMT|BST|[+-]\d{2}(?::?\d{2})?"
_ZONED = re.compile(rf"(?P<day>{_DAY})(?:[Tt ]+(?P<clock>{_CLOCK}))? ?(?P<zone>{_ZONE})")
_LOOKS_ZONED = rf"^(?:{_DAY})(?:[Tt ]+{_CLOCK})? ?(?:{_ZONE})$"
_HAS_A_CLOCK = re.compile(r"[Tt ]\d{1,2}:\d\d")
_HOURS_AHEAD = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 1}


def uk_time(text: str) -> str | None:
    """A text with a time zone as 'YYYY-MM-DD HH:MM:SS' of the clock in the UK; None where it is none or cannot be.

    A day without a time is that day, whatever zone it names.
    """
    moments = _moments(text)
    if moments is None:
        return None
    in_uk = moments[1].replace(tzinfo=None)
    return in_uk.isoformat(" ", "seconds") if _HAS_A_CLOCK.search(text) else in_uk.date().isoformat()


def is_another_day(text: str) -> bool:
    """Whether the day that a text with a time zone writes is not the day it is in UK time."""
    moments = _moments(text)
    return moments is not None and moments[0].date() != moments[1].date()


def is_in_summer_time(text: str) -> bool:
    """Whether the midnight after a day ('2022-09-30 23:00:00') falls in summer time."""
    try:
        after = datetime.fromisoformat(text[:10]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return False
    return after.replace(tzinfo=UK).utcoffset() == timedelta(hours=1)


def _moments(text: str) -> tuple[datetime, datetime] | None:
    """A text with a time zone as it is written, and by the clock in the UK."""
    zoned = _ZONED.fullmatch(text)
    if zoned is None:
        return None
    parts = [int(part) for part in re.findall(r"\d+", zoned["day"])]
    year, month, day = parts if zoned["day"][4] == "-" else reversed(parts)
    hour, minute, second, *_ = [*(int(part) for part in re.findall(r"\d+", zoned["clock"] or "")), 0, 0, 0]
    try:
        written = datetime(year, month, day, hour, minute, second, tzinfo=_zone(zoned["zone"]))
        return written, (written.astimezone(UK) if zoned["clock"] else written)
    except (ValueError, OverflowError):
        return None


def _zone(words: str) -> timezone:
    """The zone of 'Z', 'BST', '+01', '+0100' or '+01:00'. Raises ValueError beyond a day."""
    if words.upper() in _HOURS_AHEAD:
        return timezone(timedelta(hours=_HOURS_AHEAD[words.upper()]))
    digits = words[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-ahead if words[0] == "-" else ahead)


def in_uk_time(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Texts with those that name a time zone put into UK time, and which of them they are."""
    zoned = pc.fill_null(pc.match_substring_regex(texts, _LOOKS_ZONED), False)
    if not pc.any(zoned).as_py():
        return texts, zoned
    pairs = zip(texts.to_pylist(), zoned.to_pylist(), strict=True)
    read = pa.array([uk_time(text) if is_zoned else None for text, is_zoned in pairs], pa.string())
    return pc.coalesce(read, texts), pc.is_valid(read)
