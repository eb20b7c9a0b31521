"""From episodes that ended to interviews held in time, as a value."""

from __future__ import annotations

from dataclasses import replace

from components.asking import ask
from components.charts.family import specification
from components.charts.kinds import figure_of
from components.figures.answers import WHOLE, Answers, Asked
from components.figures.chosen import Filters
from data.measures import MEASURES, Shown
from data.store import Store
from tests.figures.by_hand import DECEMBER, answers, point

ENDED = "missing_episodes_ended"
LATER = ("return_interviews_offered", "return_interviews_accepted", "return_interviews_within_72_hours")
SHOWN = Shown(ENDED, "funnel", also=LATER)


def interviews(ended: float, *later: float, origin: str = "derived") -> Answers:
    counts = zip(LATER, later, strict=True)
    shares = {
        name: replace(point(name, 50.0, of=ended, numerator=count, origin=origin), denominator=ended)
        for name, count in counts
    }
    asked = {Asked(name): {WHOLE: (share,)} for name, share in shares.items()}
    return answers({Asked(ENDED): {WHOLE: (point(ENDED, ended),)}, **asked})


def test_each_stage_is_said_with_its_count_and_listed_with_its_share() -> None:
    made = figure_of(SHOWN, interviews(1200, 900, 450, 300))
    assert made.title == f"{MEASURES[ENDED].title}, from their end to an interview"
    assert made.text == (
        "In Q3 2022/23: episodes that ended 1,200; interview offered 900; interview accepted 450; held within 72 hours 300."
    )
    assert [(number.measure, number.value) for number in made.sentences[0].numbers] == [
        (ENDED, 1200),
        *zip(LATER, (900, 450, 300), strict=True),
    ]
    assert made.table is not None
    assert made.table.cells[2] == ("Interview accepted", "450", "37.5% of episodes")
    assert made.table.raw[2] == ("Interview accepted", 450, 37.5)


def test_a_stages_words_stand_over_its_bar_and_the_axis_ends_on_a_tick() -> None:
    made = figure_of(SHOWN, interviews(92, 85, 42, 23))
    assert made.picture is not None
    stages = specification(made.picture)["datasets"]["stages"]
    assert [row["words"] for row in stages[:2]] == [
        "Episodes that ended: 92",
        "Interview offered: 85 (92.4% of episodes)",
    ]
    assert made.picture.values["ticks"] == [0, 20, 40, 60, 80, 100]


def test_shares_that_are_stated_are_not_set_against_the_count() -> None:
    made = figure_of(SHOWN, interviews(92, 85, 42, 23, origin="reported"))
    assert made.text.startswith("Not supplied for the quarter. Needs: ")
    assert made.picture is None


def test_without_any_episode_there_were_none() -> None:
    assert figure_of(SHOWN, interviews(0, 0, 0, 0, origin="reported")).text.startswith("None in Q3 2022/23")


def test_the_countys_interviews(county: Store) -> None:
    made = figure_of(SHOWN, ask(county, [SHOWN], Filters(DECEMBER)))
    assert made.text == (
        "In Q3 2022/23: episodes that ended 92; interview offered 85; interview accepted 42; held within 72 hours 23."
    )
