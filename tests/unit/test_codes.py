"""Codes are read by code first, exact description second, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.returns.code_reading import Code, CodeSet
from data.returns.codes import CODE_SETS
from data.returns.factors import find_factor, read_codes


@pytest.mark.parametrize(
    ("code_set", "text", "code"),
    [
        ("ethnicity", "a) WBRI", "WBRI"),
        ("ethnicity", "a)WBRI", "WBRI"),
        ("ethnicity", "WBRI - White British", "WBRI"),
        ("ethnicity", "White British", "WBRI"),
        ("ethnicity", "t) NOBT", "NOBT"),
        ("ethnicity", "Asian - Chinese", "CHNE"),
        ("ethnicity", "Black African", "BAFR"),
        ("gender", "Female", "Female"),
        ("gender", "2", "Female"),
        ("gender", "b) Female", "Female"),
        ("source", "p1) 5D: LA services", "5D"),
        ("source", "POLICE", "6"),
        ("source", "Primary School", "2A"),
        ("need", "N1 - Abuse or Neglect", "N1"),
        ("placement_provider", "e) PR4 - Private provision", "PR4"),
        ("reversal_reason", "RD2", "RD2"),
        ("suitability", "b) Unsuitable", "Unsuitable"),
        ("suitability", "Not suitable", "Unsuitable"),
        ("no_further_action", "NFA", "Yes"),
        ("case_status", "LAC", "Looked after child"),
        ("legal_status", "Care order", "C2"),
        ("activity", "F4", "F4"),
        ("activity", "P1", "P1"),
        ("grade", "RI", "Requires improvement"),
    ],
)
def test_what_cleaners_met_is_read(code_set: str, text: str, code: str) -> None:
    assert CODE_SETS[code_set].read(text) == code


@pytest.mark.parametrize(
    ("code_set", "text"),
    [
        ("abuse", "Physical and emotional"),
        ("yes_no_unknown", "CS Assessment Updated"),
        ("source", "PSRMEM - Parent"),
        ("ethnicity", "s)"),
        ("placement_type", "Z2"),
        ("yes_no_unknown", "NFA"),
    ],
)
def test_what_is_no_code_stays_unread(code_set: str, text: str) -> None:
    assert CODE_SETS[code_set].read(text) is None


@given(
    st.sampled_from([(s, c) for s in CODE_SETS.values() for c in s.codes]),
    st.sampled_from(["{}", "a) {}", "  {} ", "zz){}"]),
)
def test_every_code_reads_as_itself_with_any_letter_before_it(pair: tuple[CodeSet, Code], shape: str) -> None:
    code_set, code = pair
    assert code_set.read(shape.format(code.code)) == code.code


@pytest.mark.parametrize("code_set", CODE_SETS.values(), ids=lambda one: one.name)
def test_every_description_reads_as_one_code_of_its_set(code_set: CodeSet) -> None:
    for code in code_set.codes:
        read = code_set.read(code.description)
        assert next(one.description for one in code_set.codes if one.code == read) == code.description


@pytest.mark.parametrize(
    ("text", "codes", "unread"),
    [
        ("1A;3B", "1A;3B", ""),
        ("1a, 3b", "1A;3B", ""),
        ("3B: Domestic abuse", "3B", ""),
        ("21", "21", ""),
        ("3B;3B;4B", "3B;4B", ""),
        ("1A 3B", "1A;3B", ""),
        ("3B;99Z", "3B", "99Z"),
        ("none known", "", "none known"),
    ],
)
def test_factor_lists(text: str, codes: str, unread: str) -> None:
    assert read_codes(text) == (codes, unread)


def test_the_packs_ten_labels_are_census_factors() -> None:
    labels = [
        ("Parent/Carer", "Domestic Violence", "3B"),
        ("Parent/Carer", "Mental Health", "4B"),
        ("Parent/Carer", "Drug", "2B"),
        ("Parent/Carer", "Alcohol", "1B"),
        ("Child", "Mental Health", "4A"),
        ("Child", "Abuse or neglect – 'EMOTIONAL ABUSE'", "17A"),
        ("Child", "Abuse or neglect – 'NEGLECT'", "16A"),
        ("Child", "Domestic Violence", "3A"),
        ("Child", "Learning Disability", "5A"),
        ("Child", "Self-Harm", "15A"),
    ]
    for relates_to, label, code in labels:
        factor = find_factor(relates_to, label)
        assert factor is not None
        assert factor.codes[0] == code
