"""Numbers, weeks and keys as a Dutch reader knows them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from triage.monitoring.values import Budget, Number
from triage.monitoring.weeks import Week
from triage.notation import show_number
from triage.papers.days import long_day
from triage.vocabulary import CLOSINGS

NOTHING: Final = "–"
UNFUNDED: Final = "nog niet toegekend"

_SIGNS: Final = str.maketrans({",": ".", ".": ",", "-": "\N{MINUS SIGN}"})
_SOURCES: Final = {
    "gros": "Op de aangeleverde lijst",
    "campagne": "Door de campagne",
    "signaal": "Door een signaal",
    "zelf": "Meldden zich zelf",
}
_DONE: Final = {
    "melding": "gemeld",
    "intake": "intake gehad",
    "tozo_einde": "TOZO beëindigd",
}
"""What became of somebody or something at a moment, where its key does not say it."""
_WITHOUT: Final = {
    "melding": "melding",
    "benaderd": "poging tot contact",
    "bereikt": "contact",
    "intake": "intake",
    "verwezen": "verwijzing",
    "aanvaard": "aanvaarde verwijzing",
    "gestart": "gestart product",
    "afgerond": "afgerond product",
    "ingezet": "product",
    "tozo_einde": "einde van TOZO",
    "ingevoerd": "ingevoerd product",
}
"""What somebody had at a moment."""
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
    """Such as `1.262,5` or `−3`; a dash for what is not known."""
    if value is None:
        return NOTHING
    plain = f"{value.normalize():,f}" if isinstance(value, Decimal) else f"{value:,}"
    return plain.translate(_SIGNS)


def euros(value: Decimal | None) -> str:
    """Such as `€ 1.262,50`, which does not break at the end of a line; below zero `−€ 1.262,50`."""
    if value is None:
        return NOTHING
    shown = show_number(abs(int(value * 100)), "bedrag").replace(" ", "\u00a0")
    return f"\N{MINUS SIGN}{shown}" if value < 0 else shown


def used_of(pot: Budget) -> str:
    """Such as `€ 5,00 van € 20,00`, as far as there is anything to use."""
    used = euros(pot.held + pot.spent)
    return (
        f"{used}; de pot is {UNFUNDED}"
        if pot.granted is None
        else f"{used} van {euros(pot.granted)}"
    )


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


def done(moment: str) -> str:
    """Such as `ingevoerd`, of who or what had that moment."""
    return _DONE.get(moment, moment.replace("_", " "))


def without(moment: str) -> str:
    """Such as `zonder intake vooraf`, of who did not have that moment before."""
    return f"zonder {_WITHOUT.get(moment, done(moment))} vooraf"


def begun(text: str) -> str:
    """The text with a capital at its start, and the rest as it is."""
    return text[:1].upper() + text[1:]


def unbroken(text: str) -> str:
    """The text, in which no amount breaks at the end of a line."""
    return text.replace("€ ", "€\u00a0")


def some(count: int | Decimal, one: str, more: str) -> str:
    """Such as `1 zaak` or `12 zaken`."""
    return f"{number(count)} {one if count == 1 else more}"
