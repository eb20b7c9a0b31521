"""The overview: one row a headline measure in the pack's order, and the sentence that leads them; for the screen and the pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.figures.answers import Answers
from components.figures.badges import Badge, badge_of, badge_of_target
from components.figures.figure import Number, Sentence
from components.figures.published import basis_note, published_of
from components.figures.remarks import why_absent
from components.figures.targets import TargetRow, met_words, target_row, target_rows
from components.figures.trend import Trend, trend_words, whole_trend
from components.figures.values import value_sentence
from components.words.sentences import Movement, movements
from components.words.usual import outside_words
from data.comparators.catalogue import published_value
from data.in_words import plain
from data.judgement import judged_monthly
from data.measures import MEASURES, SECTIONS, Measure, Shown
from data.periods import period_containing
from data.sample import INVENTED_AUTHORITY
from data.series import Series, known

HEADLINES = (
    "referrals",
    "re_referrals_within_12_months",
    "assessments_within_45_working_days",
    "children_looked_after",
    "care_leavers_in_eet",
    "child_protection_plans",
    "children_in_need",
    "children_missing_from_care",
    "get_safe_children",
    "permanent_social_workers",
    "average_caseload",
    "audits_good",
)
"""The measures of the pack's overview, in the order of its sections."""

ENGLAND_NOTE = "England: published, of a whole year, and counted otherwise than the figure beside it; each figure's page says how."


@dataclass(frozen=True)
class Elsewhere:
    """A published figure as shown, with its year; ``basis`` says how it is counted otherwise."""

    value: str
    year: str
    basis: str
    number: Number


@dataclass(frozen=True)
class HeadlineRow:
    """A headline measure: which figure it opens, and what its cells say.

    ``section`` is the page and ``shown`` the figure that its name opens. ``value`` is '' where there is none, and ``why_absent``
    then says why; ``marks`` what must be known of it (partial, an estimate, as stated); ``sentence`` is the whole of it in
    words. ``changes`` are what it changed by on last year and, for stocks, 31 March.
    """

    measure: str
    name: str
    section: str
    shown: Shown
    value: str = ""
    marks: tuple[str, ...] = ()
    sentence: Sentence | None = None
    badge: Badge | None = None
    trend: Trend = ()
    trend_words: str = ""
    changes: tuple[str, ...] = ()
    england: Elsewhere | None = None
    target: TargetRow | None = None
    target_badge: Badge | None = None
    why_absent: str = ""

    @property
    def unit(self) -> str:
        """The measure's unit."""
        return MEASURES[self.measure].unit


@dataclass(frozen=True)
class Overview:
    """The lead sentence, the rows by section of the pack, what must be known to read them, and which have no figure.

    ``targets`` are all that are held, of measures that are no headline too.
    """

    lead: str
    groups: tuple[tuple[str, tuple[HeadlineRow, ...]], ...]
    notes: tuple[str, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    not_shown: str = ""

    @property
    def rows(self) -> tuple[HeadlineRow, ...]:
        """All rows in their order."""
        return tuple(row for _, rows in self.groups for row in rows)


def figure_of_measure(measure: str) -> tuple[str, Shown]:
    """The section whose page shows a measure and which of its figures: the natural one, else the first that shows it.

    Raises KeyError where no section shows it.
    """
    places = [
        (figure.chart != "" or figure.measure != measure, section.title, figure)
        for section in SECTIONS.values()
        for figure in section.figures
        if measure in figure.measures
    ]
    if not places:
        raise KeyError(measure)
    _, title, figure = min(places, key=lambda place: place[0])
    return title, figure


def asked_of(measures: Iterable[str]) -> list[Shown]:
    """What is asked of some measures for the overview: their quarters, and the months of those that are judged by month."""
    return [Shown(name, "months" if judged_monthly([MEASURES[name]]) else "quarters") for name in measures]


def overview_of(answers: Answers) -> Overview:
    """The overview of what was asked: the headline measures, and those that have a target."""
    groups: dict[str, list[HeadlineRow]] = {}
    for name in HEADLINES:
        row = headline_row(MEASURES[name], answers)
        groups.setdefault(SECTIONS[row.section].in_pack, []).append(row)
    rows = [row for of_section in groups.values() for row in of_section]
    targets = target_rows(answers)
    return Overview(
        _lead(answers, targets),
        tuple((title, tuple(of_section)) for title, of_section in groups.items()),
        _notes(answers, rows),
        targets,
        _not_shown(answers, rows),
    )


def headline_row(measure: Measure, answers: Answers) -> HeadlineRow:
    """A measure's row."""
    section, shown = figure_of_measure(measure.id)
    name = measure.short or measure.title
    series = answers.of(measure.id)
    if not series or not series[-1].is_known:
        return HeadlineRow(measure.id, name, section, shown, why_absent=why_absent(measure, answers))
    trend = whole_trend(series)
    target = target_row(measure, answers)
    return HeadlineRow(
        measure.id,
        name,
        section,
        shown,
        plain(series[-1].value, measure.unit),
        _marks(series),
        value_sentence(measure, answers),
        badge_of(measure, answers),
        trend,
        trend_words(measure, trend),
        tuple(change_words(move) for move in movements(measure, series)),
        _england(measure, answers),
        target,
        badge_of_target(target) if target else None,
    )


def change_words(move: Movement) -> str:
    """'up 64' on last year, under whose heading it stands; else since when: 'up 22 since March', 'down 4 on the quarter before'."""
    if move.is_of_last_year:
        return move.amount
    return move.words if move.is_fallback else f"{move.amount} since {move.then.end:%B}"


def _marks(series: Series) -> tuple[str, ...]:
    origin = {"estimated": ("an estimate",), "reported": ("as stated",)}.get(series[-1].origin, ())
    return (*origin, "partial") if series[-1].status == "partial" else origin


def _england(measure: Measure, answers: Answers) -> Elsewhere | None:
    """England's figure; none for a count, which is of no use beside a council's."""
    beside = published_of(measure, answers)
    if beside is None or beside.published.counted or beside.england is None:
        return None
    number = Number(beside.england, measure.id, beside.year_label, area="England")
    return Elsewhere(
        published_value(beside.published, beside.england), beside.year_label, basis_note(measure), number
    )


def _lead(answers: Answers, targets: tuple[TargetRow, ...]) -> str:
    """'Q3 2022/23, October to December 2022. Provisional. 1 of the 4 that have a usual range is outside it; 2 of 6 targets are met.'"""
    quarter = period_containing(answers.chosen.ending, "quarter")
    judgements = [
        answers.judgement(measure)
        for measure in judged_monthly(MEASURES[name] for name in HEADLINES)
        if known(answers.of(measure.id, "month"))
    ]
    state = "; ".join(words for words in (outside_words(judgements), met_words(targets)) if words)
    sentences = [f"{quarter.label}, {quarter.in_words}"]
    sentences += ["Provisional"] if answers.chosen.is_provisional else []
    sentences += [state] if state else []
    return " ".join(f"{words}." for words in sentences)


def _notes(answers: Answers, rows: Iterable[HeadlineRow]) -> tuple[str, ...]:
    """How the published figures are to be read; none where there is none, and beside a part of the council."""
    notes = (ENGLAND_NOTE,) if any(row.england for row in rows) else ()
    if not answers.stands_in or answers.is_part:
        return notes
    return (
        *notes,
        f"Published figures are {answers.council}'s: the {INVENTED_AUTHORITY} is invented and stands in its place.",
    )


def _not_shown(answers: Answers, rows: Iterable[HeadlineRow]) -> str:
    """The headlines without a figure: 'Not supplied for the quarter: Referrals; Children in need. …'"""
    titles = [MEASURES[row.measure].title for row in rows if not row.value]
    if not titles:
        return ""
    if answers.chosen.is_publication:
        return f"Hidden or not supplied for the quarter: {'; '.join(titles)}. Each section's page says which."
    lead = f"Not shown for {answers.chosen.words}" if answers.is_part else "Not supplied for the quarter"
    return f"{lead}: {'; '.join(titles)}. Each section's page says {'why' if answers.is_part else 'what they need'}."
