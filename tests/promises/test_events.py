"""Every kind of event that can be written stands in the docs, and no other."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import pytest

import triage
from triage.chain import Status
from triage.monitoring.living import KINDS

PACKAGE: Final = Path(triage.__file__).parent
WRITES: Final = {"record": 0, "record_all": 0, "_record": 2, "_note": 1, "decide": 2}
"""What writes an event, and which of its arguments is the kind."""
ROW: Final = re.compile(r"^\| ((?:`[a-z_]+`(?:, )?)+) \| [^|]+ \| [^|]+ \|$", re.MULTILINE)


def written() -> set[str]:
    """The kinds of events that the code writes."""
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for part in ("desk", "ledger")
        for path in sorted((PACKAGE / part).rglob("*.py"))
    ]
    named = dict(pair for tree in trees for pair in constants(tree))
    found = set(get_args(Status))
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and len(node.args) > (
                place := WRITES.get(name(node), 99)
            ):
                found |= set(kinds(node.args[place], named))
    return found


def constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=key), value=ast.Constant(value=str(text))):
                yield key, text


def name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def kinds(argument: ast.expr, named: dict[str, str]) -> Iterator[str]:
    """The texts that an argument can be: itself, a constant, or one of two."""
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Attribute(attr=key) if key in named:
            yield named[key]
        case ast.IfExp(body=one, orelse=other):
            yield from kinds(one, named)
            yield from kinds(other, named)


@pytest.mark.checkout
def test_every_kind_of_event_is_documented_once(root: Path) -> None:
    page = (root / "docs/commands.md").read_text(encoding="utf-8")
    section = page.split("## triage export events\n")[1].split("\n## ")[0]
    told = Counter(kind for row in ROW.findall(section) for kind in re.findall(r"`([a-z_]+)`", row))

    assert sorted(set(told) ^ written()) == []
    assert max(told.values()) == 1


def test_every_kind_that_the_report_reads_is_written() -> None:
    assert set(KINDS) - written() == set()
