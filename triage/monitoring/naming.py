"""The lines of a number that is told apart: which there are, in which order, and their names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from triage.rulebook import Indicator, Rulebook
from triage.vocabulary import UNKNOWN


class Naming:
    """The lines of one indicator.

    Answers, and the products that an indicator names, have a line even when nothing is counted on
    it; products that it does not name, and reasons, only when something is.

    Args:
        rulebook: Names what there is.
        indicator: Says what it is told apart by.
        products: Those that it is about, in the order of the catalogue.
    """

    def __init__(self, rulebook: Rulebook, indicator: Indicator, products: Sequence[str]) -> None:
        question = rulebook.questions.get(indicator.question or "")
        declared: dict[str, str] = {}
        if question is not None:
            declared = dict(question.options)
        elif indicator.per == "product":
            declared = {key: rulebook.products[key].name for key in products}
        elif indicator.per == "reden":
            declared = dict(rulebook.ends)
        named = indicator.per == "product" and bool(indicator.only)
        self._declared: Final = declared
        self._always: Final = question is not None or named
        self._apart: Final = indicator.apart

    def lines(self, counted: Collection[str]) -> list[tuple[str, str]]:
        """Key and name of every line that counts: as configured, and what is not by its key."""
        found = [key for key in self._declared if self._always or key in counted]
        strange = sorted(set(counted) - set(self._declared), key=lambda key: (key == UNKNOWN, key))
        keys = [key for key in (*found, *strange) if key not in self._apart]
        return [(key, self._name(key)) for key in keys]

    def apart(self) -> list[tuple[str, str]]:
        """Key and name of every line that is shown and not counted, as configured."""
        return [(key, self._name(key)) for key in dict.fromkeys(self._apart)]

    def _name(self, key: str) -> str:
        return self._declared.get(key) or key.replace("_", " ").capitalize()
