"""How ranks moved from period to period: a line a factor, the first of the latest period in colour."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.ranks import NONE
from components.charts.theme import BLUE, CATEGORIES, GREY, INK, PINK
from components.figures.answers import Answers
from components.figures.factors import Factors, held_of, published_of_factors, read_factors
from components.figures.figure import Picture, Sentence, Table
from components.figures.kind import Content, Kind
from data.facts.factors import FactorRank, FactorsHeld
from data.in_words import plain
from data.measures import Shown

_TITLE = "How the ranks moved"
_PALE = "#b9c4ce"
_COLOURED = 5
"""How many factors are drawn in a colour of their own."""
_WHITE_ON = (BLUE, PINK, GREY)
"""The colours on which white can be read."""
_NAME_WIDTH, _HEADING_WIDTH = 24, 9
"""How many characters of a name at a line's end, and of a period over the lines, stand on one line."""
_RANK, _LINE, _FRAME, _POINT = 34, 15, 75, 16
"""How high a rank and a line of a name are, the headings over them with the space below; how far a point's name is from it."""


@family
def bump() -> alt.LayerChart:
    """Lines with a numbered point a period; the names of the factors at their ends."""
    axis = alt.Axis(
        labelAngle=0,
        orient="top",
        ticks=False,
        domain=False,
        labelPadding=_LINE + 8,
        labelOverlap=False,
        labelExpr="split(datum.label, '\\n')",
    )
    x = alt.X(
        "period:N", sort=blank("periods"), title=None, axis=axis, scale=alt.Scale(type="point", padding=0)
    )
    y = _rank_axis("rank")
    scale = alt.Scale(domain=blank("names"), range=blank("colours"))
    colour = alt.Color("name:N", title="Factor", legend=None, scale=scale)
    tooltip = [
        alt.Tooltip("name:N", title="Factor"),
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("rank:Q", title="Rank"),
        alt.Tooltip("share:N", title="Share of assessments"),
    ]
    ranks = alt.Chart(rows("ranks"))
    lines = ranks.mark_line(interpolate="monotone", strokeWidth=3)
    points = ranks.mark_circle(size=420, opacity=1)
    numbers = alt.Chart(rows("numbers")).mark_text(fontSize=12, fontWeight="bold")
    ink = alt.when(alt.datum.is_dark).then(alt.value("white")).otherwise(alt.value(INK))
    ends = alt.Chart(rows("ends")).mark_text(
        align="left", dx=_POINT, dy=alt.ExprRef("datum.dy"), color=INK, lineBreak="\n"
    )
    return layered(
        lines.encode(x=x, y=y, color=colour),
        points.encode(x=x, y=y, color=colour, tooltip=tooltip),
        numbers.encode(x=x, y=y, text="rank:Q", color=ink),
        ends.encode(x=x, y=_rank_axis("place"), text="words:N"),
        height=blank("height"),
    )


def _rank_axis(field: str) -> alt.Y:
    """Ranks downwards, which every layer has alike, left of the first period's points."""
    return alt.Y(
        f"{field}:Q",
        title="Rank (1 is most common)",
        scale=alt.Scale(domain=blank("span"), nice=False),
        axis=alt.Axis(
            values=blank("ranks"), format="d", grid=False, labelOverlap=False, domain=False, offset=_POINT
        ),
    )


def bump_picture(
    ranks: Sequence[FactorRank], periods: Sequence[str], names: Sequence[str], alt_text: str
) -> Picture:
    """How these ranks moved; ``periods`` in their order, ``names`` of the factors, the first of which are coloured."""
    deepest = max(rank.rank or 0 for rank in ranks)
    coloured = names[:_COLOURED]
    headings = {label: "\n".join(textwrap.wrap(label, _HEADING_WIDTH)) for label in periods}
    # the coloured ones last, so that they are drawn over the pale
    ordered = sorted(ranks, key=lambda rank: (rank.name in coloured, periods.index(rank.period)))
    drawn = [
        {
            "name": rank.name,
            "period": headings[rank.period],
            "rank": rank.rank,
            "share": plain(rank.percent, "percent"),
        }
        for rank in ordered
    ]
    colours = {name: CATEGORIES[place] if place < _COLOURED else _PALE for place, name in enumerate(names)}
    # of factors that share a rank the one drawn last is seen
    seen = {(row["period"], row["rank"]): colours[str(row["name"])] in _WHITE_ON for row in drawn}
    numbers = [{"period": period, "rank": rank, "is_dark": dark} for (period, rank), dark in seen.items()]
    ends = _ends([rank for rank in ranks if rank.period == periods[-1]], headings[periods[-1]])
    values = {
        "periods": list(headings.values()),
        "span": [deepest + 0.5, 0.5],
        "ranks": list(range(1, deepest + 1)),
        "names": list(colours),
        "colours": list(colours.values()),
        "height": _rank_height(ends) * deepest + _FRAME,
    }
    tables = {"ranks": tuple(drawn), "numbers": tuple(numbers), "ends": tuple(ends)}
    return Picture("bump", tables, values, alt_text)


def _ends(latest: Sequence[FactorRank], heading: str) -> list[dict[str, Any]]:
    """The names at the lines' ends; those that share a rank together, over the ranks that they leave empty."""
    tied: dict[int, list[str]] = {}
    for factor in latest:
        tied.setdefault(factor.rank or 0, []).append(factor.name)
    entries = []
    for place, names in tied.items():
        named = [f"{name} /" for name in names[:-1]] + names[-1:]
        lines = [line for name in named for line in textwrap.wrap(name, _NAME_WIDTH)]
        entries.append(
            {
                "period": heading,
                "place": place + (len(names) - 1) / 2,
                "words": "\n".join(lines),
                "lines": len(lines),
                "dy": -_LINE * (len(lines) - 1) / 2,
            }
        )
    return entries


def _rank_height(ends: Sequence[dict[str, Any]]) -> float:
    """How high a rank must be that no name touches the next."""
    needed: list[float] = [
        ((above["lines"] + below["lines"]) * _LINE / 2 + 4) / (below["place"] - above["place"])
        for above, below in pairwise(ends)
    ]
    return max([_RANK, *needed])


def _make(shown: Shown, answers: Answers) -> Content:
    factors = held_of(shown, answers)
    if not isinstance(factors, Factors):
        return factors
    held = factors.held
    names = [factor.name for factor in held.most_common]
    moved = [rank for rank in held.table if rank.rank is not None and rank.name in names]
    periods = [label for label in held.periods if any(rank.period == label for rank in moved)]
    if len(periods) < 2:
        return Content((Sentence("Only one period is supplied, so no movement can be shown.", "value"),))
    first = "; second: ".join(names[:2])
    words = (
        f"Ranks of the ten most common factors of {held.latest} over {len(periods)} periods. First: {first}."
    )
    return Content(picture=bump_picture(moved, periods, names, words), table=_table(held, periods))


def _table(held: FactorsHeld, periods: Sequence[str]) -> Table:
    """The ranks drawn, a row a factor."""
    ranks = {(rank.name, rank.period): rank.rank for rank in held.table}
    raw, cells = [], []
    for factor in held.most_common:
        across = [ranks.get((factor.name, label)) for label in periods]
        raw.append((factor.name, *across))
        cells.append((factor.name, *(NONE if rank is None else str(rank) for rank in across)))
    return Table(_TITLE, ("Risk factor", *periods), tuple(cells), tuple(raw))


def _title(_: Shown) -> str:
    return _TITLE


BUMP = Kind("bump", _make, title=_title, reads=read_factors, published=published_of_factors, says_itself=True)
