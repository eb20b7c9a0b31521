"""Children in need, in the order of the page."""

from data.lists.children_over_time import WEEKS_TO_FOLLOW_A_CLOSURE
from data.measures.declaration import CHILDREN, NET, PER_10_000, Estimate, Measure, children, flow, stock
from data.measures.section import Section, Shown, Topic

SECTION = "Children in Need"
_WHO = (
    "Everyone on List 6 counts: those on a child protection plan, looked after or in an open assessment too."
)
_NOT_LISTED = "care leavers and young people of 18 and over who still get support, whom List 6 does not hold."
_NARROWER = f"Narrower than DfE's count, which also holds {_NOT_LISTED}"
_NARROWER_AT_MARCH = f"Narrower than the published figure, which is at 31 March and also counts {_NOT_LISTED}"

MEASURES = (
    Measure(
        id="children_in_need",
        title="Children in need",
        section=SECTION,
        unit="number",
        headline=True,
        means=f"Children with an open episode of need at the end of the period, each counted once. {_WHO}",
        caveat=_NARROWER,
        counting=stock("need_as_reported", "open_from", "ceased_on", numerator=CHILDREN),
    ),
    Measure(
        id="children_in_need_rate",
        title="Children in need per 10,000 children",
        section=SECTION,
        unit="rate",
        means=f"Children in need at the end of the period {PER_10_000}. {_WHO}",
        counting=stock("need_as_reported", "open_from", "ceased_on", numerator=CHILDREN),
        national="CIN",
        basis=_NARROWER_AT_MARCH,
    ),
    Measure(
        id="children_in_need_by_case_status",
        title="Children in need by case status",
        section=SECTION,
        unit="percent",
        means="Each case status's share of the children in need at the end of the period: the first that applies of looked after, "
        "child protection plan, child in need plan, open assessment.",
        counting=stock(
            "need_as_reported", "open_from", "ceased_on", numerator=CHILDREN, denominator=CHILDREN
        ),
        category="case_status",
        of_all=True,
    ),
    Measure(
        id="child_in_need_plans",
        title="Children on a child in need plan",
        section=SECTION,
        unit="number",
        headline=True,
        means="Children in need at the end of the period whose case status is a child in need plan: neither on a child protection "
        "plan nor looked after.",
        counting=stock(
            "need_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("case_status = 'Child in need plan'"),
        ),
    ),
    Measure(
        id="children_in_need_by_team",
        title="Who holds child in need plans",
        section=SECTION,
        unit="number",
        means="Children on a child in need plan at the end of the period, by the team that holds the case.",
        counting=stock(
            "need_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("case_status = 'Child in need plan'"),
        ),
        category="team",
    ),
    Measure(
        id="children_in_need_started",
        title="Episodes of need started",
        section=SECTION,
        unit="number",
        headline=True,
        means="Episodes of need that began in the period.",
        counting=flow("need_as_reported", "started_on"),
    ),
    Measure(
        id="children_in_need_ceased",
        title="Episodes of need ceased",
        section=SECTION,
        unit="number",
        headline=True,
        means="Episodes of need that closed in the period; an end on an unknown date between two returns counts at the later.",
        counting=flow("need_as_reported", "ceased_on"),
    ),
    Measure(
        id="children_in_need_net_change",
        title="Net change in children in need",
        section=SECTION,
        unit="number",
        means="Episodes of need that began less those that closed in the period.",
        counting=flow("need_moves", "moved_on", numerator=NET),
    ),
    Measure(
        id="children_in_need_closure_outcomes",
        title="What followed when children in need closed",
        section=SECTION,
        unit="percent",
        means="Each outcome's share of the episodes of need that closed in the period.",
        category="outcome",
        caveat="The shares that a panel return states need not make up 100%.",
        estimate=Estimate(
            flow(
                "need_closures",
                "ceased_on",
                numerator="count(*)",
                denominator="count(*)",
                followed_for_days=7 * WEEKS_TO_FOLLOW_A_CLOSURE,
            ),
            f"Estimated: an episode counts by what began for the child in the {WEEKS_TO_FOLLOW_A_CLOSURE} weeks after it closed: a period "
            "of care, a child protection plan, or neither. Those that closed in the last so many weeks that the data cover are left out: "
            "what follows them is not known yet.",
        ),
        of_all=True,
    ),
    Measure(
        id="children_in_need_closure_reasons",
        title="Why episodes of need closed",
        section=SECTION,
        unit="percent",
        means="Each reason's share of the episodes of need that closed in the period.",
        counting=flow("need_as_reported", "ceased_on", denominator="count(*)"),
        category="closure_reason",
        of_all=True,
    ),
    Measure(
        id="children_in_need_duration",
        title="How long children have been in need",
        section=SECTION,
        unit="percent",
        means="Children in need at the end of the period by how long their episode has been open.",
        counting=stock(
            "need_as_reported", "open_from", "ceased_on", numerator=CHILDREN, denominator=CHILDREN
        ),
        category="duration_band",
        of_all=True,
    ),
    Measure(
        id="children_in_need_duration_at_closure",
        title="How long episodes of need had lasted when they closed",
        section=SECTION,
        unit="percent",
        means="Episodes of need that closed in the period by how long they had lasted.",
        counting=flow("need_as_reported", "ceased_on", denominator="count(*)"),
        category="duration_band",
        of_all=True,
    ),
    Measure(
        id="primary_need",
        title="Primary need of children in need",
        section=SECTION,
        unit="percent",
        means="Each primary need's share of the children in need at the end of the period.",
        counting=stock(
            "need_as_reported", "open_from", "ceased_on", numerator=CHILDREN, denominator=CHILDREN
        ),
        category="primary_need",
        of_all=True,
    ),
)

PAGES = (
    Section(
        SECTION,
        "children_in_need",
        50,
        topics=(
            Topic(
                "Children in need",
                (
                    Shown("children_in_need"),
                    Shown("children_in_need_rate"),
                    Shown("children_in_need", "pyramid"),
                    Shown("child_in_need_plans"),
                    Shown("children_in_need_by_case_status"),
                    Shown("children_in_need_by_team"),
                ),
            ),
            Topic(
                "Starting and ceasing",
                (
                    Shown(
                        "children_in_need_started",
                        "pairs",
                        also=("children_in_need_ceased", "children_in_need_net_change"),
                    ),
                    Shown("children_in_need_started"),
                    Shown("children_in_need_ceased"),
                ),
            ),
            Topic(
                "How cases end",
                (
                    Shown("children_in_need_closure_outcomes", grain="year_to_date"),
                    Shown("children_in_need_closure_reasons"),
                ),
            ),
            Topic(
                "How long and why",
                (
                    Shown("children_in_need_duration"),
                    Shown("children_in_need_duration_at_closure"),
                    Shown("primary_need"),
                ),
            ),
        ),
    ),
)
