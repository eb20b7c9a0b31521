"""What somebody wrote, beside what a publication copy may print: the texts that may go out, and their numbers to look at first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from components.asking import ask, basis_of
from components.figures.answers import WHOLE
from components.figures.chosen import Filters
from components.publishing import published
from data.facts.commentary import actions_before, commentary, return_mark
from data.in_words import rounded
from data.measures import MEASURES, SECTIONS
from data.narrative.telling import Shown, Telling, telling_numbers
from data.notes.written import Action, Written
from data.periods import period_containing
from data.series import Point
from data.store import Store

_ACTION = ["action", "officer", "due", "status", "since"]
MAY_BE_PUBLISHED = "This text may be published"
"""What is asked beside a text."""


@dataclass(frozen=True)
class WrittenWords:
    """What somebody wrote of a section's quarter: on the panel return's Commentary sheet, and beside the figures.

    ``returned`` are the sheet's rows: text, action, officer, due, status.
    """

    section: str
    returned: pd.DataFrame
    typed: Written

    @property
    def is_returned_published(self) -> bool:
        """Whether the return's words, as they stand, may be published."""
        mark = return_mark(self.returned)
        return bool(mark) and mark == self.typed.return_published

    @property
    def in_force(self) -> pd.DataFrame:
        """The sheet's rows without its texts where one is typed: that stands in their place."""
        return self.returned.assign(text=None) if self.typed.text else self.returned

    @property
    def texts(self) -> tuple[str, ...]:
        """The commentary, paragraph by paragraph: what is typed, else the sheet's."""
        return tuple(filter(None, (*self.in_force["text"].dropna().map(str), self.typed.text)))

    @property
    def actions(self) -> pd.DataFrame:
        """The sheet's actions and those typed: action, officer, due, status, since."""
        return pd.concat([returned_actions(self.returned), typed_actions(self.typed.actions)])

    @property
    def returned_texts(self) -> tuple[str, ...]:
        """The return's texts and actions."""
        words = self.in_force[["text", "action"]].stack() if len(self.returned) else ()
        return tuple(str(text) for text in words)

    @property
    def typed_texts(self) -> tuple[str, ...]:
        """The text, actions and questions that were typed."""
        typed = self.typed
        return tuple(filter(None, (typed.text, *(one.action for one in typed.actions), *typed.questions)))

    @property
    def published_texts(self) -> tuple[str, ...]:
        """All words that may be published."""
        returned = self.returned_texts if self.is_returned_published else ()
        return (*returned, *(self.typed_texts if self.typed.may_be_published else ()))

    @property
    def is_some_left_out(self) -> bool:
        """Whether a publication copy leaves some of it out."""
        left = bool(self.returned_texts) and not self.is_returned_published
        return left or (self.typed.has_words and not self.typed.may_be_published)

    def as_printed(self, is_publication: bool) -> WrittenWords:
        """The same as a copy prints it."""
        if not is_publication:
            return self
        typed = self.typed if self.typed.may_be_published else Written()
        returned = self.in_force if self.is_returned_published else self.returned.iloc[:0]
        return WrittenWords(self.section, returned, typed)


def written_words(store: Store, section: str, ending: date) -> WrittenWords:
    """What is written of a section in the quarter that ends then."""
    quarter = period_containing(ending, "quarter").label
    return WrittenWords(
        section, commentary(store, section, ending), store.notes.commentaries.of(section, quarter)
    )


def last_actions(store: Store, sections: Iterable[str], chosen: Filters) -> pd.DataFrame:
    """What was promised of these sections in the quarter before, as far as the copy that is chosen prints it.

    One row an action: section, action, officer, due, status, since.
    """
    start = period_containing(chosen.ending, "quarter").start
    before = period_containing(start - timedelta(days=1), "quarter").label
    returned = actions_before(store, chosen.ending)
    rows = [typed_actions(()).assign(section="")]
    for section in sections:
        of_return = returned[returned["section"] == section]
        if len(of_return) and _is_printed(store, section, of_return["reporting_date"].iloc[0].date(), chosen):
            rows.append(returned_actions(of_return).assign(section=section))
        typed = store.notes.commentaries.of(section, before)
        if typed.actions and (typed.may_be_published or not chosen.is_publication):
            rows.append(typed_actions(typed.actions).assign(section=section))
    return pd.concat(rows)


def _is_printed(store: Store, section: str, reporting_date: date, chosen: Filters) -> bool:
    ending = period_containing(reporting_date, "quarter").end
    return not chosen.is_publication or written_words(store, section, ending).is_returned_published


def returned_actions(rows: pd.DataFrame) -> pd.DataFrame:
    """The actions of a Commentary sheet's rows: action, officer, due, status, since."""
    return rows[rows["action"].notna()][_ACTION[:4]].assign(since="")


def typed_actions(actions: Iterable[Action]) -> pd.DataFrame:
    """Actions that were typed: action, officer, due, status, since."""
    rows = [
        (one.action, one.officer, pd.Timestamp(one.due) if one.due else pd.NaT, one.status, one.since)
        for one in actions
    ]
    return pd.DataFrame(rows, columns=_ACTION).astype({"due": "datetime64[us]"})


def telling_of(store: Store, section: str, texts: Iterable[str], chosen: Filters) -> list[Telling]:
    """The numbers of some texts that tell of few children or that the publication copy hides."""
    hidden = hidden_numbers(store, section, chosen)
    fewest = store.notes.settings.fewest_published
    return [one for text in texts for one in telling_numbers(text, fewest, hidden)]


def hidden_numbers(store: Store, section: str, chosen: Filters) -> dict[Shown, str]:
    """The numbers of the newest periods of a section's figures that the publication copy hides, as shown, each with what it is of."""
    figures = SECTIONS[section].figures
    names = [name for figure in figures for name in figure.measures]
    whole = replace(chosen, where={}, is_publication=False, as_published=False)

    def make() -> dict[Shown, str]:
        asked = ask(store, figures, whole)
        shown = published(asked, store.pattern())
        found: dict[Shown, str] = {}
        for key, groups in asked.series.items():
            for group, points in groups.items():
                for known, point in zip(points, shown.series[key][group], strict=True):
                    if point.is_hidden and known.end == chosen.ending:
                        for number in _numbers(known):
                            found.setdefault(number, _what(known, group))
        return found

    basis = basis_of(store, names, replace(whole, is_publication=True))
    return store.kept((hidden_numbers, section, basis), make)


def _numbers(point: Point) -> Iterable[Shown]:
    """A figure's numbers, as a text would state them."""
    unit = MEASURES[point.measure].unit
    if point.value is not None:
        yield (
            "percent" if unit == "percent" else "number",
            float(rounded(point.value, 0 if unit == "number" else 1)),
        )
    if unit == "percent" and point.numerator:
        yield "number", point.numerator


def _what(point: Point, group: str) -> str:
    part = "" if group == WHOLE else f", {group}"
    return f"{MEASURES[point.measure].title}{part} ({point.period})"
