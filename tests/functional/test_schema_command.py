"""`schema` as docs/vscode.md has it: what is printed, and what an editor is told to do with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Invoke


@pytest.fixture
def guide(root: Path) -> str:
    return (root / "docs" / "vscode.md").read_text(encoding="utf-8")


@pytest.mark.checkout
def test_the_guide_shows_what_is_printed(triage: Invoke, guide: str) -> None:
    command = "triage schema --home mijn-gemeente --out .vscode"
    _, found, after = guide.partition(f"$ {command}\n")
    triage("new", "home", "mijn-gemeente")

    result = triage(*command.split()[1:])

    assert found
    assert after.startswith(result.stdout + "```")


@pytest.mark.checkout
def test_a_file_that_names_its_schema_is_read_as_before(triage: Invoke, guide: str) -> None:
    line = next(line for line in guide.splitlines() if line.startswith("# yaml-language-server:"))
    triage("new", "home", "mijn-gemeente")
    triage("schema", "--home", "mijn-gemeente", "--out", ".vscode")
    rules = Path("mijn-gemeente/rules/regels.yaml")
    before = json.loads(triage("check", "--home", "mijn-gemeente", "--json").stdout)

    rules.write_text(f"{line}\n{rules.read_text('utf-8')}", encoding="utf-8")

    after = json.loads(triage("check", "--home", "mijn-gemeente", "--json").stdout)
    assert before == after
    assert (rules.parent / line.partition("$schema=")[2]).is_file()


def test_the_setting_binds_each_schema_to_its_own_files(triage: Invoke, home: Path) -> None:
    printed = triage("schema", "--home", home.name, "--out", "schemas").stdout

    setting = json.loads(printed[printed.index("{") :])["yaml.schemas"]

    assert {Path(schema).name: files for schema, files in setting.items()} == {
        "regels.schema.json": f"{home.name}/rules/**/*.yaml",
        "configuratie.schema.json": f"{home.name}/config/**/*.yaml",
    }
    assert all(Path(schema).is_file() for schema in setting)


def test_without_a_home_it_is_the_built_in_one(triage: Invoke) -> None:
    result = triage("schema")

    assert result.exit_code == 0
    rules = json.loads(result.stdout)["regels.schema.json"]
    assert len(rules["definitions"]["toetsen"]["properties"]) > 50


def test_after_an_error_the_schemas_that_stood_there_stay(triage: Invoke, home: Path) -> None:
    triage("schema", "--home", home, "--out", "schemas")
    before = Path("schemas/regels.schema.json").read_bytes()
    (home / "rules" / "rules.yaml").write_text("regels: [{regel: a}]")

    result = triage("schema", "--home", home, "--out", "schemas")

    assert result.exit_code == 1
    assert "rules.yaml:1:" in result.stderr
    assert Path("schemas/regels.schema.json").read_bytes() == before


def test_a_home_that_does_not_exist_is_wrong_usage(triage: Invoke) -> None:
    result = triage("schema", "--home", "nergens")

    assert result.exit_code == 2
    assert "nergens" in result.stderr
