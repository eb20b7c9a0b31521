"""What a figure of a publication copy says of what it does not show."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from components.figures.answers import WHOLE, Answers, Within
from components.figures.figure import Sentence
from components.words.numbers import HIDDEN_MEANS
from data.measures.absence import NOT_ON_LIST, PAIR
from data.series import Point

HIDDEN_LEAD = f"Hidden: {HIDDEN_MEANS}."
_MOST_NAMED = 8


def hidden_points(measures: Collection[str], answers: Answers) -> list[tuple[Point, Within]]:
    """All figures of these measures that are hidden, of every part and period asked, each with what it is asked within."""
    if not answers.chosen.is_publication:
        return []
    return [
        (point, within)
        for (name, _, _, within), groups in answers.series.items()
        if name in measures
        for series in groups.values()
        for point in series
        if point.is_hidden
    ]


def hidden_words(measures: Collection[str], answers: Answers) -> tuple[Sentence, ...]:
    """That some figures are hidden and what that means, with the parts of which the newest is, and those shown as one."""
    words = [f"{name}." for name in dict.fromkeys(_merged_words(measures, answers))]
    points = hidden_points(measures, answers)
    if points:
        newest = dict.fromkeys(
            point.group.replace(PAIR, " with ")
            for point, within in points
            if not within and point.end == answers.chosen.ending and point.group not in (WHOLE, NOT_ON_LIST)
        )
        named = list(newest)[:_MOST_NAMED]
        more = f" and {len(newest) - len(named)} more" if len(newest) > len(named) else ""
        parts = f" In {answers.quarter}: {', '.join(named)}{more}." if named else ""
        words.append(f"Some figures are hidden: {HIDDEN_MEANS}.{parts}")
    return tuple(Sentence(text, "remark", is_small=True) for text in words)


def _merged_words(measures: Collection[str], answers: Answers) -> Iterable[str]:
    """'Shown as one: Asylum team; Not recorded', for each breakdown of which groups are merged."""
    for (name, *_), groups in answers.merged.items():
        if name in measures:
            yield f"Shown as one, since the numbers of each are small or would tell another's: {'; '.join(groups)}"
