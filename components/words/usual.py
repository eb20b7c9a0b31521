"""Change or chance in words: the usual range of a month, what is more than chance, and why there may be no range."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence

from data.in_words import plain, rounded
from data.judgement import Judgement
from data.measures import Measure
from data.variation import (
    ENOUGH_MONTHS,
    FEWEST_MONTHS,
    LEAST_BASE,
    LEAST_MEAN,
    MARKED_BY_CHANCE,
    YEARS_OF_A_SEASON,
    Comparison,
    Month,
    UsualRange,
    places_to_show,
)

_EPISODES_NAMED = 2
_RUNS = ("run above", "run below")
_TRENDS = ("rising", "falling")
_BESIDES_LIMITS = (*_RUNS, *_TRENDS, "near upper", "near lower")


def usual_words(judgement: Judgement) -> str:
    """Whether the latest month is more than chance, in a sentence, with what was left out of the judgement."""
    usual = judgement.usual
    if usual is None:
        words = _why_none(judgement)
    elif usual.comparison is not None:
        words = _compared(usual.comparison, judgement.measure)
    else:
        words = _judged(usual, judgement)
    return words + _ends_left_out(judgement)


def _judged(usual: UsualRange, judgement: Judgement) -> str:
    measure = judgement.measure
    latest, every = usual.latest, "quarter" if usual.by_quarter else "month"
    until = "" if usual.by_quarter or latest.label == judgement.newest else f" to {latest.label}"
    by = _basis(usual)
    trial = f" Trial limits: fewer than {ENOUGH_MONTHS} whole {every}s are loaded." if usual.is_trial else ""
    if usual.by_quarter:
        trial += f" By quarter, because a month has fewer than {LEAST_BASE}."
    if latest.signal in _BESIDES_LIMITS:
        value, *_ = amounts(latest, measure)
        said = _within_limits(usual, latest, measure)
        return f"More than chance: {said}, {by}; the newest is {latest.label} ({value}).{trial}"
    value, limits = _value_and_limits(latest, usual, measure)
    if latest.signal is not None:
        return f"More than chance: {latest.label} ({value}) is {latest.signal} its usual range ({limits}, {by}).{trial}"
    episodes = _earlier_episodes(usual, measure)
    if not episodes and usual.same_months:
        return f"Each month{until} is within the usual range of its own time of year ({limits}, {by}).{trial}"
    if not episodes:
        return f"Each {every}{until} is within its usual range ({limits}, {by}).{trial}"
    return f"{latest.label} ({value}) is within its usual range ({limits}, {by}); earlier, {'; '.join(episodes)}.{trial}"


def _basis(usual: UsualRange) -> str:
    if usual.same_months:
        return f"by the {usual.years} years before"
    return f"by the last {usual.months_used} {'quarters' if usual.by_quarter else 'months'}"


def amounts(month: Month, measure: Measure) -> tuple[str, str, str]:
    """A month's value and its two limits as shown: with more decimals where rounding would hide a limit crossed."""
    places = 0 if measure.unit == "number" else 1
    needed = places_to_show(month, places)
    value, lower, upper = (
        _with_places(amount, measure, needed) for amount in (month.value, month.lower, month.upper)
    )
    return value, lower, upper


def _with_places(amount: float, measure: Measure, places: int) -> str:
    if amount == int(amount) or places == (0 if measure.unit == "number" else 1):
        return plain(amount, measure.unit)
    return f"{rounded(amount, places):,}{'%' if measure.unit == 'percent' else ''}"


def _value_and_limits(month: Month, usual: UsualRange, measure: Measure) -> tuple[str, str]:
    """A month's value, and its limits: those of a season are its own month's and say so."""
    value, lower, upper = amounts(month, measure)
    return value, f"{f'{_month_name(month.label)}: ' if usual.same_months else ''}{lower} to {upper}"


def _month_name(label: str) -> str:
    """'December' of 'Dec 2022'."""
    return calendar.month_name[list(calendar.month_abbr).index(label[:3])]


def _within_limits(usual: UsualRange, last: Month, measure: Measure) -> str:
    """A run, a trend or nearness to a limit, and whether its months are within their limits all the same."""
    position = usual.months.index(last)
    width = 3 if last.signal in ("near upper", "near lower") else last.in_a_row
    months = usual.months[max(0, position + 1 - width) : position + 1]
    outside = sum(not month.is_within for month in months)
    _, limits = _value_and_limits(last, usual, measure)
    their = f"its own range ({limits})" if usual.same_months else limits
    within = f"all but {outside} within" if outside else "each within"
    return f"{_pattern(usual, last, measure)}; {within} {their}"


def _pattern(usual: UsualRange, last: Month, measure: Measure, until: str = "") -> str:
    """'7 months above the average of 17', '8 months that each rose on the one before', '2 of 3 months close to the upper limit'.

    ``until`` says when they ended, where that was not with the newest: ' to Oct 2022'.
    """
    every = "quarters" if usual.by_quarter else "months"
    if last.signal in _RUNS:
        side = str(last.signal).removeprefix("run ")
        level = (
            "what is usual for their time of year"
            if usual.same_months
            else f"the average of {_average(usual, last, measure)}"
        )
        return f"{last.in_a_row} {every}{until} {side} {level}"
    if last.signal in _TRENDS:
        season = ", the time of year allowed for" if usual.same_months else ""
        return f"{last.in_a_row} {every}{until} that each {'rose' if last.signal == 'rising' else 'fell'} on the one before{season}"
    return f"{last.in_a_row} of 3 {every}{until} close to the {str(last.signal).removeprefix('near ')} limit"


def _average(usual: UsualRange, last: Month, measure: Measure) -> str:
    """The average that a run lies beside, with the decimals that set it apart from the run's nearest value."""
    position = usual.months.index(last)
    nearest = min(
        (abs(month.value - last.centre), month.value)
        for month in usual.months[position + 1 - last.in_a_row : position + 1]
    )[1]
    least = 0 if measure.unit == "number" else 1
    for places in range(least, 4):
        if rounded(last.centre, places) != rounded(nearest, places):
            break
    return _with_places(last.centre, measure, places)


def _earlier_episodes(usual: UsualRange, measure: Measure) -> list[str]:
    """What was more than chance before the newest month, the newest two, a run or trend once however many months it marks."""
    named: list[str] = []
    position = len(usual.months) - 1
    while position >= 0 and len(named) < _EPISODES_NAMED:
        month = usual.months[position]
        if month.signal in _BESIDES_LIMITS:
            named.append(_pattern(usual, month, measure, f" to {month.label}"))
            position -= 3 if month.signal in ("near upper", "near lower") else month.in_a_row
            continue
        if month.signal is not None:
            value, limits = _value_and_limits(month, usual, measure)
            rounded_away = places_to_show(month, 0 if measure.unit == "number" else 1) > (
                0 if measure.unit == "number" else 1
            )
            own = (
                f" its own ({limits})"
                if usual.same_months
                else f" that range ({limits})"
                if rounded_away
                else " that range"
            )
            named.append(f"{month.label} ({value}) was {month.signal}{own}")
        position -= 1
    return named[::-1]


def _compared(comparison: Comparison, measure: Measure) -> str:
    """'Dec 2022: 1,550; last December 1,591. …': all that can be said of a season before three earlier years are held."""
    return (
        f"{comparison.label}: {plain(comparison.value, measure.unit)}; last {_month_name(comparison.label)} "
        f"{plain(comparison.earlier, measure.unit)}. No usual range yet: the time of year matters, so it takes "
        f"{YEARS_OF_A_SEASON} whole years before the month."
    )


def _why_none(judgement: Judgement) -> str:
    """Why a change cannot be told from chance."""
    reason = judgement.why_none
    if reason == "few months":
        return f"Fewer than {FEWEST_MONTHS} months are loaded: too few to tell a change from chance."
    if reason == "partial months":
        return (
            f"Only {judgement.whole} of the last {judgement.loaded} months loaded are whole, the others partial: too few to tell a "
            f"change from chance, which takes {FEWEST_MONTHS}."
        )
    if reason == "few quarters":
        return (
            f"A month has fewer than {LEAST_BASE}, so it would be judged by quarter: {judgement.points} whole "
            f"{'quarter is' if judgement.points == 1 else 'quarters are'} loaded, too few to tell a "
            f"change from chance, which takes {FEWEST_MONTHS}."
        )
    if reason == "no month a year before":
        return (
            "The same month a year before is not loaded whole, so there is nothing to set the newest beside. A usual range takes "
            f"{YEARS_OF_A_SEASON} whole years before the month, because the time of year matters."
        )
    return f"No usual range: with fewer than {plain(LEAST_MEAN, 'number')} a month on average, a change cannot be told from chance."


def _ends_left_out(judgement: Judgement) -> str:
    """What is said of ends on dates that no return gives."""
    ends, words = judgement.ends, ""
    if ends.few:
        words += f" Left out: {ends.few} {'end' if ends.few == 1 else 'ends'} on a date that no return gives."
    if ends.not_judged:
        months = ends.not_judged
        named = f"{', '.join(months[:-1])} and {months[-1]} are" if len(months) > 1 else f"{months[0]} is"
        if len(months) > 3:
            named = f"{len(months)} months ({months[0]} to {months[-1]}) are"
        words += (
            f" {named} not judged: {ends.many} {'end' if ends.many == 1 else 'ends'} happened between two returns on a date that no "
            "return gives."
        )
    return words


def signal_words(usual: UsualRange, measure: Measure) -> str:
    """What the newest month shows, in a few words for a table: 'above', '7 months above the average of 17'."""
    latest = usual.latest
    return _pattern(usual, latest, measure) if latest.signal in _BESIDES_LIMITS else str(latest.signal)


def outside_words(judgements: Iterable[Judgement]) -> str:
    """'2 of the 40 that have a usual range are outside it, 1 more shows a run, …' of many series; '' where none has a range."""
    ranged = _ranges(judgements)
    if not ranged:
        return ""
    outside = sum(usual.latest.signal in ("above", "below") for usual in ranged)
    patterns = sum(usual.is_unusual for usual in ranged) - outside
    more = (
        f", {patterns} more {'shows' if patterns == 1 else 'show'} a run, a trend or closeness to a limit"
        if patterns
        else ""
    )
    have, are = "has" if len(ranged) == 1 else "have", "is" if outside == 1 else "are"
    return f"{outside} of the {len(ranged)} that {have} a usual range {are} outside it{more}"


def by_chance_words(judgements: Sequence[Judgement]) -> str:
    """'2 of the 40 that have a usual range are outside it; chance alone would mark about one.' of many series at once."""
    expected = MARKED_BY_CHANCE * len(_ranges(judgements))
    chance = "fewer than one" if expected < 0.5 else f"about {'one' if expected < 1.5 else f'{expected:.0f}'}"
    return f"{outside_words(judgements)}; chance alone would mark {chance}."


def _ranges(judgements: Iterable[Judgement]) -> list[UsualRange]:
    return [
        judgement.usual
        for judgement in judgements
        if judgement.usual is not None and judgement.usual.has_range
    ]
