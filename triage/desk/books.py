"""The half of the public `Desk` that looks back: what is kept, checked, counted and erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from triage.chain import Event
from triage.desk import keeping, referring
from triage.desk.office import Office
from triage.desk.values import Checked, Replayed


class Books:
    """What a desk has written down, read again."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def erase(self, case_id: str, *, actor: str) -> None:
        """Remove who it is about, the answers and the texts; counts and the chain stay.

        Raises:
            DeskError: An unknown case, or one that has not been closed.
        """
        keeping.erase(self._office, case_id, actor)

    def erase_due(self, *, actor: str) -> tuple[str, ...]:
        """Erase what `bewaartermijn` says is due, and give the ids; without it nothing is due."""
        return keeping.erase_due(self._office, actor)

    def replay(self) -> Replayed:
        """Decide everything again from the stored answers and the stored policy."""
        return keeping.replay(self._office)

    def verify(self) -> Checked:
        """Whether events, places and money are as they were written."""
        return keeping.verify(self._office)

    def events(self) -> Iterator[Event]:
        """Every event, in order."""
        return keeping.events(self._office)

    def referrals(self, case_id: str) -> tuple[dict[str, Any], ...]:
        """The referrals of a case, oldest first."""
        return referring.standing(self._office, case_id)
