"""A report on the terminal: what an alderman wants to know first, in a screen or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich import box
from rich.table import Table
from rich.text import Text

from triage.cli.show import console
from triage.papers.days import short_day
from triage.reports.entries import UNKNOWN
from triage.reports.sentences import expected, heading, rush
from triage.reports.words import UNFUNDED, euros, measured, number, percent, some

if TYPE_CHECKING:
    from decimal import Decimal

    from triage.monitoring.outlook import Alarm
    from triage.monitoring.refusing import Refusal
    from triage.monitoring.values import Budget, Number, Row, Summary


def print_report(report: Summary) -> None:
    """Print notices, alarms, indicators, money, places and what is to be expected."""
    click.echo(f"{report.title}: {heading(report)}")
    if report.passed is not None:
        click.echo(f"  Van de looptijd is {percent(report.passed)} voorbij.")
    for notice in report.notices:
        click.echo(f"  {notice}")
    _alarms(report)
    if report.rows:
        console().print(_indicators(report))
    for pot in report.budgets:
        click.echo(f"{pot.name}: {_money(pot)}.")
        if pot.refused is not None:
            click.echo(f"  {_refused(pot.refused)}")
    for room in report.capacity:
        if room.promised is not None:
            waiting = "" if room.waiting is None else f"; op de wachtlijst: {number(room.waiting)}"
            click.echo(
                f"{room.product_name} bij {room.partner_name}: {number(room.used)} van "
                f"{measured(room.promised, room.unit or '')}{waiting}."
            )
    _expected(report)


def _money(pot: Budget) -> str:
    if pot.granted is None:
        return UNFUNDED
    used = "" if pot.used is None else f" ({percent(pot.used)})"
    return (
        f"{_euros(pot.held)} vastgelegd en {_euros(pot.spent)} besteed van "
        f"{_euros(pot.granted)}{used}; vrij {_euros(pot.free)}"
    )


def _refused(no: Refusal) -> str:
    verb = "kreeg" if no.total == 1 else "kregen"
    return (
        f"{some(no.total, 'mens', 'mensen')} {verb} nee omdat er te weinig in zat, voor "
        f"{_euros(no.amount)}; deze week {number(no.week)}."
    )


def _alarms(report: Summary) -> None:
    if not report.alarms:
        click.echo("Geen alarmen.")
        return
    click.echo(f"\nAlarmen ({len(report.alarms)}):")
    days = [_since(alarm, report.last.year) for alarm in report.alarms]
    width = max(map(len, days))
    for alarm, day in zip(report.alarms, days, strict=True):
        owner = f" [{alarm.owner}]" if alarm.owner else ""
        click.echo(f"  {day:{width}}  {alarm.text}{owner}")
        click.echo(f"  {'':{width}}  {alarm.action} Daarna: triage handle {alarm.key}")
    click.echo()


def _since(alarm: Alarm, year: int) -> str:
    return "nu" if alarm.since is None else short_day(alarm.since, year)


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
            "" if row.reached is None else percent(row.reached),
        )
        for line in row.lines:
            figures = (_number(row, line.figure.week), _number(row, line.figure.total))
            table.add_row(Text(f"  {line.name}"), *figures)
        if row.unknown is not None and (row.unknown.week or row.unknown.total):
            table.add_row(f"  {UNKNOWN}", number(row.unknown.week), number(row.unknown.total))
    return table


def _number(row: Row, value: Number) -> str:
    share = row.counts == "aandeel" and value is not None
    return f"{number(value)}{'%' if share else ''}"


def _expected(report: Summary) -> None:
    for one in (*report.projection.budgets, *report.projection.capacity):
        if one.runs_out is not None or one.used >= one.limit:
            click.echo(expected(report, one))
    if report.projection.intake.backlog:
        for sentence in rush(report.projection.intake):
            click.echo(sentence)


def _euros(value: Decimal | None) -> str:
    """With a plain space, as people type it to search for it."""
    return euros(value).replace("\u00a0", " ")
