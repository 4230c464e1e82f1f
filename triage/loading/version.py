"""The version of a home: a digest over everything loaded, whatever its layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Final

from triage.loading.rules import Table
from triage.source import Mapping, Node, Scalar
from triage.source import Sequence as List

_ORDERED: Final = frozenset({"aanbieders", "rijen"})
_LEFT_OUT: Final = frozenset({"engine", "tabellen"})


def version_of(roots: Sequence[Mapping], tables: Iterable[Table]) -> str:
    """`sha256:` and the digest.

    Texts count as YAML reads them. Names of files, the order of files and of named entries, layout,
    comments and the choice of engine do not; the order of levels, `aanbieders` and `rijen` does.
    """
    parts: dict[str, list[object]] = {}
    for root in roots:
        for key, node in root.entries:
            if key.text not in _LEFT_OUT:
                plain = _levels(node) if key.text == "urgentie" else _plain(node, key.text)
                parts.setdefault(key.text, []).extend(_members(plain))
    parts["tabellen"] = [_table(table) for table in tables]
    whole = {key: sorted(members, key=_text) for key, members in parts.items() if members}
    return f"sha256:{hashlib.sha256(_text(whole).encode()).hexdigest()}"


def plain_text(node: Node) -> str:
    """What a part of a file says, in one form whatever its layout."""
    return _text(_plain(node, ""))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _members(plain: object) -> list[object]:
    """What merges with the same key of other files: the entries of a mapping or list."""
    if isinstance(plain, dict):
        return [{key: value} for key, value in plain.items()]
    if isinstance(plain, list):
        return list(plain)
    return [plain] if plain else []


def _levels(node: Node) -> object:
    """The levels as one member, in their order."""
    if not isinstance(node, Mapping):
        return _plain(node, "")
    return [[[key.text, _plain(value, "")] for key, value in node.entries]]


def _plain(node: Node, key: str) -> object:
    match node:
        case Scalar(text):
            return text
        case List(items):
            members = [_plain(item, "") for item in items]
            return members if key in _ORDERED else sorted(members, key=_text)
        case Mapping(entries):
            return {name.text: _plain(value, name.text) for name, value in entries}


def _table(table: Table) -> object:
    """A table with its rows, wherever those stand; what a cell does not say is left out."""
    fields = {k: _plain(n, k) for k, n in table.fields.items() if k not in ("rijen", "bestand")}
    rows = [
        {
            name: _plain(cell, name)
            for name, (_, cell) in cells.items()
            if not (isinstance(cell, Scalar) and cell.text in ("", "-"))
        }
        for _, cells in table.rows
    ]
    return {**fields, "rijen": rows}
