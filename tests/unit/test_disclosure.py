"""What a publication copy hides of figures, by hand: small numbers, shares of few, and what would give them away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.disclosure import Pattern, Table, pattern_of
from data.disclosure_cells import places_of, where_of
from data.facts.factors import FactorRank, FactorsHeld, point_of, published
from data.measures.absence import ALL
from data.periods import Grain, add_months, month_end, period_containing
from data.series import Point, Series

DECEMBER = date(2022, 12, 31)
FEWEST = 6
COUNT, SHARE, AUDITS, POSTS = (
    "referrals",
    "re_referrals_within_12_months",
    "children_audited",
    "permanent_social_workers",
)


def point(
    measure: str,
    counted: float,
    of: float | None = None,
    group: str = ALL,
    end: date = DECEMBER,
    grain: Grain = "quarter",
) -> Point:
    period = period_containing(end, grain)
    value = counted if of is None else 100 * counted / of if of else None
    status = "ok" if value is not None else "not applicable"
    return Point(
        measure, period.label, period.start, period.end, group, counted, of, value, status, "derived"
    )


def back(quarters: int) -> date:
    return month_end(add_months(DECEMBER.replace(day=1), -3 * quarters))


def shown(pattern: Pattern, series: Series, by: tuple[str, ...] = ()) -> list[float | None]:
    return [each.value for each in pattern.applied(series, by)]


def alone(each: Point) -> Point:
    """A figure as the only one there is."""
    return pattern_of([Table([(each,)])], FEWEST).applied((each,))[0]


def test_one_to_five_children_are_hidden_and_none_is_shown() -> None:
    hidden = [number for number in range(8) if alone(point(COUNT, number)).is_hidden]
    assert hidden == [1, 2, 3, 4, 5]
    gone = alone(point(COUNT, 3))
    assert (gone.numerator, gone.denominator, gone.value, gone.status) == (None, None, None, "hidden")


def test_a_percentage_is_hidden_for_its_number_the_others_and_its_base() -> None:
    cases = {
        (3, 40): True,
        (37, 40): True,
        (0, 40): False,
        (40, 40): False,
        (6, 40): False,
        (9, 9): True,
        (0, 9): True,
        (10, 10): False,
        (0, 0): False,  # there were none
    }
    assert {case: alone(point(SHARE, *case)).is_hidden for case in cases} == cases


def test_a_part_of_few_of_a_large_whole_is_shown() -> None:
    """Nine of 1,369 referrals: their base is all of them, which are counted by the same name."""
    part = (point("referral_sources", 9, 1369, "Unknown"),)
    pattern = pattern_of([Table([part], ("category",))], FEWEST)
    assert not pattern.applied(part, ("category",))[0].is_hidden


def test_a_base_that_is_not_stated_is_worked_out_of_number_and_percentage() -> None:
    stated = replace(point(SHARE, 37, 40), denominator=None)
    assert alone(stated).is_hidden


def test_posts_and_audits_are_not_children() -> None:
    assert not alone(point(AUDITS, 3)).is_hidden
    assert not alone(point(POSTS, 3, 5)).is_hidden


def test_a_rate_is_hidden_with_its_count() -> None:
    count, rate = (
        point(COUNT, 3),
        replace(point("referral_rate", 3, 100_000), value=0.3),
    )
    pattern = pattern_of([Table([(count,)])], FEWEST)
    assert pattern.applied((rate,))[0].is_hidden


def test_the_smallest_other_group_is_hidden_too_and_both_look_alike() -> None:
    groups = [(point(COUNT, number, group=name),) for name, number in {"A": 3, "B": 20, "C": 70}.items()]
    whole = (point(COUNT, 93),)
    pattern = pattern_of([Table([whole]), Table(groups, ("source",))], FEWEST)
    drawn = [pattern.applied(series, ("source",))[0] for series in groups]
    assert [each.value for each in drawn] == [None, None, 70]
    assert {each.status for each in drawn[:2]} == {"hidden"}
    assert shown(pattern, whole) == [93]


def test_a_year_does_not_give_a_quarter_away() -> None:
    quarters = tuple(
        point(COUNT, number, end=back(3 - place)) for place, number in enumerate([30, 40, 3, 50])
    )
    year = (replace(point(COUNT, 123, grain="rolling_12_months")),)
    pattern = pattern_of([Table([quarters]), Table([year])], FEWEST)
    assert shown(pattern, quarters) == [30, 40, None, 50]
    assert shown(pattern, year) == [None]


def test_months_do_not_give_each_other_away() -> None:
    months = tuple(
        point(COUNT, number, end=date(2022, month, 28), grain="month")
        for month, number in ((10, 30), (11, 4), (12, 26))
    )
    quarter = (point(COUNT, 60),)
    pattern = pattern_of([Table([months]), Table([quarter])], FEWEST)
    assert shown(pattern, quarter) == [60]
    assert shown(pattern, months) == [30, None, None]


def test_starts_are_not_told_by_what_was_open_and_what_ended() -> None:
    plans = tuple(
        point("child_protection_plans", number, end=end) for number, end in ((200, back(1)), (183, DECEMBER))
    )
    began, ended = (
        (point("child_protection_plans_started", 3),),
        (point("child_protection_plans_ceased", 20),),
    )
    pattern = pattern_of([Table([plans]), Table([began]), Table([ended])], FEWEST)
    assert shown(pattern, plans) == [200, 183]
    assert shown(pattern, began) == shown(pattern, ended) == [None]


def test_a_measure_of_one_group_does_not_tell_what_hides_beside_it() -> None:
    """Of 60 children 3 are under an order; the 20 under Section 20, hidden for them, are a percentage elsewhere too."""
    groups = [
        (point("looked_after_by_legal_status", number, 60, name),)
        for name, number in {"Emergency protection": 3, "Section 20": 20, "Care order": 37}.items()
    ]
    whole = (point("children_looked_after", 60),)
    share = (point("looked_after_under_section_20", 20, 60),)
    pattern = pattern_of([Table([whole]), Table(groups, ("category",)), Table([share])], FEWEST)
    drawn = [pattern.applied(series, ("category",))[0].is_hidden for series in groups]
    assert drawn == [True, True, False]
    assert pattern.applied(share)[0].is_hidden


def test_hidden_factors_have_no_place_among_the_others() -> None:
    """Ranked 8, 7, 7, 6: where the second is hidden, the third is second and the hidden one is last."""

    def rank(factor: str, place: int, number: float) -> FactorRank:
        return FactorRank("Child", factor, "2022/23 YTD to Q3", place, number, number, 100.0, "derived")

    table = (rank("D", 1, 8.0), rank("B", 2, 7.0), rank("C", 2, 7.0), rank("A", 4, 6.0))
    held = FactorsHeld(table, ("2022/23 YTD to Q3",), (), frozenset(), "all", True)
    cell = "assessment_factors|2022-04-01/2022-12-31|factor=Child: {}".format
    looked_at = {
        place.cell
        for one in table
        for place in places_of(point_of(one), where_of(point_of(one), ("category",), ()))
    }
    assert cell("B") in looked_at
    shown = published(held, Pattern(6, frozenset(looked_at), frozenset({cell("B")}))).table
    assert [(one.factor, one.rank, one.percent) for one in shown] == [
        ("D", 1, 8.0),
        ("C", 2, 7.0),
        ("A", 3, 6.0),
        ("B", None, None),
    ]


def test_what_was_hidden_once_stays_hidden() -> None:
    """A quarter is corrected from 5 to 6: the second publication still hides it, and what covered it."""
    quarters = tuple(point(COUNT, number, end=back(1 - place)) for place, number in enumerate([5, 40]))
    to_date = (point(COUNT, 45, grain="year_to_date"),)
    first = pattern_of([Table([quarters]), Table([to_date])], FEWEST)
    corrected = (replace(quarters[0], numerator=6, value=6), quarters[1])
    later = pattern_of([Table([corrected])], FEWEST, first.hidden)
    assert later.applied(corrected)[0].is_hidden
    assert first.hidden <= later.hidden


def test_what_was_never_looked_at_is_hidden() -> None:
    pattern = pattern_of([Table([(point(COUNT, 50),)])], FEWEST)
    assert pattern.applied((point(COUNT, 30, group="School"),), ("source",))[0].is_hidden
    assert not pattern.applied((point(AUDITS, 30),))[0].is_hidden


def test_the_council_sets_how_few_are_published() -> None:
    nine = point(COUNT, 9)
    assert not pattern_of([Table([(nine,)])], FEWEST).applied((nine,))[0].is_hidden
    assert pattern_of([Table([(nine,)])], 10).applied((nine,))[0].is_hidden
