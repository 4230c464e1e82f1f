"""The outbox goes out, and what partners report comes in: each exactly once in effect."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

import attrs
from sqlalchemy import Row, insert, or_, select, update

from triage.chain import Delivery, Referral, Status
from triage.desk import asking, following, placing
from triage.desk.office import Office
from triage.errors import DeskError
from triage.ledger import Work, referrals
from triage.ledger.schema import inbox, outbox, referral
from triage.plugins import Answer

ATTEMPTS: Final = 8
"""So often something is tried before it is given up."""

LEASE: Final = timedelta(seconds=60)
"""So long nobody else sends what somebody is sending."""

_PATIENCE: Final = 2
"""After so many failures in a row a partner is left alone until the next round."""


def deliver(office: Office) -> Delivery:
    """See `Desk.deliver`."""
    _advance(office)
    counts: Counter[str] = Counter()
    failing: Counter[str] = Counter()
    while True:
        tired = [partner for partner, count in failing.items() if count >= _PATIENCE]
        claimed = _claim(office, tired)
        if claimed is None:
            break
        item, shown = claimed
        call = office.plugins.refer if item.action == "refer" else office.plugins.withdraw
        answer = call(shown)
        outcome = _record(office, item, answer)
        counts[outcome] += 1
        failing[item.partner] = 0 if answer.failure is None else failing[item.partner] + 1
    _poll(office)
    return Delivery(counts["sent"], counts["retry"], counts["given_up"])


def _advance(office: Office) -> None:
    """Let the waiting lists move: a new week or month brings places that nobody gave back."""
    products = office.policy.rulebook.products
    with office.reading() as work:
        waited = [key for key in referrals.waited_for(work) if key in products]
        on = work.now.date()
    for key in waited:
        asked = asking.live(office, products[key], on)
        with office.writing() as work:
            placing.move(office, work, products[key], asked, "desk")


def _claim(office: Office, tired: list[str]) -> tuple[Row[Any], Referral] | None:
    """The next thing to send, which nobody else sends for a while."""
    with office.writing() as work:
        while (item := _next(work, tired)) is not None:
            row = following.known(work, item.referral)
            if item.action == "refer" and row.status not in referrals.RUNNING:
                referrals.cancel(work, item)  # it ended before it was sent
                continue
            until = (work.now + LEASE).isoformat()
            change = update(outbox).where(outbox.c.id == item.id).values(claimed=until)
            mine = work.connection.execute(change.returning(outbox)).one()
            return mine, _shown(office, work, row)
    return None


def _next(work: Work, tired: list[str]) -> Row[Any] | None:
    """The first in the outbox that is due and that nobody is sending."""
    now = work.now.isoformat()
    earlier = outbox.alias()
    before = select(earlier.c.id).where(
        earlier.c.referral == outbox.c.referral,
        earlier.c.id < outbox.c.id,
        earlier.c.state == "waiting",
    )
    query = (
        select(outbox)
        .where(outbox.c.state == "waiting", outbox.c.due <= now)
        .where(or_(outbox.c.claimed.is_(None), outbox.c.claimed < now))
        .where(outbox.c.partner.notin_(tired), ~before.exists())
        .order_by(outbox.c.id)
        .limit(1)
    )
    return work.connection.execute(query).first()


def _shown(office: Office, work: Work, row: Row[Any]) -> Referral:
    partner = office.policy.rulebook.partners[row.partner]
    found = asking.dossier(office, work, row.case, row.product, open_only=False)
    return asking.shown_to(office, found, row.product, partner, row)


def _record(office: Office, item: Row[Any], answer: Answer[Any]) -> str:
    """Write down how a delivery went: `sent`, `retry`, `given_up` or `overtaken`."""
    with office.writing() as work:
        if _overtaken(work, item, answer):
            return "overtaken"
        attempts = item.attempts + 1
        values: dict[str, Any] = {"attempts": attempts, "claimed": None, "failure": answer.failure}
        row = following.known(work, item.referral)
        outcome = "sent"
        if answer.failure is None:
            values["state"] = "sent"
            _arrived(work, item, row, answer)
        elif attempts >= ATTEMPTS:
            outcome = values["state"] = "given_up"
            _note(work, "given_up", row, item, attempts)
        else:
            outcome = "retry"
            values["due"] = _later(work.now, attempts).isoformat()
            _note(work, "delivery_failed", row, item, attempts)
        work.connection.execute(update(outbox).where(outbox.c.id == item.id).values(**values))
        return outcome


def _overtaken(work: Work, item: Row[Any], answer: Answer[Any]) -> bool:
    """Whether it took so long that somebody else did it, or is doing it after this one failed."""
    query = select(outbox.c.state, outbox.c.claimed).where(outbox.c.id == item.id)
    state, claimed = work.connection.execute(query).one()
    return state != "waiting" or (claimed != item.claimed and answer.failure is not None)


def _arrived(work: Work, item: Row[Any], row: Row[Any], answer: Answer[Any]) -> None:
    if item.action == "refer":
        reference = getattr(answer.value, "reference", None)
        referrals.change(work, row.id, sent=work.now.isoformat(), reference=reference)
    _note(work, "sent" if item.action == "refer" else "recalled", row, item, item.attempts + 1)


def _note(work: Work, kind: str, row: Row[Any], item: Row[Any], attempts: int) -> None:
    work.record(
        kind,
        "desk",
        case=row.case,
        referral=row.id,
        partner=item.partner,
        product=row.product,
        action=item.action,
        attempts=attempts,
    )


def _later(now: datetime, attempts: int) -> datetime:
    """One minute, then five times as long each time, and never more than a day."""
    return now + min(timedelta(minutes=5 ** (attempts - 1)), timedelta(days=1))


def _poll(office: Office) -> None:
    """Ask partners how the referrals stand that have arrived and are not finished."""
    with office.reading() as work:
        query = (
            select(referral)
            .where(referral.c.status.in_(referrals.RUNNING), referral.c.sent.is_not(None))
            .order_by(referral.c.partner, referral.c.sent)
        )
        rows = [
            (row, _shown(office, work, row))
            for row in work.connection.execute(query)
            if office.plugins.has(row.partner, "status")
        ]
    silent: set[str] = set()
    for row, shown in rows:
        if row.partner in silent:
            continue
        answer = office.plugins.status(shown)
        if answer.failure is not None:
            silent.add(row.partner)
        elif answer.value is not None and answer.value != row.status:
            _believe(office, row, answer.value)


def _believe(office: Office, row: Row[Any], status: Status) -> None:
    """Take over what a partner says, unless it cannot follow what is known."""
    try:
        following.update(office, row.id, following.Change(status), row.partner)
    except DeskError:
        return  # the last known status stays


def receive(
    office: Office, partner: str, message: str, referral_id: str, change: following.Change
) -> bool:
    """See `Desk.receive`."""
    with office.reading() as work:
        row = following.known(work, referral_id)
    if row.partner != partner:
        error = f"verwijzing {referral_id[:60]} is niet bij partner '{partner[:60]}'."
        raise DeskError(error)
    if change.reason not in office.policy.rulebook.reasons:
        change = attrs.evolve(change, reason=None)  # a text of somebody else never gets into events
    asked = following.before_release(office, referral_id)
    with office.writing() as work:
        key = {"partner": partner, "message": message}
        seen = select(inbox.c.message).filter_by(**key)
        if work.connection.execute(seen).first() is not None:
            return False
        work.connection.execute(insert(inbox), key)
        following.apply(office, work, (referral_id, change), asked, partner)
        return True
