"""What is asked of the policy and of partners before a referral: nothing is written here."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import attrs
from sqlalchemy import Row, func, select

from triage.advice import Advice
from triage.chain import Referral
from triage.desk.office import Office, advise_all, found_case, stored_case
from triage.errors import DeskError
from triage.ledger import Work, referrals
from triage.ledger.schema import choice, event, person
from triage.reasoning import Situation
from triage.records import Answer, Case, Person
from triage.replies import plain, plain_number
from triage.rulebook import Partner, Product
from triage.vocabulary import suggest

NOT_SCREENED: Final = "screen_failed"
"""The event that a partner did not say beforehand whether it wants a case, because that failed."""


@attrs.frozen(eq=False)
class Dossier:
    """A case as it stands when somebody wants to refer it.

    Attributes:
        office: Whose policy advises on it.
        row: The case.
        case: With everything that has been answered, as it was given.
        on: The day of reckoning.
        person: Who it is about.
        chosen: What the adviser decided about the product: True, False, or None.
        earlier: The referrals of this product that there were, oldest first.
        stamp: The number of the last event of the case: it changes with every change.
    """

    office: Office
    row: Row[Any]
    case: Case
    on: date
    person: Person | None
    chosen: bool | None
    earlier: tuple[Row[Any], ...]
    stamp: int

    @cached_property
    def advice(self) -> Advice:
        """On its answers, on the day itself; made when it is needed, for it takes the most time."""
        return advise_all(self.office, [self.case], self.on)[self.case.case]


@attrs.frozen
class Live:
    """What a partner said about its own free places.

    Attributes:
        asked: Just before it was asked.
        places: Free places; None when only the ledger counts.
        failure: Why there was no answer, or None.
    """

    asked: datetime
    places: int | None = None
    failure: str | None = None


def known_product(office: Office, key: str) -> Product:
    """A product of the catalogue.

    Raises:
        DeskError: There is none of that name.
    """
    products = office.policy.rulebook.products
    if key not in products:
        message = f"onbekend product '{key[:60]}'. {suggest(key, products)}"
        raise DeskError(message)
    return products[key]


def providers(office: Office, product: Product, only: str | None) -> tuple[Partner, ...]:
    """The partners that may provide a product, by preference.

    Raises:
        DeskError: The only one asked for is none of them.
    """
    partners = office.policy.rulebook.partners
    if only is None:
        return tuple(partners[key] for key in product.providers)
    if only not in product.providers:
        hint = suggest(only, product.providers)
        message = f"partner '{only[:60]}' levert product '{product.key}' niet. {hint}"
        raise DeskError(message)
    return (partners[only],)


def dossier(
    office: Office,
    work: Work,
    case_id: str,
    product: str,
    *,
    case: Case | None = None,
    open_only: bool = True,
) -> Dossier:
    """Everything that counts for a referral of this case.

    Args:
        office: Whose policy advises.
        work: Where it is read.
        case_id: The case.
        product: What it is referred for.
        case: With answers that are not stored yet; by default as it stands in the ledger.
        open_only: Refuse a case that has been closed.

    Raises:
        DeskError: An unknown or closed case.
    """
    row = found_case(work, case_id, open_only=open_only)
    wanted = select(choice.c.chosen).where(choice.c.case == case_id, choice.c.product == product)
    chosen = work.connection.execute(wanted).scalar()
    return Dossier(
        office,
        row,
        stored_case(work, row) if case is None else case,
        work.now.date(),
        stored_person(work, case_id),
        None if chosen is None else bool(chosen),
        tuple(referrals.of_case(work, case_id, product)),
        stamp(work, case_id),
    )


def stamp(work: Work, case_id: str) -> int:
    """The number of the last event of a case; that a partner could not be asked changes nothing."""
    query = select(func.max(event.c.number)).where(
        event.c.case == case_id, event.c.kind != NOT_SCREENED
    )
    return int(work.connection.execute(query).scalar() or 0)


def stored_person(work: Work, case_id: str) -> Person | None:
    """Who a case is about; None once erased or never known."""
    query = select(person.c.name, person.c.phone, person.c.email, person.c.bsn)
    row = work.connection.execute(query.where(person.c.case == case_id)).first()
    return None if row is None else Person(*row)


def obstacle(office: Office, found: Dossier, product: Product) -> str | None:
    """Why nobody may give this product to this case, in Dutch; None when somebody may."""
    if found.chosen is not None:
        return None if found.chosen else "de adviseur heeft dit product afgewezen."
    reasons = office.policy.rulebook.reasons
    for row in found.earlier:
        reason = reasons.get(row.reason or "")
        if row.status == "refused" and reason and reason.effect == "product_niet_meer":
            return f"'{row.partner}' heeft geweigerd: {reason.name}. Dit product past niet meer."
    if any(given.product == product.key for given in found.advice.products):
        return None
    for gone in found.advice.excluded:
        if gone.product == product.key:
            rules = office.policy.rulebook.rules
            why = "; ".join(rules[name].because or name for name in gone.rules)
            return f"dit product is uitgesloten: {why}"
    return "geen regel geeft dit product. Wilt u het toch, gebruik dan eerst override."


def refusal(office: Office, found: Dossier, product: Product, partner: Partner) -> str | None:
    """Why this partner may not get this case, before it is asked; None when it may."""
    if partner.own:
        return None
    offered = office.plugins.offers.get(partner.key)
    if offered is not None and all(offer.product != product.key for offer in offered):
        return "de aansluiting van deze partner biedt dit product niet aan."
    answers = found.advice.answers
    if partner.consent is not None and (agreed := answers.get(partner.consent)) != 1:
        text = office.policy.rulebook.questions[partner.consent].text
        if agreed is None:
            return f"er is geen akkoord. Vraag eerst: {text}"
        return f"er is geen akkoord: op '{text}' was het antwoord nee."
    condition = office.plugins.conditions.get((partner.key, product.key))
    if condition is not None:
        day = found.on.toordinal()
        holds = Situation(answers, found.advice.facts, day).holds(condition)
        if holds is not True:
            missing = " Er ontbreken antwoorden." if holds is None else ""
            return f"de zaak valt buiten de voorwaarden van deze partner.{missing}"
    for row in found.earlier:
        if row.status == "refused" and row.partner == partner.key:
            reason = office.policy.rulebook.reasons.get(row.reason or "")
            if reason is not None and reason.effect == "volgende_partner":
                return f"heeft deze zaak al geweigerd: {reason.name}."
    return None


def shown_to(
    office: Office, found: Dossier, product: str, partner: Partner, row: Row[Any] | None = None
) -> Referral:
    """What this partner gets to see of the case: its `velden`, and nothing else.

    Args:
        office: Whose policy says what may be shared.
        found: The case.
        product: What it is referred for.
        partner: Who gets to see it.
        row: The referral, once there is one; before that its id is empty.
    """
    known = {name: _known(office, found, name) for name in partner.shares}
    answers = {name: value for name, value in known.items() if value is not None}
    shown = Referral("", found.row.id, None, product, partner.key, answers)
    if row is None:
        level = office.policy.rulebook.levels[level_of(office, found)].key
        hours = asked_hours(office, found, product)
        return attrs.evolve(shown, urgency=level, deadline=found.advice.deadline, hours=hours)
    return attrs.evolve(
        shown,
        id=row.id,
        person=found.person,
        urgency=row.urgency,
        deadline=None if row.due is None else date.fromisoformat(row.due),
        hours=None if row.hours is None else Decimal(row.hours) / 100,
    )


def _known(office: Office, found: Dossier, name: str) -> Answer:
    """An answer, a conclusion, or a computed value; in one form, however it was typed."""
    rulebook = office.policy.rulebook
    if (computed := rulebook.computed.get(name)) is not None:
        number = found.advice.answers.get(name)
        return None if number is None else plain_number(number, computed.kind)
    if name in rulebook.conclusions:
        return found.advice.facts[name]
    question, given = rulebook.questions.get(name), found.case.answers.get(name)
    return None if question is None or given is None else plain(question, given)


def level_of(office: Office, found: Dossier) -> int:
    """The level of the case: what the adviser said, else what the rules give."""
    for index, level in enumerate(office.policy.rulebook.levels):
        if level.key == found.row.urgency:
            return index
    return found.advice.level


def asked_hours(office: Office, found: Dossier, product: str) -> Decimal | None:
    """The hours that the advice asks for, else those of the catalogue."""
    for given in found.advice.products:
        if given.product == product:
            return given.hours
    return office.policy.rulebook.products[product].hours


def live(office: Office, product: Product, on: date) -> dict[str, Live]:
    """What every partner that is reached by a plug-in says about its free places."""
    found = {}
    for key in product.providers:
        if not office.policy.rulebook.partners[key].own:
            asked = office.clock()
            answer = office.plugins.capacity(key, product.key, on)
            found[key] = Live(asked, answer.value, answer.failure)
    return found
