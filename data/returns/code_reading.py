"""How a cell's text is read as a code of a set.

The bare code is looked for first, then the exact description; a code with words beside it is read by the code where the words
are a way to say it, and not at all where they say something else: a council's own numbers must never pass for the form's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from data.returns.layouts import alphanumerics

_SAYS_NOTHING = frozenset({"a", "an", "and", "by", "for", "in", "of", "or", "the", "to", "with"})
_FEWEST_LETTERS = 3
"""A word cut to three letters ('Pol', 'dis') still tells what it is."""

_LONGEST_ABBREVIATION = 5
_SAME_BUT_FOR_A_SLIP = 0.8


@dataclass(frozen=True)
class Code:
    """A code, its description as shown, the group it is shown under and other words that mean exactly it."""

    code: str
    description: str
    group: str
    also: tuple[str, ...] = ()

    @property
    def is_in_words(self) -> bool:
        """Whether the code is its own description, as Yes or Neglect, and no number or letters of the form's."""
        return self.code == self.description

    @property
    def all_words(self) -> tuple[str, ...]:
        """Every wording of it, the group it is shown under included."""
        return (self.description, self.group, *self.also)


@dataclass(frozen=True)
class Conflict:
    """A text that names one code by its number or letter and another, or none of the set, by its words."""

    code: Code
    meant: Code | None


@dataclass(frozen=True)
class CodeSet:
    """The codes a column may hold.

    With ``is_lettered`` the form writes them as a), b), c) … in this order; codes of ``swapped_letters`` are lettered otherwise
    on another list of the form.
    """

    name: str
    codes: tuple[Code, ...]
    is_lettered: bool = False
    swapped_letters: frozenset[str] = frozenset()

    @cached_property
    def _by_code(self) -> dict[str, str]:
        return {code.code.upper(): code.code for code in self.codes}

    @cached_property
    def _by_words(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for code in self.codes:
            for text in (code.description, *code.also):
                words.setdefault(alphanumerics(text), code.code)
        return words

    def read(self, text: str) -> str | None:
        """The code a cell's text stands for, or None where it is not one of this set, or where its code and its words disagree."""
        bare = re.sub(r"^[a-z]{1,2}\d?\)\s*", "", text.strip(), flags=re.IGNORECASE)
        bare = re.sub(r"^(\d+)\.0+$", r"\1", bare)
        upper = bare.upper()
        if upper in self._by_code:
            return self._by_code[upper]
        if (described := self._by_words.get(alphanumerics(bare))) is not None:
            return described
        led = self._led(bare)
        return led[0].code if led is not None and self._agree(*led) else None

    def conflict(self, text: str) -> Conflict | None:
        """The two codes that a text names at once, one by its code or letter and another by its words; None where it does not."""
        bare = re.sub(r"^[a-z]{1,2}\d?\)\s*", "", text.strip(), flags=re.IGNORECASE)
        if (led := self._led(bare)) is not None and alphanumerics(bare) not in self._by_words:
            return None if self._agree(*led) else Conflict(led[0], self._by_its_words(led[1]))
        lettered = re.match(r"^([a-z])\)", text.strip(), flags=re.IGNORECASE) if self.is_lettered else None
        place = ord(lettered[1].lower()) - ord("a") if lettered else len(self.codes)
        meant = self._by_its_words(bare)
        if meant is None or place >= len(self.codes) or meant == self.codes[place]:
            return None
        return (
            None
            if {self.codes[place].code, meant.code} <= self.swapped_letters
            else Conflict(self.codes[place], meant)
        )

    def _led(self, bare: str) -> tuple[Code, str] | None:
        """The code that a text begins with, and the words after it."""
        led = re.match(r"^([A-Za-z0-9]+)\s*[:–—-]\s*(.*)$", bare, flags=re.DOTALL)
        code = self._by_code.get(led[1].upper()) if led else None
        return (self._code(code), led[2]) if led and code is not None else None

    def _agree(self, code: Code, words: str) -> bool:
        """Whether words written beside a code are a way to say it, rather than another code of the set or something else."""
        if alphanumerics(words) in {alphanumerics(own) for own in (code.code, *code.all_words)}:
            return True
        meant = self._by_its_words(words)
        if meant is not None and meant != code:
            return False
        own = likeness(words, code.all_words)
        if own < max((likeness(words, other.all_words) for other in self.codes if other != code), default=0):
            return False
        return (
            own > 0
            or code.is_in_words
            or not telling_words(words)
            or "other" in telling_words(code.description)
        )

    def _by_its_words(self, words: str) -> Code | None:
        code = self._by_words.get(alphanumerics(words)) or self._by_code.get(words.upper())
        return self._code(code) if code is not None else None

    def _code(self, name: str) -> Code:
        return next(code for code in self.codes if code.code == name)

    @property
    def expected(self) -> str:
        """What a cell may hold, in a few words for a sentence."""
        shown = [c.code if c.code == c.description else f"{c.code} ({c.description})" for c in self.codes]
        return ", ".join(shown[:6]) + (f" or one of {len(shown) - 6} more codes" if len(shown) > 6 else "")


def telling_words(text: str) -> list[str]:
    """The words of a text that tell what it is about, in lower case."""
    words = re.findall(r"[a-z0-9]+", re.sub("['’]", "", text.lower()))
    return [word for word in words if word not in _SAYS_NOTHING]


def likeness(text: str, wordings: tuple[str, ...]) -> float:
    """The share of a text's telling words that one or the other of several wordings of the same thing has, from 0 to 1."""
    words = telling_words(text)
    known = {word for wording in wordings for word in telling_words(wording)}
    if not words:
        return 0
    if (
        len(words) == 1
        and len(words[0]) <= _LONGEST_ABBREVIATION
        and any(_abbreviates(words[0], wording) for wording in wordings)
    ):
        return 1
    return sum(any(_same_word(word, other) for other in known) for word in words) / len(words)


def _same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if one == other or (len(shorter) >= _FEWEST_LETTERS and longer.startswith(shorter)):
        return True
    return (
        len(shorter) > _FEWEST_LETTERS and SequenceMatcher(None, one, other).ratio() >= _SAME_BUT_FOR_A_SLIP
    )


def _abbreviates(short: str, wording: str) -> bool:
    """Whether letters are the first ones of a wording's words, small words counted or not: FCO, FD."""
    every = re.findall(r"[a-z0-9]+", re.sub("['’]", "", wording.lower()))
    return len(short) > 1 and short in (
        "".join(word[0] for word in every),
        "".join(word[0] for word in telling_words(wording)),
    )
