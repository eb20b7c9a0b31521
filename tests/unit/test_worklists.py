"""Worklists worked out by hand from a few rows: the limits, bank holidays, closed children, dates to come, and the settings."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.notes.settings import Settings
from data.returns import annex_a, panel
from data.store import Store
from data.worklists import WORKLISTS, as_at, lacking, worklist
from tests.workbooks import (
    ABOUT,
    ASSESSMENTS,
    assessment,
    care_leaver,
    enquiry,
    in_care,
    in_need,
    list_sheet,
    panel_sheet,
    plan,
    workbook,
)

SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
CARE, PLANS, NEED, ENQUIRIES, LEAVERS = (
    annex_a.LOOKED_AFTER_CHILDREN,
    annex_a.CHILD_PROTECTION_PLANS,
    annex_a.CHILDREN_IN_NEED,
    annex_a.SECTION_47_ENQUIRIES,
    annex_a.CARE_LEAVERS,
)


def days(rows: pd.DataFrame) -> dict[str, int | None]:
    """Each row's child and days, in the order of the worklist."""
    return {
        child: None if pd.isna(number) else int(number)
        for child, number in zip(rows["child_id"], rows["days"], strict=True)
    }


def due(rows: pd.DataFrame) -> dict[str, str]:
    return {child: f"{day:%Y-%m-%d}" for child, day in zip(rows["child_id"], rows["due_on"], strict=True)}


def reasons(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["child_id"], rows["reason"], strict=True))


def loaded(store: Store, *sheets: tuple[str, list[object]], to: date = DECEMBER) -> Store:
    store.load(f"{to}.xlsx", workbook(*sheets), to)  # type: ignore[arg-type]
    return store


def test_assessments_on_the_limits_with_the_bank_holidays_of_christmas(store: Store) -> None:
    # 31 December 2022 is a Saturday; 26 and 27 December were bank holidays, so 45 working days go back to 26 October
    starts = {
        "day 35": "2022-11-09",
        "day 36": "2022-11-08",
        "day 45": "2022-10-26",
        "day 46": "2022-10-25",
        "day 47": "2022-10-24",
        "to come": "2023-01-03",
    }
    rows = [assessment(child, start, None) for child, start in starts.items()]
    rows += [
        assessment("ended", "2022-09-01", "2022-12-31"),
        assessment("ends later", "2022-10-03", "2023-01-05"),
    ]
    loaded(store, list_sheet(ASSESSMENTS, *rows))
    over = worklist(store, "assessments_open_over_45_working_days")
    assert days(over) == {"ends later": 17, "day 47": 2, "day 46": 1}
    assert due(over)["day 46"] == "2022-12-29"
    assert reasons(over)["day 46"] == "Open for 46 working days"
    nearly = worklist(store, "assessments_open_36_to_45_working_days")
    assert days(nearly) == {"day 45": 0, "day 36": 9}
    assert due(nearly) == {"day 45": "2022-12-30", "day 36": "2023-01-13"}


def test_a_start_on_a_day_off_counts_from_the_next_working_day(store: Store) -> None:
    loaded(store, list_sheet(ASSESSMENTS, assessment("1", "2022-10-23", None)))  # a Sunday
    assert days(worklist(store, "assessments_open_over_45_working_days")) == {"1": 3}


def test_open_assessments_in_which_the_child_was_not_seen(store: Store) -> None:
    rows = [
        assessment("no", "2022-12-01", None, child_seen="b) No"),
        assessment("unsaid", "2022-12-02", None, child_seen=None),
        assessment("yes", "2022-12-01", None),
        assessment("done", "2022-12-01", "2022-12-20", child_seen="b) No"),
    ]
    loaded(store, list_sheet(ASSESSMENTS, *rows))
    found = worklist(store, "open_assessments_child_not_seen")
    assert reasons(found) == {
        "no": "Child not seen",
        "unsaid": "Not recorded that the child was seen",
    }
    assert days(found) == {"no": 19, "unsaid": 18}


def test_child_protection_visits_on_the_limit_day(store: Store) -> None:
    rows = [
        plan("in time", "2022-01-10", last_visit_on="2022-11-30"),  # 20 working days before
        plan("late", "2022-01-10", last_visit_on="2022-11-29"),
        plan("never", "2022-11-29", last_visit_on=None),
        plan("too new", "2022-11-30", last_visit_on=None),
        plan("to come", "2022-01-10", last_visit_on="2023-01-04"),
        plan("closed", "2022-01-10", "2022-12-31", last_visit_on="2022-08-01"),
    ]
    loaded(store, list_sheet(PLANS, *rows))
    found = worklist(store, "child_protection_visits_overdue")
    assert days(found) == {"late": 1, "never": 1}
    assert due(found) == {"late": "2022-12-29", "never": "2022-12-29"}
    assert reasons(found) == {"late": "Last visited on 29 November 2022", "never": "No visit recorded"}
    store.notes.settings = Settings(child_protection_visit_working_days=10)
    stricter = worklist(store, "child_protection_visits_overdue")
    assert days(stricter) == {"late": 11, "never": 11, "in time": 10, "too new": 10}


def test_a_child_with_a_second_open_plan_counts_as_the_measure_counts_the_child(store: Store) -> None:
    rows = [
        plan("1", "2022-01-10", last_visit_on="2022-09-01"),
        plan("1", "2022-12-20", last_visit_on="2022-12-21"),
        plan("2", "2022-01-10", last_visit_on="2022-09-01"),
        plan("2", "2022-03-10", last_visit_on="2022-09-15"),
    ]
    loaded(store, list_sheet(PLANS, *rows))
    figure = store.measure("child_protection_visits_within_20_working_days", periods=1).iloc[0]
    assert (figure["numerator"], figure["denominator"]) == (1, 2)
    found = worklist(store, "child_protection_visits_overdue")
    assert list(found["child_id"]) == ["2"]
    assert reasons(found) == {"2": "Last visited on 15 September 2022"}


def test_a_child_gone_from_the_newest_return_is_on_no_worklist(store: Store) -> None:
    long_ago = {"last_visit_on": "2022-07-01", "last_review_on": "2022-03-01"}
    loaded(store, list_sheet(PLANS, plan("gone", "2021-02-01", **long_ago)), to=SEPTEMBER)
    assert list(worklist(store, "child_protection_plans_over_15_months")["child_id"]) == ["gone"]
    loaded(store, list_sheet(PLANS, plan("here", "2021-02-01", **long_ago)))
    for name in (
        "child_protection_visits_overdue",
        "child_protection_reviews_overdue",
        "child_protection_plans_over_15_months",
    ):
        assert list(worklist(store, name)["child_id"]) == ["here"]


def test_plans_over_15_months(store: Store) -> None:
    rows = [
        plan("on the day", "2021-09-30"),  # 15 months are up on 30 December
        plan("not yet", "2021-10-01", previous_plans=2),
        plan("long", "2020-12-31"),
        plan("closed", "2020-01-01", "2022-12-30"),
    ]
    loaded(store, list_sheet(PLANS, *rows))
    found = worklist(store, "child_protection_plans_over_15_months")
    assert days(found) == {"long": 275, "on the day": 1}
    assert reasons(found) == {"long": "On a plan for 24 months", "on the day": "On a plan for 15 months"}


def test_child_protection_reviews(store: Store) -> None:
    rows = [
        plan("first due", "2022-09-30", last_review_on=None),
        plan("first not due", "2022-10-01", last_review_on=None),
        plan("next due", "2022-01-10", last_review_on="2022-06-30"),
        plan("next not due", "2022-01-10", last_review_on="2022-07-01"),
        plan("of the plan before", "2022-06-01", last_review_on="2022-05-20"),
    ]
    loaded(store, list_sheet(PLANS, *rows))
    found = worklist(store, "child_protection_reviews_overdue")
    assert days(found) == {"of the plan before": 121, "first due": 1, "next due": 1}
    assert reasons(found)["of the plan before"] == "No review of this plan recorded"


def test_children_in_need_not_seen(store: Store) -> None:
    rows = [
        in_need("late", "2022-01-10", last_seen_on="2022-11-29"),
        in_need("in time", "2022-01-10", last_seen_on="2022-11-30"),
        in_need("never", "2022-11-28", last_seen_on=None),
        in_need("on a plan", "2022-01-10", "b) Child Protection plan", last_seen_on="2022-07-01"),
        in_need("closed", "2022-01-10", end="2022-12-30", last_seen_on="2022-07-01"),
    ]
    loaded(store, list_sheet(NEED, *rows))
    assert days(worklist(store, "children_in_need_not_seen")) == {"never": 2, "late": 1}


def test_enquiries_without_an_outcome(store: Store) -> None:
    rows = [
        enquiry("day 16", "2022-12-06", None),
        enquiry("day 15", "2022-12-07", None),
        enquiry("unnecessary", "2022-11-01", "a) Yes"),
        enquiry("held", "2022-11-01", "b) No", "2022-12-20", "a) Yes"),
        enquiry("needed", "2022-11-01", "b) No"),
        enquiry("on a plan", "2022-11-01", "b) No"),
        enquiry("case closed", "2022-11-01", None),
        enquiry("closed before", "2022-11-01", None),
    ]
    loaded(
        store,
        list_sheet(ENQUIRIES, *rows),
        list_sheet(
            NEED,
            in_need("case closed", "2022-10-20", end="2022-12-01"),
            in_need("closed before", "2022-08-20", end="2022-10-01"),
        ),
        list_sheet(PLANS, plan("on a plan", "2022-02-01")),
    )
    found = worklist(store, "section_47_enquiries_without_outcome")
    assert reasons(found) == {
        "closed before": "No outcome recorded",
        "needed": "Conference needed, none held",
        "day 16": "No outcome recorded",
    }
    assert days(found)["day 16"] == 1
    assert due(found)["day 16"] == "2022-12-29"


def test_an_enquiry_that_the_newest_return_lists_no_longer_is_not_chased(store: Store) -> None:
    old = enquiry("old", "2022-04-04", None)
    loaded(store, list_sheet(ENQUIRIES, old), to=SEPTEMBER)
    assert len(worklist(store, "section_47_enquiries_without_outcome")) == 1
    loaded(store, list_sheet(ENQUIRIES, enquiry("new", "2022-12-28", None)))
    assert worklist(store, "section_47_enquiries_without_outcome").empty


def test_missing_children_without_an_interview(store: Store) -> None:
    def episode(child: str, returned: str | None, *interview: str | None) -> list[str | None]:
        return [child, "Care", "20/12/2022 20:00", returned, *interview]

    rows = [
        episode("72 hours up", "28/12/2022 23:59", None, None, None),
        episode("not up", "29/12/2022 00:00", None, None, None),
        episode("offered", "22/12/2022 10:00", "23/12/2022 09:00", None, None),
        episode("accepted", "22/12/2022 10:00", "23/12/2022 09:00", "23/12/2022 10:00", None),
        episode("held late", "21/12/2022 10:00", "22/12/2022 09:00", "23/12/2022 10:00", "29/12/2022 10:00"),
        episode("still missing", None, None, None, None),
        episode("left care", "22/12/2022 10:00", None, None, None),
    ]
    loaded(
        store,
        list_sheet(
            CARE,
            in_care("offered", "2022-01-10", team="Team C", worker="W9"),
            in_care("left care", "2022-01-10", "2022-12-30"),
        ),
        list_sheet(NEED, in_need("offered", "2022-01-01", team="Team N")),
    )
    store.load("panel.xlsx", workbook(ABOUT, panel_sheet(panel.MISSING_EPISODES, *rows)))
    found = worklist(store, "missing_without_return_interview")
    assert days(found) == {"accepted": 6, "offered": 6, "72 hours up": 0}
    assert reasons(found) == {
        "accepted": "Accepted on 23 December 2022, not held",
        "offered": "Offered on 23 December 2022, not accepted",
        "72 hours up": "No interview offered",
    }
    held = found.set_index("child_id")
    assert list(held.loc["offered", ["team", "worker"]]) == ["Team C", "W9"]
    assert list(held.loc["accepted", ["team", "worker"]]) == ["No team recorded", "No worker recorded"]
    assert list(worklist(store, "missing_without_return_interview", "Team C")["child_id"]) == ["offered"]


def test_looked_after_visits_by_status(store: Store) -> None:
    settled = {"placement_started_on": "2020-03-01"}
    rows = [
        in_care("six weeks", "2020-01-10", last_visit_on="2022-11-19", **settled),
        in_care("over six weeks", "2020-01-10", last_visit_on="2022-11-18", **settled),
        in_care("long term", "2020-01-10", last_visit_on="2022-10-01", placement_type="U4", **settled),
        in_care("long term, late", "2020-01-10", last_visit_on="2022-09-30", placement_type="U4", **settled),
        in_care(
            "long term, new",
            "2020-01-10",
            last_visit_on="2022-10-01",
            placement_type="U4",
            placement_started_on="2022-02-01",
        ),
        in_care("new placement", "2020-01-10", last_visit_on="2022-12-19", placement_started_on="2022-12-20"),
        in_care(
            "newer placement", "2020-01-10", last_visit_on="2022-12-19", placement_started_on="2022-12-24"
        ),
        in_care("never", "2022-12-01", last_visit_on=None),
        in_care("short breaks", "2020-01-10", last_visit_on="2022-01-01", legal_status="V4"),
        in_care("left", "2020-01-10", "2022-12-31", last_visit_on="2022-01-01"),
    ]
    loaded(store, list_sheet(CARE, *rows))
    found = worklist(store, "looked_after_visits_overdue")
    assert days(found) == {
        "long term, new": 49,
        "never": 23,
        "new placement": 4,
        "long term, late": 1,
        "over six weeks": 1,
    }
    assert reasons(found)["new placement"] == "Not visited in this placement"
    store.notes.settings = Settings(looked_after_visit_weeks=7, new_placement_visit_days=14)
    assert days(worklist(store, "looked_after_visits_overdue")) == {
        "long term, new": 42,
        "never": 16,
        "long term, late": 1,
    }


def test_looked_after_reviews(store: Store) -> None:
    rows = [
        in_care("in time", "2020-01-10", last_review_on="2022-06-30"),  # six months to 30 December
        in_care("in time too", "2020-01-10", last_review_on="2022-07-01"),
        in_care("never", "2022-06-30", last_review_on=None),
        in_care("first due", "2022-11-30", last_review_on=None),
        in_care("first not due", "2022-12-01", last_review_on=None),
        in_care("second due", "2022-09-05", last_review_on="2022-09-30"),
        in_care("second not due", "2022-09-05", last_review_on="2022-10-01"),
    ]
    loaded(store, list_sheet(CARE, *rows))
    late = worklist(store, "looked_after_reviews_overdue")
    assert days(late) == {"never": 156, "in time": 1}
    assert due(late)["never"] == "2022-07-28"
    assert days(worklist(store, "first_looked_after_reviews_overdue")) == {"first due": 1, "second due": 1}


def test_health_and_dental(store: Store) -> None:
    young = {"born_on": "2019-01-01", "age_stated": 3}
    rows = [
        in_care(
            "in time", "2020-01-10", last_health_assessment_on="2021-12-31", last_dental_check_on="2021-12-31"
        ),
        in_care(
            "late", "2020-01-10", last_health_assessment_on="2021-12-30", last_dental_check_on="2021-12-30"
        ),
        in_care(
            "young",
            "2020-01-10",
            last_health_assessment_on="2022-06-29",
            last_dental_check_on="2022-06-01",
            **young,
        ),
        in_care("never", "2021-12-31"),
        in_care("new", "2022-11-30"),
        in_care("newest", "2022-12-01"),
        in_care("new, seen", "2022-02-01", last_health_assessment_on="2022-02-20"),
    ]
    loaded(store, list_sheet(CARE, *rows))
    health = worklist(store, "health_assessments_overdue")
    assert days(health) == {"never": 334, "young": 2, "late": 1}
    assert reasons(health)["young"] == "Last assessed on 29 June 2022; under five"
    assert days(worklist(store, "initial_health_assessments_overdue")) == {"new": 1}
    assert days(worklist(store, "dental_checks_overdue")) == {
        "late": 1,
        "never": 0,
    }  # the year is up that day
    figure = store.measure("dental_checks_up_to_date", periods=1).iloc[0]
    assert (figure["numerator"], figure["denominator"]) == (2, 4)


def test_care_leavers_not_in_touch(store: Store) -> None:
    rows = [
        care_leaver("no", in_touch="b) No"),
        care_leaver("refuses", in_touch="d) REFU"),
        care_leaver("yes"),
        care_leaver("died", in_touch="c) DIED"),
        care_leaver("too young", in_touch="b) No", born_on="2005-05-01", age_stated=17),
    ]
    loaded(store, list_sheet(LEAVERS, *rows))
    found = worklist(store, "care_leavers_not_in_touch")
    assert reasons(found) == {"no": "Not in touch", "refuses": "Refuses contact"}
    assert days(found) == {"no": None, "refuses": None}


def test_a_list_or_column_that_no_return_has_is_not_guessed(store: Store) -> None:
    name, sheet = list_sheet(PLANS, plan("1", "2020-01-10"))
    place = list(sheet[1]).index("Date of the Last Statutory Visit")
    without = [[cell for n, cell in enumerate(row) if n != place] if len(row) > 1 else row for row in sheet]
    loaded(store, (name, without))  # type: ignore[arg-type]
    assert as_at(store, "child_protection_visits_overdue") is None
    assert worklist(store, "child_protection_visits_overdue").empty
    assert "“Date of the Last Statutory Visit” of List 7" in lacking(store, "child_protection_visits_overdue")
    assert as_at(store, "child_protection_plans_over_15_months") == DECEMBER
    assert "List 8" in lacking(store, "dental_checks_overdue")
    assert "sheet “Missing”" in lacking(store, "missing_without_return_interview")


def test_each_list_tells_of_its_own_newest_date(store: Store) -> None:
    loaded(store, list_sheet(PLANS, plan("1", "2020-01-10")), to=SEPTEMBER)
    loaded(store, list_sheet(ASSESSMENTS, assessment("1", "2022-10-03", None)))
    assert as_at(store, "child_protection_plans_over_15_months") == SEPTEMBER
    assert due(worklist(store, "child_protection_plans_over_15_months")) == {"1": "2021-04-10"}
    assert days(worklist(store, "child_protection_plans_over_15_months")) == {"1": 538}
    assert as_at(store, "assessments_open_over_45_working_days") == DECEMBER


def test_nothing_loaded_is_no_rows_and_a_name_unknown_is_refused(store: Store) -> None:
    for name, one in WORKLISTS.items():
        rows = worklist(store, name)
        assert rows.empty
        assert list(rows.columns) == ["child_id", "worker", "team", "reason", "due_on", "days", *one.more]
    with pytest.raises(ValueError, match="dental_checks_overdue"):
        worklist(store, "visits")
