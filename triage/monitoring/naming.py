"""The lines of a number that is told apart: which there are, in which order, and their names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from triage.rulebook import Indicator, Rulebook
from triage.vocabulary import UNKNOWN


class Naming:
    """The lines of one indicator.

    Answers, and the products that an indicator names, have a line even when nothing is counted on
    it; of all other lines there are those that something was counted on.

    Args:
        rulebook: Names what there is.
        indicator: Says what it is told apart by.
        products: Those that it is about, in the order of the catalogue.
    """

    def __init__(self, rulebook: Rulebook, indicator: Indicator, products: Sequence[str]) -> None:
        question = rulebook.questions.get(indicator.question or "")
        options = () if question is None else question.options
        self._declared: Final = (
            {key: rulebook.products[key].name for key in products}
            if indicator.per == "product"
            else dict(options)
        )
        self._always: Final = indicator.per != "product" or bool(indicator.only)
        self._apart: Final = indicator.apart
        self._reasons: Final = rulebook.reasons

    def lines(self, counted: Collection[str]) -> list[tuple[str, str]]:
        """Key and name of every line that counts: as configured, and what is not by its key."""
        found = [key for key in self._declared if self._always or key in counted]
        strange = sorted(key for key in counted if key not in self._declared and key != UNKNOWN)
        last = [UNKNOWN] if UNKNOWN in counted else []
        keys = [key for key in (*found, *strange, *last) if key not in self._apart]
        return [(key, self._name(key)) for key in keys]

    def apart(self) -> list[tuple[str, str]]:
        """Key and name of every line that is shown and not counted, as configured."""
        return [(key, self._name(key)) for key in dict.fromkeys(self._apart)]

    def _name(self, key: str) -> str:
        if key in self._declared:
            return self._declared[key]
        if key in self._reasons:
            return self._reasons[key].name
        return key.replace("_", " ").capitalize()
