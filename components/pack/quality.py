"""The data-quality statement: what the returns are, what was accepted of them, what is a lower bound, what was missing."""

from __future__ import annotations

from collections.abc import Iterable

from components.figures.chosen import Filters
from components.pack.model import PackSection, Statement
from data.findings.registry import RULES
from data.history import look_backs
from data.in_words import day
from data.lists.loaded_return import LoadedReturn
from data.periods import period_containing
from data.store import Store

_NAMES = {"annex_a": "Annex A", "panel": "Panel return"}


def statements(store: Store, sections: Iterable[PackSection], chosen: Filters) -> tuple[Statement, ...]:
    """What must be known of the data, part by part; a part with nothing to say says so."""
    quarter = period_containing(chosen.ending, "quarter")
    known = [one for one in store.returns if one.reporting_date <= chosen.ending]
    of_quarter = [one for one in known if one.quarter == quarter]
    shown = [section for section in sections if section.not_shown]
    return (
        Statement("Returns", tuple(_return_words(one) for one in known) or ("None.",)),
        Statement(
            "Accepted with a reason",
            tuple(line for one in of_quarter for line in _accepted(store, one))
            or ("Nothing was accepted with a reason.",),
        ),
        Statement("Lower bounds and partial figures", _lower_bounds(store, sections)),
        Statement(
            "Not supplied",
            tuple(f"{section.title}. {' '.join(section.not_shown)}" for section in shown)
            or ("Every figure of these sections is supplied.",),
        ),
    )


def _return_words(returned: LoadedReturn) -> str:
    """'Annex A, data to 31 December 2022.'"""
    return f"{_NAMES[returned.report.kind or 'panel']}, data to {day(returned.reporting_date)}."


def _accepted(store: Store, returned: LoadedReturn) -> list[str]:
    """What was asked of a return, or found in it, and let stand, with the reason given."""
    name = _return_words(returned).removesuffix(".")
    answered = [
        f"{name}: {answer.about}. Reason given: {answer.reason}"
        for answer in store.notes.answers.of(returned.fingerprint).values()
        if answer.reason
    ]
    found = [
        f"{name}: {RULES[rule].title}. Reason given: {reason}"
        for rule, reason in store.notes.accepted.of(returned.fingerprint).items()
        if rule in RULES
    ]
    return answered + found


def _lower_bounds(store: Store, sections: Iterable[PackSection]) -> tuple[str, ...]:
    """The figures shown that are partial, and from when on those that look back are whole."""
    figures = [figure for section in sections for figure in section.all_figures]
    partial = list(dict.fromkeys(figure.title for figure in figures if "partial" in figure.states))
    shown = {figure.measure for figure in figures}
    lines = [
        f"{look.measure.title} looks back further than its period: "
        + (f"whole from {look.whole_from.label}." if look.whole_from else "no quarter loaded is whole.")
        for look in look_backs(store)
        if look.measure.id in shown
    ]
    if partial:
        lines.insert(
            0,
            f"Partial, since the returns loaded cover only part of what they need: {'; '.join(partial)}. A number so "
            "counted is a lower bound.",
        )
    return tuple(lines) or ("No figure shown is partial.",)
