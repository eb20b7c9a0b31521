"""The data-quality statement: what the returns are, what was accepted of them, what is a lower bound, what was missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from components.figures.chosen import Filters
from components.figures.figure import Figure
from components.pack.model import PackSection, Statement
from components.words.numbers import STATUS_WORDS
from data.disclosure_cells import FEWEST_OF_A_SHARE
from data.findings.registry import RULES
from data.history import look_backs
from data.in_words import day
from data.lists.loaded_return import LoadedReturn
from data.periods import period_containing
from data.series import HIDDEN
from data.store import Store

_STATE = "Data"
"""The column of a table that says again what is to be known of its numbers."""

_NAMES = {"annex_a": "Annex A", "panel": "Panel return"}


def statements(
    store: Store, sections: Iterable[PackSection], revised: Sequence[str], chosen: Filters
) -> tuple[Statement, ...]:
    """What must be known of the data, part by part; a part with nothing to say says so.

    ``revised`` says of each figure that stays as published what it was revised to since.
    """
    quarter = period_containing(chosen.ending, "quarter")
    known = [one for one in store.returns if one.reporting_date <= chosen.ending]
    of_quarter = [one for one in known if one.quarter == quarter]
    accepted = tuple(line for one in of_quarter for line in _accepted(store, one, chosen.is_publication))
    return (
        Statement("Returns", tuple(_return_words(one) for one in known) or ("None.",)),
        Statement("Accepted with a reason", accepted or ("Nothing was accepted with a reason.",)),
        Statement("Lower bounds and partial figures", _lower_bounds(store, sections)),
        *_hidden(store, sections, chosen),
        *_revised(revised, chosen),
        Statement(
            "Not supplied",
            tuple(line for section in sections for line in _not_shown(section))
            or ("Every figure of these sections is supplied.",),
        ),
    )


def _not_shown(section: PackSection) -> Iterator[str]:
    """The figures that a section has not, put together by why."""
    by_reason: dict[str, list[str]] = {}
    for absent in section.not_shown:
        if not absent.is_hidden:
            by_reason.setdefault(absent.why, []).append(absent.title)
    for why, titles in by_reason.items():
        yield f"{section.title}: {'; '.join(titles)}. {why}"


def _hidden(store: Store, sections: Iterable[PackSection], chosen: Filters) -> Iterator[Statement]:
    """What a publication copy does not show: the rule, how many figures of what, section by section, and whose texts."""
    if not chosen.is_publication:
        return
    fewest = store.notes.settings.fewest_published
    lines = [
        f"Numbers of children from 1 to {fewest - 1} are hidden, percentages of or about so few or of fewer than "
        f"{FEWEST_OF_A_SHARE}, and as many other figures as it takes that none of these can be worked out. All read “hidden”: the "
        "mark does not tell which of the two it is. 0 is shown. What was hidden once stays so."
    ]
    for section in sections:
        told = [(figure.title, number_hidden(figure)) for figure in section.figures]
        held = [(title, number) for title, number in told if number]
        if held:
            named = "; ".join(f"{title} ({number})" for title, number in held)
            lines.append(f"{section.title}: {sum(number for _, number in held)} hidden. {named}.")
        whole = [absent.title for absent in section.not_shown if absent.is_hidden]
        if whole:
            lines.append(
                f"{section.title}: hidden in the newest quarter and not printed: {'; '.join(whole)}."
            )
    if len(lines) == 1:
        lines.append("No figure of these sections is hidden.")
    left_out = [one.title for section in sections for one in section.commentary if one.is_left_out]
    if left_out:
        lines.append(
            f"Commentary that its authors have not cleared for publication is left out: {'; '.join(left_out)}."
        )
    yield Statement("Hidden in this publication copy", tuple(lines))


def number_hidden(figure: Figure) -> int:
    """How many numbers of a figure's tables read that they are hidden."""
    word = STATUS_WORDS[HIDDEN]
    return sum(
        cell.startswith(word) and column != _STATE
        for table in (figure.table, *figure.more)
        if table is not None
        for row in table.cells
        for column, cell in zip(table.columns, row, strict=True)
    )


def _revised(revised: Sequence[str], chosen: Filters) -> Iterator[Statement]:
    """What stays as published, and what it was revised to since."""
    if chosen.as_published:
        lead = "Figures of earlier quarters stay as they were published."
        none = "None of those shown was revised since."
        yield Statement("Revised since published", (lead, *revised) if revised else (f"{lead} {none}",))


def _return_words(returned: LoadedReturn) -> str:
    """'Annex A, data to 31 December 2022.'"""
    return f"{_NAMES[returned.report.kind or 'panel']}, data to {day(returned.reporting_date)}."


def _accepted(store: Store, returned: LoadedReturn, is_publication: bool) -> list[str]:
    """What was asked of a return, or found in it, and let stand, with the reason given: as somebody wrote it, for officers alone."""
    if is_publication:
        return _accepted_by_number(store, returned)
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


def _accepted_by_number(store: Store, returned: LoadedReturn) -> list[str]:
    """That something was accepted, without what and why."""
    answers = [one for one in store.notes.answers.of(returned.fingerprint).values() if one.reason]
    findings = [rule for rule in store.notes.accepted.of(returned.fingerprint) if rule in RULES]
    if not answers and not findings:
        return []
    return [
        f"{_return_words(returned).removesuffix('.')}: findings were accepted with a reason, which officers hold."
    ]


def _lower_bounds(store: Store, sections: Iterable[PackSection]) -> tuple[str, ...]:
    """The figures shown that are partial, and from when on those that look back are whole."""
    figures = [figure for section in sections for figure in section.figures]
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
