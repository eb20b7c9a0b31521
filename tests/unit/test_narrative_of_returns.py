"""The narrative check on sentences planted beside the returns of both demonstrations, each verdict worked out by hand.

The pack of December 2022 (P) states its own numbers: 27% of contacts, 38 of 401 open assessments over 45 working days (9.48%),
82 unaccompanied children, 52 more than in March (so 30 then), 47% of audits Good after 40% (7 points, 17.5%). The Example county
(C) has 1,369 referrals after 1,416 a year and 1,219 a quarter before (47 fewer, 3.32%), 882 children looked after (61 more than
a year before, 64 more than in March), 60 unaccompanied (17 a year before, 19 in March), 90.5% of assessments in time.
"""

from __future__ import annotations

from datetime import date

import pytest

from data.narrative import check
from data.store import Store

A, D, W, S, N = "agrees", "differs", "wrong way", "does not add up", "cannot be checked"
DOOR, CARE, NEED, MISSING, RISK = (
    "Family Front Door",
    "Throughcare",
    "Children in Need",
    "Missing",
    "Risk factors",
)
STAFF, PRACTICE, PROTECTION = "Workforce", "Quality of practice", "Child Protection"

# append here
PLANTED: list[tuple[str, str, str, list[str]]] = [
    # right, wrong, and another measure's number
    ("P", DOOR, "27% of contacts led to a social work assessment.", [A]),
    ("P", DOOR, "72% of contacts led to a social work assessment.", [D]),
    ("P", DOOR, "9% of contacts led to a social work assessment.", [D]),
    ("P", DOOR, "We had 401 open assessments.", [A]),
    ("P", DOOR, "We had 410 open assessments.", [D]),
    ("P", DOOR, "Re-referrals within 12 months were 16%.", [N]),
    ("P", DOOR, "Referrals were 401.", [N]),
    ("P", PRACTICE, "101 families were heard through WebStar and 123 through audit and closure feedback.", [A, A]),
    ("P", PRACTICE, "123 families were heard through WebStar and 101 through audit and closure feedback.", [D, D]),
    ("P", CARE, "69% of children starting to be looked after did so for abuse or neglect.", [A]),
    ("P", CARE, "There were 48 new residential placements, 26 of them for those aged 14 to 16.", [A, A]),
    ("P", NEED, "84% stepped down with a positive outcome, 6% progressed to child protection and 2% were received into care.", [A, A, A]),
    ("C", DOOR, "There were 1,369 referrals.", [A]),
    ("C", DOOR, "There were 1369 referrals.", [A]),
    ("C", DOOR, "There were 1,396 referrals.", [D]),
    ("C", DOOR, "There were 5,412 referrals.", [D]),
    ("C", DOOR, "Referrals (1,369) were steady.", [A]),
    # n of N
    ("P", DOOR, "38 of 401 open assessments were over 45 working days.", [A]),
    ("P", DOOR, "83 of 401 open assessments were over 45 working days.", [D]),
    ("P", CARE, "12 (4.8%) of children starting to be looked after were open to the edge of care team.", [A, A]),
    ("C", DOOR, "Assessments completed within 45 working days: 90.5% (1,157 of 1,279).", [A, A]),
    ("C", DOOR, "Assessments completed within 45 working days: 90.5% (1,175 of 1,279).", [S, S]),
    ("P", DOOR, "57.3% of 12 children were seen.", [S, S]),
    # parts of one whole
    ("P", DOOR, "57% of assessments led to continued intervention: 39% to social care support and 16% to targeted early help.", [S, S, S]),
    ("P", STAFF, "86% of social workers are permanent and 21% are agency.", [S, S]),
    ("P", STAFF, "86% of social workers are permanent.", [A]),
    ("C", STAFF, "84.3% of social workers are permanent and 15.7% are agency.", [A, A]),
    # rounding at the last stated digit
    ("P", DOOR, "9.5% of open assessments were over 45 working days.", [A]),
    ("P", DOOR, "9.4% of open assessments were over 45 working days.", [D]),
    ("P", DOOR, "About 9% of open assessments were over 45 working days.", [A]),
    ("C", DOOR, "Referrals fell by 3.3% on last year.", [A]),
    ("C", DOOR, "Referrals fell by 3.4% on last year.", [D]),
    ("C", DOOR, "Referrals fell by about 3%.", [A]),
    ("C", DOOR, "About 1,400 referrals were received.", [A]),
    ("C", DOOR, "Nearly 1,300 referrals were received.", [D]),
    ("C", STAFF, "Average caseload is 16.7.", [A]),
    ("C", STAFF, "Average caseload is 16.6.", [D]),
    ("C", STAFF, "Average caseload is about 17.", [A]),
    # written out, fractions, per cent
    ("P", PRACTICE, "The experience of two hundred and twenty-two children was audited.", [A]),
    ("P", DOOR, "Thirty-eight open assessments were over 45 working days.", [A]),
    ("P", DOOR, "Twenty-seven per cent of contacts led to a social work assessment.", [A]),
    ("P", PRACTICE, "47 per cent of audits were judged Good.", [A]),
    ("P", MISSING, "One in two return home interviews was accepted.", [A]),
    ("P", MISSING, "Half of return home interviews were accepted.", [A]),
    ("P", MISSING, "A third of return home interviews were accepted.", [D]),
    ("P", MISSING, "Two thirds of return home interviews were accepted.", [D]),
    ("P", DOOR, "Just over half of assessments led to continued intervention.", [D]),
    ("C", DOOR, "Four in five contacts were decided within 24 hours.", [A]),
    ("C", DOOR, "Three quarters of contacts were decided within 24 hours.", [D]),
    ("C", CARE, "The council looked after eight hundred and eighty-two children looked after.", [A]),
    # ranges
    ("P", PRACTICE, "Between 40% and 50% of audits were judged Good.", [A]),
    ("P", PRACTICE, "Between 20% and 30% of audits were judged Good.", [D]),
    ("C", DOOR, "There were between 450 and 500 open assessments.", [A]),
    # the way it went
    ("C", DOOR, "Referrals fell from 1,416 to 1,369.", [A, A]),
    ("C", DOOR, "Referrals rose from 1,416 to 1,369.", [W, W]),
    ("C", DOOR, "Referrals went from 1,416 to 1,369.", [A, A]),
    ("C", DOOR, "Referrals fell by 47 on the same quarter last year.", [A]),
    ("C", DOOR, "Referrals rose by 47 on the same quarter last year.", [W]),
    ("C", DOOR, "There was a fall of 47 in referrals on last year.", [A]),
    ("C", DOOR, "There was a rise of 47 in referrals on last year.", [W]),
    ("C", CARE, "882 children were looked after, 61 more than a year ago.", [A, A]),
    ("C", CARE, "882 children were looked after, 61 fewer than a year ago.", [A, W]),
    ("P", CARE, "82 unaccompanied asylum-seeking children were looked after, 52 more than on 31 March 2022.", [A, A]),
    ("P", CARE, "71 more children were looked after under section 20 than at the end of March.", [A]),
    ("P", PRACTICE, "Audits judged Good rose from 40% to 47%.", [A, A]),
    ("P", PRACTICE, "Audits judged Good fell from 47% to 40%.", [W, W]),
    ("C", CARE, "The number of children looked after did not rise.", [W]),
    ("C", CARE, "The number of children looked after did not fall.", []),
    ("C", CARE, "The number of children looked after has not increased since last year.", [W]),
    ("C", CARE, "There are fewer children looked after than last year.", [W]),
    ("C", CARE, "The number of children looked after was higher than last year.", []),
    ("P", PRACTICE, "Audits judged Good were unchanged.", [D]),
    ("P", PRACTICE, "There was no change in audits judged Good.", [D]),
    ("C", DOOR, "Re-referrals within 12 months were unchanged on last year.", [A]),
    # points against per cent
    ("P", PRACTICE, "Audits judged Good rose by 7 percentage points.", [A]),
    ("P", PRACTICE, "Audits judged Good rose by 7%.", [D]),
    ("P", PRACTICE, "Audits judged Good rose by 17.5%.", [A]),
    ("P", PRACTICE, "Audits judged Good fell by 7 percentage points.", [W]),
    # doubled, halved, by a fifth
    ("P", CARE, "The number of unaccompanied asylum-seeking children looked after more than doubled since March.", [A]),
    ("P", CARE, "The number of unaccompanied asylum-seeking children looked after halved since March.", [W]),
    ("C", CARE, "Unaccompanied asylum-seeking children looked after have trebled since March.", [A]),
    ("C", CARE, "Unaccompanied asylum-seeking children looked after have doubled since March.", [D]),
    ("C", DOOR, "Contacts received rose by a fifth on the quarter before.", [A]),
    ("C", DOOR, "There was a fall of a fifth in Section 47 enquiries.", [D]),
    ("C", DOOR, "Re-referrals within 12 months have doubled.", [D]),
    # beside others and the target
    ("P", CARE, "58% of care leavers aged 19 to 21 were in education, employment or training, above England (55%) and "
     "statistical neighbours (54%).", [A, A, A, A]),
    ("P", CARE, "Care leavers aged 19 to 21 in education, employment or training are below England.", [W]),
    ("P", CARE, "Care leavers aged 19 to 21 in education, employment or training are below statistical neighbours.", [W]),
    ("P", CARE, "Care leavers aged 19 to 21 in education, employment or training: England 54%.", [D]),
    ("P", STAFF, "At 21% agency social workers are above the England average.", [A, A]),
    ("P", STAFF, "At 21% agency social workers are below the national average.", [A, W]),
    ("C", DOOR, "Referrals per 10,000 children are below England but above statistical neighbours.", [A, A]),
    ("C", DOOR, "Referrals are above England.", [N]),
    ("C", DOOR, "90.5% of assessments were completed within 45 working days, above the target of 85%.", [A, A, A]),
    ("C", DOOR, "90.5% of assessments were completed within 45 working days, below target.", [A, W]),
    ("C", DOOR, "Re-referrals within 12 months are below target.", [W]),
    ("C", CARE, "Children with three or more placements in the last 12 months (6.7%) are below the target of 9%.", [A, A, A]),
    # places
    ("P", RISK, "Neglect is the 3rd most common reason for contact.", [A]),
    ("P", RISK, "Neglect is the second most common reason for contact.", [D]),
    ("P", RISK, "Self-harm is ranked 10th of the factors identified at the end of assessment.", [A]),
    ("P", RISK, "Self-harm is ranked 9th of the factors identified at the end of assessment.", [D]),
    ("C", CARE, "Care leavers aged 19 to 21 in education, employment or training: ranked 130th of 150.", [A]),
    ("C", CARE, "Care leavers aged 19 to 21 in education, employment or training: ranked 13th of 150.", [D]),
    ("C", CARE, "Our placement stability is ranked 3rd of 11 in the region.", [N]),
    # other periods and bases
    ("P", DOOR, "In October 27% of contacts led to a social work assessment.", [N]),
    ("P", DOOR, "27% of contacts led to a social work assessment in Q2 2022/23.", [N]),
    ("P", DOOR, "In 2019/20 35% of contacts led to a social work assessment.", [N]),
    ("P", DOOR, "45% of contacts from schools led to a social work assessment.", [N]),
    ("C", DOOR, "1,416 referrals were received in Q3 2021/22.", [A]),
    ("C", DOOR, "1,369 referrals were received in Q3 2021/22.", [D]),
    ("C", DOOR, "Re-referrals within 12 months were 21.2% in 2021/22.", [A]),
    ("C", DOOR, "There were 413 referrals in December 2021.", [A]),
    ("C", DOOR, "There were 431 referrals in December 2021.", [D]),
    ("C", DOOR, "1.8k contacts were received.", [N]),
    # as people write them
    ("P", DOOR, "87% of SWA are completed in timescale with only 36/401 open after 45 days.", [A, D]),
    ("P", DOOR, "On average 82% of contacts have a decision in 24hrs and a further 19% in 48hrs.", [D, A]),
    ("P", DOOR, "On average 80% of contacts have a decision in 48hrs.", [N]),
    ("P", DOOR, "Only 18% of children are subject to a repeat assessment in 12 months.", [D]),
    ("P", DOOR, "57% of our SWA resulted in WCF continued intervention - 39% for a full SWA and 18% referred into targeted early help.",
     [A, N, D]),
    ("P", DOOR, "Nearly nine in ten assessments were completed in timescale.", [A]),
    ("P", DOOR, "Just over a quarter of contacts led to a social work assessment.", [A]),
    ("P", CARE, "UASC fell to 82.", [W]),
    ("P", CARE, "At 28 in care UASC has more than doubled in year.", [D, A]),
    ("P", CARE, "There were 52 more UASC than in September.", [N]),
    ("P", CARE, "Residential placement breakdown (16/48) and foster placement breakdown (18/48) led to new residential placements.", [D, D]),
    ("P", CARE, "Care leavers 19-21 in employment, education or training: 58%. Statistical neighbours: 55%, England: 54%.", [A, D, D]),
    ("P", MISSING, "1 in 3 children accepted a return home interview.", [D]),
    ("P", PRACTICE, "47% of this was Practice Judged to be Good. This has decreased from 40%.", [A, W]),
    ("P", PRACTICE, "47% of audits were judged Good, up from 42%.", [A, D]),
    ("P", PRACTICE, "Quality of plans: 67% judged to be Good.", [N]),
    ("P", PRACTICE, "Partnership working was judged Good in 58% of audits.", [D]),
    ("P", STAFF, "Agency staff stand at 21%, and permanent staff at 86%.", [S, S]),
    ("P", STAFF, "Sixty percent of our staff felt they had a manageable workload.", [A]),
    ("P", RISK, "Parental domestic violence was a factor in a third of assessments.", [A]),
    ("P", RISK, "Parental domestic violence was a factor in 43% of assessments.", [D]),
    ("P", RISK, "The Trio of Harm was present in 10% of assessments, down from 12% in 2020/21.", [A, A]),
    ("P", RISK, "The Trio of Harm was present in 12% of assessments.", [D]),
    ("P", NEED, "84% closed to step down with a positive outcome and 2% progressed to CP.", [A, D]),
    ("C", DOOR, "Referrals in the year to date are 3,961, up 105 (2.7%) on last year.", [A, A, A]),
    ("C", DOOR, "Referrals increased to 1,369 from 1,219 in the previous quarter.", [A, A]),
    ("C", DOOR, "Referrals have fallen since last quarter.", [W]),
    ("C", DOOR, "The re-referral rate of 20.2% (276 of 1,369) is lower than England (21.5%).", [A, A, A, A]),
    ("C", DOOR, "The re-referral rate is worse than our statistical neighbours.", [A]),
    ("C", DOOR, "The re-referral rate is worse than England.", [W]),
    ("C", CARE, "We look after 882 children, a rate of 74.1 per 10,000, above England (70) but below the West Midlands (88).",
     [A, A, A, A, A, A]),
    ("C", CARE, "There were 882 looked-after children at the end of December compared with 812 a year earlier.", [A, D]),
    ("C", CARE, "Placements over 20 miles rose 1.6 percentage points to 16.8%, which misses the target of 15%.", [A, A, A]),
    ("C", PROTECTION, "486 children are subject to a child protection plan, 9 more than at the end of September.", [A, W]),
    ("C", PROTECTION, "Section 47 enquiries (625) were lower than a year ago (657).", [A, A]),
    ("C", STAFF, "Caseloads rose from 17.0 to 16.7.", [W, W]),
    ("C", STAFF, "Agency staff rose from 11.7% to 15.7% and are just above the target of 15%.", [A, A, A, A]),
    ("C", STAFF, "29 of 185 social workers are agency staff.", [A]),
    ("C", CARE, "The number of unaccompanied asylum-seeking children looked after has doubled since March. Placements over 20 miles "
     "are below target. Care leavers in EET: 55.3%, above England (55%).", [D, W, A, A, A]),
    # no claims
    ("P", DOOR, "Children aged 16 to 17, and one 12 years old, waited 45 working days by 31 December 2022 at a cost of £1.2m.", []),
    ("P", DOOR, "In Q3 2022/23 and in 2021/22, as in December 2021, section 47 and level 3 came before the 2nd of three charts.", []),
]  # fmt: skip


@pytest.mark.parametrize(("which", "section", "text", "expected"), PLANTED, ids=[one[2] for one in PLANTED])
def test_a_sentence_beside_a_return_gets_the_right_verdict(
    which: str, section: str, text: str, expected: list[str], pack: Store, county: Store
) -> None:
    found = check(pack if which == "P" else county, text, section, date(2022, 12, 31))
    assert [one.verdict for one in found] == expected, [
        (one.number, one.verdict, one.compared) for one in found
    ]
