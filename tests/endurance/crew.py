"""Processes that work on one ledger at the same time, and what has to be true afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import attrs
from sqlalchemy import select

from tests.endurance.model import Entry, Model, Ref
from tests.endurance.worker import Job
from triage.chain import Event
from triage.desk.office import ZONE
from triage.ledger import Ledger, Work, money
from triage.ledger.schema import movement

PATIENCE: Final = 300
"""Seconds after which a process that does not end is held to hang."""
NINE: Final = datetime(2021, 3, 3, 9, tzinfo=ZONE)

_ROOT: Final = Path(__file__).resolve().parents[2]
TOLD: Final = (
    "waiting", "referred", "accepted", "started", "completed", "stopped", "refused", "withdrawn",
)  # fmt: skip
"""The kinds of events that say how referrals stand."""


def ahead(moment: datetime) -> float:
    """How far a clock that shows this moment now is ahead of that of the machine."""
    return moment.timestamp() - time.time()


@contextmanager
def working(jobs: Iterable[Job], *, opened: bool = True) -> Iterator[list[subprocess.Popen[str]]]:
    """Start processes, and let them open the desk and then begin, each time all together.

    Args:
        jobs: One for each process.
        opened: Whether the desks are open when the block begins, or only about to be opened.
    """
    with ExitStack() as stack:
        crew = [stack.enter_context(_start(job)) for job in jobs]
        try:
            _go(crew, "ready")
            if opened:
                _go(crew, "open")
            yield crew
        finally:
            for process in crew:
                process.kill()


def _go(crew: Iterable[subprocess.Popen[str]], word: str) -> None:
    """Wait until everybody has said this, and let all go on."""
    for process in crew:
        assert process.stdout is not None
        if process.stdout.readline() != f"{word}\n":
            raise AssertionError(process.communicate()[1])
    for process in crew:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def _start(job: Job) -> subprocess.Popen[str]:
    module = ["-W", "error", "-m", "tests.endurance.worker"]
    command = [sys.executable, *module, json.dumps(attrs.asdict(job))]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=_ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def work_out(jobs: Sequence[Job]) -> list[dict[str, Any]]:
    """Let processes work until they are done; gives what the desk told them, one after another."""
    with working(jobs) as crew:
        for process in crew:
            _, said = process.communicate(timeout=PATIENCE)
            assert (process.returncode, said) == (0, "")
    return [answer for job in jobs for answer in job.answers()]


def relive(model: Model, events: Iterable[Event]) -> None:
    """Do in the model what the events say was done; the model must tell the same events.

    So every referral was placed when it had to be, with whom it had to be, and nobody else was.
    """
    told = [event for event in events if event.kind in TOLD]
    while told:
        before = len(model.log)
        _repeat(model, told[0])
        expected = model.log[before:]
        assert expected, told[0]
        found, told = told[: len(expected)], told[len(expected) :]
        assert [entry(event) for event in found] == expected
        new = iter(model.refs[len(model.refs) - [event.kind for event in found].count("waiting") :])
        for event in found:
            if event.kind == "waiting":
                next(new).id = str(event.referral)


def entry(event: Event) -> Entry:
    """An event as the model tells it."""
    details = event.details
    return event.kind, str(event.case), details["product"], details.get("partner")


def _repeat(model: Model, event: Event) -> None:
    details = event.details
    if event.kind == "waiting":
        model.refer(str(event.case), details["product"], event.recorded)
    elif event.kind == "referred":  # a delivery let a list move
        model.move(details["product"], event.recorded)
    elif event.kind == "withdrawn":
        model.withdraw(known(model, event.referral), event.recorded)
    else:
        more = {key: details[key] for key in ("reason", "hours") if key in details}
        model.tell(known(model, event.referral), event.kind, event.recorded, **more)


def known(model: Model, key: str | None) -> Ref:
    """The referral of that id."""
    return next(ref for ref in model.refs if ref.id == key)


@contextmanager
def looking(address: str) -> Iterator[Work]:
    """Read the tables of a ledger."""
    ledger = Ledger(address)
    try:
        with ledger.reading(NINE) as work:
            yield work
    finally:
        ledger.close()


def free_after_every_event(work: Work) -> list[int]:
    """What was free in the pot after each event that moved money, in cents."""
    changes: defaultdict[int, int] = defaultdict(int)
    for row in work.connection.execute(select(movement).order_by(movement.c.event)):
        changes[row.event] += row.cents * ((row.target == "free") - (row.source == "free"))
    return list(accumulate(changes.values()))


def free_at_every_moment(work: Work, events: Iterable[Event]) -> list[int]:
    """What the ledger says was free in the pot at the moment of each event, in cents."""
    moments = sorted({event.recorded for event in events})
    return [money.balances_at(work, moment)["pot"].free for moment in moments]
