"""The catalogue of measures, in the order the pages show them."""

from data.measures import (
    child_protection,
    children_in_need,
    children_with_disabilities,
    family_front_door,
    get_safe,
    missing,
    quality_of_practice,
    throughcare,
    workforce,
)
from data.measures.declaration import Counting, Estimate, Measure
from data.returns.layouts import alphanumerics
from data.returns.readings import MeasureNames

MEASURES: dict[str, Measure] = {
    measure.id: measure
    for measure in (
        *family_front_door.MEASURES,
        *family_front_door.FACTOR_MEASURES,
        *throughcare.MEASURES,
        *child_protection.MEASURES,
        *children_in_need.MEASURES,
        *children_with_disabilities.MEASURES,
        *missing.MEASURES,
        *get_safe.MEASURES,
        *workforce.MEASURES,
        *quality_of_practice.MEASURES,
    )
}

_BY_WORDS = {
    alphanumerics(words): measure.id
    for measure in MEASURES.values()
    for words in (measure.title, measure.id, *measure.formerly)
}


def find_measure(text: str) -> str | None:
    """The id of the measure whose id, title or former title the text is, whatever its spaces, case and punctuation."""
    return _BY_WORDS.get(alphanumerics(text))


def is_percent(text: str) -> bool:
    """Whether the text names a measure given in percent."""
    found = find_measure(text)
    return found is not None and MEASURES[found].unit == "percent"


MEASURE_NAMES = MeasureNames(find_measure, is_percent)

__all__ = ["MEASURES", "MEASURE_NAMES", "Counting", "Estimate", "Measure", "find_measure", "is_percent"]
