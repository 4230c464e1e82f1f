"""Values about the chain: what partners offer, what is sent to them, and how a referral stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal

import attrs

from triage.records import Answer, Person

Status = Literal["accepted", "started", "completed", "stopped", "refused"]
"""The words of `Desk.update`."""


@attrs.frozen
class Offer:
    """A product that a partner delivers, and what it asks of a case.

    Attributes:
        product: Its key in the configuration.
        when: An `als` of the rule language, as plain dicts, lists and texts, such as
            `{"rechtsvorm": "niet bv"}`; None: every case that gets the product.
    """

    product: str
    when: Mapping[str, Any] | None = None


@attrs.frozen
class Receipt:
    """What a partner says when a referral has arrived.

    Attributes:
        reference: The partner's own number, if it gives one; never a name or a BSN.
    """

    reference: str | None = None


@attrs.frozen
class Referral:
    """What a plug-in gets to see: no more than the partner may know.

    Attributes:
        id: The same at every repetition, so that a partner can know it again.
        case: The id of the case, without meaning of its own.
        person: Who it is about. Not printed, never to be logged.
        product: Its key.
        partner: The key of the partner it goes to.
        answers: Only those under `velden`, as they were given.
        urgency: The key of the level.
        deadline: The last day of the earliest term, or None.
        hours: How many hours are asked for, or None.
    """

    id: str
    case: str
    person: Person | None
    product: str
    partner: str
    answers: Mapping[str, Answer] = attrs.field(factory=dict, repr=False, hash=False)
    urgency: str = ""
    deadline: date | None = None
    hours: Decimal | None = None


@attrs.frozen
class Event:
    """Something that happened, as the ledger keeps it; it holds no name, BSN or answer.

    Attributes:
        number: Counts from 1 without a gap.
        at: When it happened.
        recorded: When it was written.
        kind: Such as `registered`, `referred` or `completed`.
        case: The id of the case, if it is about one.
        referral: The id of the referral, if it is about one.
        actor: Who did it: a role or a user id.
        details: Whatever else belongs to this kind.
        previous: The hash of the event before; 64 zeros for the first.
        hash: SHA-256 over all of this.
    """

    number: int
    at: datetime
    recorded: datetime
    kind: str
    case: str | None
    referral: str | None
    actor: str
    details: Mapping[str, Any] = attrs.field(hash=False)
    previous: str
    hash: str


@attrs.frozen
class Placed:
    """A place, and the money for it, is held; the referral goes out with the next delivery.

    Attributes:
        referral: Its id.
        partner: Who provides it.
        reasons: What is good to know, in Dutch.
    """

    result: ClassVar[str] = "placed"
    position: ClassVar[None] = None
    referral: str
    partner: str
    reasons: tuple[str, ...] = ()


@attrs.frozen
class Waiting:
    """Nobody has a place yet; the case stands on the waiting list of the product.

    Attributes:
        referral: Its id.
        position: The place on the list, from 1; those before it are more urgent.
        partner: The only partner asked for, or None.
        reasons: Why there is no place, in Dutch.
    """

    result: ClassVar[str] = "waiting"
    referral: str
    position: int
    partner: str | None = None
    reasons: tuple[str, ...] = ()


@attrs.frozen
class Refused:
    """There is no referral, and nothing was taken.

    Attributes:
        reasons: Why, and what to do, in Dutch.
        partner: The only partner asked for, or None.
    """

    result: ClassVar[str] = "refused"
    referral: ClassVar[None] = None
    position: ClassVar[None] = None
    reasons: tuple[str, ...]
    partner: str | None = None


Result = Placed | Waiting | Refused


@attrs.frozen
class Failure:
    """Why a referral or a withdrawal did not get through.

    Attributes:
        referral: The id of the referral.
        partner: The key of the partner.
        action: `refer` or `withdraw`.
        outcome: `retry`, `given_up`, or `stuck`: there is nobody to deliver it to, so it waits.
        reason: Why, in Dutch, without anything about a person.
    """

    referral: str
    partner: str
    action: str
    outcome: Literal["retry", "given_up", "stuck"]
    reason: str


@attrs.frozen
class Delivery:
    """What one round of deliveries came to.

    Attributes:
        sent: How many arrived.
        retry: How many failed and are tried again later.
        given_up: How many failed too often; each has an alarm.
        stuck: How many wait because there is no plug-in that works, or no such partner any more.
        failures: Why, for everything that did not arrive.
    """

    sent: int = 0
    retry: int = 0
    given_up: int = 0
    stuck: int = 0
    failures: tuple[Failure, ...] = ()


def result_json(result: Result) -> dict[str, Any]:
    """A result as `refer --json` prints it."""
    return {
        "result": result.result,
        "referral": result.referral,
        "partner": result.partner,
        "position": result.position,
        "reasons": list(result.reasons),
    }
