"""Choosing a question's span and period on the Explore page: by clicking, by stepping, or by typing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from components.figures.question import SPANS, Question, typed_period
from components.screen.text import escaped
from data.periods import Grain, last_periods, period_containing
from data.store import Store

_SPAN, _PERIOD, _WHY_NOT = "span", "period asked", "why no such period"
_LISTED = {"month": 24, "quarter": 12, "year": 5}
Go = Callable[[Question | None], None]


def show_periods(store: Store, question: Question, go: Go, spans: Sequence[Grain]) -> None:
    """One of some spans, the period with one before and one after it, and a sentence where what was typed is none."""
    newest = store.reporting_date
    assert newest is not None
    if question.grain not in spans:
        spans = (*spans, question.grain)
    st.session_state[_SPAN] = question.grain
    st.session_state[_PERIOD] = question.period.label
    periods = [
        period.label
        for period in reversed(last_periods(newest, question.grain, _LISTED.get(question.grain, 12)))
    ]
    if question.period.label not in periods:
        periods.append(question.period.label)

    def span_chosen() -> None:
        grain = st.session_state[_SPAN]
        go(question.at(min(question.ending, newest), grain))

    def period_chosen() -> None:
        asked, why = typed_period(question, str(st.session_state[_PERIOD] or ""), newest)
        if asked is None:
            st.session_state[_WHY_NOT] = why
        else:
            go(asked)

    is_newest = question.ending >= period_containing(newest, question.grain).end
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.segmented_control(
            "Span",
            spans,
            key=_SPAN,
            required=True,
            format_func=SPANS.__getitem__,
            on_change=span_chosen,
        )
        st.button(
            "Earlier",
            key="earlier",
            icon=":material/chevron_left:",
            on_click=go,
            args=(question.stepped(-1),),
        )
        st.selectbox(
            "Period, chosen or typed",
            periods,
            key=_PERIOD,
            accept_new_options=True,
            on_change=period_chosen,
            width=260,
        )
        st.button(
            "Later",
            key="later",
            icon=":material/chevron_right:",
            icon_position="right",
            on_click=go,
            args=(question.stepped(1),),
            disabled=is_newest,
        )
    if why := st.session_state.pop(_WHY_NOT, ""):
        st.warning(escaped(why))
