"""The life of one case, as its events tell it: what is counted is counted from this alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal

import attrs

Moment = Literal[
    "melding", "benaderd", "bereikt", "intake", "verwezen", "aanvaard", "gestart", "afgerond",
    "ingezet", "tozo_einde", "ingevoerd",
    # These are counted nowhere: they say how to read the others.
    "opnieuw", "vervallen", "teruggenomen",
]  # fmt: skip

OWN_ACCORD: Final = ("zelf", "campagne")
"""Sources that are a self-report: the registration itself is the `melding`."""


@attrs.define  # not frozen: a report makes millions of these, and freezing costs the most of it
class Happened:
    """One event about a case.

    Attributes:
        number: Its place in the chain.
        kind: Such as `registered` or `intake`.
        on: The day on which it happened, in the time zone of the desk.
        recorded: When it was written.
        referral: The id of the referral, if it is about one.
        details: Whatever else belongs to it.
    """

    number: int
    kind: str
    on: date
    recorded: datetime
    referral: str | None
    details: Mapping[str, Any]


@attrs.define
class Counted:
    """A moment of the report in the life of one case.

    Attributes:
        moment: Which one.
        on: The day.
        recorded: When it was written.
        number: The event that tells of it, so that the order on one day is known.
        product: What was deployed, if it is about a product.
        partner: With whom.
        reason: Of an end.
        partly: Of an end: only a part ended.
        tally: By indicator what its `als` said then, and what its `per` question was answered:
            `[holds, option]`, each None when unknown.
        referral: The id of the referral, if it is about one.
        takes_back: The number of the event that is no longer so.
    """

    moment: Moment
    on: date
    recorded: datetime
    number: int
    product: str | None = None
    partner: str | None = None
    reason: str | None = None
    partly: bool = False
    tally: Mapping[str, Sequence[Any]] = attrs.field(factory=dict)
    referral: str | None = None
    takes_back: int | None = None


@attrs.define
class Track:
    """One referral, or one product that the desk deploys itself.

    Attributes:
        id: Of the referral.
        product: Its key.
        partner: Who provides it; None while it waits.
        own: The desk itself provides it.
        status: `waiting`, `placed`, `accepted`, `started`, `completed`, `stopped`, `refused` or
            `withdrawn`.
        days: By status, the day on which it became that.
        pot: The pot that pays.
        held: Cents held for it.
        spent: Cents spent on it.
        hours: Hundredths of hours asked, or delivered once that is known.
        taken: It counts as a place.
        answer_due: The last day for the partner's answer, if there is one.
        posted: It goes out by itself; else somebody hands it over when it is placed.
        sent: The day on which it arrived with the partner by itself.
        failed: The first day on which its delivery failed.
        given_up: When its delivery was given up.
        not_recalled: When telling the partner that it was withdrawn was given up.
        entered: The day on which it was entered in the records of the benefit administration.
        recorded: By status, when that was written.
        reached: Which of `accepted`, `started` and `completed` it has come to, said or implied.
    """

    id: str
    product: str
    partner: str | None = None
    own: bool = False
    status: str = "waiting"
    days: dict[str, date] = attrs.field(factory=dict)
    pot: str | None = None
    held: int = 0
    spent: int = 0
    hours: int = 0
    taken: bool = False
    answer_due: date | None = None
    posted: bool = False
    sent: date | None = None
    failed: date | None = None
    given_up: date | None = None
    not_recalled: date | None = None
    entered: date | None = None
    recorded: dict[str, datetime] = attrs.field(factory=dict)
    reached: set[str] = attrs.field(factory=set)


@attrs.define
class Life:
    """What is known of one case at some moment.

    Attributes:
        case: Its id.
        source: Where it came from first.
        registered: The day of its registration.
        recorded: When that was written.
        level: The key of its level: the adviser's, else that of its last decision.
        overridden: An adviser chose the level.
        counted: Every moment that can be counted, in the order of the chain.
        tracks: Its referrals, by id.
        terms: How its terms stand by its last decision: name, last day, and `met`, `late`,
            `running` or `start_missing`.
        closed: The day on which it was closed.
        why: The word of that closing.
        closing: When that was written.
        moves: What its referrals did to pots: per movement the day it was recorded, the pot, the
            product, and the cents by which held and spent grew.
        advised: The products that any intake led to the advice of.
        refused: What was refused because a pot had too little: the day, the pot, the product, and
            the cents that it would have cost.
    """

    case: str
    source: str = ""
    registered: date | None = None
    recorded: datetime | None = None
    level: str = ""
    overridden: bool = False
    counted: list[Counted] = attrs.field(factory=list)
    tracks: dict[str, Track] = attrs.field(factory=dict)
    terms: tuple[tuple[str, date | None, str], ...] = ()
    closed: date | None = None
    why: str = ""
    closing: datetime | None = None
    moves: list[tuple[date, str, str, int, int]] = attrs.field(factory=list)
    advised: set[str] = attrs.field(factory=set)
    refused: list[tuple[date, str, str, int]] = attrs.field(factory=list)

    def first(self, moment: Moment) -> Counted | None:
        """The earliest such moment; of two on one day the one that was written first."""
        found: Counted | None = None
        for one in self.counted:
            if one.moment == moment and (found is None or one.on < found.on):
                found = one
        return found
