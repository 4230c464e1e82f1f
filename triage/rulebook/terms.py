"""Values about time: periods, and terms within which something has to happen."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

Unit = Literal["werkdagen", "weken", "dagen"]


@attrs.frozen
class Period:
    """From and up to and including; None is open."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@attrs.frozen
class Term:
    """A moment before which something has to have happened.

    Exactly one form is used:
        `count`, `unit`, `since`: that long after the earliest answered date of `since`, else after
            the day of registration (`binnen`).
        `day`: a written date, as it stands (`uiterlijk`).
        `before`: the date that answers this question, `count` `unit` earlier (`uiterlijk`).

    Attributes:
        text: As it was written.
        met: The date question that, once answered, ends the term (`gehaald`).
    """

    text: str
    count: int = 0
    unit: Unit = "dagen"
    since: tuple[str, ...] = ()
    day: date | None = None
    before: str | None = None
    met: str | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """The date questions whose answers can move the term."""
        return (*self.since, self.before) if self.before else self.since
