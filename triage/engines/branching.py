"""Rows written out as branches: with few rules that is faster than a walk along all answers.

A row is left at its first test that fails, so most answers are never read. That decides a case
whenever every answer that is read is there: a row with a test that fails does not hold, whatever
else is unknown. Where one is not there, the walk decides. Such branches read:

    a0, a1 = pick(case)
    rows = 0
    if a0 <= 30:
        if case['vorm'] == 2: rows |= 0x11
        if a1 == 1: rows |= 0x22
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from triage.conditions import Chosen, Counted, Known, Range, Within
from triage.engines.rows import Literal, Row
from triage.engines.standing import cuts
from triage.rulebook import Rulebook

_SELDOM: Final = 0.1
_HALF: Final = 0.5
_QUARTER: Final = 0.25

_YES_AND_NO: Final = 2

_STRONG: Final = 4
"""How much more a test counts that seldom passes, when it is chosen what to read first."""

_About = tuple[str, bool]
"""What a test reads: a name, and whether it counts from the day of reckoning."""

_Group = list[tuple[int, Row, Row]]
"""Of rows that read one thing: the bit, the tests of that, and the other tests."""


class Branches:
    """Writes rows out.

    Args:
        rows: By the number of their bit.
        setters: By conclusion and helper the set of the rows that set it.
        deciding: Those, each after the ones that its rows test.
        rulebook: Says how many answers a question has; what seldom passes is tested first.
    """

    def __init__(
        self,
        rows: Mapping[int, Row],
        setters: Mapping[str, int],
        deciding: Sequence[str],
        rulebook: Rulebook,
    ) -> None:
        self._setters = setters
        self._rulebook = rulebook
        self._names = {name: f"c{place}" for place, name in enumerate(deciding)}
        self._stages = [*self._staged(rows)]
        self.count = len(rows)
        """How many rows there are."""
        first = (about[0] for groups, _ in self._stages for about, _ in groups)
        self.first = tuple(
            dict.fromkeys(name for name in first if name and name not in self._names)
        )
        """What is always read, before anything else."""

    def lines(self, width: int, *, hypothetical: bool) -> Iterator[str]:
        """Statements that make `rows`, a pair of sets.

        They read `case` and `on`, and what is in `first` under the names `a0`, `a1` and so on.

        Args:
            width: The number of bits of a set.
            hypothetical: Answers that are absent may still come.
        """
        writer = _Writer(self, 1 << width | 1, hypothetical=hypothetical)
        yield "rows = 0"
        for groups, name in self._stages:
            for about, group in groups:
                yield from writer.group(about, group)
            if name is not None:
                yield f"{self._names[name]} = 1 if rows & {self._setters[name]:#x} else 0"

    def _staged(
        self, rows: Mapping[int, Row]
    ) -> Iterator[tuple[list[tuple[_About, _Group]], str | None]]:
        """What can be decided, and the conclusion that is decided then; and again, to the end."""
        left, decided = dict(rows), set[str]()
        for name in (*self._names, None):
            ready = {
                bit: row
                for bit, row in left.items()
                if all(one.test.name in decided for one in row if one.test.name in self._names)
            }
            left = {bit: row for bit, row in left.items() if bit not in ready}
            yield [*self._grouped(ready)], name
            decided.add(name or "")

    def _grouped(self, rows: dict[int, Row]) -> Iterator[tuple[_About, _Group]]:
        """The rows by what is best read first: what many of them test and seldom passes."""
        while rows:
            scores: dict[_About, float] = {("", False): 0.0}
            for row in rows.values():
                for literal in row:
                    about = _about(literal)
                    scores[about] = scores.get(about, 0) + (1 - self.chance(literal)) ** _STRONG
            best = max(scores, key=scores.__getitem__)
            some = {bit: row for bit, row in rows.items() if best in map(_about, row)} or rows
            yield best, [(bit, *_split(row, best)) for bit, row in some.items()]
            rows = {bit: row for bit, row in rows.items() if bit not in some}

    def chance(self, literal: Literal) -> float:
        """About how often it passes; less for yes and no, which part all rows in one test.

        Only the order of tests rests on it.
        """
        test = literal.test
        if not isinstance(test, Within):
            return _HALF
        answers = self.answers(test.name)
        if answers == _YES_AND_NO:
            return _SELDOM
        if answers is not None:
            return sum(map(literal.passes, range(answers))) / answers
        chance = sum(map(_chance, test.ranges))
        return chance if literal.positive else 1 - chance

    def answers(self, name: str) -> int | None:
        """How many answers there are; None is any number."""
        if name in self._names:
            return _YES_AND_NO
        question = self._rulebook.questions.get(name)
        if question is None or question.kind not in ("ja_nee", "keuze"):
            return None
        return len(question.options) or _YES_AND_NO

    def concludes(self, name: str) -> bool:
        """Whether it is a conclusion or a helper, and no answer."""
        return name in self._names

    def place(self, name: str) -> str | None:
        """The variable that holds an answer or a conclusion; None is not read yet."""
        if name in self._names:
            return self._names[name]
        return f"a{self.first.index(name)}" if name in self.first else None


class _Writer:
    """Writes the branches of a group of rows.

    Args:
        branches: What they are part of.
        both: The lowest bit of both sets of a pair.
        hypothetical: Answers that are absent may still come.
    """

    def __init__(self, branches: Branches, both: int, *, hypothetical: bool) -> None:
        self._branches = branches
        self._both = both
        self._hypothetical = hypothetical

    def group(self, about: _About, group: _Group) -> Iterator[str]:
        """Rows that read one thing first."""
        name, relative = about
        plain = all(isinstance(one.test, Within) for _, tests, _ in group for one in tests)
        answers = self._branches.answers(name)
        several = len(group) > 1 and answers is None
        if name and plain and (several or answers == _YES_AND_NO):
            points = cuts(one for _, tests, _ in group for one in tests)
            answer = self._answer(name, relative=relative)
            yield from self._tree(answer, (0, 1) if answers else points, group, "")
        else:
            for bit, tests, rest in group:
                yield self._row(bit, (*tests, *self._ordered(rest)), "")

    def _tree(
        self, answer: str, points: Sequence[int], group: _Group, indent: str
    ) -> Iterator[str]:
        """Branches over the numbers up to the first point, from there to the second, and so on."""
        left = [{bit for bit, tests, _ in group if _pass(tests, point)} for point in points]
        if all(some == left[0] for some in left):
            for bit, _, rest in group:
                if bit in left[0]:
                    yield self._row(bit, self._ordered(rest), indent)
            return
        half = (len(points) + 1) // 2
        below, above = set[int]().union(*left[:half]), set[int]().union(*left[half:])
        if below:
            yield f"{indent}if {answer} <= {points[half - 1]}:"
            yield from self._tree(answer, points[:half], group, f"{indent} ")
        if above:
            yield f"{indent}else:" if below else f"{indent}if {answer} > {points[half - 1]}:"
            yield from self._tree(answer, points[half:], group, f"{indent} ")

    def _ordered(self, row: Row) -> Row:
        return tuple(sorted(row, key=self._branches.chance))

    def _row(self, bit: int, row: Row, indent: str) -> str:
        then = f"rows |= {self._both << bit:#x}"
        tests = " and ".join(dict.fromkeys(map(self._test, row)))
        return f"{indent}if {tests}: {then}" if tests else f"{indent}{then}"

    def _test(self, literal: Literal) -> str:
        test = literal.test
        if isinstance(test, Known):
            return self._known(test.name, known=test.known is literal.positive)
        if isinstance(test, Within):
            answer = self._answer(test.name, relative=test.relative)
            text = _within(answer, test.ranges)
        elif isinstance(test, Counted):
            text = _within(f"{self._answer(test.name)}.bit_count()", test.ranges)
        else:
            text = _chosen(self._answer(test.name), test)
        return f"({text})" if literal.positive else f"not ({text})"

    def _known(self, name: str, *, known: bool) -> str:
        """Whether there is an answer; one that may still come has to be looked at by the walk."""
        if self._hypothetical or self._branches.concludes(name):
            return f"({self._answer(name)} is {'not ' * known}None)"
        return f"({name!r} {'' if known else 'not '}in case)"

    def _answer(self, name: str, *, relative: bool = False) -> str:
        answer = self._branches.place(name) or f"case[{name!r}]"
        return f"({answer} - on)" if relative else answer


def _about(literal: Literal) -> _About:
    test = literal.test
    return test.name, isinstance(test, Within) and test.relative


def _split(row: Row, about: _About) -> tuple[Row, Row]:
    """The tests of one thing, and the others."""
    return (
        tuple(one for one in row if _about(one) == about),
        tuple(one for one in row if _about(one) != about),
    )


def _pass(tests: Row, number: int) -> bool:
    return all(one.passes(number) for one in tests)


def _chance(bounds: Range) -> float:
    low, high = bounds
    if low is None or high is None:
        return _HALF
    return _SELDOM if low == high else _QUARTER


def _chosen(answer: str, test: Chosen) -> str:
    return f"{answer} & {test.bits:#x} {f'== {test.bits:#x}' if test.every else '!= 0'}"


def _within(answer: str, ranges: Collection[Range]) -> str:
    written: list[str] = []
    for low, high in ranges:
        if low is None and high is None:
            written.append(f"{answer} is not None")
        elif low == high:
            written.append(f"{answer} == {low}")
        elif low is None:
            written.append(f"{answer} <= {high}")
        elif high is None:
            written.append(f"{answer} >= {low}")
        else:
            written.append(f"{low} <= {answer} <= {high}")
    # Nothing is within no range, but that too is only so of an answer that is there.
    return " or ".join(written) or f"{answer} is None"
