"""Throughcare: looked-after children and care leavers, as far as the panel return states them."""

from data.measures.declaration import Measure

SECTION = "Throughcare"

MEASURES = (
    Measure(
        id="unaccompanied_children_looked_after", title="Unaccompanied asylum-seeking children looked after",
        section=SECTION, unit="number", means="Unaccompanied asylum-seeking children looked after at the date.",
        snapshot=True, category="change", national="Unacc_Asylmn_Seek_Childn", basis="Published figure is at 31 March.",
    ),
    Measure(
        id="looked_after_under_section_20", title="Children looked after under section 20", section=SECTION, unit="number",
        means="Children looked after at the date who are accommodated by agreement under section 20.", snapshot=True,
        category="change",
    ),
    Measure(
        id="entrants_by_category_of_need", title="Children starting to be looked after, by category of need",
        section=SECTION, unit="percent", means="Each category of need's share of the children who started to be looked "
        "after in the period.", category="category_of_need",
    ),
    Measure(
        id="entrants_open_to_edge_of_care_team", title="Children starting to be looked after who were open to the edge of "
        "care team", section=SECTION, unit="percent", better="lower",
        means="Of the children who started to be looked after in the period, the share open to the edge of care team.",
    ),
    Measure(
        id="new_residential_placements", title="New residential placements", section=SECTION, unit="number", better="lower",
        means="Residential placements begun in the period; parts are by previous placement or by age and overlap.",
        category="part",
    ),
    Measure(
        id="care_leavers_in_eet", title="Care leavers aged 19 to 21 in education, employment or training",
        section=SECTION, unit="percent", better="higher", headline=True, snapshot=True,
        means="Of the care leavers aged 19 to 21 at the date, the share in education, employment or training.",
        national="CareLeaverEET", basis="Published figure is taken around birthdays in the year, not at one date.",
    ),
)  # fmt: skip
