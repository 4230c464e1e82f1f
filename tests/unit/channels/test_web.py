from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import attrs
import pytest
import trustme
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.unit.channels.conftest import MakePartner
from tests.unit.channels.servers import saying, server_context
from triage.chain import Receipt, Referral
from triage.channels import (
    AnswerError,
    Http,
    RefusedError,
    SetupError,
    UnreachableError,
    sign,
)

SECRET = "een gedeeld geheim"  # noqa: S105  # of a test
NAME = "TRIAGE_PROEF_GEHEIM"


class Bad(Http):
    name = "bad"
    limit = 2.0


@pytest.fixture
def server(httpserver: HTTPServer) -> HTTPServer:
    """A server on this machine, without TLS."""
    return httpserver


@pytest.fixture
def bad(server: HTTPServer, partner: MakePartner, monkeypatch: pytest.MonkeyPatch) -> Bad:
    monkeypatch.setenv(NAME, SECRET)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nobody there: not to be used
    plugin = Bad()
    plugin.settings = partner("http", server.url_for("/verwijzingen"), NAME)
    return plugin


def requests(server: HTTPServer) -> list[Request]:
    return [request for request, _ in server.log]


def test_a_referral_is_posted_once_with_its_key_and_signature(
    bad: Bad, referral: Referral, server: HTTPServer
) -> None:
    server.expect_request("/verwijzingen", "POST").respond_with_json({"reference": "B-17"})

    receipt = bad.refer(referral)

    (request,) = requests(server)
    body, timestamp = request.get_data(), request.headers["X-Triage-Timestamp"]
    assert receipt == Receipt("B-17")
    assert request.headers["Idempotency-Key"] == "r-1"
    assert request.headers["Content-Type"] == "application/json"
    assert abs(int(timestamp) - time.time()) < 60
    assert request.headers["X-Triage-Signature"] == sign(SECRET.encode(), timestamp, body)


def test_nothing_leaves_but_what_the_partner_may_know(
    bad: Bad, referral: Referral, server: HTTPServer
) -> None:
    server.expect_request("/verwijzingen").respond_with_json({"reference": None})

    bad.refer(referral)

    (request,) = requests(server)
    assert json.loads(request.get_data()) == {
        "format": "triage-referral/1",
        "referral": "r-1",
        "case": "z-001",
        "partner": "imk",
        "product": "levensvatbaarheidsonderzoek",
        "urgency": "acuut",
        "deadline": "2021-03-05",
        "hours": 2.5,
        "person": {
            "name": "Jo Oefening",
            "phone": "06-00000000",
            "email": "jo@voorbeeld.example",
        },
        "answers": {
            "krediet_nodig": "1262.50",
            "rechtsvorm": "eenmanszaak",
            "startjaar": 2015,
        },
    }
    everything = f"{request.url}{request.headers}".encode() + request.get_data()
    assert b"999990019" not in everything
    assert b"Oefening" not in f"{request.url}{request.headers}".encode()


def test_a_repetition_is_the_same_request_to_a_partner_that_counts_keys(
    bad: Bad, referral: Referral, server: HTTPServer
) -> None:
    known: dict[str, bytes] = {}

    def take(request: Request) -> Response:
        known[request.headers["Idempotency-Key"]] = request.get_data()
        return Response(json.dumps({"reference": f"B-{len(known)}"}), 201)

    server.expect_request("/verwijzingen").respond_with_handler(take)

    receipts = {bad.refer(referral), bad.refer(referral)}

    first, again = requests(server)
    assert receipts == {Receipt("B-1")}
    assert list(known) == ["r-1"]
    assert first.get_data() == again.get_data()


@pytest.mark.parametrize("code", [429, 502, 503, 504])
def test_what_passes_is_tried_again_at_once(
    bad: Bad, referral: Referral, server: HTTPServer, code: int
) -> None:
    server.expect_ordered_request("/verwijzingen").respond_with_data("even niet", code)
    server.expect_ordered_request("/verwijzingen").respond_with_json({"reference": "B-1"}, 201)

    receipt = bad.refer(referral)

    assert receipt == Receipt("B-1")
    assert len(requests(server)) == 2


def test_after_three_times_it_is_for_later(
    bad: Bad, referral: Referral, server: HTTPServer
) -> None:
    server.expect_request("/verwijzingen").respond_with_data("Jo Oefening", 503)

    with pytest.raises(UnreachableError) as caught:
        bad.refer(referral)

    assert str(caught.value) == "partner 'imk' antwoordt met 503"
    assert len(requests(server)) == 3


@pytest.mark.parametrize("written", ["number", "moment", "moment without a zone"])
def test_the_pause_that_a_partner_asks_is_kept(
    bad: Bad, referral: Referral, server: HTTPServer, written: str
) -> None:
    def take(_request: Request) -> Response:
        moment = datetime.now(UTC) + timedelta(seconds=2)
        pause = {
            "number": "1",
            "moment": format_datetime(moment, usegmt=True),
            "moment without a zone": format_datetime(moment.replace(tzinfo=None)),
        }
        return Response("", 503, {"Retry-After": pause[written]})

    server.expect_ordered_request("/verwijzingen").respond_with_handler(take)
    server.expect_ordered_request("/verwijzingen").respond_with_json({})
    started = time.monotonic()
    bad.limit = 5.0  # type: ignore[misc]  # this one has patience

    bad.refer(referral)

    assert time.monotonic() - started > 0.9


@pytest.mark.parametrize(("pause", "tries"), [("60", 1), ("9" * 400, 1), ("straks", 3)])
def test_a_pause_longer_than_the_limit_is_for_later_and_nonsense_is_none(
    bad: Bad, referral: Referral, server: HTTPServer, pause: str, tries: int
) -> None:
    server.expect_request("/verwijzingen").respond_with_data("", 503, {"Retry-After": pause})
    started = time.monotonic()

    with pytest.raises(UnreachableError):
        bad.refer(referral)

    assert time.monotonic() - started < 2
    assert len(requests(server)) == tries


@pytest.mark.parametrize("code", [301, 307, 400, 401, 404, 409, 422])
def test_a_refusal_or_another_address_is_not_tried_again(
    bad: Bad, referral: Referral, server: HTTPServer, code: int
) -> None:
    elsewhere = {"Location": server.url_for("/elders")}
    server.expect_request("/verwijzingen").respond_with_data("Jo Oefening", code, elsewhere)

    with pytest.raises(RefusedError, match=f"antwoordt met {code}") as caught:
        bad.refer(referral)

    assert "Oefening" not in str(caught.value)
    assert ("geen ander adres" in str(caught.value)) == (code < 400)
    assert [request.path for request in requests(server)] == ["/verwijzingen"]


def test_a_server_that_is_broken_is_for_later(
    bad: Bad, referral: Referral, server: HTTPServer
) -> None:
    server.expect_request("/verwijzingen").respond_with_data("", 500)

    with pytest.raises(UnreachableError, match="500"):
        bad.refer(referral)

    assert len(requests(server)) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Log in op het gastennetwerk</html>",
        b'{"reference": "B-1"',
        b'["B-1"]',
        b'{"reference": {"nummer": 1}}',
        b'{"reference": "' + b"B" * 201 + b'"}',
        b'{"reference": "B\\n1"}',
        b'{"reference": NaN}',
        b"\xff\xfe",
        b"[" * 60_000,
    ],
)
def test_an_answer_that_nobody_can_read_is_no_receipt(
    bad: Bad, referral: Referral, server: HTTPServer, body: bytes
) -> None:
    server.expect_request("/verwijzingen").respond_with_data(body)

    with pytest.raises(AnswerError):
        bad.refer(referral)


def test_an_empty_answer_is_a_receipt_without_a_number(
    bad: Bad, referral: Referral, server: HTTPServer
) -> None:
    server.expect_request("/verwijzingen").respond_with_data(b"", 204)

    assert bad.refer(referral) == Receipt()


def test_an_answer_without_an_end_is_not_read_to_its_end(
    bad: Bad, referral: Referral, server: HTTPServer
) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b" " * 16_384

    server.expect_request("/verwijzingen").respond_with_handler(lambda _: Response(endless()))

    with pytest.raises(AnswerError, match="te lang"):
        bad.refer(referral)


def test_an_answer_that_drips_is_given_up(bad: Bad, referral: Referral, server: HTTPServer) -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(40):
            time.sleep(0.1)
            yield b" "

    server.expect_request("/verwijzingen").respond_with_handler(lambda _: Response(drip()))
    bad.limit = 0.5  # type: ignore[misc]  # this one is hasty
    started = time.monotonic()

    with pytest.raises(UnreachableError, match="te langzaam"):
        bad.refer(referral)

    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("words", "hang"),
    [((), True), ((), False), ((b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",), False)],
)
def test_a_server_that_hangs_or_hangs_up_is_given_up_in_time(
    bad: Bad,
    referral: Referral,
    partner: MakePartner,
    words: tuple[bytes, ...],
    hang: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    bad.limit = 0.7  # type: ignore[misc]  # this one is hasty
    started = time.monotonic()

    with saying(*words, hang=hang) as port:
        bad.settings = partner("http", f"http://127.0.0.1:{port}", NAME)
        with pytest.raises(UnreachableError, match="niet te bereiken"):
            bad.refer(referral)

    assert time.monotonic() - started < 2.5


def test_what_is_no_http_is_not_understood(
    bad: Bad, referral: Referral, partner: MakePartner
) -> None:
    with saying(b"220 post.example ESMTP\r\n") as port:
        bad.settings = partner("http", f"http://127.0.0.1:{port}", NAME)

        with pytest.raises(UnreachableError):
            bad.refer(referral)


def test_over_https_the_certificate_counts(
    bad: Bad,
    referral: Referral,
    partner: MakePartner,
    authority: trustme.CA,
    authority_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context = server_context(authority.issue_cert("127.0.0.1"))
    with HTTPServer("127.0.0.1", ssl_context=context) as server:
        server.expect_request("/in").respond_with_json({"reference": "B-2"})
        bad.settings = partner("http", server.url_for("/in"), NAME)

        with pytest.raises(SetupError, match="certificaat"):
            bad.refer(referral)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority_file))
        receipt = bad.refer(referral)

    assert receipt == Receipt("B-2")


@pytest.mark.parametrize(
    "address",
    [
        "http://bad.example/in",
        "http://192.0.2.1/in",
        "ftp://127.0.0.1/in",
        "bad.example",
        "https://",
        "https://naam:wachtwoord@bad.example",
        "https://bad.example/in?sleutel=1",
        "https://bad.example/#in",
        "https://bad.example:poort",
    ],
)
def test_an_address_is_https_and_holds_no_secret(
    bad: Bad, referral: Referral, partner: MakePartner, address: str
) -> None:
    bad.settings = partner("http", address, NAME)

    with pytest.raises(SetupError, match="'adres' van partner 'imk'") as caught:
        bad.refer(referral)

    assert "naam:wachtwoord" not in str(caught.value)


@pytest.mark.parametrize("value", [None, ""])
def test_a_secret_that_is_missing_is_named_by_its_variable(
    bad: Bad, referral: Referral, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv(NAME)
    else:
        monkeypatch.setenv(NAME, value)

    with pytest.raises(SetupError, match=f"de omgevingsvariabele {NAME} met het geheim ontbreekt"):
        bad.refer(referral)


def test_a_secret_that_the_configuration_does_not_name_is_told(
    bad: Bad, referral: Referral, partner: MakePartner
) -> None:
    bad.settings = partner("http", "https://bad.example")

    with pytest.raises(SetupError, match="onder 'kanaal' van partner 'imk' ontbreekt 'geheim'"):
        bad.refer(referral)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"status": "accepted"}, "accepted"),
        ({"status": "completed"}, "completed"),
        ({"status": "received"}, None),
        ({"status": ["accepted"]}, None),
        ({}, None),
    ],
)
def test_the_status_is_asked_below_the_address_with_a_signature(
    bad: Bad,
    referral: Referral,
    server: HTTPServer,
    answer: dict[str, object],
    expected: str | None,
) -> None:
    server.expect_request("/verwijzingen/r-1", "GET").respond_with_json(answer)

    status = bad.status(referral)

    (request,) = requests(server)
    timestamp = request.headers["X-Triage-Timestamp"]
    signature = sign(SECRET.encode(), timestamp, b"GET /verwijzingen/r-1")
    assert status == expected
    assert request.headers["X-Triage-Signature"] == signature


def test_a_referral_that_the_partner_does_not_know_has_no_status(
    bad: Bad, referral: Referral, server: HTTPServer
) -> None:
    server.expect_request("/verwijzingen/r-1").respond_with_data("", 404)

    assert bad.status(referral) is None


@pytest.mark.parametrize("code", [200, 204, 404, 410])
def test_a_withdrawal_deletes_and_what_is_not_there_is_withdrawn(
    bad: Bad, referral: Referral, server: HTTPServer, code: int
) -> None:
    server.expect_request("/verwijzingen/r-1", "DELETE").respond_with_data("", code)

    bad.withdraw(referral)

    (request,) = requests(server)
    timestamp = request.headers["X-Triage-Timestamp"]
    signature = sign(SECRET.encode(), timestamp, b"DELETE /verwijzingen/r-1")
    assert request.headers["X-Triage-Signature"] == signature


def test_a_withdrawal_that_fails_is_told(bad: Bad, referral: Referral, server: HTTPServer) -> None:
    server.expect_request("/verwijzingen/r-1").respond_with_data("", 403)

    with pytest.raises(RefusedError):
        bad.withdraw(referral)


def test_an_id_cannot_lead_elsewhere(bad: Bad, referral: Referral, server: HTTPServer) -> None:
    for name in ("../beheer", "r-1?x=1", "", "r\r\nX: 1", "a" * 201):
        with pytest.raises(SetupError, match="het nummer van een verwijzing"):
            bad.withdraw(attrs.evolve(referral, id=name))

    assert requests(server) == []
