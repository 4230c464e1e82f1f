"""What a home means for a case, written from the contract alone: slow and obvious.

Nothing here shares a line or an idea with the library: it reads the home as plain texts, asks every
question again each time, and counts days one by one.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from tests.properties.naive_calendar import terms
from tests.properties.naive_tests import Conditions, Three, conjunction, read_date, read_number

Home = Mapping[str, Any]
"""Every section of a home by its key; names, numbers and tests are all text."""

NUMERIC = {"geheel": 0, "bedrag": 2, "percentage": 2, "getal": 4}
OUTCOMES = ("urgentie", "binnen", "uiterlijk", "gehaald", "punten", "product", "uitsluiten",
            "conclusie", "let_op")  # fmt: skip


@attrs.frozen
class Meaning:
    """What a home says about one case."""

    fired: tuple[str, ...]
    open_rules: tuple[str, ...]
    facts: dict[str, Three]
    urgency: str
    deadline: date | None
    points: int
    products: list[tuple[str, tuple[str, ...], Decimal | None, tuple[str, ...]]]
    excluded: list[tuple[str, tuple[str, ...]]]
    notices: set[tuple[str, str]]


def meaning(home: Home, answers: Mapping[str, Any], registered: date, on: date) -> Meaning:
    """Decide a case.

    Args:
        home: All its sections.
        answers: Of answered questions only: a bool, fraction, date, text or set of texts.
        registered: The day of registration.
        on: The day of reckoning.
    """
    return _Evaluation(home, answers, on).meaning(registered)


def as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def in_period(period: Mapping[str, str], day: date) -> bool:
    after = "van" not in period or read_date(period["van"]) <= day
    return after and ("tot_en_met" not in period or day <= read_date(period["tot_en_met"]))


def cell_periods(cell: str) -> list[dict[str, str]]:
    """`2021-03-01..2021-12-31`, of which either end may be left out."""
    first, last = cell.split("..")
    ends = {"van": first.strip(), "tot_en_met": last.strip()}
    return [{key: text for key, text in ends.items() if text}]


class _Evaluation:
    def __init__(self, home: Home, answers: Mapping[str, Any], on: date) -> None:
        self.home, self.answers, self.on = home, answers, on
        questions, computed = home.get("vragen", {}), home.get("berekend", {})
        self.kinds = {key: question["soort"] for key, question in questions.items()}
        self.kinds |= dict.fromkeys(home.get("conclusies", {}), "ja_nee")
        self.kinds |= {key: value["soort"] for key, value in computed.items()}
        self.conditions = Conditions(self.kinds, self.value, on)
        self.rules = {name: rule for name, rule in self.every_rule() if self.valid(rule)}

    def every_rule(self) -> list[tuple[str, dict[str, Any]]]:
        """Rules, conclusions that decide themselves, and rows, each as `als`, `dan`, `geldig`."""
        found = [(rule["regel"], rule) for rule in self.home.get("regels", [])]
        for key, conclusion in self.home.get("conclusies", {}).items():
            if "als" in conclusion:
                found.append((key, {**conclusion, "dan": {"conclusie": key}}))
        for table in self.home.get("tabellen", []):
            for number, row in enumerate(table["rijen"], 1):
                said = {key: cell for key, cell in row.items() if cell not in ("", "-")}
                rule = {"rij": {key: cell for key, cell in said.items() if key in self.kinds}}
                rule["dan"] = {key: said[key] for key in OUTCOMES if key in said}
                for key in ("product", "uitsluiten", "conclusie"):
                    if isinstance(rule["dan"].get(key), str):
                        parts = rule["dan"][key].split("|")
                        rule["dan"][key] = [part.strip() for part in parts]
                if "geldig" in said:
                    rule["geldig"] = said["geldig"]
                elif "geldig" in table:
                    rule["geldig"] = table["geldig"]
                found.append((f"{table['tabel']}#{number}", rule))
        return found

    def valid(self, rule: Mapping[str, Any]) -> bool:
        periods = rule.get("geldig")
        if periods is None:
            return True
        if isinstance(periods, str):
            periods = cell_periods(periods)
        return any(in_period(period, self.on) for period in as_list(periods))

    def value(self, name: str) -> Any:
        """An answer, a computed value or a conclusion; None when it is unknown."""
        if name in self.home.get("berekend", {}):
            return self.computed(name)
        if name in self.home.get("conclusies", {}):
            return self.fact(name)
        return self.answers.get(name)

    def fact(self, name: str) -> Three:
        setting = [r for r in self.rules.values() if name in as_list(r["dan"].get("conclusie"))]
        verdicts = [self.verdict(rule) for rule in setting]
        if True in verdicts:
            return True
        return None if None in verdicts else False

    def verdict(self, rule: Mapping[str, Any]) -> Three:
        if "rij" in rule:
            return conjunction(self.conditions.cell(*cell) for cell in rule["rij"].items())
        return self.conditions.holds(rule["als"])

    def computed(self, name: str) -> Fraction | None:
        value = self.home["berekend"][name]
        exact = self.formula(ast.parse(value["formule"], mode="eval").body, value["formule"])
        if exact is None:
            return None
        unit = 10 ** NUMERIC[value["soort"]]
        below = exact * unit // 1
        rest = exact * unit - below
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and exact > 0)
        whole, decimals = divmod(abs(below + up), unit)
        written = str(unit + decimals)[1:].rstrip("0")
        return Fraction(below + up, unit) if len(str(whole or "")) + len(written) <= 15 else None

    def formula(self, node: ast.expr, text: str) -> Fraction | None:
        """A formula happens to be written as Python writes it."""
        match node:
            case ast.Constant():
                return Fraction(ast.get_source_segment(text, node) or "")
            case ast.Name(name):
                found = self.value(name)
                return found if isinstance(found, Fraction) else None
            case ast.UnaryOp(operand=operand):
                value = self.formula(operand, text)
                return None if value is None else -value
            case ast.Call(ast.Name("dagen"), [ast.Name(first), ast.Name(last)]):
                start, end = self.value(first), self.value(last)
                return None if start is None or end is None else Fraction((end - start).days)
            case ast.Call(ast.Name(name), parts):
                values = [self.formula(part, text) for part in parts]
                known = [value for value in values if value is not None]
                if len(known) < len(values):
                    return None
                return min(known) if name == "min" else max(known)
            case ast.BinOp(left, operator, right):
                first_value, second = self.formula(left, text), self.formula(right, text)
                if first_value is None or second is None:
                    return None
                return arithmetic(operator, first_value, second)
        raise AssertionError(ast.dump(node))

    def meaning(self, registered: date) -> Meaning:
        verdicts = {name: self.verdict(rule) for name, rule in self.rules.items()}
        fired = sorted(name for name, verdict in verdicts.items() if verdict is True)
        given = {name: self.rules[name]["dan"] for name in fired}
        levels = list(self.home["urgentie"])
        asked = [levels.index(dan["urgentie"]) for dan in given.values() if "urgentie" in dan]
        urgency = levels[min(asked, default=len(levels) - 1)]
        equated = [read_date(day) for day in self.home.get("gelijkgestelde_dagen", [])]
        last_days = [
            day
            for outcome in [*given.values(), self.home["urgentie"][urgency]]
            for day in terms(outcome, self.answers, registered, equated)
        ]
        excluded = {name: self.excluded(dan) for name, dan in given.items()}
        return Meaning(
            fired=tuple(fired),
            open_rules=tuple(sorted(name for name, verdict in verdicts.items() if verdict is None)),
            facts={name: self.fact(name) for name in self.home.get("conclusies", {})},
            urgency=urgency,
            deadline=min(last_days, default=None),
            points=sum(int(dan["punten"]) for dan in given.values() if "punten" in dan),
            products=self.products(given, set().union(*excluded.values())),
            excluded=[
                (key, tuple(name for name in fired if key in excluded[name]))
                for key in sorted(set().union(*excluded.values()))
            ],
            notices={(name, dan["let_op"]) for name, dan in given.items() if "let_op" in dan},
        )

    def excluded(self, dan: Mapping[str, Any]) -> set[str]:
        products = self.home.get("producten", {})
        found: set[str] = set()
        for name in as_list(dan.get("uitsluiten")):
            found |= {
                key
                for key, product in products.items()
                if name in (key, "alles", product.get("groep"))
            }
        return found

    def products(
        self, given: Mapping[str, Mapping[str, Any]], excluded: set[str]
    ) -> list[tuple[str, tuple[str, ...], Decimal | None, tuple[str, ...]]]:
        found = []
        for key, product in sorted(self.home.get("producten", {}).items()):
            rules, hours = [], []
            for name, dan in given.items():
                wishes = [wish for wish in as_list(dan.get("product")) if key in as_keys(wish)]
                rules += [name] if wishes else []
                hours += [read_hours(wish[key]) for wish in wishes if isinstance(wish, dict)]
            usual = [read_hours(product["uren"])] if "uren" in product else []
            if rules and key not in excluded:
                most = max(hours or usual, default=None)
                partners = tuple(as_list(product.get("aanbieders")))
                found.append((key, partners, most, tuple(rules)))
        return found


def as_keys(wish: str | Mapping[str, str]) -> list[str]:
    return [wish] if isinstance(wish, str) else list(wish)


def read_hours(text: str) -> Decimal:
    exact = read_number(text.removesuffix(" uur"))
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def arithmetic(operator: ast.operator, first: Fraction, second: Fraction) -> Fraction | None:
    match operator:
        case ast.Add():
            return first + second
        case ast.Sub():
            return first - second
        case ast.Mult():
            return first * second
    return first / second if second else None
