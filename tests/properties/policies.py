"""Whole homes at random, and cases to decide with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.properties.conditions import NUMERIC, Vocabulary, condition, one_test
from tests.properties.outcomes import Catalogue, outcome, reasons, terms, validity
from tests.properties.values import (
    DAYS,
    PLACES,
    Draw,
    beside,
    chance,
    fresh,
    given,
    names,
    pick,
    scaled,
    some,
    write_date,
    write_number,
)

KINDS = ("ja_nee", "ja_nee", "geheel", "getal", "bedrag", "percentage", "datum", "datum", "keuze",
         "meerkeuze", "meerkeuze", "tekst")  # fmt: skip
OPTIONS = ("horeca", "bouw", "ja", "1a", "a-b", "minste", "x_1", "2-3")
RULES = ("r", "r1", "r10", "r2", "z-a", "z_a", "een", "twee", "drie")


@attrs.frozen
class World:
    """A home, and what is needed to make up cases for it.

    Attributes:
        home: Its sections, as `naive` reads them.
        bounds: The lowest and highest answer to the questions that have bounds.
        on: The day of reckoning.
    """

    home: dict[str, Any]
    words: Vocabulary
    bounds: dict[str, tuple[Fraction, Fraction]]
    on: date

    @property
    def questions(self) -> dict[str, str]:
        return {key: question["soort"] for key, question in self.home["vragen"].items()}


@attrs.frozen
class Situation:
    """The answers of a case: as the naive evaluator reads them, and as they are given."""

    registered: date
    answers: dict[str, Any]
    given: dict[str, Any]


@st.composite
def worlds(draw: Draw, *, small: bool = False, asks_known: bool = True) -> World:
    """A home with every kind of question, test, connection and outcome.

    Args:
        draw: Given by Hypothesis.
        small: Fewer questions and no tables.
        asks_known: Whether `bekend` and `onbekend` occur; without them there are no texts either.
    """
    on = pick(draw, DAYS) + timedelta(days=draw(st.integers(-2, 2)))
    words = Vocabulary({}, {}, on, asks_known)
    bounds: dict[str, tuple[Fraction, Fraction]] = {}
    home: dict[str, Any] = {"vragen": questions(draw, words, bounds, most=4 if small else 7)}
    home["berekend"] = computed(draw, words)
    facts = names("c_", draw(st.integers(0, 3)))
    words.kinds.update(dict.fromkeys(facts, "ja_nee"))
    catalogue = catalogues(draw, home, words)
    home["conclusies"] = {key: fact(draw, words, facts[:n]) for n, key in enumerate(facts)}
    home["regels"] = [
        rule(draw, name, words, catalogue, facts) for name in some(draw, RULES, most=5)
    ]
    count = 0 if small else pick(draw, [0, 0, 1, 2])
    home["tabellen"] = [table(draw, f"t{n}", words, catalogue, facts) for n in range(count)]
    kept = {key: section for key, section in home.items() if section}
    return World(kept, words, bounds, on)


def questions(
    draw: Draw, words: Vocabulary, bounds: dict[str, tuple[Fraction, Fraction]], most: int
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names("q_", draw(st.integers(2, most))):
        kind = words.kinds[name] = pick(draw, KINDS if words.asks_known else KINDS[:-1])
        found[name] = {"vraag": f"Wat is {name}?", "soort": kind}
        if kind in ("keuze", "meerkeuze"):
            options = words.options[name] = some(draw, OPTIONS, most=4)
            found[name]["keuzes"] = {option: option.capitalize() for option in options}
        if kind in NUMERIC and chance(draw, 5):
            low, high = sorted(scaled(draw, kind) for _ in "ab")
            found[name]["tussen"] = [write_number(draw, number, kind) for number in (low, high)]
            bounds[name] = (Fraction(low, 10 ** PLACES[kind]), Fraction(high, 10 ** PLACES[kind]))
    return found


def computed(draw: Draw, words: Vocabulary) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names("b_", pick(draw, [0, 0, 1, 1, 2])):
        kind = pick(draw, NUMERIC)
        text = formula(draw, words.of_kind(*NUMERIC), words.of_kind("datum"), depth=2)
        found[name] = {"soort": kind, "formule": text}
        words.kinds[name] = kind
    return found


def formula(draw: Draw, numbers: Sequence[str], dates: Sequence[str], depth: int) -> str:
    leaves = ["0", "1", "2", "3", "100", "0.5", "12.25", *numbers, *numbers, *numbers]
    if dates:
        leaves += [f"dagen({pick(draw, dates)}, {pick(draw, dates)})"] * 2
    if not depth or chance(draw, 3):
        return pick(draw, leaves)
    first, second = (formula(draw, numbers, dates, depth - 1) for _ in "ab")
    form = pick(draw, ["{} + {}", "{} - {}", "{} * {}", "{} / {}", "({} - {})", "({} + {})*2",
                       "min({}, {})", "max({}, {}, 7)", "-{}", "-({})"])  # fmt: skip
    return form.format(first, second)


def catalogues(draw: Draw, home: dict[str, Any], words: Vocabulary) -> Catalogue:
    """The configuration; its names are what outcomes may name."""
    dates = words.of_kind("datum")
    groups = names("g_", pick(draw, [0, 1, 2]))
    partners = names("p_", pick(draw, [0, 1, 3]))
    products = names("s_", pick(draw, [0, 1, 3, 4]))
    levels = names("u_", draw(st.integers(1, 3)))
    home["partners"] = {key: {"naam": key.upper()} for key in partners}
    home["groepen"] = {key: {"naam": key.upper()} for key in groups}
    home["producten"] = {key: product(draw, groups, partners) for key in products}
    home["urgentie"] = {key: terms(draw, dates) if chance(draw, 2) else {} for key in levels}
    home["gelijkgestelde_dagen"] = [
        write_date(draw, day) for day in some(draw, DAYS, least=0, most=2)
    ]
    return Catalogue(levels, products, groups, dates)


def product(draw: Draw, groups: Sequence[str], partners: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"naam": "Een product"}
    if chance(draw, 2):
        found["uren"] = pick(draw, ["3", "0.5", "1,25", "100"])
    if groups and chance(draw, 2):
        found["groep"] = pick(draw, groups)
    if partners and chance(draw, 2):
        found["aanbieders"] = some(draw, partners)
    return found


def testable(words: Vocabulary, facts: Sequence[str]) -> list[str]:
    """Questions, computed values and these conclusions, but not the other conclusions."""
    return [name for name in words.kinds if not name.startswith("c_") or name in facts]


def fact(draw: Draw, words: Vocabulary, below: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"betekent": "Iets wat vaststaat"}
    if chance(draw, 2):
        found |= {"als": condition(draw, words, testable(words, below)), **reasons(draw)}
        if chance(draw, 4):
            found["geldig"] = validity(draw)
    return found


def rule(
    draw: Draw, name: str, words: Vocabulary, catalogue: Catalogue, facts: Sequence[str]
) -> dict[str, Any]:
    then = outcome(draw, catalogue)
    tested = facts
    if facts and (not then or chance(draw, 3)):
        sets = some(draw, facts, most=2)
        then["conclusie"] = sets[0] if len(sets) == 1 else sets
        tested = facts[: min(facts.index(key) for key in sets)]
    then = then or {"punten": "1"}
    found = {"regel": name, "als": "altijd", "dan": then, **reasons(draw)}
    if not chance(draw, 12):
        found["als"] = condition(draw, words, testable(words, tested))
    if chance(draw, 4):
        found["geldig"] = validity(draw)
    return found


def table(
    draw: Draw, name: str, words: Vocabulary, catalogue: Catalogue, facts: Sequence[str]
) -> dict[str, Any]:
    tested = facts
    target = pick(draw, facts) if facts and chance(draw, 2) else None
    if target is not None:
        tested = facts[: facts.index(target)]
    columns = some(draw, testable(words, tested), most=3)
    found: dict[str, Any] = {"tabel": name, "rijen": [], **reasons(draw)}
    if chance(draw, 4):
        found["geldig"] = validity(draw)
    for _ in range(draw(st.integers(1, 3))):
        row = {column: cell(draw, words, column) for column in columns}
        row |= outcome(draw, catalogue, row=True)
        if target is not None and chance(draw, 2):
            row["conclusie"] = target
        if chance(draw, 5):
            row["geldig"] = validity(draw, cell=True)
        found["rijen"].append(row)
    return found


def cell(draw: Draw, words: Vocabulary, name: str) -> Any:
    if chance(draw, 4):
        return pick(draw, ["", "-"])
    first, second = one_test(draw, words, name), one_test(draw, words, name)
    if words.kinds[name] in ("keuze", "meerkeuze"):
        options = words.options[name]
        return first if chance(draw, 2) else " | ".join(some(draw, options))
    texts = [test for test in (first, second) if isinstance(test, str)]
    denied = any(test.startswith("niet") for test in texts)
    return first if denied or len(texts) < 2 or chance(draw, 2) else " | ".join(texts)


@st.composite
def full_answers(draw: Draw, world: World) -> dict[str, Any]:
    """An answer to every question, in the forms of the API."""
    return as_given(draw, world, {name: answer(draw, world, name) for name in world.questions})


@st.composite
def more_answers(
    draw: Draw, world: World, known: Mapping[str, Any], names: Sequence[str]
) -> dict[str, Any]:
    """What is known, with answers to some, to most or to none of these questions besides."""
    more = {} if chance(draw, 5) else answers_to(draw, world, names, one_in=4)
    return {**known, **more}


@st.composite
def in_some_form(draw: Draw, world: World, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in the forms of the API."""
    return as_given(draw, world, answers)


def answer(draw: Draw, world: World, name: str) -> Any:
    """An answer to the question, often one at which a test turns."""
    kind, edges = world.questions[name], world.words.edges.get(name)
    if edges and kind in (*NUMERIC, "datum") and not chance(draw, 4):
        value = beside(draw, kind, pick(draw, edges))
    else:
        value = fresh(draw, kind, world.words.options.get(name, ()))
    if name in world.bounds:
        low, high = world.bounds[name]
        value = min(max(value, low), high)
    return value


def answers_to(draw: Draw, world: World, asked: Sequence[str], one_in: int = 3) -> dict[str, Any]:
    """Answers to some of these questions; one in so many stays unanswered."""
    return {name: answer(draw, world, name) for name in asked if not chance(draw, one_in)}


@st.composite
def situations(draw: Draw, world: World) -> Situation:
    """A registration with random, partly missing answers."""
    registered = world.on + timedelta(days=pick(draw, [0, -1, -3, -30, 5]))
    answers = answers_to(draw, world, list(world.questions))
    return Situation(registered, answers, as_given(draw, world, answers))


def as_given(draw: Draw, world: World, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in the forms of the API; unanswered is absent or None."""
    kinds = world.questions
    found = {name: given(draw, kinds[name], value) for name, value in answers.items()}
    if chance(draw, 4):
        found |= {name: None for name in kinds if name not in answers}
    return found
