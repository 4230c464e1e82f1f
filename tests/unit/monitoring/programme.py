"""A small programme, made by hand: two pots, three partners, and lives that take from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from triage.errors import Where
from triage.monitoring.life import Counted, Life, Moment, Track
from triage.monitoring.weeks import Week
from triage.rulebook import Budget, Capacity, Partner, Period, Product, Rulebook, Settings

HERE = Where("triage.yaml")
WEEK = Week(2021, 10)
"""From Monday 8 to Sunday 14 March 2021."""

SETTINGS = Settings(
    term=Period(date(2021, 3, 1), date(2021, 12, 31)),
    contact_window=Period(date(2021, 3, 1), date(2021, 4, 30)),
    intake="intake",
)
PRODUCTS = (
    Product("intake", "Intake", HERE, Decimal("1.5"), Decimal("112.50"), ("balie",), "impuls"),
    Product("coaching", "Coaching", HERE, Decimal(10), Decimal(750), ("balie",), "impuls"),
    Product("onderzoek", "Onderzoek", HERE, None, Decimal(2095), ("imk", "ander"), "impuls"),
    Product("schuldhulp", "Schuldhulp", HERE, providers=("bad",)),
)
PROMISES: Mapping[str, Mapping[str, Capacity]] = {
    "balie": {},
    "bad": {},
    "imk": {"onderzoek": Capacity(places=30)},
    "ander": {"onderzoek": Capacity(places=0)},
}
POTS = (
    Budget("impuls", "Impulsgelden", HERE, Decimal(200000), "voorlopig"),
    Budget("later", "Nog niet bekend", HERE),
)


def rulebook(
    promises: Mapping[str, Mapping[str, Capacity]] = PROMISES, settings: Settings = SETTINGS
) -> Rulebook:
    """The configuration of the programme, with other promises or settings where those matter."""
    partners = {
        key: Partner(
            key, key.upper(), HERE, own=key == "balie", capacity={**PROMISES, **promises}[key]
        )
        for key in PROMISES
    }
    return Rulebook(
        questions={},
        conclusions={},
        computed={},
        rules={},
        levels=(),
        products={product.key: product for product in PRODUCTS},
        groups={},
        partners=partners,
        budgets={pot.key: pot for pot in POTS},
        reasons={},
        indicators=(),
        examples=(),
        settings=settings,
        layers=(),
        version="sha256:0",
    )


def march(day: int) -> date:
    return date(2021, 3, day)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo("Europe/Amsterdam"))


def track(product: str, partner: str | None, **days: date) -> Track:
    """A referral that became these things on these days, each written down on the day itself."""
    status = list(days)[-1]
    ended = status in ("waiting", "refused", "stopped", "withdrawn")
    return Track(
        "r",
        product,
        partner,
        status=status,
        days=days,
        recorded={word: noon(day) for word, day in days.items()},
        taken=not ended,
    )


def life(
    *tracks: Track,
    counted: tuple[Counted, ...] = (),
    moves: tuple[tuple[date, str, str, int, int], ...] = (),
) -> Life:
    return Life(
        "z-1",
        counted=list(counted),
        tracks={str(number): one for number, one in enumerate(tracks)},
        moves=list(moves),
    )


def told(
    moment: Moment, product: str, partner: str, on: date, recorded: date | None = None
) -> Counted:
    """A moment of a referral, written down on that day or later."""
    return Counted(moment, on, noon(recorded or on), 1, product, partner)
