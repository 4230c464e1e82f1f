"""How the asking for one thing went and goes on, and how far that can be off."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import attrs

from triage.monitoring.ages import LOOK_BACK, Ages, passing, to_come
from triage.monitoring.demand import Asked
from triage.monitoring.looking import View, rounded
from triage.monitoring.outlook import Age

_ENOUGH: Final = 10
"""Of less than was asked so many times nothing can be said."""

_CHANCE: Final = 16
"""The band was made so wide that it held four out of five of the programmes that were played; see
`docs/decisions/projection.md`."""

_HUNDREDTH: Final = Decimal("0.01")
_FINE: Final = Decimal("0.0001")


@attrs.frozen
class Course:
    """How the asking for one thing went and goes on, in its own unit.

    Attributes:
        asked: In all, at the close of the last week.
        pace: Asked for a week.
        size: The mean of what is asked at once, in which what is twice as much counts twice.
        known: The highest age that enough people have come to the end of; -1 is none.
        per_intake: What one intake asks up to the end of that age.
        rest: Still to come, at that close and at that of every week after it; None when nothing can
            be said of it.
        ages: What that is made from.
    """

    asked: Decimal
    pace: Decimal
    size: Decimal
    known: int
    per_intake: Decimal | None = None
    rest: tuple[Decimal, ...] | None = None
    ages: tuple[Age, ...] = ()

    @property
    def early(self) -> bool:
        """Whether nobody knows yet what is asked long after an intake, so the rest is a least."""
        return self.known < LOOK_BACK

    @property
    def few(self) -> bool:
        """Whether hardly anything was asked yet."""
        return not self.asked or self.asked < _ENOUGH * self.size

    def low(self, ahead: int) -> Decimal:
        """The lower edge of what is asked in all, so many weeks after the last."""
        rest = self._rest(ahead)
        return self.asked + (rest / factor(rest, self.size) if rest and not self.early else rest)

    def expected(self, ahead: int) -> Decimal:
        """What is asked in all, so many weeks after the last."""
        return self.asked + self._rest(ahead)

    def high(self, ahead: int) -> Decimal:
        """The upper edge of the same."""
        rest = self._rest(ahead)
        return self.asked + (rest * factor(rest, self.size) if rest else rest)

    def _rest(self, ahead: int) -> Decimal:
        return self.rest[ahead] if self.rest else Decimal(0)


def factor(rest: Decimal, size: Decimal) -> Decimal:
    """So many times less or more the rest may be: the smaller it is, the more by chance."""
    return 1 + (1 + _CHANCE * size / rest).sqrt()


def course(asked: Asked, view: View, unit: Decimal) -> Course:
    """How what was asked for goes on.

    Args:
        asked: By week of intake.
        view: What there is to go by.
        unit: What one is that was asked: a place, or a hundredth of a euro or an hour.
    """
    ages = Ages.of(asked, view.intakes, view.closed)
    grown = sum(size for (_, week), size in asked.cells.items() if week in view.back)
    found = Course(
        asked=sum(ages.asked) * unit,
        pace=grown * unit / (len(view.back) or 1),
        size=asked.squares * unit / asked.sizes if asked.sizes else Decimal(0),
        known=ages.known,
    )
    if ages.known < 1:
        return found
    until = max(max(view.reached) + (view.ahead or 0), ages.known)
    curve = tuple(one * unit for one in ages.curve(until, beyond=not found.early))
    found = attrs.evolve(found, per_intake=curve[ages.known])
    if view.ahead is None:
        return found
    return attrs.evolve(
        found,
        rest=to_come(curve, view.reached, view.coming),
        ages=tuple(_ages(ages, curve, view, unit)),
    )


def _ages(ages: Ages, curve: tuple[Decimal, ...], view: View, unit: Decimal) -> Iterator[Age]:
    before = Decimal(0)
    ahead = passing(len(curve) - 1, view.reached, view.coming)
    for age, total in enumerate(curve):
        known = age < len(ages.people)
        yield Age(
            age,
            ages.people[age] if known else 0,
            (ages.asked[age] if known else 0) * unit,
            rounded(total - before, _FINE),
            rounded(ahead[age], _HUNDREDTH),
        )
        before = total
