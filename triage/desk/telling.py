"""What people type as a reason, in their own words."""

from __future__ import annotations

from triage.desk.people import unwritable
from triage.errors import DeskError


def reason_of(text: str) -> str:
    """A reason that says something, and that can be stored.

    Raises:
        DeskError: It is empty, or holds what no database takes.
    """
    told = text.strip()
    if not told or "\0" in told or unwritable(told):
        message = "er is geen leesbare reden. Schrijf in een paar woorden waarom, zonder namen."
        raise DeskError(message)
    return told
