"""Which of the cells of published figures add up to which: all that a reader could work a hidden one out of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from data.disclosure_cells import Place, Where, is_of_children, names_of, without_category
from data.measures import MEASURES
from data.suppression import Cell, Sum

_MOVES = {
    "looked_after_net_change": (
        "children_looked_after",
        "started_to_be_looked_after",
        "ceased_to_be_looked_after",
    ),
    "child_protection_net_change": (
        "child_protection_plans",
        "child_protection_plans_started",
        "child_protection_plans_ceased",
    ),
    "children_in_need_net_change": (
        "children_in_need",
        "children_in_need_started",
        "children_in_need_ceased",
    ),
}
"""Net changes with what they move, what begins and what ends."""

UNIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "assessments_within_45_working_days": (
        "assessment_working_days",
        "working_days_band",
        ("Same day", "1–10", "11–20", "21–30", "31–40", "41–45"),
    ),
    "open_assessments_over_45_working_days": (
        "open_assessments_by_working_day",
        "open_days_band",
        ("Over 45",),
    ),
    "looked_after_under_section_20": ("looked_after_by_legal_status", "legal_status", ("Section 20",)),
    "care_leavers_in_eet": (
        "care_leaver_activity",
        "activity",
        (
            "Full time in higher education",
            "Part time in higher education",
            "Full time in education other than higher",
            "Part time in education other than higher",
            "Full time in training or employment",
            "Part time in training or employment",
        ),
    ),
    "child_in_need_plans": ("children_in_need_by_case_status", "case_status", ("Child in need plan",)),
    "children_open_to_disability_teams": (
        "children_in_need_by_team",
        "team",
        ("Children with Disabilities",),
    ),
}
"""Measures whose children are those of some groups that another measure is split into: that, the dimension and the groups."""


def sums_of(places: Mapping[Cell, Place]) -> list[Sum]:
    """Which cells add up to which: parts to wholes, months and quarters to longer spans, and what moves a stock."""
    numbered = [place for place in places.values() if place.number is not None]
    return [
        *_complements(numbered, places),
        *_parts(numbered, places),
        *_spans(numbered),
        *_movements(numbered, places),
        *_unions(numbered, places),
    ]


def _complements(numbered: list[Place], places: Mapping[Cell, Place]) -> Iterator[Sum]:
    """Those counted and the others make the base."""
    names = {
        names_of(measure).others: measure
        for measure in MEASURES.values()
        if measure.unit == "percent" and is_of_children(measure)
    }
    for others in numbered:
        if others.name not in names:
            continue
        measure = names[others.name]
        counted = _at(others, names_of(measure).counted)
        base = _at(
            others,
            names_of(measure).of,
            others.where if not measure.of_all else without_category(others.where, measure),
        )
        if counted in places and base in places and counted != base:
            yield Sum(base, (counted, others.cell))


def _at(place: Place, name: str, where: Where | None = None) -> Cell:
    """The cell of another name in the same period."""
    part = place.where if where is None else where
    return Place(name, place.start, place.end, part, None, 0).cell


def _parts(numbered: list[Place], places: Mapping[Cell, Place]) -> Iterator[Sum]:
    """The groups of a dimension make the whole, within each part of the others; pairs make it too where neither is there alone."""
    groups: defaultdict[tuple[Cell, tuple[str, ...]], list[Cell]] = defaultdict(list)
    for place in numbered:
        for taken in place.where:
            rest = place.where - {taken}
            groups[_at(place, place.name, rest), (taken[0],)].append(place.cell)
        if len(place.where) > 1:
            dimensions = tuple(sorted(name for name, _ in place.where))
            groups[_at(place, place.name, frozenset()), dimensions].append(place.cell)
    for (whole, _), parts in groups.items():
        if whole in places:
            yield Sum(whole, tuple(parts))


def _spans(numbered: list[Place]) -> Iterator[Sum]:
    """Months make their quarter, and quarters whatever longer span they fill."""
    spans: defaultdict[tuple[str, Where], dict[tuple[date, date], Cell]] = defaultdict(dict)
    for place in numbered:
        if place.start is not None:
            spans[place.name, place.where][place.start, place.end] = place.cell
    for held in spans.values():
        quarters = {span for span in held if 80 < (span[1] - span[0]).days < 95}
        months = {span for span in held if (span[1] - span[0]).days < 35}
        for (start, end), cell in held.items():
            finer = months if (start, end) in quarters else quarters if (start, end) not in months else set()
            inside = [span for span in finer if start <= span[0] and span[1] <= end]
            if (
                len(inside) > 1
                and sum((last - first).days + 1 for first, last in inside) == (end - start).days + 1
            ):
                yield Sum(cell, tuple(held[span] for span in sorted(inside)))


def _movements(numbered: list[Place], places: Mapping[Cell, Place]) -> Iterator[Sum]:
    """What is open at the end is what was open before, and what began, less what ended."""
    by_name = {
        names_of(MEASURES[name]).counted: tuple(names_of(MEASURES[other]).counted for other in others)
        for name, others in _MOVES.items()
    }
    began = {others[1]: (net, *others) for net, others in by_name.items()}
    for place in numbered:
        if place.name not in began or place.start is None:
            continue
        net, stock, _, ended = began[place.name]
        before = place.start - timedelta(days=1)
        now = Place(stock, None, place.end, place.where, None, 0).cell
        then = Place(stock, None, before, place.where, None, 0).cell
        if _at(place, ended) not in places:
            continue
        if now in places and then in places:
            yield Sum(now, (then, place.cell), (_at(place, ended),))
        if _at(place, net) in places:
            yield Sum(_at(place, net), (place.cell,), (_at(place, ended),))


def _unions(numbered: list[Place], places: Mapping[Cell, Place]) -> Iterator[Sum]:
    """What one measure counts is what some groups of another's make."""
    unions = {names_of(MEASURES[name]).counted: union for name, union in UNIONS.items()}
    for place in numbered:
        if place.name not in unions or place.where:
            continue
        split, dimension, groups = unions[place.name]
        name = names_of(MEASURES[split]).counted
        parts = [_at(place, name, frozenset({(dimension, group)})) for group in groups]
        if held := tuple(cell for cell in parts if cell in places):
            yield Sum(place.cell, held)
