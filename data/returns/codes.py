"""Code sets of Annex A and the panel return, and how a cell's text is read as one of their codes.

Source: sheet Codes_used of the official form (August 2019) with the later codes of the 2024 scripts. The bare code is
looked for first, then the exact description, then an anchored pattern; anything else stays unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from data.returns.layouts import alphanumerics


@dataclass(frozen=True)
class Code:
    """A code, its description as shown, the group it is shown under and other words that mean exactly it."""

    code: str
    description: str
    group: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeSet:
    """The codes a column may hold."""

    name: str
    codes: tuple[Code, ...]

    @cached_property
    def _by_code(self) -> dict[str, str]:
        return {code.code.upper(): code.code for code in self.codes}

    @cached_property
    def _by_words(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for code in self.codes:
            for text in (code.description, *code.also):
                words.setdefault(alphanumerics(text), code.code)
        return words

    def read(self, text: str) -> str | None:
        """The code a cell's text stands for, or None where it is not one of this set."""
        bare = re.sub(r"^[a-z]{1,2}\d?\)\s*", "", text.strip(), flags=re.IGNORECASE)
        upper = bare.upper()
        if upper in self._by_code:
            return self._by_code[upper]
        if (described := self._by_words.get(alphanumerics(bare))) is not None:
            return described
        led = re.match(r"^([A-Z0-9]+)\s*[:–—-]", upper)
        return self._by_code.get(led.group(1)) if led else None

    @property
    def expected(self) -> str:
        """What a cell may hold, in a few words for a sentence."""
        shown = [c.code if c.code == c.description else f"{c.code} ({c.description})" for c in self.codes]
        return ", ".join(shown[:6]) + (f" or one of {len(shown) - 6} more codes" if len(shown) > 6 else "")


def _set(name: str, *rows: tuple[str, ...]) -> CodeSet:
    """Rows are (code, description, group, other words …)."""
    return CodeSet(name, tuple(Code(code, description, group, tuple(also)) for code, description, group, *also in rows))


def _plain(name: str, *rows: tuple[str, ...]) -> CodeSet:
    """A set whose codes are their own descriptions: rows are (code, other words …)."""
    return CodeSet(name, tuple(Code(code, code, code, tuple(also)) for code, *also in rows))


_WHITE, _MIXED, _ASIAN, _BLACK = "White", "Mixed", "Asian or Asian British", "Black or Black British"
_INDIVIDUAL, _HEALTH, _COUNCIL = "Individual", "Health services", "LA services"
_RETURNED = "Returned home"
_SGO = "Special guardianship order"
_FOSTER, _ADOPTION, _TEMPORARY = "Foster placement", "Placed for adoption", "Temporary placement"
_EET, _NEET = "EET", "NEET"

_NEEDS = (
    ("N1", "Abuse or neglect", "Abuse or neglect"),
    ("N2", "Child’s disability", "Child’s disability", "Child's disability or illness"),
    ("N3", "Parental disability or illness", "Parental disability or illness", "Parental illness or disability"),
    ("N4", "Family in acute stress", "Family in acute stress"),
    ("N5", "Family dysfunction", "Family dysfunction"),
    ("N6", "Socially unacceptable behaviour", "Socially unacceptable behaviour"),
    ("N7", "Low income", "Low income"),
    ("N8", "Absent parenting", "Absent parenting"),
    ("N9", "Cases other than children in need", "Cases other than children in need"),
    ("N0", "Not stated", "Not stated"),
)

CODE_SETS: dict[str, CodeSet] = {
    code_set.name: code_set
    for code_set in (
        _plain(
            "gender",
            ("Male", "M", "Boy", "1"),
            ("Female", "F", "Girl", "2"),
            ("Not stated", "Not stated/recorded", "Not stated or recorded", "Not recorded", "Unknown", "U", "0", "Unborn",
             "Not known"),
            ("Neither", "Indeterminate", "I", "9", "Other"),
        ),
        _set(
            "ethnicity",
            ("WBRI", "White British", _WHITE),
            ("WIRI", "White Irish", _WHITE),
            ("WIRT", "Traveller of Irish heritage", _WHITE),
            ("WOTH", "Any other White background", _WHITE),
            ("WROM", "Gypsy/Roma", _WHITE),
            ("MWBC", "White and Black Caribbean", _MIXED),
            ("MWBA", "White and Black African", _MIXED),
            ("MWAS", "White and Asian", _MIXED),
            ("MOTH", "Any other Mixed background", _MIXED),
            ("AIND", "Indian", _ASIAN),
            ("APKN", "Pakistani", _ASIAN),
            ("ABAN", "Bangladeshi", _ASIAN),
            ("AOTH", "Any other Asian background", _ASIAN),
            ("BCRB", "Caribbean", _BLACK, "Black Caribbean"),
            ("BAFR", "African", _BLACK, "Black African"),
            ("BOTH", "Any other Black background", _BLACK),
            ("CHNE", "Chinese", _ASIAN, "Asian - Chinese"),
            ("OOTH", "Any other ethnic group", "Other ethnic group"),
            ("REFU", "Refused", "Not known"),
            ("NOBT", "Information not yet obtained", "Not known", "Not obtained", "Unknown"),
        ),
        _set(
            "source",
            ("1A", "Family member, relative or carer", _INDIVIDUAL),
            ("1B", "Acquaintance", _INDIVIDUAL),
            ("1C", "Self", _INDIVIDUAL),
            ("1D", "Other individual", _INDIVIDUAL),
            ("1", "Individual", _INDIVIDUAL, "Individuals"),
            ("2A", "Schools", "Schools", "School", "Primary School", "Secondary School"),
            ("2B", "Education services", "Education services", "Education"),
            ("3A", "GP", _HEALTH, "General practitioner"),
            ("3B", "Health visitor", _HEALTH),
            ("3C", "School nurse", _HEALTH),
            ("3D", "Other primary health services", _HEALTH),
            ("3E", "A&E", _HEALTH, "Accident and emergency department"),
            ("3F", "Other health services", _HEALTH),
            ("3", "Health services", _HEALTH, "Health", "Health service"),
            ("4", "Housing", "Housing"),
            ("5A", "LA services – social care", _COUNCIL),
            ("5B", "LA services – other internal", _COUNCIL),
            ("5C", "LA services – external", _COUNCIL),
            ("5D", "LA services – early help", _COUNCIL),
            ("5", "LA services", _COUNCIL, "Local authority services"),
            ("6", "Police", "Police"),
            ("7", "Other legal agency", "Other legal agency"),
            ("8", "Other", "Other"),
            ("9", "Anonymous", "Anonymous"),
            ("10", "Unknown", "Unknown", "Not known"),
        ),
        _plain(
            "yes_no_unknown",
            ("Yes", "Y", "True", "1"),
            ("No", "N", "False", "0"),
            ("Unknown", "Not known", "U", "NK", "Not recorded"),
        ),
        _plain(
            "no_further_action",
            ("Yes", "Y", "True", "1", "NFA", "No further action"),
            ("No", "N", "False", "0"),
            ("Unknown", "Not known", "U", "NK"),
        ),
        _set("need", *_NEEDS),
        _set(
            "closure_reason",
            ("RC1", "Adopted", "Adopted"),
            ("RC2", "Died", "Died"),
            ("RC3", "Child arrangements order", "Child arrangements order", "Residence order"),
            ("RC4", "Special guardianship order", _SGO),
            ("RC5", "Transferred to services of another local authority", "Transferred"),
            ("RC6", "Transferred to adult social care services", "Transferred"),
            ("RC7", "Services ceased for any other reason", "Services ceased",
             "Services ceased for any other reason, including child no longer in need"),
            ("RC8", "Case closed after assessment, no further action", "Closed after assessment"),
            ("RC9", "Case closed after assessment, referred to early help", "Closed after assessment"),
        ),
        _plain(
            "case_status",
            ("Looked after child", "LAC", "CLA", "Child looked after", "Looked after"),
            ("Child Protection plan", "CP", "CPP", "Child protection"),
            ("Child in need plan", "CIN", "Child in need", "CIN plan"),
            ("Open assessment", "Assessment"),
            ("Closed episode", "Closed"),
        ),
        _plain(
            "abuse",
            ("Neglect", "NEG"),
            ("Physical abuse", "PHY", "Physical"),
            ("Sexual abuse", "SAB", "Sexual"),
            ("Emotional abuse", "EMO", "Emotional"),
            ("Multiple/not recommended", "MUL", "Multiple", "Multiple not recommended"),
        ),
        _set(
            "legal_status",
            ("C1", "Interim care order", "Interim care order", "ICO"),
            ("C2", "Full care order", "Full care order", "FCO", "Care order"),
            ("D1", "Freeing order granted", "Freed for adoption", "Freeing order"),
            ("E1", "Placement order granted", "Placement order", "Placement order"),
            ("V2", "Accommodated under section 20", "Section 20", "Single period under S20", "S20",
             "Single period of accommodation under section 20"),
            ("L1", "Under police protection in LA accommodation", "Child protection grounds",
             "Police protection LA accommodation"),
            ("L2", "Emergency protection order", "Child protection grounds", "EPO", "Emergency protection order (EPO)"),
            ("L3", "Child assessment order in LA accommodation", "Child protection grounds",
             "Child assessment order LA accommodation"),
            ("J1", "Remanded to LA or youth detention accommodation", "Youth justice",
             "Remanded to LA or youth detention"),
            ("J2", "LA accommodation under PACE", "Youth justice"),
            ("J3", "Youth rehabilitation order", "Youth justice", "Sentenced to Youth Rehabilitation Order"),
            ("V3", "Short term breaks, episodes recorded", "Short breaks"),
            ("V4", "Short term breaks, agreements recorded", "Short breaks"),
        ),
        _plain(
            "permanence_plan",
            ("Return to family",),
            ("Adoption",),
            ("SGO/CAO", "Special guardianship or child arrangements order"),
            ("Supported living in the community",),
            ("Long-term residential placement",),
            ("Long-term fostering",),
            ("Other",),
        ),
        _set(
            "ceased_reason",
            ("E11", "Adopted – application unopposed", "Adopted"),
            ("E12", "Adopted – consent dispensed with", "Adopted", "Adopted - consent dispensed"),
            ("E2", "Died", "Died"),
            ("E3", "Care taken over by another LA", "Care taken over by another LA", "Care taken by another LA"),
            ("E4A", "Returned home as part of care planning", _RETURNED,
             "Returned home to live with parents or relatives - part of planning"),
            ("E4B", "Returned home, not part of care planning", _RETURNED,
             "Returned home to live with parents or relatives - not part of planning"),
            ("E13", "Left to live with parents or others with no parental responsibility", "Left to live with others",
             "Parents, relatives or other with no parental responsibility"),
            ("E41", "Child arrangements order granted", "Child arrangements order", "Residence order granted"),
            ("E45", "Special guardianship order – former carer, relative or friend", _SGO,
             "Special Guardianship Orders - former carer relative/friend"),
            ("E46", "Special guardianship order – former carer, other", _SGO,
             "Special Guardianship Orders - former carer other"),
            ("E47", "Special guardianship order – relative or friend", _SGO,
             "Special Guardianship Orders - relative/friend"),
            ("E48", "Special guardianship order – other", _SGO, "Special Guardianship Orders - other"),
            ("E5", "Independent living, supported", "Independent living", "Moved into independent living - supported"),
            ("E6", "Independent living, no support", "Independent living", "Moved into independent living - no support"),
            ("E7", "Residential care funded by adult social care", "Adult social care",
             "Transferred to residential care funded by adult social services"),
            ("E9", "Sentenced to custody", "Custody"),
            ("E14", "Accommodation on remand ended", "Remand ended"),
            ("E15", "Age assessment determined 18 or over", "Age assessed 18 or over",
             "Age assessment determined child was 18 or over"),
            ("E16", "Child moved abroad", "Moved abroad"),
            ("E17", "Aged 18 or over and remained with current carers", "Staying put",
             "Aged 18+ and remained with current carers"),
            ("E8", "Ceased for any other reason", "Other reason", "Care ceased for any other reason"),
            ("X1", "Episode ceased and new one began the same day", "Code error", "CodeError"),
        ),
        _set(
            "placement_type",
            ("U1", "Foster – relative or friend, long term", _FOSTER, "Foster placement - relatives - long term"),
            ("U2", "Foster – relative or friend, fostering for adoption", _FOSTER, "Foster placement - relative - FFA"),
            ("U3", "Foster – relative or friend, other", _FOSTER, "Foster placement - relative - not FFA"),
            ("U4", "Foster – long term", _FOSTER, "Foster placement - long term"),
            ("U5", "Foster – fostering for adoption", _FOSTER, "Foster placement - FFA"),
            ("U6", "Foster – other", _FOSTER, "Foster placement - not FFA"),
            ("A3", "Placed for adoption – consent, current foster carer", _ADOPTION,
             "Placed for adoption - consent - current foster"),
            ("A4", "Placed for adoption – consent, not foster carer", _ADOPTION,
             "Placed for adoption - consent - not foster"),
            ("A5", "Placed for adoption – order, foster carer", _ADOPTION, "Placed for adoption - order - foster"),
            ("A6", "Placed for adoption – order, not foster carer", _ADOPTION,
             "Placed for adoption - order - not foster"),
            ("P1", "Placed with parents", "Placed with parents"),
            ("P2", "Independent living", "Independent living"),
            ("P3", "Residential employment", "Residential employment"),
            ("H5", "Semi-independent living", "Semi-independent living", "Residential accommodation",
             "Supported accommodation"),
            ("K1", "Secure children’s home", "Secure children’s home", "Secure Children's Homes"),
            ("K2", "Children’s home", "Children’s home", "Children's Homes"),
            ("R1", "Residential care home", "Residential care home"),
            ("R2", "NHS/Health Trust", "NHS/Health Trust"),
            ("R3", "Family centre or mother and baby unit", "Family centre or mother and baby unit"),
            ("R5", "Young offender institution", "Young offender institution"),
            ("S1", "Residential school", "Residential school"),
            ("Z1", "Other placement", "Other placement", "Other placements"),
            ("T0", "Temporary placement", _TEMPORARY),
            ("T1", "Temporary – hospital", _TEMPORARY, "Temporary placement - hospital"),
            ("T2", "Temporary – holiday", _TEMPORARY, "Temporary placement - holiday"),
            ("T3", "Temporary – carer’s holiday", _TEMPORARY, "Temporary placement - carer holiday"),
            ("T4", "Temporary – seven days or less", _TEMPORARY, "Temporary placement - seven days or less"),
        ),
        _set(
            "placement_provider",
            ("PR0", "Parents or parental responsibility", "Other", "Parents/Parental responsibility"),
            ("PR1", "Own provision", "In-house"),
            ("PR2", "Other LA provision", "Other"),
            ("PR3", "Other public provision", "Other"),
            ("PR4", "Private provision", "External"),
            ("PR5", "Voluntary or third sector", "External", "Voluntary/third sector"),
        ),
        _plain("placement_location", ("In", "Inside"), ("Out", "Outside")),
        _plain(
            "eligibility",
            ("Relevant child", "Relevant"),
            ("Former relevant child", "Former relevant"),
            ("Qualifying care leaver", "Qualifying"),
            ("Eligible child", "Eligible"),
        ),
        _set(
            "in_touch",
            ("Yes", "In touch", "In touch", "Y"),
            ("No", "Not in touch", "Not in touch", "N"),
            ("Died", "Died after leaving care", "Not counted"),
            ("REFU", "Refuses contact", "Not in touch", "Refused"),
            ("NREQ", "No longer requires services", "Not in touch"),
            ("RHOM", "Returned home", "Not counted"),
        ),
        _set(
            "accommodation",
            ("B", "With parents or relatives", "With parents or relatives", "Parents/relatives"),
            ("C", "Community home or residential care", "Residential care", "Community home / residential care"),
            ("D", "Semi-independent or transitional", "Supported",
             "Semi-independent, transitional accommodation and self-contained accommodation"),
            ("E", "Supported lodgings", "Supported"),
            ("G", "Abroad", "Abroad or deported", "Gone abroad"),
            ("H", "Deported", "Abroad or deported"),
            ("K", "Ordinary lodgings, without formal support", "Ordinary lodgings"),
            ("R", "Residence not known", "Not known"),
            ("S", "No fixed abode or homeless", "No fixed abode or homeless", "No fixed abode / homeless"),
            ("T", "Foyer or similar supported accommodation", "Supported", "Foyers and similar supported accommodation"),
            ("U", "Independent living", "Independent living"),
            ("V", "Emergency accommodation", "Emergency"),
            ("W", "Bed and breakfast", "Emergency"),
            ("X", "In custody", "In custody"),
            ("Y", "Other accommodation", "Other"),
            ("Z", "With former foster carers", "With former foster carers"),
        ),
        _plain("suitability", ("Suitable",), ("Unsuitable", "Not suitable")),
        _set(
            "activity",
            ("F1", "Full time in higher education", _EET),
            ("P1", "Part time in higher education", _EET),
            ("F2", "Full time in education other than higher", _EET),
            ("P2", "Part time in education other than higher", _EET),
            ("F3", "Full time in training or employment", _EET),
            ("P3", "Part time in training or employment", _EET),
            ("F4", "Full time in an apprenticeship", _EET),
            ("P4", "Part time in an apprenticeship", _EET),
            ("F5", "Full time in training or employment, not apprenticeship", _EET),
            ("P5", "Part time in training or employment, not apprenticeship", _EET),
            ("G4", "NEET – illness or disability", _NEET,
             "Not in education, employment or training - illness or disability"),
            ("G5", "NEET – other", _NEET, "Not in education, employment or training - other"),
            ("NEET", "NEET, reason not given", _NEET, "Not in education, employment or training"),
            ("G6", "NEET – pregnancy or parenting", _NEET,
             "Not in education, employment or training - pregnancy or parenting"),
        ),
        _set(
            "reversal_reason",
            ("RD1", "The child’s needs changed subsequent to the decision", "Needs changed"),
            ("RD2", "The Court did not make a placement order", "No placement order"),
            ("RD3", "Prospective adopters could not be found", "No adopters found"),
            ("RD4", "Any other reason", "Other"),
        ),
        _set(
            "leaving_reason",
            ("1", "Adopter withdrew from process", "Withdrew"),
            ("2", "Process put on hold", "On hold"),
            ("3", "Application refused", "Refused"),
        ),
        _plain(
            "contact_outcome",
            ("Social work assessment", "SWA", "Assessment", "Referral for social work assessment",
             "Progress to assessment", "Referral to social work assessment"),
            ("Targeted early help", "Early help", "EH", "Level 3 early help", "Targeted early help (level 3)",
             "Early help level 3"),
            ("Section 47 enquiry", "Strategy discussion", "S47", "Section 47"),
            ("Information and advice", "Advice", "Information, advice and guidance", "Signposting", "Universal services"),
            ("No further action", "NFA"),
            ("Other", "Passed to open case", "Open case"),
        ),
        _plain(
            "assessment_outcome",
            ("Social care support", "Children's social care support", "CIN", "Child in need plan", "Child protection",
             "Social care", "Continued social care", "Looked after"),
            ("Targeted early help", "Early help", "EH", "Step down to early help", "Level 3 early help"),
            ("No further action", "NFA", "Closed", "Case closed"),
            ("Other",),
        ),
        _plain(
            "grade",
            ("Outstanding", "O"),
            ("Good", "G"),
            ("Requires improvement", "RI", "Requires improvement to be good"),
            ("Inadequate", "I"),
        ),
        _plain("rating", ("Red", "R"), ("Amber", "A"), ("Green", "G")),
        _plain("missing_from", ("Care", "Missing from care"), ("Home", "Missing from home")),
        _plain("short_break_type", ("Community", "Community short break"), ("Overnight", "Overnight short break")),
    )
}  # fmt: skip
