"""One child's journey in words and as a table."""

from __future__ import annotations

from datetime import date

import pandas as pd

from components.charts.timeline import age_words, when_words
from data.in_words import day
from data.returns.problems import counted

LIMITS = (
    "Lists 1 to 5 hold what happened in the months that the returns loaded look back over. Lists 6 to 8 hold one episode a child, the "
    "latest, so an earlier one that no return loaded listed is missing. No list says when leaving care began: it is shown from the "
    "first return that lists the young person."
)
KEY = (
    "A diamond is an event, a bar what lasted; an arrow is open where the data end, a ring is an end (or start) that no list gives. "
    "In the table, days since are those from the first day of the step before."
)


def journey_sentence(path: pd.DataFrame, last: date) -> str:
    """'Born on 14 January 2018. 19 steps from 2 January 2021 to 31 December 2022, when the data end. Open then: Looked after.'"""
    born = path["born_on"].dropna()
    birth = ""
    if len(born):
        birth = f"Born on {day(born.iloc[0].date())}. " if born.iloc[0].date() <= last else "Unborn. "
    began = path["from"].dropna()
    first = f" from {day(began.min().date())}" if len(began) else ""
    still = list(dict.fromkeys(path.loc[path["to"].isna(), "step"]))
    open_then = f"Open then: {', '.join(still)}." if still else "Nothing is open then."
    steps = counted(len(path), "step", "steps")
    return f"{birth}{steps}{first} to {day(last)}, when the data end. {open_then}"


def journey_table(path: pd.DataFrame) -> pd.DataFrame:
    """A journey as it is read: days in words, what is open and what is not known said so; it fits a narrow window."""
    spans = zip(path["from"], path["to"], path["end_is_estimated"], strict=True)
    return pd.DataFrame(
        {
            "Step": path["step"],
            "When": [when_words(began, ended, bool(is_estimated)) for began, ended, is_estimated in spans],
            "Age": [age_words(age) for age in path["age"]],
            "Days since": ["" if pd.isna(days) else f"{days:,}" for days in path["days"]],
            "Detail": path["detail"],
            "List": [name.removeprefix("List ") for name in path["list"]],
        }
    )
