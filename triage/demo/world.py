"""What everybody in the demonstration shares: the desk, the diary, the partners, and the tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

import attrs

from triage.app import Policy
from triage.demo.chance import between, share
from triage.demo.diary import Diary
from triage.demo.partners import Neighbours
from triage.demo.script import Sample, Script
from triage.desk import Desk
from triage.records import Case

_CLOSED: Final = (10, 40)
_WAITED: Final = (60, 140)
_ENDS: Final = (("afgerond", 0.80), ("naar_bbz", 0.92), ("gestopt", 1.0))


@attrs.define(eq=False)
class World:
    """What everybody in the demonstration shares.

    Attributes:
        desk: The desk under demonstration.
        diary: Its clock, and what is planned.
        near: The partners on this machine.
        sample: Who there is, and how it goes.
        people: Everybody by case, with the answers that they would give.
        closed: The cases that have been closed.
        queue: By referral that waits, its case and product.
        tally: What has been done since the last line was told.
        remarks: What stood out since then.
    """

    desk: Desk
    diary: Diary
    near: Neighbours
    sample: Sample
    people: dict[str, Case]
    closed: set[str] = attrs.field(factory=set)
    queue: dict[str, tuple[str, str]] = attrs.field(factory=dict)
    tally: Counter[str] = attrs.field(factory=Counter)
    remarks: list[str] = attrs.field(factory=list)
    _said: set[tuple[object, ...]] = attrs.field(factory=set)
    _busy: Counter[str] = attrs.field(factory=Counter)

    @property
    def policy(self) -> Policy:
        return self.desk.policy

    @property
    def script(self) -> Script:
        return self.sample.script

    def plan(self, case_id: str, days: int, act: Callable[[], None]) -> None:
        """Something to do about a case, so many working days from now, if it is open then.

        As long as there is something to do, the case is not closed; some time afterwards it is.
        """
        self._busy[case_id] += 1

        def now() -> None:
            if case_id not in self.closed:
                act()
            self._busy[case_id] -= 1
            if not self._busy[case_id]:
                days = between(_CLOSED, "sluit", case_id)
                self.diary.plan(self.diary.in_days(days), lambda: self._finish(case_id))

        if days:
            self.diary.plan(self.diary.in_days(days), now)
        else:
            now()

    def _finish(self, case_id: str) -> None:
        if self._busy[case_id] or case_id in self.closed:
            return
        if any(case == case_id for case, _ in self.queue.values()):
            days = between(_WAITED, "wacht", case_id, self.diary.today)
            self.diary.plan(self.diary.in_days(days), lambda: self._finish(case_id))
            return
        drawn = share("einde", case_id)
        self.close(case_id, next(word for word, edge in _ENDS if drawn < edge))

    def close(self, case_id: str, reason: str) -> None:
        """Close a case, once."""
        if case_id not in self.closed:
            self.desk.close(case_id, reason=reason, actor="intaker")
            self.closed.add(case_id)
            self.tally["closed"] += 1

    def deliver(self) -> None:
        """Send what waits to be sent, and hear how the rest stands."""
        done = self.desk.deliver()
        self.tally["sent"] += done.sent
        self.tally["retry"] += done.retry

    def remark(self, text: str, *once: object) -> None:
        """Tell something that stands out; the same thing only the first time."""
        if once not in self._said:
            self._said.add(once)
            self.remarks.append(text)
