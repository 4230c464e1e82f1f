"""Every promise of the page names a test, and that test is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.checkout


def test_every_promise_names_a_test_that_exists(root: Path) -> None:
    page = (root / "docs/promises.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (?!promise|---)(.+?) \| `(tests/[^`:]+)(?:::(\w+))?` \|$", page, re.MULTILINE
    )

    missing = [
        (promise, file, name)
        for promise, file, name in rows
        if not (root / file).exists()
        or f"def {name or 'test_'}" not in (root / file).read_text(encoding="utf-8")
    ]

    assert missing == []
    assert len(rows) == len(re.findall(r"^\| (?!promise|---)", page, re.MULTILINE))
