"""What is written in the pack of a page of the app: the panel return's commentary, what was typed, or a draft from the figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from components.drafting import drafted
from components.figures.chosen import Filters
from components.figures.figure import Table
from components.pack.model import Commentary
from components.publishable import WrittenWords, written_words
from components.words.actions import actions_table
from data.facts.commentary import actions_before
from data.measures import SECTIONS
from data.notes.written import Action
from data.periods import period_containing
from data.store import Store

_COLUMNS = ["action", "officer", "due", "status", "since"]
_SINCE = "Carried forward from"


def commentary_of(store: Store, title: str, chosen: Filters, has_drafts: bool) -> Commentary:
    """What the copy that is chosen prints of a page: what somebody wrote, and a draft where nothing of that is printed."""
    words = written_words(store, title, chosen.ending)
    printed = words.as_printed(chosen.is_publication)
    texts = (*printed.returned["text"].dropna().map(str), *filter(None, (printed.typed.text,)))
    return Commentary(
        title,
        texts,
        drafted(store, title, chosen) if has_drafts and not texts else (),
        _actions(f"Actions for {title}", _actions_of(printed), _as_at(store, chosen)),
        printed.typed.questions,
        is_left_out=chosen.is_publication and words.is_some_left_out,
    )


def last_actions(store: Store, titles: Iterable[str], chosen: Filters) -> Table | None:
    """What was promised of these pages in the quarter before, as far as the copy that is chosen prints it."""
    before = period_containing(chosen.ending, "quarter").start - timedelta(days=1)
    returned = actions_before(store, chosen.ending)
    rows = []
    for title in titles:
        of_return = returned[returned["section"] == title]
        ends = of_return["reporting_date"]
        ending = period_containing(ends.iloc[0].date(), "quarter").end if len(ends) else before
        is_printed = not chosen.is_publication or written_words(store, title, ending).is_returned_published
        kept = of_return[[*_COLUMNS[:4]]].assign(since="") if is_printed else of_return.iloc[:0]
        typed = written_words(store, title, before).as_printed(chosen.is_publication).typed.actions
        rows.append(pd.concat([kept, _typed(typed)]).assign(section=title))
    return _actions(
        "Last quarter's actions", pd.concat(rows) if rows else pd.DataFrame(), _as_at(store, chosen)
    )


def pages_of(names: Iterable[str]) -> list[str]:
    """The pages of the app that the pack's sections are made of, in their order."""
    return [page.title for name in names for page in SECTIONS.values() if page.in_pack == name]


def _as_at(store: Store, chosen: Filters) -> date:
    return min(chosen.ending, store.reporting_date or chosen.ending)


def _actions_of(words: WrittenWords) -> pd.DataFrame:
    returned = words.returned[words.returned["action"].notna()]
    return pd.concat([returned[_COLUMNS[:4]].assign(since=""), _typed(words.typed.actions)])


def _typed(actions: Iterable[Action]) -> pd.DataFrame:
    rows = [
        (one.action, one.officer, pd.Timestamp(one.due) if one.due else pd.NaT, one.status, one.since)
        for one in actions
    ]
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"due": "datetime64[us]"})


def _actions(title: str, actions: pd.DataFrame, as_at: date) -> Table | None:
    """Actions as a table; None where there is none."""
    if actions.empty:
        return None
    shown = actions_table(actions, as_at)
    if actions["since"].any():
        shown[_SINCE] = actions["since"]
    cells = tuple(tuple(str(value) for value in row) for row in shown.itertuples(index=False, name=None))
    return Table(title, tuple(map(str, shown.columns)), cells, cells)
