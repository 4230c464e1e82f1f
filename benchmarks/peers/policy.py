"""A made-up policy, stripped to what every engine can take: rules of tests that must all pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from triage.conditions import All, Condition, Range, Within
from triage.rulebook import Rulebook

Answers = Mapping[str, Any]
Decide = Callable[[Sequence[Answers]], Sequence[Any]]


@attrs.frozen
class Test:
    """The answer lies in one of the ranges.

    Attributes:
        yes: Of a question that is answered with yes or no: which of them; else None.
    """

    name: str
    ranges: tuple[Range, ...]
    yes: bool | None


@attrs.frozen
class Plain:
    """A policy; a rule is known by its place, in text order."""

    questions: tuple[str, ...]
    rules: tuple[tuple[Test, ...], ...]


@attrs.frozen
class Peer:
    """Another engine in one form.

    Attributes:
        name: Of the engine and the form.
        package: What it is installed as.
        module: What it is imported as.
        write: Puts the policy in the language of the engine.
        compile: Makes that ready to decide; a verdict is what the engine itself gives.
        places: The rules that hold, from a verdict.
        booleans: It is given yes and no as booleans, else as 1 and 0.
        named: Its rules name the questions, as people write them.
    """

    name: str
    package: str
    module: str
    write: Callable[[Plain], Any]
    compile: Callable[[Any], Decide]
    places: Callable[[Any], Sequence[int]]
    booleans: bool = True
    named: bool = True


@attrs.frozen
class Words:
    """How a language joins tests; `no` holds the name of a question."""

    both: str
    either: str
    no: str


def plain(rulebook: Rulebook) -> Plain:
    """The policy of a rulebook of made-up rules."""
    names = sorted(rulebook.rules)
    return Plain(
        tuple(rulebook.questions),
        tuple(_tests(rulebook, rulebook.rules[name].condition) for name in names),
    )


def prepared(peer: Peer, rulebook: Rulebook, answers: Sequence[Mapping[str, int]]) -> list[Answers]:
    """The answers in the form that the engine reads fastest."""
    if not peer.booleans:
        return list(answers)
    yes_no = {key for key, question in rulebook.questions.items() if question.kind == "ja_nee"}
    return [
        {key: bool(value) if key in yes_no else value for key, value in one.items()}
        for one in answers
    ]


def _tests(rulebook: Rulebook, condition: Condition) -> tuple[Test, ...]:
    found = []
    for part in condition.parts if isinstance(condition, All) else (condition,):
        if not isinstance(part, Within):
            raise TypeError(part)
        yes_no = rulebook.questions[part.name].kind == "ja_nee"
        found.append(Test(part.name, part.ranges, part.ranges == ((1, 1),) if yes_no else None))
    return tuple(found)


def conjunction(rule: Sequence[Test], words: Words) -> str:
    """A rule in a language with infix operators."""
    return words.both.join(_infix(test, words) for test in rule)


def listed(policy: Plain, words: Words) -> str:
    """All rules as one list of booleans, in such a language."""
    return f"[{', '.join(conjunction(rule, words) for rule in policy.rules)}]"


def holding(verdict: Sequence[object]) -> list[int]:
    """The places in a list that says of every rule whether it holds."""
    return [place for place, holds in enumerate(verdict) if holds]


def _infix(test: Test, words: Words) -> str:
    name = test.name
    if test.yes is not None:
        return name if test.yes else words.no.format(name)
    written = []
    for low, high in test.ranges:
        if low == high:
            written.append(f"{name} == {low}")
        else:
            bounds = [] if low is None else [f"{name} >= {low}"]
            bounds += [] if high is None else [f"{name} <= {high}"]
            written.append(words.both.join(bounds))
    return written[0] if len(written) == 1 else f"({words.either.join(written)})"
