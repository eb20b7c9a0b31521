"""What was read of each file in the uploader, kept while it stays there."""

from __future__ import annotations

import streamlit as st

from data.returns import LoadReport
from data.store import Store
from data.store.return_file import fingerprint_of

_PREVIEWS = "previews"


def check_all(store: Store, files: list[tuple[str, bytes]]) -> list[tuple[str, bytes, LoadReport]]:
    """A report for each file, read once and kept while the files stay in the uploader."""
    kept: dict[str, LoadReport] = st.session_state.setdefault(_PREVIEWS, {})
    in_use = ",".join(str(loaded.id) for loaded in store.returns) + store.remembered.version
    keys = [f"{fingerprint_of(content)} {name} {in_use}" for name, content in files]
    new = [index for index, key in enumerate(keys) if key not in kept]
    if new:
        with st.status(
            f"Reading {len(new)} {'workbook' if len(new) == 1 else 'workbooks'} …", expanded=True
        ) as status:
            bar = st.progress(0.0)
            for done, index in enumerate(new):
                st.text(f"Reading {files[index][0]} …")
                kept[keys[index]] = store.preview(*files[index])
                bar.progress((done + 1) / len(new))
            status.update(label="Read and checked", state="complete", expanded=False)
    return [(*file, kept[key]) for file, key in zip(files, keys, strict=True)]


def let_go_of_others(store: Store, files: list[tuple[str, bytes]]) -> None:
    """Keep nothing of files that were taken out of the uploader again."""
    store.keep_previews_of(content for _, content in files)
    kept: dict[str, LoadReport] = st.session_state.get(_PREVIEWS, {})
    fingerprints = {fingerprint_of(content) for _, content in files}
    for key in [key for key in kept if key.split(" ")[0] not in fingerprints]:
        del kept[key]


def forget_previews() -> None:
    """Let go of what was read, as when it is taken into use."""
    st.session_state.pop(_PREVIEWS, None)
