"""Rules, tables and conclusions that decide themselves: all become rules."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from triage.conditions import ALWAYS, All, AtLeast, Condition, Not
from triage.errors import Problem, Where
from triage.loading.conditions import read_condition, read_value, show, show_entries
from triage.loading.names import Names, Register, listed
from triage.loading.outcomes import outcome_of, read_outcome
from triage.loading.report import Report
from triage.rulebook import Outcome, Period, Rule
from triage.source import Mapping, Node, Scalar
from triage.source import Sequence as List
from triage.vocabulary import OUTCOMES

TEXTS = ("omdat", "grondslag", "toelichting")
RULE = ("regel", "als", "dan", *TEXTS, "geldig", "eigenaar", "herzien_voor")
TABLE = ("tabel", "rijen", "bestand", *TEXTS, "geldig", "eigenaar", "herzien_voor")
_SPLIT = ("product", "uitsluiten", "conclusie")


def read_rules(
    roots: Sequence[Mapping], names: Names, register: Register, report: Report
) -> list[Rule]:
    """Every rule under `regels`."""
    rules: list[Rule] = []
    for node in listed(roots, "regels", report):
        found = report.fields(node, "deze regel", RULE, ("regel", "als", "dan"))
        name = report.text(found.get("regel"), "regel")
        if name is not None:
            register.take(name, found["regel"].where)
        condition = outcome = None
        if "als" in found:
            condition = read_condition(found["als"], names.subjects, report)
        if "dan" in found:
            outcome = read_outcome(found["dan"], names, report)
        rule = _rule(name or "", node.where, found, report)
        if condition is not None and outcome is not None:
            rules.append(attrs.evolve(rule, condition=condition, outcome=outcome))
        else:
            report.broken.add(rule.name)
    return rules


def read_deciding(
    deciding: Sequence[tuple[Scalar, dict[str, Node]]],
    names: Names,
    register: Register,
    report: Report,
) -> list[Rule]:
    """The rules that stand as the `als` of a conclusion, under its name."""
    rules: list[Rule] = []
    for key, found in deciding:
        register.take(key.text, key.where)
        condition = read_condition(found["als"], names.subjects, report)
        rule = _rule(key.text, key.where, found, report)
        if condition is None:
            report.broken.add(key.text)
        else:
            # Not so where the name is already that of a question.
            facts = (key.text,) if key.text in names.conclusions else ()
            outcome = Outcome(facts=facts)
            rules.append(attrs.evolve(rule, condition=condition, outcome=outcome))
    return rules


def _rule(name: str, where: Where, found: dict[str, Node], report: Report) -> Rule:
    """What a rule carries besides its condition and outcome."""
    als = found.get("als")
    return Rule(
        name,
        ALWAYS,
        Outcome(),
        where,
        tests=show_entries(als) if als is not None else (),
        because=report.text(found.get("omdat"), "omdat"),
        ground=report.text(found.get("grondslag"), "grondslag"),
        note=report.text(found.get("toelichting"), "toelichting"),
        owner=report.text(found.get("eigenaar"), "eigenaar"),
        review_before=report.day(found.get("herzien_voor"), "herzien_voor"),
        periods=_periods(found.get("geldig"), report),
    )


def _periods(node: Node | None, report: Report) -> tuple[Period, ...]:
    """`geldig`: a period, a list of periods, or in a cell `2021-03-01..2021-12-31`."""
    if node is None:
        return ()
    if isinstance(node, Scalar):
        text = report.text(node, "geldig") or ""
        cells = [Scalar(part.strip(), node.where) for part in text.split("|") if text]
        found = [_period_cell(cell, report) for cell in cells]
    else:
        nodes = report.items(node, "geldig") if isinstance(node, List) else [node]
        found = [report.period(part, "geldig") for part in nodes]
    return tuple(period for period in found if period is not None)


def _period_cell(cell: Scalar, report: Report) -> Period | None:
    first, dots, last = cell.text.partition("..")
    if not dots or not (first.strip() or last.strip()):
        hint = (
            "Schrijf {van: 2021-03-01, tot_en_met: 2021-12-31}, in een cel 2021-03-01..2021-12-31."
        )
        report.say(cell.where, "R001", f"'{cell.text[:40]}' is geen periode", hint)
        return None
    days = [
        report.day(Scalar(text.strip(), cell.where), "geldig") if text.strip() else None
        for text in (first, last)
    ]
    return report.ordered(days[0], days[1], cell.where, "geldig")


@attrs.frozen
class Table:
    """A table with its rows as cells by column."""

    name: str
    where: Where
    fields: dict[str, Node]
    rows: tuple[tuple[Node, dict[str, tuple[Scalar, Node]]], ...]
    file: bool


def read_table(table: Table, names: Names, report: Report) -> list[Rule]:
    """The rules of a table: row n is the rule `naam#n`."""
    common = _rule(table.name, table.where, table.fields, report)
    rules: list[Rule] = []
    for number, (place, cells) in enumerate(table.rows, 1):
        name = f"{table.name}#{number}"
        before = len(report.problems)
        row = _Row(cells, names, report)
        condition, outcome, own = row.condition(), row.outcome(), row.texts(common)
        if table.file:
            report.problems[before:] = [_in_cell(p, cells) for p in report.problems[before:]]
        else:
            _check_columns(cells, names, report)
        if condition is None:
            report.broken.add(name)
        else:
            rule = attrs.evolve(own, name=name, where=place.where, tests=row.shown())
            rules.append(attrs.evolve(rule, condition=condition, outcome=outcome))
    return rules


def _in_cell(problem: Problem, cells: dict[str, tuple[Scalar, Node]]) -> Problem:
    """The problem with the name of its cell, which in a CSV file has no key beside it."""
    for name, (_, cell) in cells.items():
        if cell.where == problem.where:
            return attrs.evolve(problem, message=f"cel '{name}': {problem.message}")
    return problem


def _check_columns(cells: dict[str, tuple[Scalar, Node]], names: Names, report: Report) -> None:
    known = columns(names)
    for name, (key, _) in cells.items():
        if name not in known and not report.partial:
            report.say(key.where, "B001", f"onbekende kolom '{name}'", report.suggest(name, known))


def columns(names: Names) -> list[str]:
    """What a column may be named after."""
    return [*names.subjects, *OUTCOMES, *TEXTS, "geldig"]


class _Row:
    """One row: each cell is a test, an outcome or a text, by the name of its column."""

    def __init__(self, cells: dict[str, tuple[Scalar, Node]], names: Names, report: Report) -> None:
        self.names, self.report = names, report
        self.cells = {name: cell for name, (_, cell) in cells.items() if not _untested(cell)}

    def condition(self) -> Condition | None:
        tested = [name for name in self.cells if name in self.names.subjects]
        parts = [self._test(name, self.cells[name]) for name in tested]
        found = tuple(part for part in parts if part is not None)
        if len(found) < len(parts):
            return None
        return found[0] if len(found) == 1 else All(found)

    def _test(self, name: str, cell: Node) -> Condition | None:
        """A test in a cell; `a | b` is one of."""
        subject = self.names.subjects[name]
        if not (isinstance(cell, Scalar) and "|" in cell.text):
            return read_value(subject, cell, self.report)
        denied, text = cell.text.startswith("niet "), cell.text.removeprefix("niet ")
        pieces = [Scalar(part.strip(), cell.where) for part in text.split("|")]
        if subject.kind in ("keuze", "meerkeuze"):
            whole = read_value(subject, List(tuple(pieces), cell.where), self.report)
        else:
            tests = [read_value(subject, piece, self.report) for piece in pieces]
            read = tuple(test for test in tests if test is not None)
            whole = AtLeast(1, read) if len(read) == len(tests) else None
        return Not(whole) if denied and whole is not None else whole

    def outcome(self) -> Outcome:
        given = {name: _split(name, cell) for name, cell in self.cells.items() if name in OUTCOMES}
        return outcome_of(given, self.names, self.report)

    def texts(self, common: Rule) -> Rule:
        """The table's own texts and periods, unless the row has its own."""
        get = self.cells.get
        return attrs.evolve(
            common,
            because=self.report.text(get("omdat"), "omdat") or common.because,
            ground=self.report.text(get("grondslag"), "grondslag") or common.ground,
            note=self.report.text(get("toelichting"), "toelichting") or common.note,
            periods=_periods(get("geldig"), self.report) or common.periods,
        )

    def shown(self) -> tuple[str, ...]:
        tested = {n: c for n, c in self.cells.items() if n in self.names.subjects}
        return tuple(f"{name}: {show(cell)}" for name, cell in tested.items()) or ("altijd",)


def _untested(cell: Node) -> bool:
    return isinstance(cell, Scalar) and cell.text.strip() in ("", "-")


def _split(name: str, cell: Node) -> Node:
    """A cell with `a | b`, or `product: 4 uur`, as it would stand in a `dan`."""
    if name not in _SPLIT or not isinstance(cell, Scalar):
        return cell
    parts: list[Node] = []
    for text in cell.text.split("|"):
        key, colon, rest = text.partition(":")
        scalar = Scalar(key.strip(), cell.where)
        hours = Scalar(rest.strip(), cell.where)
        parts.append(Mapping(((scalar, hours),), cell.where) if colon else scalar)
    return parts[0] if len(parts) == 1 else List(tuple(parts), cell.where)
