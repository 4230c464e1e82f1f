"""One process of several that work on one ledger: `python -m tests.endurance.worker JOB`.

It says `ready`, waits for a line, opens the desk, says `open`, waits again, and does its job. Every
answer that it gets is written down before it goes on: whatever stands in its journal must stand in
the ledger as well.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from time import time
from typing import Any, Final

import attrs

from tests.endurance.model import RUNNING
from tests.endurance.world import seeded
from triage import DeskError, Offer, Receipt, Referral, hookimpl
from triage.desk import Desk
from triage.desk.office import ZONE

PRODUCTS: Final = ("studie", "studie", "coaching", "scholing", "baan")
STATUSES: Final = ("accepted", "started", "completed", "stopped", "refused")
BY_PLUGIN: Final[Mapping[str, tuple[str, ...]]] = {
    "imk": ("studie",),
    "tweede": ("studie",),
    "loket": ("scholing", "baan"),
}
"""The partners that a plug-in delivers to."""


@attrs.define(eq=False)
class Partner:
    """A partner whose world is a folder: a file for every referral, a line for every call.

    Attributes:
        faults: How often it fails before anything arrived; as often it does after that.
        deadly: Whether the process is gone as soon as something has arrived.
    """

    name: str
    folder: Path
    random: Random
    faults: float = 0.0
    deadly: bool = False

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer(product) for product in BY_PLUGIN[self.name]]

    @hookimpl
    def refer(self, referral: Referral) -> Receipt:
        self._arrives(referral.id, "refer")
        return Receipt(f"nr-{referral.id[:8]}")

    @hookimpl
    def withdraw(self, referral: Referral) -> None:
        self._arrives(referral.id, "withdraw")

    def _arrives(self, key: str, word: str) -> None:
        luck = self.random.random()
        if luck < self.faults:
            raise ConnectionError
        line = os.open(self.folder / key, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(line, f"{word}\n".encode())
        os.close(line)
        if self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        if luck > 1 - self.faults:
            raise ConnectionError


@attrs.frozen
class Job:
    """What a process has to do, as JSON on its command line.

    Attributes:
        kind: A key of `KINDS`.
        home: The folder of the policy.
        ledger: The address.
        folder: Where the partners and the journals are.
        seed: What it draws from; also its name.
        ahead: Seconds that its clock is ahead of that of the machine, or behind when below zero.
        todo: Case and product, in order; where it draws, the cases.
        faults: How often a partner fails.
        deadly: Whether a delivery ends the process.
    """

    kind: str
    home: str
    ledger: str
    folder: str
    seed: int
    ahead: float
    todo: list[list[str]]
    faults: float = 0.0
    deadly: bool = False

    @property
    def partners(self) -> Path:
        found = Path(self.folder) / "partners"
        found.mkdir(exist_ok=True)
        return found

    @property
    def journal(self) -> Path:
        return Path(self.folder) / f"journal-{self.seed}"

    def answers(self) -> list[dict[str, Any]]:
        """What the process was told by the desk, as far as it came."""
        if not self.journal.exists():
            return []
        return [json.loads(line) for line in self.journal.read_text().splitlines()]


@attrs.define(eq=False)
class Work:
    """A job that is being done."""

    job: Job
    desk: Desk
    random: Random
    journal: int

    def write(self, **answer: Any) -> None:
        os.write(self.journal, (json.dumps(answer) + "\n").encode())

    def refer(self, case: str, product: str) -> None:
        found = self.desk.refer(case, product, actor=f"balie-{self.job.seed}")
        self.write(
            did="refer", case=case, product=product, result=found.result, referral=found.referral
        )

    def withdraw(self, referral: str) -> None:
        self.desk.withdraw(referral, reason="toch niet", actor="balie")
        self.write(did="withdraw", referral=referral)

    def update(self, referral: str, status: Any) -> None:
        reason = self.random.choice(["vol", "buiten", "anders"]) if status == "refused" else None
        hours = Decimal(self.random.randint(0, 5)) if status == "completed" else None
        self.desk.update(referral, status, reason, hours, actor="balie")
        self.write(did="update", referral=referral, status=status)


def refer_all(work: Work) -> None:
    """Refer in the order that was given."""
    for case, product in work.job.todo:
        work.refer(case, product)


def anything(work: Work) -> None:
    """Whatever comes up, as often as there are entries."""
    for _ in work.job.todo:
        _something(work)


def forever(work: Work) -> None:
    """Whatever comes up, until somebody ends it."""
    while True:
        _something(work)


def _something(work: Work) -> None:
    case = work.random.choice(work.job.todo)[0]
    known = [one for one in work.desk.referrals(case) if one["status"] in ("waiting", *RUNNING)]
    action = work.random.choice(("refer", "refer", "refer", "withdraw", "update", "deliver"))
    try:
        if action == "deliver":
            work.desk.deliver()
        elif action == "refer" or not known:
            work.refer(case, work.random.choice(PRODUCTS))
        elif action == "withdraw":
            work.withdraw(work.random.choice(known)["id"])
        else:
            work.update(work.random.choice(known)["id"], work.random.choice(STATUSES))
    except DeskError as error:
        # Somebody else was first, or the pot cannot pay it; nothing else may be refused.
        if not any(words in str(error) for words in ("kan niet", "is al '", "Vul de pot aan")):
            raise


def deliver(work: Work) -> None:
    """One round of deliveries."""
    work.desk.deliver()


def call(work: Work) -> None:
    """Call whoever is handed out, until there is nobody left; all of them want to be forgotten."""
    actor = f"beller-{work.job.seed}"
    while (found := work.desk.next(actor=actor)) is not None:
        work.write(did="next", case=found.case)
        work.desk.contact(found.case, channel="telefoon", reached=True, actor=actor)
        work.desk.close(found.case, reason="ziet_af", actor=actor)
        work.desk.erase(found.case, actor=actor)


KINDS: Final[Mapping[str, Callable[[Work], None]]] = {
    "refer": refer_all,
    "anything": anything,
    "forever": forever,
    "deliver": deliver,
    "call": call,
}


def main() -> None:
    """Do the job that stands on the command line."""
    job = Job(**json.loads(sys.argv[1]))
    random = seeded(job.seed)
    partners = [Partner(key, job.partners, random, job.faults, job.deadly) for key in BY_PLUGIN]

    def clock() -> datetime:
        return datetime.fromtimestamp(time() + job.ahead, ZONE)

    _wait("ready")
    with Desk.open(job.home, job.ledger, partners=partners, clock=clock) as desk:
        _wait("open")
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        KINDS[job.kind](Work(job, desk, random, os.open(job.journal, flags)))


def _wait(word: str) -> None:
    print(word, flush=True)  # noqa: T201  # to whoever started it
    sys.stdin.readline()


if __name__ == "__main__":
    main()
