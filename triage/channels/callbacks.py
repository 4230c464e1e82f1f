"""What a partner reports by itself over HTTP: believed only with its signature."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import attrs

from triage.chain import Status
from triage.channels.failures import CallbackError
from triage.channels.signing import SIGNATURE, TIMESTAMP, sign
from triage.channels.wire import MOST_BYTES, STATUSES, read_object, read_status

MOST_SECONDS: Final = 300
"""How far the clocks of both sides, and the time a message travels, may be apart."""

_SECONDS: Final = re.compile(r"[0-9]{1,12}")
_TEXT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,199}")
_REASON: Final = re.compile(r"[a-z][a-z0-9_]*")
_MOST_HOURS: Final = 10_000


@attrs.frozen
class Callback:
    """A report that is believed and understood; whether the referral is the partner's is not known.

    Attributes:
        message: The same at every repetition; the same one twice has the effect of once.
        referral: The id of the referral.
        status: One of the words of `Desk.update`.
        reason: Of a refusal: a key of `weigerredenen`.
        hours: How many were delivered.
    """

    message: str
    referral: str
    status: Status
    reason: str | None = None
    hours: Decimal | None = None


def read_callback(
    headers: Mapping[str, str], body: bytes, *, secret: bytes, now: datetime
) -> Callback:
    """Check who sent a callback, then read it.

    Args:
        headers: Of the request, in any case of letters.
        body: As it came in, byte for byte.
        secret: What is shared with the partner whose address was called, from `secret_of`.
        now: With a time zone.

    Raises:
        CallbackError: It is not believed, or not understood; nothing may follow from it.
    """
    given = {name.lower(): value for name, value in headers.items()}
    timestamp = given.get(TIMESTAMP.lower(), "")
    signature = given.get(SIGNATURE.lower(), "")
    if len(body) > MOST_BYTES:
        raise CallbackError("malformed", "het bericht is te lang")
    if _SECONDS.fullmatch(timestamp) is None:
        raise CallbackError("age", "het bericht zegt niet van wanneer het is")
    expected = sign(secret, timestamp, body)
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        raise CallbackError("signature", "de handtekening onder het bericht klopt niet")
    if abs(now.timestamp() - int(timestamp)) > MOST_SECONDS:
        raise CallbackError("age", "het bericht is niet van de laatste vijf minuten")
    return _read(body)


def _read(body: bytes) -> Callback:
    found = read_object(body)
    if found is None:
        raise CallbackError("malformed", "het bericht is geen JSON-object")
    message = _text(found, "message", _TEXT)
    referral = _text(found, "referral", _TEXT)
    if message is None or referral is None:
        raise CallbackError("malformed", "in het bericht ontbreekt 'message' of 'referral'")
    status = read_status(found)
    if status is None:
        raise CallbackError("status", f"'status' is geen van {', '.join(STATUSES)}")
    return Callback(message, referral, status, _text(found, "reason", _REASON), _hours(found))


def _text(found: dict[str, Any], key: str, shape: re.Pattern[str]) -> str | None:
    value = found.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or shape.fullmatch(value) is None:
        raise CallbackError("malformed", f"'{key}' is geen kort kenmerk")
    return value


def _hours(found: dict[str, Any]) -> Decimal | None:
    match found.get("hours"):
        case None:
            return None
        case (int() | float()) as value if not isinstance(value, bool) and 0 < value < _MOST_HOURS:
            hours = Decimal(str(value))
            if hours == round(hours, 2):
                return hours
    raise CallbackError("malformed", "'hours' is geen aantal uren met ten hoogste twee decimalen")
