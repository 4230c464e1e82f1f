"""Referrals: from a case and a product to a place, a place in the queue, or a refusal."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
from sqlalchemy import Row

from triage.chain import Placed, Refused, Result, Waiting
from triage.desk import asking, placing
from triage.desk.asking import Dossier, Live
from triage.desk.office import Office
from triage.desk.values import WaitingCase, WaitingList
from triage.errors import DeskError
from triage.ledger import Work, money, referrals
from triage.rulebook import Product

_TRIES: Final = 5
_WARNED_FROM: Final = Decimal("0.8")


@attrs.frozen
class _Request:
    """A referral that may be made: what was asked beforehand, outside the unit of work."""

    found: Dossier
    product: Product
    eligible: tuple[str, ...]
    live: Mapping[str, Live]
    only: str | None


def refer(
    office: Office, case_id: str, product_key: str, partner: str | None, actor: str
) -> Result:
    """See `Desk.refer`."""
    product = asking.known_product(office, product_key)
    for _ in range(_TRIES):
        asked = _ask(office, case_id, product, partner)
        if not isinstance(asked, _Request):
            return asked
        with office.writing() as work:
            if asking.stamp(work, case_id) == asked.found.stamp:
                return _enter(office, work, asked, actor)
    message = f"er wordt nu te veel aan zaak {case_id} gewerkt. Probeer het zo opnieuw."
    raise DeskError(message)


def _ask(office: Office, case_id: str, product: Product, only: str | None) -> _Request | Result:
    with office.reading() as work:
        found = asking.dossier(office, work, case_id, product.key)
        standing = _standing(office, work, found)
    if standing is not None:
        return standing
    candidates = asking.providers(office, product, only)
    why = asking.obstacle(office, found, product)
    if why is not None:
        return Refused((why,), only)
    eligible: list[str] = []
    reasons: list[str] = []
    for partner in candidates:
        refusal = asking.refusal(office, found, product, partner)
        if refusal is None and not partner.own:
            shown = asking.shown_to(office, found, product.key, partner)
            screened = office.plugins.screen(shown).value
            reason = office.policy.rulebook.reasons.get(screened or "")
            if reason is not None and reason.effect == "product_niet_meer":
                return Refused((f"{partner.name}: {reason.name}. Dit product past niet.",), only)
            refusal = None if reason is None else f"{reason.name}."
        if refusal is None:
            eligible.append(partner.key)
        else:
            reasons.append(f"{partner.name}: {refusal}")
    if not eligible:
        nobody = "geen partner levert dit product; vul 'aanbieders' in de configuratie."
        return Refused(tuple(reasons) or (nobody,), only)
    on = found.advice.on
    return _Request(found, product, tuple(eligible), asking.live(office, product, on), only)


def _standing(office: Office, work: Work, found: Dossier) -> Result | None:
    """The result that stands already, of this case and product."""
    for row in reversed(found.earlier):
        if row.status == "waiting":
            return Waiting(row.id, referrals.position(work, row), row.only)
        if row.status in referrals.LIVE:
            return Placed(row.id, row.partner, _notes(office, row))
    return None


def _notes(office: Office, row: Row[Any]) -> tuple[str, ...]:
    partner = office.policy.rulebook.partners.get(row.partner)
    if partner is None or partner.own or office.plugins.has(row.partner, "refer"):
        return ()
    return (f"{partner.name} heeft geen aansluiting: geef deze verwijzing met de hand door.",)


def _enter(office: Office, work: Work, request: _Request, actor: str) -> Result:
    """Join the waiting list, and let it move: who comes first and may, is placed."""
    found, product = request.found, request.product
    hours = hundredths(asking.asked_hours(office, found, product.key))
    cents = placing.cost(office, work, product, found.row.id, hours)
    if product.pot is not None:
        free = money.balance(work, product.pot).free
        if cents > free:
            return Refused((_too_little(office, product.pot, cents, free),), request.only)
    row_id = _join(office, work, request, hours, actor)
    moved = placing.move(office, work, product, request.live, actor)
    row = referrals.find(work, row_id)
    if row is None:  # pragma: no cover  # it was written in this unit of work
        raise AssertionError
    if row.status == "waiting":
        place = referrals.position(work, row)
        return Waiting(row_id, place, request.only, moved.reasons.get(row_id, ()))
    return Placed(row_id, row.partner, (*_notes(office, row), *_nearly(office, work, product)))


def _too_little(office: Office, pot: str, cents: int, free: int) -> str:
    name = office.policy.rulebook.budgets[pot].name
    return f"in de pot '{name}' is nog {_euros(free)} vrij, en dit kost {_euros(cents)}."


def _nearly(office: Office, work: Work, product: Product) -> tuple[str, ...]:
    """A warning from 80 % of a pot on."""
    if product.pot is None:
        return ()
    now = money.balance(work, product.pot)
    if now.granted == 0 or Decimal(now.held + now.spent) / now.granted < _WARNED_FROM:
        return ()
    name = office.policy.rulebook.budgets[product.pot].name
    share = 100 * (now.held + now.spent) // now.granted
    return (f"van de pot '{name}' is {share}% vastgelegd of besteed; vrij is {_euros(now.free)}.",)


def _euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"€ {whole:,}".replace(",", ".") + f",{rest:02}"


def hundredths(hours: Decimal | None) -> int | None:
    return None if hours is None else int(hours * 100)


def _join(office: Office, work: Work, request: _Request, hours: int | None, actor: str) -> str:
    found = request.found
    level = asking.level_of(office, found)
    deadline = found.advice.deadline
    values = {
        "case": found.row.id,
        "product": request.product.key,
        "level": level,
        "deadline": found.row.deadline,
        "points": found.row.points,
        "registered": found.row.registered,
        "draw": found.row.draw,
        "urgency": office.policy.rulebook.levels[level].key,
        "due": None if deadline is None else deadline.isoformat(),
        "hours": hours,
        "only": request.only,
    }
    return wait(work, values, request.eligible, None, actor)


def wait(
    work: Work,
    values: Mapping[str, Any],
    eligible: Sequence[str],
    not_before: date | None,
    actor: str,
) -> str:
    """Put a referral on the waiting list; its id is the same at every repetition of a delivery."""
    row_id = uuid.uuid4().hex
    event = work.record(
        "waiting", actor, case=values["case"], referral=row_id, product=values["product"]
    )
    referrals.add(
        work,
        **values,
        id=row_id,
        event=event.number,
        status="waiting",
        created=work.now.isoformat(),
        eligible=json.dumps(list(eligible)),
        not_before=None if not_before is None else not_before.isoformat(),
        taken=0,
        held=0,
        spent=0,
    )
    return row_id


def waiting(office: Office) -> tuple[WaitingList, ...]:
    """See `Desk.waiting`."""
    with office.reading() as work:
        return tuple(
            WaitingList(
                product,
                tuple(
                    WaitingCase(
                        number, row.case, row.id, row.urgency, date.fromisoformat(row.created[:10])
                    )
                    for number, row in enumerate(referrals.queue(work, product), 1)
                ),
            )
            for product in referrals.waited_for(work)
        )


def standing(office: Office, case_id: str) -> tuple[dict[str, Any], ...]:
    """See `Desk.referrals`."""
    names = ("id", "product", "partner", "status", "placed", "hours", "held", "spent", "reference")
    with office.reading() as work:
        rows = referrals.of_case(work, case_id)
        return tuple({name: getattr(row, name) for name in names} for row in rows)
