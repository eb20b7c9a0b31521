"""What using returns together would mean, worked out once while they stay in the uploader."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.findings.arriving.trying import File, Trial, try_returns
from data.store import Store
from data.store.return_file import fingerprint_of

TRIAL = "trial"


def tried_together(store: Store, files: Sequence[File]) -> Trial:
    """What using the files together would mean, worked out once while they stay in the uploader."""
    key = (
        tuple((fingerprint_of(content), given) for _, content, given in files),
        tuple(loaded.id for loaded in store.returns),
        store.remembered.version,
        store.la_code,
        store.trio_rule,
        tuple(store.stated.items()),
    )
    kept = st.session_state.get(TRIAL)
    if kept is None or kept[0] != key:
        with st.spinner("Working out what would change …"):
            kept = st.session_state[TRIAL] = (key, try_returns(store, files))
    trial: Trial = kept[1]
    return trial
