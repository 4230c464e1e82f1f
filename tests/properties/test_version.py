"""The version changes with every text of a home, and with nothing else."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.homes import Layout, load, write_home
from tests.properties.policies import worlds
from triage import Policy

FREE = ("vraag", "betekent", "omdat", "grondslag", "toelichting", "eigenaar", "naam", "let_op")
"""Keys whose text may say anything."""


def free_texts(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a home with a text that may say anything, as its parent and key."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "keuzes":
                yield from ((inner, option) for option in inner)
            elif isinstance(inner, str) and key in (*FREE, "punten"):
                yield value, key
            else:
                yield from free_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from free_texts(inner)


@given(data=st.data())
def test_any_other_text_gives_another_version(data: st.DataObject) -> None:
    world = data.draw(worlds())
    changed = copy.deepcopy(world.home)
    parent, key = data.draw(st.sampled_from(list(free_texts(changed))))
    parent[key] = f"1{parent[key].strip('-')}" if key == "punten" else f"{parent[key]}."

    assert load(changed).version != load(world.home).version


HOME: dict[str, Any] = {
    "vragen": {
        "erg": {"vraag": "Erg?", "soort": "geheel", "tussen": ["0", "9"]},
        "sector": {"vraag": "Waar?", "soort": "keuze", "keuzes": {"bouw": "Bouw", "zorg": "Zorg"}},
    },
    "regels": [
        {
            "regel": "een",
            "als": {"een van": [{"erg": "5"}, {"erg": "7"}], "sector": ["bouw", "zorg"]},
            "dan": {"product": ["hulp", "scan"]},
            "geldig": [{"van": "2021-03-01"}, {"tot_en_met": "2020-12-31"}],
        }
    ],
    "tabellen": [
        {
            "tabel": "punten",
            "rijen": [{"erg": ">= 5", "punten": "2"}, {"erg": "< 5", "punten": "1"}],
        }
    ],
    "urgentie": {"hoog": {"binnen": "1 week"}, "laag": {}},
    "partners": {"imk": {"naam": "IMK"}, "bad": {"naam": "BAD"}},
    "producten": {"hulp": {"aanbieders": ["imk", "bad"]}, "scan": {}},
    "gelijkgestelde_dagen": ["2021-05-14", "2022-05-27"],
}


def reverse_mapping(section: dict[str, Any], key: str) -> None:
    section[key] = dict(reversed(section[key].items()))


def reverse_list(section: dict[str, Any], key: str) -> None:
    section[key] = section[key][::-1]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda home: reverse_mapping(home, "urgentie"), False),
        (lambda home: reverse_list(home["producten"]["hulp"], "aanbieders"), False),
        (lambda home: reverse_list(home["tabellen"][0], "rijen"), False),
        (lambda home: reverse_mapping(home, "vragen"), True),
        (lambda home: reverse_mapping(home["vragen"]["sector"], "keuzes"), True),
        (lambda home: reverse_list(home["regels"][0]["als"], "een van"), True),
        (lambda home: reverse_list(home["regels"][0]["als"], "sector"), True),
        (lambda home: reverse_list(home["regels"][0]["dan"], "product"), True),
        (lambda home: reverse_list(home["regels"][0], "geldig"), True),
        (lambda home: reverse_list(home, "gelijkgestelde_dagen"), True),
        (lambda home: reverse_mapping(home, "partners"), True),
    ],
    ids=["urgentie", "aanbieders", "rijen", "vragen", "keuzes", "een van", "als", "product",
         "geldig", "gelijkgestelde_dagen", "partners"],
)  # fmt: skip
def test_order_counts_in_three_places_only(
    change: Callable[[dict[str, Any]], None], *, same: bool
) -> None:
    changed = copy.deepcopy(HOME)

    change(changed)

    assert (load(changed).version == load(HOME).version) is same


def test_the_chosen_engine_is_not_part_of_the_version(tmp_path: Path) -> None:
    write_home(HOME, tmp_path)
    before = Policy.load(tmp_path).version

    (tmp_path / "config" / "kern.yaml").write_text("engine: direct\n")

    assert Policy.load(tmp_path).version == before


def test_a_table_is_the_same_in_a_csv_file_of_any_name(tmp_path: Path) -> None:
    home = copy.deepcopy(HOME)
    home["tabellen"] = [{"tabel": "punten", "bestand": "een-naam.csv"}]
    write_home(home, tmp_path)
    (tmp_path / "rules" / "een-naam.csv").write_text("erg;punten\n>= 5;2\n< 5;1\n")

    assert Policy.load(tmp_path).version == load(HOME).version


@pytest.mark.parametrize("quote", ['"', "'", " "])
@pytest.mark.parametrize("flow", [True, False])
def test_quotes_and_comments_change_nothing(quote: str, *, flow: bool) -> None:
    layout = Layout(quote=quote, flow=flow, comments=True)

    assert load(HOME, layout=layout).version == load(HOME).version
