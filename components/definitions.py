"""The definitions page: every measure as it is declared."""

from __future__ import annotations

import streamlit as st

from components.quiet import escaped, quiet
from components.words import better
from data.comparators.catalogue import published_measures
from data.measures import MEASURES
from data.measures.family_front_door import TRIO_RULES

_UNITS = {"number": "a number", "percent": "per cent", "rate": "a rate per 10,000 children", "average": "an average", "days": "days"}
_KINDS = {"flow": "counts what happened in the period", "stock": "counts what is open at the period's end",
          "window": "counts the months to the period's end", "reported": "taken from the panel return"}  # fmt: skip


def show_definitions() -> None:
    """Draw the page."""
    st.title("Definitions")
    st.markdown("Every measure, declared once and read from here by every page. Working days are Monday to Friday without English bank "
                "holidays; the day of the start is day 0 and the limit day counts. The year runs from April to March.")  # fmt: skip
    section = ""
    for measure in MEASURES.values():
        if measure.section != section:
            section = measure.section
            st.header(section, anchor=False)
        with st.expander(measure.title):
            st.markdown(f"{measure.means}")
            if measure.id == "trio_of_harm":
                st.markdown("**Rules.** " + " ".join(words for _, words in TRIO_RULES.values()))
            st.markdown(f"**Unit.** {_UNITS[measure.unit].capitalize()}; {_KINDS[measure.kind]}; {better(measure)}.")
            st.markdown(f"**Source.** {measure.source}.")
            if measure.national:
                one = published_measures()[measure.national]
                st.markdown(escaped(f"Published counterpart: {one.title} ({one.publication}, {one.basis})."))
            if measure.estimate:
                st.markdown(f"**Estimate.** {measure.estimate.how}")
            for words in (measure.basis, measure.caveat):
                if words:
                    st.markdown(words)
            earlier = "".join(f"; also read by its earlier title, “{title}”" for title in measure.formerly)
            quiet(f"Id in the panel return: {measure.id}{earlier}")
