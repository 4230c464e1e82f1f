"""The letters that a partner reads: in Dutch, without a name or a BSN in any header."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from typing import Final

import attrs

from triage.chain import Referral
from triage.channels.wire import checked_id, referral_bytes, withdrawal_bytes
from triage.records import Answer

_CLOSING: Final = """\
Laat ons weten of u deze verwijzing aanneemt, en noem dan het nummer.
De bijlage bevat hetzelfde, voor uw eigen systeem.
Krijgt u hetzelfde nummer nog eens, dan is het dezelfde verwijzing."""


@attrs.frozen
class Envelope:
    """From whom a letter goes to whom; `partner` is how the reader is addressed."""

    sender: Address
    recipient: Address
    partner: str


def read_address(text: str) -> Address | None:
    """One plain e-mail address, or None."""
    try:
        found = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        return None
    plain = text.isascii() and text.isprintable() and " " not in text
    return found if plain and found.username and found.domain else None


def referral_letter(referral: Referral, envelope: Envelope) -> EmailMessage:
    """The letter that refers; its Message-ID is the same each time."""
    letter = _letter(f"Verwijzing {_line(referral.case)}: {_words(referral.product)}", envelope)
    letter["Message-ID"] = _message_id(checked_id(referral), envelope)
    letter.set_content(_referral_text(referral, envelope), cte="quoted-printable")
    _attach(letter, referral_bytes(referral), f"referral-{referral.id}.json")
    return letter


def withdrawal_letter(referral: Referral, envelope: Envelope) -> EmailMessage:
    """The letter that calls it back; mail programs show it below the first."""
    letter = _letter(f"Ingetrokken: verwijzing {_line(referral.case)}", envelope)
    letter["Message-ID"] = _message_id(f"{checked_id(referral)}.withdrawn", envelope)
    letter["In-Reply-To"] = letter["References"] = _message_id(referral.id, envelope)
    text = (
        f"Aan {_line(envelope.partner)},\n\n"
        "Deze verwijzing is ingetrokken. U hoeft er niets meer voor te doen.\n\n"
        f"{_facts(referral)}"
    )
    letter.set_content(text, cte="quoted-printable")
    _attach(letter, withdrawal_bytes(referral), f"withdrawal-{referral.id}.json")
    return letter


def _letter(subject: str, envelope: Envelope) -> EmailMessage:
    letter = EmailMessage(SMTP)
    letter["From"] = envelope.sender
    letter["To"] = envelope.recipient
    letter["Subject"] = subject
    letter["Date"] = localtime()
    letter["Auto-Submitted"] = "auto-generated"  # so that no holiday notice comes back
    return letter


def _message_id(local: str, envelope: Envelope) -> str:
    return f"<{local}@{envelope.sender.domain}>"


def _attach(letter: EmailMessage, content: bytes, name: str) -> None:
    letter.add_attachment(content, maintype="application", subtype="json", filename=name)


def _referral_text(referral: Referral, envelope: Envelope) -> str:
    person = referral.person
    who = [
        f"{word}: {_line(value)}"
        for word, value in (
            ("Naam", person and person.name),
            ("Telefoon", person and person.phone),
            ("E-mail", person and person.email),
        )
        if value
    ]
    told = [
        f"{_words(key)}: {_line(_shown(answer))}"
        for key, answer in sorted(referral.answers.items())
        if answer is not None
    ]
    parts = [
        f"Aan {_line(envelope.partner)},\n\nWij verwijzen iemand naar u.",
        _facts(referral).rstrip(),
        "\n".join(["Wie", *who]) if who else "",
        "\n".join(["Wat wij weten", *told]) if told else "",
        _CLOSING,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(referral: Referral) -> str:
    facts = {
        "Nummer": referral.id,
        "Zaak": referral.case,
        "Product": _words(referral.product),
        "Urgentie": _words(referral.urgency),
        "Uiterlijk": referral.deadline and _shown(referral.deadline),
        "Uren": None if referral.hours is None else _shown(referral.hours.normalize()),
    }
    return "".join(f"{word}: {_line(text)}\n" for word, text in facts.items() if text)


def _words(key: str) -> str:
    return _line(key.replace("_", " "))


def _shown(answer: Answer) -> str:
    match answer:
        case bool():
            return "ja" if answer else "nee"
        case Decimal() | float():
            return format(Decimal(str(answer)), "f").replace(".", ",")
        case date():
            return f"{answer.day}-{answer.month}-{answer.year}"
        case set():
            return ", ".join(sorted(answer)) or "geen"
        case tuple() | list():
            return ", ".join(answer) or "geen"
    return str(answer)


def _line(text: str) -> str:
    """On one line and without signs that nobody sees, so that no value passes for another."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(seen.split())
