"""What of SQL that somebody typed may run: one SELECT over views that are named, with functions that are named.

The engine's own parser reads the text, so that there is no second grammar with gaps of its own. Whatever is not on a list here is
refused: what a later version of the engine can do besides is no hole. It is worked out in the process that runs the query, of which
a text that breaks the parser breaks nothing else; so nothing is imported that takes long.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterator
from typing import Any

import duckdb

LONGEST_TEXT = 20_000

_NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
_RELATIONS = {"BASE_TABLE", "SUBQUERY", "JOIN", "EXPRESSION_LIST", "EMPTY", "PIVOT"}
_MODIFIERS = {"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"}
_ORDERS = {"ORDER_DEFAULT", "ASCENDING", "DESCENDING"}
_CLASSES = {
    *(
        "BETWEEN",
        "CASE",
        "CAST",
        "COLLATE",
        "COLUMN_REF",
        "COMPARISON",
        "CONJUNCTION",
        "CONSTANT",
        "FUNCTION",
    ),
    *("LAMBDA", "OPERATOR", "POSITIONAL_REFERENCE", "STAR", "SUBQUERY", "TYPE", "WINDOW"),
}
_WHY_NOT = {
    "TABLE_FUNCTION": "a function cannot stand in the place of a view.",
    "SHOW_REF": "DESCRIBE, SHOW and SUMMARIZE are not run here; the columns are listed beside the editor.",
    "PARAMETER": "? and $ stand for a value that nobody gives here; write the value itself.",
}

_BY_GRAMMAR = (
    "count_star like_escape ilike_escape not_like_escape not_ilike_escape "
    "+ - * / // % ^ ** || & | ~ << >> ~~ !~~ ~~* !~~* ~~~ ^@ @"
)
"""What the grammar makes of operators, LIKE … ESCAPE and count(*)."""
_CALCULATING = (
    "abs add ceil ceiling cbrt degrees divide even exp fdiv floor fmod gcd greatest isfinite isinf isnan lcm least ln log log10 log2 "
    "mod multiply pi pow power radians round round_even sign sqrt subtract trunc"
)
_TEXTS = (
    "ascii char_length character_length chr concat concat_ws contains ends_with instr lcase left len length levenshtein "
    "jaro_winkler_similarity lower ltrim md5 position prefix regexp_extract regexp_full_match regexp_matches regexp_replace replace "
    "reverse right rtrim split_part starts_with strip_accents strlen strpos substr substring suffix trim ucase unicode upper hash "
    "string_split str_split regexp_split_to_array"
)
_DAYS = (
    "age century current_date date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname "
    "dayofmonth dayofweek dayofyear days_in_month decade epoch hour isodow isoyear last_day make_date make_time make_timestamp minute "
    "month monthname now quarter second strftime strptime time_bucket today to_days to_hours to_minutes to_months to_quarters "
    "to_seconds to_weeks to_years try_strptime week weekday weekofyear year yearweek timezone"
)
_CHOOSING = "coalesce constant_or_null if ifnull nullif typeof xor"
_LISTS = (
    "array_contains array_extract array_length array_position array_slice array_sort element_at flatten list_avg list_contains list_count "
    "list_distinct list_extract list_filter list_has list_max list_min list_position list_reverse_sort list_slice list_sort "
    "list_sum list_transform list_apply list_unique list_value row struct_extract struct_pack unnest array_to_string list_aggregate "
    "list_any_value list_first list_last list_median"
)
_AGGREGATES = (
    "any_value approx_count_distinct approx_quantile arbitrary arg_max arg_min array_agg avg bool_and bool_or corr count count_if "
    "countif covar_pop covar_samp entropy favg first fsum group_concat histogram kurtosis last list listagg mad max max_by mean "
    "median min min_by mode percentile_cont percentile_disc product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count "
    "regr_intercept regr_r2 regr_slope skewness stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance grouping"
)
_WINDOWS = "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank rank_dense row_number"

FUNCTIONS: dict[str, tuple[str, ...]] = {
    "Counting": tuple(_AGGREGATES.split()),
    "Over windows": tuple(_WINDOWS.split()),
    "Dates": tuple(_DAYS.split()),
    "Texts": tuple(_TEXTS.split()),
    "Numbers": tuple(_CALCULATING.split()),
    "Choosing": tuple(_CHOOSING.split()),
    "Lists": tuple(_LISTS.split()),
}
"""The functions that may be called, by what they are for. None reads anything but its arguments, waits, or makes a text or a list whose
length is given as a number; what the grammar makes of operators may be used besides."""

_ALLOWED = frozenset({*_BY_GRAMMAR.split(), *(name for names in FUNCTIONS.values() for name in names)})


class Refused(Exception):
    """Why a text is not run, as a sentence or two."""


def views_read(connection: duckdb.DuckDBPyConnection, text: str, documented: Collection[str]) -> list[str]:
    """The documented views that a text reads, each once. Raises Refused with a sentence where it may not run.

    ``connection`` lends its parser, and nothing is run.
    """
    _refuse_long_or_empty(text)
    _refuse_other_statements(connection, text)
    read = connection.execute("select json_serialize_sql(?::varchar)", [text]).fetchall()[0][0]
    try:
        parsed = json.loads(read)
        if parsed["error"]:
            raise Refused(f"The query cannot be read: {in_one_line(parsed['error_message'])}")
        known = {name.lower() for name in documented}
        return list(dict.fromkeys(_views(parsed["statements"], frozenset(), known)))
    except RecursionError:
        raise Refused("The query cannot be read: it is nested too deeply.") from None


def in_one_line(message: str) -> str:
    """The engine's own words for what is wrong with a text: without the kind of error, and the text that it repeats."""
    if "expression depth" in message:
        return "it is nested too deeply."
    words = message.split("\n\nLINE ")[0].split("\nLINE ")[0]
    kind, colon, rest = words.partition(": ")
    if colon and kind.endswith("Error"):
        words = rest
    words = " ".join(words.split())[:300]
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _refuse_long_or_empty(text: str) -> None:
    if not text.strip():
        raise Refused("Type a query: one SELECT over the documented views.")
    if len(text) > LONGEST_TEXT:
        raise Refused(
            f"The query is too long: it has {len(text):,} characters, and {LONGEST_TEXT:,} are read."
        )
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refused("The query holds a character that is none: type it anew.")


def _refuse_other_statements(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    try:
        statements = connection.extract_statements(text)
    except (duckdb.ParserException, duckdb.SyntaxException) as error:
        raise Refused(f"The query cannot be read: {in_one_line(str(error))}") from None
    except duckdb.Error:
        raise Refused("Only one SELECT over the documented views is run here.") from None
    if not statements:
        raise Refused("Type a query: one SELECT over the documented views.")
    if len(statements) > 1:
        raise Refused(f"Write one SELECT and nothing else: there are {len(statements)} statements.")
    kind = statements[0].type.name
    if kind == "MULTI":
        raise Refused("A PIVOT needs its values: write PIVOT … ON … IN (…) after FROM, in brackets.")
    if kind != "SELECT":
        words = kind.replace("_", " ")
        raise Refused(
            f"Only a SELECT is run here, which reads and changes nothing; this is another statement ({words})."
        )


def _views(part: Any, known: frozenset[str], documented: Collection[str]) -> Iterator[str]:
    """The documented views named in a part of the parsed text; ``known`` are the names that WITH gives within it."""
    if isinstance(part, list):
        for inner in part:
            yield from _views(inner, known, documented)
    elif isinstance(part, dict):
        if "type_info" in part or part.get("class") == "CONSTANT":
            return
        _refuse_unknown(part)
        if part.get("type") == "BASE_TABLE":
            yield from _view(part, known, documented)
        for entry in part.get("cte_map", {}).get("map", ()):
            yield from _views(entry["value"], known, documented)
            known |= {entry["key"].lower()}
        again = {part["cte_name"].lower()} if part.get("type") == "RECURSIVE_CTE_NODE" else set()
        for name, inner in part.items():
            if name != "cte_map":
                yield from _views(inner, known if name == "left" else known | again, documented)


def _view(relation: dict[str, Any], known: frozenset[str], documented: Collection[str]) -> Iterator[str]:
    name = relation["table_name"]
    if relation.get("catalog_name") or relation.get("schema_name"):
        raise Refused(
            f"Name a view by its name alone, as it is listed: not “{relation.get('schema_name') or relation['catalog_name']}.{name}”."
        )
    if name.lower() in known:
        return
    if name.lower() not in documented:
        near = difflib.get_close_matches(name.lower(), documented, 1)
        hint = f" Is “{near[0]}” meant?" if near else " The views are listed beside the editor."
        raise Refused(f"“{_short(name)}” is not a documented view.{hint}")
    yield name.lower()


def _refuse_unknown(part: dict[str, Any]) -> None:
    """Refuse a part of a query of a kind, or a function, that is not allowed."""
    kind, category = part.get("type"), part.get("class")
    if category is not None:
        if category not in _CLASSES:
            _refuse_kind(category)
        function = part.get("function_name")
        if function is not None:
            _refuse_function(part, function.lower())
    elif isinstance(kind, str) and kind not in _NODES | _RELATIONS | _MODIFIERS | _ORDERS:
        _refuse_kind(kind)


def _refuse_function(part: dict[str, Any], name: str) -> None:
    if part.get("schema") or part.get("catalog"):
        raise Refused(
            f"Name a function by its name alone: not “{_short(part.get('schema') or part['catalog'])}.{_short(name)}”."
        )
    if name not in _ALLOWED:
        raise Refused(
            f"The function {_short(name)} is not one of those that may be used; they are listed beside the editor."
        )


def _refuse_kind(kind: str) -> None:
    words = kind.replace("_", " ").lower()
    raise Refused(f"This cannot be run here: {_WHY_NOT.get(kind, f'a query may not hold a {words}.')}")


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:60]}…"
