"""Who gets a free place: one product at a time, in the order of the waiting list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import attrs


@attrs.frozen
class Room:
    """What a partner still has of a product.

    Attributes:
        places: Free places; None is without a limit.
        hours: Free hours in hundredths; None is without a limit.
        reserved: Places that only the highest level may take.
        closed: Why nothing can be taken here now, in Dutch, or None.
    """

    places: int | None = None
    hours: int | None = None
    reserved: int = 0
    closed: str | None = None

    def refuses(self, *, top: bool, hours: int | None) -> str | None:
        """Why this case cannot have a place here, in Dutch; None when it can."""
        if self.closed is not None:
            return self.closed
        if self.places is not None and self.places <= 0:
            return "er is geen plaats vrij"
        if self.places is not None and not top and self.places <= self.reserved:
            return "de laatste plaatsen zijn voor spoed"
        if self.hours is not None and self.hours < (hours or 0):
            return "er zijn te weinig uren vrij"
        return None

    def less(self, hours: int | None) -> Room:
        """What is left when one case has taken its place."""
        return attrs.evolve(
            self,
            places=None if self.places is None else self.places - 1,
            hours=None if self.hours is None else self.hours - (hours or 0),
        )


_GONE: Final = Room(closed="levert dit product niet meer")


@attrs.frozen
class Line:
    """A case on the waiting list of a product.

    Attributes:
        referral: The id of the referral.
        eligible: The partners that may take it, by preference.
        top: Whether it has the highest urgency.
        price: What it costs, in cents.
        hours: What it asks, in hundredths.
        not_before: The first day on which it may be placed.
    """

    referral: str
    eligible: tuple[str, ...]
    top: bool = False
    price: int = 0
    hours: int | None = None
    not_before: date | None = None


@attrs.frozen
class Assignment:
    """What a round along the waiting list comes to.

    Attributes:
        placed: By referral: the partner that takes it, in the order of the list.
        reasons: By referral that still waits: by partner why, in Dutch; under "" what holds for
            all of them.
    """

    placed: Mapping[str, str]
    reasons: Mapping[str, Mapping[str, str]]


def assign(
    lines: Iterable[Line], rooms: Mapping[str, Room], funds: int | None, on: date
) -> Assignment:
    """Give the free places to those who come first and may take them.

    Nobody passes somebody who could have had the same place; who cannot have any place now keeps
    nobody behind from taking one.

    Args:
        lines: The waiting list, in rank order.
        rooms: By partner what it still has of the product; who is not there provides nothing.
        funds: What is free in the pot that pays, in cents; None when no pot does.
        on: The day of reckoning.
    """
    left, money = dict(rooms), funds
    placed: dict[str, str] = {}
    reasons: dict[str, Mapping[str, str]] = {}
    for line in lines:
        found = _obstacles(line, left, money, on)
        partner = next((key for key, why in found.items() if why is None), None)
        if partner is None:
            reasons[line.referral] = {key: str(why) for key, why in found.items()}
            continue
        placed[line.referral] = partner
        left[partner] = left[partner].less(line.hours)
        money = None if money is None else money - line.price
    return Assignment(placed, reasons)


def _obstacles(
    line: Line, rooms: Mapping[str, Room], funds: int | None, on: date
) -> dict[str, str | None]:
    """By eligible partner why it cannot take the case; under "" what holds for all of them."""
    if line.not_before is not None and on < line.not_before:
        return {"": f"wacht tot {line.not_before.isoformat()}"}
    if funds is not None and line.price > funds:
        return {"": "er is te weinig geld in de pot"}
    if not line.eligible:
        return {"": "er is geen partner die deze zaak kan nemen"}
    return {
        key: rooms.get(key, _GONE).refuses(top=line.top, hours=line.hours) for key in line.eligible
    }
