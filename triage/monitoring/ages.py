"""What one intake asks in the weeks after it: a table by hand, and how it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

import attrs

from triage.monitoring.demand import Asked

LOOK_BACK: Final = 6
"""How many weeks say something about those to come."""

PEOPLE: Final = 20
"""What fewer people than these asked says nothing of what the others will ask."""


@attrs.frozen
class Ages:
    """What people asked by the number of weeks since their intake, the week itself being 0.

    Attributes:
        people: By age, how many have come to the end of that week.
        asked: By age, what those asked in that week.
        known: The highest age that enough people have come to the end of; -1 is none.
    """

    people: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()
    known: int = -1

    @classmethod
    def of(cls, asked: Asked, intakes: Mapping[int, int], last: int) -> Ages:
        """The table up to a week.

        Args:
            asked: What was asked by week of intake.
            intakes: By week, how many had their intake.
            last: The last week that has closed.
        """
        sums: Counter[int] = Counter()
        for (start, week), size in asked.cells.items():
            if week <= last:
                sums[week - start] += size
        first = min([week for week in intakes if week <= last], default=last + 1)
        oldest = max([last - first, *sums], default=-1)
        totals = list(accumulate(intakes.get(first + n, 0) for n in range(last - first + 1)))
        people = tuple(
            totals[last - first - age] if age < len(totals) else 0 for age in range(oldest + 1)
        )
        known = max((age for age, count in enumerate(people) if count >= PEOPLE), default=-1)
        return cls(people, tuple(sums[age] for age in range(oldest + 1)), known)

    def curve(self, until: int, *, beyond: bool) -> tuple[Decimal, ...]:
        """What one intake asks in all, up to the end of every age; it never falls.

        Where more was given back than asked, the next weeks make that up first.

        Args:
            until: The last age.
            beyond: Go on where nobody has come yet; else nothing more is asked there.
        """
        sums = accumulate(self._each(age, beyond=beyond) for age in range(until + 1))
        return tuple(accumulate(sums, max, initial=Decimal(0)))[1:]

    def _each(self, age: int, *, beyond: bool) -> Decimal:
        if age <= self.known:
            return Decimal(self.asked[age]) / self.people[age]
        return self._beyond(age) if beyond else Decimal(0)

    def _beyond(self, age: int) -> Decimal:
        """The mean of the last ages that are known, which at twice the age is about a third."""
        block = range(self.known - LOOK_BACK + 1, self.known + 1)
        people = sum(self.people[one] for one in block)
        mean = Decimal(max(sum(self.asked[one] for one in block), 0)) / people
        middle = Decimal(sum(one + 1 for one in block)) / LOOK_BACK
        share = middle / (age + 1)
        return mean * share * share.sqrt()


def to_come(
    curve: Sequence[Decimal], reached: Mapping[int, int], coming: Sequence[Decimal]
) -> tuple[Decimal, ...]:
    """What is asked from now on: nothing yet, and up to the end of every week to come.

    Args:
        curve: What one intake asks in all, up to the end of every age.
        reached: By age that was come to, how many people.
        coming: By week to come, how many intakes.
    """
    found = [Decimal(0)]
    for ahead in range(1, len(coming) + 1):
        rest = sum(
            (n * (curve[age + ahead] - curve[age]) for age, n in reached.items()), Decimal(0)
        )
        new = (n * curve[ahead - week] for week, n in enumerate(coming[:ahead], 1))
        found.append(rest + sum(new, Decimal(0)))
    return tuple(found)


def passing(
    until: int, reached: Mapping[int, int], coming: Sequence[Decimal]
) -> tuple[Decimal, ...]:
    """By age, how many people still come to the end of it before the last of the weeks to come."""
    ahead = len(coming)
    found = [Decimal(0)] * (until + 1)
    for age, count in reached.items():
        for one in range(age + 1, age + ahead + 1):
            found[one] += count
    for week, expected in enumerate(coming, 1):
        for one in range(ahead - week + 1):
            found[one] += expected
    return tuple(found)
