"""The list comes in and everybody on it is called; others register of their own accord."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import attrs

from triage.advice import Advice
from triage.demo.advising import ADVISER, Advising
from triage.demo.chance import between, happens, one
from triage.demo.world import World
from triage.desk.values import Call, Registration
from triage.notation import read_date
from triage.records import Answer, Case
from triage.vocabulary import CLOSINGS

UNREACHABLE: Final = 2
REJECTED: Final = 4
LOWERED: Final = 4
"""Of a hundred: never answer, have a product rejected, and are found less urgent than it seemed."""

_CHANNELS: Final = ("telefoon", "telefoon", "telefoon", "e-mail", "huisbezoek")
"""By attempt; after the last one nobody tries any more."""

_NO: Final = (False, "nee")
_ACTORS: Final = ("intaker-1", "intaker-2")
_KNOWN_BEFORE: Final = ("lijst", "partner", None)
_CALLS: Final = 3
"""For one intake at most so many calls are made on a day."""

_LATER: Final = (1, 3)
_MORNING, _AFTERNOON = time(10), time(14)
_CALL: Final = timedelta(minutes=25)
_WRITING: Final = timedelta(minutes=4)


@attrs.define(eq=False)
class Calling:
    """Who comes in, and every attempt to reach them.

    Attributes:
        world: Where it happens.
        advising: Who goes on after an intake.
        to_call: The cases that have had no intake yet.
    """

    world: World
    advising: Advising
    to_call: set[str] = attrs.field(factory=set)
    _postponed: set[str] = attrs.field(factory=set)
    _owed: date | None = None

    def register(self, cases: Iterable[Case], source: str) -> Registration:
        """Take in a list, or who registers; who is there under another id already is closed."""
        questions = self.world.policy.rulebook.questions
        known = [
            attrs.evolve(
                case,
                answers={
                    k: v for k, v in case.answers.items() if questions[k].phase in _KNOWN_BEFORE
                },
            )
            for case in cases
        ]
        found = self.world.desk.register(known, source, actor=source)
        self.to_call |= set(found.new)
        for first, second in found.doubles:
            self._close(second if second in found.new else first, "dubbel")
        self.world.tally["registered"] += len(found.new)
        return found

    def day(self) -> None:
        """The calls of one day; of some days the work is written down on the next."""
        diary = self.world.diary
        if diary.today in self.world.script.written_later:
            self._owed = diary.today
            return
        if self._owed is not None:
            self._round(datetime.combine(self._owed, _MORNING))
            self._owed = None
        diary.at(_MORNING)
        self._round(None)

    def _round(self, earlier: datetime | None) -> None:
        """Calls until there are enough intakes; or the calls of an earlier day, written now."""
        wanted, intakes = self.world.script.a_day, 0
        for number in range(_CALLS * wanted):
            if intakes == wanted or not self.to_call:
                break
            actor = _ACTORS[number % len(_ACTORS)]
            call = self.world.desk.next(actor=actor)
            if call is None:
                break
            at = None if earlier is None else earlier + number * _CALL
            intakes += self._call(call, actor, at)
            self.world.diary.later(_CALL if at is None else _WRITING)

    def _call(self, call: Call, actor: str, at: datetime | None) -> bool:
        """One call; whether it came to an intake."""
        if call.advice.excluded and not call.advice.products:  # as the list says: do not call
            self._close(call.case, self._why(call.case))
            return False
        self.world.tally["attempts"] += 1
        script = self.world.script
        channel = _CHANNELS[min(call.attempts, len(_CHANNELS) - 1)]
        attempt: dict[str, Any] = {"channel": channel, "at": at, "actor": actor}
        if happens(UNREACHABLE, "nooit", call.case) or happens(
            script.missed, "mist", call.case, call.attempts
        ):
            self._miss(call, attempt)
            return False
        if call.case not in self._postponed and happens(script.postponed, "later", call.case):
            self._postponed.add(call.case)
            again = datetime.combine(self._some_days(call), _AFTERNOON)
            self.world.desk.contact(call.case, reached=True, call_back=again, **attempt)
            return False
        self.world.desk.contact(call.case, reached=True, **attempt)
        return self._talk(call.case, actor, at)

    def _miss(self, call: Call, attempt: Mapping[str, Any]) -> None:
        last = call.attempts + 1 >= len(_CHANNELS)
        again = None if last else self._some_days(call)
        self.world.desk.contact(call.case, reached=False, call_back=again, **attempt)
        if last:
            self._close(call.case, "niet_bereikt")

    def _some_days(self, call: Call) -> date:
        days = between(_LATER, "dagen", call.case, call.attempts)
        return self.world.diary.in_days(days)

    def _talk(self, case_id: str, actor: str, at: datetime | None) -> bool:
        """Somebody is on the telephone: an intake, or not."""
        today = (at or self.world.diary.now).date()
        case = self._told(self.world.people[case_id], today)
        self.world.people[case_id] = case
        if any(case.answers.get(question) in _NO for question in self.world.script.declined):
            self._close(case_id, self._why(case_id))
            return False
        advice = self.world.desk.intake(attrs.evolve(case, person=None), actor=actor, at=at)
        self.to_call.discard(case_id)
        self.world.tally["intakes"] += 1
        self.world.plan(case_id, 0, lambda: self._after(advice))
        return True

    def _after(self, advice: Advice) -> None:
        if advice.deadline is not None:
            self.advising.tracks.awaiting.add(advice.case)
        self.advising.take_up(advice)
        if advice.case in self.advising.tracks.awaiting:
            self.advising.await_talk(advice.case)
        self._differ(advice)
        script = self.world.script
        if happens(script.again, "nog eens", advice.case):
            days = between(script.again_after, "nog eens na", advice.case)
            self.world.plan(advice.case, days, lambda: self.advising.tell(advice.case, {}))

    def _told(self, case: Case, today: date) -> Case:
        """What is said on the telephone; the days that are named move with that of the call."""
        script, questions = self.world.script, self.world.policy.rulebook.questions
        days = {
            key: day
            for key, answer in case.answers.items()
            if questions[key].kind == "datum" and questions[key].phase == "telefoon"
            if (day := _day(answer)) is not None
        }
        answers = dict(case.answers)
        if (said := days.get(script.told or "")) is not None:
            answers |= {key: day + (today - said) for key, day in days.items()}
        if script.taken_in is not None:
            answers[script.taken_in] = today
        return attrs.evolve(case, answers=answers)

    def _differ(self, advice: Advice) -> None:
        """Now and then the adviser sees it otherwise, and says why."""
        desk = self.world.desk
        left = [g for g in advice.products if (advice.case, g.product) not in self.advising.tried]
        if left and happens(REJECTED, "wijst af", advice.case):
            product = one(left, "product", advice.case).product
            why = "De ondernemer wil dit nu niet."
            desk.override(advice.case, reject=product, reason=why, actor=ADVISER)
        levels = self.world.policy.rulebook.levels
        if 0 < advice.level < len(levels) - 1 and happens(LOWERED, "verlaagt", advice.case):
            lower = levels[advice.level + 1].key
            why = "Na overleg blijkt het minder dringend."
            desk.override(advice.case, urgency=lower, reason=why, actor=ADVISER)

    def _why(self, case_id: str) -> str:
        """Why somebody gets no intake: what the script says, or what stands on the list."""
        case, declined = self.world.people[case_id], self.world.script.declined
        for question, reason in declined.items():
            if case.answers.get(question) in _NO:
                return reason
        words = (
            word for answer in case.answers.values() if isinstance(answer, list) for word in answer
        )
        return next((word for word in words if word in CLOSINGS), "ziet_af")

    def _close(self, case_id: str, reason: str) -> None:
        self.to_call.discard(case_id)
        self.world.close(case_id, reason)


def _day(answer: Answer) -> date | None:
    """An answer with a day, as a file or a program writes it."""
    found = read_date(answer) if isinstance(answer, str) else answer
    if isinstance(found, int):
        return date.fromordinal(found)
    return found if isinstance(found, date) else None
