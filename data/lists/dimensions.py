"""What figures are broken down and filtered by: each dimension declared once, for views, questions, pages and checks.

To add a dimension, declare it in DIMENSIONS and give each view that has it the SQL expression of its values, in the view's
``dimensions``; where that reads a column worked out in the view, say in ``derived`` which columns of the list it needs. It can
then be asked by ``by`` and ``where``, and stands on the definitions page under the measures of those views.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.returns.codes import CODE_SETS


@dataclass(frozen=True)
class Dimension:
    """One dimension: its ``id``, and its ``title`` as people read it.

    ``values`` are its values in an order of their own, where they have one; of the others the largest comes first.
    ``codes`` is the code set that its values come from, of which it ``shows`` the group, the description or the code.
    ``overlaps`` says whether a child can stand in two of its groups, because its rows are of two teams, two spells or two
    days; where it cannot, only rows that contradict each other put a child into two. ``is_for_panel`` says whether members
    of a scrutiny panel may see it.
    """

    id: str
    title: str
    values: tuple[str, ...] = ()
    codes: str | None = None
    shows: Literal["group", "description", "code"] = "group"
    overlaps: bool = True
    is_for_panel: bool = True

    @property
    def words(self) -> str:
        """The title within a sentence: 'legal status'."""
        return self.title[0].lower() + self.title[1:]

    @property
    def coded_values(self) -> frozenset[str]:
        """Every value that its code set gives it, held or not; none where it has no code set."""
        if self.codes is None:
            return frozenset()
        return frozenset(getattr(code, self.shows) for code in CODE_SETS[self.codes].codes)

    def place(self, value: str) -> int:
        """A value's place in their order; behind all others where it is none of them."""
        return self.values.index(value) if value in self.values else len(self.values)


DIMENSIONS: dict[str, Dimension] = {
    dimension.id: dimension
    for dimension in (
        Dimension("sex", "Sex", codes="gender", overlaps=False),
        Dimension("ethnic_group", "Ethnic group", codes="ethnicity", overlaps=False),
        Dimension(
            "age_band",
            "Age band",
            ("Unborn", "Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over", "Not known"),
        ),
        Dimension("disability", "Disability", codes="yes_no_unknown"),
        Dimension("team", "Team"),
        Dimension("service", "Service"),
        Dimension("area", "Area"),
        Dimension("worker", "Worker", is_for_panel=False),
        Dimension("source", "Source", codes="source"),
        Dimension("source_detail", "Source in detail", codes="source", shows="description"),
        Dimension("organisation", "Organisation"),
        Dimension("outcome", "Outcome"),
        Dimension("reason", "Reason"),
        Dimension(
            "working_days_band",
            "Working days taken",
            ("Same day", "1–10", "11–20", "21–30", "31–40", "41–45", "46–50", "51–60", "61 and over"),
        ),
        Dimension("open_days_band", "Working days open", ("0–20", "21–35", "36–45", "Over 45")),
        Dimension("child_seen", "Child seen", codes="yes_no_unknown", shows="code"),
        Dimension("factor", "Factor"),
        Dimension("relates_to", "Relates to"),
        Dimension(
            "duration_band",
            "Duration",
            (
                "Under 3 months",
                "3 to 6 months",
                "6 to 12 months",
                "1 to 2 years",
                "2 years and over",
                "Start not known",
            ),
        ),
        Dimension("primary_need", "Primary need", codes="need"),
        Dimension("case_status", "Case status", codes="case_status", shows="code"),
        Dimension("closure_reason", "Reason for closure", codes="closure_reason", shows="description"),
        Dimension("category_of_abuse", "Category of abuse", codes="abuse"),
        Dimension("seen_alone", "Seen alone", codes="yes_no_unknown", shows="code"),
        Dimension("category_of_need", "Category of need", codes="need"),
        Dimension("legal_status", "Legal status", codes="legal_status"),
        Dimension("placement_type", "Placement type", codes="placement_type"),
        Dimension(
            "placement_provider", "Placement provider", codes="placement_provider", shows="description"
        ),
        Dimension(
            "placement_location", "Placement location", codes="placement_location", shows="description"
        ),
        Dimension("permanence_plan", "Permanence plan", codes="permanence_plan"),
        Dimension("ceased_reason", "Reason for ceasing", codes="ceased_reason"),
        Dimension("unaccompanied", "Unaccompanied", codes="yes_no_unknown", shows="code"),
        Dimension(
            "care_leaver_band",
            "Age",
            ("16 to 17", "18 to 20", "21 to 25", "26 and over", "Not known"),
            overlaps=False,
        ),
        Dimension("activity", "Activity", codes="activity", shows="description", overlaps=False),
        Dimension(
            "accommodation", "Accommodation", codes="accommodation", shows="description", overlaps=False
        ),
        Dimension("eligibility", "Eligibility", codes="eligibility", overlaps=False),
        Dimension("in_touch", "In touch", codes="in_touch", shows="code", overlaps=False),
        Dimension("missing_from", "Missing from", codes="missing_from", shows="code"),
        Dimension("category_of_risk", "Category of risk"),
        Dimension("rating", "Rating", ("Red", "Amber", "Green"), codes="rating", overlaps=False),
        Dimension("residential_age_band", "Age", ("Under 10", "10 to 13", "14 to 16", "17", "Not known")),
        Dimension("previous_placement", "Previous placement"),
        Dimension("short_break_type", "Type of short break", codes="short_break_type", shows="code"),
        Dimension(
            "staffing",
            "How posts are filled",
            ("Permanent", "Agency covering vacancies", "Uncovered", "Agency extra"),
        ),
        Dimension("practice_domain", "Practice domain"),
        Dimension("survey", "Survey"),
    )
}
"""The dimensions by id, those of persons, teams and sources first.

Age bands are the CIN census's, by completed years at the event or the period's end; bands of working days taken are DfE's,
of an assessment's time, those of working days open what team managers watch. A rating of exploitation stands for
experiencing, believed to be experiencing, and identified for universal support. Of the ways in which posts are filled the
first three make the establishment, the last is over it.
"""
