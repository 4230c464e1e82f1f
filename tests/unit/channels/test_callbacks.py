from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from triage.channels import Callback, CallbackError, read_callback, sign

SECRET = b"een gedeeld geheim"
NOW = datetime(2021, 3, 3, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
STAMP = str(int(NOW.timestamp()))
SAID = {"message": "m-1", "referral": "r-1", "status": "accepted"}


def signed(body: bytes, stamp: str = STAMP, secret: bytes = SECRET) -> dict[str, str]:
    return {"X-Triage-Timestamp": stamp, "X-Triage-Signature": sign(secret, stamp, body)}


def read(body: bytes) -> Callback:
    return read_callback(signed(body), body, secret=SECRET, now=NOW)


def fault_of(headers: dict[str, str], body: bytes, now: datetime = NOW) -> str:
    with pytest.raises(CallbackError) as caught:
        read_callback(headers, body, secret=SECRET, now=now)
    return caught.value.fault


def test_a_signed_message_says_how_a_referral_stands() -> None:
    assert read(json.dumps(SAID).encode()) == Callback("m-1", "r-1", "accepted")


def test_it_may_say_why_or_how_many_hours() -> None:
    refused = {**SAID, "status": "refused", "reason": "geen_capaciteit"}
    completed = {**SAID, "status": "completed", "hours": 2.25}

    assert read(json.dumps(refused).encode()).reason == "geen_capaciteit"
    assert read(json.dumps(completed).encode()).hours == Decimal("2.25")


def test_headers_may_be_written_in_any_case() -> None:
    body = json.dumps(SAID).encode()
    headers = {name.upper(): value for name, value in signed(body).items()}

    assert read_callback(headers, body, secret=SECRET, now=NOW).referral == "r-1"


def test_the_signature_is_hmac_sha256_over_timestamp_point_and_body() -> None:
    # As `printf '1614762000.{}' | openssl dgst -sha256 -hmac geheim` has it.
    expected = "sha256=3cbf637bc45e178ca25f9b110551881840f725f5babde516aa4d865d4efda22d"

    assert sign(b"geheim", "1614762000", b"{}") == expected


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Triage-Timestamp": STAMP},
        {"X-Triage-Timestamp": STAMP, "X-Triage-Signature": ""},
        {"X-Triage-Timestamp": STAMP, "X-Triage-Signature": "sha256=é\ud800"},
        signed(json.dumps(SAID).encode(), secret=b"een ander geheim"),
        signed(json.dumps({**SAID, "status": "refused"}).encode()),
        {
            **signed(json.dumps(SAID).encode()),
            "X-Triage-Timestamp": str(int(STAMP) + 1),
        },
    ],
)
def test_a_message_without_the_right_signature_is_not_believed(headers: dict[str, str]) -> None:
    assert fault_of(headers, json.dumps(SAID).encode()) == "signature"


def test_nothing_is_read_before_the_signature_is_right() -> None:
    assert fault_of(signed(b"{}"), b"geen JSON") == "signature"


@pytest.mark.parametrize("stamp", ["", "gisteren", "-1", "1e9", "١٦١٤٧٦٢٠٠٠", "9" * 5000, "\ud800"])
def test_a_message_without_a_time_is_not_believed(stamp: str) -> None:
    headers = {"X-Triage-Timestamp": stamp, "X-Triage-Signature": "sha256=0"}

    assert fault_of(headers, b"{}") == "age"


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_a_message_of_long_ago_or_from_the_future_is_not_believed(seconds: int) -> None:
    body = json.dumps(SAID).encode()

    assert fault_of(signed(body), body, NOW + timedelta(seconds=seconds)) == "age"


@pytest.mark.parametrize("seconds", [-300, 300])
def test_five_minutes_either_way_are_fine(seconds: int) -> None:
    body = json.dumps(SAID).encode()
    now = (NOW + timedelta(seconds=seconds)).astimezone(UTC)

    assert read_callback(signed(body), body, secret=SECRET, now=now).message == "m-1"


@pytest.mark.parametrize("status", ["received", "Accepted", "", None, 1, ["accepted"]])
def test_a_status_that_nobody_knows_is_not_understood(status: object) -> None:
    body = json.dumps({**SAID, "status": status}).encode()

    assert fault_of(signed(body), body) == "status"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"geen JSON",
        b"[]",
        b"null",
        b"\xff",
        b"{" * 50_000,
        b'{"hours": NaN}',
        b'{"n": ' + b"9" * 5000 + b"}",
        b" " * 70_000,
    ],
)
def test_a_body_that_is_no_object_is_not_understood(body: bytes) -> None:
    assert fault_of(signed(body), body) == "malformed"


@pytest.mark.parametrize(
    "change",
    [
        {"message": None},
        {"message": ""},
        {"message": 7},
        {"message": "m" * 201},
        {"message": "m\n1"},
        {"referral": None},
        {"referral": "../r-1"},
        {"referral": ["r-1"]},
        {"reason": "Jo Oefening wil niet"},
        {"reason": True},
        {"hours": 0},
        {"hours": -1},
        {"hours": True},
        {"hours": "2,5"},
        {"hours": 2.125},
        {"hours": 1e9},
    ],
)
def test_a_value_of_another_shape_is_not_understood_and_not_repeated(
    change: dict[str, Any],
) -> None:
    body = json.dumps({**SAID, **change}).encode()

    with pytest.raises(CallbackError) as caught:
        read(body)

    assert caught.value.fault == "malformed"
    assert "Oefening" not in str(caught.value)


def test_a_referral_that_is_sent_back_is_no_callback() -> None:
    """The same secret signs both ways; a mirror must gain nothing by it."""
    body = json.dumps({"format": "triage-referral/1", "referral": "r-1", "answers": {}}).encode()

    assert fault_of(signed(body), body) == "malformed"
