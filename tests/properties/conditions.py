"""Conditions at random: every form of test, nested every way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.properties.values import (
    PLACES,
    Draw,
    chance,
    fresh,
    pick,
    some,
    write_date,
    write_number,
)

NUMERIC = tuple(PLACES)


@attrs.frozen
class Vocabulary:
    """What may be tested, and the values at which a test turns.

    Attributes:
        kinds: Of every question, conclusion and computed value.
        options: Of the questions that choose.
        edges: Filled while conditions are made: the constants each name is compared with.
        on: The day of reckoning.
        asks_known: Whether `bekend` and `onbekend` occur.
    """

    kinds: dict[str, str]
    options: dict[str, list[str]]
    on: date
    asks_known: bool = True
    edges: dict[str, list[Any]] = attrs.field(factory=dict)

    def of_kind(self, *kinds: str) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind in kinds]

    def edge(self, draw: Draw, name: str) -> Any:
        """A constant for a test: a new one, or one that another test uses too."""
        known = self.edges.setdefault(name, [])
        kind = self.kinds[name]
        value = pick(draw, known) if known and chance(draw, 3) else fresh(draw, kind, ())
        known.append(value)
        return value

    def edge_at(self, name: str, value: Any) -> None:
        self.edges.setdefault(name, []).append(value)


def condition(draw: Draw, known: Vocabulary, names: Sequence[str], depth: int = 2) -> Any:
    """An `als` over these names."""
    entries: dict[str, Any] = {}
    for _ in range(pick(draw, [1, 1, 2, 3])):
        if depth and chance(draw, 3):
            key, value = combination(draw, known, names, depth)
        else:
            key = pick(draw, names)
            value = one_test(draw, known, key)
        entries.setdefault(key, value)
    return entries


def combination(draw: Draw, known: Vocabulary, names: Sequence[str], depth: int) -> tuple[str, Any]:
    key = pick(draw, ["niet", "alle", "een van", "geen van", "minstens", "minstens"])
    if key == "niet":
        return key, condition(draw, known, names, depth - 1)
    members = [condition(draw, known, names, depth - 1) for _ in range(draw(st.integers(1, 3)))]
    if key == "minstens":
        key = f"minstens {draw(st.integers(1, len(members)))} van"
    return key, members


def one_test(draw: Draw, known: Vocabulary, name: str) -> Any:
    """A test on the name: a text, a list or a mapping."""
    kind = known.kinds[name]
    if kind == "tekst" or (known.asks_known and chance(draw, 6)):
        return pick(draw, ["bekend", "onbekend"])
    plain = plain_test(draw, known, name)
    if not chance(draw, 4):
        return plain
    if isinstance(plain, str) and draw(st.booleans()):
        return f"niet {plain}"
    return {"niet": plain}


def plain_test(draw: Draw, known: Vocabulary, name: str) -> Any:
    kind = known.kinds[name]
    match kind:
        case "ja_nee":
            return pick(draw, ["ja", "nee"])
        case "datum":
            return date_test(draw, known, name)
        case "keuze":
            return pick(draw, [pick(draw, known.options[name]), some(draw, known.options[name])])
        case "meerkeuze":
            return choice_test(draw, known.options[name])
    value = known.edge(draw, name)
    other = known.edge(draw, name)
    return compared(draw, value, other, number_steps(kind), number_writer(draw, kind))


def number_steps(kind: str) -> Callable[[Any], int]:
    return lambda value: int(value * 10 ** PLACES[kind])


def number_writer(draw: Draw, kind: str) -> Callable[[Any], str]:
    return lambda value: write_number(draw, int(value * 10 ** PLACES[kind]), kind)


def choice_test(draw: Draw, options: Sequence[str]) -> Any:
    form = pick(draw, ["one", "some", "every", "count", "count"])
    if form == "one":
        return pick(draw, options)
    if form == "some":
        return some(draw, options)
    if form == "every":
        return {"alle": some(draw, options)}
    low, high = (Fraction(draw(st.integers(0, len(options) + 1))) for _ in range(2))
    return compared(draw, low, high, int, lambda value: str(int(value)))


def date_test(draw: Draw, known: Vocabulary, name: str) -> Any:
    if chance(draw, 3):
        number = pick(draw, [0, 1, 3, 30, 9999])
        form = pick(draw, ["minstens {} geleden", "hoogstens {} geleden", "komende {}"])
        back = -number if "geleden" in form else number
        known.edge_at(name, known.on + timedelta(days=back if number < 1000 else 0))
        return form.format("1 dag" if number == 1 else f"{number} dagen")
    value, other = known.edge(draw, name), known.edge(draw, name)
    if chance(draw, 2):
        word = pick(draw, ["voor", "na", "vanaf", "tot en met"])
        return f"{word} {write_date(draw, value)}"
    forms = compared(draw, value, other, date.toordinal, lambda day: write_date(draw, day))
    worded = isinstance(forms, str) and forms.startswith(
        ("minstens", "hoogstens", "meer", "minder")
    )
    return write_date(draw, value) if worded else forms


def compared(
    draw: Draw,
    first: Any,
    second: Any,
    steps: Callable[[Any], int],
    write: Callable[[Any], str],
) -> Any:
    """A comparison with one or two bounds; never a range that is reversed or empty."""
    low, high = sorted((first, second))
    words = ["", "minstens ", "hoogstens ", "meer dan ", "minder dan "]
    signs = [">= ", "<= ", "> ", "< ", "= ", "!= ", ">=", "!="]
    if not chance(draw, 3):
        return f"{pick(draw, [*words, *signs])}{write(first)}"
    forms = ["tussen {} en {}", "[{}..{}]", "list"]
    room = steps(high) - steps(low)
    forms += ["(%s]", "[%s)"] if room >= 1 else []
    forms += ["(%s)"] if room >= 2 else []  # so that one value is left inside
    form = pick(draw, forms).replace("%s", "{}..{}")
    if form == "list":  # how YAML reads [5..9] without quotes
        return [f"{write(low)}..{write(high)}"]
    return form.format(write(low), write(high))
