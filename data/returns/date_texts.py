"""The texts of a date column made ready to be read: put into UK time, and without what stands for no day at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.returns.layouts import Column, Layout
from data.returns.open_ends import without_filled_in
from data.returns.written_out import all_in_figures
from data.returns.zoned_times import in_uk_time

_DAY_NUMBER = r"^[1-9]\d{4}(?:\.\d+)?$"


@dataclass(frozen=True)
class DateTexts:
    """The different texts of a date column: ``ready`` is what is read of each, the rest says which of them are special.

    ``zoned`` name a time zone, ``still_open`` say in a column that ends something that nothing has ended, ``numbers`` are bare
    numbers, which may be Excel's days.
    """

    ready: pa.Array
    zoned: pa.Array
    still_open: pa.Array
    numbers: pa.Array


_PLAIN = r"^(?:20[0-3]\d|19(?:[1-689]\d|7[1-9]))-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$"
"""A day as a workbook's own dates are read, of a year that is no system's in place of none."""


def date_texts(layout: Layout, column: Column, texts: pa.Array) -> DateTexts:
    """The different texts of a column of dates, or dates and times, ready to be read."""
    if pc.all(pc.match_substring_regex(texts, _PLAIN)).as_py() is not False:
        none = pa.array(np.zeros(len(texts), dtype=bool))
        return DateTexts(texts, none, none, none)
    in_uk, zoned = in_uk_time(all_in_figures(texts))
    ready, still_open = without_filled_in(in_uk, layout.is_end(column))
    return DateTexts(
        ready, zoned, still_open, pc.fill_null(pc.match_substring_regex(ready, _DAY_NUMBER), False)
    )
