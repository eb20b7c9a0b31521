"""Children with disabilities: who is open and at what level, and short breaks."""

from data.measures.declaration import CHILDREN, Measure, children, flow, stock
from data.measures.section import Section, Shown, Topic

SECTION = "Children with Disabilities"
_TWO_POPULATIONS = (
    "The disability flag and the disability teams give two different populations: a disabled child may be with another "
    "team, and a team may hold a child not flagged."
)
_NO_PUBLISHED = "Annex A does not hold short breaks: they come from the panel return."

MEASURES = (
    Measure(
        id="children_with_disabilities",
        short="In need with a disability",
        title="Children in need with a disability",
        section=SECTION,
        unit="number",
        headline=True,
        means="Children in need at the end of the period who are recorded as having a disability.",
        counting=stock(
            "need_as_reported", "open_from", "ceased_on", numerator=children("disability_recorded = 'Yes'")
        ),
        caveat=_TWO_POPULATIONS,
    ),
    Measure(
        id="share_of_children_in_need_with_a_disability",
        title="Share of children in need with a disability",
        section=SECTION,
        unit="percent",
        means="Of the children in need at the end of the period, the share recorded as having a disability.",
        counting=stock(
            "need_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("disability_recorded = 'Yes'"),
            denominator=CHILDREN,
        ),
    ),
    Measure(
        id="children_with_disabilities_by_level",
        title="Children with a disability by level of need",
        section=SECTION,
        unit="number",
        means="Children in need recorded as having a disability at the end of the period, by case status.",
        counting=stock(
            "need_as_reported", "open_from", "ceased_on", numerator=children("disability_recorded = 'Yes'")
        ),
        category="case_status",
    ),
    Measure(
        id="children_open_to_disability_teams",
        short="Open to the disability teams",
        title="Children open to the disability teams",
        section=SECTION,
        unit="number",
        headline=True,
        counting=stock(
            "need_as_reported", "open_from", "ceased_on", numerator=children("is_disability_team")
        ),
        means="Children in need at the end of the period whose team belongs to a disability service by the Teams sheet (or, without "
        "it, has disability in its name).",
        caveat=_TWO_POPULATIONS,
    ),
    Measure(
        id="children_open_to_disability_teams_by_level",
        title="Children open to the disability teams by level of need",
        section=SECTION,
        unit="number",
        counting=stock(
            "need_as_reported", "open_from", "ceased_on", numerator=children("is_disability_team")
        ),
        means="Children open to the disability teams at the end of the period, by case status.",
        category="case_status",
    ),
    Measure(
        id="short_break_children",
        title="Children receiving short breaks",
        section=SECTION,
        unit="number",
        means="Children who had short breaks in the period's last month, by type.",
        counting=stock("short_breaks", "held_from", "held_until", numerator="sum(children)"),
        category="short_break_type",
        never_totalled=True,
        caveat=f"Never added up over types or months: a child may have both. {_NO_PUBLISHED}",
    ),
    Measure(
        id="short_break_nights",
        title="Nights of overnight short breaks",
        section=SECTION,
        unit="number",
        headline=True,
        means="Nights of overnight short breaks in the period.",
        counting=flow("short_breaks", "held_from", numerator="coalesce(sum(nights), 0)"),
        caveat=_NO_PUBLISHED,
    ),
)

PAGES = (
    Section(
        SECTION,
        "children_with_disabilities",
        60,
        topics=(
            Topic(
                "Children with disabilities",
                (
                    Shown("children_with_disabilities"),
                    Shown("share_of_children_in_need_with_a_disability"),
                    Shown("children_with_disabilities_by_level"),
                    Shown("children_open_to_disability_teams"),
                    Shown("children_open_to_disability_teams_by_level"),
                ),
            ),
            Topic(
                "Short breaks",
                (
                    Shown("short_break_children"),
                    Shown("short_break_nights"),
                ),
            ),
        ),
    ),
)
