"""The events of the ledger, a case at a time, so that memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import select

from triage.ledger import Work
from triage.ledger.schema import event
from triage.monitoring.life import Happened
from triage.monitoring.living import KINDS

_PAGE: Final = 2000
_read: Final = json.JSONDecoder().raw_decode
"""Without the search for space around it, which the ledger never writes."""


def histories(work: Work) -> Iterator[tuple[str, list[Happened]]]:
    """Every case with what happened to it, in the order of the chain."""
    columns = ("case", "number", "kind", "at", "recorded", "referral", "details")
    query = (
        select(*(event.c[name] for name in columns))
        .where(event.c.case.is_not(None), event.c.kind.in_(KINDS))
        .order_by(event.c.case, event.c.number)
        .execution_options(yield_per=_PAGE)
    )
    for case, rows in groupby(work.connection.execute(query), itemgetter(0)):
        yield (
            case,
            [
                Happened(
                    number,
                    kind,
                    day_of(at),
                    _moment_of(recorded),
                    referral,
                    _read(details)[0],
                )
                for _, number, kind, at, recorded, referral, details in rows
            ],
        )


@lru_cache(_PAGE)
def _moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


@lru_cache(_PAGE)
def day_of(text: str) -> date:
    """The day of a moment of the ledger, which is kept in the time zone of the desk."""
    return date.fromisoformat(text[:10])
