"""The reference page is complete and every example on it is valid.

All rules and configuration on the page are one home, which loads and passes its own examples. Which
keys exist is asked of the loader itself: it tells what it accepts while it reads that home.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import attrs
import pytest

from triage import Policy
from triage.casefiles import read_cases
from triage.casefiles.drafts import DUTCH, ENGLISH
from triage.errors import Refusal
from triage.loading import CONFIG_KEYS, RULE_KEYS, load
from triage.loading.conditions import CONNECTIVES
from triage.loading.grammar import _WORDS as WORDS
from triage.loading.report import Report
from triage.loading.terms import UNITS
from triage.notation import read_number
from triage.rulebook import PLACES, Kind
from triage.source import Mapping, Node, compose
from triage.vocabulary import EVERYTHING, KINDS, OUTCOMES, PHASES, RESERVED

pytestmark = pytest.mark.checkout

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "naslag.md"
NUMBERS: Final[tuple[Kind, ...]] = ("geheel", "getal", "bedrag", "percentage")
OPERATORS: Final = (">=", "<=", ">", "<", "=", "!=")
INTERVALS: Final = ("[]", "(]", "[)", "()")

_BLOCK: Final = re.compile(
    r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_CODE: Final = re.compile(r"`([^`]+)`")


@attrs.frozen
class Accepted:
    """What the loader accepted and met, by what it was reading."""

    keys: defaultdict[str, set[str]] = attrs.Factory(lambda: defaultdict(set))
    used: defaultdict[str, set[str]] = attrs.Factory(lambda: defaultdict(set))
    words: set[str] = attrs.Factory(set)


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def in_backticks(page: str) -> frozenset[str]:
    return frozenset(_CODE.findall(_BLOCK.sub("", page)))


@pytest.fixture(scope="module")
def home(page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a home, with its files of cases beside it."""
    folder = tmp_path_factory.mktemp("naslag")
    for number, (language, title, text) in enumerate(_BLOCK.findall(page)):
        name = title or f"{_part(text)}/{number:02}.{language}"
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _part(text: str) -> str:
    return "rules" if text.partition(":")[0] in RULE_KEYS else "config"


def test_every_example_of_the_page_is_valid(home: Path) -> None:
    _, problems = load(home)

    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_the_page_as_a_home_passes_its_own_examples(home: Path) -> None:
    trials = Policy.load(home, engine="direct").trials()

    assert [(trial.name, trial.differences) for trial in trials if trial.differences] == []


def test_every_file_of_cases_on_the_page_can_be_read(home: Path) -> None:
    rulebook = Policy.load(home, engine="direct").rulebook
    files = sorted(home.glob("zaken.*"))

    found = {file.suffix: read_cases(str(file), rulebook)[1] for file in files}

    assert found == {".csv": (), ".json": (), ".yaml": ()}


def test_every_key_that_is_accepted_stands_on_the_page_with_an_example(
    home: Path, in_backticks: Collection[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = _watched(home, monkeypatch)

    unused = {what: keys - accepted.used[what] for what, keys in accepted.keys.items()}
    every = set().union(*accepted.keys.values())

    assert {what: keys for what, keys in unused.items() if keys} == {}
    assert every - set(in_backticks) == set()
    assert accepted.words - set(in_backticks) == set()


def _watched(home: Path, monkeypatch: pytest.MonkeyPatch) -> Accepted:
    """What the loader says it accepts while it reads the home."""
    seen = Accepted()
    fields, word = Report.fields, Report.word

    def watched_fields(
        self: Report, node: Node, what: str, allowed: Collection[str], *rest: Collection[str]
    ) -> dict[str, Node]:
        kind = what.partition(" '")[0]
        seen.keys[kind].update(allowed)
        seen.used[kind].update(key.text for key, _ in getattr(node, "entries", ()))
        return fields(self, node, what, allowed, *rest)

    def watched_word(
        self: Report, node: Node | None, what: str, known: Collection[str]
    ) -> str | None:
        seen.words.update(known)
        return word(self, node, what, known)

    monkeypatch.setattr(Report, "fields", watched_fields)
    monkeypatch.setattr(Report, "word", watched_word)
    load(home)
    return seen


def test_every_section_has_an_example(home: Path, in_backticks: Collection[str]) -> None:
    sections: set[str] = set()
    for file in sorted(home.glob("*/*.yaml")):
        root, _ = compose(file.read_text(encoding="utf-8"), file.name)
        assert isinstance(root, Mapping)
        sections.update(key.text for key, _ in root.entries)

    assert sections == {*RULE_KEYS, *CONFIG_KEYS}
    assert sections <= set(in_backticks)


def test_every_word_of_the_language_stands_on_the_page(in_backticks: Collection[str]) -> None:
    words = {word for code in in_backticks for word in re.findall(r"[\w-]+", code)}
    known = {*KINDS, *PHASES, *OUTCOMES, *RESERVED, EVERYTHING, *WORDS, *UNITS, "altijd", "overig"}
    keys = {*DUTCH.of_case, *DUTCH.of_person, *ENGLISH.of_case, *ENGLISH.of_person}

    assert known - words == set()
    assert {*CONNECTIVES, *keys} - set(in_backticks) == set()


def _tests(page: str) -> Iterator[tuple[str, str]]:
    """Kind and test, of every table under the heading of the tests."""
    chapter = page.partition("\n## Toetsen\n")[2].partition("\n## ")[0]
    for section in chapter.split("\n### ")[1:]:
        title, _, text = section.partition("\n")
        for kind in _CODE.findall(title):
            yield from (
                (kind, test) for test in re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
            )


def test_every_test_on_the_page_can_be_written_for_its_kinds(page: str, tmp_path: Path) -> None:
    tests = list(_tests(page))
    choices = "keuzes: {horeca: Horeca, bouw: Bouw, overig: Overig}"
    questions = [
        f"  bij_{kind}: {{vraag: Wat, soort: {kind}{', ' + choices if 'keuze' in kind else ''}}}"
        for kind in KINDS
    ]
    rules = [
        f"  - {{regel: r{number}, dan: {{punten: 1}}, als: {{bij_{kind}: {test}}}}}"
        for number, (kind, test) in enumerate(tests)
    ]
    lines = ["vragen:", *questions, "regels:", *rules]
    (tmp_path / "rules").mkdir()
    (tmp_path / "config").mkdir()
    (tmp_path / "rules" / "regels.yaml").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "config" / "triage.yaml").write_text("urgentie: {gewoon: {}}", encoding="utf-8")

    _, problems = load(tmp_path)

    assert {kind for kind, _ in tests} == set(KINDS)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_every_form_of_a_test_stands_on_the_page(page: str) -> None:
    tests = {test.strip('"') for _, test in _tests(page)}
    words = {word for test in tests for word in re.findall(r"[\w-]+", test)}
    signs = {found[0] for test in tests if (found := re.match(r"[<>=!]+", test))}
    ends = {test[0] + test[-1] for test in tests if ".." in test}

    assert set(WORDS) - words == set()
    assert signs == set(OPERATORS)
    assert ends == set(INTERVALS)


def test_every_way_of_writing_a_number_is_taken_or_refused_as_the_page_says(page: str) -> None:
    chapter = page.partition("\n## Getallen en data\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \|(.*)\|(.*)\|$", chapter, re.MULTILINE)

    assert set(NUMBERS) == set(PLACES)
    for text, taken, refused in rows:
        here = {kind: read_number(text, kind) for kind in NUMBERS}
        can = {kind for kind, found in here.items() if not isinstance(found, Refusal)}
        assert (text, can) == (text, set(_CODE.findall(taken)))
        assert set(NUMBERS) - can == set(_CODE.findall(refused))


def test_every_trap_of_yaml_gets_the_code_that_the_page_gives(
    page: str, home: Path, tmp_path: Path
) -> None:
    chapter = page.partition("\n## Valkuilen van YAML\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|$", chapter, re.MULTILINE)
    rulebook = "\n".join(
        file.read_text(encoding="utf-8")
        for file in sorted(home.glob("rules/*.yaml"))
        if file.read_text(encoding="utf-8").startswith("vragen:")
    )
    (tmp_path / "rules").mkdir()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "triage.yaml").write_text("urgentie: {gewoon: {}}", encoding="utf-8")

    def codes(condition: str) -> set[str]:
        rule = f"regels:\n  - regel: val\n    als: {condition}\n    dan: {{punten: 1}}\n"
        (tmp_path / "rules" / "regels.yaml").write_text(f"{rulebook}\n{rule}", encoding="utf-8")
        return {problem.code for problem in load(tmp_path)[1] if problem.severity == "error"}

    assert rows
    assert [(bad, codes(bad)) for bad, _, _ in rows] == [(bad, {code}) for bad, _, code in rows]
    assert [(good, codes(good)) for _, good, _ in rows] == [(good, set()) for _, good, _ in rows]
