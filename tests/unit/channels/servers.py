"""Real servers to deliver to: a mail server, and one that behaves badly."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER = "balie"
PASSWORD = "een:wacht@woord"  # noqa: S105  # of a server that lives as long as a test


class MailServer(Controller):
    """A mail server on a free port that keeps what it takes, and answers as it is told.

    Attributes:
        taken: The messages it took.
        raw: The same, byte for byte.
        envelopes: From and to whom they were.
        encrypted: Per message, whether it came over TLS.
        known: Per message, whether the sender gave the right name and password.
        refused: What it says to recipients instead of yes.
        undone: What it says to messages instead of yes.
    """

    def __init__(self, **settings: Any) -> None:
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.envelopes: list[Envelope] = []
        self.encrypted: list[bool] = []
        self.known: list[bool] = []
        self.refused: str | None = None
        self.undone: str | None = None
        super().__init__(self, hostname="127.0.0.1", port=0, **settings)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]  # it runs
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's own

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.refused is not None:
            return self.refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.undone is not None:
            return self.undone
        content = envelope.original_content or b""
        message = message_from_bytes(content, EmailMessage, policy=default)
        self.taken.append(message)
        self.raw.append(content)
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None or self.ssl_context is not None)
        self.known.append(bool(session.authenticated))
        return "250 OK"


def only_the_desk(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword
) -> AuthResult:
    """Let in who has the right name and password."""
    right = given.login == USER.encode() and given.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False)


@contextlib.contextmanager
def running(server: MailServer) -> Iterator[MailServer]:
    """The server while the block lasts."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def saying(*words: bytes, hang: bool = False, pause: float = 0) -> Iterator[int]:
    """A server that says these words one by one, then hangs up or, if told so, says no more.

    Before every word it takes a pause, in seconds.

    Yields:
        Its port.
    """
    done = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)

    def serve() -> None:
        while not done.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                connection.settimeout(2)
                with connection:
                    for word in words:
                        done.wait(pause)
                        connection.sendall(word)
                        connection.recv(65_536)
                    if hang:
                        done.wait()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        done.set()
        thread.join()
        listener.close()


def server_context(cert: Any) -> ssl.SSLContext:
    """TLS for a server with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    cert.configure_cert(context)
    return context
