"""Children's spells over several returns: generated histories, and what the rules say must come of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pandas as pd
import pytest

from data.periods import six_month_window
from data.returns import annex_a
from data.store import Store
from tests.workbooks import in_care, in_need, list_sheet, opened_once, plan, workbook

ENDS = [date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)]
LISTS = {
    annex_a.CHILDREN_IN_NEED: in_need,
    annex_a.CHILD_PROTECTION_PLANS: plan,
    annex_a.LOOKED_AFTER_CHILDREN: in_care,
}
ONE, OTHER = Store(885), Store(885)

Row = tuple[date, date | None]
"""A child's row of a return: start and end."""

Return = tuple[date, dict[str, list[Row]]]
Spell = tuple[str, date, date | None, bool]
"""Child, start, end, whether the end is estimated."""


@dataclass(frozen=True)
class Lived:
    """A spell as it was and when the council's system came to know it so.

    ``ended`` None: still open. ``told`` is when the end was recorded, None for never; ``thought`` a later or earlier
    start that stood in the system until ``corrected``.
    """

    started: date
    ended: date | None
    told: date | None
    thought: date
    corrected: date

    def known(self, at: date) -> Row | None:
        """As the system had it on a day."""
        start = self.started if self.corrected <= at else self.thought
        if start > at:
            return None
        return (
            start,
            self.ended if self.ended is not None and self.told is not None and self.told <= at else None,
        )


Life = tuple[list[Lived], frozenset[int], frozenset[int]]
"""A child's spells, the returns its rows were left out of, and those that list its open spell a second time."""


def life(chance: Random) -> Life:
    """One child's spells, and what the returns made of them."""
    spells: list[Lived] = []
    day = date(2021, 9, 1) + timedelta(days=chance.randint(0, 420))
    for _ in range(chance.randint(1, 4)):
        lasted = chance.choice([0, 5, 20, 45, 90, 160, 260])
        ended = day + timedelta(days=lasted)
        told = chance.choice([0, 0, 0, 3, 40, 120, None])
        wrong = chance.choice([0, 0, 0, 4, 30, -4, -30])
        spells.append(
            Lived(
                day,
                ended,
                None if told is None else ended + timedelta(days=told),
                day + timedelta(days=min(wrong, lasted)),
                day + timedelta(days=chance.choice([20, 60, 120])),
            )
        )
        day = ended + timedelta(days=chance.randint(1, 150))
        if day > ENDS[-1]:
            break
    return (
        spells,
        frozenset(chance.sample(range(3), chance.randint(0, 1))),
        frozenset(chance.sample(range(3), chance.randint(0, 2))),
    )


HISTORIES = range(8)
"""The seeds of the histories, which are the same whatever else is tested: Hypothesis also draws from the constants of the modules
that happen to be imported."""


def history_of(chance: Random) -> list[Life]:
    """The lives of forty children."""
    return [life(chance) for _ in range(40)]


def cut(history: list[Life]) -> list[Return]:
    """Returns as Annex A cuts them: a child's latest spell, where it is open or ceased in the window, once or twice."""
    returns: list[Return] = []
    for number, at in enumerate(ENDS):
        rows: dict[str, list[Row]] = {"always": [(date(2020, 1, 1), None)]}
        for child, (spells, left_out, doubled) in enumerate(history):
            known = [row for row in (spell.known(at) for spell in spells) if row is not None]
            latest = max(known, key=lambda row: row[0], default=None)
            if (
                latest is not None
                and number not in left_out
                and (latest[1] is None or latest[1] >= six_month_window(at))
            ):
                again = latest[0] + timedelta(days=10)
                twice = latest[1] is None and number in doubled and again <= at
                rows[f"{child:03d}"] = [latest, (again, None)] if twice else [latest]
        returns.append((at, rows))
    return returns


def expected(returns: list[Return]) -> list[Spell]:
    """What must come of the returns, child by child, in the words of the rules.

    A later start is a new spell and the earlier one stays, unless that was open in a return on or after the new start, or
    has the same end: the same spell, its start corrected. An earlier start restates the spells it lies before. The last
    return that lists a spell has its end. A spell without one ended, on an estimated date, by the first return after that no longer lists it: when the
    next spell that a later return lists began, where that was earlier. Of two open spells in one return none ends.
    """
    found: list[Spell] = []
    for child in sorted({child for _, rows in returns for child in rows}):
        told: dict[date, tuple[int, date | None]] = {}
        for number, (_, rows) in enumerate(returns):
            if child in rows:
                first = min(start for start, _ in rows[child])
                told = {began: seen for began, seen in told.items() if began <= first} | {
                    start: (number, end) for start, end in rows[child]
                }
        spells = {
            start: (number, end)
            for start, (number, end) in told.items()
            if not any(
                later > number and start < began <= returns[number][0] and end in (None, other)
                for began, (later, other) in told.items()
            )
        }
        for start, (number, end) in sorted(spells.items()):
            after = returns[number + 1][0] if number + 1 < len(returns) else None
            following = [began for began, (later, _) in spells.items() if later > number and began > start]
            if end is not None or after is None:
                found.append((child, start, end, False))
            else:
                found.append((child, start, min([*following, after]), True))
    return found


def written(returns: list[Return]) -> list[tuple[str, bytes, date]]:
    """The returns as workbooks, all three lists alike."""

    def iso(day: date | None) -> str | None:
        return None if day is None else day.isoformat()

    return [
        (
            f"{at}.xlsx",
            workbook(
                *(
                    list_sheet(
                        layout,
                        *(
                            row(child, str(start), end=iso(end))
                            for child, spells in rows.items()
                            for start, end in spells
                        ),
                    )
                    for layout, row in LISTS.items()
                )
            ),
            at,
        )
        for at, rows in returns
    ]


def spells_of(store: Store, table: str) -> list[Spell]:
    rows = store.table(
        f"select child_id, started_on, ceased_on, end_is_estimated from {table} order by child_id, started_on"
    )
    return [
        (child, start.date(), None if pd.isna(end) else end.date(), bool(estimated))
        for child, start, end, estimated in rows.itertuples(index=False)
    ]


def tables(store: Store) -> Iterator[pd.DataFrame]:
    """Every table of Lists 6 to 8, without what tells in which order the returns were loaded."""
    for name in (
        "children_in_need",
        "child_protection_plans",
        "looked_after_children",
        "need_as_reported",
        "plans_as_reported",
        "care_as_reported",
        "care_moves",
        "entrants_to_care",
        "need_closures",
        "cases_held",
    ):
        columns = store.table(f"select * from {name} limit 0").columns
        kept = [column for column in columns if column not in ("return_id", "reading_order")]
        yield store.table(f"select {', '.join(kept)} from {name} order by all")


@pytest.mark.parametrize("seed", HISTORIES)
def test_spells_are_those_the_rules_describe_in_any_order_of_loading(seed: int) -> None:
    chance = Random(seed)
    returns = cut(history_of(chance))
    order, again = chance.sample(range(3), 3), chance.randint(0, 2)
    files = written(returns)
    must = expected(returns)
    opener = opened_once()
    ONE.forget()
    OTHER.forget()
    ONE.load_all(files, opener=opener)
    for layout in LISTS:
        assert spells_of(ONE, layout.name) == must, layout.title
    OTHER.load_all([files[place] for place in [*order, again]], opener=opener)
    assert len(OTHER.returns) == len(files)
    for here, there in zip(tables(ONE), tables(OTHER), strict=True):
        pd.testing.assert_frame_equal(here, there)


def test_the_histories_hold_what_can_go_wrong() -> None:
    """Among the spells expected are re-entries, unknown endings, ends told late and starts corrected."""
    seen: Counter[str] = Counter(
        dict.fromkeys(
            ("restated", "put later", "open twice", "came back", "unknown ending", "end told late"), 0
        )
    )
    for seed in HISTORIES:
        returns = cut(history_of(Random(seed)))
        must = expected(returns)
        listed = {
            (child, start) for _, rows in returns for child, spells in rows.items() for start, _ in spells
        }
        kept = {(child, start) for child, start, *_ in must}
        for child, start in listed - kept:
            is_restated = any(child == name and began < start for name, began in kept)
            seen["restated" if is_restated else "put later"] += 1
        still_open = Counter(child for child, _, end, _ in must if end is None)
        seen["open twice"] += sum(spells > 1 for spells in still_open.values())
        seen["came back"] += len(must) - len({child for child, *_ in must})
        seen["unknown ending"] += sum(estimated for *_, estimated in must)
        seen["end told late"] += sum(
            earlier[child][0][1] is None
            and later[child][0][1] is not None
            and earlier[child][0][0] == later[child][0][0]
            for (_, earlier), (_, later) in pairwise(returns)
            for child in earlier.keys() & later.keys()
        )
    assert min(seen.values()) >= 8, seen


@pytest.mark.parametrize("later_first", [False, True])
def test_a_start_put_earlier_restates_only_its_own_child_where_a_list_has_two_sheets(
    store: Store, later_first: bool
) -> None:
    layout = annex_a.CHILD_PROTECTION_PLANS

    def halves(at: date, *rows: dict[str, object]) -> tuple[str, bytes, date]:
        sheets = [list_sheet(layout, one) for one in rows]
        return (
            f"{at}.xlsx",
            workbook(*((f"{name} {number}", cells) for number, (name, cells) in enumerate(sheets))),
            at,
        )

    files = [
        halves(ENDS[1], plan("1", "2022-08-20"), plan("2", "2022-08-20")),
        halves(ENDS[2], plan("1", "2022-08-10"), plan("2", "2022-08-20", "2022-11-01")),
    ]
    store.load_all(files[::-1] if later_first else files)
    assert spells_of(store, layout.name) == [
        ("1", date(2022, 8, 10), None, False),
        ("2", date(2022, 8, 20), date(2022, 11, 1), False),
    ]


def test_a_start_put_earlier_leaves_a_closed_spell_on_the_same_row_of_another_sheet(store: Store) -> None:
    layout = annex_a.CHILD_PROTECTION_PLANS
    (name, first), (_, second) = (
        list_sheet(layout, plan("1", "2022-08-20")),
        list_sheet(layout, plan("2", "2022-05-01", "2022-06-01")),
    )
    store.load("s.xlsx", workbook((name, first), (f"{name} more", second)), ENDS[1])
    store.load("d.xlsx", workbook(list_sheet(layout, plan("1", "2022-08-10"))), ENDS[2])
    assert spells_of(store, layout.name) == [
        ("1", date(2022, 8, 10), None, False),
        ("2", date(2022, 5, 1), date(2022, 6, 1), False),
    ]


@pytest.mark.parametrize("later_first", [False, True])
def test_a_start_put_later_of_a_spell_that_has_ended_is_the_same_spell(
    store: Store, later_first: bool
) -> None:
    layout = annex_a.CHILD_PROTECTION_PLANS
    files = [
        (
            f"{at}.xlsx",
            workbook(list_sheet(layout, plan("1", start, "2022-09-10"), plan("2", "2022-02-02"))),
            at,
        )
        for at, start in ((ENDS[1], "2022-06-28"), (ENDS[2], "2022-07-04"))
    ]
    store.load_all(files[::-1] if later_first else files)
    assert spells_of(store, layout.name) == [
        ("1", date(2022, 7, 4), date(2022, 9, 10), False),
        ("2", date(2022, 2, 2), None, False),
    ]
