"""Scrutiny Explorer: ``streamlit run`` serves ``app``; the frame of every page is in components/app/frame.py."""

from pathlib import Path

import streamlit as st

from components.app.server import serving

app = st.App(Path(__file__).parent / "components" / "app" / "frame.py", lifespan=serving)
