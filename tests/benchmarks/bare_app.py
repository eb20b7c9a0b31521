"""The app that ours is held against: one page of 30 bordered containers, 120 sentences, 12 tables and 12 finished charts."""

from datetime import date

import pandas as pd
import pyarrow as pa
import streamlit as st

CONTAINERS, SENTENCES, FIGURES, ROWS, MONTHS = 30, 4, 12, 8, 24
TABLE = pd.DataFrame({"Period": [f"Q{n % 4 + 1} 2022/23" for n in range(ROWS)], "Number": range(ROWS)})
POINTS = pa.table(
    {
        "month": [date(2021 + n // 12, n % 12 + 1, 1).strftime("%b %Y") for n in range(MONTHS)],
        "value": [100 + 7 * n % 31 for n in range(MONTHS)],
    }
)
SPECIFICATION = {
    "mark": "line",
    "data": {"name": "points"},
    "encoding": {
        "x": {"field": "month", "type": "ordinal", "sort": None},
        "y": {"field": "value", "type": "quantitative"},
    },
}

st.set_page_config(layout="wide")
for container in range(CONTAINERS):
    with st.container(border=True):
        for sentence in range(SENTENCES):
            st.markdown(f"Sentence {sentence} of figure {container}: 86.6% (363 of 419) in Q3 2022/23.")
        if container < FIGURES:
            st.vega_lite_chart(spec=SPECIFICATION | {"datasets": {"points": POINTS}})
            st.table(TABLE)
