"""Policies and cases made up for measuring: as large as asked for, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from triage import Case
from triage.records import Answer

ON: Final = date(2021, 3, 3)
SEED: Final = 2021

_FIRST_DAY: Final = date(2018, 1, 1)
_DAYS: Final = 1500
_OPTIONS: Final = tuple(f"keuze_{letter}" for letter in "abcdef")
_KINDS: Final = ("geheel", "ja_nee", "keuze", "datum", "bedrag")
_PRODUCTS: Final = tuple(f"product_{number}" for number in range(8))

QUESTIONS: Final[Mapping[str, str]] = {
    f"{kind}_{number:02d}": kind for number, kind in enumerate(_KINDS * 8)
}
"""Forty questions, each with its kind."""

_SETTINGS: Final = """\
titel: Een verzonnen beleid om mee te meten
urgentie: {acuut: {binnen: 3 werkdagen}, hoog: {binnen: 10 werkdagen}, normaal: {}}
bewaartermijn: {persoon: 24 maanden, antwoorden: 24 maanden}
"""


def write_home(folder: Path, rules: int) -> Path:
    """Write a home with so many rules, of two to four tests each."""
    random = Random(f"{SEED}/{rules}")  # noqa: S311  # to measure with, not to keep secrets
    (folder / "rules").mkdir(parents=True)
    (folder / "config").mkdir()
    products = "\n".join(f"  {key}: {{naam: {key}}}" for key in _PRODUCTS)
    (folder / "config" / "triage.yaml").write_text(f"{_SETTINGS}producten:\n{products}\n")
    asked = "\n".join(_question(key, kind) for key, kind in QUESTIONS.items())
    (folder / "rules" / "vragen.yaml").write_text(f"vragen:\n{asked}\n")
    written = "\n".join(_rule(random, number) for number in range(rules))
    (folder / "rules" / "regels.yaml").write_text(f"regels:\n{written}\n")
    return folder


def make_cases(count: int, *, answered: float = 1.0, series: int = 0) -> list[Case]:
    """Cases in which every question is answered with that probability; each series has others."""
    random = Random(f"{SEED}/{count}/{answered}/{series}")  # noqa: S311  # to measure with
    return [
        Case(
            f"z-{number:05d}", ON - timedelta(days=random.randrange(60)), _answers(random, answered)
        )
        for number in range(count)
    ]


def _answers(random: Random, answered: float) -> dict[str, Answer]:
    return {
        key: _ANSWERS[kind](random) for key, kind in QUESTIONS.items() if random.random() < answered
    }


def _question(key: str, kind: str) -> str:
    lines = [f"  {key}:", f"    vraag: Wat is {key}?", f"    soort: {kind}"]
    if kind == "keuze":
        lines.append(f"    keuzes: {{{', '.join(f'{option}: {option}' for option in _OPTIONS)}}}")
    return "\n".join(lines)


def _rule(random: Random, number: int) -> str:
    tested = random.sample(sorted(QUESTIONS), random.randint(2, 4))
    tests = ", ".join(f"{key}: {_TESTS[QUESTIONS[key]](random)}" for key in tested)
    given = random.choice(
        (
            f"product: {random.choice(_PRODUCTS)}, punten: {random.randint(1, 30)}",
            f"punten: {random.randint(-20, 40)}",
            f"urgentie: {random.choice(('acuut', 'hoog'))}",
            f"uitsluiten: {random.choice(_PRODUCTS)}",
        )
    )
    return (
        f"  - regel: regel-{number:04d}\n"
        f"    als: {{{tests}}}\n"
        f"    dan: {{{given}}}\n"
        f"    omdat: De antwoorden van regel {number} geven dit.\n"
        f"    grondslag: Verzonnen, artikel {number}"
    )


def _number_test(highest: int, step: int) -> Callable[[Random], str]:
    def write(random: Random) -> str:
        low = random.randrange(step, highest - step, step)
        high = random.randrange(low + step, highest + step, step)
        return random.choice(
            (f"minstens {low}", f"hoogstens {low}", f"meer dan {low}", f"tussen {low} en {high}")
        )

    return write


def _date_test(random: Random) -> str:
    first = _FIRST_DAY + timedelta(days=random.randrange(0, _DAYS - 30, 10))
    last = first + timedelta(days=random.randrange(30, 600, 10))
    return random.choice((f"vanaf {first}", f"voor {last}", f"tussen {first} en {last}"))


def _choice_test(random: Random) -> str:
    some: Sequence[str] = random.sample(_OPTIONS, random.randint(1, 2))
    return some[0] if len(some) == 1 else f"[{', '.join(some)}]"


_TESTS: Final[Mapping[str, Callable[[Random], str]]] = {
    "geheel": _number_test(3650, 10),
    "bedrag": _number_test(5000, 50),
    "ja_nee": lambda random: random.choice(("ja", "nee")),
    "keuze": _choice_test,
    "datum": _date_test,
}

_ANSWERS: Final[Mapping[str, Callable[[Random], Answer]]] = {
    "geheel": lambda random: random.randint(0, 3650),
    "bedrag": lambda random: f"{random.randint(0, 5000)},{random.randint(0, 99):02d}",
    "ja_nee": lambda random: random.random() < 0.5,  # noqa: PLR2004  # as often yes as no
    "keuze": lambda random: random.choice(_OPTIONS),
    "datum": lambda random: _FIRST_DAY + timedelta(days=random.randrange(_DAYS)),
}
