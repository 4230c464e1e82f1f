"""The partners of the built-in home get their referrals over real servers and a real folder."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.unit.channels.servers import MailServer, running
from triage import Case, Desk, Person
from triage.channels import read_callback, sign
from triage.home import built_in

START: Final = datetime(2021, 3, 3, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
BSN: Final = "999990019"
PRODUCTS: Final = {
    "bad": "schuldhulpverlening",
    "gros": "financiele_ondersteuning",
    "imk": "levensvatbaarheidsonderzoek",
    "adviseur": "levensvatbaarheidsonderzoek",
    "leerwerkloket": "orientatie_omscholing",
    "konnected": "matchen_naar_werk",
}
ANSWERS: Final[dict[str, bool | int | str | list[str]]] = {
    "rechtsvorm": "eenmanszaak",
    "hulpvragen": ["krediet", "schulden"],
    "krediet_nodig": "1.262,50",
    "richting_omscholing": "zorg",
    "uren_omscholing": 8,
    "interesse_loondienst": "naast_bedrijf",
    "uren_loondienst": 16,
    "wil_doorgaan": "twijfel",
    **{f"akkoord_{partner}": True for partner in PRODUCTS},
}


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """The mail server of the desk."""
    with running(MailServer()) as server:
        monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{server.port}")
        monkeypatch.setenv("TRIAGE_SMTP_FROM", "balie@ondernemershuis.example")
        yield server


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is shared with GROS."""
    monkeypatch.setenv("TRIAGE_EXCHANGE", str(tmp_path))
    path = tmp_path / "uitwisseling" / "gros.example"
    path.mkdir(parents=True)
    return path


@pytest.fixture
def home(tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The built-in home, with addresses on this machine and places at the second adviser."""
    for part in ("rules", "config", "partners"):
        shutil.copytree(built_in() / part, tmp_path / "thuis" / part)
    path = tmp_path / "thuis" / "config" / "partners.yaml"
    text = re.sub(r"https://\w+\.\w+\.example", httpserver.url_for(""), path.read_text("utf-8"))
    path.write_text(text.replace("{plaatsen: 0}", "{plaatsen: 5}"), encoding="utf-8")
    monkeypatch.setenv("TRIAGE_BAD_GEHEIM", "van bad")
    monkeypatch.setenv("TRIAGE_KONNECTED_GEHEIM", "van konnected")
    return tmp_path / "thuis"


@pytest.fixture
def desk(
    home: Path,
    tmp_path: Path,
    clock: Clock,
    post: MailServer,  # noqa: ARG001  # it has to be there
    folder: Path,  # noqa: ARG001  # idem
) -> Iterator[Desk]:
    ledger = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Desk.open(home, ledger, engine="direct", clock=clock) as desk:
        yield desk


@pytest.fixture
def refer(desk: Desk) -> Callable[[str], str]:
    """Refer a case of its own to a partner, because the adviser says so; gives the id."""

    def make(partner: str) -> str:
        case, product = f"z-{partner}", PRODUCTS[partner]
        person = Person("Jo Oefening", "06-00000000", "jo@voorbeeld.example", BSN)
        desk.register(Case(case, START.date(), ANSWERS, person))
        desk.override(case, product=product, reason="past", actor="adviseur-1")
        result = desk.refer(case, product, partner, actor="adviseur-1")
        assert result.result == "placed", result
        assert result.referral is not None
        return result.referral

    return make


def taking(*_: Request) -> Response:
    return Response(json.dumps({"reference": "P-1"}), 201)


def status_of(desk: Desk, case: str) -> str:
    (referral,) = desk.referrals(case)
    return str(referral["status"])


def arrived(post: MailServer, server: HTTPServer, folder: Path) -> dict[str, dict[str, Any]]:
    """What every partner got, by partner, whichever way it came."""
    attached = [next(iter(letter.iter_attachments())).get_content() for letter in post.taken]
    posted = [request.get_data() for request, _ in server.log if request.method == "POST"]
    dropped = [path.read_bytes() for path in folder.glob("*.json")]
    found = [json.loads(content) for content in [*attached, *posted, *dropped]]
    assert len(found) == len({each["partner"] for each in found})
    return {each["partner"]: each for each in found}


def test_the_plugins_of_the_built_in_home_are_in_order(desk: Desk) -> None:
    assert desk.problems == ()


def test_every_partner_gets_its_referral_with_the_answers_it_may_have_and_no_more(
    desk: Desk,
    refer: Callable[[str], str],
    post: MailServer,
    httpserver: HTTPServer,
    folder: Path,
) -> None:
    httpserver.expect_request(re.compile("/.*"), "POST").respond_with_handler(taking)
    ids = {partner: refer(partner) for partner in PRODUCTS}

    delivery = desk.deliver()

    got = arrived(post, httpserver, folder)
    allowed = {key: set(each.shares) for key, each in desk.policy.rulebook.partners.items()}
    assert delivery.sent == len(PRODUCTS)
    assert {partner: each["referral"] for partner, each in got.items()} == ids
    for partner, each in got.items():
        assert set(each["answers"]) == allowed[partner] & set(ANSWERS)
        assert each["person"]["name"] == "Jo Oefening"
    sent = [f"{request.url}{request.headers}" for request, _ in httpserver.log]
    assert not any(BSN in str(each) for each in [*post.raw, *sent, got])


@pytest.mark.parametrize("typed", ["1.262,50", "€ 1262,5", 1262.5, Decimal("1262.500")], ids=str)
def test_an_amount_arrives_in_one_form_however_it_was_typed(
    desk: Desk, folder: Path, typed: str | float | Decimal
) -> None:
    answers = {**ANSWERS, "krediet_nodig": typed, "akkoord_gros": "ja"}
    desk.register(Case("z-1", START.date(), answers))
    desk.override("z-1", product=PRODUCTS["gros"], reason="past", actor="adviseur-1")
    desk.refer("z-1", PRODUCTS["gros"], actor="adviseur-1")

    desk.deliver()

    (file,) = folder.glob("*.json")
    assert json.loads(file.read_bytes())["answers"] == {
        "hulpvragen": ["schulden", "krediet"],
        "krediet_nodig": "1262.50",
    }


def test_a_partner_that_is_down_gets_it_once_it_is_back(
    desk: Desk, refer: Callable[[str], str], post: MailServer, clock: Clock
) -> None:
    refer("imk")
    post.refused = "451 4.7.1 later"

    first = desk.deliver()
    post.refused = None
    clock.now += timedelta(minutes=5)
    second = desk.deliver()
    third = desk.deliver()

    assert (first.retry, second.sent, third.sent) == (1, 1, 0)
    assert len(post.taken) == 1


def test_a_partner_is_asked_how_it_stands(
    desk: Desk, refer: Callable[[str], str], httpserver: HTTPServer, clock: Clock
) -> None:
    path = f"/verwijzingen/{refer('bad')}"
    httpserver.expect_request("/verwijzingen", "POST").respond_with_handler(taking)
    httpserver.expect_request(path, "GET").respond_with_json({"status": "accepted"})

    desk.deliver()
    clock.now += timedelta(minutes=5)
    desk.deliver()

    assert status_of(desk, "z-bad") == "accepted"


def test_an_acknowledgement_in_the_folder_is_found(
    desk: Desk, refer: Callable[[str], str], folder: Path
) -> None:
    referral = refer("gros")
    desk.deliver()
    (folder / f"{referral}.json").unlink()
    answer = {"reference": "G-4", "status": "accepted"}
    (folder / f"{referral}.ack.json").write_text(json.dumps(answer), encoding="utf-8")

    desk.deliver()

    assert status_of(desk, "z-gros") == "accepted"


def test_a_callback_with_the_right_signature_counts_once(
    desk: Desk, refer: Callable[[str], str], httpserver: HTTPServer, clock: Clock
) -> None:
    httpserver.expect_request("/aanmeldingen", "POST").respond_with_handler(taking)
    said = {"message": "m-1", "referral": refer("konnected"), "status": "accepted"}
    desk.deliver()
    body, stamp = json.dumps(said).encode(), str(int(clock.now.timestamp()))
    headers = {
        "X-Triage-Timestamp": stamp,
        "X-Triage-Signature": sign(b"van konnected", stamp, body),
    }

    callback = read_callback(headers, body, secret=b"van konnected", now=clock.now)
    news = [
        desk.receive("konnected", callback.message, callback.referral, callback.status)
        for _ in range(2)
    ]

    assert news == [True, False]
    assert status_of(desk, "z-konnected") == "accepted"


def test_a_withdrawal_reaches_every_kind_of_partner(
    desk: Desk,
    refer: Callable[[str], str],
    post: MailServer,
    httpserver: HTTPServer,
    folder: Path,
) -> None:
    httpserver.expect_request(re.compile("/.*"), "POST").respond_with_handler(taking)
    httpserver.expect_request(re.compile("/.*"), "DELETE").respond_with_data("", 204)
    ids = {partner: refer(partner) for partner in ("imk", "bad", "gros")}
    desk.deliver()

    for referral in ids.values():
        desk.withdraw(referral, reason="de ondernemer ziet ervan af", actor="adviseur-1")
    desk.deliver()

    deleted = [request.path for request, _ in httpserver.log if request.method == "DELETE"]
    assert deleted == [f"/verwijzingen/{ids['bad']}"]
    assert [letter["Subject"][:11] for letter in post.taken] == ["Verwijzing ", "Ingetrokken"]
    assert list(folder.iterdir()) == []
