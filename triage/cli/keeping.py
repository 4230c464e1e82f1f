"""`erase`, `replay`, `verify`, `migrate` and `export`: the ledger as a whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from triage.cli.common import PROBLEMS, progress, require_ending, unwritable, waiting
from triage.cli.desks import DeskSession, as_json, print_json, with_desk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHOWN: Final = {
    (): "er was niets",
    ("person",): "wie het is en vrije tekst",
    ("answers",): "de antwoorden en vrije tekst",
    ("answers", "person"): "wie het is, de antwoorden en vrije tekst",
}
"""What was erased, in the words of an event."""


@click.command()
@click.argument("case", required=False)
@click.option("--due", is_flag=True, help="Every case of which bewaartermijn has passed.")
@with_desk
def erase(session: DeskSession, case: str | None, due: bool) -> None:  # noqa: FBT001  # by name
    """Erase who CASE is about, what was answered and what was written in free text.

    The case has to be closed. Numbers, events, places and money stay. With --due everything that
    bewaartermijn says is over, and the file of the ledger is written anew; without that setting
    nothing is erased. Run it every night.

    \b
    Examples:
      triage erase z-001
      triage erase --due
    """
    if (case is None) is not due:
        message = "geef een zaak, of --due."
        raise click.UsageError(message)
    with session.desk(dated=False) as desk, waiting("wissen"):
        if case is None:
            gone = desk.erase_due(actor=session.actor)
        else:
            parts = desk.erase(case, actor=session.actor)
            gone = {case: parts} if parts else {}
        retention = desk.policy.rulebook.settings.retention
    if session.json:
        print_json({"erased": list(gone), "parts": gone})
    elif due and not retention:
        click.echo("Niets gewist: zet eerst 'bewaartermijn' in de configuratie.")
    elif not gone:
        why = "er is geen termijn verstreken" if due else f"van {case} was alles al gewist"
        click.echo(f"Niets gewist: {why}.")
    else:
        for parts, ids in _by_parts(gone).items():
            click.echo(f"Gewist: {', '.join(ids)} ({_SHOWN[parts]}).")
        click.echo("De aantallen en de gebeurtenissen blijven staan.")


def _by_parts(gone: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for case, parts in gone.items():
        found.setdefault(parts, []).append(case)
    return found


@click.command()
@with_desk
def replay(session: DeskSession) -> None:
    """Decide everything again from the stored answers, each with the policy of its day.

    Every decision has to give the same advice, and every call list the same order; else it is
    named, and the exit code is 1.

    \b
    Example:
      triage replay
    """
    with session.desk("look", dated=False) as desk, waiting("opnieuw beslissen"):
        found = desk.replay()
    if session.json:
        print_json(found)
    elif not found.different:
        lists = _count(found.lists, "bellijst", "bellijsten")
        click.echo(f"Alles komt weer zo uit: {_decisions(found.decisions)}, {lists}.")
        if found.erased:
            click.echo(f"Gewist, en dus niet opnieuw genomen: {_decisions(found.erased)}.")
    _end(session, found.different)


def _decisions(number: int) -> str:
    return _count(number, "beslissing", "beslissingen")


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


@click.command()
@with_desk
def verify(session: DeskSession) -> None:
    """Find what was changed in the ledger, removed from it or added to it.

    Holds the chain of events against its hashes, and places, statuses and money against the events.
    What is wrong is named by its number, and the exit code is 1.

    \b
    Example:
      triage verify
    """
    with session.desk("look", dated=False) as desk, waiting("nakijken"):
        found = desk.verify()
    if session.json:
        print_json(found)
    elif not found.wrong:
        events = _count(found.events, "gebeurtenis", "gebeurtenissen")
        click.echo(f"Alles klopt: {events}, met hun plaatsen en bedragen.")
    _end(session, found.wrong)


def _end(session: DeskSession, found: Sequence[str]) -> None:
    """End with what was found, if anything."""
    if not found:
        return
    if not session.json:
        for line in found:
            click.echo(line, err=True)
    sys.exit(PROBLEMS)


@click.command()
@with_desk
def migrate(session: DeskSession) -> None:
    """Bring the ledger up to date with this version; make a copy of it first.

    \b
    Example:
      triage migrate
    """
    from triage.ledger import Ledger  # noqa: PLC0415  # keeps --help quick
    from triage.ledger.migrating import HEAD  # noqa: PLC0415

    with waiting("bijwerken"):
        Ledger(session.ledger, upgrade=True, make=False).close()
    if session.json:
        print_json({"schema": HEAD})
    else:
        click.echo(f"Het ledger is bij, met schema {HEAD}.")


@click.group()
def export() -> None:
    """Give what the ledger holds to other programs.

    \b
    Example:
      triage export events
      triage export srg --out srg.csv
    """


@export.command()
@with_desk
def events(session: DeskSession) -> None:
    """Print every event in order, one JSON object a line.

    An event holds no name, BSN or answer. Each has the hash of the one before it.

    \b
    Example:
      triage export events
    """
    with session.desk("look", dated=False) as desk:
        # All of them first: nothing is printed when one of them cannot be read.
        lines = [f"{as_json(event)}\n" for event in progress(desk.events(), "lezen")]
    click.echo("".join(lines), nl=False)


@export.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the table to a file; its ending says how: .csv, .xlsx, .json.",
)
@with_desk
def srg(session: DeskSession, out: Path | None) -> None:
    """Prepare records for SRG and SiSa in a neutral table, which is no format of GWS, CBS or SiSa.

    Every product that was deployed is a row. Codes come from the configuration, under srg; a
    product without one stays empty and is named. Fill in ingevoerd_op, and give the table back with
    'triage entered'.

    \b
    Examples:
      triage export srg --out srg.csv
      triage export srg --out srg.xlsx
    """
    from triage.outputs import write_whole  # noqa: PLC0415  # keeps --help quick
    from triage.reports.srg import MAKERS, csv_bytes  # noqa: PLC0415

    require_ending(out, MAKERS)
    with session.desk("look", dated=False) as desk:
        found = desk.srg()
    if out is not None:
        try:
            write_whole(out, MAKERS[out.suffix.lower()](found))
        except OSError as error:
            unwritable(out, error)
    if session.json:
        print_json(found)
    elif out is None:
        click.echo(csv_bytes(found).decode("utf-8-sig"), nl=False)
    else:
        click.echo(f"{_count(len(found), 'product', 'producten')} in {click.format_filename(out)}")
    missing = sorted({one.product for one in found if one.code is None})
    if missing:
        click.echo(f"Nog geen code in 'srg': {', '.join(missing)}.", err=True)
