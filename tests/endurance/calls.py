"""Who is called next, in a few plain lists: goes with the model."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from tests.endurance.model import File, ImpossibleError


def daypart(now: datetime) -> str:
    """Morning, afternoon or evening."""
    return "ochtend" if now.hour < 12 else "middag" if now.hour < 18 else "avond"


@attrs.define(eq=False)
class Line:
    """What has to be remembered to call somebody."""

    file: File
    status: str = "open"
    attempts: int = 0
    missed: str | None = None
    call_back: datetime | None = None
    holder: str | None = None
    held: date | None = None
    last: tuple[object, ...] = ()

    def let_go(self) -> None:
        self.holder = self.held = None

    def order(self, now: datetime) -> tuple[object, ...]:
        top, *rest = self.file.rank
        missed = self.missed == daypart(now)
        return top, self.call_back is None, missed, *rest, self.file.draw


@attrs.define(eq=False)
class Phone:
    """Everybody who may have to be called, by case."""

    lines: dict[str, Line] = attrs.field(factory=dict)

    def next(self, actor: str, now: datetime) -> Line | None:
        """Whom this actor calls now, and holds for the day."""
        due = [
            line
            for line in self.lines.values()
            if line.status in ("open", "reached")
            and (line.call_back is None or line.call_back <= now)
        ]
        mine = [line for line in due if (line.holder, line.held) == (actor, now.date())]
        free = [line for line in due if line.held != now.date()]
        found = min(mine or free, key=lambda line: line.order(now), default=None)
        if found is not None:
            found.holder, found.held = actor, now.date()
        return found

    def contact(
        self, case: str, actor: str, now: datetime, *, reached: bool, again: datetime | None
    ) -> None:
        """An attempt: who was reached stays with the actor, until the intake or a call-back."""
        line = self.lines.get(case)
        if line is None or line.status == "closed":
            raise ImpossibleError
        if line.last == (actor, now, reached, again):
            return
        line.last = actor, now, reached, again
        line.attempts += 1
        line.call_back = again
        if not reached:
            line.missed = daypart(now)
        elif line.status == "open":
            line.status = "reached"
        if reached and line.status != "done" and (again is None or again <= now):
            line.holder, line.held = actor, now.date()
        elif reached or line.holder == actor:
            line.let_go()

    def end(self, case: str, status: str) -> None:
        """An intake, or the end of the case."""
        line = self.lines[case]
        line.status = status
        line.let_go()
        if status == "done":
            line.call_back = None
