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
    """A row of the monitoring report, as the configuration writes it.

    Attributes:
        part: `onderdeel`: under which heading it stands.
        counts: `ondernemers`, `producten`, `dagen` or `aandeel`; None is shown and not counted.
        at: The moment at which it counts; of days, the moment that ends them.
        since: Of days, the moment that starts them.
        whole: Of a share, the moment that it is a share of.
        after: Only who had this moment on an earlier day.
        condition: What has to hold at the moment.
        written: The same as it is written, in one form whatever the layout.
        only: The products and groups that count; none is all of them.
        without: The products and groups that do not.
        per: `product`, `reden` or a question that chooses.
        apart: The lines of `per` that are shown and not counted.
    """

    key: str
    name: str
    where: Where
    part: str | None = None
    owner: str | None = None
    effect: str | None = None
    counts: Literal["ondernemers", "producten", "dagen", "aandeel"] | None = None
    at: str | None = None
    since: str | None = None
    whole: str | None = None
    after: str | None = None
    condition: Condition | None = None
    written: str | None = None
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    per: str | None = None
    apart: tuple[str, ...] = ()
    target: int | None = None
    target_text: str | None = None
    remark: str | None = None
    note: str | None = None

    @property
    def question(self) -> str | None:
        """The question by whose answers it is split, if it is split so."""
        return None if self.per in ("product", "reden") else self.per


@attrs.frozen
class Settings:
    """What stands once in a home.

    Attributes:
        ceiling: How many people may be supported in all.
        intake: The product whose hours are those of one intake.
        owners: By kind of alarm, who sees to it.
    """

    title: str | None = None
    term: Period | None = None
    contact_window: Period | None = None
    engine: str | None = None
    equated_days: frozenset[date] = frozenset()
    forbidden: tuple[str, ...] = ()
    retention: Mapping[str, str] = attrs.field(factory=dict)
    ceiling: int | None = None
    intake: str | None = None
    owners: Mapping[str, str] = attrs.field(factory=dict)
