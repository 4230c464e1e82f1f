"""Who got no because a pot had too little: written down once, for as long as that stays so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select

from triage.ledger import Work
from triage.ledger.schema import event


def turn_away(work: Work, case_id: str, about: Mapping[str, Any], actor: str) -> None:
    """Write down a no, unless the same one stands and nothing has changed since.

    Args:
        work: The unit of work.
        case_id: Who got it.
        about: The product, its pot, the cents it would have cost, and the level of the case.
        actor: Who asked.
    """
    mine = select(event.c.number, event.c.details).where(
        event.c.case == case_id, event.c.kind == "turned_away"
    )
    last: tuple[int, Mapping[str, Any]] | None = None
    for row in work.connection.execute(mine.order_by(event.c.number)):
        details = json.loads(row.details)
        if details["product"] == about["product"]:
            last = row.number, details
    if last is None or last[1] != about or _changed(work, case_id, about, last[0]):
        work.record("turned_away", actor, case=case_id, **about)


def _changed(work: Work, case_id: str, about: Mapping[str, Any], since: int) -> bool:
    """Whether the pot got more or less since, or the case a turn for this product."""
    later = select(event.c.kind, event.c.details).where(
        event.c.number > since,
        or_(
            event.c.kind == "pot_funded",
            (event.c.kind == "waiting") & (event.c.case == case_id),
        ),
    )
    part = {"pot_funded": "pot", "waiting": "product"}
    return any(
        json.loads(row.details)[part[row.kind]] == about[part[row.kind]]
        for row in work.connection.execute(later)
    )
