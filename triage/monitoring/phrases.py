"""Numbers and names as they stand in the sentence of an alarm."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from triage.notation import show_number

_NAMED: Final = 5
"""So many cases are named in an alarm."""


def some(count: int | Decimal, one: str, more: str) -> str:
    """Such as `1 zaak` or `12 zaken`."""
    return f"{number(count)} {one if count == 1 else more}"


def people(count: int) -> str:
    """Such as `1 mens`."""
    return some(count, "mens", "mensen")


def few(count: int, cases: Sequence[str]) -> str:
    """The first of so many, and how many more there are."""
    named = cases[:_NAMED]
    rest = f" en nog {count - len(named)}" if count > len(named) else ""
    return f"{', '.join(named)}{rest}"


def euros(amount: Decimal) -> str:
    """Such as `€ 1.262,50`."""
    return show_number(int(amount * 100), "bedrag")


def number(amount: int | Decimal) -> str:
    """Such as `12,5`."""
    return show_number(int(amount * 10000), "getal")
