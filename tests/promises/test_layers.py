"""Imports go one way; the contracts stand in pyproject.toml under `importlinter`."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

import triage

PACKAGE: Final = Path(triage.__file__).parent
LINT: Final = "from importlinter.cli import lint_imports_command; lint_imports_command()"

pytestmark = pytest.mark.checkout


def lint_imports(folder: Path, config: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package that lies in this folder, and on no other one."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--config", str(config), "--no-cache", "--no-logo"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def contracts(root: Path) -> Path:
    return root / "pyproject.toml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package again, to break on purpose."""
    for path in PACKAGE.rglob("*.py"):
        target = tmp_path / "triage" / path.relative_to(PACKAGE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return tmp_path


def test_every_import_goes_down(root: Path, contracts: Path) -> None:
    result = lint_imports(root, contracts)

    assert result.returncode == 0, result.stdout + result.stderr


def test_an_upward_import_is_named(copy: Path, contracts: Path) -> None:
    (copy / "triage/errors.py").write_text("import triage.rulebook\n")

    result = lint_imports(copy, contracts)

    assert result.returncode == 1
    assert "triage.errors -> triage.rulebook" in result.stdout


def test_a_module_without_a_floor_is_named(copy: Path, contracts: Path) -> None:
    (copy / "triage/attic.py").write_text("")

    result = lint_imports(copy, contracts)

    assert result.returncode == 1
    assert "triage.attic" in result.stdout


def test_the_pure_core_reads_no_environment(copy: Path, contracts: Path) -> None:
    (copy / "triage/conditions.py").write_text("import os\n")

    result = lint_imports(copy, contracts)

    assert result.returncode == 1
    assert "triage.conditions -> os" in result.stdout


def test_no_exception_is_made_to_the_contracts(contracts: Path) -> None:
    settings = tomllib.loads(contracts.read_text(encoding="utf-8"))["tool"]["importlinter"]

    assert [c["name"] for c in settings["contracts"] if "ignore_imports" in c] == []
