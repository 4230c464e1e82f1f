"""`python -m benchmarks.installing`: install what locks/bench.txt names.

An engine that cannot be had here is named, and the benchmark then leaves it out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_LOCK: Final = Path(__file__).resolve().parent.parent / "locks" / "bench.txt"
_PACKAGE: Final = re.compile(r"^([a-z0-9.-]+)==(\S+).*(?:\n +--hash.*)*", re.MULTILINE)


def main() -> None:
    """Install all at once, and where that fails one by one."""
    lock = _LOCK.read_text(encoding="utf-8")
    if _installed(lock):
        return
    for found in _PACKAGE.finditer(lock):
        name, wanted = found.groups()
        if _version(name) != wanted and not _installed(found.group()):
            print(f"{name} {wanted} cannot be installed here", flush=True)


def _installed(lock: str) -> bool:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lock.txt"
        file.write_text(lock, encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "-qq", "--no-input", "--no-deps"]
        done = subprocess.run(  # noqa: S603  # our own command
            [*command, "--require-hashes", "-r", str(file)], check=False, capture_output=True
        )
    return done.returncode == 0


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    main()
