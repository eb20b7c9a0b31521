"""Arrow tables, as the database answers, to pandas frames, as the pages take them."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.types as kinds


def as_frame(answer: pa.Table) -> pd.DataFrame:
    """The same rows: days as timestamps, decimals as floats, texts as pandas texts."""
    for place, column in enumerate(answer.schema):
        plain = _plain(column.type)
        if plain is not None:
            answer = answer.set_column(place, column.name, answer.column(place).cast(plain))
    frame: pd.DataFrame = answer.to_pandas()
    return frame


def _plain(kind: pa.DataType) -> pa.DataType | None:
    if kinds.is_date(kind):
        return pa.timestamp("us")
    if kinds.is_decimal(kind):
        return pa.float64()
    return None
