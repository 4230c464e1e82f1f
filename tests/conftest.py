"""What every test may count on: no home from outside, and skips that name what is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests import postgres

ROOT: Final = Path(__file__).resolve().parent.parent
IN_CI: Final = os.environ.get("TRIAGE_CI") == "1"

TOOLS: Final[Mapping[str, Callable[[], bool]]] = {
    "git": lambda: shutil.which("git") is not None,
    "git-history": lambda: shutil.which("git") is not None and (ROOT / ".git").exists(),
    "durable-rules": lambda: importlib.util.find_spec("durable_rules_engine") is not None,
    "zen-engine": lambda: importlib.util.find_spec("zen") is not None,
    "datalogic-py": lambda: importlib.util.find_spec("datalogic_py") is not None,
    "common-expression-language": lambda: importlib.util.find_spec("cel") is not None,
    "rule-engine": lambda: importlib.util.find_spec("rule_engine") is not None,
    "clipspy": lambda: importlib.util.find_spec("clips") is not None,
    "postgresql": lambda: postgres.programs() is not None,
    "chromium": lambda: shutil.which("chromium") is not None,
}
# Absent for everybody, so that even CI may pass it by.
NEVER_HERE: Final[Mapping[str, bool]] = {"durable-rules": sys.version_info >= (3, 13)}

settings.register_profile(
    "triage",
    deadline=None,  # a shared machine is sometimes slow; that is no fault of the code
    derandomize=IN_CI,
    database=None if IN_CI else DirectoryBasedExampleDatabase(ROOT / "build/cache/hypothesis"),
)
settings.load_profile("triage")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, by name, what this machine cannot run; under TRIAGE_CI=1 that is a failure."""
    if item.get_closest_marker("checkout") and not (ROOT / "pyproject.toml").exists():
        pytest.skip("reads the project's own files; this is not its checkout")
    for marker in item.iter_markers("needs"):
        for tool in marker.args:
            if TOOLS[tool]():
                continue
            if IN_CI and not NEVER_HERE.get(tool, False):
                pytest.fail(f"{tool} is missing, and CI skips nothing", pytrace=False)
            pytest.skip(f"{tool} is missing")


@pytest.fixture(autouse=True)
def _no_home_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TRIAGE_HOME", "TRIAGE_LEDGER", "TRIAGE_ACTOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout; only for tests that are marked `checkout`."""
    return ROOT


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, with `{}` for the name of a database."""
    with postgres.server() as address:
        yield address


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))]
)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty ledger, on every database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    name = f"test_{uuid.uuid4().hex}"
    with postgres.database(request.getfixturevalue("postgres_server"), name) as address:
        yield address
