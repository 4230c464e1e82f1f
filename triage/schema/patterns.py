"""How texts in files are written, as regular expressions that Python and JavaScript both read.

They take everything that the loader takes. What only the loader can judge, such as a date that does
not exist or bounds that are the wrong way round, passes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from triage.loading.settings import RETENTION_UNITS
from triage.loading.terms import UNITS
from triage.rulebook import PLACES, Kind

DATE: Final = (
    r"(?:(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0?[1-9]|[12][0-9]|3[01])-(?:0?[1-9]|1[0-2])-(?:19|20|21)[0-9]{2})"
)
PERIODS: Final = (
    rf"(?:{DATE}\s*\.\.\s*{DATE}?|\.\.\s*{DATE})"
    rf"(?:\s*\|\s*(?:{DATE}\s*\.\.\s*{DATE}?|\.\.\s*{DATE}))*"
)
HOURS: Final = r"[0-9]+(?:[.,][0-9]{1,2}0*)?"
RETENTION: Final = rf"0*[1-9][0-9]{{0,3}} (?:{'|'.join(RETENTION_UNITS)})"
NOTHING: Final = "-?"
"""A cell that tests nothing and gives nothing."""

_DAYS: Final = r"[0-9]{1,4}\s+dag(?:en)?"
_LENGTH: Final = rf"[0-9]+\s*(?:{'|'.join(UNITS)})"


def whole(pattern: str) -> str:
    """The pattern for a whole text, with or without spaces around it."""
    return rf"^\s*(?:{pattern})\s*$"


def either(words: Iterable[str]) -> str:
    """One of these words; of none, nothing fits."""
    return "|".join(words) or "(?!)"


def number(kind: Kind) -> str:
    """A number of that kind, with the signs that the kind may carry."""
    places = PLACES[kind]
    decimals = rf"[0-9]{{1,{places}}}0*" if places else "0+"
    grouped = r"[0-9]{1,3}(?:\.[0-9]{3})"
    digits = rf"-?(?:{grouped}+,{decimals}|{grouped}{{2,}}|[0-9]+(?:[.,]{decimals})?)"
    if kind == "bedrag":
        return rf"(?:€\s*)?{digits}"
    return rf"{digits}(?:\s*%)?" if kind == "percentage" else digits


def comparison(value: str) -> str:
    """A test that compares with one or two values."""
    return (
        rf"(?:=|!=|>=|<=|>|<)?\s*{value}|(?:minstens|hoogstens|meer\s+dan|minder\s+dan)\s+{value}"
        rf"|tussen\s+{value}\s+en\s+{value}|[\[(]\s*{value}\s*\.\.\s*{value}\s*[\])]"
    )


def dated() -> str:
    """A test of a date."""
    return (
        rf"{comparison(DATE)}|(?:voor|na|vanaf|tot\s+en\s+met)\s+{DATE}"
        rf"|(?:minstens|hoogstens)\s+{_DAYS}\s+geleden|komende\s+{_DAYS}"
    )


def within(dates: Iterable[str]) -> str:
    """A `binnen`, that may count from the answers to date questions."""
    question = rf"(?:{either(dates)})"
    return rf"{_LENGTH}(?:\s*vanaf\s*{question}(?:\s+of\s+{question})*)?"


def by(dates: Iterable[str]) -> str:
    """An `uiterlijk`: a date, a date question, or so long before the answer to one."""
    question = rf"(?:{either(dates)})"
    return rf"{DATE}|{question}|{_LENGTH}\s*voor\s*{question}"
