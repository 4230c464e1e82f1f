"""The configuration: what stands once in a home, its levels, products and pots."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from triage.loading.names import Names, Register, declared, sections
from triage.loading.outcomes import read_terms
from triage.loading.report import Report
from triage.rulebook import Budget, Group, Level, Product, RefusalReason, Settings
from triage.source import Mapping, Node, Scalar
from triage.source import Sequence as List
from triage.vocabulary import NAME

ONCE = (
    "titel", "looptijd", "benaderperiode", "plafond", "urgentie", "engine", "bewaartermijn",
    "intakeproduct", "alarmen",
)  # fmt: skip
ENGINES = ("auto", "direct", "durable")
LEVEL = ("naam", "binnen", "uiterlijk", "gehaald", "toelichting")
PRODUCT = (
    "naam", "uren", "prijs", "aanbieders", "pot", "groep", "beoogd", "beoogd_tekst", "toelichting",
)  # fmt: skip
GROUP = ("naam", "beoogd", "beoogd_tekst", "prijs_eenmalig", "signaal_uren", "toelichting")
EFFECTS = ("volgende_partner", "wachten_tot", "product_niet_meer", "terug_naar_balie")
BUDGET = ("naam", "bedrag", "status", "toelichting")
REASON = ("naam", "gevolg", "toelichting")
ALARMS = ("pot", "plaatsen", "termijn", "antwoord", "post", "toeloop", "gegevens")
RETENTION = ("persoon", "antwoorden")
RETENTION_UNITS = ("maand", "maanden", "jaar", "dagen", "weken")


def read_once(roots: Sequence[Mapping], report: Report) -> dict[str, Node]:
    """What may stand only once in a home; a second one is noted and left out."""
    found: dict[str, Node] = {}
    for key in ONCE:
        nodes = sections(roots, key)
        for extra in nodes[1:]:
            message = f"'{key}' staat al op {nodes[0].where}"
            report.say(extra.where, "C001", message, "Laat er één staan.")
        if nodes:
            found[key] = nodes[0]
    return found


def read_settings(
    roots: Sequence[Mapping], once: dict[str, Node], names: Names, report: Report
) -> Settings:
    """What is said once: title, periods, ceiling, rest days, and who sees to what."""
    equated = [
        report.day(item, "gelijkgestelde_dagen")
        for node in sections(roots, "gelijkgestelde_dagen")
        for item in _members(node, "gelijkgestelde_dagen", report)
    ]
    return Settings(
        title=report.text(once.get("titel"), "titel"),
        term=report.period(once.get("looptijd"), "looptijd"),
        contact_window=report.period(once.get("benaderperiode"), "benaderperiode"),
        engine=report.word(once.get("engine"), "engine", ENGINES),
        equated_days=frozenset(day for day in equated if day is not None),
        forbidden=_forbidden(roots, names, report),
        retention=_retention(once.get("bewaartermijn"), report),
        ceiling=report.whole(once.get("plafond"), "plafond", 1),
        intake=_intake(once.get("intakeproduct"), names, report),
        owners=_owners(once.get("alarmen"), report),
    )


def _intake(node: Node | None, names: Names, report: Report) -> str | None:
    """The product whose hours are those of one intake."""
    if node is None:
        return None
    (name, *more) = report.names(node, "intakeproduct") or [Scalar("", node.where)]
    if more or name.text not in names.products:
        report.unknown(name, "product", names.products)
        return None
    return name.text


def _owners(node: Node | None, report: Report) -> dict[str, str]:
    """By kind of alarm, who sees to it."""
    if node is None:
        return {}
    found = report.fields(node, "alarmen", ALARMS)
    owners = {key: report.text(value, key) for key, value in found.items()}
    return {key: text for key, text in owners.items() if text is not None}


def _members(node: Node, what: str, report: Report) -> Sequence[Node]:
    if isinstance(node, List) and not node.items:
        return ()
    return report.items(node, what)


def _forbidden(roots: Sequence[Mapping], names: Names, report: Report) -> tuple[str, ...]:
    found: list[str] = []
    for node in sections(roots, "verboden_kenmerken"):
        for item in _members(node, "verboden_kenmerken", report):
            text = report.text(item, "verboden_kenmerken")
            if text is None:
                continue
            # Many a forbidden feature is no question at all, so only a slip of the pen counts.
            near = difflib.get_close_matches(text, names.questions, 1, cutoff=0.8)
            if near and text not in names.questions and not report.partial:
                message = f"'{text}' is geen vraag, maar lijkt op '{near[0]}'"
                report.warn(item.where, "W009", message, "Kijk of u die vraag bedoelde.")
            found.append(text)
    return tuple(dict.fromkeys(found))


def _retention(node: Node | None, report: Report) -> dict[str, str]:
    if node is None:
        return {}
    found = report.fields(node, "bewaartermijn", RETENTION)
    terms: dict[str, str] = {}
    for key, value in found.items():
        text = report.text(value, key)
        number, _, unit = (text or "").partition(" ")
        right = number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= 9999  # noqa: PLR2004
        if text is not None and right and unit in RETENTION_UNITS:
            terms[key] = text
        elif text is not None:
            report.say(
                value.where, "C002", f"'{text[:40]}' is geen bewaartermijn", "Schrijf: 24 maanden."
            )
    return terms


def read_levels(once: dict[str, Node], names: Names, report: Report) -> None:
    """Declare the levels of urgency, the most urgent first."""
    node = once.get("urgentie")
    if node is None:
        return
    register = Register(report, "een urgentie", NAME)
    for key, value in report.entries(node, "urgentie"):
        found = report.optional(value, f"urgentie '{key.text}'", LEVEL)
        register.take(key.text, key.where)
        level = Level(
            key.text,
            report.text(found.get("naam"), "naam") or _title(key.text),
            key.where,
            read_terms(found, names, report),
            report.text(found.get("toelichting"), "toelichting"),
        )
        names.levels.setdefault(key.text, level)
    if not names.levels and isinstance(node, Mapping) and not node.entries:
        hint = "Noem ten minste één urgentie; de laatste is de gewone."
        report.say(node.where, "L005", "'urgentie' is leeg", hint)


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()


def read_groups(roots: Sequence[Mapping], names: Names, register: Register, report: Report) -> None:
    """Declare the groups of products."""
    for key, node in declared(roots, "groepen", report):
        found = report.optional(node, f"groep '{key.text}'", GROUP)
        register.take(key.text, key.where)
        group = Group(
            key.text,
            report.text(found.get("naam"), "naam") or _title(key.text),
            key.where,
            target=report.whole(found.get("beoogd"), "beoogd"),
            target_text=report.text(found.get("beoogd_tekst"), "beoogd_tekst"),
            paid_once=report.flag(found.get("prijs_eenmalig"), "prijs_eenmalig"),
            warn_hours=report.hours(found.get("signaal_uren"), "signaal_uren"),
            note=report.text(found.get("toelichting"), "toelichting"),
        )
        names.groups.setdefault(key.text, group)


def read_products(
    roots: Sequence[Mapping], names: Names, register: Register, report: Report
) -> list[dict[str, Node]]:
    """Declare the products, and give what they say for references to be checked."""
    written: list[dict[str, Node]] = []
    for key, node in declared(roots, "producten", report):
        found = report.optional(node, f"product '{key.text}'", PRODUCT)
        register.take(key.text, key.where)
        written.append(found)
        names.products.setdefault(key.text, _product(key, found, report))
    return written


def _product(key: Scalar, found: dict[str, Node], report: Report) -> Product:
    price = report.number(found.get("prijs"), "prijs", "bedrag")
    if price is not None and price < 0:
        report.say(
            found["prijs"].where, "L010", "'prijs' kan niet onder 0 liggen", "Geef 0 of meer."
        )
    return Product(
        key.text,
        report.text(found.get("naam"), "naam") or _title(key.text),
        key.where,
        hours=report.hours(found.get("uren"), "uren"),
        price=price,
        providers=tuple(n.text for n in report.names(found.get("aanbieders"), "aanbieders")),
        pot=report.text(found.get("pot"), "pot"),
        group=report.text(found.get("groep"), "groep"),
        target=report.whole(found.get("beoogd"), "beoogd"),
        target_text=report.text(found.get("beoogd_tekst"), "beoogd_tekst"),
        note=report.text(found.get("toelichting"), "toelichting"),
    )


def read_budgets(roots: Sequence[Mapping], report: Report) -> dict[str, Budget]:
    """Declare the pots of money."""
    register = Register(report, "een budget", NAME)
    budgets: dict[str, Budget] = {}
    for key, node in declared(roots, "budgetten", report):
        found = report.optional(node, f"budget '{key.text}'", BUDGET)
        amount = report.number(found.get("bedrag"), "bedrag", "bedrag")
        if amount is not None and amount < 0:
            where = found["bedrag"].where
            report.say(where, "L010", "'bedrag' kan niet onder 0 liggen", "Geef 0 of meer.")
        register.take(key.text, key.where)
        budget = Budget(
            key.text,
            report.text(found.get("naam"), "naam") or _title(key.text),
            key.where,
            amount,
            report.text(found.get("status"), "status"),
            report.text(found.get("toelichting"), "toelichting"),
        )
        budgets.setdefault(key.text, budget)
    return budgets


def read_reasons(roots: Sequence[Mapping], report: Report) -> dict[str, RefusalReason]:
    """Declare why a partner may refuse, and what that leads to."""
    register = Register(report, "een weigerreden", NAME)
    reasons: dict[str, RefusalReason] = {}
    for key, node in declared(roots, "weigerredenen", report):
        found = report.optional(node, f"weigerreden '{key.text}'", REASON)
        register.take(key.text, key.where)
        reason = RefusalReason(
            key.text,
            report.text(found.get("naam"), "naam") or _title(key.text),
            key.where,
            report.word(found.get("gevolg"), "gevolg", EFFECTS),
            report.text(found.get("toelichting"), "toelichting"),
        )
        reasons.setdefault(key.text, reason)
    return reasons
