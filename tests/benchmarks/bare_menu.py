"""The bare page as an app of its own with a menu like ours: the page that ours are held against, and an empty one to come from."""

from pathlib import Path

import streamlit as st


def empty() -> None:
    """Nothing but its title."""
    st.title("Empty")


page = st.navigation(
    {
        "Menu": [
            st.Page(empty, title="Empty", default=True),
            st.Page(Path(__file__).with_name("bare_app.py"), title="Bare", url_path="bare"),
        ]
    },
    position="top",
)
page.run()
