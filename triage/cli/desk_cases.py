"""`register`, `next`, `contact`, `intake`, `override` and `close`: the life of a case."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import attrs
import click

from triage import TriageError
from triage.cli.common import PROBLEMS, progress, waiting
from triage.cli.desks import DeskSession, Moment, print_json, with_desk
from triage.vocabulary import CLOSINGS, CONTACTS, DAYPARTS, SOURCES

if TYPE_CHECKING:
    from triage import Advice
    from triage.desk import Desk
    from triage.desk.values import Call, Registration


@click.command()
@click.argument("file")
@click.option(
    "--source",
    type=click.Choice(SOURCES),
    default="zelf",
    show_default=True,
    help="Where the cases come from: a list, a campaign, an early signal, or people themselves.",
)
@with_desk
def register(session: DeskSession, file: str, source: str) -> None:
    """Take the cases of FILE into the ledger; the same list again shows what changed.

    Says which cases are new, changed, the same, or gone from the list, and which look like one
    person under two ids. Nobody is removed.

    \b
    Examples:
      triage register list.xlsx --source gros
      triage register list.xlsx --source gros --json
    """
    session.require(file)
    with session.desk("begin") as desk:
        cases = session.cases(desk.policy, file)
        with waiting("registreren"):
            found = desk.register(cases, source, actor=session.actor)
    if session.json:
        print_json(found)
    else:
        _show_registration(found, source)
        click.echo("Wie nu te bellen:")
        click.echo(session.again("next"))


def _show_registration(found: Registration, source: str) -> None:
    click.echo(
        f"Bron '{source}': {len(found.new)} nieuw, {len(found.changed)} veranderd, "
        f"{len(found.same)} gelijk, {len(found.gone)} niet meer op de lijst."
    )
    for word, ids in (("Veranderd", found.changed), ("Niet meer op de lijst", found.gone)):
        if ids:
            click.echo(f"{word}: {', '.join(ids)}")
    for warning in found.warnings:
        click.echo(f"Let op: {warning}")


@click.command()
@with_desk
def next(session: DeskSession) -> None:  # noqa: A001  # the name of the command
    """Hand out the most urgent case to call that nobody else holds.

    It stays yours until you write down a contact, close it, or the day ends; asking again gives the
    same one. Call-backs come when they were agreed.

    \b
    Examples:
      triage next
      triage next --actor jo --json
    """
    with session.desk() as desk:
        call = desk.next(actor=session.actor)
        if session.json:
            print_json(None if call is None else _call_json(call))
        elif call is None:
            click.echo("Er is nu niemand te bellen.")
        else:
            _show_call(session, desk, call)


def _call_json(call: Call) -> dict[str, object]:
    found = attrs.asdict(call, recurse=False)
    if call.person is not None:  # a BSN is of no use to whoever calls
        found["person"] = {
            "name": call.person.name, "phone": call.person.phone, "email": call.person.email,
        }  # fmt: skip
    return found


def _show_call(session: DeskSession, desk: Desk, call: Call) -> None:
    from triage.asking import next_question  # noqa: PLC0415  # keeps --help quick
    from triage.calling import reasons  # noqa: PLC0415
    from triage.wording import show_day  # noqa: PLC0415

    rulebook, advice, who = desk.policy.rulebook, call.advice, call.person
    known = (who.name, who.phone, who.email) if who else ()
    reach = ", ".join(part for part in known if part) or "naam en nummer zijn niet bekend"
    click.echo(f"Bel {call.case}: {reach}")
    until = f", uiterlijk {show_day(advice.deadline)}" if advice.deadline else ""
    levels = {level.key: level.name for level in rulebook.levels}
    chosen = "" if call.urgency == advice.urgency else " (zo besloot de adviseur)"
    click.echo(f"{levels[call.urgency]}{chosen}{until}")
    for line in (*reasons(rulebook, advice), *(f"Let op: {one.text}" for one in advice.notices)):
        click.echo(f"  {line}")
    if call.call_back is not None:
        click.echo(f"Afgesproken om terug te bellen: {_moment(call.call_back)}")
    if call.attempts:
        click.echo(f"Eerder geprobeerd: {call.attempts} keer")
    if (question := next_question(rulebook, advice)) is not None:
        click.echo(f"Vraag eerst: {question.text}")
    click.echo("Schrijf daarna op of het is gelukt:")
    for outcome in ("--reached", "--missed"):
        click.echo(session.again("contact", call.case, "--channel", "telefoon", outcome))


def _moment(moment: date | datetime) -> str:
    from triage.wording import show_day  # noqa: PLC0415  # keeps --help quick

    clock = f" om {moment:%H:%M}" if isinstance(moment, datetime) else ""
    return f"{show_day(moment)}{clock}"


@click.command()
@click.argument("case")
@click.option("--channel", type=click.Choice(CONTACTS), required=True, help="How it was tried.")
@click.option("--reached", is_flag=True, help="There was real contact.")
@click.option("--missed", is_flag=True, help="There was none.")
@click.option("--at", type=Moment(), help="When, such as '2021-03-03 14:30'; now by default.")
@click.option(
    "--daypart", type=click.Choice(DAYPARTS), help="Part of the day; by default that of --at."
)
@click.option("--call-back", type=Moment(), help="From when the case is handed out again.")
@with_desk
def contact(
    session: DeskSession,
    case: str,
    channel: str,
    reached: bool,  # noqa: FBT001  # click passes it by name
    missed: bool,  # noqa: FBT001
    **more: Any,
) -> None:
    """Write down an attempt to reach CASE; who was missed comes up again later.

    The same again within five minutes, or with the same --at, is the same attempt.

    \b
    Examples:
      triage contact z-001 --channel telefoon --reached
      triage contact z-001 --channel telefoon --missed --call-back "2021-03-04 19:00"
    """
    if reached is missed:
        message = "geef --reached of --missed, een van de twee."
        raise click.UsageError(message)
    with session.desk() as desk:
        desk.contact(case, channel=channel, reached=reached, actor=session.actor, **more)
    call_back: date | None = more["call_back"]
    if session.json:
        print_json({"case": case, "channel": channel, "reached": reached, "call_back": call_back})
    elif reached and call_back is None:
        click.echo(f"{case} is bereikt. Doe de intake, en bewaar haar:")
        click.echo(session.again("ask", "--save", f"{case}.yaml"))
        click.echo(session.again("intake", f"{case}.yaml"))
    else:
        when = f" vanaf {_moment(call_back)}" if call_back is not None else " later"
        click.echo(f"{case} komt{when} opnieuw aan de beurt. De volgende:")
        click.echo(session.again("next"))


@click.command()
@click.argument("file")
@with_desk
def intake(session: DeskSession, file: str) -> None:
    """Store the answers of an intake, as `ask` keeps them in FILE, and give the advice on them.

    The cases must have been registered. With --json one advice a line.

    \b
    Example:
      triage intake z-001.yaml
    """
    from triage.cli.show import advice_text  # noqa: PLC0415  # keeps --help quick

    session.require(file)
    advices: list[Advice] = []
    failures: list[str] = []
    with session.desk() as desk:
        for case in progress(session.cases(desk.policy, file), "opslaan"):
            try:
                advices.append(desk.intake(case, actor=session.actor))
            except TriageError as error:  # what was stored before stays, and is shown
                failures.append(str(error))
        for advice in advices:
            if session.json:
                print_json(advice)
            else:
                click.echo(advice_text(desk.policy.rulebook, advice))
                _show_referrals(session, advice)
    for failure in failures:
        click.echo(failure, err=True)
    if failures:
        sys.exit(PROBLEMS)


def _show_referrals(session: DeskSession, advice: Advice) -> None:
    if advice.products:
        click.echo("  Inzetten of verwijzen:")
    for given in advice.products:
        click.echo(f"  {session.again('refer', advice.case, given.product)}")


@click.command()
@click.argument("case")
@click.option("--urgency", metavar="LEVEL", help="The level it has from now on.")
@click.option("--product", metavar="PRODUCT", help="A product that the adviser wants.")
@click.option("--reject", metavar="PRODUCT", help="A product that the adviser does not want.")
@click.option("--reason", required=True, help="Why; erased with the case.")
@with_desk
def override(
    session: DeskSession,
    case: str,
    urgency: str | None,
    product: str | None,
    reject: str | None,
    reason: str,
) -> None:
    """Differ from the advice on CASE, or accept it; the advice itself stays to be seen.

    \b
    Examples:
      triage override z-001 --urgency hoog --reason "De verhuurder belde zelf."
      triage override z-001 --product gesprek --reject schuldhulp --reason "Wil eerst praten."
    """
    if urgency is product is reject is None:
        message = "geef --urgency, --product of --reject."
        raise click.UsageError(message)
    with session.desk() as desk:
        desk.override(
            case,
            urgency=urgency,
            product=product,
            reject=reject,
            reason=reason,
            actor=session.actor,
        )
    if session.json:
        print_json({"case": case, "urgency": urgency, "product": product, "reject": reject})
    else:
        click.echo(f"Opgeschreven bij {case}. Het advies van de regels blijft ernaast staan.")
        if product is not None:
            click.echo(session.again("refer", case, product))


@click.command()
@click.argument("case")
@click.option("--reason", required=True, help=f"Why: {', '.join(CLOSINGS)}, or in other words.")
@with_desk
def close(session: DeskSession, case: str, reason: str) -> None:
    """Close CASE; it leaves the call list and the waiting lists.

    A case of which a referral still runs stays open.

    \b
    Example:
      triage close z-001 --reason afgerond
    """
    with session.desk() as desk:
        desk.close(case, reason=reason, actor=session.actor)
    if session.json:
        print_json({"case": case, "status": "closed"})
    else:
        click.echo(f"{case} is gesloten.")
