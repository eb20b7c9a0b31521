"""What pages and the pack show before anything is chosen: the newest quarter, and whether its figures will still move."""

from __future__ import annotations

from components.figures.chosen import Filters
from data.comparators.reference import MODELS
from data.facts.loaded import data_as_at
from data.findings.arriving.whole_file import AS_PROVISIONAL, EARLY_RUN
from data.history import Provisional, provisional
from data.periods import period_containing
from data.store import Store


def unchosen_filters(store: Store, *, is_publication: bool = False) -> Filters:
    """What pages show before anything is chosen: the newest quarter of the whole council as known now, or what of it may be published."""
    newest = store.reporting_date
    assert newest is not None
    unsettled = unsettled_quarter(store)
    return Filters(
        period_containing(newest, "quarter").end,
        model=MODELS[0],
        provisional=unsettled.quarter.label if unsettled else None,
        is_publication=is_publication,
    )


def unsettled_quarter(store: Store) -> Provisional | None:
    """The newest quarter where its figures will still move: by its dates, or because a return of it was used as provisional."""
    as_at = data_as_at(store)
    if as_at is None:
        return None
    quarter = period_containing(as_at.data_to, "quarter")
    answers = [
        store.notes.answers.of(returned.fingerprint).get(EARLY_RUN.id)
        for returned in store.returns
        if returned.quarter == quarter
    ]
    reason = next(
        (answer.about for answer in answers if answer is not None and answer.choice == AS_PROVISIONAL), None
    )
    return provisional(as_at) or (
        Provisional(quarter, f"it was used as an early run ({reason})") if reason else None
    )
