"""`show`: a case and its referrals, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from triage.cli.desks import DeskSession, print_json, with_desk

if TYPE_CHECKING:
    from triage.desk.values import CaseFile, FiledReferral, Posted
    from triage.rulebook import Rulebook

_LIFE: Final = {
    "open": "nog niet bereikt",
    "reached": "bereikt, nog geen intake",
    "done": "intake gedaan",
    "closed": "gesloten",
}
_STATUS: Final = {
    "waiting": "wacht",
    "placed": "geplaatst",
    "accepted": "aanvaard",
    "started": "gestart",
    "completed": "afgerond",
    "stopped": "gestopt",
    "refused": "geweigerd",
    "withdrawn": "ingetrokken",
}


@click.command()
@click.argument("case")
@with_desk
def show(session: DeskSession, case: str) -> None:
    """Show how CASE stands: its level and its referrals, and where each of those has got to.

    Who it is about and what was answered is not shown. Of every referral the id is given, its
    status, since when, its place on the waiting list, whether it has been sent, and if not, why.

    \b
    Example:
      triage show z-001
    """
    with session.desk("look") as desk:
        found = desk.show(case)
        rulebook = desk.policy.rulebook
    if session.json:
        print_json(found)
        return
    _show(rulebook, found)


def _show(rulebook: Rulebook, found: CaseFile) -> None:
    levels = {level.key: level.name for level in rulebook.levels}
    products = {key: product.name for key, product in rulebook.products.items()}
    partners = {key: partner.name for key, partner in rulebook.partners.items()}
    own = {partner.key for partner in rulebook.partners.values() if partner.own}
    until = "" if found.deadline is None else f", uiterlijk {found.deadline}"
    click.echo(f"{found.case}: {levels[found.urgency]}{until}; {_LIFE[found.status]}")
    for one in found.referrals:
        name = products.get(one.product, one.product)
        by = "" if one.partner is None else f" bij {partners.get(one.partner, one.partner)}"
        place = "" if one.position is None else f", plaats {one.position} op de wachtlijst"
        click.echo(f"{name}{by}: {_STATUS[one.status]} sinds {one.since}{place}")
        for line in _delivered(one, by_hand=one.partner not in own):
            click.echo(f"  {line}")
        click.echo(f"  Verwijzing {one.referral}")
    if not found.referrals:
        click.echo("Geen verwijzingen.")


def _delivered(one: FiledReferral, *, by_hand: bool) -> list[str]:
    """How a referral, or its withdrawal, reached the partner."""
    if one.delivery is None:
        return ["Met de hand door te geven."] if by_hand and one.status == "placed" else []
    text = _posted(one.delivery)
    if one.delivery.action == "refer":
        return [text]
    return [f"Intrekking: {text[0].lower()}{text[1:]}"]


def _posted(item: Posted) -> str:
    why = "" if item.failure is None else f": {item.failure}"
    if item.state == "waiting" and item.attempts and item.due is not None:
        again = f"{item.due:%Y-%m-%d %H:%M}"
        return f"{item.attempts} keer mislukt, opnieuw vanaf {again}{why}."
    return {
        "waiting": "Gaat uit met de volgende deliver.",
        "sent": "Verzonden.",
        "cancelled": "Niet verzonden, want niet meer nodig.",
        "given_up": f"Opgegeven na {item.attempts} keer{why}.",
        "stuck": f"Blijft staan{why}.",
    }[item.state]
