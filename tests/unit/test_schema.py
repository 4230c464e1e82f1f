"""The schemas take what the loader takes, and flag what is misspelt or not known in the home."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft7Validator

from triage import home
from triage.errors import Problem
from triage.loading import CONFIG_KEYS, RULE_KEYS, conditions, examples, load, partners, questions
from triage.loading import rules, settings
from triage.loading.report import PERIOD
from triage.rulebook import Rulebook
from triage.schema import CONFIG, RULES, schemas
from triage.schema.keys import KEYS
from triage.schema.words import WORDS
from triage.vocabulary import KINDS, OUTCOMES, PHASES

STARTER: Final = Path(home.__file__).parent / "starter"
PARTS: Final = {"rules": RULES, "config": CONFIG}


class Core(yaml.SafeLoader):
    """YAML as editors read it, by the core schema of YAML 1.2: no dates, and `no` is a text."""

    yaml_implicit_resolvers: Final[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}  # type: ignore[misc]


for tag, form, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))

# Every key that a file can hold.
FULL: Final = {
    "config/alles.yaml": """
titel: Alles
looptijd: {van: 2021-03-01, tot_en_met: 31-12-2021}
benaderperiode: {van: 2021-03-01}
engine: direct
bewaartermijn: {persoon: 24 maanden, antwoorden: 1 jaar}
urgentie:
  acuut: {naam: Acuut, binnen: 3 werkdagen vanaf dag of dag2, uiterlijk: 2021-12-31, gehaald: dag3, toelichting: x}
  gewoon:
budgetten:
  potje: {naam: Potje, bedrag: 200000.00, status: voorlopig, toelichting: x}
verboden_kenmerken: [geslacht]
gelijkgestelde_dagen: [2021-05-14]
weigerredenen:
  vol: {naam: Vol, gevolg: volgende_partner, toelichting: x}
  anders:
producten:
  scan: {naam: Scan, uren: 0.5, prijs: "€ 1.262,50", aanbieders: [bureau, loket], pot: potje, groep: scans,
         beoogd: 10, beoogd_tekst: 2021, toelichting: x}
  hulp:
groepen:
  scans: {naam: Scans, beoogd: 5, beoogd_tekst: 5 of 6, prijs_eenmalig: ja, signaal_uren: "1,5", toelichting: x}
partners:
  bureau:
    naam: Bureau
    eigen: nee
    capaciteit: {scan: {plaatsen: 5, per: week}, hulp: {uren: 400}}
    reserve_spoed: {scan: 2}
    kanaal: {soort: http, adres: "https://bureau.example", geheim: GEHEIM}
    velden: [sector, drukte, zwaar]
    akkoord: mag
    reactietermijn: {acuut: 1 werkdag, overig: 5 werkdagen}
    bij_storing: reserveer
    toelichting: x
  loket: {eigen: ja, reactietermijn: 5 werkdagen, velden: sector}
indicatoren:
  - {indicator: m-1, onderdeel: A, naam: B, actiehouder: C, effect: D, tel: dagen, vanaf: melding, bij: [intake, gestart],
     van: ingezet, na: bereikt, als: {sector: bouw}, groep: scans, product: scan, per: sector, beoogd: 3,
     beoogd_tekst: drie, behalve: [hulp], apart: [x, y], noot: x, toelichting: x}
""",
    "rules/alles.yaml": """
vragen:
  mag: {vraag: Mag het?, soort: ja_nee, fase: balie, toelichting: x}
  aantal: {vraag: Hoeveel?, soort: geheel, eenheid: dagen, tussen: [0, 3650]}
  maat: {vraag: Hoe groot?, soort: getal}
  geld: {vraag: Hoe duur?, soort: bedrag, tussen: [0, "1.262,50"]}
  deel: {vraag: Welk deel?, soort: percentage, tussen: [0%, 100%]}
  dag: {vraag: Wanneer?, soort: datum, tussen: [2020-01-01, 2022-01-01]}
  dag2: {vraag: Wanneer?, soort: datum}
  dag3: {vraag: Wanneer?, soort: datum}
  sector: {vraag: Welke?, soort: keuze, keuzes: {bouw: Bouw, horeca-1: Horeca, 3d: Printen}}
  wensen: {vraag: Welke?, soort: meerkeuze, keuzes: {a: A, b: B}}
  naam: {vraag: Wie?, soort: tekst}
conclusies:
  zwaar: {betekent: Zwaar, als: {aantal: minstens 5}, omdat: x, grondslag: x, geldig: {van: 2021-01-01},
          toelichting: x, eigenaar: x, herzien_voor: 2030-01-01}
  licht:
berekend:
  drukte: {soort: percentage, formule: aantal / maat * 100, eenheid: per dag, toelichting: x}
regels:
  - regel: een
    als:
      alle: [{mag: ja}]
      een van: [{mag: nee}, {niet: {mag: ja}}]
      geen van: [{mag: nee}]
      minstens 1 van: [{mag: nee}, {sector: [bouw, 3d]}]
      minstens 2 van: [{mag: nee}, {mag: ja}]
      niet: {mag: onbekend}
    dan: {urgentie: acuut, binnen: 4 weken, uiterlijk: 2 werkdagen voor dag, gehaald: dag2, punten: -5,
          product: [scan, {hulp: 4 uur}], uitsluiten: [scans, hulp], conclusie: [licht], let_op: x}
    omdat: x
    grondslag: x
    toelichting: x
    geldig: [{van: 2021-01-01}, {tot_en_met: 2022-01-01}]
    eigenaar: x
    herzien_voor: 1-1-2030
  - {regel: twee, als: altijd, dan: {product: {scan: "0,5 uur"}, uitsluiten: alles}, geldig: 2021-01-01..2021-12-31}
tabellen:
  - tabel: trap
    omdat: x
    grondslag: x
    toelichting: x
    geldig: {tot_en_met: 2021-12-31}
    eigenaar: x
    herzien_voor: 2030-01-01
    rijen:
      - {mag: ja, aantal: 5 | minstens 9, sector: niet bouw | 3d, wensen: a | b, dag: "-", naam: bekend, zwaar: ja,
         drukte: meer dan 10%, urgentie: acuut, binnen: 2 dagen, uiterlijk: dag, gehaald: dag2, punten: 3,
         product: "scan: 4 uur | hulp", uitsluiten: scans | hulp, conclusie: licht, let_op: x, omdat: x, grondslag: x,
         toelichting: x, geldig: 2021-03-01.. | ..2020-01-01}
      - {aantal: 3, sector: [bouw], dag: , urgentie: "", product: [scan, hulp], omdat: }
  - {tabel: lijst, bestand: lijst.csv}
voorbeelden:
  - voorbeeld: eerste
    op: 2021-03-03
    aangemeld: 2-3-2021
    toelichting: x
    antwoorden: {mag: ja, aantal: 5, maat: "0,5", geld: 10.50, deel: 30%, dag: 2021-03-01, sector: 3d, wensen: [a, b],
                 naam: 2021, dag2: }
    verwacht: {urgentie: acuut, punten: 1, uiterlijk: 2021-03-05, producten: [scan], zonder: hulp, regels: een,
               conclusies: {zwaar: ja, licht: onbekend}, let_op: [een], open: [mag]}
  - {voorbeeld: tweede, antwoorden: {}, verwacht: {uiterlijk: geen, producten: [], conclusies: zwaar}}
""",
    "rules/lijst.csv": "mag;punten\nja;1\n",
}

# Per question: tests that the loader takes, and tests that both refuse.
TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "mag": ("ja", "nee", "bekend", "onbekend", "niet ja", "{niet: nee}"),
    "zwaar": ("ja", "niet nee", "onbekend"),
    "aantal": (
        *("5", "-5", "012", "45.0", '"1262"', "minstens 5", "hoogstens  5", "meer dan 5", "minder dan 5"),
        *("tussen 5 en 9", '">= 5"', '"!=5"', "= 5", "[5..9]", '"(5..9]"', '"[5 .. 9)"', "niet 5"),
        *("niet tussen 5 en 9", "{niet: 5}", "{niet: [5..9]}", '{niet: "> 5"}', "bekend", "1.262.000"),
    ),
    "maat": ("0.5", '"0,5"', "1.262", "minstens 0,0625", "[0.5..1.5]"),
    "geld": ("1262.50", '"1.262,50"', "€ 1.262,50", "minstens € -5,00", "minstens 1262", "meer dan 1262,5"),
    "deel": ("30%", "30 %", "30", "minstens 12,5%", "[5%..10%]"),
    "drukte": ("minstens 30%", "onbekend"),
    "dag": (
        *("2021-03-01", "1-3-2021", "voor 2021-03-01", "na 1-3-2021", "vanaf 2021-03-01", "< 2021-03-01"),
        *("tot en met 2021-03-01", "tussen 2021-03-01 en 2021-03-05", "minstens 30 dagen geleden"),
        *("hoogstens 1 dag geleden", "komende 14 dagen", "niet voor 2021-03-01", "{niet: 2021-03-01}"),
        *("[2021-03-01..2021-03-05]", "bekend"),
    ),
    "sector": ("bouw", "3d", "niet horeca-1", "[bouw, 3d]", "{niet: bouw}", "{niet: [bouw, 3d]}", "bekend"),
    "wensen": (
        *("a", "niet a", "[a, b]", "{alle: [a, b]}", "{alle: a}", "{niet: {alle: [a, b]}}", "{niet: [a]}"),
        *("2", "minstens 1", '">= 1"', "niet minstens 2", "[1..2]", "{niet: 0}", "onbekend"),
    ),
    "naam": ("bekend", "onbekend"),
}
REFUSED: Final[Mapping[str, tuple[str, ...]]] = {
    "mag": ("true", "misschien", "[ja]", "niet bekend", "1", "", "{nit: ja}"),
    "zwaar": ("j", "minstens 1"),
    "aantal": (
        *("5.5", "0,5 uur", "minstns 5", "meer als 5", "5..9", '"]5..9["', "30%", "€ 5", "[5, 9]", "{alle: [5]}"),
        *("minstens 1.5", "niet onbekend", "{}", "tussen 5 of 9"),
    ),
    "maat": ("minstens 0,00001", "veel"),
    "geld": ("minstens 30%", "minstens 5,001"),
    "deel": ("minstens € 5",),
    "dag": ("2021-13-01", "1 maart 2021", "voor 5", "minstens 5", "minstens 30 weken geleden", "20210301"),
    "sector": ("bouv", "Bouw", "[bouw, bouv]", "niet bouv", "{niet: bouv}", "{alle: [bouw]}", "minstens 1", "[]"),
    "wensen": ("c", "{alle: [a, c]}", "-1", "[a, c]", "1.5"),
    "naam": ("Jan", "niet bekend", "[x]"),
}
# What a schema cannot see, and `triage check` does.
UNSEEN: Final[Mapping[str, tuple[str, ...]]] = {
    "aantal": ("tussen 9 en 5", '"(5..5)"', "1234567890123456"),
    "dag": ("2021-02-30",),
}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> Rulebook:
    rulebook, problems = load(folder)
    assert rulebook is not None, "\n".join(map(str, problems))
    return rulebook


def errors(schema: dict[str, Any], text: str) -> list[str]:
    """Where the schema finds fault with a file, and with what."""
    document = yaml.load(text, Loader=Core)  # noqa: S506  # a SafeLoader
    found = Draft7Validator(schema).iter_errors(document)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def places(schema: dict[str, Any], text: str) -> set[object]:
    """The numbers of the rules in which the schema finds fault."""
    document = yaml.load(text, Loader=Core)  # noqa: S506  # a SafeLoader
    return {error.absolute_path[1] for error in Draft7Validator(schema).iter_errors(document)}


def parts(schema: object) -> Iterator[dict[str, Any]]:
    """Every mapping of a schema, its own keywords and its properties alike."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return read(written(tmp_path_factory.mktemp("home"), FULL))


@pytest.fixture(scope="module")
def made(full: Rulebook) -> dict[str, dict[str, Any]]:
    return schemas(full)


@pytest.mark.parametrize("folder", [home.built_in(), STARTER], ids=["built-in", "starter"])
def test_the_files_of_a_home_fit_its_schemas(folder: Path) -> None:
    found = schemas(read(folder))

    faults = {
        str(path): errors(found[name], path.read_text(encoding="utf-8"))
        for part, name in PARTS.items()
        for path in home.files(folder, part)
    }

    assert faults
    assert {path: fault for path, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("folder", [home.built_in(), STARTER], ids=["built-in", "starter"])
def test_the_schemas_are_schemas(folder: Path) -> None:
    for schema in schemas(read(folder)).values():
        Draft7Validator.check_schema(schema)
        # The draft allows this, the YAML language server throws the whole schema away.
        assert [part for part in parts(schema) if part.get("enum") == []] == []


def test_a_file_with_every_key_fits(made: dict[str, dict[str, Any]]) -> None:
    assert errors(made[RULES], FULL["rules/alles.yaml"]) == []
    assert errors(made[CONFIG], FULL["config/alles.yaml"]) == []


def occurrences(document: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    if isinstance(document, dict):
        for key, value in document.items():
            yield (*path, key)
            yield from occurrences(value, (*path, key))
    elif isinstance(document, list):
        for number, value in enumerate(document):
            yield from occurrences(value, (*path, number))


def misspelt(document: Any, path: tuple[object, ...]) -> Any:
    """The document with the last key of the path misspelt."""
    key, *rest = path
    if isinstance(document, list):
        return [misspelt(v, tuple(rest)) if n == key else v for n, v in enumerate(document)]
    if rest:
        return {k: misspelt(v, tuple(rest)) if k == key else v for k, v in document.items()}
    return {f"{k}x" if k == key else k: v for k, v in document.items()}


OWN: Final = {
    *("vragen", "conclusies", "berekend", "keuzes"),
    *("urgentie", "budgetten", "weigerredenen", "producten", "groepen", "partners"),
}
"""Under these keys the names are the reader's own."""


@pytest.mark.parametrize("part", PARTS)
def test_every_misspelt_key_is_flagged(part: str, made: dict[str, dict[str, Any]]) -> None:
    document = yaml.load(FULL[f"{part}/alles.yaml"], Loader=Core)  # noqa: S506  # a SafeLoader
    check = Draft7Validator(made[PARTS[part]])
    fixed = [path for path in occurrences(document) if len(path) < 2 or path[-2] not in OWN]

    missed = [path for path in fixed if check.is_valid(misspelt(document, path))]

    assert missed == []


def test_the_file_with_every_key_has_every_key() -> None:
    text = "".join(FULL.values())
    document = [yaml.load(t, Loader=Core) for n, t in FULL.items() if n.endswith("yaml")]  # noqa: S506
    used = {path[-1] for path in occurrences(document)}

    assert {key for keys in KEYS.values() for key in keys} - used == set(), text


def test_every_test_that_the_loader_takes_fits(
    tmp_path: Path, made: dict[str, dict[str, Any]]
) -> None:
    text = asking(TAKEN)
    _, problems = load(written(tmp_path, {**FULL, "rules/erbij.yaml": text}))

    assert [p for p in problems if p.severity == "error"] == []
    assert errors(made[RULES], text) == []


def test_a_test_that_the_loader_refuses_is_flagged(
    tmp_path: Path, made: dict[str, dict[str, Any]]
) -> None:
    text = asking(REFUSED)
    _, problems = load(written(tmp_path, {**FULL, "rules/erbij.yaml": text}))
    written_tests = [(name, test) for name, tests in REFUSED.items() for test in tests]
    every = set(range(len(written_tests)))

    found = places(made[RULES], text)

    assert {line_rule(p) for p in problems if p.severity == "error"} == every
    assert [written_tests[number] for number in every - found] == []


def test_what_a_schema_cannot_see_is_left_to_check(
    tmp_path: Path, made: dict[str, dict[str, Any]]
) -> None:
    text = asking(UNSEEN)
    _, problems = load(written(tmp_path, {**FULL, "rules/erbij.yaml": text}))

    assert {line_rule(p) for p in problems if p.severity == "error"} == set(range(4))
    assert errors(made[RULES], text) == []


def asking(tests: Mapping[str, tuple[str, ...]]) -> str:
    """A file with a rule for every test, two lines each."""
    lines = [
        f"  - regel: r{number}\n    {{als: {{{name}: {test}}}, dan: {{punten: 1}}}}"
        for number, (name, test) in enumerate((n, t) for n, all_ in tests.items() for t in all_)
    ]
    rules_ = [
        line.replace("\n    {als:", "\n    als:").replace(", dan: {punten: 1}}", "\n    dan: {punten: 1}")
        for line in lines
    ]
    return "regels:\n" + "\n".join(rules_) + "\n"


def line_rule(problem: Problem) -> int:
    """The number of the rule that the problem stands in."""
    return (problem.where.line - 2) // 3
