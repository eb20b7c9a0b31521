"""Child protection: plans, conferences and Section 47 enquiries, in the order of the page."""

from data.measures.declaration import CHILDREN, NET, PER_10_000, Estimate, Measure, children, flow, stock
from data.measures.section import Section, Shown, Topic

SECTION = "Child Protection"
_AT_MARCH = "Published figure is at 31 March."
_YEAR_TO_MARCH = "Published figure is for the year ending 31 March."
_NOT_SCALED = "A quarter's rate is not scaled up to a year."
_THREE_MONTHS_OPEN = "started_on + interval 3 month <= as_at"
_REVIEWED_IN_TIME = (
    "last_review_on >= started_on and last_review_on + interval 6 month >= as_at "
    "and (started_on + interval 9 month <= as_at or last_review_on <= started_on + interval 3 month)"
)
_VISITED = "as_at_working_day - last_visit_working_day <= 20"
_VISIT_WAS_DUE = "(started_working_day is null or as_at_working_day - started_working_day > 20)"
_WHICH_DISCUSSION = (
    "Two enquiries about a child with a conference on the same day led to one conference, timed from the earlier strategy "
    "discussion"
)

MEASURES = (
    Measure(
        id="child_protection_plans",
        short="On a child protection plan",
        title="Children subject to a child protection plan",
        section=SECTION,
        unit="number",
        headline=True,
        means="Children subject to a child protection plan at the end of the period, each counted once however many "
        "plans are open.",
        counting=stock("plans_as_reported", "open_from", "ceased_on", numerator=CHILDREN),
        national="CPP_Num",
        basis=_AT_MARCH,
    ),
    Measure(
        id="child_protection_plan_rate",
        title="Children subject to a child protection plan per 10,000 children",
        section=SECTION,
        unit="rate",
        means=f"Children subject to a plan at the end of the period, each counted once, {PER_10_000}.",
        counting=stock("plans_as_reported", "open_from", "ceased_on", numerator=CHILDREN),
        national="CPP_rate",
        basis=_AT_MARCH,
    ),
    Measure(
        id="child_protection_plans_by_category",
        title="Child protection plans by category of abuse",
        section=SECTION,
        unit="percent",
        means="Each latest category of abuse's share of the plans open at the end of the period.",
        counting=stock("plans_as_reported", "open_from", "ceased_on", denominator="count(*)"),
        category="category_of_abuse",
        of_all=True,
    ),
    Measure(
        id="child_protection_plans_started",
        title="Child protection plans started",
        section=SECTION,
        unit="number",
        headline=True,
        means="Child protection plans that began in the period.",
        counting=flow("plans_as_reported", "started_on"),
        national="CPP_Abuse",
        basis=_YEAR_TO_MARCH,
        caveat="List 7 holds a child's latest plan only, so two plans within one return's window count once.",
    ),
    Measure(
        id="child_protection_plans_started_rate",
        title="Child protection plans started per 10,000 children",
        section=SECTION,
        unit="rate",
        better="lower",
        means=f"Plans that began in the period {PER_10_000}. {_NOT_SCALED}",
        counting=flow("plans_as_reported", "started_on"),
        national="CPP_Abuse_Rate",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="child_protection_plans_ceased",
        title="Child protection plans ceased",
        section=SECTION,
        unit="number",
        headline=True,
        means="Child protection plans that ended in the period; an end on an unknown date between two returns counts at the later.",
        counting=flow("plans_as_reported", "ceased_on"),
    ),
    Measure(
        id="child_protection_plans_ceased_rate",
        title="Child protection plans ceased per 10,000 children",
        section=SECTION,
        unit="rate",
        means=f"Plans that ended in the period {PER_10_000}. {_NOT_SCALED}",
        counting=flow("plans_as_reported", "ceased_on"),
        national="DeRegCPR",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="child_protection_net_change",
        title="Net change in child protection plans",
        section=SECTION,
        unit="number",
        means="Plans that began less those that ended in the period.",
        counting=flow("plan_moves", "moved_on", numerator=NET),
    ),
    Measure(
        id="initial_child_protection_conferences",
        title="Children at an initial child protection conference",
        section=SECTION,
        unit="number",
        counting=flow("conferences", "conference_on", numerator=CHILDREN),
        means="Children who were the subject of an initial child protection conference in the period, each counted once; the rate "
        "and the shares count conferences.",
    ),
    Measure(
        id="initial_child_protection_conference_rate",
        title="Initial child protection conferences per 10,000 children",
        formerly=("Children at an initial conference per 10,000 children",),
        section=SECTION,
        unit="rate",
        counting=flow("conferences", "conference_on"),
        national="ISCP_Conf",
        means=f"Initial child protection conferences held in the period {PER_10_000}: one for each child and day, so a child with "
        f"conferences on two days counts twice. {_NOT_SCALED}",
        basis="Published figure is for the year ending 31 March, and also counts conferences held because a child on a plan moved "
        "in from another council.",
    ),
    Measure(
        id="conferences_within_15_working_days",
        short="Conferences in 15 working days",
        title="Initial conferences within 15 working days",
        section=SECTION,
        unit="percent",
        better="higher",
        headline=True,
        counting=flow(
            "conferences",
            "conference_on",
            numerator="count(*) filter (where working_days_to_conference <= 15)",
            denominator="count(*)",
        ),
        means="Of the initial child protection conferences held in the period, the share held within 15 working days of the "
        f"strategy discussion. {_WHICH_DISCUSSION}.",
        national="CP_conf_15days",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="conferences_resulting_in_a_plan",
        title="Conferences that resulted in a plan",
        section=SECTION,
        unit="percent",
        means="Of the initial child protection conferences held in the period, one for each child and day, the share that resulted "
        "in a plan.",
        counting=flow(
            "conferences",
            "conference_on",
            numerator="count(*) filter (where led_to_plan)",
            denominator="count(*)",
        ),
    ),
    Measure(
        id="child_protection_plans_over_15_months",
        short="Plans open for over 15 months",
        title="Child protection plans open for over 15 months",
        section=SECTION,
        unit="percent",
        better="lower",
        headline=True,
        means="Of the plans open at the end of the period, the share open for more than 15 months, the council's own threshold.",
        counting=stock(
            "plans_as_reported",
            "open_from",
            "ceased_on",
            numerator="count(*) filter (where started_on + interval 15 month < as_at)",
            denominator="count(*)",
        ),
        caveat="15 months is a local threshold; the published one is two years, the next figure.",
    ),
    Measure(
        id="child_protection_plans_of_two_years_or_more",
        title="Child protection plans open for two years or more",
        section=SECTION,
        unit="percent",
        better="lower",
        counting=stock(
            "plans_as_reported",
            "open_from",
            "ceased_on",
            numerator="count(*) filter (where started_on + interval 24 month <= as_at)",
            denominator="count(*)",
        ),
        means="Of the plans open at the end of the period, the share open for two years or more.",
        national="CPPlans2yrsActive",
        basis=_AT_MARCH,
    ),
    Measure(
        id="child_protection_plan_duration",
        title="How long plans have been open",
        section=SECTION,
        unit="percent",
        means="Plans open at the end of the period by how long they have been open.",
        counting=stock("plans_as_reported", "open_from", "ceased_on", denominator="count(*)"),
        category="duration_band",
        of_all=True,
    ),
    Measure(
        id="repeat_child_protection_plans_within_two_years",
        title="Repeat child protection plans within two years",
        section=SECTION,
        unit="percent",
        better="lower",
        counting=flow(
            "plans_as_reported",
            "started_on",
            numerator="count(*) filter (where follows_a_plan_within_two_years)",
            denominator="count(*)",
            needs_history=24,
        ),
        means="Of the plans that began in the period, the share for a child whose previous plan had ended within the two years "
        "before.",
        caveat="List 7 does not say when a previous plan ended, so this needs two years of returns; with less it is a lower bound. "
        "It is not DfE's figure, which counts a previous plan at any time.",
    ),
    Measure(
        id="sibling_groups_starting_repeat_plans",
        title="Sibling groups behind repeat plans",
        section=SECTION,
        unit="number",
        means="How many families the repeat plans of the period belong to, where the council says so.",
        caveat="List 7 has no family, so only the panel return can say how many families are behind a movement.",
    ),
    Measure(
        id="second_or_subsequent_child_protection_plans",
        title="Second or subsequent child protection plans",
        section=SECTION,
        unit="percent",
        better="lower",
        counting=flow(
            "plans_as_reported",
            "started_on",
            numerator="count(*) filter (where previous_plans > 0)",
            denominator="count(*)",
        ),
        means="Of the plans that began in the period, the share for a child who had a plan with the council at any time before.",
        national="PrevRegCPR",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="section_47_enquiries",
        title="Section 47 enquiries",
        section=SECTION,
        unit="number",
        means="Section 47 enquiries begun by a strategy discussion in the period.",
        counting=flow("section_47_enquiries", "strategy_discussion_on"),
    ),
    Measure(
        id="section_47_enquiry_rate",
        title="Section 47 enquiries per 10,000 children",
        section=SECTION,
        unit="rate",
        means=f"Section 47 enquiries begun in the period {PER_10_000}. {_NOT_SCALED}",
        counting=flow("section_47_enquiries", "strategy_discussion_on"),
        national="Section_47",
        basis=_YEAR_TO_MARCH,
    ),
    Measure(
        id="child_protection_reviews_in_time",
        title="Child protection plans reviewed in time",
        section=SECTION,
        unit="percent",
        better="higher",
        snapshot=True,
        national="RevCP",
        basis="Published figure is at 31 March, and of children on a plan.",
        means="Of the plans open for at least three months, the share whose review conferences were held in time: the first within "
        "three months, the others within six.",
        estimate=Estimate(
            stock(
                "plans_as_reported",
                "open_from",
                "ceased_on",
                numerator=f"count(*) filter (where {_THREE_MONTHS_OPEN} and {_REVIEWED_IN_TIME})",
                denominator=f"count(*) filter (where {_THREE_MONTHS_OPEN})",
                only_at_reporting_date=True,
            ),
            "Estimated: List 7 holds the latest review only. A plan open for less than nine months, of which only the first review "
            "had to be held by then, counts where the latest was within three months of its start and in the last six months; an "
            "older plan where it was in the last six months. A second review held early cannot be told from a late first one.",
        ),
    ),
    Measure(
        id="child_protection_visits_within_20_working_days",
        title="Children on a plan visited in the last 20 working days",
        section=SECTION,
        unit="percent",
        better="higher",
        counting=stock(
            "plans_as_reported",
            "open_from",
            "ceased_on",
            numerator=children(_VISITED),
            denominator=children(f"{_VISITED} or {_VISIT_WAS_DUE}"),
            only_at_reporting_date=True,
        ),
        means="Of the children subject to a plan at the end of the period, the share whose last statutory visit was in the 20 working "
        "days before. A child not visited yet whose plan began in those 20 working days is left out: the visit is not late.",
    ),
    Measure(
        id="child_seen_alone",
        title="Children on a plan seen alone at the last visit",
        section=SECTION,
        unit="percent",
        better="higher",
        counting=stock(
            "plans_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("seen_alone = 'Yes'"),
            denominator=CHILDREN,
            only_at_reporting_date=True,
        ),
        means="Of the children subject to a plan at the end of the period, the share seen alone at the last statutory visit.",
    ),
)

PAGES = (
    Section(
        SECTION,
        "child_protection",
        40,
        topics=(
            Topic(
                "Children on a plan",
                (
                    Shown("child_protection_plans"),
                    Shown("child_protection_plan_rate"),
                    Shown("child_protection_plans", "pyramid"),
                    Shown("child_protection_plans_by_category"),
                ),
            ),
            Topic(
                "Starting and ceasing",
                (
                    Shown(
                        "child_protection_plans_started",
                        "pairs",
                        also=("child_protection_plans_ceased", "child_protection_net_change"),
                    ),
                    Shown("child_protection_plans_started"),
                    Shown("child_protection_plans_started_rate"),
                    Shown("child_protection_plans_ceased"),
                    Shown("child_protection_plans_ceased_rate"),
                ),
            ),
            Topic(
                "Section 47 enquiries and conferences",
                (
                    Shown("section_47_enquiries"),
                    Shown("section_47_enquiry_rate"),
                    Shown("initial_child_protection_conferences"),
                    Shown("initial_child_protection_conference_rate"),
                    Shown("conferences_within_15_working_days"),
                    Shown("conferences_resulting_in_a_plan"),
                ),
            ),
            Topic(
                "How long plans last",
                (
                    Shown("child_protection_plans_over_15_months"),
                    Shown("child_protection_plans_of_two_years_or_more"),
                    Shown("child_protection_plan_duration"),
                ),
            ),
            Topic(
                "Repeat plans",
                (
                    Shown("repeat_child_protection_plans_within_two_years"),
                    Shown("sibling_groups_starting_repeat_plans"),
                    Shown("second_or_subsequent_child_protection_plans"),
                ),
            ),
            Topic(
                "Reviews and visits",
                (
                    Shown("child_protection_reviews_in_time"),
                    Shown("child_protection_visits_within_20_working_days"),
                    Shown("child_seen_alone"),
                ),
            ),
        ),
    ),
)
