"""The app that draws sheets of charts again, named after it: each press of its button lays out the next one, then draws its charts.

A chart that is there before its neighbours is drawn wider and then made narrower, and Vega lays out what it makes narrower
otherwise than what it draws anew.
"""

import sys
from pathlib import Path

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsgList
from streamlit.runtime.scriptrunner_utils.script_run_context import enqueue_message


def press() -> None:
    """Count a press of the button."""
    st.session_state["pressed"] += 1


pressed = st.session_state.setdefault("pressed", 0)
st.button(f"Next after {pressed}", key="next", on_click=press)
if pressed:
    sheet, step = divmod(pressed - 1, 2)
    for message in ForwardMsgList.FromString(Path(sys.argv[1 + sheet]).read_bytes()).messages:
        if not step and message.delta.new_element.HasField("vega_lite_chart"):
            message.delta.new_element.text.body = "·"
        enqueue_message(message)
