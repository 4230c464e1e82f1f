from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from triage.casefiles import read_cases
from triage.errors import Where
from triage.rulebook import Computed, Conclusion, Kind, Number, Question, Rulebook, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from triage.errors import Problem
    from triage.records import Case

    Read = Callable[[str, str | bytes], tuple[tuple[Case, ...], tuple[Problem, ...]]]
    Find = Callable[[str, str | bytes], list[str]]

HERE = Where("vragen.yaml")


def _question(key: str, kind: Kind, *options: str, high: int | None = None) -> Question:
    named = tuple((option, option.title()) for option in options)
    return Question(key, kind, f"Wat is {key}?", HERE, options=named, high=high)


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """A vocabulary with a question of every kind, one conclusion and one computed value."""
    questions = (
        _question("achterstand", "geheel", high=3650),
        _question("factor", "getal"),
        _question("schuld", "bedrag"),
        _question("aandeel", "percentage"),
        _question("personeel", "ja_nee"),
        _question("gemeld_op", "datum"),
        _question("sector", "keuze", "horeca", "bouw"),
        _question("doelen", "meerkeuze", "rust", "werk", "geld"),
        _question("opmerking", "tekst"),
    )
    return Rulebook(
        questions={question.key: question for question in questions},
        conclusions={"dreiging": Conclusion("dreiging", HERE)},
        computed={"verlies": Computed("verlies", "bedrag", Number(Decimal(0)), "0", HERE)},
        rules={},
        levels=(),
        products={},
        groups={},
        partners={},
        budgets={},
        reasons={},
        indicators=(),
        examples=(),
        settings=Settings(),
        layers=(),
        version="sha256:0",
    )


@pytest.fixture
def read(rulebook: Rulebook, tmp_path: Path) -> Read:
    """Write a file of cases and read it; places are given under the bare name of the file."""

    def run(name: str, content: str | bytes) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_cases(str(path), rulebook)

    return run


@pytest.fixture
def find(read: Read) -> Find:
    """The problems of a file as `line:column CODE`."""

    def run(name: str, content: str | bytes) -> list[str]:
        _, problems = read(name, content)
        return [f"{found.where.line}:{found.where.column} {found.code}" for found in problems]

    return run
