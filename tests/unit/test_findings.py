"""One registry of findings: each kind is declared once, explained by none that is not there, and told once in a file."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

import data.returns
from data.findings.arriving.trying import Tried, try_returns
from data.findings.finding import REPAIRS, Choice, Finding, Kind, asked_once, told_once
from data.findings.reading import READING
from data.findings.registry import GUARDS, KINDS, RULES
from data.findings.rules.running import run_rules
from data.returns import annex_a
from data.store import Store
from data.store.return_file import fingerprint_of
from tests.workbooks import (
    CONTACTS,
    REFERRALS,
    assessment,
    contact,
    in_care,
    list_sheet,
    plan,
    referral,
    workbook,
)

SEPTEMBER, DECEMBER, JANUARY = date(2022, 9, 30), date(2022, 12, 31), date(2023, 1, 9)
L4, L7, L8 = annex_a.ASSESSMENTS, annex_a.CHILD_PROTECTION_PLANS, annex_a.LOOKED_AFTER_CHILDREN
EVERY_DAY = [f"2022-{month:02d}-{day:02d}" for month in (10, 11, 12) for day in range(1, 29)]


def tried(store: Store, content: bytes, until: date = DECEMBER) -> Tried:
    store.preview("new.xlsx", content, until)
    return try_returns(store, [("new.xlsx", content, until)], JANUARY).tried[fingerprint_of(content)]


def contacts(days: Sequence[str]) -> tuple[str, list[Sequence[object]]]:
    return list_sheet(CONTACTS, *(contact(f"C{number}", day) for number, day in enumerate(days)))


def test_each_kind_is_declared_once_with_its_sentence_and_what_to_do() -> None:
    declared = [*READING, *(kind for guard in GUARDS for kind in guard.kinds), *RULES.values()]
    by_guard = {kind.id for guard in GUARDS for kind in guard.kinds}
    different = {id(kind): kind for kind in declared}.values()
    assert [name for name, times in Counter(kind.id for kind in different).items() if times > 1] == []
    assert by_guard >= {kind.id for kind in READING} - {"refused", "same file"}
    for kind in KINDS.values():
        assert kind.title and not kind.title.endswith("."), kind.id
        assert kind.sentence.endswith(".") and kind.what_to_do.endswith((".", "?")), kind.id
        assert kind.sentence.count("{places}") == kind.sentence.count("{number}"), kind.id
        assert kind.repair in REPAIRS
        assert not set(kind.explains + kind.explains_everywhere) - set(KINDS), kind.id
        assert kind.id not in kind.explains + kind.explains_everywhere
    assert {kind.moment for kind in KINDS.values()} == {"read", "arrive", "rule"}


def test_every_problem_of_reading_names_a_kind_of_the_registry() -> None:
    named: set[str] = set()
    for path in Path(data.returns.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Problem":
                given = [word.value for word in call.keywords if word.arg == "kind"]
                assert given, f"{path.name}, line {call.lineno}: a problem without a kind"
                named |= {
                    node.value
                    for node in ast.walk(given[0])
                    if isinstance(node, ast.Constant) and node.value != "no "
                }
    assert named <= {kind.id for kind in READING}
    assert {kind.id for kind in READING} - named == {
        "same file",  # of the store
        "spoiled ids",
        "id as a decimal number",
        "dates that name a time zone",
        "bare numbers read as dates",
    }  # the last four through one function


def a_kind(name: str, *explains: str, sentence: str = "{number} things: {places}.") -> Kind:
    return Kind(name, name.capitalize(), sentence, "Do it.", "ask", explains=explains)


def of(kind: Kind, listed: str, column: str = "", words: str = "Go on") -> Finding:
    return kind.finding(
        f"{listed} {column}".strip(),
        listed,
        2,
        f"{listed} is wrong.",
        place=listed,
        choices=(Choice(words, remembers=(("zeros", "f", listed),)),),
        lists=(listed,),
        columns=(column,) if column else (),
    )


def test_a_finding_is_not_told_where_another_explains_it() -> None:
    cause, effect = a_kind("cause", "effect"), a_kind("effect")
    findings = [of(cause, "a", "x"), of(effect, "a", "x"), of(effect, "a", "y"), of(effect, "b", "x")]
    assert [finding.id for finding in told_once(findings)] == ["cause a x", "effect a y", "effect b x"]
    assert told_once(findings[1:]) == findings[1:]
    everywhere = Kind("all", "All", "All.", "Do it.", "stop", explains_everywhere=("effect",))
    assert [finding.id for finding in told_once([*findings, everywhere.finding("", "", 1, "All.")])] == [
        "cause a x",
        "all",
    ]


def test_what_asks_the_same_of_several_lists_is_asked_once() -> None:
    kind = a_kind("size")
    (asked,) = asked_once([of(kind, "a"), of(kind, "b"), of(kind, "c")])
    assert asked.sentence == "3 things: a; b; c. Do it."
    assert (asked.id, asked.count, asked.lists, asked.sheet) == (
        "size a, b, c",
        6,
        ("a", "b", "c"),
        "a, b, c",
    )
    assert asked.choices[0].remembers == (("zeros", "f", "a"), ("zeros", "f", "b"), ("zeros", "f", "c"))
    assert asked_once([of(kind, "a")]) == [of(kind, "a")]
    otherwise = [of(kind, "a"), of(kind, "b", words="Stay")]
    assert asked_once(otherwise) == otherwise
    alone = a_kind("alone", sentence="It is.")
    assert len(asked_once([of(alone, "a"), of(alone, "b")])) == 2


def test_nine_missing_lists_and_dates_as_text_on_every_list_are_one_finding_each(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(
            contacts(["2022-09-01"]),
            list_sheet(L7, plan("P1", "2022-01-10")),
            list_sheet(L8, in_care("K1", "2021-01-04")),
        ),
        SEPTEMBER,
    )
    content = workbook(
        contacts(["13/10/2022", "14/10/2022"]),
        list_sheet(L4, assessment("A1", "03/10/2022", "31/10/2022")),
        list_sheet(REFERRALS, referral("R1", "15/12/2022")),
    )
    findings = tried(store, content).findings
    kinds = Counter((finding.kind.id, finding.severity) for finding in findings)
    assert kinds["missing", "ask"] == kinds["missing", "note"] == kinds["text dates", "note"] == 1
    assert not kinds["list not in the file", "note"]  # "missing" tells of it
    dated = next(finding for finding in findings if finding.kind.id == "text dates")
    assert (dated.count, set(dated.lists)) == (5, {"contacts", "referrals", "assessments"})
    missing = next(finding for finding in findings if finding.waits)
    assert missing.sentence == (
        "2 lists are not in the file: List 7 (1 row in the return before); List 8 (1 row in the return before). Figures from them "
        "show “not supplied”, not 0. Export the file again, whole, or go on without."
    )


def test_a_file_three_times_as_long_is_asked_once_whether_it_was_run_twice(store: Store) -> None:
    store.load(
        "september.xlsx",
        workbook(
            contacts([day.replace("-1", "-0") for day in EVERY_DAY if "-10-" not in day]),
            list_sheet(REFERRALS, *(referral(f"R{n}", "2022-09-05") for n in range(60))),
        ),
        SEPTEMBER,
    )
    content = workbook(
        contacts(EVERY_DAY * 2),
        list_sheet(REFERRALS, *(referral(f"R{n}", EVERY_DAY[n % 80]) for n in range(180))),
    )
    asked = [finding for finding in tried(store, content).findings if finding.kind.id in ("size", "larger")]
    assert [finding.id for finding in asked] == ["larger contacts, referrals"]
    assert "cut short" not in asked[0].sentence
    assert "List 1 168, before 56 (200% more); List 3 180, before 60 (200% more)" in asked[0].sentence


def test_an_unread_date_is_told_once_by_the_guard_that_lists_its_rows(store: Store) -> None:
    content = workbook(
        list_sheet(CONTACTS, *(contact(f"C{n}", day) for n, day in enumerate([*EVERY_DAY, "tbc"])))
    )
    findings = tried(store, content).findings
    assert [finding.kind.id for finding in findings if "tbc" in finding.sentence] == ["unread dates"]
    report = store.preview("new.xlsx", content, DECEMBER)
    assert [problem.kind for problem in report.problems if problem.found == "tbc"] == ["unread value"]


def test_rows_that_are_equal_to_those_in_use_raise_no_question(store: Store) -> None:
    rows = [contact(f"C{n}", day) for n, day in enumerate(EVERY_DAY)]
    store.load("v1.xlsx", workbook(list_sheet(CONTACTS, *rows)), DECEMBER)
    same = tried(store, workbook(list_sheet(CONTACTS, *reversed(rows))))
    assert not [finding for finding in same.findings if finding.severity == "ask"]
    (told,) = [finding for finding in same.findings if finding.kind.id == "nothing new"]
    assert (
        "“v1.xlsx”, version 1, data to 31/12/2022). Every row of this file is among its rows."
        in told.sentence
    )
    with_one_more = tried(store, workbook(list_sheet(CONTACTS, *rows, contact("X", "2022-12-05"))))
    assert [finding.id for finding in with_one_more.findings if finding.waits] == ["same quarter"]
    with_a_list_more = workbook(
        list_sheet(CONTACTS, *rows), list_sheet(REFERRALS, referral("R1", "2022-12-05"))
    )
    assert [finding.id for finding in tried(store, with_a_list_more).findings if finding.waits] == [
        "same quarter"
    ]


def test_what_cannot_be_right_is_counted_before_use_as_the_checks_page_counts_it(store: Store) -> None:
    wrong = [assessment(f"A{n}", "2022-11-01", "2022-10-01") for n in range(3)]
    right = [assessment(f"B{n}", "2022-10-03", "2022-11-01") for n in range(30)]
    content = workbook(contacts(EVERY_DAY), list_sheet(L4, *wrong, *right))
    before = tried(store, content)
    assert before.cannot_be_right == 3
    assert not before.stops
    store.load("new.xlsx", content, DECEMBER)
    checked = run_rules(store, today=JANUARY)
    assert checked is not None
    assert {finding.kind.id: finding.count for finding in before.by_rule} == checked.counts
    ended = next(finding for finding in before.by_rule if finding.kind.id == "end_before_start")
    assert ended.cannot_be_right and not ended.stops_use and ended.lists == ("assessments",)


@pytest.mark.parametrize("severity", ["stop", "ask", "note"])
def test_only_an_arriving_stop_keeps_a_file_out(severity: str) -> None:
    for moment in ("read", "arrive", "rule"):
        kind = Kind("x", "X", "X.", "Y.", severity, moment=moment)  # type: ignore[arg-type]
        finding = kind.finding("", "", 1, "")
        assert finding.stops_use == (severity == "stop" and moment == "arrive")
        assert finding.cannot_be_right == (severity == "stop" and moment != "arrive")
