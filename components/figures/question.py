"""A question that somebody explores with: a measure, its span and period, for whom, broken down by what; and its address.

A question is the whole state of the page: every change gives another question, and every question is a link.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from components.figures.chosen import Filters
from data.as_reported import AS_KNOWN_NOW, READINGS, ReadAs
from data.in_words import day
from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure, Shown
from data.periods import GRAINS, Grain, Period, add_months, period_containing, read_period

MEASURE, GRAIN, PERIOD, BY, THEN, READ_AS = "measure", "grain", "period", "by", "then", "read_as"
LA_CODE = "la_code"
WHERE = "where_"
"""The address's names; a condition's is WHERE and its dimension. They are none of the filters' of other pages. LA_CODE
is whose population rates are set against.
"""

SHOW, CHANGE = "show", "change"
"""What of the answer a link opens besides: what is behind the change on last year."""

SPANS: dict[Grain, str] = {
    "month": "Month",
    "quarter": "Quarter",
    "year_to_date": "Year to date",
    "year": "Year",
    "rolling_12_months": "12 months",
}
YEARS_BACK = 10
"""How far back a period may be asked for."""

Conditions = tuple[tuple[str, tuple[str, ...]], ...]
ValuesOf = Callable[[str, str], Collection[str]]
"""The values that a measure's dimension can have, by the ids of the two."""


@dataclass(frozen=True)
class Question:
    """What is asked: ``ending`` is the period's last day, ``by`` and ``then`` are dimensions, '' for none.

    ``where`` are dimensions with the values that are left. A dimension stands in it once, in the order it was chosen.
    """

    measure: str
    grain: Grain
    ending: date
    where: Conditions = ()
    by: str = ""
    then: str = ""
    reading: ReadAs = AS_KNOWN_NOW

    @property
    def declared(self) -> Measure:
        """The measure."""
        return MEASURES[self.measure]

    @property
    def period(self) -> Period:
        """The newest period shown."""
        return period_containing(self.ending, self.grain)

    @property
    def conditions(self) -> dict[str, tuple[str, ...]]:
        """Dimension to the values that are left."""
        return dict(self.where)

    @property
    def splits(self) -> tuple[str, ...]:
        """The dimensions that it is broken down by: what a distribution is of, where nothing else is said."""
        chosen = tuple(name for name in (self.by, self.then) if name)
        category = self.declared.category
        return chosen or ((category,) if self.declared.is_split and category else ())

    @property
    def shown(self) -> Shown:
        """The figure that answers it."""
        splits = self.splits
        if len(splits) == 2:
            return Shown(self.measure, "heat", by=splits[0], across=splits[1], grain=self.grain)
        if splits:
            return Shown(self.measure, "groups", by=splits[0], grain=self.grain)
        return Shown(self.measure, "trend", grain=self.grain)

    @property
    def for_publication(self) -> Question:
        """The same as far as a publication copy answers it: of the whole, by one dimension at most, as known now."""
        by = self.by if self.by in DIMENSIONS and DIMENSIONS[self.by].is_for_panel else ""
        return replace(self, where=(), by=by, then="", reading=AS_KNOWN_NOW)

    def filters(self, unchosen: Filters) -> Filters:
        """What is chosen, with the comparators of ``unchosen``."""
        return replace(unchosen, ending=self.ending, where=self.conditions, reading=self.reading)

    def at(self, day_in_it: date, grain: Grain | None = None) -> Question:
        """The same of the period, of this span or another, that a day is in."""
        span = grain or self.grain
        return replace(self, grain=span, ending=period_containing(day_in_it, span).end)

    def stepped(self, steps: int) -> Question:
        """The same of a period so many earlier (below zero) or later; years to date and rolling ones step by quarter."""
        months = {"month": 1, "year": 12}.get(self.grain, 3)
        return self.at(add_months(self.ending.replace(day=1), months * steps))

    def a_year_before(self) -> Question:
        """The same of the same time the year before."""
        return self.at(add_months(self.ending.replace(day=1), -12))

    def toggled(self, dimension: str, value: str) -> Question:
        """With a value of a dimension chosen besides those that are, or no longer chosen where it was."""
        conditions = self.conditions
        held = conditions.get(dimension, ())
        conditions[dimension] = (
            tuple(one for one in held if one != value) if value in held else (*held, value)
        )
        return replace(self, where=tuple((name, values) for name, values in conditions.items() if values))

    def without(self, dimension: str) -> Question:
        """With all values of a dimension again."""
        return replace(self, where=tuple(entry for entry in self.where if entry[0] != dimension))

    def broken_down(self, dimension: str) -> Question:
        """Broken down by a dimension too, after the first; by it no longer where it was."""
        if dimension in (self.by, self.then):
            left = [name for name in (self.by, self.then) if name not in ("", dimension)]
            return replace(self, by=(left or [""])[0], then="")
        return replace(self, then=dimension) if self.by else replace(self, by=dimension)

    def read(self, reading: ReadAs) -> Question:
        """In another reading."""
        return replace(self, reading=reading)


def conditions_of(chosen: Filters) -> Conditions:
    """The part of the council that is chosen, as a question's conditions."""
    return tuple((name, tuple(values)) for name, values in chosen.where.items())


def spans_of(measure: Measure) -> tuple[Grain, ...]:
    """The spans that mean something: what is taken at a day, or over months of its own, has no year to date."""
    if measure.at_a_date or measure.kind == "window":
        return ("month", "quarter", "year")
    return GRAINS


def first_question(measure: str, newest: date) -> Question:
    """What is asked of a measure before anything else is said: the newest quarter of the whole council."""
    return Question(measure, "quarter", period_containing(newest, "quarter").end)


def address_of(question: Question) -> dict[str, list[str]]:
    """A question as the parameters of a link."""
    parts: dict[str, list[str]] = {
        MEASURE: [question.measure],
        GRAIN: [question.grain],
        PERIOD: [question.period.label],
        **{f"{WHERE}{name}": list(values) for name, values in question.where},
    }
    for name, value in ((BY, question.by), (THEN, question.then)):
        if value:
            parts[name] = [value]
    return parts | ({} if question.reading == AS_KNOWN_NOW else {READ_AS: [question.reading]})


def is_of_address(name: str) -> bool:
    """Whether a parameter of a link is a question's."""
    return name in (MEASURE, GRAIN, PERIOD, BY, THEN, READ_AS, LA_CODE, SHOW) or name.startswith(WHERE)


def read_address(
    parameters: Mapping[str, Sequence[str]], newest: date, values_of: ValuesOf
) -> tuple[Question | None, tuple[str, ...]]:
    """The question that a link asks of returns with data to ``newest``, and, as sentences, what of it is not known and left out.

    None where it names no measure.
    """
    named = {name: [str(value) for value in values] for name, values in parameters.items() if values}
    name = named.get(MEASURE, [""])[0]
    if name not in MEASURES:
        return None, (
            (f"The link asks for “{name}”, which is no measure. Search for it below.",) if name else ()
        )
    question, said = first_question(name, newest), list[str]()
    question = _with_period(question, named, newest, said)
    question = _with_conditions(question, named, values_of, said)
    for key in (BY, THEN):
        dimension = question.declared.dimension(named.get(key, [""])[0])
        if dimension in question.declared.dimensions and dimension not in (question.by, question.then):
            question = question.broken_down(dimension)
        elif dimension:
            said.append(_not_told_apart(question.declared, dimension))
    reading = named.get(READ_AS, [question.reading])[0]
    if reading in READINGS:
        question = question.read(next(known for known in READINGS if known == reading))
    else:
        said.append(f"“{reading}” is no reading of the returns: shown as known now.")
    return question, tuple(said)


def _with_period(
    question: Question, named: Mapping[str, Sequence[str]], newest: date, said: list[str]
) -> Question:
    span = named.get(GRAIN, [""])[0]
    grain = next((known for known in GRAINS if known == span), None)
    if span and grain is None:
        said.append(f"“{span}” is no span: shown by quarter. Spans are {', '.join(GRAINS)}.")
    asked = question if grain is None else question.at(newest, grain)
    text = named.get(PERIOD, [""])[0]
    if not text:
        return asked
    moved, why = typed_period(asked, text, newest)
    if moved is None:
        said.append(why)
        return asked
    if grain is not None and moved.grain != grain:
        said.append(f"“{text}” is no {SPANS[grain].lower()}: shown as what it is.")
    return moved


def typed_period(question: Question, text: str, newest: date) -> tuple[Question | None, str]:
    """The question of a period that somebody types; None, with why as a sentence, where there is none such."""
    period = read_period(text, newest)
    if period is None:
        return None, (
            f"“{text}” is not read as a period. Type one as Dec 2022, Q3 2022/23, 2022/23, 2022/23 YTD to Q3 or "
            "12 months to Dec 2022."
        )
    moved = question.at(period.end, period.grain)
    if moved.grain == "rolling_12_months" and moved.ending != period.end:
        return None, f"12 months are counted to the end of a quarter, and “{text}” ends within one."
    if moved.period.start > newest:
        return None, f"“{text}” lies after the data, which end on {day(newest)}."
    if moved.period.start < add_months(newest, -12 * YEARS_BACK):
        return None, f"“{text}” lies more than {YEARS_BACK} years before the data end ({day(newest)})."
    return moved, ""


def _with_conditions(
    question: Question, named: Mapping[str, Sequence[str]], values_of: ValuesOf, said: list[str]
) -> Question:
    for key, values in named.items():
        if not key.startswith(WHERE):
            continue
        dimension = question.declared.dimension(key.removeprefix(WHERE))
        if dimension not in question.declared.dimensions:
            said.append(_not_told_apart(question.declared, dimension))
            continue
        allowed = values_of(question.measure, dimension)
        for value in dict.fromkeys(values):
            if value in allowed:
                question = (
                    question.toggled(dimension, value)
                    if value not in question.conditions.get(dimension, ())
                    else question
                )
            else:
                said.append(f"The returns loaded have no {DIMENSIONS[dimension].words} “{value}”: left out.")
    return question


def _not_told_apart(measure: Measure, dimension: str) -> str:
    if dimension not in DIMENSIONS:
        return f"“{dimension}” is nothing that figures are told apart by: left out."
    words = DIMENSIONS[dimension].words
    return f"{measure.title} cannot be told apart by {words}: {measure.source} does not record it. Left out."
