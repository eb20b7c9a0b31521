"""Blocks with a picture of their own: starts against ends, age by sex, the interview funnel, ratings, posts, caseloads, due dates."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.charts import bands, pairs, parts
from components.panel.asking import SEXES, Block, PageData
from components.panel.beside import goal_of, show_definition, show_remarks, show_table, show_what_is_needed
from components.panel.shares import dimension_of, had_none, latest_parts, nothing_words, ordered, show_shares
from components.screen.charts import show_chart
from components.screen.tables import plain_table
from components.screen.text import escaped, quiet
from components.words.numbers import day, plain, when
from components.words.sentences import sentence
from data.facts.rows import open_assessments_due
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES
from data.measures.absence import NOT_ON_LIST
from data.returns.problems import counted


def _nothing(block: Block, data: PageData) -> None:
    """Say that there was nothing to draw: none, which was counted, or not supplied."""
    if had_none(block.declared, data):
        st.markdown(escaped(nothing_words(block.declared, data)))
        show_definition(block.declared)
        return
    st.markdown("Not supplied for the quarter.")
    show_what_is_needed(block.declared, data)


def _show_pairs(block: Block, data: PageData) -> None:
    """What began beside what ended, quarter by quarter, and the difference."""
    ended_measure, net_measure = block.also
    started, ended = (data.series(name).set_index("period") for name in (block.measure, ended_measure))
    rows = began_and_ended(started, ended)
    if rows.empty:
        net = data.series(net_measure)
        if net["value"].notna().any():
            st.markdown(
                escaped(
                    f"{MEASURES[net_measure].title}: {sentence(MEASURES[net_measure], net, whose=data.whose)}"
                )
            )
        _nothing(block, data)
        return
    latest, period = rows.iloc[-1], rows.index[-1]
    more = "more" if latest["net"] > 0 else "fewer"
    words = (
        f"{plain(latest['started'], 'number')} began and {plain(latest['ended'], 'number')} ended in {period}: "
        + (f"{plain(abs(latest['net']), 'number')} {more}" if latest["net"] else "no net change")
        + (" (partial)" if latest["is_partial"] else "")
        + f"; over the {counted(len(rows), 'quarter')} shown {plain(rows['started'].sum(), 'number')} began and "
        f"{plain(rows['ended'].sum(), 'number')} ended."
    )
    st.markdown(escaped(words))
    show_chart(
        pairs.paired_bars, rows, "Began", "Ended", words=f"{data.named(block.declared.title)}. {words}"
    )
    table = {
        title: [plain(v, "number") for v in rows[name]]
        for title, name in (("Began", "started"), ("Ended", "ended"), ("Net", "net"))
    }
    marks = ["partial" if is_partial else "" for is_partial in rows["is_partial"]]
    show_table(block, data, pd.DataFrame({"Period": rows.index, **table, "Data": marks}))


def began_and_ended(started: pd.DataFrame, ended: pd.DataFrame) -> pd.DataFrame:
    """The periods for which both are known: started, ended, net (the first less the second), is_partial. By period."""
    known = started["value"].notna() & ended["value"].notna()
    return pd.DataFrame(
        {
            "started": started["value"],
            "ended": ended["value"],
            "net": started["value"] - ended["value"],
            "is_partial": started["status"].eq("partial") | ended["status"].eq("partial"),
        }
    )[known]


def _show_pyramid(block: Block, data: PageData) -> None:
    """A cohort by age band and sex."""
    sexes = {sex: data.within(block.measure, "age_band", sex=sex) for sex in SEXES}
    rows = pd.concat([one.assign(sex=sex) for sex, one in sexes.items()])
    rows = rows[rows["value"].notna() & (rows["group"] != NOT_ON_LIST)]
    if rows.empty:
        _nothing(block, data)
        return
    everyone = data.series(block.measure).iloc[-1]["value"]
    largest = rows.sort_values("value", ascending=False).iloc[0]
    totals = {sex: rows[rows["sex"] == sex]["value"].sum() for sex in SEXES}
    others = everyone - sum(totals.values())
    both = [f"{plain(total, 'number')} {sex.lower()}" for sex, total in totals.items()]
    words = (
        f"{' and '.join(both)} {when(block.declared, largest, as_at=data.as_at)}; "
        f"the largest group is {largest['sex'].lower()}, {largest['group'].lower()} "
        f"({plain(largest['value'], 'number')})."
        + (f" {plain(others, 'number')} of another or no recorded sex are not drawn." if others > 0 else "")
    )
    st.markdown(escaped(words))
    shown = ordered("age_band", rows)
    show_chart(
        bands.pyramid,
        shown,
        DIMENSIONS["age_band"].values,
        words=f"{data.named(block.declared.title)}, by age and sex. {words}",
    )
    wide = (
        shown.pivot_table(index="group", columns="sex", values="value", sort=False)
        .reindex(columns=list(SEXES))
        .fillna(0)
    )
    table = pd.DataFrame(
        {"Age": wide.index, **{sex: [plain(v, "number") for v in wide[sex]] for sex in SEXES}}
    )
    show_table(block, data, table)


def _show_funnel(block: Block, data: PageData) -> None:
    """From episodes that ended to interviews held in time."""
    ended = data.series(block.measure).iloc[-1]
    names = ("Episodes that ended", "Interview offered", "Interview accepted", "Held within 72 hours")
    counts = [ended["numerator"], *(data.series(name).iloc[-1]["numerator"] for name in block.also)]
    origins = {data.series(name).iloc[-1]["origin"] for name in block.also}
    if any(pd.isna(count) for count in counts) or origins != {"derived"}:
        _nothing(block, data)
        return
    shares = [
        f"{plain(100 * count / counts[0], 'percent')} of episodes" if counts[0] else "" for count in counts
    ]
    words = "; ".join(
        f"{name.lower()} {plain(count, 'number')}" for name, count in zip(names, counts, strict=True)
    )
    said = f"In {ended['period']}: {words}."
    st.markdown(escaped(said))
    rows = pd.DataFrame({"stage": names, "count": counts, "share": ["", *shares[1:]]})
    show_chart(bands.funnel, rows, words=f"{data.named('Return home interviews')}, as a funnel. {said}")
    show_table(
        block,
        data,
        pd.DataFrame(
            {"Stage": names, "Number": [plain(c, "number") for c in counts], "Share of episodes": shares}
        ),
    )


def _show_rated(block: Block, data: PageData) -> None:
    """Children by category of risk, each bar by rating."""
    ratings = DIMENSIONS["rating"].values
    rows = pd.concat(
        [data.within(block.measure, "category", rating=rating).assign(part=rating) for rating in ratings]
    )
    rows = rows[rows["value"].notna() & (rows["group"] != NOT_ON_LIST)]
    if rows.empty:
        show_shares(block, data)
        return
    totals = rows.groupby("group")["value"].sum().sort_values(ascending=False)
    named = [f"{name} {plain(total, 'number')}" for name, total in totals.head(3).items()]
    words = f"{'; '.join(named)} {when(block.declared, rows.iloc[0], as_at=data.as_at)}."
    st.markdown(escaped(words))
    show_remarks(block.declared, data)
    show_chart(
        bands.stacked_bars,
        rows,
        totals.index.tolist(),
        ratings,
        words=f"{data.named(block.declared.title)}, by rating. {words}",
    )
    wide = (
        rows.pivot_table(index="group", columns="part", values="value", sort=False)
        .reindex(totals.index)
        .reindex(columns=list(ratings))
    )
    table = pd.DataFrame(
        {
            DIMENSIONS[dimension_of(block)].title: wide.index,
            **{name: [plain(v, "number") for v in wide[name].fillna(0)] for name in ratings},
            "All": [plain(v, "number") for v in totals],
        }
    )
    show_table(block, data, table)


def _show_steps(block: Block, data: PageData) -> None:
    """Children stepped down above the line, those stepped up below it."""
    down, up = (data.series(name).set_index("period") for name in (block.measure, *block.also))
    for name, way in zip((block.measure, *block.also), ("Stepped down", "Stepped up"), strict=True):
        st.markdown(
            escaped(
                f"{way}: {sentence(MEASURES[name], data.series(name), goal_of(MEASURES[name], data), whose=data.whose)}"
            )
        )
    known = down["value"].notna() & up["value"].notna()
    if not known.any():
        show_what_is_needed(block.declared, data)
        return
    is_partial = down["status"].eq("partial") | up["status"].eq("partial")
    rows = pd.DataFrame({"down": down["value"], "up": up["value"], "is_partial": is_partial})[known]
    latest = rows.iloc[-1]
    words = f"{plain(latest['down'], 'number')} stepped down and {plain(latest['up'], 'number')} stepped up in {rows.index[-1]}."
    show_chart(
        pairs.over_and_under,
        rows,
        "Stepped down",
        "Stepped up",
        words=f"{data.named('Children whose rating moved')}. {words}",
    )
    table = pd.DataFrame(
        {
            "Period": rows.index,
            "Stepped down": [plain(v, "number") for v in rows["down"]],
            "Stepped up": [plain(v, "number") for v in rows["up"]],
        }
    )
    show_table(block, data, table)


def _show_posts(block: Block, data: PageData) -> None:
    """How the establishment is filled, month by month."""
    order = DIMENSIONS["staffing"].values
    rows = data.parts[block.measure, block.by, "month"]
    rows = rows[rows["value"].notna() & rows["group"].isin(order)].assign(part=lambda one: one["group"])
    if rows.empty:
        _nothing(block, data)
        return
    last = rows["period"].iloc[-1]
    latest = rows[rows["period"] == last].set_index("group")["value"]
    posts = latest[[name for name in order[:3] if name in latest]].sum()
    words = (
        f"In {last} the establishment is {plain(posts, 'average')} full-time posts: "
        + "; ".join(f"{name.lower()} {plain(latest.get(name, 0.0), 'average')}" for name in order[:3])
        + f". Over it, agency extra {plain(latest.get(order[3], 0.0), 'average')}."
    )
    st.markdown(escaped(words))
    show_remarks(block.declared, data)
    show_chart(bands.stacked_months, rows, order, words=f"{data.named(block.declared.title)}. {words}")
    wide = rows.pivot_table(index="period", columns="part", values="value", sort=False).reindex(
        columns=list(order)
    )
    show_table(
        block,
        data,
        pd.DataFrame(
            {"Month": wide.index, **{name: [plain(v, "average") for v in wide[name]] for name in order}}
        ),
    )


def _show_spread(block: Block, data: PageData) -> None:
    """A measure by team beside the whole, so that its range is seen."""
    measure = block.declared
    whole = data.series(measure.id).iloc[-1]
    shown = latest_parts(measure, data.split(block), data).sort_values("value", ascending=False)
    if data.is_part and len(shown) == 1 and pd.notna(whole["value"]):
        st.markdown("One team is chosen: there is no other to set it beside.")
        show_definition(measure)
        return
    if len(shown) < 2 or pd.isna(whole["value"]):
        st.markdown("Not supplied by team for the quarter.")
        show_what_is_needed(measure, data)
        return
    highest, lowest = shown.iloc[0], shown.iloc[-1]
    words = (
        f"{plain(whole['value'], measure.unit)} over all {when(measure, whole, as_at=data.as_at)}; by team from "
        f"{plain(lowest['value'], measure.unit)} ({lowest['group']}) to {plain(highest['value'], measure.unit)} "
        f"({highest['group']})."
    )
    st.markdown(escaped(words))
    show_chart(
        bands.spread,
        shown,
        float(whole["value"]),
        measure.title,
        words=f"{data.named(measure.title)}, by team. {words}",
    )
    show_table(
        block,
        data,
        pd.DataFrame(
            {
                DIMENSIONS[dimension_of(block)].title: shown["group"],
                measure.title: [plain(v, measure.unit) for v in shown["value"]],
                "Cases": [plain(v, "number") for v in shown["numerator"]],
            }
        ),
    )


def _show_due(block: Block, data: PageData) -> None:
    """Open assessments by working day, and those that must be completed within ten working days."""
    measure = block.declared
    shown = ordered(measure.category or "", latest_parts(measure, data.split(block), data))
    if shown.empty:
        _nothing(block, data)
        return
    words = "; ".join(
        f"{row['group']} working days {plain(row['value'], 'number')}" for _, row in shown.iterrows()
    )
    said = f"{words} {when(measure, shown.iloc[0], as_at=data.as_at)}."
    st.markdown(escaped(said))
    show_chart(parts.ordered_bars, measure, shown, words=f"{data.named(measure.title)}. {said}")
    due = open_assessments_due(data.store, data.as_at, data.where, data.chosen.reading)
    if not due.empty:
        table = pd.DataFrame(
            {
                "Due by": [f"{one:%d/%m/%Y}" for one in due["due_on"]],
                DIMENSIONS["team"].title: due["team"],
                "Assessments": [plain(v, "number") for v in due["assessments"]],
                "Child not seen": [plain(v, "number") for v in due["not_seen"]],
            }
        )
        with st.expander(
            f"The {due['assessments'].sum()} open for 36 to 45 working days, by the day they are due"
        ):
            quiet(
                f"Open on {day(data.as_at)}. Due: the last day for completing the assessment within 45 working days."
            )
            plain_table(table, data.named("Open assessments by the day they are due and team"))
    show_table(
        block,
        data,
        pd.DataFrame(
            {
                "Working days open": shown["group"],
                "Assessments": [plain(v, "number") for v in shown["value"]],
                "Same time last year": [plain(v, "number") for v in shown["before"]],
            }
        ),
    )


PICTURES: dict[str, Callable[[Block, PageData], None]] = {
    "pairs": _show_pairs,
    "pyramid": _show_pyramid,
    "funnel": _show_funnel,
    "rated": _show_rated,
    "steps": _show_steps,
    "posts": _show_posts,
    "spread": _show_spread,
    "due": _show_due,
}
"""The pictures by the name a block gives them."""
