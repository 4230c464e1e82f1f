"""What a referral costs, in cents, rounded once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from triage.errors import Where
from triage.prices import price
from triage.rulebook import Product


def product(**fields: object) -> Product:
    return Product("p", "P", Where("f"), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "asked", "cents"),
    [
        ("10", None, 75000),
        ("10", "10", 75000),
        ("10", "3", 22500),
        ("10", "12", 90000),
        ("10", "0", 0),
        (None, "3", 75000),
        ("7", "0.01", 107),
        ("8", "0.01", 94),
    ],
)
def test_the_price_goes_with_the_hours(hours: str | None, asked: str | None, cents: int) -> None:
    found = product(
        price=Decimal(750), hours=None if hours is None else Decimal(hours), pot="impulsgelden"
    )

    assert price(found, None if asked is None else Decimal(asked)) == cents


def test_half_a_cent_goes_up() -> None:
    found = product(price=Decimal("0.05"), hours=Decimal(10), pot="p")

    assert price(found, Decimal(1)) == 1


def test_what_no_pot_pays_costs_nothing_here() -> None:
    assert price(product(price=Decimal(750)), None) == 0
    assert price(product(pot="p"), None) == 0
