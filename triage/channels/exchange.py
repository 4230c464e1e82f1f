"""One signed request, tried a few times, that waits for nobody longer than it may."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import attrs
import httpx
import tenacity

from triage.channels.base import is_loopback
from triage.channels.failures import AnswerError, RefusedError, SetupError, UnreachableError
from triage.channels.signing import KEY, SIGNATURE, TIMESTAMP, sign
from triage.channels.wire import MOST_BYTES

_TRIES: Final = 3
_CONNECT: Final = 3.0
_PAUSE: Final = 0.2
_AGAIN: Final = frozenset({429, 502, 503, 504})
_GONE: Final = frozenset({404, 410})


@attrs.frozen
class _NotNow:
    """An attempt that failed for a reason that may pass; `pause` is what the other side asks."""

    message: str
    pause: float = 0.0


@attrs.frozen
class Request:
    """What is asked: content goes to the address itself, other questions to `ADDRESS/id`."""

    method: str
    id: str
    content: bytes = attrs.field(repr=False)


@attrs.frozen
class Exchange:
    """A partner's address, the secret that is shared with it, and the seconds it may take."""

    partner: str
    address: str
    secret: bytes = attrs.field(repr=False)
    limit: float

    def ask(self, request: Request) -> bytes:
        """The body of the answer; empty too when there is nothing to read or to delete.

        Raises:
            ChannelError: There is no good answer within the limit.
        """
        url = self._url(request)
        until = time.monotonic() + self.limit
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_result(lambda found: isinstance(found, _NotNow)),
            stop=tenacity.stop_after_attempt(_TRIES) | tenacity.stop_before_delay(self.limit),
            wait=_wait,
            retry_error_callback=_last,
        )
        # Plain HTTP goes to this machine only: there is no certificate to look at, and no proxy of
        # the environment is to carry it further.
        secure = url.scheme == "https"
        with httpx.Client(verify=secure, trust_env=secure, follow_redirects=False) as client:
            found: bytes | _NotNow = retrying(self._attempt, client, request, url, until)
        if isinstance(found, _NotNow):
            raise UnreachableError(found.message)
        return found

    def _url(self, request: Request) -> httpx.URL:
        try:
            base = httpx.URL(self.address)
        except httpx.InvalidURL:
            base = httpx.URL("")
        secure = base.scheme == "https" or (base.scheme == "http" and is_loopback(base.host))
        if not secure or not base.host or base.query or base.fragment or base.userinfo:
            hint = "het hoort een https-adres te zijn, zonder naam, wachtwoord, ? of #"
            raise SetupError(f"'adres' van partner '{self.partner}' is niet te gebruiken: {hint}")
        if request.content:
            return base
        return base.copy_with(path=f"{base.path.rstrip('/')}/{request.id}")

    def _attempt(
        self, client: httpx.Client, request: Request, url: httpx.URL, until: float
    ) -> bytes | _NotNow:
        left = max(until - time.monotonic(), 0.1)
        try:
            with client.stream(
                request.method,
                url,
                content=request.content or None,
                headers=self._headers(request, url),
                timeout=httpx.Timeout(left, connect=min(left, _CONNECT)),
            ) as response:
                return self._read(response, request, until)
        except httpx.TransportError as error:
            if _mistrusted(error):
                message = f"het certificaat van partner '{self.partner}' is niet te vertrouwen"
                raise SetupError(message) from None
            return _NotNow(
                f"partner '{self.partner}' is niet te bereiken, of antwoordt niet op tijd"
            )

    def _headers(self, request: Request, url: httpx.URL) -> dict[str, str]:
        timestamp = str(int(time.time()))
        signed = request.content or f"{request.method} ".encode() + url.raw_path
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # so that what is counted is what is read
            "User-Agent": "triage",
            TIMESTAMP: timestamp,
            SIGNATURE: sign(self.secret, timestamp, signed),
        }
        if request.content:
            headers |= {KEY: request.id, "Content-Type": "application/json"}
        return headers

    def _read(self, response: httpx.Response, request: Request, until: float) -> bytes | _NotNow:
        code = response.status_code
        said = f"partner '{self.partner}' antwoordt met {code}"
        if code in _AGAIN:
            return _NotNow(said, _pause_asked(response.headers.get("Retry-After", "")))
        if code in _GONE and not request.content:
            return b""
        if response.is_server_error:
            raise UnreachableError(said)
        if response.is_redirect:
            raise RefusedError(f"{said}, en wij volgen geen ander adres")
        if not response.is_success:
            raise RefusedError(said)
        body = b""
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > MOST_BYTES:
                raise AnswerError(f"het antwoord van partner '{self.partner}' is te lang")
            if time.monotonic() > until:
                return _NotNow(f"partner '{self.partner}' antwoordt te langzaam")
        return body


def _wait(state: tenacity.RetryCallState) -> float:
    found = state.outcome.result() if state.outcome else None
    asked = found.pause if isinstance(found, _NotNow) else 0.0
    return max(asked, _PAUSE * state.attempt_number)


def _last(state: tenacity.RetryCallState) -> object:
    return state.outcome.result() if state.outcome else None


def _pause_asked(header: str) -> float:
    """`Retry-After` in seconds, written as a number or as a moment; 0 when it is neither."""
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def _mistrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
