"""The checks find what is wrong, where it is, and nothing else; what they cannot read they do not judge."""

from __future__ import annotations

from datetime import date

import pytest

from data.findings.registry import RULES
from data.findings.rules.completeness import completeness
from data.findings.rules.declaration import CHILD_LISTS
from data.findings.rules.figures import disagreements, moved_beyond_usual
from data.findings.rules.running import Checked, returns_to_check, run_rules
from data.notes.acceptances import Acceptances, NotAccepted
from data.returns import annex_a, panel
from data.returns.annex_a import ANNEX_A
from data.returns.layouts import Layout
from data.store import Store
from tests.workbooks import (
    ABOUT,
    CONTACTS,
    adoption,
    assessment,
    care_leaver,
    contact,
    enquiry,
    in_care,
    in_need,
    list_sheet,
    panel_sheet,
    plan,
    referral,
    workbook,
)

DECEMBER, EXTRACTED = date(2022, 12, 31), date(2023, 1, 9)
L1, L2, L3, L4, L5, L6, L7, L8, L9, L10, L11 = ANNEX_A
ON_A_PLAN, LOOKED_AFTER = "b) Child Protection plan", "a) Looked after child"
UNSTATED = "c) Not stated/recorded"
Place = tuple[str, str, int, str]


class Seeded:
    """A workbook of all eleven lists whose only faults are those put in on purpose."""

    def __init__(self) -> None:
        self.rows: dict[Layout, list[dict[str, object]]] = {layout: [] for layout in ANNEX_A}
        self.faults: list[Place] = []

    def add(self, layout: Layout, *records: dict[str, object]) -> None:
        """Rows without a fault."""
        self.rows[layout] += records

    def fault(self, check: str, layout: Layout, column: str, record: dict[str, object]) -> None:
        """A row with a fault in that column."""
        self.rows[layout].append(record)
        self.faults.append(
            (check, f"List_{layout.number}", len(self.rows[layout]) + 2, layout.by_column[column].header)
        )

    @property
    def content(self) -> bytes:
        return workbook(*(list_sheet(layout, *records) for layout, records in self.rows.items()))


def clean() -> Seeded:
    """Six children whose lists agree with each other."""
    seeded = Seeded()
    for child in ("A1", "A2", "A3", "A4", "A5", "A6"):
        seeded.add(L1, contact(child, "2022-10-03"))
        seeded.add(
            L2,
            {
                "child_id": child,
                "started_on": "2022-08-01",
                "completed_on": "2022-09-12",
                "organisation": "School",
            },
        )
        seeded.add(L3, referral(child, "2022-10-04"))
        seeded.add(L4, assessment(child, "2022-10-04", "2022-11-01"))
        seeded.add(L5, enquiry(child, "2022-10-10"))
        seeded.add(L7, plan(child, "2022-05-03", "2022-12-05", last_review_on="2022-08-01"))
        seeded.add(L8, in_care(child, "2021-03-01", "2022-12-09"))
        seeded.add(L9, care_leaver(f"{child}L"))
        seeded.add(L10, adoption(f"{child}P", "2022-11-14"))
        seeded.add(
            L11,
            {
                "adopter_id": child,
                "enquiry_on": "2022-02-01",
                "stage_1_started_on": "2022-03-01",
                "stage_1_ended_on": "2022-05-01",
            },
        )
    seeded.add(L5, enquiry("A7", "2022-10-31", "b) No", "2022-11-15", "a) Yes"))
    seeded.add(L7, plan("A7", "2022-11-15"))
    seeded.add(L8, in_care("A8", "2020-01-06"))
    seeded.add(
        L6,
        in_need("A1", "2021-02-01"),
        in_need("A7", "2022-10-04", ON_A_PLAN),
        in_need("A8", "2020-01-06", LOOKED_AFTER),
        in_need("A2", "2021-02-01", "e) Closed episode", "2022-12-19"),
    )
    return seeded


def seeded_with_40_faults() -> Seeded:
    """At least one fault for each check, each on a child of its own."""
    seeded = clean()
    add, fault = seeded.add, seeded.fault
    unborn = {"gender": UNSTATED, "age_stated": -1}
    fault("event_before_birth", L1, "contact_on", contact("F1", "2022-10-03", born_on="2023-09-01", **unborn))
    fault("born_too_far_ahead", L1, "born_on", contact("F2", "2022-10-03", born_on="2024-06-01", **unborn))
    add(L6, in_need("F3", "2022-09-01", LOOKED_AFTER, born_on="2022-10-01", age_stated=0))
    fault(
        "in_care_before_birth",
        L8,
        "started_on",
        in_care("F3", "2022-09-01", born_on="2022-10-01", age_stated=0),
    )
    fault("end_before_start", L4, "authorised_on", assessment("F4", "2022-10-10", "2022-10-05"))
    add(L6, in_need("F5", "2022-10-04", ON_A_PLAN))
    fault("before_the_episode_of_need", L7, "started_on", plan("F5", "2022-08-01"))
    fault(
        "conference_before_strategy_discussion",
        L5,
        "conference_on",
        enquiry("F6", "2022-11-10", "b) No", "2022-11-07", "b) No"),
    )
    fault(
        "placement_before_care",
        L8,
        "placement_started_on",
        in_care("F7", "2022-03-01", "2022-11-01", placement_started_on="2022-02-01"),
    )
    fault("plan_ended_on_its_first_day", L7, "ceased_on", plan("F8", "2022-10-20", "2022-10-20"))
    fault(
        "review_not_after_plan_start",
        L7,
        "last_review_on",
        plan("F9", "2022-06-01", "2022-11-01", last_review_on="2022-06-01"),
    )
    add(L5, enquiry("F10", "2022-11-07", "b) No", "2022-11-21", "a) Yes"))
    add(L6, in_need("F10", "2022-10-04", ON_A_PLAN))
    fault("plan_not_from_the_conference", L7, "started_on", plan("F10", "2022-11-23"))
    add(L6, in_need("F11", "2022-07-01", ON_A_PLAN))
    add(L7, plan("F11", "2022-08-01"))
    fault("more_than_one_open_plan", L7, "ceased_on", plan("F11", "2022-10-03"))
    add(L7, plan("F12", "2022-03-01", "2022-09-01"))
    fault("overlapping_plans", L7, "started_on", plan("F12", "2022-08-01", "2022-11-01"))
    add(L4, assessment("F13", "2022-12-01", None))
    fault("more_than_one_open_assessment", L4, "authorised_on", assessment("F13", "2022-12-12", None))
    add(L4, assessment("F14", "2022-10-03", "2022-11-10"))
    fault("overlapping_assessments", L4, "started_on", assessment("F14", "2022-10-20", "2022-11-20"))
    fault("assessment_open_too_long", L4, "authorised_on", assessment("F15", "2022-10-25", None))
    add(L4, assessment("onthelimit", "2022-10-26", None))
    fault("conference_overdue", L5, "conference_on", enquiry("F16", "2022-11-01", "b) No"))
    fault("enquiry_unanswered", L5, "conference_unnecessary", enquiry("F17", "2022-12-06", None))
    add(L5, enquiry("onthelimit", "2022-12-07", None))
    fault(
        "conference_on_a_weekend",
        L5,
        "conference_on",
        enquiry("F18", "2022-11-07", "b) No", "2022-11-19", "b) No"),
    )
    fault(
        "seen_after_the_reporting_date",
        L6,
        "last_seen_on",
        in_need("F19", "2022-10-04", last_seen_on="2023-01-05"),
    )
    fault(
        "dated_after_the_reporting_date",
        L2,
        "completed_on",
        {
            "child_id": "F20",
            "started_on": "2022-11-01",
            "completed_on": "2023-01-04",
            "organisation": "School",
        },
    )
    fault("dated_in_the_future", L10, "matched_on", adoption("F21", "2022-11-01", matched_on="2023-02-01"))
    add(L9, care_leaver("F22"))
    fault("child_listed_again", L9, "child_id", care_leaver("F22", in_touch="b) No"))
    fault("child_id_too_long", L1, "child_id", contact("F23" + "0" * 18, "2022-10-03"))
    fault("child_id_not_alphanumeric", L1, "child_id", contact("F-24", "2022-10-03"))
    add(L1, contact("F25", "2022-10-03"))
    add(L4, assessment("F25", "2022-10-05", "2022-11-03"))
    fault("two_dates_of_birth", L3, "born_on", referral("F25", "2022-10-04", born_on="2010-05-02"))
    add(L1, contact("F26", "2022-10-03"), contact("F26", "2022-10-09", gender=UNSTATED))
    fault("two_genders", L3, "gender", referral("F26", "2022-10-04", gender="b) Female"))
    fault("past_25", L6, "born_on", in_need("F27", "2022-10-04", born_on="1996-01-01", age_stated=26))
    fault("gender_not_recorded", L1, "gender", contact("F28", "2022-10-03", gender=UNSTATED))
    add(L3, referral("F28", "2022-10-04", gender=UNSTATED))
    fault("gender_not_recorded", L9, "gender", care_leaver("F29", gender=None))
    fault(
        "unborn_with_a_gender",
        L1,
        "gender",
        contact("F30", "2022-10-03", born_on="2023-02-01", age_stated=-1),
    )
    fault("aged_unborn_but_born", L1, "age_stated", contact("F31", "2022-10-03", age_stated=-1))
    fault("age_not_as_born", L1, "age_stated", contact("F32", "2022-10-03", age_stated=9))
    fault(
        "closed_without_reason",
        L6,
        "closure_reason",
        in_need("F33", "2022-10-04", "e) Closed episode", "2022-12-01", closure_reason=None),
    )
    add(L6, in_need("F34", "2020-01-06", LOOKED_AFTER))
    fault("reason_without_closure", L8, "ceased_on", in_care("F34", "2020-01-06", ceased_reason="E4A"))
    add(L3, referral("F35", "2022-08-04", count=1))
    fault(
        "count_differs_between_rows",
        L3,
        "referrals_in_last_12_months",
        referral("F35", "2022-10-04", count=0),
    )
    fault("plan_status_without_plan", L6, "case_status", in_need("F36", "2022-10-04", ON_A_PLAN))
    fault("care_status_without_care", L6, "case_status", in_need("F37", "2022-10-04", LOOKED_AFTER))
    add(L7, plan("F38", "2022-11-01"))
    fault("another_status_with_open_plan", L6, "case_status", in_need("F38", "2022-10-04"))
    fault("open_plan_or_care_not_in_need", L8, "child_id", in_care("F39", "2020-01-06"))
    fault(
        "conference_plan_not_listed",
        L5,
        "resulted_in_plan",
        enquiry("F40", "2022-11-07", "b) No", "2022-11-21", "a) Yes"),
    )
    return seeded


def checked(store: Store, content: bytes) -> Checked:
    store.load("annex a.xlsx", content, DECEMBER)
    found = run_rules(store, today=EXTRACTED)
    assert found is not None
    return found


def places(found: Checked) -> list[Place]:
    findings = found.findings
    return sorted(zip(findings["rule"], findings["sheet"], findings["row"], findings["column"], strict=True))


def test_a_clean_workbook_has_no_finding(store: Store) -> None:
    found = checked(store, clean().content)
    assert places(found) == []
    assert (len(found.run), found.not_run, found.counts) == (len(RULES), (), {})


def test_40_seeded_faults_are_found_at_their_sheet_row_and_column_and_nothing_else(store: Store) -> None:
    seeded = seeded_with_40_faults()
    assert len(seeded.faults) == 40
    assert {check for check, *_ in seeded.faults} == set(RULES)
    found = checked(store, seeded.content)
    assert places(found) == sorted(seeded.faults)
    assert found.not_run == ()
    assert sum(found.counts.values()) == 40
    children = set(found.findings["child_id"])
    assert len(children) == 40
    assert all(child.startswith("F") for child in children)


def test_a_finding_says_what_was_found_and_expected(store: Store) -> None:
    found = checked(store, seeded_with_40_faults().content)
    overdue = found.of(RULES["assessment_open_too_long"]).iloc[0]
    assert (overdue["found"], overdue["expected"], overdue["severity"]) == (
        "blank after 46 working days",
        "authorisation within 45 working days",
        "ask",
    )
    assert overdue["message"].endswith(
        "Give the date of authorisation if it is over; otherwise say why it takes so long."
    )
    born = found.of(RULES["two_dates_of_birth"]).iloc[0]
    assert born["found"] == "02/05/2010, elsewhere 01/05/2010"
    assert list(found.counts)[-2:] == ["age_not_as_born", "count_differs_between_rows"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            {L4: [assessment("1", "2022-10-01", "2022-11-01")]},
            [("List_4", "Continuous Assessment Start Date")],
        ),
        (
            {L4: [assessment("1", "2022-10-01", None)]},
            [
                ("List_4", "Continuous Assessment Start Date"),
                ("List_4", "Continuous Assessment Date of Authorisation"),
            ],
        ),  # and open for too long
        ({L4: [assessment("1", "2022-08-01", "2022-09-01")]}, []),  # of an earlier episode
        (
            {L5: [enquiry("1", "2022-09-29")]},
            [("List_5", "Strategy discussion initiating Section 47 Enquiry Start Date")],
        ),
        (
            {L5: [enquiry("1", "2022-09-27", "b) No", "2022-10-03", "b) No")]},
            [
                ("List_5", "Strategy discussion initiating Section 47 Enquiry Start Date"),
                ("List_5", "Date of Initial Child Protection Conference"),
            ],
        ),
        ({L5: [enquiry("1", "2022-08-01")]}, []),
        ({L7: [plan("1", "2022-09-01", "2022-12-01")]}, [("List_7", "Child Protection Plan Start Date")]),
        ({L7: [plan("1", "2022-05-01", "2022-09-01")]}, []),
        (
            {
                L5: [enquiry("1", "2022-08-01", "b) No", "2022-08-15", "a) Yes")],
                L7: [plan("1", "2022-10-04", "2022-12-01")],
            },
            [
                ("List_5", "Date of Initial Child Protection Conference"),
                ("List_7", "Child Protection Plan Start Date"),
            ],
        ),  # its conference too, by rule 2885
        ({L8: [in_care("1", "2022-09-01", "2022-11-01")]}, [("List_8", "Date Started to be Looked After")]),
        (
            {L4: [assessment("2", "2022-10-01", "2022-11-01")], L3: [referral("2", "2022-10-05")]},
            [("List_4", "Continuous Assessment Start Date")],
        ),
        ({L4: [assessment("2", "2022-08-01", "2022-09-01")], L3: [referral("2", "2022-10-05")]}, []),
    ],
)
def test_an_event_before_the_referral_of_its_episode(
    store: Store, rows: dict[Layout, list[dict[str, object]]], found: list[tuple[str, str]]
) -> None:
    sheets = {
        L6: [in_need("1", "2022-10-04", "e) Closed episode", "2022-12-05")],
        L3: [referral("9", "2022-10-05")],
        L7: [],
        **rows,
    }
    findings = checked(
        store,
        workbook(
            *(list_sheet(layout, *records) for layout, records in sheets.items()),
            list_sheet(L1, contact("9", "2022-10-03")),
        ),
    ).findings
    assert list(zip(findings["sheet"], findings["column"], strict=True)) == found


def test_a_conference_is_not_overdue_for_a_child_on_a_plan_then_or_now(store: Store) -> None:
    rows = [
        enquiry("then", "2022-10-03", "b) No"),
        enquiry("now", "2022-10-03", "b) No"),
        enquiry("later", "2022-10-03", "b) No"),
    ]
    plans = [
        plan("then", "2022-02-01", "2022-11-15"),
        plan("now", "2022-11-01"),
        plan("later", "2022-11-01", "2022-12-01"),
    ]
    found = checked(store, workbook(list_sheet(L5, *rows), list_sheet(L7, *plans)))
    assert found.of(RULES["conference_overdue"])["child_id"].tolist() == ["later"]


def test_dates_long_before_birth_are_found_once_a_row(store: Store) -> None:
    born = {"born_on": "2020-05-01", "age_stated": 2}
    rows = [
        in_need("1", "2022-10-04", last_seen_on="2018-01-01", **born),
        in_need("2", "2018-01-01", last_seen_on="2018-01-01", **born),
    ]
    found = checked(
        store,
        workbook(
            list_sheet(L6, *rows),
            list_sheet(L10, adoption("3", "2018-01-01", entered_care_on="2021-01-10", **born)),
            list_sheet(L8, in_care("4", "2021-01-10", legal_status_on="2020-01-10", **born)),
        ),
    )
    assert [
        (one["sheet"], one["row"], one["column"])
        for _, one in found.of(RULES["event_before_birth"]).iterrows()
    ] == [
        ("List_6", 3, "Date Child Was Last Seen"),
        ("List_6", 4, "CIN Start Date"),
        ("List_10", 3, "Date of Decision that Child Should be Placed for Adoption"),
    ]
    assert found.of(RULES["in_care_before_birth"])["column"].tolist() == [
        "Start date of current legal status"
    ]
    assert "placement_before_care" not in found.counts


def test_a_care_leaver_is_16_or_over(store: Store) -> None:
    found = checked(
        store,
        workbook(
            list_sheet(
                L9,
                care_leaver("1", born_on="2006-12-31", age_stated=16),
                care_leaver("2", born_on="2007-01-01", age_stated=15),
            )
        ),
    )
    assert places(found) == [("born_too_far_ahead", "List_9", 4, "Date of Birth")]


def test_what_is_not_supplied_is_not_judged(store: Store) -> None:
    name, rows = list_sheet(L6, in_need("1", "2022-10-04", ON_A_PLAN))
    without = [column for column, header in enumerate(rows[1]) if header != "Reason for Closure"]
    thin = [rows[0], *([row[column] for column in without] for row in rows[1:])]
    found = checked(store, workbook((name, thin), list_sheet(L1, contact("1", "2022-10-03")), list_sheet(L8)))
    assert found.counts == {}
    needs = {(one.rule.id, one.layout.short_title if one.layout else ""): one.needs for one in found.not_run}
    assert needs["plan_status_without_plan", "List 6"] == "List 7"
    assert needs["care_status_without_care", "List 6"] == "List 8"
    assert needs["closed_without_reason", "List 6"] == "List 6, “Reason for Closure”"
    run = {check.id for check in found.run}
    assert "two_dates_of_birth" in run
    assert "end_before_start" in run
    assert "conference_on_a_weekend" not in run


def test_a_cell_that_cannot_be_read_is_not_empty(store: Store) -> None:
    rows = [assessment(str(n), "2022-10-04", "2022-11-01") for n in range(6)] + [
        assessment("9", "2022-08-04", "in the new year")
    ]
    assert checked(store, workbook(list_sheet(L4, *rows))).counts == {}


def test_rows_left_out_are_not_checked(store: Store) -> None:
    rows = [contact(str(n), "2022-10-03") for n in range(4)] + [
        contact("0", "2022-10-03"),
        contact("", "2022-10-03", age_stated=3),
    ]
    assert checked(store, workbook(list_sheet(L1, *rows))).counts == {}


def test_each_return_is_checked_by_its_own_rows_and_date(store: Store) -> None:
    assert run_rules(store) is None
    store.load(
        "september.xlsx", workbook(list_sheet(L4, assessment("1", "2022-07-04", None))), date(2022, 9, 30)
    )
    store.load(
        "december.xlsx", workbook(list_sheet(L4, assessment("1", "2022-07-04", "2022-10-03"))), DECEMBER
    )
    store.load("panel.xlsx", workbook(ABOUT))
    december, september = returns_to_check(store)
    assert (december.reporting_date, september.reporting_date) == (DECEMBER, date(2022, 9, 30))
    newest, older = run_rules(store), run_rules(store, september)
    assert newest is not None
    assert older is not None
    assert (newest.annex_a, newest.counts, older.counts) == (december, {}, {"assessment_open_too_long": 1})


def test_unborn_children_may_have_events_before_their_birth(store: Store) -> None:
    expected = {"born_on": "2023-03-01", "age_stated": -1, "gender": UNSTATED}
    rows = [
        list_sheet(L1, contact("1", "2022-10-03", **expected)),
        list_sheet(L6, in_need("1", "2022-10-04", **expected)),
    ]
    assert checked(store, workbook(*rows)).counts == {}


def test_every_rule_names_its_lists_and_says_what_to_do() -> None:
    for check in RULES.values():
        assert check.lists
        assert check.parts
        assert check.title[0].isupper()
        assert check.sentence.endswith(".")
        assert check.what_to_do.endswith(".")
        for part in check.parts:
            assert part.header
    numbers = {number for check in RULES.values() for number in check.cin_rule.split(", ")}
    assert numbers >= {
        "1103",
        "1104",
        "1105",
        "2889",
        "8608",
        "8606",
        "8520",
        "8925",
        "8841",
        "2885",
        "8940",
        "8935",
        "8863Q",
        "8896",
        "8805",
        "8810",
        "8670Q",
        "8675Q",
        "8875",
        "8510",
        "1570",
        "1580",
        "8775Q",
        "2886Q",
        "8750",
    }


def test_the_example_countys_checks_are_about_few_of_its_rows(county: Store) -> None:
    found = run_rules(county)
    assert found is not None
    assert found.not_run == ()
    rows = sum(sheet.rows_used for sheet in found.annex_a.report.sheets)
    assert 0 < len(found.findings) < 0.1 * rows


def test_completeness_counts_filled_cells_and_gaps(store: Store) -> None:
    rows = [
        contact("1", "2022-10-03"),
        contact("2", "2022-10-04", ethnicity=None, born_on="unknown"),
        contact("3", "soon", gender=None, born_on=None),
    ]
    name, sheet = list_sheet(L1, *rows)
    store.load("a.xlsx", workbook((name, [row[:-1] for row in sheet])), DECEMBER)
    filled = completeness(store, store.returns[0]).set_index("column")
    assert len(filled) == len(annex_a.CONTACTS.columns)
    assert filled["rows"].unique().tolist() == [3]
    assert filled.loc["Child Unique ID", ["filled", "percent", "gaps"]].tolist() == [3, 100, 0]
    assert filled.loc["Ethnicity", ["filled", "gaps"]].tolist() == [2, 1]
    assert filled.loc["Date of Birth", ["filled", "gaps", "must_be_filled"]].tolist() == [2, 0, False]
    assert filled.loc["Date of Contact", ["filled", "gaps"]].tolist() == [3, 0]
    assert not filled.loc["Contact Source", "in_return"]


def test_a_finding_is_accepted_with_a_reason_or_not_at_all() -> None:
    accepted = Acceptances()
    for nothing in ("", "   ", "…", "x" * 501):
        with pytest.raises(NotAccepted):
            accepted.accept("f", "past_25", nothing)
    accepted.accept("f", "past_25", " Known: \n a care leaver still supported ")
    assert accepted.of("f") == {"past_25": "Known: a care leaver still supported"}
    assert accepted.of("g") == {}
    accepted.add(
        {"f": {"past_25": "older", "gone": "a check of another version"}, "g": {"two_genders": "twins"}}
    )
    assert accepted.reasons == {
        "f": {"past_25": "Known: a care leaver still supported", "gone": "a check of another version"},
        "g": {"two_genders": "twins"},
    }
    accepted.withdraw("f", "past_25")
    assert accepted.of("f") == {"gone": "a check of another version"}


def test_the_lists_of_children_are_lists_1_to_10() -> None:
    assert [layout.number for layout in CHILD_LISTS] == list(range(1, 11))


def test_stated_figures_are_set_against_those_counted(store: Store) -> None:
    contacts = [contact(str(n), "2022-11-05") for n in range(7)]
    store.load("a.xlsx", workbook(list_sheet(CONTACTS, *contacts)), date(2022, 12, 31))
    figures = [
        ["contacts", "Q3 2022/23", None, 9, None, None, None, None],
        ["referrals", "Q3 2022/23", None, 4, None, None, None, None],
    ]
    store.load("p.xlsx", workbook(ABOUT, panel_sheet(panel.FIGURES, *figures)))
    assert disagreements(store).to_numpy().tolist() == [["contacts", "Q3 2022/23", 7, 9]]


def test_a_figure_beyond_its_usual_range_names_the_list_that_shrank(store: Store) -> None:
    def enquiries(first: int, last: int, a_month: int, newest: int) -> list[dict[str, object]]:
        days = [
            (f"{2021 + month // 12}-{month % 12 + 1:02d}", newest if month == last else a_month + month % 2)
            for month in range(first, last + 1)
        ]
        return [enquiry(f"{month}{n}", f"{month}-{n + 1:02d}") for month, count in days for n in range(count)]

    store.load("a.xlsx", workbook(list_sheet(L5, *enquiries(0, 17, 20, 20))), date(2022, 6, 30))
    store.load("b.xlsx", workbook(list_sheet(L5, *enquiries(18, 23, 20, 2))), date(2022, 12, 31))
    moved = {one.measure.id: one for one in moved_beyond_usual(store)}
    assert moved["section_47_enquiries"].month.label == "Dec 2022"
    assert moved["section_47_enquiries"].month.signal == "below"
    assert moved["section_47_enquiries"].likely.startswith("List 5 has ")
    assert "fewer rows than in the return before (" in moved["section_47_enquiries"].likely
