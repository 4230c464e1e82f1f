"""Reading the parts of a file: every reader says what is wrong and gives what could be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from triage import notation
from triage.errors import Problem, Refusal, Severity, Where
from triage.rulebook import Kind, Period
from triage.source import Mapping, Node, Scalar, Sequence, missing_space
from triage.vocabulary import listing, nearest, suggest

MAX_COMPARISONS: Final = 200_000
"""Names held beside one another to find the nearest; more would take many seconds."""

_ADD: Final = {"als": "Zet er 'als: …' bij; wat altijd geldt, zegt 'als: altijd'."}
# What a comma leaves behind in `{uren: 0,5}`, `{hoogte: tussen 1,5 en 2,5}` and `{scan: 0,5 uur}`.
_CUT: Final = re.compile(r"[0-9]+(?: .*|%|\.\..*)?")
PERIOD: Final = ("van", "tot_en_met")
_GLUED: Final = re.compile(r"([A-Za-z_][\w-]*):[^\s/]", re.DOTALL)


def spaced(text: str) -> str:
    """The text with single plain spaces: what was pasted may hold others that look the same."""
    return " ".join(text.split())


def _quoted(what: str) -> str:
    """A key stands in quotes; a description of where one is does not."""
    return "'" + what + "'" if what.isidentifier() else what


@attrs.define
class Report:
    """The problems of a home while it is read.

    Attributes:
        partial: Something could not be read, so a name that is not known may stand there; such
            names are not reported then.
        broken: Names whose own declaration could not be read; what uses them is not reported again.
    """

    problems: list[Problem] = attrs.Factory(list)
    partial: bool = False
    broken: set[str] = attrs.Factory(set)
    _comparisons: int = MAX_COMPARISONS

    def say(
        self, where: Where, code: str, message: str, hint: str, severity: Severity = "error"
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(where, code, message, hint, severity))

    def warn(self, where: Where, code: str, message: str, hint: str) -> None:
        """Note something that does not stop the work."""
        self.say(where, code, message, hint, "warning")

    def refuse(self, where: Where, refusal: Refusal) -> None:
        """Note why a value cannot be taken."""
        self.problems.append(refusal.at(where))

    def unknown(self, node: Scalar, what: str, known: Iterable[str]) -> None:
        """Note a reference to a name that nobody declared."""
        if not self.partial:
            message = f"{'onbekend' if what == 'product' else 'onbekende'} {what} '{node.text}'"
            self.say(node.where, "N003", message, self.suggest(node.text, known))

    def suggest(self, word: str, known: Iterable[str], otherwise: str = "") -> str:
        """The hint for a name that is not known; the nearest one, while that takes no minutes."""
        every = list(known)
        self._comparisons -= len(every)
        if self._comparisons < 0:
            return otherwise or "Vergelijk de naam met die in uw bestanden."
        return suggest(word, every, otherwise)

    def fields(
        self, node: Node, what: str, allowed: Collection[str], required: Collection[str] = ()
    ) -> dict[str, Node]:
        """The values of a mapping by key: only the allowed keys, and all of the required ones."""
        if not isinstance(node, Mapping):
            shown = listing(list(required or allowed), 3)
            self._no_mapping(node, what, f"Schrijf hier sleutels met waarden, zoals {shown}.")
            return {}
        found: dict[str, Node] = {}
        for key, value in self.whole_entries(node):
            if key.text in allowed:
                found[key.text] = value
            else:
                hint = self.suggest(key.text, allowed)
                self.say(
                    key.where, "L002", f"onbekende sleutel '{key.text}' bij {_quoted(what)}", hint
                )
        written = {key.text.partition(":")[0] for key, _ in node.entries}
        for name in required:
            if name not in written:
                hint = _ADD.get(name, f"Zet er '{name}: …' bij.")
                self.say(node.where, "L003", f"bij {_quoted(what)} ontbreekt '{name}'", hint)
        return found

    def optional(self, node: Node, what: str, allowed: Collection[str]) -> dict[str, Node]:
        """As `fields`, of something that may also have nothing behind its name."""
        if isinstance(node, Scalar) and node.empty:
            return {}
        return self.fields(node, what, allowed)

    def whole_entries(self, node: Mapping) -> list[tuple[Scalar, Node]]:
        """The entries, without those that YAML read otherwise than was meant; these are noted."""
        whole: list[tuple[Scalar, Node]] = []
        cut = False
        for key, value in node.entries:
            bare = key.plain and isinstance(value, Scalar) and value.empty
            if bare and node.flow and _CUT.fullmatch(key.text):
                if not cut:
                    message = f"een komma scheidt hier twee waarden; '{key.text}' staat nu los"
                    hint = 'Zet een waarde met een komma tussen aanhalingstekens: "0,5".'
                    self.say(key.where, "Y030", message, hint)
                    # What stood before the comma is half a value.
                    del whole[-1:]
                cut = True
                continue
            cut = False
            if not (bare and self._glued(key)):
                whole.append((key, value))
        return whole

    def _glued(self, node: Node) -> bool:
        """Whether a colon lacks its space, so that YAML took a key and its value for one text."""
        found = isinstance(node, Scalar) and node.plain and _GLUED.match(node.text)
        if found:
            self.say(node.where, *missing_space(found[1]))
        return bool(found)

    def _no_mapping(self, node: Node, what: str, hint: str) -> None:
        if isinstance(node, Scalar) and node.empty:
            self.text(node, what)
        elif not self._glued(node):
            message = f"{_quoted(what)} is geen reeks van 'sleutel: waarde'"
            self.say(node.where, "L001", message, hint)

    def tests(self, node: Node, what: str) -> list[tuple[Scalar, Node]]:
        """The entries of what must be a mapping with at least one test."""
        empty = isinstance(node, Scalar) and node.empty
        if not isinstance(node, Mapping) and not empty:
            if not self._glued(node):
                hint = "Schrijf 'vraag: toets', of 'altijd' als er niets te toetsen is."
                self.say(node.where, "T010", f"'{what}' is geen reeks van toetsen", hint)
            return []
        if not isinstance(node, Mapping) or not node.entries:
            hint = "Schrijf een toets, of 'als: altijd'." if what == "als" else "Schrijf een toets."
            self.say(node.where, "T011", f"'{what}' is leeg", hint)
            return []
        return self.whole_entries(node)

    def entries(self, node: Node, what: str) -> list[tuple[Scalar, Node]]:
        """The entries of a mapping whose keys are names of the reader's own."""
        if isinstance(node, Mapping):
            return self.whole_entries(node)
        hint = "Schrijf hier per regel een naam met een dubbele punt erachter."
        self._no_mapping(node, what, hint)
        return []

    def items(self, node: Node, what: str) -> list[Node]:
        """The members of a list that may not be empty."""
        if not isinstance(node, Sequence):
            self.say(
                node.where,
                "L004",
                f"{_quoted(what)} is geen lijst",
                "Zet voor elk deel een streepje: '- …'.",
            )
            return []
        if not node.items:
            self.say(
                node.where, "L005", f"{_quoted(what)} is leeg", "Vul de lijst, of haal haar weg."
            )
        return list(node.items)

    def text(self, node: Node | None, what: str) -> str | None:
        """A text that says something."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            hint = "Schrijf hier één tekst, zo nodig tussen aanhalingstekens."
            self.say(node.where, "L006", f"{_quoted(what)} is geen tekst", hint)
            return None
        if not node.text.strip():
            self.say(
                node.where,
                "L007",
                f"{_quoted(what)} is leeg",
                "Vul het in, of haal de sleutel weg.",
            )
            return None
        return node.text.strip()

    def word(self, node: Node | None, what: str, known: Collection[str]) -> str | None:
        """One word out of a fixed list."""
        text = self.text(node, what)
        if text is None or node is None or text in known:
            return text
        near = nearest(text, known)
        hint = f"Bedoelde u '{near}'? Kies uit: " if near else "Kies uit: "
        self.say(
            node.where,
            "L008",
            f"'{text[:60]}' kan niet bij {_quoted(what)}",
            f"{hint}{listing(known)}.",
        )
        return None

    def names(self, node: Node | None, what: str) -> list[Scalar]:
        """One name or a list of names."""
        if node is None:
            return []
        nodes = self.items(node, what) if isinstance(node, Sequence) else [node]
        texts = [(self.text(part, what), part.where) for part in nodes]
        return [Scalar(text, where) for text, where in texts if text is not None]

    def flag(self, node: Node | None, what: str) -> bool:
        """`ja` or `nee`; absent is nee."""
        return self.word(node, what, ("ja", "nee")) == "ja"

    def number(self, node: Node | None, what: str, kind: Kind = "geheel") -> Decimal | None:
        """A number of that kind."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        found = notation.read_number(spaced(text), kind)
        if isinstance(found, Refusal):
            self.refuse(node.where, found)
            return None
        return notation.decimal_of(found, kind)

    def hours(self, node: Node | None, what: str) -> Decimal | None:
        """Hours: above 0, at most two decimals."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        found = notation.read_number(spaced(text), "percentage")
        if isinstance(found, Refusal) or found <= 0 or "%" in text:
            hint = "Schrijf een getal boven 0 met ten hoogste 2 decimalen, zoals 0.5."
            self.say(node.where, "L012", f"'{text[:40]}' is geen aantal uren", hint)
            return None
        return notation.decimal_of(found, "percentage")

    def whole(self, node: Node | None, what: str, least: int = 0) -> int | None:
        """A whole number of `least` or more."""
        found = self.number(node, what)
        if found is None or node is None:
            return None
        if found < least:
            hint = f"Geef {least} of meer."
            self.say(node.where, "L010", f"{_quoted(what)} kan niet onder {least} liggen", hint)
            return None
        return int(found)

    def day(self, node: Node | None, what: str) -> date | None:
        """A date."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        found = notation.read_date(spaced(text))
        if isinstance(found, Refusal):
            self.refuse(node.where, found)
            return None
        return date.fromordinal(found)

    def period(self, node: Node | None, what: str) -> Period | None:
        """`{van, tot_en_met}`, of which either may be left out."""
        if node is None:
            return None
        found = self.fields(node, what, PERIOD)
        first = self.day(found.get("van"), "van")
        last = self.day(found.get("tot_en_met"), "tot_en_met")
        if isinstance(node, Mapping) and not node.entries:
            self.say(node.where, "L005", f"{_quoted(what)} is leeg", "Geef 'van' of 'tot_en_met'.")
        return self.ordered(first, last, node.where, what)

    def ordered(self, first: date | None, last: date | None, where: Where, what: str) -> Period:
        """A period whose end does not lie before its start."""
        if first is not None and last is not None and last < first:
            message = f"{_quoted(what)} eindigt ({last}) voordat het begint ({first})"
            self.say(where, "L011", message, "Draai de data om.")
        return Period(first, last)
