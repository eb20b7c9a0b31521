"""The narrative check on planted sentences, beside facts made by hand, and on any text at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures import MEASURES
from data.narrative import Fact, verdicts_on
from data.narrative.of_series import facts_of_series
from tests.figures.by_hand import point, series

QUARTER, YEAR_AGO = date(2022, 12, 31), date(2021, 12, 31)
IN_TIME = "assessments_within_45_working_days"


def two(
    measure: str, now: float, then: float, of: tuple[float | None, float | None] = (None, None)
) -> list[Fact]:
    held = (point(measure, then, YEAR_AGO, of=of[1]), point(measure, now, QUARTER, of=of[0]))
    return list(facts_of_series(MEASURES[measure], "quarter", "", held, QUARTER, QUARTER))


def made() -> tuple[Fact, ...]:
    looked_after = series("children_looked_after", 910, 905, 926, 937, 951)
    title = MEASURES[IN_TIME].title
    year = date(2021, 4, 1), date(2022, 3, 31)
    return (
        *two("referrals", 1989, 1852),
        *two("contacts", 4216, 4253),
        *two(IN_TIME, 100 * 363 / 419, 100 * 338 / 400, (419, 400)),
        *two("re_referrals_within_12_months", 19.2, 22.4),
        *facts_of_series(MEASURES["children_looked_after"], "quarter", "", looked_after, QUARTER, QUARTER),
        *two("return_interviews_accepted", 48.7, 51),
        *two("contacts_leading_to_assessment", 33.1, 31),
        *two("contacts_leading_to_early_help", 9.0, 8.0),
        Fact(IN_TIME, 90, "percent", "target", f"{title}, target", "90%", date(2022, 10, 1), QUARTER),
        Fact(
            IN_TIME,
            84.5,
            "percent",
            "published",
            f"{title}, England 2021/22",
            "84.5%",
            *year,
            False,
            area="England",
        ),
    )


FACTS = made()

PLANTED = [
    ("There were 1,989 referrals in Q3 2022/23.", ["agrees"]),
    ("Referrals were 1,998.", ["differs"]),
    ("There were 1,898 referrals in the quarter.", ["differs"]),
    ("Referrals were 4,216.", ["differs"]),
    ("We had 4,216 contacts and 1,989 referrals.", ["agrees", "agrees"]),
    ("We had 1,989 contacts and 4,216 referrals.", ["differs", "differs"]),
    ("Referrals rose by 137 on last year.", ["agrees"]),
    ("Referrals fell by 137 on last year.", ["wrong way"]),
    ("Referrals rose by 173 on last year.", ["differs"]),
    ("Referrals rose by one hundred and thirty-seven on last year.", ["agrees"]),
    ("Referrals rose by 7.4% on the same quarter last year.", ["agrees"]),
    ("Referrals rose by 7.5%.", ["differs"]),
    ("Referrals fell by 7.4%.", ["wrong way"]),
    ("Referrals rose to 1,989 from 1,852.", ["agrees", "agrees"]),
    ("Referrals fell to 1,989 from 1,852.", ["wrong way", "wrong way"]),
    ("Referrals increased from 1,852 to 1,989.", ["agrees", "agrees"]),
    ("Referrals were 1,852 in Q3 2021/22.", ["agrees"]),
    ("Referrals were 1,989 in Q3 2021/22.", ["differs"]),
    ("Referrals were 1,700 in 2018.", ["cannot be checked"]),
    ("Referrals were 6,500 in 2020/21.", ["cannot be checked"]),
    ("There were 137 more referrals than last year.", ["agrees"]),
    ("There were 137 fewer referrals than last year.", ["wrong way"]),
    ("Contacts fell by 37.", ["agrees"]),
    ("Contacts were down 37 on last year.", ["agrees"]),
    ("Contacts were up 37 on last year.", ["wrong way"]),
    ("87% of assessments were completed within 45 working days.", ["agrees"]),
    ("86.6% of assessments were completed within 45 working days.", ["agrees"]),
    ("86.7% of assessments were completed within 45 working days.", ["differs"]),
    ("68.6% of assessments were completed within 45 working days.", ["differs"]),
    ("Assessments completed within 45 working days: 86.6% (363 of 419).", ["agrees", "agrees"]),
    ("Assessments completed within 45 working days: 86.6% (353 of 419).", ["does not add up"] * 2),
    ("87 per cent of assessments were completed in timescale, against a target of 90%.", ["agrees", "agrees"]),
    ("87% of assessments were completed in timescale, against a target of 95%.", ["agrees", "differs"]),
    ("Assessments in timescale rose by 2.1 points.", ["agrees"]),
    ("Assessments in timescale fell by 2.1 percentage points.", ["wrong way"]),
    ("Assessments in timescale: England 84.5% in 2021/22.", ["agrees"]),
    ("Assessments in timescale: England 87% in 2021/22.", ["differs"]),
    ("Assessments in timescale: England 83% in 2019/20.", ["cannot be checked"]),
    ("Re-referrals within 12 months fell to 19%.", ["agrees"]),
    ("Re-referrals within 12 months rose to 19%.", ["wrong way"]),
    ("Re-referrals within 12 months fell by 3.2 points.", ["agrees"]),
    ("951 children were looked after on 31 December 2022.", ["agrees"]),
    ("Children looked after: nine hundred and fifty-one.", ["agrees"]),
    ("We now have 46 more children looked after than at 31 December 2021.", ["differs"]),
    ("There were 41 more children looked after than at 31 December 2021.", ["agrees"]),
    ("There were 14 more children looked after than in the previous quarter.", ["agrees"]),
    ("One in two children accepted return home interviews.", ["agrees"]),
    ("Half of children accepted return home interviews.", ["agrees"]),
    ("A quarter of children accepted return home interviews.", ["differs"]),
    ("A third of contacts led to a social work assessment.", ["agrees"]),
    ("33% of contacts leading to a social work assessment and 9% to targeted early help.", ["agrees", "agrees"]),
    ("9% of contacts leading to a social work assessment and 33% to targeted early help.", ["differs", "differs"]),
    ("About 2,000 referrals were received.", ["agrees"]),
    ("Over 1,900 referrals were received.", ["agrees"]),
    ("Over 2,000 referrals were received.", ["differs"]),
    ("Nearly 2,000 referrals were received.", ["agrees"]),
    ("57% of children were helped - 39% by us and 16% by others.", ["does not add up"] * 3),
    ("57% of children were helped - 40% by us and 17% by others.", ["cannot be checked"] * 3),
    ("57.3% of 12 children were seen.", ["does not add up"] * 2),
    ("58.3% of 12 children were seen.", ["cannot be checked"] * 2),
    ("120 referrals from schools were repeat ones.", ["cannot be checked"]),
    ("Of the 137 more referrals than a year before, 98 came from source School and 39 from 3 to 6 months; Police had 6 fewer.",
     ["agrees", *["cannot be checked"] * 3]),
    ("Referrals rose to 1,999 from 1,852.", ["differs", "agrees"]),
    ("Referrals fell on last year.", ["wrong way"]),
    ("Referrals rose on last year.", []),
    ("By 31 December 2022, in 2021/22 and Q3, children aged 16 to 17 and a 12 year old waited 45 working days for £100.", []),
    ("Section 47, level 3, the 24/7 line, 20 miles, 25+, 14yrs – 16yrs, 0-25, the 2nd of three charts.", []),
    ("One of the reasons is Covid 2020, and a third reason is the quarter of the year.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdicts"), PLANTED, ids=[text for text, _ in PLANTED])
def test_a_planted_sentence_gets_the_right_verdict(text: str, verdicts: list[str]) -> None:
    found = verdicts_on(text, FACTS)
    assert [one.verdict for one in found] == verdicts, found


def test_a_verdict_says_where_the_number_stands_and_what_it_was_set_against() -> None:
    text = "All is well. There were one thousand nine hundred referrals."
    (one,) = verdicts_on(text, FACTS)
    assert text[one.start : one.end] == one.number == "one thousand nine hundred"
    assert one.sentence == "There were one thousand nine hundred referrals."
    assert one.compared == "Nearest: Referrals in Q3 2022/23 (October to December 2022): 1,989."


def test_a_sentence_that_goes_on_about_the_same_is_checked() -> None:
    text = "Referrals were 1,989. This is up {} on last year."
    assert [one.verdict for one in verdicts_on(text.format("137"), FACTS)] == ["agrees", "agrees"]
    assert [one.verdict for one in verdicts_on(text.format("150"), FACTS)] == ["agrees", "differs"]


PIECES = st.sampled_from(
    ["referrals", "rose by", "fell to", "%", "one in two", "a third of", "of", "(", ")", "1,989", "38/401", "Q3 2022/23", "May",
     "31/02/2022", "99/99/9999", "£", "–", ":", ".", "\n", "hundred thousand million", "two point five", "٣", "9" * 40, "0", "0 of 0",
     "50% of 0", "of which", "England", "target", "above", "below", "doubled", "unchanged", "between", "and", "ranked 3rd of 11", "second most", "did not", "1.8k",
     "permanent", "agency", "ﬁ", "\u0130", "\0", "year to date", "00/01", "99/00"]
)  # fmt: skip


@settings(max_examples=400)
@given(
    st.one_of(
        st.text(),
        st.lists(PIECES).map(" ".join),
        st.lists(st.one_of(PIECES, st.text(max_size=4))).map("".join),
    )
)
def test_any_text_is_taken(text: str) -> None:
    for one in verdicts_on(text, FACTS):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == one.number or not one.number
    verdicts_on(text, ())
