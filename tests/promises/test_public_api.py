"""Every public name says what it is, in code and in the docs."""

from __future__ import annotations

import ast
import inspect
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement

import triage

# Where the import is called otherwise than the distribution.
DISTRIBUTIONS: Final = {
    "durable_rules_engine": "durable-rules",
    "python_calamine": "python-calamine",
    "stdnum": "python-stdnum",
    "yaml": "pyyaml",
}
# What only its user needs: the conformance kit is run by pytest, and imported by nobody else.
KIT: Final = {"pytest"}
EXTRAS: Final = ("durable", "demo")
# What is no class: the mark of a hook.
MARKS: Final = {"hookimpl"}
# What `Policy` can do with what is no public value: for the command line, and free to change.
INTERNAL: Final = {("Policy", "rulebook"), ("Policy", "trials")}


def members() -> list[tuple[str, str, object]]:
    """Methods and properties of every public class, without those of its bases elsewhere."""
    return [
        (name, member, value)
        for name in sorted(set(triage.__all__) - MARKS)
        for member, value in vars(getattr(triage, name)).items()
        if not member.startswith("_")
        and (callable(value) or isinstance(value, property | classmethod))
    ]


@pytest.mark.parametrize("name", triage.__all__)
def test_every_public_name_has_a_docstring_of_its_own(name: str) -> None:
    value = getattr(triage, name)
    text = vars(type(value) if name in MARKS else value).get("__doc__") or ""

    assert inspect.isclass(value) == (name not in MARKS)
    assert text.strip()
    assert not text.startswith(f"{name}(")


def test_every_public_method_and_property_has_a_docstring() -> None:
    bare = [f"{name}.{member}" for name, member, value in members() if not inspect.getdoc(value)]

    assert bare == []


def test_names_are_exported_in_text_order_and_listed() -> None:
    assert list(triage.__all__) == sorted(triage.__all__)
    assert set(triage.__all__) <= set(dir(triage))


def test_a_name_that_does_not_exist_is_an_ordinary_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'Polcy'"):
        triage.Polcy  # noqa: B018  # the point of the test


@pytest.mark.checkout
@pytest.mark.parametrize("name", triage.__all__)
def test_every_public_name_stands_in_the_docs(root: Path, name: str) -> None:
    assert f"`{name}" in (root / "docs/api.md").read_text(encoding="utf-8")


@pytest.mark.checkout
def test_every_public_member_stands_in_the_docs(root: Path) -> None:
    page = (root / "docs/api.md").read_text(encoding="utf-8")

    left_out = [
        f"{name}.{member}"
        for name, member, _ in members()
        if (name, member) not in INTERNAL and member not in page
    ]

    assert left_out == []


def imported() -> set[str]:
    """Everything from elsewhere that the package imports, also inside functions."""
    names: set[str] = set()
    for path in Path(triage.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    roots = {name.partition(".")[0] for name in names}
    return roots - set(sys.stdlib_module_names) - {"triage"}


@pytest.mark.checkout
def test_installing_brings_everything_that_is_imported(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    texts = [*project["dependencies"], *(text for extra in EXTRAS for text in optional[extra])]
    asked = KIT | {Requirement(text).name for text in texts}

    missing = {name for name in imported() if DISTRIBUTIONS.get(name, name) not in asked}

    assert missing == set()
