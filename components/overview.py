"""The opening page: with nothing loaded, how to begin; otherwise the headline figures, each with its sentence."""

from __future__ import annotations

import streamlit as st

from components.charts import series
from components.figure import Block, ask, escaped_alt
from components.quiet import escaped
from components.section import filters, heading
from components.session import load_demonstration, session_store
from components.words import sentence
from data.facts import target
from data.measures import MEASURES, family_front_door, quality_of_practice
from data.sample import DECEMBER_2022_PACK, EXAMPLE_COUNTY

PAGES = {
    family_front_door.SECTION: "pages/panel/family_front_door.py",
    quality_of_practice.SECTION: "pages/panel/quality_of_practice.py",
}


def show_overview() -> None:
    """Draw the opening page."""
    store = session_store()
    if not store.returns:
        _show_beginning()
        return
    heading("Overview", store)
    blocks = [Block(name) for name, measure in MEASURES.items() if measure.headline and measure.section in PAGES]
    chosen = filters(store)
    data = ask(store, blocks, chosen.ending, chosen.where)
    for section, page in PAGES.items():
        st.header(section, anchor=False)
        with st.grid(min_column_width=340):
            for block in blocks:
                measure = MEASURES[block.measure]
                if measure.section != section:
                    continue
                rows = data.quarters[data.quarters["measure"] == measure.id]
                with st.container(border=True, height="stretch"):
                    st.markdown(f"**{measure.title}**")
                    words = sentence(measure, rows, target(store, measure.id, chosen.ending))
                    st.markdown(escaped(words))
                    if rows["value"].notna().sum() > 1:
                        st.altair_chart(series.sparkline(measure, rows), alt=escaped_alt(f"{measure.title}. {words}"), width="stretch")
        st.page_link(page, label=f"Open {section}", icon=":material/arrow_forward:")
    st.page_link("pages/panel/risk_factors.py", label="Open Risk factors", icon=":material/arrow_forward:")


def _show_beginning() -> None:
    st.title("Scrutiny Explorer")
    st.markdown("Drop in this quarter's Excel returns and look at the scrutiny panel's pack: charts, the risk-factor rank table, "
                "audit grades and commentary. **Nothing leaves this computer:** returns stay in this session's memory and are never "
                "written to disk.")  # fmt: skip
    with st.grid(min_column_width=260):
        with st.container(border=True, height="stretch"):
            st.subheader("Your own returns", anchor=False)
            st.markdown("Ofsted's Annex A workbook, the panel return, or both; several quarters at once.")
            st.page_link("pages/returns/upload.py", label="Upload returns", icon=":material/upload_file:")
        with st.container(border=True, height="stretch"):
            st.subheader("Example county", anchor=False)
            st.markdown("Eight quarters of made-up Annex A and panel returns to December 2022, sized like a county.")
            county = st.button("Try it with made-up data", type="primary", key="example county")
        with st.container(border=True, height="stretch"):
            st.subheader("December 2022 pack", anchor=False)
            st.markdown("Every figure, the rank table and the commentary of a pack that a real panel received.")
            pack = st.button("Open the December 2022 pack", key="december pack")
    if county or pack:
        load_demonstration(EXAMPLE_COUNTY if county else DECEMBER_2022_PACK)
        st.rerun()
