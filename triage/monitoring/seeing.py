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


def view(life: Life, last: date, before: datetime | None = None) -> View:
    """What had happened by that day, as far as it was recorded before that moment."""
    found: dict[str, list[Counted]] = {}
    for one in life.counted:
        if one.on <= last and (before is None or one.recorded < before):
            found.setdefault(one.moment, []).append(one)
    for back in found.get("teruggenomen", ()):
        for several in found.values():
            several[:] = [one for one in several if one.number != back.takes_back]
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
        only = _products(rulebook, indicator.only) - without
        self._without: Final[frozenset[str | None]] = without
        self._only: Final = {None, *only} if indicator.only else None
        self.products: Final = tuple(
            key
            for key in rulebook.products
            if (key in only if indicator.only else key not in without)
        )
        """Those that it is about, in the order of the catalogue."""

    def takes(self, product: str | None) -> bool:
        """Whether it is about that product, or about no product."""
        return product not in self._without if self._only is None else product in self._only

    def of(self, seen: View, moment: str | None) -> Sequence[Counted]:
        """The moments of a view that it is about, the earliest first."""
        found = seen.moments.get(moment or "", ())
        only, without = self._only, self._without
        if only is not None:
            return [one for one in found if one.product in only]
        return [one for one in found if one.product not in without] if without else found


def _products(rulebook: Rulebook, names: Sequence[str]) -> frozenset[str]:
    """Products by their own key or by that of their group."""
    groups = {key for key, one in rulebook.products.items() if one.group in names}
    return frozenset(names) | groups


def belong(one: Counted, other: Counted) -> bool:
    """Whether two moments are about the same: one product at one partner, or else the person."""
    if one.product is None or other.product is None:
        return True
    return (one.product, one.partner) == (other.product, other.partner)
