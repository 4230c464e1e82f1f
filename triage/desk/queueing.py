"""The waiting lists: who stands where, and why somebody has no place yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row

from triage.chain import Waiting
from triage.desk import asking, choosing, placing
from triage.desk.asking import Live
from triage.desk.office import Office
from triage.desk.values import WaitingCase, WaitingList
from triage.ledger import Work, referrals
from triage.matching import Assignment
from triage.rulebook import Product


def waiting(office: Office) -> tuple[WaitingList, ...]:
    """See `Desk.waiting`."""
    products = office.policy.rulebook.products
    with office.reading() as work:
        keys, on = referrals.waited_for(work), work.now.date()
    asked = {key: asking.live(office, products[key], on) for key in keys if key in products}
    with office.reading() as work:
        return tuple(_list(office, work, key, asked.get(key, {})) for key in keys)


def _list(office: Office, work: Work, key: str, asked: Mapping[str, Live]) -> WaitingList:
    product = office.policy.rulebook.products.get(key)
    survey = None if product is None else placing.survey(office, work, product, asked)
    return WaitingList(
        key,
        tuple(
            WaitingCase(
                number,
                row.case,
                row.id,
                row.urgency,
                date.fromisoformat(referrals.since(row)),
                _reasons(office, work, product, row, survey),
            )
            for number, row in enumerate(referrals.queue(work, key), 1)
        ),
    )


def standing(office: Office, work: Work, row: Row[Any], asked: Mapping[str, Live]) -> Waiting:
    """How somebody who waits stands now: the place on the list, and why there is no place yet."""
    product = office.policy.rulebook.products[row.product]
    survey = placing.survey(office, work, product, asked)
    reasons = _reasons(office, work, product, row, survey)
    return Waiting(row.id, referrals.position(work, row), row.only, reasons)


def _reasons(
    office: Office, work: Work, product: Product | None, row: Row[Any], survey: Assignment | None
) -> tuple[str, ...]:
    """By partner why it has no place for somebody, in order of preference, in Dutch."""
    if product is None or survey is None:
        return ("dit product staat niet meer in de configuratie.",)
    why = {key: f"{reason}." for key, reason in survey.reasons.get(row.id, {}).items()}
    why |= choosing.passed(office, work, product, row)
    if (free := survey.placed.get(row.id)) is not None:
        why[free] = "er is nu plaats; met de volgende deliver schuift deze zaak door."
    names = office.policy.rulebook.partners
    general = [reason for key, reason in why.items() if key not in names]
    order = [key for key in product.providers if key in why]
    return (*general, *(f"{names[key].name}: {why[key]}" for key in order))
