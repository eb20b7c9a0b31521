"""Figures against numbers worked out by hand."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from data.comparators.population import population_for
from data.lists.calendar import bank_holidays
from data.returns import panel
from data.store import Store
from tests.workbooks import (
    ABOUT,
    ASSESSMENTS,
    CONTACTS,
    REFERRALS,
    assessment,
    contact,
    list_sheet,
    panel_sheet,
    referral,
    workbook,
)

DECEMBER = date(2022, 12, 31)


def value(store: Store, measure: str, **question: object) -> tuple[float, float, float, str]:
    """The newest period's numerator, denominator, value and status."""
    row = store.measure(measure, **question).iloc[-1]  # type: ignore[arg-type]
    return row["numerator"], row["denominator"], row["value"], row["status"]


# Worked out with a calendar: working days from the day after the start to the authorisation, without weekends and
# English bank holidays (Good Friday 15 April, Easter Monday 18 April, 2 May, 2 and 3 June 2022; 26 and 27 December 2022).
BY_HAND = [
    ("2022-03-28", "2022-06-06", 45),  # Easter, May and Jubilee days: 50 weekdays less 5
    ("2022-03-28", "2022-06-07", 46),
    ("2022-10-24", "2022-12-28", 45),  # Christmas: 47 weekdays less 2
    ("2022-10-24", "2022-12-29", 46),
    ("2022-12-03", "2022-12-05", 1),  # begun on a Saturday
    ("2022-12-05", "2022-12-05", 0),  # the same day
]


@pytest.mark.parametrize(("start", "end", "days"), BY_HAND)
def test_working_days_over_christmas_and_easter(store: Store, start: str, end: str, days: int) -> None:
    store.load("a.xlsx", workbook(list_sheet(ASSESSMENTS, assessment("1", start, end))), DECEMBER)
    assert store.table("select working_days from assessments")["working_days"].tolist() == [days]
    oracle = np.busday_count(
        np.datetime64(start) + 1, np.datetime64(end) + 1, holidays=sorted(bank_holidays())
    )
    assert oracle == days


def test_assessments_within_45_working_days(store: Store) -> None:
    rows = [assessment(str(n), start, end) for n, (start, end, _) in enumerate(BY_HAND) if end >= "2022-10"]
    store.load(
        "a.xlsx", workbook(list_sheet(ASSESSMENTS, *rows, assessment("9", "2022-12-01", None))), DECEMBER
    )
    assert value(store, "assessments_within_45_working_days") == (3, 4, 75, "ok")
    bands = store.measure("assessment_working_days", periods=1, by="category").set_index("group")
    assert bands["numerator"].to_dict() == {"Same day": 1, "1–10": 1, "41–45": 1, "46–50": 1}
    assert bands["value"].tolist() == [25, 25, 25, 25]


def test_open_over_45_working_days_is_counted_at_the_periods_end(store: Store) -> None:
    # To 31 December 2022 from 26 October: 3 working days of October, 22 of November, 20 of December; so 25 October is over.
    rows = [
        assessment("1", "2022-10-26", None),
        assessment("2", "2022-10-25", None),
        assessment("3", "2022-10-03", "2022-12-31"),
        assessment("4", "2022-10-03", "2023-01-02"),
        assessment("5", "2022-12-30", None),
    ]
    store.load("a.xlsx", workbook(list_sheet(ASSESSMENTS, *rows)), DECEMBER)
    numerator, denominator, percent, status = value(store, "open_assessments_over_45_working_days")
    assert (numerator, denominator, status) == (2, 4, "ok")
    assert percent == 50
    assert value(store, "open_assessments")[0] == 4
    september = store.measure("open_assessments", periods=2).iloc[0]
    assert (september["numerator"], september["status"]) == (0, "ok")


def test_re_referrals_look_back_twelve_months_to_the_same_day(store: Store) -> None:
    rows = [
        referral("1", "2021-11-05"),
        referral("1", "2022-11-05"),  # exactly twelve months: counts
        referral("2", "2021-11-04"),
        referral("2", "2022-11-05"),  # a day more: does not
        referral("3", "2022-11-01"),
        referral("3", "2022-11-01", "q) 6: Police"),  # the same day is not earlier-dated
        referral("4", "2022-10-10"),
        referral("4", "2022-12-12"),
    ]
    rows += [referral(f"x{n}", f"2021-{m:02d}-10") for n, m in enumerate(range(10, 13))]
    rows += [referral(f"y{n}", f"2022-{m:02d}-10") for n, m in enumerate(range(1, 10))]
    store.load("a.xlsx", workbook(list_sheet(REFERRALS, *rows)), DECEMBER)
    numerator, denominator, _, status = value(store, "re_referrals_within_12_months")
    assert (numerator, denominator, status) == (2, 6, "ok")


def test_with_short_history_list_3_decides_for_the_latest_referral(store: Store) -> None:
    rows = [
        referral("1", "2022-11-05", count=1),
        referral("2", "2022-10-05", count=2),
        referral("2", "2022-12-05", count=2),
        referral("3", "2022-12-06", count=0),
    ]
    store.load("a.xlsx", workbook(list_sheet(REFERRALS, *rows)), DECEMBER)
    numerator, denominator, _, status = value(store, "re_referrals_within_12_months")
    assert (numerator, denominator, status) == (2, 4, "partial")


def test_repeat_assessments_count_children_not_assessments(store: Store) -> None:
    rows = [
        assessment("1", "2021-05-03", "2021-06-01"),
        assessment("1", "2022-06-01", "2022-07-01"),  # twelve months to the day
        assessment("2", "2021-05-03", "2021-05-31"),
        assessment("2", "2022-06-01", "2022-07-01"),  # a day more
        assessment("3", "2022-07-01", "2022-08-01"),
        assessment("3", "2022-09-01", "2022-10-01"),
        assessment("3", "2022-11-01", "2022-12-01"),
        assessment("4", "2022-07-01", "2022-12-01"),
        assessment("4", "2022-11-01", "2022-12-15"),  # not completed before it began
        assessment("5", "2022-12-01", None),
    ]
    store.load("a.xlsx", workbook(list_sheet(ASSESSMENTS, *rows)), DECEMBER)
    numerator, denominator, percent, status = value(store, "repeat_assessments_within_12_months")
    assert (numerator, denominator, percent, status) == (2, 4, 50, "partial")


def test_monthly_contacts_and_their_breakdowns(store: Store) -> None:
    rows = [
        contact("1", "2022-10-31", born_on="2022-11-20"),
        contact("2", "2022-11-01", born_on="2004-11-01"),
        contact("3", "2022-11-30", "e) 2A: Schools", born_on="2004-11-30", gender="b) Female"),
        contact("4", "2022-12-01", born_on=None),
    ]
    store.load("a.xlsx", workbook(list_sheet(CONTACTS, *rows)), DECEMBER)
    assert store.measure("contacts", "month", 3)["value"].tolist() == [1, 2, 1]
    by_age = store.measure("contacts", "quarter", 1, by="age_band").set_index("group")["value"].to_dict()
    assert by_age == {"Unborn": 1, "16 and over": 2, "Not known": 1}
    girls = store.measure("contacts", "month", 3, where={"sex": "Female"})
    assert girls["value"].tolist() == [0, 1, 0]
    by_team = store.measure("contacts", "quarter", 1, by="team")
    assert by_team["group"].tolist() == ["Not recorded on this list"]
    assert by_team["status"].tolist() == ["not applicable"]


def test_contact_decisions(store: Store) -> None:
    def decided(
        child: str, received: datetime, made: datetime | None, outcome: str, reason: str
    ) -> list[object]:
        return [child, received, made, outcome, reason]

    friday = datetime(2022, 12, 23, 16)
    rows = [
        decided(
            "1", datetime(2022, 12, 1, 9), datetime(2022, 12, 2, 9), "SWA", "Neglect"
        ),  # 24 hours exactly
        decided(
            "2", datetime(2022, 12, 1, 9), datetime(2022, 12, 2, 9, 1), "NFA", "Neglect"
        ),  # a minute more
        decided(
            "3", friday, datetime(2022, 12, 28, 10), "Early help", "Housing"
        ),  # next working day after Christmas
        decided("4", datetime(2022, 12, 30, 9), None, "Social work assessment", "Neglect"),
    ]
    store.load("a.xlsx", workbook(ABOUT, panel_sheet(panel.CONTACT_DECISIONS, *rows)))
    assert value(store, "contacts_decided_within_24_hours", grain="month")[:3] == (1, 4, 25)
    assert value(store, "contacts_decided_in_24_to_48_hours", grain="month")[:3] == (1, 4, 25)
    assert value(store, "contacts_decided_within_one_working_day", grain="month")[:3] == (3, 4, 75)
    assert value(store, "contacts_leading_to_assessment", grain="month")[:3] == (2, 4, 50)
    assert value(store, "contacts_leading_to_early_help", grain="month")[:3] == (1, 4, 25)
    reasons = store.measure("contact_reasons", "month", 1, by="category").set_index("group")
    assert reasons["value"].to_dict() == {"Housing": 25, "Neglect": 75}


def test_contact_outcomes_are_estimated_where_only_annex_a_is_loaded(store: Store) -> None:
    contacts = [contact("1", "2022-11-01"), contact("2", "2022-11-01"), contact("3", "2022-11-01")]
    content = workbook(
        list_sheet(CONTACTS, *contacts),
        list_sheet(ASSESSMENTS, assessment("1", "2022-11-15", None), assessment("2", "2022-11-16", None)),
    )
    store.load("a.xlsx", content, DECEMBER)
    row = store.measure("contacts_leading_to_assessment", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"], row["origin"]) == (1, 3, "estimated")


def test_the_rank_table_from_records(store: Store) -> None:
    sets = ["3B;4B;1B", "3B;4B", "3B;2B;4B", "4B", "21", "20", "8B;8C", "3B;20"]
    rows = [[str(n), "14/12/2022", factors, None] for n, factors in enumerate(sets)]
    rows += [["7", "14/12/2022", "4A", None], ["90", "14/11/2021", "16A", None]]
    store.load("a.xlsx", workbook(ABOUT, panel_sheet(panel.ASSESSMENT_FACTORS, *rows)))
    table = store.rank_table()
    latest = table[table["period"] == "2022/23 YTD to Q3"].set_index("factor")
    assert latest.loc["Domestic Violence", ["rank", "numerator", "denominator"]].tolist() == [1, 4, 8]
    ranks = {(row["relates_to"], name): row["rank"] for name, row in latest.iterrows()}
    assert ranks["Parent/Carer", "Domestic Violence"] == ranks["Parent/Carer", "Mental Health"] == 1
    assert {
        ranks[key]
        for key in (
            ("Parent/Carer", "Alcohol"),
            ("Parent/Carer", "Drug"),
            ("Child", "Privately Fostered"),
            ("Child", "Mental Health"),
        )
    } == {3}
    unranked = latest[latest["rank"].isna()].index.tolist()
    assert sorted(unranked) == ["No factors identified", "Other"]
    assert latest.loc["Domestic Violence", "percent"] == 50
    trio = store.measure("trio_of_harm", "year_to_date", 1).iloc[0]
    assert (trio["numerator"], trio["denominator"], trio["value"]) == (2, 8, 25)
    store.trio_rule = "any"
    assert store.measure("trio_of_harm", "year_to_date", 1)["numerator"].tolist() == [5]


def test_audit_grades_by_number_by_percent_and_in_part(store: Store) -> None:
    numbers = [
        ["Q3 2022/23", team, "Overall", grade, number, None]
        for team, row in (("A", (1, 20, 18, 1)), ("B", (0, 10, 9, 1)))
        for grade, number in zip(
            ("Outstanding", "Good", "Requires improvement", "Inadequate"), row, strict=True
        )
    ]
    part = [["Q3 2022/23", None, "Partnership working", "Good", None, "85%"]]
    store.load("a.xlsx", workbook(ABOUT, panel_sheet(panel.AUDIT_GRADES, *numbers, *part)))
    assert value(store, "audits_good")[:3] == (30, 60, 50)
    assert value(store, "audits_good_or_requires_improvement")[:3] == (57, 60, 95)
    assert value(store, "children_audited")[0] == 60
    by_domain = store.measure(["audits_good", "audits_inadequate"], periods=1, by="practice_domain")
    known = by_domain[by_domain["status"] == "ok"]
    assert known[["measure", "group", "value"]].to_numpy().tolist() == [
        ["audits_good", "Partnership working", 85.0]
    ]


def test_families_heard_are_never_totalled(store: Store) -> None:
    store.load(
        "a.xlsx",
        workbook(
            ABOUT, panel_sheet(panel.FEEDBACK, ["Q3 2022/23", "Audits", 123], ["Q3 2022/23", "WebStar", 101])
        ),
    )
    assert store.measure("families_heard", periods=1)["status"].tolist() == ["not applicable"]
    by_source = store.measure("families_heard", periods=1, by="source").set_index("group")["value"].to_dict()
    assert by_source == {"Audits": 123, "WebStar": 101}


def test_referral_rate_uses_the_previous_mid_year_and_is_not_scaled_up(store: Store) -> None:
    store.load(
        "a.xlsx",
        workbook(list_sheet(REFERRALS, *(referral(str(n), "2022-11-02") for n in range(100)))),
        DECEMBER,
    )
    numerator, denominator, rate, _ = value(store, "referral_rate")
    assert (numerator, denominator) == (100, 118_963)
    assert rate == pytest.approx(100 * 10_000 / 118_963)
    store.la_code = None
    assert np.isnan(value(store, "referral_rate")[2])


def test_published_rate_is_reproduced(store: Store) -> None:
    """DfE: 5,133 referrals in Worcestershire in the year to March 2022 are 435.7 per 10,000."""
    store.load(
        "a.xlsx",
        workbook(
            ABOUT, panel_sheet(panel.FIGURES, ["referrals", "2021/22", None, 5133, None, None, None, None])
        ),
    )
    assert round(5133 * 10_000 / (population_for(885, date(2022, 3, 31)) or 0), 1) == 435.7
    assert store.measure("referrals", "year", 2).iloc[0]["value"] == 5133
