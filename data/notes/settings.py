"""What a council sets for itself: how often children are visited and reviewed, and how its figures are published.

A setting is a number or a colour with a default; what is set otherwise is kept with the session.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


class SettingRefused(ValueError):
    """A setting cannot have that value; ``str()`` is the sentence to show."""


@dataclass(frozen=True)
class Number:
    """What is known of a whole number that can be set: its name in words, its unit, its bounds, and whence its default."""

    title: str
    unit: str
    least: int
    most: int
    source: str


NUMBERS: dict[str, Number] = {
    "child_protection_visit_working_days": Number(
        "Child protection plan: a visit every",
        "working days",
        1,
        60,
        "No law sets it; 10 to 20 working days are usual in local procedures, and the measure of visits counts 20.",
    ),
    "child_in_need_visit_working_days": Number(
        "Child in need plan: the child seen every",
        "working days",
        1,
        120,
        "No law sets it; 20 working days and six weeks are both usual in local procedures.",
    ),
    "new_placement_visit_days": Number(
        "Looked after: the first visit to a placement within",
        "days",
        1,
        28,
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28: one week.",
    ),
    "looked_after_visit_weeks": Number(
        "Looked after: a visit every", "weeks", 1, 26, "Regulation 28: not more than six weeks."
    ),
    "long_term_visit_months": Number(
        "Looked after, more than a year in a long-term foster placement: a visit every",
        "months",
        1,
        6,
        "Regulation 28: not more than three months where the placement is intended to last until 18.",
    ),
    "first_plan_review_months": Number(
        "Child protection plan: the first review within",
        "months",
        1,
        6,
        "Working Together to Safeguard Children: three months of the initial conference.",
    ),
    "plan_review_months": Number(
        "Child protection plan: later reviews every",
        "months",
        1,
        12,
        "Working Together to Safeguard Children: not more than six months.",
    ),
    "first_looked_after_review_working_days": Number(
        "Looked after: the first review within",
        "working days",
        1,
        60,
        "Regulation 33: 20 working days of becoming looked after.",
    ),
    "second_looked_after_review_months": Number(
        "Looked after: the second review within", "months", 1, 6, "Regulation 33: three months of the first."
    ),
    "looked_after_review_months": Number(
        "Looked after: later reviews every", "months", 1, 12, "Regulation 33: not more than six months."
    ),
    "fewest_published": Number(
        "The smallest number of children that may be published",
        "children",
        2,
        20,
        "DfE's statistics hide numbers from one to five; none is shown as 0.",
    ),
}
"""Each whole number that can be set, by its name in Settings, in the order of the page."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text and what is behind it."""


@dataclass(frozen=True)
class Settings:
    """What a council sets; the defaults and their sources are said in NUMBERS.

    ``fewest_published`` hides any smaller number of children but 0 in what is published; ``colour`` is the council's own, as
    '#12436D'. Raises SettingRefused for a value that makes no sense.
    """

    child_protection_visit_working_days: int = 20
    child_in_need_visit_working_days: int = 20
    new_placement_visit_days: int = 7
    looked_after_visit_weeks: int = 6
    long_term_visit_months: int = 3
    first_plan_review_months: int = 3
    plan_review_months: int = 6
    first_looked_after_review_working_days: int = 20
    second_looked_after_review_months: int = 3
    looked_after_review_months: int = 6
    fewest_published: int = 6
    colour: str = "#12436D"

    def __post_init__(self) -> None:
        for name, number in NUMBERS.items():
            _refuse_number(number, getattr(self, name))
        _refuse_colour(self.colour)

    def as_kept(self) -> dict[str, Any]:
        """What is set otherwise than by default, in a form that a file can hold."""
        return {name: value for name, value in asdict(self).items() if value != _default(name)}

    def on_top_of(self, kept: Mapping[str, Any]) -> Settings:
        """The settings that a file holds, with what is set here standing over them; names that are not known are left out.

        Raises SettingRefused where the file holds a value that makes no sense.
        """
        known = {one.name: kept[one.name] for one in fields(self) if one.name in kept}
        return Settings(**{**asdict(Settings(**known)), **self.as_kept()})


def _default(name: str) -> Any:
    return next(one.default for one in fields(Settings) if one.name == name)


def _refuse_number(number: Number, value: object) -> None:
    if isinstance(value, int) and not isinstance(value, bool) and number.least <= value <= number.most:
        return
    raise SettingRefused(
        f"“{number.title}” must be a whole number of {number.unit} from {number.least} to {number.most}, not {value}."
    )


def _refuse_colour(colour: object) -> None:
    if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
        raise SettingRefused(
            f"The council's colour must be written as # and six signs from 0 to f, like #12436D, not {colour}."
        )
    if (contrast := _contrast_with_white(colour)) < _LEAST_CONTRAST:
        raise SettingRefused(
            f"The colour {colour} cannot be read on white: its contrast is {contrast:.1f} to 1, and {_LEAST_CONTRAST} to 1 is the "
            "least. Choose a darker one."
        )


def _contrast_with_white(colour: str) -> float:
    """The contrast of a colour with white, from 1 (white) to 21 (black), as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
