"""What is told of the demonstration, in Dutch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from triage.demo.world import World
from triage.desk.values import Registration

_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
_COLUMNS: Final = {
    "registered": "nieuw",
    "attempts": "gebeld",
    "intakes": "intakes",
    "given": "ingezet of verwezen",
    "waiting": "wachtlijst",
    "too dear": "geen geld",
    "completed": "afgerond",
    "closed": "gesloten",
}
"""What a month is told in: how it is counted, and what stands above it."""

_MONTH_WIDTH: Final = 14


@attrs.frozen
class Step:
    """A part of the demonstration that has been played.

    Attributes:
        title: A heading; empty goes on under the one before.
        lines: What to tell about it, if anything.
        share: How much of the whole has been played, from 0 to 1.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    share: float = 0.0


def listed(found: Registration, day: date) -> Step:
    """The list comes in."""
    lines = [
        f"{len(found.new)} zaken geregistreerd op {day}.",
        *(f"Let op: {warning}" for warning in found.warnings[:3]),
    ]
    return Step("De lijst komt binnen", tuple(lines))


def heading() -> str:
    """What stands above the months."""
    return " " * _MONTH_WIDTH + "  ".join(_COLUMNS.values())


def month(world: World, day: date) -> Iterator[str]:
    """What happened since the last time this was told, and what stood out."""
    world.tally["given"] = world.tally["placed"] + world.tally["moved up"]
    cells = (f"{world.tally[key] or '-':>{len(name)}}" for key, name in _COLUMNS.items())
    yield f"{_MONTHS[day.month - 1]} {day.year}".ljust(_MONTH_WIDTH) + "  ".join(cells)
    yield from (f"    {remark}" for remark in world.remarks)
    world.tally.clear()
    world.remarks.clear()


def arrived(world: World) -> Step:
    """What the partners were sent."""
    kinds = {"e-mail": "per e-mail", "http": "over HTTP", "bestand": "als bestand"}
    told = ", ".join(f"{world.near.received(kind)} {how}" for kind, how in kinds.items())
    return Step("Bij de partners aangekomen", (f"{told}.",), 1.0)
