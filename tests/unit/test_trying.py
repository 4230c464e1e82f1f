"""Examples against what comes out: every key of `verwacht`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from triage import Policy
from triage.trying import Difference, untried

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from triage.trying import Trial

    Try = Callable[[str, str], Trial]

CONFIG = "urgentie: {hoog: {}, laag: {}}\nproducten: {x: {naam: X}, y: {naam: Y}}\n"
RULES = """\
vragen:
  a: {vraag: A, soort: ja_nee}
  b: {vraag: B, soort: ja_nee}
conclusies: {k: {betekent: K}}
regels:
  - {regel: r1, als: {a: ja}, dan: {urgentie: hoog, punten: 5, product: x, conclusie: k}}
  - {regel: r2, als: {b: ja}, dan: {uiterlijk: 2021-03-31, let_op: Pas op, uitsluiten: y}}
  - {regel: r3, als: {b: ja}, dan: {product: y, punten: 1}}
voorbeelden:
"""


@pytest.fixture
def attempt(tmp_path: Path) -> Try:
    """Try one example with these answers and this `verwacht`."""

    def run(answers: str, expected: str) -> Trial:
        example = (
            "  - {voorbeeld: v, op: 2021-03-03, aangemeld: 2021-03-02,"
            f" antwoorden: {{{answers}}}, verwacht: {{{expected}}}}}\n"
        )
        for part, text in (("rules", RULES + example), ("config", CONFIG)):
            (tmp_path / part).mkdir()
            (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
        (trial,) = Policy.load(tmp_path).trials()
        return trial

    return run


@pytest.mark.parametrize(
    "expected",
    [
        "urgentie: hoog",
        "punten: 6",
        "uiterlijk: 2021-03-31",
        "producten: [x]",
        "zonder: [y]",
        "regels: [r1, r3]",
        "conclusies: {k: ja}",
        "let_op: [r2]",
        "open: []",
    ],
)
def test_what_comes_out_as_expected_gives_no_difference(attempt: Try, expected: str) -> None:
    assert attempt("a: ja, b: ja", expected).differences == ()


@pytest.mark.parametrize(
    ("answers", "expected", "difference"),
    [
        ("a: ja", "urgentie: laag", Difference("urgentie", "laag", "hoog", ("r1",))),
        ("a: nee", "urgentie: hoog", Difference("urgentie", "hoog", "laag", ("r1",))),
        ("a: ja, b: ja", "punten: 5", Difference("punten", "5", "6", ("r1", "r3"))),
        ("b: ja", "uiterlijk: geen", Difference("uiterlijk", "geen", "2021-03-31", ("r2",))),
        ("a: ja", "uiterlijk: 2021-03-31", Difference("uiterlijk", "2021-03-31", "geen", ())),
        ("a: ja", "producten: []", Difference("producten", "geen", "x", ("r1",))),
        ("b: ja", "producten: [y]", Difference("producten", "y", "geen", ("r2", "r3"))),
        ("a: ja", "zonder: [x, y]", Difference("zonder", "geen x, y", "x", ("r1",))),
        ("a: ja", "regels: [r1, r2]", Difference("regels", "r1, r2", "r1", ("r2",))),
        ("a: nee", "conclusies: {k: ja}", Difference("conclusies", "k: ja", "k: nee", ("r1",))),
        ("", "conclusies: {k: nee}", Difference("conclusies", "k: nee", "k: onbekend", ("r1",))),
        ("a: ja", "let_op: [r2]", Difference("let_op", "r2", "geen", ("r2",))),
        ("a: ja, b: ja", "open: [b]", Difference("open", "b", "geen", ())),
    ],
)
def test_a_difference_says_what_was_expected_what_came_and_which_rules(
    attempt: Try, answers: str, expected: str, difference: Difference
) -> None:
    trial = attempt(answers, expected)

    assert trial.name == "v"
    assert trial.where.line == 10
    assert trial.differences == (difference,)


def test_only_what_is_named_is_compared(attempt: Try) -> None:
    assert attempt("a: ja, b: ja", "").differences == ()


def test_rules_that_hold_in_no_example_are_untried(attempt: Try) -> None:
    trial = attempt("a: ja", "urgentie: hoog")

    assert untried([trial], ["r3", "r1", "r2"]) == ("r2", "r3")
    assert untried([], ["r1"]) == ("r1",)
