"""What the pots hold when a week closes: to the cent, and nothing lost between the accounts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.monitoring.programme import SETTINGS, WEEK, life, march, rulebook
from triage.monitoring.life import Life, Track
from triage.monitoring.money import Money
from triage.monitoring.values import Budget, Spending
from triage.monitoring.weeks import Week
from triage.rulebook import Settings

GRANTED = 20_000_000


def took(product: str, held: int, spent: int = 0, on: date = date(2021, 3, 9)) -> Life:
    """A case for whom this was held or spent on one day."""
    track = Track("r", product, "p", pot="impuls", held=held, spent=spent)
    return life(track, moves=((on, "impuls", product, held, spent),))


def counted(*lives: Life, week: Week = WEEK, granted: int = GRANTED) -> Money:
    money = Money(rulebook(), week)
    money.fund(march(1), "impuls", granted)
    for one in lives:
        money.add(one)
    return money


def impuls(money: Money) -> Budget:
    return money.budgets()[0]


def test_thirty_studies_and_350_intakes_leave_97775_euros() -> None:
    studies = [took("onderzoek", 209_500) for _ in range(30)]
    intakes = [took("intake", 0, 11_250) for _ in range(350)]

    found = impuls(counted(*studies, *intakes))

    assert (found.held, found.spent, found.free) == (
        Decimal("62850.00"),
        Decimal("39375.00"),
        Decimal("97775.00"),
    )
    assert found.products == (
        Spending("intake", "Intake", 350, Decimal("0.00"), Decimal("39375.00")),
        Spending("onderzoek", "Onderzoek", 30, Decimal("62850.00"), Decimal("0.00")),
    )
    assert found.used == Decimal("51.1")


def test_a_pot_is_shown_with_its_name_and_status_even_when_nothing_happened() -> None:
    found = Money(rulebook(), WEEK).budgets()

    assert [(pot.key, pot.name, pot.status) for pot in found] == [
        ("impuls", "Impulsgelden", "voorlopig"),
        ("later", "Nog niet bekend", None),
    ]


def test_a_pot_that_was_not_funded_yet_has_nothing_and_not_zero() -> None:
    (found, other) = Money(rulebook(), WEEK).budgets()

    assert (found.granted, found.free, found.used) == (None, None, None)
    assert (found.held, found.spent, other.granted) == (Decimal(0), Decimal(0), None)


def test_half_a_tenth_of_a_percentage_counts_as_one() -> None:
    assert impuls(counted(took("intake", 45), granted=10_000)).used == Decimal("0.5")


def test_a_pot_funded_with_nothing_has_zero() -> None:
    assert impuls(counted(granted=0)).granted == Decimal(0)


def test_a_plan_that_asks_more_than_the_pot_holds_is_told_with_names() -> None:
    ceiling = attrs.evolve(SETTINGS, ceiling=300)

    (text,) = Money(rulebook(settings=ceiling), WEEK).budgets()[0].remarks

    assert text.startswith("Bij een plafond van 300 kost een volledig pakket voor iedereen ")
    assert text.endswith("; in pot ‘Impulsgelden’ zit € 200.000,00.")


@pytest.mark.parametrize(
    ("intakes", "told"),
    [
        (2, ()),
        (3, ("Van de 3 intakes is er 1 waarvoor uit deze pot niets is vastgelegd of besteed.",)),
        (4, ("Van de 4 intakes zijn er 2 waarvoor uit deze pot niets is vastgelegd of besteed.",)),
    ],
)
def test_an_intake_that_the_pot_did_not_pay_is_told(intakes: int, told: tuple[str, ...]) -> None:
    money = counted(took("intake", 0, 11_250), took("intake", 11_250))

    assert money.budgets(intakes)[0].remarks == told


def test_a_pot_that_left_the_configuration_is_shown_after_the_others() -> None:
    money = counted()
    money.fund(march(2), "oud", 100_00)
    money.add(life(moves=((march(2), "oud", "weg", 40_00, 0),)))

    (*_, old) = money.budgets()

    assert (old.key, old.name, old.free, old.held) == ("oud", "oud", Decimal(60), Decimal(40))
    assert old.products == (Spending("weg", "weg", 0, Decimal(40), Decimal(0)),)


def test_a_week_counts_what_it_changed_itself() -> None:
    moves = (
        (march(3), "impuls", "coaching", 750_00, 0),
        (march(10), "impuls", "coaching", -750_00, 225_00),
        (march(14), "impuls", "intake", 112_50, 0),
    )

    found = impuls(counted(life(moves=moves)))

    assert found.week_held == Decimal("-637.50")
    assert found.week_spent == Decimal("225.00")


def test_what_was_given_back_is_free_again_and_no_longer_counted() -> None:
    back = life(
        Track("r", "coaching", "balie", status="withdrawn", pot="impuls"),
        moves=(
            (march(8), "impuls", "coaching", 750_00, 0),
            (march(9), "impuls", "coaching", -750_00, 0),
        ),
    )

    found = impuls(counted(back))

    assert found.free == found.granted
    assert found.products == ()


def test_what_took_nothing_from_the_pot_is_not_counted_with_what_did() -> None:
    free = life(Track("r", "intake", "balie", pot="impuls"))  # of a group that is paid once

    found = impuls(counted(took("intake", 112_50), free))

    assert [one.count for one in found.products] == [1]


def test_every_week_of_the_term_stands_in_the_series() -> None:
    found = impuls(counted(took("intake", 112_50), week=Week(2021, 12)))

    assert found.weekly == {
        "2021-W09": Decimal(0),
        "2021-W10": Decimal("112.50"),
        "2021-W11": Decimal("112.50"),
        "2021-W12": Decimal("112.50"),
    }


def test_the_series_begins_earlier_when_money_moved_earlier() -> None:
    money = counted(took("intake", 112_50, on=date(2021, 2, 24)))

    assert list(impuls(money).weekly) == ["2021-W08", "2021-W09", "2021-W10"]


def test_without_a_term_the_series_begins_with_the_first_movement() -> None:
    money = Money(rulebook(settings=Settings()), Week(2021, 11))

    assert impuls(money).weekly == {}

    money.add(took("intake", 112_50))

    assert list(impuls(money).weekly) == ["2021-W10", "2021-W11"]


def test_a_new_total_is_in_force_from_its_day() -> None:
    money = counted(took("intake", 0, 100_00, on=march(2)), granted=200_00)
    money.fund(march(3), "impuls", 500_00)
    money.fund(march(3), "impuls", 400_00)
    money.add(took("intake", 300_00, on=march(5)))

    assert impuls(money).granted == Decimal(400)
    assert money.daily("impuls") == [
        (march(1), Decimal(0), Decimal(200)),
        (march(2), Decimal(100), Decimal(200)),
        (march(3), Decimal(100), Decimal(400)),
        (march(5), Decimal(400), Decimal(400)),
    ]


def test_nothing_happened_to_a_pot_that_nobody_knows() -> None:
    assert counted().daily("onbekend") == []


amounts = st.integers(-100_000, 100_000)
moved = st.tuples(
    st.integers(0, 20).map(lambda days: march(1) + timedelta(days=days)),
    st.sampled_from(["impuls", "later", "oud"]),
    st.sampled_from(["intake", "coaching", "weg"]),
    amounts,
    amounts,
)


@given(
    lives=st.lists(st.lists(moved, max_size=5).map(lambda moves: life(moves=tuple(moves)))),
    funds=st.lists(st.tuples(st.sampled_from(["impuls", "later"]), st.integers(0, 10**9))),
)
def test_free_held_and_spent_are_what_was_granted(
    lives: list[Life], funds: list[tuple[str, int]]
) -> None:
    money = Money(rulebook(), Week(2021, 12))
    for day, (key, cents) in enumerate(funds):
        money.fund(march(1) + timedelta(days=day), key, cents)
    for one in lives:
        money.add(one)

    for pot in money.budgets():
        moves = [move for one in lives for move in one.moves if move[1] == pot.key]
        if pot.key in dict(funds):
            assert (pot.free or 0) + pot.held + pot.spent == pot.granted
        else:
            assert (pot.free, pot.granted) == (None, None)
        assert pot.held * 100 == sum(held for *_, held, _ in moves)
        assert pot.spent * 100 == sum(spent for *_, spent in moves)
        assert pot.held == sum(one.held for one in pot.products)
        assert pot.spent == sum(one.spent for one in pot.products)
        assert not pot.weekly or [*pot.weekly.values()][-1] == pot.held + pot.spent
        assert not moves or money.daily(pot.key)[-1][1] == pot.held + pot.spent
