"""Whatever is done to a desk, in whatever order: it does what the model does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from tests.endurance.crew import TOLD, entry
from tests.endurance.desks import CASES, DESKS, NAMES, WORLD, Desks
from tests.endurance.model import LIVE, RUNNING, Ref
from tests.endurance.worker import BY_PLUGIN, STATUSES
from tests.endurance.world import FULL
from triage.ledger.money import balance

PRODUCTS: Final = st.sampled_from(["studie", "coaching", "scholing", "baan"])
WHICH: Final = st.integers(0, 99)


class Life(Desks):
    """Everything that happens to referrals, and what is always so."""

    # --- Referrals -------------------------------------------------------------------------------

    @rule(desk=DESKS, case=CASES, product=PRODUCTS)
    def refer(self, desk: int, case: str, product: str) -> None:
        self.referred(desk, case, product, None)

    @rule(desk=DESKS, cases=st.permutations(NAMES[:-1]), product=PRODUCTS)
    def refer_all(self, desk: int, cases: Sequence[str], product: str) -> None:
        for case in cases:
            self.referred(desk, case, product, None)

    @rule(desk=DESKS, case=CASES, product=PRODUCTS, only=st.sampled_from(["imk", "tweede"]))
    def refer_to_one(self, desk: int, case: str, product: str, only: str) -> None:
        self.referred(desk, case, product, only)

    def referred(self, desk: int, case: str, product: str, only: str | None) -> None:
        found, expected = self.both(
            lambda: self.desks[desk].refer(case, product, only, actor="an"),
            lambda: self.model.refer(case, product, self.clock.now, only),
        )

        if found is None:
            return
        assert found.result == expected
        stands = [ref for ref in self.model.of(case, product) if ref.status in LIVE]
        if expected == "refused":
            assert stands == []
            return
        (ref,) = stands
        ref.id = ref.id or found.referral
        assert found.referral == ref.id
        if expected == "waiting":
            assert found.position == self.model.queue(product).index(ref) + 1
        else:
            assert found.partner == ref.partner

    def some(self, which: int) -> Ref:
        """A referral: often one that somebody works on."""
        running = [ref for ref in self.model.refs if ref.status in RUNNING]
        found = running if running and which % 4 else self.model.refs
        return found[which % len(found)]

    @precondition(lambda self: self.model.refs)
    @rule(desk=DESKS, which=WHICH)
    def withdraw(self, desk: int, which: int) -> None:
        ref = self.some(which)
        before = ref.status

        self.both(
            lambda: self.desks[desk].withdraw(ref.id, reason="toch niet", actor="an"),
            lambda: self.model.withdraw(ref, self.clock.now),
        )

        if (before, ref.status) != ("withdrawn", "withdrawn") and ref.status == "withdrawn":
            self.recalled += [ref] if ref.sent is not None else []

    @precondition(lambda self: self.model.refs)
    @rule(
        desk=DESKS,
        which=WHICH,
        several=st.lists(st.sampled_from(STATUSES), min_size=1, max_size=3),
        hours=st.none() | st.integers(0, 12),
        sure=st.booleans(),
    )
    def update(
        self, desk: int, which: int, several: Sequence[Any], hours: int | None, *, sure: bool
    ) -> None:
        ref = self.some(which)
        for status in several:
            more: dict[str, Any] = {"reason": "vol"} if status == "refused" else {}
            if status in ("completed", "stopped") and hours is not None:
                more = {"hours": Decimal(hours), "sure": sure}
            self.updated(desk, ref, status, more)

    @precondition(lambda self: any(ref.status == "completed" for ref in self.model.refs))
    @rule(desk=DESKS, which=WHICH, hours=st.integers(0, 12), sure=st.booleans())
    def correct(self, desk: int, which: int, hours: int, *, sure: bool) -> None:
        ended = [ref for ref in self.model.refs if ref.status in ("completed", "stopped")]
        ref = ended[which % len(ended)]
        status: Any = "completed" if which % 5 else ref.status

        self.both(
            lambda: self.desks[desk].correct(ref.id, status, Decimal(hours), sure=sure, actor="an"),
            lambda: self.model.correct(ref, status, 100 * hours, self.clock.now, sure=sure),
        )

    @precondition(lambda self: self.model.refs)
    @rule(
        desk=DESKS,
        which=WHICH,
        reason=st.sampled_from(["vol", "buiten", "anders", "later", "later"]),
        days=st.integers(0, 3),
    )
    def refuse(self, desk: int, which: int, reason: str, days: int) -> None:
        until = self.clock.now.date() + timedelta(days=days) if reason == "later" else None
        self.updated(desk, self.some(which), "refused", {"reason": reason, "until": until})

    def updated(self, desk: int, ref: Ref, status: Any, more: dict[str, Any]) -> None:
        model = {key: value * 100 if key == "hours" else value for key, value in more.items()}
        self.both(
            lambda: self.desks[desk].update(ref.id, status, actor="an", **more),
            lambda: self.model.tell(ref, status, self.clock.now, **model),
        )

    # --- Partners and time -----------------------------------------------------------------------

    @rule(desk=DESKS)
    def deliver(self, desk: int) -> None:
        self.model.advance(self.clock.now)
        running = [ref for ref in self.model.refs if ref.status in RUNNING]
        unsent = [ref for ref in running if ref.sent is None and ref.partner in BY_PLUGIN]

        found = self.desks[desk].deliver()

        assert (found.sent, found.retry, found.given_up) == (
            len(unsent) + len(self.recalled), 0, 0,
        )  # fmt: skip
        for ref in unsent:
            ref.sent = self.clock.now
        self.recalled.clear()

    @rule(free=st.none() | st.integers(0, 2), down=st.sampled_from([False, False, True]))
    def imk_says(self, free: int | None, *, down: bool) -> None:
        self.partners["imk"].free = ConnectionError() if down else free
        self.model.says = {"imk": None} if down else {} if free is None else {"imk": free}

    @rule(hours=st.sampled_from([1, 5, 24, 24, 72]))
    def time_passes(self, hours: int) -> None:
        self.clock.forward(hours=hours)

    @rule(desk=DESKS)
    def open_again(self, desk: int) -> None:
        self.desks[desk] = self.opened.enter_context(self.open())

    # --- What is always so -----------------------------------------------------------------------

    @invariant()
    def referrals_stand_as_in_the_model(self) -> None:
        for case in self.model.files:
            mine, found = self.model.of(case), self.desks[0].referrals(case)
            assert [
                (one["product"], one["partner"], one["status"], one["held"], one["spent"])
                for one in found
            ] == [(ref.product, ref.partner, ref.status, ref.held, ref.spent) for ref in mine]
            for ref, one in zip(mine, found, strict=True):
                ref.id = ref.id or one["id"]
                assert ref.id == one["id"]

    @invariant()
    def events_are_those_of_the_model(self) -> None:
        told = [entry(event) for event in self.desks[0].events() if event.kind in TOLD]
        assert told == self.model.log

    @invariant()
    def waiting_lists_stand_as_in_the_model(self) -> None:
        products = sorted({ref.product for ref in self.model.refs if ref.status == "waiting"})
        assert [
            (one.product, [(case.position, case.referral) for case in one.cases])
            for one in self.desks[1].waiting()
        ] == [
            (product, [(n, ref.id) for n, ref in enumerate(self.model.queue(product), 1)])
            for product in products
        ]

    @invariant()
    def the_pot_stands_as_in_the_model(self) -> None:
        with self.ledger.reading(self.clock()) as work:
            assert balance(work, "pot").free == self.model.free >= 0

    @invariant()
    def what_arrived_was_sent_once(self) -> None:
        arrived = [one.id for partner in self.partners.values() for one in partner.arrived]
        assert sorted(arrived) == sorted(ref.id for ref in self.model.refs if ref.sent is not None)


@pytest.fixture
def life(ledger: str, tmp_path: Path) -> type[Life]:
    class Here(Life):
        address = ledger
        home = WORLD.write(tmp_path / "home")

    return Here


def lead(life: type[Life], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_desk_does_what_the_model_does(life: type[Life]) -> None:
    lead(life, examples=10, steps=20)


@pytest.mark.slow
def test_a_desk_does_what_the_model_does_in_a_long_life(life: type[Life]) -> None:
    lead(life, examples=300 if FULL else 60, steps=40)
