"""Audit grades by practice domain as bars of 100%; what is not given is left blank and said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import altair as alt

from components.charts.family import blank, family, rows
from components.charts.layers import layered
from components.charts.theme import GRADE_COLOURS, INK
from components.figures.answers import Answers
from components.figures.chosen import Filters
from components.figures.figure import Number, Picture, Sentence, Table
from components.figures.kind import Content, Kind
from components.words.numbers import count_or_blank
from data.facts.audits import GradeShare, audit_grades
from data.facts.values import GRADES, NOT_GIVEN
from data.in_words import plain
from data.measures import Shown
from data.periods import period_containing
from data.store import Questions

TITLE = "Audit grades by practice domain"
_ORDER = [*GRADES, NOT_GIVEN]
_ON_DARK = ("Outstanding", "Inadequate")
_LEGEND_COLUMNS = 3
_ROW, _FRAME = 52, 130
"""How high a practice domain is with its name over its bar, and the key and the axis."""
_CHARACTER, _POINT = 7.5, 3.6
"""How many pixels a character takes, and a point of percentage on the narrowest page: what does not fit is left to the table."""
_DEFINITION = (
    (
        "What it counts",
        "Each grade's share of the audits in the quarter, by practice domain. From numbers where the return gives them, "
        "otherwise its percentages as stated.",
    ),
)


@family
def stacked_grades() -> alt.LayerChart:
    """A bar a domain with its name over it, the grades in their order, each with its share where there is room."""
    y = alt.Y("domain:N", sort=blank("domains"), title=None, axis=None)
    x = alt.X(
        "start:Q",
        title="Per cent of audits",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=[0, 20, 40, 60, 80, 100], labelFlush=False, grid=False),
    )
    colour = alt.Color(
        "grade:N",
        title="Grade",
        sort=blank("grades"),
        scale=alt.Scale(domain=blank("grades"), range=blank("colours")),
        legend=alt.Legend(
            orient="top",
            direction="horizontal",
            columns=_LEGEND_COLUMNS,
            symbolStrokeColor=INK,
            symbolStrokeWidth=0.5,
        ),
    )
    tooltip = [
        alt.Tooltip("domain:N", title="Practice domain"),
        alt.Tooltip("grade:N", title="Grade"),
        alt.Tooltip("label:N", title="Share of audits"),
    ]
    bars = alt.Chart(rows("grades")).mark_bar(stroke=INK, strokeWidth=0.4, size=24, yOffset=9)
    shares = alt.Chart(rows("grades")).mark_text(dy=9)
    ink = alt.when(alt.datum.is_dark).then(alt.value("white")).otherwise(alt.value(INK))
    names = alt.Chart(rows("names")).mark_text(align="left", dy=-13, color=INK)
    return layered(
        bars.encode(x=x, x2="end:Q", y=y, color=colour, tooltip=tooltip),
        shares.encode(x="middle:Q", y=y, text="words:N", color=ink),
        names.encode(x=alt.value(0), y=y, text="words:N"),
        height=blank("height"),
    )


def grades_picture(shares: Sequence[GradeShare], alt_text: str) -> Picture:
    """The grades of each practice domain, Overall first, then by how many are judged Good."""
    by_domain: dict[str, list[GradeShare]] = {}
    for share in sorted(shares, key=lambda share: _ORDER.index(share.grade)):
        by_domain.setdefault(share.domain, []).append(share)
    good = {share.domain: share.percent for share in shares if share.grade == "Good"}
    domains = sorted(by_domain, key=lambda name: (name != "Overall", -good.get(name, 0.0), name))
    table = []
    for domain in domains:
        ends = list(accumulate(share.percent for share in by_domain[domain]))
        for share, end in zip(by_domain[domain], ends, strict=True):
            table.append(
                {
                    "domain": domain,
                    "grade": share.grade,
                    "start": end - share.percent,
                    "middle": end - share.percent / 2,
                    "end": end,
                    "label": plain(share.percent, "percent"),
                    "words": _words_in_bar(share),
                    "is_dark": share.grade in _ON_DARK,
                }
            )
    present = [grade for grade in _ORDER if any(share.grade == grade for share in shares)]
    values = {
        "domains": domains,
        "grades": present,
        "colours": [GRADE_COLOURS[grade] for grade in present],
        "height": _ROW * len(domains) + _FRAME,
    }
    names = tuple(
        {"domain": domain, "words": _words_over_bar(domain, by_domain[domain])} for domain in domains
    )
    return Picture("stacked_grades", {"grades": tuple(table), "names": names}, values, alt_text)


def _words_in_bar(share: GradeShare) -> str:
    """What is written in a part of a bar: the share, or how much is not given; '' where there is no room."""
    words = _label(share)
    return words if len(words) * _CHARACTER <= share.percent * _POINT else ""


def _label(share: GradeShare) -> str:
    label = plain(share.percent, "percent")
    return f"{NOT_GIVEN.lower()} {label}" if share.grade == NOT_GIVEN else label


def _words_over_bar(domain: str, shares: Sequence[GradeShare]) -> str:
    """The domain, and how much is not given where the bar has no room for it."""
    gaps = [share for share in shares if share.grade == NOT_GIVEN and not _words_in_bar(share)]
    return f"{domain} ({_label(gaps[0])})" if gaps else domain


def _reads(store: Questions, chosen: Filters) -> tuple[GradeShare, ...]:
    return () if chosen.where else audit_grades(store, chosen.ending, chosen.reading)


def _make(_: Shown, answers: Answers) -> Content:
    shares = answers.tables[GRADES_BY_DOMAIN.name]
    assert isinstance(shares, tuple)
    period = period_containing(answers.chosen.ending, "quarter").label
    if answers.is_part:
        words = answers.chosen.words
        return Content(
            why_absent=f"Audit grades are read for the whole council, so none are shown for {words}.",
            definition=_DEFINITION,
        )
    if not shares:
        return Content(
            why_absent=f"No audit grades are supplied for {period}. They come from the panel return's Audit grades sheet.",
            definition=_DEFINITION,
        )
    statement = _sentence(shares, period)
    raw = tuple((share.domain, share.grade, share.percent, share.number) for share in shares)
    cells = tuple(
        (domain, grade, plain(percent, "percent"), count_or_blank(number))
        for domain, grade, percent, number in raw
    )
    return Content(
        (statement,),
        grades_picture(shares, f"{TITLE}. {statement.text}"),
        Table(TITLE, ("Practice domain", "Grade", "Share", "Audits"), cells, raw),
        definition=_DEFINITION,
    )


def _sentence(shares: Sequence[GradeShare], period: str) -> Sentence:
    """'Judged Good in Q3 2022/23: Partnership working 85%; Overall 47%.'"""
    good = sorted((share for share in shares if share.grade == "Good"), key=lambda share: -share.percent)
    listed = "; ".join(f"{share.domain} {plain(share.percent, 'percent')}" for share in good)
    words = f"Judged Good in {period}: {listed}." if good else f"Grades given for {period}."
    if any(share.grade == NOT_GIVEN for share in shares):
        words += " The return gives only part of the grades; the rest of each bar is labelled not given."
    numbers = tuple(Number(share.percent, "audits_good", period, share.domain) for share in good)
    return Sentence(words, "value", numbers)


def _title(_: Shown) -> str:
    return TITLE


GRADES_BY_DOMAIN = Kind("grades", _make, title=_title, reads=_reads, says_itself=True)
