"""Alarms that nobody would see to."""

from __future__ import annotations

import pytest

from tests.unit.loading.reading import policy_of
from triage.checks.owners import owners

LEVELS = "urgentie: {acuut: {}, normaal: {}}\n"
SCAN = "producten: {scan: {aanbieders: [bureau]}}\n"
PHONE = "kanaal: {soort: telefoon}"
WEEKLY = "capaciteit: {scan: {plaatsen: 5, per: week}}"
# What is configured, and the alarms that it can raise.
CAUSES = {
    "niets": ("", ""),
    "een pot": ("budgetten: {steun: {bedrag: 1000}}\n", "pot"),
    "plaatsen voor de hele looptijd": (
        f"{SCAN}partners: {{bureau: {{{PHONE}, capaciteit: {{scan: {{plaatsen: 5}}}}}}}}\n",
        "plaatsen",
    ),
    "plaatsen per week": (
        f"{SCAN}partners: {{bureau: {{{PHONE}, {WEEKLY}}}}}\n",
        "",
    ),
    "een reactietermijn": (
        f"{SCAN}partners: {{bureau: {{{PHONE}, reactietermijn: 2 dagen}}}}\n",
        "antwoord",
    ),
    "wat vanzelf wordt bezorgd": (f"{SCAN}partners: {{bureau: {{}}}}\n", "post"),
    "wie niets levert": ("partners: {bureau: {reactietermijn: 2 dagen}}\n", ""),
    "het loket zelf": (f"{SCAN}partners: {{bureau: {{eigen: ja}}}}\n", ""),
    "een einddatum": ("looptijd: {van: 2021-03-01, tot_en_met: 2021-12-31}\n", "toeloop"),
    "redenen van TOZO": ("tozo_redenen: {werk: In loondienst}\n", "gegevens"),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_an_alarm_needs_somebody_when_it_can_be_raised(cause: str) -> None:
    config, kind = CAUSES[cause]
    files = {"config/basis.yaml": LEVELS + config, "rules/basis.yaml": "regels: []\n"}

    found = list(owners(policy_of(files).rulebook))

    assert [problem.message for problem in found] == (
        [f"niemand is aangewezen voor alarmen over {kind}"] if kind else []
    )


def test_a_term_of_a_rule_or_a_level_can_pass() -> None:
    rule = "regels: [{regel: a, als: altijd, dan: {binnen: 3 dagen}}]\n"
    named = "alarmen: {termijn: Balie}\n"
    level = LEVELS.replace("acuut: {}", "acuut: {binnen: 3 dagen}")

    found = [
        [problem.code for problem in owners(policy_of(files).rulebook)]
        for files in (
            {"config/basis.yaml": LEVELS, "rules/basis.yaml": rule},
            {"config/basis.yaml": level, "rules/basis.yaml": "regels: []\n"},
            {"config/basis.yaml": level + named, "rules/basis.yaml": rule},
        )
    ]

    assert found == [["W022"], ["W022"], []]
