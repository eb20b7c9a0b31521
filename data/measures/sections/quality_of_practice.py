"""Quality of practice: audits and the families heard, all from the panel return."""

from data.measures.declaration import Measure
from data.measures.section import Section, Shown, Topic

SECTION = "Quality of practice"
_DOMAIN = "practice_domain"

MEASURES = (
    Measure(
        id="children_audited",
        short="Children audited",
        title="Children whose experience was audited",
        section=SECTION,
        unit="number",
        headline=True,
        means="Children whose experience was looked at in a practice audit in the period.",
    ),
    Measure(
        id="audits_good",
        title="Audits judged Good",
        section=SECTION,
        unit="percent",
        better="higher",
        headline=True,
        means="Of the audits in the period, the share judged Good overall.",
        category=_DOMAIN,
        sheet="Audit grades",
    ),
    Measure(
        id="audits_good_or_better",
        title="Audits judged Good or better",
        section=SECTION,
        unit="percent",
        better="higher",
        headline=True,
        means="Of the audits in the period, the share judged Good or Outstanding overall.",
        category=_DOMAIN,
        sheet="Audit grades",
    ),
    Measure(
        id="audits_good_or_requires_improvement",
        title="Audits judged Good or Requires improvement",
        section=SECTION,
        means="Of the audits in the period, the share judged Good or Requires improvement overall.",
        unit="percent",
        better="higher",
        category=_DOMAIN,
        sheet="Audit grades",
    ),
    Measure(
        id="audits_outstanding",
        title="Audits judged Outstanding",
        section=SECTION,
        unit="percent",
        better="higher",
        means="Of the audits in the period, the share judged Outstanding overall.",
        category=_DOMAIN,
        sheet="Audit grades",
    ),
    Measure(
        id="audits_requires_improvement",
        title="Audits judged Requires improvement",
        section=SECTION,
        unit="percent",
        better="lower",
        means="Of the audits in the period, the share judged Requires improvement overall.",
        category=_DOMAIN,
        sheet="Audit grades",
    ),
    Measure(
        id="audits_inadequate",
        title="Audits judged Inadequate",
        section=SECTION,
        unit="percent",
        better="lower",
        means="Of the audits in the period, the share judged Inadequate overall.",
        category=_DOMAIN,
        sheet="Audit grades",
    ),
    Measure(
        id="families_heard",
        title="Families heard",
        section=SECTION,
        unit="number",
        better="higher",
        category="source",
        means="Families heard in the period, by how they were heard.",
        never_totalled=True,
        sheet="Feedback",
        caveat="Never added up over sources: the same family may be heard in more than one way.",
    ),
)

PAGES = (
    Section(
        SECTION,
        "quality_of_practice",
        100,
        topics=(
            Topic(
                "Audits",
                (
                    Shown("audits_good", "grades", by="practice_domain"),
                    Shown("children_audited"),
                    Shown("audits_good"),
                    Shown("audits_good_or_better"),
                    Shown("audits_good_or_requires_improvement"),
                ),
            ),
            Topic(
                "Grades and families heard",
                (
                    Shown("audits_outstanding"),
                    Shown("audits_requires_improvement"),
                    Shown("audits_inadequate"),
                    Shown("families_heard"),
                ),
            ),
        ),
        pack_section="Workforce and quality of practice",
    ),
)
