"""Where a home is and which files it has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

PARTS: Final = ("rules", "config")


def built_in() -> Path:
    """The home that ships with the library: the folder in the wheel, or the checkout's own."""
    here = Path(__file__).resolve().parent
    packaged = here / "_home"
    return packaged if packaged.is_dir() else here.parent


def shown(path: Path) -> str:
    """The path as an editor opened here can follow it: relative where it lies below this folder."""
    try:
        return str(path.relative_to(Path.cwd())) if path.is_absolute() else str(path)
    except (ValueError, OSError):
        return str(path)


def files(home: Path, part: str) -> list[Path]:
    """The YAML files of `rules` or `config`, in the order of their names."""
    folder = home / part
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*.yaml")
        if not path.name.startswith(".") and not path.is_dir()
    )


def misnamed(home: Path, part: str) -> list[Path]:
    """Files that were probably meant to be read but have another ending."""
    folder = home / part
    return sorted(folder.rglob("*.yml")) if folder.is_dir() else []


def exists(home: Path) -> bool:
    """Whether there is a folder to look in."""
    return os.path.isdir(home)  # noqa: PTH112  # does not raise on names no system can have
