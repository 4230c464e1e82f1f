"""What the commands of the desk answer."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from triage.advice import Advice
from triage.records import Person


@attrs.frozen
class Registration:
    """What taking in a list came to, by case id.

    Attributes:
        new: Not known before.
        changed: Known, with other answers or another person than before, or from another source.
        same: Known, and nothing changed.
        gone: On the list of this source before, and not on it now; nothing happens to them. Those
            who report themselves stand on no list, so nobody is gone from it.
        doubles: Pairs of ids that look like one person; on the list and self-reported, for example.
        warnings: What the desk should know, in Dutch.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    doubles: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


@attrs.frozen
class Call:
    """Whom to call now.

    Attributes:
        case: The id.
        person: Who to ask for; None once erased or never known.
        advice: On what is known so far.
        urgency: The key of the level that counts: the adviser's, else that of the advice.
        attempts: How often was tried before.
        call_back: The moment that was agreed, or None.
    """

    case: str
    person: Person | None
    advice: Advice
    urgency: str
    attempts: int = 0
    call_back: datetime | None = None


@attrs.frozen
class WaitingCase:
    """A case on a waiting list; `position` counts from 1."""

    position: int
    case: str
    referral: str
    urgency: str
    since: date
    reasons: tuple[str, ...] = ()


@attrs.frozen
class WaitingList:
    """Who waits for a product, in the order in which places go."""

    product: str
    cases: tuple[WaitingCase, ...]


@attrs.frozen
class Replayed:
    """What deciding everything again came to.

    Attributes:
        decisions: How many were decided again.
        lists: How many call lists were made again.
        erased: How many could not be, because their answers have been erased.
        different: What came out otherwise, in Dutch: the id of the case, or the number of the list.
    """

    decisions: int = 0
    lists: int = 0
    erased: int = 0
    different: tuple[str, ...] = ()


@attrs.frozen
class Checked:
    """What `verify` found.

    Attributes:
        events: How many there are.
        wrong: What is not as it was written, in Dutch; empty when all is well.
    """

    events: int = 0
    wrong: tuple[str, ...] = ()


@attrs.frozen
class Taken:
    """What taking in a list of the benefit administration came to.

    Attributes:
        new: Ids that were written down now.
        same: How many stood there already.
        unknown: Ids that nobody here has.
    """

    new: tuple[str, ...] = ()
    same: int = 0
    unknown: tuple[str, ...] = ()
