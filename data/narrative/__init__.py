"""The numbers of a text set against the figures they are said of.

It never says that a number differs where only a figure of another period or base is held, and it never blocks.
"""

from __future__ import annotations

from datetime import date

from data.as_reported import AS_KNOWN_NOW, ReadAs
from data.comparators.reference import MODELS
from data.disclosure import Pattern
from data.measures import MEASURES, SECTIONS
from data.narrative.checking import verdicts_on
from data.narrative.fact import Fact, Role, Verdict, VerdictWord
from data.narrative.facts import Basis, facts_of
from data.narrative.names import clearly_named, named_measures
from data.narrative.of_groups import facts_of_groups
from data.returns.layouts import alphanumerics
from data.store import Questions

__all__ = ["Fact", "Role", "Verdict", "VerdictWord", "check", "measures_of", "verdicts_on"]


def check(
    store: Questions,
    text: str,
    section: str,
    ending: date,
    *,
    reading: ReadAs = AS_KNOWN_NOW,
    model: str = MODELS[0],
    pattern: Pattern | None = None,
) -> list[Verdict]:
    """A verdict for each number that a section's text claims, and for each direction or comparison without one, in their order.

    The text is set against the figures of the section and of whatever else it names, as they were at the quarter's ``ending``,
    beside the statistical neighbours of ``model``. ``section`` is a page's title or that of a section of the pack; ``pattern``
    is a publication copy's, whose hidden numbers are told by no verdict. Raises ValueError for a section that is not known,
    and NotRead where the reading is.
    """
    of_section = measures_of(section)
    named = named_measures(text)
    names = [name for name in MEASURES if name in of_section or name in named]
    basis = Basis(ending, reading, model, pattern)
    facts = facts_of(store, names, basis)
    return verdicts_on(text, (*facts, *facts_of_groups(store, text, clearly_named(text), basis)))


def measures_of(section: str) -> frozenset[str]:
    """The measures that a section shows: a page's, or all of a section of the pack. Raises ValueError for one not known."""
    wanted = alphanumerics(section)
    pages = [
        page
        for page in SECTIONS.values()
        if wanted in (alphanumerics(page.title), alphanumerics(page.heading))
    ] or [page for page in SECTIONS.values() if wanted == alphanumerics(page.in_pack)]
    if not pages:
        raise ValueError(f"{section!r} is no section. Allowed: {', '.join(SECTIONS)}, and those of the pack.")
    return frozenset(name for page in pages for figure in page.figures for name in figure.measures)
