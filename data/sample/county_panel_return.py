"""One quarter's panel return cut from the invented county."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from data.periods import add_months, month_end
from data.returns import panel
from data.returns.layouts import Layout
from data.sample import INVENTED_AUTHORITY
from data.sample.county import (
    DOMAINS,
    FIRST_DAY,
    LABEL,
    QUARTER_ENDS,
    REASONS,
    RECORDS_FROM,
    TEAMS,
    Child,
    County,
)
from data.sample.workbooks import Row

TARGETS = (
    ("contacts_decided_within_24_hours", 80, 5, "Front door board"),
    ("re_referrals_within_12_months", 20, 2, "Scrutiny Panel"),
    ("assessments_within_45_working_days", 85, 5, "Scrutiny Panel"),
    ("placed_over_20_miles", 15, 1, "Corporate Parenting Board"),
    ("three_or_more_placements", 9, 2, "Corporate Parenting Board"),
    ("care_leavers_in_eet", 60, 4, "Corporate Parenting Board"),
    ("conferences_within_15_working_days", 85, 5, "Scrutiny Panel"),
    ("child_protection_plans_over_15_months", 3, 1, "Scrutiny Panel"),
    ("return_interviews_within_72_hours", 35, 5, "Missing panel"),
    ("agency_social_workers", 15, 2, "Workforce board"),
    ("average_caseload", 17, 1, "Workforce board"),
)
BENCHMARKS = {
    "assessments_within_45_working_days": 83,
    "re_referrals_within_12_months": 21,
    "children_looked_after_rate": 88.4,
    "agency_social_workers": 17,
}
RISKS = {
    "Criminal exploitation: county lines": 40,
    "Child sexual exploitation": 30,
    "Criminal exploitation: other": 14,
    "Online harm": 10,
    "Modern slavery and trafficking": 6,
}
RATINGS = ("Green", "Amber", "Red")
ESTABLISHMENT = {
    "Assessment North": 19,
    "Assessment South": 18,
    "Assessment East": 16,
    "Safeguarding North": 21,
    "Safeguarding South": 20,
    "Supporting Families First": 26,
    "Through Care 1": 22,
    "Through Care 2": 21,
    "Children with Disabilities": 12,
    "Leaving Care": 14,
}
COMMENTARY = (
    (
        "Family Front Door",
        "Contacts and referrals are higher in quarters 1 and 3 of each year.",
        "Review front-door capacity before each seasonal rise",
        "Head of Family Front Door",
        3,
        "Open",
    ),
    (
        "Risk factors",
        "Parental domestic abuse and mental health remain the most common factors identified.",
        None,
        None,
        0,
        None,
    ),
    (
        "Throughcare",
        "More children come into care than leave it, and most of the growth is unaccompanied young people.",
        "Foster carer recruitment campaign for teenagers",
        "Head of Corporate Parenting",
        6,
        "Under way",
    ),
    (
        "Child Protection",
        "New and ceasing plans are close to each other; few plans run beyond 15 months.",
        None,
        None,
        0,
        None,
    ),
    (
        "Children in Need",
        "Most child in need plans are held by Supporting Families First.",
        "Audit of cases that progressed to child protection",
        "Head of Safeguarding",
        3,
        "Open",
    ),
    (
        "Children with Disabilities",
        "Community short breaks keep growing; overnight breaks are limited by places.",
        None,
        None,
        0,
        None,
    ),
    (
        "Missing",
        "About one in two young people accept a return home interview when it is offered.",
        "Second interviewer for the missing team",
        "Missing co-ordinator",
        3,
        "Open",
    ),
    ("Get Safe", "County lines remain the most common risk.", None, None, 0, None),
    (
        "Workforce",
        "Agency staff cover most vacancies; caseloads are highest in the assessment teams.",
        "Return-to-social-work scheme",
        "Principal social worker",
        6,
        "Under way",
    ),
    (
        "Quality of practice",
        "Audits continue to find plans the weakest area of practice.",
        "Plan-writing workshops in every team",
        "Principal social worker",
        6,
        "Under way",
    ),
)


def panel_sheets(county: County, reporting_date: date, first: bool) -> dict[str, list[Row]]:
    """One quarter's panel return."""
    chance = random.Random(reporting_date.toordinal() * 13)  # noqa: S311
    quarter_start = add_months(reporting_date + timedelta(days=1), -3)
    position = QUARTER_ENDS.index(reporting_date)
    period = f"Q{(reporting_date.month - 4) % 12 // 3 + 1} {_year(reporting_date)}"

    def sheet(layout: Layout, rows: list[Row]) -> list[Row]:
        return [[column.header for column in layout.columns], *rows]

    contacts: list[Row] = []
    figures = (
        []
        if quarter_start >= RECORDS_FROM
        else _stated_figures(county, quarter_start, reporting_date, period)
    )
    for contact in county.contacts:
        child, on, decided = contact["child"], contact["on"], contact["decided"]
        assert isinstance(child, Child) and isinstance(on, date) and isinstance(decided, datetime)
        if max(quarter_start, RECORDS_FROM) <= on <= reporting_date:
            contacts.append(
                [
                    child.id,
                    contact["received"],
                    decided if decided.date() <= reporting_date + timedelta(days=9) else None,
                    contact["outcome"],
                    contact["reason"],
                ]
            )
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
        counts = [
            round(number * 0.03),
            round(number * (good + 0.008 * position + chance.uniform(-0.03, 0.03))),
        ]
        counts.append(round((number - sum(counts)) * 0.92))
        counts.append(number - sum(counts))
        grades += [
            [period, None, domain, grade, count, None]
            for grade, count in zip(
                ("Outstanding", "Good", "Requires improvement", "Inadequate"), counts, strict=True
            )
        ]
    feedback: list[Row] = [
        [period, "Audit and closure feedback", 100 + 3 * position + chance.randint(-9, 9)],
        [period, "Online feedback form", 80 + 3 * position + chance.randint(-9, 9)],
    ]
    about: list[Row] = [[INVENTED_AUTHORITY, reporting_date, reporting_date + timedelta(days=9), LABEL]]
    figures += _quarterly_figures(county, position, reporting_date, period)
    return {
        "About": sheet(panel.ABOUT, about),
        **({"Figures": sheet(panel.FIGURES, figures)} if figures else {}),
        "Assessment factors": sheet(panel.ASSESSMENT_FACTORS, factors),
        **({"Contacts": sheet(panel.CONTACT_DECISIONS, contacts)} if contacts else {}),
        "Audit grades": sheet(panel.AUDIT_GRADES, grades),
        "Feedback": sheet(panel.FEEDBACK, feedback),
        "Get Safe": sheet(panel.GET_SAFE, _get_safe(county, position, reporting_date)),
        "Missing": sheet(panel.MISSING_EPISODES, _missing(county, quarter_start, reporting_date)),
        "Residential placements": sheet(
            panel.RESIDENTIAL_PLACEMENTS, _residential(county, quarter_start, reporting_date)
        ),
        "Short breaks": sheet(panel.SHORT_BREAKS, _short_breaks(quarter_start)),
        "Workforce": sheet(panel.WORKFORCE, _workforce(position, quarter_start)),
        "Targets": sheet(
            panel.TARGETS,
            [
                [measure, date(2021, 4, 1), target, tolerance, by]
                for measure, target, tolerance, by in TARGETS
            ],
        ),
        "Benchmarks": sheet(
            panel.BENCHMARKS,
            [
                [measure, "West Midlands", period, value, "Regional return, invented"]
                for measure, value in BENCHMARKS.items()
            ],
        ),
        "Teams": sheet(
            panel.TEAMS, [[team, service, area, None, None] for team, (service, area) in TEAMS.items()]
        ),
        "Commentary": sheet(panel.COMMENTARY, _commentary(reporting_date)),
    }


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
    rows: list[Row] = [
        [name, period, None, count, len(received), None, None, None] for name, count in counts.items()
    ]
    rows += [
        [
            "contact_reasons",
            period,
            reason,
            sum(one["reason"] == reason for one in received),
            len(received),
            None,
            None,
            None,
        ]
        for reason in REASONS
    ]
    return rows


def _year(day: date) -> str:
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def _quarterly_figures(county: County, position: int, reporting_date: date, period: str) -> list[Row]:
    """What only the council's own systems can say: distances, turnover, absence, what staff answered."""
    chance = random.Random(f"figures {position}")  # noqa: S311
    day = f"{reporting_date:%d/%m/%Y}"
    looked_after = sum(
        spell.start <= reporting_date and (spell.end is None or spell.end > reporting_date)
        for spell in county.care
    )
    rows: list[Row] = [
        [
            "placed_over_20_miles",
            day,
            None,
            round(looked_after * (0.14 + 0.004 * position)),
            looked_after,
            None,
            None,
            None,
        ],
        ["social_worker_turnover", day, None, None, None, 13.5 + 0.4 * position, None, None],
        [
            "social_worker_absence",
            day,
            None,
            None,
            None,
            round(3.1 + chance.uniform(-0.4, 0.4), 1),
            None,
            None,
        ],
    ]
    if reporting_date.month == 6:
        rows.append(
            [
                "staff_with_manageable_workload",
                day,
                "Social workers, June survey",
                None,
                None,
                58 + position,
                None,
                None,
            ]
        )
    if reporting_date.month == 12:
        rows.append(
            ["staff_with_manageable_workload", day, "All staff", None, None, 57 + position // 2, None, None]
        )
        rows.append(
            [
                "sibling_groups_starting_repeat_plans",
                period,
                None,
                2,
                None,
                None,
                None,
                "Two sibling groups, of four and of three children",
            ]
        )
    return rows


def _get_safe(county: County, position: int, quarter_end: date) -> list[Row]:
    """Children open at the quarter's end: each stays for some quarters, with a rating that moves."""
    rows: list[Row] = []
    young = [
        spell.child
        for spell in (*county.need, *county.care)
        if 11 * 365 < (quarter_end - spell.child.born).days < 17.9 * 365
    ]
    for child in {child.id: child for child in young}.values():
        own = random.Random(f"exploitation {child.id}")  # noqa: S311
        first, stays = own.randrange(-4, 10), own.randint(2, 5)
        if own.random() > 0.13 or not first <= position < first + stays:
            continue
        rating, before = own.choice([0, 1, 1, 2]), -1
        for _ in range(position - first):
            before, rating = rating, min(2, max(0, rating + own.choice([-1, -1, 0, 0, 0, 1])))
        risks = dict.fromkeys(own.choices(list(RISKS), list(RISKS.values()), k=own.choice([1, 1, 1, 2])))
        rows += [
            [quarter_end, child.id, risk, RATINGS[rating], RATINGS[before] if before >= 0 else None, None]
            for risk in risks
        ]
    return rows


def _missing(county: County, start: date, end: date) -> list[Row]:
    rows: list[Row] = []
    for one in county.missing:
        child, gone, back = one["child"], one["gone"], one["back"]
        assert isinstance(child, Child) and isinstance(gone, datetime) and isinstance(back, datetime)
        if start <= gone.date() <= end or (start <= back.date() <= end and gone.date() < start):
            rows.append(
                [
                    child.id,
                    one["from"],
                    gone,
                    *(one[name] for name in ("back", "offered", "accepted", "held")),
                ]
            )
    return rows


_BEFORE = {
    "K": ("Children's home", "Breakdown of a residential placement"),
    "R": ("Residential care home", "Breakdown of a residential placement"),
    "U": ("Foster placement", "Breakdown of a foster placement"),
    "H": ("Semi-independent living", "Planned move"),
    "P": ("With parents", "Breakdown at home"),
}


def _residential(county: County, start: date, end: date) -> list[Row]:
    """Placements in children's homes begun in the quarter, with where the child came from."""
    rows: list[Row] = []
    for spell in county.care:
        moves = spell.details["moves"]
        assert isinstance(moves, list)
        for position, (day, placement) in enumerate(moves):
            if placement in ("K2", "R1") and start <= day <= end and (spell.end is None or day < spell.end):
                came_from, reason = "Not in care", "Came into care"
                if position:
                    came_from, reason = _BEFORE.get(moves[position - 1][1][0], ("Other", "Planned move"))
                rows.append(
                    [spell.child.id, (day - spell.child.born).days * 4 // 1461, day, came_from, reason]
                )
    return rows


def _months(start: date) -> Iterable[date]:
    return (add_months(start, months) for months in range(3))


def _short_breaks(quarter_start: date) -> list[Row]:
    rows: list[Row] = []
    for month in _months(quarter_start):
        own = random.Random(f"short breaks {month}")  # noqa: S311
        summer = 25 if month.month in (7, 8) else 0
        rows.append([f"{month:%b %Y}", "Community", 168 + summer + own.randint(-9, 9), None])
        rows.append(
            [f"{month:%b %Y}", "Overnight", 40 + own.randint(-3, 3), 118 + summer + own.randint(-12, 12)]
        )
    return rows


def _workforce(position: int, quarter_start: date) -> list[Row]:
    """Posts, staff and cases by team and month; the three kinds of filling make the establishment."""
    rows: list[Row] = []
    for offset, month in enumerate(_months(quarter_start)):
        for team, posts in ESTABLISHMENT.items():
            own = random.Random(f"{team} {month_end(month)}")  # noqa: S311
            vacant = (
                round(2 * posts * (0.13 + 0.006 * (3 * position + offset) / 3 + own.uniform(-0.04, 0.04))) / 2
            )
            covered = min(vacant, round(2 * vacant * 0.75) / 2)
            extra = 1.0 if own.random() < 0.25 else 0.0
            holding = round((posts - vacant + covered + extra) * 0.86, 1)
            load = {"Assessment": 19.5, "Safeguardi": 17.5, "Supporting": 16.0}.get(
                team[:10], 15.0
            ) + own.uniform(-1.5, 1.5)
            rows.append(
                [
                    f"{month:%b %Y}",
                    team,
                    posts,
                    posts - vacant,
                    covered,
                    extra,
                    vacant - covered,
                    round(holding * load),
                    holding,
                ]
            )
    return rows


def _commentary(reporting_date: date) -> list[Row]:
    return [
        [
            section,
            f"{LABEL} {text}" if not position else text,
            action,
            officer,
            add_months(reporting_date, months) if months else None,
            status,
        ]
        for position, (section, text, action, officer, months, status) in enumerate(COMMENTARY)
    ]
