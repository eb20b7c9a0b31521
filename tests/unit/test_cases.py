"""The cases behind figures: as many as every measure's figure says, whatever the period and the part; and by hand."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from typing import get_args

import pandas as pd
import pytest

from data.cases import adds_up, titles
from data.lists.dimensions import DIMENSIONS
from data.lists.parsed_sql import RowsCounted, rows_counted
from data.lists.views import VIEWS
from data.measures import MEASURES, Measure
from data.measures.scans import Part
from data.periods import Grain
from data.returns import annex_a, panel
from data.sample import EXAMPLE_COUNTY, returns_in
from data.store import Store
from tests.workbooks import (
    ABOUT,
    ASSESSMENTS,
    assessment,
    care_leaver,
    contact,
    enquiry,
    in_care,
    in_need,
    list_sheet,
    panel_sheet,
    plan,
    workbook,
)

pytestmark = pytest.mark.xdist_group("cases")  # the county is loaded once
SEPTEMBER, DECEMBER = date(2022, 9, 30), date(2022, 12, 31)
PARTS: tuple[Part, ...] = get_args(Part)
COUNTED = [measure for measure in MEASURES.values() if measure.countings]
Where = dict[str, str | Sequence[str]]

SPANS: list[tuple[date, Grain]] = [
    (DECEMBER, "quarter"),
    (SEPTEMBER, "quarter"),
    (date(2022, 11, 12), "month"),
    (DECEMBER, "year_to_date"),
    (DECEMBER, "rolling_12_months"),
    (date(2022, 3, 31), "year"),
]
SLICES = ("team", "age_band", "category", "team and sex")


def is_drawn(*of: object, among: int) -> bool:
    """Whether it is one of the sample: one in so many, the same each time."""
    return zlib.crc32(repr(of).encode()) % among == 0


def parts_of(measure: Measure) -> Iterator[Part]:
    yield "numerator"
    if measure.unit not in ("number", "rate"):
        yield "denominator"


def compare(
    store: Store, measure: Measure, end: date, grain: Grain, where: Where | None, reading: str
) -> bool:
    """Every part of a figure has as many cases as it says, or they add up to it; whether it is counted and not zero."""
    answer = store.measure(measure.id, grain, 1, where=where, ending=end, reading=reading)  # type: ignore[arg-type]
    assert len(answer) == 1
    figure = answer.iloc[0]
    for part in parts_of(measure):
        listed = store.cases(measure.id, figure["period_end"], grain, where, part, reading)  # type: ignore[arg-type]
        of = (measure.id, figure["period"], where, part, figure["origin"], reading)
        if figure["origin"] == "reported" or pd.isna(figure[part]):
            assert listed.empty, of
            continue
        column = adds_up(measure.countings[figure["origin"]], part)
        assert (listed[column].sum() if column else len(listed)) == pytest.approx(figure[part], abs=1e-9), of
        assert len(set(titles(measure, listed.columns).values())) == len(listed.columns), of
    return figure["origin"] != "reported" and bool(pd.notna(figure["numerator"]) and figure["numerator"])


def compare_all(
    store: Store,
    measures: Sequence[str],
    end: date,
    grain: Grain,
    where: Where | None = None,
    reading: str = "as known now",
) -> int:
    """The same for the figures of several measures; how many of them were counted."""
    return sum(compare(store, MEASURES[name], end, grain, where, reading) for name in measures)


@pytest.mark.parametrize(("end", "grain"), SPANS)
def test_every_measure_has_the_cases_of_its_figure(county: Store, end: date, grain: Grain) -> None:
    newest = (end, grain) == SPANS[0]
    drawn = [one.id for one in COUNTED if newest or is_drawn(one.id, end, grain, among=16)]
    assert compare_all(county, drawn, end, grain) > len(drawn) / 2


@pytest.mark.parametrize("slice_of", SLICES)
def test_so_has_each_part_of_the_council(county: Store, slice_of: str) -> None:
    wheres: dict[str, Where] = {
        "team": {"team": "Assessment North"},
        "age_band": {"age_band": "10 to 15"},
        "team and sex": {"team": ["Through Care 1", "Assessment North"], "sex": ["Female"]},
    }
    end, grain = SPANS[SLICES.index(slice_of)]
    asked = {DIMENSIONS[name].id for name in wheres.get(slice_of, {})}
    drawn = [
        one.id
        for one in COUNTED
        if is_drawn(one.id, slice_of, among=8)
        and (asked <= set(one.dimensions) if asked else one.category is not None)
    ]
    if asked:
        assert compare_all(county, drawn, end, grain, wheres[slice_of]) > len(drawn) / 3
        return
    parts = county.measure(drawn, grain, 1, by="category", ending=end)
    for name, groups in parts[parts["numerator"].notna()].groupby("measure"):
        largest = groups.loc[groups["numerator"].idxmax(), "group"]
        compare_all(county, [str(name)], end, grain, {"category": largest})


@pytest.mark.parametrize(
    "measures",
    [
        ["children_in_need", "child_protection_plans_ceased", "assessments_within_45_working_days"],
        ["looked_after_by_legal_status", "missing_episodes_in_last_12_months", "children_in_need_net_change"],
    ],
)
def test_so_have_figures_as_reported(county: Store, measures: list[str]) -> None:
    june = date(2021, 6, 30)
    assert compare_all(county, measures, june, "quarter", reading="as reported") == len(measures)


def test_no_quarter_without_its_own_return_has_cases_as_reported(county: Store) -> None:
    assert county.cases("children_in_need", date(2019, 12, 31), reading="as reported").empty


def test_estimates_have_the_cases_that_they_are_made_from() -> None:
    store = Store(885)
    name, content = next(
        one for one in returns_in(EXAMPLE_COUNTY) if one[0].startswith("2022-12 Example county Annex A")
    )
    store.load(name, content, DECEMBER)
    estimated = [one.id for one in COUNTED if one.estimate]
    assert (store.measure(estimated, periods=1)["origin"] == "estimated").sum() == len(estimated) - 1
    assert compare_all(store, estimated, DECEMBER, "quarter") > len(estimated) / 2


INTERNAL = {
    "return_id",
    "sheet",
    "excel_row",
    "reading_order",
    "reported_from",
    "reported_to",
    "other_columns",
}


def test_stated_figures_have_no_cases(pack: Store) -> None:
    drawn = [one.id for one in COUNTED if is_drawn(one.id, "pack", among=5)]
    assert set(pack.measure(drawn, periods=1)["origin"]) >= {"reported"}
    assert compare_all(pack, drawn, DECEMBER, "quarter") == 0
    assert pack.cases("audits_good", DECEMBER).columns.tolist() == []


def test_where_there_are_no_cases_columns_are_told_once_in_words_and_none_is_internal(store: Store) -> None:
    for measure in COUNTED:
        for part in parts_of(measure):
            listed = store.cases(measure.id, DECEMBER, part=part)
            columns = listed.columns.tolist()
            assert listed.empty and columns and not INTERNAL & set(columns), measure.id
            worded = titles(measure, columns)
            assert list(worded) == columns and not any("_" in title for title in worded.values()), measure.id
            assert len({title.lower() for title in worded.values()}) == len(columns), measure.id


def test_every_aggregate_of_a_measure_tells_its_rows() -> None:
    for measure in MEASURES.values():
        for counting in measure.countings.values():
            for aggregate in filter(None, (counting.numerator, counting.denominator)):
                try:
                    rows_counted(aggregate)
                except ValueError as error:
                    pytest.fail(
                        f"The cases of {measure.id} cannot be listed, since {error} Count it by another aggregate, or let "
                        "rows_counted read this one too."
                    )


@pytest.mark.parametrize(
    ("aggregate", "counted"),
    [
        ("count(*)", RowsCounted()),
        ("count(*) filter (where a > 1)", RowsCounted("a > 1")),
        ("count(distinct child_id)", RowsCounted(once_each="child_id")),
        ("count(distinct child_id) filter (where a)", RowsCounted("a", "child_id")),
        ("case when count(a) > 0 then count(distinct b) end", RowsCounted(once_each="b")),
        ("sum(a)", RowsCounted(amounts=(("a", "a"),))),
        ("coalesce(sum(a), 0)", RowsCounted(amounts=(("a", "a"),))),
        ("sum(a) + sum(coalesce(b, 0))", RowsCounted(amounts=(("a", "a"), ("b", "COALESCE(b, 0)")))),
    ],
)
def test_which_rows_an_aggregate_counts(aggregate: str, counted: RowsCounted) -> None:
    assert rows_counted(aggregate) == counted


@pytest.mark.parametrize(
    "aggregate", ["avg(a)", "sum(a * b)", "sum(a) - sum(b)", "count(a)", "count(distinct a) + 1", "max(a)"]
)
def test_an_aggregate_whose_rows_cannot_be_told_is_refused(aggregate: str) -> None:
    with pytest.raises(ValueError, match="cannot be told"):
        rows_counted(aggregate)


def test_every_view_that_is_counted_says_what_is_told_of_its_cases() -> None:
    counted = {view.name for measure in COUNTED for view in measure.views}
    silent = {name for name in counted if not VIEWS[name].case_columns}
    assert silent == {"cases_held"}, "declare case_columns of these views"


def cases_of(rows: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    plain = rows[list(columns)].astype(object).where(rows[list(columns)].notna(), None)
    return [
        tuple(value.date() if isinstance(value, pd.Timestamp) else value for value in row)
        for row in plain.itertuples(index=False)
    ]


@pytest.fixture(scope="module")
def small() -> Store:
    """A few rows of each kind, counted by hand."""
    store = Store(885)
    lists = workbook(
        list_sheet(
            ASSESSMENTS,
            assessment("1", "2022-07-20", "2022-10-01", support="a) Yes", team="North"),
            assessment("1", "2022-10-05", "2022-11-01", team="South", worker=None),
            assessment("2", "2022-08-01", "2022-12-31", born_on="2012-12-31"),
            assessment("3", "2022-07-15", "2022-09-30"),
            assessment("4", "2022-08-01", None, child_seen="b) No"),
            assessment("5", "2022-12-31", None),
        ),
        list_sheet(
            annex_a.CONTACTS,
            *(contact(str(n), "2022-10-01") for n in (2, 1)),
            contact("3", "2022-12-31"),
        ),
        list_sheet(
            annex_a.SECTION_47_ENQUIRIES,
            enquiry("1", "2022-11-01", "b) No", "2022-11-10", "a) Yes"),
            enquiry("1", "2022-11-04", "b) No", "2022-11-10", "b) No"),
        ),
        list_sheet(
            annex_a.CHILDREN_IN_NEED,
            in_need("1", "2022-12-31"),
            in_need("2", "2021-02-01"),
            in_need("3", "2022-08-01", end="2022-12-31"),
            in_need("4", "2022-08-01", end="2022-10-01", status="e) Closed episode"),
        ),
        list_sheet(
            annex_a.CHILD_PROTECTION_PLANS,
            plan("1", "2022-10-03"),
            plan("1", "2022-07-03"),
            plan("2", "2022-09-01", "2022-11-30"),
        ),
        list_sheet(
            annex_a.LOOKED_AFTER_CHILDREN,
            in_care("1", "2020-01-01", missing_episodes_in_last_12_months=3),
            in_care("2", "2022-12-01", legal_status="V2"),
            in_care("3", "2021-01-01", missing_episodes_in_last_12_months=2),
        ),
        list_sheet(
            annex_a.CARE_LEAVERS, care_leaver("8", activity="F2"), care_leaver("9", in_touch="c) Died")
        ),
    )
    store.load("lists.xlsx", lists, DECEMBER)
    sheets = workbook(
        ABOUT,
        panel_sheet(
            panel.WORKFORCE,
            ["Dec 2022", "North", 12, 10, 1.5, None, 0.5, 200, 10],
            ["Dec 2022", "South", 8, 8, None, 0.25, 0, 120, 7.5],
            ["Nov 2022", "South", 8, 7, 1, 0, 0, 130, 7.5],
        ),
        panel_sheet(
            panel.GET_SAFE,
            [DECEMBER, "1", "County lines", "Amber", "Red", "North"],
            [DECEMBER, "1", "Online harm", "Green", None, "North"],
            [DECEMBER, "2", "County lines", "Red", "Red", "North"],
        ),
        panel_sheet(
            panel.ASSESSMENT_FACTORS,
            ["1", "2022-11-01", "3B;4B", None],
            ["2", "2022-12-31", "21", None],
        ),
        panel_sheet(
            panel.SHORT_BREAKS,
            ["Oct 2022", "Overnight", 4, 9],
            ["Nov 2022", "Overnight", 5, 0],
            ["Dec 2022", "Community", 7, 3],
        ),
    )
    store.load("panel.xlsx", sheets)
    return store


def test_what_happened_comes_newest_first_with_the_limits_of_the_period_in(small: Store) -> None:
    rows = small.cases("assessments_completed", DECEMBER)
    assert cases_of(rows, "child_id", "started_on", "authorised_on", "working_days") == [
        ("2", date(2022, 8, 1), date(2022, 12, 31), 105),
        ("1", date(2022, 10, 5), date(2022, 11, 1), 19),
        ("1", date(2022, 7, 20), date(2022, 10, 1), 50),
    ]
    assert rows.columns.tolist() == [
        "child_id",
        "started_on",
        "authorised_on",
        "working_days",
        "child_seen",
        "social_care_support",
        "is_repeat",
        "team",
        "worker",
        "age_band",
        "sex",
        "ethnic_group",
        "disability",
    ]
    assert small.cases("assessments_completed", date(2022, 11, 30), "month")["child_id"].tolist() == ["1"]


def test_values_are_those_displayed_on_the_right_day(small: Store) -> None:
    rows = small.cases("assessments_completed", DECEMBER)
    displayed = ("is_repeat", "team", "worker", "age_band", "sex", "ethnic_group", "social_care_support")
    assert cases_of(rows, *displayed) == [
        ("No", "Team A", "W1", "10 to 15", "Male", "White", "No"),
        ("Yes", "South", "No worker recorded", "10 to 15", "Male", "White", "No"),
        ("No", "North", "W1", "10 to 15", "Male", "White", "Yes"),
    ]
    open_now = small.cases("open_assessments", date(2022, 12, 15), "month")
    assert cases_of(open_now, "child_id", "age_band") == [("4", "10 to 15"), ("5", "10 to 15")]
    before = small.cases("open_assessments", date(2022, 11, 1), "month")
    assert cases_of(before, "child_id", "age_band") == [("2", "5 to 9"), ("4", "10 to 15")]


def test_what_is_open_comes_longest_open_first_by_its_days(small: Store) -> None:
    rows = small.cases("children_in_need", DECEMBER)
    assert cases_of(rows, "child_id", "started_on", "ceased_on", "days_open") == [
        ("2", date(2021, 2, 1), None, 698),
        ("1", date(2022, 12, 31), None, 0),
    ]
    late = small.cases("open_assessments_over_45_working_days", DECEMBER)
    assert cases_of(late, "child_id", "working_days_open", "child_seen") == [("4", 105, "No")]
    of_them = small.cases("open_assessments_over_45_working_days", DECEMBER, part="denominator")
    assert of_them["child_id"].tolist() == ["4", "5"]


def test_a_child_counted_once_is_one_case_the_longest_open(small: Store) -> None:
    children = small.cases("child_protection_plans", DECEMBER)
    assert cases_of(children, "child_id", "started_on", "category_of_abuse", "last_visit_on") == [
        ("1", date(2022, 7, 3), "Neglect", date(2022, 12, 14))
    ]
    plans = small.cases("child_protection_plan_duration", DECEMBER)
    assert plans["started_on"].dt.month.tolist() == [7, 10]
    assert "duration_band" in plans
    ceased = small.cases("child_protection_plans_ceased", DECEMBER)
    assert cases_of(ceased, "child_id", "ceased_on", "end_is_estimated") == [("2", date(2022, 11, 30), "No")]


def test_a_child_of_several_events_is_one_case_the_newest(small: Store) -> None:
    rows = small.cases("repeat_assessments_within_12_months", DECEMBER, part="denominator")
    newest = cases_of(rows, "child_id", "authorised_on")
    assert newest == sorted(newest, key=lambda row: row[1], reverse=True)
    assert ("1", date(2022, 11, 1)) in newest and len(newest) == len({child for child, _ in newest})


def test_conferences_tell_of_the_enquiry_that_they_are_timed_from(small: Store) -> None:
    rows = small.cases("conferences_within_15_working_days", DECEMBER)
    told = (
        "child_id",
        "conference_on",
        "strategy_discussion_on",
        "working_days_to_conference",
        "led_to_plan",
    )
    assert cases_of(rows, *told) == [("1", date(2022, 11, 10), date(2022, 11, 1), 7, "Yes")]


def test_what_adds_to_a_sum_has_its_amount_and_what_adds_nothing_is_left_out(small: Store) -> None:
    missing = small.cases("missing_episodes_in_last_12_months", DECEMBER)
    assert cases_of(missing, "child_id", "missing_episodes_in_last_12_months") == [("1", 3), ("3", 2)]
    agency = small.cases("agency_social_workers", DECEMBER)
    amounts = ("month", "agency_covering_vacancies_fte", "agency_extra_fte", "counted", "team")
    assert cases_of(agency, *amounts) == [
        ("Dec 2022", 0.0, 0.25, 0.25, "South"),
        ("Dec 2022", 1.5, 0.0, 1.5, "North"),
    ]
    staff = small.cases("agency_social_workers", DECEMBER, part="denominator")
    assert staff["counted"].tolist() == [8.25, 11.5]
    assert small.cases("average_caseload", DECEMBER)["cases_held"].tolist() == [120, 200]
    nights = small.cases("short_break_nights", DECEMBER)
    assert cases_of(nights, "month", "short_break_type", "nights") == [
        ("Dec 2022", "Community", 3.0),
        ("Oct 2022", "Overnight", 9.0),
    ]
    assert titles(MEASURES["agency_social_workers"], agency.columns) == {
        "month": "Month",
        "agency_covering_vacancies_fte": "Agency covering vacancies FTE",
        "agency_extra_fte": "Agency extra FTE",
        "counted": "Counted",
        "team": "Team",
    }


def test_starts_and_ends_add_up_to_the_net_change(small: Store) -> None:
    rows = small.cases("child_protection_net_change", DECEMBER)
    assert cases_of(rows, "child_id", "moved_on", "change") == [
        ("2", date(2022, 11, 30), -1),
        ("1", date(2022, 10, 3), 1),
    ]


def test_children_rated_are_one_case_each_where_the_figure_is_known(small: Store) -> None:
    down = small.cases("get_safe_stepped_down", DECEMBER)
    assert cases_of(down, "child_id", "rating_at_start", "rating") == [("1", "Red", "Amber")]
    assert small.cases("get_safe_stepped_up", DECEMBER).empty
    children = small.cases("get_safe_children", DECEMBER, where={"category_of_risk": "Online harm"})
    assert cases_of(children, "child_id", "category_of_risk", "team") == [("1", "Online harm", "North")]


def test_assessments_with_a_factor_tell_all_their_factors(small: Store) -> None:
    found = small.cases("assessment_factors", DECEMBER)
    assert cases_of(found, "child_id", "authorised_on", "factors") == [("1", date(2022, 11, 1), "3B; 4B")]
    of_all = small.cases("assessment_factors", DECEMBER, part="denominator")
    assert of_all["factors"].tolist() == ["21", "3B; 4B"]
    factor = small.measure("assessment_factors", periods=1, by="category")["group"].iloc[-1]
    assert not factor.startswith("None")
    one = small.cases("assessment_factors", DECEMBER, where={"category": factor})
    assert (one["factor"].tolist(), one["factors"].tolist()) == ([factor], ["3B; 4B"])
    against = small.cases("assessment_factors", DECEMBER, where={"category": factor}, part="denominator")
    assert len(against) == 2


def test_care_leavers_not_counted_are_no_cases(small: Store) -> None:
    leavers = small.cases("care_leavers_in_eet", DECEMBER, part="denominator")
    told = ("child_id", "age", "eligibility", "in_touch", "activity", "accommodation")
    assert cases_of(leavers, *told) == [
        ("8", 19, "Former relevant child", "Yes", "Full time in education other than higher", "Not recorded")
    ]


def test_workers_counted_once_each_are_told_without_a_child(county: Store) -> None:
    store = Store(885)
    need = list_sheet(
        annex_a.CHILDREN_IN_NEED,
        in_need("1", "2022-12-01", worker="B", team="North"),
        in_need("2", "2022-12-01", worker="B", team="South"),
        in_need("3", "2022-12-01", worker="A", team="South"),
        in_need("4", "2022-12-01", worker=None, team="South"),
    )
    store.load("need.xlsx", workbook(need), DECEMBER)
    workers = store.cases("average_caseload", DECEMBER, part="denominator")
    assert (workers.columns.tolist(), workers["worker"].tolist()) == (["worker"], ["A", "B"])
    north = store.cases("average_caseload", DECEMBER, where={"team": "North"}, part="denominator")
    assert cases_of(north, "worker", "team") == [("B", "North")]
    children = store.cases("average_caseload", DECEMBER)
    assert cases_of(children, "child_id", "worker") == [
        ("1", "B"),
        ("2", "B"),
        ("3", "A"),
        ("4", "No worker recorded"),
    ]


def test_a_filter_and_the_measures_own_parts_are_told(small: Store) -> None:
    by_status = small.cases("looked_after_by_legal_status", DECEMBER, where={"category": "Section 20"})
    assert cases_of(by_status, "child_id", "legal_status") == [("2", "Section 20")]
    assert (
        len(
            small.cases(
                "looked_after_by_legal_status", DECEMBER, where={"category": "Section 20"}, part="denominator"
            )
        )
        == 3
    )
    service = small.cases("children_in_need", DECEMBER, where={"service": "Not in the teams list"})
    assert service["service"].tolist() == ["Not in the teams list"] * 2
    open_days = small.cases("open_assessments_by_working_day", DECEMBER)
    assert cases_of(open_days, "child_id", "open_days_band") == [("4", "Over 45"), ("5", "0–20")]


def test_codes_that_are_no_dimension_are_told_in_words() -> None:
    store = Store(885)
    reversed_decision = {
        "child_id": "1",
        "entered_care_on": "2021-01-01",
        "decision_on": "2021-06-01",
        "adoption_order_on": "2022-11-01",
        "decision_reversed_on": "2022-11-20",
        "reversal_reason": "RD3",
    }
    store.load("a.xlsx", workbook(list_sheet(annex_a.ADOPTIONS, reversed_decision)), DECEMBER)
    adopted = store.cases("children_adopted", DECEMBER)
    assert adopted["reversal_reason"].tolist() == ["Prospective adopters could not be found"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"measure": "adults"}, r"'adults' is not a measure\. Allowed: .*assessments_completed"),
        ({"grain": "week"}, r"'week' is not a grain\. Allowed: month"),
        ({"part": "rest"}, r"'rest' is not a part\. Allowed: denominator, numerator\."),
        ({"reading": "then"}, r"'then' is not a reading\. Allowed: as known now, as reported\."),
        ({"where": {"colour": "Red"}}, r"'colour' is not a dimension\. Allowed: "),
        ({"where": {"age_band": "Old"}}, r"'Old' is not a value of age_band\. Allowed: "),
        (
            {"part": "denominator"},
            r"“Social work assessments completed” is a number: it has no denominator\.",
        ),
        (
            {"measure": "referral_rate", "part": "denominator"},
            r"The denominator of “.*” is the population, which no list names\.",
        ),
    ],
)
def test_what_is_not_known_is_refused_with_what_is_allowed(
    small: Store, asked: dict[str, object], sentence: str
) -> None:
    question = {"measure": "assessments_completed", "period_end": DECEMBER} | asked
    with pytest.raises(ValueError, match=sentence):
        small.cases(**question)  # type: ignore[arg-type]
