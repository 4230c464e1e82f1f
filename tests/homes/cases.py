"""The broken homes of this folder: what stands in their files, and the exact problems they give.

A theme is one YAML file with a list of homes. A home is laid over the sound one of `basis.yaml`,
unless it says `basis: nee`; `problemen` and `waarschuwingen` hold every problem as it is printed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
import yaml

from triage.errors import Problem
from triage.loading import load
from triage.rulebook import Rulebook

HOMES: Final = Path(__file__).resolve().parent
BASE: Final = "basis.yaml"


@attrs.frozen
class BrokenHome:
    """A home by its name, its files by path, and what is said about it."""

    name: str
    files: Mapping[str, str]
    errors: Sequence[str]
    warnings: Sequence[str]


def base() -> dict[str, str]:
    """The files of a small home without a problem."""
    files: dict[str, str] = _read(HOMES / BASE)
    return files


def broken_homes() -> list[BrokenHome]:
    """Every home of every theme."""
    themes = sorted(path for path in HOMES.glob("*.yaml") if path.name != BASE)
    return [_home(theme.stem, home) for theme in themes for home in _read(theme)]


def load_files(
    files: Mapping[str, str | bytes], folder: Path
) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """Write a home and read it; places name its files from the home itself."""
    write(files, folder)
    before = Path.cwd()
    os.chdir(folder)
    try:
        return load(Path())
    finally:
        os.chdir(before)


def write(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Write the files of a home."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _home(theme: str, home: Mapping[str, Any]) -> BrokenHome:
    files = {} if home.get("basis") == "nee" else base()
    return BrokenHome(
        f"{theme}: {home['huis']}",
        {**files, **home["bestanden"]},
        home.get("problemen", ()),
        home.get("waarschuwingen", ()),
    )


def _read(path: Path) -> Any:
    # Nothing is converted: `nee` and `2021-03-01` stay the texts they are.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
