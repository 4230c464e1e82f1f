"""The wheel holds what git tracks, and the locks hold what pyproject.toml asks for."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGE: Final = "triage"
HOME: Final = ("rules", "partners", "config", "demo")
LOCKS: Final = ("dev", "lowest", "bench", "durable", "durable-build")

pytestmark = pytest.mark.checkout


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    settings: dict[str, Any] = tomllib.loads(text)["project"]
    return settings


def tracked(root: Path) -> set[str]:
    """What git tracks or would track, so that a file just made is compared too."""
    git = shutil.which("git") or "git"
    result = subprocess.run(
        # The checkout may belong to somebody else than the one who runs the tests.
        [git, "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {name for name in result.stdout.split("\0") if name and (root / name).exists()}


@pytest.mark.needs("git-history")
def test_the_wheel_holds_what_git_tracks(root: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, root],
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        inside = {name for name in opened.namelist() if ".dist-info/" not in name}

    names = tracked(root)
    expected = {name for name in names if name.startswith(f"{PACKAGE}/")}
    expected |= {f"{PACKAGE}/_home/{name}" for name in names if name.split("/")[0] in HOME}
    assert inside == expected


def pins(root: Path, lock: str) -> dict[str, str]:
    text = (root / f"locks/{lock}.txt").read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE)
    return dict(found)


def direct(project: dict[str, Any], *extras: str) -> list[Requirement]:
    optional = project["optional-dependencies"]
    texts = [*project["dependencies"], *(text for extra in extras for text in optional[extra])]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize(
    ("lock", "extras"), [("dev", ["dev"]), ("lowest", ["dev"]), ("bench", ["dev", "bench"])]
)
def test_a_lock_holds_every_direct_dependency_within_its_bounds(
    root: Path, project: dict[str, Any], lock: str, extras: list[str]
) -> None:
    pinned = pins(root, lock)

    missed = [
        str(asked)
        for asked in direct(project, *extras)
        if not asked.specifier.contains(pinned.get(canonicalize_name(asked.name), "0"))
    ]

    assert missed == []


def test_the_second_engine_is_locked_at_the_version_asked_for(
    root: Path, project: dict[str, Any]
) -> None:
    (asked,) = (Requirement(text) for text in project["optional-dependencies"]["durable"])

    assert asked.specifier.contains(pins(root, "durable")[asked.name])


def test_the_lowest_lock_is_at_the_lower_bounds(root: Path, project: dict[str, Any]) -> None:
    pinned = pins(root, "lowest")

    above = [
        str(asked)
        for asked in direct(project)
        if f">={pinned[canonicalize_name(asked.name)]}".removesuffix(".0")
        != str(asked.specifier).removesuffix(".0")
    ]

    assert above == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_has_a_hash_and_no_address(root: Path, lock: str) -> None:
    text = (root / f"locks/{lock}.txt").read_text(encoding="utf-8")

    assert "://" not in text
    assert "--index" not in text
    for name, version in pins(root, lock).items():
        pinned = re.search(rf"^{name}=={re.escape(version)}[^\n]*\n +--hash=", text, re.MULTILINE)
        assert pinned, f"{name} has no hash in locks/{lock}.txt"
