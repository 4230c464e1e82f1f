"""`python -m benchmarks.ledger [CASES]`: a desk on a large ledger, command by command."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import attrs

from benchmarks.measuring import seconds
from triage import Case, Offer, Person, Receipt, Referral, hookimpl
from triage import home as homes
from triage.casefiles import read_cases
from triage.chain import Placed
from triage.desk import Desk
from triage.desk.office import ZONE

CASES: Final = 100_000
TIMES: Final = 30
"""How often a command is measured."""
WAITING: Final = 1000
"""So many wait for one product."""
REFERRED: Final = 1000
"""So many referrals are made in a row, by one process and by several."""
PROCESSES: Final = 2
MOST: Final = 1.0
"""Seconds that a command may take."""
LEAST: Final = 1000
"""Referrals that have to fit in a minute."""

_NOW: Final = datetime(2021, 3, 5, 9, tzinfo=ZONE)
_OFFERS: Final = {"bad": "schuldhulpverlening", "imk": "levensvatbaarheidsonderzoek"}


@attrs.frozen
class Partner:
    """A partner that takes everything at once."""

    name: str

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer(_OFFERS[self.name])]

    @hookimpl
    def refer(self, referral: Referral) -> Receipt:
        return Receipt(referral.id[:8])

    @hookimpl
    def withdraw(self, referral: Referral) -> None:
        """Done."""


@attrs.frozen
class Large:
    """A ledger with many cases, in a home with a pot that never runs dry."""

    home: Path
    address: str

    @classmethod
    def make(cls, folder: Path) -> Large:
        home = folder / "home"
        for part in homes.PARTS:
            shutil.copytree(homes.built_in() / part, home / part)
        for path in (home / "config").glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            text = text.replace("bedrag: 200000.00", "bedrag: 900000000.00")
            path.write_text(text, encoding="utf-8")
        return cls(home, f"sqlite:///{folder / 'ledger.db'}")

    def open(self, now: datetime = _NOW) -> Desk:
        partners = [Partner(name) for name in _OFFERS]
        return Desk.open(self.home, self.address, partners=partners, clock=lambda: now)


def made_up(desk: Desk, count: int) -> list[Case]:
    """The sample list over and over, each time with other people."""
    sample, _ = read_cases(str(homes.built_in() / "demo" / "gros-lijst.csv"), desk.policy.rulebook)
    return [
        attrs.evolve(
            case,
            case=f"z-{number:06}",
            person=Person(f"Oefening {number}", f"06-{number:08}", f"o{number}@voorbeeld.example"),
        )
        for number, case in enumerate(islice(cycle(sample), count))
    ]


def fitting(desk: Desk, cases: Sequence[Case], product: str) -> list[str]:
    """The cases that may be referred for a product, with the consent that its partners ask."""
    return sorted(
        advice.case
        for advice in desk.policy.prioritise(cases, on=_NOW.date())
        if any(given.product == product for given in advice.products)
    )


@attrs.frozen
class Measured:
    """How long a command took, in seconds, each time."""

    name: str
    times: tuple[float, ...]

    def __str__(self) -> str:
        middle, most = median(self.times), max(self.times)
        return f"{self.name:<58} {middle:8.3f} {most:8.3f}"


def measured(name: str, run: Callable[[], object], times: int = TIMES) -> Measured:
    """Run a command so often, each time on its own."""
    found = Measured(name, tuple(seconds(run) for _ in range(times)))
    print(found, flush=True)
    return found


def commands(desk: Desk, cases: Sequence[Case]) -> Iterator[Measured]:
    """Every command of somebody at the desk."""
    actor = "balie"
    new = (attrs.evolve(case, case=f"n-{case.case}") for case in cases)
    debts = iter(fitting(desk, cases, "schuldhulpverlening"))
    scans = iter(fitting(desk, cases, "f_scan"))
    fits = fitting(desk, cases, "levensvatbaarheidsonderzoek")
    studies, waiting = iter(fits), min(WAITING, len(fits) - TIMES)
    yield measured("register, one case", lambda: desk.register(next(new), actor=actor))
    week = cases[:350]
    yield measured(
        "register, a list of 350 again", lambda: desk.register(week, "zelf", actor=actor), 3
    )
    turn = iter(range(10**6))
    yield measured("next, another intaker each time", lambda: desk.next(actor=f"i-{next(turn)}"))
    some = cycle(cases)
    yield measured(
        "contact",
        lambda: desk.contact(next(some).case, channel="telefoon", reached=False, actor=actor),
    )
    yield measured("intake", lambda: desk.intake(next(some), actor=actor))
    yield measured(
        "override",
        lambda: desk.override(next(some).case, urgency="hoog", reason="Daarom.", actor=actor),
    )
    yield measured(
        "refer, placed", lambda: desk.refer(next(debts), "schuldhulpverlening", actor=actor)
    )
    yield measured("refer, paid from a pot", lambda: desk.refer(next(scans), "f_scan", actor=actor))
    kept: list[str] = []

    def wait() -> None:
        result = desk.refer(next(studies), "levensvatbaarheidsonderzoek", actor=actor)
        kept.extend([result.referral] if isinstance(result, Placed) else [])

    for _ in range(waiting):
        wait()
    yield measured(f"refer, {waiting:,} wait", wait)
    yield measured("waiting", desk.waiting)
    yield measured("deliver, 30 and more to send", desk.deliver, 1)
    yield measured("deliver, nothing to send", desk.deliver)
    placed = iter(kept)
    several = min(len(kept) // 3, TIMES)
    yield measured(
        "update, accepted", lambda: desk.update(next(placed), "accepted", actor=actor), several
    )
    yield measured(
        f"update, stopped: the list of {waiting:,} moves",
        lambda: desk.update(next(placed), "stopped", actor=actor),
        several,
    )
    yield measured(
        f"withdraw: the list of {waiting:,} moves",
        lambda: desk.withdraw(next(placed), reason="toch niet", actor=actor),
        several,
    )
    closed = iter([case.case for case in reversed(cases)])
    gone = iter([case.case for case in reversed(cases)])
    yield measured("close", lambda: desk.close(next(closed), reason="ziet_af", actor=actor))
    yield measured("referrals", lambda: desk.referrals(next(some).case))
    yield measured("erase", lambda: desk.erase(next(gone), actor=actor))


def whole(desk: Desk) -> Iterator[Measured]:
    """What goes over the whole ledger, and so takes longer the larger it is."""
    yield measured("calls, the whole list ranked and kept", lambda: desk.calls(actor="balie"), 1)
    yield measured("verify", desk.verify, 1)
    yield measured("events, all of them", lambda: sum(1 for _ in desk.events()), 1)
    yield measured("replay", desk.replay, 1)


def refer_many(large: Large, ids: Sequence[str]) -> int:
    """Refer one after another; gives how many were placed."""
    with large.open() as desk:
        results = [desk.refer(case, "schuldhulpverlening", actor="balie") for case in ids]
    return sum(isinstance(result, Placed) for result in results)


def referrals_a_minute(large: Large, cases: Sequence[Case]) -> Iterator[tuple[int, float]]:
    """By number of processes, of referrals that are placed; their start is part of the time."""
    with large.open() as desk:
        able = fitting(desk, cases[TIMES * 10 : -TIMES], "schuldhulpverlening")
    for processes in (1, PROCESSES):
        ids, able = able[:REFERRED], able[REFERRED:]
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            hands = [ids[start::processes] for start in range(processes)]
            run = partial(pool.map, refer_many, [large] * processes, hands)
            start = perf_counter()
            placed = sum(run())
            yield processes, 60 * placed / (perf_counter() - start)


def main() -> None:
    """Measure, print, and fail when something is too slow."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with TemporaryDirectory() as name:
        large = Large.make(Path(name))
        with large.open() as desk:
            cases = made_up(desk, count)
            print(f"{'seconds':<58} {'middle':>8} {'most':>8}")
            measured(f"register, a list of {count:,}", lambda: desk.register(cases, "gros"), 1)
            found = list(commands(desk, cases))
            list(whole(desk))
        with large.open(_NOW + timedelta(days=1)) as desk:
            measured("next, the first of a day", lambda: desk.next(actor="balie"), 1)
            measured("next, the second of a day", lambda: desk.next(actor="bellen"), 1)
        rates = dict(referrals_a_minute(large, cases))
    for processes, rate in rates.items():
        print(f"{rate:,.0f} referrals a minute by {processes} process(es)")
    slow = [one.name for one in found if max(one.times) > MOST]
    if slow or min(rates.values()) < LEAST:
        sys.exit(f"too slow: {', '.join(slow) or 'referrals'}")


if __name__ == "__main__":
    main()
