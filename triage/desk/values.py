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
class Withdrawn:
    """What calling a referral back came to.

    Attributes:
        place: A place was given back; False for somebody who only waited.
        cents: The money that was given back with it.
        reasons: What is good to know, in Dutch.
    """

    place: bool
    cents: int
    reasons: tuple[str, ...] = ()


@attrs.frozen
class Posted:
    """How the last that was to be sent about a referral stands.

    Attributes:
        action: `refer` or `withdraw`.
        state: `waiting`, `sent`, `given_up`, `cancelled` when it was not needed any more, or
            `stuck` when there is nobody to deliver it to.
        attempts: How often was tried.
        due: From when it is tried, as long as it waits.
        failure: Why it did not arrive, in Dutch.
    """

    action: str
    state: str
    attempts: int
    due: datetime | None = None
    failure: str | None = None


@attrs.frozen
class FiledReferral:
    """One referral of a case.

    Attributes:
        referral: Its id.
        product: The key.
        partner: The key; None as long as it waits.
        status: `waiting`, `placed`, `withdrawn`, or a word of `Desk.update`.
        since: The day on which it became so.
        position: The place on the waiting list, from 1; None when it does not wait.
        delivery: How it reaches the partner; None when somebody hands it over, or nobody has to.
    """

    referral: str
    product: str
    partner: str | None
    status: str
    since: date
    position: int | None = None
    delivery: Posted | None = None


@attrs.frozen
class CaseFile:
    """How a case stands, without who it is about and what was answered.

    Attributes:
        case: The id.
        status: `open`, `reached`, `done` once there was an intake, or `closed`.
        urgency: The key of the level that counts: the adviser's, else that of the advice.
        deadline: The last day of the earliest term, or None.
        referrals: Oldest first.
    """

    case: str
    status: str
    urgency: str
    deadline: date | None = None
    referrals: tuple[FiledReferral, ...] = ()


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
        withdrawn: Ids of which something was taken back now.
        left_out: Ids of which something was taken back before, which stays so.
    """

    new: tuple[str, ...] = ()
    same: int = 0
    unknown: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
