"""Where plug-ins come from, and what is said of those that do not load."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from triage import Offer, Policy, Receipt, hookimpl
from triage.plugins import Answer, Plugins

from .conftest import HEAD, REFER, Load, load_home, plugin

BY_HAND: Final = "W013"
DAY: Final = date(2021, 3, 3)


class Given:
    name = "imk"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("onderzoek", {"hulp": "ja"})]

    @hookimpl
    def refer(self) -> Receipt:
        return Receipt()


def test_a_file_in_partners_is_a_plug_in(load: Load) -> None:
    plugins, problems = load(imk=plugin(REFER))

    assert problems == []
    assert plugins.offers == {"imk": (Offer("onderzoek"),)}
    assert plugins.has("imk", "refer")
    assert not plugins.has("imk", "capacity")
    assert not plugins.has("bureau", "refer")


def test_a_home_without_partners_has_none(home: Path) -> None:
    plugins, problems = load_home(home)

    assert plugins.offers == {}
    assert [problem.split()[1] for problem in problems] == [BY_HAND]


def test_a_file_whose_name_begins_with_an_underscore_is_left_alone(load: Load) -> None:
    plugins, problems = load(_hulp="raise SystemExit", imk=plugin())

    assert list(plugins.offers) == ["imk"]
    assert [problem for problem in problems if BY_HAND not in problem] == []


def test_nothing_is_written_beside_a_file(load: Load, home: Path) -> None:
    load(imk=plugin())

    assert [path.name for path in (home / "partners").iterdir()] == ["imk.py"]


def test_a_file_that_was_changed_is_read_again_however_quickly(load: Load) -> None:
    before, _ = load(imk=plugin(offers='return [Offer("onderzoek")]'))

    after, _ = load(imk=plugin(offers="return []                   "))

    assert (len(before.offers["imk"]), len(after.offers["imk"])) == (1, 0)


def test_a_file_is_found_by_its_name_while_it_runs(load: Load) -> None:
    """Without that, a dataclass with postponed annotations cannot be made."""
    text = (
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n"
        "from typing import ClassVar\n"
        "@dataclass\n"
        "class Line:\n"
        "    kind: ClassVar[str] = 'x'\n"
        "    number: int = 0\n"
        f"{plugin()}"
    )

    plugins, _ = load(imk=text)

    assert "imk" in plugins.offers


def test_two_homes_may_have_a_file_of_one_name(load: Load, tmp_path: Path, home: Path) -> None:
    other = tmp_path / "ander"
    for part in ("rules", "config"):
        (other / part).mkdir(parents=True)
        text = (home / part / f"{part}.yaml").read_text(encoding="utf-8")
        (other / part / f"{part}.yaml").write_text(text, encoding="utf-8")
    (other / "partners").mkdir()
    capacity = "def capacity(self): return {}"
    (other / "partners" / "imk.py").write_text(plugin(capacity.format(2)), encoding="utf-8")

    one, _ = load(imk=plugin(capacity.format(1)))
    two, _ = load_home(other)

    assert one.capacity("imk", "onderzoek", DAY) == Answer(1)
    assert two.capacity("imk", "onderzoek", DAY) == Answer(2)


def test_a_helper_class_is_no_plug_in(load: Load) -> None:
    text = plugin(REFER).replace("class Imk:", "class _Basis:") + "class Imk(_Basis):\n    pass\n"

    plugins, problems = load(imk=text)

    assert (list(plugins.offers), problems) == (["imk"], [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "class Imk:\n    def offers(self:\n",
            (
                "partners/imk.py:2:15: P001 dit bestand laadt niet: "
                "SyntaxError ('(' was never closed)"
            ),
        ),
        ("x = 1\ny = {}['jan']\n", "partners/imk.py:2:5: P001 dit bestand laadt niet: KeyError"),
        (
            "import er_is_niets\n",
            (
                "partners/imk.py:1:1: P001 dit bestand laadt niet: "
                "ModuleNotFoundError ('er_is_niets')"
            ),
        ),
        (
            "def f():\n  exit(3)\nf()\n",
            "partners/imk.py:2:3: P001 dit bestand laadt niet: SystemExit",
        ),
        (
            "raise KeyboardInterrupt\n",
            ("partners/imk.py:1:1: P001 dit bestand laadt niet: KeyboardInterrupt"),
        ),
        ("\0", "partners/imk.py:1:1: P001 dit bestand laadt niet: "),
        (
            f"{HEAD}class Imk:\n    pass\n",
            "partners/imk.py:1:1: P002 in dit bestand staat geen klasse",
        ),
        (
            f"{plugin()}    def __init__(self, adres): pass\n",
            "partners/imk.py:2:7: P003 'Imk()' lukt niet: TypeError",
        ),
        (
            f"{plugin()}    def __init__(self): {{}}['x']\n",
            "partners/imk.py:6:25: P003 'Imk()' lukt niet: KeyError",
        ),
    ],
)
def test_a_file_that_does_not_load_is_named_with_its_line(load: Load, text: str, said: str) -> None:
    plugins, problems = load(imk=text)

    assert plugins.offers == {}
    (problem,) = problems
    assert problem.startswith(said)


def test_a_file_that_hangs_is_left_behind(load: Load) -> None:
    _, problems = load(limit=0.1, imk="import time\ntime.sleep(1)\n")

    (problem,) = problems
    assert problem == (
        "partners/imk.py:1:1: P001 dit bestand laadt niet: geen antwoord binnen 0.1 s. "
        "Verbeter het bestand; tot dan wordt met de hand verwezen."
    )


def test_the_others_go_on(load: Load) -> None:
    bureau = plugin(name="bureau", offers='return [Offer("gesprek")]')

    plugins, problems = load(bureau=bureau, imk="1 / 0\n")

    assert list(plugins.offers) == ["bureau"]
    assert len(problems) == 1


def test_a_plug_in_that_is_handed_over_goes_before_one_that_is_found(load: Load) -> None:
    plugins, problems = load(Given(), imk=plugin())

    assert problems == []
    assert plugins.conditions.keys() == {("imk", "onderzoek")}


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages: `pakket`, with whatever is written into it."""
    site = tmp_path / "site"
    (site / "pakket-1.0.dist-info").mkdir(parents=True)
    (site / "pakket-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: pakket\nVersion: 1.0\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(site)
    monkeypatch.setitem(sys.modules, "pakket_imk", None)  # so that it is forgotten afterwards
    monkeypatch.delitem(sys.modules, "pakket_imk")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return site


def entrance(site: Path, target: str, text: str, name: str = "imk") -> None:
    (site / "pakket-1.0.dist-info" / "entry_points.txt").write_text(
        f"[triage.partners]\n{name} = {target}\n", encoding="utf-8"
    )
    (site / "pakket_imk.py").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("target", ["pakket_imk", "pakket_imk:Imk"])
def test_an_installed_package_brings_a_class_or_a_module(
    home: Path, install: Path, target: str
) -> None:
    entrance(install, target, plugin(REFER))

    plugins, problems = load_home(home)

    assert list(plugins.offers) == ["imk"]
    assert problems == []


@pytest.mark.parametrize(
    ("target", "text", "said"),
    [
        ("pakket_imk:Imk", "1 / 0", "ZeroDivisionError"),
        ("pakket_imk:Imkk", plugin(), "AttributeError"),
        ("pakket_imk:name", "name = 1", "'pakket_imk:name' is geen klasse of module"),
        ("pakket_imk", "name = 1", "er staat geen klasse met @hookimpl in"),
        ("pakket_imq", "", "ModuleNotFoundError ('pakket_imq')"),
    ],
)
def test_a_broken_entry_point_is_named_by_package_and_entry(
    home: Path, install: Path, target: str, text: str, said: str
) -> None:
    entrance(install, target, text)

    plugins, problems = load_home(home)

    assert plugins.offers == {}
    assert problems[0].startswith(
        f"config/config.yaml:9:3: P013 ingang 'imk' van pakket 'pakket' laadt niet: {said}"
    )


def test_an_entry_point_for_nobody_stands_at_the_configuration(home: Path, install: Path) -> None:
    entrance(install, "pakket_imk", "1 / 0", name="iemand")

    _, problems = load_home(home)

    assert problems[0].startswith(
        "config/config.yaml:1:1: P013 ingang 'iemand' van pakket 'pakket'"
    )


ELSEWHERE: Final = {
    "P003": f"{plugin(name='iemand')}    def __init__(self, adres): pass\n",
    "P004": plugin(name=""),
    "P005": plugin("def reffer(self): pass", name="iemand"),
    "P013": "1 / 0",
}


@pytest.mark.parametrize("code", ELSEWHERE)
def test_a_package_for_a_partner_of_another_home_is_only_warned_of(
    home: Path, install: Path, code: str
) -> None:
    entrance(install, "pakket_imk", ELSEWHERE[code], name="iemand")

    _, problems = Plugins.load(home, Policy.load(home).rulebook)

    assert {(problem.code, problem.severity) for problem in problems} == {
        (code, "warning"),
        (BY_HAND, "warning"),
    }


def test_a_file_of_the_home_for_an_unknown_partner_is_an_error(load: Load, home: Path) -> None:
    load(iemand=plugin(name="iemand"))

    _, problems = Plugins.load(home, Policy.load(home).rulebook)

    assert ("P005", "error") in {(problem.code, problem.severity) for problem in problems}
