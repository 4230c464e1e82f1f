"""The indicators as lines of a table, the same for every file: one number a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, Literal

import attrs

from triage.monitoring.values import Figure, Line, Number, Row, Spread
from triage.papers.cells import Cell
from triage.reports.words import begun, done, number, some, without

Kind = Literal[
    "indicator", "uniek", "verdeling", "gedeeltelijk", "onderdeel",
    "onbekend", "apart", "wachtend", "ernaast",
]  # fmt: skip
"""What a line is: an indicator itself, or one of the lines that stand under it."""

HEADERS: Final = (
    *("Sleutel", "Onderdeel", "Indicator", "Soort regel", "Regel", "Eenheid", "Deze week"),
    *("Totaal", "Waarvan nagekomen", "Later bijgekomen", "Beoogd", "Beoogd in woorden"),
    *("Bereikt in procenten", "Actiehouder", "Effect", "Opmerking"),
)
"""What stands on a line, in a table that a program can read too."""

UNKNOWN: Final = "Onbekend: er ontbreekt een gegeven"
"""What could not be counted in or out."""
_ENDED: Final = "Afgesloten zonder dat het zover kwam"
"""Who neither waits nor was measured."""
_UNITS: Final = {"dagen": "dagen", "aandeel": "procent"}


@attrs.frozen
class Entry:
    """One line.

    Attributes:
        row: The indicator that it belongs to.
        kind: Lines of the kind `onderdeel` tell the indicator apart; no other one adds to it.
        name: As people read it.
        unit: `aantal`, `dagen` or `procent`.
        week, total, added, later: As of a figure; None for each number that there is not.
        remark: What has to be read with the number.
    """

    row: Row
    kind: Kind
    name: str
    unit: str
    week: Number = None
    total: Number = None
    added: int | None = None
    later: int | None = None
    remark: str | None = None


def entries(rows: Iterable[Row]) -> Iterator[Entry]:
    """Every indicator, in the order of the configuration, with its lines under it."""
    for row in rows:
        unit = _UNITS.get(row.counts, "aantal")
        yield _counted(row, "indicator", row.name, unit, row.figure, _remark(row))
        yield from _inside(row)
        for line in row.lines:
            yield _counted(row, "onderdeel", line.name, unit, line.figure, _told(line))
        yield from _outside(row)


def cells(entry: Entry) -> tuple[Cell, ...]:
    """A line in the order of `HEADERS`; what is about the indicator stands on its own line only."""
    row = entry.row
    about: tuple[Cell, ...] = (None,) * 5
    if entry.kind == "indicator":
        about = (row.target, row.target_text, row.reached, row.owner, row.effect)
    numbers = (entry.week, entry.total, entry.added, entry.later)
    names = (row.key, row.part, row.name, entry.kind, entry.name, entry.unit)
    return (*names, *numbers, *about, entry.remark)


def later(rows: Iterable[Row]) -> bool:
    """Whether anything at all became known only after the week closed."""
    return any(entry.later for entry in entries(rows))


def added(rows: Iterable[Row]) -> bool:
    """Whether anything about earlier weeks became known only in this one."""
    return any(entry.added for entry in entries(rows))


def _inside(row: Row) -> Iterator[Entry]:
    """How the number itself is made."""
    if row.unique is not None:
        yield _entry(row, "uniek", "Unieke ondernemers", row.unique)
    if row.share is not None:
        (part, whole), (all_part, all_whole) = row.share
        yield _entry(row, "verdeling", begun(done(row.whole or "")), (whole, all_whole))
        yield _entry(row, "verdeling", f"Waarvan {done(row.at or '')}", (part, all_part))
    if row.spread is not None:
        yield from _spread(row, *row.spread)
    if row.partial is not None:
        yield _counted(row, "gedeeltelijk", "Waarvan gedeeltelijk beëindigd", "aantal", row.partial)


def _outside(row: Row) -> Iterator[Entry]:
    """What stands beside the number."""
    if row.unknown is not None:
        yield _counted(row, "onbekend", UNKNOWN, "aantal", row.unknown)
    for line in row.apart:
        unit = _UNITS.get(row.counts, "aantal")
        name = f"Telt niet mee: {line.name}"
        yield _counted(row, "apart", name, unit, line.figure, _told(line))
    if row.beside is not None:
        name = f"Ter vergelijking: {without(row.after or '')}"
        yield _counted(row, "ernaast", name, "aantal", row.beside)
    if row.waited is not None:
        yield _entry(row, "wachtend", "Wachten nog", (None, row.waited.count))
        if row.waited.count:
            mean, oldest = row.waited.mean, row.waited.oldest
            yield _entry(row, "wachtend", "Gemiddeld wachten zij", (None, mean), "dagen")
            yield _entry(row, "wachtend", "Wie het langst wacht", (None, oldest), "dagen")
        if row.waited.ended:
            yield _entry(row, "wachtend", _ENDED, (None, row.waited.ended))


def _spread(row: Row, week: Spread, total: Spread) -> Iterator[Entry]:
    yield _entry(row, "verdeling", "Gemeten", (week.count, total.count))
    if total.count:
        yield _entry(row, "verdeling", "De helft binnen", (week.median, total.median), "dagen")
        yield _entry(row, "verdeling", "Negen van de tien binnen", (week.p90, total.p90), "dagen")


def _entry(
    row: Row, kind: Kind, name: str, pair: tuple[Number, Number], unit: str = "aantal"
) -> Entry:
    return Entry(row, kind, name, unit, *pair)


def _counted(  # the columns of the table
    row: Row, kind: Kind, name: str, unit: str, figure: Figure, remark: str | None = None
) -> Entry:
    numbers = (figure.week, figure.total, figure.added, figure.later)
    return Entry(row, kind, name, unit, *numbers, remark)


def _told(line: Line) -> str | None:
    if line.spread is None or not line.spread.count:
        return None
    half, most = line.spread.median, line.spread.p90
    return (
        f"{number(line.spread.count)} gemeten, de helft binnen {_days(half)}, "
        f"negen van de tien binnen {_days(most)}"
    )


def _days(value: int | Decimal | None) -> str:
    return f"{number(value)} {'dag' if value == 1 else 'dagen'}"


def _remark(row: Row) -> str | None:
    found = [] if row.note is None else [row.note]
    if row.wrong:
        count = max(row.wrong_count, len(row.wrong))
        rest = f" en nog {number(count - len(row.wrong))}" if count > len(row.wrong) else ""
        found.append(
            f"Niet meegeteld: {some(count, 'zaak', 'zaken')} met dagen die elkaar tegenspreken "
            f"({', '.join(row.wrong)}{rest})."
        )
    return " ".join(found) or None
