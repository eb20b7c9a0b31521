"""The invented county: every child, plan, placement and episode, from which the returns are cut.

All of it is made up by a random generator with a fixed seed. Sizes and shares are calibrated to Worcestershire's published
figures for 2021/22 (5,133 referrals, 21% re-referrals, 89% of assessments within 45 working days by DfE's bands, 2,600
Section 47 enquiries, 734 conferences, 450 plans, 891 children looked after).
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from data.lists.calendar import is_working_day
from data.periods import add_months

SEED = 20221231
FIRST_DAY, LAST_DAY = date(2020, 4, 1), date(2023, 1, 9)
RECORDS_FROM = date(2022, 1, 1)
"""The first day for which the council could export contact decisions record by record; before, it stated figures."""

QUARTER_ENDS = [
    date(2021, 3, 31),
    date(2021, 6, 30),
    date(2021, 9, 30),
    date(2021, 12, 31),
    date(2022, 3, 31),
    date(2022, 6, 30),
    date(2022, 9, 30),
    date(2022, 12, 31),
]
LABEL = "Invented demonstration data: no real child, worker or event."

CONTACTS_A_DAY = 52
SEASON = {
    4: 1.08,
    5: 1.12,
    6: 1.15,
    7: 1.02,
    8: 0.72,
    9: 0.93,
    10: 1.14,
    11: 1.16,
    12: 0.98,
    1: 0.95,
    2: 0.92,
    3: 1.0,
}
SOURCES = {
    "1A": 9,
    "1B": 2,
    "1C": 1,
    "1D": 2,
    "2A": 23,
    "2B": 2,
    "3A": 4,
    "3B": 3,
    "3D": 3,
    "3E": 4,
    "3F": 2,
    "4": 1,
    "5A": 6,
    "5B": 7,
    "5C": 2,
    "6": 23,
    "7": 3,
    "8": 5,
    "9": 2,
    "10": 1,
}
SOURCE_WORDS = {
    "1": "Individual",
    "2A": "Schools",
    "2B": "Education services",
    "3": "Health services",
    "4": "Housing",
    "5": "LA services",
    "6": "Police",
    "7": "Other legal agency",
    "8": "Other",
    "9": "Anonymous",
    "10": "Unknown",
}
ETHNICITIES = {
    "WBRI": 78,
    "WOTH": 5,
    "WROM": 1,
    "WIRT": 1,
    "MWBC": 3,
    "MWAS": 2,
    "MOTH": 2,
    "APKN": 2,
    "AOTH": 1,
    "BAFR": 1,
    "BOTH": 1,
    "OOTH": 1,
    "NOBT": 2,
}
REASONS = {
    "Parents struggling with managing their children's behaviour": 21,
    "Child and/or parental mental health": 18,
    "Neglect": 14,
    "Domestic abuse": 13,
    "Physical abuse": 9,
    "Parental substance misuse": 8,
    "Emotional abuse": 6,
    "Exploitation": 4,
    "Housing": 4,
    "Other": 3,
}
WORKING_DAY_BANDS = [
    ((0, 0), 260),
    ((1, 10), 1573),
    ((11, 20), 1113),
    ((21, 30), 708),
    ((31, 40), 874),
    ((41, 45), 682),
    ((46, 50), 262),
    ((51, 60), 214),
    ((61, 90), 162),
]
FACTORS = {
    "3B": 36,
    "4B": 34,
    "2B": 16,
    "1B": 15,
    "4A": 20,
    "17A": 15,
    "16A": 13,
    "3A": 11,
    "5A": 10,
    "15A": 8,
    "18C": 9,
    "14A": 6,
    "6A": 5,
    "10A": 4,
    "11A": 3,
    "24A": 4,
    "19C": 3,
    "5B": 4,
    "6B": 5,
    "7A": 3,
    "2A": 4,
    "1A": 2,
    "13A": 2,
    "3C": 4,
    "4C": 3,
    "12A": 1,
    "8E": 1,
}
TEAMS = {
    "Assessment North": ("Family Front Door", "North"),
    "Assessment South": ("Family Front Door", "South"),
    "Assessment East": ("Family Front Door", "East"),
    "Safeguarding North": ("Safeguarding", "North"),
    "Safeguarding South": ("Safeguarding", "South"),
    "Supporting Families First": ("Edge of care", "County"),
    "Through Care 1": ("Through care", "County"),
    "Through Care 2": ("Through care", "County"),
    "Children with Disabilities": ("Disabilities", "County"),
    "Leaving Care": ("Through care", "County"),
}
DOMAINS = {
    "Overall": 0.44,
    "Strengths and relationship-based practice": 0.8,
    "Partnership working": 0.78,
    "Assessment": 0.55,
    "Quality of plans": 0.3,
    "Voice of the child": 0.62,
    "Management oversight": 0.45,
}


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


@dataclass
class Episode:
    """An invented episode of need with what it is made of: (start, end, level, spell)."""

    child: Child
    start: date
    end: date
    parts: list[tuple[date, date, int, Spell]] = field(default_factory=list)


def _has_room(taken: list[tuple[date, date]], start: date, end: date) -> bool:
    """Whether none of the spans lies in the way, and if so take these days."""
    if any(began <= end and start <= over for began, over in taken):
        return False
    taken.append((start, end))
    return True


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
        self._assessed: dict[str, list[tuple[date, date]]] = defaultdict(list)
        self._planned: dict[str, list[tuple[date, date]]] = defaultdict(list)
        self._invent_stock()
        day = FIRST_DAY
        while day <= LAST_DAY:
            self._invent_day(day)
            day += timedelta(days=1)
        self._invent_entries_to_care()
        self.missing: list[dict[str, object]] = []
        self._invent_missing_episodes()
        self._invent_care_leavers()
        self.episodes = self.episodes_of_need()

    def pick(self, shares: dict[str, int]) -> str:
        """One of the keys, by its share."""
        return self.chance.choices(list(shares), list(shares.values()))[0]

    def worker(self, team: str) -> str:
        """One of a team's invented workers."""
        return f"Worker {list(TEAMS).index(team) * 40 + self.chance.randrange(22):03d}"

    def new_child(self, day: date, youngest: int = 0, oldest: int = 17, unborn: float = 0.02) -> Child:
        """A child of that age on that day; of those who may be the youngest, that share is unborn."""
        age_days = self.chance.randint(youngest * 365, oldest * 365 + 300)
        if youngest == 0 and self.chance.random() < unborn:
            age_days = -self.chance.randint(5, 150)
        child = Child(
            f"{len(self.children) + 10_001:08d}",
            self.pick({"a) Male": 51, "b) Female": 48, "c) Not stated/recorded": 1}),
            self.pick(ETHNICITIES),
            day - timedelta(days=age_days),
            self.pick({"a) Yes": 9, "b) No": 89, "c) Unknown": 2}),
        )
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
        for _ in range(790):
            start = FIRST_DAY - timedelta(days=int(self.chance.triangular(10, 2800, 200)))
            self._into_care(
                self.new_child(start, 0, 12, unborn=0), start, stay=self.chance.randint(700, 4200)
            )
        for _ in range(1150):
            start = FIRST_DAY - timedelta(days=self.chance.randint(1, 700))
            self._in_need(self.new_child(start), start)

    def _invent_day(self, day: date) -> None:
        growth = 1 + 0.02 * (day - FIRST_DAY).days / 365
        lockdown = (
            0.8
            if date(2020, 4, 1) <= day <= date(2020, 5, 31) or date(2021, 1, 4) <= day <= date(2021, 3, 7)
            else 1
        )
        weekday = 1.32 if is_working_day(day) else 0.28
        for _ in range(
            round(
                self.chance.gauss(1, 0.09) * CONTACTS_A_DAY * SEASON[day.month] * growth * lockdown * weekday
            )
        ):
            self._contact(day)

    def _contact(self, day: date) -> None:
        child = self._known_or_new(day, 0.35)
        received = datetime(
            day.year, day.month, day.day, self.chance.randint(7, 20), self.chance.randrange(0, 60, 5)
        )
        outcome = self.pick(
            {
                "Social work assessment": 27,
                "Targeted early help": 9,
                "Information and advice": 38,
                "No further action": 26,
            }
        )
        hours = self.chance.choices(
            [self.chance.uniform(0.5, 24), self.chance.uniform(24.1, 48), self.chance.uniform(48.1, 96)],
            [80, 19, 1],
        )[0]
        late = self.chance.random() < 0.02
        source = self.pick(SOURCES)
        self.contacts.append(
            {
                "child": child,
                "on": day,
                "source": source,
                "received": received,
                "decided": received + timedelta(minutes=int(hours * 60)),
                "outcome": outcome,
                "reason": self.pick(REASONS),
                "entered": day + timedelta(days=self.chance.randint(5, 60) if late else 0),
            }
        )
        decided = (received + timedelta(hours=hours)).date()
        if outcome == "Targeted early help":
            start = decided + timedelta(days=self.chance.randint(0, 8))
            self.early_help.append(
                {
                    "child": child,
                    "start": start,
                    "end": start + timedelta(days=self.chance.randint(20, 240)),
                    "by": self.pick({"School": 5, "Early help hub": 4, "Health visiting": 2}),
                }
            )
        elif outcome == "Social work assessment":
            self._referral(child, decided, source)

    def _referral(self, child: Child, day: date, source: str) -> None:
        """A referral, unless the child is being assessed: what comes in then joins that assessment."""
        if any(began <= day <= over for began, over in self._assessed[child.id]):
            return
        team = self.pick({"Assessment North": 4, "Assessment South": 4, "Assessment East": 3})
        worker = self.worker(team)
        no_further_action = self.chance.random() < 0.093
        self.referrals.append(
            {
                "child": child,
                "on": day,
                "source": source,
                "nfa": no_further_action,
                "team": team,
                "worker": worker,
            }
        )
        if not no_further_action:
            self._assessment(child, day, team, worker)

    def _assessment(self, child: Child, day: date, team: str, worker: str) -> None:
        """An assessment and what follows from it; what is learnt while another goes on is part of that one."""
        (low, high), _ = self.chance.choices(WORKING_DAY_BANDS, [weight for _, weight in WORKING_DAY_BANDS])[
            0
        ]
        end = self.after_working_days(day, self.chance.randint(low, high))
        if not _has_room(self._assessed[child.id], day, end):
            return
        outcome = self.pick({"Social care support": 39, "Targeted early help": 16, "No further action": 45})
        self.assessments.append(
            {
                "child": child,
                "start": day,
                "end": end,
                "outcome": outcome,
                "team": team,
                "worker": worker,
                "seen": self.pick({"a) Yes": 94, "b) No": 4, "c) Unknown": 2}),
                "factors": self._factors(),
            }
        )
        if self.chance.random() < 0.46:
            self._enquiry(child, day + timedelta(days=self.chance.randint(0, 6)), team, worker)
        if outcome == "Social care support":
            self._in_need(child, day, end)
            if self.chance.random() < 0.17:
                review = end + timedelta(days=self.chance.randint(60, 300))
                if review <= LAST_DAY:
                    self._assessment(child, review, "Safeguarding North", self.worker("Safeguarding North"))

    def _factors(self) -> str:
        if self.chance.random() < 0.04:
            return "21"
        strained = self.chance.random() < 0.34
        found = [
            code
            for code, share in FACTORS.items()
            if self.chance.random() * 100
            < share * (1.9 if strained and code in ("3B", "4B", "2B", "1B") else 0.85)
        ]
        return ";".join(found) or "20"

    def _enquiry(self, child: Child, day: date, team: str, worker: str) -> None:
        conference = self.chance.random() < 0.28
        held = None
        if conference:
            wait = self.chance.choices([self.chance.randint(6, 15), self.chance.randint(16, 30)], [90, 10])[0]
            held = self.after_working_days(day, wait)
            while not is_working_day(held):
                held += timedelta(days=1)
        plan = held is not None and self.chance.random() < 0.86 and self._plan(child, held)
        self.enquiries.append(
            {
                "child": child,
                "on": day,
                "unnecessary": not conference,
                "held": held,
                "plan": plan,
                "team": team,
                "worker": worker,
            }
        )

    def _in_need(self, child: Child, start: date, decided: date | None = None) -> None:
        days = int(
            self.chance.choices(
                [self.chance.randint(30, 90), self.chance.randint(91, 365), self.chance.randint(366, 1400)],
                [45, 35, 20],
            )[0]
        )
        end = (decided or start) + timedelta(days=days)
        team = self.pick(
            {
                "Supporting Families First": 5,
                "Safeguarding North": 2,
                "Safeguarding South": 2,
                "Children with Disabilities": 1,
            }
        )
        self.need.append(
            Spell(
                child,
                start,
                end,
                team,
                self.worker(team),
                {
                    "need": self.pick({"N1": 62, "N2": 9, "N3": 4, "N4": 11, "N5": 9, "N6": 3, "N8": 2}),
                    "reason": self.pick({"RC7": 80, "RC9": 6, "RC5": 6, "RC4": 2, "RC6": 6}),
                },
            )
        )

    def _plan(self, child: Child, start: date) -> bool:
        """A plan, unless the child has one at the time; whether it was made."""
        days = int(self.chance.triangular(60, 640, 210))
        if not _has_room(self._planned[child.id], start, start + timedelta(days=days)):
            return False
        team = self.pick({"Safeguarding North": 1, "Safeguarding South": 1})
        category = self.pick(
            {"a) Neglect": 50, "d) Emotional abuse": 36, "b) Physical abuse": 8, "c) Sexual abuse": 6}
        )
        self.plans.append(
            Spell(
                child,
                start,
                start + timedelta(days=days),
                team,
                self.worker(team),
                {"category": category, "previous": self.pick({"0": 72, "1": 21, "2": 7})},
            )
        )
        return True

    def _into_care(
        self, child: Child, start: date, stay: int | None = None, unaccompanied: bool = False
    ) -> None:
        days = (
            stay
            or self.chance.choices(
                [self.chance.randint(3, 120), self.chance.randint(120, 900), self.chance.randint(900, 3000)],
                [18, 30, 52],
            )[0]
        )
        end = min(start + timedelta(days=days), add_months(child.born, 12 * 18))
        team = self.pick({"Through Care 1": 1, "Through Care 2": 1})
        external = self.chance.random() < 0.3 + 0.1 * max(0, (start - date(2021, 1, 1)).days) / 700
        placement = self.pick(
            {"U6": 38, "U4": 18, "U3": 10, "U1": 6, "K2": 11, "P1": 5, "H5": 6, "A5": 4, "R1": 1, "K1": 1}
        )
        if unaccompanied:
            placement = self.pick({"U6": 4, "H5": 6})
        moves = [(start, placement)]
        a_year = self.chance.choices([0.08, 0.5, 2.4], [65, 28, 7])[0]
        day = start
        while (
            day := day + timedelta(days=int(self.chance.expovariate(a_year / 365)) + 5)
        ) < end and day <= LAST_DAY:
            older = (day - child.born).days > 11 * 365
            moves.append(
                (
                    day,
                    "K2"
                    if older and self.chance.random() < 0.24
                    else self.pick({"U6": 58, "U4": 22, "U3": 10, "H5": 6}),
                )
            )
        self.care.append(
            Spell(
                child,
                start,
                end,
                team,
                self.worker(team),
                {
                    "unaccompanied": unaccompanied,
                    "leave_granted": start + timedelta(days=self.chance.randint(150, 700)),
                    "moves": moves,
                    "need": "N8"
                    if unaccompanied
                    else self.pick({"N1": 69, "N5": 4, "N4": 3, "N2": 4, "N3": 5, "N8": 12, "N6": 3}),
                    "legal": "V2" if unaccompanied else self.pick({"C2": 52, "C1": 21, "V2": 19, "E1": 8}),
                    "provider": "PR0" if placement == "P1" else "PR4" if external else "PR1",
                    "out": self.chance.random() < (0.45 if external else 0.16),
                    "permanence": self.pick(
                        {
                            "f) Long-term fostering": 48,
                            "a) Return to family": 17,
                            "c) SGO/CAO": 11,
                            "b) Adoption": 7,
                            "d) Supported living in the community": 8,
                            "e) Long-term residential placement": 9,
                        }
                    ),
                    "missing_a_year": self.chance.choices([0, 1.2, 5], [90, 8, 2])[0]
                    if (day - child.born).days > 10 * 365
                    else 0,
                },
            )
        )

    def _invent_entries_to_care(self) -> None:
        day = FIRST_DAY
        while day <= LAST_DAY:
            a_year = 195 if day < date(2022, 4, 1) else 235
            if self.chance.random() < a_year / 365:
                self._into_care(self._entrant(day), day)
            arrivals = 22 if day < date(2022, 4, 1) else 95
            if self.chance.random() < arrivals / 365:
                self._into_care(self.new_child(day, 16, 17), day, unaccompanied=True)
            day += timedelta(days=1)

    def _entrant(self, day: date) -> Child:
        """Who comes into care: some come back, some were in need before, most are new."""
        before = {spell.child.id for spell in self.care if spell.end is None or spell.end > day}
        for spells, likely in ((self.care, 0.06), (self.need, 0.3)):
            if self.chance.random() < likely:
                known = [
                    spell.child
                    for spell in spells
                    if spell.end
                    and spell.start < day - timedelta(days=30)
                    and spell.end > day - timedelta(days=200)
                    and spell.child.id not in before
                    and timedelta(0) < day - spell.child.born < timedelta(days=16 * 365)
                ]
                if known:
                    return self.chance.choice(known)
        return self.new_child(day, 0, 16, unborn=0)

    def _invent_missing_episodes(self) -> None:
        """Episodes of going missing from care, and from home for young people in need; fewer interviews in the last quarter."""
        for spell in self.care:
            a_year = spell.details["missing_a_year"]
            assert isinstance(a_year, int | float)
            day = max(spell.start, FIRST_DAY)
            last = min(spell.end or LAST_DAY, LAST_DAY)
            while (
                a_year
                and (day := day + timedelta(days=int(self.chance.expovariate(a_year / 365)) + 2)) < last
            ):
                self._missing_episode(spell.child, day, "Care")
        teenagers = [
            spell
            for spell in self.need
            if (spell.start - spell.child.born).days > 11 * 365 and spell.start >= FIRST_DAY
        ]
        for spell in self.chance.sample(teenagers, min(330, len(teenagers))):
            for _ in range(self.chance.choice([1, 1, 1, 2, 4])):
                self._missing_episode(
                    spell.child, spell.start + timedelta(days=self.chance.randint(0, 80)), "Home"
                )

    def _missing_episode(self, child: Child, day: date, missing_from: str) -> None:
        gone = datetime(
            day.year, day.month, day.day, self.chance.randint(0, 23), self.chance.randrange(0, 60, 5)
        )
        back = gone + timedelta(
            minutes=self.chance.choice([240, 600, 900, 1500, 3000]) + self.chance.randrange(0, 300, 5)
        )
        short_of_staff = date(2022, 10, 1) <= day <= date(2022, 11, 20)
        offered = (
            back + timedelta(minutes=self.chance.randrange(60, 1700, 5))
            if self.chance.random() < 0.93
            else None
        )
        accepted = (
            offered + timedelta(minutes=self.chance.randrange(30, 900, 5))
            if offered and self.chance.random() < 0.5
            else None
        )
        slow = self.chance.random() < (0.5 if short_of_staff else 0.18)
        wait = timedelta(
            minutes=self.chance.randrange(3500, 8000, 5) if slow else self.chance.randrange(60, 1500, 5)
        )
        held = accepted + wait if accepted else None
        self.missing.append(
            {
                "child": child,
                "from": missing_from,
                "gone": gone,
                "back": back,
                "offered": offered,
                "accepted": accepted,
                "held": held,
            }
        )

    def episodes_of_need(self) -> dict[str, list[Episode]]:
        """Each child's episodes of need: plans, periods of care, child in need plans and assessments joined where they overlap."""
        parts: dict[str, list[tuple[date, date, int, Spell]]] = defaultdict(list)
        for level, spells in ((3, self.care), (2, self.plans), (1, self.need)):
            for spell in spells:
                parts[spell.child.id].append(
                    (spell.start, spell.end or LAST_DAY + timedelta(days=400), level, spell)
                )
        for one in self.assessments:
            child, began, done = one["child"], one["start"], one["end"]
            assert isinstance(child, Child) and isinstance(began, date) and isinstance(done, date)
            reason = "RC8" if one["outcome"] == "No further action" else "RC9"
            spell = Spell(child, began, done, str(one["team"]), str(one["worker"]), {"reason": reason})
            parts[child.id].append((began, done, 0, spell))
        episodes: dict[str, list[Episode]] = {}
        for child_id, listed in parts.items():
            joined: list[Episode] = []
            for start, end, level, spell in sorted(listed, key=lambda one: (one[0], one[1], one[2])):
                if joined and start <= joined[-1].end:
                    joined[-1].end = max(joined[-1].end, end)
                else:
                    joined.append(Episode(spell.child, start, end))
                joined[-1].parts.append((start, end, level, spell))
            episodes[child_id] = joined
        return episodes

    def _invent_care_leavers(self) -> None:
        for _ in range(520):
            child = self.new_child(date(2022, 12, 31), 18, 24)
            self.leavers.append(
                (
                    child,
                    {
                        "eligibility": self.pick(
                            {
                                "b) Former relevant child": 86,
                                "a) Relevant child": 8,
                                "c) Qualifying care leaver": 6,
                            }
                        ),
                        "in_touch": self.pick({"a) Yes": 92, "b) No": 4, "d) Refu": 2, "e) NREQ": 2}),
                        "accommodation": self.pick(
                            {"U": 40, "D": 20, "Z": 15, "B": 12, "T": 5, "X": 3, "K": 5}
                        ),
                        "suitability": self.pick({"a) Suitable": 93, "b) Unsuitable": 7}),
                        "activity": self.pick(
                            {"F1": 6, "F2": 18, "F3": 30, "P3": 4, "G4": 12, "G5": 24, "G6": 6}
                        ),
                    },
                )
            )
