"""Homes written as files, in one layout or another, and read by the library."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import attrs
import yaml

from triage import Engine, Policy

CONFIG = (
    "titel",
    "looptijd",
    "urgentie",
    "partners",
    "groepen",
    "producten",
    "gelijkgestelde_dagen",
)
IN_ORDER = ("urgentie", "aanbieders", "rijen", "tussen")
"""Lists and mappings of which the order says something."""
ONCE = ("titel", "looptijd", "urgentie")


@attrs.frozen
class Layout:
    """How a home is laid out in files, of which nothing may change what it means.

    Attributes:
        shuffle: Reorders everything whose order says nothing, and spreads it over files.
        quote: How PyYAML writes texts: `"`, `'`, or bare where that can be; None is JSON.
        flow: Whether everything stands between braces and brackets.
        comments: Whether there are comments and empty lines.
    """

    shuffle: Random | None = None
    quote: str | None = None
    flow: bool = False
    comments: bool = False

    def text(self, sections: Mapping[str, Any]) -> str:
        if self.quote is None:
            return json.dumps(sections, ensure_ascii=False)
        style = self.quote.strip() or None
        written = yaml.safe_dump(
            sections, default_style=style, default_flow_style=self.flow, sort_keys=False,
            allow_unicode=True, width=10_000,
        )  # fmt: skip
        if self.comments:
            written = (
                "# Een opmerking\n\n" + written.replace("\n", "  # en nog een\n", 1) + "\n# eind"
            )
        return written


PLAIN = Layout()


def shuffled(value: Any, random: Random, key: str = "") -> Any:
    """The same, with everything whose order says nothing in another order."""
    if isinstance(value, dict):
        items = [(name, shuffled(inner, random, name)) for name, inner in value.items()]
        if key not in IN_ORDER:
            random.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        members = [shuffled(inner, random) for inner in value]
        if key not in IN_ORDER:
            random.shuffle(members)
        return members
    return value


def spread(home: Mapping[str, Any], random: Random) -> list[dict[str, Any]]:
    """The sections over three files, the entries of a section too."""
    files: list[dict[str, Any]] = [{}, {}, {}]
    for key, section in home.items():
        if key in ONCE:
            random.choice(files)[key] = section
        elif isinstance(section, dict):
            for name, value in section.items():
                random.choice(files).setdefault(key, {})[name] = value
        else:
            for member in section:
                random.choice(files).setdefault(key, []).append(member)
    return files


def write_home(home: Mapping[str, Any], folder: Path, layout: Layout = PLAIN) -> None:
    """Write the home as YAML under `rules/` and `config/`."""
    rules = {key: value for key, value in home.items() if key not in CONFIG}
    config = {key: value for key, value in home.items() if key in CONFIG}
    for part, sections in (("rules", rules), ("config", config)):
        files = [sections]
        if layout.shuffle is not None:
            files = spread(shuffled(sections, layout.shuffle), layout.shuffle)
        for number, content in enumerate(file for file in files if file):
            name = f"{layout.shuffle.randrange(10**6) if layout.shuffle else ''}{number}.yaml"
            path = folder / part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(layout.text(content), encoding="utf-8")


def load(home: Mapping[str, Any], engine: Engine | None = None, layout: Layout = PLAIN) -> Policy:
    """The policy of the home: the whole way, from text in files."""
    with tempfile.TemporaryDirectory() as folder:
        write_home(home, Path(folder), layout)
        return Policy.load(folder, engine=engine)
