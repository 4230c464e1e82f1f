"""What stands in a cell, and how its text is kept harmless."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

Cell = str | int | Decimal | date | None

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTES: Final = "'\"`´‘’‚‛“”„‟＇＂"
_STARTS: Final = ("=", "+", "-", "@", "−")


def writable(text: str) -> str:
    """The text without what neither a workbook nor a page can hold."""
    return _UNWRITABLE.sub("", text)


def runs(text: str) -> bool:
    """Whether some spreadsheet, reading this as text without type, might run it as a formula.

    Spaces, quotes and signs that nobody sees are looked through, and wide signs count as plain.
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True
    for sign in text:
        if sign in _QUOTES or sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf"):
            continue
        return unicodedata.normalize("NFKC", sign).startswith(_STARTS)
    return False
