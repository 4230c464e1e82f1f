"""Referrals: from a case and a product to a place, a place in the queue, or a refusal."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs
from sqlalchemy import Row

from triage.chain import Placed, Refused, Result
from triage.desk import asking, choosing, placing, queueing
from triage.desk.asking import Dossier, Live
from triage.desk.choosing import Choice
from triage.desk.office import Office
from triage.desk.refusing import turn_away
from triage.errors import DeskError
from triage.ledger import Work, money, referrals
from triage.rulebook import Partner, Product

TRIES: Final = 5
"""So often is asked again, when somebody else works on the same case."""

_WARNED_FROM: Final = Decimal("0.8")


@attrs.frozen
class _Request:
    """A referral that may be made: what was asked beforehand, outside the unit of work."""

    found: Dossier
    product: Product
    choice: Choice
    live: Mapping[str, Live]
    only: str | None


def refer(
    office: Office, case_id: str, product_key: str, partner: str | None, actor: str
) -> Result:
    """See `Desk.refer`."""
    product = asking.known_product(office, product_key)
    candidates = asking.providers(office, product, partner)
    for _ in range(TRIES):
        asked = _ask(office, case_id, product, candidates, partner)
        if not isinstance(asked, _Request):
            return asked
        with office.writing() as work:
            if asking.stamp(work, case_id) == asked.found.stamp:
                return _enter(office, work, asked, actor)
    raise busy(case_id)


def busy(case_id: str) -> DeskError:
    """Others change a case faster than it can be asked about."""
    message = f"er wordt nu te veel aan zaak {case_id} gewerkt. Probeer het zo opnieuw."
    return DeskError(message)


def _ask(
    office: Office,
    case_id: str,
    product: Product,
    candidates: tuple[Partner, ...],
    only: str | None,
) -> _Request | Result:
    with office.reading() as work:
        found = asking.dossier(office, work, case_id, product.key)
    for row in reversed(found.earlier):
        if row.status in referrals.LIVE:
            return _standing(office, product, row)
    why = asking.obstacle(office, found, product)
    if why is not None:
        return Refused((why,), only)
    choice = choosing.choose(office, found, product, candidates)
    if choice.end is not None:
        return Refused((choice.end,), only)
    if not choice.eligible:
        nobody = "geen partner levert dit product; vul 'aanbieders' in de configuratie."
        return Refused(_passed(office, choice, product.providers) or (nobody,), only)
    return _Request(found, product, choice, asking.live(office, product, found.on), only)


def _passed(office: Office, choice: Choice, keys: Iterable[str]) -> tuple[str, ...]:
    """Why some of these partners may not take a case, in Dutch."""
    names = office.policy.rulebook.partners
    return tuple(f"{names[k].name}: {choice.passed[k]}" for k in keys if k in choice.passed)


def _standing(office: Office, product: Product, row: Row[Any]) -> Result:
    """The result that stands already."""
    waits = row.status == "waiting"
    asked = asking.live(office, product, office.clock().date()) if waits else {}
    with office.reading() as work:
        if waits:
            return queueing.standing(office, work, row, asked)
        return Placed(row.id, row.partner, by_hand(office, work, row))


def by_hand(office: Office, work: Work, row: Row[Any]) -> tuple[str, ...]:
    """That somebody has to hand over a referral, when there was no plug-in for it from the start.

    What was made for a plug-in waits for it, also while that is missing or broken.
    """
    partner = office.policy.rulebook.partners.get(row.partner)
    if partner is None or partner.own or referrals.posted(work, row.id, "refer") is not None:
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
            level = office.policy.rulebook.levels[asking.level_of(office, found)].key
            about = {"product": product.key, "pot": product.pot, "cents": cents, "level": level}
            turn_away(work, found.row.id, about, actor)
            return Refused((_too_little(office, product.pot, cents, free),), request.only)
    row_id = _join(office, work, request, hours, actor)
    placing.move(office, work, product, request.live, actor)
    row = referrals.known(work, row_id)
    if row.status == "waiting":
        return queueing.standing(office, work, row, request.live)
    preferred = product.providers[: product.providers.index(row.partner)]
    reasons = (*_passed(office, request.choice, preferred), *by_hand(office, work, row))
    return Placed(row_id, row.partner, (*reasons, *_nearly(office, work, product)))


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
    may = choosing.kept(request.choice.eligible, request.choice.screened)
    return wait(work, {**values, "eligible": may}, actor)


def wait(work: Work, values: Mapping[str, Any], actor: str) -> str:
    """Put a referral on the waiting list; its id is the same at every repetition of a delivery.

    Args:
        work: The unit of work.
        values: Its columns; with `created` when it waits since an earlier moment than this one.
        actor: Who does it.
    """
    row_id = uuid.uuid4().hex
    event = work.record(
        "waiting", actor, case=values["case"], referral=row_id, product=values["product"]
    )
    rest = {"status": "waiting", "taken": 0, "held": 0, "spent": 0}
    created = {"created": work.now.isoformat()}
    referrals.add(work, **{**created, **values, **rest}, id=row_id, event=event.number)
    return row_id


def standing(office: Office, case_id: str) -> tuple[dict[str, Any], ...]:
    """See `Desk.referrals`."""
    names = ("id", "product", "partner", "status", "placed", "hours", "held", "spent", "reference")
    with office.reading() as work:
        rows = referrals.of_case(work, case_id)
        return tuple({name: getattr(row, name) for name in names} for row in rows)
