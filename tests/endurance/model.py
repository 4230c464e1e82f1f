"""The desk in a few plain lists: who has a place, who waits, and what is left in the pot.

It knows nothing of how the library does it, and reckons everything from the referrals again and
again. What must have happened is in its `log`, in the words of the events.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import attrs

from tests.endurance.world import COACHING, JOB, STUDY, World
from triage import Case

PAID_ONCE: Final = ("scholing", "baan")
LIVE: Final = ("waiting", "placed", "accepted", "started", "completed")
RUNNING: Final = ("placed", "accepted", "started")
_BEFORE: Final[Mapping[str, Sequence[str]]] = {
    "accepted": ("placed",),
    "started": ("placed", "accepted"),
    "completed": RUNNING,
    "stopped": RUNNING,
    "refused": ("placed", "accepted"),
    "withdrawn": ("waiting", *RUNNING),
}
"""What a referral must be to become this."""

Entry = tuple[str, str, str, str | None]
"""The kind of an event, the case, the product, and the partner."""


class ImpossibleError(Exception):
    """What the desk has to refuse."""


@attrs.define(eq=False)
class File:
    """A case; `chosen` is what the adviser said about products."""

    case: Case
    closed: bool = False
    urgent: bool | None = None
    chosen: dict[str, bool] = attrs.field(factory=dict)

    def answered(self, question: str) -> bool:
        return self.case.answers.get(question) is True

    def gets(self, product: str) -> bool:
        """Whether the rules give it."""
        return self.answered({"studie": "studie", "coaching": "coach"}.get(product, "werk"))

    @property
    def top(self) -> bool:
        return self.answered("spoed") if self.urgent is None else self.urgent

    @property
    def rank(self) -> tuple[object, ...]:
        """What goes before the draw."""
        return (
            not self.top,
            self.case.answers.get("klaar") or date.max,
            not self.answered("zwaar"),
            self.case.registered,
        )

    @property
    def draw(self) -> str:
        return hashlib.sha256(self.case.case.encode()).hexdigest()


@attrs.define(eq=False)
class Ref:
    """A referral; money is in cents, hours are hundredths."""

    file: File
    product: str
    eligible: tuple[str, ...]
    since: date
    only: str | None = None
    hours: int | None = None
    not_before: date = date.min
    status: str = "waiting"
    partner: str | None = None
    placed: date = date.min
    taken: bool = False
    delivered: int | None = None
    held: int = 0
    spent: int = 0
    reason: str | None = None
    sent: datetime | None = None
    id: str = ""


@attrs.define(eq=False)
class Model:
    """Everything that the desk has to remember.

    Attributes:
        world: What there is to give.
        says: By partner what it says itself: free places, or None when it cannot be asked.
    """

    world: World
    files: dict[str, File] = attrs.field(factory=dict)
    refs: list[Ref] = attrs.field(factory=list)
    log: list[Entry] = attrs.field(factory=list)
    says: dict[str, int | None] = attrs.field(factory=dict)

    @property
    def free(self) -> int:
        return self.world.pot * 100 - sum(ref.held + ref.spent for ref in self.refs)

    def of(self, case: str, *products: str) -> list[Ref]:
        """The referrals of a case, oldest first."""
        found = [ref for ref in self.refs if ref.file.case.case == case]
        return [ref for ref in found if not products or ref.product in products]

    def queue(self, product: str) -> list[Ref]:
        """Who waits, in rank order; of equals who waits longest, by days."""
        waiting = [ref for ref in self.refs if ref.status == "waiting" and ref.product == product]
        return sorted(waiting, key=lambda ref: (*ref.file.rank, ref.since, ref.file.draw))

    # --- What is done ----------------------------------------------------------------------------

    def refer(self, case: str, product: str, now: datetime, only: str | None = None) -> str:
        """Refer a case; `placed`, `waiting` or `refused`."""
        file = self.files.get(case)
        if file is None or file.closed:
            raise ImpossibleError
        if only is not None and only not in self._partners(product):
            raise ImpossibleError
        for ref in self.of(case, product):
            if ref.status in LIVE:
                return "waiting" if ref.status == "waiting" else "placed"
        chosen = file.chosen.get(product)
        if chosen is None:
            earlier = self._refused(case, product)
            chosen = file.gets(product) and all(ref.reason != "buiten" for ref in earlier)
        eligible = self._eligible(case, product, only)
        asked = {"coaching": 400 if file.gets(product) else 1000}.get(product)
        ref = Ref(file, product, eligible, now.date(), only, asked)
        if not chosen or not eligible or self.cost(ref) > self.free:
            return "refused"
        self._wait(ref)
        self.move(product, now)
        return ref.status

    def renew(self, case: str, now: datetime) -> None:
        """New answers: who may take what waits now, and the lists move."""
        waiting = [ref for ref in self.of(case) if ref.status == "waiting"]
        for ref in sorted(waiting, key=lambda ref: ref.product):
            ref.eligible = self._eligible(case, ref.product, ref.only)
            self.move(ref.product, now)

    def _refused(self, case: str, product: str) -> list[Ref]:
        return [ref for ref in self.of(case, product) if ref.status == "refused"]

    def _eligible(self, case: str, product: str, only: str | None) -> tuple[str, ...]:
        """The partners that did not say to be full; the desk itself may be asked again."""
        full = [
            ref.partner
            for ref in self._refused(case, product)
            if ref.reason == "vol" and ref.partner != "huis"
        ]
        partners = self._partners(product) if only is None else (only,)
        return tuple(key for key in partners if key not in full)

    def withdraw(self, ref: Ref, now: datetime) -> None:
        """Call it back; again changes nothing."""
        if ref.status != "withdrawn":
            self._must(ref, "withdrawn")
            self._end(ref, "withdrawn")
            self.move(ref.product, now)

    def tell(self, ref: Ref, status: str, now: datetime, **more: Any) -> None:
        """What became of it: with `reason` and `until`, or with `hours` in hundredths.

        Many more hours than were asked only with `sure`; the same again may not differ.
        """
        sure, hours = more.pop("sure", False), more.get("hours")
        if ref.status == status:
            other = status == "refused" and more.get("reason") not in (None, ref.reason)
            if other or hours not in (None, ref.delivered):
                raise ImpossibleError
            return
        self._must(ref, status)
        self._doubt(ref, hours, sure=sure)
        if status in ("accepted", "started"):
            self._note(ref, status)
            ref.status = status
            return
        if status == "refused":
            self._refuse(ref, **more)
        else:
            self._settle(ref, status, hours)
        self.move(ref.product, now)

    def correct(self, ref: Ref, status: str, hours: int, now: datetime, *, sure: bool) -> None:
        """Other hours than were said at the end."""
        if ref.status != status or status not in ("completed", "stopped"):
            raise ImpossibleError
        self._doubt(ref, hours, sure=sure)
        if ref.delivered == hours:
            return
        spent = self.cost(ref, hours) if ref.product == "coaching" else ref.spent
        if spent - ref.spent > self.free:
            raise ImpossibleError
        ref.spent, ref.delivered = spent, hours
        self.move(ref.product, now)

    def _doubt(self, ref: Ref, hours: int | None, *, sure: bool) -> None:
        if not sure and hours is not None and ref.hours is not None and hours > 2 * ref.hours:
            raise ImpossibleError

    def close(self, case: str) -> None:
        """Close a case; what waits is withdrawn, and what runs forbids it."""
        file = self.files.get(case)
        if file is None or any(ref.status in RUNNING for ref in self.of(case)):
            raise ImpossibleError
        for ref in self.of(case):
            if ref.status == "waiting":
                self._end(ref, "withdrawn")
        file.closed = True

    def advance(self, now: datetime) -> None:
        """What `deliver` does first: let every waiting list move."""
        for product in sorted({ref.product for ref in self.refs if ref.status == "waiting"}):
            self.move(product, now)

    # --- Places ----------------------------------------------------------------------------------

    def move(self, product: str, now: datetime) -> None:
        """Give places to those who wait, as long as somebody can have one."""
        while True:
            found = next(
                (
                    (ref, partner)
                    for ref in self.queue(product)
                    for partner in ref.eligible
                    if self._fits(ref, partner, now)
                ),
                None,
            )
            if found is None:
                return
            ref, partner = found
            ref.held = self.cost(ref)
            ref.status, ref.partner, ref.taken, ref.placed = "placed", partner, True, now.date()
            self._note(ref, "referred")

    def _fits(self, ref: Ref, partner: str, now: datetime) -> bool:
        if now.date() < ref.not_before or self.cost(ref) > self.free:
            return False
        rest = [
            r for r in self.refs if r.taken and (r.partner, r.product) == (partner, ref.product)
        ]
        if partner in self.says:
            said = self.says[partner]
            unseen = [r for r in rest if r.sent is None or r.sent >= now]
            if said is None or said - len(unseen) <= self._kept_from(ref, partner):
                return False
        if ref.product == "studie":
            return self.world.studies[partner] - len(rest) > self._kept_from(ref, partner)
        if ref.product == "baan":
            week = now.date().isocalendar()[:2]
            return self.world.jobs > len([r for r in rest if r.placed.isocalendar()[:2] == week])
        if ref.product == "coaching":
            used = [r.hours if r.delivered is None else r.delivered for r in rest]
            return sum(hours or 0 for hours in used) + (ref.hours or 0) <= self.world.hours * 100
        return True

    def _kept_from(self, ref: Ref, partner: str) -> int:
        first = next(iter(self.world.studies))
        return self.world.reserve if partner == first and not ref.file.top else 0

    def _partners(self, product: str) -> tuple[str, ...]:
        if product == "studie":
            return tuple(self.world.studies)
        return ("huis",) if product == "coaching" else ("loket",)

    # --- Money -----------------------------------------------------------------------------------

    def cost(self, ref: Ref, hours: int | None = None) -> int:
        """What it costs in cents, for the hours that were asked or for these."""
        if ref.product in PAID_ONCE:
            paid = self.of(ref.file.case.case, *PAID_ONCE)
            return 0 if any(one.held + one.spent for one in paid) else JOB
        if ref.product == "studie":
            return STUDY
        return COACHING * ((ref.hours or 0) if hours is None else hours) // 1000

    def _settle(self, ref: Ref, status: str, hours: int | None) -> None:
        spent = ref.held if status == "completed" else 0
        if hours is not None and ref.product == "coaching" and ref.held:
            spent = self.cost(ref, hours)
        if spent - ref.held > self.free:
            raise ImpossibleError
        held, ref.held, ref.spent = ref.held, 0, spent
        ref.taken = status == "completed" or ref.status == "started"
        ref.delivered = hours
        self._note(ref, status)
        ref.status = status
        if held and not spent:
            self._charge_another(ref)

    def _charge_another(self, gone: Ref) -> None:
        """Who paid for a case is gone: another referral of the case in the group pays."""
        if gone.product not in PAID_ONCE:
            return
        for ref in self.of(gone.file.case.case, *PAID_ONCE):
            if ref is not gone and ref.taken and not ref.held + ref.spent:
                cents = min(self.cost(ref), self.free)
                if ref.status in ("completed", "stopped"):
                    ref.spent = cents
                else:
                    ref.held = cents
                return

    def _wait(self, ref: Ref) -> None:
        self.refs.append(ref)
        self.log.append(("waiting", ref.file.case.case, ref.product, None))

    def _must(self, ref: Ref, status: str) -> None:
        if ref.status not in _BEFORE[status]:
            raise ImpossibleError

    def _end(self, ref: Ref, status: str) -> None:
        self._note(ref, status)
        held, ref.held, ref.taken, ref.status = ref.held, 0, False, status
        if held:
            self._charge_another(ref)

    def _refuse(self, ref: Ref, reason: str, until: date | None = None) -> None:
        self._end(ref, "refused")
        ref.reason = reason
        left = tuple(key for key in ref.eligible if key != ref.partner or reason == "later")
        if reason in ("vol", "later") and left:
            again = Ref(ref.file, ref.product, left, ref.since, ref.only, ref.hours)
            again.not_before = until if until is not None and reason == "later" else date.min
            self._wait(again)

    def _note(self, ref: Ref, kind: str) -> None:
        self.log.append((kind, ref.file.case.case, ref.product, ref.partner))
