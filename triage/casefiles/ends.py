"""Lists of the benefit administration: whose TOZO ended, and which products were entered."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, cast

from triage.answers import may_be_bsn
from triage.casefiles.drafts import REPORTED, read_day
from triage.casefiles.lists import Entry, read_list
from triage.errors import Problem, Refusal
from triage.records import End, Entered
from triage.vocabulary import NAME, choose

if TYPE_CHECKING:
    from triage.rulebook import Rulebook

_EXTENTS: Final = {"geheel": "Geheel", "deels": "Deels"}
_YES_NO: Final = {"ja": "Ja", "nee": "Nee"}
_VOID: Final = {"ja": True, "nee": False}
_ALONG: Final = ("productnaam", "begin", "einde", "uitvoerder", "gemeente_code")
"""Columns of the table of `export srg` that come back with it."""
_LONGEST: Final = 200
_SHOWN: Final = re.compile(r"(?!.*[0-9]{8})[a-z0-9_-]{1,40}")
"""What may be repeated of a word that is not known: in a shifted column it may be a name."""

_Problems = list[Problem]


def read_ends(path: str, rulebook: Rulebook) -> tuple[tuple[End, ...], tuple[Problem, ...]]:
    """Ends of TOZO: columns `zaak`, `einde`, `reden`, and perhaps `deel` and `vervalt`.

    A row with `vervalt: ja` takes back the same row of an earlier list.

    Args:
        path: A CSV or XLSX file.
        rulebook: Says which reasons there are.

    Returns:
        The ends, those that stand there twice only once, and every problem of the file. A warning
        among the problems does not make the list unusable.
    """
    entries, problems = read_list(path, ("zaak", "einde", "reden"), ("deel", "vervalt"))
    seen: dict[tuple[str, date, bool], tuple[End, Entry]] = {}
    for entry in entries:
        end = _end(entry, rulebook.ends, problems)
        if end is None:
            continue
        first, line = seen.setdefault((end.case, end.on, end.void is True), (end, entry))
        if line is entry:
            continue
        if first == end:
            message = f"deze regel staat er ook als regel {line.line}"
            hint = "Zij telt één keer."
            problems.append(Problem(entry.where("zaak"), "Z051", message, hint, "warning"))
        else:
            message = f"deze zaak eindigt op die dag ook op regel {line.line}, maar anders"
            hint = "Kies welke van de twee klopt, en haal de andere weg."
            problems.append(Problem(entry.where("zaak"), "Z052", message, hint))
    return tuple(end for end, _ in seen.values()), tuple(sorted({*problems}))


def _end(entry: Entry, reasons: Mapping[str, str], problems: _Problems) -> End | None:
    case = _id(entry, "zaak", problems)
    on = _day(entry, "einde", problems)
    reason = _word(entry, "reden", reasons, problems)
    extent = _word(entry, "deel", _EXTENTS, problems, "geheel")
    void = _word(entry, "vervalt", _YES_NO, problems, "")
    if case is None or on is None or reason is None or extent is None or void is None:
        return None
    columns = {"case": "zaak", "on": "einde", "reason": "reden"}
    places = {part: entry.where(column) for part, column in columns.items()}
    found = cast('Literal["geheel", "deels"]', extent)
    return End(case, on, reason, found, void=_VOID.get(void), places=places)


def read_entered(path: str) -> tuple[tuple[Entered, ...], tuple[Problem, ...]]:
    """Products that were entered in the records: columns `verwijzing` and `ingevoerd_op`.

    `zaak` and `product` are held against the referral where they are there, and a row with
    `vervalt: ja` takes back the same row of an earlier list. A row without a day is one that has
    not been entered yet, and is passed over.
    """
    required, others = ("verwijzing", "ingevoerd_op"), ("zaak", "product", "vervalt")
    entries, problems = read_list(path, required, others, _ALONG)
    found: dict[tuple[str, bool], tuple[Entered, Entry]] = {}
    for entry in entries:
        one = _entered(entry, problems)
        if one is None:
            continue
        first, line = found.setdefault((one.referral, one.void is True), (one, entry))
        if line is not entry and first.on != one.on:
            message = f"deze verwijzing staat er ook als regel {line.line}, met een andere dag"
            hint = "Kies welke van de twee klopt, en haal de andere weg."
            problems.append(Problem(entry.where("verwijzing"), "Z052", message, hint))
    return tuple(one for one, _ in found.values()), tuple(sorted({*problems}))


def _entered(entry: Entry, problems: _Problems) -> Entered | None:
    void = _word(entry, "vervalt", _YES_NO, problems, "")
    if entry.cells["ingevoerd_op"] is None and void != "ja":
        return None
    referral, on = _id(entry, "verwijzing", problems), _day(entry, "ingevoerd_op", problems)
    about = [
        None if entry.cells.get(column) is None else _id(entry, column, problems)
        for column in ("zaak", "product")
    ]
    if referral is None or on is None or void is None:
        return None
    columns = {"referral": "verwijzing", "on": "ingevoerd_op", "case": "zaak", "product": "product"}
    places = {part: entry.where(column) for part, column in columns.items()}
    case, product = about
    return Entered(referral, on, case=case, product=product, void=_VOID.get(void), places=places)


def _id(entry: Entry, column: str, problems: _Problems) -> str | None:
    value = entry.cells.get(column)
    if value is REPORTED:
        return None
    text = "" if value is None else str(value).strip()
    refusal = None
    if not text:
        refusal = Refusal("Z050", f"'{column}' is leeg", "Vul het nummer in, of haal de regel weg.")
    elif may_be_bsn(text):
        hint = f"Zet het nummer uit dit ledger in de kolom '{column}', nooit een BSN."
        refusal = Refusal("A007", "dit kan een BSN zijn", hint)
    elif not text.isprintable() or len(text) > _LONGEST:
        refusal = Refusal("Z032", "dit nummer is te lang of onleesbaar", "Kijk het nummer na.")
    if refusal is None:
        return text
    problems.append(refusal.at(entry.where(column)))
    return None


def _day(entry: Entry, column: str, problems: _Problems) -> date | None:
    value = entry.cells.get(column)
    if value is REPORTED:
        return None
    found: date | Refusal
    if value is None:
        found = Refusal("Z050", f"'{column}' is leeg", "Vul een datum in, of haal de regel weg.")
    else:
        found = read_day(value, column)
    if isinstance(found, Refusal):
        problems.append(found.at(entry.where(column)))
        return None
    return found


def _word(
    entry: Entry,
    column: str,
    known: Mapping[str, str],
    problems: _Problems,
    otherwise: str | None = None,
) -> str | None:
    value = entry.cells.get(column)
    if value is REPORTED:
        return None
    text = "" if value is None else str(value).strip()
    if not text and otherwise is not None:
        return otherwise
    if not text:
        hint = choose("", known) if known else "Vul een reden in."
        problems.append(Refusal("Z050", f"'{column}' is leeg", hint).at(entry.where(column)))
    elif (refusal := refused_word(key := _key(text, known), column, known)) is not None:
        problems.append(refusal.at(entry.where(column)))
    else:
        return key
    return None


def _key(text: str, known: Mapping[str, str]) -> str:
    """The one key that is meant, also by its name or with a capital; else what was written."""
    told = text.casefold()
    meant = [key for key, name in known.items() if told in (key.casefold(), name.casefold())]
    return meant[0] if len(meant) == 1 and text not in known else text


def refused_word(text: str, column: str, known: Collection[str]) -> Refusal | None:
    """Why a word cannot stand in a column; without a list of words any key can."""
    if text in known or (not known and NAME.fullmatch(text) and len(text) <= _LONGEST):
        return None
    shown = text if _SHOWN.fullmatch(text) else "…"
    hint = choose(text, known) if known else "Schrijf een sleutel, zoals in_loondienst."
    return Refusal("Z053", f"'{shown}' kan niet bij '{column}'", hint)
