"""The definitions page: every measure as it is declared."""

from __future__ import annotations

import streamlit as st

from components.screen.text import escaped, quiet
from components.words.numbers import better
from data.comparators.catalogue import published_measures
from data.lists.dimensions import DIMENSIONS
from data.lists.selection import FEWEST_TO_SHOW, LEAST_SHARE_TO_SHOW
from data.measures import MEASURES, Measure
from data.measures.sections.family_front_door import TRIO_RULES
from data.variation import ENOUGH_MONTHS, YEARS_OF_A_SEASON

_UNITS = {
    "number": "a number",
    "percent": "per cent",
    "rate": "a rate per 10,000 children",
    "average": "an average",
    "days": "days",
}
_KINDS = {
    "flow": "counts what happened in the period",
    "stock": "counts what is open at the period's end",
    "window": "counts the months to the period's end",
    "reported": "taken from the panel return",
}


_RULES = (
    "**Whole, partial, not supplied.** A figure is *partial* where the returns loaded cover only part of what it needs, and "
    "*not supplied* where they cover none of it. Neither is zero, and nothing is compared with a partial figure.",
    "**Events of several returns** (Lists 1 to 5). A later return replaces what an earlier one said of the same event, and "
    "withdraws what its six months should hold and do not. Lists of events that end are taken to hold what *ended* in the six "
    f"months where at least {FEWEST_TO_SHOW} rows, and {LEAST_SHARE_TO_SHOW:.0%} of those that ended in them, began before; "
    "otherwise what *began* in them. What a return could not list stays as it was, and counts that depend on it are partial. "
    "An open event that a return should list and does not was closed on a day not known: it is open no longer, and is in no "
    "count of what was completed.",
    "**Children of several returns** (Lists 6 to 8). Each return holds a child's latest episode. A later start is a new "
    "episode, unless the child's episode was open already in a return on or after that day: then its start was corrected. A "
    "child who is gone without an end is counted as ended, on a date marked as estimated. Numbers before the first return "
    "that saw the children are lower bounds, and partial. Children are counted once, however many rows they have.",
    f"**Change or chance.** The last {ENOUGH_MONTHS} months give a usual range: their mean ± 2.66 times the mean change from "
    f"month to month. Where the time of year matters, each month has a range of its own once {YEARS_OF_A_SEASON} whole years "
    "before it are held, and until then stands beside the same month last year. Outside the range, seven months on one side "
    "of the mean, seven that rise or fall, or two of three near one limit are more than chance.",
)


def dimensions_words(measure: Measure) -> str:
    """What a measure can be broken down by that anyone may see: 'sex, ethnic group and age band'; '' for nothing."""
    names = [DIMENSIONS[name].words for name in measure.dimensions if DIMENSIONS[name].is_for_panel]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def show_definitions() -> None:
    """Draw the page."""
    st.title("Definitions")
    st.markdown(
        "Every measure, declared once and read from here by every page. Working days are Monday to Friday without English "
        "bank holidays; the day of the start is day 0 and the limit day counts. The year runs from April to March. How "
        "several returns become one figure, and how a change is told from chance, stands at the end."
    )
    section = ""
    for measure in MEASURES.values():
        if measure.section != section:
            section = measure.section
            st.header(section, anchor=False)
        with st.expander(measure.title):
            st.markdown(f"{measure.means}")
            if measure.id == "trio_of_harm":
                st.markdown("**Rules.** " + " ".join(words for _, words in TRIO_RULES.values()))
            st.markdown(
                f"**Unit.** {_UNITS[measure.unit].capitalize()}; {_KINDS[measure.kind]}; {better(measure)}."
            )
            st.markdown(f"**Source.** {measure.source}.")
            if by := dimensions_words(measure):
                st.markdown(f"**Broken down by.** {by}.")
            if measure.national:
                published = published_measures()[measure.national]
                st.markdown(
                    escaped(
                        f"Published counterpart: {published.title} ({published.publication}, {published.basis})."
                    )
                )
            if measure.estimate:
                st.markdown(f"**Estimate.** {measure.estimate.how}")
            for words in (measure.basis, measure.caveat):
                if words:
                    st.markdown(words)
            earlier = "".join(f"; also read by its earlier title, “{title}”" for title in measure.formerly)
            quiet(f"Id in the panel return: {measure.id}{earlier}")
    st.header("How figures are put together and told from chance", anchor="rules")
    for rule in _RULES:
        st.markdown(rule)
