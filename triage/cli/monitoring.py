"""`tozo`, `entered` and `handle`: what a weekly report needs to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from triage.cli.common import tell
from triage.cli.desks import DeskSession, print_json, with_desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from triage.desk.values import Taken

_SHOWN = 10


@click.command()
@click.argument("file")
@with_desk
def tozo(session: DeskSession, file: str) -> None:
    """Take in a list of people whose TOZO ended, to see it beside the support they had.

    FILE is CSV or XLSX with the columns zaak, einde and reden, and perhaps deel (geheel or deels).
    The reasons stand in the configuration, under tozo_redenen. A list may come again: what is known
    changes nothing. Ids that nobody here has are counted, and named. What was told wrong is taken
    back by the same row with ja under vervalt.

    \b
    Example:
      triage tozo tozo-einden.csv
    """
    from triage.casefiles import read_ends  # noqa: PLC0415  # keeps --help quick

    session.require(file)
    with session.desk() as desk:
        ends, problems = read_ends(file, desk.policy.rulebook)
        found = desk.tozo(ends, actor=session.actor, problems=problems)
    tell(problems)  # only of what is odd: an error would have ended this
    if session.json:
        print_json(found)
        return
    click.echo(f"{len(found.new)} nieuw, {found.same} al bekend, {len(found.unknown)} zonder zaak.")
    if found.unknown:
        click.echo(f"Hier niet bekend: {_few(found.unknown)}.")
    _void(found)


def _void(found: Taken) -> None:
    """Say what was taken back."""
    if found.withdrawn:
        click.echo(f"Vervallen: {_few(found.withdrawn)}.")
    if found.left_out:
        click.echo(f"Eerder vervallen, en dus niet geteld: {_few(found.left_out)}.")
        click.echo("Zet er 'nee' bij onder 'vervalt' om het weer te laten gelden.")


def _few(ids: Sequence[str]) -> str:
    rest = f" en nog {len(ids) - _SHOWN}" if len(ids) > _SHOWN else ""
    return f"{', '.join(ids[:_SHOWN])}{rest}"


@click.command()
@click.argument("file")
@with_desk
def entered(session: DeskSession, file: str) -> None:
    """Take in which products were entered in the records of the benefit administration.

    FILE is CSV or XLSX with the columns verwijzing and ingevoerd_op: the table of 'export srg',
    filled in. Rows without a day are passed over. What was told wrong is taken back by the same row
    with ja under vervalt.

    \b
    Example:
      triage entered srg.csv
    """
    from triage.casefiles import read_entered  # noqa: PLC0415  # keeps --help quick

    session.require(file)
    entries, problems = read_entered(file)
    with session.desk() as desk:
        found = desk.entered(entries, actor=session.actor, problems=problems)
    tell(problems)
    if session.json:
        print_json(found)
        return
    click.echo(f"{len(found.new)} nieuw ingevoerd, {found.same} al bekend.")
    _void(found)


@click.command()
@click.argument("alarm")
@click.option("--reason", help="What was done about it; erased with the case it is about.")
@with_desk
def handle(session: DeskSession, alarm: str, reason: str | None) -> None:
    """Say that ALARM has been seen to; it comes back when it happens again.

    The keys of alarms stand in the report.

    \b
    Example:
      triage handle pot-impulsgelden-80 --reason "Besproken met de wethouder."
    """
    with session.desk() as desk:
        desk.handle(alarm, reason=reason, actor=session.actor)
    if session.json:
        print_json({"alarm": alarm, "handled": True})
    else:
        click.echo(f"Alarm {alarm} is afgehandeld.")
