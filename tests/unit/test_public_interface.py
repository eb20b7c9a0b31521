"""The public interface of the design, item by item."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd
import pytest

from data.measures import MEASURES
from data.returns import ReturnRefused, panel
from data.returns.annex_a import EARLY_HELP
from data.store import Store
from tests.workbooks import ABOUT, CONTACTS, REFERRALS, contact, list_sheet, panel_sheet, referral, workbook

COLUMNS = [
    "measure",
    "period",
    "period_start",
    "period_end",
    "dimension",
    "group",
    "numerator",
    "denominator",
    "value",
    "status",
    "origin",
]
DECEMBER = workbook(
    list_sheet(CONTACTS, *(contact(str(n), f"2022-{m:02d}-1{n}") for m in range(7, 13) for n in range(3))),
    list_sheet(
        REFERRALS,
        *(referral(str(n), f"2022-{m:02d}-1{n}", team="North") for m in range(7, 13) for n in range(2)),
    ),
)


@pytest.fixture
def december(store: Store) -> Store:
    store.load("december.xlsx", DECEMBER, date(2022, 12, 31))
    return store


def test_the_report_of_a_load(store: Store) -> None:
    report = store.load("december.xlsx", DECEMBER)
    assert (report.accepted, report.kind, report.reporting_date) == (True, "annex_a", date(2022, 12, 12))
    sheet = report.sheets[0]
    assert (sheet.name, sheet.list, sheet.rows_read, sheet.rows_used, sheet.rows_left_out) == (
        "List_1",
        "contacts",
        18,
        18,
        {},
    )
    problem = next(problem for problem in report.problems if problem.expected == EARLY_HELP.title)
    assert (problem.sheet, problem.row, problem.column) == ("List 2", None, None)
    assert (problem.found, problem.severity) == ("no such sheet", "note")
    assert problem.message.startswith(f"{EARLY_HELP.title} is not in the file.")


def test_a_preview_changes_nothing_and_never_raises(store: Store) -> None:
    assert store.preview("december.xlsx", DECEMBER).accepted
    assert not store.preview("broken.xlsx", b"PK\x03\x04nothing").accepted
    assert store.returns == ()
    assert store.measure("contacts").empty


@pytest.mark.parametrize(
    ("grain", "labels"),
    [
        ("month", ["Oct 2022", "Nov 2022", "Dec 2022"]),
        ("quarter", ["Q1 2022/23", "Q2 2022/23", "Q3 2022/23"]),
        ("year_to_date", ["2022/23 YTD to Q1", "2022/23 YTD to Q2", "2022/23 YTD to Q3"]),
        ("year", ["2020/21", "2021/22", "2022/23"]),
        ("rolling_12_months", ["12 months to Jun 2022", "12 months to Sep 2022", "12 months to Dec 2022"]),
    ],
)
def test_labels_and_exactly_as_many_rows_as_asked_for(december: Store, grain: str, labels: list[str]) -> None:
    answer = december.measure(["referrals", "contacts"], grain, 3)  # type: ignore[arg-type]
    assert list(answer.columns) == COLUMNS
    assert answer["period"].tolist() == labels * 2
    assert answer["measure"].tolist() == ["contacts"] * 3 + ["referrals"] * 3
    assert pd.api.types.is_datetime64_any_dtype(
        answer["period_start"]
    ) and pd.api.types.is_datetime64_any_dtype(answer["period_end"])
    assert pd.api.types.is_float_dtype(answer["value"])
    assert set(answer["group"]) == {"All"}


def test_a_breakdown_has_every_period_for_every_group(december: Store) -> None:
    answer = december.measure("contacts", "month", 4, by="source")
    assert answer.groupby("group")["period"].count().tolist() == [4]
    assert set(answer["dimension"]) == {"source"}
    by_team = december.measure(["contacts", "referrals"], "month", 2, by="team")
    assert by_team[["measure", "group", "status"]].drop_duplicates().to_numpy().tolist() == [
        ["contacts", "Not recorded on this list", "not applicable"],
        ["referrals", "North", "ok"],
    ]


def test_a_filter_takes_values_as_displayed(december: Store) -> None:
    assert december.measure("referrals", "quarter", 1, where={"team": "North"})["value"].tolist() == [6]
    assert december.measure("referrals", "quarter", 1, where={"source": ["Schools"]})["value"].tolist() == [6]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ({"ids": "referals"}, "referrals"),
        ({"ids": "referrals", "grain": "week"}, "rolling_12_months"),
        ({"ids": "referrals", "by": "colour"}, "age_band"),
        ({"ids": "referrals", "where": {"team": "Nowhere"}}, "North"),
        ({"ids": "referrals", "where": {"colour": "Red"}}, "team"),
        ({"ids": "referrals", "origin": "invented"}, "estimated"),
        ({"ids": "referrals", "periods": 0}, "1 or more"),
    ],
)
def test_unknown_names_raise_and_name_the_allowed_ones(
    december: Store, question: dict[str, object], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        december.measure(**question)  # type: ignore[arg-type]


def test_before_the_window_nothing_is_supplied_and_never_zero(december: Store) -> None:
    answer = december.measure("contacts", "quarter", 3)
    assert answer["status"].tolist() == ["not supplied", "ok", "ok"]
    assert answer["value"].isna().tolist() == [True, False, False]
    to_date = december.measure("contacts", "year_to_date", 1)
    assert (to_date["value"].tolist(), to_date["status"].tolist()) == ([18], ["partial"])


def test_percentages_are_unrounded_between_0_and_100(store: Store) -> None:
    figures = panel_sheet(
        panel.FIGURES,
        ["open_assessments_over_45_working_days", "31/12/2022", None, 38, 401, None, None, None],
        ["entrants_open_to_edge_of_care_team", "2022/23 YTD to Q3", None, 12, None, "4.8%", None, None],
    )
    store.load("p.xlsx", workbook(ABOUT, figures))
    row = store.measure("open_assessments_over_45_working_days", periods=1).iloc[0]
    assert (row["numerator"], row["denominator"], row["value"], row["origin"]) == (
        38,
        401,
        100 * 38 / 401,
        "reported",
    )
    row = store.measure("entrants_open_to_edge_of_care_team", "year_to_date", 1).iloc[0]
    assert (row["numerator"], row["value"]) == (12, 4.8)


def test_the_derived_figure_is_preferred_and_the_other_can_be_asked_for(december: Store) -> None:
    december.load(
        "p.xlsx",
        workbook(
            ABOUT, panel_sheet(panel.FIGURES, ["contacts", "Q3 2022/23", None, 99, None, None, None, None])
        ),
    )
    assert december.measure("contacts", periods=1)[["value", "origin"]].to_numpy().tolist() == [
        [9.0, "derived"]
    ]
    reported = december.measure("contacts", periods=1, origin="reported")
    assert reported[["value", "origin"]].to_numpy().tolist() == [[99.0, "reported"]]


def test_a_reported_figure_fills_what_is_not_derived(december: Store) -> None:
    december.load(
        "p.xlsx",
        workbook(
            ABOUT,
            panel_sheet(panel.FIGURES, ["contacts", "2022/23 YTD to Q3", None, 27, None, None, None, None]),
        ),
    )
    assert december.measure("contacts", "year_to_date", 1)[["value", "origin"]].to_numpy().tolist() == [
        [27.0, "reported"]
    ]


def test_the_same_file_twice_changes_nothing_and_a_new_date_moves_it(december: Store) -> None:
    before = december.measure("contacts", "month", 6)
    again = december.load("copy.xlsx", DECEMBER, date(2022, 12, 31))
    assert again.already_loaded
    assert len(december.returns) == 1
    assert december.measure("contacts", "month", 6).equals(before)
    december.load("copy.xlsx", DECEMBER, date(2022, 12, 30))
    assert [one.reporting_date for one in december.returns] == [date(2022, 12, 30)]
    assert december.measure("contacts", "month", 6)["value"].tolist() == before["value"].tolist()


def test_forgetting_leaves_nothing(december: Store) -> None:
    december.forget()
    assert december.returns == ()
    assert december.measure("contacts").empty
    assert december.table("select count(*) as n from returned_contacts")["n"].tolist() == [0]


def test_a_file_without_any_date_is_refused_with_what_to_do(store: Store) -> None:
    with pytest.raises(ReturnRefused, match="Give the reporting date"):
        store.load("a.xlsx", workbook(list_sheet(CONTACTS)))


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/hostname')",
        "copy contacts to '/tmp/out.csv'",
        "attach '/tmp/other.db'",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '90GB'",
        "set temp_directory = '/tmp'",
    ],
)
def test_the_database_is_locked(store: Store, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        store.table(statement)


def test_two_stores_share_nothing(december: Store) -> None:
    other = Store(885)
    assert other.measure("contacts").empty
    other.forget()
    assert december.measure("contacts", periods=1)["value"].tolist() == [9]


def test_every_measure_declares_its_words() -> None:
    titles = [measure.title for measure in MEASURES.values()]
    assert len(titles) == len(set(titles)), "two measures of one title cannot be told apart on a page"
    for measure in MEASURES.values():
        assert measure.title.strip() and measure.section.strip()
        assert len(measure.means) > 40 and measure.means.endswith(".")
