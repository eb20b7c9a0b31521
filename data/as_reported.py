"""The two readings of a figure: as known now, and as the returns that had come by then reported it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Literal, get_args

import numpy as np
import pandas as pd

from data.answering import Asked
from data.lists.loaded_return import LoadedReturn
from data.measures import MEASURES
from data.periods import Period, period_containing

ReadAs = Literal["as known now", "as reported"]
READINGS: tuple[ReadAs, ...] = get_args(ReadAs)
AS_KNOWN_NOW, AS_REPORTED = READINGS

Answerer = Callable[[list[LoadedReturn], list[Asked]], list[pd.DataFrame]]
"""Answers several questions from tables made of some of the returns alone."""


class NotRead(Exception):
    """The returns are too many to be read as reported in one session's memory; ``str()`` is the sentence to show."""


def quarter_that_ends(period: Period) -> Period:
    """The quarter whose own return first told of a period to its end."""
    return period_containing(period.end, "quarter")


def returns_by_then(returns: Sequence[LoadedReturn], quarter: Period) -> list[LoadedReturn]:
    """The returns with data to no later than a quarter's own return; none where the quarter has no return of its own.

    A quarter's own return is one whose data end in it: the last of them, where several do.
    """
    if not any(quarter.start <= one.reporting_date <= quarter.end for one in returns):
        return []
    return [one for one in returns if one.reporting_date <= quarter.end]


class FirstReadings:
    """Figures as each quarter's own return gave them, kept measure by measure until the returns change."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Asked, tuple[int, ...]], pd.DataFrame] = {}

    def carried_on(self) -> FirstReadings:
        """The same, for the returns that follow: a return that comes later changes no quarter's first reading."""
        after = FirstReadings()
        after._kept = dict(self._kept)
        return after

    def answers(
        self, questions: Sequence[Asked], returns: Sequence[LoadedReturn], answerer: Answerer
    ) -> list[pd.DataFrame]:
        """The answers to several questions; the tables of each quarter's returns are made once for all of them."""
        parts = [
            (asked, quarter, list(spans))
            for asked in questions
            for quarter, spans in groupby(asked.spans, quarter_that_ends)
        ]
        for quarter in sorted({quarter for _, quarter, _ in parts}, key=lambda one: one.end):
            by_then = returns_by_then(returns, quarter)
            missing: dict[Asked, list[str]] = {}
            for asked, of_quarter, spans in parts:
                if of_quarter == quarter:
                    lacking = [
                        name for name in asked.ids if _key(asked, name, spans, by_then) not in self._kept
                    ]
                    if lacking:
                        listed = missing.setdefault(asked.of((), spans), [])
                        listed += [name for name in lacking if name not in listed]
            asked_now = [question.of(ids, question.spans) for question, ids in missing.items()]
            for question, found in zip(
                asked_now, answerer(by_then, asked_now) if asked_now else [], strict=True
            ):
                by_measure = dict(tuple(found.groupby("measure")))
                for name in question.ids:
                    self._kept[_key(question, name, question.spans, by_then)] = by_measure.get(
                        name, found.iloc[0:0]
                    )
        return [self._joined(asked, returns) for asked in questions]

    def _joined(self, asked: Asked, returns: Sequence[LoadedReturn]) -> pd.DataFrame:
        """A question's answer out of those of its quarters."""
        found = []
        for quarter, of_quarter in groupby(asked.spans, quarter_that_ends):
            spans, by_then = list(of_quarter), returns_by_then(returns, quarter)
            found += [self._kept[_key(asked, name, spans, by_then)] for name in asked.ids]
        rows = pd.concat(found, ignore_index=True)
        if asked.by is not None:
            rows = _every_group_in_every_period(rows)
        return rows.sort_values(["measure", "group", "period_end"], kind="stable", ignore_index=True)


def _key(
    asked: Asked, name: str, spans: Sequence[Period], by_then: Sequence[LoadedReturn]
) -> tuple[Asked, tuple[int, ...]]:
    return asked.of([name], spans), tuple(one.id for one in by_then)


def _every_group_in_every_period(rows: pd.DataFrame) -> pd.DataFrame:
    """A group that one quarter's reading holds and another's does not is none there, where that quarter was counted at all."""
    made = []
    for (measure, _), here in rows.groupby(["measure", "period"], sort=False):
        others = rows[rows["measure"] == measure]["group"].unique()
        absent = [name for name in others if name not in set(here["group"])]
        if not absent:
            continue
        like = here.iloc[0]
        counted = like["status"] in ("ok", "partial", "not applicable") and like["origin"] != "reported"
        of_all = MEASURES[str(measure)].of_all
        zero = counted and (of_all or pd.isna(like["denominator"]))
        base = (
            like["denominator"]
            if of_all or not counted
            else (np.nan if pd.isna(like["denominator"]) else 0.0)
        )
        made += [
            dict(like)
            | {
                "group": name,
                "numerator": 0.0 if counted else np.nan,
                "denominator": base if counted else np.nan,
                "value": 0.0 if zero else np.nan,
                "status": like["status"] if zero else "not applicable" if counted else "not supplied",
            }
            for name in absent
        ]
    return (
        pd.concat([rows, pd.DataFrame(made, columns=rows.columns).astype(rows.dtypes)], ignore_index=True)
        if made
        else rows
    )


def not_supplied(answer: pd.DataFrame) -> pd.DataFrame:
    """An answer's rows without their figures: of a quarter that has no return of its own."""
    emptied = answer.copy()
    emptied[["numerator", "denominator", "value"]] = np.nan
    emptied["status"] = emptied["status"].where(emptied["status"] == "not applicable", "not supplied")
    return emptied
