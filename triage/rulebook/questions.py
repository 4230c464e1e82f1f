"""Values about the vocabulary: questions, conclusions and computed values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import attrs

from triage.errors import Where

Kind = Literal[
    "ja_nee", "geheel", "getal", "bedrag", "percentage", "datum", "keuze", "meerkeuze", "tekst"
]

PLACES: Mapping[str, int] = {"geheel": 0, "bedrag": 2, "percentage": 2, "getal": 4}
"""Decimal places of the numeric kinds; an answer is kept as a whole number of that unit."""


@attrs.frozen
class Question:
    """What may be asked of an entrepreneur, and how the answer is written.

    Attributes:
        text: As it is asked.
        unit: Of a number, for people.
        low: Lowest answer taken, as a whole number (see `conditions`); None is open.
        high: Highest answer taken.
        options: Key and name of each choice, in the order of the file.
        phase: Where the answer comes from: lijst, telefoon, balie or partner.
    """

    key: str
    kind: Kind
    text: str
    where: Where
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    phase: str | None = None
    note: str | None = None


@attrs.frozen
class Conclusion:
    """A fact that rules decide and other rules may test."""

    key: str
    where: Where
    means: str | None = None
    note: str | None = None


@attrs.frozen
class Number:
    """A constant of a formula."""

    value: Decimal


@attrs.frozen
class Operand:
    """A question or computed value in a formula; `places` is its number of decimals."""

    name: str
    places: int


@attrs.frozen
class Operation:
    """`+ - * /`, `neg`, `min`, `max`, or `dagen` (days from the first date to the second)."""

    operator: str
    parts: tuple[Formula, ...]


Formula = Number | Operand | Operation


def operands(formula: Formula) -> frozenset[str]:
    """The questions and computed values in a formula."""
    match formula:
        case Operand(name):
            return frozenset((name,))
        case Operation(_, parts):
            return frozenset().union(*map(operands, parts))
        case _:
            return frozenset()


@attrs.frozen
class Computed:
    """A value derived by exact arithmetic, rounded once, half away from zero, to its own kind."""

    key: str
    kind: Kind
    formula: Formula
    text: str
    where: Where
    unit: str | None = None
    note: str | None = None
