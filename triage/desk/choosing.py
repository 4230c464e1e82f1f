"""Which partners may take a case, by preference, and why the others are passed over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import attrs
from sqlalchemy import Row

from triage.desk import asking
from triage.desk.asking import Dossier
from triage.desk.office import Office
from triage.ledger import Work
from triage.rulebook import Partner, Product, RefusalReason


@attrs.frozen
class Choice:
    """What asking the rules and the partners came to.

    Attributes:
        eligible: The partners that may take the case, by preference.
        screened: By partner that did not want it when it was asked, the key of its reason.
        passed: By partner that may not take it, why, in Dutch.
        end: Why nobody may, when a partner said that the product does not fit; else None.
    """

    eligible: tuple[str, ...] = ()
    screened: Mapping[str, str] = attrs.field(factory=dict)
    passed: Mapping[str, str] = attrs.field(factory=dict)
    end: str | None = None


def choose(
    office: Office, found: Dossier, product: Product, candidates: Iterable[Partner]
) -> Choice:
    """Ask of every candidate whether it may, and will, take the case; outside a unit of work."""
    eligible: list[str] = []
    screened: dict[str, str] = {}
    passed: dict[str, str] = {}
    for partner in candidates:
        why = asking.refusal(office, found, product, partner)
        reason = None if why is not None else _screened(office, found, product, partner)
        if reason is not None:
            screened[partner.key], why = reason.key, f"{reason.name}."
            if reason.effect == "product_niet_meer":
                end = f"{partner.name}: {reason.name}. Dit product past niet."
                return Choice((), screened, passed, end)
        if why is None:
            eligible.append(partner.key)
        else:
            passed[partner.key] = why
    return Choice(tuple(eligible), screened, passed)


def _screened(
    office: Office, found: Dossier, product: Product, partner: Partner
) -> RefusalReason | None:
    """Why a partner does not want the case, when it says so beforehand."""
    if partner.own:
        return None
    shown = asking.shown_to(office, found, product.key, partner)
    said = office.plugins.screen(shown)
    if said.cause is not None:
        with office.writing() as work:
            work.record(
                asking.NOT_SCREENED,
                "desk",
                case=found.row.id,
                partner=partner.key,
                product=product.key,
                failure=said.cause.removeprefix("screen: "),
            )
    return office.policy.rulebook.reasons.get(said.value or "")


def kept(eligible: Iterable[str], screened: Mapping[str, str]) -> str:
    """Who may take a referral that waits, as the ledger keeps it.

    Of who may not only what a partner said is kept: the rest says something of the answers, and is
    found again from those.
    """
    return json.dumps({**dict.fromkeys(eligible), **screened})


def _kept(row: Row[Any]) -> Mapping[str, str | None]:
    found = json.loads(row.eligible)
    return dict.fromkeys(found) if isinstance(found, list) else found  # as a list, before


def eligible(row: Row[Any]) -> tuple[str, ...]:
    """The partners that may take a referral that waits, by preference."""
    return tuple(key for key, reason in _kept(row).items() if reason is None)


def screened(row: Row[Any]) -> dict[str, str]:
    """The partners that did not want a referral that waits, and the key of their reason."""
    return {key: reason for key, reason in _kept(row).items() if reason is not None}


def passed(office: Office, work: Work, product: Product, row: Row[Any]) -> dict[str, str]:
    """By partner that may not take a referral that waits, why, in Dutch."""
    rulebook = office.policy.rulebook
    keys = [key for key in product.providers if row.only in (None, key)]
    said, may = screened(row), eligible(row)
    found: dict[str, str] = {}
    dossier: Dossier | None = None
    for key in keys:
        if key in may:
            continue
        if key in said:
            reason = rulebook.reasons.get(said[key])
            found[key] = "wilde deze zaak niet." if reason is None else f"{reason.name}."
            continue
        dossier = dossier or asking.dossier(office, work, row.case, product.key, open_only=False)
        why = asking.refusal(office, dossier, product, rulebook.partners[key])
        found[key] = why or "mocht deze zaak niet hebben toen zij op de lijst kwam."
    return found
