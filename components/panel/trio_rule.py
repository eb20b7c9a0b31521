"""The rule by which the trio of vulnerabilities is counted: a setting of the council's, chosen where its figure stands."""

from __future__ import annotations

import streamlit as st

from data.facts.rows import factor_periods_held
from data.measures.sections.family_front_door import TRIO_RULES
from data.store import Store

_KEY = "trio rule"
_NAMES = {"all": "All three together", "any": "Any of them"}


def take_trio_rule(store: Store) -> None:
    """Count by the rule that was chosen on the page."""
    store.trio_rule = st.session_state.get(_KEY, store.trio_rule)


def show_trio_rule(store: Store) -> None:
    """The choice, where assessments are held record by record."""
    if factor_periods_held(store):
        st.radio(
            "Rule",
            list(TRIO_RULES),
            format_func=_NAMES.__getitem__,
            horizontal=True,
            index=list(TRIO_RULES).index(store.trio_rule),
            key=_KEY,
        )
