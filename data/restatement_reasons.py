"""Why a past figure is no longer what was first reported: what became of the rows that it counts, list by list."""

from __future__ import annotations

from collections.abc import Iterable

from data.as_reported import returns_by_then
from data.changes import CHANGED, LATE, WITHDRAWN, counts_of, pairing_key, reading_up_to
from data.lists.parsed_sql import value_counted
from data.lists.view import View
from data.measures import Counting, Measure
from data.periods import Period
from data.returns.layouts import Layout
from data.returns.problems import counted
from data.returns.recognition import LAYOUT_BY_NAME
from data.store import Questions

LATE_WORDS, WITHDRAWN_WORDS = ("came late", "came late"), ("was withdrawn", "were withdrawn")
_MORE, _FEWER = (
    ("counts by a changed date", "count by a changed date"),
    (
        "no longer counts, by a changed date",
        "no longer count, by a changed date",
    ),
)


def because(
    store: Questions,
    measure: Measure,
    quarter: Period,
    moved: float | None = None,
    *,
    with_numbers: bool = True,
) -> str:
    """What restated a measure's figure of a quarter: 'List 4: 3 rows came late, 1 was withdrawn'.

    Every list that the figure counts is named, those of its estimate only where its own list was not held. ``moved`` is
    by how much a number changed: what the rows do not account for is said too, so that the reasons add up to it. Without
    numbers it says only what became of rows: 'List 4: rows came late, were withdrawn'.
    """
    rows = _rows_counted(store, measure, quarter)
    views = measure.views if rows is None or not _was_held(store, measure, quarter) else measure.views[:1]
    layouts = list(dict.fromkeys(view.layout for view in views))
    if not layouts:
        return "a later panel return states another"
    reasons = [_in_words(layouts[0].short_title, rows, with_numbers)] if rows else []
    is_added_up = with_numbers and measure.unit == "number" and not measure.counts_children
    if rows is not None and moved is not None and is_added_up:
        rest = round(moved) - (rows[LATE] - rows[WITHDRAWN] + rows["more"] - rows["fewer"])
        reasons += [f"{rest:+,} by other details that changed".replace("-", "−")] if rest else []
    others = layouts if rows is None else layouts[1:]
    reasons += [
        words
        for layout in [*others, *_also_read(views)]
        if (words := _what_came_of(store, layout, quarter, with_numbers))
    ]
    return "; ".join(reason for reason in reasons if reason)


def _rows_counted(store: Questions, measure: Measure, quarter: Period) -> dict[str, int] | None:
    """How many of the rows counted came late, went, and count or no longer count by a changed date.

    None where the measure counts no rows of its own list by their own dates.
    """
    view, by_then = measure.view, returns_by_then(store.returns, quarter)
    if view is None or view.layout.merging not in ("events", "spells") or not by_then:
        return None
    layout = view.layout
    counts = _counts_in(measure, layout, quarter)
    if counts is None:
        return None
    last = {"then": max(one.order for one in by_then), "now": max(one.order for one in store.returns)}
    unit = ", ".join(pairing_key(layout)) if layout.merging == "events" else "child_id"
    how = "max" if layout.merging == "spells" and measure.kind == "stock" else "sum"
    sides = " union all ".join(
        f"select {unit}, '{side}' as side, cast({counts} as integer) as counts from {reading_up_to(layout, order)}"
        for side, order in last.items()
    )
    rows = store.table(
        f"""with sides as ({sides}),
        units as (
            select {unit}, bool_or(side = 'then') as was_there, bool_or(side = 'now') as is_there,
                coalesce({how}(counts) filter (where side = 'then'), 0) as before,
                coalesce({how}(counts) filter (where side = 'now'), 0) as after
            from sides group by {unit}
        )
        select coalesce(sum(after) filter (where not was_there), 0) as late,
            coalesce(sum(before) filter (where not is_there), 0) as withdrawn,
            coalesce(sum(after - before) filter (where was_there and is_there and after > before), 0) as more,
            coalesce(sum(before - after) filter (where was_there and is_there and after < before), 0) as fewer
        from units"""
    ).iloc[0]
    return {name: int(rows[name]) for name in (LATE, WITHDRAWN, "more", "fewer")}


def _was_held(store: Questions, measure: Measure, quarter: Period) -> bool:
    """Whether a return of the time gave the list that a measure counts, so that nothing was estimated from another."""
    given = {supply.list for one in returns_by_then(store.returns, quarter) for supply in one.supplies}
    return measure.view is not None and measure.view.layout.name in given


def _counts_in(measure: Measure, layout: Layout, quarter: Period) -> str | None:
    """SQL over a merged list for whether a row counts in a quarter, None where the list's own dates do not tell."""
    counting = measure.counting
    if counting is None:
        return None
    if counting.kind == "stock":
        opened = {"open_from": layout.starts}.get(counting.opened or "", counting.opened)
        if opened not in layout.by_column:
            return None
        closed = counting.closed
        return f"coalesce({opened} <= date '{quarter.end}' and ({closed} is null or {closed} > date '{quarter.end}'), false)"
    dated = _dated(counting, layout)
    if counting.kind != "flow" or dated is None:
        return None
    within = f"cast({dated} as date) between date '{quarter.start}' and date '{quarter.end}'"
    column, value = value_counted(counting.numerator) if measure.unit == "number" else ("", "")
    if column in layout.by_column:
        within += f" and {column} = '{value}'"
    return f"coalesce({within}, false)"


def _dated(counting: Counting, layout: Layout) -> str | None:
    """The list's own column of the day by which a flow counts: of ``returned_on`` the time ``returned_at``."""
    name = counting.dated or ""
    return next((one for one in (name, f"{name.removesuffix('_on')}_at") if one in layout.by_column), None)


def _in_words(title: str, rows: dict[str, int], with_numbers: bool) -> str:
    kinds = {LATE: LATE_WORDS, WITHDRAWN: WITHDRAWN_WORDS, "more": _MORE, "fewer": _FEWER}
    return _listed(title, [(rows[kind], words) for kind, words in kinds.items()], with_numbers)


def _listed(title: str, kinds: Iterable[tuple[int, tuple[str, str]]], with_numbers: bool) -> str:
    """'List 4: 3 rows came late, 1 was withdrawn', of the kinds that there are any of, each with its words for one and for more."""
    held = [(number, words) for number, words in kinds if number]
    if not held:
        return ""
    if not with_numbers:
        return f"{title}: rows {', '.join(several for _, (_, several) in held)}"
    told = [
        f"{counted(number, 'row') if not place else f'{number:,}'} {words[number > 1]}"
        for place, (number, words) in enumerate(held)
    ]
    return f"{title}: {', '.join(told)}"


def _also_read(views: list[View]) -> list[Layout]:
    """The other lists that tables are made from."""
    names = dict.fromkeys(name for view in views for name, _ in view.also_needs.values())
    return [LAYOUT_BY_NAME[name] for name in names if name not in {view.layout.name for view in views}]


def _what_came_of(store: Questions, layout: Layout, quarter: Period, with_numbers: bool) -> str:
    """What the returns after a quarter did to a list, in words."""
    totals: dict[str, int] = {}
    for one in store.returns:
        if one.reporting_date > quarter.end and any(supply.list == layout.name for supply in one.supplies):
            for what, number in counts_of(store, layout, one).items():
                totals[what] = totals.get(what, 0) + number
    kinds = {LATE: LATE_WORDS, WITHDRAWN: WITHDRAWN_WORDS, CHANGED: ("was changed", "were changed")}
    held = [(totals.get(kind, 0), words) for kind, words in kinds.items()]
    return _listed(layout.short_title, held, with_numbers)
