"""What counts as a use of a question."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.loading.reading import policy_of

QUESTIONS = """\
vragen:
  q: {vraag: Q, soort: datum}
  k: {vraag: K, soort: keuze, keuzes: {a: A}}
  j: {vraag: J, soort: ja_nee}
"""
ALWAYS = "regels: [{regel: a, als: altijd, dan: "
ON = date(2021, 3, 3)
# Where it stands, what stands there, and which of the three questions are still unused.
USES = {
    "een toets": (
        "rules",
        "regels: [{regel: a, als: {q: bekend, k: a, j: ja}, dan: {punten: 1}}]\n",
        "",
    ),
    "een termijn": ("rules", ALWAYS + "{binnen: 3 dagen vanaf q}}]\n", "jk"),
    "gehaald": ("rules", ALWAYS + "{binnen: 3 dagen, gehaald: q}}]\n", "jk"),
    "uiterlijk": ("rules", ALWAYS + "{uiterlijk: 1 dag voor q}}]\n", "jk"),
    "een kolom": ("rules", "tabellen: [{tabel: a, rijen: [{k: a, punten: 1}]}]\n", "jq"),
    "een berekening": ("rules", "berekend: {b: {soort: geheel, formule: 'dagen(q, q)'}}\n", "jk"),
    "velden": ("config", "partners: {p: {velden: [q, k]}}\n", "j"),
    "akkoord": ("config", "partners: {p: {akkoord: j}}\n", "kq"),
    "een reactietermijn": ("config", "partners: {p: {reactietermijn: 2 dagen vanaf q}}\n", "jk"),
    "een indicator": (
        "config",
        "indicatoren: [{indicator: m, tel: ondernemers, bij: intake, per: k, als: {j: ja}}]\n",
        "q",
    ),
    "alleen een voorbeeld": (
        "rules",
        "voorbeelden: [{voorbeeld: v, op: 2021-03-03, antwoorden: {j: ja}}]\n",
        "jkq",
    ),
}


@pytest.mark.parametrize("use", USES)
def test_a_question_is_unused_unless_something_reads_it(use: str) -> None:
    part, text, unused = USES[use]

    policy = policy_of({"rules/v.yaml": QUESTIONS, f"{part}/u.yaml": text})

    found = [p.message[-2] for p in policy.warnings(ON) if p.code == "W003"]
    assert "".join(sorted(found)) == unused
