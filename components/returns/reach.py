"""How far back the history reaches: the days each list covers, and the measures that look back further."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from data.history import look_backs, reach
from data.in_words import day
from data.returns.problems import counted
from data.store import Store


def show_reach(store: Store) -> None:
    """The days covered list by list with their gaps, and what is partial because it looks back."""
    st.header("How far back the history reaches", anchor="history")
    lists = reach(store)
    if lists:
        plain_table(
            pd.DataFrame(
                {
                    "List": [listed.layout.title for listed in lists],
                    "Covered": ["; ".join(_days(*span) for span in listed.spans) for listed in lists],
                    "Gaps": [
                        ""
                        if listed.layout.merging == "snapshots"
                        else "; ".join(_days(*gap) for gap in listed.gaps) or "none"
                        for listed in lists
                    ],
                }
            ),
            "Days covered, by list",
        )
        quiet("A quarter in a gap is not supplied: it is never zero and never drawn as a fall.")
    for looked_back in look_backs(store):
        since = (
            f"whole from {looked_back.whole_from.label}; before that"
            if looked_back.whole_from
            else "in every quarter loaded"
        )
        st.markdown(
            escaped(
                f"{looked_back.measure.title} looks back {counted(looked_back.measure.months_looked_back, 'month')} before its period: "
                f"{since} it is partial, and can read too low."
            )
        )


def _days(start: object, end: object) -> str:
    first, last = pd.Timestamp(str(start)).date(), pd.Timestamp(str(end)).date()
    return day(first) if first == last else f"{day(first)} to {day(last)}"
