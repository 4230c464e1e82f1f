"""`refer`, `deliver`, `update`, `withdraw` and `waiting`: from a case to a partner and back."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import click

from triage.cli.common import PROBLEMS, Day
from triage.cli.common import waiting as busy
from triage.cli.desks import DeskSession, Hours, Moment, print_json, with_desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from triage.chain import Failure, Result, Status
    from triage.rulebook import Rulebook

_STATUS: Final = {
    "accepted": "aanvaard",
    "started": "gestart",
    "completed": "afgerond",
    "stopped": "gestopt",
    "refused": "geweigerd",
}
_NOUNS: Final = {
    "refer": ("verwijzing", "verwijzingen"),
    "withdraw": ("intrekking", "intrekkingen"),
}
_OUTCOMES: Final = {"retry": "later opnieuw", "given_up": "opgegeven", "stuck": "blijven staan"}
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
            rulebook = desk.policy.rulebook
            _show(session, rulebook, result, rulebook.products[product].name)


def _show(session: DeskSession, rulebook: Rulebook, result: Result, what: str) -> None:
    partner = rulebook.partners.get(result.partner or "")
    by = "ingezet door" if partner is not None and partner.own else "geplaatst bij"
    outcome = {
        "placed": f"{by} {result.partner if partner is None else partner.name}",
        "waiting": f"op de wachtlijst, plaats {result.position}",
        "refused": "niet verwezen, en er is niets gereserveerd",
    }
    click.echo(f"{what}: {outcome[result.result]}.")
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
    pauses. What was sent is never sent again in effect. What did not arrive is named by partner,
    with the reason. The exit code is 1 when something was given up, or cannot be delivered because
    a plug-in is missing or broken; what will be tried again by itself gives 0.

    \b
    Example:
      triage deliver
    """
    with session.desk() as desk, busy("afleveren"):
        found = desk.deliver()
        partners = desk.policy.rulebook.partners
    if session.json:
        print_json(found)
    else:
        stays = "blijft staan" if found.stuck == 1 else "blijven staan"
        stuck = f", {found.stuck} {stays}" if found.stuck else ""
        click.echo(
            f"{found.sent} verzonden, {found.retry} later opnieuw, "
            f"{found.given_up} opgegeven{stuck}."
        )
        for line in _told(found.failures, {key: one.name for key, one in partners.items()}):
            click.echo(line, err=True)
        if found.given_up:
            click.echo("Bel de partner van wat is opgegeven, of trek het in met withdraw.")
    if found.given_up or found.stuck:
        sys.exit(PROBLEMS)


def _told(failures: Iterable[Failure], names: Mapping[str, str]) -> Iterator[str]:
    """Why things did not arrive: a line per partner and reason."""
    alike = Counter((each.partner, each.action, each.outcome, each.reason) for each in failures)
    for (partner, action, outcome, reason), count in alike.items():
        noun = _NOUNS[action][count > 1]
        end = "blijft staan" if (outcome, count) == ("stuck", 1) else _OUTCOMES[outcome]
        yield f"{names.get(partner, partner)}: {count} {noun} {end}: {reason}."


@click.command()
@click.argument("referral")
@click.argument("status", type=click.Choice(tuple(_STATUS)))
@click.option("--reason", metavar="KEY", help="With refused: a key of weigerredenen.")
@click.option("--hours", type=Hours(), help="The hours delivered, with completed or stopped.")
@click.option("--at", type=Moment(), help="When, such as '2021-03-03 14:30'; now by default.")
@click.option(
    "--until", type=Day(), metavar="DATE", help="With refused for a while: when to try again."
)
@click.option("--sure", is_flag=True, help="The hours are right, however many more than asked.")
@click.option("--correct", is_flag=True, help="Other hours than were said when it ended.")
@with_desk
def update(
    session: DeskSession,
    referral: str,
    status: Status,
    sure: bool,  # noqa: FBT001  # click passes it by name
    correct: bool,  # noqa: FBT001
    **told: Any,
) -> None:
    """Write down what became of REFERRAL; the same again changes nothing.

    At the end the money is spent by the hours delivered, and the rest is free again. Hours that are
    more than twice those that were asked need --sure. Hours that were said wrong are mended with
    --correct: the pot gets or pays the difference. A refusal gives place and money back; what it
    leads to stands with the reason in the configuration, and a new referral is named. Four signs of
    an id are enough, if no other begins so.

    \b
    Examples:
      triage update 3f2a accepted
      triage update 3f2a completed --hours 7,5
      triage update 3f2a completed --hours 5 --correct
      triage update 3f2a refused --reason geen_capaciteit
    """
    others = [name for name in ("reason", "at", "until") if told[name] is not None]
    if correct and (told["hours"] is None or others):
        message = "geef bij --correct de juiste uren met --hours, en verder niets."
        raise click.UsageError(message)
    another: Result | None = None
    with session.desk() as desk:
        referral = desk.referral_id(referral)
        if correct:
            desk.correct(referral, status, told["hours"], sure=sure, actor=session.actor)
        else:
            another = desk.update(referral, status, sure=sure, actor=session.actor, **told)
        mended = told["hours"] if correct else None
        _say(session, desk.policy.rulebook, (referral, status), another, mended)


def _say(
    session: DeskSession,
    rulebook: Rulebook,
    became: tuple[str, str],
    another: Result | None,
    mended: Decimal | None,
) -> None:
    """What was written down, and the new referral that a refusal led to."""
    from triage.chain import result_json  # noqa: PLC0415  # keeps --help quick

    referral, status = became
    if session.json:
        led_to = None if another is None else result_json(another)
        print_json({"referral": referral, "status": status, "next": led_to})
        return
    hours = "" if mended is None else f" met {_hours(mended)}"
    click.echo(f"Verwijzing {referral} is {_STATUS[status]}{hours}.")
    if another is not None:
        _show(session, rulebook, another, "Er is een nieuwe verwijzing")
    elif status in _NEXT:
        click.echo(session.again("update", referral, _NEXT[status]))


@click.command()
@click.argument("referral")
@click.option("--reason", required=True, help="Why; erased with the case.")
@with_desk
def withdraw(session: DeskSession, referral: str, reason: str) -> None:
    """Call REFERRAL back: place and money are given back, and the waiting list moves.

    \b
    Example:
      triage withdraw 3f2a --reason "De ondernemer ziet ervan af."
    """
    with session.desk() as desk:
        referral = desk.referral_id(referral)
        found = desk.withdraw(referral, reason=reason, actor=session.actor)
    if session.json:
        print_json({"referral": referral, "status": "withdrawn"})
    elif found is None:
        click.echo(f"Verwijzing {referral} was al ingetrokken.")
    else:
        what = "er was nog geen plaats, en zij staat niet meer op de wachtlijst"
        if found.place:
            what = "de plaats is teruggegeven"
        if found.cents:
            what = f"de plaats en {_euros(found.cents)} zijn teruggegeven"
        click.echo(f"Verwijzing {referral} is ingetrokken; {what}.")
        for line in found.reasons:
            click.echo(f"  {line}")


def _hours(hours: Decimal) -> str:
    from triage.notation import show_number  # noqa: PLC0415  # keeps --help quick

    return show_number(int(hours.scaleb(4)), "getal", "uur")


def _euros(cents: int) -> str:
    from triage.notation import show_number  # noqa: PLC0415  # keeps --help quick

    return show_number(cents, "bedrag")


@click.command()
@with_desk
def waiting(session: DeskSession) -> None:
    """Show the waiting lists, by product, in the order in which places go.

    \b
    Example:
      triage waiting
    """
    with session.desk("look") as desk:
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
