"""What referrals did to the pots: granted, free, held and spent when the week closed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from triage.checks.plan import overasked
from triage.monitoring.life import Life
from triage.monitoring.series import by_day, by_week, hundredths
from triage.monitoring.values import Budget, Spending
from triage.monitoring.weeks import Week
from triage.rulebook import Budget as Planned
from triage.rulebook import Rulebook

_QUOTED: Final = re.compile("'([a-z0-9_]+)'")
"""A key, as the checks of a plan name it."""


@attrs.define
class _Pot:
    """What happened to one pot, in cents.

    Attributes:
        whole: What is granted now.
        granted: By day, the whole amount from that day on.
        taken: By day, by how much held and spent together grew.
        held, spent, count: By product.
        week: Held and spent in the week of the report.
    """

    whole: int = 0
    granted: dict[date, int] = attrs.field(factory=dict)
    taken: Counter[date] = attrs.field(factory=Counter)
    held: Counter[str] = attrs.field(factory=Counter)
    spent: Counter[str] = attrs.field(factory=Counter)
    count: Counter[str] = attrs.field(factory=Counter)
    week: tuple[int, int] = (0, 0)


class Money:
    """Adds up what cases took from the pots, one case at a time.

    Args:
        rulebook: Names the pots and the products, in their order.
        week: The week of the report; nothing that was recorded after its close may be added.
    """

    def __init__(self, rulebook: Rulebook, week: Week) -> None:
        self._rulebook, self._week = rulebook, week
        self._pots: defaultdict[str, _Pot] = defaultdict(_Pot)

    def fund(self, on: date, pot: str, cents: int) -> None:
        """From this day on the pot holds so much in all; to be told in the order of the chain."""
        found = self._pots[pot]
        found.whole = found.granted[on] = cents

    def add(self, life: Life) -> None:
        """Add what the referrals of one case took and gave back."""
        first, last = self._week.first, self._week.last
        for day, key, product, held, spent in life.moves:
            pot = self._pots[key]
            pot.taken[day] += held + spent
            pot.held[product] += held
            pot.spent[product] += spent
            if first <= day <= last:
                pot.week = (pot.week[0] + held, pot.week[1] + spent)
        for track in life.tracks.values():
            if track.pot is not None and track.held + track.spent:
                self._pots[track.pot].count[track.product] += 1

    def budgets(self, intakes: int = 0) -> tuple[Budget, ...]:
        """Every pot of the configuration, and after those the pots that only the ledger knows.

        Args:
            intakes: How many there were, whoever paid them.
        """
        known = self._rulebook.budgets
        keys = [*known, *sorted(self._pots.keys() - known.keys())]
        return tuple(self._budget(key, intakes) for key in keys)

    def daily(self, key: str) -> list[tuple[date, Decimal, Decimal]]:
        """Held and spent together, and what was granted, at the end of every day with a change."""
        pot = self._pots.get(key, _Pot())
        taken = dict(by_day(pot.taken))
        found: list[tuple[date, Decimal, Decimal]] = []
        amount = granted = 0
        for day in sorted(pot.granted.keys() | taken.keys()):
            amount, granted = taken.get(day, amount), pot.granted.get(day, granted)
            found.append((day, hundredths(amount), hundredths(granted)))
        return found

    def _budget(self, key: str, intakes: int) -> Budget:
        pot, known = self._pots.get(key, _Pot()), self._rulebook.budgets.get(key)
        held, spent = pot.held.total(), pot.spent.total()
        granted = pot.whole if pot.granted else None
        term = self._rulebook.settings.term
        weekly = by_week(pot.taken, None if term is None else term.first, self._week)
        return Budget(
            key=key,
            name=key if known is None else known.name,
            status=None if known is None else known.status,
            granted=None if granted is None else hundredths(granted),
            free=None if granted is None else hundredths(granted - held - spent),
            held=hundredths(held),
            spent=hundredths(spent),
            week_held=hundredths(pot.week[0]),
            week_spent=hundredths(pot.week[1]),
            weekly={name: hundredths(cents) for name, cents in weekly.items()},
            products=tuple(self._spending(pot)),
            remarks=() if known is None else (*self._doubts(known), *self._unpaid(known, intakes)),
        )

    def _doubts(self, budget: Planned) -> Iterator[str]:
        """What the plan asks of a pot that it can never pay."""
        rulebook = self._rulebook
        known = (rulebook.products, rulebook.groups, rulebook.budgets)
        names = {key: one.name for several in known for key, one in several.items()}
        for problem in overasked(rulebook, budget):
            text = _QUOTED.sub(lambda found: f"‘{names[found[1]]}’", problem.message)
            yield f"{text[:1].upper()}{text[1:]}."

    def _unpaid(self, budget: Planned, intakes: int) -> Iterator[str]:
        """Intakes that the pot which pays them did not pay."""
        product = self._rulebook.products.get(self._rulebook.settings.intake or "")
        if product is not None and product.pot == budget.key and product.price:
            paid = self._pots.get(budget.key, _Pot()).count[product.key]
            if (rest := intakes - paid) > 0:
                verb = "is er" if rest == 1 else "zijn er"
                yield (
                    f"Van de {intakes} intakes {verb} {rest} waarvoor uit deze pot niets is "
                    "vastgelegd of besteed."
                )

    def _spending(self, pot: _Pot) -> Iterator[Spending]:
        known = self._rulebook.products
        took = {key for key in pot.held if pot.held[key] or pot.spent[key]}
        for key in [*(key for key in known if key in took), *sorted(took - known.keys())]:
            name = known[key].name if key in known else key
            held, spent = hundredths(pot.held[key]), hundredths(pot.spent[key])
            yield Spending(key, name, pot.count[key], held, spent)
