"""The team leads' questions counted a second time, from the cells of the workbooks and without any SQL of the app.

What is read, merged and counted here follows the field's rules, said again as plainly as they can be: a return lists six
months or what is open, a later return corrects an earlier one, ages are completed years, working days are England's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain
from typing import NamedTuple

import fastexcel
import pytest

from data.periods import GRAINS, Period, add_months, month_end, read_period
from data.sample import EXAMPLE_COUNTY, returns_in
from data.store import Store
from tests.explore.team_lead_questions import QUESTIONS, Answer, TeamLeadQuestion

pytestmark = pytest.mark.xdist_group("team lead questions")  # the workbooks are read once

CHILD, BORN, TEAM = "Child Unique ID", "Date of Birth", "Allocated Team"
ASSESSED_FROM, ASSESSED = (
    "Continuous Assessment Start Date",
    "Continuous Assessment Date of Authorisation",
)
DISCUSSED = "Strategy discussion initiating Section 47 Enquiry Start Date"
CONFERENCE = "Date of Initial Child Protection Conference"
OPEN_NO_LONGER = "Open no longer"
"""A column that no sheet has: what was open, and is not in a later return that lists what is open."""

SOURCES = {"2A": "Schools", "6": "Police"}
PLACEMENTS = {
    "U": "Foster placement",
    "A": "Placed for adoption",
    "P1": "Placed with parents",
    "H5": "Semi-independent living",
    "K1": "Secure children’s home",
    "K2": "Children’s home",
    "R1": "Residential care home",
    "": "Not recorded",
}
BANK_HOLIDAYS = {
    date(2021, 8, 30),
    *(date(2021, 12, 27), date(2021, 12, 28), date(2022, 1, 3)),
    *(date(2022, 4, 15), date(2022, 4, 18), date(2022, 5, 2), date(2022, 6, 2), date(2022, 6, 3)),
    *(date(2022, 8, 29), date(2022, 9, 19), date(2022, 12, 26), date(2022, 12, 27)),
}
"""England's from August 2021 to December 2022: nothing timed here began earlier."""

Row = dict[str, str]
"""A row by the headers of its sheet; an empty cell is an empty text."""

Returns = dict[date, list[Row]]
"""A sheet's rows in each return that has it, by reporting date, oldest first."""


class Thing(NamedTuple):
    """What a question counts: what makes it the same thing, what it adds to numerator and denominator, and what it is."""

    same: object
    counted: float
    of: float
    parts: Mapping[str, str]


class Workbooks:
    """The county's returns, oldest first, each sheet read when it is first asked for."""

    def __init__(self) -> None:
        self._readers = [
            (month_end(date.fromisoformat(f"{name[:7]}-01")), fastexcel.read_excel(content))
            for name, content in returns_in(EXAMPLE_COUNTY)
        ]
        self._read: dict[str, Returns] = {}

    def __getitem__(self, sheet: str) -> Returns:
        if sheet not in self._read:
            self._read[sheet] = {
                at: list(rows_of(reader, name))
                for at, reader in self._readers
                for name in reader.sheet_names
                if name.replace("_", " ") == sheet
            }
        return self._read[sheet]

    def all_of(self, sheet: str) -> Iterator[Row]:
        return chain.from_iterable(self[sheet].values())


def rows_of(reader: fastexcel.ExcelReader, sheet: str) -> Iterator[Row]:
    """The rows with a first cell, those equal in every cell once; a title above the headers is passed over."""
    table = reader.load_sheet(sheet, header_row=None, dtypes="string").to_arrow()
    columns = [column.to_pylist() for column in table.columns]
    rows = [
        tuple((text or "").replace("\xa0", " ").strip() for text in row) for row in zip(*columns, strict=True)
    ]
    first = 0 if rows[0][1] else 1
    for row in dict.fromkeys(rows[first + 1 :]):
        if row[0]:
            yield dict(zip(rows[first], row, strict=True))


@cache
def day(text: str) -> date | None:
    """2022-12-31, with a time or not, and 31/12/2022; None for what is no date."""
    if written := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text):
        return date(int(written[3]), int(written[2]), int(written[1]))
    return date.fromisoformat(text[:10]) if re.match(r"\d{4}-\d\d-\d\d", text) else None


def known_day(text: str) -> date:
    found = day(text)
    assert found is not None, text
    return found


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@cache
def code(text: str) -> str:
    """'e) 2A: Schools' as 2A, 'a) Yes' as Yes."""
    return re.sub(r"^[a-z]{1,2}\) ", "", text).split(":")[0]


def working_days(start: date, end: date) -> int:
    """Working days after the start, up to the end."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(one.weekday() < 5 and one not in BANK_HOLIDAYS for one in days)


def age(row: Row, at: date) -> int:
    """Completed years, below zero before birth."""
    born = known_day(row[BORN])
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day)) if born <= at else -1


def of_child(row: Row, at: date) -> dict[str, str]:
    bands = (
        (0, "Unborn"),
        (1, "Under 1"),
        (5, "1 to 4"),
        (10, "5 to 9"),
        (16, "10 to 15"),
        (99, "16 and over"),
    )
    years = age(row, at) if row[BORN] else None
    return {
        "age_band": "Not known" if years is None else next(band for limit, band in bands if years < limit),
        "sex": code(row["Gender"]),
        "disability": code(row.get("Does the Child have a Disability", "")),
    }


def of_team(books: Workbooks, team: str) -> dict[str, str]:
    newest = books["Teams"][max(books["Teams"])]
    listed = next(row for row in newest if row["Team as recorded"] == team)
    return {"team": team, "service": listed["Service"], "area": listed["Area"]}


def within(period: Period, one: date | None) -> bool:
    return one is not None and period.start <= one <= period.end


def events(returns: Returns, key: tuple[str, ...], on: str, ended: str = "") -> list[Row]:
    """What happened, as known now.

    A later return's rows of a key stand for the earlier ones. What is dated (where it ended: by its end) in the six months
    that a later return looks back and is not in it is withdrawn; what was open and is not in it is open no longer.
    """
    standing: dict[tuple[str, ...], list[Row]] = {}
    for at, rows in returns.items():
        looks_back_to = add_months(at, -6) + timedelta(days=1)
        listed: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            if day(row[on]):
                listed[tuple(str(day(row[name])) if name == on else code(row[name]) for name in key)].append(
                    row
                )
        for known in [one for one in standing if one not in listed]:
            dated = [day(row[ended or on]) for row in standing[known]]
            if any(one and looks_back_to <= one <= at for one in dated):
                del standing[known]
            elif not any(dated):
                standing[known] = [row | {OPEN_NO_LONGER: "Yes"} for row in standing[known]]
        standing.update(listed)
    return list(chain.from_iterable(standing.values()))


def open_spells(returns: Returns, started: str, ended: str, at: date) -> Iterator[tuple[date, Row]]:
    """The plans, episodes of need or periods of care open on a day: their start, and their row.

    The row is that of the first return of that day or later which lists the spell, else of the last. A spell that no return
    ends, and a later one does not list any more, ended by then, or on the day the child's next one began.
    """
    told: dict[tuple[str, date], dict[date, Row]] = defaultdict(dict)
    starts: dict[str, set[date]] = defaultdict(set)
    for reported, rows in returns.items():
        for row in rows:
            if row.get("Child's Legal Status") not in ("V3", "V4"):
                start = known_day(row[started])
                told[row[CHILD], start][reported] = row
                starts[row[CHILD]].add(start)
    for (child, start), listed in told.items():
        end = day(listed[max(listed)][ended])
        if end is None:
            gone = [reported for reported in returns if reported > max(listed)][:1]
            end = min([*gone, *(one for one in starts[child] if one > start)], default=date.max)
        if start <= at < end:
            yield start, listed[min((one for one in listed if one >= at), default=max(listed))]


def contacts(books: Workbooks, period: Period) -> Iterator[Thing]:
    on, source = "Date of Contact", "Contact Source"
    for n, row in enumerate(events(books["List 1"], (CHILD, on, source), on)):
        if within(period, day(row[on])):
            parts = of_child(row, known_day(row[on])) | {"source": SOURCES.get(code(row[source]), "Another")}
            yield Thing(n, 1, 1, parts)


def contact_decisions(books: Workbooks, period: Period) -> Iterator[Thing]:
    for n, row in enumerate(books.all_of("Contacts")):
        received, decided = moment(row["Contact received"]), moment(row["Decision made"])
        if received and within(period, received.date()):
            in_time = decided is not None and decided - received <= timedelta(hours=24)
            yield Thing(n, in_time, 1, {"reason": row["Reason"]})


def early_help(books: Workbooks, period: Period) -> Iterator[Thing]:
    began = "Assessment start date"
    for n, row in enumerate(events(books["List 2"], (CHILD, began), began, "Assessment completion date")):
        if within(period, day(row[began])):
            parts = of_child(row, known_day(row[began]))
            yield Thing(n, 1, 1, parts | {"organisation": row["Organisation completing assessment"]})


def referred(books: Workbooks, period: Period) -> Iterator[tuple[Row, bool, dict[str, str]]]:
    """The referrals of a period, and whether the child had been referred on an earlier day of the 12 months before."""
    on, source = "Date of referral", "Referral Source"
    rows = events(books["List 3"], (CHILD, on, source), on)
    days: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        days[row[CHILD]].add(known_day(row[on]))
    for row in rows:
        came = known_day(row[on])
        if within(period, came):
            again = any(one < came <= add_months(one, 12) for one in days[row[CHILD]])
            parts = of_child(row, came) | of_team(books, row[TEAM])
            parts |= {"source": SOURCES.get(code(row[source]), "Another"), "worker": row["Allocated Worker"]}
            yield row, again, parts


def referrals(books: Workbooks, period: Period) -> Iterator[Thing]:
    return (Thing(n, 1, 1, parts) for n, (_, _, parts) in enumerate(referred(books, period)))


def re_referrals(books: Workbooks, period: Period) -> Iterator[Thing]:
    return (Thing(n, again, 1, parts) for n, (_, again, parts) in enumerate(referred(books, period)))


def assessments(books: Workbooks) -> list[Row]:
    return events(books["List 4"], (CHILD, ASSESSED_FROM), ASSESSED_FROM, ASSESSED)


def assessments_completed(books: Workbooks, period: Period) -> Iterator[Thing]:
    for n, row in enumerate(assessments(books)):
        began, done = known_day(row[ASSESSED_FROM]), day(row[ASSESSED])
        if done and within(period, done):
            parts = of_child(row, done) | of_team(books, row[TEAM])
            yield Thing(n, began <= done and working_days(began, done) <= 45, 1, parts)


def open_assessments(books: Workbooks, period: Period) -> Iterator[Thing]:
    for n, row in enumerate(assessments(books)):
        began, done = known_day(row[ASSESSED_FROM]), day(row[ASSESSED])
        if began <= period.end and (done > period.end if done else OPEN_NO_LONGER not in row):
            parts = of_child(row, period.end) | of_team(books, row[TEAM])
            yield Thing(n, working_days(began, period.end) > 45, 1, parts)


def section_47_enquiries(books: Workbooks, period: Period) -> Iterator[Thing]:
    for n, row in enumerate(events(books["List 5"], (CHILD, DISCUSSED), DISCUSSED)):
        on = known_day(row[DISCUSSED])
        if within(period, on):
            yield Thing(n, 1, 1, of_child(row, on) | of_team(books, row[TEAM]))


def conferences(books: Workbooks, period: Period) -> Iterator[Thing]:
    """One for each child and day, told by the earliest strategy discussion that led to it."""
    earliest: dict[object, Thing] = {}
    for row in sorted(
        events(books["List 5"], (CHILD, DISCUSSED), DISCUSSED), key=lambda one: known_day(one[DISCUSSED])
    ):
        discussed, held = known_day(row[DISCUSSED]), day(row[CONFERENCE])
        if held and within(period, held):
            in_time = working_days(discussed, held) <= 15
            parts = of_child(row, held) | of_team(books, row[TEAM])
            earliest.setdefault((row[CHILD], held), Thing((row[CHILD], held), in_time, 1, parts))
    yield from earliest.values()


def plans(books: Workbooks, at: date) -> Iterator[tuple[date, Row, dict[str, str]]]:
    began, ended = "Child Protection Plan Start Date", "Child Protection Plan End Date"
    for start, row in open_spells(books["List 7"], began, ended, at):
        parts = of_child(row, at) | of_team(books, row[TEAM])
        yield start, row, parts | {"category_of_abuse": code(row["Latest Category of Abuse"])}


def plans_over_15_months(books: Workbooks, period: Period) -> Iterator[Thing]:
    for n, (start, _, parts) in enumerate(plans(books, period.end)):
        yield Thing(n, add_months(start, 15) < period.end, 1, parts)


def children_on_plans(books: Workbooks, period: Period) -> Iterator[Thing]:
    return (Thing(row[CHILD], 1, 1, parts) for _, row, parts in plans(books, period.end))


def looked_after(books: Workbooks, at: date) -> Iterator[tuple[Row, dict[str, str]]]:
    began, ended = "Date Started to be Looked After", "Date Ceased to be Looked After"
    for _, row in open_spells(books["List 8"], began, ended, at):
        placed = row["Placement Type"]
        lives = PLACEMENTS.get(placed) or PLACEMENTS[placed[0]]
        yield row, of_child(row, at) | of_team(books, row[TEAM]) | {"placement_type": lives}


def children_looked_after(books: Workbooks, period: Period) -> Iterator[Thing]:
    return (Thing(row[CHILD], 1, 1, parts) for row, parts in looked_after(books, period.end))


def often_placed(books: Workbooks, period: Period) -> Iterator[Thing]:
    for row, parts in looked_after(books, period.end):
        yield Thing(row[CHILD], int(row["Number of Placements in the Last 12 months"]) >= 3, 1, parts)


def care_leavers_in_eet(books: Workbooks, period: Period) -> Iterator[Thing]:
    """Former relevant, 19 to 21, neither dead nor back home: in full-time or part-time study, training or work."""
    for row in books["List 9"].get(period.end, []):
        former = code(row["Eligibility Category"]) == "Former relevant child"
        counted = code(row["LA In Touch"]) not in ("Died", "Rhom")
        if former and counted and 19 <= age(row, period.end) <= 21:
            yield Thing(row[CHILD], row["Activity Status"][:1] in ("F", "P"), 1, of_child(row, period.end))


def child_in_need_plans(books: Workbooks, period: Period) -> Iterator[Thing]:
    bands = (
        (24, "2 years and over"),
        (12, "1 to 2 years"),
        (6, "6 to 12 months"),
        (3, "3 to 6 months"),
        (0, "Under 3 months"),
    )
    for start, row in open_spells(books["List 6"], "CIN Start Date", "CIN Closure Date", period.end):
        lasted = next(band for months, band in bands if add_months(start, months) <= period.end)
        parts = of_child(row, period.end) | of_team(books, row[TEAM]) | {"duration_band": lasted}
        yield Thing(row[CHILD], code(row["Case status"]) == "Child in need plan", 1, parts)


def interviews_in_72_hours(books: Workbooks, period: Period) -> Iterator[Thing]:
    """An episode that began before a quarter and ended in it is in two sheets: the later one tells."""
    episodes = {(row[CHILD], row["Went missing"]): row for row in books.all_of("Missing")}
    for key, row in episodes.items():
        back, held = moment(row["Returned"]), moment(row["Interview held"])
        if back and within(period, back.date()):
            in_time = held is not None and timedelta(0) <= held - back <= timedelta(hours=72)
            yield Thing(key, in_time, 1, {"missing_from": row["Missing from"]})


def get_safe(books: Workbooks, period: Period) -> Iterator[Thing]:
    """A row for each risk of a child, who is rated by the highest."""
    order = ("Green", "Amber", "Red")
    rows = [row for row in books.all_of("Get Safe") if day(row["Quarter end"]) == period.end]
    highest: dict[str, int] = defaultdict(int)
    for row in rows:
        highest[row[CHILD]] = max(highest[row[CHILD]], order.index(row["Rating"]))
    for row in rows:
        parts = {"rating": order[highest[row[CHILD]]], "category_of_risk": row["Category of risk"]}
        yield Thing(row[CHILD], 1, 1, parts)


def caseloads(books: Workbooks, period: Period) -> Iterator[Thing]:
    for row in books.all_of("Workforce"):
        if row["Month"] == f"{period.end:%b %Y}":
            parts = of_team(books, row["Team"])
            yield Thing(row["Team"], float(row["Cases held"]), float(row["Caseholding FTE"]), parts)


def short_break_nights(books: Workbooks, period: Period) -> Iterator[Thing]:
    for row in books.all_of("Short breaks"):
        month = read_period(row["Month"])
        if month and within(period, month.start):
            yield Thing((month, row["Type"]), float(row["Nights"] or 0), 0, {"short_break_type": row["Type"]})


COUNTED_AGAIN: dict[str, Callable[[Workbooks, Period], Iterable[Thing]]] = {
    "contacts": contacts,
    "contacts_decided_within_24_hours": contact_decisions,
    "early_help_started": early_help,
    "referrals": referrals,
    "re_referrals_within_12_months": re_referrals,
    "assessments_within_45_working_days": assessments_completed,
    "open_assessments_over_45_working_days": open_assessments,
    "section_47_enquiries": section_47_enquiries,
    "conferences_within_15_working_days": conferences,
    "child_protection_plans_over_15_months": plans_over_15_months,
    "child_protection_plans": children_on_plans,
    "children_looked_after": children_looked_after,
    "three_or_more_placements": often_placed,
    "care_leavers_in_eet": care_leavers_in_eet,
    "child_in_need_plans": child_in_need_plans,
    "return_interviews_within_72_hours": interviews_in_72_hours,
    "get_safe_children": get_safe,
    "average_caseload": caseloads,
    "short_break_nights": short_break_nights,
}


def counted(things: Iterable[Thing]) -> Answer:
    """Each thing once, however many rows are about it."""
    each = {thing.same: thing for thing in things}.values()
    return Answer(sum(thing.counted for thing in each), sum(thing.of for thing in each))


def answered(question: TeamLeadQuestion, things: Iterable[Thing]) -> Answer | dict[str, Answer]:
    asked = [
        thing
        for thing in things
        if all(thing.parts[dimension] in values for dimension, values in question.where.items())
    ]
    if question.by is None:
        return counted(asked)
    groups = {thing.parts[question.by] for thing in asked}
    return {group: counted(thing for thing in asked if thing.parts[question.by] == group) for group in groups}


@pytest.fixture(scope="module")
def books() -> Workbooks:
    return Workbooks()


def by_group(answer: Answer | Mapping[str, Answer]) -> Mapping[str, Answer]:
    return {"All": answer} if isinstance(answer, Answer) else answer


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
def test_the_answer_is_what_the_workbooks_say_and_what_the_store_gives(
    question: TeamLeadQuestion, books: Workbooks, county: Store
) -> None:
    period = read_period(question.period)
    assert period is not None and period.grain == question.grain
    things = list(COUNTED_AGAIN[question.measure](books, period))
    given = county.measure(
        question.measure, question.grain, 1, question.by, question.where, ending=period.end
    ).set_index("group")
    assert set(given["period"]) == {question.period}
    if question.answer is None:
        assert not things, "A return tells of the period."
        assert list(given["status"]) == ["not supplied"]
        return
    assert set(given["status"]) == {"ok"} and set(given["origin"]) == {"derived"}
    own = by_group(answered(question, things))
    answers = by_group(question.answer)
    assert answers.keys() == own.keys() == set(given.index)
    for group, (numerator, denominator) in answers.items():
        assert own[group].numerator == pytest.approx(numerator), group
        assert given.loc[group, "numerator"] == pytest.approx(numerator), group
        if denominator is None:
            assert given["denominator"].isna().all()
        else:
            assert own[group].denominator == pytest.approx(denominator), group
            assert given.loc[group, "denominator"] == pytest.approx(denominator), group
    if question.rows is not None:
        assert question.rows == own["All"].numerator


def test_the_questions_are_of_all_kinds() -> None:
    """Twenty, of every grain, some broken down, some asking which, one of nothing, one not supplied, one of few."""
    assert len(QUESTIONS) == len({question.words for question in QUESTIONS}) == 20
    assert {question.grain for question in QUESTIONS} == set(GRAINS)
    assert {len(question.where) for question in QUESTIONS} >= {0, 1, 2}
    wholes = [question.answer for question in QUESTIONS if isinstance(question.answer, Answer)]
    assert any(answer.numerator == 0 for answer in wholes)
    assert any(answer.denominator is not None and 0 < answer.denominator < 10 for answer in wholes)
    assert any(question.answer is None for question in QUESTIONS)
    assert any(question.by for question in QUESTIONS) and any(question.rows for question in QUESTIONS)


@pytest.mark.parametrize("label", ["12 months to Dec 2021", "12 months to Dec 2022"])
def test_an_episode_over_before_the_quarter_ended_stands_whatever_the_next_sheet_lists(
    label: str, books: Workbooks, county: Store
) -> None:
    """One that began on 30 December 2021 and two on 29 June 2022 were over within their quarter, so only its sheet lists them."""
    period = read_period(label)
    assert period is not None
    given = county.measure("return_interviews_within_72_hours", "rolling_12_months", 1, ending=period.end)
    share = Answer(given["numerator"].iloc[0], given["denominator"].iloc[0])
    assert share == counted(interviews_in_72_hours(books, period))


def test_a_month_that_no_sheet_tells_of_is_not_whole(county: Store) -> None:
    """The sheet of January to March 2021 lists one episode that began on 31 December 2020 and ended in January."""
    given = county.measure("episodes_missing_from_care", "month", 1, ending=date(2020, 12, 31))
    assert (given["numerator"].iloc[0], given["status"].iloc[0]) == (1, "partial")
