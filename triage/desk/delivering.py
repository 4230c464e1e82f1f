"""The outbox goes out, and what partners report comes in: each exactly once in effect."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import attrs
from sqlalchemy import Row, insert, or_, select, update

from triage.chain import Delivery, Failure, Referral, Status
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

Outcome = Literal["retry", "given_up", "stuck"]


@attrs.define
class _Round:
    """How far a round of deliveries has come; nothing is tried twice in one.

    Attributes:
        after: The number of the last thing in the outbox that was looked at.
        sent: How many arrived.
        failures: What did not.
        failing: By partner how many failed in a row.
    """

    after: int = 0
    sent: int = 0
    failures: list[Failure] = attrs.field(factory=list)
    failing: Counter[str] = attrs.field(factory=Counter)

    def tired(self) -> list[str]:
        """The partners that are left alone until the next round."""
        return [partner for partner, count in self.failing.items() if count >= _PATIENCE]

    def failed(self, item: Row[Any], outcome: Outcome, reason: str) -> None:
        """Remember what did not arrive, and why."""
        said = reason.removeprefix(f"{item.action}: ")
        failure = Failure(item.referral, item.partner, item.action, outcome, said)
        self.failures.append(failure)

    def end(self) -> Delivery:
        """What it came to."""
        counts = Counter(failure.outcome for failure in self.failures)
        several = counts["retry"], counts["given_up"], counts["stuck"]
        return Delivery(self.sent, *several, tuple(self.failures))


def deliver(office: Office) -> Delivery:
    """See `Desk.deliver`."""
    _advance(office)
    turn = _Round()
    while (claimed := _claim(office, turn)) is not None:
        item, shown = claimed
        call = office.plugins.refer if item.action == "refer" else office.plugins.withdraw
        answer = call(shown)
        _record(office, item, answer, turn)
        turn.failing[item.partner] = 0 if answer.failure is None else turn.failing[item.partner] + 1
    _poll(office)
    return turn.end()


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


def _claim(office: Office, turn: _Round) -> tuple[Row[Any], Referral] | None:
    """The next thing to send, which nobody else sends for a while."""
    with office.writing() as work:
        while (item := _next(work, turn)) is not None:
            turn.after = item.id
            row = following.known(work, item.referral)
            if item.action == "refer" and row.status not in referrals.RUNNING:
                referrals.cancel(work, item)  # it ended before it was sent
            elif (why := nobody_there(office, item.partner, item.action)) is not None:
                turn.failed(item, "stuck", why)
            else:
                until = (work.now + LEASE).isoformat()
                change = update(outbox).where(outbox.c.id == item.id).values(claimed=until)
                mine = work.connection.execute(change.returning(outbox)).one()
                return mine, _shown(office, work, row)
    return None


def nobody_there(office: Office, partner: str, action: str) -> str | None:
    """Why something in the outbox has to wait for somebody to mend the home; None when it can go.

    A plug-in without `withdraw` is there: the partner hears of a withdrawal in another way.
    """
    if partner not in office.policy.rulebook.partners:
        return "deze partner staat niet meer in de configuratie"
    if office.plugins.has(partner, action) or office.plugins.has(partner, "refer"):
        return None
    return "er is geen aansluiting die werkt; 'triage check' zegt wat er mist"


def _next(work: Work, turn: _Round) -> Row[Any] | None:
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
        .where(outbox.c.state == "waiting", outbox.c.due <= now, outbox.c.id > turn.after)
        .where(or_(outbox.c.claimed.is_(None), outbox.c.claimed < now))
        .where(outbox.c.partner.notin_(turn.tired()), ~before.exists())
        .order_by(outbox.c.id)
        .limit(1)
    )
    return work.connection.execute(query).first()


def _shown(office: Office, work: Work, row: Row[Any]) -> Referral:
    partner = office.policy.rulebook.partners[row.partner]
    found = asking.dossier(office, work, row.case, row.product, open_only=False)
    return asking.shown_to(office, found, row.product, partner, row)


def _record(office: Office, item: Row[Any], answer: Answer[Any], turn: _Round) -> None:
    """Write down how a delivery went, unless somebody else did it meanwhile."""
    with office.writing() as work:
        if _overtaken(work, item, answer):
            return
        attempts = item.attempts + 1
        values: dict[str, Any] = {"attempts": attempts, "claimed": None, "failure": None}
        row = following.known(work, item.referral)
        if answer.failure is None:
            values["state"] = "sent"
            _arrived(work, item, row, answer)
            turn.sent += 1
        else:
            lost = attempts >= ATTEMPTS or not office.plugins.has(item.partner, item.action)
            turn.failed(item, "given_up" if lost else "retry", answer.failure)
            values |= _later(work.now, attempts) if not lost else {"state": "given_up"}
            values["failure"] = turn.failures[-1].reason
            _note(work, "given_up" if lost else "delivery_failed", row, item, answer)
        work.connection.execute(update(outbox).where(outbox.c.id == item.id).values(**values))


def _overtaken(work: Work, item: Row[Any], answer: Answer[Any]) -> bool:
    """Whether it took so long that somebody else did it, or is doing it after this one failed."""
    query = select(outbox.c.state, outbox.c.claimed).where(outbox.c.id == item.id)
    state, claimed = work.connection.execute(query).one()
    return state != "waiting" or (claimed != item.claimed and answer.failure is not None)


def _arrived(work: Work, item: Row[Any], row: Row[Any], answer: Answer[Any]) -> None:
    if item.action == "refer":
        reference = getattr(answer.value, "reference", None)
        referrals.change(work, row.id, sent=work.now.isoformat(), reference=reference)
    _note(work, "sent" if item.action == "refer" else "recalled", row, item, answer)


def _note(work: Work, kind: str, row: Row[Any], item: Row[Any], answer: Answer[Any]) -> None:
    """Record what happened; of a failure only what a plug-in did not put into words itself."""
    cause = answer.cause
    work.record(
        kind,
        "desk",
        case=row.case,
        referral=row.id,
        partner=item.partner,
        product=row.product,
        action=item.action,
        attempts=item.attempts + 1,
        failure=None if cause is None else cause.removeprefix(f"{item.action}: "),
    )


def _later(now: datetime, attempts: int) -> dict[str, str]:
    """One minute, then five times as long each time, and never more than a day."""
    pause = min(timedelta(minutes=5 ** (attempts - 1)), timedelta(days=1))
    return {"due": (now + pause).isoformat()}


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
    if row.partner != partner or row.id != referral_id:  # a program knows the whole of it
        error = f"verwijzing {referral_id[:60]} is niet bij partner '{partner[:60]}'."
        raise DeskError(error)
    if change.reason not in office.policy.rulebook.reasons:
        change = attrs.evolve(change, reason=None)  # a text of somebody else never gets into events
    asked = following.before_release(office, referral_id, change)
    with office.writing() as work:
        key = {"partner": partner, "message": message}
        seen = select(inbox.c.message).filter_by(**key)
        if work.connection.execute(seen).first() is not None:
            return False
        work.connection.execute(insert(inbox), key)
        following.apply(office, work, (referral_id, change), asked, partner)
        return True
