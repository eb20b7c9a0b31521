"""What is written in the pack of a page of the app: the panel return's commentary, what was typed, or a draft from the figures."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from components.drafting import drafted
from components.figures.chosen import Filters
from components.figures.figure import Table
from components.pack.model import Commentary
from components.publishable import last_actions, written_words
from components.words.actions import actions_table
from data.measures import SECTIONS
from data.store import Store


def commentary_of(store: Store, title: str, chosen: Filters, has_drafts: bool) -> Commentary:
    """What the copy that is chosen prints of a page: what somebody wrote, and a draft where nothing of that is printed."""
    words = written_words(store, title, chosen.ending)
    printed = words.as_printed(chosen.is_publication)
    return Commentary(
        title,
        printed.texts,
        drafted(store, title, chosen) if has_drafts and not printed.texts else (),
        _table(f"Actions for {title}", printed.actions, store, chosen),
        printed.typed.questions,
        is_left_out=chosen.is_publication and words.is_some_left_out,
    )


def last_actions_table(store: Store, titles: Iterable[str], chosen: Filters) -> Table | None:
    """What was promised of these pages in the quarter before, as a table; None where nothing was."""
    return _table("Last quarter's actions", last_actions(store, titles, chosen), store, chosen)


def pages_of(names: Iterable[str]) -> list[str]:
    """The pages of the app that the pack's sections are made of, in their order."""
    return [page.title for name in names for page in SECTIONS.values() if page.in_pack == name]


def _table(title: str, actions: pd.DataFrame, store: Store, chosen: Filters) -> Table | None:
    if actions.empty:
        return None
    shown = actions_table(actions, min(chosen.ending, store.reporting_date or chosen.ending))
    cells = tuple(tuple(str(value) for value in row) for row in shown.itertuples(index=False, name=None))
    return Table(title, tuple(map(str, shown.columns)), cells, cells)
