"""The risk-factor rank table as the pack prints it: the latest period's ten, with rank and share for each period, and the trio."""

from __future__ import annotations

from components.figures.answers import Answers
from components.figures.factors import Factors, held_of, published_of_factors, read_factors
from components.figures.figure import Number, Sentence, Table
from components.figures.kind import Content, Kind
from components.figures.remarks import small
from components.words.numbers import count_or_blank
from data.facts.factors import FactorRank, FactorsHeld
from data.in_words import plain
from data.measures import Shown
from data.series import HIDDEN

SOURCES = {
    "reported": "as the panel return states them",
    "derived": "counted from the assessment factors loaded",
}
NONE = "–"
TRIO_ROW = "Assessments with the trio (“Trio of Harm”) present"
_LEGEND = "Each cell: rank (share of assessments). Change: in rank, on the period before."
_EVERY_COLUMN = ("Period", "Relates to", "Risk factor", "Rank", "Share of assessments", "Number", "Of")


def _make(shown: Shown, answers: Answers) -> Content:
    factors = held_of(shown, answers)
    if not isinstance(factors, Factors):
        return factors
    held = factors.held
    return Content(
        (_most_common(held, shown.measure), small(_LEGEND), small(_whence(held))),
        table=rank_table(held),
        more=(_every_factor(held),),
        is_table=True,
    )


def _most_common(held: FactorsHeld, measure: str) -> Sentence:
    """'In 2022/23 YTD to Q3 the most common factor was Parent/Carer: Domestic Violence, in 38% of assessments (4 of 8 assessments).'"""
    first = next(
        (rank for rank in held.table if rank.period == held.latest and not rank.is_hidden), held.table[0]
    )
    if first.is_hidden:
        return Sentence(f"In {held.latest} every factor is hidden.", "value")
    base = ""
    if first.numerator is not None and first.denominator is not None:
        base = f" ({first.numerator:,.0f} of {first.denominator:,.0f} assessments)"
    share = plain(first.percent, "percent")
    words = f"In {held.latest} the most common factor was {first.name}, in {share} of assessments{base}."
    numbers = () if first.percent is None else (Number(first.percent, measure, held.latest, first.name),)
    return Sentence(words, "value", numbers)


def _whence(held: FactorsHeld) -> str:
    """Where each period's shares come from."""
    origins = {rank.period: rank.origin for rank in reversed(held.table)}
    entries = []
    for label in held.periods:
        words = SOURCES[origins[label]] if label in origins else "not supplied"
        if label in held.partly and origins.get(label) == "derived":
            words += ", which cover only part of the period"
        entries.append(f"{label}: {words}")
    which = (
        "all factors but those hidden"
        if any(rank.is_hidden for rank in held.table)
        else "all factors, not only those shown"
    )
    return f"{'; '.join(entries)}. Ranks are over {which}; 'Other' and 'none identified' are not ranked."


def rank_table(held: FactorsHeld) -> Table:
    """The pack's table: the latest period's ten, rank and % for each period, change in rank, and the trio row."""
    by_name = {(rank.name, rank.period): rank for rank in held.table}
    cells, raw = [], list[tuple[object, ...]]()
    for top in held.most_common:
        across = [by_name.get((top.name, label)) for label in held.periods]
        before = by_name.get((top.name, held.before_latest))
        moved = None if before is None or before.rank is None or top.rank is None else before.rank - top.rank
        cells.append((top.relates_to, top.factor, *map(_cell, across), _moved(moved)))
        raw.append(
            (
                top.relates_to,
                top.factor,
                *(None if rank is None else (rank.rank, rank.percent) for rank in across),
                moved,
            )
        )
    trio = {point.period: point.value for point in held.trio}
    shares = [trio.get(label) for label in held.periods]
    cells.append(("", TRIO_ROW, *(NONE if share is None else _whole(share) for share in shares), ""))
    raw.append(("", TRIO_ROW, *shares, None))
    title = f"The ten most common factors in {held.latest}, with rank and share for each period"
    return Table(title, ("Relates to", "Risk factor", *held.periods, "Change"), tuple(cells), tuple(raw))


def _cell(rank: FactorRank | None) -> str:
    if rank is None:
        return NONE
    if rank.is_hidden:
        return HIDDEN
    return f"{NONE if rank.rank is None else rank.rank} ({_whole(rank.percent)})"


def _whole(value: float | None) -> str:
    return f"{plain(value, 'number')}%"


def _moved(places: int | None) -> str:
    """'▲ up 2' for two places nearer to the first."""
    if places is None:
        return NONE
    if not places:
        return "same"
    return f"▲ up {places}" if places > 0 else f"▼ down {-places}"


def _every_factor(held: FactorsHeld) -> Table:
    raw = tuple(
        (
            rank.period,
            rank.relates_to,
            rank.factor,
            rank.rank,
            rank.percent,
            rank.numerator,
            rank.denominator,
        )
        for rank in held.table
    )
    cells = tuple(
        (
            rank.period,
            rank.relates_to,
            rank.factor,
            "" if rank.rank is None else str(rank.rank),
            HIDDEN if rank.is_hidden else plain(rank.percent, "percent"),
            count_or_blank(rank.numerator),
            count_or_blank(rank.denominator),
        )
        for rank in held.table
    )
    return Table("All factors held, by period", _EVERY_COLUMN, cells, raw)


RANKS = Kind("ranks", _make, reads=read_factors, published=published_of_factors, says_itself=True)
