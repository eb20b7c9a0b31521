"""Whether it is the right file for the quarter: sent before, another quarter's, another council's, run too early."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from data.comparators.authorities import councils
from data.findings.arriving.arrival import Arriving, Guard, day_in_words, rows_of
from data.findings.finding import DATES, HISTORY, LEAVE_OUT, RIGHT_FILE, Choice, Finding, Kind
from data.lists.calendar import is_working_day
from data.periods import month_end, period_containing
from data.returns.annex_a import ANNEX_A, CONTACTS
from data.returns.councils import telling_words
from data.returns.event_days import last_of_the_many
from data.returns.problems import counted
from data.returns.recognition import LAYOUT_BY_NAME

AS_PROVISIONAL = "Use it as provisional, until the whole quarter is here"

OLDER_QUARTER = Kind(
    "older quarter",
    "Older than the newest in use",
    "The file is of a quarter before the newest that is in use.",
    "Did you pick an earlier quarter's file? Choose another, or add the older quarter on purpose.",
    "ask",
    repair=RIGHT_FILE,
)
WRONG_QUARTER = Kind(
    "wrong quarter",
    "Events of another quarter",
    "None of its events lies in the quarter that the reporting date names.",
    "Did you pick last quarter's file? Choose another, or change the date above.",
    "ask",
    repair=RIGHT_FILE,
    explains=("unlikely date",),
)
GAP = Kind(
    "gap",
    "Quarters skipped",
    "No return holds a quarter between this one and the one before.",
    "Add the missing return, now or later.",
    "ask",
    repair=HISTORY,
    choices=(Choice("Go on and add it later"), LEAVE_OUT),
)
STILL_TO_COME = Kind(
    "still to come",
    "Reporting date still to come",
    "The reporting date has not come yet.",
    "Data cannot go beyond today: change the date above to the last day the data cover.",
    "stop",
    repair=DATES,
    explains=("unlikely date",),
    explains_everywhere=("late corrections",),
)
EARLY_RUN = Kind(
    "early run",
    "Run before the quarter was over",
    "The last month of the quarter is thin.",
    "Use it as provisional, or run the extract again after the month's end.",
    "ask",
    repair=DATES,
    choices=(Choice(AS_PROVISIONAL), Choice("It is whole", needs_reason=True), LEAVE_OUT),
)
"""The finding whose answer can make a quarter provisional."""

BEFORE_ITS_ROWS = Kind(
    "before its rows",
    "Rows after the reporting date",
    "{number} lists have many rows after the reporting date: {places}. They are in no figure up to that date.",
    "Change the date above, or take the rows out.",
    "ask",
    repair=DATES,
    choices=(Choice("The reporting date is right", needs_reason=True), LEAVE_OUT),
)
OTHER_COUNCIL = Kind(
    "other council",
    "Another council",
    "The About sheet names another council than the returns in use.",
    "Two councils' children must not be added up: choose the right file, or forget the returns in use first.",
    "ask",
    repair=RIGHT_FILE,
    choices=(Choice("It is the same council", needs_reason=True), LEAVE_OUT),
)
COUNCIL_NOT_CHOSEN = Kind(
    "council not chosen",
    "Council not chosen",
    "The About sheet names another council than the one chosen, whose rates and published figures are shown.",
    "Choose it under Council in the sidebar.",
    "note",
    repair=RIGHT_FILE,
)

_FEWEST_TO_JUDGE = 20
_THIN = 0.5
"""A last month with events on fewer than this share of its working days looks like an early run."""

_DAILY, _DAYS_WITHOUT = 6, 4
"""Where six months hold this many contacts for each working day of a month, more than four working days at its end without one are
a sign."""

_TOO_LATE = 0.05
_SUPPLIED_DAYS = 45


def older(arriving: Arriving) -> Iterator[Finding]:
    """A quarter before the newest in use, or a reporting date that its own events do not reach."""
    newest = max(
        (
            loaded.reporting_date
            for loaded in arriving.of_its_kind
            if loaded.id not in arriving.arrive_with_it
        ),
        default=None,
    )
    last = newest_event(arriving)
    if newest is not None and arriving.returned.reporting_date < newest and arriving.same_quarter is None:
        yield OLDER_QUARTER.finding(
            "",
            "",
            1,
            f"{arriving.name} has data to {day_in_words(arriving.returned.reporting_date)}, {arriving.quarter.label}, and returns to "
            f"{day_in_words(newest)} are in use already: 1 file older than the newest.",
            choices=(
                Choice(f"Add {arriving.quarter.label} to the quarters in use", needs_reason=True),
                LEAVE_OUT,
            ),
            about=f"{arriving.quarter.label} came after a newer quarter",
        )
    if last is not None and last < arriving.quarter.start:
        looks_like = period_containing(last, "quarter")
        yield WRONG_QUARTER.finding(
            "",
            "",
            1,
            f"The latest event in Lists 1 to 5 of {arriving.name} is on {day_in_words(last)}. That looks like {looks_like.label}, not "
            f"{arriving.quarter.label}, which its reporting date names (0 events in it).",
            choices=(Choice(f"It is {arriving.quarter.label}, without events", needs_reason=True), LEAVE_OUT),
            about=f"no event of Lists 1 to 5 lies in {arriving.quarter.label}",
            lists=tuple(layout.name for layout in ANNEX_A if layout.event_dates),
        )


def gap(arriving: Arriving) -> Iterator[Finding]:
    """A quarter that no return holds between this one and the one before."""
    before = arriving.before
    if (
        before is None
        or not arriving.is_annex_a
        or arriving.quarter.start <= before.reporting_date + timedelta(days=_SUPPLIED_DAYS)
    ):
        return
    first = before.reporting_date + timedelta(days=1)
    holes: dict[date, list[str]] = {}
    for supply in arriving.returned.supplies:
        layout = LAYOUT_BY_NAME[supply.list]
        if layout.event_dates and supply.covers_from > first:
            holes.setdefault(supply.covers_from, []).append(layout.short_title)
    skipped = period_containing(arriving.quarter.start - timedelta(days=1), "quarter").label
    months = (arriving.quarter.start.year - first.year) * 12 + arriving.quarter.start.month - first.month
    quarters = counted(max(1, months // 3), "quarter")
    if holes:
        spans = "; ".join(
            f"{', '.join(lists)}, between {day_in_words(first)} and {day_in_words(until - timedelta(days=1))}"
            for until, lists in sorted(holes.items(), reverse=True)
        )
        fact = f"No return holds the events of {spans} ({quarters} skipped, the last {skipped}). Trend lines show a gap there, not zero."
    else:
        fact = (
            f"The return of {skipped} is missing ({quarters} skipped). The events of Lists 1 to 5 are all here, but what was true at "
            "its end, as placements and legal statuses, is not supplied."
        )
    yield GAP.finding(
        "",
        "Lists 1 to 5",
        max(1, months // 3),
        fact,
        about=f"{quarters} skipped before {arriving.quarter.label}",
    )


def early_run(arriving: Arriving) -> Iterator[Finding]:
    """A quarter that is not over, or whose last month is thin."""
    until, layout = arriving.returned.reporting_date, CONTACTS
    if until > arriving.today:
        yield STILL_TO_COME.finding(
            "",
            "",
            (until - arriving.today).days,
            f"{arriving.name} is taken to have data to {day_in_words(until)}, {counted((until - arriving.today).days, 'day')} from today.",
        )
        return
    if layout not in arriving.lists or "contact_on" not in arriving.known(layout):
        return
    month = arriving.quarter.end.replace(day=1)
    days = [month + timedelta(days=n) for n in range((month_end(month) - month).days + 1)]
    working = [day for day in days if is_working_day(day)]
    table = rows_of(layout, arriving.returned)
    rows = arriving.number(f"select count(*) from {table}")
    held = arriving.number(
        f"select count(distinct contact_on) from {table} where contact_on between date '{month}' and date '{days[-1]}' "
        "and isodow(contact_on) < 6"
    )
    last = arriving.ask(f"select max(contact_on) as last from {table} where contact_on <= date '{days[-1]}'")[
        "last"
    ].iloc[0]
    stops_early = rows >= _DAILY * len(working) and sum(day > last.date() for day in working) > _DAYS_WITHOUT
    if rows < _FEWEST_TO_JUDGE or (held >= _THIN * len(working) and not stops_early):
        return
    if not arriving.number(
        f"select count(*) from {table} where contact_on between date '{arriving.quarter.start}' and date '{days[-1]}'"
    ):
        return
    falls_short = any(day > until for day in working)
    taken_to = (
        f" It is taken to have data to {day_in_words(until)}: if it is whole, change the date above to "
        f"{day_in_words(days[-1])} too, or its "
        "figures stay partial."
        if falls_short
        else ""
    )
    thin = f"{month:%B %Y} has {counted(held, 'working day')} of contacts out of {len(working)}"
    yield EARLY_RUN.finding(
        "",
        arriving.sheet(layout),
        held,
        f"{arriving.quoted(layout)}: {thin}. Is this an early run?",
        what_to_do=f"{EARLY_RUN.what_to_do}{taken_to}",
        about=thin,
        lists=(layout.name,),
    )


def before_its_rows(arriving: Arriving) -> Iterator[Finding]:
    """A reporting date that many of its own events come after."""
    until = arriving.returned.reporting_date
    for layout in ANNEX_A:
        columns = layout.event_dates[:1]
        if layout not in arriving.lists or not columns or columns[0] not in arriving.known(layout):
            continue
        rows = arriving.ask(
            f"select count({columns[0]}) as dated, count(*) filter (where {columns[0]} > date '{until}') as later, "
            f"max({columns[0]}) as last from {rows_of(layout, arriving.returned)}"
        ).iloc[0]
        if rows["later"] > max(1, _TOO_LATE * rows["dated"]):
            later = counted(int(rows["later"]), "row")
            yield BEFORE_ITS_ROWS.finding(
                layout.name,
                arriving.sheet(layout),
                int(rows["later"]),
                f"{arriving.quoted(layout)}: {later} of {int(rows['dated']):,} lie after {day_in_words(until)}, the reporting date; the "
                f"last is on {rows['last']:%d/%m/%Y}. They are in no figure up to that date.",
                place=f"{layout.short_title}, {later} of {int(rows['dated']):,}, the last on {rows['last']:%d/%m/%Y}",
                about=f"{later} of {layout.short_title} lie after {day_in_words(until)}",
                lists=(layout.name,),
            )


def other_council(arriving: Arriving) -> Iterator[Finding]:
    """An About sheet that names another authority than the returns in use, or than the council chosen."""
    named = arriving.ask(
        "select return_id, local_authority as name from returned_about where left_out_because is null "
        "and local_authority is not null"
    )
    own = [str(name) for name in named[named["return_id"] == arriving.returned.id]["name"]]
    held = {loaded.id for loaded in arriving.others}
    others = [
        str(name) for number, name in zip(named["return_id"], named["name"], strict=True) if number in held
    ]
    if own and others and not any(_same_council(own[0], name) for name in others):
        yield OTHER_COUNCIL.finding(
            "",
            "About",
            1,
            f"Sheet “About” of {arriving.name} names {own[0]}; {counted(len(others), 'return')} in use "
            f"{'is' if len(others) == 1 else 'are'} of {others[-1]}.",
            about=f"its About sheet names {own[0]}",
        )
        return
    code, chosen = _code_of(own[0]) if own else None, arriving.store.la_code
    if code is not None and chosen is not None and code != chosen:
        names = councils()
        yield COUNCIL_NOT_CHOSEN.finding(
            "",
            "About",
            1,
            f"Sheet “About” of {arriving.name} names {names[code]}, and rates and published figures are those of "
            f"{names.get(chosen, chosen)}.",
            what_to_do=f"Choose {names[code]} under Council in the sidebar.",
        )


def newest_event(arriving: Arriving) -> date | None:
    """The latest event in Lists 1 to 5 up to today, a few mistyped years left aside."""
    counts: Counter[date] = Counter()
    for layout in arriving.lists:
        for column in layout.event_dates:
            days = arriving.ask(
                f"select {column} as day, count(*) as events from {rows_of(layout, arriving.returned)} "
                f"where {column} <= date '{arriving.today}' group by all"
            )
            for day, events in zip(days["day"], days["events"], strict=True):
                counts[day.date()] += int(events)
    return last_of_the_many(counts)


def _same_council(first: str, other: str) -> bool:
    codes = {_code_of(name) for name in (first, other)}
    if None not in codes:
        return len(codes) == 1
    return telling_words(first) <= telling_words(other) or telling_words(other) <= telling_words(first)


def _code_of(name: str) -> int | None:
    """The code of the council that a name means, None where it is none's."""
    return next(
        (code for code, known in councils().items() if telling_words(known) == telling_words(name)), None
    )


GUARDS = (
    Guard((OLDER_QUARTER, WRONG_QUARTER), older),
    Guard((GAP,), gap),
    Guard((STILL_TO_COME, EARLY_RUN), early_run),
    Guard((BEFORE_ITS_ROWS,), before_its_rows),
    Guard((OTHER_COUNCIL, COUNCIL_NOT_CHOSEN), other_council),
)
