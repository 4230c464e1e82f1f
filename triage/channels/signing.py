"""The signature under every message over HTTP, in either direction."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Final

from triage.channels.failures import SetupError
from triage.rulebook import Partner

KEY: Final = "Idempotency-Key"
TIMESTAMP: Final = "X-Triage-Timestamp"
SIGNATURE: Final = "X-Triage-Signature"


def sign(secret: bytes, timestamp: str, content: bytes) -> str:
    """The signature: HMAC-SHA256 over the timestamp, a point and the content.

    Args:
        secret: What both sides know.
        timestamp: Whole seconds since 1970, as they stand in the header.
        content: The body; of a request without one its method and path, as `GET /in/r-1`.
    """
    digest = hmac.new(secret, timestamp.encode() + b"." + content, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def secret_of(partner: Partner) -> bytes:
    """The secret that is shared with a partner.

    Raises:
        SetupError: The configuration names no variable, or the environment does not have it.
    """
    name = partner.channel.get("geheim")
    if not name:
        raise SetupError(f"onder 'kanaal' van partner '{partner.key}' ontbreekt 'geheim'")
    secret = os.environ.get(name)
    if not secret:
        raise SetupError(f"de omgevingsvariabele {name} met het geheim ontbreekt")
    return secret.encode("utf-8", "surrogateescape")
