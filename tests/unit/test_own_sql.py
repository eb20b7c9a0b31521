"""An analyst's own SQL: what is answered, and every attack ends in a sentence, quickly, with the session working.

A new attack is a line of REFUSED, or of STOPPED where only running shows what it is.
"""

from __future__ import annotations

import math
import resource
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures import MEASURES
from data.own_sql import LIMITS, Limits, QueryRefused, answer, run
from data.own_sql_check import FUNCTIONS, LONGEST_TEXT, Refused, views_read
from data.own_sql_examples import example, example_measures
from data.own_sql_process import locked_database, result
from data.own_sql_views import documented_views
from data.store import Store
from tests.patience import allowed

QUICK = Limits(seconds=1.0, memory_mb=256, rows=100)
_DOUBLED = ", ".join(f"a{n} as materialized (select x || x as x from a{n - 1})" for n in range(1, 40))
_LISTS = ", ".join(f"a{n} as materialized (select [x, x] as x from a{n - 1})" for n in range(1, 40))
_LONG = "c" * 4_000

REFUSED = [
    # reading files
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from read_parquet('x.parquet')",
    "select * from read_json('x.json')",
    "select * from '/etc/passwd'",
    "select * from 'x.csv'",
    'from "data.parquet"',
    "select * from glob('*')",
    "select * from glob('/**')",
    "select * from sniff_csv('/etc/passwd')",
    "select * from parquet_metadata('x')",
    "select count(*) from contacts where child_id in (select content from read_text('/etc/passwd'))",
    "select (select content from read_text('/etc/passwd') limit 1)",
    "with contacts as (from read_text('/etc/passwd')) from contacts",
    # writing, attaching, extensions
    "copy contacts to '/tmp/out.csv'",
    "copy (select 1) to '/tmp/out.csv'",
    "export database '/tmp/out'",
    "import database '/tmp/out'",
    "attach '/tmp/x.db'",
    "attach ':memory:' as other",
    "detach memory",
    "use memory",
    "install httpfs",
    "load httpfs",
    "force install httpfs",
    "create secret s (type s3)",
    # settings, state, statements
    "pragma database_list",
    "pragma memory_limit='100GB'",
    "set memory_limit='100GB'",
    "set global enable_external_access=true",
    "reset memory_limit",
    "set variable a = 5",
    "select getvariable('a')",
    "call pragma_version()",
    "checkpoint",
    "vacuum",
    "analyze",
    "begin",
    "commit",
    "prepare p as select 1",
    "execute p",
    "explain select 1",
    "explain analyze select 1",
    "describe contacts",
    "summarize contacts",
    "show tables",
    "select * from (show all tables)",
    "select * from (describe contacts)",
    "select * from (summarize contacts)",
    "select getenv('HOME')",
    "select current_setting('memory_limit')",
    "select version()",
    "select current_query()",
    "select nextval('s')",
    "select sleep_ms(100000)",
    "select pg_sleep(100000)",
    "select write_log('x')",
    "select error('x')",
    "select setseed(0.5)",
    "select * from query('select 1')",
    "select * from query_table('contacts')",
    "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
    "select json_serialize_sql('select 1')",
    # several statements, and such as change something
    "select 1; select 2",
    "select 1; drop table contacts",
    "select 1;;;drop table contacts",
    "/* select */ drop table contacts",
    "select 1 /* ; */; delete from contacts",
    "drop table contacts",
    "delete from contacts",
    "update contacts set child_id = '1'",
    "insert into contacts select * from contacts",
    "truncate contacts",
    "merge into contacts using referrals on true when matched then delete",
    "create table t as select 1",
    "create view v as select 1",
    "create macro count(x) as 1",
    "create or replace macro main.sum(x) as 1",
    "create type t as enum ('a')",
    "create sequence s",
    "create index i on contacts (child_id)",
    "alter table contacts add column x int",
    "comment on table contacts is 'x'",
    "with gone as (delete from contacts returning *) select * from gone",
    "with more as (insert into contacts select * from contacts returning *) select * from more",
    "pivot contacts on source using count(*)",
    # the catalogue, settings, and tables that are not documented
    "select * from information_schema.tables",
    "select * from duckdb_settings()",
    "select * from duckdb_tables",
    "select * from duckdb_secrets()",
    "select * from pg_catalog.pg_tables",
    "select * from pg_tables",
    "select * from sqlite_master",
    "select * from pragma_table_info('contacts')",
    "select * from returned_contacts",
    "select * from usable_contacts",
    "select * from unsettled",
    "select * from return_lists",
    "select * from main.contacts",
    "select * from memory.main.contacts",
    "select * from system.main.duckdb_tables",
    "select * from tables_1.main.contacts",
    "with pg_tables as (select * from pg_tables) select * from pg_tables",
    "with recursive pg_tables as (select * from pg_tables union all select * from pg_tables) select * from pg_tables",
    "select * from (with unsettled as (select 1) select * from unsettled) as x, unsettled",
    "with first as (select * from second), second as (select 1) select * from first",
    "select excel_row from contacts",
    "select other_columns from contacts",
    "select main.upper('a')",
    "select system.main.getenv('HOME')",
    # Python's own names
    "select * from store",
    "select * from limits",
    "select * from pa",
    "select * from arrow_scan(1, 2, 3)",
    "select * from pandas_scan(1)",
    # memory
    "select repeat('ab', 1000000000)",
    "select repeat('ab', 1000000000) || repeat('c', 2000000000)",
    "select lpad('a', 2000000000, 'b')",
    "select rpad('a', 2000000000, 'b')",
    "select bar(1, 0, 1, 1000000000)",
    "select printf('%1000000000d', 1)",
    "select format('{:1000000000}', 1)",
    "select list_resize([1], 1000000000)",
    "select array_resize([1], 1000000000)",
    "select range(1000000000000)",
    "select * from range(1000000000000)",
    "select unnest(generate_series(1, 1000000000000))",
    "select * from generate_series(1, 1000000000000)",
    "select * from repeat('a', 1000000000000)",
    # texts that are no query
    "",
    "   \n\t ",
    ";",
    "-- only a remark",
    "/* never closed",
    "'never closed",
    "$$never closed",
    "selec * from contacts",
    "select",
    "select * from",
    "select nothing from contacts",
    "select no_such_function(1)",
    "ſelect 1",
    "select １",
    "select * from сontacts",
    "select \u202e1",
    "select '\x00'",
    "select '\ud800'",
    "\ufeff\ufeffdrop table contacts",
    "select ?",
    "select $1",
    "select $name from contacts",
    "select * from contacts where child_id = ?",
    "a" * 1_000_000,
    f"select '{'a' * LONGEST_TEXT}'",
    f"select {'(' * 9_000}1{')' * 9_000}",
    f"select {'- ' * 9_000}1",
    f"select {'not ' * 4_000}true",
    f"select 1{' + 1' * 4_000}",
    f"select {'[' * 9_000}1{']' * 9_000}",
    f"select {'{a: ' * 4_000}1{'}' * 4_000}",
    f"{'(select ' * 2_000}1{')' * 2_000}",
    f"{'(select ' * 240}1{')' * 240}",
    f"select * from {'(select * from ' * 240}pg_tables{')' * 240}",
    f"select * from {'(select * from ' * 700}pg_tables{')' * 700}",
    f"select {'[' * 240}repeat('a', 9){']' * 240}",
    f"with {', '.join(f'a{n} as (select * from a{n - 1})' for n in range(1, 400))} select * from a399",
    f"select * from {'(select * from ' * 1_000}contacts{')' * 1_000}",
    f"select {'case when true then ' * 900}1{' end' * 900}",
    f"select 1{'::int' * 3_900}",
]

STOPPED = [
    "select count(*) from contacts a, contacts b, contacts c, contacts d",
    "select * from contacts a, contacts b, contacts c order by a.child_id || b.child_id desc, c.child_id",
    "select count(distinct a.child_id || b.child_id) from contacts a, contacts b",
    "select array_agg(a.child_id || b.child_id) from contacts a, contacts b",
    "select string_agg(a.child_id || b.child_id, '') from contacts a, contacts b",
    "select list(a) from contacts a, contacts b",
    "select list(day) from calendar, contacts",
    "select histogram(a.child_id || b.child_id) from contacts a, contacts b",
    "with recursive n as (select 1 as x union all select x + 1 from n) select count(*) from n",
    "with recursive n as (select 'ab' as x union all select x || x from n) select max(length(x)) from n",
    "with recursive n as (select [1] as x union all select [1] from n, contacts) select count(*) from n",
    f"with a0 as (select 'abcdefgh' as x), {_DOUBLED} select length(x) from a39",
    f"with a0 as (select 'abcdefgh' as x), {_LISTS} select x from a39",
    f"select replace(replace(replace(string_agg(child_id, 'a'), 'a', '{_LONG}'), 'c', '{_LONG}'), 'c', '{_LONG}') from contacts",
    f"select max(regexp_replace(regexp_replace(child_id, '.', '{_LONG}', 'g'), 'c', '{_LONG}', 'g')) from contacts",
    "select count(*) from contacts a, contacts b where levenshtein(a.ethnicity || a.child_id, b.ethnicity || b.child_id) > 99",
    "select count(*) from contacts a, contacts b where regexp_matches(a.child_id || b.child_id, '(a|b|c|1|2)*x*[0-9]{1,200}$')",
    "select regexp_matches(string_agg(child_id, ''), '((a{1,100}){1,100}){1,100}') from contacts",
    "select cast(child_id || 'x' as integer) from contacts",
    "select cast('x' as date)",
    "select 9223372036854775807 + 1",
    "select 'x'::no_such_type",
    "select child_id from contacts group by source_group",
    "select sum(child_id) from contacts",
    "select 1 as a limit -1",
    f"select {'*, ' * 900}1 from care_as_reported",
]

ANSWERED = {
    "select 1 as one": [(1,)],
    "select 1 as one;": [(1,)],
    "-- a remark; drop table contacts\nselect 'a; drop table contacts' as text": [
        ("a; drop table contacts",)
    ],
    "values (1, 'a'), (2, 'b')": [(1, "a"), (2, "b")],
    "with CONTACTS as (select 3 as x) select x from Contacts": [(3,)],
    "select a.x, b.x from (select 1 as x) as a, (select 2 as x) as b": [(1, 2)],
    "with recursive n as (select 1 as x union all select x + 1 from n where x < 4) select sum(x) as s from n": [
        (10,)
    ],
    "select sum(x) filter (x > 1) as s from (values (1), (2), (3)) as t(x)": [(5,)],
    "select [1, 2] as l, {'a': 1} as s, interval 2 day as i": [("[1, 2]", "{'a': 1}", "2 days")],
    "select x, row_number() over (order by x desc) as n from (values (1), (2)) as t(x) qualify n = 1": [
        (2, 1)
    ],
    "select * from (values ('a', 1), ('b', 2)) as t(k, v) pivot (sum(v) for k in ('a', 'b'))": [(1, 2)],
    "select date_diff('day', date '2022-01-01', date '2022-03-01') as d, 100.0 * 1 / 8 as p": [(59, 12.5)],
    "select 170141183460469231731687303715884105727::hugeint as h": [(float(2**127 - 1),)],
    "select coalesce(null, 'x') as c, case when 1 = 1 then 'y' end as d, 'abc' like 'a%' as e": [
        ("x", "y", True)
    ],
    "select percentile_cont(0.5) within group (order by x) as m from (values (1), (2)) as t(x)": [(1.5,)],
}


def rows_of(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(frame.itertuples(index=False, name=None))


def is_sentence(text: str) -> bool:
    return (
        (text[0].isupper() or text[0] in "“")
        and text.endswith((".", "?", "!"))
        and "\n" not in text
        and len(text) < 500
        and "Traceback" not in text
    )


def test_a_thousand_contacts_are_enough_to_attack(county: Store) -> None:
    assert run(county, "select count(*) as n from contacts")["n"].item() > 10_000


@pytest.fixture(scope="module")
def names(county: Store) -> list[str]:
    return [view.name for view in documented_views(county)]


@pytest.fixture(scope="module")
def copied(county: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every documented view in one database, as the process has those that a text reads."""
    connection = locked_database(512)
    for view in documented_views(county):
        connection.register("incoming", county.shelf.tables.query(view.query))
        connection.execute(f"create table {view.name} as select * from incoming")
        connection.unregister("incoming")
    yield connection
    connection.close()


def checked_result(connection: duckdb.DuckDBPyConnection, names: list[str], text: str) -> pa.Table:
    """What the process does with a text once it has the rows."""
    views_read(connection, text, names)
    return result(connection, text, 10, 5.0, 256)


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text)[:60])
def test_an_attack_is_refused_with_a_sentence(
    text: str, names: list[str], copied: duckdb.DuckDBPyConnection
) -> None:
    """By the check, before anything is run; what is no attack but a slip, by the engine before a row is read."""
    with pytest.raises(Refused) as refused:
        checked_result(copied, names, text)
    assert is_sentence(str(refused.value)), refused.value


def test_each_family_of_attacks_ends_so_from_outside_too_and_the_session_answers(
    county: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = county.measure("contacts", periods=1)
    for text in REFUSED[::15]:
        with pytest.raises(QueryRefused) as refused:
            run(county, text, QUICK)
        assert is_sentence(str(refused.value))
    assert county.measure("contacts", periods=1).equals(before)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", STOPPED, ids=lambda text: text[:60])
def test_what_takes_too_much_or_fails_while_it_runs_ends_in_a_sentence(
    county: Store, text: str, tmp_path: Path
) -> None:
    start, largest_child = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with pytest.raises(QueryRefused) as refused:
        run(county, text, QUICK)
    assert time.monotonic() - start < allowed(20)
    sentence = str(refused.value)
    assert is_sentence(sentence)
    held = set(county.shelf.tables.query("select distinct child_id from contacts")["child_id"].to_pylist())
    assert not any(word.strip(".,'\"“”") in held for word in sentence.split())
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(largest_child, 1_300_000)
    assert county.measure("contacts", periods=1)["value"].item() > 0


@pytest.mark.parametrize("text", ANSWERED, ids=lambda text: text[:60])
def test_a_query_is_answered(copied: duckdb.DuckDBPyConnection, names: list[str], text: str) -> None:
    rows = [tuple(map(_number, row.values())) for row in checked_result(copied, names, text).to_pylist()]
    assert rows == ANSWERED[text]


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value < 2**60 and value == int(value) else float(value)
    return value


def test_columns_of_one_name_are_told_apart_and_days_are_days(county: Store) -> None:
    rows = run(
        county,
        "select 1 as a, 2 as a, 3 as \"a (2)\", date '2022-12-31' as d, date 'infinity' as e, sum(1) as s",
    )
    assert list(rows.columns) == ["a", "a (2)", "a (2) (2)", "d", "e", "s"]
    assert rows.loc[0, "d"] == pd.Timestamp(2022, 12, 31)
    assert isinstance(rows.loc[0, "e"], str)
    assert rows["s"].dtype == "int64"


def test_rows_beyond_the_limit_are_cut_and_that_is_said(county: Store) -> None:
    cut = answer(county, "select child_id from contacts order by child_id", Limits(rows=5))
    whole = answer(county, "select child_id from contacts order by child_id limit 5", Limits(rows=5))
    assert (len(cut.rows), cut.is_cut) == (5, True)
    assert (len(whole.rows), whole.is_cut) == (5, False)
    assert cut.rows.equals(whole.rows)


def test_a_copy_and_the_shelf_say_the_same(county: Store) -> None:
    text = "select team_shown, count(*) as n, sum(working_days) as days from assessments group by team_shown order by team_shown"
    rows, own = run(county, text), county.table(text)
    assert rows.to_dict("list") == own.to_dict("list")


def test_two_queries_at_once_are_both_answered(county: Store) -> None:
    answers: list[int] = []
    ask = lambda: answers.append(int(run(county, "select count(*) as n from contacts")["n"].item()))  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 3
    assert len(set(answers)) == 1


def test_a_query_leaves_nothing_to_the_next(county: Store) -> None:
    run(county, "select count(*) from contacts")
    with pytest.raises(QueryRefused, match=r"not found|does not exist"):
        run(county, "select contacts.child_id from referrals")


def test_every_view_and_column_is_documented(county: Store) -> None:
    views = documented_views(county)
    assert len({view.name for view in views}) == len(views) > 40
    for view in views:
        assert view.holds
        assert view.columns
        assert all(column.words for column in view.columns)
        county.shelf.tables.query(f"{view.query} limit 0")
    assert {view.name for view in views if not view.is_held} < {view.name for view in views}


def test_every_allowed_function_is_there(copied: duckdb.DuckDBPyConnection) -> None:
    held = {name for (name,) in copied.execute("select function_name from duckdb_functions()").fetchall()}
    by_grammar = {"coalesce", "ifnull", "percentile_cont", "percentile_disc", "grouping"}
    assert {name for names in FUNCTIONS.values() for name in names} - held == by_grammar


@pytest.mark.parametrize("measure", [measure.id for measure in example_measures()])
def test_an_example_gives_the_measures_own_figure(
    county: Store, copied: duckdb.DuckDBPyConnection, names: list[str], measure: str
) -> None:
    declared = MEASURES[measure]
    text = example(county, declared)
    views_read(copied, text, names)
    given = {
        row[0]: row[1]
        for row in map(tuple, map(dict.values, result(copied, text, 200, 20.0, 512).to_pylist()))
    }
    origin = "derived" if declared.counting else "estimated"
    by, periods = ("category", 1) if declared.is_split else (None, 8)
    figures = county.measure(measure, periods=periods, by=by, origin=origin)
    known = figures[figures["status"].isin(["ok", "partial"])]
    for _, figure in known.iterrows():
        value = given.get(figure["group"] if by else figure["period"], 0.0)
        assert math.isclose(float(value), figure["value"], abs_tol=1e-9), figure["period"]


def test_examples_run_from_outside(county: Store) -> None:
    rows = run(county, example(county, MEASURES["assessments_within_45_working_days"]))
    figures = county.measure("assessments_within_45_working_days")
    assert rows["period"].tolist() == figures["period"].tolist()
    assert rows["value"].tolist() == pytest.approx(figures["value"].tolist())


_WORDS = st.sampled_from(
    [
        *(
            "select",
            "from",
            "contacts",
            "*",
            "(",
            ")",
            ",",
            "where",
            "with",
            "as",
            "union all",
            "1",
            "'x'",
            "group by",
            "order by",
        ),
        *(
            "child_id",
            "count(*)",
            "recursive",
            "join",
            "on",
            ";",
            "--",
            "/*",
            "*/",
            "'",
            '"',
            "$$",
            "?",
            "::",
            "date",
            "[",
            "]",
            "{",
        ),
        *(
            "}",
            "::int",
            "over",
            "lateral",
            "unnest",
            "pivot",
            "values",
            "delete",
            "drop table",
            "copy",
            "to",
            "in",
            "exists",
            "#1",
        ),
        *(
            "read_text",
            "lambda x:",
            "->",
            ".",
            "=",
            "e",
            "repeat",
            "limit",
            "qualify",
            "columns",
            "all",
            "exclude",
            "replace",
        ),
    ]
)


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=25).map(" ".join)))
def test_whatever_is_typed_is_answered_or_refused(
    copied: duckdb.DuckDBPyConnection, names: list[str], text: str
) -> None:
    try:
        checked_result(copied, names, text)
    except Refused as refused:
        sentence = str(refused)
    else:
        return
    assert is_sentence(sentence), sentence


@settings(max_examples=6)
@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_whatever_is_typed_is_answered_or_refused_from_outside(county: Store, text: str) -> None:
    try:
        run(county, text, QUICK)
    except QueryRefused as refused:
        sentence = str(refused)
    else:
        return
    assert is_sentence(sentence), sentence


def test_an_empty_session_answers_too(store: Store) -> None:
    assert rows_of(run(store, "select count(*) as n from contacts")) == [(0,)]
    assert LIMITS.rows == 10_000
