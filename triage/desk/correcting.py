"""Hours that were said wrong at the end of a referral: the difference is booked, nothing erased."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from triage.desk import following, placing
from triage.desk.following import Change
from triage.desk.office import Office
from triage.desk.referring import hundredths
from triage.errors import DeskError
from triage.ledger import Work, money, referrals
from triage.prices import price


def correct(office: Office, referral_id: str, change: Change, actor: str) -> None:
    """See `Desk.correct`; the change has hours."""
    hours = change.hours or Decimal(0)
    asked = following.before_release(office, referral_id)
    with office.writing() as work:
        row = following.known(work, referral_id)
        if row.status != change.status or row.status not in ("completed", "stopped"):
            message = (
                f"verwijzing {row.id} is '{row.status}'. Te verbeteren zijn alleen de uren van wat "
                "al 'completed' of 'stopped' is, met dat woord erbij."
            )
            raise DeskError(message)
        following.doubt(office, row, hours, sure=change.sure)
        if row.delivered == hundredths(hours):
            return
        _correct(office, work, row, int(hours * 100), actor)
        product = office.policy.rulebook.products.get(row.product)
        if product is not None:
            placing.move(office, work, product, asked, actor)


def _correct(office: Office, work: Work, row: Row[Any], hours: int, actor: str) -> None:
    cents = _worth(office, work, row, hours)
    event = work.record(
        "corrected",
        actor,
        case=row.case,
        referral=row.id,
        product=row.product,
        partner=row.partner,
        hours=hours,
        cents=cents,
        before=row.spent,
    )
    if row.pot is not None:
        extra = cents - row.spent
        placing.payable(work, row, extra)
        money.move(work, event, row.pot, "free", "spent", max(extra, 0), row.id)
        money.move(work, event, row.pot, "spent", "free", max(-extra, 0), row.id)
    referrals.change(work, row.id, delivered=hours, spent=cents)
    if row.spent and not cents:
        placing.charge_another(office, work, row, event)


def _worth(office: Office, work: Work, row: Row[Any], hours: int) -> int:
    """What so many hours cost, in cents; nothing where another referral of the group pays."""
    product = office.policy.rulebook.products.get(row.product)
    if product is None or not product.hours or row.pot is None:
        return int(row.spent)
    group = placing.group(office, work, product, row.case)
    if any(other.held + other.spent for other in group if other.id != row.id):
        return int(row.spent)
    return price(product, Decimal(hours) / 100)
