"""A small home for a desk of several people, a clock that can be set, and what a ledger holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import MetaData, create_engine, select

from triage import Case, Desk, Person

RULES: Final = """\
vragen:
  achterstand: {vraag: "Hoeveel dagen loopt u achter?", soort: geheel, tussen: [0, 3650]}
  ontruiming: {vraag: "Dreigt er een ontruiming?", soort: ja_nee}
  ontruiming_op: {vraag: "Wanneer is de ontruiming?", soort: datum}
  klaar_op: {vraag: "Voor wanneer moet het?", soort: datum}
  druk: {vraag: "Is het druk?", soort: ja_nee}
  schuld: {vraag: "Hoe hoog is de schuld?", soort: bedrag}
  hulp: {vraag: "Wat zoekt u?", soort: meerkeuze, keuzes: {rust: Rust, werk: Werk}}
  verhaal: {vraag: "Wat is er gebeurd?", soort: tekst}
regels:
  - {regel: ontruiming, als: {ontruiming: ja}, dan: {urgentie: acuut}}
  - regel: achterstand
    als: {achterstand: minstens 30}
    dan: {urgentie: hoog, product: schuldhulp}
  - {regel: termijn, als: {klaar_op: bekend}, dan: {uiterlijk: klaar_op}}
  - {regel: druk, als: {druk: ja}, dan: {punten: 10}}
  - {regel: schuld, als: {schuld: minstens 1000}, dan: {punten: 5}}
"""
SOON: Final = """\
regels:
  - {regel: binnenkort, als: {ontruiming_op: komende 3 dagen}, dan: {urgentie: acuut}}
"""
LATER: Final = """\
regels:
  - {regel: later, als: {druk: ja}, dan: {urgentie: acuut}, geldig: {van: 2021-03-10}}
"""
CONFIG: Final = """\
titel: Een proef
bewaartermijn: {persoon: 24 maanden, antwoorden: 24 maanden}
urgentie: {acuut: {naam: Acuut}, hoog: {naam: Hoog}, gewoon: {naam: Gewoon}}
producten:
  schuldhulp: {naam: Schuldhulp, aanbieders: [bureau]}
  gesprek: {naam: Een gesprek, aanbieders: [loket]}
partners:
  loket: {naam: Ons loket, eigen: ja}
  bureau: {naam: Het bureau, capaciteit: {schuldhulp: {plaatsen: 0}}}
engine: direct
"""
MONDAY: Final = date(2021, 3, 1)
WEDNESDAY: Final = date(2021, 3, 3)


class Clock:
    """Stands still until it is set; at first on a Wednesday, at nine in the morning."""

    def __init__(self) -> None:
        self.set(WEDNESDAY, 9)

    def set(self, day: date, hour: int = 9) -> None:
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))

    def __call__(self) -> datetime:
        return self.now


def write_home(folder: Path, *rules: str, config: str = CONFIG) -> Path:
    """A home with these rules."""
    for part, texts in (("rules", rules or (RULES,)), ("config", (config,))):
        (folder / part).mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(texts):
            (folder / part / f"{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def case(name: str, registered: date = MONDAY, /, who: Person | None = None, **told: Any) -> Case:
    return Case(name, registered, told, who)


def kinds(desk: Desk, *about: str) -> Counter[str]:
    """How many events of each kind there are; of all cases, or of these."""
    return Counter(e.kind for e in desk.events() if not about or e.case in about)


def stored(address: str, *, apart: Collection[str] = ()) -> Iterator[str]:
    """Every value in the ledger, as text, but for those of some tables."""
    engine = create_engine(address)
    tables = MetaData()
    tables.reflect(engine)
    try:
        with engine.connect() as connection:
            for table in tables.sorted_tables:
                if table.name not in apart:
                    for row in connection.execute(select(table)):
                        yield from map(str, row)
    finally:
        engine.dispose()
