"""A report on the terminal: what an alderman wants to know first, in a screen or two."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click
from rich import box
from rich.table import Table
from rich.text import Text

from triage.cli.show import console
from triage.notation import show_number

if TYPE_CHECKING:
    from triage.monitoring.values import Number, Row, Summary


def print_report(report: Summary) -> None:
    """Print notices, alarms, indicators, money, places and what is to be expected."""
    click.echo(f"{report.title}: week {report.week} ({report.first} tot en met {report.last})")
    for notice in report.notices:
        click.echo(f"  {notice}")
    _alarms(report)
    if report.rows:
        console().print(_indicators(report))
    for pot in report.budgets:
        used = "" if pot.used is None else f" ({_shown(pot.used)}%)"
        click.echo(
            f"{pot.name}: {_euros(pot.held)} vastgelegd en {_euros(pot.spent)} besteed van "
            f"{_euros(pot.granted)}{used}; vrij {_euros(pot.free)}."
        )
    for room in report.capacity:
        if room.promised is not None:
            click.echo(
                f"{room.product_name} bij {room.partner_name}: {_shown(room.used)} van "
                f"{_shown(room.promised)} {room.unit}; {room.waiting} wachten."
            )
    _expected(report)


def _alarms(report: Summary) -> None:
    if not report.alarms:
        click.echo("Geen alarmen.")
        return
    click.echo(f"\nAlarmen ({len(report.alarms)}):")
    for alarm in report.alarms:
        owner = f" [{alarm.owner}]" if alarm.owner else ""
        click.echo(f"  {alarm.since}  {alarm.text}{owner}")
        click.echo(f"              {alarm.action} Daarna: triage handle {alarm.key}")
    click.echo()


def _indicators(report: Summary) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Indicator")
    for name in ("Week", "Totaal", "Beoogd", "Bereikt"):
        table.add_column(name, justify="right")
    for row in report.rows:
        table.add_row(
            Text(row.name),
            _number(row, row.figure.week),
            _number(row, row.figure.total),
            row.target_text or ("geen doel" if row.target is None else str(row.target)),
            "" if row.reached is None else f"{_shown(row.reached)}%",
        )
        for line in row.lines:
            figures = (_number(row, line.figure.week), _number(row, line.figure.total))
            table.add_row(Text(f"  {line.name}"), *figures)
        if row.unknown is not None and (row.unknown.week or row.unknown.total):
            table.add_row(
                "  niet bekend", _number(row, row.unknown.week), _number(row, row.unknown.total)
            )
    return table


def _number(row: Row, value: Number) -> str:
    if value is None:
        return "–"
    return f"{_shown(Decimal(value))}{'%' if row.counts == 'aandeel' else ''}"


def _expected(report: Summary) -> None:
    for one in (*report.projection.budgets, *report.projection.capacity):
        if one.runs_out is not None:
            edges = [week for week in (one.earliest, one.latest) if week is not None]
            between = f" (tussen {' en '.join(edges)})" if len(set(edges)) > 1 else ""
            click.echo(f"Naar verwachting is {one.name} op in week {one.runs_out}{between}.")
    rush = report.projection.intake
    if rush.backlog:
        click.echo(f"Nog te bellen: {rush.backlog}.")
    if rush.hours_needed is not None and rush.by is not None and rush.hours_now is not None:
        click.echo(
            f"Om iedereen voor {rush.by} te spreken zijn {_shown(rush.hours_needed)} intake-uren "
            f"per week nodig; nu zijn het er {_shown(rush.hours_now)}."
        )


def _shown(value: Decimal) -> str:
    return show_number(int(value * 10000), "getal")


def _euros(value: Decimal) -> str:
    return show_number(int(value * 100), "bedrag")
