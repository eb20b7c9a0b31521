"""The figures before and after returns are used: headlines of the newest quarter, past quarters revised, and every one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen.downloads import download_table
from components.screen.tables import plain_table, searched_table
from components.screen.text import escaped, quiet
from data.findings.arriving.indicators import revised
from data.findings.arriving.trying import Trial
from data.in_words import change, plain
from data.measures import MEASURES
from data.returns.problems import counted

FIGURES_READ = 15


def show_figures(trial: Trial) -> None:
    """The figures before and after: headlines of the newest quarter, past quarters revised, and every figure to look up."""
    table = trial.indicators
    if table.empty:
        return
    newest = str(table["period"].iloc[0])
    st.header("What the figures would be", anchor=False)
    latest = table[table["period"] == newest]
    st.subheader(
        escaped(f"{newest}: {int(latest['moves'].sum())} of {counted(len(latest), 'figure')} would change"),
        anchor=False,
    )
    headlines = latest[latest["headline"] & latest["moves"]]
    if not headlines.empty:
        quiet(
            "The headlines among them, beside the quarter before and the same quarter last year; every figure is further down."
        )
        plain_table(
            headline_table(headlines, table),
            f"Headline figures of {newest} that would change, before and after",
        )
    if missing := [
        measure.title
        for measure in MEASURES.values()
        if measure.headline and measure.id not in set(latest["measure"])
    ]:
        quiet(f"Not supplied with these files: {'; '.join(missing)}.")
    past = revised(table)
    st.subheader(
        f"Earlier quarters: {counted(len(past), 'figure') if len(past) else 'no figure'} would be revised",
        anchor=False,
    )
    if len(past):
        quiet(
            "The largest change for its size first. Read as reported, the earlier quarters keep what they said."
        )
        plain_table(
            indicator_table(past.head(FIGURES_READ), with_period=True),
            "Figures of earlier quarters that would be revised",
        )
    with st.expander(
        f"Every figure before and after: {counted(len(table), 'figure')} of {counted(table['period'].nunique(), 'quarter')}"
    ):
        every = indicator_table(table, with_period=True)
        searched_table(every, "Every figure before and after")
        download_table(
            "Download every figure", lambda: every, "figures before and after", key="download indicators"
        )


def headline_table(headlines: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """The newest quarter's headlines beside the quarter before and the same one last year, those that change by most first."""
    shown = headlines.sort_values("size", ascending=False, na_position="last", kind="stable")
    told = indicator_table(shown)
    if not (shown["status_before"] == "ok").any():
        told = told.drop(columns=["Now", "Change"])
    units = [MEASURES[name].unit for name in shown["measure"]]
    before = _earlier(shown, every, 3)
    table = told[["Figure"]].copy()
    for rows in (before, _earlier(shown, every, 12)):
        told_then = zip(rows["period"], rows["after"], rows["status_after"], units, strict=True)
        values = [
            "" if pd.isna(period) else _shown(value, status, unit)
            for period, value, status, unit in told_then
        ]
        if any(values):
            table[rows["period"].dropna().iloc[0]] = values
    table = pd.concat([table, told.drop(columns="Figure")], axis=1)
    if before["after"].notna().any():
        whole = (before["status_after"] == "ok").to_numpy() & (shown["status_after"] == "ok").to_numpy()
        table[f"On {before['period'].dropna().iloc[0]}"] = [
            change(now, then, unit) if held else ""
            for now, then, unit, held in zip(shown["after"], before["after"], units, whole, strict=True)
        ]
    return table


def _earlier(shown: pd.DataFrame, every: pd.DataFrame, months: int) -> pd.DataFrame:
    """The same figures of a quarter that ended so many months before, in the same order; empty rows where there are none."""
    end = shown["period_end"].iloc[0] - pd.DateOffset(months=months) + pd.offsets.MonthEnd(0)
    rows: pd.DataFrame = every[every["period_end"] == end].set_index("measure").reindex(shown["measure"])
    return rows


def indicator_table(table: pd.DataFrame, with_period: bool = False) -> pd.DataFrame:
    """Figures as people read them, in the order given."""
    units = [MEASURES[name].unit for name in table["measure"]]
    rows = list(
        zip(
            units,
            table["before"],
            table["after"],
            table["status_before"],
            table["status_after"],
            table["moves"],
            strict=True,
        )
    )
    return pd.DataFrame(
        {
            **({"Quarter": table["period"].tolist()} if with_period else {}),
            "Figure": [MEASURES[name].title for name in table["measure"]],
            "Now": [_shown(then, status, unit) for unit, then, _, status, _, _ in rows],
            "With these files": [_shown(now, status, unit) for unit, _, now, _, status, _ in rows],
            "Change": [
                _changed(then, now, unit, status) if moves else "unchanged"
                for unit, then, now, _, status, moves in rows
            ],
        }
    )


def _shown(value: float, status: str, unit: str) -> str:
    if pd.isna(value):
        return "none" if status == "not applicable" else status
    return plain(value, unit) + (" (partial)" if status == "partial" else "")


def _changed(then: float, now: float, unit: str, status: str) -> str:
    if pd.isna(then):
        return "new"
    if pd.isna(now):
        return "none" if status == "not applicable" else "no longer supplied"
    return change(now, then, unit)
