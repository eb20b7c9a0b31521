"""How a question is asked: each view looked through once, alone as among all, and nothing where nothing is supplied."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date

import duckdb
import pandas as pd
import pytest
from sqlglot import ErrorLevel, exp, parse_one, transpile

from data.answering import Asked, Basis, answer
from data.lists.parsed_sql import columns_read, value_counted
from data.measures import MEASURES, Measure
from data.measures.builder import build
from data.measures.coverage import PeriodSupply
from data.measures.declaration import Counting, children, flow, stock
from data.measures.question import Question, Way, can_be_counted
from data.periods import last_periods
from data.store import Store

DECEMBER = date(2022, 12, 31)
QUARTERS = tuple(last_periods(DECEMBER, "quarter", 2))


def declared(name: str, counting: Counting, **more: object) -> Measure:
    """A measure that counts so."""
    return Measure(name, name, "Of a test.", "number", "Test", counting=counting, **more)  # type: ignore[arg-type]


def question_of(
    *measures: Measure, by: Sequence[str] = (), where: dict[str, list[str]] | None = None
) -> Question:
    """A question of measures that are wholly supplied."""
    whole = (PeriodSupply("ok"),) * len(QUARTERS)
    ways = [
        Way(measure, origin, counting, whole)
        for measure in measures
        for origin, counting in measure.countings.items()
        if can_be_counted(measure, counting, by, where or {})
    ]
    nobody = [None] * len(QUARTERS)
    return Question(measures, QUARTERS, DECEMBER, nobody, by, where or {}, ways, True, (), "all")


def scans_of(question: Question) -> list[str]:
    """The view of each scan of a question's statement."""
    tree = parse_one(build(question)[0], dialect="duckdb")
    joined = [table for table in tree.find_all(exp.Table) if table.alias == "counted_rows"]
    return sorted(table.name for table in joined)


FLOW, STOCK = flow("contacts", "contact_on"), stock("assessments", "started_on", "open_until")


@pytest.mark.parametrize(
    ("countings", "scans"),
    [
        ([FLOW, flow("contacts", "contact_on", children("source_group = 'Police'"))], ["contacts"]),
        ([FLOW, flow("contacts", "contact_on", "count(*)", "count(*)")], ["contacts"]),
        ([FLOW, flow("contacts", "contact_on", followed_for_days=14)], ["contacts", "contacts"]),
        ([STOCK, flow("assessments", "authorised_on")], ["assessments", "assessments"]),
        ([STOCK, FLOW], ["assessments", "contacts"]),
    ],
)
def test_what_is_counted_alike_is_counted_in_one_scan(countings: list[Counting], scans: list[str]) -> None:
    assert (
        scans_of(question_of(*(declared(f"m{n}", counting) for n, counting in enumerate(countings)))) == scans
    )


def test_parts_of_all_are_set_against_a_scan_of_all() -> None:
    parts = declared(
        "parts", flow("contacts", "contact_on", denominator="count(*)"), category="source", of_all=True
    )
    assert scans_of(question_of(parts)) == ["contacts"]
    assert scans_of(question_of(parts, by=["category"])) == ["contacts", "contacts"]
    assert scans_of(question_of(parts, where={"source": ["Police"]})) == ["contacts", "contacts"]
    assert scans_of(question_of(parts, where={"sex": ["Male"]})) == ["contacts"]


@pytest.mark.parametrize(
    "how",
    [
        {"grain": "quarter"},
        {"grain": "month", "periods": 6},
        {"by": "category"},
        {"by": "age_band", "where": {"sex": ["Female"]}},
        {"origin": "estimated"},
    ],
    ids=str,
)
def test_a_measure_counts_the_same_alone_as_among_all(county: Store, how: dict[str, object]) -> None:
    together = county.measure(list(MEASURES), **how)  # type: ignore[arg-type]
    for name in MEASURES:
        alone = county.measure(name, **how)  # type: ignore[arg-type]
        among = together[together["measure"] == name].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, among, obj=name)


def test_a_measure_added_counts_what_its_rows_say(county: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    added = declared("added", flow("contacts", "contact_on", children("source_group = 'Police'"), "count(*)"))
    monkeypatch.setitem(MEASURES, "added", added)
    rows = county.table(
        "select count(distinct child_id) filter (where source_group = 'Police') as numerator, count(*) as denominator "
        "from contacts where contact_on between date '2022-10-01' and date '2022-12-31'"
    )
    assert rows["numerator"].iloc[0] > 0
    for ids in (["added"], list(MEASURES)):
        answered = county.measure(ids, periods=1)
        found = answered[answered["measure"] == "added"]
        assert found[["numerator", "denominator"]].to_numpy().tolist() == rows.to_numpy(dtype=float).tolist()


def test_what_no_return_supplies_is_answered_without_a_statement() -> None:
    closed = duckdb.connect(":memory:")
    closed.close()
    asked = Asked(tuple(MEASURES), QUARTERS, "team", (), None, Basis(885, "all"))
    answered = answer(closed, [], asked)
    assert len(answered) == len(MEASURES) * len(QUARTERS)
    assert set(answered["status"]) == {"not supplied", "not applicable"}
    assert answered[["numerator", "denominator", "value"]].isna().all(axis=None)
    assert list(answered["measure"]) == sorted(answered["measure"])


def test_an_empty_store_answers_without_loading_the_parser() -> None:
    script = (
        "import sys; from datetime import date; from data.measures import MEASURES; from data.store import Store; "
        "Store(885).measure(list(MEASURES), ending=date(2022, 12, 31)); sys.exit('sqlglot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("by", [(), ("category",), ("age_band",), ("sex", "age_band")])
def test_the_statement_can_be_written_for_another_engine(by: Sequence[str]) -> None:
    sql, values = build(question_of(*MEASURES.values(), by=by))
    written = transpile(sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    assert len(written) == 1 and all(f":{name}" in written[0] for name in values)


@pytest.mark.parametrize(
    ("expression", "columns"),
    [
        ("count(*)", set()),
        ("count(distinct child_id) filter (where outcome = 'reason')", {"child_id", "outcome"}),
        ("case when {at} < born_on then 'Unborn' end", {"born_on"}),
        ("started_on + interval 3 month <= as_at", {"started_on", "as_at"}),
    ],
)
def test_the_columns_of_an_expression_are_those_it_reads(expression: str, columns: set[str]) -> None:
    assert columns_read(expression) == columns


@pytest.mark.parametrize(
    ("aggregate", "counted"),
    [
        ("count(*) filter (where missing_from = 'Care')", ("missing_from", "Care")),
        ("count(*) filter (where missing_from = 'Care' and returned_at is null)", ("", "")),
        ("count(*) filter (where working_days = 45)", ("", "")),
        ("count(*)", ("", "")),
    ],
)
def test_a_count_of_one_value_says_of_which(aggregate: str, counted: tuple[str, str]) -> None:
    assert value_counted(aggregate) == counted
