"""One case as it stands: how urgent it is, and where each of its referrals has got to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, select

from triage.desk import delivering, ranks
from triage.desk.office import Office, advise, found_case
from triage.desk.values import CaseFile, FiledReferral, Posted
from triage.ledger import Work, referrals
from triage.ledger.schema import event, outbox

_KINDS: Final = {"placed": "referred"}
"""The event by which a referral became what it is, where that has another name."""


def show(office: Office, case_id: str) -> CaseFile:
    """See `Desk.show`."""
    with office.reading() as work:
        row = found_case(work, case_id, open_only=False)
        rulebook = office.policy.rulebook
        level, deadline = min(row.level, len(rulebook.levels) - 1), row.deadline
        if row.erased is None:  # else there is nothing left to advise on
            rank = ranks.rank_of(rulebook, advise(office, work, row), row.urgency)
            level, deadline = rank.level, rank.deadline
        return CaseFile(
            row.id,
            row.status,
            rulebook.levels[level].key,
            None if deadline == ranks.NO_DEADLINE else date.fromisoformat(deadline),
            tuple(_filed(office, work, each) for each in referrals.of_case(work, row.id)),
        )


def _filed(office: Office, work: Work, row: Row[Any]) -> FiledReferral:
    waits = row.status == "waiting"
    return FiledReferral(
        row.id,
        row.product,
        row.partner,
        row.status,
        date.fromisoformat(referrals.since(row) if waits else _since(work, row)),
        referrals.position(work, row) if waits else None,
        _posted(office, work, row),
    )


def _since(work: Work, row: Row[Any]) -> str:
    """The day on which a referral became what it is."""
    became = event.c.referral == row.id, event.c.kind == _KINDS.get(row.status, row.status)
    last = select(event.c.at).where(*became).order_by(event.c.number.desc()).limit(1)
    return str(work.connection.execute(last).scalar() or row.created)[:10]


def _posted(office: Office, work: Work, row: Row[Any]) -> Posted | None:
    """How the last that was to be sent about a referral stands."""
    mine = select(outbox).where(outbox.c.referral == row.id).order_by(outbox.c.id.desc()).limit(1)
    item = work.connection.execute(mine).first()
    if item is None:
        return None
    if item.state != "waiting":
        return Posted(item.action, item.state, item.attempts, None, item.failure)
    why = delivering.nobody_there(office, item.partner, item.action)
    if why is not None:
        return Posted(item.action, "stuck", item.attempts, None, why)
    again = datetime.fromisoformat(item.due)
    return Posted(item.action, "waiting", item.attempts, again, item.failure)
