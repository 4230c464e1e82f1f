"""Many processes at once: no place is given twice, no euro spent twice, and nobody gets stuck."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.endurance.crew import (
    NINE,
    ahead,
    free_after_every_event,
    free_at_every_moment,
    looking,
    relive,
    work_out,
)
from tests.endurance.model import File, Model
from tests.endurance.worker import Job
from tests.endurance.world import STUDY, World, make_cases, seeded
from triage.desk import Desk
from triage.ledger.money import balance

PLACES = 30

SHORT = (3, 60, 2)
LONG = (8, 250, 4)
"""Processes, cases, and how often each case is tried, by processes that differ."""


class Race:
    """Processes on a ledger in which every case had its intake, and what came of it."""

    def __init__(self, world: World, ledger: str, folder: Path, size: tuple[int, int, int]) -> None:
        self.world, self.ledger, self.folder = world, ledger, folder
        self.processes, count, self.tries = size
        self.cases = make_cases(count, seed=count)
        self.home = str(world.write(folder / "home"))
        self.model = Model(world, {case.case: File(case) for case in self.cases})
        with self.open() as desk:
            desk.register(self.cases, "gros", actor="balie")

    def open(self) -> Desk:
        return Desk.open(self.home, self.ledger, clock=lambda: NINE)

    def jobs(self, kind: str, todo: Sequence[Sequence[list[str]]], **more: Any) -> list[Job]:
        """A job for each process."""
        now = ahead(NINE)
        folder = str(self.folder)
        return [
            Job(kind, self.home, self.ledger, folder, seed, now, list(mine), **more)
            for seed, mine in enumerate(todo)
        ]

    def dealt(self) -> list[list[list[str]]]:
        """Every case for as many processes as it is tried, each in an order of its own."""
        hands: list[list[list[str]]] = [[] for _ in range(self.processes)]
        for number, case in enumerate(self.cases):
            for turn in range(self.tries):
                hands[(number + 2 * turn) % self.processes].append([case.case, "studie"])
        for seed, hand in enumerate(hands):
            seeded(seed).shuffle(hand)
        return hands

    def held_to_the_model(self) -> None:
        """What happened, in the order in which it was written, is what had to happen."""
        with self.open() as desk:
            events = list(desk.events())
            relive(self.model, events)
            assert [e.number for e in sorted(events, key=lambda e: (e.recorded, e.number))] == [
                event.number for event in events
            ]
            assert desk.verify().wrong == ()
            for case in self.cases:
                stands = [(ref.id, ref.status, ref.partner) for ref in self.model.of(case.case)]
                found = desk.referrals(case.case)
                assert [(one["id"], one["status"], one["partner"]) for one in found] == stands
            waiting = {one.product: [case.case for case in one.cases] for one in desk.waiting()}
        for product, queue in waiting.items():
            assert queue == [ref.file.case.case for ref in self.model.queue(product)]
        with looking(self.ledger) as work:
            now = balance(work, "pot")
            after, past = free_after_every_event(work), free_at_every_moment(work, events)
        assert now.free == self.model.free == after[-1]
        assert min(after) >= 0
        assert min(past) >= 0


def attempts(answers: Sequence[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """By case the answers to its attempts, without those that came twice."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for answer in answers:
        found[answer["case"]].add((answer["result"], answer["referral"]))
    return {case: sorted(several) for case, several in found.items()}


def race_for_places(ledger: str, folder: Path, size: tuple[int, int, int]) -> None:
    race = Race(World({"imk": PLACES}, reserve=2), ledger, folder, size)

    answers = work_out(race.jobs("refer", race.dealt()))

    assert len(answers) == len(race.cases) * race.tries
    race.held_to_the_model()
    stands = Counter(ref.status for ref in race.model.refs)
    assert stands == {"placed": PLACES, "waiting": len(race.cases) - PLACES}
    for case, several in attempts(answers).items():
        # First perhaps in the queue and then placed, but never two referrals.
        assert {referral for _, referral in several} == {race.model.of(case)[0].id}
        assert {result for result, _ in several} <= {"placed", "waiting"}


def race_for_the_last_euros(ledger: str, folder: Path, size: tuple[int, int, int]) -> None:
    affordable = PLACES - 10
    race = Race(World({"imk": PLACES}, pot=affordable * STUDY // 100 + 2094), ledger, folder, size)

    answers = work_out(race.jobs("refer", race.dealt()))

    assert len(answers) == len(race.cases) * race.tries
    race.held_to_the_model()
    assert Counter(ref.status for ref in race.model.refs) == {"placed": affordable}
    assert race.model.free == 209_400
    results = [{result for result, _ in several} for several in attempts(answers).values()]
    assert Counter(map(tuple, results)) == {
        ("placed",): affordable,
        ("refused",): len(race.cases) - affordable,
    }


def race_with_everything(ledger: str, folder: Path, size: tuple[int, int, int]) -> None:
    some = size[1] // 10
    world = World({"imk": some, "tweede": some // 2}, reserve=2, pot=3000 * some, hours=2 * some)
    race = Race(world, ledger, folder, size)

    answers = work_out(race.jobs("anything", race.dealt(), faults=0.1))

    race.held_to_the_model()
    ids = {ref.id for ref in race.model.refs}
    withdrawn = {ref.id for ref in race.model.refs if ref.status == "withdrawn"}
    assert {one["referral"] for one in answers if one.get("referral")} <= ids
    assert {one["referral"] for one in answers if one["did"] == "withdraw"} <= withdrawn
    assert {kind for kind, *_ in race.model.log} >= {"waiting", "referred", "withdrawn"}


def race_to_call(ledger: str, folder: Path, size: tuple[int, int, int]) -> None:
    race = Race(World({"imk": PLACES}), ledger, folder, size)

    answers = work_out(race.jobs("call", [[]] * race.processes))

    assert sorted(one["case"] for one in answers) == [case.case for case in race.cases]
    with race.open() as desk:
        assert desk.verify().wrong == ()
        kinds = Counter(event.kind for event in desk.events())
    once = ("registered", "handed_out", "contacted", "closed", "erased")
    assert [kinds[kind] for kind in once] == [len(race.cases)] * len(once)


RACES = (race_for_places, race_for_the_last_euros, race_with_everything, race_to_call)


@pytest.mark.parametrize("race", RACES)
def test_processes_that_race_take_what_there_is_once(
    race: Any, ledger: str, tmp_path: Path
) -> None:
    race(ledger, tmp_path, SHORT)


@pytest.mark.slow
@pytest.mark.parametrize("race", RACES)
def test_eight_processes_that_race_a_thousand_times_take_what_there_is_once(
    race: Any, ledger: str, tmp_path: Path
) -> None:
    race(ledger, tmp_path, LONG)
