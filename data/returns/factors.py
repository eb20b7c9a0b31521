"""Factors identified at the end of assessment: CIN census codes, who they relate to and how the pack words them.

Source: CIN census schema 2024 and guide 2023-24. A is the child, B a parent or carer, C another person in the
household; privately fostered (8B to 8F) is one factor, as DfE publishes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.returns.layouts import alphanumerics

CHILD, PARENT, HOUSEHOLD = "Child", "Parent/Carer", "Other in household"
NOT_RANKED = ("20", "21")
NONE_IDENTIFIED = "21"


@dataclass(frozen=True)
class Factor:
    """A factor: its census codes, who it relates to, its wording, and other wordings that mean it."""

    codes: tuple[str, ...]
    relates_to: str
    label: str
    also: tuple[str, ...] = ()


def _for_each(number: int, label: str, *also: str) -> tuple[Factor, ...]:
    return tuple(
        Factor((f"{number}{letter}",), whom, label, also)
        for letter, whom in zip("ABC", (CHILD, PARENT, HOUSEHOLD), strict=True)
    )


FACTORS: tuple[Factor, ...] = (
    *_for_each(1, "Alcohol", "Alcohol misuse"),
    *_for_each(2, "Drug", "Drug misuse", "Drugs"),
    *_for_each(3, "Domestic Violence", "Domestic abuse", "DV", "DA"),
    *_for_each(4, "Mental Health", "Mental ill-health"),
    *_for_each(5, "Learning Disability"),
    *_for_each(6, "Physical Disability or Illness", "Physical disability"),
    Factor(("7A",), CHILD, "Young Carer"),
    Factor(("8B", "8C", "8D", "8E", "8F"), CHILD, "Privately Fostered"),
    Factor(("9A",), CHILD, "Unaccompanied Asylum-Seeking Child", ("UASC",)),
    Factor(("10A",), CHILD, "Going or Being Missing", ("Going missing", "Missing")),
    Factor(("11A",), CHILD, "Child Sexual Exploitation", ("CSE",)),
    Factor(("12A",), CHILD, "Trafficking"),
    Factor(("13A",), CHILD, "Gangs"),
    Factor(("14A",), CHILD, "Socially Unacceptable Behaviour"),
    Factor(("15A",), CHILD, "Self-Harm"),
    Factor(("16A",), CHILD, "Abuse or neglect – 'NEGLECT'", ("Neglect",)),
    Factor(("17A",), CHILD, "Abuse or neglect – 'EMOTIONAL ABUSE'", ("Emotional abuse",)),
    Factor(("18A",), CHILD, "Abuse or neglect – 'PHYSICAL ABUSE' (to 2020)", ("Physical abuse",)),
    Factor(("18B",), CHILD, "Abuse or neglect – 'PHYSICAL ABUSE' (child on child)"),
    Factor(("18C",), CHILD, "Abuse or neglect – 'PHYSICAL ABUSE' (adult on child)"),
    Factor(("19A",), CHILD, "Abuse or neglect – 'SEXUAL ABUSE' (to 2020)", ("Sexual abuse",)),
    Factor(("19B",), CHILD, "Abuse or neglect – 'SEXUAL ABUSE' (child on child)"),
    Factor(("19C",), CHILD, "Abuse or neglect – 'SEXUAL ABUSE' (adult on child)"),
    Factor(("20",), "Other", "Other"),
    Factor(("21",), "None", "No factors identified"),
    Factor(("22A",), CHILD, "Female Genital Mutilation", ("FGM",)),
    Factor(("23A",), CHILD, "Abuse Linked to Faith or Belief"),
    Factor(("24A",), CHILD, "Child Criminal Exploitation", ("CCE",)),
)

FACTOR_OF_CODE = {code: factor for factor in FACTORS for code in factor.codes}

_LABELS: dict[str, set[str]] = {}
for _factor in FACTORS:
    for _words in (_factor.label, *_factor.also):
        _LABELS.setdefault(alphanumerics(_words), set()).add(_factor.label)
"""The factors that a wording means, by wording."""


def read_codes(text: str) -> tuple[str, str]:
    """The census codes in a cell ('1A;3B', '1a, 3b', '3B: Domestic abuse') and what in it is none.

    A code beside the words of another factor is none: it may be of a council's own numbering. Codes come back upper-case, each
    once, joined by ';'; the second value is the unread rest, '' where all was read.
    """
    codes: list[str] = []
    unread: list[str] = []
    for part in re.split(r"[;,|/&+\n]+|\band\b|\s+(?=\d{1,2}[A-Za-z]?\b)", text):
        word = part.strip()
        if not word:
            continue
        led = re.match(r"^(\d{1,2}[A-Za-z]?)(?:\.0)?(?:\s*[:–-](.*))?$", word)
        code = led.group(1).upper() if led else ""
        named = _LABELS.get(alphanumerics(led.group(2) or "")) if led else None
        if code in FACTOR_OF_CODE and (named is None or FACTOR_OF_CODE[code].label in named):
            codes.append(code)
        else:
            unread.append(word)
    return ";".join(dict.fromkeys(codes)), ", ".join(unread)


def find_factor(relates_to: str, label: str) -> Factor | None:
    """The factor that a rank table's two words mean, or None where they are not those of the census."""
    whom = alphanumerics(relates_to)
    groups = {
        CHILD: ("child", "children", "childyoungperson"),
        PARENT: ("parentcarer", "parent", "carer", "parents"),
        HOUSEHOLD: ("otherinhousehold", "otherperson", "anotherpersoninthehousehold", "other"),
    }
    plain = alphanumerics(label)
    for factor in FACTORS:
        if whom in groups.get(factor.relates_to, (alphanumerics(factor.relates_to),)) and plain in {
            alphanumerics(words) for words in (factor.label, *factor.also)
        }:
            return factor
    return None
