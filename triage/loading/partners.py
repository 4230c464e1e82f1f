"""The chain partners, as the configuration writes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Mapping as Map
from typing import Final, Literal, cast

from triage.loading.names import Names, Register, declared
from triage.loading.report import Report
from triage.loading.terms import read_term
from triage.rulebook import Budget, Capacity, Partner, Term
from triage.source import Mapping, Node, Scalar
from triage.vocabulary import NAME

PARTNER: Final = (
    "naam", "eigen", "capaciteit", "reserve_spoed", "kanaal", "velden", "akkoord",
    "reactietermijn", "bij_storing", "toelichting",
)  # fmt: skip
CHANNEL: Final = ("soort", "adres", "geheim")
CAPACITY: Final = ("plaatsen", "uren", "per")
PERIODS: Final = ("week", "maand")
FAILURES: Final = ("wachtlijst", "reserveer")
CHANNELS: Final = ("e-mail", "http", "bestand", "telefoon")


def read_partners(roots: Sequence[Mapping], names: Names, report: Report) -> dict[str, Partner]:
    """Declare the partners."""
    register = Register(report, "een partner", NAME)
    partners: dict[str, Partner] = {}
    for key, node in declared(roots, "partners", report):
        found = report.optional(node, f"partner '{key.text}'", PARTNER)
        register.take(key.text, key.where)
        partners.setdefault(key.text, _partner(key, found, names, report))
    return partners


def _partner(key: Scalar, found: dict[str, Node], names: Names, report: Report) -> Partner:
    failure = report.word(found.get("bij_storing"), "bij_storing", FAILURES)
    return Partner(
        key.text,
        report.text(found.get("naam"), "naam") or key.text.upper(),
        key.where,
        own=report.flag(found.get("eigen"), "eigen"),
        capacity=_capacities(found.get("capaciteit"), names, report),
        reserved=_reserved(found.get("reserve_spoed"), names, report),
        channel=_channel(found.get("kanaal"), report),
        shares=_shares(found.get("velden"), names, report),
        consent=_consent(found.get("akkoord"), names, report),
        response=_response(found.get("reactietermijn"), names, report),
        on_failure=cast('Literal["wachtlijst", "reserveer"] | None', failure),
        note=report.text(found.get("toelichting"), "toelichting"),
    )


def _by_product(
    node: Node | None, what: str, names: Names, report: Report
) -> list[tuple[str, Node]]:
    if node is None:
        return []
    entries = report.entries(node, what)
    for key, _ in entries:
        if key.text not in names.products:
            report.unknown(key, "product", names.products)
    return [(key.text, value) for key, value in entries if key.text in names.products]


def _capacities(node: Node | None, names: Names, report: Report) -> dict[str, Capacity]:
    found: dict[str, Capacity] = {}
    for product, value in _by_product(node, "capaciteit", names, report):
        fields = report.fields(value, "capaciteit", CAPACITY)
        if ("plaatsen" in fields) == ("uren" in fields):
            hint = "Schrijf {plaatsen: 30}, {plaatsen: 5, per: week} of {uren: 400}."
            report.say(
                value.where, "C003", f"capaciteit van '{product}' in plaatsen of in uren", hint
            )
        per = report.word(fields.get("per"), "per", PERIODS)
        found[product] = Capacity(
            report.whole(fields.get("plaatsen"), "plaatsen"),
            report.hours(fields.get("uren"), "uren"),
            cast('Literal["week", "maand"] | None', per),
        )
    return found


def _reserved(node: Node | None, names: Names, report: Report) -> dict[str, int]:
    found: dict[str, int] = {}
    for product, value in _by_product(node, "reserve_spoed", names, report):
        places = report.whole(value, "reserve_spoed")
        if places is not None:
            found[product] = places
    return found


def _channel(node: Node | None, report: Report) -> dict[str, str]:
    if node is None:
        return {}
    found = report.fields(node, "kanaal", CHANNEL)
    report.word(found.get("soort"), "soort", CHANNELS)
    texts = {key: report.text(value, key) for key, value in found.items()}
    return {key: text for key, text in texts.items() if text is not None}


def _shares(node: Node | None, names: Names, report: Report) -> tuple[str, ...]:
    if node is None:
        return ()
    for name in report.names(node, "velden"):
        if name.text not in names.subjects:
            report.unknown(name, "vraag", names.questions)
    return tuple(name.text for name in report.names(node, "velden"))


def _consent(node: Node | None, names: Names, report: Report) -> str | None:
    text = report.text(node, "akkoord")
    if text is None or node is None:
        return None
    question = names.questions.get(text)
    if question is None:
        report.unknown(Scalar(text, node.where), "vraag", names.questions)
    elif question.kind != "ja_nee" and text not in report.broken:
        message = f"'{text}' is geen ja_nee-vraag"
        report.say(node.where, "C004", message, "Noem een vraag van soort ja_nee.")
    return text


def _response(node: Node | None, names: Names, report: Report) -> dict[str | None, Term]:
    """A term for all, or per level with `overig` for the others."""
    if node is None:
        return {}
    if isinstance(node, Scalar):
        term = read_term(node, "reactietermijn", names.subjects, report)
        return {} if term is None else {None: term}
    found: dict[str | None, Term] = {}
    for key, value in report.entries(node, "reactietermijn"):
        if names.levels and key.text not in (*names.levels, "overig"):
            report.unknown(key, "urgentie", [*names.levels, "overig"])
        term = read_term(value, "reactietermijn", names.subjects, report)
        if term is not None:
            found[None if key.text == "overig" else key.text] = term
    return found


def check_products(
    written: Sequence[Map[str, Node]],
    names: Names,
    partners: Map[str, Partner],
    budgets: Map[str, Budget],
    report: Report,
) -> None:
    """Whether what the products refer to exists."""
    references: tuple[tuple[str, str, Collection[str]], ...] = (
        ("aanbieders", "partner", partners),
        ("pot", "pot", budgets),
        ("groep", "groep", names.groups),
    )
    for fields in written:
        for key, what, among in references:
            for name in report.names(fields.get(key), key):
                if name.text not in among:
                    report.unknown(name, what, among)
