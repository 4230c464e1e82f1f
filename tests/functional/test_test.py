"""`test`: the examples of a home against what the rules decide."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Invoke

LEVELS = "urgentie: {hoog: {naam: Hoog}, laag: {}}\nproducten: {gesprek: {naam: Een gesprek}}\n"
RULES = """\
vragen:
  hulp: {vraag: "Wilt u hulp?", soort: ja_nee}
  schuld: {vraag: "Hebt u schulden?", soort: ja_nee}
regels:
  - {regel: hulp, als: {hulp: ja}, dan: {product: gesprek}}
  - {regel: schuld, als: {schuld: ja}, dan: {urgentie: hoog}}
voorbeelden:
  - {voorbeeld: goed, op: 2021-03-03, aangemeld: 2021-03-02, antwoorden: {hulp: ja},
     verwacht: {producten: [gesprek]}}
"""
FAILING = f"""\
{RULES}
  - {{voorbeeld: fout, op: 2021-03-03, aangemeld: 2021-03-02, antwoorden: {{hulp: nee}},
     verwacht: {{urgentie: hoog, producten: [gesprek]}}}}
"""


def test_examples_that_come_out_are_counted_and_rules_without_one_are_named(
    triage: Invoke, make_home: Callable[..., Path]
) -> None:
    result = triage("test", "--home", make_home(rules=RULES, config=LEVELS))

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "Zonder voorbeeld waarin zij gelden: schuld\n"
        "1 van de 1 voorbeelden komt uit zoals verwacht.\n"
    )


def test_a_failing_example_says_what_was_expected_what_came_and_which_rules(
    triage: Invoke, make_home: Callable[..., Path]
) -> None:
    make_home(rules=FAILING, config=LEVELS)

    result = triage("test", "--home", "thuis")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "thuis/rules/rules.yaml:11:5: voorbeeld 'fout' komt anders uit",
        "  urgentie: verwacht hoog; kreeg laag",
        "    regel 'schuld' (thuis/rules/rules.yaml:6) geldt niet",
        "  producten: verwacht gesprek; kreeg geen",
        "    regel 'hulp' (thuis/rules/rules.yaml:5) geldt niet",
        "Zonder voorbeeld waarin zij gelden: schuld",
        "1 van de 2 voorbeelden komt uit zoals verwacht.",
    ]


def test_json_says_the_same_to_programs(triage: Invoke, make_home: Callable[..., Path]) -> None:
    make_home(rules=FAILING, config=LEVELS)

    result = triage("test", "--home", "thuis", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "examples": [
            {
                "example": "goed",
                "file": "thuis/rules/rules.yaml",
                "line": 8,
                "passed": True,
                "differences": [],
            },
            {
                "example": "fout",
                "file": "thuis/rules/rules.yaml",
                "line": 11,
                "passed": False,
                "differences": [
                    {"what": "urgentie", "expected": "hoog", "got": "laag", "rules": ["schuld"]},
                    {"what": "producten", "expected": "gesprek", "got": "geen", "rules": ["hulp"]},
                ],
            },
        ],
        "untried": ["schuld"],
    }


def test_a_home_without_examples_says_where_they_go(
    triage: Invoke, make_home: Callable[..., Path]
) -> None:
    result = triage("test", "--home", make_home(rules=RULES.partition("voorb")[0], config=LEVELS))

    assert result.exit_code == 0
    assert "'voorbeelden'" in result.stdout


def test_every_example_of_the_built_in_home_comes_out(triage: Invoke) -> None:
    result = triage("test", "--json")

    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [example for example in found["examples"] if not example["passed"]] == []
