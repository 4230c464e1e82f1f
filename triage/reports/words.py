"""Numbers, weeks and keys as a Dutch reader knows them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from triage.monitoring.values import Number
from triage.monitoring.weeks import Week
from triage.notation import show_number
from triage.papers.days import long_day
from triage.vocabulary import CLOSINGS

NOTHING: Final = "–"

_SWAPPED: Final = str.maketrans(",.", ".,")
_SOURCES: Final = {
    "gros": "Op de aangeleverde lijst",
    "campagne": "Door de campagne",
    "signaal": "Door een signaal",
    "zelf": "Meldden zich zelf",
}
KINDS: Final = {
    "pot": "Geld",
    "plaatsen": "Plaatsen",
    "termijn": "Termijn",
    "antwoord": "Antwoord van een partner",
    "post": "Bezorging",
    "toeloop": "Toeloop",
    "gegevens": "Gegevens",
}
"""What an alarm is about."""


def number(value: Number) -> str:
    """Such as `1.262,5`; a dash for what is not known."""
    if value is None:
        return NOTHING
    plain = f"{value.normalize():,f}" if isinstance(value, Decimal) else f"{value:,}"
    return plain.translate(_SWAPPED)


def euros(value: Decimal | None) -> str:
    """Such as `€ 1.262,50`, which does not break at the end of a line."""
    if value is None:
        return NOTHING
    return show_number(int(value * 100), "bedrag").replace(" ", "\u00a0")


def percent(value: Decimal | None) -> str:
    """Such as `12,5%`."""
    return NOTHING if value is None else show_number(int(value * 100), "percentage")


def measured(value: Number, unit: str) -> str:
    """A number with its unit where that is not plainly a count: `€ 5,00`, `5%`, `5 dagen`."""
    match unit:
        case _ if value is None:
            return NOTHING
        case "euro":
            return euros(Decimal(value))
        case "procent":
            return percent(Decimal(value))
        case "aantal":
            return number(value)
    return f"{number(value)} {_one(unit) if value == 1 else unit}"


def _one(unit: str) -> str:
    return {"dagen": "dag", "plaatsen": "plaats", "uren": "uur"}.get(unit, unit)


def week_name(week: str) -> str:
    """Such as `week 10 van 2021`."""
    found = Week.read(week)
    return f"week {found.number} van {found.year}"


def week_near(week: str, year: int) -> str:
    """Such as `week 10`; with the year where it is another."""
    found = Week.read(week)
    return f"week {found.number}" if found.year == year else week_name(week)


def moment(at: datetime) -> str:
    """Such as `maandag 15 maart 2021 om 0.00 uur`."""
    return f"{long_day(at)} om {at.hour}.{at.minute:02} uur"


def source_name(key: str) -> str:
    """Where people came from."""
    return _SOURCES.get(key, spoken(key))


def closing_name(key: str) -> str:
    """Why a case was closed."""
    return CLOSINGS.get(key, spoken(key))


def spoken(key: str) -> str:
    """A key without a name, as a word."""
    return key.replace("_", " ").capitalize()


def begun(text: str) -> str:
    """The text with a capital at its start, and the rest as it is."""
    return text[:1].upper() + text[1:]


def some(count: int, one: str, more: str) -> str:
    """Such as `1 zaak` or `12 zaken`."""
    return f"{number(count)} {one if count == 1 else more}"
