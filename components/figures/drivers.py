"""What is behind a change, as a figure says and lists it: the strongest dimensions in sentences, every group in a table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from components.figures.figure import Sentence, Table
from components.figures.remarks import small
from components.words.drivers import (
    NOBODY_STANDS_OUT,
    not_split_words,
    number_words,
    part_words,
    share_words,
    turned_words,
)
from data.contributions import GroupChange
from data.drivers import explains, group_changes, splits_number
from data.in_words import amount, plain, rounded
from data.lists.dimensions import DIMENSIONS
from data.measures import Measure

MOST_DIMENSIONS = 3
"""So many dimensions have sentences."""

Dimensions = Mapping[str, Sequence[GroupChange]]


def driver_sentences(
    measure: Measure, behind: pd.DataFrame, than: str = "a year before"
) -> tuple[Sentence, ...]:
    """What a change came from, out of the frame of ``data.drivers.behind``; nothing where that is empty.

    A dimension whose groups of enough cases all moved one way and the whole the other comes first, then those in which most
    changed group. Of parts of all only the measure's own are spoken of.
    """
    dimensions = _for_panel(measure, group_changes(behind))
    split = [groups for groups in dimensions.values() if all(group.is_split for group in groups)]
    telling = [groups for groups in split if len(groups) > 1 and explains(measure, groups)]
    turned = [groups for groups in telling if turned_words(measure, groups)][:1]
    in_order = [*turned, *(groups for groups in telling if groups not in turned)]
    origins = [words for groups in in_order if (words := _words(measure, groups, than))][:MOST_DIMENSIONS]
    statements = [*(turned_words(measure, groups) for groups in turned), *origins]
    if telling and not statements:
        statements = [NOBODY_STANDS_OUT]
    not_split = [groups for groups in dimensions.values() if groups not in split]
    remarks = [small(words) for words in not_split_words(measure, not_split)]
    return (*(Sentence(words, "remark") for words in statements), *remarks)


def driver_table(measure: Measure, behind: pd.DataFrame, before: str, now: str) -> Table:
    """Every group with its two figures and what it added, dimension by dimension; ``before`` and ``now`` name the periods."""
    parts = {"contribution": "Change" if splits_number(measure) else "Part of the change"}
    if splits_number(measure):
        parts["beyond_share"] = "Beyond its share"
    elif not measure.of_all:
        parts |= {"rate": "From how it did", "mix": "From its share of the work"}
    cells, raw = [], []
    for dimension, groups in _for_panel(measure, group_changes(behind)).items():
        title = DIMENSIONS[dimension].title
        for group in groups:
            sizes = [getattr(group, part) for part in parts]
            figures = (_figure(measure, group, figure) for figure in (group.before, group.now))
            cells.append(
                (
                    title,
                    group.group,
                    *figures,
                    *(_signed(measure, size) for size in sizes),
                    _stands_out(group),
                )
            )
            raw.append(
                (
                    title,
                    group.group,
                    *(None if math.isnan(number) else number for number in (group.before, group.now, *sizes)),
                    _stands_out(group),
                )
            )
    columns = ("By", "Group", before, now, *parts.values(), "More than chance")
    return Table(f"{measure.title}: what is behind the change", columns, tuple(cells), tuple(raw))


def _for_panel(measure: Measure, dimensions: Dimensions) -> Dimensions:
    """The dimensions that are shown where all are there: those that a scrutiny panel may see, of parts of all the measure's own."""
    shown = {
        name: groups
        for name, groups in dimensions.items()
        if DIMENSIONS[name].is_for_panel and (not measure.of_all or name == measure.category)
    }
    return shown if len(dimensions) > 1 else dimensions


def _words(measure: Measure, groups: Sequence[GroupChange], than: str) -> str:
    if splits_number(measure):
        return number_words(measure, groups, than)
    return part_words(measure, groups) if measure.of_all else share_words(measure, groups)


def _figure(measure: Measure, group: GroupChange, figure: float) -> str:
    if math.isnan(figure):
        return "none" if group.is_split else "not known"
    return amount(figure) if splits_number(measure) else plain(figure, measure.unit)


def _signed(measure: Measure, size: float) -> str:
    """'+30', '-2.1', '' where it is not known."""
    if math.isnan(size):
        return ""
    places = 0 if splits_number(measure) and float(size).is_integer() else 1
    shown = rounded(round(size, 9), places)
    return f"{shown:+,}" if shown else f"{abs(shown)}"


def _stands_out(group: GroupChange) -> str:
    """What of a group moved by more than chance."""
    if math.isnan(group.rate):
        return "yes" if group.is_more_than_chance else ""
    moved = {"how it did": group.is_more_than_chance, "its share of the work": group.mix_is_more_than_chance}
    return ", ".join(what for what, is_more in moved.items() if is_more)
