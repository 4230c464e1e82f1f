"""Policies at and beyond the budgets of durable-rules, each decided by both engines.

A script, so that a test can run it as a process of its own: where a budget is missed, durable-rules
does not fail but hangs or dies.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from typing import Final

from tests.unit.engines.made_up import ON, ja, rulebook, said
from triage.conditions import All, AtLeast, Condition, Not, Within
from triage.engines.direct import Direct
from triage.engines.durable import Durable
from triage.errors import EngineRefusal
from triage.rulebook import Rulebook

NAMES: Final = tuple(f"q{number}" for number in range(400))
Rules = Mapping[str, Condition]


def policy(rules: Rules, sets: Mapping[str, Sequence[str]] | None = None) -> Rulebook:
    return rulebook(rules, sets, dict.fromkeys(NAMES, "geheel"))


def some(names: Sequence[str]) -> Condition:
    return AtLeast(1, tuple(map(ja, names)))


def all_hold(count: int) -> Rulebook:
    return policy({name: ja(name) for name in NAMES[:count]})


def pairs(count: int) -> Rulebook:
    """A rule of so many ORs, each over two questions."""
    parts = (some(NAMES[at : at + 2]) for at in range(0, 2 * count, 2))
    return policy({"regel": All(tuple(parts))})


def paths(count: int) -> Rulebook:
    """A rule that can fire in so many ways."""
    return policy({"regel": All((ja("q0"), some(NAMES[1 : count + 1])))})


def listed() -> Rulebook:
    values = Within("q0", tuple((value * 3, value * 3) for value in range(200)))
    both = All((ja("q1"), values))
    return policy({"een-van": values, "geen-van": Not(values), "met-meer": both, "niet": Not(both)})


def deep(levels: int) -> Rulebook:
    inner: Condition = ja("q0")
    for level in range(levels):
        one, other = ja(NAMES[level]), ja(NAMES[level + 1])
        if level % 2:
            inner = AtLeast(1, (one, All((other, inner))))
        else:
            inner = All((Not(one), AtLeast(1, (other, inner))))
    return policy({"regel": inner, "tegendeel": Not(inner)})


def nested(levels: int) -> Rulebook:
    inner: Condition = ja("q0")
    for level in range(levels):
        inner = AtLeast(2, (ja(NAMES[level]), inner, Not(inner), ja(NAMES[level + 60])))
    return policy({"regel": inner})


def chain(length: int) -> Rulebook:
    """Conclusions that each need the one before."""
    rules = {f"r{n:03}": Not(ja(f"c{n - 1}")) if n else ja("q0") for n in range(length)}
    return policy(rules, {f"c{n}": [f"r{n:03}"] for n in range(length)})


def crowd(rules: int, tests: int) -> Rulebook:
    """Rules that test nothing that another one tests."""
    ranges = (
        ((n, n) for n in range(at, 2 * tests * rules, 2 * rules)) for at in range(0, 2 * rules, 2)
    )
    return policy({f"r{n:04}": Within("q0", tuple(some)) for n, some in enumerate(ranges)})


POLICIES: Final[Mapping[str, Callable[[], Rulebook]]] = {
    **{f"{n} rules that all hold": partial(all_hold, n) for n in (60, 61, 300)},
    **{f"{n} ORs": partial(pairs, n) for n in (12, 13, 14, 15, 16, 40)},
    **{f"{n} paths": partial(paths, n) for n in (59, 60, 61)},
    "a list of 200 values": listed,
    "one of 300": lambda: policy({"regel": some(NAMES[:300])}),
    "all of 300": lambda: policy({"regel": All(tuple(map(ja, NAMES[:300])))}),
    "50 of 100": lambda: policy({"regel": AtLeast(50, tuple(map(ja, NAMES[:100])))}),
    "2 of 400": lambda: policy({"regel": AtLeast(2, tuple(map(ja, NAMES)))}),
    "60 levels deep": partial(deep, 60),
    "2 of 4, 8 levels deep": partial(nested, 8),
    "60 conclusions in a row": partial(chain, 60),
    "too many values": partial(crowd, 200, 100),
}


def cases() -> list[dict[str, int]]:
    random = Random(1)  # noqa: S311  # to make up cases, not to keep secrets
    some = [
        {name: random.randrange(highest) for name in NAMES if random.random() >= missing}
        for missing in (0.0, 0.02, 0.5, 0.9)
        for highest in (2, 3, 600)
        for _ in range(3)
    ]
    ones = [dict.fromkeys(NAMES[:count], 1) for count in (0, 1, 59, 60, 61, 299, 300, 400)]
    return [*some, *ones, *({"q0": value, "q1": 1} for value in range(0, 620, 31))]


def compare(rulebook: Rulebook) -> str:
    """What came of it, in a word."""
    try:
        durable = Durable().compile(rulebook, ON)
    except EngineRefusal as refusal:
        return f"refused {', '.join(refusal.rules)}"
    direct = Direct().compile(rulebook, ON)
    for hypothetical in (False, True):
        found = durable.decide(cases(), hypothetical=hypothetical)
        expected = direct.decide(cases(), hypothetical=hypothetical)
        if list(map(said, found)) != list(map(said, expected)):
            return "different"
    return "same"


if __name__ == "__main__":
    print(compare(POLICIES[sys.argv[1]]()))  # noqa: T201
