"""What goes over the line, the same on every channel: a referral or its withdrawal, as JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast, get_args

from triage.chain import Referral, Status
from triage.channels.failures import AnswerError, SetupError
from triage.records import Answer

REFERRAL: Final = "triage-referral/1"
WITHDRAWAL: Final = "triage-withdrawal/1"
MOST_BYTES: Final = 65_536
STATUSES: Final[tuple[str, ...]] = get_args(Status)

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}")
_MOST_REFERENCE: Final = 200


def checked_id(referral: Referral) -> str:
    """The id, which stands in file names, addresses and headers."""
    if _ID.fullmatch(referral.id) is None:
        raise SetupError("het nummer van een verwijzing heeft alleen letters, cijfers, - en _")
    return referral.id


def referral_bytes(referral: Referral) -> bytes:
    """All that a partner gets to know; the same referral gives the same bytes."""
    person = referral.person
    return _bytes(
        {
            "format": REFERRAL,
            **_about(referral),
            "urgency": referral.urgency,
            "deadline": _plain(referral.deadline),
            "hours": _hours(referral.hours),
            "person": person
            and {"name": person.name, "phone": person.phone, "email": person.email},
            "answers": {
                key: _plain(answer)
                for key, answer in sorted(referral.answers.items())
                if answer is not None
            },
        }
    )


def withdrawal_bytes(referral: Referral) -> bytes:
    """That a referral no longer stands; who it was about is not said again."""
    return _bytes({"format": WITHDRAWAL, **_about(referral)})


def _about(referral: Referral) -> dict[str, Any]:
    return {
        "referral": checked_id(referral),
        "case": referral.case,
        "partner": referral.partner,
        "product": referral.product,
    }


def _bytes(document: dict[str, Any]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # Half a surrogate pair cannot be written in UTF-8; as an escape it is what JSON has for it.
    return text.encode("utf-8", "backslashreplace")


def _hours(hours: Decimal | None) -> int | float | None:
    if hours is None:
        return None
    return int(hours) if hours == hours.to_integral_value() else float(hours)


def _plain(answer: Answer) -> bool | int | float | str | list[str] | None:
    match answer:
        case Decimal():
            # As text: whoever reads a number of JSON makes a float of it, and loses cents.
            return format(answer, "f")
        case date():
            return answer.isoformat()
        case set():
            return sorted(answer)
        case tuple():
            return list(answer)
    return answer


def read_object(data: bytes) -> dict[str, Any] | None:
    """A JSON object; None for anything else, half an object included."""
    if len(data) > MOST_BYTES:
        return None
    try:
        found = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def read_status(document: dict[str, Any]) -> Status | None:
    """One of the words of `Desk.update`; None for what the partner's own words say."""
    found = document.get("status")
    return cast("Status", found) if found in STATUSES else None


def read_reference(document: dict[str, Any]) -> str | None:
    """The partner's own number, if it gives one."""
    match document.get("reference"):
        case None:
            return None
        case str(found) if 0 < len(found) <= _MOST_REFERENCE and found.isprintable():
            return found
    raise AnswerError("het kenmerk dat de partner geeft, is geen korte tekst")
