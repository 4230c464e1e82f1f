"""What people asked for, by the week of their intake and the week of asking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import attrs

from tests.unit.monitoring.programme import WEEK, life, march, noon, rulebook, told, track
from triage.monitoring.demand import Asked, Demand, together
from triage.monitoring.life import Counted, Life
from triage.monitoring.money import Money
from triage.monitoring.places import Places
from triage.monitoring.weeks import counted_on
from triage.rulebook import Capacity

MONDAY = date(2021, 3, 1)
FIRST = counted_on(MONDAY)


def intake(day: int) -> tuple[Counted, ...]:
    on = march(day)
    return (Counted("intake", on, noon(on), 1),)


def demand(*lives: Life, by_hours: bool = False) -> Demand:
    promises = {"imk": {"onderzoek": Capacity(hours=Decimal(90))}} if by_hours else {}
    found = Demand(rulebook(promises))
    for one in lives:
        found.add(one)
    return found


def test_weeks_are_counted_on_past_the_end_of_a_year() -> None:
    assert counted_on(date(2021, 1, 4)) - counted_on(date(2021, 1, 3)) == 1
    assert counted_on(date(2020, 12, 28)) == counted_on(date(2021, 1, 3))


def test_money_counts_by_week_of_intake_and_week_of_asking() -> None:
    moves = ((march(2), "impuls", "intake", 0, 11_250), (march(16), "impuls", "coaching", 500, 0))

    found = demand(life(counted=intake(2), moves=moves))

    assert found.money["impuls", "intake"].cells == {(FIRST, FIRST): 11_250}
    assert found.money["impuls", "coaching"].cells == {(FIRST, FIRST + 2): 500}


def test_money_without_an_intake_or_before_it_counts_in_its_own_week() -> None:
    moves = ((march(2), "impuls", "coaching", 500, 0),)

    without, before = demand(life(moves=moves)), demand(life(counted=intake(9), moves=moves))

    for found in (without, before):
        assert found.money["impuls", "coaching"].cells == {(FIRST, FIRST): 500}


def test_what_was_given_back_is_taken_off_but_was_asked_at_once() -> None:
    asked = Asked()
    asked.add(FIRST, FIRST, 300)
    asked.add(FIRST, FIRST, 100)
    asked.add(FIRST, FIRST, -50)

    assert asked.cells.total() == 350
    assert (asked.sizes, asked.squares) == (400, 100_000)


def test_several_are_added_up() -> None:
    one, other = Asked(), Asked()
    one.add(None, 1, 2)
    other.add(None, 1, 3)

    assert together([one, other]) == Asked(one.cells + other.cells, 5, 13)
    assert one.plus(other, 10) == Asked(one.cells + other.plus(other, 9).cells, 32, 904)


def test_a_place_is_asked_when_it_is_taken_and_given_back_when_it_is_not_used() -> None:
    refused = track("onderzoek", "imk", placed=march(2), refused=march(16))

    found = demand(life(refused, counted=intake(2)))

    assert found.places["imk", "onderzoek"].cells == {(FIRST, FIRST): 1, (FIRST, FIRST + 2): -1}


def test_hours_count_as_they_are_known_now() -> None:
    placed = attrs.evolve(track("onderzoek", "imk", placed=march(2)), hours=450)

    found = demand(life(placed, counted=intake(2)), by_hours=True)

    assert found.places["imk", "onderzoek"].cells == {(FIRST, FIRST): 450}


def test_who_waits_asks_until_there_is_a_place() -> None:
    waits = track("onderzoek", None, waiting=march(2))
    had_to = track("onderzoek", "imk", waiting=march(2), placed=march(9))

    found = demand(life(waits, counted=intake(2)), life(had_to, counted=intake(2)))

    assert found.waiting["onderzoek"].cells == {(FIRST, FIRST): 2, (FIRST, FIRST + 1): -1}


def test_a_product_without_a_promise_for_the_term_is_not_counted_in_places() -> None:
    found = demand(life(track("schuldhulp", "bad", placed=march(2)), counted=intake(2)))

    assert (dict(found.places), dict(found.waiting)) == ({}, {})


def test_advice_is_open_until_somebody_gets_it_or_does_not_want_it() -> None:
    tracks = (
        track("coaching", None, waiting=march(2)),
        track("onderzoek", "imk", placed=march(2), refused=march(3)),
    )
    advised = {"coaching", "onderzoek", "schuldhulp"}

    found = demand(attrs.evolve(life(*tracks, counted=intake(2)), advised=advised))

    assert found.advised == {"coaching": 1, "schuldhulp": 1}


def test_who_is_done_leaves_no_advice() -> None:
    done = attrs.evolve(life(counted=intake(2)), advised={"coaching"}, closed=march(9))

    assert demand(done).advised == {}


def everybody() -> Iterable[Life]:
    for day in range(1, 15):
        placed, later = march(day), march(day) + timedelta(days=3)
        tracks = (
            track("onderzoek", "imk", waiting=placed, placed=later),
            track("onderzoek", None, waiting=placed),
        )
        moves = (
            (placed, "impuls", "intake", 0, 11_250 + day),
            (later, "impuls", "onderzoek", 209_500, 0),
        )
        counted = intake(day) if day % 3 else (told("melding", "", "", placed),)
        yield life(*tracks, counted=counted, moves=moves)


def test_it_adds_up_to_what_the_pots_and_the_places_say() -> None:
    rules = rulebook()
    money, places, found = Money(rules, WEEK.plus(1)), Places(rules, WEEK.plus(1)), Demand(rules)

    for one in everybody():
        money.add(one)
        places.add(one, None)
        found.add(one)

    pot = money.budgets()[0]
    row = next(one for one in places.capacity() if one.partner == "imk")
    cents = sum(asked.cells.total() for asked in found.money.values())
    taken = found.places["imk", "onderzoek"].cells.total()
    waiting = found.waiting["onderzoek"].cells.total()
    assert Decimal(cents) / 100 == pot.held + pot.spent
    assert taken == row.used
    assert waiting == row.waiting
    assert row.weekly[str(WEEK.plus(1))] == taken + waiting
