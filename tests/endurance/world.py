"""A small world to wear the desk out in: a home, its cases, and how long a test goes on.

Every test here has a short form, which the ordinary `pytest` runs, and a long one, marked slow.
CI runs the long ones shortened; `make endure` sets `TRIAGE_ENDURE=full` and runs them in full.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

import attrs

from triage import Case

ON: Final = date(2021, 3, 3)
FULL: Final = os.environ.get("TRIAGE_ENDURE") == "full"

STUDY: Final = 209_500
"""Cents for a study."""
COACHING: Final = 75_000
"""Cents for coaching of the hours in the catalogue, which are ten."""
JOB: Final = 7_500
"""Cents for schooling or a job; a case pays for one of them, once."""

_RULES: Final = """\
vragen:
  spoed: {vraag: "Is er spoed?", soort: ja_nee}
  zwaar: {vraag: "Is het zwaar?", soort: ja_nee}
  klaar: {vraag: "Wanneer moet het klaar zijn?", soort: datum}
  studie: {vraag: "Past een studie?", soort: ja_nee}
  coach: {vraag: "Past coaching?", soort: ja_nee}
  werk: {vraag: "Zoekt u werk?", soort: ja_nee}
regels:
  - {regel: spoed, als: {spoed: ja}, dan: {urgentie: acuut}, omdat: Er is spoed.}
  - {regel: zwaar, als: {zwaar: ja}, dan: {punten: 10}, omdat: Het is zwaar.}
  - {regel: klaar, als: {klaar: bekend}, dan: {uiterlijk: klaar}, omdat: Het moet klaar zijn.}
  - {regel: studie, als: {studie: ja}, dan: {product: studie}, omdat: Een studie past.}
  - {regel: coach, als: {coach: ja}, dan: {product: {coaching: 4 uur}}, omdat: Coaching past.}
  - {regel: werk, als: {werk: ja}, dan: {product: [scholing, baan]}, omdat: Er is een wens.}
"""
_CONFIG: Final = """\
titel: Een proef
engine: direct
bewaartermijn: {{persoon: 1 maand, antwoorden: 1 maand}}
urgentie: {{acuut: {{naam: Acuut}}, gewoon: {{naam: Gewoon}}}}
budgetten: {{pot: {{naam: De pot, bedrag: {pot}}}}}
producten:
  studie: {{naam: Studie, prijs: 2095, pot: pot, aanbieders: [{providers}]}}
  coaching: {{naam: Coaching, uren: 10, prijs: 750, pot: pot, aanbieders: [huis]}}
  scholing: {{naam: Scholing, prijs: 75, pot: pot, groep: werk, aanbieders: [loket]}}
  baan: {{naam: Baan, prijs: 75, pot: pot, groep: werk, aanbieders: [loket]}}
groepen: {{werk: {{naam: Werk, prijs_eenmalig: ja}}}}
partners:
  huis: {{naam: Het huis, eigen: ja, capaciteit: {{coaching: {{uren: {hours}}}}}}}
{studies}
  loket: {{naam: Het loket, capaciteit: {{baan: {{plaatsen: {jobs}, per: week}}}}}}
weigerredenen:
  vol: {{naam: Vol, gevolg: volgende_partner}}
  buiten: {{naam: Buiten de doelgroep, gevolg: product_niet_meer}}
  later: {{naam: Tijdelijk vol, gevolg: wachten_tot}}
  anders: {{naam: Anders, gevolg: terug_naar_balie}}
"""


@attrs.frozen
class World:
    """What the configuration says, in numbers.

    Attributes:
        studies: Places for a study, by partner in order of preference.
        reserve: Of those of the first partner: only for the highest level.
        pot: What everything is paid from, in whole euros.
        hours: Of coaching.
        jobs: Places for a job in a week.
    """

    studies: Mapping[str, int]
    reserve: int = 0
    pot: int = 1_000_000
    hours: int = 1_000
    jobs: int = 1_000

    def write(self, folder: Path) -> Path:
        """Make the home."""
        reserved = dict(zip(self.studies, [self.reserve], strict=False))
        studies = "\n".join(
            f"  {key}: {{naam: {key.title()}, capaciteit: {{studie: {{plaatsen: {places}}}}}, "
            f"reserve_spoed: {{studie: {reserved.get(key, 0)}}}, bij_storing: wachtlijst}}"
            for key, places in self.studies.items()
        )
        text = _CONFIG.format(
            pot=self.pot,
            providers=", ".join(self.studies),
            hours=self.hours,
            studies=studies,
            jobs=self.jobs,
        )
        for part, words in (("rules", _RULES), ("config", text)):
            (folder / part).mkdir(parents=True)
            (folder / part / "a.yaml").write_text(words, encoding="utf-8")
        return folder


def seeded(seed: int) -> Random:
    """What draws the same every time."""
    return Random(seed)  # noqa: S311  # to draw cases and commands, not secrets


def make_cases(count: int, seed: int) -> list[Case]:
    """Cases that get every product, and differ in everything that gives a rank."""
    random = seeded(seed)
    return [
        Case(
            f"z-{number:03}",
            ON - timedelta(days=random.randrange(30)),
            {
                "spoed": random.random() < 0.2,
                "zwaar": random.random() < 0.5,
                "klaar": random.choice([None, date(2021, 3, 8), date(2021, 3, 9)]),
                "studie": True,
                "coach": True,
                "werk": True,
            },
        )
        for number in range(count)
    ]
