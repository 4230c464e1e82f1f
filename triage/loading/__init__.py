"""From the files of a home to a rulebook, with every problem of every file at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs

from triage import checks, home
from triage.errors import Problem, Where
from triage.loading.examples import read_examples
from triage.loading.exchange import read_codes, read_ends
from triage.loading.indicators import read_indicators
from triage.loading.names import (
    Names,
    Register,
    product_register,
    sections,
    vocabulary_register,
)
from triage.loading.partners import check_products, read_partners
from triage.loading.questions import read_computed, read_conclusions, read_questions
from triage.loading.report import Report, spaced
from triage.loading.rules import Table, read_deciding, read_rules, read_table
from triage.loading.settings import (
    ONCE,
    read_budgets,
    read_groups,
    read_levels,
    read_once,
    read_products,
    read_reasons,
    read_settings,
)
from triage.loading.tables import read_tables
from triage.loading.version import version_of
from triage.rulebook import Rule, Rulebook
from triage.source import Mapping, Node, Scalar, compose, read_text
from triage.vocabulary import RULE_NAME, nearest

RULE_KEYS: Final = ("vragen", "conclusies", "berekend", "regels", "tabellen", "voorbeelden")
CONFIG_KEYS: Final = (
    *ONCE, "budgetten", "verboden_kenmerken", "gelijkgestelde_dagen", "weigerredenen", "producten",
    "groepen", "partners", "indicatoren", "tozo_redenen", "srg",
)  # fmt: skip

MAX_MESSAGE: Final = 300

_Root = tuple[Path, Mapping]


def load(folder: Path) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """Read a home.

    Returns:
        The rulebook, or None when a problem of severity `error` was found; and every problem,
        warnings included, sorted by place.
    """
    report = Report()
    rules = _roots(folder, "rules", RULE_KEYS, report)
    config = _roots(folder, "config", CONFIG_KEYS, report)
    rulebook = _read(rules, config, report)
    _whole_home(folder, rules, config, report)
    fatal = any(problem.severity == "error" for problem in report.problems)
    if not fatal:
        report.problems += checks.warnings(rulebook)
    problems = {_on_one_line(problem) for problem in report.problems}
    return (None if fatal else rulebook), tuple(sorted(problems, key=_place_and_text))


def _place_and_text(problem: Problem) -> tuple[str, int, int, str, str, str]:
    """The order of problems; quicker than to compare them one by one."""
    where = problem.where
    return where.file, where.line, where.column, problem.code, problem.message, problem.hint


def _on_one_line(problem: Problem) -> Problem:
    """A value that was shown as written may be long, or hold line ends."""
    message, hint = spaced(problem.message), spaced(problem.hint)
    if len(message) > MAX_MESSAGE:
        message = f"{message[: MAX_MESSAGE - 1]}…"
    if (message, hint) == (problem.message, problem.hint):
        return problem
    return attrs.evolve(problem, message=message, hint=hint)


def _roots(folder: Path, part: str, allowed: Sequence[str], report: Report) -> list[_Root]:
    """The files of one part of a home, each a mapping with allowed top-level keys."""
    roots: list[_Root] = []
    for path in home.misnamed(folder, part):
        hint = "Noem het bestand '.yaml', anders wordt het niet gelezen."
        report.warn(
            Where(home.shown(path)), "W010", f"dit bestand eindigt op '{path.suffix}'", hint
        )
    for path in home.files(folder, part):
        file = home.shown(path)
        text, problems = read_text(path, file)
        node = None
        if text is not None:
            node, problems = compose(text, file)
        report.problems += problems
        # A key that stands twice loses names only where it is that of a whole section.
        report.partial |= any(node is None or p.where.column == 1 for p in problems)
        if isinstance(node, Mapping):
            roots.append((path, _allowed(node, part, allowed, report)))
        elif node is not None:
            report.fields(node, "dit bestand", allowed)
        elif not problems:
            report.warn(Where(file), "W011", "dit bestand is leeg", "Vul het, of haal het weg.")
    return roots


def _allowed(root: Mapping, part: str, allowed: Sequence[str], report: Report) -> Mapping:
    other, keys = ("config", CONFIG_KEYS) if part == "rules" else ("rules", RULE_KEYS)
    kept = []
    whole = report.whole_entries(root)
    report.partial |= len(whole) < len(root.entries)
    for key, value in whole:
        if key.text in allowed:
            kept.append((key, value))
        elif key.text in keys:
            hint = f"Zet het in een bestand onder {other}/."
            report.say(key.where, "L013", f"'{key.text}' hoort niet onder {part}/", hint)
            report.partial = True
        else:
            hint = report.suggest(key.text, (*allowed, *keys))
            report.say(key.where, "L002", f"onbekende sleutel '{key.text}'", hint)
            # Read on as what was meant, so that what stands below it is looked at as well.
            meant = nearest(key.text, allowed)
            if meant is not None and (meant not in ONCE or root.get(meant) is None):
                kept.append((attrs.evolve(key, text=meant), value))
            else:
                report.partial |= not isinstance(value, Scalar)
    return Mapping(tuple(kept), root.where)


def _read(rule_roots: list[_Root], config_roots: list[_Root], report: Report) -> Rulebook:
    rules, config = [root for _, root in rule_roots], [root for _, root in config_roots]
    names = Names()
    vocabulary, articles = vocabulary_register(report), product_register(report)
    read_questions(rules, names, vocabulary, report)
    deciding = read_conclusions(rules, names, vocabulary, report)
    read_computed(rules, names, vocabulary, report)
    once = read_once(config, report)
    read_levels(once, names, report)
    read_groups(config, names, articles, report)
    read_ends(config, names, report)
    written = read_products(config, names, articles, report)
    partners, budgets = read_partners(config, names, report), read_budgets(config, report)
    check_products(written, names, partners, budgets, report)
    settings = read_settings(config, once, names, report)
    tables = read_tables(rule_roots, names, report)
    by_name = _rules(rules, deciding, tables, names, report)
    rulebook = Rulebook(
        questions=names.questions,
        conclusions=names.conclusions,
        computed=names.computed,
        rules=by_name,
        levels=tuple(names.levels.values()),
        products=names.products,
        groups=names.groups,
        partners=partners,
        budgets=budgets,
        reasons=read_reasons(config, report),
        ends=names.ends,
        codes=read_codes(config, names, report),
        indicators=tuple(read_indicators(config, names, report)),
        examples=(),
        settings=settings,
        layers=_layers(by_name, names, report),
        version=version_of([*rules, *config], tables),
    )
    report.problems += checks.errors(rulebook)
    return attrs.evolve(rulebook, examples=tuple(read_examples(rules, rulebook, report)))


def _rules(
    roots: Sequence[Mapping],
    deciding: Sequence[tuple[Scalar, dict[str, Node]]],
    tables: Sequence[Table],
    names: Names,
    report: Report,
) -> dict[str, Rule]:
    register = Register(report, "een regel", RULE_NAME)
    found = [
        *read_rules(roots, names, register, report),
        *read_deciding(deciding, names, register, report),
        *(rule for table in tables for rule in read_table(table, names, report)),
    ]
    return {rule.name: rule for rule in found}


def _layers(rules: dict[str, Rule], names: Names, report: Report) -> tuple[str, ...]:
    order, problems = checks.layers(rules, names.conclusions)
    report.problems += problems
    return order


def _whole_home(
    folder: Path, rules: Sequence[_Root], config: Sequence[_Root], report: Report
) -> None:
    """What is missing in the home as a whole; it stands at the nearest file that exists."""
    if report.partial:
        return
    every = [*home.files(folder, "config"), *home.files(folder, "rules")]
    where = Where(home.shown(every[0] if every else folder / "config" / "triage.yaml"))
    if not any(
        sections((root for _, root in rules), key) for key in ("regels", "tabellen", "conclusies")
    ):
        hint = "Zet een YAML-bestand met 'regels' in de map rules/."
        report.say(where, "H001", "hier staan geen regels", hint)
    if not sections((root for _, root in config), "urgentie"):
        hint = "Zet in config/triage.yaml: urgentie: {hoog: {}, normaal: {}}."
        report.say(where, "H002", "'urgentie' ontbreekt", hint)
