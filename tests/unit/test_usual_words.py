"""Change or chance in words: the sentences, from series whose limits are worked out by hand."""

from __future__ import annotations

from components.words.usual import by_chance_words, usual_words
from data.judgement import EndsLeftOut, Judgement
from data.measures import MEASURES
from data.variation import Month, UsualRange, usual_range
from tests.unit.test_judgement import judgement

FLAT = [10.0, 12.0] * 12
"""Mean 11, limits 5.68 to 16.32: shown as 6 to 16."""


def said(values: list[float], measure: str = "section_47_enquiries") -> str:
    return usual_words(judgement(measure, values))


NONE_LEFT_OUT = EndsLeftOut()


def with_usual(
    usual: UsualRange, measure: str = "section_47_enquiries", ends: EndsLeftOut = NONE_LEFT_OUT
) -> Judgement:
    return Judgement(MEASURES[measure], usual, 24, 24, 24, False, True, ends, usual.months[-1].label)


def test_one_range_of_all_months_is_said_for_each() -> None:
    assert said(FLAT) == "Each month is within its usual range (6 to 16, by the last 24 months)."


def test_a_season_names_the_month_whose_range_it_gives_and_the_own_range_of_an_earlier_one() -> None:
    months = (
        Month("Oct 2022", 1903, 1650, 1450, 1849, "above"),
        Month("Nov 2022", 1500, 1550, 1300, 1800, None),
        Month("Dec 2022", 1550, 1591, 1333, 1849.2, None),
    )
    usual = UsualRange(months, 60, False, True, years=4)
    assert usual_words(with_usual(usual, "referrals")) == (
        "Dec 2022 (1,550) is within its usual range (December: 1,333 to 1,849, by the 4 years before); earlier, Oct 2022 (1,903) was above "
        "its own (October: 1,450 to 1,849)."
    )
    steady = UsualRange(months[1:], 60, False, True, years=4)
    assert usual_words(with_usual(steady, "referrals")) == (
        "Each month is within the usual range of its own time of year (December: 1,333 to 1,849, by the 4 years before)."
    )


def test_before_three_years_a_season_is_set_beside_last_year() -> None:
    values = [1500.0] * 14 + [1591.0] + [1500.0] * 11 + [1550.0]
    assert said(values, "contacts") == (
        "Dec 2022: 1,550; last December 1,591. No usual range yet: the time of year matters, so it takes 3 whole years before the month."
    )


def test_a_signal_by_run_is_said_as_one() -> None:
    # 9 and 11 by turns for 16 months, then 8 of 17: mean (160 + 136) / 24 = 12.33; 11 to 17 is 6, above 3.27 × 36 / 23, so left out:
    # the other moves are 15 of 2 and 7 of 0, mean 30 / 22 = 1.364, limits 12.33 ± 3.63 = 8.71 to 15.96; so 17 would be above.
    # With 13 in place of 17: mean (160 + 104) / 24 = 11, moves 16 of 2 and 7 of 0, mean 1.391, limits 11 ± 3.70 = 7.30 to 14.70
    values = [9.0, 11.0] * 8 + [13.0] * 8
    assert (
        said(values)
        == "More than chance: 8 months above the average of 11; each within 7 to 15, by the last 24 months; the newest is Dec 2022 (13)."
    )


def test_one_run_is_named_once_however_many_months_it_marks() -> None:
    # a run of 9 months of 13 marks its seventh, eighth and ninth month
    words = said(
        [11.0, 9.0, 11.0, 9.0, 11.0, 9.0, *[13.0] * 9, *[9.0, 13.0] * 4, 9.0]
    )  # mean (60 + 117 + 97) / 24 = 11.4
    assert words.count("months to") == 1
    assert "earlier, 9 months to Mar 2022 above the average of 11" in words


def test_a_month_beyond_its_range_is_not_said_of_the_average_named_before_it() -> None:
    months = (
        Month("Oct 2022", 26, 21, 14, 29, "run above", in_a_row=7),
        Month("Nov 2022", 32, 21, 14, 29, "above"),
        Month("Dec 2022", 21, 21, 14, 29, None),
    )
    words = usual_words(with_usual(UsualRange(months, 24, False, False)))
    assert words.endswith(
        "earlier, 7 months to Oct 2022 above the average of 21; Nov 2022 (32) was above that range."
    )


def test_a_decimal_is_shown_where_rounding_hides_a_limit_crossed() -> None:
    months = (Month("Nov 2022", 80, 75, 64, 86, None), Month("Dec 2022", 86.4, 75, 63.9, 86.1, "above"))
    assert "Dec 2022 (86.4) is above its usual range (63.9 to 86.1, by" in usual_words(
        with_usual(UsualRange(months, 24, False, False))
    )
    whole = (Month("Nov 2022", 80, 75, 64, 86, None), Month("Dec 2022", 86, 75, 63.9, 85.7, "above"))
    assert "Dec 2022 (86) is above its usual range (63.9 to 85.7, by" in usual_words(
        with_usual(UsualRange(whole, 24, False, False))
    )


def test_an_average_is_shown_so_that_it_differs_from_the_months_beside_it() -> None:
    months = tuple(
        Month(
            f"{name} 2022", 17, 16.6, 5, 28, "run above" if name == "Jul" else None, 7 if name == "Jul" else 1
        )
        for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul")
    )
    words = usual_words(with_usual(UsualRange(months, 24, False, False)))
    assert "7 months above the average of 16.6; each within 5 to 28" in words


def test_too_few_whole_months_are_not_called_too_few_months() -> None:
    partial = judgement("section_47_enquiries", [5] * 27, status=["partial"] * 24 + ["ok"] * 3)
    assert usual_words(partial) == (
        "Only 3 of the last 24 months loaded are whole, the others partial: too few to tell a change from chance, which takes 12."
    )
    assert (
        usual_words(judgement("section_47_enquiries", [5] * 11))
        == "Fewer than 12 months are loaded: too few to tell a change from chance."
    )


def test_ends_left_out_are_said() -> None:
    usual = usual_range([f"M{n}" for n in range(24)], FLAT)
    assert usual is not None
    few = usual_words(with_usual(usual, ends=EndsLeftOut(2, 0, ())))
    assert few.endswith(" Left out: 2 ends on a date that no return gives.")
    many = usual_words(with_usual(usual, ends=EndsLeftOut(0, 20, ("Oct 2022", "Nov 2022", "Dec 2022"))))
    assert many.endswith(
        " Oct 2022, Nov 2022 and Dec 2022 are not judged: 20 ends happened between two returns on a date that no return gives."
    )


def test_beside_many_series_how_many_chance_would_mark_is_said() -> None:
    within = judgement("section_47_enquiries", FLAT)
    above = judgement("section_47_enquiries", [*FLAT[:-1], 40.0])
    run = judgement("section_47_enquiries", [9.0, 11.0] * 8 + [13.0] * 8)
    none = judgement("referrals", [50.0] * 27)
    assert by_chance_words([above, within, within, within, none]) == (
        "1 of the 4 that have a usual range is outside it; chance alone would mark fewer than one."
    )
    # 2 in 100 of 40 are 0.8
    assert by_chance_words([above, above, run, *[within] * 37]) == (
        "2 of the 40 that have a usual range are outside it, 1 more shows a run, a trend or closeness to a limit; chance alone would mark "
        "about one."
    )
