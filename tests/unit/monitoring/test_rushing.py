"""What intake still has to do, and by when: sums that a controller can make by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest

from tests.unit.monitoring.programme import SETTINGS, rulebook
from tests.unit.monitoring.test_looking import called
from triage.monitoring.looking import Calling, look
from triage.monitoring.outlook import Rush
from triage.monitoring.rushing import rush
from triage.monitoring.weeks import Week
from triage.rulebook import Period, Settings


def of(week: Week, calling: Calling, settings: Settings = SETTINGS) -> Rush:
    rules = rulebook(settings=settings)
    return rush(rules, look(rules, week, calling, running=False))


def test_the_hours_that_clear_the_backlog_in_time() -> None:
    # After Sunday 14 March 32 days are worked until 30 April, which are 6.4 weeks: Good Friday is
    # one of them, and Easter Monday, King's Day and the weekends are not. 270 people, and 5 new
    # ones a week, at 1.5 hours: (270 + 32) x 1.5 / 6.4 = 70.8 hours a week. Now: 40 x 1.5 = 60.
    found = of(Week(2021, 10), called(30, 50, arrivals=[4, 6], backlog=270))

    assert found == Rush(
        backlog=270,
        pace=Decimal("40.0"),
        inflow=Decimal("5.0"),
        waiting_weeks=Decimal("7.7"),  # 270 / (40 - 5)
        hours=Decimal("1.5"),
        by=date(2021, 4, 30),
        weeks_left=Decimal("6.4"),
        hours_now=Decimal("60.0"),
        hours_needed=Decimal("70.8"),
    )
    assert found.late


def test_a_last_part_of_a_week_is_not_taken_for_a_whole_one() -> None:
    # Of the twelve days after Sunday 18 April nine are worked: 1.8 weeks.
    found = of(Week(2021, 15), called(*[37] * 7, arrivals=[2] * 7, backlog=79))

    assert found.weeks_left == Decimal("1.8")
    assert found.hours_needed == Decimal("68.8")  # (79 + 2 x 1.8) x 1.5 / 1.8


def test_350_intakes_are_525_hours() -> None:
    whole = attrs.evolve(SETTINGS, contact_window=Period(None, date(2021, 6, 11)))

    found = of(Week(2021, 22), called(*[0] * 8, backlog=350), whole)

    assert found.weeks_left == 1
    assert found.hours_needed == Decimal("525.0")


@pytest.mark.parametrize(
    ("week", "by", "left"),
    [
        (Week(2021, 15), date(2021, 4, 30), "1.8"),
        (Week(2021, 16), date(2021, 4, 30), "0.8"),
        (Week(2021, 17), date(2021, 12, 31), "34.4"),  # the window has passed
        (Week(2021, 51), date(2021, 12, 31), "1"),
        (Week(2021, 52), date(2021, 12, 31), "0"),
    ],
)
def test_after_the_contact_window_the_end_of_the_term_counts(
    week: Week, by: date, left: str
) -> None:
    found = of(week, called(backlog=10))

    assert (found.by, found.weeks_left) == (by, Decimal(left))


def test_days_that_a_home_equates_with_holidays_are_not_worked() -> None:
    closed = attrs.evolve(SETTINGS, equated_days=frozenset({date(2021, 4, 19), date(2021, 4, 20)}))

    assert of(Week(2021, 15), called(), closed).weeks_left == Decimal("1.4")


def test_a_last_day_on_the_sunday_of_the_week_has_passed_at_its_close() -> None:
    sunday = Period(date(2021, 3, 1), date(2021, 3, 14))

    window = attrs.evolve(SETTINGS, contact_window=sunday)
    assert of(Week(2021, 10), called(), window).by == date(2021, 12, 31)

    term = attrs.evolve(SETTINGS, contact_window=None, term=sunday)
    assert of(Week(2021, 10), called(), term).weeks_left == 0


def test_an_end_that_is_too_far_away_is_none() -> None:
    endless = Settings(term=Period(date(2021, 3, 1), date(9999, 12, 31)))

    found = of(Week(2021, 10), called(5, 5, backlog=10), endless)

    assert (found.by, found.weeks_left, found.late) == (None, None, False)


def test_after_the_last_day_no_number_of_hours_is_in_time() -> None:
    found = of(Week(2021, 52), called(backlog=10))

    assert found.hours_needed is None
    assert found.hours_now == 0
    assert found.late


@pytest.mark.parametrize("arrivals", [[5, 5], [6, 6]])
def test_a_backlog_that_does_not_shrink_never_ends(arrivals: list[int]) -> None:
    found = of(Week(2021, 10), called(5, 5, arrivals=arrivals, backlog=1))

    assert found.waiting_weeks is None


def test_nobody_waits_when_nobody_is_left() -> None:
    found = of(Week(2021, 10), called(0, 0))

    assert found.waiting_weeks == 0
    assert not found.late


def test_hours_are_unknown_when_the_configuration_names_no_product_for_an_intake() -> None:
    settings = attrs.evolve(SETTINGS, intake=None)

    found = of(Week(2021, 10), called(30, 50, backlog=270), settings)

    assert (found.hours, found.hours_now, found.hours_needed) == (None, None, None)
    assert found.pace == 40
    assert found.late  # 270 people at 40 a week take 6.8 weeks


def test_a_need_of_no_more_than_the_hours_of_now_is_in_time() -> None:
    enough = Rush(10, Decimal(8), by=date(2021, 4, 30), weeks_left=Decimal(2))

    exactly = attrs.evolve(enough, hours_now=Decimal(12), hours_needed=Decimal(12))

    assert not exactly.late
    assert attrs.evolve(exactly, hours_needed=Decimal("12.1")).late


def test_with_one_week_behind_it_nothing_is_said_of_being_late() -> None:
    assert not of(Week(2021, 9), called(5, backlog=300)).late
