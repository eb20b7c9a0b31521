"""A family of charts: its templates, built once a process for each shape, and what is put in them.

A module of a family has ``TEMPLATES``, a function of a shape that builds an Altair chart whose data are named tables
(``rows("bars")``) and whose blanks (``blank("title")``) stand for titles, orders and axis ranges, and a function that makes a
``Picture`` of plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from components.charts.theme import THEME
from components.figures.figure import Picture

Template = Callable[..., alt.LayerChart]
_FAMILIES: dict[str, Template] = {}
_MARK = "⟦⟧"
VALIDATE = False
"""Whether each specification is held against Vega-Lite's schema, which costs more than making it: the tests do."""


def family(template: Template) -> Template:
    """Enter a template by its function's name, which its pictures give as their family."""
    _FAMILIES[template.__name__] = template
    return template


def rows(name: str) -> alt.NamedData:
    """The table of that name, put in later."""
    return alt.NamedData(name)


def blank(name: str) -> Any:
    """What is put in later under that name, whatever kind of value it is."""
    return f"{_MARK[0]}{name}{_MARK[1]}"


def specification(picture: Picture) -> dict[str, Any]:
    """The finished Vega-Lite specification of a picture, with its tables as lists of rows under ``datasets``.

    Raises KeyError where a blank of the template is not filled.
    """
    filled: dict[str, Any] = _filled(_template(picture.family, picture.shape), picture.values)
    filled["datasets"] = {name: list(table) for name, table in picture.rows.items()}
    if VALIDATE:
        alt.LayerChart.from_dict(filled)
    return filled


@cache
def _template(name: str, shape: tuple[object, ...]) -> dict[str, Any]:
    with alt.theme.enable(THEME), debug_mode(False):
        return dict(_FAMILIES[name](*shape).to_dict(validate=False))


def _filled(part: Any, values: Mapping[str, object]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(inner, values) for name, inner in part.items()}
    if isinstance(part, list):
        return [_filled(inner, values) for inner in part]
    if isinstance(part, str) and part[:1] == _MARK[0] and part[-1:] == _MARK[1]:
        return values[part[1:-1]]
    return part
