"""`explain`: why, why not, and what would change it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from triage.home import built_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Invoke

ON = ("--on", "2021-03-03")
RULES = "thuis/rules/rules.yaml"


def test_it_gives_rule_reason_ground_place_and_answers(
    triage: Invoke, home: Path, cases: Path
) -> None:
    result = triage("explain", "z-1", "--in", cases, "--home", home.name, *ON)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "Zaak z-1, aangemeld op dinsdag 2 maart 2021, berekend op woensdag 3 maart 2021",
        "",
        "Urgentie: Gewoon",
        "  Geen regel geeft een urgentie; dit is de gewone.",
        "",
        "Uiterlijk: geen termijn",
        "",
        "Punten: 20",
        f"  +20 door regel 'schuldhulp' ({RULES}:23)",
        "",
        "Producten",
        "  Schuldhulp (schuldhulp), bij Het bureau",
        f"    regel 'schuldhulp' ({RULES}:23): De achterstand is ernstig. [Beleidsplan 3.1]",
        "      ernstig: ja   <- ernstig is ja",
        "",
        "Conclusies",
        "  ernstig: Een achterstand van een maand of meer",
        f"    regel 'ernstig' ({RULES}:14)",
        "      achterstand: minstens 30   <- achterstand is 45 dagen",
        "",
        "Waarom niet",
        f"  urgentie Acuut, een aandachtspunt: regel 'ontruiming' ({RULES}:18) [Wgs art. 4 lid 2]",
        "    klopt niet: ontruiming: ja   <- ontruiming is nee",
        "",
        "Nog te vragen",
        f"  Wat zoekt u? (doelen; {RULES}:11)",
        f"    kan nog geven: uitsluiting van Een gesprek, door regel 'al-geholpen' ({RULES}:31)",
        f"  Hoe hoog is de schuld? (schuld; {RULES}:12)",
        f"    kan nog geven: product Een gesprek (2,5 uur), door regel 'gesprek' ({RULES}:28)",
        f"  In welke sector werkt u? (sector; {RULES}:10)",
        f"    kan nog geven: product Een gesprek (2,5 uur), door regel 'gesprek' ({RULES}:28)",
        "",
        *result.stdout.splitlines()[-2:],
    ]
    assert result.stdout.splitlines()[-2].startswith("Versie van de regels: sha256:")
    assert result.stdout.splitlines()[-1] == "Beslist door: direct"


def explained(triage: Invoke, home: Path, **answers: object) -> str:
    case = {"case": "z", "registered": "2021-03-02", "answers": answers}
    result = triage("explain", "z", "--in", "-", "--home", home.name, *ON, stdin=json.dumps(case))
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_it_says_why_not_where_one_answer_makes_the_difference(triage: Invoke, home: Path) -> None:
    text = explained(triage, home, sector="bouw", schuld=1500)

    assert (
        "Waarom niet\n"
        f"  product Een gesprek (2,5 uur): regel 'gesprek' ({RULES}:28)\n"
        "    scheelt alleen: schuld: hoogstens 1000   <- schuld is € 1.500,00\n"
    ) in text


def test_it_says_why_a_conclusion_fails_that_a_product_needs(triage: Invoke, home: Path) -> None:
    text = explained(triage, home, achterstand=29)

    assert (
        "Waarom niet\n"
        f"  conclusie 'ernstig': regel 'ernstig' ({RULES}:14)\n"
        "    klopt niet: achterstand: minstens 30   <- achterstand is 29 dagen\n"
        f"  product Schuldhulp, +20 punten: regel 'schuldhulp' ({RULES}:23) [Beleidsplan 3.1]\n"
        "    klopt niet: ernstig: ja   <- ernstig is nee\n"
    ) in text


def test_it_says_that_the_start_of_a_term_is_missing(triage: Invoke, home: Path) -> None:
    text = explained(triage, home, ontruiming=True)

    assert (
        "Uiterlijk: vrijdag 5 maart 2021\n"
        "  urgentie Acuut (thuis/config/config.yaml:4): 3 werkdagen vanaf gemeld_op;"
        " gemeld_op ontbreekt, dus vanaf de aanmelding op dinsdag 2 maart 2021:"
        " vrijdag 5 maart 2021\n"
    ) in text


def test_it_says_from_which_day_a_term_counts(triage: Invoke, home: Path) -> None:
    text = explained(triage, home, ontruiming=True, gemeld_op="2021-03-04")

    assert "vanaf donderdag 4 maart 2021: dinsdag 9 maart 2021" in text


def test_it_says_that_a_term_has_been_met(triage: Invoke, home: Path) -> None:
    text = explained(triage, home, ontruiming=True, gesprek_op="2021-03-03")

    assert "Uiterlijk: geen termijn\n" in text
    assert "gehaald (gesprek_op is ingevuld)" in text


def test_it_says_what_is_excluded_and_why(triage: Invoke, home: Path) -> None:
    text = explained(triage, home, doelen=["rust", "werk"])

    assert (
        "Uitgesloten\n"
        "  Een gesprek (gesprek)\n"
        f"    regel 'al-geholpen' ({RULES}:31): Er is al hulp.\n"
        "      doelen: {alle: [rust, werk]}   <- doelen is rust, werk\n"
    ) in text


def test_it_says_so_when_nothing_can_change_any_more(
    triage: Invoke, make_home: Callable[..., Path]
) -> None:
    rules = "regels: [{regel: altijd, als: altijd, dan: {punten: 1}}]"
    home = make_home(rules=rules, config="urgentie: {laag: {}}")

    text = explained(triage, home)

    assert "Nog te vragen: niets; de uitkomst staat vast\n" in text


def test_json_holds_the_case_and_the_text(triage: Invoke, home: Path, cases: Path) -> None:
    plain = triage("explain", "z-1", "--in", cases, "--home", home, *ON).stdout

    result = triage("explain", "z-1", "--in", cases, "--home", home, *ON, "--json")

    assert json.loads(result.stdout) == {"case": "z-1", "explanation": plain.rstrip("\n")}


def test_a_case_that_is_not_in_the_file_is_wrong_usage_and_names_the_nearest(
    triage: Invoke, home: Path, cases: Path
) -> None:
    result = triage("explain", "z1", "--in", cases, "--home", home, *ON)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "'z1'" in result.stderr
    assert "'z-1'" in result.stderr


def test_nobody_is_named(triage: Invoke, home: Path, cases: Path) -> None:
    result = triage("explain", "z-2", "--in", cases, "--home", home, *ON)

    assert result.exit_code == 0
    assert "Oefening" not in result.stdout


def test_every_case_of_the_built_in_list_can_be_explained(triage: Invoke, tmp_path: Path) -> None:
    demo = triage("demo", "--out", "demo", "--json")
    first = json.loads(demo.stdout.splitlines()[0])["case"]
    sample = built_in() / "demo" / "gros-lijst.csv"

    result = triage("explain", first, "--in", sample, "--on", "2021-03-05")

    assert result.exit_code == 0
    assert "Urgentie: Acuut" in result.stdout
    assert (tmp_path / "demo").is_dir()
