"""`refer`, `deliver`, `update`, `withdraw` and `waiting`: from a case to a partner and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import click

from triage.cli.common import Day
from triage.cli.common import waiting as busy
from triage.cli.desks import DeskSession, Hours, Moment, print_json, with_desk

if TYPE_CHECKING:
    from triage.chain import Result, Status
    from triage.rulebook import Rulebook

_STATUS: Final = {
    "accepted": "aanvaard",
    "started": "gestart",
    "completed": "afgerond",
    "stopped": "gestopt",
    "refused": "geweigerd",
}
_NEXT: Final = {"accepted": "started", "started": "completed"}


@click.command()
@click.argument("case")
@click.argument("product")
@click.option("--partner", metavar="PARTNER", help="Only this partner; by default all, in order.")
@with_desk
def refer(session: DeskSession, case: str, product: str, partner: str | None) -> None:
    """Refer CASE for PRODUCT to a partner, or deploy a product of our own.

    A place and the money are held at once; without a free place the case joins the waiting list.
    The second time gives the standing result and takes nothing. Placed, waiting and refused all
    give exit code 0.

    \b
    Examples:
      triage refer z-001 schuldhulp
      triage refer z-001 levensvatbaarheidsonderzoek --partner imk --json
    """
    from triage.chain import result_json  # noqa: PLC0415  # keeps --help quick

    with session.desk() as desk:
        result = desk.refer(case, product, partner, actor=session.actor)
        if session.json:
            print_json(result_json(result))
        else:
            _show(session, desk.policy.rulebook, result, product)


def _show(session: DeskSession, rulebook: Rulebook, result: Result, product: str) -> None:
    partner = rulebook.partners.get(result.partner or "")
    by = "ingezet door" if partner is not None and partner.own else "geplaatst bij"
    outcome = {
        "placed": f"{by} {result.partner if partner is None else partner.name}",
        "waiting": f"op de wachtlijst, plaats {result.position}",
        "refused": "niet verwezen, en er is niets gereserveerd",
    }
    click.echo(f"{rulebook.products[product].name}: {outcome[result.result]}.")
    for reason in result.reasons:
        click.echo(f"  {reason}")
    if result.referral is None:
        return
    click.echo(f"Verwijzing {result.referral}. Verder:")
    if result.result == "waiting":
        click.echo(session.again("waiting"))
    elif partner is not None and partner.own:
        click.echo(session.again("update", result.referral, "started"))
    else:
        if partner is not None and partner.channel.get("soort", "telefoon") != "telefoon":
            click.echo(session.again("deliver"))
        click.echo(session.again("update", result.referral, "accepted"))


@click.command()
@with_desk
def deliver(session: DeskSession) -> None:
    """Send what waits to be sent, and ask partners how their referrals stand.

    Run it often, for example every five minutes: what fails is tried again later, with growing
    pauses. What was sent is never sent again in effect.

    \b
    Example:
      triage deliver
    """
    with session.desk() as desk, busy("afleveren"):
        found = desk.deliver()
    if session.json:
        print_json(found)
        return
    click.echo(f"{found.sent} verzonden, {found.retry} later opnieuw, {found.given_up} opgegeven.")
    if found.given_up:
        click.echo("Bel de partner van wat is opgegeven, of trek het in met withdraw.")


@click.command()
@click.argument("referral")
@click.argument("status", type=click.Choice(tuple(_STATUS)))
@click.option("--reason", metavar="KEY", help="With refused: a key of weigerredenen.")
@click.option("--hours", type=Hours(), help="The hours delivered, with completed or stopped.")
@click.option("--at", type=Moment(), help="When, such as '2021-03-03 14:30'; now by default.")
@click.option(
    "--until", type=Day(), metavar="DATE", help="With refused for a while: when to try again."
)
@with_desk
def update(
    session: DeskSession,
    referral: str,
    status: Status,
    reason: str | None,
    hours: Decimal | None,
    at: date | None,
    until: date | None,
) -> None:
    """Write down what became of REFERRAL; the same again changes nothing.

    At the end the money is spent by the hours delivered, and the rest is free again. A refusal
    gives place and money back; what it leads to stands with the reason in the configuration.

    \b
    Examples:
      triage update 3f2a accepted
      triage update 3f2a completed --hours 7,5
      triage update 3f2a refused --reason geen_capaciteit
    """
    with session.desk() as desk:
        desk.update(referral, status, reason, hours, at, until=until, actor=session.actor)
    if session.json:
        print_json({"referral": referral, "status": status})
        return
    click.echo(f"Verwijzing {referral} is {_STATUS[status]}.")
    if status in _NEXT:
        click.echo(session.again("update", referral, _NEXT[status]))


@click.command()
@click.argument("referral")
@click.option("--reason", required=True, help="Why; erased with the case.")
@with_desk
def withdraw(session: DeskSession, referral: str, reason: str) -> None:
    """Call REFERRAL back: place and money are free again, and the waiting list moves.

    \b
    Example:
      triage withdraw 3f2a --reason "De ondernemer ziet ervan af."
    """
    with session.desk() as desk:
        desk.withdraw(referral, reason=reason, actor=session.actor)
    if session.json:
        print_json({"referral": referral, "status": "withdrawn"})
    else:
        click.echo(f"Verwijzing {referral} is ingetrokken; plaats en geld zijn weer vrij.")
        click.echo("Was zij al verzonden, dan hoort de partner het bij de volgende deliver.")


@click.command()
@with_desk
def waiting(session: DeskSession) -> None:
    """Show the waiting lists, by product, in the order in which places go.

    \b
    Example:
      triage waiting
    """
    with session.desk() as desk:
        lists = desk.waiting()
        names = {key: product.name for key, product in desk.policy.rulebook.products.items()}
        levels = {level.key: level.name for level in desk.policy.rulebook.levels}
    if session.json:
        print_json(lists)
        return
    for one in lists:
        click.echo(f"{names.get(one.product, one.product)}:")
        for row in one.cases:
            level = levels.get(row.urgency, row.urgency)
            click.echo(
                f"  {row.position:>3}  {row.case}  {level}, sinds {row.since}, "
                f"verwijzing {row.referral}"
            )
            for reason in row.reasons:
                click.echo(f"       {reason}")
    if not lists:
        click.echo("Er wacht niemand.")
