"""Text with positions: one reading on every machine, and none of what YAML would twist."""

from __future__ import annotations

import random
from typing import Final

import pytest
import yaml

from tests.homes.cases import base, broken_homes
from triage.errors import Where
from triage.source import MAX_DEPTH, Mapping, Scalar, Sequence, compose, decode, place
from triage.source.diagnosis import diagnose

TEXTS: Final = {
    f"{home.name}: {name}": text
    for home in broken_homes()
    for name, text in home.files.items()
    if name.endswith(".yaml") and name not in base()
}
# The words of which YAML is made, to be thrown together.
PIECES: Final = (
    "a", "b: ", "- ", "\n", "\n  ", "{", "}", "[", "]", ", ", ":", "?", "'", '"', "#", " #", "|",
    ">", "!", "&", "*", "%", "@", "5", "..", "\t", " ", "-", "=", "\\", "---", "<<: ", "é", "\r\n",
    "x: {y: 1}\n", "als: {a: ja}\n",
)  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_both_loaders_read_every_broken_file_the_same(name: str) -> None:
    fast = compose(TEXTS[name], "a.yaml", yaml.CBaseLoader)
    plain = compose(TEXTS[name], "a.yaml", yaml.BaseLoader)

    assert fast == plain


def test_both_loaders_read_the_same_in_whatever_is_thrown_together() -> None:
    draw = random.Random(2021)  # noqa: S311  # repeatable on purpose

    for _ in range(3000):
        text = "".join(draw.choice(PIECES) for _ in range(draw.randint(1, 12)))
        fast, fast_problems = compose(text, "a.yaml", yaml.CBaseLoader)
        plain, plain_problems = compose(text, "a.yaml", yaml.BaseLoader)
        # Of two faults in one text they may name another one first.
        assert (fast, bool(fast_problems)) == (plain, bool(plain_problems)), repr(text)


def test_nodes_carry_their_text_and_place() -> None:
    root, problems = compose("a: no\nb:\n  - 'x'\n  - {c: |-\n", "f.yaml")

    assert root is None
    assert [p.code for p in problems] == ["Y020"]

    root, problems = compose("a: no\nb: ['012', {c: 2021-02-30}]\n", "f.yaml")

    assert problems == []
    assert isinstance(root, Mapping)
    assert root.get("a") == Scalar("no", Where("f.yaml", 1, 4))
    inner = root.get("b")
    assert isinstance(inner, Sequence)
    assert inner.flow
    assert inner.items[0] == Scalar("012", Where("f.yaml", 2, 5), plain=False)
    assert inner.items[1].where == Where("f.yaml", 2, 12)
    assert root.get("niets") is None


@pytest.mark.parametrize("text", ["", "\n\n", "# alleen een opmerking\n", "   "])
def test_a_file_without_content_has_no_root_and_no_problem(text: str) -> None:
    assert compose(text, "f.yaml") == (None, [])


@pytest.mark.parametrize(
    "text",
    [
        "# een\ttab\na: 1\n",
        "a: 'een\ttab'\n",
        'a: "een\ttab"\n',
        "a: |\n  een\ttab\n",
        "a: >\n  een\n  \ttwee\nb: 1 # en\thier\n",
    ],
)
def test_a_tab_within_quotes_a_block_or_a_comment_is_fine(text: str) -> None:
    _, problems = compose(text, "f.yaml")

    assert problems == []


@pytest.mark.parametrize("text", ["a: 'wat?'\n", "a: wat?\n", "{a: 'wat?'}\n", "- wat?\n"])
def test_a_question_mark_outside_brackets_or_within_quotes_is_fine(text: str) -> None:
    _, problems = compose(text, "f.yaml")

    assert problems == []


def test_nesting_is_bounded() -> None:
    deep = "- " * MAX_DEPTH + "a"

    assert compose(deep, "f.yaml")[1] == []
    assert [p.code for p in compose("- " + deep, "f.yaml")[1]] == ["Y014"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_as_one(ending: str) -> None:
    _, problems = compose(ending.join(["a: 1", "b: 2", "a: 3", ""]), "f.yaml")

    assert [str(p.where) for p in problems] == ["f.yaml:3:1"]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfa: 1", "f.yaml") == ("a: 1", [])


def test_the_first_twenty_characters_that_nobody_sees_are_named() -> None:
    text, problems = decode("a\u200bb\n".encode() * 1000, "f.yaml")

    assert text is None
    assert [p.where for p in problems] == [Where("f.yaml", n, 2) for n in range(1, 21)]


def test_the_place_of_a_character_counts_from_one() -> None:
    assert place("ab\ncd", 4, "f") == Where("f", 2, 2)
    assert place("ab\ncd", 0, "f") == Where("f", 1, 1)


def test_what_no_diagnosis_fits_is_still_a_problem_with_a_place() -> None:
    mark = yaml.Mark("f", 0, 1, 4, None, 0)
    error = yaml.MarkedYAMLError("while dreaming", None, "found something else", mark)

    spot, problem = diagnose(error, ["een", "twee drie"], "f.yaml")

    assert spot == (1, 4)
    assert str(problem).startswith("f.yaml:2:5: Y029 dit is geen YAML.")
