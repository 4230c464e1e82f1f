"""What a plug-in offers, held against the configuration and read by the rule language."""

from __future__ import annotations

import pytest

from triage import Offer
from triage.conditions import Within, names_of

from .conftest import REFER, Load, plugin

PLACE = "partners/imk.py:5:9"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return {}", f"{PLACE}: P009 'offers': geeft een dict in plaats van een lijst van Offer"),
        ("yield", "hook 'offers' geeft met 'yield' geen antwoord"),
        (
            "return ['onderzoek']",
            f"{PLACE}: P009 'offers': geeft een lijst waar iets anders dan Offer",
        ),
        (
            "return [Offer(5)]",
            f"{PLACE}: P009 'offers': geeft een lijst waar iets anders dan Offer",
        ),
        (
            "return [Offer('onderzoek'), Offer('onderzoek')]",
            f"{PLACE}: P009 'offers': noemt product 'onderzoek' twee keer",
        ),
        (
            "return [Offer('onderzoek', 'altijd')]",
            (
                f"{PLACE}: P009 'offers': 'when' van 'onderzoek' is "
                "iets anders dan een dict van dicts, lists en teksten"
            ),
        ),
        ("return [Offer('onderzoek', {'hulp': {1, 2}})]", f"{PLACE}: P009 'offers': 'when' van"),
        ("return {}['x']", "partners/imk.py:5:30: P009 'offers': KeyError"),
        ("import time; time.sleep(1)", f"{PLACE}: P009 'offers': geen antwoord binnen 0.2 s"),
    ],
)
def test_a_plug_in_whose_offers_cannot_be_used_is_left_out(
    load: Load, body: str, said: str
) -> None:
    plugins, problems = load(imk=plugin(REFER, offers=body), limit=0.2)

    assert plugins.offers == {}
    (problem,) = problems
    assert said in problem


def test_a_plug_in_says_what_it_offers(load: Load) -> None:
    text = plugin(REFER).replace("def offers", "def aanbod")

    _, problems = load(imk=text.replace("    @hookimpl\n    def aanbod", "    def aanbod"))

    assert problems == [
        "partners/imk.py:2:7: P009 'offers': ontbreekt. Geef een lijst terug, zoals [Offer(\"…\")]."
    ]


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        (
            '[Offer("onderzoek"), Offer("onderzoekje")]',
            "P010 onbekend product 'onderzoekje'. Bedoelde u 'onderzoek'?",
        ),
        (
            '[Offer("onderzoek"), Offer("gesprek")]',
            (
                "P011 'imk' staat niet bij de aanbieders van 'gesprek'. "
                "Zet 'imk' onder 'aanbieders', of haal het aanbod weg."
            ),
        ),
    ],
)
def test_an_offer_that_the_configuration_does_not_know_is_left_out(
    load: Load, offers: str, said: str
) -> None:
    plugins, problems = load(imk=plugin(REFER, offers=f"return {offers}"))

    assert plugins.offers == {"imk": (Offer("onderzoek"),)}
    assert problems == [f"{PLACE}: {said}"]


def test_a_product_of_which_it_is_a_provider_has_to_be_offered(load: Load) -> None:
    _, problems = load(imk=plugin(REFER, offers="return []"))

    (problem,) = problems
    assert problem == (
        f"{PLACE}: P012 'imk' is aanbieder van 'onderzoek', maar biedt het niet aan. "
        "Geef ook Offer(\"onderzoek\"), of haal 'imk' bij 'aanbieders' weg."
    )


def test_when_is_read_by_the_rule_language(load: Load) -> None:
    when = (
        "{'hulp': 'ja', 'een van': [{'nood': 'ja'}, {'sector': ('bouw', 'horeca')}], 'dubbel': 4}"
    )

    plugins, problems = load(imk=plugin(REFER, offers=f"return [Offer('onderzoek', {when})]"))

    assert problems == []
    condition = plugins.conditions[("imk", "onderzoek")]
    assert names_of(condition) == {"hulp", "nood", "sector", "dubbel"}
    (offer,) = plugins.offers["imk"]
    assert offer.when is not None
    assert offer.when["dubbel"] == 4


def test_a_mapping_of_any_kind_will_do_as_when(load: Load) -> None:
    when = "__import__('types').MappingProxyType({'hulp': 'ja'})"

    plugins, _ = load(imk=plugin(REFER, offers=f"return [Offer('onderzoek', {when})]"))

    assert plugins.conditions == {("imk", "onderzoek"): Within("hulp", ((1, 1),))}


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{'hulpp': 'ja'}", "N001 aanbod 'onderzoek': onbekende vraag 'hulpp'. Bedoelde u 'hulp'?"),
        ("{'hulp': 'misschien'}", "T005 aanbod 'onderzoek': 'misschien' is geen toets voor 'hulp'"),
        ("{'hulp': True}", "T005 aanbod 'onderzoek': 'true' is geen toets voor 'hulp'"),
        ("{}", "T011 aanbod 'onderzoek': 'als' is leeg"),
        ("{'sector': 'bo\\u200buw'}", "Y005 aanbod 'onderzoek': onzichtbaar teken U+200B"),
        (
            "{'afkomst': 'bekend'}",
            "K003 aanbod 'onderzoek' gebruikt het verboden kenmerk 'afkomst'",
        ),
    ],
)
def test_a_when_that_cannot_be_read_leaves_its_offer_out(load: Load, when: str, said: str) -> None:
    plugins, problems = load(imk=plugin(REFER, offers=f"return [Offer('onderzoek', {when})]"))

    assert plugins.offers == {"imk": ()}
    assert plugins.conditions == {}
    (problem,) = problems
    assert problem.startswith(f"{PLACE}: {said}")


def test_a_when_without_an_end_is_refused(load: Load) -> None:
    text = plugin(REFER, offers="a = {}; a['niet'] = a; return [Offer('onderzoek', a)]")

    plugins, problems = load(imk=text)

    assert plugins.offers == {}
    assert "P009 'offers': 'when' van 'onderzoek'" in problems[0]
