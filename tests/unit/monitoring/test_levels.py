"""Pots and places that fill up."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.monitoring.lives import march
from triage.monitoring.levels import crossing, crossings


class TestCrossing:
    DAYS = (
        (march(1), Decimal(10), Decimal(100)),
        (march(3), Decimal(85), Decimal(100)),
        (march(5), Decimal(70), Decimal(100)),
        (march(8), Decimal(90), Decimal(100)),
    )

    def test_is_the_first_day_beyond_the_level(self) -> None:
        assert crossing(self.DAYS, 80, None) == march(3)

    def test_is_nothing_below_the_level_or_without_a_whole(self) -> None:
        assert crossing(self.DAYS, 100, None) is None
        assert crossing([(march(1), Decimal(5), Decimal(0))], 80, None) is None

    def test_comes_back_when_it_happens_again_after_it_was_handled(self) -> None:
        assert crossing(self.DAYS, 80, march(4)) == march(8)
        assert crossing(self.DAYS[:3], 80, march(4)) is None

    def test_stays_away_while_it_simply_goes_on(self) -> None:
        assert crossing(self.DAYS[:2], 80, march(3)) is None


class TestCrossings:
    DAYS = tuple((march(day), Decimal(used), Decimal(100)) for day, used in ((1, 85), (3, 100)))

    def test_of_a_higher_level_stand_beside_those_of_a_lower(self) -> None:
        assert crossings("pot-p", self.DAYS, {}) == {80: march(1), 100: march(3)}

    def test_are_settled_by_handling_a_higher_level(self) -> None:
        assert crossings("pot-p", self.DAYS, {"pot-p-100": march(3)}) == {}

    def test_are_not_settled_by_handling_a_lower_one(self) -> None:
        assert crossings("pot-p", self.DAYS, {"pot-p-80": march(4)}) == {100: march(3)}

    def test_of_another_are_nobodys_business(self) -> None:
        assert len(crossings("pot-p", self.DAYS, {"pot-q-100": march(3)})) == 2
