"""Throughcare: looked-after children and care leavers, in the order of the page."""

from data.measures.declaration import CHILDREN, NET, PER_10_000, Estimate, Measure, children, flow, stock
from data.measures.section import Section, Shown, Topic

SECTION = "Throughcare"
_AT_MARCH = "Published figure is at 31 March."
_BIRTHDAY = "Published figure is taken around birthdays in the year to 31 March, not at one date."
_LOWER_BOUND = (
    "List 8 holds a child's latest period of care only, so a child who left and came back within one return's window "
    "counts once: read as a lower bound."
)
_NOT_SEEN_TO_LEAVE = (
    "List 8 holds a child's latest period of care only, so a child who left and came back within one return's window is not seen "
    "to have left: read as a lower bound."
)
_PERIODS_OF_CARE = (
    "Counts periods of care, so a child with two in the period counts twice; the published figure, for the year ending 31 March, "
    "counts each child once."
)
_EACH_CHILD_ONCE = (
    "Published figure is for the year ending 31 March and counts each child once, as this does."
)
_LONG_TERM = "started_on + interval 30 month <= as_at and born_on + interval 192 month > as_at"
_COHORT = "started_on + interval 12 month <= as_at"
_ASSESSED = "last_health_assessment_on + case when five_on > as_at then interval 6 month else interval 12 month end >= as_at"
_COUNTED_19_TO_21 = "is_former_relevant_19_to_21 and is_counted"
_LEFT_OUT = "Those who died or returned home are left out; those not in touch, who refuse contact or need no services any longer stay in."
_NOT_RIGHT_NOW = "Read at the date of each return: List 8 looks back from the day of the extract."

MEASURES = (
    Measure(
        id="children_looked_after",
        title="Children looked after",
        section=SECTION,
        unit="number",
        headline=True,
        means="Children looked after at the end of the period, each counted once, short breaks (V3, V4) left out.",
        counting=stock("care_as_reported", "open_from", "ceased_on", numerator=CHILDREN),
        national="LACnum",
        basis=_AT_MARCH,
    ),
    Measure(
        id="children_looked_after_rate",
        title="Children looked after per 10,000 children",
        section=SECTION,
        unit="rate",
        means=f"Children looked after at the end of the period {PER_10_000}.",
        counting=stock("care_as_reported", "open_from", "ceased_on", numerator=CHILDREN),
        national="LAC",
        basis=_AT_MARCH,
    ),
    Measure(
        id="started_to_be_looked_after",
        title="Started to be looked after",
        section=SECTION,
        unit="number",
        formerly=("Children starting to be looked after",),
        headline=True,
        counting=flow("care_as_reported", "started_on"),
        means="Periods of care that began in the period.",
        national="LACnum_Start",
        basis=_PERIODS_OF_CARE,
        caveat=_LOWER_BOUND,
    ),
    Measure(
        id="children_who_started_to_be_looked_after",
        title="Children who started to be looked after",
        section=SECTION,
        unit="number",
        counting=flow("care_as_reported", "started_on", numerator=CHILDREN),
        national="LACnum_Start",
        means="Children for whom a period of care began in the period, each counted once.",
        basis=_EACH_CHILD_ONCE,
    ),
    Measure(
        id="started_to_be_looked_after_rate",
        title="Started to be looked after per 10,000 children",
        section=SECTION,
        formerly=("Children starting to be looked after per 10,000 children",),
        unit="rate",
        means=f"Periods of care that began in the period {PER_10_000}. A quarter's rate is not scaled up to a year.",
        counting=flow("care_as_reported", "started_on"),
        national="LAC_Start_Rate",
        basis=_PERIODS_OF_CARE,
    ),
    Measure(
        id="ceased_to_be_looked_after",
        title="Ceased to be looked after",
        section=SECTION,
        unit="number",
        headline=True,
        formerly=("Children ceasing to be looked after",),
        counting=flow("care_as_reported", "ceased_on"),
        means="Periods of care that ended in the period; an end on an unknown date between two returns counts at the later one.",
        national="LACceased",
        basis=_PERIODS_OF_CARE,
        caveat=_LOWER_BOUND,
    ),
    Measure(
        id="children_who_ceased_to_be_looked_after",
        title="Children who ceased to be looked after",
        section=SECTION,
        unit="number",
        counting=flow("care_as_reported", "ceased_on", numerator=CHILDREN),
        national="LACceased",
        means="Children for whom a period of care ended in the period, each counted once, whether or not they came back.",
        basis=_EACH_CHILD_ONCE,
        caveat=_NOT_SEEN_TO_LEAVE,
    ),
    Measure(
        id="ceased_to_be_looked_after_rate",
        title="Ceased to be looked after per 10,000 children",
        section=SECTION,
        formerly=("Children ceasing to be looked after per 10,000 children",),
        unit="rate",
        means=f"Periods of care that ended in the period {PER_10_000}. A quarter's rate is not scaled up to a year.",
        counting=flow("care_as_reported", "ceased_on"),
        national="LAC_Cease_Rate",
        basis=_PERIODS_OF_CARE,
    ),
    Measure(
        id="looked_after_net_change",
        title="Net change in children looked after",
        section=SECTION,
        unit="number",
        means="Periods of care that began less those that ended in the period.",
        counting=flow("care_moves", "moved_on", numerator=NET),
    ),
    Measure(
        id="reasons_ceased_to_be_looked_after",
        title="Why children ceased to be looked after",
        section=SECTION,
        unit="percent",
        means="Each reason's share of the periods of care that ended in the period.",
        counting=flow("care_as_reported", "ceased_on", denominator="count(*)"),
        category="ceased_reason",
        of_all=True,
    ),
    Measure(
        id="unaccompanied_children_looked_after",
        title="Unaccompanied asylum-seeking children looked after",
        section=SECTION,
        unit="number",
        means="Children looked after at the end of the period who were unaccompanied "
        "asylum-seeking children at any time in the last 12 months.",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("unaccompanied = 'Yes'"),
            only_at_reporting_date=True,
        ),
        national="Unacc_Asylmn_Seek_Childn",
        basis="Published figure counts status at 31 March.",
        caveat="List 8's flag means “within the last 12 months”, so it also counts those granted leave since.",
    ),
    Measure(
        id="looked_after_under_section_20",
        title="Children looked after under section 20",
        section=SECTION,
        unit="number",
        means="Children looked after at the end of the period who are accommodated by agreement under section 20 of the "
        "Children Act 1989 (legal status V2).",
        counting=stock(
            "care_as_reported", "open_from", "ceased_on", numerator=children("legal_status = 'V2'")
        ),
    ),
    Measure(
        id="looked_after_by_legal_status",
        title="Children looked after by legal status",
        section=SECTION,
        unit="percent",
        means="Each legal status's share of the children looked after at the end of the period.",
        counting=stock(
            "care_as_reported", "open_from", "ceased_on", numerator=CHILDREN, denominator=CHILDREN
        ),
        category="legal_status",
        of_all=True,
    ),
    Measure(
        id="entrants_by_category_of_need",
        title="Children starting to be looked after, by category of need",
        section=SECTION,
        unit="percent",
        means="Each category of need's share of the children who started to be looked "
        "after in the period; the category is that of the current period of care.",
        counting=flow("care_as_reported", "started_on", numerator=CHILDREN, denominator=CHILDREN),
        category="category_of_need",
        of_all=True,
    ),
    Measure(
        id="entrants_open_to_edge_of_care_team",
        title="Children starting to be looked after who were open to the edge of care team",
        section=SECTION,
        unit="percent",
        better="lower",
        means="Of the children who started to be looked after in the period, the share open to the edge of care team.",
        estimate=Estimate(
            flow(
                "entrants_to_care",
                "started_on",
                numerator=children("was_open_to_edge_of_care"),
                denominator=CHILDREN,
            ),
            "Estimated: the child was on List 6 of a return in the six months before, open to a team of an edge of care service "
            "by the Teams sheet.",
        ),
    ),
    Measure(
        id="new_residential_placements",
        title="New residential placements",
        section=SECTION,
        unit="number",
        better="lower",
        means="Residential placements begun in the period.",
        counting=flow("residential_placements", "placement_started_on"),
        estimate=Estimate(
            flow(
                "care_as_reported",
                "placement_started_on",
                numerator="count(*) filter (where placement_type in ('K2', 'R1', 'S1'))",
            ),
            "Estimated from List 8: latest placements in children's homes, residential care homes and residential schools (K2, R1, "
            "S1) begun in the period; earlier ones are not held, so read as a lower bound.",
        ),
    ),
    Measure(
        id="residential_placements_by_reason",
        title="New residential placements by reason",
        section=SECTION,
        unit="number",
        means="Residential placements begun in the period, by reason.",
        counting=flow("residential_placements", "placement_started_on"),
        category="reason",
        caveat="Not every placement has a reason that is reported.",
    ),
    Measure(
        id="residential_placements_by_previous_placement",
        title="New residential placements by previous placement",
        section=SECTION,
        unit="number",
        means="Residential placements begun in the period, by where the child lived before.",
        counting=flow("residential_placements", "placement_started_on"),
        category="previous_placement",
    ),
    Measure(
        id="residential_placements_by_age",
        title="New residential placements by age",
        section=SECTION,
        unit="number",
        means="Residential placements begun in the period, by the child's age.",
        counting=flow("residential_placements", "placement_started_on"),
        category="residential_age_band",
    ),
    Measure(
        id="placed_over_20_miles",
        title="Children placed more than 20 miles from home and outside the area",
        section=SECTION,
        unit="percent",
        better="lower",
        snapshot=True,
        national="LACDistance",
        basis=_AT_MARCH,
        means="Of the children looked after, the share placed more than 20 miles from home and outside the council's area.",
        caveat="Annex A holds no home postcode, so the distance comes from the panel return.",
    ),
    Measure(
        id="placed_outside_the_area",
        title="Children placed outside the council's area",
        section=SECTION,
        unit="percent",
        means="Of the children looked after at the end of the period, the share placed outside the council's area, however near.",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("placement_location = 'Out'"),
            denominator=CHILDREN,
        ),
    ),
    Measure(
        id="placed_in_house",
        title="Children in the council's own placements",
        section=SECTION,
        unit="percent",
        better="higher",
        means="Of the children looked after at the end of the period, the share in the council's own provision (PR1).",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("placement_provider = 'PR1'"),
            denominator=CHILDREN,
        ),
    ),
    Measure(
        id="placed_externally",
        title="Children in external placements",
        section=SECTION,
        unit="percent",
        means="Of the children looked after at the end of the period, the share with private or voluntary providers (PR4, PR5).",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("placement_provider in ('PR4', 'PR5')"),
            denominator=CHILDREN,
        ),
    ),
    Measure(
        id="looked_after_by_placement_type",
        title="Children looked after by placement type",
        section=SECTION,
        unit="percent",
        means="Each placement type's share of the children looked after at the end of the period.",
        counting=stock(
            "care_as_reported", "open_from", "ceased_on", numerator=CHILDREN, denominator=CHILDREN
        ),
        category="placement_type",
        of_all=True,
    ),
    Measure(
        id="three_or_more_placements",
        title="Children with three or more placements in the last 12 months",
        section=SECTION,
        unit="percent",
        better="lower",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children("placements_in_last_12_months >= 3"),
            denominator=CHILDREN,
            only_at_reporting_date=True,
        ),
        means="Of the children looked after at the end of the period, the share with three or more placements in the last 12 months.",
        national="LACStable_2016on",
        basis=_AT_MARCH,
        caveat=_NOT_RIGHT_NOW,
    ),
    Measure(
        id="long_term_placement_stability",
        title="Long-term placement stability",
        section=SECTION,
        unit="percent",
        better="higher",
        means="Of the children under 16 looked after for at least two and a half years, the share in the same placement for at "
        "least two years, or placed for adoption.",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children(
                f"{_LONG_TERM} and (placement_started_on + interval 24 month <= as_at "
                "or placement_type in ('A3', 'A4', 'A5', 'A6'))"
            ),
            denominator=children(_LONG_TERM),
            only_at_reporting_date=True,
        ),
        national="LAC_LongStable%",
        basis=_AT_MARCH,
        caveat="Approximate: time placed for adoption with the same carers counts in full, whatever the placement before.",
    ),
    Measure(
        id="looked_after_reviewed_within_six_months",
        title="Children looked after with a review in the last six months",
        section=SECTION,
        unit="percent",
        better="higher",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children(
                "started_on + interval 6 month <= as_at and last_review_on + interval 6 month >= as_at"
            ),
            denominator=children("started_on + interval 6 month <= as_at"),
            only_at_reporting_date=True,
        ),
        means="Of the children looked after for at least six months, the share whose latest statutory review was in the last six "
        "months.",
        caveat=_NOT_RIGHT_NOW,
    ),
    Measure(
        id="health_assessments_up_to_date",
        title="Children looked after whose health assessments are up to date",
        formerly=("Children looked after with a health assessment in the last 12 months",),
        section=SECTION,
        unit="percent",
        better="higher",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children(f"{_COHORT} and {_ASSESSED}"),
            denominator=children(_COHORT),
            only_at_reporting_date=True,
        ),
        means="Of the children looked after for at least 12 months, the share whose latest health assessment was in time: in the last "
        "six months for a child under five at that date, in the last 12 months for others and where the age is not known.",
        national="LACHealth%",
        basis="Published figure is at 31 March; for a child under five it asks for two assessments in the year, "
        "of which List 8 holds the latest only.",
        caveat=_NOT_RIGHT_NOW,
    ),
    Measure(
        id="dental_checks_up_to_date",
        title="Children looked after with a dental check in the last 12 months",
        section=SECTION,
        unit="percent",
        better="higher",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children(f"{_COHORT} and last_dental_check_on + interval 12 month >= as_at"),
            denominator=children(_COHORT),
            only_at_reporting_date=True,
        ),
        means="Of the children looked after for at least 12 months, the share whose latest dental check was in the last 12 months.",
        national="LACDental%",
        basis=_AT_MARCH,
        caveat=_NOT_RIGHT_NOW,
    ),
    Measure(
        id="permanence_plans",
        title="Permanence plans of children looked after",
        section=SECTION,
        unit="percent",
        means="Each permanence plan's share of the children looked after at the end of the period.",
        counting=stock(
            "care_as_reported", "open_from", "ceased_on", numerator=CHILDREN, denominator=CHILDREN
        ),
        category="permanence_plan",
        of_all=True,
    ),
    Measure(
        id="children_adopted",
        title="Children adopted",
        section=SECTION,
        unit="number",
        counting=flow("adoptions", "adoption_order_on", numerator=CHILDREN),
        means="Children for whom an adoption order was made in the period.",
        national="No_of LAC Adopted",
        basis="Published figure is for the year ending 31 March and of children who ceased to be looked after because they were adopted.",
    ),
    Measure(
        id="care_leavers",
        title="Care leavers aged 16 to 25",
        section=SECTION,
        unit="number",
        counting=stock(
            "care_leavers", "held_from", "held_until", numerator=children("age between 16 and 25")
        ),
        means="Young people aged 16 to 25 on List 9 at the reporting date, relevant, former relevant and qualifying, whatever is "
        "recorded of being in touch.",
    ),
    Measure(
        id="care_leavers_in_touch",
        title="Care leavers in touch",
        section=SECTION,
        unit="percent",
        better="higher",
        means="Of the care leavers aged 18 to 25 at the reporting date, the share with whom the council is in touch. "
        + _LEFT_OUT,
        counting=stock(
            "care_leavers",
            "held_from",
            "held_until",
            numerator=children("age between 18 and 25 and in_touch = 'Yes'"),
            denominator=children("age between 18 and 25 and is_counted"),
        ),
        caveat="No comparator data is published for the ages 18 to 20 and 21 to 25.",
    ),
    Measure(
        id="care_leavers_in_eet",
        short="Care leavers in education or work",
        title="Care leavers aged 19 to 21 in education, employment or training",
        section=SECTION,
        unit="percent",
        better="higher",
        headline=True,
        snapshot=True,
        means="Of the former relevant young people aged 19 to 21 at the reporting date, the share in education, employment or "
        "training. " + _LEFT_OUT,
        counting=stock(
            "care_leavers",
            "held_from",
            "held_until",
            numerator=children(f"{_COUNTED_19_TO_21} and activity_group = 'EET'"),
            denominator=children(_COUNTED_19_TO_21),
        ),
        national="CareLeaverEET",
        basis=_BIRTHDAY,
        caveat="A snapshot at one date; DfE asks about the months around each young person's birthday.",
    ),
    Measure(
        id="care_leavers_in_suitable_accommodation",
        title="Care leavers aged 19 to 21 in suitable accommodation",
        section=SECTION,
        unit="percent",
        better="higher",
        snapshot=True,
        means="Of the former relevant young people aged 19 to 21 at the reporting date, the share in suitable accommodation. "
        + _LEFT_OUT,
        counting=stock(
            "care_leavers",
            "held_from",
            "held_until",
            numerator=children(f"{_COUNTED_19_TO_21} and accommodation_suitability = 'Suitable'"),
            denominator=children(_COUNTED_19_TO_21),
        ),
        national="CareLeaverAcc",
        basis=f"{_BIRTHDAY} It also leaves out those abroad, deported or of no known residence.",
        caveat="A snapshot at one date; DfE asks about the months around each young person's birthday.",
    ),
    Measure(
        id="care_leaver_activity",
        title="What care leavers aged 19 to 21 do",
        section=SECTION,
        unit="percent",
        means="Each activity's share of the former relevant young people aged 19 to 21 at the reporting date. "
        + _LEFT_OUT,
        counting=stock(
            "care_leavers",
            "held_from",
            "held_until",
            numerator=children(_COUNTED_19_TO_21),
            denominator=children(_COUNTED_19_TO_21),
        ),
        category="activity",
        of_all=True,
    ),
    Measure(
        id="care_leaver_accommodation",
        title="Where care leavers aged 19 to 21 live",
        section=SECTION,
        unit="percent",
        means="Each kind of accommodation's share of the former relevant young people aged 19 to 21 at the reporting date. "
        + _LEFT_OUT,
        counting=stock(
            "care_leavers",
            "held_from",
            "held_until",
            numerator=children(_COUNTED_19_TO_21),
            denominator=children(_COUNTED_19_TO_21),
        ),
        category="accommodation",
        of_all=True,
    ),
)

PAGES = (
    Section(
        SECTION,
        "throughcare",
        30,
        topics=(
            Topic(
                "Who is looked after",
                (
                    Shown("children_looked_after"),
                    Shown("children_looked_after_rate"),
                    Shown("children_looked_after", "pyramid"),
                    Shown("unaccompanied_children_looked_after"),
                    Shown("looked_after_under_section_20"),
                    Shown("looked_after_by_legal_status"),
                ),
            ),
            Topic(
                "Starting to be looked after",
                (
                    Shown("started_to_be_looked_after"),
                    Shown("children_who_started_to_be_looked_after", grain="year_to_date"),
                    Shown("started_to_be_looked_after_rate"),
                    Shown("entrants_by_category_of_need", grain="year_to_date"),
                    Shown("entrants_open_to_edge_of_care_team", grain="year_to_date"),
                ),
            ),
            Topic(
                "Starting and ceasing",
                (
                    Shown(
                        "started_to_be_looked_after",
                        "pairs",
                        also=("ceased_to_be_looked_after", "looked_after_net_change"),
                    ),
                    Shown("ceased_to_be_looked_after"),
                    Shown("children_who_ceased_to_be_looked_after", grain="year_to_date"),
                    Shown("ceased_to_be_looked_after_rate"),
                    Shown("reasons_ceased_to_be_looked_after", grain="year_to_date"),
                ),
            ),
            Topic(
                "Placements",
                (
                    Shown("looked_after_by_placement_type"),
                    Shown("placed_in_house"),
                    Shown("placed_externally"),
                    Shown("placed_over_20_miles"),
                    Shown("placed_outside_the_area"),
                ),
            ),
            Topic(
                "Residential placements",
                (
                    Shown("new_residential_placements", grain="year_to_date"),
                    Shown("residential_placements_by_reason", grain="year_to_date"),
                    Shown("residential_placements_by_previous_placement", grain="year_to_date"),
                    Shown("residential_placements_by_age", grain="year_to_date"),
                ),
            ),
            Topic(
                "Stability, health and permanence",
                (
                    Shown("three_or_more_placements"),
                    Shown("long_term_placement_stability"),
                    Shown("looked_after_reviewed_within_six_months"),
                    Shown("health_assessments_up_to_date"),
                    Shown("dental_checks_up_to_date"),
                ),
            ),
            Topic(
                "Permanence and adoption",
                (
                    Shown("permanence_plans"),
                    Shown("children_adopted"),
                ),
            ),
            Topic(
                "Care leavers",
                (
                    Shown("care_leavers"),
                    Shown("care_leavers_in_touch"),
                    Shown("care_leavers_in_touch", "parts", by="care_leaver_band"),
                    Shown("care_leavers_in_eet"),
                    Shown("care_leavers_in_suitable_accommodation"),
                ),
            ),
            Topic(
                "What care leavers do and where they live",
                (
                    Shown("care_leaver_activity"),
                    Shown("care_leaver_accommodation"),
                ),
            ),
        ),
        long_title="Throughcare: looked-after children and care leavers",
    ),
)
