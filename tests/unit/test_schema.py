"""The schemas take what the loader takes, and flag what is misspelt or not known in the home."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft7Validator, ValidationError

from triage import home
from triage.errors import Problem
from triage.loading import (
    CONFIG_KEYS,
    RULE_KEYS,
    conditions,
    examples,
    indicators,
    load,
    partners,
    questions,
    rules,
    settings,
)
from triage.loading.report import PERIOD
from triage.rulebook import Rulebook
from triage.schema import CONFIG, RULES, schemas
from triage.schema.keys import KEYS
from triage.schema.words import WORDS
from triage.vocabulary import KINDS, OUTCOMES, PHASES

HOME: Final = Path(__file__).parent / "schema_home"
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
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))

FULL: Final = {
    path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(HOME.rglob("*.*"))
}
"""The files of a home in which every key occurs."""

# Per question: tests that the loader takes, and tests that both refuse.
TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "mag": ("ja", "nee", "bekend", "onbekend", "niet ja", "{niet: nee}"),
    "zwaar": ("ja", "niet nee", "onbekend"),
    "aantal": (
        *(
            "5",
            "-5",
            "012",
            "45.0",
            '"1262"',
            "minstens 5",
            "hoogstens  5",
            "meer dan 5",
            "minder dan 5",
        ),
        *("tussen 5 en 9", '">= 5"', '"!=5"', "= 5", "[5..9]", '"(5..9]"', '"[5 .. 9)"', "niet 5"),
        *(
            "niet tussen 5 en 9",
            "{niet: 5}",
            "{niet: [5..9]}",
            '{niet: "> 5"}',
            "bekend",
            "1.262.000",
        ),
    ),
    "maat": ("0.5", '"0,5"', "1.262", "minstens 0,0625", "[0.5..1.5]"),
    "geld": (
        "1262.50",
        '"1.262,50"',
        "€ 1.262,50",
        "minstens € -5,00",
        "minstens 1262",
        "meer dan 1262,5",
    ),
    "deel": ("30%", "30 %", "30", "minstens 12,5%", "[5%..10%]"),
    "drukte": ("minstens 30%", "onbekend"),
    "dag": (
        *(
            "2021-03-01",
            "1-3-2021",
            "voor 2021-03-01",
            "na 1-3-2021",
            "vanaf 2021-03-01",
            "< 2021-03-01",
        ),
        *("tot en met 2021-03-01", "tussen 2021-03-01 en 2021-03-05", "minstens 30 dagen geleden"),
        *(
            "hoogstens 1 dag geleden",
            "komende 14 dagen",
            "niet voor 2021-03-01",
            "{niet: 2021-03-01}",
        ),
        *("[2021-03-01..2021-03-05]", "bekend"),
    ),
    "sector": (
        "bouw",
        "3d",
        "niet horeca-1",
        "[bouw, 3d]",
        "{niet: bouw}",
        "{niet: [bouw, 3d]}",
        "bekend",
    ),
    "wensen": (
        *(
            "a",
            "niet a",
            "[a, b]",
            "{alle: [a, b]}",
            "{alle: a}",
            "{niet: {alle: [a, b]}}",
            "{niet: [a]}",
        ),
        *("2", "minstens 1", '">= 1"', "niet minstens 2", "[1..2]", "{niet: 0}", "onbekend"),
    ),
    "naam": ("bekend", "onbekend"),
}
REFUSED: Final[Mapping[str, tuple[str, ...]]] = {
    "mag": ("true", "misschien", "[ja]", "niet bekend", "1", "", "{nit: ja}"),
    "zwaar": ("j", "minstens 1"),
    "aantal": (
        *(
            "5.5",
            "0,5 uur",
            "minstns 5",
            "meer als 5",
            "5..9",
            '"]5..9["',
            "30%",
            "€ 5",
            "[5, 9]",
            "{alle: [5]}",
        ),
        *("minstens 1.5", "niet onbekend", "{}", "tussen 5 of 9"),
    ),
    "maat": ("minstens 0,00001", "veel"),
    "geld": ("minstens 30%", "minstens 5,001"),
    "deel": ("minstens € 5",),
    "dag": (
        "2021-13-01",
        "1 maart 2021",
        "voor 5",
        "minstens 5",
        "minstens 30 weken geleden",
        "20210301",
    ),
    "sector": (
        "bouv",
        "Bouw",
        "[bouw, bouv]",
        "niet bouv",
        "{niet: bouv}",
        "{alle: [bouw]}",
        "minstens 1",
        "[]",
    ),
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


def faults(schema: dict[str, Any], text: str) -> list[ValidationError]:
    """What the schema finds fault with."""
    document = yaml.load(text, Loader=Core)  # noqa: S506  # a SafeLoader
    return list(Draft7Validator(schema).iter_errors(document))


def errors(schema: dict[str, Any], text: str) -> list[str]:
    """The same, as lines to read."""
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in faults(schema, text)]


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

    found_in = {
        str(path): errors(found[name], path.read_text(encoding="utf-8"))
        for part, name in PARTS.items()
        for path in home.files(folder, part)
    }

    assert found_in
    assert {path: fault for path, fault in found_in.items() if fault} == {}


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
    "tozo_redenen",
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
    texts = [text for name, text in FULL.items() if name.endswith(".yaml")]
    documents = [yaml.load(text, Loader=Core) for text in texts]  # noqa: S506  # a SafeLoader
    used = {path[-1] for path in occurrences(documents)}

    assert {key for keys in KEYS.values() for key in keys} - used == set()


def test_every_test_that_the_loader_takes_fits(
    tmp_path: Path, made: dict[str, dict[str, Any]]
) -> None:
    text = asking(TAKEN)
    _, problems = load(written(tmp_path, {**FULL, "rules/erbij.yaml": text}))

    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert errors(made[RULES], text) == []


def test_every_test_that_the_loader_refuses_is_flagged(
    tmp_path: Path, made: dict[str, dict[str, Any]]
) -> None:
    text = asking(REFUSED)
    _, problems = load(written(tmp_path, {**FULL, "rules/erbij.yaml": text}))
    every = dict(enumerate((name, test) for name, tests in REFUSED.items() for test in tests))

    refused = {rule_of(problem) for problem in problems if problem.severity == "error"}
    flagged = {error.absolute_path[1] for error in faults(made[RULES], text)}

    assert [test for number, test in every.items() if number not in refused] == []
    assert [test for number, test in every.items() if number not in flagged] == []


def test_what_a_schema_cannot_see_is_left_to_check(
    tmp_path: Path, made: dict[str, dict[str, Any]]
) -> None:
    text = asking(UNSEEN)
    _, problems = load(written(tmp_path, {**FULL, "rules/erbij.yaml": text}))

    assert {rule_of(p) for p in problems if p.severity == "error"} == {0, 1, 2, 3}
    assert errors(made[RULES], text) == []


def asking(tests: Mapping[str, tuple[str, ...]]) -> str:
    """A file with a rule for every test."""
    pairs = [(name, test) for name, several in tests.items() for test in several]
    rule = "  - regel: r{}\n    als:\n      {}: {}\n    dan: {{punten: 1}}\n"
    return "regels:\n" + "".join(rule.format(n, *pair) for n, pair in enumerate(pairs))


def rule_of(problem: Problem) -> int:
    """The number of the rule that the problem stands in."""
    return (problem.where.line - 2) // 4


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("rules", "  een van: [{mag: nee}", "  een van: [{mga: nee}"),
        ("rules", "{mag: ja, aantal: 5,", "{mga: ja, aantal: 5,"),
        ("rules", "{mag: ja, aantal: 5,", "{drukte: 5, aantal: 5,"),
        ("rules", "aantal: 5, maat", "aantal: 3651, maat"),
        ("rules", "sector: 3d", "sector: 3e"),
        ("rules", "wensen: [a, b],", "wensen: [a, c],"),
        ("rules", "wensen: [a, b],", "wensen: a,"),
        ("rules", "deel: 30%", "deel: dertig"),
        ("rules", "sector: niet bouw | 3d", "sector: niet bouw | 3e"),
        ("rules", "urgentie: acuut, binnen: 4", "urgentie: acut, binnen: 4"),
        ("rules", "binnen: 4 weken", "binnen: 4 maanden"),
        ("rules", "binnen: 4 weken", "binnen: 4 weken vanaf aantal"),
        ("rules", "uiterlijk: 2 werkdagen voor dag", "uiterlijk: 2 werkdagen na dag"),
        ("rules", "gehaald: dag2, punten: -5", "gehaald: mag, punten: -5"),
        ("rules", "punten: -5", "punten: 0.5"),
        ("rules", "[scan, {hulp: 4 uur}]", "[skan, {hulp: 4 uur}]"),
        ("rules", "[scan, {hulp: 4 uur}]", "[scan, {hulp: 4}]"),
        ("rules", "[scan, {hulp: 4 uur}]", "scans"),
        ("rules", "uitsluiten: [scans, hulp]", "uitsluiten: [scans, hup]"),
        ("rules", "conclusie: [licht]", "conclusie: [mag]"),
        ("rules", "let_op: x}", "let_op: }"),
        ("rules", '"scan: 4 uur | hulp"', '"scan: 4 uur | hup"'),
        ("rules", "2021-03-01.. | ..2020-01-01", "2021-03-01"),
        ("rules", "producten: [scan]", "producten: [scans]"),
        ("rules", "open: [mag]", "open: [zwaar]"),
        ("rules", "conclusies: {zwaar: ja", "conclusies: {mag: ja"),
        ("rules", "uiterlijk: geen", "uiterlijk: nooit"),
        ("rules", "soort: ja_nee", "soort: janee"),
        ("rules", "soort: keuze, keuzes", "soort: tekst, keuzes"),
        ("rules", ", keuzes: {a: A, b: B}", ""),
        ("rules", "keuzes: {a: A,", "keuzes: {bekend: A,"),
        ("rules", "  maat: {vraag", "  dagen: {vraag"),
        ("rules", "soort: percentage, formule", "soort: datum, formule"),
        ("rules", "als: {aantal: minstens 5}, omdat", "omdat"),
        ("rules", "bestand: lijst.csv", "bestand: lijst.csv, rijen: [{mag: ja}]"),
        ("rules", "regel: twee", "regel: Twee regels"),
        ("rules", "als: altijd", "als: nooit"),
        ("config", "gehaald: dag3", "gehaald: dag4"),
        ("config", "engine: direct", "engine: snel"),
        ("config", "persoon: 24 maanden", "persoon: lang"),
        ("config", "[bureau, loket]", "[bureau, balie]"),
        ("config", "pot: potje", "pot: pot"),
        ("config", "groep: scans,\n", "groep: scan,\n"),
        ("config", "uren: 0.5", "uren: 0"),
        ("config", "prijs_eenmalig: ja", "prijs_eenmalig: true"),
        ("config", "{plaatsen: 5, per: week}", "{plaatsen: 5, uren: 5}"),
        ("config", "per: week", "per: jaar"),
        ("config", "reserve_spoed: {scan: 2}", "reserve_spoed: {scans: 2}"),
        ("config", "soort: http", "soort: post"),
        ("config", "velden: [sector", "velden: [sectr"),
        ("config", "akkoord: mag", "akkoord: sector"),
        ("config", "{acuut: 1 werkdag,", "{acut: 1 werkdag,"),
        ("config", "bij_storing: reserveer", "bij_storing: niets"),
        ("config", "gevolg: volgende_partner", "gevolg: niets"),
        ("config", "tel: dagen", "tel: uren"),
        ("config", "bij: ingezet", "bij: inzet"),
        ("config", "per: sector", "per: mag"),
        ("config", "als: {sector: bouw}", "als: {sector: bouv}"),
        ("config", "[2021-05-14]", "[14 mei]"),
    ],
)
def test_what_the_home_does_not_know_is_flagged(
    part: str, old: str, new: str, tmp_path: Path, made: dict[str, dict[str, Any]]
) -> None:
    file = f"{part}/alles.yaml"
    assert FULL[file].count(old) == 1
    text = FULL[file].replace(old, new)
    _, problems = load(written(tmp_path, {**FULL, file: text}))

    assert any(problem.severity == "error" for problem in problems)
    assert errors(made[PARTS[part]], text)


def test_the_keys_explained_are_those_of_the_loader() -> None:
    loaded = {
        "regelbestand": RULE_KEYS,
        "vraag": questions.QUESTION,
        "conclusie": questions.CONCLUSION,
        "berekening": questions.COMPUTED,
        "regel": rules.RULE,
        "als": conditions.CONNECTIVES,
        "dan": OUTCOMES,
        "periode": PERIOD,
        "tabel": rules.TABLE,
        "rij": (*OUTCOMES, *rules.TEXTS, "geldig"),
        "voorbeeld": examples.EXAMPLE,
        "verwacht": examples.EXPECTED,
        "configuratie": CONFIG_KEYS,
        "alarmen": settings.ALARMS,
        "urgentie": settings.LEVEL,
        "product": settings.PRODUCT,
        "groep": settings.GROUP,
        "budget": settings.BUDGET,
        "weigerreden": settings.REASON,
        "bewaartermijn": settings.RETENTION,
        "partner": partners.PARTNER,
        "capaciteit": partners.CAPACITY,
        "kanaal": partners.CHANNEL,
        "indicator": indicators.INDICATOR,
    }

    assert {what: set(keys) for what, keys in KEYS.items()} == {
        what: set(keys) for what, keys in loaded.items()
    }


def test_the_words_explained_are_those_of_the_loader() -> None:
    loaded = {
        "soort": KINDS,
        "fase": PHASES,
        "conclusie": examples.FACTS,
        "engine": settings.ENGINES,
        "gevolg": settings.EFFECTS,
        "kanaal": partners.CHANNELS,
        "bij_storing": partners.FAILURES,
        "per": partners.PERIODS,
        "tel": indicators.COUNTS,
        "moment": indicators.MOMENTS,
    }

    assert {what: set(WORDS[what]) for what in loaded} == {
        what: set(words) for what, words in loaded.items()
    }


def test_everything_that_can_be_tested_is_described(full: Rulebook) -> None:
    definitions = schemas(full)[RULES]["definitions"]
    names = [*full.questions, *full.conclusions, *full.computed]

    told = {name: definitions[f"toets.{name}"]["description"] for name in names}

    assert set(definitions["toetsen"]["properties"]) == {*names, *conditions.CONNECTIVES}
    assert told["aantal"].startswith("Hoeveel?\nSoort: geheel, in dagen.\n")
    assert "Keuzes: bouw = Bouw; horeca-1 = Horeca; 3d = Printen." in told["sector"]
    assert told["zwaar"].startswith("Conclusie: Zwaar\n")
    assert told["drukte"].startswith("Berekend: aantal / maat * 100\n")


def test_the_patterns_hold_nothing_that_only_python_reads(made: dict[str, dict[str, Any]]) -> None:
    found = [part["pattern"] for part in parts(made) if isinstance(part.get("pattern"), str)]

    assert found
    assert [text for text in found if re.search(r"\(\?[P<#a-z]|\\[AZz]", text)] == []
