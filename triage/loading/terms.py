"""The text of a term, such as `3 werkdagen vanaf gemeld_op`, as a grammar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from lark import Lark, Token, Tree, UnexpectedInput

from triage import notation
from triage.errors import Refusal
from triage.loading.grammar import Subject
from triage.loading.report import Report, spaced
from triage.rulebook import Term, Unit
from triage.source import Node, Scalar

_GRAMMAR: Final = r"""
within: length ("vanaf" NAME ("of" NAME)*)?
by: DATE -> written | NAME -> answered | length "voor" NAME -> counted_back
length: COUNT UNIT
COUNT: /[0-9]+(?![0-9.,-])/
UNIT: /werkdag(en)?(?!\w)|we(ek|ken)(?!\w)|dag(en)?(?!\w)/
DATE.2: /[0-9]+-[0-9]+-[0-9]+/
NAME: /[a-z][a-z0-9_]*/
%ignore " "
"""
_FORMS: Final = {
    "within": "Schrijf bijvoorbeeld: 3 werkdagen, 4 weken of 10 dagen vanaf datumvraag.",
    "by": "Schrijf een datum, een datumvraag of bijvoorbeeld: 2 werkdagen voor datumvraag.",
}
UNITS: Final[Mapping[str, Unit]] = {
    "werkdag": "werkdagen",
    "werkdagen": "werkdagen",
    "week": "weken",
    "weken": "weken",
    "dag": "dagen",
    "dagen": "dagen",
}


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", start=["within", "by"], maybe_placeholders=False)


def read_term(
    node: Node, what: str, subjects: Mapping[str, Subject], report: Report
) -> Term | None:
    """The term under the key `what`: an `uiterlijk`, or else in the form of a `binnen`.

    Returns:
        The term, or None when it cannot be read.
    """
    text = report.text(node, what)
    if text is None:
        return None
    text, form = spaced(text), "by" if what == "uiterlijk" else "within"
    try:
        tree = _parser().parse(text, start=form)
    except UnexpectedInput:
        report.say(node.where, "D001", f"'{text[:60]}' is geen termijn bij '{what}'", _FORMS[form])
        return None
    tokens = list(tree.scan_values(lambda part: isinstance(part, Token)))
    names = tuple(str(token) for token in tokens if token.type == "NAME")
    known = [date_question(Scalar(name, node.where), subjects, report) for name in names]
    if not all(known):
        return None
    if tree.data == "written":
        return _written(text, node, report)
    length = _length(tree, node, report)
    if length is None:
        return None
    count, unit = length
    if form == "within":
        return Term(text, count, unit, names)
    return Term(text, count, unit, before=names[0])


def _written(text: str, node: Node, report: Report) -> Term | None:
    found = notation.read_date(text)
    if isinstance(found, Refusal):
        report.refuse(node.where, found)
        return None
    return Term(text, day=date.fromordinal(found))


def _length(tree: Tree[Token], node: Node, report: Report) -> tuple[int, Unit] | None:
    """How much and of what; a bare date question counts nothing back."""
    found = next(iter(tree.find_data("length")), None)
    if found is None:
        return 0, "dagen"
    count, unit = map(str, found.children)
    if not 1 <= int(count[:6]) <= 9999 or len(count) > 6:  # noqa: PLR2004  # the contract's bounds
        report.say(
            node.where, "D002", f"{count[:20]} kan niet in een termijn", "Kies 1 tot en met 9999."
        )
        return None
    return int(count), UNITS[unit]


def date_question(node: Scalar, subjects: Mapping[str, Subject], report: Report) -> bool:
    """Whether the name is a date question; if not, that is noted."""
    dates = [s.name for s in subjects.values() if s.kind == "datum" and s.question is not None]
    if node.text in dates:
        return True
    if node.text in report.broken:
        return False
    if node.text not in subjects:
        hint = report.suggest(
            node.text, dates, "Zet de vraag eerst onder 'vragen', met soort: datum."
        )
        if not report.partial:
            report.say(node.where, "N003", f"onbekende datumvraag '{node.text}'", hint)
    else:
        hint = "Noem hier een vraag van soort datum."
        report.say(node.where, "D003", f"'{node.text}' is geen vraag naar een datum", hint)
    return False
