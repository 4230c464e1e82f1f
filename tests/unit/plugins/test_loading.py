"""Plug-ins held against the configuration: names, hooks, settings, and who goes without."""

from __future__ import annotations

import attrs
import pytest

from triage import Offer, hookimpl
from triage.rulebook import Partner

from .conftest import HEAD, Load, plugin


def said(problems: list[str]) -> list[str]:
    return [problem for problem in problems if " W013 " not in problem]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "",
            (
                "partners/imk.py:2:7: P004 deze aansluiting heeft geen 'name'. "
                'Geef de klasse de sleutel van de partner: name = "…".'
            ),
        ),
        (
            "    name = 5\n",
            (
                "partners/imk.py:3:12: P004 deze aansluiting heeft geen 'name'. "
                'Geef de klasse de sleutel van de partner: name = "…".'
            ),
        ),
        (
            "    name = 'imkk'\n",
            "partners/imk.py:3:12: P005 onbekende partner 'imkk'. Bedoelde u 'imk'?",
        ),
        (
            "    name: str = 'xyz'\n",
            (
                "partners/imk.py:3:17: P005 onbekende partner 'xyz'. "
                "Zet de partner in de configuratie."
            ),
        ),
        (
            "    @property\n    def name(self): return 1 / 0\n",
            (
                "partners/imk.py:2:7: P004 deze aansluiting heeft geen 'name'. "
                'Geef de klasse de sleutel van de partner: name = "…".'
            ),
        ),
    ],
)
def test_a_plug_in_is_for_a_partner_of_the_configuration(
    load: Load, line: str, problem: str
) -> None:
    plugins, problems = load(imk=plugin().replace('    name = "imk"\n', line))

    assert plugins.offers == {}
    assert said(problems) == [problem]


def test_two_plug_ins_for_one_partner_are_both_named_and_neither_is_used(load: Load) -> None:
    plugins, problems = load(imk=plugin(), anders=plugin())

    assert plugins.offers == {}
    (problem,) = problems
    assert problem == (
        "partners/imk.py:3:12: P006 partner 'imk' heeft meer dan één aansluiting; "
        "de eerste staat op partners/anders.py:3:12. "
        "Haal er een weg; tot dan wordt met de hand verwezen."
    )


@pytest.mark.parametrize(
    ("hook", "problem"),
    [
        (
            "def reffer(self, referral): pass",
            (
                "P007 'reffer' is geen hook. Bedoelde u 'refer'? "
                "Kies uit: offers, capacity, screen, refer, status, withdraw, observe."
            ),
        ),
        (
            "def capacity(self, product, day): pass",
            (
                "P008 hook 'capacity' krijgt geen argument 'day'. "
                "Schrijf 'def capacity(self, product, on)', en laat weg wat u niet nodig hebt."
            ),
        ),
        (
            "def capacity(self, product, on=None): pass",
            (
                "P008 hook 'capacity' krijgt 'on' nooit, omdat "
                "het een vaste waarde heeft. "
                "Schrijf 'def capacity(self, product, on)', en laat weg wat u niet nodig hebt."
            ),
        ),
        (
            "def refer(self, **all): pass",
            (
                "P008 hook 'refer' krijgt alleen gewone argumenten, en 'all' is er geen. "
                "Schrijf 'def refer(self, referral)', en laat weg wat u niet nodig hebt."
            ),
        ),
        (
            "def refer(): pass",
            (
                "P008 hook 'refer' mist 'self'. "
                "Schrijf 'def refer(self, referral)', en laat weg wat u niet nodig hebt."
            ),
        ),
        (
            "def refer(self, referral): yield",
            (
                "P008 hook 'refer' geeft met 'yield' geen antwoord. "
                "Schrijf 'def refer(self, referral)', en laat weg wat u niet nodig hebt."
            ),
        ),
        (
            "async def refer(self, referral): pass",
            (
                "P008 hook 'refer' kan geen 'async def' zijn. "
                "Schrijf 'def refer(self, referral)', en laat weg wat u niet nodig hebt."
            ),
        ),
    ],
)
def test_a_hook_that_would_not_be_called_is_named(load: Load, hook: str, problem: str) -> None:
    plugins, problems = load(imk=plugin(hook))

    assert plugins.offers == {}
    column = hook.index("def ") + 4 + 5
    assert problems == [f"partners/imk.py:7:{column}: {problem}"]


@pytest.mark.parametrize("mark", ["@hookimpl(wrapper=True)", "@hookimpl\n    @staticmethod"])
def test_a_hook_is_an_ordinary_method(load: Load, mark: str) -> None:
    text = plugin("def refer(referral): yield").replace(
        "@hookimpl\n    def refer", f"{mark}\n    def refer"
    )

    plugins, problems = load(imk=text)

    assert plugins.offers == {}
    assert [problem.split()[1] for problem in problems] == ["P008"]


def test_a_hook_may_have_another_name(load: Load) -> None:
    text = plugin("def sent(self): return Receipt()").replace(
        "@hookimpl\n    def sent", "@hookimpl(specname='refer')\n    def sent"
    )

    plugins, problems = load(imk=text)

    assert (problems, plugins.has("imk", "refer")) == ([], True)


def test_every_problem_of_a_plug_in_comes_at_once(load: Load) -> None:
    _, problems = load(
        imk=plugin("def reffer(self): pass", "def status(self, x): pass", name="imq")
    )

    assert [problem.split()[1] for problem in problems] == ["P005", "P007", "P008"]


def test_a_hook_that_nobody_marked_is_warned_of(load: Load) -> None:
    text = plugin() + "    def refer(self, referral): return Receipt()\n"

    plugins, problems = load(imk=text)

    assert "imk" in plugins.offers
    assert problems[-1] == (
        "partners/imk.py:6:9: W014 methode 'refer' heet als een hook, maar wordt niet aangeroepen. "
        "Zet er @hookimpl boven, of geef haar een andere naam."
    )


def test_what_is_wrong_in_a_class_from_elsewhere_stands_at_the_class(load: Load) -> None:
    elsewhere = "type('Basis', (), {'reffer': hookimpl(lambda self: 1), '__module__': 'elders'})"
    text = f'{HEAD}Basis = {elsewhere}\nclass Imk(Basis):\n    name = "imk"\n'

    _, problems = load(imk=text)

    (problem,) = problems
    assert problem == (
        "partners/imk.py:3:7: P007 'reffer' is geen hook. Bedoelde u 'refer'? "
        "Kies uit: offers, capacity, screen, refer, status, withdraw, observe."
    )


class Plain:
    """Made in a program, so that its place is this file."""

    name = "nobody"

    @hookimpl
    def offers(self) -> list[Offer]:
        return []


def test_the_place_of_a_plug_in_that_was_handed_over_is_its_class(load: Load) -> None:
    _, problems = load(Plain())

    assert said(problems)[0].partition(": P005")[0].startswith(f"{__file__}:")


def test_a_class_that_was_typed_in_goes_by_its_name(load: Load) -> None:
    kind = type("Imk", (), {"offers": hookimpl(lambda self: []), "__module__": "nowhere"})  # noqa: ARG005

    _, problems = load(kind())

    assert problems[0].startswith("Imk:1:1: P004 ")


@attrs.frozen
class Frozen:
    settings: Partner = attrs.field(init=False)
    name: str = "imk"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("onderzoek")] if self.settings.channel["adres"] else []


def test_settings_are_there_before_any_hook(load: Load) -> None:
    plugins, problems = load(Frozen())

    assert plugins.offers["imk"] == (Offer("onderzoek"),)
    assert said(problems) == []


def test_settings_are_only_for_a_class_that_declares_them(load: Load) -> None:
    text = plugin(offers="assert not hasattr(self, 'settings'); return [Offer('onderzoek')]")

    plugins, _ = load(imk=text)

    assert "imk" in plugins.offers


def test_a_partner_without_a_plug_in_is_referred_by_hand(load: Load) -> None:
    _, problems = load()

    (problem,) = problems
    assert problem == (
        "config/config.yaml:9:3: W013 partner 'imk' heeft geen aansluiting; hij wordt met de hand "
        "verwezen. Schrijf partners/imk.py, of kies bij 'kanaal' soort: telefoon."
    )


def test_a_partner_whose_plug_in_cannot_refer_is_referred_by_hand(load: Load) -> None:
    _, problems = load(imk=plugin())

    (problem,) = problems
    assert problem == (
        "config/config.yaml:9:3: W013 de aansluiting van partner 'imk' heeft geen 'refer'; "
        "hij wordt met de hand verwezen. "
        "Schrijf partners/imk.py, of kies bij 'kanaal' soort: telefoon."
    )
