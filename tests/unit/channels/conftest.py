"""A referral, a partner, and certificates that only these tests trust."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import attrs
import pytest
import trustme

from tests.unit.channels.servers import MailServer, running, server_context
from triage.chain import Referral
from triage.errors import Where
from triage.records import Person
from triage.rulebook import Partner

SENDER = "balie@ondernemershuis.example"


class MakePartner(Protocol):
    """A partner with this under `kanaal`."""

    def __call__(self, kind: str, address: str, secret: str | None = None) -> Partner: ...


@pytest.fixture
def referral() -> Referral:
    """A referral with all that it can hold."""
    return Referral(
        "r-1",
        "z-001",
        Person("Jo Oefening", "06-00000000", "jo@voorbeeld.example", "999990019"),
        "levensvatbaarheidsonderzoek",
        "imk",
        {"rechtsvorm": "eenmanszaak", "krediet_nodig": Decimal("1262.50"), "startjaar": 2015},
        "acuut",
        date(2021, 3, 5),
        Decimal("2.5"),
    )


@pytest.fixture
def bare(referral: Referral) -> Referral:
    """A referral with no more than it must have."""
    return attrs.evolve(referral, person=None, answers={}, deadline=None, hours=None, urgency="")


@pytest.fixture
def partner() -> MakePartner:
    """How a partner of the configuration is made."""

    def make(kind: str, address: str, secret: str | None = None) -> Partner:
        channel: Mapping[str, str] = {"soort": kind, "adres": address}
        if secret is not None:
            channel = {**channel, "geheim": secret}
        return Partner("imk", "IMK", Where("config/partners.yaml"), channel=channel)

    return make


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who signs the certificates of the servers."""
    return trustme.CA()


@pytest.fixture
def authority_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, as a file that can be trusted."""
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def encrypting(authority: trustme.CA) -> Iterator[MailServer]:
    """A mail server that takes mail only after STARTTLS."""
    context = server_context(authority.issue_cert("127.0.0.1"))
    with running(MailServer(tls_context=context, require_starttls=True)) as server:
        yield server


@pytest.fixture
def plain() -> Iterator[MailServer]:
    """A mail server without TLS."""
    with running(MailServer()) as server:
        yield server


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TRIAGE_SMTP", "TRIAGE_SMTP_CA", "TRIAGE_EXCHANGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TRIAGE_SMTP_FROM", SENDER)
