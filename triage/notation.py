"""How numbers and dates are written, and which whole number each one is.

Numbers never pass through floats. `1.262` in text could mean two things, so it is refused where a
Dutch reader may take it for a thousand.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from triage.errors import Refusal
from triage.rulebook import PLACES, Kind

MAX_DIGITS: Final = 15
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)

_NUMBER: Final = re.compile(
    r"(?P<euro>€ ?)?(?P<sign>-)?(?:(?P<grouped>[0-9]{1,3}(?:\.[0-9]{3})+)|(?P<whole>[0-9]+))"
    r"(?:(?P<comma>,)(?P<decimals>[0-9]+)|\.(?P<point>[0-9]+))?(?P<percent> ?%)?"
)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DUTCH: Final = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")


def read_number(text: str, kind: Kind) -> int | Refusal:
    """A number as written in text, as a whole number of the kind's smallest unit."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return _no_number(text, kind)
    if found["euro"] and kind != "bedrag":
        hint = "Laat het euroteken weg."
        return Refusal("G002", f"'{text[:40]}' is een bedrag, maar dit is een {kind}", hint)
    if found["percent"] and kind != "percentage":
        hint = "Laat het procentteken weg."
        return Refusal("G002", f"'{text[:40]}' is een percentage, maar dit is een {kind}", hint)
    grouped, whole = found["grouped"], found["whole"]
    if grouped is None:
        digits, decimals = whole, found["decimals"] or found["point"] or ""
    elif found["comma"]:
        digits, decimals = grouped.replace(".", ""), found["decimals"]
    elif found["point"]:
        return _no_number(text, kind)
    elif grouped.count(".") > 1 and not grouped.startswith("0"):
        digits, decimals = grouped.replace(".", ""), ""
    elif kind == "getal" or grouped.startswith("0"):
        digits, decimals = grouped.split(".", 1)
    else:
        plain = grouped.replace(".", "")
        hint = f"Schrijf {plain} of {grouped},00." if kind != "geheel" else f"Schrijf {plain}."
        return Refusal("G003", f"'{text}' kan twee getallen zijn", hint)
    return _scaled(digits, decimals, text, kind, negative=bool(found["sign"]))


def _no_number(text: str, kind: Kind) -> Refusal:
    example = {"geheel": "45", "getal": "0,5", "bedrag": "1262,50", "percentage": "30%"}[kind]
    named = "heel getal" if kind == "geheel" else kind
    return Refusal("G001", f"'{text[:40]}' is geen {named}", f"Schrijf een getal zoals {example}.")


def _scaled(whole: str, decimals: str, text: str, kind: Kind, *, negative: bool) -> int | Refusal:
    whole, decimals = whole.lstrip("0"), decimals.rstrip("0")
    places = PLACES[kind]
    if len(decimals) > places:
        hint = f"Een {kind} heeft ten hoogste {places} cijfers achter de komma."
        if places == 0:
            hint = "Schrijf een heel getal."
        return Refusal("G004", f"'{text[:40]}' heeft te veel decimalen", hint)
    if len(whole) + len(decimals) > MAX_DIGITS:
        hint = f"Een getal heeft ten hoogste {MAX_DIGITS} cijfers."
        return Refusal("G005", f"'{text[:40]}' heeft te veel cijfers", hint)
    number = int((whole + decimals.ljust(places, "0")) or "0")
    return -number if negative else number


def number_from_decimal(value: Decimal, kind: Kind) -> int | Refusal:
    """An exact number, as a whole number of the kind's smallest unit."""
    shown = str(value)[:40]
    if not value.is_finite():
        named = "heel getal" if kind == "geheel" else kind
        return Refusal("G001", f"'{shown}' is geen {named}", "Geef een gewoon getal.")
    if not value:
        return 0  # whatever its exponent
    if value.adjusted() > MAX_DIGITS:
        hint = f"Een getal heeft ten hoogste {MAX_DIGITS} cijfers."
        return Refusal("G005", f"'{shown}' heeft te veel cijfers", hint)
    if value.adjusted() < -MAX_DIGITS:
        hint = f"Een {kind} heeft ten hoogste {PLACES[kind]} cijfers achter de komma."
        return Refusal("G004", f"'{shown}' heeft te veel decimalen", hint)
    whole, _, decimals = f"{abs(value):f}".partition(".")
    return _scaled(whole, decimals, shown, kind, negative=value < 0)


def read_date(text: str) -> int | Refusal:
    """A date as `2021-03-01` or `1-3-2021`, as an ordinal day."""
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DUTCH.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        hint = "Schrijf een datum als 2021-03-01 of 1-3-2021."
        return Refusal("G006", f"'{text[:40]}' is geen datum", hint)
    try:
        value = date(year, month, day)
    except ValueError:
        return Refusal("G007", f"de datum {text} bestaat niet", "Kijk naar de dag en de maand.")
    return day_number(value)


def day_number(value: date) -> int | Refusal:
    """A date as an ordinal day, when it lies in the years that are taken."""
    if FIRST_DAY <= value <= LAST_DAY:
        return value.toordinal()
    hint = "Een datum ligt tussen 1900-01-01 en 2199-12-31."
    return Refusal("G008", f"de datum {value} is niet mogelijk", hint)


def decimal_of(number: int, kind: Kind) -> Decimal:
    """The number that a whole number of the kind's smallest unit stands for."""
    return Decimal(number).scaleb(-PLACES[kind])


def show_number(number: int, kind: Kind, unit: str | None = None) -> str:
    """A number as a Dutch reader writes it: `€ 1.262,50`, `12,5%`, `45 dagen`."""
    places = PLACES[kind]
    whole, rest = divmod(abs(number), 10**places)
    text = f"{whole:,}".replace(",", ".") if kind == "bedrag" else str(whole)
    decimals = f"{rest:0{places}d}" if places else ""
    if kind != "bedrag":
        decimals = decimals.rstrip("0")
    text = f"{'-' if number < 0 else ''}{text}{',' if decimals else ''}{decimals}"
    if kind == "bedrag":
        return f"€ {text}"
    if kind == "percentage":
        return f"{text}%"
    return f"{text} {unit}" if unit else text


def show_date(ordinal: int) -> str:
    """A date as it stands in rules and answers: `2021-03-01`."""
    return date.fromordinal(ordinal).isoformat()
