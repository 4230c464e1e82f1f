from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.unit.channels.conftest import MakePartner
from triage.chain import Receipt, Referral
from triage.channels import AnswerError, Drop, SetupError, UnreachableError

on_posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and modes are those of POSIX")


class Gros(Drop):
    name = "gros"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "uitwisseling" / "gros"
    path.mkdir(parents=True)
    return path


@pytest.fixture
def gros(partner: MakePartner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Gros:
    monkeypatch.setenv("TRIAGE_EXCHANGE", str(folder.parents[1]))
    plugin = Gros()
    plugin.settings = partner("bestand", "uitwisseling/gros")
    return plugin


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def acknowledge(folder: Path, **words: Any) -> None:
    (folder / "r-1.ack.json").write_text(json.dumps(words), encoding="utf-8")


def test_a_referral_is_one_whole_file_however_often_it_is_sent(
    gros: Gros, referral: Referral, folder: Path
) -> None:
    receipts = {gros.refer(referral), gros.refer(referral)}

    held = json.loads((folder / "r-1.json").read_text(encoding="utf-8"))
    assert receipts == {Receipt()}
    assert names(folder) == ["r-1.json"]
    assert held["referral"] == "r-1"
    assert held["person"]["name"] == "Jo Oefening"
    assert "999990019" not in str(held)


def test_a_file_that_is_there_already_is_left_alone(
    gros: Gros, referral: Referral, folder: Path
) -> None:
    gros.refer(referral)
    before = (folder / "r-1.json").stat()

    gros.refer(referral)

    after = (folder / "r-1.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_who_watches_the_folder_never_sees_half_a_file(
    gros: Gros, referral: Referral, folder: Path
) -> None:
    large = attrs.evolve(referral, answers={"werkwens": "lang " * 20_000})
    seen: set[str] = set()

    def leave() -> None:
        for number in range(50):
            gros.refer(attrs.evolve(large, id=f"r-{number}"))

    with ThreadPoolExecutor(1) as pool:
        leaving = pool.submit(leave)
        while not leaving.done():
            for path in folder.glob("[!.]*.json"):
                seen.add(json.loads(path.read_bytes())["referral"])
        leaving.result()

    assert seen


def test_once_acknowledged_it_is_not_left_again_and_the_number_comes_back(
    gros: Gros, referral: Referral, folder: Path
) -> None:
    gros.refer(referral)
    (folder / "r-1.json").unlink()
    acknowledge(folder, reference="G-4", status="accepted")

    receipt = gros.refer(referral)

    assert receipt == Receipt("G-4")
    assert names(folder) == ["r-1.ack.json"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"reference": "G-4", "status": "accepted"}', "accepted"),
        (b'{"referral": "r-1", "status": "refused"}', "refused"),
        (b'{"referral": "r-2", "status": "accepted"}', None),
        (b'{"status": "in behandeling"}', None),
        (b'{"reference": "G-4", "status": "acc', None),
        (b"", None),
        (b"[]", None),
        (b'"accepted"', None),
        (b"\xff\xfe\x00", None),
        (b'{"status": "accepted"}' + b" " * 70_000, None),
    ],
)
def test_the_status_is_what_a_whole_acknowledgement_of_this_referral_says(
    gros: Gros, referral: Referral, folder: Path, content: bytes, expected: str | None
) -> None:
    (folder / "r-1.ack.json").write_bytes(content)

    assert gros.status(referral) == expected


def test_without_an_acknowledgement_there_is_no_status(gros: Gros, referral: Referral) -> None:
    gros.refer(referral)

    assert gros.status(referral) is None


def test_a_number_that_is_no_short_text_is_told(
    gros: Gros, referral: Referral, folder: Path
) -> None:
    acknowledge(folder, reference={"nummer": 4})

    with pytest.raises(AnswerError):
        gros.refer(referral)


def test_a_withdrawal_takes_back_what_nobody_took(
    gros: Gros, referral: Referral, folder: Path
) -> None:
    gros.refer(referral)

    gros.withdraw(referral)

    assert names(folder) == []


@pytest.mark.parametrize("taken", ["moved away", "acknowledged", "never sent"])
def test_what_may_have_been_read_is_withdrawn_by_a_file_that_names_nobody(
    gros: Gros, referral: Referral, folder: Path, taken: str
) -> None:
    if taken != "never sent":
        gros.refer(referral)
    if taken == "moved away":
        (folder / "r-1.json").unlink()
    if taken == "acknowledged":
        acknowledge(folder, status="accepted")

    gros.withdraw(referral)
    text = (folder / "r-1.withdrawn.json").read_text(encoding="utf-8")
    gros.withdraw(referral)

    assert json.loads(text)["format"] == "triage-withdrawal/1"
    assert "Oefening" not in text
    assert len([name for name in names(folder) if "withdrawn" in name]) == 1


def test_a_relative_folder_lies_below_the_current_one_when_nothing_else_is_said(
    gros: Gros, referral: Referral, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TRIAGE_EXCHANGE")
    monkeypatch.chdir(tmp_path)

    gros.refer(referral)

    assert names(folder) == ["r-1.json"]


def test_an_absolute_folder_stays_what_it_is(
    gros: Gros, referral: Referral, partner: MakePartner, tmp_path: Path
) -> None:
    (tmp_path / "elders").mkdir()
    gros.settings = partner("bestand", str(tmp_path / "elders"))

    gros.refer(referral)

    assert names(tmp_path / "elders") == ["r-1.json"]


def test_a_folder_that_is_not_there_is_told_and_not_made(
    gros: Gros, referral: Referral, folder: Path
) -> None:
    folder.rmdir()

    for call in (gros.refer, gros.status, gros.withdraw):
        with pytest.raises(UnreachableError, match="is er niet"):
            call(referral)

    assert not folder.exists()


def test_a_place_that_is_taken_by_a_folder_is_told(
    gros: Gros, referral: Referral, folder: Path
) -> None:
    (folder / "r-1.json").mkdir()

    for call in (gros.refer, gros.withdraw):
        with pytest.raises(UnreachableError, match="kan niet worden geschreven"):
            call(referral)


@on_posix
def test_a_link_leads_nowhere(gros: Gros, referral: Referral, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "van een ander").write_text('{"status": "accepted"}', encoding="utf-8")
    for name in ("r-1.json", "r-1.ack.json"):
        (folder / name).symlink_to(tmp_path / "van een ander")

    with pytest.raises(SetupError, match="een link"):
        gros.refer(referral)

    assert gros.status(referral) is None
    assert (tmp_path / "van een ander").read_text(encoding="utf-8") == '{"status": "accepted"}'


@on_posix
def test_a_pipe_is_not_waited_for(gros: Gros, referral: Referral, folder: Path) -> None:
    os.mkfifo(folder / "r-1.ack.json")

    assert gros.status(referral) is None


@pytest.mark.parametrize("name", ["../r-1", "r/1", "..", ".r-1", "", "r.ack", "r\x001"])
def test_an_id_cannot_lead_out_of_the_folder(
    gros: Gros, referral: Referral, folder: Path, tmp_path: Path, name: str
) -> None:
    for call in (gros.refer, gros.status, gros.withdraw):
        with pytest.raises(SetupError, match="het nummer van een verwijzing"):
            call(attrs.evolve(referral, id=name))

    assert names(folder) == []
    assert names(tmp_path) == ["uitwisseling"]
