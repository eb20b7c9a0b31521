"""A cohort's figures: what was reached by when, who came back, the days between steps, and the paths."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from components.charts.alluvial import Ends, alluvial_picture
from components.charts.triangle import triangle_picture
from components.figures.figure import Figure, Sentence, Table
from data.cohorts import ALL_TEAMS, Cohort, came_back, days_between, paths, reached
from data.cohorts.members import STILL_OPEN
from data.cohorts.paths import ARROW, FEWEST_CHILDREN, OTHER_PATHS
from data.cohorts.reached import WITHIN_MONTHS
from data.in_words import day, plain
from data.periods import Period
from data.returns.problems import counted
from data.store import Questions

_NOT_KNOWN = ""
"""What stands in a cell that is not known yet: nothing, and never 0."""


def cohort_figures(store: Questions, cohort: Cohort, period: Period, last: date) -> tuple[Figure, ...]:
    """The figures of the members who began in a period, followed to the data's date; worked out once for a shelf."""

    def make() -> tuple[Figure, ...]:
        return (
            _reached(store, cohort, period, last),
            _came_back(store, cohort, last),
            _days(store, cohort, period),
            _paths(store, cohort, period, last),
        )

    return store.kept((cohort_figures, cohort.id, period), make)


def _reached(store: Questions, cohort: Cohort, period: Period, last: date) -> Figure:
    rows = reached(store, cohort, period).to_dict("records")
    size = int(rows[0]["members"])
    now = f"By {day(last)}"
    columns = (
        "Reached",
        *(f"Within {months} {'month' if months == 1 else 'months'}" for months in WITHIN_MONTHS),
        now,
    )
    names = (*(f"within_{months}_months" for months in WITHIN_MONTHS), "by_now")
    raw = tuple((row["title"], *(_or_none(row[name]) for name in names)) for row in rows)
    cells = tuple(
        (
            title,
            *(_share(number, size) for number in numbers[:-1]),
            _share(numbers[-1], size) or "not supplied",
        )
        for title, *numbers in raw
    )
    ends = [rows[0], rows[-1]]
    words = [
        f"{_lower(row['title'])} {_share(int(row['by_now']), size)}"
        for row in ends
        if pd.notna(row["by_now"])
    ]
    text = f"{counted(size, *cohort.noun)} in {period.label} ({period.in_words}). {now}: {', '.join(words)}."
    sentences = [Sentence(text, "value")]
    if any(cell == _NOT_KNOWN for row in cells for cell in row):
        not_yet = f"A blank cell is not known yet: so many months have not passed for all of {period.label}."
        sentences.append(Sentence(not_yet, "remark", is_small=True))
    return Figure(
        "reached",
        f"{cohort.title} of {period.label}, what was reached by when",
        "What was reached, and by when",
        tuple(sentences),
        table=Table("What was reached, and by when", columns, cells, raw),
        definition=(
            (
                "Counted",
                f"Members of the cohort are all {cohort.noun[1]} that began in the quarter; each is followed by itself, and a step "
                "belongs to the child's last beginning on or before its day. Months are counted from a member's own beginning; "
                "the same day number counts. An end that no return gives is dated by the return that lists it no longer.",
            ),
            ("Limits", cohort.limits),
        ),
        is_table=True,
    )


def _came_back(store: Questions, cohort: Cohort, last: date) -> Figure:
    back = came_back(store, cohort)
    known = back.dropna(subset=["returned"])
    title = f"{cohort.again}, by quarters later"
    a_year = known[known["later"] == 4]
    raw = tuple(
        (row["cohort"], row["members"], row["later"], row["returned"]) for row in known.to_dict("records")
    )
    cells = tuple(
        (label, f"{size:,}", str(later), _share(returned, size)) for label, size, later, returned in raw
    )
    if len(a_year):
        newest = a_year.iloc[-1]
        text = (
            f"Of {counted(int(newest['members']), *cohort.noun)} in {newest['cohort']}, the newest cohort known so long, "
            f"{_share(int(newest['returned']), int(newest['members']))} had come back by four quarters later."
        )
    else:
        text = "No cohort can be followed for four quarters yet."
    words = f"{title}. {text}"
    columns = ("Cohort", "Members", "Quarters later", "Came back")
    table = Table(title, columns, cells, raw, "Quarters that are not known yet are left out.")
    return Figure(
        "came back",
        f"{cohort.title}, {cohort.again.lower()}",
        title,
        (
            Sentence(text, "value"),
            Sentence(
                f"Blank: not known on {day(last)}. A row is a quarter's cohort with its members, a column how many had come back by "
                "the end of that many quarters later.",
                "remark",
                is_small=True,
            ),
        ),
        triangle_picture(back, "Quarters later (0 is the cohort's own quarter)", words)
        if len(known)
        else None,
        table,
        (
            (
                "Counted",
                f"Members for whose child the next of the {cohort.noun[1]}, on a later day, lies in or before the quarter; each "
                "member once, and quarters added up.",
            ),
            ("Limits", cohort.limits),
        ),
    )


def _days(store: Questions, cohort: Cohort, period: Period) -> Figure:
    rows = days_between(store, cohort, period)
    title = "Days between steps"
    raw = tuple(
        (
            f"{row['earlier']} to {_lower(row['later'])}",
            row["team"],
            row["number"],
            row["median"],
            row["percentile_90"],
        )
        for row in rows.to_dict("records")
    )
    text = f"No step was reached by any of the {cohort.noun[1]}."
    if raw:
        span, _, number, median, most = raw[0]
        text = (
            f"{span}: median {_one_decimal(median)} days, 90th percentile {_one_decimal(most)}, of the {number:,} that "
            "reached it."
        )
    columns = ("From, to", "Team", "Number", "Median days", "90th percentile")
    whole = tuple((span, *numbers) for span, team, *numbers in raw if team == ALL_TEAMS)
    by_team = Table(f"{title}, by team", columns, tuple(map(_days_cells, raw)), raw)
    in_all = Table(title, (columns[0], *columns[2:]), tuple(map(_days_cells, whole)), whole)
    return Figure(
        "days",
        f"{cohort.title} of {period.label}, days between steps",
        title,
        (
            Sentence(text, "value"),
            Sentence(
                "Of those that reached the later step: who is still waiting is not in it, so that the days of a new cohort are short.",
                "caution",
                is_small=True,
            ),
        ),
        table=in_all if raw else None,
        definition=(
            (
                "Counted",
                "Calendar days from the first day of one step to that of the next, the same day 0. The team is the one recorded "
                f"with the {cohort.noun[0]}.",
            ),
        ),
        more=(by_team,) if raw else (),
        is_table=True,
    )


def _days_cells(row: tuple[Any, ...]) -> tuple[str, ...]:
    *names, number, median, most = row
    return (*names, f"{number:,}", _one_decimal(median), _one_decimal(most))


def _paths(store: Questions, cohort: Cohort, period: Period, last: date) -> Figure:
    rows = paths(store, cohort, period)
    title = "Paths taken"
    size = int(rows["members"].sum())
    raw = tuple((row["path"], row["members"], row["children"]) for row in rows.to_dict("records"))
    cells = tuple((path, _share(members, size), f"{children:,}") for path, members, children in raw)
    picture = None
    text = f"No {cohort.noun[1]} began in {period.label}."
    if raw:
        path, members, _ = raw[0]
        text = f"The commonest path is {_in_words(path)}: {_share(members, size)} of {counted(size, *cohort.noun)}."
        taken = [
            ((cohort.first, OTHER_PATHS) if path == OTHER_PATHS else tuple(path.split(ARROW)), int(members))
            for path, members, _ in raw
        ]
        picture = alluvial_picture(taken, Ends(STILL_OPEN, cohort.again), f"{title}. {text}")
    return Figure(
        "paths",
        f"{cohort.title} of {period.label}, paths",
        title,
        (
            Sentence(text, "value"),
            Sentence(
                f"Ribbons are as wide as the numbers. Orange: still open on {day(last)}; pink: came back. Paths of fewer than "
                f"{FEWEST_CHILDREN} children are together as “{OTHER_PATHS.lower()}”.",
                "remark",
                is_small=True,
            ),
        ),
        picture,
        Table(title, ("Path", cohort.noun[1].capitalize(), "Children"), cells, raw) if raw else None,
        (
            (
                "Counted",
                "The steps in the order of their days, to how the path ends: the child came back, is still open (an assessment, an "
                "episode of need, a plan, a period of care, or leaving care), or is not.",
            ),
            ("Limits", cohort.limits),
        ),
    )


def _share(number: int | None, size: int) -> str:
    """'284 (22.6%)'; nothing where it is not known."""
    if number is None:
        return _NOT_KNOWN
    return f"{number:,} ({plain(100 * number / size, 'percent')})" if size else f"{number:,}"


def _or_none(number: object) -> int | None:
    return None if pd.isna(number) else int(number)  # type: ignore[call-overload]


def _one_decimal(days: float) -> str:
    return f"{days:,.0f}" if float(days).is_integer() else plain(days, "average")


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


def _in_words(path: str) -> str:
    first, *others = path.split(ARROW)
    return ", ".join([_lower(first), *map(_lower, others)])
