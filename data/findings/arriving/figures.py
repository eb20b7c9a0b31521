"""Whether the figures are those to be expected: flows beyond their usual range, figures stated that the lists count otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from data.findings.arriving.arrival import Arriving, Guard
from data.findings.finding import FIGURES, LEAVE_OUT, Choice, Finding, Kind
from data.findings.rules.figures import disagreements
from data.judgement import months_wanted
from data.measures import MEASURES, Measure
from data.periods import Period
from data.returns import panel
from data.returns.annex_a import ANNEX_A
from data.returns.problems import counted
from data.seasons import YEAR
from data.series import Series, series_of
from data.variation import judge_series, places_to_show

BEYOND_USUAL = Kind(
    "beyond usual",
    "Beyond the usual range",
    "{number} figures are beyond their usual range in most months of the quarter: {places}.",
    "Look for rows left out or listed twice, or say why it is right.",
    "ask",
    repair=FIGURES,
    choices=(Choice("It is right", needs_reason=True), LEAVE_OUT),
)
STATED_OTHERWISE = Kind(
    "stated otherwise",
    "Stated otherwise than counted",
    "Figures of the quarter are stated otherwise than the lists count.",
    "The counted ones are shown where the lists cover the quarter; the Checks page has both and lets the stated ones stand.",
    "note",
    repair=FIGURES,
)

_MONTHS_BEYOND = 2
"""So many months of a quarter beyond their usual range are more than one odd month."""

_FIGURES_NAMED = 4


def beyond_usual(arriving: Arriving) -> Iterator[Finding]:
    """A flow of which most months of the quarter are beyond what the months before let expect."""
    asked = {
        layout: MEASURES[layout.flow]
        for layout in ANNEX_A
        if layout.flow and layout in arriving.lists and arriving.of_its_kind
    }
    if not asked or not arriving.is_annex_a:
        return
    wanted = months_wanted(list(asked.values()))
    months = {
        measure: series
        for answer in arriving.store.measures(wanted, ending=arriving.quarter.end)
        for (measure, _), series in series_of(answer).items()
    }
    for layout, measure in asked.items():
        beyond = _months_beyond(months[measure.id], measure, arriving.quarter)
        if len(beyond) < _MONTHS_BEYOND:
            continue
        months_in_words = "; ".join(beyond)
        yield BEYOND_USUAL.finding(
            layout.name,
            arriving.sheet(layout),
            len(beyond),
            f"{arriving.quoted(layout)}: {measure.title.lower()} are beyond their usual range in "
            f"{counted(len(beyond), 'month')} of the quarter: {months_in_words}.",
            place=f"{measure.title.lower()} ({months_in_words})",
            about=f"{measure.title.lower()} beyond their usual range: {months_in_words}",
            lists=(layout.name,),
        )


def _months_beyond(series: Series, measure: Measure, quarter: Period) -> list[str]:
    """The quarter's months outside their limits, each in words.

    A flow whose season is not known yet is set against all its months together, and a month counts only where the same
    month last year was further from it than the limits are from the middle: what comes back every year is no finding.
    """
    judged = judge_series(series, seasonal=measure.seasonal, percent=False)
    year_before: dict[str, tuple[str, float]] = {}
    if judged is not None and judged.comparison is not None:
        judged = judge_series(series, seasonal=False, percent=False)
        year_before = {
            later.period: (earlier.period, earlier.value)
            for earlier, later in zip(series, series[YEAR:], strict=False)
            if earlier.status == "ok" and earlier.value is not None
        }
    if judged is None:
        return []
    here = {point.period for point in series if point.end >= quarter.start}
    beyond = []
    for month in judged.months:
        if month.label not in here or month.signal not in ("above", "below"):
            continue
        places = places_to_show(month, 0)
        words = f"{month.label} {month.value:,.0f}, usually {month.lower:,.{places}f} to {month.upper:,.{places}f}"
        if judged.same_months:
            beyond.append(f"{words} at this time of year")
        elif not measure.seasonal:
            beyond.append(words)
        elif month.label in year_before:
            earlier_label, earlier = year_before[month.label]
            width = month.upper - month.centre
            if (month.value - earlier) * (1 if month.signal == "above" else -1) > width:
                beyond.append(f"{words} in any month ({earlier_label} {earlier:,.0f})")
    return beyond


def stated_otherwise(arriving: Arriving) -> Iterator[Finding]:
    """Figures of the quarter that a panel return states and the lists in use count otherwise."""
    if panel.FIGURES not in arriving.lists:
        return
    differing = disagreements(arriving.store)
    differing = differing[differing["period"] == arriving.quarter.label]
    if differing.empty:
        return
    named = [
        f"{MEASURES[name].title} {stated:,.1f} (counted {count:,.1f})".replace(".0 ", " ").replace(".0)", ")")
        for name, count, stated in zip(
            differing["measure"], differing["counted"], differing["stated"], strict=True
        )
    ]
    more = f" and {len(named) - _FIGURES_NAMED} more" if len(named) > _FIGURES_NAMED else ""
    yield STATED_OTHERWISE.finding(
        "",
        arriving.sheet(panel.FIGURES),
        len(named),
        f"Sheet “{arriving.sheet(panel.FIGURES)}”: {counted(len(named), 'figure')} of {arriving.quarter.label} stated otherwise than "
        f"the lists count: {'; '.join(named[:_FIGURES_NAMED])}{more}.",
    )


GUARDS = (Guard((BEYOND_USUAL,), beyond_usual), Guard((STATED_OTHERWISE,), stated_otherwise))
