"""A figure block: title, latest value as a sentence, chart, the same data as a table, definition, download."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.asking import MONTHS, Block, PageData
from components.beside import series_table, show_definition, show_reasons, show_remarks, show_table
from components.charts import series
from components.comparators import reference_lines, show_comparators
from components.drawn import show_chart
from components.pictures import PICTURES
from components.quiet import escaped
from components.shares import show_shares
from components.usual import usual_words
from components.words import is_like, sentence
from data.facts import Target, target
from data.judgement import judged_monthly
from data.periods import period_containing
from data.variation import UsualRange

FEWEST_OF_A_SEASON = 4
_TITLES = {"pyramid": "by age and sex", "season": "by quarter of the year", "spread": "by team", "pairs": "against those that ended"}


def show_figure(block: Block, data: PageData) -> None:
    """Draw one figure block."""
    measure = block.declared
    with st.container(border=True, height="stretch"):
        extra = _TITLES.get(block.drawn_as, "by age" if block.by != "category" else "")
        st.subheader(f"{measure.title}{', ' if extra else ''}{extra}", anchor=block.key.replace(" ", "-"))
        if data.provisional == period_containing(data.ending, "quarter").label:
            st.badge("Provisional", icon=":material/hourglass_empty:", color="gray")
        if block.drawn_as in PICTURES:
            PICTURES[block.drawn_as](block, data)
        elif block.drawn_as == "parts":
            show_shares(block, data)
        elif measure.unit == "rate":
            _show_rate(block, data)
        else:
            _show_series(block, data)
        show_reasons(measure, data)


def _show_series(block: Block, data: PageData) -> None:
    measure = block.declared
    rows = data.series(measure.id)
    goal = target(data.store, measure.id, data.ending)
    said = []
    if block.grain == "year_to_date":
        said.append(sentence(measure, data.series(measure.id, "year_to_date"), goal, "year_to_date"))
    if block.grain == "quarter" or rows.iloc[-1]["status"] in ("ok", "partial"):
        said.append(sentence(measure, rows, goal if block.grain == "quarter" else None))
    for words in said:
        st.markdown(escaped(words))
    months = data.series(measure.id, "month")
    usual, of_chance = None, ""
    if block.drawn_as == "months" and judged_monthly([measure]) and months["value"].notna().any():
        judgement = data.judgement(measure)
        usual, of_chance = judgement.usual, usual_words(judgement)
        st.markdown(escaped(of_chance))
    if block.drawn_as != "season":
        show_remarks(measure, data)
        show_comparators(measure, data)
    _draw(block, data, " ".join(filter(None, [f"{measure.title}.", *said, of_chance])), goal, usual)


def _show_rate(block: Block, data: PageData) -> None:
    """A rate of the quarter, not scaled up, and of the last 12 months, which alone stands beside a published year."""
    measure = block.declared
    goal = target(data.store, measure.id, data.ending)
    said = [sentence(measure, data.series(measure.id), goal)]
    rows = data.series(measure.id, "rolling_12_months")
    if not rows.empty:
        said.append(sentence(measure, rows, None, "rolling_12_months"))
    for words in said:
        st.markdown(escaped(words))
    show_remarks(measure, data)
    show_comparators(measure, data)
    shown = data.series(measure.id) if rows.empty else rows.assign(value=rows["value"].where(rows["status"] == "ok"))
    if shown["value"].notna().sum() > 1:
        known = _from_first_known(shown)
        show_chart(series.line, measure, known, target=goal.value if goal else None, beside=reference_lines(measure, data),
                   words=f"{measure.title}. {' '.join(said)}")  # fmt: skip
    show_table(block, series_table(measure, data.series(measure.id) if rows.empty else rows, data.provisional))


def _draw(block: Block, data: PageData, words: str, goal: Target | None, usual: UsualRange | None) -> None:
    """The chart that the block asks for, as far as there is something to draw, and its table: by quarter where quarters are judged."""
    measure = block.declared
    rows = data.series(measure.id)
    rows = rows.assign(value=rows["value"].where(is_like(rows, rows.iloc[-1])))
    months, shown = data.series(measure.id, "month").tail(MONTHS), rows[rows["value"].notna()]
    if block.drawn_as == "season" and len(shown) > FEWEST_OF_A_SEASON:
        show_chart(series.by_quarter_of_year, measure, rows, words=words)
        shown = rows
    elif (use_months := _draws_months(block, months, usual)) or len(shown) > 1:
        shown = _from_first_known(months if use_months else rows)
        level = {"target": goal.value if goal else None, "usual": usual}
        if measure.unit == "number" and measure.kind == "flow":
            show_chart(series.columns, measure, shown, words=words, **level)
        else:
            show_chart(series.line, measure, shown, words=words, **level, beside=reference_lines(measure, data))
    if shown.empty:
        show_definition(measure)
    else:
        show_table(block, series_table(measure, shown if len(shown) > 1 else rows, data.provisional))


def _draws_months(block: Block, months: pd.DataFrame, usual: UsualRange | None) -> bool:
    judged_by_quarter = usual is not None and usual.by_quarter
    return block.drawn_as == "months" and not judged_by_quarter and bool(months["value"].notna().sum() > 2)


def _from_first_known(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows["value"].notna().to_numpy().argmax()
    return rows.iloc[first:]
