"""Partners: what `check` says of their plug-ins, `new partner`, and one from the documentation."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from triage.home import built_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .conftest import Invoke

PLUGIN: Final = """\
from triage import Offer, Receipt, hookimpl

class Bureau:
    name = "bureau"

    @hookimpl
    def offers(self):
        return [Offer("schuldhulp")]

    @hookimpl
    def refer(self, referral):
        return Receipt()
"""
BROKEN: Final = PLUGIN.replace("def refer", "def reffer").replace("schuldhulp", "schuldhelp")


def write(home: Path, text: str, name: str = "bureau") -> None:
    (home / "partners").mkdir(exist_ok=True)
    (home / "partners" / f"{name}.py").write_text(text, encoding="utf-8")


def run(*words: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python as somebody at a terminal does."""
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=cwd,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_check_has_nothing_to_say_of_a_plug_in_in_order(triage: Invoke, home: Path) -> None:
    write(home, PLUGIN)

    result = triage("check", "--home", home)

    assert (result.exit_code, result.stderr) == (0, "")


def test_check_names_what_is_wrong_with_a_plug_in_and_nothing_else(
    triage: Invoke, home: Path
) -> None:
    write(home, BROKEN)

    result = triage("check", "--home", "thuis")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "thuis/partners/bureau.py:11:9: P007 'reffer' is geen hook. Bedoelde u 'refer'? "
        "Kies uit: offers, capacity, screen, refer, status, withdraw, observe.\n"
    )


def test_check_gives_problems_of_plug_ins_as_json(triage: Invoke, home: Path) -> None:
    write(home, "import er_is_niets\n")

    result = triage("check", "--home", "thuis", "--json")

    assert result.exit_code == 1
    assert result.stderr == ""
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["file"], problem["line"], problem["code"], problem["severity"]) == (
        "thuis/partners/bureau.py",
        1,
        "P001",
        "error",
    )


def test_check_warns_of_a_partner_who_is_referred_to_by_hand(triage: Invoke, home: Path) -> None:
    config = home / "config" / "config.yaml"
    config.write_text(config.read_text().replace(", kanaal: {soort: telefoon}", ""))

    result = triage("check", "--home", "thuis")

    assert result.exit_code == 0
    assert "W013 partner 'bureau' heeft geen aansluiting" in result.stderr
    assert "1 waarschuwing." in result.stdout


def test_no_other_command_of_the_policy_runs_a_plug_in(
    triage: Invoke, home: Path, cases: Path
) -> None:
    write(home, f"open({str(home / 'gedraaid')!r}, 'w')\n")

    for words in (("advise", cases), ("test",), ("explain", "z-1", "--in", cases)):
        assert triage(*words, "--home", home).exit_code == 0

    assert not (home / "gedraaid").exists()


def test_the_plug_ins_of_the_built_in_home_are_in_order(triage: Invoke) -> None:
    problems = json.loads(triage("check", "--json", "--on", "2021-03-03").stdout)["problems"]

    assert [problem for problem in problems if problem["code"] in ("W013", "W014")] == []


def test_a_new_partner_passes_check_and_its_own_test(triage: Invoke, tmp_path: Path) -> None:
    triage("new", "home", "thuis")
    before = files(tmp_path / "thuis")

    made = triage("new", "partner", "voedsel_bank", "--home", "thuis")

    written = files(tmp_path / "thuis") - before
    checked = triage("check", "--home", "thuis", "--engine", "direct")
    tested = run("-m", "pytest", "-q", "tests", cwd=tmp_path / "thuis")
    assert (made.exit_code, made.stderr) == (0, "")
    assert written == {
        *("partners/voedsel_bank.py", "tests/test_voedsel_bank.py", "config/voedsel_bank.yaml")
    }
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert tested.returncode == 0, tested.stdout
    assert " passed" in tested.stdout
    assert "failed" not in tested.stdout


def test_a_partner_that_is_configured_gets_what_it_lacks_shown(
    triage: Invoke, tmp_path: Path
) -> None:
    triage("new", "home", "thuis")

    made = triage("new", "partner", "schuldhulpbureau", "--home", "thuis")

    assert 'Offer("schuldhulp")' in (tmp_path / "thuis/partners/schuldhulpbureau.py").read_text()
    assert not (tmp_path / "thuis/config/schuldhulpbureau.yaml").exists()
    assert (
        "  partners:\n"
        "    schuldhulpbureau:\n"
        "      kanaal: {soort: bestand, adres: uitwisseling/schuldhulpbureau}\n"
    ) in made.stdout
    assert triage("check", "--home", "thuis", "--engine", "direct").stderr == ""


def test_a_file_of_that_name_in_config_is_left_alone(triage: Invoke, home: Path) -> None:
    block = home / "config" / "bank.yaml"
    block.write_text("# van mij\n")

    made = triage("new", "partner", "bank", "--home", home, "--json")

    assert block.read_text() == "# van mij\n"
    found = json.loads(made.stdout)
    assert [file.rpartition("/")[2] for file in found["files"]] == ["bank.py", "test_bank.py"]
    assert "aanbieders: [bank]" in found["settings"]


@pytest.mark.parametrize("name", ["drop", "offer", "none"])
def test_any_name_of_a_partner_will_do(triage: Invoke, home: Path, name: str) -> None:
    made = triage("new", "partner", name, "--home", home)

    assert made.exit_code == 0
    assert triage("check", "--home", home).exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bank",), "noem het met --home"),
        (("bank", "--home", built_in()), "noem het met --home"),
        (("bank", "--home", "nergens"), "'nergens' bestaat niet"),
        (("De-Bank", "--home", "thuis"), "'De-Bank' kan geen naam van een partner zijn"),
        (("loket", "--home", "thuis"), "'loket' is van de balie zelf"),
        (("poster", "--home", "thuis"), "'poster' heeft al een kanaal van soort 'e-mail'"),
        (("bureau", "--home", "thuis"), "bureau.py' bestaat al; er is niets geschreven."),
    ],
)
def test_a_new_partner_that_cannot_be_is_refused_and_nothing_is_written(
    triage: Invoke, home: Path, words: tuple[object, ...], said: str
) -> None:
    poster = "partners: {poster: {kanaal: {soort: e-mail, adres: in@poster.example}}}\n"
    (home / "config" / "poster.yaml").write_text(poster)
    write(home, PLUGIN)
    before = files(home)

    result = triage("new", "partner", *words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert files(home) == before


def test_a_home_with_problems_gets_no_new_partner(triage: Invoke, home: Path) -> None:
    (home / "config" / "los.yaml").write_text("partnrs: {}\n")

    result = triage("new", "partner", "bank", "--home", home)

    assert result.exit_code == 1
    assert "L002" in result.stderr
    assert not (home / "partners").exists()


def test_a_home_that_cannot_be_written_is_left_as_it_was(triage: Invoke, home: Path) -> None:
    (home / "tests").write_text("van mij")

    result = triage("new", "partner", "bank", "--home", home)

    assert result.exit_code == 1
    assert "niet te schrijven" in result.stderr
    assert not (home / "partners" / "bank.py").exists()


TAKE: Final = """\
import runpy, sys, threading
from datetime import date
from http.server import ThreadingHTTPServer
from triage import Case, Desk, Person

Service = runpy.run_path("test_voedselbank.py")["Service"]
handler = type("Own", (Service,), {"store": {}})
server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
desk = Desk.open(sys.argv[1], "sqlite:///desk.db", date(2021, 3, 3))
person = Person("Jo Oefening", "06-00000000", "jo@voorbeeld.example")
answers = {"huurachterstand": 45, "akkoord_voedselbank": True}
desk.register(Case("z-1", date(2021, 3, 1), answers, person), source="zelf", actor="balie")
desk.override("z-1", product="voedselpakket", reason="past", actor="balie")
result = desk.refer("z-1", "voedselpakket", actor="balie")
print(result.result, desk.deliver().sent, list(handler.store.values()))
"""
KIT: Final = """\
import threading
from http.server import ThreadingHTTPServer

import pytest
from intake import SECRET, Intake
from triage_kredietbank import Kredietbank

from triage.testing import PartnerContract, make_plugin


class TestKredietbank(PartnerContract):
    answers = {"huurachterstand": 45}

    @pytest.fixture
    def server(self):
        handler = type("Own", (Intake,), {"known": {}, "given": {}})
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield server
            server.shutdown()

    @pytest.fixture
    def plugin(self, server, monkeypatch):
        monkeypatch.setenv("KREDIETBANK_GEHEIM", SECRET.decode())
        address = f"http://127.0.0.1:{server.server_port}/in"
        return make_plugin(Kredietbank, soort="http", adres=address, geheim="KREDIETBANK_GEHEIM")

    @pytest.fixture
    def delivered(self, server):
        return lambda: len(server.RequestHandlerClass.known)

    @pytest.fixture
    def down(self, server):
        def stop():
            server.shutdown()
            server.server_close()

        return stop
"""
SEND: Final = """\
import sys, threading
from datetime import date
from http.server import ThreadingHTTPServer
from intake import Intake
from triage import Case, Desk

server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Intake)
threading.Thread(target=server.serve_forever, daemon=True).start()
desk = Desk.open(sys.argv[1], "sqlite:///desk.db", date(2021, 3, 3))
desk.register(Case("z-1", date(2021, 3, 1), {"huurachterstand": "45"}), actor="balie")
desk.override("z-1", product="saneringskrediet", reason="past", actor="balie")
desk.refer("z-1", "saneringskrediet", actor="balie")
sent = desk.deliver().sent
(one,) = desk.referrals("z-1")
print(sent, one["reference"], one["status"], Intake.known[one["id"]]["answers"])
"""


@pytest.fixture
def blocks(root: Path) -> Mapping[str, str]:
    """The files that the documentation for partners shows, by name."""
    page = (root / "docs/partners.md").read_text(encoding="utf-8")
    found = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', page, re.MULTILINE | re.DOTALL)
    return dict(found)


@pytest.mark.checkout
def test_the_example_of_the_documentation_is_installed_passes_and_takes_a_referral(
    triage: Invoke, blocks: Mapping[str, str], tmp_path: Path
) -> None:
    triage("new", "home", "thuis")
    package, site = tmp_path / "voedselbank", tmp_path / "site"
    for name, text in blocks.items():
        if "voedselbank" in name or "/" not in name:
            put(tmp_path / ("thuis" if "/" in name else "voedselbank") / name, text)
    install(package, site)
    (package / "triage_voedselbank.py").unlink()  # so that only the installed one is left

    tested = run("-m", "pytest", "-q", cwd=package, PYTHONPATH=str(site))
    checked = check(tmp_path, site)
    port = moved(tmp_path / "thuis/config/voedselbank.yaml")
    taken = run(
        *("-c", TAKE, tmp_path / "thuis", port),
        cwd=package,
        PYTHONPATH=str(site),
        VOEDSELBANK_TOKEN="proef",  # noqa: S106  # a service of the test's own
    )

    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert (checked.returncode, checked.stderr) == (0, "")
    assert taken.stdout == "placed 1 [{'huurachterstand': 45}]\n", taken.stderr


@pytest.mark.checkout
def test_the_package_on_a_channel_passes_with_the_server_of_the_documentation(
    triage: Invoke, blocks: Mapping[str, str], root: Path, tmp_path: Path
) -> None:
    triage("new", "home", "thuis")
    page = (root / "docs/channels.md").read_text(encoding="utf-8")
    codes = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (server,) = [code for code in codes if "class Intake(" in code]
    site, elsewhere = tmp_path / "site", tmp_path / "elders"
    put(elsewhere / "intake.py", server)
    put(elsewhere / "test_kredietbank.py", KIT)
    for name, text in blocks.items():
        if "kredietbank" in name:
            put(tmp_path / ("thuis" if name.startswith("config/") else "") / name, text)
    install(tmp_path / "kredietbank", site)

    tested = run("-m", "pytest", "-q", cwd=elsewhere, PYTHONPATH=str(site))
    checked = check(tmp_path, site)
    port = moved(tmp_path / "thuis/config/kredietbank.yaml")
    taken = run(
        *("-c", SEND, tmp_path / "thuis", port),
        cwd=elsewhere,
        PYTHONPATH=str(site),
        KREDIETBANK_GEHEIM="not in the configuration",
    )

    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert (checked.returncode, checked.stderr) == (0, "")
    assert taken.stdout == "1 B-1 accepted {'huurachterstand': 45}\n", taken.stderr


def put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def install(package: Path, site: Path) -> None:
    installed = run(
        *("-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation"),
        *("--disable-pip-version-check", "--target", site, "."),
        cwd=package,
    )
    assert installed.returncode == 0, installed.stderr


def check(folder: Path, site: Path) -> subprocess.CompletedProcess[str]:
    words = ("-m", "triage", "check", "--engine", "direct", "--home", "thuis")
    return run(*words, cwd=folder, PYTHONPATH=str(site))


def moved(config: Path) -> int:
    """Give a partner an address on this machine; its port."""
    port = free_port()
    text = config.read_text(encoding="utf-8")
    here = re.sub(r"https://\w+\.example", f"http://127.0.0.1:{port}", text)
    config.write_text(here, encoding="utf-8")
    return port


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
