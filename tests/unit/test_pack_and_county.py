"""The two demonstrations: the real pack comes back number by number, the county agrees with an independent count."""

from __future__ import annotations

import functools
import io
from collections import Counter
from datetime import date

import numpy as np
import openpyxl
import pytest

from data.facts.audits import audit_grades
from data.facts.commentary import commentary
from data.facts.stated import stated_ranks
from data.lists.calendar import bank_holidays
from data.sample import EXAMPLE_COUNTY, returns_in
from data.store import Store

END = date(2022, 12, 31)
RANKS = {
    ("Parent/Carer", "Domestic Violence"): ((1, 36), (1, 32), (1, 34)),
    ("Parent/Carer", "Mental Health"): ((2, 35), (2, 30), (2, 33)),
    ("Parent/Carer", "Drug"): ((5, 12), (5, 11), (4, 15)),
    ("Parent/Carer", "Alcohol"): ((3, 18), (4, 14), (5, 14)),
    ("Child", "Mental Health"): ((4, 17), (3, 20), (3, 18)),
    ("Child", "Abuse or neglect – 'EMOTIONAL ABUSE'"): ((6, 12), (6, 10), (6, 12)),
    ("Child", "Abuse or neglect – 'NEGLECT'"): ((9, 7), (11, 6), (7, 11)),
    ("Child", "Domestic Violence"): ((8, 8), (7, 10), (8, 11)),
    ("Child", "Learning Disability"): ((7, 9), (8, 10), (9, 8)),
    ("Child", "Self-Harm"): ((10, 6), (9, 8), (10, 7)),
}


def test_the_packs_rank_table_comes_back(pack: Store) -> None:
    table = pack.rank_table()
    assert len(table) == 30
    assert table["period"].drop_duplicates().tolist() == ["2022/23 YTD to Q3", "2021/22", "2020/21"]
    assert table[table["period"] == "2022/23 YTD to Q3"]["rank"].tolist() == list(range(1, 11))
    for (relates_to, factor), expected in RANKS.items():
        rows = table[(table["relates_to"] == relates_to) & (table["factor"] == factor)].set_index("period")
        for label, (rank, percent) in zip(("2020/21", "2021/22", "2022/23 YTD to Q3"), expected, strict=True):
            assert (rows.loc[label, "rank"], rows.loc[label, "percent"]) == (rank, percent)
    assert set(table["origin"]) == {"reported"}


def test_the_packs_trio_row(pack: Store) -> None:
    assert pack.measure("trio_of_harm", "year", 3)["value"].tolist()[:2] == [12, 10]
    assert pack.measure("trio_of_harm", "year_to_date", 1)["value"].tolist() == [10]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("contacts_leading_to_assessment", 27),
        ("contacts_leading_to_early_help", 9),
        ("contacts_decided_within_24_hours", 80),
        ("contacts_decided_in_24_to_48_hours", 19),
        ("assessments_within_45_working_days", 87),
        ("open_assessments", 401),
        ("assessments_leading_to_continued_intervention", 57),
        ("assessments_leading_to_social_care_support", 39),
        ("assessments_leading_to_early_help", 16),
        ("repeat_assessments_within_12_months", 16),
        ("unaccompanied_children_looked_after", 82),
        ("care_leavers_in_eet", 58),
        ("permanent_social_workers", 86),
        ("agency_social_workers", 21),
        ("children_audited", 222),
        ("audits_good_or_requires_improvement", 95),
        ("audits_good", 47),
    ],
)
def test_the_packs_figures_by_name(pack: Store, measure: str, expected: float) -> None:
    assert pack.measure(measure, periods=1)["value"].tolist() == [expected]


def test_the_packs_other_numbers(pack: Store) -> None:
    late = pack.measure("open_assessments_over_45_working_days", periods=1).iloc[0]
    assert (late["numerator"], late["denominator"]) == (38, 401)
    assert pack.measure("families_heard", periods=1, by="source")["value"].tolist() == [123, 101]
    assert pack.measure("audits_good", periods=2)["value"].tolist() == [40, 47]
    assert [rank for rank, _ in stated_ranks(pack, END)["contact_reasons"]] == [1, 2, 3]
    grades = {(share.domain, share.grade): share.percent for share in audit_grades(pack, END)}
    assert grades["Quality of plans", "Requires improvement"] == 67
    assert grades["Quality of plans", "Not given"] == 33
    assert (
        grades["Partnership working", "Good"]
        == grades["Strengths and relationship-based practice", "Good"]
        == 85
    )
    assert len(commentary(pack, "Family Front Door", END)) == 5


def test_nothing_of_the_pack_is_left_out(pack: Store) -> None:
    report = pack.returns[0].report
    assert all(sheet.rows_read == sheet.rows_used for sheet in report.sheets)
    assert [problem.message for problem in report.problems if problem.severity == "stop"] == []


@functools.cache
def independent_book(quarter: str) -> openpyxl.Workbook:
    """One Annex A workbook of the county, opened with openpyxl alone."""
    content = next(
        content
        for name, content in returns_in(EXAMPLE_COUNTY)
        if name.startswith(quarter) and "Annex A" in name
    )
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)


def independent_rows(number: int, quarter: str) -> list[dict[str, object]]:
    """A list of one Annex A workbook of the county."""
    book = independent_book(quarter)
    name = next(name for name in book.sheetnames if name.replace("_", " ") == f"List {number}")
    rows = list(book[name].iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if row[0] == "Child Unique ID")
    return [dict(zip(rows[start], row, strict=False)) for row in rows[start + 1 :]]


def as_day(value: object) -> date | None:
    if hasattr(value, "date"):
        return value.date()  # type: ignore[no-any-return]
    text = str(value or "")
    if "/" in text:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    return date.fromisoformat(text) if text[:4].isdigit() else None


@pytest.mark.parametrize(("quarter", "end"), [("2022-12", END), ("2022-03", date(2022, 3, 31))])
def test_the_countys_quarters_agree_with_an_independent_count(county: Store, quarter: str, end: date) -> None:
    first = date(end.year, end.month - 2, 1)
    alone = Store(885)
    name, content = next(
        (name, content)
        for name, content in returns_in(EXAMPLE_COUNTY)
        if name.startswith(quarter) and "Annex A" in name
    )
    alone.load(name, content, end)
    seen: set[tuple[object, ...]] = set()
    contacts: Counter[str] = Counter()
    for row in independent_rows(1, quarter):
        key = tuple(row.values())
        day = as_day(row["Date of Contact"])
        if row["Child Unique ID"] and key not in seen and day and first <= day <= end:
            contacts[f"{day:%b %Y}"] += 1
        seen.add(key)
    measured = alone.measure("contacts", "month", 3)
    assert measured.set_index("period")["value"].to_dict() == contacts
    done, in_time, still_open, late = 0, 0, 0, 0
    holidays = sorted(bank_holidays())
    for row in independent_rows(4, quarter):
        start, authorised = (
            as_day(row["Continuous Assessment Start Date"]),
            as_day(row["Continuous Assessment Date of Authorisation"]),
        )
        assert start is not None
        if authorised is not None and first <= authorised <= end:
            done += 1
            in_time += (
                np.busday_count(np.datetime64(start) + 1, np.datetime64(authorised) + 1, holidays=holidays)
                <= 45
            )
        if start <= end and (authorised is None or authorised > end):
            still_open += 1
            late += np.busday_count(np.datetime64(start) + 1, np.datetime64(end) + 1, holidays=holidays) > 45
    row = alone.measure("assessments_within_45_working_days", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"]) == (in_time, done)
    row = alone.measure("open_assessments_over_45_working_days", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"]) == (late, still_open)
    referrals = sum(
        1
        for row in independent_rows(3, quarter)
        if (day := as_day(row["Date of referral"])) and first <= day <= end
    )
    assert alone.measure("referrals", periods=1)["value"].tolist() == [referrals]


def test_the_county_is_sized_and_shaped_like_one(county: Store) -> None:
    year = county.measure(["referrals", "assessments_completed"], "rolling_12_months", 1).set_index(
        "measure"
    )["value"]
    assert 4_500 <= year["referrals"] <= 5_500
    assert 5_000 <= year["assessments_completed"] <= 6_600
    assert 84 <= county.measure("assessments_within_45_working_days", periods=1)["value"].iloc[0] <= 94
    assert 18 <= county.measure("re_referrals_within_12_months", periods=1)["value"].iloc[0] <= 28
    assert len(county.returns) == 16
    assert county.measure("re_referrals_within_12_months", periods=4)["status"].tolist() == ["ok"] * 4
