"""Computed values: exact, rounded once, half away from zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from triage.notation import MAX_DIGITS
from triage.rulebook import PLACES, Computed, Formula, Number, Operand


def compute(computed: Iterable[Computed], answers: Mapping[str, int]) -> dict[str, int]:
    """The values that can be computed, each a whole number of its kind's smallest unit.

    Args:
        computed: In an order in which each can be computed.
        answers: As engines read them.

    Returns:
        Only what is known: a missing operand, a division by zero and a result of more than 15
        digits leave a value out.
    """
    known = dict(answers)
    found: dict[str, int] = {}
    for value in computed:
        exact = _exact(value.formula, known)
        if exact is None:
            continue
        rounded = round_half_away(exact * 10 ** PLACES[value.kind])
        if _digits(rounded, PLACES[value.kind]) <= MAX_DIGITS:
            found[value.key] = known[value.key] = rounded
    return found


def round_half_away(value: Fraction) -> int:
    """To the nearest whole number; a half goes away from zero."""
    whole = (abs(value.numerator) * 2 + value.denominator) // (value.denominator * 2)
    return -whole if value < 0 else whole


def _digits(number: int, places: int) -> int:
    """Digits of the value: no zeros in front, none at the end of the decimals."""
    whole, decimals = divmod(abs(number), 10**places)
    written = f"{decimals:0{places}d}".rstrip("0") if places else ""
    # A number this long is out of bounds whatever its digits; Python would refuse to print it.
    if whole.bit_length() > 64:  # noqa: PLR2004
        return MAX_DIGITS + 1
    return len(str(whole).lstrip("0")) + len(written)


def _exact(formula: Formula, known: Mapping[str, int]) -> Fraction | None:
    match formula:
        case Number(value):
            return Fraction(value)
        case Operand(name, places):
            answer = known.get(name)
            return None if answer is None else Fraction(answer, 10**places)
    parts = [_exact(part, known) for part in formula.parts]
    found = [part for part in parts if part is not None]
    return _apply(formula.operator, found) if len(found) == len(parts) else None


def _apply(operator: str, parts: list[Fraction]) -> Fraction | None:
    first, last = parts[0], parts[-1]
    match operator:
        case "+":
            return first + last
        case "-":
            return first - last
        case "*":
            return first * last
        case "/":
            return first / last if last else None
        case "neg":
            return -first
        case "min":
            return min(parts)
        case "max":
            return max(parts)
        case _:
            return last - first
