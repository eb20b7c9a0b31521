"""The catalogue of measures and of the sections that show them, in the order of the pages.

A new measure is an entry of its section's ``MEASURES`` and of one of its topics. A new section is a module of ``sections``
with ``MEASURES`` and ``PAGES``, and its page in ``pages/panel``.
"""

from importlib import import_module
from pkgutil import iter_modules

from data.measures import sections
from data.measures.declaration import Counting, Estimate, Measure
from data.measures.section import Section, Shown, Topic
from data.returns.layouts import alphanumerics
from data.returns.readings import MeasureNames

_MODULES = sorted(
    (import_module(f"{sections.__name__}.{found.name}") for found in iter_modules(sections.__path__)),
    key=lambda module: module.PAGES[0].place,
)

SECTIONS: dict[str, Section] = {page.title: page for module in _MODULES for page in module.PAGES}
"""The panel's pages by title, in their order: each module of ``sections`` is one, or several."""

_SHOWN = list(
    dict.fromkeys(name for page in SECTIONS.values() for figure in page.figures for name in figure.measures)
)

MEASURES: dict[str, Measure] = {
    measure.id: measure
    for module in _MODULES
    for measure in sorted(module.MEASURES, key=lambda measure: [*_SHOWN, measure.id].index(measure.id))
}
"""Every measure by its id, in the order in which the pages show them first."""

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

__all__ = [
    "MEASURES",
    "MEASURE_NAMES",
    "SECTIONS",
    "Counting",
    "Estimate",
    "Measure",
    "Section",
    "Shown",
    "Topic",
    "find_measure",
    "is_percent",
]
