"""The groups of each dimension of a question, with their value, the change on the same time last year and their share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from components.charts.groups import size_of
from components.charts.trend import a_year_back
from components.figures.parts import overlap_words, recorded
from components.figures.question import Question
from components.screen.choice_table import Choice
from components.words.numbers import count_or_blank, none_words
from data.answering import Wanted
from data.in_words import amount, plain, rounded
from data.lists.dimensions import DIMENSIONS
from data.measures import Measure
from data.series import Point, Series, can_be_compared, series_of
from data.store import Store

FIRST = 4
"""How many dimensions stand open at first; the others are asked when they are opened."""

_LOOKED_AT_FIRST = (
    *("source", "team", "age_band", "legal_status", "category_of_abuse", "primary_need", "rating", "outcome"),
    *("ethnic_group", "sex", "placement_type", "case_status", "duration_band", "disability"),
)
_NEW, _SAME = "new", "–"


@dataclass(frozen=True)
class Leaderboard:
    """A dimension's groups as rows to choose from; ``note`` says why their numbers may add up to more than the whole."""

    dimension: str
    columns: tuple[str, ...]
    rows: tuple[Choice, ...]
    note: str = ""

    @property
    def title(self) -> str:
        """The dimension's title."""
        return DIMENSIONS[self.dimension].title


def explored_dimensions(measure: Measure) -> list[str]:
    """The dimensions that a measure can be explored by: its own first, then those looked at first, then the rest."""
    counting = measure.first_counting
    held = [
        name
        for name in measure.dimensions
        if counting is None
        or counting.kind == "stock"
        or "as_at" not in counting.view.dimensions.get(name, "")
    ]
    first = [measure.category, *_LOOKED_AT_FIRST]
    return sorted(held, key=lambda name: first.index(name) if name in first else len(first))


def leaderboards_of(
    store: Store, question: Question, dimensions: Sequence[str], newest: Point | None
) -> tuple[Leaderboard, ...]:
    """The leaderboards of these dimensions, each within the question's other conditions; ``newest`` is its answer. Raises NotRead."""
    key = Leaderboard, question, tuple(dimensions), store.basis([question.measure])
    return store.kept(key, lambda: _made(store, question, dimensions, newest))


def _made(
    store: Store, question: Question, dimensions: Sequence[str], newest: Point | None
) -> tuple[Leaderboard, ...]:
    wanted = [_wanted(question, name) for name in dimensions]
    answers = store.measures(wanted, ending=question.ending, reading=question.reading)
    whole = None if newest is None else newest.numerator
    boards = []
    for name, rows in zip(dimensions, answers, strict=True):
        groups = recorded({group: series for (_, group), series in series_of(rows).items()})
        boards.append(_leaderboard(question, name, groups, whole))
    return tuple(boards)


def _wanted(question: Question, dimension: str) -> Wanted:
    """All groups of a dimension, those that are not chosen too: another can then be chosen besides."""
    others = {name: values for name, values in question.where if name != dimension}
    return Wanted(question.measure, question.grain, a_year_back(question.grain), by=dimension, where=others)


def _leaderboard(
    question: Question, dimension: str, groups: dict[str, Series], whole: float | None
) -> Leaderboard:
    measure, declared = question.declared, DIMENSIONS[dimension]
    chosen = question.conditions.get(dimension, ())
    newest = {name: series[-1] for name, series in groups.items()}
    counted = {name: point.numerator for name, point in newest.items() if point.numerator is not None}
    total = sum(counted.values())
    shown = [
        name
        for name, series in groups.items()
        if name in chosen
        or any(point.value or point.numerator or point.denominator for point in (series[0], series[-1]))
    ]
    shown.sort(key=lambda name: (declared.place(name), -size_of(measure, groups[name]), name))
    rows = []
    for name in shown:
        share = counted[name] / total if total > 0 and name in counted and counted[name] >= 0 else None
        rows.append(
            Choice(name, name, tuple(_cells(measure, groups[name], share)), share, is_chosen=name in chosen)
        )
    note = "" if chosen else overlap_words(measure, dimension, newest.values(), whole)
    return Leaderboard(dimension, _columns(measure, declared.title), tuple(rows), note.strip())


def _columns(measure: Measure, title: str) -> tuple[str, ...]:
    if measure.unit in ("number", "rate"):
        return (title, "Now", "On last year", "Share")
    share = () if measure.of_all else ("Share",)
    return (title, "Now", "Number", "On last year", *share)


def _cells(measure: Measure, series: Series, share: float | None) -> Iterable[str]:
    """Value, number where it is a share or a mean, change on the same time last year, and share of what is counted.

    A rate's groups have no population of their own: their numbers are shown.
    """
    now, then = series[-1], series[0]
    told = "" if share is None else f"{rounded(100 * share, 0)}%"
    if measure.unit in ("number", "rate"):
        yield count_or_blank(now.numerator if now.value is None else now.value)
        yield _change(now, then, now.numerator, then.numerator, 0)
        yield told
        return
    yield (
        none_words(measure)
        if now.is_share_of_nothing
        else ""
        if now.value is None
        else plain(now.value, measure.unit)
    )
    has_base = now.numerator is not None and now.denominator is not None
    of = "" if measure.of_all or now.denominator is None else f" of {amount(now.denominator)}"
    yield f"{amount(now.numerator)}{of}" if has_base and now.numerator is not None else ""
    yield _change(now, then, now.value, then.value, 1)
    if not measure.of_all:
        yield told


def _change(now: Point, then: Point, value: float | None, before: float | None, decimals: int) -> str:
    """'+14', '−2.1', 'new' where there was none a year before; '' where the two cannot be compared."""
    if value is None or before is None or now is then or not can_be_compared(then, now):
        return ""
    moved = rounded(round(value - before, 9), decimals)
    return _SAME if not moved else f"{moved:+,}".replace("-", "−")
