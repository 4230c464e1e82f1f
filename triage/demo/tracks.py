"""What becomes of a product that was given: partners answer, begin, finish, or refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from functools import partial
from typing import Final, Protocol

import attrs

from triage.chain import Status
from triage.demo.chance import between, happens, one
from triage.demo.script import Span
from triage.demo.world import World
from triage.records import Answer

REFUSED: Final = 5
WITHDRAWN: Final = 3
STOPPED: Final = 4
LATE: Final = 6
"""Of a hundred: refused by the partner, withdrawn, ended early, and written down days later."""

_ACCEPTED: Final = (1, 3)
_LATER: Final = (4, 9)
_UNTIL: Final = 20
_QUARTERS: Final = 4
_ADVISER: Final = "adviseur"


@attrs.frozen
class Track:
    """A product that a case has been given by a partner, with the hours that were asked."""

    case: str
    product: str
    referral: str
    partner: str
    hours: Decimal | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.case, self.product


class Adviser(Protocol):
    """Who goes on with what comes out of a track."""

    def tell(self, case_id: str, answers: Mapping[str, Answer], at: datetime | None = None) -> None:
        """Answers that come later, and what is advised on them."""

    def lost(self, track: Track, *, again: bool) -> None:
        """A partner will not give it; `again` says that it may be asked once more."""


@attrs.define(eq=False)
class Tracks:
    """Every product that somebody has been given, from its place to its end.

    Attributes:
        world: Where it happens.
        adviser: Who goes on with what comes out of it.
        urgent: The cases that nobody keeps waiting.
        awaiting: The cases with a term that a talk has to meet.
        began: By referral, what has begun.
        hurry: Whether something has to go out today.
    """

    world: World
    adviser: Adviser
    urgent: set[str] = attrs.field(factory=set)
    awaiting: set[str] = attrs.field(factory=set)
    began: dict[str, Track] = attrs.field(factory=dict)
    hurry: bool = False
    _refused: set[tuple[str, str]] = attrs.field(factory=set)

    def placed(self, track: Track) -> None:
        """There is a place, and the money for it."""
        if self.world.policy.rulebook.partners[track.partner].own:
            self._in(track, self.world.script.course(track.product).begins, self._begin)
        else:
            self.hurry |= track.case in self.urgent
            self._soon(track, _ACCEPTED, self._accept)

    def talk(self, case_id: str, at: datetime | None = None) -> None:
        """The talk with which a term is met."""
        talk = self.world.script.talk
        if talk is not None and case_id in self.awaiting:
            self.awaiting.discard(case_id)
            day = (at or self.world.diary.now).date()
            self.adviser.tell(case_id, {talk.question: day}, at)

    def _in(self, track: Track, days: Span, act: Callable[[Track], None]) -> None:
        count = between(days, act.__name__, *track.key)
        self.world.plan(track.case, count, partial(act, track))

    def _soon(self, track: Track, days: Span, act: Callable[[Track], None]) -> None:
        """The same, where nobody keeps somebody waiting whose need is great."""
        self._in(track, (1, 1) if track.case in self.urgent else days, act)

    def _accept(self, track: Track) -> None:
        near = self.world.near
        if not near.arrived(track.partner, track.referral):
            self.world.plan(track.case, 1, partial(self._accept, track))
        elif self._unsure(track) and happens(REFUSED, "weigert", *track.key):
            self._refuse(track)
        elif self._unsure(track) and happens(WITHDRAWN, "ziet af", *track.key):
            why = "De ondernemer ziet ervan af."
            self.world.desk.withdraw(track.referral, reason=why, actor=_ADVISER)
            self.world.tally["withdrawn"] += 1
            self.adviser.lost(track, again=False)
        else:
            self._report(track, "accepted", None)
            self._soon(track, self.world.script.course(track.product).begins, self._begin)

    def _unsure(self, track: Track) -> bool:
        """Whether it may still come to nothing."""
        return track.case not in self.urgent and track.key not in self._refused

    def _refuse(self, track: Track) -> None:
        reasons = list(self.world.policy.rulebook.reasons.values())
        if not reasons:
            self._in(track, self.world.script.course(track.product).begins, self._begin)
            return
        reason = one(reasons, "reden", *track.key)
        until = self.world.diary.in_days(_UNTIL) if reason.effect == "wachten_tot" else None
        self.world.desk.update(track.referral, "refused", reason.key, until=until, actor=_ADVISER)
        self.world.tally["turned down"] += 1
        self._refused.add(track.key)
        self.adviser.lost(track, again=reason.effect == "terug_naar_balie")

    def _begin(self, track: Track) -> None:
        """It begins; what is done on the spot is completed at once."""
        if self.world.script.course(track.product).lasts == (0, 0):
            self._end(track)
            return

        def begun(at: datetime | None) -> None:
            self._report(track, "started", at)
            self._has_begun(track, at)
            self._in(track, self.world.script.course(track.product).lasts, self._end)

        self._write_down(track, "begin", begun)

    def _end(self, track: Track) -> None:
        course = self.world.script.course(track.product)
        stops = course.lasts != (0, 0) and happens(STOPPED, "stopt", *track.key)
        status: Status = "stopped" if stops else "completed"

        def ended(at: datetime | None) -> None:
            self._report(track, status, at, self._delivered(track, course.hours))
            self._has_begun(track, at)
            self.world.tally[status] += 1
            later = self.world.sample.follow_up.get(track.product, {}).get(track.case)
            if later is not None and status == "completed":
                self.adviser.tell(track.case, later.answers, at)

        self._write_down(track, "eind", ended)

    def _has_begun(self, track: Track, at: datetime | None) -> None:
        self.began.setdefault(track.referral, track)
        talk = self.world.script.talk
        if talk is not None and track.product in talk.products:
            self.talk(track.case, at)

    def _delivered(self, track: Track, percentages: Span) -> Decimal | None:
        """The hours delivered, in quarters; never more than were asked."""
        if track.hours is None:
            return None
        share = Decimal(between(percentages, "uren", *track.key)) / 100
        quarters = (track.hours * share * _QUARTERS).to_integral_value(ROUND_CEILING)
        return min(quarters / _QUARTERS, track.hours)

    def _write_down(self, track: Track, what: str, act: Callable[[datetime | None], None]) -> None:
        """Most is written down at once, and some only days later, with the moment itself."""
        if happens(LATE, what, "te laat", *track.key):
            moment = self.world.diary.now
            days = between(_LATER, what, *track.key)
            self.world.plan(track.case, days, partial(act, moment))
        else:
            act(None)

    def _report(
        self, track: Track, status: Status, at: datetime | None, hours: Decimal | None = None
    ) -> None:
        """The partner says so where its system can; else the desk writes down what it heard."""
        desk, near = self.world.desk, self.world.near
        told = near.acknowledge(track.partner, track.referral, status)
        if at is None and near.calls(track.partner):
            message = f"{track.referral}-{status}"
            desk.receive(track.partner, message, track.referral, status, hours=hours)
        elif status != "accepted" or not told:  # what it wrote is read with the next delivery
            desk.update(track.referral, status, hours=hours, at=at, actor=_ADVISER)
