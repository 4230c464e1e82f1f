"""Places and money given and taken back, inside one unit of work."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from triage.chain import Event
from triage.deadlines import due
from triage.desk import counting
from triage.desk.asking import Live
from triage.desk.choosing import eligible
from triage.desk.office import Office
from triage.errors import DeskError
from triage.ledger import Work, money, referrals
from triage.matching import Assignment, Line, Room, assign
from triage.prices import price
from triage.rulebook import Capacity, Partner, Product

FIRST, LAST = "0001-01-01", "9999-12-31"


def move(
    office: Office, work: Work, product: Product, asked: Mapping[str, Live], actor: str
) -> None:
    """Give the free places of a product to those who come first on its waiting list."""
    for row_id, partner in survey(office, work, product, asked).placed.items():
        _place(office, work, product, referrals.known(work, row_id), partner, actor)


def survey(office: Office, work: Work, product: Product, asked: Mapping[str, Live]) -> Assignment:
    """Who on the waiting list of a product can have which place now, and why others cannot."""
    rows = referrals.queue(work, product.key)
    if not rows:
        return Assignment({}, {})
    rooms = {key: room(office, work, product, key, asked.get(key)) for key in product.providers}
    funds = None if product.pot is None else money.balance(work, product.pot).free
    return assign(_lines(office, work, product, rows), rooms, funds, work.now.date())


def _lines(
    office: Office, work: Work, product: Product, rows: Iterable[Row[Any]]
) -> Iterable[Line]:
    for row in rows:
        yield Line(
            row.id,
            eligible(row),
            row.level == 0,
            cost(office, work, product, row.case, row.hours),
            row.hours,
            None if row.not_before is None else date.fromisoformat(row.not_before),
        )


def cost(office: Office, work: Work, product: Product, case_id: str, hours: int | None) -> int:
    """The price in cents for this case; a group with `prijs_eenmalig` is paid once by a case."""
    if _paid_for(office, work, product, case_id):
        return 0
    return price(product, None if hours is None else Decimal(hours) / 100)


def _paid_for(office: Office, work: Work, product: Product, case_id: str) -> bool:
    return any(row.held + row.spent > 0 for row in group(office, work, product, case_id))


def group(office: Office, work: Work, product: Product, case_id: str) -> list[Row[Any]]:
    """The referrals of a case in a group that is paid once."""
    rulebook = office.policy.rulebook
    if product.group is None or not rulebook.groups[product.group].paid_once:
        return []
    keys = [key for key, one in rulebook.products.items() if one.group == product.group]
    return referrals.of_case(work, case_id, *keys)


def room(office: Office, work: Work, product: Product, key: str, asked: Live | None) -> Room:
    """What a partner still has of a product: the ledger's own count, and what it says itself."""
    partner = office.policy.rulebook.partners[key]
    capacity = partner.capacity.get(product.key, Capacity())
    since, until = _period(capacity, work.now.date())
    places, hours = referrals.used(work, key, product.key, since, until)
    free = None if capacity.places is None else capacity.places - places
    closed = None
    if asked is not None and asked.failure is not None and partner.on_failure != "reserveer":
        closed = "is niet bereikbaar om naar plaatsen te vragen"
    if asked is not None and asked.places is not None:
        unseen = referrals.unseen(work, key, product.key, asked.asked.isoformat())
        said = asked.places - unseen
        free = said if free is None else min(free, said)
    left = None if capacity.hours is None else int(capacity.hours * 100) - hours
    return Room(free, left, partner.reserved.get(product.key, 0), closed)


def _period(capacity: Capacity, on: date) -> tuple[str, str]:
    """The first day, and the day after the last, of the period that `on` lies in."""
    if capacity.per == "week":
        monday = on - timedelta(days=on.weekday())
        return monday.isoformat(), (monday + timedelta(days=7)).isoformat()
    if capacity.per == "maand":
        days = calendar.monthrange(on.year, on.month)[1]
        first = on.replace(day=1)
        return first.isoformat(), (first + timedelta(days=days)).isoformat()
    return FIRST, LAST


def _place(
    office: Office, work: Work, product: Product, row: Row[Any], partner: str, actor: str
) -> None:
    cents = cost(office, work, product, row.case, row.hours)
    posted = office.plugins.has(partner, "refer")
    event = work.record(
        "referred",
        actor,
        case=row.case,
        referral=row.id,
        product=product.key,
        partner=partner,
        pot=product.pot,
        cents=cents,
        hours=row.hours,
        level=row.urgency,
        posted=posted or None,
        answer_due=_answer_due(office, office.policy.rulebook.partners[partner], row, work.now),
        **counting.followed(office, work, "referred", row, partner),
    )
    if product.pot is not None:
        money.move(work, event, product.pot, "free", "held", cents, row.id)
    referrals.change(
        work,
        row.id,
        partner=partner,
        status="placed",
        placed=work.now.isoformat(),
        taken=1,
        pot=product.pot,
        held=cents,
    )
    if posted:
        referrals.post(work, row.id, partner, "refer")


def _answer_due(office: Office, partner: Partner, row: Row[Any], now: datetime) -> str | None:
    """The last day on which the partner should have answered."""
    if partner.own:
        return None
    term = partner.response.get(row.urgency, partner.response.get(None))
    if term is None:
        return None
    day = due(term, {}, now.date(), office.workdays).day
    return None if day is None else day.isoformat()


def release(office: Office, work: Work, row: Row[Any], event: Event, status: str) -> int:
    """Give the place and the money back; how much money came free, in cents."""
    referrals.change(work, row.id, status=status, taken=0, held=0)
    if row.pot is None:
        return 0
    money.move(work, event, row.pot, "held", "free", row.held, row.id)
    charged = charge_another(office, work, row, event) if row.held else 0
    return int(row.held) - charged


def charge_another(office: Office, work: Work, row: Row[Any], event: Event) -> int:
    """Of a group that is paid once, let another referral that stands carry the price, in cents."""
    products = office.policy.rulebook.products
    if row.product not in products:  # the policy has changed since
        return 0
    for other in group(office, work, products[row.product], row.case):
        standing = other.id != row.id and other.taken == 1 and other.held + other.spent == 0
        if not standing or other.product not in products or other.pot is None:
            continue
        hours = other.delivered if other.delivered is not None else other.hours
        cents = cost(office, work, products[other.product], row.case, hours)
        cents = min(cents, money.balance(work, other.pot).free)
        account: money.Account = "spent" if other.status in ("completed", "stopped") else "held"
        charged = work.record(
            "charged",
            event.actor,
            case=other.case,
            referral=other.id,
            product=other.product,
            partner=other.partner,
            pot=other.pot,
            account=account,
            cents=cents,
        )
        money.move(work, charged, other.pot, "free", account, cents, other.id)
        referrals.change(work, other.id, **{account: cents})
        return cents
    return 0


def settle(
    office: Office, work: Work, row: Row[Any], event: Event, end: tuple[str, int | None, int]
) -> None:
    """Spend what was delivered of what was held, and give back the rest.

    Args:
        office: Whose products have prices.
        work: The unit of work.
        row: The referral.
        event: Its end.
        end: The status, the hundredths of hours delivered if that was said, and what is spent.

    Raises:
        DeskError: More was delivered than the pot can pay.
    """
    status, hours, spent = end
    taken = 1 if status == "completed" or row.status == "started" else 0
    values = {"status": status, "taken": taken, "held": 0, "spent": spent, "delivered": hours}
    if row.pot is not None:
        extra = spent - row.held
        payable(work, row, extra)
        money.move(work, event, row.pot, "free", "held", max(extra, 0), row.id)
        money.move(work, event, row.pot, "held", "spent", spent, row.id)
        money.move(work, event, row.pot, "held", "free", max(-extra, 0), row.id)
    referrals.change(work, row.id, **values)
    if row.pot is not None and row.held and not spent:
        charge_another(office, work, row, event)


def payable(work: Work, row: Row[Any], extra: int) -> None:
    """Refuse what costs so many cents more than was held or spent, when the pot has less.

    Raises:
        DeskError: It has less.
    """
    free = money.balance(work, row.pot).free
    if extra > free:
        message = (
            f"er is {extra / 100:.2f} euro meer nodig dan was gereserveerd, en in de pot "
            f"'{row.pot}' is nog {free / 100:.2f} euro vrij. Vul de pot aan."
        )
        raise DeskError(message)


def spent(office: Office, row: Row[Any], status: str, hours: int | None) -> int:
    """What is spent, in cents, when a referral ends so."""
    product = office.policy.rulebook.products.get(row.product)
    if hours is not None and product is not None and product.hours and row.held:
        return price(product, Decimal(hours) / 100)
    return int(row.held) if status == "completed" else 0
