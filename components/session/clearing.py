"""Letting go of everything that Streamlit keeps for a session: its state, its uploads, and what it knows of widgets drawn."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SessionState


def clear_state(state: SessionState) -> None:
    """Clear a session's state; Streamlit's own way leaves the options and formats of widgets that were drawn."""
    state.clear()
    state._new_widget_state.states.clear()
    state._new_widget_state.widget_metadata.clear()


def clear_uploads() -> None:
    """Let go of the files in this session's uploader; Streamlit keeps those of one that is drawn no more."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def clear_this_session() -> None:
    """Clear the state and the uploads of the session whose script runs; nothing where none does."""
    clear_uploads()
    context = get_script_run_ctx()
    if context is not None:
        clear_state(context.session_state._state)
