from __future__ import annotations

import json
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import attrs
import pytest
import trustme

from tests.unit.channels.conftest import MakePartner
from tests.unit.channels.servers import (
    PASSWORD,
    USER,
    MailServer,
    only_the_desk,
    running,
    saying,
    server_context,
)
from triage.chain import Receipt, Referral
from triage.channels import Mail, RefusedError, SetupError, UnreachableError
from triage.channels.smtp import Server
from triage.records import Answer, Person

ADDRESS = "intake@imk.example"


class Imk(Mail):
    name = "imk"
    limit = 0.5


@pytest.fixture
def imk(partner: MakePartner) -> Imk:
    plugin = Imk()
    plugin.settings = partner("e-mail", ADDRESS)
    return plugin


@pytest.fixture
def wrapped(authority: trustme.CA) -> Iterator[MailServer]:
    """A mail server that speaks TLS from the first word, to those with a password."""
    context = server_context(authority.issue_cert("127.0.0.1"))
    with running(
        MailServer(
            ssl_context=context,
            authenticator=only_the_desk,
            auth_require_tls=False,  # it is TLS already
        )
    ) as server:
        yield server


def text_of(letter: EmailMessage) -> str:
    """What people read of it."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_letter_arrives_after_starttls(
    imk: Imk,
    referral: Referral,
    encrypting: MailServer,
    authority_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{encrypting.port}")
    monkeypatch.setenv("TRIAGE_SMTP_CA", str(authority_file))

    receipt = imk.refer(referral)

    (letter,) = encrypting.taken
    assert receipt == Receipt()
    assert encrypting.encrypted == [True]
    assert encrypting.envelopes[0].rcpt_tos == [ADDRESS]
    assert letter["From"] == "balie@ondernemershuis.example"
    assert letter["To"] == ADDRESS
    assert letter["Subject"] == "Verwijzing z-001: levensvatbaarheidsonderzoek"


def test_a_letter_arrives_over_tls_from_the_first_word_with_name_and_password(
    imk: Imk,
    referral: Referral,
    wrapped: MailServer,
    authority_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = f"smtps://{USER}:een%3Awacht%40woord@127.0.0.1:{wrapped.port}"
    monkeypatch.setenv("TRIAGE_SMTP", server)
    monkeypatch.setenv("TRIAGE_SMTP_CA", str(authority_file))

    imk.refer(referral)

    assert wrapped.encrypted == [True]
    assert wrapped.known == [True]


def test_a_wrong_password_is_said_without_the_password(
    imk: Imk,
    referral: Referral,
    wrapped: MailServer,
    authority_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtps://{USER}:mis@127.0.0.1:{wrapped.port}")
    monkeypatch.setenv("TRIAGE_SMTP_CA", str(authority_file))

    with pytest.raises(SetupError) as caught:
        imk.refer(referral)

    assert str(caught.value) == "de mailserver kent naam en wachtwoord uit TRIAGE_SMTP niet (535)"
    assert wrapped.taken == []


def test_a_server_whose_certificate_nobody_knows_gets_nothing(
    imk: Imk, referral: Referral, encrypting: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{encrypting.port}")

    with pytest.raises(SetupError, match="certificaat"):
        imk.refer(referral)

    assert encrypting.taken == []


def test_plain_text_goes_no_further_than_this_machine(
    imk: Imk, referral: Referral, plain: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{plain.port}")
    imk.refer(referral)
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://0.0.0.0:{plain.port}")  # also here, but not by name

    with pytest.raises(SetupError, match="STARTTLS"):
        imk.refer(referral)

    assert plain.encrypted == [False]


def test_the_letter_reads_well_and_holds_no_bsn(
    imk: Imk, referral: Referral, plain: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{plain.port}")
    answers: dict[str, Answer] = {
        "akkoord_imk": True,
        "hulpvragen": {"krediet", "huur"},
        "krediet_nodig": 0.5,
        "regelingen": [],
        "reserve": None,
    }
    person = Person("Zoë Łukasz-De Boer", "06-00000000", "jo@voorbeeld.example", "999990019")
    asked = attrs.evolve(referral, answers=answers, person=person)

    imk.refer(asked)

    (letter,) = plain.taken
    assert text_of(letter) == (
        "Aan IMK,\n\n"
        "Wij verwijzen iemand naar u.\n\n"
        "Nummer: r-1\n"
        "Zaak: z-001\n"
        "Product: levensvatbaarheidsonderzoek\n"
        "Urgentie: acuut\n"
        "Uiterlijk: 5-3-2021\n"
        "Uren: 2,5\n\n"
        "Wie\n"
        "Naam: Zoë Łukasz-De Boer\n"
        "Telefoon: 06-00000000\n"
        "E-mail: jo@voorbeeld.example\n\n"
        "Wat wij weten\n"
        "akkoord imk: ja\n"
        "hulpvragen: huur, krediet\n"
        "krediet nodig: 0,5\n"
        "regelingen: geen\n\n"
        "Laat ons weten of u deze verwijzing aanneemt, en noem dan het nummer.\n"
        "De bijlage bevat hetzelfde, voor uw eigen systeem.\n"
        "Krijgt u hetzelfde nummer nog eens, dan is het dezelfde verwijzing.\n"
    )
    (attached,) = letter.iter_attachments()
    assert attached.get_filename() == "referral-r-1.json"
    assert attached.get_content_type() == "application/json"
    held = json.loads(attached.get_content())
    assert held["person"]["name"] == "Zoë Łukasz-De Boer"
    assert "999990019" not in str(letter) + str(held)
    assert not any("Oefening" in line or "Łukasz" in line for line in letter.values())


@pytest.mark.checkout
def test_the_letter_of_the_documentation_is_the_letter_that_is_sent(
    imk: Imk,
    referral: Referral,
    plain: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    root: Path,
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{plain.port}")
    page = (root / "docs" / "channels.md").read_text(encoding="utf-8")

    imk.refer(referral)

    assert f"```text\n{text_of(plain.taken[0])}```" in page


def test_a_referral_without_anything_more_is_a_short_letter(
    imk: Imk, bare: Referral, plain: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{plain.port}")

    imk.refer(bare)

    text = text_of(plain.taken[0])
    assert not any(word in text for word in ("Wie\n", "Wat wij weten", "Uiterlijk", "Urgentie"))


def test_sent_again_it_is_the_same_message_and_a_withdrawal_answers_it(
    imk: Imk, referral: Referral, plain: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{plain.port}")

    imk.refer(referral)
    imk.refer(referral)
    imk.withdraw(referral)

    first, again, withdrawal = plain.taken
    assert first["Message-ID"] == again["Message-ID"] == "<r-1@ondernemershuis.example>"
    assert withdrawal["In-Reply-To"] == first["Message-ID"]
    assert withdrawal["Message-ID"] == "<r-1.withdrawn@ondernemershuis.example>"
    assert withdrawal["Subject"] == "Ingetrokken: verwijzing z-001"
    assert "Oefening" not in str(withdrawal)
    (attached,) = withdrawal.iter_attachments()
    assert json.loads(attached.get_content()) == {
        "format": "triage-withdrawal/1",
        "referral": "r-1",
        "case": "z-001",
        "partner": "imk",
        "product": "levensvatbaarheidsonderzoek",
    }


HOSTILE = "Jo\r\nBcc: dief@voorbeeld.example\r\n\r\n\u2028Urgentie: acuut\x00\x85\ud800\u202e"


def test_no_value_can_add_a_header_a_recipient_or_a_line(
    imk: Imk, referral: Referral, plain: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{plain.port}")
    imk.settings = attrs.evolve(imk.settings, name=f"IMK{HOSTILE}")
    hostile = attrs.evolve(
        referral,
        case=f"z{HOSTILE}",
        product=f"p{HOSTILE}",
        urgency=f"u{HOSTILE}",
        person=Person(HOSTILE, HOSTILE, HOSTILE),
        answers={"werkwens": HOSTILE},
    )

    imk.refer(hostile)
    imk.withdraw(hostile)

    for letter, envelope in zip(plain.taken, plain.envelopes, strict=True):
        assert envelope.rcpt_tos == [ADDRESS]
        assert letter["Bcc"] is None
        lines = text_of(letter).splitlines()
        assert [line for line in lines if line.startswith(("Bcc", "Urgentie: a"))] == []
    one_line = "Jo Bcc: dief@voorbeeld.example Urgentie: acuut"
    assert plain.taken[0]["Subject"] == f"Verwijzing z{one_line}: p{one_line}"
    assert f"Naam: {one_line}\n" in text_of(plain.taken[0])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("550 5.1.1 jo@voorbeeld.example is geen postbus", RefusedError),
        ("451 4.7.1 jo@voorbeeld.example komt later", UnreachableError),
    ],
)
@pytest.mark.parametrize("moment", ["refused", "undone"])
def test_what_a_server_says_is_told_by_its_number_alone(
    imk: Imk,
    referral: Referral,
    plain: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    answer: str,
    expected: type[Exception],
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{plain.port}")
    setattr(plain, moment, answer)

    with pytest.raises(expected) as caught:
        imk.refer(referral)

    assert answer[:3] in str(caught.value)
    assert "voorbeeld" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("words", "hang"),
    [((), True), ((), False), ((b"220 dag\r\n",), True), ((b"220 dag\r\n",), False)],
)
def test_a_server_that_hangs_or_hangs_up_is_given_up_in_time(
    imk: Imk,
    referral: Referral,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[bytes, ...],
    hang: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    started = time.monotonic()

    with saying(*words, hang=hang) as port:
        monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{port}")
        with pytest.raises(UnreachableError, match="niet te bereiken"):
            imk.refer(referral)

    assert time.monotonic() - started < 5


def test_a_server_that_is_slow_at_every_step_is_given_up_in_time(
    imk: Imk, referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (b"220 dag\r\n", b"250 dag\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 toe\r\n")
    started = time.monotonic()

    with saying(*words, b"250 ok\r\n", pause=0.3) as port:
        monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{port}")
        with pytest.raises(UnreachableError, match="niet te bereiken"):
            imk.refer(referral)
        waited = time.monotonic() - started

    assert waited < 1


def test_a_server_that_talks_nonsense_is_no_mail_server(
    imk: Imk, referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    with saying(b"HTTP/1.1 200 OK\r\n\r\n") as port:
        monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{port}")

        with pytest.raises(UnreachableError):
            imk.refer(referral)


def test_a_letter_that_was_taken_has_arrived_even_when_the_server_then_vanishes(
    imk: Imk, referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (b"220 dag\r\n", b"250 dag\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 toe\r\n")

    with saying(*words, b"250 ok\r\n", hang=False) as port:
        monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{port}")
        receipt = imk.refer(referral)

    assert receipt == Receipt()


def test_nobody_there_is_told(
    imk: Imk, referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    with saying() as port:
        pass
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{port}")

    with pytest.raises(UnreachableError):
        imk.refer(referral)


@pytest.mark.parametrize(
    "server",
    [
        "",
        "post.example",
        "http://post.example",
        "smtps://",
        "smtps://naam:geheim@post.example:poort",
        "smtps://naam:geheim@post.example/map",
        "smtps://naam:123#geheim@post.example",
        "smtps://naam:gehéim@post.example",
        "smtps://naam:geheim@..example",
        f"smtps://naam:geheim@{'a' * 70}.example",
    ],
)
def test_a_server_that_is_no_address_is_said_without_repeating_it(
    imk: Imk, referral: Referral, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", server)

    with pytest.raises(SetupError, match="TRIAGE_SMTP") as caught:
        imk.refer(referral)

    assert "naam:geh" not in str(caught.value)


@pytest.mark.parametrize("sender", ["", "balie", "Balie <b@x.example>", "b@x.example\r\nBcc: c@x"])
def test_a_sender_is_one_plain_address(
    imk: Imk, referral: Referral, monkeypatch: pytest.MonkeyPatch, sender: str
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", "smtp://127.0.0.1:9")
    monkeypatch.setenv("TRIAGE_SMTP_FROM", sender)

    with pytest.raises(SetupError, match="TRIAGE_SMTP_FROM"):
        imk.refer(referral)


@pytest.mark.parametrize(
    "address",
    [
        "imk",
        "a@x.example, b@x.example",
        "a@x.example\nBcc: b@x.example",
        "é@x.example",
        "a@é.example",
        '"a b"@x.example',
        "@x.example",
        "",
    ],
)
def test_a_recipient_is_one_plain_address(
    partner: MakePartner, referral: Referral, address: str
) -> None:
    imk = Imk()
    imk.settings = partner("e-mail", address)

    with pytest.raises(SetupError, match="'adres' van partner 'imk' is geen e-mailadres"):
        imk.refer(referral)


def test_a_file_of_certificates_that_is_none_is_named_by_its_variable(
    imk: Imk,
    referral: Referral,
    encrypting: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("TRIAGE_SMTP", f"smtp://127.0.0.1:{encrypting.port}")
    monkeypatch.setenv("TRIAGE_SMTP_CA", str(tmp_path / "weg.pem"))

    with pytest.raises(SetupError, match="TRIAGE_SMTP_CA noemt geen bestand met certificaten"):
        imk.refer(referral)


def test_an_address_that_is_missing_is_named(imk: Imk, referral: Referral) -> None:
    imk.settings = attrs.evolve(imk.settings, channel={"soort": "e-mail"})

    with pytest.raises(SetupError, match="onder 'kanaal' van partner 'imk' ontbreekt 'adres'"):
        imk.refer(referral)


def test_the_configuration_has_to_name_this_channel(
    partner: MakePartner, referral: Referral
) -> None:
    imk = Imk()
    imk.settings = partner("http", "https://imk.example")

    with pytest.raises(SetupError, match="hoort soort 'e-mail' te hebben"):
        imk.refer(referral)


def test_a_password_is_not_in_what_is_printed() -> None:
    server = Server("post.example", 465, wrapped=True, user=USER, password=PASSWORD)

    assert PASSWORD not in repr(server)
