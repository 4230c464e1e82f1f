"""What every test may count on: no home from outside, and skips that name what is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase

ROOT: Final = Path(__file__).resolve().parent.parent
IN_CI: Final = os.environ.get("TRIAGE_CI") == "1"

TOOLS: Final[Mapping[str, Callable[[], bool]]] = {
    "git": lambda: shutil.which("git") is not None,
    "git-history": lambda: shutil.which("git") is not None and (ROOT / ".git").exists(),
    "durable-rules": lambda: importlib.util.find_spec("durable_rules_engine") is not None,
    "zen-engine": lambda: importlib.util.find_spec("zen") is not None,
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
    monkeypatch.delenv("TRIAGE_HOME", raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout; only for tests that are marked `checkout`."""
    return ROOT
