"""Working days: the vectors of the act, and every year that an answer may lie in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from triage.workdays import Workdays

EQUATED = (date(2021, 5, 14), date(2022, 5, 27))
DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2021-03-01", 3, "2021-03-04"),
        ("2021-03-31", 3, "2021-04-07"),  # Good Friday, Easter Monday
        ("2021-04-23", 3, "2021-04-29"),  # weekend, King's Day
        ("2021-05-03", 3, "2021-05-07"),  # 5 May
        ("2021-05-11", 3, "2021-05-17"),  # Ascension Day
        ("2021-05-20", 3, "2021-05-26"),  # Whit Monday
        ("2021-12-23", 3, "2021-12-28"),  # both Christmas days fall in the weekend
        ("2021-02-27", 1, "2021-03-01"),  # a start on a rest day
        ("2021-12-31", 1, "2022-01-03"),
    ],
)
def test_working_days_after_a_day(start: str, count: int, due: str) -> None:
    assert Workdays().after(date.fromisoformat(start), count) == date.fromisoformat(due)


def test_a_day_that_a_home_equates_is_no_working_day() -> None:
    assert Workdays(EQUATED).after(date(2021, 5, 11), 3) == date(2021, 5, 18)
    assert Workdays().after(date(2021, 5, 11), 3) == date(2021, 5, 17)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2021-03-30", "2021-04-28"),  # 27 April is King's Day
        ("2021-04-07", "2021-05-06"),  # 5 May
        ("2021-03-08", "2021-04-06"),  # Easter Monday
        ("2021-04-16", "2021-05-14"),
        ("2021-03-01", "2021-03-29"),
    ],
)
def test_four_weeks_move_on_from_a_rest_day(start: str, due: str) -> None:
    last = date.fromisoformat(start) + timedelta(weeks=4)

    assert Workdays().on_or_after(last) == date.fromisoformat(due)


def test_four_weeks_move_on_from_an_equated_day_over_the_weekend() -> None:
    assert Workdays(EQUATED).on_or_after(date(2021, 5, 14)) == date(2021, 5, 17)


@pytest.mark.parametrize(
    ("end", "count", "due"),
    [
        ("2021-03-08", 1, "2021-03-05"),
        ("2021-04-07", 2, "2021-04-01"),  # Easter Monday, Easter, Good Friday
        ("2021-05-06", 1, "2021-05-04"),  # 5 May
        ("2021-03-07", 1, "2021-03-05"),  # an end on a rest day
        ("2022-01-03", 3, "2021-12-29"),
    ],
)
def test_working_days_before_a_day(end: str, count: int, due: str) -> None:
    assert Workdays().before(date.fromisoformat(end), count) == date.fromisoformat(due)


def test_a_rest_day_moves_back_to_the_working_day_before() -> None:
    assert Workdays().on_or_before(date(2021, 4, 5)) == date(2021, 4, 1)
    assert Workdays().on_or_before(date(2021, 4, 6)) == date(2021, 4, 6)


@pytest.mark.parametrize(
    ("day", "rest"),
    [
        (date(2014, 4, 26), True),  # the 27th is a Sunday: King's Day is the 26th, a Saturday
        (date(2025, 4, 26), True),
        (date(2026, 4, 27), True),
        (date(2026, 4, 28), False),
        (date(2022, 5, 5), True),  # no lustrum, and still a rest day
        (date(2025, 5, 5), True),
        (date(2026, 5, 5), True),
        (date(2021, 12, 24), False),
        (date(2021, 5, 4), False),
    ],
)
def test_kings_day_and_liberation_day_every_year(day: date, *, rest: bool) -> None:
    assert Workdays().is_rest_day(day) is rest


def test_two_months_of_2021_count_their_working_days() -> None:
    workdays, first = Workdays(), date(2021, 3, 1)
    days = [first + timedelta(days=n) for n in range(61)]

    assert sum(not workdays.is_rest_day(day) for day in days) == 42


@pytest.mark.parametrize("year", [*range(2014, 2041), 2099, 2100, 2199, 2200, 2390])
def test_the_rest_days_of_a_year_are_those_of_the_act(year: int) -> None:
    king, sunday = date(year, 4, 27), easter(year)
    holidays = {
        *(date(year, *day) for day in ((1, 1), (5, 5), (12, 25), (12, 26))),
        king - DAY if king.weekday() == 6 else king,
        *(sunday + timedelta(days=n) for n in (-2, 1, 39, 50)),
    }
    every = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    days = [day for day in every if day.year == year]
    expected = {day for day in days if day.weekday() >= 5} | holidays

    assert {day for day in days if Workdays().is_rest_day(day)} == expected


@pytest.mark.parametrize("year", [1900, 1945, 2013, 2199])
def test_every_year_that_an_answer_may_lie_in_has_its_feasts(year: int) -> None:
    workdays, monday = Workdays(), easter(year) + DAY

    assert workdays.is_rest_day(monday)
    assert workdays.is_rest_day(date(year, 12, 25))
    assert workdays.is_rest_day(date(year, 1, 1))


@pytest.mark.parametrize("count", [1, 9999])
def test_the_first_and_last_days_can_be_counted_from(count: int) -> None:
    workdays = Workdays()

    assert workdays.after(date(2199, 12, 31), count) > date(2199, 12, 31)
    assert workdays.before(date(1900, 1, 1), count) < date(1900, 1, 1)
