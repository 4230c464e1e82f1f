"""What stands in the call list as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from triage.papers.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from triage.records import CallList, CallRow

MOST: Final = 5
"""Open questions that people see at once; the rest is counted."""


@attrs.frozen
class Column:
    """A column of the list; the width is in characters."""

    header: str
    width: int


COLUMNS: Final = (
    Column("Plaats", 8),
    Column("Zaak", 14),
    Column("Urgentie", 12),
    Column("Uiterlijk", 12),
    Column("Punten", 9),
    Column("Aangemeld", 12),
    Column("Naam", 22),
    Column("Telefoon", 15),
    Column("Reden", 44),
    Column("Producten", 28),
    Column("Let op", 32),
    Column("Nog te vragen", 44),
    Column("Gesproken op", 14),
    Column("Notitie", 36),
)


def cells(
    call_list: CallList, row: CallRow, joint: str, most: int | None = None
) -> tuple[Cell, ...]:
    """One row, in the order of `COLUMNS`.

    Args:
        call_list: Names the levels.
        row: The line of the list.
        joint: Stands between the texts of one cell.
        most: No more questions than that; the rest is counted.
    """
    person = row.person
    return (
        row.rank,
        row.case,
        call_list.levels[row.level],
        row.deadline,
        row.points,
        row.registered,
        person.name if person else None,
        person.phone if person else None,
        joint.join(row.reasons) or None,
        joint.join(row.products) or None,
        joint.join(row.notices) or None,
        joint.join(shortened(row.questions, most)) or None,
        None,
        None,
    )


def shortened(texts: Sequence[str], most: int | None) -> list[str]:
    """The first of them, and how many more there are."""
    if most is None or len(texts) <= most:
        return list(texts)
    return [*texts[:most], f"en nog {len(texts) - most}"]
