"""A small home, and partners' files to put in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

import pytest

from triage import Policy
from triage.plugins import Plugins

RULES: Final = """\
vragen:
  hulp: {vraag: "Wilt u hulp?", soort: ja_nee}
  weken: {vraag: "Hoe lang al?", soort: geheel}
  sector: {vraag: "Wat doet u?", soort: keuze, keuzes: {horeca: Horeca, bouw: Bouw}}
  afkomst: {vraag: "Waar komt u vandaan?", soort: tekst}
  gemeld_op: {vraag: "Wanneer is dat gemeld?", soort: datum}
conclusies:
  nood: {als: {weken: minstens 30}}
berekend:
  dubbel: {soort: geheel, formule: weken * 2}
regels:
  - {regel: een, als: {hulp: ja}, dan: {product: [onderzoek, gesprek]}}
"""
CONFIG: Final = """\
engine: direct
urgentie: {acuut: {}, gewoon: {}}
verboden_kenmerken: [afkomst]
weigerredenen: {vol: {naam: Geen plaats, gevolg: volgende_partner}}
producten:
  onderzoek: {naam: Onderzoek, aanbieders: [imk]}
  gesprek: {naam: Gesprek, aanbieders: [loket, bureau]}
partners:
  imk: {naam: IMK, kanaal: {soort: bestand, adres: uitwisseling/imk}}
  bureau: {naam: Bureau, kanaal: {soort: telefoon}}
  loket: {naam: Loket, eigen: ja}
"""
REFER: Final = "def refer(self, referral): return Receipt()"
HEAD: Final = "from triage import Offer, Receipt, hookimpl\n"


def plugin(*hooks: str, name: str = "imk", offers: str = 'return [Offer("onderzoek")]') -> str:
    """The text of a partner's file; every hook is a `def` on one line."""
    methods = [f"def offers(self): {offers}", *hooks]
    body = "".join(f"    @hookimpl\n    {method}\n" for method in methods)
    return f'{HEAD}class Imk:\n    name = "{name}"\n{body}'


class Load(Protocol):
    """Load the plug-ins of a home with these files; gives them, and the problems as printed."""

    def __call__(
        self, *objects: object, limit: float = 5, **files: str
    ) -> tuple[Plugins, list[str]]: ...


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without a file of a partner; the current folder."""
    monkeypatch.chdir(tmp_path)
    for part, text in (("rules", RULES), ("config", CONFIG)):
        (tmp_path / part).mkdir()
        (tmp_path / part / f"{part}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def load(home: Path) -> Load:
    def run(*objects: object, limit: float = 5, **files: str) -> tuple[Plugins, list[str]]:
        (home / "partners").mkdir(exist_ok=True)
        for name, text in files.items():
            (home / "partners" / f"{name}.py").write_text(text, encoding="utf-8")
        return load_home(home, objects, limit)

    return run


def load_home(
    home: Path, objects: Iterable[object] = (), limit: float = 5
) -> tuple[Plugins, list[str]]:
    rulebook = Policy.load(home).rulebook
    plugins, problems = Plugins.load(home, rulebook, objects, limit)
    assert list(problems) == sorted(problems)
    return plugins, [str(problem) for problem in problems]
