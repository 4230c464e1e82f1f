"""`report`: the week in numbers, on the terminal or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from triage.cli.common import progress, require_ending, unwritable, waiting
from triage.cli.desks import DeskSession, print_json, with_desk

if TYPE_CHECKING:
    from triage.reports import Report

SUFFIXES: Final = (".html", ".xlsx", ".csv", ".json")


@click.command()
@click.option("--week", metavar="WEEK", help="Such as 2021-W10; the week of --on by default.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Write the report to a file; its ending says how: {', '.join(SUFFIXES)}.",
)
@with_desk
def report(session: DeskSession, week: str | None, out: Path | None) -> None:
    """Report on a week: indicators, money, places, terms, expectations and alarms.

    A week counts what was written down before it closed, on Sunday at midnight; what came later
    stands apart. So the report of a past week stays what it was.

    \b
    Examples:
      triage report
      triage report --week 2021-W10 --out report.html
      triage report --week 2021-W10 --json
    """
    require_ending(out, SUFFIXES)
    with session.desk("look") as desk:
        found = desk.report(week, watch=lambda cases, count: progress(cases, "tellen", count))
    if out is not None:
        _write(found, out)
    if session.json:
        print_json(found)
    elif out is None:
        from triage.cli.show_report import print_report  # noqa: PLC0415  # keeps --help quick

        print_report(found)
    else:
        click.echo(f"Het rapport van week {found.week} staat in {click.format_filename(out)}")


def _write(found: Report, out: Path) -> None:
    try:
        with waiting("schrijven"):
            found.write(out)
    except OSError as error:
        unwritable(out, error)
