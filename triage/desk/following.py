"""What becomes of a referral: accepted, started, ended, refused or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import attrs
from sqlalchemy import Row

from triage.chain import Status
from triage.desk import asking, counting, placing
from triage.desk.asking import Live
from triage.desk.office import Office
from triage.desk.referring import hundredths, wait
from triage.errors import DeskError
from triage.ledger import Work, referrals
from triage.vocabulary import suggest

_FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    "placed": ("accepted", "started", "completed", "stopped", "refused"),
    "accepted": ("started", "completed", "stopped", "refused"),
    "started": ("completed", "stopped"),
}


@attrs.frozen
class Change:
    """What became of a referral, as `Desk.update` is told."""

    status: Status
    reason: str | None = None
    hours: Decimal | None = None
    at: date | datetime | None = None
    until: date | None = None


def update(office: Office, referral_id: str, change: Change, actor: str) -> None:
    """See `Desk.update`."""
    asked = before_release(office, referral_id)
    with office.writing() as work:
        apply(office, work, (referral_id, change), asked, actor)


def before_release(office: Office, referral_id: str) -> dict[str, Live]:
    """What the partners of a product say of their places, if somebody waits for it."""
    with office.reading() as work:
        row = known(work, referral_id)
        products = office.policy.rulebook.products
        if row.product not in products or row.product not in referrals.waited_for(work):
            return {}
        on = work.now.date()
    return asking.live(office, products[row.product], on)


def known(work: Work, referral_id: str) -> Row[Any]:
    """The row of a referral.

    Raises:
        DeskError: There is none.
    """
    row = referrals.find(work, referral_id)
    if row is None:
        message = f"verwijzing {referral_id[:60]} staat niet in het ledger. Kijk het nummer na."
        raise DeskError(message)
    return row


def apply(
    office: Office,
    work: Work,
    told: tuple[str, Change],
    asked: Mapping[str, Live],
    actor: str,
) -> None:
    """Write down what became of a referral, inside a unit of work.

    Raises:
        DeskError: As for `Desk.update`.
    """
    referral_id, change = told
    row = known(work, referral_id)
    if row.status == change.status:
        return
    _refuse(office, row, change, actor)
    _write(office, work, row, change, actor)
    product = office.policy.rulebook.products.get(row.product)
    if product is not None and change.status not in ("accepted", "started"):
        placing.move(office, work, product, asked, actor)


def _write(office: Office, work: Work, row: Row[Any], change: Change, actor: str) -> None:
    """The event, and what it means for the place, the money and the way on."""
    hours = hundredths(change.hours)
    ends = change.status in ("completed", "stopped")
    spent = placing.spent(office, row, change.status, hours) if ends else None
    event = work.record(
        change.status,
        actor,
        case=row.case,
        referral=row.id,
        at=None if change.at is None else office.moment(change.at),
        product=row.product,
        partner=row.partner,
        reason=change.reason,
        hours=hours,
        cents=spent,
        **counting.followed(office, work, change.status, row),
    )
    if spent is not None:
        placing.settle(office, work, row, event, (change.status, hours, spent))
    elif change.status == "refused":
        placing.release(office, work, row, event, "refused")
        referrals.change(work, row.id, reason=change.reason)
        _onward(office, work, row, change, actor)
    else:
        referrals.change(work, row.id, status=change.status)


def _refuse(office: Office, row: Row[Any], change: Change, actor: str) -> None:
    if change.status not in _FOLLOWS.get(row.status, ()):
        message = f"verwijzing {row.id} is '{row.status}' en kan niet '{change.status}' worden."
        raise DeskError(message)
    if change.hours is not None and change.hours < 0:
        message = "uren kunnen niet onder nul zijn."
        raise DeskError(message)
    if change.status != "refused" or actor == row.partner:
        return  # a partner may refuse without a reason that we know
    reasons = office.policy.rulebook.reasons
    key = change.reason or ""
    if key not in reasons:
        hint = suggest(key, reasons)
        message = f"geef bij 'refused' een reden uit de weigerredenen. {hint}"
        raise DeskError(message)
    if reasons[key].effect == "wachten_tot" and change.until is None:
        message = f"bij de reden '{key}' hoort een dag: geef met until vanaf wanneer."
        raise DeskError(message)


def _onward(office: Office, work: Work, row: Row[Any], change: Change, actor: str) -> None:
    """What a refusal leads to: another partner, later, or nothing but the desk."""
    reason = office.policy.rulebook.reasons.get(change.reason or "")
    effect = None if reason is None else reason.effect
    left = asking.eligible(row)
    if effect == "volgende_partner":
        left = tuple(key for key in left if key != row.partner)
    elif effect != "wachten_tot" or change.until is None:
        return
    if not left:
        return
    names = (
        "case", "product", "level", "deadline", "points", "registered", "draw", "urgency", "due",
        "hours", "only",
    )  # fmt: skip
    until = change.until if effect == "wachten_tot" else None
    wait(work, {name: getattr(row, name) for name in names}, left, until, actor)


def withdraw(office: Office, referral_id: str, reason: str, actor: str) -> None:
    """See `Desk.withdraw`."""
    asked = before_release(office, referral_id)
    with office.writing() as work:
        row = known(work, referral_id)
        if row.status == "withdrawn":
            return
        if row.status not in ("waiting", *referrals.RUNNING):
            message = f"verwijzing {row.id} is '{row.status}' en kan niet meer worden ingetrokken."
            raise DeskError(message)
        event = work.record(
            "withdrawn",
            actor,
            case=row.case,
            referral=row.id,
            text=reason,
            product=row.product,
            partner=row.partner,
        )
        placing.release(office, work, row, event, "withdrawn")
        _recall(work, row)
        product = office.policy.rulebook.products.get(row.product)
        if product is not None:
            placing.move(office, work, product, asked, actor)


def _recall(work: Work, row: Row[Any]) -> None:
    """Keep a referral from going out, or call it back when it may have gone."""
    item = referrals.posted(work, row.id, "refer")
    if item is None:
        return
    untouched = item.state == "waiting" and item.attempts == 0 and item.claimed is None
    if untouched:
        referrals.cancel(work, item)
        return
    if item.state == "waiting" and item.claimed is None:
        referrals.cancel(work, item)
    referrals.post(work, row.id, row.partner, "withdraw")
