"""The kinds of figure: the one place that lists them, and what makes a figure of any of them.

A new kind is a module beside this one (its template, what it asks, how it reads) and its entry here.
"""

from __future__ import annotations

from collections.abc import Iterable

from components.charts.bump import BUMP
from components.charts.due import DUE
from components.charts.funnel import FUNNEL
from components.charts.grades import GRADES_BY_DOMAIN
from components.charts.groups import GROUPS
from components.charts.heat import HEAT
from components.charts.pairs import PAIRS
from components.charts.parts import PARTS
from components.charts.posts import POSTS
from components.charts.published_factors import PUBLISHED_FACTORS
from components.charts.pyramid import PYRAMID
from components.charts.ranks import RANKS
from components.charts.rated import RATED
from components.charts.season import SEASON
from components.charts.series import MONTHLY, QUARTERLY, RATE, published_picture
from components.charts.spread import SPREAD
from components.charts.steps import STEPS
from components.charts.trend import TREND
from components.charts.trio import TRIO
from components.figures.answers import Answers
from components.figures.figure import Figure, Sentence, State
from components.figures.hidden import hidden_words
from components.figures.kind import Content, Kind, key_of, kind_name
from components.figures.published import comparisons, published_of, why_none
from components.figures.remarks import definition, why_absent
from data.measures import MEASURES, Shown

_ALL = (
    *(MONTHLY, QUARTERLY, RATE, SEASON, TREND, GROUPS, HEAT),
    *(PARTS, RATED, POSTS, SPREAD, DUE),
    *(PAIRS, STEPS, PYRAMID, FUNNEL, GRADES_BY_DOMAIN),
    *(RANKS, BUMP, PUBLISHED_FACTORS, TRIO),
)
KINDS = {kind.name: kind for kind in _ALL}


def kind_of(shown: Shown) -> Kind:
    """How a figure is drawn."""
    return KINDS[kind_name(shown)]


def has_local_value(shown: Shown, answers: Answers) -> bool:
    """Whether a figure has a value, a rank or a stated change of the returns to show."""
    measure = shown.measure
    held = [answers.of(measure), answers.of(measure, shown.grain)]
    for (name, _, by, within), groups in answers.series.items():
        if name == measure and by == shown.by and not within:
            held += groups.values()
    if any(point.is_known for series in held for point in series):
        return True
    facts = answers.facts_of(measure)
    return not answers.is_part and bool(facts.changes or facts.ranks)


def only_published(shown: Shown, answers: Answers) -> bool:
    """Whether a figure has no local value in any period while others' published ones are held for it."""
    if not kind_of(shown).stands_beside_published or has_local_value(shown, answers):
        return False
    beside = published_of(MEASURES[shown.measure], answers)
    return beside is not None and any(
        value is not None for value in (beside.own, beside.neighbours, beside.region, beside.england)
    )


def figure_of(shown: Shown, answers: Answers) -> Figure:
    """The figure: what its kind makes of the answers, or why there is none, or what others publish where there is nothing local."""
    measure, kind = MEASURES[shown.measure], kind_of(shown)
    states: set[State] = set()
    absent = ""
    if only_published(shown, answers):
        content, absent = _published_content(shown, answers), why_absent(measure, answers)
        states = {"published only", "not supplied"}
    elif kind.says_itself or has_local_value(shown, answers):
        content = kind.make(shown, answers)
        states, absent = set(content.states), content.why_absent
        if absent:
            states.add("not supplied")
        if answers.chosen.is_provisional:
            states.add("provisional")
    else:
        content, absent = Content(), why_absent(measure, answers)
        states = {"not supplied"}
    hidden = () if absent else hidden_words(shown.measures, answers)
    if hidden:
        states.add("hidden")
    series = answers.of(measure.id)
    if absent and series and series[-1].is_hidden:
        states = states - {"not supplied"} | {"hidden"}
    if series and series[-1].status == "partial":
        states.add("partial")
    if answers.facts_of(measure.id).restated and not answers.is_part:
        states.add("restated")
    return Figure(
        key_of(shown),
        measure.id,
        kind.title(shown),
        (*content.sentences, *hidden),
        content.picture,
        content.table,
        content.definition or definition(measure, why_none(measure, answers)),
        content.more,
        frozenset(states),
        answers.chosen.words,
        absent,
        content.is_table,
        "" if shown.by == "category" else shown.by,
    )


def _published_content(shown: Shown, answers: Answers) -> Content:
    """The published figures of a measure that the returns do not supply, and that they do not."""
    measure = MEASURES[shown.measure]
    words = f"The local figure is not supplied. {answers.facts_of(measure.id).lacking}"
    statement = Sentence(words, "remark")
    picture = published_picture(measure, answers, answers.of(measure.id), (statement,))
    return Content((statement, *comparisons(measure, answers)), picture)


def topic_figures(topic: Iterable[Shown], answers: Answers) -> tuple[Figure, ...]:
    """The figures of a topic in their order; what only others publish is a figure once, however often its measure is drawn."""
    figures = [figure_of(shown, answers) for shown in topic]
    firsts = {figure.measure: figure.key for figure in reversed(figures) if "published only" in figure.states}
    return tuple(figure for figure in figures if firsts.get(figure.measure, figure.key) == figure.key)
