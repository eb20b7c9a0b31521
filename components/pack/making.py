"""The pack made of what is loaded: the pages' own figures, put in the pack's order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.asking import reasons_of
from components.drawn import Drawn, drawn_of, overview_for
from components.figures.chosen import DEFAULT_COUNCIL, Filters
from components.figures.figure import Figure, Table
from components.figures.headlines import figure_of_measure
from components.figures.kind import key_of
from components.figures.tiles import headlines_of
from components.newest_quarter import unchosen_filters, unsettled_quarter
from components.pack.charts import Charts
from components.pack.model import Commentary, Cover, Definition, PackSection, PackTopic, Report
from components.pack.quality import statements
from components.words.actions import actions_table
from data.comparators.authorities import councils
from data.facts.commentary import actions_before, commentary
from data.facts.loaded import data_as_at, prepared_by
from data.in_words import day
from data.measures import MEASURES, SECTIONS, Section
from data.periods import period_containing
from data.store import Store

MOST_CHARTS = 6
"""How many charts a section has before its annex, unless it has more headline measures."""

IN_FULL = ("stacked_grades", "ordered_bars")
"""The families of charts whose table is printed beside the chart: the sentences name only the largest of their parts."""

SOURCES = (
    "Local figures: the council's Annex A and panel returns, as listed in the data-quality statement.",
    "Published figures: DfE's Local Authority Interactive Tool and statistical neighbour models of April 2021 and May 2025. "
    "Assessment factors: DfE, Characteristics of children in need, table C3. Population: ONS mid-year estimates, as published by DfE.",
    "Definitions follow Ofsted's Annex A guidance and DfE's children in need census guide. Contains public sector information "
    "licensed under the Open Government Licence v3.0.",
)


def section_names() -> tuple[str, ...]:
    """The pack's sections in its order."""
    return tuple(dict.fromkeys(section.in_pack for section in SECTIONS.values()))


@dataclass(frozen=True)
class Wanted:
    """What the analyst wants of a pack; '' stands for what the returns say.

    ``has_annex`` where the figures beyond those that the panel reads follow in an annex.
    """

    council: str = ""
    prepared_by: str = ""
    made_on: date | None = None
    has_annex: bool = True


def report(
    store: Store,
    sections: Sequence[str] | None = None,
    *,
    chosen: Filters | None = None,
    wanted: Wanted | None = None,
) -> Report:
    """The pack of these sections in this order, all of them in the pack's own unless told.

    ``chosen`` is the quarter and the comparators, those of the pages before anything is chosen unless given; a pack is of the
    whole council. Raises ValueError where nothing is loaded, for a section that the pack does not have and for a part of the
    council; NotRead where it is to be read as reported and the memory does not allow it.
    """
    if store.reporting_date is None:
        raise ValueError("Nothing is loaded, so there is nothing to put into a pack.")
    names = section_names() if sections is None else tuple(dict.fromkeys(sections))
    if unknown := [name for name in names if name not in section_names()]:
        raise ValueError(
            f"The pack has no section {', '.join(unknown)}; it has {', '.join(section_names())}."
        )
    filters, asked = chosen or unchosen_filters(store), wanted or Wanted()
    if filters.where:
        raise ValueError(f"A pack is of the whole council, not of {filters.words}.")
    made = tuple(_section(store, name, filters, asked.has_annex) for name in names)
    return Report(
        _cover(store, filters, asked),
        overview_for(store, filters),
        made,
        _last_actions(store, filters),
        _definitions(made),
        SOURCES,
        statements(store, made, filters),
        store.kept(Charts, Charts),
    )


def _cover(store: Store, chosen: Filters, wanted: Wanted) -> Cover:
    quarter = period_containing(chosen.ending, "quarter")
    as_at, unsettled = data_as_at(store), unsettled_quarter(store)
    assert as_at is not None
    run = f"; extract run on {day(as_at.extract_run_on)}" if as_at.extract_run_on else ""
    council = wanted.council or as_at.authority or councils().get(store.la_code or DEFAULT_COUNCIL, "")
    still = unsettled.why if unsettled and unsettled.quarter == quarter else ""
    return Cover(
        council,
        quarter.label,
        quarter.in_words,
        wanted.made_on or date.today(),
        f"Data to {day(as_at.data_to)}{run}",
        f"Provisional: {still}" if still else "",
        wanted.prepared_by or prepared_by(store),
        store.notes.settings.colour,
    )


def _section(store: Store, name: str, chosen: Filters, has_annex: bool) -> PackSection:
    pages = [section for section in SECTIONS.values() if section.in_pack == name]
    drawn = {page.title: drawn_of(store, page, page.topics, chosen) for page in pages}
    front: list[Figure] = []
    annex: list[PackTopic] = []
    not_shown: dict[str, str] = {}
    for page in pages:
        first = _front(page, drawn[page.title])
        for title, figures in drawn[page.title].topics:
            shown = [_told(store, figure, chosen) for figure in figures if not figure.why_absent]
            front += [figure for figure in shown if figure.key in first]
            further = tuple(figure for figure in shown if figure.key not in first)
            if further and has_annex:
                annex.append(PackTopic(title, further))
            absent = (figure for figure in figures if figure.why_absent)
            not_shown |= {figure.measure: f"{figure.title}: {figure.why_absent}" for figure in absent}
    return PackSection(
        name,
        tuple(filter(None, (_commentary(store, page.title, chosen) for page in pages))),
        tuple(tile for page in pages for tile in drawn[page.title].tiles),
        tuple(front),
        tuple(annex),
        tuple(not_shown.values()),
    )


def _front(page: Section, drawn: Drawn) -> frozenset[str]:
    """The keys of the figures that the panel reads: the headlines', tables, what has no chart, and charts up to as many as fit."""
    headlines = {key_of(figure_of_measure(name)[1]) for name in headlines_of(page)}
    local = [figure for _, figures in drawn.topics for figure in figures if not figure.why_absent]
    chosen = {
        figure.key
        for figure in local
        if figure.key in headlines or figure.picture is None or figure.picture.family in IN_FULL
    }
    charts = [figure for figure in local if figure.picture is not None]
    room = MOST_CHARTS - sum(figure.key in chosen for figure in charts)
    others = [figure.key for figure in charts if figure.key not in chosen]
    return frozenset(chosen | set(others[: max(0, room)]))


def _told(store: Store, figure: Figure, chosen: Filters) -> Figure:
    return figure.with_reasons(reasons_of(store, MEASURES[figure.measure], chosen))


def _commentary(store: Store, title: str, chosen: Filters) -> Commentary | None:
    rows = commentary(store, title, chosen.ending)
    if rows.empty:
        return None
    actions = rows[rows["action"].notna()].drop(columns="section", errors="ignore")
    as_at = min(chosen.ending, store.reporting_date or chosen.ending)
    return Commentary(
        title,
        tuple(str(text) for text in rows["text"].dropna()),
        None if actions.empty else _as_table(f"Actions for {title}", actions_table(actions, as_at)),
    )


def _last_actions(store: Store, chosen: Filters) -> Table | None:
    actions = actions_before(store, chosen.ending)
    if actions.empty:
        return None
    as_at = min(chosen.ending, store.reporting_date or chosen.ending)
    return _as_table("Last quarter's actions", actions_table(actions, as_at))


def _as_table(title: str, frame: pd.DataFrame) -> Table:
    cells = tuple(tuple(str(value) for value in row) for row in frame.itertuples(index=False, name=None))
    return Table(title, tuple(map(str, frame.columns)), cells, cells)


def _definitions(sections: Iterable[PackSection]) -> tuple[Definition, ...]:
    """The definitions of everything shown, each measure once, in the order of the figures."""
    by_measure: dict[tuple[str, tuple[tuple[str, str], ...]], Definition] = {}
    for section in sections:
        for figure in section.all_figures:
            title = MEASURES[figure.measure].title
            by_measure.setdefault((title, figure.definition), Definition(title, figure.definition))
    return tuple(made for made in by_measure.values() if made.entries)
