"""Paths as ribbons from step to step, as wide as the members who took them; every end is a box of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.theme import GREY, INK, ORANGE, PINK, TONE
from components.figures.figure import Picture

_HEIGHT, _LEAST, _GAP = 300, 60, 8
"""How high all members together are, the room that a box and its label need at least, and that between two of them."""
_LINE = 14
_BOX = 0.045
_NAME_WIDTH = 12
_ROOM_FOR_LABEL = 0.75
"""How far beyond the last boxes their labels reach, in columns."""

Node = tuple[int, str]
Link = tuple[Node, Node]


@family
def alluvial() -> alt.LayerChart:
    """Ribbons, boxes, and each box's name and number at its right on a white edge."""
    x_scale = alt.Scale(domain=blank("across"), nice=False)
    y_scale = alt.Scale(domain=blank("down"), nice=False)
    x = alt.X("x:Q", axis=None, scale=x_scale)
    y = alt.Y("top:Q", axis=None, scale=y_scale)
    tooltip = [alt.Tooltip("link:N", title="From, to"), alt.Tooltip("words:N", title="How many")]
    ribbons = alt.Chart(rows("ribbons")).mark_area(interpolate="monotone", opacity=0.45)
    boxes = alt.Chart(rows("boxes")).mark_rect(color=INK)
    labels = alt.Chart(rows("boxes"))
    at = {"x": alt.X("right:Q", axis=None, scale=x_scale), "y": alt.Y("middle:Q", axis=None, scale=y_scale)}
    lines: dict[str, Any] = {
        "align": "left",
        "dx": 5,
        "dy": alt.ExprRef("datum.dy"),
        "lineBreak": "\n",
        "lineHeight": _LINE,
        "fontSize": 12,
    }
    halo = labels.mark_text(**lines, stroke="white", strokeWidth=4)
    text = labels.mark_text(**lines, color=INK)
    return layered(
        ribbons.encode(
            x=x,
            y=y,
            y2=alt.Y2("bottom:Q"),
            detail="link_id:N",
            color=alt.Color("colour:N", title="End", scale=None, legend=None),
            tooltip=tooltip,
        ),
        boxes.encode(
            x=alt.X("left:Q", axis=None, scale=x_scale),
            x2=alt.X2("right:Q"),
            y=y,
            y2=alt.Y2("bottom:Q"),
            tooltip=[alt.Tooltip("name:N", title="Step"), alt.Tooltip("words:N", title="How many")],
        ),
        halo.encode(**at, text="label:N"),
        text.encode(**at, text="label:N"),
        height=blank("height"),
    )


@dataclass(frozen=True)
class Ends:
    """The names of the ends that have a colour of their own: who is still open, and who came back."""

    still_open: str
    again: str


def alluvial_picture(paths: Sequence[tuple[tuple[str, ...], int]], ends: Ends, alt_text: str) -> Picture:
    """Paths of steps, each with how many took it (at least one path; all begin alike)."""
    sizes: dict[Node, int] = {}
    links: dict[Link, int] = {}
    for steps, number in paths:
        nodes = list(enumerate(steps))
        for node in nodes:
            sizes[node] = sizes.get(node, 0) + number
        for pair in pairwise(nodes):
            links[pair] = links.get(pair, 0) + number
    going_on = {before for before, _ in links}
    scale = _HEIGHT / max(size for (column, _), size in sizes.items() if column == 0)
    tops, height = _placed(sizes, going_on, scale)
    colours = {ends.still_open: ORANGE, ends.again: PINK}
    total = sum(number for _, number in paths)
    values = {
        "across": [-_BOX, max(column for column, _ in sizes) + _ROOM_FOR_LABEL],
        "down": [height, 0],
        "height": height + 10,
    }
    labels = {node: [*textwrap.wrap(node[1], _NAME_WIDTH), f"{size:,}"] for node, size in sizes.items()}
    boxes = tuple(
        {
            "name": name,
            "left": column - _BOX,
            "right": column + _BOX,
            "top": tops[column, name],
            "bottom": tops[column, name] + size * scale,
            "middle": tops[column, name] + size * scale / 2,
            "words": f"{size:,} ({100 * size / total:.0f}%)",
            "label": "\n".join(labels[column, name]),
            "dy": -_LINE * (len(labels[column, name]) - 1) / 2 + _LINE / 4,
        }
        for (column, name), size in sizes.items()
    )
    ribbons = _ribbons(links, tops, scale, going_on, colours)
    return Picture("alluvial", {"ribbons": tuple(ribbons), "boxes": boxes}, values, alt_text)


def _placed(
    sizes: dict[Node, int], going_on: Collection[Node], scale: float
) -> tuple[dict[Node, float], float]:
    """The top of each box, in pixels, and how high the whole is: in each column what goes on is above what ends."""
    tops: dict[Node, float] = {}
    height = 0.0
    for column in sorted({column for column, _ in sizes}):
        nodes = [node for node in sizes if node[0] == column]
        nodes.sort(key=lambda node: (node not in going_on, -sizes[node], node[1]))
        top = _GAP / 2
        for node in nodes:
            room = max(sizes[node] * scale, _LEAST)
            tops[node] = top + (room - sizes[node] * scale) / 2
            top += room + _GAP
        height = max(height, top)
    return tops, height


def _ribbons(
    links: dict[Link, int],
    tops: dict[Node, float],
    scale: float,
    going_on: Collection[Node],
    colours: dict[str, str],
) -> list[dict[str, object]]:
    """Four points a link; links leave and reach a box in the order of the boxes at their other ends, so that few cross."""
    leaving, reaching = dict(tops), dict(tops)
    order = sorted(links, key=lambda link: (link[0][0], tops[link[0]], tops[link[1]]))
    starts = {}
    for link in order:
        starts[link] = leaving[link[0]]
        leaving[link[0]] += links[link] * scale
    ribbons: list[dict[str, object]] = []
    for place, link in enumerate(sorted(links, key=lambda one: (one[1][0], tops[one[1]], tops[one[0]]))):
        before, after = link
        number, start, end = links[link], starts[link], reaching[after]
        reaching[after] += number * scale
        points = (
            (before[0] + _BOX, start),
            (before[0] + 0.35, start),
            (after[0] - 0.35, end),
            (after[0] - _BOX, end),
        )
        ribbons += [
            {
                "link_id": place,
                "link": f"{before[1]} to {after[1]}",
                "words": f"{number:,}",
                "colour": TONE if after in going_on else colours.get(after[1], GREY),
                "x": x,
                "top": top,
                "bottom": top + number * scale,
            }
            for x, top in points
        ]
    return ribbons
