"""What people take up of an advice, and what that comes to at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Final

import attrs

from triage.advice import Advice
from triage.chain import Placed, Result
from triage.demo.chance import between, happens
from triage.demo.tracks import Track, Tracks
from triage.demo.world import World
from triage.records import Answer, Case

ADVISER: Final = "adviseur"
YES: Final = (True, "ja")

_AGAIN: Final = (3, 8)
_OWN_TALK: Final = (1, 2)


@attrs.define(eq=False)
class Advising:
    """What people take up, now or after some thought, and all that follows from it.

    Attributes:
        world: Where it happens.
        tracks: What became of what was given.
        tried: By case and product the hours that were asked, of whatever was taken up.
    """

    world: World
    tracks: Tracks = attrs.field(init=False)
    tried: dict[tuple[str, str], Decimal | None] = attrs.field(factory=dict)
    _gone: set[tuple[str, str]] = attrs.field(factory=set)

    @tracks.default
    def _make_tracks(self) -> Tracks:
        return Tracks(self.world, self)

    def take_up(self, advice: Advice, *occasion: object) -> None:
        """Some of what is advised is taken up; what is not may be on another occasion."""
        self.world.plan(advice.case, 0, partial(self._take_up, advice, occasion))

    def give(self, case_id: str, product: str, hours: Decimal | None, days: int = 0) -> None:
        """Give a product, so many working days from now."""
        self.tried[case_id, product] = hours
        self.world.plan(case_id, days, partial(self._refer, case_id, product))

    def tell(self, case_id: str, answers: Mapping[str, Answer], at: datetime | None = None) -> None:
        """Answers that come later, and what is advised on them."""
        case = Case(case_id, self.world.people[case_id].registered, answers)
        advice = self.world.desk.intake(case, actor=ADVISER, at=at)
        self.take_up(advice, self.world.diary.today)

    def lost(self, track: Track, *, again: bool) -> None:
        """A partner will not give it: once more with better papers, or the desk goes on alone."""
        if again:
            days = between(_AGAIN, "nog eens", *track.key)
            self.give(track.case, track.product, track.hours, days)
        else:
            self._given_up(track.case, track.product)

    def await_talk(self, case_id: str) -> None:
        """Somebody waits for a talk: with the partner that they go to, or else with the desk."""
        self.tracks.awaiting.add(case_id)
        talk = self.world.script.talk
        keys = [(case_id, product) for product in talk.products] if talk is not None else []
        if not any(key in self.tried and key not in self._gone for key in keys):
            days = between(_OWN_TALK, "gesprek", case_id)
            self.world.plan(case_id, days, partial(self.tracks.talk, case_id))

    def hasten(self) -> None:
        """The first who waits for a partner that may have them turns out to be most urgent."""
        rulebook = self.world.policy.rulebook
        top = rulebook.levels[0].key
        why = "Een schuldeiser wil binnen enkele weken een antwoord."
        for found in self.world.desk.waiting():
            consent = rulebook.partners[rulebook.products[found.product].providers[0]].consent
            for one in found.cases:
                agreed = self.world.people[one.case].answers.get(consent or "") in YES
                if one.urgency != top and (agreed or consent is None):
                    self.world.desk.override(one.case, urgency=top, reason=why, actor=ADVISER)
                    break

    def look(self) -> None:
        """Who has left the waiting lists since the last time has a place by now, or has gone."""
        desk, before = self.world.desk, self.world.queue
        self.world.queue = {
            one.referral: (one.case, found.product)
            for found in desk.waiting()
            for one in found.cases
        }
        for referral, (case_id, product) in before.items():
            if referral in self.world.queue or case_id in self.world.closed:
                continue
            for row in desk.referrals(case_id):
                if row["id"] == referral and row["status"] == "placed":
                    self.world.tally["moved up"] += 1
                    self._placed(case_id, product, referral, str(row["partner"]))

    def _take_up(self, advice: Advice, occasion: tuple[object, ...]) -> None:
        if advice.level == 0:
            self.tracks.urgent.add(advice.case)
        for given in advice.products:
            key = advice.case, given.product
            course = self.world.script.course(given.product)
            if key not in self.tried and happens(course.wanted, "neemt", *key, *occasion):
                self.give(*key, given.hours, between(course.decided, "besluit", *key))

    def _refer(self, case_id: str, product: str) -> None:
        result = self.world.desk.refer(case_id, product, actor=ADVISER)
        dear = self._remark(product, result) and result.result == "refused"
        self.world.tally["too dear" if dear else result.result] += 1
        if isinstance(result, Placed):
            self._placed(case_id, product, result.referral, result.partner)
        elif result.referral is not None:
            self.world.queue[result.referral] = case_id, product
        else:
            self._given_up(case_id, product)

    def _placed(self, case_id: str, product: str, referral: str, partner: str) -> None:
        hours = self.tried.get((case_id, product))
        self.tracks.placed(Track(case_id, product, referral, partner, hours))

    def _given_up(self, case_id: str, product: str) -> None:
        self._gone.add((case_id, product))
        talk = self.world.script.talk
        if talk is not None and product in talk.products and case_id in self.tracks.awaiting:
            self.await_talk(case_id)

    def _remark(self, product: str, result: Result) -> bool:
        """Whether money runs out; that, and places, are told the first time as the desk says it."""
        rulebook = self.world.policy.rulebook
        pot = rulebook.products[product].pot
        name = "" if pot is None else rulebook.budgets[pot].name
        for reason in result.reasons:
            if result.result == "waiting":
                told = f"{rulebook.products[product].name}: {reason}"
                self.world.remark(told, product, reason)
            elif name and f"'{name}'" in reason:
                self.world.remark(reason[:1].upper() + reason[1:], result.result, name)
                return True
        return False
