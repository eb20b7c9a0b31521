"""What stands beside a figure: the council's own published year, its statistical neighbours, its region and England."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts import ReferenceLine
from components.charts.theme import BLUE, GREY, PURPLE, TEAL
from components.panel.asking import PageData
from components.screen.text import escaped, quiet
from components.words.numbers import rounded
from components.words.published import NEIGHBOURS, beside_sentence, own_sentence, published_value
from data.comparators.authorities import councils
from data.comparators.catalogue import PublishedMeasure, published_measures
from data.facts.loaded import is_invented
from data.measures import Measure
from data.sample import INVENTED_AUTHORITY

NONE_PUBLISHED = "No comparator data is published for this measure."


def published_row(measure: Measure, data: PageData) -> tuple[PublishedMeasure, pd.Series] | None:
    """A measure's published counterpart with its figures for the page's year, None where nothing is published."""
    if measure.national is None or (row := data.published.get(measure.id)) is None:
        return None
    return published_measures()[str(row["code"])], row


def council_name(data: PageData) -> str:
    """The council whose published figures stand beside those of the returns."""
    return councils().get(data.store.la_code or 0, "The council")


def stands_in_words(data: PageData) -> str:
    """Whose the published figures beside invented returns are; '' where the returns are a council's own."""
    if not is_invented(data.store):
        return ""
    return f"{council_name(data)}'s published figure; the {INVENTED_AUTHORITY} is invented and stands in its place."


def show_comparators(measure: Measure, data: PageData) -> None:
    """The published figures in words: first how their basis differs, then the council's own, then the others'.

    They are of whole councils, so that none stands beside a part of one.
    """
    if measure.is_split or data.is_part:
        return
    found = published_row(measure, data)
    if found is None:
        quiet(
            NONE_PUBLISHED if measure.national is None else "Nothing was published for this measure by then."
        )
        return
    published, row = found
    quiet(basis_note(measure) if data.series(measure.id)["value"].notna().any() else measure.basis)
    if stands_in := stands_in_words(data):
        quiet(stands_in)
    st.markdown(escaped(own_sentence(published, council_name(data), row).rsplit(";", 1)[0] + "."))
    if not published.counted:
        st.markdown(escaped(f"{beside_sentence(published, row, data.model)}{_against(measure, row, data)}"))


def basis_note(measure: Measure) -> str:
    """How the published figure is counted differently from the local one, said before the two are set side by side."""
    local = "The local figure is of one quarter."
    if measure.at_a_date:
        local = "The local figure is at the quarter's end."
    elif measure.unit == "rate":
        local = "The local rate set beside it is of the last 12 months."
    elif measure.counting is not None and measure.counting.window_months:
        local = f"The local figure is of the last {measure.counting.window_months} months."
    return f"Not counted alike: {measure.basis[0].lower()}{measure.basis[1:]} {local}"


def _against(measure: Measure, row: pd.Series, data: PageData) -> str:
    """Whether the latest local figure is above or below the neighbours' and England's, and by polarity if that is better."""
    rows = data.series(
        measure.id, "rolling_12_months" if measure.unit == "rate" and measure.kind == "flow" else "quarter"
    )
    if rows.empty or rows.iloc[-1]["status"] != "ok" or pd.isna(value := rows.iloc[-1]["value"]):
        return ""
    found: dict[str, list[str]] = {}
    for name, other in (("its neighbours' mean", row["neighbours"]), ("England", row["england"])):
        if pd.notna(other):
            how = (
                "about the same as"
                if rounded(value, 1) == rounded(other, 1)
                else _side(measure, value > other)
            )
            found.setdefault(how, []).append(name)
    said = "; ".join(f"{how} {' and '.join(names)}" for how, names in found.items())
    return f" The latest local figure is {said}." if said else ""


def _side(measure: Measure, above: bool) -> str:
    if measure.better == "neither":
        return "higher than" if above else "lower than"
    good = above == (measure.better == "higher")
    return f"{'higher' if above else 'lower'}, so {'better' if good else 'worse'}, than"


def england_words(measure: Measure, data: PageData) -> str:
    """'England 84.5%, statistical neighbours 82.1% (2021/22)' for a headline, '' where there is none to compare with."""
    found = published_row(measure, data)
    if found is None or found[0].counted:
        return ""
    published, row = found
    return (
        f"{measure.basis} England {published_value(published, row['england'])}, statistical neighbours "
        f"{published_value(published, row['neighbours'])} ({row['year_label']})."
    )


def reference_lines(measure: Measure, data: PageData) -> tuple[ReferenceLine, ...]:
    """The published values to draw beside a figure: for a count only the council's own."""
    found = published_row(measure, data)
    if found is None or (found[0].counted and not measure.at_a_date):
        return ()
    published, row = found
    few = f", {int(row['n'])} of {NEIGHBOURS}" if row["n"] < NEIGHBOURS else ""
    lines = [(f"{council_name(data)} {row['year_label']}", row["own"], BLUE)]
    if not published.counted:
        lines += [
            (f"Neighbours{few}", row["neighbours"], TEAL),
            (str(row["region_name"]), row["region"], PURPLE),
            ("England", row["england"], GREY),
        ]
    return tuple(
        ReferenceLine(f"{label} {published_value(published, value)}", float(value), colour)
        for label, value, colour in lines
        if pd.notna(value)
    )
