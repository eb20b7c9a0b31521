"""Whether the figures are those to be expected: flows beyond their usual range, figures stated that the lists count otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from data.arrival.arriving import Arriving
from data.arrival.findings import FIGURES, LEAVE_OUT, Choice, Finding
from data.checks.figures import disagreements
from data.measures import MEASURES
from data.returns import panel
from data.returns.annex_a import ASSESSMENTS, CONTACTS, REFERRALS, SECTION_47_ENQUIRIES
from data.returns.problems import counted
from data.variation import judge_series

_FLOWS = {CONTACTS: "contacts", REFERRALS: "referrals", ASSESSMENTS: "assessments_completed", SECTION_47_ENQUIRIES: "section_47_enquiries"}
_MONTHS = 36
_MONTHS_BEYOND = 2
"""So many months of a quarter beyond their usual range are more than one odd month."""

_FIGURES_NAMED = 4


def beyond_usual(arriving: Arriving) -> Iterator[Finding]:
    """A flow of which most months of the quarter are beyond what the last two years let expect."""
    asked = {layout: MEASURES[name] for layout, name in _FLOWS.items() if layout in arriving.lists and arriving.alike}
    if not asked or not arriving.is_annex_a:
        return
    months = arriving.store.measure([one.id for one in asked.values()], "month", _MONTHS, ending=arriving.quarter.end)
    for layout, measure in asked.items():
        rows = months[months["measure"] == measure.id]
        judged = judge_series(rows, seasonal=measure.seasonal, percent=False)
        here = set(rows[rows["period_end"].dt.date >= arriving.quarter.start]["period"])
        beyond = [month for month in judged.months if month.label in here and month.signal in ("above", "below")] if judged else []
        if len(beyond) < _MONTHS_BEYOND:
            continue
        said = "; ".join(f"{one.label} {one.value:,.0f}, usually {one.lower:,.0f} to {one.upper:,.0f}" for one in beyond)
        yield Finding(
            f"beyond usual {layout.name}", "ask", arriving.sheet(layout), len(beyond),
            f"Sheet “{arriving.sheet(layout)}” ({layout.short_title}): {measure.title.lower()} are beyond their usual range in "
            f"{counted(len(beyond), 'month')} of the quarter: {said}. Look for rows left out or listed twice, or say why it is "
            "right.", FIGURES,
            (Choice("It is right", needs_reason=True), LEAVE_OUT),
            about=f"{measure.title.lower()} beyond their usual range: {said}", lists=(layout.name,))  # fmt: skip


def stated_otherwise(arriving: Arriving) -> Iterator[Finding]:
    """Figures of the quarter that a panel return states and the lists in use count otherwise."""
    if panel.FIGURES not in arriving.lists:
        return
    found = disagreements(arriving.store)
    found = found[found["period"] == arriving.quarter.label]
    if found.empty:
        return
    named = [f"{MEASURES[name].title} {stated:,.1f} (counted {count:,.1f})".replace(".0 ", " ").replace(".0)", ")")
             for name, count, stated in zip(found["measure"], found["counted"], found["stated"], strict=True)]  # fmt: skip
    more = f" and {len(named) - _FIGURES_NAMED} more" if len(named) > _FIGURES_NAMED else ""
    yield Finding(
        "stated otherwise", "note", arriving.sheet(panel.FIGURES), len(named),
        f"Sheet “{arriving.sheet(panel.FIGURES)}”: {counted(len(named), 'figure')} of {arriving.quarter.label} stated otherwise than "
        "the lists "
        f"count: {'; '.join(named[:_FIGURES_NAMED])}{more}. The counted ones are shown where the lists cover the quarter; the Checks page "
        "has both and lets the stated ones stand.", FIGURES)  # fmt: skip


GUARDS = (beyond_usual, stated_otherwise)
