"""Running every rule over one return, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.findings.finding import SEVERITIES, Finding
from data.findings.registry import RULES
from data.findings.rules.declaration import CHILD_LISTS, EVERYONE, Part, Rule
from data.lists.loaded_return import LoadedReturn
from data.returns.annex_a import ANNEX_A
from data.returns.layouts import Layout
from data.store import Questions


@dataclass(frozen=True)
class NotRun:
    """A rule, or the part of it that is asked of one list, that the return has not got the columns for."""

    rule: Rule
    layout: Layout | None
    needs: str


@dataclass(frozen=True)
class Checked:
    """What the rules found in one return.

    ``findings`` has one row a finding, by rule, list and row: rule, severity, list, sheet, row (of Excel), column (its
    header), child_id, found, expected, message. ``run`` are the rules that were asked, of some list at least; ``not_run``
    what could not be.
    """

    annex_a: LoadedReturn
    findings: pd.DataFrame
    run: tuple[Rule, ...]
    not_run: tuple[NotRun, ...]

    def of(self, rule: Rule) -> pd.DataFrame:
        """The findings of one rule."""
        return self.findings[self.findings["rule"] == rule.id]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings each rule has that has any, the gravest and commonest first."""
        counts = {
            str(name): int(count) for name, count in self.findings["rule"].value_counts().items() if count
        }
        worst_first = sorted(counts, key=lambda name: (SEVERITIES.index(RULES[name].severity), -counts[name]))
        return {name: counts[name] for name in worst_first}

    def by_rule(self) -> list[Finding]:
        """One finding for each rule that has any, the gravest and commonest first; its rows are those of ``findings``."""
        return [self._finding(RULES[name], count) for name, count in self.counts.items()]

    def _finding(self, rule: Rule, count: int) -> Finding:
        rows = self.of(rule)
        lists = set(rows["list"])
        return rule.finding(
            "",
            ", ".join(dict.fromkeys(rows["sheet"])),
            count,
            rule.sentence,
            lists=tuple(layout.name for layout in ANNEX_A if layout.short_title in lists),
        )


def returns_to_check(store: Questions) -> list[LoadedReturn]:
    """The Annex A returns in use, the newest first."""
    lists = [loaded for loaded in store.returns if loaded.report.kind == "annex_a"]
    return sorted(lists, key=lambda loaded: loaded.order, reverse=True)


def run_rules(
    store: Questions, annex_a: LoadedReturn | None = None, today: date | None = None
) -> Checked | None:
    """Every rule over the rows of one return that are used: the newest Annex A return unless another is given.

    ``today`` says what still lies ahead. A rule reads only what the return supplies; where a list or column is missing it
    is not run, and says so. None where there is no Annex A return.
    """
    chosen = annex_a or next(iter(returns_to_check(store)), None)
    if chosen is None:
        return None
    supplied = {supply.list: supply.columns_known for supply in chosen.supplies}
    run: list[Rule] = []
    not_run: list[NotRun] = []
    parts: list[tuple[Rule, Part]] = []
    statements: list[str] = []
    for rule in RULES.values():
        asked = []
        for part in rule.parts:
            if needs := _missing(part, supplied):
                not_run.append(NotRun(rule, part.layout, needs))
            else:
                asked.append(_select(part, len(parts)))
                parts.append((rule, part))
        if asked:
            run.append(rule)
            statements.append(_statement(asked, chosen, today or date.today()))
    answers = [store.table(statement) for statement in statements]
    return Checked(chosen, _findings(answers, parts), tuple(run), tuple(not_run))


def _missing(part: Part, supplied: dict[str, frozenset[str]]) -> str:
    """The lists and columns that a part of a rule needs and the return does not supply, in words; empty where none."""
    if part.layout is None:
        held = any(part.column in supplied.get(layout.name, ()) for layout in CHILD_LISTS)
        return "" if held else f"“{part.header}” on any of Lists 1 to 10"
    missing: list[str] = []
    for layout, columns in part.needed.items():
        if layout.name not in supplied:
            missing.append(layout.short_title)
        else:
            missing += [
                f"{layout.short_title}, “{column.header}”"
                for column in layout.columns
                if column.name in columns - supplied[layout.name]
            ]
    return "; ".join(missing)


def _select(part: Part, number: int) -> str:
    place = "listed.list" if part.layout is None else str(part.layout.number)
    source = part.source or f"list_{part.layout.number if part.layout else 0} as listed"
    return (
        f"select {number} as part, {place} as list, listed.sheet as sheet, listed.excel_row as excel_row, "
        f"listed.child_id as child_id, {part.found_sql} as found from {source} where {part.where}"
    )


def _statement(parts: list[str], annex_a: LoadedReturn, today: date) -> str:
    """One statement for all parts of a rule, with the tables they name: the rows of the return's lists that are used."""
    select = " union all ".join(parts)
    named = set(re.findall(rf"\b(list_\d+|{EVERYONE})\b", select))
    if EVERYONE in named:
        named |= {f"list_{layout.number}" for layout in CHILD_LISTS}
    tables = [_list_table(layout, annex_a, today) for layout in ANNEX_A if f"list_{layout.number}" in named]
    if EVERYONE in named:
        tables.append(f"{EVERYONE} as materialized ({' union all '.join(map(_child_rows, CHILD_LISTS))})")
    return f"with {', '.join(tables)} {select} order by list, sheet, excel_row, part"


def _list_table(layout: Layout, annex_a: LoadedReturn, today: date) -> str:
    identifier = layout.columns[0].name
    named = "" if identifier == "child_id" else f", {identifier} as child_id"
    return (
        f"list_{layout.number} as not materialized (select *{named}, date '{annex_a.reporting_date}' as reporting_date, "
        f"date '{today}' as checked_on from returned_{layout.name} "
        f"where return_id = {annex_a.id} and left_out_because is null)"
    )


def _child_rows(layout: Layout) -> str:
    return (
        f"select {layout.number} as list, sheet, excel_row, {layout.number}0000000 + excel_row as place, child_id, born_on, gender, "
        f"reporting_date from list_{layout.number}"
    )


def _findings(answers: list[pd.DataFrame], parts: list[tuple[Rule, Part]]) -> pd.DataFrame:
    """The answers as findings: what is the same for all findings of a part is kept once."""
    columns = ["part", "list", "sheet", "excel_row", "child_id", "found"]
    rows = pd.concat(answers, ignore_index=True) if answers else pd.DataFrame(columns=columns)
    part = rows["part"].to_numpy(dtype="int64")

    def of_part(values: list[str]) -> pd.Categorical[str]:
        different = list(dict.fromkeys(values))
        return pd.Categorical.from_codes(
            np.array([different.index(value) for value in values])[part], categories=pd.Index(different)
        )

    lists = pd.Index([layout.short_title for layout in ANNEX_A])
    return pd.DataFrame(
        {
            "rule": of_part([rule.id for rule, _ in parts]),
            "severity": of_part([rule.severity for rule, _ in parts]),
            "list": pd.Categorical.from_codes(rows["list"].to_numpy(dtype="int64") - 1, categories=lists),
            "sheet": rows["sheet"],
            "row": rows["excel_row"].astype("int64"),
            "column": of_part([part.header for _, part in parts]),
            "child_id": rows["child_id"],
            "found": rows["found"],
            "expected": of_part([part.expected for _, part in parts]),
            "message": of_part([f"{rule.sentence} {rule.what_to_do}" for rule, _ in parts]),
        }
    )
