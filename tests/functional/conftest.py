"""A small home, cases, and the command as a user drives it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Protocol

import pytest
from click.testing import CliRunner

from triage.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

RULES: Final = """\
vragen:
  achterstand:
    vraag: Hoeveel dagen loopt u achter?
    soort: geheel
    eenheid: dagen
    tussen: [0, 3650]
  ontruiming: {vraag: "Dreigt er een ontruiming?", soort: ja_nee}
  gemeld_op: {vraag: "Wanneer is dat gemeld?", soort: datum}
  gesprek_op: {vraag: "Wanneer was het eerste gesprek?", soort: datum}
  sector: {vraag: "In welke sector werkt u?", soort: keuze, keuzes: {horeca: Horeca, bouw: Bouw}}
  doelen: {vraag: "Wat zoekt u?", soort: meerkeuze, keuzes: {rust: Rust, werk: Werk}}
  schuld: {vraag: "Hoe hoog is de schuld?", soort: bedrag}
conclusies:
  ernstig:
    betekent: Een achterstand van een maand of meer
    als: {achterstand: minstens 30}
regels:
  - regel: ontruiming
    als: {ontruiming: ja}
    dan: {urgentie: acuut, let_op: Bel vandaag nog.}
    omdat: Er dreigt een ontruiming.
    grondslag: Wgs art. 4 lid 2
  - regel: schuldhulp
    als: {ernstig: ja}
    dan: {product: schuldhulp, punten: 20}
    omdat: De achterstand is ernstig.
    grondslag: Beleidsplan 3.1
  - regel: gesprek
    als: {sector: [horeca, bouw], schuld: hoogstens 1000}
    dan: {product: {gesprek: 2.5 uur}}
  - regel: al-geholpen
    als: {doelen: {alle: [rust, werk]}}
    dan: {uitsluiten: gesprek}
    omdat: Er is al hulp.
voorbeelden:
  - voorbeeld: ontruiming-gaat-voor
    op: 2021-03-03
    aangemeld: 2021-03-02
    antwoorden: {ontruiming: ja}
    verwacht: {urgentie: acuut, uiterlijk: 2021-03-05, regels: [ontruiming]}
"""
CONFIG: Final = """\
titel: Een proef
bewaartermijn: {persoon: 1 maand, antwoorden: 1 maand}
urgentie:
  acuut: {naam: Acuut, binnen: 3 werkdagen vanaf gemeld_op, gehaald: gesprek_op}
  gewoon: {naam: Gewoon}
producten:
  gesprek: {naam: Een gesprek, uren: 1, aanbieders: [loket]}
  schuldhulp: {naam: Schuldhulp, aanbieders: [bureau]}
partners:
  loket: {naam: Ons loket, eigen: ja}
  bureau: {naam: Het bureau, kanaal: {soort: telefoon}}
alarmen: {termijn: Ons loket, post: Ons loket}
"""


class Invoke(Protocol):
    """Run `triage` with these arguments; what is given as `stdin` can be read from `-`."""

    def __call__(self, *args: object, stdin: str | bytes | None = None) -> Result: ...


@pytest.fixture
def triage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Invoke:
    """The command, in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)

    def invoke(*args: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)

    return invoke


@pytest.fixture
def make_home(tmp_path: Path) -> Callable[..., Path]:
    """Write a home; every argument replaces what the small one says.

    It asks for one engine, so that it does the same where there is no second one.
    """

    def make(name: str = "thuis", rules: str = RULES, config: str = CONFIG) -> Path:
        config = config if "engine:" in config else f"{config.rstrip()}\nengine: direct\n"
        for part, text in (("rules", rules), ("config", config)):
            folder = tmp_path / name / part
            folder.mkdir(parents=True)
            (folder / f"{part}.yaml").write_text(text, encoding="utf-8")
        return tmp_path / name

    return make


@pytest.fixture
def home(make_home: Callable[..., Path]) -> Path:
    """The small home, without anything wrong in it."""
    return make_home()


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Three cases for the small home, in JSON Lines, the most urgent one in the middle."""
    found = [
        {
            "case": "z-1",
            "registered": "2021-03-02",
            "answers": {"achterstand": 45, "ontruiming": False},
        },
        {
            "case": "z-2",
            "registered": "2021-03-01",
            "answers": {"ontruiming": True, "gemeld_op": "2021-03-04"},
            "person": {"name": "Jo Oefening", "phone": "06-00000000"},
        },
        {
            "case": "z-3",
            "registered": "2021-03-01",
            "answers": {"sector": "bouw", "schuld": 999.5, "doelen": ["werk"]},
        },
    ]
    path = tmp_path / "zaken.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in found), encoding="utf-8")
    return path
