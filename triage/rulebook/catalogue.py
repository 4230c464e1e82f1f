"""Values about what there is to give: levels, products, partners, money, and the report's rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from triage.conditions import Condition
from triage.errors import Where
from triage.rulebook.terms import Period, Term


@attrs.frozen
class Level:
    """A level of urgency; the first of the configuration is the most urgent."""

    key: str
    name: str
    where: Where
    terms: tuple[Term, ...] = ()
    note: str | None = None


@attrs.frozen
class Product:
    """A support product: hours and price per deployment, who provides it, which pot pays."""

    key: str
    name: str
    where: Where
    hours: Decimal | None = None
    price: Decimal | None = None
    providers: tuple[str, ...] = ()
    pot: str | None = None
    group: str | None = None
    target: int | None = None
    target_text: str | None = None
    note: str | None = None


@attrs.frozen
class Group:
    """Products that are counted, paid or timed together."""

    key: str
    name: str
    where: Where
    target: int | None = None
    target_text: str | None = None
    paid_once: bool = False
    warn_hours: Decimal | None = None
    note: str | None = None


@attrs.frozen
class Capacity:
    """What a partner promised for a product: places or hours, over the term or `per` period."""

    places: int | None = None
    hours: Decimal | None = None
    per: Literal["week", "maand"] | None = None


@attrs.frozen
class Partner:
    """A chain partner as the configuration knows it.

    Attributes:
        own: Its products are deployed by the desk itself, not referred.
        capacity: By product; a product that is absent is unlimited, but counted.
        reserved: By product: places kept for the highest level.
        channel: How a referral reaches it; the values under `kanaal`.
        shares: The answers that may be sent; nothing else ever is.
        consent: A ja_nee question; without `ja` no referral.
        response: By level, or under None for all (other) levels: the term for an answer.
        on_failure: What happens when its own capacity cannot be asked.
    """

    key: str
    name: str
    where: Where
    own: bool = False
    capacity: Mapping[str, Capacity] = attrs.field(factory=dict)
    reserved: Mapping[str, int] = attrs.field(factory=dict)
    channel: Mapping[str, str] = attrs.field(factory=dict)
    shares: tuple[str, ...] = ()
    consent: str | None = None
    response: Mapping[str | None, Term] = attrs.field(factory=dict)
    on_failure: Literal["wachtlijst", "reserveer"] | None = None
    note: str | None = None


@attrs.frozen
class Budget:
    """A pot of money in euros; `status` says how firm it is."""

    key: str
    name: str
    where: Where
    amount: Decimal | None = None
    status: str | None = None
    note: str | None = None


@attrs.frozen
class RefusalReason:
    """Why a partner may refuse, and what that leads to."""

    key: str
    name: str
    where: Where
    effect: str | None = None
    note: str | None = None


@attrs.frozen
class Indicator:
    """A row of the monitoring report, as the configuration writes it."""

    key: str
    name: str
    where: Where
    fields: Mapping[str, str | tuple[str, ...]] = attrs.field(factory=dict)
    condition: Condition | None = None


@attrs.frozen
class Settings:
    """What stands once in a home; `ceiling` is how many people may be supported in all."""

    title: str | None = None
    term: Period | None = None
    contact_window: Period | None = None
    engine: str | None = None
    equated_days: frozenset[date] = frozenset()
    forbidden: tuple[str, ...] = ()
    retention: Mapping[str, str] = attrs.field(factory=dict)
    ceiling: int | None = None
