"""The benchmark compares engines that decide the same, and leaves out by name what is missing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import pytest

if TYPE_CHECKING:
    from benchmarks.given import Given

pytestmark = pytest.mark.checkout

RULES: Final = 40
CASES: Final = 200
PACKAGES: Final = (
    "zen-engine",
    "datalogic-py",
    "common-expression-language",
    "rule-engine",
    "clipspy",
    "durable-rules",
)


@pytest.fixture(scope="module")
def bench() -> Any:
    """Only a checkout has it, so it cannot be imported above."""
    return import_module("benchmarks.teams")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    home = tmp_path_factory.mktemp("benchmark") / "home"
    import_module("benchmarks.synthetic").write_home(home, RULES)
    found: Given = import_module("benchmarks.given").Given.of(home, CASES)
    return found


@pytest.mark.parametrize(
    "package", [pytest.param(name, marks=pytest.mark.needs(name)) for name in PACKAGES]
)
def test_another_engine_finds_the_rules_that_direct_finds(
    bench: Any, given: Given, package: str
) -> None:
    forms = [peer.name for peer in bench.PEERS if peer.package == package]

    compared = []
    for form in forms:
        with bench.Team(form, given) as team:
            compared.append(team.built and team.built.compared)

    assert compared == [CASES] * len(forms)
    assert forms


@pytest.mark.needs("durable-rules")
@pytest.mark.parametrize("engine", ["durable", "auto"])
def test_our_other_engines_find_what_direct_finds(bench: Any, given: Given, engine: str) -> None:
    with bench.Team(engine, given) as team:
        built = team.built

    assert built is not None
    assert built.compared == CASES


def test_every_engine_of_the_benchmark_is_tried(bench: Any) -> None:
    assert {peer.package for peer in bench.PEERS} == set(PACKAGES)


def test_a_difference_ends_the_benchmark(bench: Any, given: Given) -> None:
    wrong = attrs.evolve(given, fired=(*given.fired[1:], given.fired[0]))

    with pytest.raises(bench.DifferenceError, match="differ"):
        bench.Team("direct", wrong)


@pytest.mark.parametrize(
    ("module", "reason"),
    [
        ("raise ImportError('no wheel for this Python')", "no wheel for this Python"),
        ("import os; os._exit(11)", "its process ended with 11"),
    ],
)
def test_an_engine_that_cannot_work_is_left_out_with_the_reason(
    bench: Any,
    given: Given,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    reason: str,
) -> None:
    (tmp_path / "zen.py").write_text(module, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))

    with bench.Team("zen-engine, expression", given) as team:
        found = team.built, team.reason

    assert found == (None, reason)


def test_the_readme_says_what_the_page_says(root: Path) -> None:
    page = (root / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    readme = (root / "README.md").read_text(encoding="utf-8")

    headline = page.splitlines()[3]

    assert "times as many cases" in headline
    assert headline in readme
