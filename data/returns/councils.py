"""Whose rows a file holds, where a column names the authority: rows of several councils are never added up unasked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from data.comparators.authorities import councils
from data.returns.layouts import alphanumerics
from data.returns.problems import CELLS_LISTED, Problem, SheetReport, counted, rows_in_words
from data.returns.readings import SheetTexts

SEVERAL = "rows of several councils"
"""Why no row is used until it is said whose are meant."""

OTHERS = "rows of another council"
"""Why a row is left out once it is said whose are meant."""

WITHHELD = (SEVERAL, OTHERS)

EVERY_ROW = "all of them, one council by several names"
"""What is said in place of a council's name where the names are all one council's ("Worcs CC", a misspelling)."""

AUTHORITY_HEADERS = frozenset(
    (
        "authority",
        "authoritycode",
        "authorityname",
        "council",
        "councilcode",
        "councilname",
        "la",
        "lacode",
        "laname",
        "lanumber",
        "localauthority",
        "localauthoritycode",
        "localauthorityname",
        "nameoflocalauthority",
        "owninglocalauthority",
        "responsibleauthority",
        "responsiblecouncil",
        "responsiblela",
        "responsiblelocalauthority",
        "reportingla",
        "reportinglocalauthority",
        "returningla",
        "submittingauthority",
        "submittingcouncil",
        "submittingla",
        "submittinglocalauthority",
    )
)
"""Headers (as alphanumerics) of a column that says whose a row is."""

_NO_COUNCIL = frozenset({"yes", "no", "y", "n", "true", "false", "unknown", "notknown", "notrecorded", "tbc"})
_EVERY_COUNCILS = frozenset(
    (
        "council",
        "county",
        "borough",
        "city",
        "of",
        "the",
        "and",
        "london",
        "metropolitan",
        "royal",
        "district",
        "authority",
        "unitary",
        "children",
        "childrens",
        "services",
        "trust",
    )
)
"""Words that do not tell one council from another."""


def telling_words(name: str) -> frozenset[str]:
    """The words of a council's name (or of the one that DfE's code means) that tell it from others; without any, all of them."""
    if re.fullmatch(r"\d{3}", name):
        name = councils().get(int(name), name)
    words = frozenset(re.findall(r"[a-z0-9]+", name.lower().replace("'", "").replace("’", "")))
    return (words - _EVERY_COUNCILS) or words


def authority_column(texts: SheetTexts) -> int | None:
    """The column of a sheet that says whose its rows are: of several that do, the one that names the most."""
    lacks_placement = (
        "placement_authority" in texts.match.layout.by_column
        and "placement_authority" not in texts.match.columns
    )
    if texts.match.layout.identifier is None or lacks_placement:
        return None
    named = [
        index for header, index in texts.match.extra.items() if alphanumerics(header) in AUTHORITY_HEADERS
    ]
    return max(named, key=lambda index: len(set(filter(None, _councils(texts, index)))), default=None)


def councils_in(sheets: Iterable[SheetTexts]) -> dict[frozenset[str], str]:
    """The councils whose rows a file holds, the one with the most rows first: telling words to the name as written."""
    rows: Counter[frozenset[str]] = Counter()
    names: dict[frozenset[str], str] = {}
    for texts in sheets:
        index = authority_column(texts)
        if index is None:
            continue
        different, which = texts.columns[index]
        whose = _councils(texts, index)
        for pair in pc.value_counts(which).to_pylist():
            if pair["values"] is not None and (council := whose[pair["values"]]) is not None:
                rows[council] += pair["counts"]
                names.setdefault(council, different[pair["values"]].as_py())
    return {council: names[council] for council, _ in rows.most_common()}


def withhold(sheets: list[SheetTexts], council: str | None) -> None:
    """Leave out the rows of other councils than the one said; while none of the file's is said, every row of sheets that name one.

    With ``EVERY_ROW`` all are used.
    """
    held = councils_in(sheets)
    if len(held) < 2 or council == EVERY_ROW:
        return
    meant = telling_words(council) if council is not None else None
    for texts in sheets:
        index = authority_column(texts)
        if index is None:
            continue
        if meant not in held:
            texts.withheld = pa.repeat(pa.scalar(SEVERAL, pa.string()), len(texts.excel_rows))
            continue
        reasons = pa.array(
            [None if whose == meant else OTHERS for whose in _councils(texts, index)], pa.string()
        )
        which = texts.columns[index][1]
        texts.withheld = pc.if_else(pc.is_null(which), OTHERS, reasons.take(which))


def council_problems(
    report: SheetReport, rows: pa.Table, texts: SheetTexts, held: Iterable[str]
) -> list[Problem]:
    """The question whose rows of a sheet are meant, or how many of others were left out."""
    index = authority_column(texts)
    if index is None:
        return []
    header = next(text for text, place in texts.match.extra.items() if place == index)
    names = "; ".join(held)
    problems = []
    for reason in WITHHELD:
        listed = (
            rows.column("excel_row")
            .filter(pc.fill_null(pc.equal(rows.column("left_out_because"), reason), False))
            .to_pylist()
        )
        if not listed:
            continue
        said = (
            f"names more than one council ({names}): none of its {counted(len(listed), 'row')} is used, so "
            "that no council’s children "
            "are added to another’s. Say on the Upload page whose rows are meant, or export one council’s "
            "alone."
            if reason == SEVERAL
            else f"{counted(len(listed), 'row')} of other councils left out, as was said: {rows_in_words(listed)}."
        )
        problems.append(
            Problem(
                report.name,
                listed[0],
                header,
                names,
                "one council",
                f"Sheet “{report.name}”, column “{header}”: {said}",
                "ask" if reason == SEVERAL else "note",
                tuple(listed[:CELLS_LISTED]),
                kind="several councils" if reason == SEVERAL else "rows of other councils",
            )
        )
    return problems


def _councils(texts: SheetTexts, index: int) -> list[frozenset[str] | None]:
    """Which council each different text of a column names; None for what names none."""
    return [
        None if text is None or alphanumerics(text) in _NO_COUNCIL else telling_words(text)
        for text in texts.columns[index][0].to_pylist()
    ]
