"""What a home declares: questions, levels, products, partners and what stands once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from tests.unit.loading.reading import policy_of, rulebook_of
from triage.rulebook import Capacity, Period, Rulebook

CONFIG: Final = """\
titel: Proef
looptijd: {van: 2021-03-01, tot_en_met: 31-12-2021}
benaderperiode: {tot_en_met: 2021-04-30}
plafond: 350
engine: direct
gelijkgestelde_dagen: [2021-05-14, 2021-05-14]
verboden_kenmerken: [geslacht, nationaliteit]
budgetten:
  impuls: {bedrag: 200000.00, status: voorlopig}
  kas:
weigerredenen:
  vol: {naam: Geen plaats, gevolg: volgende_partner}
  weg:
groepen:
  eenmalig: {prijs_eenmalig: ja, signaal_uren: 10, beoogd: 50, beoogd_tekst: 50/50}
producten:
  bezoek: {uren: 0.5, prijs: "€ 1.262,50", aanbieders: [imk, huis], pot: impuls, groep: eenmalig}
  kaal:
partners:
  imk:
    capaciteit: {bezoek: {plaatsen: 30}, kaal: {plaatsen: 5, per: week}, scan: {uren: 400}}
    reserve_spoed: {bezoek: 2}
    kanaal: {soort: e-mail, adres: intake@imk.example, geheim: IMK_GEHEIM}
    velden: [omzet, nood]
    akkoord: hulp
    reactietermijn: {acuut: 1 werkdag, overig: 5 werkdagen}
    bij_storing: wachtlijst
  bad: {reactietermijn: 2 weken}
indicatoren:
  - {indicator: m06, tel: producten, bij: gestart, per: sector, als: {hulp: ja}}
  - {indicator: m01}
"""


def rulebook() -> Rulebook:
    return policy_of({"config/a.yaml": CONFIG}).rulebook


def test_what_stands_once_is_read() -> None:
    settings = rulebook().settings

    assert settings.title == "Proef"
    assert settings.term == Period(date(2021, 3, 1), date(2021, 12, 31))
    assert settings.contact_window == Period(None, date(2021, 4, 30))
    assert settings.ceiling == 350
    assert settings.engine == "direct"
    assert settings.equated_days == {date(2021, 5, 14)}
    assert settings.forbidden == ("geslacht", "nationaliteit")
    assert settings.retention == {"persoon": "24 maanden", "antwoorden": "24 maanden"}


def test_levels_stand_from_most_to_least_urgent_with_a_name_of_their_own() -> None:
    levels = rulebook().levels

    assert [(level.key, level.name) for level in levels] == [
        ("acuut", "Acuut"),
        ("hoog", "Hoog"),
        ("normaal", "Normaal"),
    ]
    assert levels[0].terms[0].since == ("gemeld_op",)


def test_products_groups_and_pots_are_read_and_may_be_bare() -> None:
    book = rulebook()

    assert book.products["bezoek"].hours == Decimal("0.5")
    assert book.products["bezoek"].price == Decimal("1262.50")
    assert book.products["bezoek"].providers == ("imk", "huis")
    assert (book.products["kaal"].name, book.products["kaal"].hours) == ("Kaal", None)
    assert book.groups["eenmalig"].paid_once
    assert book.groups["eenmalig"].warn_hours == 10
    assert (book.budgets["impuls"].amount, book.budgets["kas"].amount) == (Decimal(200000), None)
    assert book.reasons["vol"].effect == "volgende_partner"


def test_partners_are_read() -> None:
    imk = rulebook().partners["imk"]

    assert imk.capacity == {
        "bezoek": Capacity(places=30),
        "kaal": Capacity(places=5, per="week"),
        "scan": Capacity(hours=Decimal(400)),
    }
    assert imk.reserved == {"bezoek": 2}
    assert imk.shares == ("omzet", "nood")
    assert imk.consent == "hulp"
    assert {key: term.count for key, term in imk.response.items()} == {"acuut": 1, None: 5}
    assert rulebook().partners["bad"].response[None].unit == "weken"


def test_indicators_keep_their_order() -> None:
    first, second = rulebook().indicators

    assert (first.key, first.per, first.question) == ("m06", "sector", "sector")
    assert first.condition is not None
    assert (second.key, second.name, second.counts) == ("m01", "m01", None)


def test_a_question_has_its_bounds_in_its_own_kind() -> None:
    text = """\
vragen:
  a: {vraag: A, soort: bedrag, tussen: ["0,50", "1.000,00"], eenheid: euro, fase: balie}
  b: {vraag: B, soort: datum, tussen: [2021-01-01, 31-12-2021]}
  c: {vraag: C, soort: percentage, tussen: [0%, 100%]}
regels: [{regel: a, als: {a: bekend, b: bekend, c: bekend}, dan: {punten: 1}}]
"""
    questions = rulebook_of(text).questions

    assert (questions["a"].low, questions["a"].high, questions["a"].phase) == (50, 100000, "balie")
    assert questions["b"].low == date(2021, 1, 1).toordinal()
    assert questions["c"].high == 10000


def test_mappings_and_lists_merge_over_files() -> None:
    files = {
        "config/a.yaml": "producten: {een: {}}\nverboden_kenmerken: [geslacht]\n",
        "config/onder/b.yaml": "producten: {twee: {}}\nverboden_kenmerken: [leeftijd]\n",
        "rules/a.yaml": "regels: [{regel: a, als: altijd, dan: {product: een}}]\n",
        "rules/onder/b.yaml": "regels: [{regel: b, als: altijd, dan: {product: twee}}]\nvragen:\n",
    }
    book = policy_of(files).rulebook

    assert {"een", "twee"} <= set(book.products)
    assert book.settings.forbidden == ("geslacht", "leeftijd")
    assert {"a", "b", "basis"} <= set(book.rules)


def test_a_conclusion_with_als_is_a_rule_of_its_name() -> None:
    text = """\
conclusies:
  arm:
    betekent: Te weinig geld
    als: {omzet: minder dan 5}
    omdat: De omzet is laag.
    grondslag: Beleid
    geldig: [{van: 2021-01-01, tot_en_met: 2021-06-30}, {van: 2021-09-01}]
    eigenaar: Team inkomen
    herzien_voor: 2021-12-01
    toelichting: Aanname
regels: [{regel: ook, als: {hulp: ja}, dan: {conclusie: arm}}]
"""
    book = rulebook_of(text)
    rule = book.rules["arm"]

    assert rule.outcome.facts == ("arm",)
    assert (rule.owner, rule.review_before) == ("Team inkomen", date(2021, 12, 1))
    assert [rule.valid(date(2021, month, 1)) for month in (6, 7, 9)] == [True, False, True]
    assert "arm" in book.layers


def test_a_block_of_text_may_explain() -> None:
    text = """\
regels:
  - regel: a
    als: altijd
    dan: {punten: 1}
    omdat: >
      Een lange reden
      over twee regels.
    toelichting: "Let op: dit is een aanname # en geen opmerking"
"""
    rule = rulebook_of(text).rules["a"]

    assert rule.because == "Een lange reden over twee regels."
    assert rule.note == "Let op: dit is een aanname # en geen opmerking"


def test_an_example_is_read_with_its_days() -> None:
    text = """\
voorbeelden:
  - voorbeeld: a
    op: 2021-03-03
    aangemeld: 2-3-2021
    antwoorden: {hulp: ja, omzet: "1.262,50", schulden: [huur, energie], sector: , opmerking: x}
    verwacht: {urgentie: acuut, punten: 1, uiterlijk: geen, producten: [], zonder: scan,
               regels: [basis], conclusies: {nood: nee}, let_op: basis, open: [hulp]}
  - {voorbeeld: b, aangemeld: 2021-03-02, verwacht: {conclusies: nood, uiterlijk: }}
  - {voorbeeld: c, op: 2021-03-02, antwoorden: {schulden: []}}
"""
    first, second, third = rulebook_of(text).examples

    assert (first.on, first.registered) == (date(2021, 3, 3), date(2021, 3, 2))
    assert first.answers == {"hulp": 1, "omzet": 126250, "schulden": 3, "opmerking": 1}
    assert first.expected.products == frozenset()
    assert first.expected.deadline == "geen"
    assert first.expected.facts == {"nood": False}
    assert (second.on, second.registered) == (date(2021, 3, 2), date(2021, 3, 2))
    assert second.expected.facts == {"nood": True}
    assert second.expected.deadline == "geen"
    assert third.answers == {"schulden": 0}
