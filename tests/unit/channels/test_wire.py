from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from triage.chain import Referral
from triage.channels.wire import referral_bytes
from triage.records import Answer


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        (True, "true"),
        (12, "12"),
        (0.1, "0.1"),
        (Decimal("1262.50"), '"1262.50"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("9999999999999.99"), '"9999999999999.99"'),
        (date(2021, 3, 5), '"2021-03-05"'),
        ("één \u2028 'tekst'", "\"één \u2028 'tekst'\""),
        ("half \ud800", '"half \\ud800"'),
        ({"b", "a"}, '["a", "b"]'),
        (("b", "a"), '["b", "a"]'),
        ([], "[]"),
    ],
)
def test_an_answer_is_written_as_what_it_is(bare: Referral, answer: Answer, written: str) -> None:
    content = referral_bytes(attrs.evolve(bare, answers={"v": answer}))

    found = json.loads(content, parse_float=Decimal)["answers"]
    assert found == {"v": json.loads(written, parse_float=Decimal)}


def test_what_is_not_answered_is_left_out(bare: Referral) -> None:
    content = referral_bytes(attrs.evolve(bare, answers={"a": None, "b": False}))

    assert json.loads(content)["answers"] == {"b": False}


def test_the_same_referral_is_the_same_bytes_in_whatever_order_its_answers_stand(
    bare: Referral,
) -> None:
    one = attrs.evolve(bare, answers={"a": {"x", "y", "z"}, "b": 1})
    other = attrs.evolve(bare, answers={"b": 1, "a": {"z", "y", "x"}})

    assert referral_bytes(one) == referral_bytes(other)


def test_what_is_not_there_is_null(bare: Referral) -> None:
    found = json.loads(referral_bytes(bare))

    assert found["person"] is None
    assert found["deadline"] is None
    assert found["hours"] is None
    assert found["answers"] == {}


@pytest.mark.checkout
def test_the_document_of_the_documentation_is_what_is_sent(referral: Referral, root: Path) -> None:
    page = (root / "docs" / "channels.md").read_text(encoding="utf-8")

    assert f"```json\n{referral_bytes(referral).decode()}```" in page
