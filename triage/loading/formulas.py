"""The text of a formula of a computed value, as a grammar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

from lark import Lark, Token, UnexpectedInput, UnexpectedToken
from lark.visitors import Transformer_NonRecursive

from triage import notation
from triage.errors import Refusal
from triage.loading.grammar import MAX_TEXT
from triage.loading.report import spaced
from triage.rulebook import Formula, Number, Operand, Operation
from triage.vocabulary import suggest

_FORMULA: Final = r"""
?start: sum
?sum: product | sum "+" product -> plus | sum "-" product -> minus
?product: factor | product "*" factor -> times | product "/" factor -> over
?factor: atom | "-" factor -> negative
?atom: CONSTANT -> constant | NAME -> operand | "(" sum ")"
    | MIN "(" sum ("," sum)+ ")" -> least | MAX "(" sum ("," sum)+ ")" -> most
    | DAGEN "(" NAME "," NAME ")" -> days
MIN.2: /min(?=\s*\()/
MAX.2: /max(?=\s*\()/
DAGEN.2: /dagen(?=\s*\()/
NAME: /[a-z][a-z0-9_]*/
CONSTANT: /[0-9]+(\.[0-9]+)?(?![0-9.a-z_])/
%ignore " "
"""


@cache
def _formulas() -> Lark:
    return Lark(_FORMULA, parser="lalr", maybe_placeholders=False)


def read_formula(
    text: str, places: Mapping[str, int | None], excused: Callable[[str], bool]
) -> Formula | list[Refusal]:
    """A formula over the names given.

    Args:
        text: As written.
        places: Per name its number of decimals; None for a date question.
        excused: Whether it was already said what is wrong with a name.

    Returns:
        The formula, or everything that is wrong with it, which is nothing where all is excused.
    """
    text = spaced(text)
    if len(text) > MAX_TEXT:
        message = f"deze formule is langer dan {MAX_TEXT} tekens"
        return [Refusal("F001", message, "Splits haar op.")]
    try:
        tree = _formulas().parse(text)
    except UnexpectedInput as error:
        return [_misread(text, error)]
    reader = _ToFormula(places, excused)
    formula = reader.transform(tree)
    return reader.refusals if reader.refused else formula


def _misread(text: str, error: UnexpectedInput) -> Refusal:
    message = "de formule is niet af"
    if not (isinstance(error, UnexpectedToken) and error.token.type == "$END"):
        spot = text[error.column - 1 : error.column + 9]
        message = f"de formule is niet te lezen bij '{spot}'"
    hint = (
        "Gebruik + - * / ( ) min(a, b) max(a, b) dagen(a, b); een constante krijgt een punt: 0.5."
    )
    return Refusal("F002", message, hint)


class _ToFormula(Transformer_NonRecursive[Token, Formula]):
    """Turns the tree of a formula into values, and notes what cannot be taken."""

    def __init__(self, places: Mapping[str, int | None], excused: Callable[[str], bool]) -> None:
        super().__init__()
        self.places, self.excused = places, excused
        self.refused = False
        self.refusals: list[Refusal] = []

    def _refuse(self, code: str, message: str, hint: str) -> None:
        self.refused = True
        self.refusals.append(Refusal(code, message, hint))

    def constant(self, parts: list[Token]) -> Formula:
        if len(parts[0].replace(".", "").strip("0")) > notation.MAX_DIGITS:
            hint = f"Een getal heeft ten hoogste {notation.MAX_DIGITS} cijfers."
            self._refuse("G005", f"'{parts[0][:40]}' heeft te veel cijfers", hint)
        return Number(Decimal(parts[0]))

    def operand(self, parts: list[Token]) -> Formula:
        return self._operand(str(parts[0]), date=False)

    def _operand(self, name: str, *, date: bool) -> Operand:
        places = self.places.get(name)
        if self.excused(name):
            self.refused = True
        elif name not in self.places:
            hint = suggest(name, self.places, "Kies een vraag met een getal of datum.")
            self._refuse("F003", f"'{name}' is geen getal of datum om mee te rekenen", hint)
        elif (places is None) != date:
            hint = "Gebruik datumvragen alleen in dagen(a, b), en daar alleen datumvragen."
            self._refuse("F004", f"'{name}' heeft hier de verkeerde soort", hint)
        return Operand(name, places or 0)

    def negative(self, parts: list[Formula]) -> Formula:
        return Operation("neg", tuple(parts))

    def plus(self, parts: list[Formula]) -> Formula:
        return Operation("+", tuple(parts))

    def minus(self, parts: list[Formula]) -> Formula:
        return Operation("-", tuple(parts))

    def times(self, parts: list[Formula]) -> Formula:
        return Operation("*", tuple(parts))

    def over(self, parts: list[Formula]) -> Formula:
        return Operation("/", tuple(parts))

    def least(self, parts: list[Any]) -> Formula:
        return Operation("min", tuple(parts[1:]))

    def most(self, parts: list[Any]) -> Formula:
        return Operation("max", tuple(parts[1:]))

    def days(self, parts: list[Token]) -> Formula:
        names = [str(part) for part in parts if part.type == "NAME"]
        return Operation("dagen", tuple(self._operand(name, date=True) for name in names))
