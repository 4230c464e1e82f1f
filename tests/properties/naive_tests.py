"""An `als` decided straight from its words, in Kleene's three values: slow and obvious."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Three = bool | None
"""True, false, or None for unknown."""


def negation(value: Three) -> Three:
    return None if value is None else not value


def at_least(count: int, values: Iterable[Three]) -> Three:
    """Holds if so many hold, fails if so many can no longer be reached, else unknown."""
    every = list(values)
    if every.count(True) >= count:
        return True
    if every.count(True) + every.count(None) < count:
        return False
    return None


def conjunction(values: Iterable[Three]) -> Three:
    every = list(values)
    return at_least(len(every), every)


def read_date(text: str) -> date:
    first, second, third = text.split("-")
    if len(first) == 4:
        return date(int(first), int(second), int(third))
    return date(int(third), int(second), int(first))


def read_number(text: str) -> Fraction:
    plain = text.replace("€", "").replace("%", "").strip()
    return Fraction(plain.replace(".", "").replace(",", ".") if "," in plain else plain)


class Conditions:
    """Decides tests and their combinations for one case.

    Attributes:
        kinds: The kind of every name that may be tested; a conclusion is a `ja_nee`.
        value: Gives the value of a name, or None when it is unknown.
        on: The day of reckoning.
    """

    def __init__(self, kinds: Mapping[str, str], value: Callable[[str], Any], on: date) -> None:
        self.kinds, self.value, self.on = kinds, value, on

    def holds(self, condition: Any) -> Three:
        """An `als`: `altijd`, or a mapping of which every entry must hold."""
        if condition == "altijd":
            return True
        return conjunction(self.entry(key, value) for key, value in condition.items())

    def entry(self, key: str, value: Any) -> Three:
        if key == "niet":
            return negation(self.holds(value))
        if key in self.kinds:
            return self.test(key, value)
        members = [self.holds(member) for member in value]
        if key == "alle":
            return conjunction(members)
        if key == "een van":
            return at_least(1, members)
        if key == "geen van":
            return negation(at_least(1, members))
        return at_least(int(key.split()[1]), members)

    def test(self, name: str, test: Any) -> Three:
        """One test on one name."""
        value = self.value(name)
        if test in ("bekend", "onbekend"):
            return bool((value is not None) == (test == "bekend"))
        if isinstance(test, dict) and "niet" in test:
            return negation(self.test(name, test["niet"]))
        if isinstance(test, str) and test.startswith("niet "):
            return negation(self.test(name, test.removeprefix("niet ")))
        return None if value is None else self.known(self.kinds[name], value, test)

    def cell(self, name: str, cell: Any) -> Three:
        """A test in a row: `a | b` is one of."""
        tests = cell.split("|") if isinstance(cell, str) else [cell]
        stripped = [test.strip() if isinstance(test, str) else test for test in tests]
        return at_least(1, [self.test(name, test) for test in stripped])

    def known(self, kind: str, value: Any, test: Any) -> bool:  # noqa: PLR0911  # a form a line
        """A test on an answer that is there."""
        if isinstance(test, dict):
            return bool(set(test["alle"]) <= value)
        if isinstance(test, list):
            if len(test) == 1 and ".." in test[0]:
                return self.known(kind, value, f"[{test[0]}]")
            return any(self.known(kind, value, option) for option in test)
        match kind:
            case "ja_nee":
                return bool(value == (test == "ja"))
            case "keuze":
                return bool(value == test)
            case "meerkeuze" if re.fullmatch("[a-z0-9][a-z0-9_-]*", test) and not test.isdigit():
                return test in value
            case "meerkeuze":
                return compared(Fraction(len(value)), test, read_number)
            case "datum" if test.endswith((" geleden", " dag", " dagen")):
                return self.relative(value, test)
            case "datum":
                return compared(value, test, read_date)
            case _:
                return compared(value, test, read_number)

    def relative(self, value: date, test: str) -> bool:
        word, number, *_ = test.split()
        days = timedelta(days=int(number))
        match word:
            case "minstens":
                return value <= self.on - days
            case "hoogstens":
                return self.on - days <= value <= self.on
            case _:
                return self.on <= value <= self.on + days


COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minstens": lambda value, bound: value >= bound,
    "hoogstens": lambda value, bound: value <= bound,
    "meer dan": lambda value, bound: value > bound,
    "minder dan": lambda value, bound: value < bound,
    "voor": lambda value, bound: value < bound,
    "na": lambda value, bound: value > bound,
    "vanaf": lambda value, bound: value >= bound,
    "tot en met": lambda value, bound: value <= bound,
    ">=": lambda value, bound: value >= bound,
    "<=": lambda value, bound: value <= bound,
    "!=": lambda value, bound: value != bound,
    ">": lambda value, bound: value > bound,
    "<": lambda value, bound: value < bound,
    "=": lambda value, bound: value == bound,
    "": lambda value, bound: value == bound,
}


def compared(value: Any, test: str, read: Callable[[str], Any]) -> bool:
    """A value against `5`, `minstens 5`, `tussen 5 en 9`, `>= 5` or `[5..9)`."""
    if test.startswith("tussen "):
        low, high = test.removeprefix("tussen ").split(" en ")
        return bool(read(low) <= value <= read(high))
    if test[0] in "[(":
        low, high = test[1:-1].split("..")
        above = value >= read(low) if test[0] == "[" else value > read(low)
        below = value <= read(high) if test[-1] == "]" else value < read(high)
        return bool(above and below)
    word = next(word for word in COMPARISONS if test.startswith(word))
    return COMPARISONS[word](value, read(test.removeprefix(word).strip()))
