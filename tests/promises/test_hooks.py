"""Every hook stands on the page for partners' developers, with its arguments, and has a test."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Final, get_args

import attrs
import pytest

from triage.chain import Event, Referral, Status
from triage.desk.delivering import ATTEMPTS
from triage.hookspecs import PartnerHooks
from triage.plugins.calls import LIMIT, MOST_HANGING
from triage.plugins.connecting import MOST_REFERENCE
from triage.testing import PartnerContract

TESTS: Final = Path(__file__).resolve().parent.parent
HOOKS: Final = {
    name: list(inspect.signature(hook).parameters)[1:]
    for name, hook in vars(PartnerHooks).items()
    if inspect.isfunction(hook)
}


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/partners.md").read_text(encoding="utf-8")


@pytest.mark.checkout
def test_every_hook_is_documented_with_its_exact_arguments_and_no_other(page: str) -> None:
    sections = re.findall(r"^### `(\w+)\((.*?)\)`$", page, re.MULTILINE)

    assert {name: [a for a in text.split(", ") if a] for name, text in sections} == HOOKS


@pytest.mark.checkout
def test_every_hook_says_what_happens_when_it_fails(page: str) -> None:
    hooks = page.partition("\n## The hooks\n")[2].partition("\n## ")[0].split("\n### ")[1:]

    assert len(hooks) == len(HOOKS)
    assert [hook for hook in hooks if "\nWhen it fails, " not in hook] == []


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_a_docstring_and_a_test_of_its_own(hook: str) -> None:
    texts = (path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))

    assert inspect.getdoc(getattr(PartnerHooks, hook))
    assert any(f"def test_hook_{hook}" in text for text in texts)


@pytest.mark.checkout
def test_what_a_plug_in_gets_and_may_say_stands_on_the_page(page: str) -> None:
    attributes = {f".{field.name}" for kind in (Referral, Event) for field in attrs.fields(kind)}
    words = {f'"{word}"' for word in get_args(Status)}

    assert [name for name in sorted(attributes | words) if f"`{name}`" not in page] == []


@pytest.mark.checkout
def test_the_limits_on_the_page_are_those_of_the_code(page: str) -> None:
    assert f"at most {LIMIT:g} seconds" in page
    assert f"while {MOST_HANGING} calls" in page
    assert f"of 1 to {MOST_REFERENCE} characters" in page
    assert f"After {ATTEMPTS} attempts, " in page
    assert PartnerContract.limit == LIMIT


@pytest.mark.checkout
def test_every_test_and_fixture_of_the_kit_stands_on_the_page(page: str) -> None:
    members = [
        name for name in vars(PartnerContract) if not name.startswith("_") and name != "referral"
    ]

    assert [name for name in members if f"| `{name}` |" not in page] == []
