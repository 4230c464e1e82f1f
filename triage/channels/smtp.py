"""The mail server: where it is, according to the environment, and how a letter gets to it."""

from __future__ import annotations

import contextlib
import os
import smtplib
import ssl
import time
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import attrs

from triage.channels.base import is_loopback
from triage.channels.failures import RefusedError, SetupError, UnreachableError
from triage.channels.letters import read_address
from triage.errors import ChannelError

SERVER: Final = "TRIAGE_SMTP"
SENDER: Final = "TRIAGE_SMTP_FROM"
AUTHORITY: Final = "TRIAGE_SMTP_CA"

_PORTS: Final = {"smtps": 465, "smtp": 587}
_PERMANENT: Final = 500
_SOON: Final = 0.01
_EXAMPLE: Final = "smtps://naam:wachtwoord@post.example:465"


@attrs.frozen
class Server:
    """A mail server; `wrapped` says that TLS comes before the first word."""

    host: str
    port: int
    wrapped: bool
    user: str = attrs.field(repr=False)
    password: str = attrs.field(repr=False)
    authority: str | None = None

    @property
    def near(self) -> bool:
        """Whether it is on this machine, so that plain text does not leave it."""
        return is_loopback(self.host)


def read_sender() -> Address:
    """Who the letters are from.

    Raises:
        SetupError: The environment does not say it, or not as an address.
    """
    found = read_address(os.environ.get(SENDER, ""))
    if found is None:
        raise SetupError(
            f"de omgevingsvariabele {SENDER} hoort het e-mailadres van de balie te zijn"
        )
    return found


def read_server() -> Server:
    """The mail server.

    Raises:
        SetupError: The environment does not say it, or not as an address of a server. The message
            does not repeat the address: it may hold a password.
    """
    written = os.environ.get(SERVER)
    if not written:
        raise SetupError(f"de omgevingsvariabele {SERVER} met de mailserver ontbreekt")
    try:
        found = urlsplit(written)
        host, port = found.hostname, found.port
    except ValueError:
        host, port = None, None
        found = urlsplit("")
    user, password = unquote(found.username or ""), unquote(found.password or "")
    more = found.path.strip("/") or found.query or found.fragment
    if found.scheme not in _PORTS or not host or more:
        raise SetupError(f"de omgevingsvariabele {SERVER} is geen adres zoals {_EXAMPLE}")
    if not (user + password).isascii():
        raise SetupError(f"naam en wachtwoord in {SERVER} kunnen alleen gewone letters hebben")
    port = port or _PORTS[found.scheme]
    authority = os.environ.get(AUTHORITY) or None
    return Server(host, port, found.scheme == "smtps", user, password, authority)


def send(letter: EmailMessage, server: Server, limit: float) -> None:
    """Hand a letter over; TLS is asked for and verified, except on this machine.

    Raises:
        ChannelError: The server did not take it, or did not say so in time.
    """
    try:
        smtp = _connected(letter, server, limit)
        try:
            if server.user:
                smtp.login(server.user, server.password)
            smtp.send_message(letter)
            _part(smtp)
        finally:
            smtp.close()
    except (smtplib.SMTPException, OSError, ValueError) as error:  # the last for an odd host
        raise _failure(error) from None  # its own text may repeat an address


class _Punctual(smtplib.SMTP):
    """Waits no longer than the timeout for all replies together, instead of for each."""

    def __init__(self, host: str, port: int, local: str, timeout: float, **tls: Any) -> None:
        self._until = time.monotonic() + timeout
        super().__init__(host, port, local, timeout=timeout, **tls)

    def getreply(self) -> tuple[int, bytes]:
        if self.sock is not None:
            self.sock.settimeout(max(self._until - time.monotonic(), _SOON))
        return super().getreply()


class _PunctualTls(_Punctual, smtplib.SMTP_SSL):
    """The same, with TLS before the first word."""


def _connected(letter: EmailMessage, server: Server, limit: float) -> smtplib.SMTP:
    # Not the name of this machine: to find that out may take seconds, and it is nobody's concern.
    where = server.host, server.port, letter["From"].addresses[0].domain
    if server.wrapped:
        return _PunctualTls(*where, limit, context=_context(server))
    smtp = _Punctual(*where, limit)
    try:
        smtp.ehlo()
        if smtp.has_extn("starttls") or not server.near:
            smtp.starttls(context=_context(server))
    except BaseException:
        smtp.close()
        raise
    return smtp


def _part(smtp: smtplib.SMTP) -> None:
    """Say goodbye; the letter is theirs already, so whatever goes wrong here is nothing."""
    with contextlib.suppress(smtplib.SMTPException, OSError):
        smtp.quit()


def _context(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.authority is not None:
        try:
            context.load_verify_locations(server.authority)
        except OSError:
            raise SetupError(
                f"de omgevingsvariabele {AUTHORITY} noemt geen bestand met certificaten"
            ) from None
    return context


def _failure(error: Exception) -> ChannelError:
    match error:
        case ssl.SSLCertVerificationError():
            return SetupError(
                f"het certificaat van de mailserver is niet te vertrouwen; zie {AUTHORITY}"
            )
        case smtplib.SMTPNotSupportedError():
            return SetupError(
                "de mailserver biedt geen versleuteling (STARTTLS) of geen aanmelding"
            )
        case ValueError():
            return SetupError(f"de omgevingsvariabele {SERVER} is geen adres zoals {_EXAMPLE}")
        case smtplib.SMTPRecipientsRefused(recipients=recipients):
            code = max(code for code, _ in recipients.values())
        case smtplib.SMTPResponseException(smtp_code=code) if code > 0:
            pass
        case _:
            return UnreachableError("de mailserver is niet te bereiken, of antwoordt niet op tijd")
    if isinstance(error, smtplib.SMTPAuthenticationError) and code >= _PERMANENT:
        return SetupError(f"de mailserver kent naam en wachtwoord uit {SERVER} niet ({code})")
    if code >= _PERMANENT:
        return RefusedError(f"de mailserver weigert de mail ({code})")
    return UnreachableError(f"de mailserver neemt de mail nu niet aan ({code})")
