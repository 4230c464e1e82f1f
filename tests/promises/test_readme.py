"""README and docs say what is there: links, pictures, commands, targets, and nothing more."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.checkout

MOST_BYTES: Final = 300_000
MOST_LINES: Final = 15
DECISION: Final = ["## Context", "## Decision", "## Rejected", "## Consequences"]
_FENCED: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def pages(root: Path) -> Iterator[tuple[Path, str]]:
    """README and every page of the docs, without what stands in blocks of code."""
    for path in (root / "README.md", *sorted((root / "docs").rglob("*.md"))):
        yield path, _FENCED.sub("", path.read_text(encoding="utf-8"))


def anchors(text: str) -> set[str]:
    """The headings as GitHub links to them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_somewhere(root: Path) -> None:
    dead = []
    for path, text in pages(root):
        for link in _LINK.findall(text):
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            if "://" in link:
                continue
            if not target.exists() or (
                anchor and anchor not in anchors(target.read_text(encoding="utf-8"))
            ):
                dead.append(f"{path.relative_to(root)}: {link}")

    assert dead == []


def test_every_page_is_linked_from_another(root: Path) -> None:
    linked = {
        (path.parent / link.partition("#")[0]).resolve()
        for path, text in pages(root)
        for link in _LINK.findall(text)
        if not link.startswith("#")
    }

    lonely = [path.name for path, _ in pages(root) if path not in linked and path.parent != root]

    assert lonely == []


def test_the_pictures_are_small_and_described(root: Path, readme: str) -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", readme)

    assert [file for _, file in pictures] == [
        "docs/images/call-list.png",
        "docs/images/report.png",
    ]
    for described, file in pictures:
        picture = (root / file).read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < MOST_BYTES
        assert len(described) > len("a picture of it")


def test_the_example_in_python_is_short(readme: str) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)

    assert len(example.splitlines()) <= MOST_LINES


def test_the_targets_that_are_named_exist(root: Path, readme: str) -> None:
    targets = re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE)

    named = re.findall(r"(?:^|`)make ([a-z]+)", readme, re.MULTILINE)

    assert named
    assert set(named) <= set(targets)


def test_the_status_is_that_of_this_version(root: Path, readme: str) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert f"This is version {project['version']}," in readme
    assert f"[{project['license']}](LICENSE)" in readme
    assert f"pip install {project['name']}" in readme


def test_the_sample_is_as_long_as_it_is_said_to_be(root: Path, readme: str) -> None:
    sample = root / "demo" / "gros-lijst.csv"
    cases = len(sample.read_text(encoding="utf-8-sig").splitlines()) - 1

    assert f"a made-up list of {cases} entrepreneurs" in readme


def test_there_are_no_badges(readme: str) -> None:
    assert not re.search(r"badge|shields\.io", readme)


def test_a_line_holds_one_sentence(root: Path) -> None:
    """So that a diff shows the sentence that changed."""
    several = [
        f"{path.relative_to(root)}: {line}"
        for path, text in pages(root)
        for line in re.sub(r"`[^`]*`", "", text).splitlines()
        if not line.startswith("|") and re.search(r"[a-z)][.!?] [A-Z]", line)
    ]

    assert several == []


def test_every_decision_has_its_four_parts_and_stands_in_the_list(root: Path) -> None:
    folder = root / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[.*?\]\((.+?)\)", (folder / "README.md").read_text("utf-8"), re.MULTILINE
    )
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    del texts["README.md"]

    assert sorted(listed) == sorted(texts)
    for name, text in texts.items():
        assert re.findall(r"^## .+$", text, re.MULTILINE) == DECISION, name
