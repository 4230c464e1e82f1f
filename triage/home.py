"""Where a home is and which files it has."""

from __future__ import annotations

import os
import re
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
        near = path.relative_to(Path.cwd()) if path.is_absolute() else path
    except (ValueError, OSError):
        near = path
    # A name that is no text can be opened, but not printed.
    return str(near).encode(errors="backslashreplace").decode()


def files(home: Path, part: str) -> list[Path]:
    """The YAML files of `rules` or `config`, in the order of their names."""
    return [path for path in _visible(home / part) if path.suffix == ".yaml"]


def misnamed(home: Path, part: str) -> list[Path]:
    """Files that were probably meant to be read but have another ending."""
    found = _visible(home / part)
    return [p for p in found if p.suffix != ".yaml" and re.search(r"\.ya?ml\b", p.name.lower())]


def _visible(folder: Path) -> list[Path]:
    """Every file in the folder and those below it, but for what a system or editor hides."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if not path.is_dir()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def exists(home: Path) -> bool:
    """Whether there is a folder to look in."""
    return os.path.isdir(home)  # noqa: PTH112  # does not raise on names no system can have
