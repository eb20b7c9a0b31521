"""A figure block: title, latest value as a sentence, chart, the same data as a table, definition, download."""

from __future__ import annotations

from itertools import takewhile

import pandas as pd
import streamlit as st

from components.charts import series
from components.panel.asking import MONTHS, Block, PageData
from components.panel.beside import (
    goal_of,
    has_local_value,
    series_table,
    show_definition,
    show_reasons,
    show_remarks,
    show_table,
)
from components.panel.comparators import published_row, reference_lines, show_comparators
from components.panel.pictures import PICTURES
from components.panel.shares import show_shares
from components.screen.charts import show_chart
from components.screen.text import escaped
from components.words.sentences import is_like, sentence
from components.words.usual import usual_words
from data.facts.loaded import lacking
from data.facts.values import Target
from data.judgement import judged_monthly
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure
from data.periods import period_containing
from data.variation import UsualRange

FEWEST_OF_A_SEASON = 4
_TITLES = {
    "pyramid": "by age and sex",
    "season": "by quarter of the year",
    "funnel": "from their end to an interview",
}
PUBLISHED_QUARTERS = 5
"""How many quarters the axis spans where only published lines are drawn."""


def title_of(block: Block) -> str:
    """A block's heading: the measure's title with how it is drawn, or both of the measures that are set against each other."""
    title = block.declared.title
    if block.drawn_as in ("pairs", "steps"):
        return both_titles(title, MEASURES[block.also[0]].title)
    by = f"by {DIMENSIONS[block.by].words}" if block.by != "category" else ""
    extra = _TITLES.get(block.drawn_as, by)
    return f"{title}{', ' if extra else ''}{extra}"


def both_titles(first: str, second: str) -> str:
    """Two titles as one, their common words said once: 'Plans started and ceased', 'Children stepped down and up in rating'."""
    words, others = first.split(), second.split()
    before = _common(words, others)
    after = _common(words[before:][::-1], others[before:][::-1])
    own, others_own = words[before : len(words) - after], others[before : len(others) - after]
    if others_own and not before:
        others_own[0] = others_own[0][0].lower() + others_own[0][1:]
    return " ".join([*words[:before], *own, "and", *others_own, *words[len(words) - after :]])


def _common(words: list[str], others: list[str]) -> int:
    """How many words two lists begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False))))


def show_figure(block: Block, data: PageData) -> None:
    """Draw one figure block."""
    measure = block.declared
    with st.container(border=True, height="stretch"):
        st.subheader(title_of(block), anchor=block.key.replace(" ", "-"))
        without_local = only_published(block, data)
        if data.provisional == period_containing(data.ending, "quarter").label and not without_local:
            st.badge("Provisional", icon=":material/hourglass_empty:", color="gray")
        if without_local:
            _show_published(block, data)
        elif block.drawn_as in PICTURES:
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
    goal = goal_of(measure, data)
    said = []
    if block.grain == "year_to_date":
        said.append(
            sentence(
                measure, data.series(measure.id, "year_to_date"), goal, "year_to_date", data.as_at, data.whose
            )
        )
    if block.grain == "quarter" or rows.iloc[-1]["status"] in ("ok", "partial"):
        said.append(
            sentence(
                measure, rows, goal if block.grain == "quarter" else None, as_at=data.as_at, whose=data.whose
            )
        )
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
    _draw(block, data, " ".join(filter(None, [*said, of_chance])), goal, usual)


def only_published(block: Block, data: PageData) -> bool:
    """Whether a figure has no local value in any period while others' published ones are held for it."""
    if block.drawn_as not in ("months", "quarters", "rate") or has_local_value(block, data):
        return False
    published = published_row(block.declared, data)
    return published is not None and bool(
        published[1][["own", "neighbours", "region", "england"]].notna().any()
    )


def _show_published(block: Block, data: PageData) -> None:
    """The published figures of a measure that the returns do not supply, and that they do not."""
    measure = block.declared
    words = f"The local figure is not supplied. {lacking(data.store, measure)}"
    st.markdown(escaped(words))
    show_comparators(measure, data)
    _draw_published_lines(measure, data, data.series(measure.id), words)
    show_definition(measure)


def _draw_published_lines(measure: Measure, data: PageData, rows: pd.DataFrame, words: str) -> None:
    """The published lines with what little is known of the local figure: one value, or none."""
    if lines := reference_lines(measure, data):
        named = "; ".join(line.label for line in lines)
        rows = rows.tail(PUBLISHED_QUARTERS)
        show_chart(
            series.line, measure, rows, beside=lines, words=f"{measure.title}. {words} Published: {named}."
        )


def _show_rate(block: Block, data: PageData) -> None:
    """A rate of the quarter, not scaled up, and of the last 12 months, which alone stands beside a published year."""
    measure = block.declared
    goal = goal_of(measure, data)
    said = [sentence(measure, data.series(measure.id), goal, as_at=data.as_at)]
    rows = data.series(measure.id, "rolling_12_months")
    if not rows.empty:
        said.append(sentence(measure, rows, None, "rolling_12_months"))
    for words in said:
        st.markdown(escaped(words))
    show_remarks(measure, data)
    show_comparators(measure, data)
    shown = data.series(measure.id) if rows.empty else rows.assign(value=series.whole_values(rows))
    if shown["value"].notna().sum() > 1:
        known = _from_first_known(shown)
        show_chart(
            series.line,
            measure,
            known,
            target=goal.value if goal else None,
            beside=reference_lines(measure, data),
            words=f"{data.named(measure.title)}. {' '.join(said)}",
        )
    else:
        _draw_published_lines(measure, data, shown, " ".join(said))
    show_table(
        block, data, series_table(measure, data.series(measure.id) if rows.empty else rows, data.provisional)
    )


def _draw(block: Block, data: PageData, said: str, goal: Target | None, usual: UsualRange | None) -> None:
    """The chart that the block asks for, as far as there is something to draw, and its table: by quarter where quarters are
    judged.

    ``said`` are the sentences that stand over it.
    """
    measure = block.declared
    words = f"{data.named(measure.title)}. {said}"
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
            show_chart(
                series.line, measure, shown, words=words, **level, beside=reference_lines(measure, data)
            )
    elif block.drawn_as != "season":
        _draw_published_lines(measure, data, rows, said)
    if shown.empty:
        show_definition(measure)
    else:
        show_table(block, data, series_table(measure, shown if len(shown) > 1 else rows, data.provisional))


def _draws_months(block: Block, months: pd.DataFrame, usual: UsualRange | None) -> bool:
    judged_by_quarter = usual is not None and usual.by_quarter
    return block.drawn_as == "months" and not judged_by_quarter and bool(months["value"].notna().sum() > 2)


def _from_first_known(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows["value"].notna().to_numpy().argmax()
    return rows.iloc[first:]
