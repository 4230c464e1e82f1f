"""Bytes of a file made into text: UTF-8 only, and nothing in it that nobody can see."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import Final

from triage.errors import Problem, Where

MAX_BYTES: Final = 5_000_000
_SHOWN: Final = 20

# What YAML refuses, and what looks like nothing: soft hyphens, zero width, direction, a BOM inside.
_INVISIBLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)


def read_text(path: Path, file: str, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """Read a whole UTF-8 file (a BOM is fine), or say why it cannot be read."""
    start = Where(file)
    try:
        if path.is_dir():
            hint = "Geef de naam van een bestand."
            return None, [Problem(start, "Y002", "dit is een map, geen bestand", hint)]
        if path.stat().st_size > limit:
            size = f"{path.stat().st_size:,}".replace(",", ".")
            hint = f"Verdeel het over bestanden van ten hoogste {limit // 1_000_000} MB."
            return None, [Problem(start, "Y003", f"het bestand is te groot: {size} bytes", hint)]
        raw = path.read_bytes()
    except OSError as error:
        message = f"het bestand is niet te lezen ({error.strerror})"
        return None, [Problem(start, "Y001", message, "Kijk of het bestaat en of u het mag lezen.")]
    return decode(raw, file)


def decode(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Bytes to text; the first characters that cannot be seen are each named."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = _place(raw[: error.start].decode("utf-8-sig", "replace"), file)
        hint = "Sla het bestand op als UTF-8."
        return None, [Problem(where, "Y004", "dit is geen UTF-8", hint)]
    problems = [
        Problem(
            _place(text[: found.start()], file),
            "Y005",
            f"onzichtbaar teken U+{ord(found.group()):04X}",
            "Haal het teken weg.",
        )
        for found in islice(_INVISIBLE.finditer(text), _SHOWN)
    ]
    return (None if problems else text), problems


def place(text: str, index: int, file: str) -> Where:
    """Line and column of a character."""
    return _place(text[:index], file)


def _place(before: str, file: str) -> Where:
    return Where(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
