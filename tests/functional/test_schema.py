"""`schema`: what an editor needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Invoke


def test_it_prints_both_schemas_by_the_name_of_their_file(triage: Invoke, home: Path) -> None:
    result = triage("schema", "--home", home)

    assert result.exit_code == 0
    assert result.stderr == ""
    found = json.loads(result.stdout)
    assert list(found) == ["regels.schema.json", "configuratie.schema.json"]
    assert "schuldhulp" in json.dumps(found)


def test_it_writes_them_and_says_where(triage: Invoke, home: Path, tmp_path: Path) -> None:
    printed = json.loads(triage("schema", "--home", home).stdout)

    result = triage("schema", "--home", home, "--out", "schemas", "--json")

    written = json.loads(result.stdout)["files"]
    assert [json.loads((tmp_path / name).read_text("utf-8")) for name in written] == [
        *printed.values(),
    ]


def test_a_home_with_errors_has_none(triage: Invoke, make_home: Callable[..., Path]) -> None:
    home = make_home(rules="regels: [{regel: a}]")

    result = triage("schema", "--home", home, "--out", "schemas")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert not (home.parent / "schemas").exists()


def test_a_place_that_cannot_be_written_is_said(triage: Invoke, home: Path, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("van mij")

    result = triage("schema", "--home", home, "--out", "bestand/uit")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "niet te schrijven" in result.stderr
