"""The pack of December 2022 as a panel return: every figure of its text, its rank table and its commentary.

Source: Worcestershire Children's Social Work, Summary Data for Scrutiny Panel, December 2022. Figures are as the pack
states them; a note says where the pack leaves a period or a base open. Run as
``python -m data.sample.december_2022_pack``; the workbook is committed.
"""

from __future__ import annotations

from datetime import date

from data.returns import panel
from data.returns.layouts import Layout
from data.sample import DECEMBER_2022_PACK, HERE
from data.sample.workbooks import Row, write_workbook

REPORTING_DATE = date(2022, 12, 31)
Q3, YTD, AT_DATE = "Q3 2022/23", "2022/23 YTD to Q3", "31/12/2022"
EMOTIONAL, NEGLECT = "Abuse or neglect – 'EMOTIONAL ABUSE'", "Abuse or neglect – 'NEGLECT'"

RISK_FACTORS: list[Row] = [
    [None, None, "2020/21", None, "2021/22", None, "2022/23 (ytd)", None],
    ["Relates to", "Risk Factor", "Rank", "%", "Rank", "%", "Rank", "%"],
    ["Parent/Carer", "Domestic Violence", 1, "36%", 1, "32%", 1, "34%"],
    ["Parent/Carer", "Mental Health", 2, "35%", 2, "30%", 2, "33%"],
    ["Parent/Carer", "Drug", 5, "12%", 5, "11%", 4, "15%"],
    ["Parent/Carer", "Alcohol", 3, "18%", 4, "14%", 5, "14%"],
    ["Child", "Mental Health", 4, "17%", 3, "20%", 3, "18%"],
    ["Child", EMOTIONAL, 6, "12%", 6, "10%", 6, "12%"],
    ["Child", NEGLECT, 9, "7%", 11, "6%", 7, "11%"],
    ["Child", "Domestic Violence", 8, "8%", 7, "10%", 8, "11%"],
    ["Child", "Learning Disability", 7, "9%", 8, "10%", 9, "8%"],
    ["Child", "Self-Harm", 10, "6%", 9, "8%", 10, "7%"],
    ['Percent of Assessments with "Trio of Harm" present', None, "12%", None, "10%", None, "10%", None],
]

# Measure, Period, Category, Numerator, Denominator, Value, Rank, Note
FIGURES: list[Row] = [
    ["contacts_leading_to_assessment", Q3, None, None, None, "27%", None, None],
    ["contacts_leading_to_early_help", Q3, None, None, None, "9%", None, None],
    ["contacts_decided_within_24_hours", Q3, None, None, None, "80%", None, "On average"],
    [
        "contacts_decided_in_24_to_48_hours",
        Q3,
        None,
        None,
        None,
        "19%",
        None,
        "A further 19% completed in 48 hours",
    ],
    [
        "contact_reasons",
        Q3,
        "Parents struggling with managing their children's behaviour",
        None,
        None,
        None,
        1,
        None,
    ],
    ["contact_reasons", Q3, "Child and/or parental mental health", None, None, None, 2, None],
    ["contact_reasons", Q3, "Neglect", None, None, None, 3, None],
    ["assessments_within_45_working_days", Q3, None, None, None, "87%", None, None],
    ["open_assessments_over_45_working_days", AT_DATE, None, 38, 401, None, None, None],
    ["open_assessments", AT_DATE, None, 401, None, None, None, None],
    [
        "assessments_leading_to_continued_intervention",
        Q3,
        None,
        None,
        None,
        "57%",
        None,
        "The pack's two parts, 39% and 16%, make 55%",
    ],
    [
        "assessments_leading_to_social_care_support",
        Q3,
        None,
        None,
        None,
        "39%",
        None,
        "For a full social work assessment",
    ],
    [
        "assessments_leading_to_early_help",
        Q3,
        None,
        None,
        None,
        "16%",
        None,
        "Referred into targeted early help at level 3",
    ],
    [
        "repeat_assessments_within_12_months",
        Q3,
        None,
        None,
        None,
        "16%",
        None,
        "A stabilising picture for quarters 2 and 3",
    ],
    ["unaccompanied_children_looked_after", AT_DATE, None, 82, None, None, None, None],
    [
        "unaccompanied_children_looked_after",
        AT_DATE,
        "Change since 31 March 2022",
        52,
        None,
        None,
        None,
        None,
    ],
    [
        "looked_after_under_section_20",
        AT_DATE,
        "Change since 31 March 2022",
        71,
        None,
        None,
        None,
        "The pack gives no number",
    ],
    ["entrants_by_category_of_need", YTD, "Abuse or neglect", None, None, "69%", None, None],
    ["entrants_by_category_of_need", YTD, "Family stress or dysfunction", None, None, "5%", None, None],
    ["entrants_open_to_edge_of_care_team", YTD, None, 12, None, "4.8%", None, None],
    ["new_residential_placements", YTD, None, 48, None, None, None, None],
    [
        "residential_placements_by_reason",
        YTD,
        "Breakdown of a residential placement",
        18,
        48,
        None,
        None,
        None,
    ],
    ["residential_placements_by_reason", YTD, "Breakdown of a foster placement", 16, 48, None, None, None],
    ["residential_placements_by_age", YTD, "14 to 16", 26, 48, None, None, None],
    ["care_leavers_in_eet", AT_DATE, None, None, None, "58%", None, None],
    [
        "sibling_groups_starting_repeat_plans",
        Q3,
        None,
        2,
        None,
        None,
        None,
        "A slight uptick in December is impacted by two sibling groups of five",
    ],
    [
        "children_in_need_closure_outcomes",
        YTD,
        "Stepped down with a positive outcome",
        None,
        None,
        "84%",
        None,
        "Period not stated in the pack; since April 2022",
    ],
    [
        "children_in_need_closure_outcomes",
        YTD,
        "Progressed to child protection",
        None,
        None,
        "6%",
        None,
        None,
    ],
    ["children_in_need_closure_outcomes", YTD, "Received into care", None, None, "2%", None, None],
    ["return_interviews_accepted", Q3, None, None, None, "50%", None, "1 in 2 children"],
    [
        "get_safe_children_by_category",
        AT_DATE,
        "Criminal exploitation: county lines",
        None,
        None,
        None,
        1,
        "The pack names the top two categories without numbers",
    ],
    ["get_safe_children_by_category", AT_DATE, "Child sexual exploitation", None, None, None, 2, None],
    ["permanent_social_workers", AT_DATE, None, None, None, "86%", None, None],
    [
        "agency_social_workers",
        AT_DATE,
        None,
        None,
        None,
        "21%",
        None,
        "The pack compares with 'a past average of 89% in 2018', which is not an agency rate",
    ],
    ["staff_with_manageable_workload", AT_DATE, "All staff", None, None, "60%", None, None],
    [
        "staff_with_manageable_workload",
        "30/06/2022",
        "Social workers, June 2022 survey",
        None,
        None,
        "61%",
        None,
        None,
    ],
    ["children_audited", Q3, None, 222, None, None, None, None],
    ["audits_good_or_requires_improvement", Q3, None, None, None, "95%", None, None],
    ["audits_good", Q3, None, None, None, "47%", None, "The pack: 47% of this was judged to be Good"],
    [
        "audits_good",
        "Q2 2022/23",
        None,
        None,
        None,
        "40%",
        None,
        "The pack: increased from 40%; the earlier period is not stated, entered as the quarter before",
    ],
]

AUDIT_GRADES: list[Row] = [
    [Q3, None, "Strengths and relationship-based practice", "Good", None, "85%"],
    [Q3, None, "Partnership working", "Good", None, "85%"],
    [Q3, None, "Quality of plans", "Requires improvement", None, "67%"],
    [Q3, None, "Overall", "Good", None, "47%"],
]

FEEDBACK: list[Row] = [[Q3, "Audit and closure feedback", 123], [Q3, "WebStar", 101]]

BENCHMARKS: list[Row] = [
    ["care_leavers_in_eet", "Statistical neighbours", "2021/22", "54%", "As the pack states it"],
    ["care_leavers_in_eet", "England", "2021/22", "55%", "As the pack states it"],
]

COMMENTARY_TEXT: dict[str, list[str]] = {
    "Family Front Door": [
        "Qtr. 3 shows our continued annual pattern in referrals being higher in qtr. 1 and 3 and outcomes show a consistent "
        'pattern of 27% of "Contacts" leading to a Social Work Assessment and a further 9% leading to a targeted EH '
        "intervention through WCF. Our rate of referrals are moving to be in line with SN but remain below Eng. based on "
        "21/22 data.",
        'On average 80% of "Contacts" have a decision in 24hrs and a further 19% completed in 48hrs to ensure the right '
        "decision is made regarding the need for SWA.",
        "87% of SWA are completed in timescale with only 38/401 open after 45 days. Those completed in 45 days range in "
        "timescale proportionate to the case.",
        "Our FFD process for management of workload, work flow and quality decision making remains strong and reflects FFD "
        "processes are driven to make quality of decision in the interests of the child not only to meet timescales. In "
        "addition managers ensure appropriate use of the social work resource management are made.",
        "Positive outcomes for children/services are then reflected in 57% of our SWA resulting in WCF continued "
        "intervention -39% for a full SWA and 16% referred into targeted early help at level 3. Only 16% of children are "
        "subject to a repeat assessment in 12 months - this is a stabilising picture for qtr2/3 coming out a high repeat "
        "referral period as we experienced the impact of the impact of Covid.",
    ],
    "Risk factors": [
        'Risk assessment factors for contacts show our primary reason for contacts is "Parents struggling with managing '
        'their children\'s behaviour" and "Child and or Parental mental health" and "Neglect" being 2nd and 3rd most '
        "common. Child Mental Health continues to be the most common risk factor in child's need and DV in parental "
        "risk/need identified in SWA. These can be linked to the risk factors subsequently identified through the SWA that "
        "show parental Mental Health and Domestic Abuse lead to children being at risk of harm and parenting being unable "
        "to meet their needs. Our JSNA / agency reports / data and feedback and national research continue to shine a light "
        "on unmet EHWB needs of Children, including ASD/ADHD, at the early stages leading to risk and complexity increasing "
        "and as such a need for children social care intervention. We continue to work with Health and Public health to "
        "evaluate the effectives of the EHWB early help offer and accessibility to CAMHS through our Children and Young "
        "People Strategic Partnership, our 0-25 partnership, Scrutiny, the ICB and our internal work with the Hereford and "
        "Worcester care trust.",
    ],
    "Throughcare": [
        "We continue to see a pattern this year whereby the number of children entering care exceeds those leaving care and as "
        "such the overall number continues to rise. It is essential to balance our care prevention with taking action to protect "
        "and act on our statutory duties to accommodate those children in need of support and protection including "
        "unaccompanied children and young people and those 16/17yrs who are vulnerable and homeless. The greatest rise in care "
        "numbers is reflective of the increasing demand for care for UASC seen nationally. At 82 in care UASC has more than "
        "doubled in year. This cohort of young people has also impacted s20. At end of Dec there were 52 more UASC than end of "
        "March, and 71 more s20.",
        'We continue to have a strong "edge of care offer" through Supporting Families First with 69% of children entering care '
        'being identified as "abuse and neglect" and only 5% as family stress/dysfunction and 12 (4.8%) of children entering '
        "care from our SFF team.",
        "An Audit of the demand for new residential placements (48 year to date) shows a continued primary cause as being "
        "placement breakdown of existing children in care placement. Residential (18/48) and fostering (16/48). The predominate "
        'age is 14yrs – 16yrs (26 young people) where it seems the "teenage years" prove too challenging for the carer to '
        "continue to commit to the young people, some of whom have been with them for months / years.",
        "Our Foster Care recruitment continues to be our biggest challenge and we have been unable to attract carers wanting to "
        "care for older children or larger sibling groups and as such see an increase in externally placed children and a "
        "decrease in those placed in house via WCFF. The buddy system introduced last year has been slow and limited to date and "
        "nationally recognised limitations in the placement market have led us to see a small increase in those placed over "
        "20miles. Foster care recruitment and placement breakdown are priorities in our 23/24 business planning.",
        'The numbers of our Care Leavers "In Touch" aged 18 to 20 and 21 to 25 are increasing which is a positive indicator and '
        "evidences these young people are maintaining contact with the service and accessing the support available to them in "
        "our care leaver offer. This offer includes the winter payments an additional £100 a month in December / January and "
        "February originally implemented during Covid 2020 but maintained each year since to support this particularly difficult "
        "and isolated period of time for many Care Leavers living independently.",
        "Our data shows we compare well and sustained good KPIs on 21/22 and are above England / SN averages for each Care Leaver "
        "19 to 21 who are - In Touch / Engaged in employment, education or training and who are in Suitable Accommodation. "
        "However, this remains a focus and through both Corporate Parenting Board and through the virtual school 16+ pilot and "
        "WCC skills we are focusing work on our care leavers not in employment, education or training both preventing this "
        "number increasing and trying to change the position for those hardest to reach.",
    ],
    "Child Protection": [
        "As we continue to be successful in preventing care and managing risk within families our child protection numbers have "
        "risen, a trend reflective of most LA's in the region in qtr.3. Whilst our own numbers are stabilising over the past six "
        "months we are above the 21/22 Eng./SN averages overall but in line with Eng. Averages for new children being taken to "
        "conference in Qtr. 3 shows a greater equalising of new and ceasing child protection that we have seen in previous years "
        "pre Covid and our low numbers subject to plans beyond 15mths evidence no drift and delay in CP planning.",
        "We remain consistent and relatively low in repeat CP within two years the slight uptick Dec is impacted by two sibling "
        "groups of five.",
        "Our own audit on cases entering pre proceedings and successfully stepping back down informs our approach for 23/24 which "
        "is to bring greater understanding and gravitas to the issuing of a Child Protection plan, more akin to how families "
        "often perceive the issuing of pre care proceedings, where we see a renewed focus from parents on making the changes "
        "necessary for them to provide appropriate and safe care to their children. This is a priority within our 23/24 business "
        "planning.",
    ],
    "Children in Need": [
        "In April 22 WCF developed practice to manage the majority of our Children in Need cases through the multi disciplinary "
        "SFF in an attempt to provide support and prevent risk and needs escalating to the level of Child Protection and Care. "
        "Outcome data shows positive outcomes with 84% closing to step down with a positive outcome and 6% progressing "
        "appropriately to CP and only 2% of children being received into care.",
    ],
    "Children with Disabilities": [
        "We continue to support a high number of children with disabilities through community and overnight short breaks. The CWD "
        "services shows appropriate evidence of safeguarding awareness and intervention with the CIN/CP and LAC levels of needs "
        "having been identified and assessed for some children. We have now completed the 0-25 All Age Disability organisational "
        "structure and developments are underway to build practice and processes between the CWD and Young Adults Team to ensure "
        "we have a 0-25 approach with early information sharing and good transitions to YAT and Adult Services where this is "
        "appropriate.",
    ],
    "Missing": [
        "WCF have a consistent and effective response pathway for children that go missing from care or home. They are offered a "
        "WRI with 1 in 2 children engaging in an interview and there is a robust and multi-agency response including appropriate "
        "pathways for children including those identified at risk of criminal exploitation. Some staff capacity issues have "
        "impacted for a short period on capacity to offer timely interviews and we are focused on ensuring our YP engage when "
        "offered an interview.",
    ],
    "Get Safe": [
        "We have significantly developed our Get Safe data and profile to understand the picture of exploitation and see through "
        "the three charts what that profile of risk looks like, with top categories of risk being criminal exploitation county "
        "lines and child sexual exploitation. We track individual children. The second chart shows how we have identified those "
        'children as; Red as "experiencing"; an immediate plan of intervention; Amber "believed to be experiencing" and liaison '
        "with partners around a plan of proactive support; Green where we identify the child to engage them in universal level 2 "
        "support and diversionary activities. The last chart shows the number of children who we have successfully stepped down "
        "in their risk rating during the Qtr. or have been stepped up.",
    ],
    "Workforce": [
        "Whilst we have had a small dip to 86% of permanency in SW this is a high sustained percentage in the context of the "
        "national and regional shortages and challenges. At 21% of agency staff although an increase overall this is still "
        "relatively low compared to a past average of 89% in 2018. We can see a continual improving picture in stability of SW "
        "for Looked After children.",
        'Average caseloads remain within a "manageable" workload but service areas are impacted by turnover of staff/agency '
        "staff and sickness which impacts significantly on our ability to ensure all workers have a case load at this level as "
        "some will have period of higher workload while we are covering new appointments or agency departures. Overall our WCF "
        "staff survey reported that 60% of our staff felt they had a manageable workload. June 22 in the SW survey 61% of SWs "
        "reported having a manageable workload. June 23 will be our next annual Social Work Survey. Jan 23 however we also "
        "contributed to the national LGA SW survey and our WCF result shows high sustained performance on all SW standards "
        "reflecting very positive experiences of SW's.",
    ],
    "Quality of practice": [
        "Quarter 3 we have completed Audits considering the experiences of 222 children. We have heard from 123 families "
        "through our audits/closure feedback and 101 families through WebStar. Overall, 95% of our case work was judged to "
        "be Requires Improvement or Good, 47% of this was Practice Judged to be Good. This has increased from 40%, "
        "evidencing sustained & improving practice. We see key strengths in Strengths & Relationship Based Practice and "
        "Partnership Working both at 85% judged Good. The area we see the least volume of Good Grades is the Quality of the "
        "Plans at 67% judged to be Requires Improvement. Our service user feedback also shows continued positive "
        "experiences of parents in our assessment and planning.",
    ],
}


def sheets() -> dict[str, list[Row]]:
    """The panel return's sheets, headers first."""

    def with_headers(layout: Layout, rows: list[Row]) -> list[Row]:
        return [[column.header for column in layout.columns], *rows]

    commentary: list[Row] = [
        [section, text, None, None, None, None]
        for section, texts in COMMENTARY_TEXT.items()
        for text in texts
    ]
    about: list[Row] = [
        ["Worcestershire", REPORTING_DATE, None, "Typed from the published pack; extract date not stated"]
    ]
    return {
        "About": with_headers(panel.ABOUT, about),
        "Figures": with_headers(panel.FIGURES, FIGURES),
        "Risk factors": RISK_FACTORS,
        "Audit grades": with_headers(panel.AUDIT_GRADES, AUDIT_GRADES),
        "Feedback": with_headers(panel.FEEDBACK, FEEDBACK),
        "Benchmarks": with_headers(panel.BENCHMARKS, BENCHMARKS),
        "Commentary": with_headers(panel.COMMENTARY, commentary),
    }


def main() -> None:
    """Write the workbook."""
    folder = HERE / DECEMBER_2022_PACK
    folder.mkdir(exist_ok=True)
    write_workbook(
        folder / "2022-12 panel return of the December 2022 pack.xlsx",
        sheets(),
        "Every figure of the pack of December 2022, typed as the pack states it.",
    )


if __name__ == "__main__":
    main()
