"""`advise`: what fits every case of a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Invoke

ON = ("--on", "2021-03-03")


def test_json_is_one_object_a_line_in_the_exact_form_of_the_contract(
    triage: Invoke, home: Path, cases: Path
) -> None:
    version = triage("check", "--home", home).stdout.split()[-1]

    result = triage("advise", cases, "--home", home, "--json", *ON)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {
            "case": "z-1",
            "urgency": "gewoon",
            "deadline": None,
            "points": 20,
            "products": [
                {
                    "product": "schuldhulp",
                    "partners": ["bureau"],
                    "hours": None,
                    "rules": ["schuldhulp"],
                }
            ],
            "excluded": [],
            "facts": {"ernstig": True},
            "notices": [],
            "fired": ["ernstig", "schuldhulp"],
            "open_rules": ["al-geholpen", "gesprek"],
            "open_questions": ["doelen", "schuld", "sector"],
            "version": version,
            "engines": ["direct"],
        },
        {
            "case": "z-2",
            "urgency": "acuut",
            "deadline": "2021-03-09",
            "points": 0,
            "products": [],
            "excluded": [],
            "facts": {"ernstig": None},
            "notices": [{"rule": "ontruiming", "text": "Bel vandaag nog."}],
            "fired": ["ontruiming"],
            "open_rules": ["al-geholpen", "ernstig", "gesprek", "schuldhulp"],
            "open_questions": ["doelen", "achterstand", "schuld", "sector"],
            "version": version,
            "engines": ["direct"],
        },
        {
            "case": "z-3",
            "urgency": "gewoon",
            "deadline": None,
            "points": 0,
            "products": [
                {"product": "gesprek", "partners": ["loket"], "hours": 2.5, "rules": ["gesprek"]}
            ],
            "excluded": [],
            "facts": {"ernstig": None},
            "notices": [],
            "fired": ["gesprek"],
            "open_rules": ["ernstig", "ontruiming", "schuldhulp"],
            "open_questions": ["ontruiming", "achterstand", "gemeld_op"],
            "version": version,
            "engines": ["direct"],
        },
    ]


def test_the_keys_stand_in_the_order_of_the_contract(
    triage: Invoke, home: Path, cases: Path
) -> None:
    result = triage("advise", cases, "--home", home, "--json", *ON)

    assert list(json.loads(result.stdout.splitlines()[0])) == [
        *("case", "urgency", "deadline", "points", "products", "excluded", "facts", "notices"),
        *("fired", "open_rules", "open_questions", "version", "engines"),
    ]


def test_a_product_that_is_excluded_is_kept_apart_with_its_rules(
    triage: Invoke, home: Path
) -> None:
    case = {
        "case": "z",
        "registered": "2021-03-02",
        "answers": {"sector": "bouw", "schuld": 0, "doelen": ["werk", "rust"]},
    }

    result = triage("advise", "-", "--home", home, "--json", *ON, stdin=json.dumps(case))

    advice = json.loads(result.stdout)
    assert advice["products"] == []
    assert advice["excluded"] == [{"product": "gesprek", "rules": ["al-geholpen"]}]
    assert advice["fired"] == ["al-geholpen", "gesprek"]


def test_people_read_the_same_in_dutch(triage: Invoke, home: Path, cases: Path) -> None:
    result = triage("advise", cases, "--home", home, *ON)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "z-1: Gewoon, 20 punten",
        "  Schuldhulp, bij Het bureau",
        "    De achterstand is ernstig.",
        "  Nog te vragen (3): Wat zoekt u? Hoe hoog is de schuld? In welke sector werkt u?",
        "z-2: Acuut, uiterlijk 2021-03-09, 0 punten",
        "  Let op: Bel vandaag nog.",
        "  Nog te vragen (4): Wat zoekt u? Hoeveel dagen loopt u achter? Hoe hoog is de schuld?",
        "z-3: Gewoon, 0 punten",
        "  Een gesprek, 2,5 uur, bij Ons loket",
        "    gesprek",
        (
            "  Nog te vragen (3): Dreigt er een ontruiming? Hoeveel dagen loopt u achter?"
            " Wanneer is dat gemeld?"
        ),
    ]


def test_nobody_is_named(triage: Invoke, home: Path, cases: Path) -> None:
    plain = triage("advise", cases, "--home", home, *ON)
    for_programs = triage("advise", cases, "--home", home, *ON, "--json")

    assert "Oefening" not in plain.stdout + for_programs.stdout


def test_letters_with_accents_are_printed_as_they_are(
    triage: Invoke, make_home: Callable[..., Path], tmp_path: Path
) -> None:
    rules = "regels: [{regel: a, als: altijd, dan: {let_op: Één zaak voor €}}]\n"
    home = make_home(rules=rules, config="urgentie: {laag: {}}\n")
    (tmp_path / "x.csv").write_text("zaak;aangemeld\nç-1;2021-03-01\n", encoding="utf-8")

    result = triage("advise", "x.csv", "--home", home, "--json")

    assert "Één zaak voor €" in result.stdout
    assert '"ç-1"' in result.stdout
