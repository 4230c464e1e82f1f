"""`python -m benchmarks.report [CASES]`: a weekly report over a large ledger."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.measuring import seconds
from triage.desk import Desk
from triage.desk.office import ZONE
from triage.ledger import Ledger
from triage.ledger.chain import append

CASES: Final = 100_000
MOST: Final = 10.0
"""Seconds that a report may take."""

_START: Final = datetime(2021, 3, 1, 9, tzinfo=ZONE)
_PRODUCTS: Final = (
    ("coaching_gesprek", "ohd", "impulsgelden", 75000),
    ("f_scan", "ohd", "impulsgelden", 27500),
    ("schuldhulpverlening", "bad", None, 0),
    ("matchen_naar_werk", "konnected", "impulsgelden", 7500),
)
_PAGE: Final = 50_000
_WEEKS: Final = ("2021-W10", "2021-W52")


def lives(count: int) -> Iterator[tuple[datetime, str, str, str | None, Mapping[str, Any]]]:
    """The events of so many people, each called, taken in and referred within a few weeks."""
    products = cycle(_PRODUCTS)
    for number in range(count):
        case, at = f"z-{number:06}", _START + timedelta(days=number % 290)
        due = (at.date() + timedelta(days=14)).isoformat()
        tozo = [(True, False, None)[number % 3], None]
        yield (
            at,
            "registered",
            case,
            None,
            {
                "source": ("gros", "zelf")[number % 2],
                "level": ("regulier", "hoog")[number % 2],
                "terms": [["hoog", due, "running"]],
            },
        )
        yield (
            at + timedelta(days=1),
            "contacted",
            case,
            None,
            {
                "reached": True,
                "channel": "telefoon",
                "daypart": "ochtend",
                "tally": {"m01": tozo},
            },
        )
        if number % 5 == 0:
            continue
        yield (
            at + timedelta(days=2),
            "intake",
            case,
            None,
            {
                "urgency": "regulier",
                "products": [],
                "terms": [["hoog", due, ("met", "late")[number % 2]]],
                "tally": {"m02": tozo, "m03": tozo},
            },
        )
        product, partner, pot, cents = next(products)
        about = {"product": product, "partner": partner, "own": True if partner == "ohd" else None}
        about = {key: value for key, value in about.items() if value is not None}
        referral = f"v-{number:06}"
        yield (
            at + timedelta(days=3),
            "referred",
            case,
            referral,
            {
                **about,
                "cents": cents,
                "level": "regulier",
                "answer_due": due,
                **({} if pot is None else {"pot": pot}),
            },
        )
        yield at + timedelta(days=9), "started", case, referral, about
        yield at + timedelta(days=20), "completed", case, referral, {**about, "cents": cents}


def fill(address: str, count: int) -> int:
    """Write the events of so many cases, and nothing else; how many there are."""
    ledger, total = Ledger(address), 0
    now = _START + timedelta(days=400)
    some = lives(count)
    while page := list(islice(some, _PAGE)):
        with ledger.writing(lambda: now) as work:
            for kind in dict.fromkeys(one[1] for one in page):
                mine = [one for one in page if one[1] == kind]
                entries = [((at, at), (case, ref), told) for at, _, case, ref, told in mine]
                total += len(append(work.connection, kind, "proef", entries))
    ledger.close()
    return total


def main() -> None:
    """Measure, and say whether it is fast enough."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'ledger.db'}"
        with Desk.open(None, address, date(2022, 1, 10), engine="direct") as desk:
            events = fill(address, count)
            print(f"{count} cases, {events} events")
            before = _memory()
            for week in islice(cycle(_WEEKS), 4):
                took = seconds(lambda week=week: desk.report(week))  # type: ignore[misc]
                print(f"report of {week}: {took:6.2f} s (at most {MOST:.0f})", flush=True)
            print(f"memory: {before:.0f} MB before, {_memory():.0f} MB at most")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
