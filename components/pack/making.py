"""The pack made of what is loaded: the pages' own figures, put in the pack's order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from components.asking import reasons_of
from components.charts.periods import OVER_TIME
from components.drawn import Drawn, drawn_of, overview_for
from components.figures.chosen import DEFAULT_COUNCIL, Filters
from components.figures.figure import Figure
from components.figures.headlines import figure_of_measure
from components.figures.kind import key_of
from components.figures.tiles import headlines_of
from components.newest_quarter import unchosen_filters, unsettled_quarter
from components.pack.charts import Charts
from components.pack.model import Cover, Definition, NotShown, PackSection, PackTopic, Report
from components.pack.quality import statements
from components.pack.written import commentary_of, last_actions_table, pages_of
from data.as_reported import AS_KNOWN_NOW
from data.comparators.authorities import councils
from data.facts.loaded import data_as_at, prepared_by
from data.in_words import day
from data.measures import MEASURES, SECTIONS, Section
from data.periods import period_containing
from data.store import Store

MOST_ON_PAGE = 4
"""How many charts a section's own page has: two rows of two."""

_FEW_BARS = 5
"""How many bars a chart has at most that stands on half the page's width."""

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

    ``has_annex`` where all figures follow in an annex; ``has_drafts`` where a draft from the figures stands for a commentary
    that nobody wrote.
    """

    council: str = ""
    prepared_by: str = ""
    made_on: date | None = None
    has_annex: bool = True
    has_drafts: bool = True


def report(
    store: Store,
    sections: Sequence[str] | None = None,
    publication: bool = True,
    *,
    chosen: Filters | None = None,
    wanted: Wanted | None = None,
) -> Report:
    """The pack of these sections in this order, all of them in the pack's own unless told: the publication copy, or the internal one.

    ``chosen`` is the quarter and the comparators, those of the pages before anything is chosen unless given; a pack is of the
    whole council. Figures of earlier quarters that were recorded as published stay as they went out. Raises ValueError where
    nothing is loaded, for a section that the pack does not have and for a part of the council; NotRead where it is to be read as
    reported and the memory does not allow it.
    """
    if store.reporting_date is None:
        raise ValueError("Nothing is loaded, so there is nothing to put into a pack.")
    names = section_names() if sections is None else tuple(dict.fromkeys(sections))
    if unknown := [name for name in names if name not in section_names()]:
        raise ValueError(
            f"The pack has no section {', '.join(unknown)}; it has {', '.join(section_names())}."
        )
    filters, asked = copy_of(store, chosen or unchosen_filters(store), publication), wanted or Wanted()
    if filters.where:
        raise ValueError(f"A pack is of the whole council, not of {filters.words}.")
    drawn = {title: _drawn(store, title, filters) for title in pages_of(names)}
    made = tuple(_section(store, name, drawn, filters, asked) for name in names)
    pages = pages_of(names)
    return Report(
        _cover(store, filters, asked),
        filters,
        overview_for(store, filters),
        made,
        last_actions_table(store, pages, filters),
        _definitions(made),
        SOURCES,
        statements(store, made, [line for page in pages for line in drawn[page].revised], filters),
        store.kept(Charts, Charts),
    )


def copy_of(store: Store, chosen: Filters, publication: bool) -> Filters:
    """What is chosen, of one of the two copies, with what was published before: a publication copy is as known now."""
    return replace(
        chosen,
        is_publication=publication,
        as_published=bool(store.notes.published.key(chosen.ending)),
        reading=AS_KNOWN_NOW if publication else chosen.reading,
    )


def _drawn(store: Store, title: str, chosen: Filters) -> Drawn:
    page = SECTIONS[title]
    return drawn_of(store, page, page.topics, chosen)


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
        chosen.is_publication,
    )


def _section(
    store: Store, name: str, drawn: Mapping[str, Drawn], chosen: Filters, wanted: Wanted
) -> PackSection:
    pages = [section for section in SECTIONS.values() if section.in_pack == name]
    topics: list[PackTopic] = []
    not_shown: dict[str, NotShown] = {}
    for page in pages:
        for title, figures in drawn[page.title].topics:
            shown = tuple(_told(store, figure, chosen) for figure in figures if not figure.why_absent)
            if shown:
                topics.append(PackTopic(title, shown))
            absent = (figure for figure in figures if figure.why_absent)
            not_shown |= {
                figure.measure: NotShown(figure.title, figure.why_absent, "hidden" in figure.states)
                for figure in absent
            }
    written = (commentary_of(store, page.title, chosen, wanted.has_drafts) for page in pages)
    return PackSection(
        name,
        tuple(one for one in written if not one.is_empty or one.is_left_out),
        tuple(tile for page in pages for tile in drawn[page.title].tiles),
        _front(pages, topics),
        tuple(topics) if wanted.has_annex else (),
        tuple(not_shown.values()),
    )


def _front(pages: Iterable[Section], topics: Iterable[PackTopic]) -> tuple[Figure, ...]:
    """The figures of a section's own page, one of a measure: those with charts first, headlines before others, in the pages' order."""
    headlines = {key_of(figure_of_measure(name)[1]) for page in pages for name in headlines_of(page)}
    figures = [figure for topic in topics for figure in topic.figures if _is_short(figure)]
    first = sorted(figures, key=lambda figure: (_rank(figure), figure.key not in headlines))
    chosen = list({figure.measure: figure for figure in reversed(first)}.values())[::-1]
    chosen.sort(key=first.index)
    kept = {figure.key for figure in chosen[:MOST_ON_PAGE]}
    return tuple(figure for figure in figures if figure.key in kept)


def _is_short(figure: Figure) -> bool:
    """Whether a figure fits into a quarter of a page: one over time, of a few bars, or of a sentence alone."""
    picture = figure.picture
    if picture is None:
        return not figure.is_table and any(one.kind == "value" for one in figure.sentences)
    if picture.family in OVER_TIME:
        return True
    return picture.family == "ordered_bars" and len(picture.rows["bars"]) <= _FEW_BARS


def _rank(figure: Figure) -> int:
    """Those over time come first, then few bars, then sentences."""
    if figure.picture is None:
        return 2
    return int(figure.picture.family not in OVER_TIME)


def _told(store: Store, figure: Figure, chosen: Filters) -> Figure:
    return figure.with_reasons(reasons_of(store, MEASURES[figure.measure], chosen))


def _definitions(sections: Iterable[PackSection]) -> tuple[Definition, ...]:
    """The definitions of everything shown, each measure once, in the order of the figures."""
    by_measure: dict[tuple[str, tuple[tuple[str, str], ...]], Definition] = {}
    for section in sections:
        for figure in section.figures:
            title = MEASURES[figure.measure].title
            by_measure.setdefault((title, figure.definition), Definition(title, figure.definition))
    return tuple(made for made in by_measure.values() if made.entries)
