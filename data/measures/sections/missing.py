"""Missing children and return home interviews, in the order of the page."""

from data.measures.declaration import CHILDREN, Estimate, Measure, children, flow, stock
from data.measures.section import Section, Shown, Topic

SECTION = "Missing"
_ROLLING = "A rolling 12 months within the child's current period of care: a quarter's figure cannot be had by subtraction."
_LAST_EPISODE = "Estimated from List 8: {what} after the last missing episode of the children looked after who went missing."
_OPEN_AND_MISSING = "missing_episodes_in_last_12_months >= 1"

MEASURES = (
    Measure(
        id="children_missing_from_care",
        short="Missing from care",
        title="Children looked after who went missing in the last 12 months",
        formerly=("Children looked after who went missing",),
        section=SECTION,
        unit="number",
        headline=True,
        better="lower",
        means="Children looked after at the end of the period who went missing from their placement at least once in "
        "the last 12 months.",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children(_OPEN_AND_MISSING),
            only_at_reporting_date=True,
        ),
        caveat=_ROLLING,
    ),
    Measure(
        id="share_of_looked_after_children_missing",
        section=SECTION,
        title="Share of children looked after who went missing in the last 12 months",
        formerly=("Share of children looked after who went missing",),
        unit="percent",
        better="lower",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator=children(_OPEN_AND_MISSING),
            denominator=CHILDREN,
            only_at_reporting_date=True,
        ),
        means="Of the children looked after at the end of the period, the share who went missing from their placement at least once "
        "in the last 12 months.",
        national="Children_missing",
        basis="Published figure is of all children looked after in the year to 31 March.",
        caveat=_ROLLING,
    ),
    Measure(
        id="missing_episodes_in_last_12_months",
        title="Missing episodes in the last 12 months",
        section=SECTION,
        unit="number",
        better="lower",
        means="Missing episodes in the last 12 months of the children looked after at the end of the period.",
        counting=stock(
            "care_as_reported",
            "open_from",
            "ceased_on",
            numerator="coalesce(sum(missing_episodes_in_last_12_months), 0)",
            only_at_reporting_date=True,
        ),
        caveat=_ROLLING,
    ),
    Measure(
        id="episodes_missing_from_care",
        title="Episodes missing from care",
        section=SECTION,
        unit="number",
        better="lower",
        means="Episodes of going missing from care that began in the period.",
        counting=flow(
            "missing_episodes", "went_missing_on", numerator="count(*) filter (where missing_from = 'Care')"
        ),
    ),
    Measure(
        id="episodes_missing_from_home",
        title="Episodes missing from home",
        section=SECTION,
        unit="number",
        better="lower",
        means="Episodes of going missing from home that began in the period.",
        counting=flow(
            "missing_episodes", "went_missing_on", numerator="count(*) filter (where missing_from = 'Home')"
        ),
    ),
    Measure(
        id="children_missing_from_home",
        title="Children missing from home",
        section=SECTION,
        unit="number",
        better="lower",
        headline=True,
        means="Children who went missing from home at least once in the period.",
        counting=flow(
            "missing_episodes",
            "went_missing_on",
            numerator="count(distinct child_id) filter (where missing_from = 'Home')",
        ),
    ),
    Measure(
        id="missing_episodes_ended",
        title="Missing episodes that ended",
        section=SECTION,
        unit="number",
        means="Missing episodes, from care or home, from which the child returned in the period: each should bring the offer of a "
        "return home interview.",
        counting=flow("missing_episodes", "returned_on"),
    ),
    Measure(
        id="return_interviews_offered",
        title="Return home interviews offered",
        section=SECTION,
        unit="percent",
        better="higher",
        means="Of the missing episodes that ended in the period, the share after which a return home interview was offered.",
        counting=flow(
            "missing_episodes",
            "returned_on",
            numerator="count(*) filter (where interview_offered_at is not null)",
            denominator="count(*)",
        ),
        estimate=Estimate(
            stock(
                "care_as_reported",
                "open_from",
                "ceased_on",
                numerator=children(f"{_OPEN_AND_MISSING} and return_interview_offered = 'Yes'"),
                denominator=children(_OPEN_AND_MISSING),
                only_at_reporting_date=True,
            ),
            _LAST_EPISODE.format(what="the share offered an interview"),
        ),
    ),
    Measure(
        id="return_interviews_accepted",
        short="Interviews accepted",
        title="Return home interviews accepted",
        section=SECTION,
        unit="percent",
        headline=True,
        better="higher",
        means="Of the return home interviews offered after episodes that ended in the period, the share accepted.",
        counting=flow(
            "missing_episodes",
            "returned_on",
            numerator="count(*) filter (where interview_offered_at is not null and interview_accepted_at is not null)",
            denominator="count(*) filter (where interview_offered_at is not null)",
        ),
        estimate=Estimate(
            stock(
                "care_as_reported",
                "open_from",
                "ceased_on",
                numerator=children(
                    f"{_OPEN_AND_MISSING} and return_interview_offered = 'Yes' and return_interview_accepted = 'Yes'"
                ),
                denominator=children(f"{_OPEN_AND_MISSING} and return_interview_offered = 'Yes'"),
                only_at_reporting_date=True,
            ),
            _LAST_EPISODE.format(what="of those offered an interview, the share who accepted"),
        ),
    ),
    Measure(
        id="return_interviews_within_72_hours",
        title="Return home interviews held within 72 hours",
        section=SECTION,
        unit="percent",
        better="higher",
        means="Of the missing episodes that ended in the period, the share after which an interview was held within 72 "
        "hours of the child's return, the usual standard.",
        counting=flow(
            "missing_episodes",
            "returned_on",
            numerator="count(*) filter (where hours_to_interview <= 72)",
            denominator="count(*)",
        ),
    ),
)

PAGES = (
    Section(
        SECTION,
        "missing",
        70,
        topics=(
            Topic(
                "Missing from care",
                (
                    Shown("children_missing_from_care"),
                    Shown("share_of_looked_after_children_missing"),
                    Shown("missing_episodes_in_last_12_months"),
                    Shown("episodes_missing_from_care"),
                ),
            ),
            Topic(
                "Missing from home",
                (
                    Shown("episodes_missing_from_home"),
                    Shown("children_missing_from_home"),
                ),
            ),
            Topic(
                "Return home interviews",
                (
                    Shown(
                        "missing_episodes_ended",
                        "funnel",
                        also=(
                            "return_interviews_offered",
                            "return_interviews_accepted",
                            "return_interviews_within_72_hours",
                        ),
                    ),
                    Shown("missing_episodes_ended"),
                    Shown("return_interviews_offered"),
                    Shown("return_interviews_accepted"),
                    Shown("return_interviews_within_72_hours"),
                ),
            ),
        ),
    ),
)
