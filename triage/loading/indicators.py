"""The rows of the weekly report, as the configuration writes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Mapping as Map
from typing import Final, Literal, cast

import attrs

from triage.loading.conditions import read_condition
from triage.loading.names import Names, Register, listed
from triage.loading.report import Report
from triage.loading.version import plain_text
from triage.rulebook import Indicator
from triage.source import Mapping, Node, Scalar
from triage.vocabulary import RULE_NAME, UNKNOWN, listing

COUNTS: Final = ("ondernemers", "producten", "dagen", "aandeel")
MOMENTS: Final = (
    "melding", "benaderd", "bereikt", "intake", "verwezen", "aanvaard", "gestart", "afgerond",
    "ingezet", "tozo_einde", "ingevoerd",
)  # fmt: skip
OF_PRODUCTS: Final = ("verwezen", "aanvaard", "gestart", "afgerond", "ingezet", "ingevoerd")
"""The moments that are about a product."""
SPLITS: Final = ("product", "reden")
INDICATOR: Final = (
    "indicator", "onderdeel", "naam", "actiehouder", "effect", "tel", "bij", "als", "groep",
    "product", "per", "beoogd", "beoogd_tekst", "van", "vanaf", "na", "behalve", "apart", "noot",
    "toelichting",
)  # fmt: skip

_MOMENTS: Final = ("bij", "vanaf", "van", "na")
_FILTERS: Final = ("product", "groep", "behalve")
_COUNTING: Final = (*_MOMENTS, *_FILTERS, "als", "per", "apart")
_NEEDED: Final[Map[str, tuple[str, ...]]] = {"dagen": ("vanaf", "bij"), "aandeel": ("van", "bij")}
_ONLY: Final[Map[str, tuple[str, ...]]] = {
    "vanaf": ("dagen",),
    "van": ("aandeel",),
    "na": ("ondernemers", "producten"),
    "apart": ("ondernemers", "producten"),
}
"""Keys that do not go with everything that can be counted."""


def read_indicators(roots: Sequence[Mapping], names: Names, report: Report) -> list[Indicator]:
    """The rows of the report, in their order."""
    register = Register(report, "een indicator", RULE_NAME)
    indicators: list[Indicator] = []
    for node in listed(roots, "indicatoren", report):
        found = report.fields(node, "deze indicator", INDICATOR, ("indicator",))
        key = report.text(found.get("indicator"), "indicator")
        indicator = _Row(node, found, names, report).read(key or "")
        if key is not None and register.take(key, found["indicator"].where):
            indicators.append(indicator)
    return indicators


@attrs.frozen
class _Row:
    """One row while it is read."""

    node: Node
    found: dict[str, Node]
    names: Names
    report: Report

    def read(self, key: str) -> Indicator:
        found, report = self.found, self.report
        counts = report.word(found.get("tel"), "tel", COUNTS)
        moments = {name: report.word(found.get(name), name, MOMENTS) for name in _MOMENTS}
        self._complete(counts)
        self._about_products(counts, moments)
        per = self._split()
        condition = None
        if "als" in found:
            condition = read_condition(found["als"], self.names.subjects, report)
        both = {**self.names.products, **self.names.groups}
        return Indicator(
            key,
            self._text("naam") or key,
            self.node.where,
            part=self._text("onderdeel"),
            owner=self._text("actiehouder"),
            effect=self._text("effect"),
            counts=cast('Literal["ondernemers", "producten", "dagen", "aandeel"] | None', counts),
            at=moments["bij"],
            since=moments["vanaf"],
            whole=moments["van"],
            after=moments["na"],
            condition=condition,
            written=plain_text(found["als"]) if "als" in found else None,
            only=(
                *self._known("product", "product", self.names.products),
                *self._known("groep", "groep", self.names.groups),
            ),
            without=self._known("behalve", "product", both),
            per=per,
            apart=self._apart(per),
            target=report.whole(found.get("beoogd"), "beoogd"),
            target_text=self._text("beoogd_tekst"),
            remark=self._text("noot"),
            note=self._text("toelichting"),
        )

    def _text(self, key: str) -> str | None:
        return self.report.text(self.found.get(key), key)

    def _known(self, key: str, what: str, among: Collection[str]) -> tuple[str, ...]:
        named = self.report.names(self.found.get(key), key)
        for name in named:
            if name.text not in among:
                self.report.unknown(name, what, among)
        return tuple(name.text for name in named)

    def _complete(self, counts: str | None) -> None:
        """What the sort of counting needs is there, and nothing that does not go with it."""
        entries = self.node.entries if isinstance(self.node, Mapping) else ()
        written = {key.text.partition(":")[0] for key, _ in entries}
        if "tel" not in written:
            if written.intersection(_COUNTING):
                hint = f"Zeg wat er geteld wordt: tel: {listing(COUNTS)}."
                self._lacks("deze indicator", "tel", hint)
            return
        if counts is None:
            return
        for key in _NEEDED.get(counts, ("bij",)):
            if key not in written:
                hint = f"Zet er '{key}: …' bij, met een moment: {listing(MOMENTS)}."
                self._lacks(f"'tel: {counts}'", key, hint)
        for key, fitting in _ONLY.items():
            if key in self.found and counts not in fitting:
                message = f"'{key}' past niet bij 'tel: {counts}'"
                where = " of ".join(f"'tel: {word}'" for word in fitting)
                hint = f"Haal het weg; '{key}' hoort bij {where}."
                self.report.say(self.found[key].where, "C005", message, hint)

    def _lacks(self, what: str, key: str, hint: str) -> None:
        self.report.say(self.node.where, "L003", f"bij {what} ontbreekt '{key}'", hint)

    def _about_products(self, counts: str | None, moments: Map[str, str | None]) -> None:
        """Products are counted, told apart and left out only at moments that are about one."""
        hint = f"Kies een moment van een product: {listing(OF_PRODUCTS)}."
        counted = "van" if counts == "aandeel" else "bij"
        moment = moments[counted]
        if moment is not None and moment not in OF_PRODUCTS:
            message = f"bij '{counted}: {moment}' hoort geen product"
            per = self.found.get("per")
            if isinstance(per, Scalar) and per.text.strip() == "product":
                self.report.say(per.where, "C006", f"{message} om naar uit te splitsen", hint)
            if counts == "producten":
                self.report.say(self.found[counted].where, "C006", f"{message} om te tellen", hint)
        given = [moments[key] for key in _MOMENTS if key in self.found]
        if None not in given and set(given).isdisjoint(OF_PRODUCTS):
            for key in _FILTERS:
                if key in self.found:
                    message = f"'{key}' kiest producten, en geen moment hier gaat over een product"
                    self.report.say(self.found[key].where, "C006", message, hint)

    def _split(self) -> str | None:
        """By what the number is told apart."""
        node, questions = self.found.get("per"), self.names.questions
        text = self.report.text(node, "per")
        if text is None or node is None or text in SPLITS or text in self.report.broken:
            return text
        if text not in questions or questions[text].kind != "keuze":
            choices = [one.key for one in questions.values() if one.kind == "keuze"]
            self.report.unknown(Scalar(text, node.where), "verdeling", [*SPLITS, *choices])
        return text

    def _apart(self, per: str | None) -> tuple[str, ...]:
        """Lines of that split."""
        node = self.found.get("apart")
        if node is not None and "per" not in self.found:
            hint = "Splits het getal uit met 'per', of haal 'apart' weg."
            self.report.say(node.where, "C007", "'apart' zonder 'per'", hint)
        named = self.report.names(node, "apart")
        known, what = self._lines(per), per if per in SPLITS else "keuze"
        for name in named:
            if known is not None and name.text not in known and name.text != UNKNOWN:
                self.report.unknown(name, what, known)
        return tuple(name.text for name in named)

    def _lines(self, per: str | None) -> Map[str, object] | None:
        """What it can be told apart by; None when that is anything, or not known."""
        if per == "product":
            return self.names.products
        if per == "reden":
            return self.names.ends or None
        question = self.names.questions.get(per or "")
        return None if question is None else dict(question.options)
