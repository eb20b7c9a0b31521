"""Actions that were promised, as people read them."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from data.in_words import day

_DONE = re.compile(
    r"\b(complete|completed|done|closed|finished|achieved|met|ended|withdrawn|cancelled)\b", re.IGNORECASE
)
_NOT_QUITE = re.compile(r"\b(not|nearly|partly|part|to be)\b", re.IGNORECASE)

_SINCE = "Carried forward from"


def actions_table(actions: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """Actions as people read them; one that is past its due date on the data's date, and not done, says so in its status."""
    table = actions.assign(
        due=[value.strftime("%d/%m/%Y") if pd.notna(value) else "" for value in actions["due"]],
        status=[
            status_words(status, due, as_at)
            for status, due in zip(actions["status"], actions["due"], strict=True)
        ],
        officer=actions["officer"].fillna(""),
    )
    is_carried = "since" in table and bool(table["since"].any())
    named = [name for name in ("section", "action", "officer", "due", "status") if name in table]
    shown = table[[*named, *(["since"] if is_carried else [])]]
    return shown.rename(columns=lambda name: _SINCE if name == "since" else name.capitalize())


def status_words(status: str | None, due: pd.Timestamp | None, as_at: date) -> str:
    """An action's status: 'Under way; past its due date on 31 December 2022'."""
    shown = "" if status is None or pd.isna(status) else str(status)
    is_done = _DONE.search(shown) and not _NOT_QUITE.search(shown)
    if due is None or pd.isna(due) or pd.Timestamp(due).date() >= as_at or is_done:
        return shown
    late = f"past its due date on {day(as_at)}"
    return f"{shown}; {late}" if shown else f"{late[0].upper()}{late[1:]}"
