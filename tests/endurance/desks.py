"""Two desks that live beside the model: their cases, and who is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from sqlalchemy import create_engine, delete

from tests.endurance.calls import Line, Phone
from tests.endurance.model import File, ImpossibleError, Model, Ref
from tests.endurance.worker import BY_PLUGIN
from tests.endurance.world import ON, World
from tests.functional.desk.conftest import Clock, Partner
from triage import Case, DeskError
from triage.desk import Desk
from triage.ledger import Ledger
from triage.ledger.schema import metadata

WORLD: Final = World({"imk": 2, "tweede": 1}, reserve=1, pot=6_000, hours=20, jobs=1)
NAMES: Final = ("z-1", "z-2", "z-3", "z-4", "z-5", "z-6")
CASES: Final = st.sampled_from(NAMES)
ACTORS: Final = st.sampled_from(["an", "bo"])
MOST_CLOSED: Final = 2
DESKS: Final = st.sampled_from([0, 1])
DAYS: Final = st.sampled_from([date(2021, 3, 8), date(2021, 3, 9), date(2021, 3, 10)])
ANSWERS: Final = st.fixed_dictionaries(
    {key: st.booleans() for key in ("spoed", "zwaar")}
    | {
        key: st.sampled_from([True, True, True, False, None]) for key in ("studie", "coach", "werk")
    },
    optional={"klaar": st.none() | DAYS},
)


class Desks(RuleBasedStateMachine):
    """Two desks on one ledger, and beside them the model."""

    address: str
    home: Path

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.partners = {key: Partner(key, offered) for key, offered in BY_PLUGIN.items()}
        self.opened = ExitStack()
        self.desks = [self.opened.enter_context(self.open()) for _ in range(2)]
        self.ledger = Ledger(self.address)
        self.opened.callback(self.ledger.close)
        self.model, self.phone = Model(WORLD), Phone()
        self.told: dict[str, dict[str, Any]] = {}
        self.listed: dict[str, dict[str, Any]] = {}
        self.recalled: list[Ref] = []

    def open(self) -> Desk:
        return Desk.open(self.home, self.address, partners=self.partners.values(), clock=self.clock)

    def teardown(self) -> None:
        """At the end everything adds up, and every decision comes out the same again."""
        wrong = self.desks[0].verify().wrong
        different = self.desks[1].replay().different
        self.opened.close()
        empty(self.address)
        assert (wrong, different) == ((), ())

    def both(self, really: Callable[[], Any], model: Callable[[], Any]) -> tuple[Any, Any]:
        """Do it twice; what the model finds impossible, the desk refuses, and nothing else."""
        try:
            expected = model()
        except ImpossibleError:
            with pytest.raises(DeskError):
                really()
            return None, None
        return really(), expected

    @initialize(several=st.tuples(*[ANSWERS] * (len(NAMES) - 1)))
    def begin(self, several: Sequence[dict[str, Any]]) -> None:
        """Most of them have had their intake, so that something may happen."""
        for number, (case, answers) in enumerate(zip(NAMES, several, strict=False)):
            self.register(0, case, number % 3, {})
            self.intake(1, case, answers)

    # --- Cases -----------------------------------------------------------------------------------

    @rule(desk=DESKS, case=CASES, days=st.integers(0, 3), answers=ANSWERS)
    def register(self, desk: int, case: str, days: int, answers: dict[str, Any]) -> None:
        day = ON - timedelta(days=days)
        known = self.model.files.get(case)

        found = self.desks[desk].register(Case(case, day, answers), "gros", actor="an")

        assert found.new == (() if known else (case,))
        if known is None:
            file = self.model.files[case] = File(Case(case, day, {}))
            self.phone.lines[case] = Line(file)
            self.told[case] = {}
        if known is None or not known.closed:
            before = self.listed.get(case)
            self.listed[case] = answers
            self.answered(case)
            if before is not None and told(before) != told(answers):
                self.model.renew(case, self.clock.now)

    def answered(self, case: str) -> None:
        told = {**self.listed[case], **self.told[case]}
        file = self.model.files[case]
        file.case = Case(case, file.case.registered, told)

    @rule(desk=DESKS, case=CASES, answers=ANSWERS)
    def intake(self, desk: int, case: str, answers: dict[str, Any]) -> None:
        def model() -> None:
            file = self.model.files.get(case)
            if file is None or file.closed:
                raise ImpossibleError
            self.told[case] = told({**self.told[case], **answers})
            self.answered(case)
            self.phone.end(case, "done")
            self.model.renew(case, self.clock.now)

        given = Case(case, ON, answers)
        self.both(lambda: self.desks[desk].intake(given, actor="an"), model)

    @rule(
        desk=DESKS,
        case=CASES,
        urgency=st.sampled_from([None, "acuut", "gewoon"]),
        product=st.sampled_from([None, "studie", "coaching"]),
        wanted=st.booleans(),
    )
    def override(
        self, desk: int, case: str, urgency: str | None, product: str | None, *, wanted: bool
    ) -> None:
        def model() -> None:
            file = self.model.files.get(case)
            if file is None or file.closed or (urgency is None and product is None):
                raise ImpossibleError
            if urgency is not None:
                file.urgent = urgency == "acuut"
            if product is not None:
                file.chosen[product] = wanted

        said = {"product" if wanted else "reject": product, "urgency": urgency}
        self.both(
            lambda: self.desks[desk].override(case, **said, reason="Daarom.", actor="an"), model
        )

    @precondition(lambda self: sum(file.closed for file in self.model.files.values()) < MOST_CLOSED)
    @rule(desk=DESKS, case=CASES)
    def close(self, desk: int, case: str) -> None:
        def model() -> None:
            self.model.close(case)
            self.phone.end(case, "closed")

        self.both(lambda: self.desks[desk].close(case, reason="ziet_af", actor="an"), model)

    # --- Calling ---------------------------------------------------------------------------------

    @rule(desk=DESKS, actor=ACTORS)
    def next(self, desk: int, actor: str) -> None:
        expected = self.phone.next(actor, self.clock.now)

        found = self.desks[desk].next(actor=actor)

        assert (found is None) == (expected is None)
        if found is None or expected is None:
            return
        assert (found.case, found.attempts, found.call_back) == (
            expected.file.case.case, expected.attempts, expected.call_back,
        )  # fmt: skip

    @rule(
        desk=DESKS, case=CASES, actor=ACTORS, reached=st.booleans(), hours=st.none() | st.just(20)
    )
    def contact(
        self, desk: int, case: str, actor: str, *, reached: bool, hours: int | None
    ) -> None:
        now = self.clock.now
        again = None if hours is None else now + timedelta(hours=hours)
        self.both(
            lambda: self.desks[desk].contact(
                case, channel="telefoon", reached=reached, call_back=again, actor=actor
            ),
            lambda: self.phone.contact(case, actor, now, reached=reached, again=again),
        )


def told(answers: dict[str, Any]) -> dict[str, Any]:
    """What was answered at all."""
    return {key: value for key, value in answers.items() if value is not None}


def empty(ledger: str) -> None:
    """Remove every row, so that the next life begins anew."""
    engine = create_engine(ledger)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    engine.dispose()
