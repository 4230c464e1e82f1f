"""Every code is documented once, raised by a test, and means one thing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

import triage
from tests.homes.cases import broken_homes

PACKAGE: Final = Path(triage.__file__).parent
TESTS: Final = Path(__file__).resolve().parent.parent
LITERAL: Final = re.compile(r'"([A-Z][0-9]{3})"')
ROW: Final = re.compile(
    r"^\| (?P<code>[A-Z][0-9]{3}) \| (?P<means>.+?) \| (?P<example>.+?) \| (?P<mend>.+) \|$",
    re.MULTILINE,
)


def raised_in_code() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    return {code for text in texts for code in LITERAL.findall(text)}


def raised_in_tests() -> set[str]:
    printed = [line for home in broken_homes() for line in (*home.errors, *home.warnings)]
    seen = {code for line in printed for code in re.findall(r":\d+: ([A-Z]\d{3}) ", line)}
    for path in TESTS.rglob("test_*.py"):
        if path != Path(__file__).resolve():
            seen |= set(re.findall(r"\b[A-Z][0-9]{3}\b", path.read_text(encoding="utf-8")))
    return seen


def test_every_code_is_raised_by_a_test() -> None:
    assert sorted(raised_in_code() - raised_in_tests()) == []


@pytest.mark.checkout
def test_every_code_is_documented_once_and_in_order(root: Path) -> None:
    rows = ROW.findall((root / "docs/foutcodes.md").read_text(encoding="utf-8"))
    codes = [code for code, *_ in rows]

    assert sorted(set(codes) ^ raised_in_code()) == []
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    for letter in dict.fromkeys(code[0] for code in codes):
        mine = [code for code in codes if code[0] == letter]
        assert mine == sorted(mine)
