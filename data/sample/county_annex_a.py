"""One quarter's Annex A return cut from the invented county, with the disorder of real extracts."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

from data.periods import add_months, six_month_window
from data.returns import annex_a
from data.sample.county import FIRST_DAY, SOURCE_WORDS, SOURCES, Child, County, Spell
from data.sample.workbooks import Row


def _source_words(code: str) -> str:
    words = SOURCE_WORDS.get(code) or SOURCE_WORDS[code[0]]
    return f"{'abcdefghijklmnopqrstu'[sorted(SOURCES).index(code)]}) {code}: {words}"


def _person(child: Child, at: date, ethnicity: str | None = None) -> list[object]:
    gender = child.gender if child.born <= at else "c) Not stated/recorded"
    return [
        child.id,
        gender,
        ethnicity or ("a) WBRI" if child.ethnicity == "WBRI" else child.ethnicity),
        child.born,
        _age(child, at),
    ]


def _age(child: Child, at: date) -> int:
    """Completed years, -1 for an unborn child."""
    return (
        at.year - child.born.year - ((at.month, at.day) < (child.born.month, child.born.day))
        if child.born <= at
        else -1
    )


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
            rows["contacts"].append(
                [*_person(child, end), contact["on"], _source_words(str(contact["source"]))]
            )
    for help_ in county.early_help:
        child = help_["child"]
        assert (
            isinstance(child, Child) and isinstance(help_["start"], date) and isinstance(help_["end"], date)
        )
        if help_["start"] <= end and help_["end"] >= start:
            rows["early_help"].append(
                [*_person(child, end), help_["start"], known_end(help_["end"]), help_["by"]]
            )
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
            rows["referrals"].append(
                [
                    *_person(child, end),
                    on,
                    _source_words(str(referral["source"])),
                    _yes_no(referral["nfa"]),
                    before,
                    referral["team"],
                    referral["worker"],
                ]
            )
    for assessment in county.assessments:
        child, began, done = assessment["child"], assessment["start"], assessment["end"]
        assert isinstance(child, Child) and isinstance(began, date) and isinstance(done, date)
        if began <= end and done >= start:
            support = _yes_no(assessment["outcome"] == "Social care support") if done <= end else None
            rows["assessments"].append(
                [
                    *_person(child, end),
                    child.disability,
                    began,
                    assessment["seen"],
                    known_end(done),
                    support,
                    assessment["team"],
                    assessment["worker"],
                ]
            )
    enquiries: dict[str, list[dict[str, object]]] = defaultdict(list)
    for enquiry in county.enquiries:
        child = enquiry["child"]
        assert isinstance(child, Child) and isinstance(enquiry["on"], date)
        if enquiry["on"] <= end:
            enquiries[child.id].append(enquiry)
    for listed in enquiries.values():
        latest_on = max(str(one["on"]) for one in listed)
        prior = [
            one
            for one in listed
            if str(add_months(date.fromisoformat(latest_on), -12)) <= str(one["on"]) < latest_on
        ]
        for enquiry in listed:
            child, held = enquiry["child"], enquiry["held"]
            assert isinstance(child, Child)
            if within(enquiry["on"]):
                undecided = held is not None and known_end(held) is None
                rows["section_47_enquiries"].append(
                    [
                        *_person(child, end),
                        child.disability,
                        enquiry["on"],
                        None if undecided else _yes_no(enquiry["unnecessary"]),
                        known_end(held),
                        None if held is None or undecided else _yes_no(enquiry["plan"]),
                        len(prior),
                        sum(one["held"] is not None for one in prior),
                        enquiry["team"],
                        enquiry["worker"],
                    ]
                )
    _spell_rows(county, rows, start, end, chance)
    for child, about in county.leavers:
        if add_months(child.born, 12 * 18) <= end <= add_months(child.born, 12 * 25):
            touch = about["in_touch"] == "a) Yes"
            rows["care_leavers"].append(
                [
                    *_person(child, end),
                    child.disability,
                    "Leaving Care",
                    county.worker("Leaving Care"),
                    about["eligibility"],
                    about["in_touch"],
                    about["accommodation"] if touch else None,
                    about["suitability"] if touch else None,
                    about["activity"] if touch else None,
                ]
            )
    return rows


def _latest(spells: list[Spell], start: date, end: date) -> list[Spell]:
    """Each child's most recent spell that is open at the end or ceased in the window."""
    latest: dict[str, Spell] = {}
    for spell in spells:
        if spell.start <= end and (
            spell.child.id not in latest or spell.start > latest[spell.child.id].start
        ):
            latest[spell.child.id] = spell
    return [spell for spell in latest.values() if spell.end is None or spell.end >= start]


_STATUS = {
    3: "a) Looked after child",
    2: "b) Child Protection plan",
    1: "c) Child in need plan",
    0: "d) Open assessment",
}


def _worker_at(spell: Spell, at: date) -> str:
    """The child's social worker on a day: about one in eight changes a quarter."""
    changes = sum(
        random.Random(f"{spell.child.id} {quarter}").random() < 0.12  # noqa: S311
        for quarter in range((at - FIRST_DAY).days // 91)
        if FIRST_DAY + timedelta(days=91 * quarter) > spell.start
    )
    number = int(spell.worker.split()[1])
    return f"Worker {number // 40 * 40 + (number % 40 + 7 * changes) % 22:03d}"


def _episode_rows(
    county: County, rows: Rows, start: date, end: date, recently: Callable[[int], date]
) -> None:
    for episodes in county.episodes.values():
        begun = [episode for episode in episodes if episode.start <= end]
        if not begun or begun[-1].end < start:
            continue
        episode = begun[-1]
        closed = episode.end if episode.end <= end else None
        parts = [part for part in episode.parts if part[0] <= end]
        active = [part for part in parts if part[1] > end] or parts[-1:]
        _, _, level, spell = max(active, key=lambda part: part[2])
        need = next((str(part[3].details["need"]) for part in parts if "need" in part[3].details), "N1")
        reason = str(parts[-1][3].details.get("reason", "RC7"))
        rows["children_in_need"].append(
            [
                *_person(episode.child, end),
                episode.child.disability,
                episode.start,
                need,
                recently(40),
                closed,
                reason if closed else None,
                "e) Closed episode" if closed else _STATUS[level],
                spell.team,
                _worker_at(spell, end),
            ]
        )


def _spell_rows(county: County, rows: Rows, start: date, end: date, chance: random.Random) -> None:
    def recently(days: int) -> date:
        return end - timedelta(days=chance.randint(0, days))

    plans, care = _latest(county.plans, start, end), _latest(county.care, start, end)
    _episode_rows(county, rows, start, end, recently)
    for spell in plans:
        closed = spell.end if spell.end is not None and spell.end <= end else None
        age = ((closed or end) - spell.start).days
        late = 90 if chance.random() < 0.12 else 0
        reviewed = (
            None if age < 80 else spell.start + timedelta(days=80 + 170 * max(0, (age - 80 - late) // 170))
        )
        visit = recently(20) if chance.random() < 0.9 else recently(55)
        rows["child_protection_plans"].append(
            [
                *_person(spell.child, end),
                spell.child.disability,
                spell.start,
                spell.details["category"],
                spell.details["category"],
                max(spell.start, visit),
                "a) Yes" if chance.random() < 0.85 else "b) No",
                reviewed,
                closed,
                "a) Yes" if chance.random() < 0.03 else "b) No",
                int(str(spell.details["previous"])),
                spell.team,
                _worker_at(spell, end),
            ]
        )
    year_before = add_months(end, -12)
    episodes: dict[str, list[dict[str, object]]] = defaultdict(list)
    for one in county.missing:
        child, gone = one["child"], one["gone"]
        assert isinstance(child, Child) and isinstance(gone, datetime)
        if one["from"] == "Care" and year_before < gone.date() <= end:
            episodes[child.id].append(one)
    for spell in care:
        child, about = spell.child, spell.details
        closed = spell.end if spell.end is not None and spell.end <= end else None
        moves, granted = about["moves"], about["leave_granted"]
        assert isinstance(moves, list) and isinstance(granted, date)
        made = [move for move in moves if move[0] <= (closed or end)]
        placed, placement = made[-1]
        lately = sum(move[0] > year_before for move in made[1:])
        missing = [one for one in episodes[child.id] if str(one["gone"]) >= str(spell.start)]
        last = max(missing, key=lambda one: str(one["gone"]), default={})
        offered = _yes_no(last["offered"]) if missing else None
        reviewed = spell.start + timedelta(
            days=25 + 160 * max(0, ((closed or end) - spell.start).days // 160 - (chance.random() < 0.05))
        )
        reason = (
            "E4A"
            if chance.random() < 0.35
            else chance.choice(["E4B", "E13", "E45", "E47", "E11", "E5", "E8"])
        )
        external = str(about["provider"]) if placement != "K2" else "PR4"
        rows["looked_after_children"].append(
            [
                *_person(child, end),
                _yes_no(about["unaccompanied"] and add_months(granted, 12) >= end),
                child.disability,
                spell.start,
                about["need"],
                _yes_no(chance.random() < 0.02),
                spell.start,
                about["legal"],
                min(reviewed, end),
                recently(40),
                None if (end - spell.start).days < 120 else about["permanence"],
                recently(120),
                recently(390),
                recently(560),
                1 + lately,
                closed,
                ("E5" if about["unaccompanied"] else reason) if closed else None,
                placed,
                placement,
                external,
                "WR1 1AA",
                None,
                "b) Out" if about["out"] else "a) In",
                "Worcestershire" if not about["out"] else "Birmingham",
                len(missing),
                0,
                offered,
                _yes_no(last["accepted"]) if offered == "a) Yes" else None,
                spell.team,
                _worker_at(spell, end),
            ]
        )
    decided = [
        spell
        for spell in county.care
        if spell.details["permanence"] == "b) Adoption" and (spell.start - spell.child.born).days < 9 * 365
    ]
    for number, spell in enumerate(decided):
        decision = spell.start + timedelta(days=170)
        matched, placed, adopted = (decision + timedelta(days=days) for days in (120, 160, 420))
        if decision <= end and adopted >= add_months(end, -12):
            rows["adoptions"].append(
                [
                    spell.child.id,
                    f"F{number:03d}",
                    spell.child.gender,
                    spell.child.ethnicity,
                    spell.child.born,
                    _age(spell.child, end),
                    spell.child.disability,
                    spell.start,
                    decision,
                    min(decision + timedelta(days=60), end),
                    *(day if day <= end else None for day in (matched, placed, adopted)),
                    None,
                    None,
                    None,
                ]
            )
    for number in range(36):
        enquiry = end - timedelta(days=chance.randint(5, 350))
        stage_1 = enquiry + timedelta(days=30)
        rows["adopters"].append(
            [
                f"A{number:04d}",
                f"F{number // 2:03d}",
                "a) Male" if number % 2 else "b) Female",
                "a) WBRI",
                "b) No",
                "No",
                enquiry,
                stage_1 if stage_1 <= end else None,
                None,
                None,
                None,
                None,
                None,
                None,
                None,
                0,
                None,
                None,
                None,
            ]
        )


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
    rows["looked_after_children"][31][22] = None
    rows["looked_after_children"][57][11] = "C9 - Local status"
    closed = [row for row in rows["looked_after_children"] if row[19] is not None]
    rows["looked_after_children"].remove(chance.choice(closed))
    for row in chance.sample(
        [row for row in rows["looked_after_children"] if row[11] == "V2" and row[19] is None], 4
    ):
        rows["looked_after_children"].append(
            [f"{int(str(row[0])) + 500_000:08d}", *row[1:11], "V3", *row[12:]]
        )
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
        sheets[f"List{'_' if with_titles else ' '}{layout.number}"] = (
            [[layout.title], *listed] if with_titles else listed
        )
    return sheets
