"""What a home declares, so that references can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from triage.errors import Where
from triage.loading.grammar import Subject
from triage.loading.report import Report
from triage.rulebook import Computed, Conclusion, Group, Level, Product, Question
from triage.source import Mapping, Node, Scalar, Sequence
from triage.vocabulary import EVERYTHING, NAME, RESERVED, RULE_NAME


@attrs.define
class Names:
    """Everything that can be referred to; a key is declared once."""

    questions: dict[str, Question] = attrs.Factory(dict)
    conclusions: dict[str, Conclusion] = attrs.Factory(dict)
    computed: dict[str, Computed] = attrs.Factory(dict)
    subjects: dict[str, Subject] = attrs.Factory(dict)
    products: dict[str, Product] = attrs.Factory(dict)
    groups: dict[str, Group] = attrs.Factory(dict)
    levels: dict[str, Level] = attrs.Factory(dict)
    ends: dict[str, str] = attrs.Factory(dict)


@attrs.define
class Register:
    """Takes names, once each, in the form that names of that sort have.

    A name in the wrong form is noted and then used all the same, so that it is reported once.
    """

    report: Report
    what: str
    form: re.Pattern[str] = NAME
    reserved: frozenset[str] = frozenset()
    taken: dict[str, Where] = attrs.Factory(dict)

    def take(self, name: str, where: Where) -> bool:
        """Note the name, and what is wrong with it; False when it was taken before."""
        if not self.form.fullmatch(name):
            extra = " of -" if self.form is RULE_NAME else ""
            hint = f"Begin met een kleine letter; daarna kleine letters, cijfers en _{extra}."
            message = f"'{name[:60]}' kan geen naam van {self.what} zijn"
            self.report.say(where, "N004", message, hint)
        elif name in self.reserved:
            message = f"'{name}' is een woord van de regeltaal zelf"
            self.report.say(where, "N005", message, "Kies een andere naam.")
        if name in self.taken:
            message = f"de naam '{name}' staat er twee keer; de eerste staat op {self.taken[name]}"
            self.report.say(where, "N002", message, "Geef een van de twee een andere naam.")
            return False
        self.taken[name] = where
        return True


def vocabulary_register(report: Report) -> Register:
    """The one namespace of questions, conclusions and computed values."""
    return Register(report, "een vraag, conclusie of berekening", NAME, RESERVED)


def product_register(report: Report) -> Register:
    """The one namespace of products and groups."""
    return Register(report, "een product of groep", NAME, frozenset({EVERYTHING}))


def sections(roots: Iterable[Mapping], key: str) -> list[Node]:
    """What stands under a top-level key, in every file that has it."""
    found = (node for root in roots for name, node in root.entries if name.text == key)
    return [node for node in found if not _nothing(node)]


def _nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def listed(roots: Iterable[Mapping], key: str, report: Report) -> list[Node]:
    """The members of the lists under a top-level key, in every file that has it."""
    found: list[Node] = []
    for node in sections(roots, key):
        if isinstance(node, Sequence):
            found.extend(node.items)
        else:
            report.partial = True
            hint = "Zet voor elk deel een streepje: '- …'."
            report.say(node.where, "L004", f"'{key}' is geen lijst", hint)
    return found


def declared(roots: Iterable[Mapping], key: str, report: Report) -> list[tuple[Scalar, Node]]:
    """The entries of the mappings under a top-level key, in every file that has it."""
    found: list[tuple[Scalar, Node]] = []
    for node in sections(roots, key):
        before = len(report.problems)
        found += report.entries(node, key)
        report.partial |= len(report.problems) > before
    return found
