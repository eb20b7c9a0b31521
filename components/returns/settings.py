"""The Settings page: what a council sets for itself, kept with the session, and what is set for the whole server."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from components.screen.text import escaped, quiet
from components.session.store import session_store
from data.measures.sections.family_front_door import TRIO_RULES
from data.notes.settings import NUMBERS, SettingRefused, Settings
from data.store import Store

_COLOUR, _TRIO = "setting colour", "setting trio rule"
_GROUPS = (
    ("Visits", [name for name in NUMBERS if "visit" in name]),
    ("Reviews", [name for name in NUMBERS if "review" in name]),
    ("What is published", [name for name in NUMBERS if "visit" not in name and "review" not in name]),
)


def show_settings() -> None:
    """Draw the page."""
    store = session_store()
    st.title("Settings")
    quiet(
        "What the council sets for itself. It holds for this session, whichever returns are loaded, and is kept with a saved one."
    )
    with st.form("settings"):
        for title, names in _GROUPS:
            st.header(title, anchor=False)
            _choose_numbers(store.notes.settings, names)
        _choose_colour(store.notes.settings)
        _choose_trio_rule(store)
        used = st.form_submit_button(
            "Use these settings", type="primary", icon=":material/check:", key="use settings"
        )
    if used:
        _use(store)
    st.button("Back to the defaults", on_click=_take_defaults, args=(store,), key="default settings")
    _show_server()


def _key(name: str) -> str:
    return f"setting {name}"


def _choose_numbers(settings: Settings, names: list[str]) -> None:
    with st.grid(min_column_width=300):
        for name in names:
            number = NUMBERS[name]
            st.number_input(
                f"{number.title} ({number.unit})",
                number.least,
                number.most,
                getattr(settings, name),
                step=1,
                key=_key(name),
                help=f"{number.source} Default: {getattr(Settings(), name)} {number.unit}.",
            )


def _choose_colour(settings: Settings) -> None:
    st.color_picker(
        "The council's colour",
        settings.colour,
        key=_COLOUR,
        help="For what is published. It must be dark enough to be read on white.",
    )


def _choose_trio_rule(store: Store) -> None:
    st.header("Trio of vulnerabilities", anchor=False)
    rules = list(TRIO_RULES)
    st.radio(
        "Counted by",
        rules,
        index=rules.index(store.trio_rule),
        format_func=lambda rule: TRIO_RULES[rule][1],
        key=_TRIO,
    )


def _use(store: Store) -> None:
    """Take what the form says into use, or say what of it cannot be."""
    chosen = {name: st.session_state[_key(name)] for name in NUMBERS}
    try:
        store.notes.settings = Settings(**chosen, colour=st.session_state[_COLOUR])
    except SettingRefused as refused:
        st.error(escaped(str(refused)))
        return
    store.trio_rule = st.session_state[_TRIO]
    st.success("These settings are in use.")


def _take_defaults(store: Store) -> None:
    store.notes.settings, store.trio_rule = Settings(), next(iter(TRIO_RULES))
    values = asdict(store.notes.settings)
    st.session_state.update({_key(name): values[name] for name in NUMBERS})
    st.session_state.update({_COLOUR: values["colour"], _TRIO: store.trio_rule})


def _show_server() -> None:
    """What whoever runs the server sets in its configuration file, to read only."""
    st.header("For the whole server", anchor=False)
    minutes = st.get_option("server.disconnectedSessionTTL") / 60
    st.markdown(
        f"A closed tab is kept for **{minutes:g} minutes**, in which it can be opened again as it was; then its returns are forgotten. "
        f"A file may have **{st.get_option('server.maxUploadSize')} MB**. Whoever runs the server sets both in `.streamlit/config.toml` "
        "(`disconnectedSessionTTL`, in seconds, and `maxUploadSize`)."
    )
