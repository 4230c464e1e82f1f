"""What one intake asks in the weeks after it: sums that a controller can make by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.monitoring.ages import Ages, passing, to_come
from triage.monitoring.demand import Asked

LAST = 7
"""Weeks count from 0, so that eight have closed."""


def steady(first: int = 100, later: int = 10, people: int = 20) -> Ages:
    """Eight weeks in which so many people have an intake, and what each asks in a week."""
    asked = Asked()
    for start in range(LAST + 1):
        for week in range(start, LAST + 1):
            asked.add(start, week, people * (first if week == start else later))
    return Ages.of(asked, dict.fromkeys(range(LAST + 1), people), LAST)


def test_people_count_in_every_week_that_they_came_to_the_end_of() -> None:
    ages = steady()

    assert ages.people == (160, 140, 120, 100, 80, 60, 40, 20)
    assert ages.asked == (16_000, 1400, 1200, 1000, 800, 600, 400, 200)
    assert ages.known == 7


def test_what_fewer_than_twenty_people_asked_says_nothing() -> None:
    ages = steady(people=6)

    assert ages.people == (48, 42, 36, 30, 24, 18, 12, 6)
    assert ages.known == 4


def test_without_any_intake_nothing_is_known() -> None:
    asked = Asked()
    asked.add(None, 3, 500)

    ages = Ages.of(asked, {}, LAST)

    assert (ages.people, ages.asked, ages.known) == ((0,), (500,), -1)


def test_a_week_that_has_not_closed_does_not_count() -> None:
    asked = Asked()
    asked.add(LAST, LAST, 100)
    asked.add(LAST, LAST + 1, 100)

    ages = Ages.of(asked, {LAST: 20, LAST + 1: 20}, LAST)

    assert (ages.people, ages.asked) == ((20,), (100,))


def test_who_asks_before_an_intake_counts_with_the_week_of_asking() -> None:
    asked = Asked()
    asked.add(5, 3, 100)
    asked.add(None, 4, 50)

    ages = Ages.of(asked, {0: 20, 5: 20}, LAST)

    assert ages.asked[0] == 150


def test_one_intake_asks_the_mean_of_every_age() -> None:
    curve = steady().curve(7, beyond=True)

    assert list(map(int, curve)) == [100, 110, 120, 130, 140, 150, 160, 170]


def test_at_twice_the_age_about_a_third_of_the_last_six_weeks_is_expected() -> None:
    # The last six are ages 2 up to 7, the third to the eighth week, which is 5.5 on average.
    curve = steady().curve(10, beyond=True)

    each = curve[10] - curve[9]  # in the eleventh week, so at twice 5.5

    assert float(each) == pytest.approx(10 * 0.5**1.5)
    assert float(each) == pytest.approx(10 / 3, rel=0.1)


def test_the_least_is_that_nobody_asks_where_nobody_has_come() -> None:
    assert set(steady().curve(10, beyond=False)[7:]) == {Decimal(170)}


def test_what_is_given_back_is_made_up_before_more_is_expected() -> None:
    curve = steady(later=-40).curve(20, beyond=True)

    assert set(curve) == {Decimal(100)}


def test_what_is_to_come_is_what_the_ages_still_have_for_everybody() -> None:
    # 20 people of age 0 and 10 of age 1; 5 intakes in each of two weeks to come.
    curve = (Decimal(100), Decimal(110), Decimal(115), Decimal(116))

    rest = to_come(curve, {0: 20, 1: 10}, (Decimal(5), Decimal(5)))

    assert list(map(int, rest)) == [
        0,
        20 * 10 + 10 * 5 + 5 * 100,
        20 * 15 + 10 * 6 + 5 * 110 + 5 * 100,
    ]


def test_who_still_comes_to_an_age_is_counted_in_it() -> None:
    ahead = passing(3, {0: 20, 1: 10}, (Decimal(5), Decimal(5)))

    assert list(map(int, ahead)) == [10, 20 + 5, 20 + 10, 10]


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=10),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-500, 5000)), max_size=60),
)
def test_the_table_holds_all_that_was_asked_and_what_one_asks_never_falls(
    intakes: Sequence[int], sizes: Sequence[tuple[int, int, int]]
) -> None:
    last, asked = len(intakes) - 1, Asked()
    for start, week, size in sizes:
        asked.add(start, week, size)

    ages = Ages.of(asked, dict(enumerate(intakes)), last)

    assert sum(ages.asked) == sum(size for _, week, size in sizes if week <= last)
    if ages.known >= 6:
        curve = ages.curve(20, beyond=True)
        assert list(curve) == sorted(curve)
        assert min(curve) >= 0
