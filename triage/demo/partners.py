"""Real servers on this machine that play the partners: mail, HTTP, and a folder for files."""

from __future__ import annotations

import hmac
import json
import secrets
import shutil
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from email.utils import make_msgid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Final

import attrs

from triage.channels import sign
from triage.channels.signing import KEY, SIGNATURE, TIMESTAMP
from triage.rulebook import Partner, Rulebook

_FOLDERS: Final = {"http": "http", "bestand": "bestanden"}
"""By kind of channel, where what it brought is kept, in a folder for each partner."""

_COPIED: Final = ("rules", "config", "partners")


@attrs.define
class Neighbours:
    """The partners, and what they were sent.

    Attributes:
        folder: Where each keeps what it was sent.
        environment: The variables with which the channels find them.
        addresses: By partner, the address that goes for its real one.
        kinds: By partner, the kind of channel that it is reached by.
        down: Partners that answer nobody for now.
        said: By referral, what a partner over HTTP answers when it is asked how it stands.
    """

    folder: Path
    kinds: dict[str, str] = attrs.field(factory=dict)
    environment: dict[str, str] = attrs.field(factory=dict)
    addresses: dict[str, str] = attrs.field(factory=dict)
    down: set[str] = attrs.field(factory=set)
    said: dict[str, str] = attrs.field(factory=dict)

    def received(self, kind: str) -> int:
        """How many referrals arrived over a channel."""
        if kind in _FOLDERS:
            found = self.folder.glob(f"{_FOLDERS[kind]}/*/*.json")
            return sum(1 for file in found if "." not in file.stem)
        return len(list(self.folder.glob("post/*.eml")))

    def calls(self, partner: str) -> bool:
        """Whether a partner has a system that reports by itself, and that works now."""
        return self.kinds.get(partner) == "http" and partner not in self.down

    def arrived(self, partner: str, referral: str) -> bool:
        """Whether a partner has a referral; of mail nobody knows."""
        kind = self.kinds.get(partner)
        if kind not in _FOLDERS:
            return True
        return (self.folder / _FOLDERS[kind] / partner / f"{referral}.json").exists()

    def acknowledge(self, partner: str, referral: str, status: str) -> bool:
        """Let a partner write down how a referral stands; whether the desk can read that."""
        kind = self.kinds.get(partner)
        if kind == "http":
            self.said[referral] = status
        elif kind == "bestand":
            file = self.folder / _FOLDERS[kind] / partner / f"{referral}.ack.json"
            file.write_text(json.dumps({"status": status}), encoding="utf-8")
        return kind in _FOLDERS


@contextmanager
def neighbours(rulebook: Rulebook, folder: Path) -> Iterator[Neighbours]:
    """Start what the partners of a policy need, and stop it again.

    Raises:
        ImportError: There is no mail server to start: the extra `demo` is not installed.
    """
    found = Neighbours(folder)
    by_kind: dict[str, list[Partner]] = {}
    for partner in rulebook.partners.values():
        kind = found.kinds[partner.key] = partner.channel.get("soort", "")
        by_kind.setdefault(kind, []).append(partner)
    with ExitStack() as running:
        if "e-mail" in by_kind:
            running.enter_context(_mail(found))
        if "http" in by_kind:
            running.enter_context(_http(found, by_kind["http"]))
        for partner in by_kind.get("bestand", ()):
            found.addresses[partner.key] = partner.key
            found.environment["TRIAGE_EXCHANGE"] = str(folder / "bestanden")
            (folder / "bestanden" / partner.key).mkdir(parents=True, exist_ok=True)
        yield found


def local_home(home: Path, rulebook: Rulebook, found: Neighbours, folder: Path) -> Path:
    """A copy of a home in which the partners have their addresses on this machine."""
    for part in _COPIED:
        if (home / part).is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(home / part, folder / part, ignore=skipped, dirs_exist_ok=True)
    for file in (folder / "config").rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        for key, address in found.addresses.items():
            text = text.replace(rulebook.partners[key].channel["adres"], address)
        file.write_text(text, encoding="utf-8")
    return folder


@contextmanager
def _mail(found: Neighbours) -> Iterator[None]:
    from aiosmtpd.controller import Controller  # noqa: PLC0415  # the extra `demo`

    folder = found.folder / "post"
    folder.mkdir(parents=True, exist_ok=True)

    class Box:
        async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd
            name = make_msgid(domain="post").strip("<>").partition("@")[0]
            (folder / f"{name}.eml").write_bytes(envelope.original_content)
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:  # aiosmtpd cannot choose one itself
        port = free.getsockname()[1]
    controller = Controller(Box(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        found.environment |= {
            "TRIAGE_SMTP": f"smtp://127.0.0.1:{port}",
            "TRIAGE_SMTP_FROM": "balie@gemeente.example",
        }
        yield
    finally:
        controller.stop()


@contextmanager
def _http(found: Neighbours, partners: list[Partner]) -> Iterator[None]:
    known: dict[str, bytes] = {}
    handler = type("_Desk", (_Handler,), {"found": found, "known": known})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    for partner in partners:
        secret = secrets.token_hex(16)
        known[partner.key] = secret.encode()
        found.environment[partner.channel.get("geheim", "")] = secret
        found.addresses[partner.key] = f"http://127.0.0.1:{server.server_port}/{partner.key}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answers at the partners' end: it looks at the signature, and keeps each referral once."""

    found: ClassVar[Neighbours]
    known: ClassVar[Mapping[str, bytes]]

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        file = self._file(self.headers.get(KEY, ""), content)
        if file is None:
            return
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        self._answer(201, {"reference": f"{file.parent.name}-{file.stem[:8]}"})

    def do_GET(self) -> None:
        file = self._file(self._id, f"GET {self.path}".encode())
        if file is not None:
            status = self.found.said.get(self._id, "received")
            self._answer(200 if file.exists() else 404, {"status": status})

    def do_DELETE(self) -> None:
        file = self._file(self._id, f"DELETE {self.path}".encode())
        if file is not None:
            file.unlink(missing_ok=True)
            self._answer(200, {})

    @property
    def _id(self) -> str:
        return self.path.rpartition("/")[2]

    def _file(self, name: str, signed: bytes) -> Path | None:
        """Where a referral is kept; None when there was an answer already."""
        partner = self.path.strip("/").partition("/")[0]
        stamp, signature = self.headers.get(TIMESTAMP, ""), self.headers.get(SIGNATURE, "")
        right = partner in self.known and hmac.compare_digest(
            sign(self.known[partner], stamp, signed), signature
        )
        if partner in self.found.down:
            self._answer(500, {})
        elif not right or not name.isalnum():
            self._answer(401, {})
        else:
            return self.found.folder / "http" / partner / f"{name}.json"
        return None

    def _answer(self, code: int, value: Mapping[str, str]) -> None:
        content = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: what is told about goes into no log."""
