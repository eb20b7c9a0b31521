"""A figure on the page: title, sentences, chart, and its table, definition and download once they are opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

import pyarrow as pa
import streamlit as st

from components.charts.family import specification
from components.figures.figure import Figure, Picture, Sentence, Table
from components.screen.downloads import download_table
from components.screen.tables import frame_of, show_table
from components.screen.text import escaped


def show_figure(
    figure: Figure,
    show_setting: Callable[[], None] | None = None,
    show_after: Callable[[], None] | None = None,
) -> None:
    """Draw a figure; ``show_setting`` draws what can be set of it under its title, ``show_after`` what stands at its end."""
    with st.container(border=True, height="stretch"):
        st.subheader(figure.title, anchor=figure.key)
        if show_setting is not None:
            show_setting()
        first = [sentence for sentence in figure.sentences if sentence.kind != "reason"]
        show_sentences(first)
        if figure.picture is not None:
            show_picture(figure.picture)
        elif figure.is_table and figure.table is not None:
            show_table(figure.table)
        show_sentences(sentence for sentence in figure.sentences if sentence.kind == "reason")
        for table in figure.more:
            _show_behind(figure, table)
        if figure.definition or figure.table:
            _show_details(figure)
        if show_after is not None:
            show_after()


def show_sentences(sentences: Iterable[Sentence]) -> None:
    """Sentences as paragraphs of one element, each shown as it is, never as Markdown."""
    paragraphs = [
        f":small[{escaped(text)}]" if sentence.is_small else escaped(text)
        for sentence in sentences
        if (text := " ".join(sentence.text.split()))
    ]
    if paragraphs:
        st.markdown("\n\n".join(paragraphs))


def show_picture(picture: Picture, height: Literal["content", "stretch"] = "content") -> None:
    """A chart with its text alternative, as high as it says or as what it stands in has room for."""
    spec = specification(picture)
    spec["datasets"] = {name: pa.Table.from_pylist(table) for name, table in spec["datasets"].items()}
    st.vega_lite_chart(
        spec=spec, alt=" ".join(picture.alt.split()), width="stretch", height=height, theme=None
    )


def _show_behind(figure: Figure, table: Table) -> None:
    """A table that is made, with its download, when its heading is opened."""
    key = f"{figure.key} {table.title}"
    box = st.expander(table.title, key=f"open {key}", on_change="rerun")
    if box.open:
        with box:
            show_table(table)
            _offer(table, f"{figure.measure}, {table.title}", figure.shown_for, key)


def _show_details(figure: Figure) -> None:
    table = figure.table
    stands_above = figure.is_table and figure.picture is None
    heading = "Table and definition" if table else "Definition"
    if table and stands_above:
        heading = "Definition and download"
    box = st.expander(heading, key=f"open {figure.key}", on_change="rerun")
    if not box.open:
        return
    with box:
        if table is not None and not stands_above:
            show_table(table)
        for heading, words in figure.definition:
            st.markdown(f"**{heading}.** {escaped(words)}")
        if table is not None:
            _offer(table, figure.measure, figure.shown_for, figure.key)


def _offer(table: Table, stem: str, part: str, key: str) -> None:
    """The table to take away: where a part of the council is chosen, a first column and the file's name say so."""
    taken = table.with_first("Shown for", part) if part else table
    name = f"{stem}, {part}" if part else stem
    download_table("Download this table", lambda: frame_of(taken), name, key=f"download {key}")
