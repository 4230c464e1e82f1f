"""Cases that are written as keys with values: the shape that JSON and YAML share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import attrs

from triage.casefiles.drafts import DUTCH, ENGLISH, KEY, REPORTED, Draft, Keys, Path, Spot
from triage.errors import Problem, Where
from triage.vocabulary import listing, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = tuple(field.name for field in attrs.fields(Keys))


def read_mappings(value: object, keys: Keys, spot: Spot) -> tuple[list[Draft], list[Problem]]:
    """One case, or a list of cases.

    Args:
        value: What stands in the file, as plain lists and dicts.
        keys: The words that are used in such a file.
        spot: The places in the whole file.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    several = isinstance(value, list)
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        here: Spot = partial(_below, spot, (index,)) if several else spot
        if item is REPORTED:
            continue
        if isinstance(item, dict):
            draft, found = _draft(item, keys, here)
            drafts.append(draft)
            problems += found
        else:
            hint = f"Schrijf per zaak {' en '.join(keys.of_case[:2])}, en zo nodig de rest."
            problems.append(Problem(here(()), "Z020", "hier hoort een zaak te staan", hint))
    return drafts, problems


def _below(spot: Spot, start: Path, path: Path) -> Where:
    return spot((*start, *path))


def _draft(item: dict[str, object], keys: Keys, spot: Spot) -> tuple[Draft, list[Problem]]:
    problems = _unknown(item, keys.of_case, spot, ())
    parts: dict[str, dict[str, object]] = {}
    for key in (keys.answers, keys.person):
        part = item.get(key)
        parts[key] = part if isinstance(part, dict) else {}
        if part is not None and part is not REPORTED and not isinstance(part, dict):
            hint = "Schrijf daaronder per regel een naam en een waarde."
            problems.append(Problem(spot((key,)), "Z022", f"'{key}' heeft geen onderdelen", hint))
    problems += _unknown(parts[keys.person], keys.of_person, spot, (keys.person,))
    answers = {key: value for key, value in parts[keys.answers].items() if value is not REPORTED}
    mistyped = {_meant(key, keys.of_case): REPORTED for key in item if key not in keys.of_case}
    draft = Draft(
        keys,
        partial(_known, spot, item),
        item.get(keys.case, mistyped.get(keys.case)),
        item.get(keys.registered, mistyped.get(keys.registered)),
        parts[keys.person],
        answers,  # type: ignore[arg-type]  # typed by `answers`, which takes whatever it gets
    )
    return draft, problems


def _known(spot: Spot, item: Mapping[str, object], path: Path) -> Where:
    """The place of what is there, and that of the case for what is missing."""
    return spot(path if not path or path[0] in item else ())


def _unknown(
    item: Mapping[str, object], known: tuple[str, ...], spot: Spot, path: Path
) -> list[Problem]:
    problems = []
    for key in item:
        if key not in known:
            message = f"onbekende sleutel '{key[:60]}'"
            where = spot((*path, key, KEY))
            meant = _meant(key, known)
            hint = f"Bedoelde u '{meant}'?" if meant else f"Kies uit: {listing(known)}."
            problems.append(Problem(where, "Z021", message, hint))
    return problems


def _meant(key: str, known: tuple[str, ...]) -> str | None:
    """The known key that was meant, which may be under the name of another kind of file."""
    for words, others in ((ENGLISH, DUTCH), (DUTCH, ENGLISH)):
        for name in _NAMES:
            if getattr(words, name) == key and getattr(others, name) in known:
                return str(getattr(others, name))
    return nearest(key, known)
