"""Twenty questions that team leads ask of the Example county, with the answers counted by hand from its workbooks.

To add one, append a row to QUESTIONS: ``test_team_lead_questions.py`` counts it again from the workbooks' cells (a measure
that is new here needs its entry in COUNTED_AGAIN there) and asks the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from data.periods import Grain


class Answer(NamedTuple):
    """How many, and of how many where it is a share or a mean."""

    numerator: float
    denominator: float | None = None


@dataclass(frozen=True)
class TeamLeadQuestion:
    """A question in a team lead's ``words``, and how it is put to the app.

    ``period`` is the period's label; ``where`` has the values as displayed by dimension; ``by`` is the dimension of a
    breakdown, whose ``answer`` then has an Answer for each of its groups. The answer is None where no return tells of the
    period: not supplied, never zero. ``rows`` is how many cases a question that asks which they are lists.
    """

    words: str
    measure: str
    grain: Grain
    period: str
    answer: Answer | Mapping[str, Answer] | None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: str | None = None
    rows: int | None = None


QUESTIONS = (
    TeamLeadQuestion(
        "How many re-referrals came from schools for the North team, under-fives, since April?",
        "re_referrals_within_12_months",
        "year_to_date",
        "2022/23 YTD to Q3",
        where={"team": ("Assessment North",), "source": ("Schools",), "age_band": ("Under 1", "1 to 4")},
        answer=Answer(24, 101),
    ),
    TeamLeadQuestion(
        "How many contacts did the police send us in September?",
        "contacts",
        "month",
        "Sep 2022",
        where={"source": ("Police",)},
        answer=Answer(323),
    ),
    TeamLeadQuestion(
        "Of last quarter's contacts about domestic abuse, how many were decided within a day?",
        "contacts_decided_within_24_hours",
        "quarter",
        "Q3 2022/23",
        where={"reason": ("Domestic abuse",)},
        answer=Answer(553, 698),
    ),
    TeamLeadQuestion(
        "Who started last year's early help for school-age children, five to fifteen?",
        "early_help_started",
        "year",
        "2021/22",
        where={"age_band": ("5 to 9", "10 to 15")},
        by="organisation",
        answer={"School": Answer(511), "Early help hub": Answer(388), "Health visiting": Answer(196)},
    ),
    TeamLeadQuestion(
        "Which of the fourth quarter's referrals went to Worker 045?",
        "referrals",
        "quarter",
        "Q4 2021/22",
        where={"worker": ("Worker 045",)},
        answer=Answer(24),
        rows=24,
    ),
    TeamLeadQuestion(
        "Over the last twelve months, which team finished its assessments of disabled children within 45 working days?",
        "assessments_within_45_working_days",
        "rolling_12_months",
        "12 months to Dec 2022",
        where={"disability": ("Yes",)},
        by="team",
        answer={
            "Assessment North": Answer(148, 159),
            "Assessment South": Answer(133, 143),
            "Assessment East": Answer(101, 106),
            "Safeguarding North": Answer(29, 32),
        },
    ),
    TeamLeadQuestion(
        "Is any of the East team's assessments of babies, born or not, open beyond 45 working days?",
        "open_assessments_over_45_working_days",
        "quarter",
        "Q3 2022/23",
        where={"team": ("Assessment East",), "age_band": ("Unborn", "Under 1")},
        answer=Answer(0, 9),
        rows=0,
    ),
    TeamLeadQuestion(
        "How many Section 47 enquiries about disabled children did we begin in the north in October?",
        "section_47_enquiries",
        "month",
        "Oct 2022",
        where={"disability": ("Yes",), "area": ("North",)},
        answer=Answer(11),
    ),
    TeamLeadQuestion(
        "Were this year's conferences held within 15 working days, area by area?",
        "conferences_within_15_working_days",
        "year_to_date",
        "2022/23 YTD to Q3",
        by="area",
        answer={"North": Answer(192, 212), "South": Answer(162, 183), "East": Answer(139, 148)},
    ),
    TeamLeadQuestion(
        "Which of Safeguarding South's plans for neglect have been open for over 15 months?",
        "child_protection_plans_over_15_months",
        "quarter",
        "Q3 2022/23",
        where={"team": ("Safeguarding South",), "category_of_abuse": ("Neglect",)},
        answer=Answer(2, 128),
        rows=2,
    ),
    TeamLeadQuestion(
        "How many under-fives were on a child protection plan at the end of November?",
        "child_protection_plans",
        "month",
        "Nov 2022",
        where={"age_band": ("Under 1", "1 to 4")},
        answer=Answer(129),
    ),
    TeamLeadQuestion(
        "Where do our looked-after young people of 16 and over live?",
        "children_looked_after",
        "quarter",
        "Q3 2022/23",
        where={"age_band": ("16 and over",)},
        by="placement_type",
        answer={
            "Foster placement": Answer(71),
            "Semi-independent living": Answer(40),
            "Children’s home": Answer(12),
            "Placed with parents": Answer(5),
            "Secure children’s home": Answer(1),
        },
    ),
    TeamLeadQuestion(
        "Which of Through Care 1's fostered children have had three or more placements in the last year?",
        "three_or_more_placements",
        "quarter",
        "Q3 2022/23",
        where={"team": ("Through Care 1",), "placement_type": ("Foster placement",)},
        answer=Answer(23, 335),
        rows=23,
    ),
    TeamLeadQuestion(
        "How many of our disabled young women of 19 to 21 who left care are in education or work?",
        "care_leavers_in_eet",
        "quarter",
        "Q3 2022/23",
        where={"disability": ("Yes",), "sex": ("Female",)},
        answer=Answer(3, 5),
    ),
    TeamLeadQuestion(
        "Who held the child in need plans that had been open for two years or more at the end of September?",
        "child_in_need_plans",
        "quarter",
        "Q2 2022/23",
        where={"duration_band": ("2 years and over",)},
        by="team",
        answer={
            "Supporting Families First": Answer(69),
            "Safeguarding South": Answer(25),
            "Safeguarding North": Answer(21),
            "Children with Disabilities": Answer(12),
            "Through Care 1": Answer(0),
            "Through Care 2": Answer(0),
        },
    ),
    TeamLeadQuestion(
        "After how many of last quarter's episodes missing from home did we hold the interview within 72 hours?",
        "return_interviews_within_72_hours",
        "quarter",
        "Q3 2022/23",
        where={"missing_from": ("Home",)},
        answer=Answer(16, 59),
    ),
    TeamLeadQuestion(
        "How are the children at risk from county lines rated at the end of December?",
        "get_safe_children",
        "quarter",
        "Q3 2022/23",
        where={"category_of_risk": ("Criminal exploitation: county lines",)},
        by="rating",
        answer={"Red": Answer(9), "Amber": Answer(14), "Green": Answer(16)},
    ),
    TeamLeadQuestion(
        "How many children were open to Get Safe at the end of November?",
        "get_safe_children",
        "month",
        "Nov 2022",
        answer=None,
    ),
    TeamLeadQuestion(
        "How many cases did a front door social worker hold in November, team by team?",
        "average_caseload",
        "month",
        "Nov 2022",
        where={"service": ("Family Front Door",)},
        by="team",
        answer={
            "Assessment North": Answer(295, 15.5),
            "Assessment South": Answer(302, 14.6),
            "Assessment East": Answer(284, 14.2),
        },
    ),
    TeamLeadQuestion(
        "How many nights of overnight short breaks did we give in the last twelve months?",
        "short_break_nights",
        "rolling_12_months",
        "12 months to Dec 2022",
        answer=Answer(1482),
    ),
)
