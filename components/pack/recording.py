"""A pack recorded as published: its figures as they went out, kept with the session so that they stay in later packs."""

from __future__ import annotations

from components.asking import ask
from components.drawn import asked_for_overview
from components.figures.answers import Answers
from components.figures.tiles import headlines_of
from components.pack.model import Report
from components.pack.written import pages_of
from data.measures import SECTIONS
from data.notes.published import Figures, Publication, PublishedFigure
from data.periods import period_containing
from data.series import HIDDEN, Point
from data.store import Store


def record(store: Store, report: Report) -> None:
    """Keep a pack's figures as published on the day that its cover gives, among the session's notes."""
    figures: Figures = {}
    pages = pages_of(section.title for section in report.sections)
    for page in (SECTIONS[title] for title in pages):
        _add(figures, ask(store, page.figures, report.chosen, headlines_of(page)))
    _add(figures, ask(store, asked_for_overview(store, report.chosen), report.chosen))
    publication = Publication(
        period_containing(report.chosen.ending, "quarter").label,
        report.chosen.ending,
        report.cover.made_on,
        report.cover.is_publication_copy,
        figures,
    )
    store.notes.published.record(publication)


def _add(figures: Figures, asked: Answers) -> None:
    for (measure, grain, by, within), groups in asked.series.items():
        for group, points in groups.items():
            held = {point.period: PublishedFigure.of(point) for point in points if _went_out(point)}
            if held:
                figures.setdefault((measure, grain, by or "", within, group), {}).update(held)


def _went_out(point: Point) -> bool:
    """Whether a pack shows a period, if only that it is hidden."""
    return point.is_known or point.status == HIDDEN
