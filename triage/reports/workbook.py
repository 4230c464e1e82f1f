"""The report as an Excel workbook: a sheet for every part, with real numbers and days."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from triage.monitoring.refusing import Refusal
from triage.monitoring.values import Figure, Summary
from triage.papers.cells import Cell
from triage.reports import words
from triage.reports.entries import HEADERS, cells, entries
from triage.reports.sentences import expected, heading, rush
from triage.reports.sheets import Book, Column, Look, Row, Styled
from triage.reports.weekly import add_weeks

_STEPS: Final = (
    *("verwezen", "aanvaard", "gestart", "afgerond", "geweigerd", "gestaakt", "ingetrokken"),
)
_UNITS: Final[dict[str, Look]] = {
    "euro": "euro",
    "aantal": "aantal",
    "dagen": "getal",
    "procent": "procent",
}
_WIDTHS: Final = (9, 16, 44, 12, 40, 9, 10, 10, 11, 11, 10, 14, 10, 18, 36, 50)
_FIRST_NUMBER: Final = HEADERS.index("Deze week")


def xlsx_bytes(summary: Summary) -> bytes:
    """The same report gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415  # slow to load, seldom needed

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        made = summary.closed.replace(tzinfo=None)
        workbook.set_properties({"title": f"Weekrapport {summary.week}", "created": made})
        book = Book(workbook, summary.title, f"Weekrapport {summary.week}")
        about = (Column("Overzicht", 34, "bold"), Column("Stand", 90))
        book.sheet("Overzicht", about, _overview(summary))
        book.sheet("Indicatoren", _indicator_columns(), _indicators(summary), frozen=3)
        book.sheet("Geld", _MONEY, _money(summary), frozen=2)
        book.sheet("Plaatsen", _PLACES, _places(summary), frozen=2)
        book.sheet("Termijnen", _TERMS, _terms(summary))
        book.sheet("Alarmen", _ALARMS, _alarms(summary))
        book.sheet("Prognose", _OUTLOOK, _outlook(summary))
        book.sheet("Na de intake", _AGES, _ages(summary), frozen=3)
        book.sheet("Instroom", _INFLOW, _inflow(summary))
        add_weeks(workbook, book, summary)
    return target.getvalue()


def _overview(summary: Summary) -> Iterator[Row]:
    inflow = summary.inflow
    yield "Programma", summary.title
    yield "Week", heading(summary)
    yield "Maandag", Styled(summary.first, "day")
    yield "Zondag", Styled(summary.last, "day")
    yield "Geteld op", words.moment(summary.closed)
    yield "De week loopt nog", "ja" if summary.running else "nee"
    yield "Van de looptijd voorbij", Styled(summary.passed, "procent")
    for notice in summary.notices:
        yield "Let op", notice
    yield "Intakes", Styled(inflow.intakes.total, "aantal")
    yield "Plafond", Styled(inflow.ceiling, "aantal")
    yield "Nog te bellen", Styled(inflow.backlog, "aantal")
    yield "Nog te bellen, een week eerder", Styled(inflow.backlog_before, "aantal")
    yield "De oudste wacht sinds", Styled(inflow.oldest, "day")
    for pot in summary.budgets:
        yield f"{pot.name}: gebruikt", Styled(pot.held + pot.spent, "euro")
        yield f"{pot.name}: vrij", Styled(pot.free, "euro")
        for remark in pot.remarks:
            yield f"Let op bij {pot.name}", remark
    yield "Alarmen", Styled(len(summary.alarms), "aantal")
    for sentence in rush(summary.projection.intake):
        yield "Verwachting", sentence
    for one in (*summary.projection.budgets, *summary.projection.capacity):
        yield "Verwachting", expected(summary, one)
    yield "Gebeurtenissen", Styled(summary.events, "aantal")
    yield "Kenmerk van de laatste", summary.hash or None
    yield "Versie van het beleid", summary.version


def _indicator_columns() -> list[Column]:
    looks: dict[str, Look] = {"Beoogd": "aantal", "Bereikt in procenten": "procent"}
    looks |= {"Waarvan nagekomen": "aantal", "Later bijgekomen": "aantal"}
    return [
        Column(header, width, looks.get(header, "text"))
        for header, width in zip(HEADERS, _WIDTHS, strict=True)
    ]


def _indicators(summary: Summary) -> Iterator[Row]:
    for entry in entries(summary.rows):
        row: list[Cell | Styled] = list(cells(entry))
        look = _UNITS[entry.unit]
        row[_FIRST_NUMBER : _FIRST_NUMBER + 2] = Styled(entry.week, look), Styled(entry.total, look)
        yield row


_MONEY: Final = (
    Column("Pot", 28, "bold"),
    Column("Product", 40),
    Column("Status", 12),
    Column("Betaald", 9, "aantal"),
    *(Column(name, 15, "euro") for name in ("Beschikbaar", "Vastgelegd", "Besteed", "Vrij")),
    Column("Gebruikt", 10, "procent"),
    *(Column(name, 15, "euro") for name in ("Deze week vastgelegd", "Deze week besteed")),
    *(Column(f"Nee gekregen{ending}", 11, "aantal") for ending in (" deze week", "")),
    *(Column(f"Bedrag daarvan{ending}", 15, "euro") for ending in (" deze week", "")),
)


def _money(summary: Summary) -> Iterator[Row]:
    for pot in summary.budgets:
        amounts = (pot.granted, pot.held, pot.spent, pot.free)
        taken = (*amounts, pot.used, pot.week_held, pot.week_spent)
        yield pot.name, None, pot.status, None, *taken, *_refused(pot.refused)
        refused = {} if pot.refused is None else {one.key: one for one in pot.refused.products}
        for one in pot.products:
            amounts = (None, one.held, one.spent, None)
            no = _refused(refused.pop(one.product, None))
            yield pot.name, one.name, None, one.count, *amounts, *[None] * 3, *no
        for none in refused.values():
            yield pot.name, none.name, *[None] * 9, *_refused(none)


def _refused(one: Refusal | None) -> Row:
    return [None] * 4 if one is None else (one.week, one.total, one.week_amount, one.amount)


_PLACES: Final = (
    Column("Partner", 30, "bold"),
    Column("Product", 40),
    Column("Eenheid", 11),
    Column("Per", 9),
    *(Column(name, 11, "getal") for name in ("Toegezegd", "Bezet", "Vrij")),
    Column("Op de wachtlijst", 11, "aantal"),
    Column("Loopt nog", 11, "aantal"),
    *(
        Column(f"{step.capitalize()}{ending}", 12, "aantal")
        for step in _STEPS
        for ending in (" deze week", "")
    ),
)


def _places(summary: Summary) -> Iterator[Row]:
    for one in summary.capacity:
        figures = [one.figures.get(step, Figure(None, None)) for step in _STEPS]
        counts = [count for figure in figures for count in (figure.week, figure.total)]
        names = (one.partner_name, one.product_name, one.unit, one.per)
        yield *names, one.promised, one.used, one.free, one.waiting, one.open, *counts


_TERMS: Final = (
    Column("Termijn", 44, "bold"),
    *(
        Column(name, 12, "aantal")
        for name in (
            *("Gehaald", "Te laat gehaald", "Loopt nog", "Verstreken", "Begin onbekend"),
            "Vervallen",
        )
    ),
    Column("Verstreken bij", 50),
)


def _terms(summary: Summary) -> Iterator[Row]:
    for one in summary.terms:
        counts = (one.met, one.late, one.running, one.overdue, one.start_missing, one.lapsed)
        yield one.name, *counts, ", ".join(one.cases) or None


_ALARMS: Final = (
    Column("Kenmerk", 30),
    Column("Sinds", 12, "day"),
    Column("Waarover", 20, "bold"),
    Column("Wat er is", 60),
    Column("Wat te doen", 50),
    Column("Wie", 24),
    Column("Speelt nog", 10),
    Column("Zaak", 14),
    Column("Verwijzing", 14),
)


def _alarms(summary: Summary) -> Iterator[Row]:
    for one in summary.alarms:
        about = words.KINDS.get(one.kind, words.spoken(one.kind))
        still = "ja" if one.standing else "nee"
        yield (
            *(one.key, one.since, about, one.text, one.action, one.owner, still),
            *(one.case, one.referral),
        )


_OUTLOOK: Final = (
    Column("Wat", 44, "bold"),
    Column("Eenheid", 10),
    *(
        Column(name, 14, "getal")
        for name in (
            *("Beschikbaar", "Nu gebruikt", "Per week", "Per intake", "Per keer"),
            *("Laag", "Verwacht", "Hoog", "Als iedereen alles neemt"),
        )
    ),
    *(Column(name, 12) for name in ("Op in", "Op zijn vroegst", "Op zijn laatst")),
    Column("In woorden", 70),
)


def _outlook(summary: Summary) -> Iterator[Row]:
    for one in (*summary.projection.budgets, *summary.projection.capacity):
        look: Look = "euro" if one.unit == "euro" else "getal"
        numbers = (one.limit, one.used, one.pace, one.per_intake, one.size)
        ends = (one.low, one.expected, one.high, one.if_all)
        weeks = (one.runs_out, one.earliest, one.latest)
        styled = (Styled(number, look) for number in (*numbers, *ends))
        yield one.name, one.unit, *styled, *weeks, expected(summary, one)


_AGES: Final = (
    Column("Wat", 44, "bold"),
    Column("Eenheid", 10),
    Column("Weken na de intake", 11, "aantal"),
    Column("Mensen die zover zijn", 12, "aantal"),
    Column("Door hen gevraagd", 14, "getal"),
    Column("Verwacht per mens", 14, "getal"),
    Column("Mensen die er nog komen", 12, "getal"),
)


def _ages(summary: Summary) -> Iterator[Row]:
    """What a forecast is made from: all that is still to come is the last two columns, together."""
    for one in (*summary.projection.budgets, *summary.projection.capacity):
        look: Look = "euro" if one.unit == "euro" else "getal"
        for age in one.ages:
            amounts = Styled(age.asked, look), Styled(age.each, look), age.ahead
            yield one.name, one.unit, age.age, age.people, *amounts
        for product in one.scarce:
            each = Styled(product.each, look)
            yield f"{one.name}: {product.name}", one.unit, *[None] * 3, each, product.places


_INFLOW: Final = (
    Column("Stap", 40, "bold"),
    *(Column(name, 12, "aantal") for name in ("Deze week", "Totaal")),
    *(Column(name, 12, "aantal") for name in ("Waarvan nagekomen", "Later bijgekomen")),
)


def _inflow(summary: Summary) -> Iterator[Row]:
    inflow = summary.inflow
    steps = [
        ("In beeld" if key == "totaal" else words.source_name(key), figure)
        for key, figure in inflow.registered.items()
    ]
    steps += [("Gesproken", inflow.reached), ("Intake gehad", inflow.intakes)]
    for key, figure in inflow.closed.items():
        steps.append((f"Gesloten: {words.closing_name(key)}", figure))
    for name, figure in steps:
        yield name, figure.week, figure.total, figure.added, figure.later
    for level, count in inflow.backlog_levels.items():
        yield f"Nog te bellen: {words.spoken(level)}", None, count, None, None
    yield "Nog te bellen, samen", None, inflow.backlog, None, None
