"""New answers of somebody who waits: whom the referral may go to from now on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
from sqlalchemy import Row

from triage.desk import asking, choosing, placing
from triage.desk.asking import Dossier, Live
from triage.desk.choosing import Choice
from triage.desk.office import Office, found_case, stored_case
from triage.desk.referring import TRIES, busy
from triage.ledger import Work, referrals
from triage.records import Case
from triage.rulebook import Product


@attrs.frozen
class Turn:
    """A referral that waits, and the case as it is from now on."""

    row: Row[Any]
    product: Product
    found: Dossier


@attrs.frozen
class Renewal:
    """What asking once more came to, outside the unit of work."""

    row: Row[Any]
    product: Product
    choice: Choice
    live: Mapping[str, Live]


def turns(office: Office, work: Work, case: Case) -> tuple[Turn, ...]:
    """The referrals of a case that wait, with answers that may not have been stored yet."""
    products = office.policy.rulebook.products
    return tuple(
        Turn(
            row,
            products[row.product],
            asking.dossier(office, work, row.case, row.product, case=case),
        )
        for row in referrals.of_case(work, case.case)
        if row.status == "waiting" and row.product in products
    )


def ask(office: Office, found: Iterable[Turn]) -> tuple[Renewal, ...]:
    """Ask of every partner once more whether it may, and will, take the case."""
    return tuple(_ask(office, turn) for turn in found)


def _ask(office: Office, turn: Turn) -> Renewal:
    partners = office.policy.rulebook.partners
    candidates = [partners[key] for key in turn.product.providers if turn.row.only in (None, key)]
    choice = choosing.choose(office, turn.found, turn.product, candidates)
    live = asking.live(office, turn.product, turn.found.on)
    return Renewal(turn.row, turn.product, choice, live)


def write(office: Office, work: Work, renewals: Iterable[Renewal], actor: str) -> None:
    """Keep who may take the referrals now, and let the waiting lists move."""
    for one in sorted(renewals, key=lambda one: one.product.key):
        may = choosing.kept(one.choice.eligible, one.choice.screened)
        referrals.change(work, one.row.id, eligible=may)
        placing.move(office, work, one.product, one.live, actor)


def catch_up(office: Office, case_ids: Sequence[str], actor: str) -> None:
    """Do all of that for those of these cases that wait, with the answers that are stored."""
    with office.reading() as work:
        waiting = referrals.who_waits(work, case_ids)
    for case_id in waiting:
        _catch_up(office, case_id, actor)


def _catch_up(office: Office, case_id: str, actor: str) -> None:
    for _ in range(TRIES):
        with office.reading() as work:
            row = found_case(work, case_id)
            found = turns(office, work, stored_case(work, row))
            stamp = asking.stamp(work, case_id)
        renewals = ask(office, found)
        with office.writing() as work:
            if asking.stamp(work, case_id) == stamp:
                write(office, work, renewals, actor)
                return
    raise busy(case_id)
