"""Who a cohort is: by age and sex, ethnic background, disability and team, beside the same of a year before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from components.asking import ask, basis_of
from components.charts.kinds import figure_of
from components.charts.trend import a_year_back
from components.figures.chosen import Filters
from components.figures.figure import Figure, Table
from components.figures.parts import recorded
from components.figures.question import Question
from components.screen.figure import show_picture, show_sentences
from components.screen.heading import in_reading
from components.screen.tables import show_table
from components.screen.text import quiet
from data.answering import Wanted
from data.in_words import plain
from data.lists.dimensions import DIMENSIONS
from data.measures import Shown
from data.series import Point, Series, can_be_compared, series_of
from data.store import Store

_BY = ("ethnic_group", "disability", "team")
_AGE, _SEX = "age_band", "sex"


@dataclass(frozen=True)
class Profile:
    """Pyramids of now and of a year before, none where age and sex are not told apart, and a table a dimension.

    ``lacking`` are the dimensions in words that the list does not record.
    """

    pyramids: tuple[Figure, ...]
    tables: tuple[Table, ...]
    lacking: tuple[str, ...]


def show_profile(store: Store, question: Question, unchosen: Filters) -> None:
    """Draw the profile of what a question counts."""
    profile = in_reading(
        question.filters(unchosen),
        lambda read: profile_of(store, question.read(read.reading), unchosen),
        says_so=False,
    )
    if question.declared.unit not in ("number", "rate"):
        quiet("Of those that the figure counts, not of all that it is a share of.")
    if not profile.pyramids and not profile.tables:
        quiet("The list that this is counted from records nothing of who they are.")
        return
    with st.grid(min_column_width=430):
        for figure in profile.pyramids:
            with st.container(border=True):
                st.markdown(f"**{figure.title}**")
                show_sentences(figure.sentences)
                if figure.picture is not None:
                    show_picture(figure.picture)
        for table in profile.tables:
            with st.container(border=True):
                st.markdown(f"**{table.title}**")
                show_table(table)
    if profile.lacking:
        quiet(f"Not recorded on this list: {', '.join(profile.lacking)}.")


def profile_of(store: Store, question: Question, unchosen: Filters) -> Profile:
    """The profile, worked out once for a shelf of returns and a question. Raises NotRead."""
    key = Profile, question, basis_of(store, [question.measure], question.filters(unchosen))
    return store.kept(key, lambda: _made(store, question, unchosen))


def _made(store: Store, question: Question, unchosen: Filters) -> Profile:
    held = question.declared.dimensions
    drawn = _AGE in held and _SEX in held and _SEX not in question.conditions
    tabled = [*(() if drawn else (_AGE, _SEX)), *_BY]
    asked = [name for name in tabled if name in held]
    answers = store.measures(
        [
            Wanted(
                question.measure,
                question.grain,
                a_year_back(question.grain),
                by=name,
                where=question.conditions,
            )
            for name in asked
        ],
        ending=question.ending,
        reading=question.reading,
    )
    tables = []
    for name, rows in zip(asked, answers, strict=True):
        groups = recorded({group: series for (_, group), series in series_of(rows).items()})
        table = _table(name, groups)
        tables += [table] if table is not None else []
    lacking = tuple(DIMENSIONS[name].words for name in (_AGE, _SEX, *_BY) if name not in held)
    return Profile(_pyramids(store, question, unchosen) if drawn else (), tuple(tables), lacking)


def _pyramids(store: Store, question: Question, unchosen: Filters) -> tuple[Figure, ...]:
    shown = Shown(question.measure, "pyramid", grain=question.grain)
    figures = []
    for asked in (question, question.a_year_before()):
        figure = figure_of(shown, ask(store, [shown], asked.filters(unchosen)))
        if figure.picture is not None:
            figures.append(replace(figure, title=f"By age and sex, {asked.period.label}"))
    return tuple(figures)


def _table(dimension: str, groups: Mapping[str, Series]) -> Table | None:
    """A row a group: how many now and a year before, each with its share; None where there is none in either."""
    declared = DIMENSIONS[dimension]
    held = {name: series for name, series in groups.items() if series[-1].counted or series[0].counted}
    if not held:
        return None
    order = sorted(held, key=lambda name: (declared.place(name), -held[name][-1].counted, name))
    newest = [held[name][-1] for name in order]
    before = [held[name][0] for name in order]
    is_like = all(
        can_be_compared(then, now) for then, now in zip(before, newest, strict=True) if then.is_known
    )
    columns = [_shares(newest), _shares(before) if is_like else [""] * len(order)]
    labels = (newest[0].period, before[0].period)
    cells = tuple((name, *parts) for name, *parts in zip(order, *columns, strict=True))
    raw = tuple(
        (name, now.counted, then.counted) for name, now, then in zip(order, newest, before, strict=True)
    )
    return Table(f"By {declared.words}", (declared.title, *labels), cells, raw)


def _shares(points: Sequence[Point]) -> list[str]:
    """'24 (32.4%)' of each, of all of them together."""
    total = sum(point.counted for point in points)
    return [
        plain(point.counted, "number")
        + (f" ({plain(100 * point.counted / total, 'percent')})" if total else "")
        for point in points
    ]
