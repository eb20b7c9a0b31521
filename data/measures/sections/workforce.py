"""The workforce: posts and how they are filled, caseloads, stability and what staff say."""

from data.lists.view import NO_WORKER
from data.measures.declaration import CHILDREN, Estimate, Measure, children, stock
from data.measures.section import Section, Shown, Topic

SECTION = "Workforce"
_SEPTEMBER = "Published figure is at 30 September."
_YEAR_TO_SEPTEMBER = "Published figure is for the year to 30 September."
_ALL_STAFF = "sum(permanent_fte) + sum(coalesce(agency_covering_vacancies_fte, 0)) + sum(coalesce(agency_extra_fte, 0))"
_AGENCY = "sum(coalesce(agency_covering_vacancies_fte, 0)) + sum(coalesce(agency_extra_fte, 0))"
_VACANT = "sum(coalesce(agency_covering_vacancies_fte, 0)) + sum(coalesce(uncovered_fte, 0))"
_BASES = "The two shares of a pack need not make 100%: some councils set permanent staff against posts and agency staff against staff."

MEASURES = (
    Measure(
        id="permanent_social_workers",
        title="Permanent social workers",
        section=SECTION,
        unit="percent",
        better="higher",
        means="Permanent social workers' share of all social workers in post, permanent and agency, in full-time equivalents.",
        headline=True,
        snapshot=True,
        counting=stock(
            "workforce", "held_from", "held_until", numerator="sum(permanent_fte)", denominator=_ALL_STAFF
        ),
        caveat=_BASES,
    ),
    Measure(
        id="agency_social_workers",
        title="Agency social workers",
        section=SECTION,
        unit="percent",
        better="lower",
        headline=True,
        means="Agency social workers' share of all social workers in post, permanent and agency, in full-time equivalents.",
        snapshot=True,
        counting=stock("workforce", "held_from", "held_until", numerator=_AGENCY, denominator=_ALL_STAFF),
        national="Work_Force_Agecy_Rate",
        basis=_SEPTEMBER,
        caveat=_BASES,
    ),
    Measure(
        id="establishment_by_staffing",
        title="How the establishment is filled",
        section=SECTION,
        unit="number",
        means="Posts in full-time equivalents at the period's last month: permanent, agency covering vacancies and uncovered make the "
        "establishment; agency extra is over it.",
        counting=stock("workforce_posts", "held_from", "held_until", numerator="sum(fte)"),
        category="staffing",
        caveat="DfE's vacancies include posts that agency staff cover: those posts are counted once here.",
    ),
    Measure(
        id="social_worker_vacancies",
        title="Social worker vacancies",
        section=SECTION,
        unit="percent",
        better="lower",
        snapshot=True,
        means="Posts without a permanent social worker, covered by agency staff or not, as a share of those posts and permanent social "
        "workers.",
        counting=stock(
            "workforce",
            "held_from",
            "held_until",
            numerator=_VACANT,
            denominator=f"sum(permanent_fte) + {_VACANT}",
        ),
        national="Work_Force_Vac_Rate",
        basis=_SEPTEMBER,
    ),
    Measure(
        id="uncovered_posts",
        title="Posts that nobody covers",
        section=SECTION,
        unit="percent",
        better="lower",
        snapshot=True,
        means="Posts with neither a permanent nor an agency social worker, as a share of the establishment.",
        counting=stock(
            "workforce",
            "held_from",
            "held_until",
            numerator="sum(coalesce(uncovered_fte, 0))",
            denominator="sum(establishment_fte)",
        ),
    ),
    Measure(
        id="average_caseload",
        title="Average caseload",
        section=SECTION,
        unit="average",
        better="lower",
        headline=True,
        snapshot=True,
        means="Cases held for every full-time equivalent social worker who holds cases.",
        counting=stock(
            "workforce",
            "held_from",
            "held_until",
            numerator="sum(cases_held)",
            denominator="sum(caseholding_fte)",
        ),
        national="Work_Force_AvgNumCase_SW",
        basis=_SEPTEMBER,
        estimate=Estimate(
            stock(
                "cases_held",
                "held_from",
                "held_until",
                numerator=CHILDREN,
                denominator=f"count(distinct worker) filter (where worker <> '{NO_WORKER}')",
            ),
            "Estimated: children on Lists 6 to 9, those without a recorded worker too, for every worker named there, counted by "
            "head, whoever is not a social worker included.",
        ),
    ),
    Measure(
        id="looked_after_children_with_three_or_more_social_workers",
        title="Children looked after with three or more social workers in a year",
        section=SECTION,
        unit="percent",
        better="lower",
        snapshot=True,
        means="Of the children looked after, the share with three or more social workers in the last 12 months.",
        national="Stability_SocialWorker",
        basis="Published from 2024, for the year to 31 March.",
        estimate=Estimate(
            stock(
                "care_as_reported",
                "open_from",
                "ceased_on",
                numerator=children("social_workers_in_12_months >= 3"),
                denominator=CHILDREN,
                needs_history=12,
                only_at_reporting_date=True,
            ),
            "Estimated from the workers named on List 8 of the returns of the last 12 months; changes between two returns are not "
            "seen, so read as a lower bound.",
        ),
    ),
    Measure(
        id="social_worker_turnover",
        title="Social worker turnover",
        section=SECTION,
        unit="percent",
        better="lower",
        means="Social workers who left in the 12 months, as a share of those in post.",
        snapshot=True,
        national="Work_Force_TO_Rate",
        basis=_YEAR_TO_SEPTEMBER,
    ),
    Measure(
        id="social_worker_absence",
        title="Social worker absence",
        section=SECTION,
        unit="percent",
        better="lower",
        means="Working days lost to sickness, as a share of all working days.",
        snapshot=True,
        national="Work_Force_SWAbsence",
        basis=_YEAR_TO_SEPTEMBER,
    ),
    Measure(
        id="staff_with_manageable_workload",
        title="Staff with a manageable workload",
        section=SECTION,
        unit="percent",
        better="higher",
        means="Of those who answered the staff survey, the share who said their workload was manageable.",
        category="survey",
        snapshot=True,
        never_totalled=True,
    ),
)

PAGES = (
    Section(
        SECTION,
        "workforce",
        90,
        topics=(
            Topic(
                "Posts",
                (
                    Shown("establishment_by_staffing", "posts"),
                    Shown("permanent_social_workers"),
                    Shown("agency_social_workers"),
                    Shown("social_worker_vacancies"),
                    Shown("uncovered_posts"),
                ),
            ),
            Topic(
                "Caseloads",
                (
                    Shown("average_caseload"),
                    Shown("average_caseload", "spread", by="team"),
                    Shown("looked_after_children_with_three_or_more_social_workers"),
                ),
            ),
            Topic(
                "Staff",
                (
                    Shown("social_worker_turnover"),
                    Shown("social_worker_absence"),
                    Shown("staff_with_manageable_workload"),
                ),
            ),
        ),
        pack_section="Workforce and quality of practice",
    ),
)
