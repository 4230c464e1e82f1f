"""What a counter sees of a life: its moments up to some day, as they were known at some moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

import attrs

from triage.monitoring.life import Counted, Life
from triage.rulebook import Indicator, Rulebook

FIRST_ONLY: Final = frozenset({"melding", "benaderd", "bereikt", "intake"})
"""What happens to a person again and again, and counts the first time."""


@attrs.frozen
class View:
    """The moments of one life, by which moment they are, in the order of their days."""

    life: Life
    moments: Mapping[str, Sequence[Counted]]

    def of(self, moment: str | None) -> Sequence[Counted]:
        """Every such moment, the earliest first."""
        return self.moments.get(moment or "", ())


def view(life: Life, last: date, before: datetime | None = None) -> View:
    """What had happened by that day, as far as it was recorded before that moment."""
    found: dict[str, list[Counted]] = {}
    for one in life.counted:
        if one.on <= last and (before is None or one.recorded < before):
            found.setdefault(one.moment, []).append(one)
    for moment, several in found.items():
        if len(several) > 1:
            several.sort(key=lambda one: (one.on, one.number))
            if moment in FIRST_ONLY:
                del several[1:]
    return View(life, found)


class Choice:
    """Which moments an indicator is about; those that are about no product always are."""

    def __init__(self, rulebook: Rulebook, indicator: Indicator) -> None:
        without = _products(rulebook, indicator.without)
        only = _products(rulebook, indicator.only) if indicator.only else None
        self._only: Final = only
        self._without: Final = without
        self.products: Final = tuple(
            key for key in rulebook.products if (only is None or key in only) and key not in without
        )
        """Those that it is about, in the order of the catalogue."""

    def takes(self, one: Counted) -> bool:
        """Whether the moment is one of those."""
        product = one.product
        if product is None:
            return True
        return product not in self._without and (self._only is None or product in self._only)

    def of(self, seen: View, moment: str | None) -> list[Counted]:
        """The moments of a view that are, the earliest first."""
        return [one for one in seen.of(moment) if self.takes(one)]


def _products(rulebook: Rulebook, names: Sequence[str]) -> frozenset[str]:
    """Products by their own key or by that of their group."""
    groups = {key for key, one in rulebook.products.items() if one.group in names}
    return frozenset(names) | groups


def belong(one: Counted, other: Counted) -> bool:
    """Whether two moments are about the same: one product at one partner, or else the person."""
    if one.product is None or other.product is None:
        return True
    return (one.product, one.partner) == (other.product, other.partner)
