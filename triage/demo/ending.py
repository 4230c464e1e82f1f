"""How it ends: the reports, how things stand by then, and whether everything is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from triage.demo.telling import Step
from triage.demo.world import World
from triage.monitoring.values import Summary
from triage.monitoring.weeks import Week

SUFFIXES: Final = (".html", ".xlsx")
_SHOWN: Final = 6


def report_name(week: Week, suffix: str) -> str:
    """The name of the file with the report of a week."""
    return f"rapport-{week}{suffix}"


def reported(world: World, weeks: Iterable[Week], folder: Path) -> Step:
    """Write the report of each of these weeks, and tell how things stand in the last one."""
    lines: tuple[str, ...] = ()
    week = None
    for week in weeks:
        found = world.desk.report(str(week))
        for suffix in SUFFIXES:
            found.write(folder / report_name(week, suffix))
        lines = tuple(_stand(found))
    return Step(f"De stand aan het eind van week {week}", lines, 1.0)


def _stand(found: Summary) -> Iterator[str]:
    """Money, places, people and alarms."""
    for budget in found.budgets:
        yield (
            f"{budget.name}: {_euros(budget.held + budget.spent)} van {_euros(budget.granted)} "
            f"vastgelegd of besteed; vrij is {_euros(budget.free)}."
        )
    for place in found.capacity:
        if place.unit is not None and place.promised:
            yield (
                f"{place.product_name} bij {place.partner_name}: {place.used} van {place.promised} "
                f"{place.unit} vergeven; op de wachtlijst: {place.waiting or 0}."
            )
    ceiling = "" if found.inflow.ceiling is None else f" (het plafond is {found.inflow.ceiling})"
    yield f"{found.inflow.intakes.total} mensen hadden een intake{ceiling}."
    yield f"Alarmen die openstaan: {len(found.alarms)}."
    for alarm in found.alarms[:_SHOWN]:
        yield f"  {alarm.text}"


def checked(world: World) -> Step:
    """Whether everything is as it was written, and would be decided so again."""
    found, again = world.desk.verify(), world.desk.replay()
    lines = (
        f"{found.events} gebeurtenissen nagekeken; mis is: {', '.join(found.wrong) or 'niets'}.",
        f"{again.decisions} besluiten opnieuw genomen; {len(again.different)} anders.",
    )
    return Step("Klopt alles?", lines, 1.0)


def _euros(amount: Decimal | None) -> str:
    if amount is None:
        return "niets"
    whole, _, rest = f"{amount:,.2f}".partition(".")
    return f"€ {whole.replace(',', '.')},{rest}"
