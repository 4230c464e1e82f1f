"""What bad input gets: every problem of every file, at its place, with its code and what to do."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Final

import pytest

from tests.homes.cases import BrokenHome, base, broken_homes, load_files
from triage import Policy, PolicyError

BROKEN: Final = broken_homes()


@pytest.mark.parametrize("home", BROKEN, ids=lambda home: home.name)
def test_a_broken_home_gives_exactly_these_problems(home: BrokenHome, tmp_path: Path) -> None:
    rulebook, problems = load_files(home.files, tmp_path)

    assert [str(p) for p in problems if p.severity == "error"] == list(home.errors)
    assert [str(p) for p in problems if p.severity == "warning"] == list(home.warnings)
    assert (rulebook is None) is bool(home.errors)


def test_there_are_many_broken_homes_and_each_says_something() -> None:
    assert len(BROKEN) >= 120
    assert [home.name for home in BROKEN if not home.errors and not home.warnings] == []


def test_the_home_beneath_them_has_no_problem(tmp_path: Path) -> None:
    _, problems = load_files(base(), tmp_path)

    assert problems == ()


def test_all_problems_come_in_one_exception_in_the_order_of_files(tmp_path: Path) -> None:
    (home,) = (home for home in BROKEN if "veel fouten in veel bestanden" in home.name)
    load_files(home.files, tmp_path)

    with pytest.raises(PolicyError) as caught:
        Policy.load(tmp_path)

    found = [(p.where.file, p.where.line, p.where.column) for p in caught.value.problems]
    assert len(found) == len(home.errors)
    assert found == sorted(found)


RULES: Final = "rules/a.yaml"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbftitel: Proef\r\n", []),
        (b"titel: Proef\rengine: direct\r", []),
        ("titel: Proef\n".encode("utf-16"), ["config/a.yaml:1:1: Y004 dit is geen UTF-8."]),
        (
            "titel: Proef\n".encode("utf-16-le"),
            ["config/a.yaml:1:2: Y005 onzichtbaar teken U+0000."],
        ),
        (b"# regel\ntitel: Proef\x00\n", ["config/a.yaml:2:13: Y005 onzichtbaar teken U+0000."]),
        (b"# regel\ntitel: Caf\xe9\n", ["config/a.yaml:2:11: Y004 dit is geen UTF-8."]),
        ("titel: é\x07\n".encode(), ["config/a.yaml:1:9: Y005 onzichtbaar teken U+0007."]),
        ("titel: Pro\u2060ef\n".encode(), ["config/a.yaml:1:11: Y005 onzichtbaar teken U+2060."]),
        ("titel: Pro\ufeffef\n".encode(), ["config/a.yaml:1:11: Y005 onzichtbaar teken U+FEFF."]),
        ("titel: Één €\n".encode(), []),
    ],
)
def test_only_utf_8_is_read(content: bytes, expected: list[str], tmp_path: Path) -> None:
    _, problems = load_files({**base(), "config/a.yaml": content}, tmp_path)

    shown = [str(p) for p in problems]
    assert [s[: s.index(". ") + 1] for s in shown][: len(expected) or None] == expected


def test_a_file_that_is_no_file_is_named(tmp_path: Path) -> None:
    load_files(base(), tmp_path)
    (tmp_path / "rules" / "weg.yaml").symlink_to(tmp_path / "nergens")

    _, problems = load_files({}, tmp_path)

    assert [(str(p.where), p.code) for p in problems] == [("rules/weg.yaml:1:1", "Y001")]


def test_a_folder_that_is_called_like_a_file_is_passed_by(tmp_path: Path) -> None:
    _, problems = load_files({**base(), "rules/map.yaml/a.yaml": "regels: []\n"}, tmp_path)

    assert problems == ()


def test_a_folder_in_the_place_of_a_table_is_named(tmp_path: Path) -> None:
    table = "tabellen: [{tabel: t, bestand: t.csv}]\n"
    files = {**base(), RULES: table, "rules/t.csv/a.txt": ""}

    _, problems = load_files(files, tmp_path)

    assert [(str(p.where), p.code) for p in problems] == [("rules/t.csv:1:1", "Y002")]


def test_what_an_editor_hides_is_not_read(tmp_path: Path) -> None:
    hidden = {"rules/.#a.yaml": "x", "rules/.oud/a.yaml": "x", "config/.a.yaml": "x"}

    _, problems = load_files({**base(), **hidden}, tmp_path)

    assert problems == ()


def test_a_home_that_does_not_exist_is_no_home(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Policy.load(tmp_path / "nergens")


RULE: Final = "regels: [{{regel: a, als: {}, dan: {{punten: {}}}}}]"
SIZES: Final = {
    "100.000 haken": ("regels: " + "[" * 100_000, "Y014"),
    "100.000 accolades": ("regels: " + "{a: " * 100_000, "Y014"),
    "100.000 streepjes": ("- " * 100_000 + "a\n", "Y014"),
    "een bestand van 6 MB": ("# x\n" * 1_500_000, "Y003"),
    "een regel van 1 MB": ("regels: [{regel: " + "a" * 1_000_000 + "}]\n", "L003"),
    "een sleutel van 1 MB": ("x" * 1_000_000 + ": 1\n", "Y021"),
    "een getal van 1 MB": (RULE.format("altijd", "5" * 1_000_000), "G005"),
    "een toets van 1 MB": (RULE.format("{hulp: " + "ja " * 300_000 + "}", "1"), "T001"),
    "10.000 dubbele sleutels": ("vragen:\n" + "  q: {vraag: a, soort: ja_nee}\n" * 10_000, "Y015"),
    "een aanhalingsteken dat niet sluit": ("regels: '" + "a\n" * 500_000, "Y022"),
    "200.000 regels met een tab": ("regels:\n" + "\t\n" * 200_000, "Y027"),
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_what_is_very_large_or_deep_gets_an_error_and_never_hangs(
    size: str, tmp_path: Path
) -> None:
    text, code = SIZES[size]
    start = time.monotonic()

    _, problems = load_files({**base(), RULES: text}, tmp_path)

    assert code in {p.code for p in problems}
    assert max(len(str(p)) for p in problems) < 1000
    assert time.monotonic() - start < 20


def test_a_formula_as_long_as_it_may_be_is_read(tmp_path: Path) -> None:
    formulas = {"a": "+".join(["1"] * 250), "b": "-" * 498 + "1", "c": "(" * 249 + "1" + ")" * 249}
    lines = "".join(f"  {k}: {{soort: getal, formule: '{f}'}}\n" for k, f in formulas.items())

    rulebook, problems = load_files({**base(), RULES: f"berekend:\n{lines}"}, tmp_path)

    assert problems == ()
    assert rulebook is not None
    assert set(rulebook.computed) == {"a", "b", "c"}


def test_the_nearest_names_of_thousands_are_not_sought_for_minutes(tmp_path: Path) -> None:
    questions = "".join(f"  vraag_{n}: {{vraag: a, soort: ja_nee}}\n" for n in range(1000))
    rules = "".join(
        f"  - {{regel: r{n}, als: {{vrag_{n}: ja}}, dan: {{punten: 1}}}}\n" for n in range(2000)
    )
    text = f"vragen:\n{questions}regels:\n{rules}"
    start = time.monotonic()

    _, problems = load_files({**base(), RULES: text}, tmp_path)

    assert [p.code for p in problems] == ["N001"] * 2000
    assert problems[0].hint == "Bedoelde u 'vraag_0'?"
    assert problems[-1].hint == "Zet de vraag eerst onder 'vragen'."
    assert time.monotonic() - start < 30


SLIPS: Final = (
    "", "ja", "{", "}", "[", "]", ", ", ": ", ":", "- ", "\n", "\n  ", "niet ", "5", "~", "|", ">",
    "''", '"', "€", "%", "..", "\t", "als: {}", "é", "#", "altijd", "[]", "product: ",
)  # fmt: skip


def test_whatever_slips_in_gives_problems_with_a_place_or_a_reading(tmp_path: Path) -> None:
    draw = random.Random(2021)  # noqa: S311  # repeatable on purpose
    homes = [base(), *(home.files for home in BROKEN if home.files)]

    for number in range(300):
        files = dict(draw.choice(homes))
        name = draw.choice(list(files))
        start = draw.randrange(len(files[name]) + 1)
        end = start + draw.choice((0, 0, 1, 2, 5, 12))
        files[name] = files[name][:start] + draw.choice(SLIPS) + files[name][end:]

        rulebook, problems = load_files(files, tmp_path / str(number))

        assert (rulebook is None) is any(p.severity == "error" for p in problems), files
        assert all(p.where.line > 0 and "\n" not in str(p) for p in problems), files
