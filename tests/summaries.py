"""Reports to write: one with everything that can stand in it, and one of an empty ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final

import attrs

from triage.monitoring.outlook import (
    Advised,
    Age,
    Alarm,
    Forecast,
    Path,
    Projection,
    Rush,
    Scarce,
)
from triage.monitoring.values import (
    Budget,
    Capacity,
    Figure,
    Inflow,
    Line,
    Row,
    Spending,
    Spread,
    Terms,
    Waited,
)
from triage.monitoring.weeks import Week
from triage.reports import Report

FIRST: Final = Week(2021, 9)
NOW: Final = Week(2021, 20)
LAST: Final = Week(2021, 52)
LONG: Final = "Ondersteuning bij heroriëntatieactiviteitenbemiddelingstrajecten & <nazorg>"

_INTAKES: Final = (12, 31, 28, 0, 24, 22, 17, 9, 14, 11, 6, 8)


def rich() -> Report:
    """Week 20 of a programme in which everything happens at least once."""
    return report(
        week=NOW,
        notices=("Van 3 zaken ontbreekt de uitkomst; die tellen als onbekend.",),
        rows=_rows(),
        inflow=_inflow(),
        terms=_terms(),
        budgets=_budgets(),
        capacity=_capacity(),
        alarms=alarms(36),
        projection=_projection(),
        weekly={str(FIRST.plus(n)): count for n, count in enumerate(_INTAKES) if count},
        arrivals={str(FIRST.plus(n)): n % 4 for n in range(12)},
        passed=Decimal("27.5"),
    )


def empty() -> Report:
    """A week in which nothing has been written down yet, in a home without anything to count."""
    notices = ("Aan het eind van deze week was er nog niets vastgelegd.",)
    return report(week=FIRST, version="sha256:0", events=0, hash="", notices=notices)


def report(week: Week, **given: Any) -> Report:
    """A report of a week that has closed; what is given stands in it."""
    zone = timezone(timedelta(hours=1))
    facts: Mapping[str, Any] = {
        "week": str(week),
        "first": week.first,
        "last": week.last,
        "closed": week.closes(zone),
        "running": False,
        "title": "Actieplan Begeleiding Ondernemers",
        "version": "sha256:" + "3f9ac1d2" * 8,
        "events": 4821,
        "hash": "b7e0" * 16,
    }
    return Report(**{**facts, **given})


def running() -> Report:
    """The rich week while it is still going on."""
    at = datetime(2021, 5, 19, 16, 5, tzinfo=timezone(timedelta(hours=2)))
    return attrs.evolve(rich(), running=True, closed=at)


def alarms(count: int) -> tuple[Alarm, ...]:
    """So many alarms, of every kind in turn."""
    kinds = ("pot", "plaatsen", "termijn", "antwoord", "post", "toeloop", "gegevens")
    return tuple(
        Alarm(
            key=f"{kinds[n % 7]}-proef-{n}",
            kind=kinds[n % 7],
            since=None if n % 7 == 5 else date(2020, 12, 28) + timedelta(days=4 * n),
            text=f"Er is iets aan de hand dat wel wat woorden vraagt, voor de {n + 1}e keer.",
            action="Bel de partner en spreek af wat er nu gebeurt.",
            owner="Projectleider" if n % 3 else None,
            standing=n % 5 != 0,
            case="z-0042" if n % 7 == 2 else None,
            referral="r-0007" if n % 7 == 3 else None,
        )
        for n in range(count)
    )


def _rows() -> tuple[Row, ...]:
    line, none = Line, Figure(None, None)
    return (
        Row(
            *("m01", "Instroom", "Aantal benaderde ondernemers", "ondernemers"),
            figure=Figure(14, 1262, added=3, later=2),
            owner="Loket",
            effect="procesindicator",
            unknown=Figure(1, 9),
            lines=(line("ja", "Met uitkering", Figure(10, 1000)), line("nee", "=Zonder", Figure())),
            explanation="Iedere ondernemer telt één keer, bij de eerste poging.",
        ),
        Row(
            *("m04", "Doorlooptijden", "Gemiddelde duur van melding tot inzet", "dagen"),
            figure=Figure(Decimal("8.5"), Decimal("12.4")),
            owner="Loket",
            effect="procesindicator",
            unknown=Figure(0, 0),
            lines=(
                line(
                    "scan",
                    "Scan",
                    Figure(None, Decimal("9.0")),
                    Spread(31, Decimal("9.0"), Decimal("8.5"), 21),
                ),
                line("hulp", LONG, none, Spread()),
            ),
            spread=(
                Spread(6, Decimal("8.5"), Decimal("7.0"), 15),
                Spread(81, Decimal("12.4"), Decimal("10.5"), 29),
            ),
            waited=Waited(23, Decimal("40.2"), 71, ended=7),
            wrong=("z-0003", "z-0019"),
            wrong_count=5,
        ),
        Row(
            *("m05", "Inzet product", f"Aantal ingezette producten ({LONG})", "producten"),
            figure=Figure(11, 124),
            target=400,
            reached=Decimal("31.0"),
            owner="Loket",
            effect="Gezonde ondernemingen",
            unique=(9, 97),
            lines=(line("gesprek", "Gesprek", Figure(4, 60)), line("huur", "Huur", Figure(7, 64))),
        ),
        Row(
            *(
                "m07",
                "Inzet product",
                "Aantal ingezette Levensvatbaarheidsonderzoeken",
                "producten",
            ),
            figure=Figure(1, 33),
            target=30,
            reached=Decimal("110.0"),
            owner="Loket",
            effect="Beperking van het aantal onnodige faillissementen",
            unique=(1, 33),
            lines=(line("onderzoek", "Levensvatbaarheidsonderzoek", Figure(1, 33)),),
        ),
        Row(
            *("m10", "Inzet product", "Aantal doorverwijzingen omscholing", "producten"),
            figure=Figure(0, 0),
            target=100,
            target_text="100 50/50",
            reached=Decimal("0.0"),
            owner="Loket",
            effect="Omgeschoolde ondernemers naar tekortsectoren op de arbeidsmarkt",
            unique=(0, 0),
        ),
        Row(
            *("m12", "Doelmatigheid", "Samenloop van beëindigingen met inzet", "ondernemers"),
            figure=Figure(2, 18),
            owner="Lijstwerk van het Applicatiebeheer",
            effect="Schadelastbeperking",
            lines=(line("loondienst", "Loondienst", Figure(2, 18)),),
            apart=(line("einde_regeling", "Einde regeling", Figure(0, 41)),),
            beside=Figure(3, 29),
            partial=Figure(1, 5),
            at="tozo_einde",
            after="ingezet",
            note="Samenloop in de tijd; dit getal bewijst geen effect.",
        ),
        Row(
            *("m13", "Overige", "Invoer van ondersteuningsproduct", "aandeel"),
            figure=Figure(None, Decimal("62.5")),
            target_text="zo volledig mogelijk",
            share=((0, 0), (50, 80)),
            at="ingevoerd",
            whole="ingezet",
        ),
    )


def _inflow() -> Inflow:
    return Inflow(
        registered={
            "gros": Figure(0, 310),
            "zelf": Figure(4, 38),
            "totaal": Figure(4, 348, later=1),
        },
        reached=Figure(9, 240),
        intakes=Figure(8, 182),
        closed={"ziet_af": Figure(1, 12), "afgerond": Figure(2, 30)},
        backlog=124,
        backlog_before=131,
        backlog_levels={"acuut": 2, "hoog": 22, "regulier": 100},
        oldest=date(2021, 3, 1),
        ceiling=350,
    )


def _terms() -> tuple[Terms, ...]:
    return (
        Terms("acuut", "Acuut", 12, 3, 1, 2, 4, 1, ("z-0007", "z-0031")),
        Terms("lijst", "Wie op de lijst staat, wordt gebeld", met=80, running=90),
    )


def _budgets() -> tuple[Budget, ...]:
    used = [Decimal("9000.50") * (n + 1) for n in range(12)]
    return (
        Budget(
            *("impuls", "Impulsgelden", "voorlopig"),
            granted=Decimal(200000),
            free=Decimal("91994.00"),
            held=Decimal("40006.00"),
            spent=Decimal("68000.00"),
            week_held=Decimal("-250.00"),
            week_spent=Decimal("9250.50"),
            weekly={str(FIRST.plus(n)): amount for n, amount in enumerate(used)},
            products=(
                Spending("gesprek", "Gesprek", 60, Decimal("20006.00"), Decimal(48000)),
                Spending("huur", LONG, 64, Decimal(20000), Decimal(20000)),
            ),
            remarks=("Alle doelen samen kosten tegen de volle prijs ten minste € 402.850,00.",),
        ),
        Budget("noodpot", "Noodpot", None, None, None, Decimal(0), Decimal(0)),
    )


def _capacity() -> tuple[Capacity, ...]:
    steps = ("verwezen", "aanvaard", "geweigerd", "gestart", "afgerond", "gestaakt", "ingetrokken")
    figures = {step: Figure(n, 30 - n) for n, step in enumerate(steps)}
    own = figures | {"verwezen": Figure(None, None)}
    return (
        Capacity(
            *("bureau", "Adviesbureau", "onderzoek", "Levensvatbaarheidsonderzoek"),
            unit="plaatsen",
            promised=Decimal(30),
            used=Decimal(28),
            free=Decimal(2),
            waiting=6,
            open=4,
            figures=figures,
        ),
        Capacity(
            *("bureau", "Adviesbureau", "gesprek", LONG),
            unit="uren",
            per="maand",
            promised=Decimal(40),
            used=Decimal("12.5"),
            free=Decimal("27.5"),
            figures=figures,
        ),
        Capacity(
            *("ander", "Andere adviseur", "onderzoek", "Levensvatbaarheidsonderzoek"),
            unit="plaatsen",
            promised=Decimal(0),
            free=Decimal(0),
            waiting=None,
            figures=figures,
        ),
        Capacity("loket", "Loket", "scan", "Scan", used=Decimal(81), open=3, figures=own),
    )


def _projection() -> Projection:
    ahead = [NOW.plus(n) for n in range(1, 33)]
    path = tuple(
        Path(str(week), low, low + 1500 * n, low + 3200 * n)
        for n, week in enumerate(ahead, 1)
        for low in [Decimal("108006.00") + Decimal("3000.25") * n]
    )
    return Projection(
        until=date(2021, 12, 31),
        weeks=6,
        ahead=len(ahead),
        share=Decimal("0.9200"),
        coming={str(week): Decimal("1.38") for week in ahead},
        budgets=(
            Forecast(
                *("impuls", "Impulsgelden", "euro", Decimal(200000), Decimal("108006.00")),
                pace=Decimal("4500.25"),
                known=11,
                per_intake=Decimal("593.44"),
                size=Decimal("812.00"),
                factor=Decimal("2.09"),
                low=path[-1].low,
                expected=path[-1].expected,
                high=path[-1].high,
                runs_out="2021-W41",
                earliest="2021-W35",
                latest="2021-W51",
                if_all=Decimal("254020.50"),
                path=path,
                ages=(
                    *(Age(n, 250, Decimal(9000), Decimal(36), Decimal("44.2")) for n in range(12)),
                    Age(12, 0, Decimal(0), Decimal("3.1250"), Decimal("289.5")),
                ),
                scarce=(Scarce("onderzoek", LONG, Decimal(2), Decimal(2095)),),
                advised=(Advised("gesprek", "Gesprek", 31, Decimal("262.50")),),
            ),
        ),
        capacity=(
            Forecast(
                *("bureau/onderzoek", "Adviesbureau: Levensvatbaarheidsonderzoek", "plaatsen"),
                *(Decimal(30), Decimal(28)),
            ),
        ),
        intake=Rush(
            *(124, Decimal("10.8"), Decimal("1.5"), Decimal("13.3"), Decimal("1.5")),
            by=date(2021, 12, 31),
            weeks_left=Decimal(32),
            hours_now=Decimal("16.2"),
            hours_needed=Decimal("8.1"),
        ),
    )
