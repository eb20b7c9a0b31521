"""Finding a measure by what people call it: its title, its definition, its section, and the sector's short names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from data.lists.dimensions import DIMENSIONS
from data.measures import MEASURES, Measure, find_measure

SYNONYMS: dict[str, str] = {
    "cla": "looked after",
    "lac": "looked after",
    "coc": "looked after",
    "in care": "looked after",
    "care experienced": "care leavers",
    "children in care": "looked after",
    "came into care": "started to be looked after",
    "entered care": "started to be looked after",
    "entrants": "started to be looked after",
    "left care": "ceased to be looked after",
    "icpc": "initial child protection conference",
    "icpcs": "initial child protection conference",
    "rcpc": "child protection reviews",
    "case conference": "initial child protection conference",
    "cp": "child protection",
    "cpp": "child protection plan",
    "cpps": "child protection plan",
    "cpr": "child protection plan",
    "on a plan": "child protection plan",
    "s47": "section 47",
    "s.47": "section 47",
    "section47": "section 47",
    "s20": "section 20",
    "s.20": "section 20",
    "cin": "children in need",
    "s17": "children in need",
    "section 17": "children in need",
    "swa": "assessment",
    "swas": "assessment",
    "c&f": "assessment",
    "c and f": "assessment",
    "single assessment": "assessment",
    "mash": "contacts",
    "front door": "contacts",
    "re-ref": "re-referrals",
    "re-refs": "re-referrals",
    "reref": "re-referrals",
    "rereferral": "re-referrals",
    "rereferrals": "re-referrals",
    "repeat referrals": "re-referrals",
    "nfa": "no further action",
    "eh": "early help",
    "eha": "early help",
    "tfs": "early help",
    "uasc": "unaccompanied",
    "asylum seeking": "unaccompanied",
    "neet": "education, employment or training",
    "eet": "education, employment or training",
    "rhi": "return interviews",
    "return home interview": "return interviews",
    "mfc": "missing from care",
    "mfh": "missing from home",
    "absconded": "missing",
    "cse": "exploitation",
    "cce": "exploitation",
    "trilogy": "trio",
    "toxic trio": "trio",
    "dva": "trio of harm",
    "domestic abuse": "assessment factors",
    "cwd": "disabilities",
    "disabled": "disabilities",
    "send": "disabilities",
    "respite": "short break",
    "out of area": "outside the council's area",
    "ooa": "outside the council's area",
    "distance": "20 miles",
    "placement moves": "three or more placements",
    "rha": "health assessments",
    "iha": "health assessments",
    "dentist": "dental",
    "vacancy": "vacancies",
    "locum": "agency",
    "locums": "agency",
    "caseloads": "caseload",
    "sickness": "absence",
    "staff leaving": "turnover",
    "stat visits": "visits",
    "qa": "audits",
    "audit": "audits",
}
"""What people say, in lower case, and the field's term that stands in titles and definitions. To add one, add a line."""

_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "by",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "many",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "to",
        "we",
        "were",
        "what",
        "who",
        "with",
    ]
)
_TITLE, _START, _SHORT, _DEFINITION, _ELSEWHERE = 12, 6, 4, 3, 1
"""What a word is worth in a title, more at its start, in another name, in the definition, and elsewhere."""
_RATES_LAST = 8000
"""A measure is set above its own rate, whatever words the two have."""


def find_measures(text: str) -> list[Measure]:
    """The measures that a search means, the best first; all of them, in page order, where nothing is asked.

    A word is looked for as it is, as the field's term for it, and with a letter or two mistyped. Where no measure has all
    the words, those are found that have most of them, if that is half or more.
    """
    wanted = _wanted(text)
    if not wanted:
        return list(MEASURES.values())
    worths = {name: [_most(measure, terms) for terms in wanted] for name, measure in MEASURES.items()}
    most = max(sum(map(bool, worth)) for worth in worths.values())
    if 2 * most < len(wanted) or not most:
        return []
    best = [MEASURES[name] for name, worth in worths.items() if sum(map(bool, worth)) == most]
    named = find_measure(text)
    return sorted(best, key=lambda measure: (measure.id != named, -_rank(measure, worths[measure.id])))


def _wanted(text: str) -> list[tuple[str, ...]]:
    """The words looked for, each with what it may stand for."""
    plain = f" {' '.join(text.lower().replace('’', chr(39)).split())} "
    phrases: list[tuple[str, ...]] = []
    for said in sorted(SYNONYMS, key=len, reverse=True):
        if f" {said} " in plain:
            plain = plain.replace(f" {said} ", " ")
            phrases.append((said, SYNONYMS[said]))
    words = [word for word in _WORD.findall(plain) if word not in _SMALL_WORDS]
    return [*phrases, *((_as_known(word),) for word in words)]


def _as_known(word: str) -> str:
    """A word as measures spell it, where it is a letter or two off."""
    known = _known_words()
    for spelt in (word, word.removesuffix("s")):
        if any(name.startswith(spelt) for name in known):
            return spelt
    near = get_close_matches(word, known, 1, 0.8)
    return near[0] if near else word


@cache
def _known_words() -> list[str]:
    return sorted({word for measure in MEASURES.values() for word in _WORD.findall(_texts(measure).all)})


class _Texts:
    """A measure's texts in lower case, by what a word in them is worth."""

    def __init__(self, measure: Measure) -> None:
        self.title = measure.title.lower()
        self.other = _joined([measure.short, *measure.formerly, measure.id.replace("_", " ")])
        self.means = measure.means.lower()
        dimensions = (DIMENSIONS[name].title for name in measure.dimensions)
        self.elsewhere = _joined([measure.section, measure.source, *dimensions])
        self.all = _joined([self.title, self.other, self.means, self.elsewhere])


def _joined(texts: Iterable[str]) -> str:
    return " ".join(texts).lower()


@cache
def _texts(measure: Measure) -> _Texts:
    return _Texts(measure)


def _rank(measure: Measure, worth: Iterable[int]) -> int:
    """How well a measure answers: by its words, then headlines before others, rates last, the shorter of two titles first."""
    kind = 100 if measure.headline else -_RATES_LAST if measure.unit == "rate" else 0
    return 1000 * sum(worth) + kind + max(0, 99 - len(measure.title))


def _most(measure: Measure, terms: Iterable[str]) -> int:
    return max(_worth(measure, term) for term in terms)


def _worth(measure: Measure, term: str) -> int:
    texts = _texts(measure)
    if _begins_a_word(term, texts.title):
        return _TITLE + (_START if texts.title.startswith(term) else 0)
    if _begins_a_word(term, texts.other):
        return _SHORT
    if _begins_a_word(term, texts.means):
        return _DEFINITION
    return _ELSEWHERE if _begins_a_word(term, texts.elsewhere) else 0


def _begins_a_word(term: str, text: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(term)}", text) is not None
