"""The Dutch words of the files, and how a mistyped one is recognised."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final

KINDS: Final = (
    "ja_nee", "geheel", "getal", "bedrag", "percentage", "datum", "keuze", "meerkeuze", "tekst",
)  # fmt: skip
NUMERIC: Final = ("geheel", "getal", "bedrag", "percentage")
PHASES: Final = ("lijst", "telefoon", "balie", "partner")
OUTCOMES: Final = (
    "urgentie", "binnen", "uiterlijk", "gehaald", "punten", "product", "uitsluiten", "conclusie",
    "let_op",
)  # fmt: skip
RESERVED: Final = frozenset(
    {
        *("alle", "niet", "min", "max", "dagen", "of", "vanaf", "voor"),
        *OUTCOMES,
        *("omdat", "grondslag", "toelichting", "geldig"),
    }
)
"""Names that a question, conclusion or computed value cannot have."""
EVERYTHING: Final = "alles"
"""In `uitsluiten`: every product."""
UNKNOWN: Final = "onbekend"
"""Where a choice or reason is not known; no option can be called so."""

SOURCES: Final = ("gros", "campagne", "signaal", "zelf")
"""Where a case comes from: a list first, and the person last, who knows best."""
CONTACTS: Final = ("telefoon", "e-mail", "brief", "sms", "huisbezoek", "overig")
DAYPARTS: Final = ("ochtend", "middag", "avond")
CLOSINGS: Final = {
    "afgerond": "Afgerond",
    "ziet_af": "Ziet af van hulp",
    "niet_bereikt": "Niet bereikt",
    "verhuisd": "Verhuisd",
    "gestopt": "Bedrijf gestopt",
    "overleden": "Overleden",
    "naar_bbz": "Naar de Bbz (bijstand voor zelfstandigen)",
    "bezwaar": "Bezwaar tegen benadering",
    "dubbel": "Staat ook onder een ander nummer",
    "anders": "Anders",
}
"""Why a case is closed; what is none of these is `anders`, with the reason as free text."""

NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
RULE_NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
OPTION_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]*")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most probably meant."""
    found = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def listing(words: Iterable[str], most: int = 12) -> str:
    """Words for in a sentence, cut short when there are many."""
    every = list(words)
    return ", ".join(every[:most]) + (f" en nog {len(every) - most}" if len(every) > most else "")


def suggest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The hint for a word that is not known: the nearest one, else what can be chosen."""
    every = list(known)
    if (near := nearest(word, every)) is not None:
        return f"Bedoelde u '{near}'?"
    if otherwise:
        return otherwise
    return f"Kies uit: {listing(every)}." if every else "Er is nog niets om uit te kiezen."


def choose(word: str, known: Iterable[str]) -> str:
    """The hint for a word out of a fixed list: the nearest one, and what can be chosen."""
    every = list(known)
    near = nearest(word, every)
    meant = f"Bedoelde u '{near}'? " if near is not None else ""
    return f"{meant}Kies uit: {listing(every)}."
