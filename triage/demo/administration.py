"""What the benefit administration tells and enters, and what is done about alarms."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from triage.demo.chance import happens
from triage.demo.tracks import Tracks
from triage.demo.world import World
from triage.records import Entered

ENTERED: Final = 75
"""Of a hundred products, so many are entered in the records."""

_BENEFITS: Final = "uitkeringen"
_LEADER: Final = "projectleider"


@attrs.define(eq=False)
class Administration:
    """Lists from the benefit administration, and the alarms of the weekly report.

    Attributes:
        world: Where it happens.
        tracks: What was given, so that it can be entered.
    """

    world: World
    tracks: Tracks
    _seen: set[str] = attrs.field(factory=set)

    def plan(self, first: date, last: date) -> None:
        """What is done on which day between these; every month products are entered."""
        script, diary = self.world.script, self.world.diary
        for day in script.ends:
            diary.plan(day, self._ends)
        for day in script.alarms:
            diary.plan(day, self._handle)
        months = range(12 * first.year + first.month, 12 * last.year + last.month)
        for year, month in (divmod(number, 12) for number in months):
            diary.plan(date(year, month + 1, 1), self._enter)

    def _ends(self) -> None:
        """The list of everybody whose benefit has ended so far."""
        today = self.world.diary.today
        ended = [end for end in self.world.sample.ended if end.on <= today]
        found = self.world.desk.tozo(ended, actor=_BENEFITS)
        if found.new:
            self.world.remark(
                f"Bij {len(found.new)} mensen is de uitkering lager of voorbij.", today
            )

    def _enter(self) -> None:
        """Most of what has begun since the last time is entered; the rest never is."""
        intake = self.world.policy.rulebook.settings.intake
        new = {k: track for k, track in self.tracks.began.items() if k not in self._seen}
        self._seen |= set(new)
        wanted = [
            Entered(key, self.world.diary.today)
            for key, track in new.items()
            if track.product != intake and happens(ENTERED, "ingevoerd", *track.key)
        ]
        if wanted:
            self.world.desk.entered(wanted, actor=_BENEFITS)

    def _handle(self) -> None:
        """What was an alarm, and is not any more, has been seen to."""
        desk = self.world.desk
        for alarm in desk.report().alarms:
            if not alarm.standing:
                why = "Uitgezocht; inmiddels hersteld."
                desk.handle(alarm.key, reason=why, actor=_LEADER)
