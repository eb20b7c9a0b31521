"""A figure block: title, latest value as a sentence, chart, the same data as a table, definition, download."""

from __future__ import annotations

from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from components.asking import Block, PageData
from components.beside import alternative, series_table, show_definition, show_remarks, show_table, show_what_is_needed
from components.charts import series
from components.pictures import PICTURES
from components.quiet import escaped, quiet
from components.shares import show_shares
from components.words import is_like, sentence, usual_words
from data.facts import Target, target
from data.measures import MEASURES, Measure
from data.variation import UsualRange, usual_range

_TITLES = {"pyramid": "by age and sex", "season": "by quarter of the year", "spread": "by team", "pairs": "against those that ended"}


def show_figure(block: Block, data: PageData) -> None:
    """Draw one figure block."""
    measure = block.declared
    with st.container(border=True, height="stretch"):
        extra = _TITLES.get(block.drawn_as, "by age" if block.by != "category" else "")
        st.subheader(f"{measure.title}{', ' if extra else ''}{extra}", anchor=block.key.replace(" ", "-"))
        if block.drawn_as in PICTURES:
            PICTURES[block.drawn_as](block, data)
        elif block.drawn_as == "parts":
            show_shares(block, data)
        else:
            _show_series(block, data)


def judged(measure: Measure, data: PageData) -> UsualRange | None:
    """The months of a flow judged, None where there are too few."""
    months = data.series(measure.id, "month")
    known = months["value"].where(months["status"] == "ok")
    return usual_range(months["period"].tolist(), known.tolist()[: _last_known(known)], seasonal=measure.seasonal,
                       most=100.0 if measure.unit == "percent" else float("inf")) if len(months) else None  # fmt: skip


def _last_known(values: pd.Series) -> int:
    """How many months there are up to the newest that is complete."""
    known = values.notna().to_numpy().nonzero()[0]
    return int(known[-1]) + 1 if len(known) else 0


def _show_series(block: Block, data: PageData) -> None:
    measure = block.declared
    rows = data.series(measure.id)
    goal = target(data.store, measure.id, data.ending)
    said = []
    if block.grain == "year_to_date":
        said.append(sentence(measure, data.series(measure.id, "year_to_date"), goal, "year_to_date"))
    if block.grain == "quarter" or rows.iloc[-1]["status"] in ("ok", "partial"):
        said.append(sentence(measure, rows, goal if block.grain == "quarter" else None))
    for name in block.also:
        other = MEASURES[name]
        said.append(f"{other.title}: {sentence(other, data.series(name), target(data.store, name, data.ending))}")
    for words in said:
        st.markdown(escaped(words))
    if rows.iloc[-1]["status"] == "not applicable" and rows["value"].isna().all():
        quiet(f"{measure.source} does not record what the filter asks for, so this figure cannot be shown for it.")
        return
    months = data.series(measure.id, "month")
    judgement = judged(measure, data) if measure.kind == "flow" and block.drawn_as == "months" else None
    if measure.kind == "flow" and block.drawn_as == "months" and months["value"].notna().any():
        st.markdown(escaped(usual_words(measure, judgement)))
    nothing = rows["value"].isna().all() and (block.grain == "quarter" or data.series(measure.id, "year_to_date")["value"].isna().all())
    show_remarks(measure, data)
    for name in block.also:
        show_remarks(MEASURES[name], data)
    if nothing:
        show_what_is_needed(measure, data)
        return
    drawn, table = _chart(block, measure, rows, months, goal, judgement)
    if drawn is not None:
        st.altair_chart(drawn, alt=alternative(f"{measure.title}. {' '.join(said)}"), width="stretch")
    if table.empty:
        show_definition(measure)
    else:
        show_table(block, series_table(measure, table))
    for name in block.also:
        show_table(Block(name, "none"), series_table(MEASURES[name], data.series(name)), f": {MEASURES[name].title}")


def _chart(
    block: Block, measure: Measure, rows: pd.DataFrame, months: pd.DataFrame, goal: Target | None, judgement: UsualRange | None
) -> tuple[alt.LayerChart | None, pd.DataFrame]:
    like = pd.Series([is_like(row, rows.iloc[-1]) for _, row in rows.iterrows()], index=rows.index)
    rows = rows.assign(value=rows["value"].where(like))
    known = rows[rows["value"].notna()]
    level = goal.value if goal else None
    as_columns = measure.unit == "number" and measure.kind == "flow"
    draw = partial(series.columns if as_columns else series.line, measure, target=level)
    if block.drawn_as == "months" and months["value"].notna().sum() > 2:
        supplied = _from_first_known(months.tail(24))
        return draw(supplied, usual=judgement), supplied
    if block.drawn_as == "season" and len(known) > 4:
        return series.by_quarter_of_year(measure, rows), rows
    if block.drawn_as != "none" and len(known) > 1:
        supplied = _from_first_known(rows)
        return draw(supplied), supplied
    return None, rows if len(known) else known


def _from_first_known(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows["value"].notna().to_numpy().argmax()
    return rows.iloc[first:]
