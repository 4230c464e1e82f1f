"""Cases in YAML: every value is text until its question types it."""

from __future__ import annotations

from triage.casefiles.drafts import DUTCH, KEY, Draft, Path
from triage.casefiles.mappings import read_mappings
from triage.errors import Problem, Where
from triage.source import Mapping, Node, Scalar, Sequence, compose


def read_yaml(text: str, file: str) -> tuple[list[Draft], list[Problem]]:
    """One case or a list of cases."""
    node, problems = compose(text, file)
    if node is None:
        if not problems:
            hint = "Kijk of u het goede bestand hebt."
            problems = [Problem(Where(file), "Z003", "er staat niets in dit bestand", hint)]
        return [], problems
    places: dict[Path, Where] = {}
    value = _plain(node, (), places)
    drafts, more = read_mappings(value, DUTCH, places.__getitem__)
    return drafts, [*problems, *more]


def _plain(node: Node, path: Path, places: dict[Path, Where]) -> object:
    """The node as text, lists and dicts; its places are kept apart."""
    places[path] = node.where
    match node:
        case Scalar():
            return None if node.empty else node.text.strip()
        case Sequence(items):
            return [_plain(item, (*path, index), places) for index, item in enumerate(items)]
        case Mapping(entries):
            found: dict[str, object] = {}
            for key, value in entries:
                places[*path, key.text, KEY] = key.where
                found[key.text] = _plain(value, (*path, key.text), places)
            return found
