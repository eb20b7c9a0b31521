"""Invent the Example county: eight consecutive quarters of Annex A and panel returns to December 2022.

Every child, worker and event is made up by a random generator with a fixed seed. Sizes and shares are calibrated to
Worcestershire's published figures for 2021/22 (5,133 referrals, 21% re-referrals, 89% of assessments within 45 working
days by DfE's bands, 2,600 Section 47 enquiries, 734 conferences, 450 plans, 891 children looked after). Run as
``python -m data.sample.invent_example_county``; the workbooks are committed.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from data.lists.calendar import is_working_day
from data.periods import add_months, six_month_window
from data.returns import annex_a, panel
from data.returns.layouts import Layout
from data.sample import EXAMPLE_COUNTY, HERE
from data.sample.workbooks import Row, write_workbook

SEED = 20221231
FIRST_DAY, LAST_DAY = date(2020, 4, 1), date(2023, 1, 9)
RECORDS_FROM = date(2022, 1, 1)
"""The first day for which the council could export contact decisions record by record; before, it stated figures."""

QUARTER_ENDS = [date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31),
                date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)]  # fmt: skip
LABEL = "Invented demonstration data: no real child, worker or event."

CONTACTS_A_DAY = 48
SEASON = {4: 1.08, 5: 1.12, 6: 1.15, 7: 1.02, 8: 0.72, 9: 0.93, 10: 1.14, 11: 1.16, 12: 0.98, 1: 0.95, 2: 0.92, 3: 1.0}
SOURCES = {"1A": 9, "1B": 2, "1C": 1, "1D": 2, "2A": 23, "2B": 2, "3A": 4, "3B": 3, "3D": 3, "3E": 4, "3F": 2, "4": 1,
           "5A": 6, "5B": 7, "5C": 2, "6": 23, "7": 3, "8": 5, "9": 2, "10": 1}  # fmt: skip
SOURCE_WORDS = {"1": "Individual", "2A": "Schools", "2B": "Education services", "3": "Health services", "4": "Housing",
                "5": "LA services", "6": "Police", "7": "Other legal agency", "8": "Other", "9": "Anonymous",
                "10": "Unknown"}  # fmt: skip
ETHNICITIES = {"WBRI": 78, "WOTH": 5, "WROM": 1, "WIRT": 1, "MWBC": 3, "MWAS": 2, "MOTH": 2, "APKN": 2, "AOTH": 1, "BAFR": 1,
               "BOTH": 1, "OOTH": 1, "NOBT": 2}  # fmt: skip
REASONS = {"Parents struggling with managing their children's behaviour": 21, "Child and/or parental mental health": 18,
           "Neglect": 14, "Domestic abuse": 13, "Physical abuse": 9, "Parental substance misuse": 8, "Emotional abuse": 6,
           "Exploitation": 4, "Housing": 4, "Other": 3}  # fmt: skip
WORKING_DAY_BANDS = [((0, 0), 260), ((1, 10), 1573), ((11, 20), 1113), ((21, 30), 708), ((31, 40), 874), ((41, 45), 682),
                     ((46, 50), 262), ((51, 60), 214), ((61, 90), 162)]  # fmt: skip
FACTORS = {"3B": 36, "4B": 34, "2B": 16, "1B": 15, "4A": 20, "17A": 15, "16A": 13, "3A": 11, "5A": 10, "15A": 8, "18C": 9,
           "14A": 6, "6A": 5, "10A": 4, "11A": 3, "24A": 4, "19C": 3, "5B": 4, "6B": 5, "7A": 3, "2A": 4, "1A": 2, "13A": 2,
           "3C": 4, "4C": 3, "12A": 1, "8E": 1}  # fmt: skip
TEAMS = {"Assessment North": ("Family Front Door", "North"), "Assessment South": ("Family Front Door", "South"),
         "Assessment East": ("Family Front Door", "East"), "Safeguarding North": ("Safeguarding", "North"),
         "Safeguarding South": ("Safeguarding", "South"), "Supporting Families First": ("Edge of care", "County"),
         "Through Care 1": ("Through care", "County"), "Through Care 2": ("Through care", "County"),
         "Children with Disabilities": ("Disabilities", "County"), "Leaving Care": ("Through care", "County")}  # fmt: skip
DOMAINS = {"Overall": 0.44, "Strengths and relationship-based practice": 0.8, "Partnership working": 0.78,
           "Assessment": 0.55, "Quality of plans": 0.3, "Voice of the child": 0.62, "Management oversight": 0.45}  # fmt: skip


@dataclass
class Child:
    """An invented child."""

    id: str
    gender: str
    ethnicity: str
    born: date
    disability: str


@dataclass
class Spell:
    """A plan, episode of need or period of care."""

    child: Child
    start: date
    end: date | None
    team: str
    worker: str
    details: dict[str, object] = field(default_factory=dict)


class County:
    """Everything that happened, from which each quarter's returns are cut."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)  # noqa: S311
        self.children: list[Child] = []
        self.contacts: list[dict[str, object]] = []
        self.early_help: list[dict[str, object]] = []
        self.referrals: list[dict[str, object]] = []
        self.assessments: list[dict[str, object]] = []
        self.enquiries: list[dict[str, object]] = []
        self.need: list[Spell] = []
        self.plans: list[Spell] = []
        self.care: list[Spell] = []
        self.leavers: list[tuple[Child, dict[str, object]]] = []
        self._invent_stock()
        day = FIRST_DAY
        while day <= LAST_DAY:
            self._invent_day(day)
            day += timedelta(days=1)
        self._invent_entries_to_care()
        self._invent_care_leavers()

    def pick(self, shares: dict[str, int]) -> str:
        """One of the keys, by its share."""
        return self.chance.choices(list(shares), list(shares.values()))[0]

    def worker(self, team: str) -> str:
        """One of a team's invented workers."""
        return f"Worker {sum(map(ord, team)) % 60 + self.chance.randrange(12):03d}"

    def new_child(self, day: date, youngest: int = 0, oldest: int = 17) -> Child:
        """A child of that age on that day; at the front door 2% are unborn and 1% have no known birth date."""
        age_days = self.chance.randint(youngest * 365, oldest * 365 + 300)
        if youngest == 0 and self.chance.random() < 0.02:
            age_days = -self.chance.randint(5, 150)
        child = Child(f"{len(self.children) + 10_001:08d}", self.pick({"a) Male": 51, "b) Female": 47, "c) Not stated/recorded": 2}),
                      self.pick(ETHNICITIES), day - timedelta(days=age_days),
                      self.pick({"a) Yes": 9, "b) No": 89, "c) Unknown": 2}))  # fmt: skip
        self.children.append(child)
        return child

    def after_working_days(self, day: date, count: int) -> date:
        """The day ``count`` working days on."""
        while count > 0:
            day += timedelta(days=1)
            count -= is_working_day(day)
        return day

    def _known_or_new(self, day: date, known: float) -> Child:
        if len(self.referrals) > 600 and self.chance.random() < 0.17:
            before = self.chance.choice(self.referrals[-4500:])["child"]
            assert isinstance(before, Child)
            if (day - before.born).days < 17.5 * 365:
                return before
        if self.children and self.chance.random() < known:
            child = self.chance.choice(self.children[-4000:])
            if (day - child.born).days < 17.5 * 365:
                return child
        return self.new_child(day)

    def _invent_stock(self) -> None:
        for _ in range(330):
            start = FIRST_DAY - timedelta(days=self.chance.randint(1, 420))
            self._plan(self.new_child(start, 0, 15), start)
        for _ in range(880):
            start = FIRST_DAY - timedelta(days=int(self.chance.triangular(10, 3200, 300)))
            self._into_care(self.new_child(start, 0, 14), start, stay=self.chance.randint(500, 3600))
        for _ in range(1150):
            start = FIRST_DAY - timedelta(days=self.chance.randint(1, 700))
            self._in_need(self.new_child(start), start)

    def _invent_day(self, day: date) -> None:
        growth = 1 + 0.02 * (day - FIRST_DAY).days / 365
        lockdown = 0.8 if date(2020, 4, 1) <= day <= date(2020, 5, 31) or date(2021, 1, 4) <= day <= date(2021, 3, 7) else 1
        weekday = 1.32 if is_working_day(day) else 0.28
        for _ in range(round(self.chance.gauss(1, 0.09) * CONTACTS_A_DAY * SEASON[day.month] * growth * lockdown * weekday)):
            self._contact(day)

    def _contact(self, day: date) -> None:
        child = self._known_or_new(day, 0.35)
        received = datetime(day.year, day.month, day.day, self.chance.randint(7, 20), self.chance.randrange(0, 60, 5))
        outcome = self.pick({"Social work assessment": 27, "Targeted early help": 9, "Information and advice": 38,
                             "No further action": 26})  # fmt: skip
        hours = self.chance.choices([self.chance.uniform(0.5, 24), self.chance.uniform(24.1, 48), self.chance.uniform(48.1, 96)],
                                    [80, 19, 1])[0]  # fmt: skip
        late = self.chance.random() < 0.02
        source = self.pick(SOURCES)
        self.contacts.append({"child": child, "on": day, "source": source, "received": received,
                              "decided": received + timedelta(minutes=int(hours * 60)), "outcome": outcome,
                              "reason": self.pick(REASONS),
                              "entered": day + timedelta(days=self.chance.randint(5, 60) if late else 0)})  # fmt: skip
        decided = (received + timedelta(hours=hours)).date()
        if outcome == "Targeted early help":
            start = decided + timedelta(days=self.chance.randint(0, 8))
            self.early_help.append({"child": child, "start": start, "end": start + timedelta(days=self.chance.randint(20, 240)),
                                    "by": self.pick({"School": 5, "Early help hub": 4, "Health visiting": 2})})  # fmt: skip
        elif outcome == "Social work assessment":
            self._referral(child, decided, source)

    def _referral(self, child: Child, day: date, source: str) -> None:
        team = self.pick({"Assessment North": 4, "Assessment South": 4, "Assessment East": 3})
        worker = self.worker(team)
        no_further_action = self.chance.random() < 0.093
        self.referrals.append({"child": child, "on": day, "source": source, "nfa": no_further_action, "team": team,
                               "worker": worker})  # fmt: skip
        if not no_further_action:
            self._assessment(child, day, team, worker)

    def _assessment(self, child: Child, day: date, team: str, worker: str) -> None:
        (low, high), _ = self.chance.choices(WORKING_DAY_BANDS, [weight for _, weight in WORKING_DAY_BANDS])[0]
        end = self.after_working_days(day, self.chance.randint(low, high))
        outcome = self.pick({"Social care support": 39, "Targeted early help": 16, "No further action": 45})
        self.assessments.append({"child": child, "start": day, "end": end, "outcome": outcome, "team": team, "worker": worker,
                                 "seen": self.pick({"a) Yes": 94, "b) No": 4, "c) Unknown": 2}), "factors": self._factors()})  # fmt: skip
        if self.chance.random() < 0.46:
            self._enquiry(child, day + timedelta(days=self.chance.randint(0, 6)), team, worker)
        if outcome == "Social care support":
            self._in_need(child, day, end)
            if self.chance.random() < 0.5:
                review = end + timedelta(days=self.chance.randint(60, 300))
                if review <= LAST_DAY:
                    self._assessment(child, review, "Safeguarding North", self.worker("Safeguarding North"))

    def _factors(self) -> str:
        if self.chance.random() < 0.04:
            return "21"
        strained = self.chance.random() < 0.34
        found = [code for code, share in FACTORS.items()
                 if self.chance.random() * 100 < share * (1.9 if strained and code in ("3B", "4B", "2B", "1B") else 0.85)]  # fmt: skip
        return ";".join(found) or "20"

    def _enquiry(self, child: Child, day: date, team: str, worker: str) -> None:
        conference = self.chance.random() < 0.28
        held = None
        if conference:
            wait = self.chance.choices([self.chance.randint(6, 15), self.chance.randint(16, 30)], [90, 10])[0]
            held = self.after_working_days(day, wait)
            while not is_working_day(held):
                held += timedelta(days=1)
        plan = conference and self.chance.random() < 0.86
        self.enquiries.append({"child": child, "on": day, "unnecessary": not conference, "held": held, "plan": plan, "team": team,
                               "worker": worker})  # fmt: skip
        if plan and held is not None:
            self._plan(child, held)

    def _in_need(self, child: Child, start: date, decided: date | None = None) -> None:
        days = int(self.chance.choices([self.chance.randint(30, 90), self.chance.randint(91, 365), self.chance.randint(366, 1400)],
                                       [45, 35, 20])[0])  # fmt: skip
        end = (decided or start) + timedelta(days=days)
        team = self.pick({"Supporting Families First": 5, "Safeguarding North": 2, "Safeguarding South": 2,
                          "Children with Disabilities": 1})  # fmt: skip
        self.need.append(Spell(child, start, end, team, self.worker(team),
                               {"need": self.pick({"N1": 62, "N2": 9, "N3": 4, "N4": 11, "N5": 9, "N6": 3, "N8": 2}),
                                "reason": self.pick({"RC7": 80, "RC9": 6, "RC5": 6, "RC4": 2, "RC6": 6})}))  # fmt: skip

    def _plan(self, child: Child, start: date) -> None:
        days = int(self.chance.triangular(60, 640, 210))
        team = self.pick({"Safeguarding North": 1, "Safeguarding South": 1})
        category = self.pick({"a) Neglect": 50, "d) Emotional abuse": 36, "b) Physical abuse": 8, "c) Sexual abuse": 6})
        self.plans.append(Spell(child, start, start + timedelta(days=days), team, self.worker(team),
                                {"category": category, "previous": self.pick({"0": 72, "1": 21, "2": 7})}))  # fmt: skip

    def _into_care(self, child: Child, start: date, stay: int | None = None, unaccompanied: bool = False) -> None:
        days = stay or self.chance.choices([self.chance.randint(3, 120), self.chance.randint(120, 900), self.chance.randint(900, 3000)],
                                           [24, 36, 40])[0]  # fmt: skip
        end = min(start + timedelta(days=days), add_months(child.born, 12 * 18))
        team = self.pick({"Through Care 1": 1, "Through Care 2": 1})
        external = self.chance.random() < 0.3 + 0.1 * max(0, (start - date(2021, 1, 1)).days) / 700
        placement = self.pick({"U6": 38, "U4": 18, "U3": 10, "U1": 6, "K2": 11, "P1": 5, "H5": 6, "A5": 4, "R1": 1, "K1": 1})
        if unaccompanied:
            placement = self.pick({"U6": 4, "H5": 6})
        self.care.append(Spell(child, start, end, team, self.worker(team), {
            "unaccompanied": unaccompanied, "placement": placement,
            "need": "N8" if unaccompanied else self.pick({"N1": 69, "N5": 4, "N4": 3, "N2": 4, "N3": 5, "N8": 12, "N6": 3}),
            "legal": "V2" if unaccompanied else self.pick({"C2": 52, "C1": 21, "V2": 19, "E1": 8}),
            "provider": "PR0" if placement == "P1" else "PR4" if external else "PR1",
            "out": self.chance.random() < (0.45 if external else 0.16),
            "placements": self.pick({"1": 68, "2": 22, "3": 7, "4": 3}),
            "missing": self.pick({"0": 93, "1": 4, "2": 2, "5": 1}),
        }))  # fmt: skip

    def _invent_entries_to_care(self) -> None:
        day = FIRST_DAY
        while day <= LAST_DAY:
            a_year = 205 if day < date(2022, 4, 1) else 260
            if self.chance.random() < a_year / 365:
                self._into_care(self.new_child(day, 0, 16), day)
            arrivals = 22 if day < date(2022, 4, 1) else 95
            if self.chance.random() < arrivals / 365:
                self._into_care(self.new_child(day, 16, 17), day, unaccompanied=True)
            day += timedelta(days=1)

    def _invent_care_leavers(self) -> None:
        for _ in range(520):
            child = self.new_child(date(2022, 12, 31), 18, 24)
            self.leavers.append((child, {
                "eligibility": self.pick({"b) Former relevant child": 86, "a) Relevant child": 8, "c) Qualifying care leaver": 6}),
                "in_touch": self.pick({"a) Yes": 92, "b) No": 4, "d) Refu": 2, "e) NREQ": 2}),
                "accommodation": self.pick({"U": 40, "D": 20, "Z": 15, "B": 12, "T": 5, "X": 3, "K": 5}),
                "suitability": self.pick({"a) Suitable": 93, "b) Unsuitable": 7}),
                "activity": self.pick({"F1": 6, "F2": 18, "F3": 30, "P3": 4, "G4": 12, "G5": 24, "G6": 6}),
            }))  # fmt: skip


def _source_words(code: str) -> str:
    words = SOURCE_WORDS.get(code) or SOURCE_WORDS[code[0]]
    return f"{'abcdefghijklmnopqrstu'[sorted(SOURCES).index(code)]}) {code}: {words}"


def _person(child: Child, at: date, ethnicity: str | None = None) -> list[object]:
    age = -1 if child.born > at else (at - child.born).days * 4 // 1461
    return [child.id, child.gender, ethnicity or ("a) WBRI" if child.ethnicity == "WBRI" else child.ethnicity), child.born, age]


def _yes_no(value: object) -> str:
    return "a) Yes" if value else "b) No"


Rows = dict[str, list[list[object]]]


def annex_a_rows(county: County, reporting_date: date) -> Rows:
    """The eleven lists of one quarter's extract, by layout name."""
    start, end = six_month_window(reporting_date), reporting_date
    chance = random.Random(reporting_date.toordinal())  # noqa: S311

    def within(day: object) -> bool:
        return isinstance(day, date) and start <= day <= end

    def known_end(day: object) -> date | None:
        return day if isinstance(day, date) and day <= end else None

    rows: Rows = defaultdict(list)
    for contact in county.contacts:
        child, entered = contact["child"], contact["entered"]
        assert isinstance(child, Child) and isinstance(entered, date)
        if within(contact["on"]) and entered <= end + timedelta(days=9):
            rows["contacts"].append([*_person(child, end), contact["on"], _source_words(str(contact["source"]))])
    for help_ in county.early_help:
        child = help_["child"]
        assert isinstance(child, Child) and isinstance(help_["start"], date) and isinstance(help_["end"], date)
        if help_["start"] <= end and help_["end"] >= start:
            rows["early_help"].append([*_person(child, end), help_["start"], known_end(help_["end"]), help_["by"]])
    earlier: dict[str, list[date]] = defaultdict(list)
    for referral in county.referrals:
        child, on = referral["child"], referral["on"]
        assert isinstance(child, Child) and isinstance(on, date)
        if on <= end:
            earlier[child.id].append(on)
    for referral in county.referrals:
        child, on = referral["child"], referral["on"]
        assert isinstance(child, Child) and isinstance(on, date)
        if within(on):
            latest = max(earlier[child.id])
            before = sum(add_months(latest, -12) <= day < latest for day in earlier[child.id])
            rows["referrals"].append([*_person(child, end), on, _source_words(str(referral["source"])), _yes_no(referral["nfa"]),
                                      before, referral["team"], referral["worker"]])  # fmt: skip
    for assessment in county.assessments:
        child, began, done = assessment["child"], assessment["start"], assessment["end"]
        assert isinstance(child, Child) and isinstance(began, date) and isinstance(done, date)
        if began <= end and done >= start:
            support = _yes_no(assessment["outcome"] == "Social care support") if done <= end else None
            rows["assessments"].append([*_person(child, end), child.disability, began, assessment["seen"], known_end(done), support,
                                        assessment["team"], assessment["worker"]])  # fmt: skip
    enquiries: dict[str, list[dict[str, object]]] = defaultdict(list)
    for enquiry in county.enquiries:
        child = enquiry["child"]
        assert isinstance(child, Child) and isinstance(enquiry["on"], date)
        if enquiry["on"] <= end:
            enquiries[child.id].append(enquiry)
    for listed in enquiries.values():
        latest_on = max(str(one["on"]) for one in listed)
        prior = [one for one in listed if str(add_months(date.fromisoformat(latest_on), -12)) <= str(one["on"]) < latest_on]
        for enquiry in listed:
            child, held = enquiry["child"], enquiry["held"]
            assert isinstance(child, Child)
            if within(enquiry["on"]):
                undecided = held is not None and known_end(held) is None
                rows["section_47_enquiries"].append([
                    *_person(child, end), child.disability, enquiry["on"], None if undecided else _yes_no(enquiry["unnecessary"]),
                    known_end(held), None if held is None or undecided else _yes_no(enquiry["plan"]), len(prior),
                    sum(one["held"] is not None for one in prior), enquiry["team"], enquiry["worker"]])  # fmt: skip
    _spell_rows(county, rows, start, end, chance)
    for child, about in county.leavers:
        if add_months(child.born, 12 * 18) <= end <= add_months(child.born, 12 * 25):
            touch = about["in_touch"] == "a) Yes"
            rows["care_leavers"].append([*_person(child, end), child.disability, "Leaving Care", county.worker("Leaving Care"),
                                         about["eligibility"], about["in_touch"], about["accommodation"] if touch else None,
                                         about["suitability"] if touch else None, about["activity"] if touch else None])  # fmt: skip
    return rows


def _latest(spells: list[Spell], start: date, end: date) -> list[Spell]:
    """Each child's most recent spell that is open at the end or ceased in the window."""
    latest: dict[str, Spell] = {}
    for spell in spells:
        if spell.start <= end and (spell.child.id not in latest or spell.start > latest[spell.child.id].start):
            latest[spell.child.id] = spell
    return [spell for spell in latest.values() if spell.end is None or spell.end >= start]


def _spell_rows(county: County, rows: Rows, start: date, end: date, chance: random.Random) -> None:
    def recently(days: int) -> date:
        return end - timedelta(days=chance.randint(0, days))

    plans, care = _latest(county.plans, start, end), _latest(county.care, start, end)
    need = _latest(county.need, start, end)
    on_plan = {spell.child.id for spell in plans if spell.end is None or spell.end > end}
    looked_after = {spell.child.id for spell in care if spell.end is None or spell.end > end}
    in_need = {spell.child.id for spell in need}
    listed = need + [spell for spell in (*plans, *care) if spell.child.id not in in_need]
    for spell in {spell.child.id: spell for spell in listed}.values():
        child = spell.child
        closed = spell.end if spell.end is not None and spell.end <= end else None
        status = ("a) Looked after child" if child.id in looked_after else "b) Child Protection plan" if child.id in on_plan
                  else "e) Closed episode" if closed else "c) Child in need plan")  # fmt: skip
        closed = None if child.id in looked_after | on_plan else closed
        rows["children_in_need"].append([
            *_person(child, end), child.disability, spell.start, spell.details.get("need", "N1"), recently(40), closed,
            spell.details.get("reason", "RC7") if closed else None, status, spell.team, spell.worker])  # fmt: skip
    for spell in plans:
        closed = spell.end if spell.end is not None and spell.end <= end else None
        review = None if (end - spell.start).days < 80 else recently(90)
        rows["child_protection_plans"].append([
            *_person(spell.child, end), spell.child.disability, spell.start, spell.details["category"], spell.details["category"],
            recently(20), "a) Yes" if chance.random() < 0.85 else "b) No", review, closed,
            "a) Yes" if chance.random() < 0.03 else "b) No", int(str(spell.details["previous"])), spell.team, spell.worker])  # fmt: skip
    for spell in care:
        child, about = spell.child, spell.details
        closed = spell.end if spell.end is not None and spell.end <= end else None
        missing = int(str(about["missing"]))
        placed = max(spell.start, recently(700))
        offered = _yes_no(chance.random() < 0.92) if missing else None
        rows["looked_after_children"].append([
            *_person(child, end), _yes_no(about["unaccompanied"]), child.disability, spell.start, about["need"],
            _yes_no(chance.random() < 0.02), max(spell.start, recently(500)), about["legal"], recently(150), recently(40),
            None if chance.random() < 0.15 else "f) Long-term fostering", recently(120), recently(340), recently(400),
            int(str(about["placements"])), closed, ("E4A" if chance.random() < 0.5 else "E8") if closed else None, placed,
            about["placement"], about["provider"], "WR1 1AA", None, "b) Out" if about["out"] else "a) In",
            "Worcestershire" if not about["out"] else "Birmingham", missing, 0, offered,
            (_yes_no(chance.random() < 0.5) if offered == "a) Yes" else None), spell.team, spell.worker])  # fmt: skip
    decided = [spell for spell in care if spell.details["placement"] == "A5"][:40]
    for number, spell in enumerate(decided):
        decision = max(spell.start + timedelta(days=150), start - timedelta(days=100))
        if decision <= end:
            rows["adoptions"].append([spell.child.id, f"F{number:03d}", spell.child.gender, spell.child.ethnicity,
                                      spell.child.born, (end - spell.child.born).days // 365, spell.child.disability, spell.start,
                                      decision, None, None, None, None, None, None, None])  # fmt: skip
    for number in range(36):
        enquiry = end - timedelta(days=chance.randint(5, 350))
        stage_1 = enquiry + timedelta(days=30)
        rows["adopters"].append([f"A{number:04d}", f"F{number // 2:03d}", "a) Male" if number % 2 else "b) Female", "a) WBRI", "b) No",
                                 "No", enquiry, stage_1 if stage_1 <= end else None, None, None, None, None, None, None, None, 0,
                                 None, None, None])  # fmt: skip


def make_a_mess(rows: Rows, reporting_date: date) -> None:
    """The disorder of real extracts (domain notes 1.4), a little of each and different each quarter."""
    chance = random.Random(reporting_date.toordinal() * 7)  # noqa: S311
    for row in chance.sample(rows["contacts"], 60):
        row[2] = {"a) WBRI": "WBRI - White British", "a) WOTH": "WOTH"}.get(str(row[2]), row[2])
    for row in chance.sample(rows["referrals"], 40):
        row[5] = row[5].strftime("%d/%m/%Y") if isinstance(row[5], date) else row[5]
    for row in chance.sample(rows["assessments"], 30):
        row[6] = row[6].isoformat() if isinstance(row[6], date) else row[6]
    rows["assessments"][40][10] = f"{rows['assessments'][40][10]}\xa0"
    rows["referrals"][17][6] = "PSRMEM - Parent self-referral"
    rows["children_in_need"][25][7] = "#N/A"
    rows["contacts"][120][5] = "May be 8 Jan"
    rows["contacts"].insert(300, list(rows["contacts"][299]))
    rows["contacts"].append([None] * 7)
    rows["contacts"].append(["Applied filters: Contact date is in the last 6 months", *[None] * 6])
    for row in chance.sample(rows["contacts"][:250], 3):
        row[3] = None
        row[4] = None


def annex_a_sheets(rows: Rows, with_titles: bool) -> dict[str, list[Row]]:
    """The lists as sheets, as issued (title row, List_1) or as some systems export them (no title, List 1)."""
    sheets: dict[str, list[Row]] = {}
    for layout in annex_a.ANNEX_A:
        headers = [column.header for column in layout.columns]
        listed: list[Row] = [headers, *rows[layout.name]]
        sheets[f"List{'_' if with_titles else ' '}{layout.number}"] = [[layout.title], *listed] if with_titles else listed
    return sheets


def panel_sheets(county: County, reporting_date: date, first: bool) -> dict[str, list[Row]]:
    """One quarter's panel return."""
    chance = random.Random(reporting_date.toordinal() * 13)  # noqa: S311
    quarter_start = add_months(reporting_date + timedelta(days=1), -3)
    position = QUARTER_ENDS.index(reporting_date)
    period = f"Q{(reporting_date.month - 4) % 12 // 3 + 1} {_year(reporting_date)}"

    def sheet(layout: Layout, rows: list[Row]) -> list[Row]:
        return [[column.header for column in layout.columns], *rows]

    contacts: list[Row] = []
    figures = [] if quarter_start >= RECORDS_FROM else _stated_figures(county, quarter_start, reporting_date, period)
    for contact in county.contacts:
        child, on, decided = contact["child"], contact["on"], contact["decided"]
        assert isinstance(child, Child) and isinstance(on, date) and isinstance(decided, datetime)
        if max(quarter_start, RECORDS_FROM) <= on <= reporting_date:
            contacts.append([child.id, contact["received"], decided if decided.date() <= reporting_date + timedelta(days=9) else None,
                             contact["outcome"], contact["reason"]])  # fmt: skip
    factors: list[Row] = []
    since = FIRST_DAY if first else quarter_start
    for one in county.assessments:
        child, done = one["child"], one["end"]
        assert isinstance(child, Child) and isinstance(done, date)
        if since <= done <= reporting_date:
            factors.append([child.id, done, one["factors"], one["outcome"]])
    audited = 190 + 5 * position + chance.randint(-8, 8)
    grades: list[Row] = []
    for domain, good in DOMAINS.items():
        number = audited if domain == "Overall" else audited - chance.randint(0, 25)
        counts = [round(number * 0.03), round(number * (good + 0.008 * position + chance.uniform(-0.03, 0.03)))]
        counts.append(round((number - sum(counts)) * 0.92))
        counts.append(number - sum(counts))
        grades += [[period, None, domain, grade, count, None]
                   for grade, count in zip(("Outstanding", "Good", "Requires improvement", "Inadequate"), counts, strict=True)]  # fmt: skip
    feedback: list[Row] = [[period, "Audit and closure feedback", 100 + 3 * position + chance.randint(-9, 9)],
                           [period, "Online feedback form", 80 + 3 * position + chance.randint(-9, 9)]]  # fmt: skip
    about: list[Row] = [["Example county", reporting_date, reporting_date + timedelta(days=9), LABEL]]
    commentary: list[Row] = [
        ["Family Front Door", f"{LABEL} Contacts and referrals are higher in quarters 1 and 3 of each year.",
         "Review front-door capacity before each seasonal rise", "Head of Family Front Door", add_months(reporting_date, 3), "Open"],
        ["Risk factors", "Parental domestic abuse and mental health remain the most common factors identified.", None, None, None, None],
        ["Quality of practice", "Audits continue to find plans the weakest area of practice.",
         "Plan-writing workshops in every team", "Principal social worker", add_months(reporting_date, 6), "Under way"],
    ]  # fmt: skip
    return {
        "About": sheet(panel.ABOUT, about),
        **({"Figures": sheet(panel.FIGURES, figures)} if figures else {}),
        "Assessment factors": sheet(panel.ASSESSMENT_FACTORS, factors),
        **({"Contacts": sheet(panel.CONTACT_DECISIONS, contacts)} if contacts else {}),
        "Audit grades": sheet(panel.AUDIT_GRADES, grades),
        "Feedback": sheet(panel.FEEDBACK, feedback),
        "Targets": sheet(panel.TARGETS, [["assessments_within_45_working_days", date(2021, 4, 1), 85, 5, "Scrutiny Panel"],
                                         ["re_referrals_within_12_months", date(2021, 4, 1), 20, 2, "Scrutiny Panel"],
                                         ["contacts_decided_within_24_hours", date(2021, 4, 1), 80, 5, "Front door board"]]),
        "Teams": sheet(panel.TEAMS, [[team, service, area, None, None] for team, (service, area) in TEAMS.items()]),
        "Commentary": sheet(panel.COMMENTARY, commentary),
    }  # fmt: skip


def _stated_figures(county: County, start: date, end: date, period: str) -> list[Row]:
    """What a council that cannot export decisions states of a quarter's contacts instead."""
    received = [one for one in county.contacts if isinstance(one["on"], date) and start <= one["on"] <= end]

    def hours(one: dict[str, object]) -> float:
        decided, at = one["decided"], one["received"]
        assert isinstance(decided, datetime) and isinstance(at, datetime)
        return (decided - at).total_seconds() / 3600

    counts = {
        "contacts_leading_to_assessment": sum(one["outcome"] == "Social work assessment" for one in received),
        "contacts_leading_to_early_help": sum(one["outcome"] == "Targeted early help" for one in received),
        "contacts_decided_within_24_hours": sum(hours(one) <= 24 for one in received),
        "contacts_decided_in_24_to_48_hours": sum(24 < hours(one) <= 48 for one in received),
    }
    rows: list[Row] = [[name, period, None, count, len(received), None, None, None] for name, count in counts.items()]
    rows += [["contact_reasons", period, reason, sum(one["reason"] == reason for one in received), len(received), None, None, None]
             for reason in REASONS]  # fmt: skip
    return rows


def _year(day: date) -> str:
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def main() -> None:
    """Write the sixteen workbooks."""
    folder = HERE / EXAMPLE_COUNTY
    folder.mkdir(exist_ok=True)
    county = County()
    for position, reporting_date in enumerate(QUARTER_ENDS):
        rows = annex_a_rows(county, reporting_date)
        make_a_mess(rows, reporting_date)
        stamp = f"{reporting_date:%Y-%m}"
        write_workbook(folder / f"{stamp} Example county Annex A (invented).xlsx", annex_a_sheets(rows, position % 2 == 0), LABEL)
        write_workbook(folder / f"{stamp} Example county panel return (invented).xlsx",
                       panel_sheets(county, reporting_date, position == 0), LABEL)  # fmt: skip


if __name__ == "__main__":
    main()
