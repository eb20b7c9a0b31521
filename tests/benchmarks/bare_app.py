"""The app that ours is held against: a page of thirty containers, sentences, tables and charts of finished specifications."""

import pandas as pd
import streamlit as st

ROWS = pd.DataFrame({"month": [f"2022-{n:02d}" for n in range(1, 13)], "figure": range(12)})
SPECIFICATION = {
    "mark": "line",
    "encoding": {
        "x": {"field": "month", "type": "ordinal"},
        "y": {"field": "figure", "type": "quantitative"},
    },
}

st.set_page_config(layout="wide")
for block in range(30):
    with st.container():
        for sentence in range(4):
            st.markdown(f"Sentence {sentence} of block {block}: 86.6% (363 of 419) in Q3 2022/23.")
        if block < 12:
            st.vega_lite_chart(ROWS, SPECIFICATION)
            st.table(ROWS)
