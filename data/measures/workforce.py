"""The workforce, as far as the panel return states it."""

from data.measures.declaration import Measure

SECTION = "Workforce"
_SEPTEMBER = "Published figure is at 30 September."

MEASURES = (
    Measure(
        id="permanent_social_workers", title="Permanent social workers", section=SECTION, unit="percent", better="higher",
        means="Permanent social workers' share of the posts, as the council counts it.", headline=True, snapshot=True,
    ),
    Measure(
        id="agency_social_workers", title="Agency social workers", section=SECTION, unit="percent", better="lower",
        means="Agency social workers' share of the posts, as the council counts it.", snapshot=True,
        national="Work_Force_Agecy_Rate", basis=_SEPTEMBER,
    ),
    Measure(
        id="staff_with_manageable_workload", title="Staff with a manageable workload", section=SECTION, unit="percent",
        better="higher", means="Of those who answered the staff survey, the share who said their workload was manageable.",
        category="survey", snapshot=True, never_totalled=True,
    ),
)  # fmt: skip
