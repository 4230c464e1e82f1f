"""What a referral costs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from triage.rulebook import Product

_WHOLE: Final = Decimal(1)


def price(product: Product, hours: Decimal | None) -> int:
    """The price in cents, rounded once, half away from zero; nothing when no pot pays.

    Args:
        product: With its price for the hours of the catalogue.
        hours: What is asked or was delivered; None is what the catalogue says.
    """
    if product.pot is None or product.price is None:
        return 0
    cents = product.price * 100
    if hours is not None and product.hours:
        cents = cents * hours / product.hours
    return int(cents.quantize(_WHOLE, ROUND_HALF_UP))
