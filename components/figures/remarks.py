"""What stands beside a figure besides its value: what the returns say of it, how it is counted, and the reasons given."""

from __future__ import annotations

from components.figures.answers import Answers, Restatement
from components.figures.figure import Number, Sentence
from components.words.numbers import absence, better
from data.in_words import change, plain
from data.lists.dimensions import DIMENSIONS
from data.lists.views import VIEWS
from data.measures import MEASURES, Measure


def small(text: str) -> Sentence:
    """A remark in small print."""
    return Sentence(text, "remark", is_small=True)


def remarks(measure: Measure, answers: Answers) -> tuple[Sentence, ...]:
    """What the returns say of a figure besides its value, and what must be known to read it.

    What is said of the whole council does not stand beside a part of it.
    """
    sentences = [] if answers.is_part else _of_the_whole(measure, answers)
    counts_ends = measure.counting is not None and measure.counting.dated == "ceased_on"
    if counts_ends and (estimated := answers.facts_of(measure.id).estimated_ends):
        sentences.append(
            small(f"{estimated} of them ended on a date that no return gives, between two returns.")
        )
    if measure.caveat:
        sentences.append(Sentence(measure.caveat, "caution", is_small=True))
    return tuple(sentences)


def _of_the_whole(measure: Measure, answers: Answers) -> list[Sentence]:
    facts, sentences = answers.facts_of(measure.id), []
    for stated in facts.changes:
        moved = change(stated.size, 0, measure.unit)
        since = f"{stated.since[0].upper()}{stated.since[1:]}"
        sentences.append(Sentence(f"{since}: {moved}, as the panel return states it.", "remark"))
    for line in facts.benchmarks:
        source = f"; {line.source}" if line.source else ""
        stated_number = Number(line.value, measure.id, line.period, area=line.area)
        words = f"{line.area}: {plain(line.value, measure.unit)} ({line.period}{source})."
        sentences.append(Sentence(words, "comparison", (stated_number,)))
    if measure.unit == "rate" and facts.population:
        sentences.append(small(facts.population))
    if restated := restated_words(measure, answers):
        sentences.append(small(restated))
    sentences += [Sentence(f"Note in the return: {note}", "remark") for note in facts.notes]
    if two_counts := two_counts_words(measure, answers):
        sentences.append(Sentence(two_counts, "caution", is_small=True))
    return sentences


def restated_words(measure: Measure, answers: Answers) -> str:
    """What has been another figure before, with why; empty where nothing has changed.

    'As first reported: 4,216 for Q2 2022/23, now 4,253 (37 rows of List 1 came late).' Of one that was published: 'As published:
    4,216 for Q2 2022/23, revised since to 4,253 (…).'
    """
    restated = answers.facts_of(measure.id).restated
    first = [
        f"{changed.first} for {changed.period}, now {changed.now}{_why(changed)}"
        for changed in restated
        if not changed.stays
    ]
    published = [published_words(changed) for changed in restated if changed.stays]
    told = (("As first reported", first), ("As published", published))
    return " ".join(f"{lead}: {'; '.join(words)}." for lead, words in told if words)


def published_words(changed: Restatement) -> str:
    """A figure that stays as published, with the revised one: '31 for Q2 2022/23, revised since by fewer than 6 (rows came late)'."""
    since = f" by fewer than {changed.by_fewer_than}" if changed.by_fewer_than else ""
    since = since or (f" to {changed.now}" if changed.now else "")
    return f"{changed.first} for {changed.period}, revised since{since}{_why(changed)}"


def _why(changed: Restatement) -> str:
    return f" ({changed.why})" if changed.why else ""


def counted_again_by(measure: Measure) -> Measure | None:
    """The measure that counts the same on another sheet, where a share is taken of a sheet of its own."""
    counting = measure.counting
    if counting is None or counting.denominator is None or counting.view.lists_again is None:
        return None
    return MEASURES[VIEWS[counting.view.lists_again].layout.flow]


def two_counts_words(measure: Measure, answers: Answers) -> str:
    """Why a share is of another number than the page's count: each comes from a sheet of its own; '' where the two agree."""
    other, counting = counted_again_by(measure), measure.counting
    if other is None or counting is None:
        return ""
    shares, counts = answers.of(measure.id), answers.of(other.id)
    if not shares or not counts or {shares[-1].origin, counts[-1].origin} != {"derived"}:
        return ""
    base, number = shares[-1].denominator, counts[-1].value
    if base is None or number is None or base == number:
        return ""
    layout = VIEWS[counting.view.lists_again or ""].layout
    return (
        f"A share of the {plain(base, 'number')} on the panel return's sheet “{counting.view.layout.title}”; “{other.title}” counts the "
        f"{plain(number, 'number')} of {layout.title}. The two are extracted apart."
    )


def what_is_needed(measure: Measure, answers: Answers) -> Sentence:
    """What a figure without a value needs and which of that is missing."""
    return small(f"Needs: {measure.source}. {answers.facts_of(measure.id).lacking}")


def has_none(measure: Measure, answers: Answers) -> bool:
    """Whether the latest period was counted and there was nothing in it."""
    series = answers.of(measure.id)
    return bool(series) and (series[-1].value == 0 or series[-1].is_share_of_nothing)


def why_absent(measure: Measure, answers: Answers) -> str:
    """Why a measure has no figure to show, in sentences."""
    series = answers.of(measure.id)
    latest = series[-1] if series else None
    if answers.is_part and measure.unit == "rate":
        return "No rate is shown for a part of the council: its population is that of the whole."
    if latest is not None and latest.is_share_of_nothing:
        return absence(measure, latest, as_at=answers.as_at, whose=answers.whose)
    if latest is not None and latest.is_hidden:
        return absence(measure, latest, as_at=answers.as_at)
    if answers.is_part and latest is not None and latest.status == "not applicable":
        if any(view.layout.records_team for view in measure.views):
            filtered_by = " or ".join(DIMENSIONS[name].words for name in answers.chosen.where)
            return f"Counted of the whole council only, not by {filtered_by}, from {measure.source}."
        return f"{measure.source} does not record what the filter asks for, so this figure cannot be shown for it."
    return f"Not supplied. {answers.facts_of(measure.id).lacking}"


def definition(measure: Measure, nothing_published: str = "") -> tuple[tuple[str, str], ...]:
    """What a measure counts, how it is read and where it comes from, each under its heading."""
    entries = [
        ("What it counts", measure.means),
        ("Reading it", f"{better(measure).capitalize()}."),
    ]
    if measure.estimate is not None:
        entries.append(("Where no better source is loaded", measure.estimate.how))
    entries.append(("Source", f"{measure.source}. {measure.basis}".strip()))
    if nothing_published:
        entries.append(("Elsewhere", nothing_published))
    return tuple(entries)
