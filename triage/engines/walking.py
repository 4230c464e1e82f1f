"""The walk of `direct` along the answers of a case, written out as a function for one policy.

Written out, a question costs a look-up and an AND and nothing around them. Such a function reads:

    def walk(cases, on):
        found = []
        for case in cases:
            try:
                a0, a1, a2, a3 = pick(case if len(case) >= 4 else {**absent, **case})
            except KeyError:
                a0, a1, a2, a3 = pick({**absent, **case})
            rows = t3[a2][a3]
            rows &= t4[bisect_left(t5, a1)]
            rows &= (0x17 if (answer := a0 - on) <= -30 else 0x1f)
            found.append(rows)
        return found
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from textwrap import indent
from typing import Any, Final

from triage.engines.branching import Branches
from triage.engines.standing import Sets, Standing

COMPARED: Final = 8
"""Among so many cuts a few comparisons are faster than a search."""

SPELLED: Final = 4096
"""Over so many numbers a table that has them all is faster than a search."""

TOGETHER: Final = 64
"""Questions with few answers share one table of at most so many masks."""

BRANCHED: Final = 2
"""Up to so many rows a question, a case with all answers is decided by branches."""

Walk = Callable[[Iterable[Mapping[str, int]], int], list[int]]
"""From cases and the day of reckoning to what is left standing of each, as a pair of sets."""


def walk(
    sets: Sets,
    questions: Sequence[Standing],
    facts: Sequence[tuple[Standing, int]],
    branches: Branches,
    *,
    hypothetical: bool,
) -> Walk:
    """Write out a walk.

    Args:
        sets: How sets of rows are written.
        questions: What is tested of answers and computed values.
        facts: What is tested of conclusions, in the order of deciding, each with the rows that set
            it.
        branches: The same rows, written out; for a case without anything unknown, if it is few.
        hypothetical: Answers that are absent may still come.
    """
    writer = _Writer(sets, questions, hypothetical=hypothetical)
    lines = [writer.together(some) for some in _groups(one for one in questions if one.few)]
    lines += [writer.alone(one) for one in questions if not one.few]
    lines += [writer.fact(one, setters) for one, setters in facts]
    walked = ["rows = every", *(f"rows &= {line}" for line in lines)]
    exec(writer.written(walked, branches), writer.space)  # noqa: S102  # our own text; names in quotes
    written: Walk = writer.space["walk"]
    return written


_BEGINNING: Final = """\
def walk(cases, on):
    found = []
    for case in cases:
"""

_PICKING: Final = """\
try:
    {names} = pick(case if len(case) >= {count} else {{**absent, **case}})
except KeyError:
    {names} = pick({{**absent, **case}})"""

_BRANCHING: Final = """\
if len(case) >= {count}:
    try:
        {names} = first(case)
{lines}
    except KeyError:
        pass
    else:
        found.append(rows)
        continue"""


class _Writer:
    """Writes expressions for what is left standing.

    Attributes:
        space: The names that they use.
    """

    def __init__(self, sets: Sets, questions: Sequence[Standing], *, hypothetical: bool) -> None:
        absent = {one.name: one.absent for one in questions}
        self.places = {name: f"a{place}" for place, name in enumerate(absent)}
        self.space: dict[str, Any] = {
            "absent": absent,
            "bisect_left": bisect_left,
            "every": sets.pair(sets.every, sets.every),
            "pick": itemgetter(*absent) if absent else None,
        }
        self._width = sets.width
        self._hypothetical = hypothetical

    def written(self, walked: Iterable[str], branches: Branches) -> str:
        """The text of the walk, with statements that decide a case."""
        body = "\n".join(walked)
        if self.places:
            names, count = ", ".join(self.places.values()), len(self.places)
            body = f"{_PICKING.format(names=names, count=count)}\n{body}"
            if branches.first and branches.count <= BRANCHED * count:
                self.space["first"] = itemgetter(*branches.first)
                names = ", ".join(f"a{place}" for place in range(len(branches.first)))
                lines = "\n".join(branches.lines(self._width, hypothetical=self._hypothetical))
                lines = indent(lines, " " * 8)
                body = f"{_BRANCHING.format(names=names, count=count, lines=lines)}\n{body}"
        return (
            f"{_BEGINNING}{indent(body, ' ' * 8)}\n        found.append(rows)\n    return found\n"
        )

    def together(self, some: Sequence[Standing]) -> str:
        """Questions with few answers: a table of tables."""
        tables = [one.table(hypothetical=self._hypothetical) for one in some]
        return self._name(_nested(tables)) + "".join(f"[{self._answer(one)}]" for one in some)

    def alone(self, one: Standing) -> str:
        """A question with numbers or with several choices for an answer."""
        if one.cuts is None:
            choices = one.choices(hypothetical=self._hypothetical)
            return f"{self._name(choices)}[{self._answer(one)}]"
        table = one.table(hypothetical=self._hypothetical)
        if len(one.cuts) > COMPARED:
            return self._search(self._answer(one), one.cuts, table)
        return _compare(f"(answer := {self._answer(one)})", one.cuts, table)

    def _search(self, answer: str, cuts: Sequence[int], table: Sequence[int]) -> str:
        """Many cuts: between the first and the last each number has its mask, if they are near."""
        searched = f"{self._name(table)}[bisect_left({self._name(cuts)}, {{}})]"
        first, last = cuts[0], cuts[-2]  # after the last but one come all that are large
        if last - first > SPELLED:
            return searched.format(answer)
        spelled = [table[bisect_left(cuts, number)] for number in range(first, last + 1)]
        found = f"0 <= (place := {answer} - {first}) <= {last - first}"
        otherwise = searched.format(f"place + {first}")
        return f"({self._name(spelled)}[place] if {found} else {otherwise})"

    def fact(self, one: Standing, setters: int) -> str:
        """A conclusion: yes, unknown or no."""
        table = one.table(hypothetical=self._hypothetical)
        certain, possible = setters << self._width, setters
        return (
            f"{table[1]:#x} if rows & {certain:#x} else "
            f"{table[2]:#x} if rows & {possible:#x} else {table[0]:#x}"
        )

    def _answer(self, one: Standing) -> str:
        return f"{self.places[one.name]}{' - on' if one.relative else ''}"

    def _name(self, value: object) -> str:
        name = f"t{len(self.space)}"
        self.space[name] = value
        return name


def _compare(answer: str, cuts: Sequence[int], masks: Sequence[int]) -> str:
    if not cuts:
        return f"{masks[0]:#x}"
    half = len(cuts) // 2
    below = _compare("answer", cuts[:half], masks[: half + 1])
    above = _compare("answer", cuts[half + 1 :], masks[half + 1 :])
    return f"({below} if {answer} <= {cuts[half]} else {above})"


def _groups(few: Iterable[Standing]) -> Iterator[list[Standing]]:
    group: list[Standing] = []
    size = 1
    for one in sorted(few, key=lambda one: one.absent):
        answers = one.absent + 1
        if group and size * answers > TOGETHER:
            yield group
            group, size = [], 1
        group.append(one)
        size *= answers
    if group:
        yield group


def _nested(tables: Sequence[Sequence[int]]) -> tuple[Any, ...]:
    """A table by the first answer of tables by the second, and so on."""
    first, *rest = tables
    if not rest:
        return tuple(first)
    return tuple(_nested([[mask & other for other in rest[0]], *rest[1:]]) for mask in first)
