"""How many intakes are to come: those who wait, and those who will come in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs
import pytest

from tests.unit.monitoring.programme import SETTINGS, rulebook
from triage.monitoring.looking import Calling, View, look
from triage.monitoring.weeks import Week
from triage.rulebook import Period

START = Week(2021, 9)


def called(*intakes: int, arrivals: Sequence[int] = (), backlog: int = 0, done: int = 0) -> Calling:
    return Calling(
        backlog,
        {START.plus(n): count for n, count in enumerate(intakes)},
        {START.plus(n): count for n, count in enumerate(arrivals)},
        done or sum(intakes),
    )


def view(calling: Calling, weeks: int, ahead: int = 4, *, running: bool = False) -> View:
    """At the close of so many weeks of the programme, so many before its end."""
    week = START.plus(weeks - 1)
    last = week.plus(ahead - running)
    end = date.fromisocalendar(last.year, last.number, 5)
    settings = attrs.evolve(SETTINGS, term=Period(date(2021, 3, 1), end))
    return look(rulebook(settings=settings), week, calling, running=running)


def test_the_last_six_weeks_make_the_pace() -> None:
    found = view(called(90, 70, 4, 2, 6, 4, 2, 6, arrivals=[9, 9, 1, 1, 1, 1, 1, 1]), 8)

    assert found.pace == 4
    assert found.inflow == 1
    assert len(found.back) == 6


def test_a_younger_programme_looks_back_on_the_weeks_it_has() -> None:
    found = view(called(10, 20), 2)

    assert found.pace == 15
    assert len(found.back) == 2
    assert found.enough
    assert not view(called(10), 1).enough


def test_before_the_term_there_is_nothing_to_go_by() -> None:
    assert (len(view(called(), -3).back), view(called(), -3).enough) == (0, False)


def test_a_week_that_still_runs_does_not_count_for_the_pace() -> None:
    found = view(called(10, 10, 1, backlog=100), 3, running=True)

    assert found.last == Week(2021, 10)
    assert found.pace == 10
    assert found.ahead == 4


def test_intakes_go_on_at_the_pace_of_now_until_nobody_is_left() -> None:
    found = view(called(10, 10, backlog=25), 2)

    assert list(map(int, found.coming)) == [10, 10, 5, 0]


def test_newcomers_have_an_intake_too() -> None:
    found = view(called(10, 10, arrivals=[2, 4], backlog=5), 2)

    assert list(map(int, found.coming)) == [8, 3, 3, 3]


def test_who_had_no_intake_when_called_says_how_many_of_the_others_will() -> None:
    found = view(called(10, 10, arrivals=[4, 4], backlog=10, done=25), 2)

    assert found.share == Decimal("0.8")
    assert sum(found.coming) == Decimal("0.8") * (10 + 4 * 4)


def test_intakes_of_the_week_that_still_runs_are_still_to_come() -> None:
    found = view(called(10, 10, 3, backlog=4), 3, running=True)

    assert sum(found.coming) == 3 + 4


@pytest.mark.parametrize("last", [None, date(9999, 12, 31)])
def test_a_term_without_an_end_has_nothing_ahead(last: date | None) -> None:
    settings = attrs.evolve(SETTINGS, term=Period(date(2021, 3, 1), last))

    found = look(rulebook(settings=settings), Week(2021, 10), called(1, 2), running=False)

    assert (found.ahead, found.coming) == (None, ())


def test_without_a_term_the_programme_begins_with_the_first_intake() -> None:
    settings = attrs.evolve(SETTINGS, term=None)

    found = look(rulebook(settings=settings), Week(2021, 11), called(1, 2, 3), running=False)

    assert len(found.back) == 3
    assert found.pace == 2
