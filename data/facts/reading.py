"""A statement answered in a reading: as known now, or from the returns that had come by a quarter."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.as_reported import AS_REPORTED, ReadAs
from data.periods import period_containing
from data.store import Questions


def read(store: Questions, ending: date, reading: ReadAs, sql: str, parameters: list[object]) -> pd.DataFrame:
    """The answer in a reading, to a day."""
    if reading == AS_REPORTED:
        return store.table_as_reported(sql, period_containing(ending, "quarter"), parameters)
    return store.table(sql, parameters)
