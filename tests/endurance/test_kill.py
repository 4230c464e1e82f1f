"""Killed at any moment: nothing that the desk said is lost, and nothing arrives twice in effect."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import attrs
import pytest
from sqlalchemy import Row, create_engine, make_url, select, text

from tests.endurance.crew import NINE, PATIENCE, ahead, known, looking, relive, work_out, working
from tests.endurance.model import RUNNING, File, Model
from tests.endurance.worker import BY_PLUGIN, Job, Partner
from tests.endurance.world import FULL, World, make_cases, seeded
from triage.chain import Delivery
from triage.desk import Desk
from triage.desk.delivering import LEASE
from triage.ledger.schema import outbox

KILLS: Final = 200 if FULL else 25
"""How often in the long form; each time two processes are killed, at moments that differ."""
AT_ONCE: Final = 2
LONGEST: Final = 0.6
"""Seconds that a process works at most before it is killed."""
OPENING: Final = 0.8
"""Seconds in which the ledger has been made, most of the time."""


def kill(process: subprocess.Popen[str]) -> None:
    """End it without a chance to tidy up; it must have had nothing to complain about."""
    process.kill()
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (-signal.SIGKILL, "")


@attrs.define(eq=False)
class Ordeal:
    """A ledger whose processes are killed over and over again, and the model that goes along.

    Attributes:
        now: Where the clock of the desk stands.
        seen: The number of the last event that the model has lived through.
        jobs: Of every process so far.
    """

    world: World
    ledger: str
    folder: Path
    random: Random
    home: str = ""
    now: datetime = NINE
    seen: int = 0
    jobs: list[Job] = attrs.field(factory=list)
    model: Model = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.home = str(self.world.write(self.folder / "home"))
        self.model = Model(self.world)

    def register(self, count: int) -> None:
        cases = make_cases(count, seed=count)
        self.model.files |= {case.case: File(case) for case in cases}
        with self.open() as desk:
            desk.register(cases, "gros", actor="balie")

    def open(self, faults: float = 0.0) -> Desk:
        folder = self.job("open").partners
        partners = [Partner(key, folder, self.random, faults) for key in BY_PLUGIN]
        return Desk.open(self.home, self.ledger, partners=partners, clock=lambda: self.now)

    def job(self, kind: str, todo: Iterable[str] = (), **more: Any) -> Job:
        shift, folder = ahead(self.now), str(self.folder)
        entries = [[case] for case in todo]
        return Job(kind, self.home, self.ledger, folder, len(self.jobs), shift, entries, **more)

    def round(self, cases: Iterable[str]) -> None:
        """Let processes work, kill them one after another, and look what they left."""
        self.now += 2 * LEASE
        started = time.monotonic()
        todo = list(cases)
        mine = []
        for _ in range(AT_ONCE):
            mine.append(self.job("forever", todo, faults=0.1))
            self.jobs.append(mine[-1])
        with working(mine) as crew:
            for process in crew:
                time.sleep(self.random.uniform(0, LONGEST))
                kill(process)
        self.now += timedelta(seconds=time.monotonic() - started)
        self.check()

    def check(self) -> None:
        with self.open() as desk:
            assert desk.verify().wrong == ()
            events = [event for event in desk.events() if event.number > self.seen]
            stands = {one["id"]: one for key in self.model.files for one in desk.referrals(key)}
        relive(self.model, events)
        self.seen = events[-1].number if events else self.seen
        assert {key: one["status"] for key, one in stands.items()} == {
            ref.id: ref.status for ref in self.model.refs
        }
        self.nothing_was_lost()
        self.nothing_went_out_that_should_not()

    def nothing_was_lost(self) -> None:
        """What a process was told is true, although it was killed afterwards."""
        for job in self.jobs[-AT_ONCE:]:
            for answer in job.answers():
                if answer.get("referral") is None:
                    continue
                ref = known(self.model, answer["referral"])
                if answer["did"] == "withdraw":
                    assert ref.status == "withdrawn"
        rows = {(row.referral, row.action): row for row in self.posted()}
        for ref in self.model.refs:
            if ref.partner in BY_PLUGIN:
                assert (ref.id, "refer") in rows

    def nothing_went_out_that_should_not(self) -> None:
        rows = {(row.referral, row.action): row for row in self.posted()}
        arrived = self.arrived()
        for key, words in arrived.items():
            assert rows[key, "refer"].attempts or rows[key, "refer"].claimed
            assert words == sorted(words)  # whatever is called back stays so
            assert "withdraw" not in words or known(self.model, key).status == "withdrawn"
        for (key, action), row in rows.items():
            if row.state == "sent":
                assert action in arrived[key]

    def posted(self) -> list[Row[Any]]:
        with looking(self.ledger) as work:
            return list(work.connection.execute(select(outbox)))

    def arrived(self) -> dict[str, list[str]]:
        """By referral what its partner was told, as often as it was."""
        found = sorted(self.job("open").partners.iterdir())
        return {path.name: path.read_text().split() for path in found}

    def deliver_until_done(self) -> None:
        with self.open() as desk:
            while any(row.state == "waiting" for row in self.posted()):
                self.now += timedelta(days=1)
                desk.deliver()
        self.check()

    def everything_arrived_once_in_effect(self) -> None:
        arrived = self.arrived()
        for ref in self.model.refs:
            words = arrived.get(ref.id, [])
            if ref.status == "withdrawn":
                assert not words or words[-1] == "withdraw"
            elif ref.status in RUNNING and ref.partner in BY_PLUGIN:
                assert set(words) == {"refer"}
            else:  # it may have ended before it was sent
                assert set(words) <= {"refer"}


def killed_at_random(ledger: str, folder: Path, kills: int) -> Ordeal:
    world = World({"imk": 3 + kills // 10, "tweede": 2}, 2, pot=20_000 + 500 * kills, hours=kills)
    ordeal = Ordeal(world, ledger, folder, seeded(kills))
    ordeal.register(20 + 2 * kills)
    names = list(ordeal.model.files)

    for number in range(kills):
        ordeal.round(names[2 * number : 2 * number + 20])
    ordeal.deliver_until_done()

    ordeal.everything_arrived_once_in_effect()
    return ordeal


def test_who_is_killed_at_any_moment_leaves_the_ledger_whole(ledger: str, tmp_path: Path) -> None:
    ordeal = killed_at_random(ledger, tmp_path, kills=3)

    assert ordeal.model.refs


@pytest.mark.slow
def test_who_is_killed_again_and_again_leaves_the_ledger_whole(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ordeal = killed_at_random(ledger, tmp_path, KILLS)

    calls = [word for words in ordeal.arrived().values() for word in words]
    once = sum(len(set(words)) for words in ordeal.arrived().values())
    with capsys.disabled():
        print(  # noqa: T201  # for whoever waited for it
            f"\n{KILLS * AT_ONCE} processes killed: {ordeal.seen} events, "
            f"{len(ordeal.model.refs)} referrals, {len(calls)} calls for {once} effects"
        )
    assert len(calls) >= once
    assert {kind for kind, *_ in ordeal.model.log} >= {"waiting", "referred", "withdrawn"}


@pytest.fixture
def ordeal(ledger: str, tmp_path: Path) -> Ordeal:
    """One referral that waits to be sent."""
    found = Ordeal(World({"imk": 5}), ledger, tmp_path, seeded(1))
    found.register(1)
    with found.open() as desk:
        desk.refer("z-000", "studie", actor="balie")
    return found


def test_who_is_killed_between_sending_and_writing_it_down_has_sent_it_once_in_effect(
    ordeal: Ordeal,
) -> None:
    with working([ordeal.job("deliver", deadly=True)]) as (process,):
        process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL
    (key,) = ordeal.arrived()

    with ordeal.open() as desk:
        before = desk.deliver()
        ordeal.now += 2 * LEASE
        after = [desk.deliver(), desk.deliver()]

        assert (before, after) == (Delivery(), [Delivery(1), Delivery()])
        assert [event.kind for event in desk.events()].count("sent") == 1
    assert ordeal.arrived() == {key: ["refer", "refer"]}


def killed_while_it_is_made(ledger: str, folder: Path, kills: int) -> None:
    ordeal = Ordeal(World({"imk": 5}), ledger, folder, seeded(2))

    for _ in range(kills):
        empty(ledger)
        with working([ordeal.job("refer")] * 2, opened=False) as crew:
            for process in crew:
                time.sleep(ordeal.random.uniform(0, OPENING))
                kill(process)
        ordeal.register(1)
        with ordeal.open() as desk:
            assert desk.verify().wrong == ()


def test_who_is_killed_while_the_ledger_is_made_leaves_one_that_opens(
    ledger: str, tmp_path: Path
) -> None:
    killed_while_it_is_made(ledger, tmp_path, kills=2)


@pytest.mark.slow
def test_who_is_killed_while_the_ledger_is_made_again_and_again_leaves_one_that_opens(
    ledger: str, tmp_path: Path
) -> None:
    killed_while_it_is_made(ledger, tmp_path, KILLS // 5)


def test_processes_that_open_an_empty_ledger_together_make_it_once(
    ledger: str, tmp_path: Path
) -> None:
    ordeal = Ordeal(World({"imk": 5}), ledger, tmp_path, seeded(3))

    work_out([ordeal.job("refer")] * 4)

    with ordeal.open() as desk:
        assert [event.kind for event in desk.events()] == ["pot_funded"]


def empty(address: str) -> None:
    """Remove everything that a ledger left behind."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        for path in Path(str(url.database)).parent.glob("ledger.db*"):
            path.unlink()
        return
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
