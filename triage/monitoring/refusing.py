"""Who got no because a pot had too little: how many, for how much, and who still did not get it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from triage.monitoring.handled import Handled
from triage.monitoring.life import Life
from triage.monitoring.passing import Passed, PassedCount
from triage.monitoring.series import hundredths
from triage.monitoring.weeks import Week
from triage.rulebook import Rulebook

_GOT: Final = frozenset({"waiting", "placed", "accepted", "started", "completed"})
"""What a referral is that did not fail for want of money."""


@attrs.frozen
class Refusal:
    """People who got no for a product, or for anything from a pot, because it had too little.

    Attributes:
        key, name: Of the product, or of the pot.
        week, total: People, this week and in all; each on the first day that it happened.
        week_amount, amount: What that would have cost, in euros.
        products: Of a pot, the same by product.
    """

    key: str
    name: str
    week: int
    total: int
    week_amount: Decimal
    amount: Decimal
    products: tuple[Refusal, ...] = ()


@attrs.define
class _Count:
    """People and cents: this week and in all."""

    week: int = 0
    total: int = 0
    week_cents: int = 0
    cents: int = 0

    def add(self, cents: int, *, now: bool) -> None:
        """Count one more person."""
        self.total += 1
        self.cents += cents
        self.week += now
        self.week_cents += cents * now


class RefusalCount:
    """Counts them, one case at a time.

    Args:
        rulebook: Names the pots and the products.
        week: The week of the report.
        handled: When the alarms about it were handled.
    """

    def __init__(self, rulebook: Rulebook, week: Week, handled: Handled) -> None:
        self._rulebook: Final = rulebook
        self._week: Final = week
        self._handled: Final = handled
        self._pots: Final[defaultdict[str, dict[str, _Count]]] = defaultdict(dict)
        self._people: Final[defaultdict[str, _Count]] = defaultdict(_Count)
        self._passed: Final = PassedCount(handled)

    def add(self, life: Life) -> None:
        """Count one case: once with each product, and once with the pot."""
        days: dict[str, list[tuple[date, str]]] = {}
        for day, pot, product, cents in life.refused:
            now = day >= self._week.first
            if pot not in days:
                self._people[pot].add(0, now=now)
            told = days.setdefault(pot, [])
            if all(product != other for _, other in told):
                self._pots[pot].setdefault(product, _Count()).add(cents, now=now)
            told.append((day, product))
        for pot, told in days.items():
            self._note(life, f"pot-{pot}-nee", told)

    def _note(self, life: Life, key: str, told: list[tuple[date, str]]) -> None:
        """Keep what nobody has seen to yet for the alarm about it."""
        new = [(day, product) for day, product in told if not self._handled.covers(key, day)]
        if new:
            lacks = life.closed is None and any(not _got(life, product) for _, product in new)
            self._passed.note(key, new[0][0], life.case, standing=lacks)

    def refused(self, pot: str) -> Refusal | None:
        """What was refused of a pot; None when nothing was."""
        people, names = self._people.get(pot), self._rulebook.budgets
        if people is None:
            return None
        products = tuple(self._products(self._pots[pot]))
        name = names[pot].name if pot in names else pot
        return Refusal(
            pot,
            name,
            people.week,
            people.total,
            sum((one.week_amount for one in products), Decimal(0)),
            sum((one.amount for one in products), Decimal(0)),
            products,
        )

    def _products(self, counts: Mapping[str, _Count]) -> Iterator[Refusal]:
        known = self._rulebook.products
        for key in [*(key for key in known if key in counts), *sorted(counts.keys() - known)]:
            name = known[key].name if key in known else key
            one = counts[key]
            amounts = hundredths(one.week_cents), hundredths(one.cents)
            yield Refusal(key, name, one.week, one.total, *amounts)

    def passed(self) -> dict[str, Passed]:
        """By key of the alarm, who got no since somebody last saw to that."""
        return self._passed.passed()


def _got(life: Life, product: str) -> bool:
    """Whether somebody has that product, or a turn for it, by now."""
    return any(track.product == product and track.status in _GOT for track in life.tracks.values())
