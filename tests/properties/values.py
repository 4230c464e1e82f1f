"""Numbers, dates and answers at random, in every notation that the contract takes."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]

PLACES = {"geheel": 0, "bedrag": 2, "percentage": 2, "getal": 4}
MAX_DIGITS = 15
LARGEST = 10**MAX_DIGITS - 1
FIRST_ANSWER, LAST_DAY = date(2015, 1, 1), date(2199, 12, 31)
DAYS = tuple(date(2021, 3, 1) + timedelta(days=n) for n in (0, 0, -1, 1, 3, -7, 30, 58, 74, 300))
"""Of these the last two but one are rest days, and days on and around them matter most."""


def pick(draw: Draw, options: Sequence[T]) -> T:
    found: T = draw(st.sampled_from(options))
    return found


def chance(draw: Draw, one_in: int) -> bool:
    """Shrinks to False."""
    return pick(draw, [False] * (one_in - 1) + [True])


def some(draw: Draw, options: Sequence[T], least: int = 1, most: int = 3) -> list[T]:
    """A few different ones, in any order."""
    size = min(most, len(options))
    found: list[T] = draw(
        st.lists(st.sampled_from(options), min_size=min(least, size), max_size=size, unique=True)
    )
    return found


def scaled(draw: Draw, kind: str) -> int:
    """A number as a whole number of the kind's smallest unit."""
    unit: int = 10 ** PLACES[kind]
    usual = [0, 1, -1, 2, 5, 30, 45, -250, 1262]
    edges = [1, -1, LARGEST, -LARGEST, LARGEST * unit, -LARGEST * unit, 126250, 12500, 5]
    found = pick(draw, [*(n * unit for n in usual), *edges])
    return int(draw(st.integers(-1000 * unit, 1000 * unit))) if chance(draw, 6) else found


def fits(number: int, kind: str) -> bool:
    """Whether the number has no more than 15 digits, counted on its value."""
    whole, rest = divmod(abs(number), 10 ** PLACES[kind])
    decimals = str(10 ** PLACES[kind] + rest)[1:].rstrip("0")
    return len(str(whole or "")) + len(decimals) <= MAX_DIGITS


def write_number(draw: Draw, number: int, kind: str) -> str:
    """One of the ways to write a number."""
    places = PLACES[kind]
    whole, rest = divmod(abs(number), 10**places)
    decimals = str(10**places + rest)[1:].rstrip("0")
    decimals += "0" * pick(draw, [0, 0, max(places - len(decimals), 0)])
    text = str(whole)
    if not decimals:
        text = "0" * pick(draw, [0, 0, 0, 1]) + text
    elif pick(draw, ["comma", "comma", "point"]) == "comma":
        grouped = f"{whole:,}".replace(",", ".")
        text = f"{pick(draw, [text, grouped])},{decimals}"
    else:
        text = f"{whole}.{decimals}"
    sign = "-" if number < 0 else ""
    before = pick(draw, ["", "", "€ ", "€"]) if kind == "bedrag" else ""
    after = pick(draw, ["", "%", " %"]) if kind == "percentage" else ""
    return f"{before}{sign}{text}{after}"


def write_date(draw: Draw, day: date) -> str:
    return pick(draw, [day.isoformat(), f"{day.day}-{day.month}-{day.year}"])


def days(draw: Draw) -> date:
    near = pick(draw, DAYS)
    if chance(draw, 12):
        return pick(draw, [FIRST_ANSWER, LAST_DAY, date(2020, 2, 29), date(2024, 12, 31)])
    return near + timedelta(days=draw(st.integers(-3, 3)))


def fresh(draw: Draw, kind: str, options: Sequence[str]) -> Any:
    """Any answer to a question of the kind, as the naive evaluator reads it."""
    match kind:
        case "ja_nee":
            return draw(st.booleans())
        case "datum":
            return days(draw)
        case "keuze":
            return pick(draw, options)
        case "meerkeuze":
            return frozenset(some(draw, options, least=0, most=len(options)))
        case "tekst":
            return pick(draw, ["ja", "12", "zonder werk", "bekend"])
        case _:
            return Fraction(scaled(draw, kind), 10 ** PLACES[kind])


def beside(draw: Draw, kind: str, value: Any) -> Any:
    """The value itself, or the nearest one below or above it."""
    step = pick(draw, [0, -1, 1])
    if kind == "datum":
        moved = value + timedelta(days=step)
        return min(max(moved, FIRST_ANSWER), LAST_DAY)
    number = int(value * 10 ** PLACES[kind]) + step
    return Fraction(number, 10 ** PLACES[kind]) if fits(number, kind) else value


def given(draw: Draw, kind: str, value: Any) -> Any:
    """The answer in one of the forms that `Case` takes."""
    match kind:
        case "ja_nee":
            return pick(draw, [value, "ja" if value else "nee"])
        case "datum":
            return pick(draw, [value, write_date(draw, value)])
        case "meerkeuze":
            listed = sorted(value)
            return pick(draw, [listed, tuple(listed), listed[::-1] + listed, set(value)])
        case "keuze" | "tekst":
            return value
    number = int(value * 10 ** PLACES[kind])
    exact = Decimal(number).scaleb(-PLACES[kind])
    forms: list[Any] = [exact, write_number(draw, number, kind)]
    forms += [int(value)] if value.denominator == 1 else []
    # A float counts as its shortest text, which is the number itself when it is short enough.
    forms += [float(exact)] if abs(number) < 10**12 else []
    return pick(draw, forms)


def names(prefix: str, count: int) -> list[str]:
    """Names whose text order is not the order in which they were made."""
    return [f"{prefix}{string.ascii_lowercase[-n]}" for n in range(1, count + 1)]
