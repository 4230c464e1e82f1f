"""What becomes of a referral: accepted, started, ended, refused or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import attrs
from sqlalchemy import Row, select

from triage.chain import Placed, Result, Status
from triage.desk import asking, choosing, counting, placing, queueing, ranks
from triage.desk.asking import Live
from triage.desk.office import Office, found_case
from triage.desk.referring import by_hand, hundredths, wait
from triage.desk.telling import reason_of
from triage.desk.values import Withdrawn
from triage.errors import DeskError
from triage.ledger import Work, referrals
from triage.ledger.schema import event as event_table
from triage.notation import show_number
from triage.vocabulary import suggest

_FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    "placed": ("accepted", "started", "completed", "stopped", "refused"),
    "accepted": ("started", "completed", "stopped", "refused"),
    "started": ("completed", "stopped"),
}

_MANY: Final = 2
"""More than so many times the hours that were asked are probably a slip."""


@attrs.frozen
class Change:
    """What became of a referral, as `Desk.update` is told."""

    status: Status
    reason: str | None = None
    hours: Decimal | None = None
    at: date | datetime | None = None
    until: date | None = None
    sure: bool = False


def update(office: Office, referral_id: str, change: Change, actor: str) -> Result | None:
    """See `Desk.update`."""
    asked = before_release(office, referral_id, change)
    with office.writing() as work:
        another = apply(office, work, (referral_id, change), asked, actor)
        if another is None:
            return None
        row = referrals.known(work, another)
        if row.status == "waiting":
            return queueing.standing(office, work, row, asked)
        return Placed(row.id, row.partner, by_hand(office, work, row))


def before_release(
    office: Office, referral_id: str, change: Change | None = None
) -> dict[str, Live]:
    """What the partners of a product say of their places, if somebody waits for it, or may next."""
    with office.reading() as work:
        row = known(work, referral_id)
        products = office.policy.rulebook.products
        refused = change is not None and change.status == "refused"
        if row.product not in products or not (
            refused or row.product in referrals.waited_for(work)
        ):
            return {}
        on = work.now.date()
    return asking.live(office, products[row.product], on)


def known(work: Work, referral_id: str) -> Row[Any]:
    """The row of a referral, by its id or by a beginning that no other has.

    Raises:
        DeskError: There is none, or more than one.
    """
    found = referrals.beginning(work, referral_id)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(row.id for row in found)
        message = f"'{referral_id}' is het begin van meer verwijzingen: {ids}. Typ er meer van."
    else:
        message = f"verwijzing {referral_id[:60]} staat niet in het ledger. Kijk het nummer na."
        if len(referral_id) < referrals.FEWEST:
            message = f"{message} Typ er ten minste {referrals.FEWEST} tekens van."
    raise DeskError(message)


def apply(
    office: Office,
    work: Work,
    told: tuple[str, Change],
    asked: Mapping[str, Live],
    actor: str,
) -> str | None:
    """Write down what became of a referral; the id of the new one that a refusal leads to.

    Raises:
        DeskError: As for `Desk.update`.
    """
    referral_id, change = told
    row = known(work, referral_id)
    if row.status == change.status:
        _refuse_other(office, work, row, change)
        return None
    _refuse(office, row, change, actor)
    another = _write(office, work, row, change, actor)
    product = office.policy.rulebook.products.get(row.product)
    if product is not None and change.status not in ("accepted", "started"):
        placing.move(office, work, product, asked, actor)
    return another


def _write(office: Office, work: Work, row: Row[Any], change: Change, actor: str) -> str | None:
    """The event, and what it means for the place, the money and the way on."""
    hours, refused = hundredths(change.hours), change.status == "refused"
    ends = change.status in ("completed", "stopped")
    spent = placing.spent(office, row, change.status, hours) if ends else None
    event = work.record(
        change.status,
        actor,
        case=row.case,
        referral=row.id,
        at=None if change.at is None else office.moment(change.at),
        # Only a refusal has a word for it; any other reason is somebody's own.
        text=None if refused or change.reason is None else reason_of(change.reason),
        product=row.product,
        partner=row.partner,
        reason=change.reason if refused else None,
        hours=hours,
        cents=spent,
        **counting.followed(office, work, change.status, row),
    )
    if spent is not None:
        placing.settle(office, work, row, event, (change.status, hours, spent))
    elif refused:
        placing.release(office, work, row, event, "refused")
        referrals.change(work, row.id, reason=change.reason)
        return _onward(office, work, row, change, actor)
    else:
        referrals.change(work, row.id, status=change.status)
    return None


def _refuse(office: Office, row: Row[Any], change: Change, actor: str) -> None:
    if change.status not in _FOLLOWS.get(row.status, ()):
        message = f"verwijzing {row.id} is '{row.status}' en kan niet '{change.status}' worden."
        raise DeskError(message)
    office.past(f"'{change.status}'", change.at)
    if change.hours is not None:
        doubt(office, row, change.hours, sure=change.sure)
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
    if change.until is not None and change.until < office.clock().date():
        message = f"wachten tot {change.until} kan niet meer: die dag is voorbij. Kijk de datum na."
        raise DeskError(message)


def _refuse_other(office: Office, work: Work, row: Row[Any], change: Change) -> None:
    """The same word again may say the same, or less, but nothing else."""
    day = _day_of(work, row)
    same = (
        change.hours is None or hundredths(change.hours) == row.delivered,
        change.status != "refused" or change.reason in (None, row.reason),
        change.at is None or office.moment(change.at).date().isoformat() == day,
    )
    if not all(same):
        hours = "" if row.delivered is None else f", met {_hours(row.delivered)}"
        reason = "" if row.reason is None else f", met reden '{row.reason}'"
        hint = " Verkeerde uren verbetert u met --correct." if change.hours is not None else ""
        message = (
            f"verwijzing {row.id} is al '{row.status}', op {day}{hours}{reason}. Er is niets "
            f"veranderd.{hint}"
        )
        raise DeskError(message)


def _day_of(work: Work, row: Row[Any]) -> str:
    """The day on which a referral became what it is."""
    same = event_table.c.referral == row.id, event_table.c.kind == row.status
    return str(work.connection.execute(select(event_table.c.at).where(*same)).scalar())[:10]


def doubt(office: Office, row: Row[Any], hours: Decimal, *, sure: bool) -> None:
    """Refuse hours that cannot be, and those that are probably a slip.

    Raises:
        DeskError: They are below zero, or many more than was asked and nobody said to be sure.
    """
    if hours < 0:
        message = "uren kunnen niet onder nul zijn."
        raise DeskError(message)
    product = office.policy.rulebook.products.get(row.product)
    known = None if product is None or product.hours is None else hundredths(product.hours)
    asked = row.hours if row.hours is not None else known
    if asked is not None and hours * 100 > _MANY * asked and not sure:
        message = (
            f"{_hours(int(hours * 100))} is meer dan het dubbele van de {_hours(asked)} die voor "
            f"verwijzing {row.id} zijn gevraagd. Klopt het toch, zeg dat dan met --sure."
        )
        raise DeskError(message)


def _hours(hundredths: int) -> str:
    return show_number(hundredths * 100, "getal", "uur")


def _onward(office: Office, work: Work, row: Row[Any], change: Change, actor: str) -> str | None:
    """What a refusal leads to: another partner, later, or nothing but the desk."""
    reason = office.policy.rulebook.reasons.get(change.reason or "")
    effect = None if reason is None else reason.effect
    left = choosing.eligible(row)
    if effect == "volgende_partner":
        left = tuple(key for key in left if key != row.partner)
    elif effect != "wachten_tot" or change.until is None:
        return None
    if not left:
        return None
    values = ranks.standing(office, found_case(work, row.case, open_only=False))
    values |= {name: getattr(row, name) for name in ("case", "product", "hours", "only", "created")}
    values["eligible"] = choosing.kept(left, choosing.screened(row))
    if effect == "wachten_tot" and change.until is not None:
        values["not_before"] = change.until.isoformat()
    return wait(work, values, actor)


def withdraw(office: Office, referral_id: str, reason: str, actor: str) -> Withdrawn | None:
    """See `Desk.withdraw`."""
    told = reason_of(reason)
    asked = before_release(office, referral_id)
    with office.writing() as work:
        row = known(work, referral_id)
        if row.status == "withdrawn":
            return None
        if row.status not in ("waiting", *referrals.RUNNING):
            message = f"verwijzing {row.id} is '{row.status}' en kan niet meer worden ingetrokken."
            raise DeskError(message)
        event = work.record(
            "withdrawn",
            actor,
            case=row.case,
            referral=row.id,
            text=told,
            product=row.product,
            partner=row.partner,
        )
        cents = placing.release(office, work, row, event, "withdrawn")
        recalled = _recall(work, row)
        product = office.policy.rulebook.products.get(row.product)
        if product is not None:
            placing.move(office, work, product, asked, actor)
        return Withdrawn(bool(row.taken), cents, _notes(office, work, row, recalled=recalled))


def _notes(office: Office, work: Work, row: Row[Any], *, recalled: bool) -> tuple[str, ...]:
    partner = office.policy.rulebook.partners.get(row.partner)
    if recalled:
        return ("De partner hoort het bij de volgende deliver.",)
    if partner is None or partner.own or referrals.posted(work, row.id, "refer") is not None:
        return ()
    return (f"{partner.name} heeft geen aansluiting: geef ook dit met de hand door.",)


def _recall(work: Work, row: Row[Any]) -> bool:
    """Keep a referral from going out, or call it back when it may have gone; whether it may."""
    item = referrals.posted(work, row.id, "refer")
    if item is None:
        return False
    untouched = item.state == "waiting" and item.attempts == 0 and item.claimed is None
    if untouched:
        referrals.cancel(work, item)
        return False
    if item.state == "waiting" and item.claimed is None:
        referrals.cancel(work, item)
    referrals.post(work, row.id, row.partner, "withdraw")
    return True
