"""Tables: every row a rule, from YAML or from a file beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.loading.reading import advise, policy_of, rulebook_of
from triage.errors import Where

ROWS = """\
tabellen:
  - tabel: ladder
    omdat: Volgens de ladder.
    grondslag: Beleid
    rijen:
      - {sector: horeca | bouw, dagen_achter: minstens 30, urgentie: acuut, punten: 5}
      - {sector: "-", dagen_achter: , hulp: ja, product: scan | lening, omdat: Er is hulp gevraagd.}
      - dagen_achter: minder dan 5 | meer dan 100
        product: "lening: 2 uur"
        geldig: 2021-03-01..2021-03-31
"""
CSV = """\
sector;dagen_achter;hulp;urgentie;punten;product;omdat;geldig
horeca | bouw;minstens 30;;acuut;5;;;
-;;ja;;;scan | lening;Er is hulp gevraagd.;
;minder dan 5 | meer dan 100;;;;"lening: 2 uur";;2021-03-01..2021-03-31
"""
FILE = """\
tabellen:
  - {tabel: ladder, omdat: Volgens de ladder., grondslag: Beleid, bestand: ladder.csv}
"""


def test_row_n_is_a_rule_and_every_row_that_holds_counts() -> None:
    advice = advise({"rules/a.yaml": ROWS}, {"sector": "bouw", "dagen_achter": 101, "hulp": True})

    assert advice.fired == ("ladder#1", "ladder#2", "ladder#3")
    assert (advice.urgency, advice.points) == ("acuut", 5)
    assert {p.product: p.hours for p in advice.products} == {"lening": Decimal(2), "scan": None}


def test_texts_of_the_table_hold_unless_the_row_has_its_own() -> None:
    rules = rulebook_of(ROWS).rules

    assert rules["ladder#1"].because == "Volgens de ladder."
    assert rules["ladder#2"].because == "Er is hulp gevraagd."
    assert rules["ladder#2"].ground == "Beleid"
    assert rules["ladder#3"].valid(date(2021, 3, 31))
    assert not rules["ladder#3"].valid(date(2021, 4, 1))


def test_a_row_is_shown_as_it_was_written() -> None:
    assert rulebook_of(ROWS).rules["ladder#1"].tests == (
        "sector: horeca | bouw",
        "dagen_achter: minstens 30",
    )


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        CSV.replace("\n", "\r\n"),
        "\ufeff" + CSV,
        "\n" + CSV.replace("acuut;5;;;", '"acuut";" 5 ";;;'),
        CSV.replace(";", ","),
    ],
    ids=["puntkomma", "windows", "bom", "aanhalingstekens", "komma"],
)
def test_a_file_gives_the_same_rules_as_rows(content: str) -> None:
    from_rows = policy_of({"rules/a.yaml": ROWS}).rulebook.rules
    from_file = policy_of({"rules/a.yaml": FILE, "rules/ladder.csv": content}).rulebook.rules

    assert [name for name in from_file if name.startswith("ladder")] == [
        "ladder#1",
        "ladder#2",
        "ladder#3",
    ]
    for name in ("ladder#1", "ladder#2", "ladder#3"):
        assert from_file[name].condition == from_rows[name].condition
        assert from_file[name].outcome == from_rows[name].outcome
        assert from_file[name].periods == from_rows[name].periods


def test_a_rule_of_a_file_stands_at_its_line() -> None:
    content = 'hulp;omdat;punten\nja;"Twee\nregels";1\nnee;Een;2\n'
    text = "tabellen: [{tabel: t, bestand: t.csv}]\n"

    rules = policy_of({"rules/onder/a.yaml": text, "rules/onder/t.csv": content}).rulebook.rules

    assert rules["t#1"].where.line == 2
    assert rules["t#2"].where.line == 4
    assert rules["t#2"].where.file.endswith("rules/onder/t.csv")
    assert isinstance(rules["t#2"].where, Where)


def test_a_denied_cell_denies_all_of_its_parts() -> None:
    text = "tabellen: [{tabel: t, rijen: [{sector: niet horeca | bouw, punten: 1}]}]\n"

    assert advise({"rules/a.yaml": text}, {"sector": "overig"}).points == 1
    assert advise({"rules/a.yaml": text}, {"sector": "bouw"}).points == 0


def test_a_row_without_tests_always_holds() -> None:
    text = "tabellen: [{tabel: t, rijen: [{punten: 2}]}]\n"

    assert advise({"rules/a.yaml": text}, {}).points == 2
