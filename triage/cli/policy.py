"""`check` and `test`: what a policy maker asks of the rules."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from triage.cli.common import PROBLEMS, Session, stop, tell, with_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from triage import Policy, Problem
    from triage.trying import Trial


@click.command()
@with_session
def check(session: Session) -> None:
    """Say everything that is wrong with a home, and what deserves a look.

    Every problem of every file is printed at once, with file, line and column, a code, what is
    wrong and what to do. Once rules and configuration are in order, the plug-ins of the partners
    are loaded and held against them. Warnings do not stop anything; only errors give exit code 1.
    The codes are explained in docs/foutcodes.md.

    \b
    Examples:
      triage check
      triage check --home my-home
      triage check --home my-home --json
    """
    from triage import PolicyError  # noqa: PLC0415  # keeps --help quick
    from triage.app import Policy  # noqa: PLC0415

    try:
        policy = Policy.load(session.home, engine=session.engine)
    except FileNotFoundError as error:
        message = f"de map {str(session.home)!r} bestaat niet"
        raise click.UsageError(message) from error
    except PolicyError as error:
        if session.json:
            _print_json(error.problems)
            sys.exit(PROBLEMS)
        stop(error.problems)
    problems = [*policy.warnings(session.on), *_partners(session, policy)]
    if not session.json:
        tell(problems)
    session.dated(policy)
    if session.json:
        _print_json(problems)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(PROBLEMS)
    if not session.json:
        _summary(policy, len(problems))


def _partners(session: Session, policy: Policy) -> tuple[Problem, ...]:
    """What is wrong with the plug-ins of the home and of installed packages."""
    from triage.home import built_in  # noqa: PLC0415  # keeps --help quick
    from triage.plugins import Plugins  # noqa: PLC0415

    return Plugins.load(session.home or built_in(), policy.rulebook)[1]


def _print_json(problems: Sequence[Problem]) -> None:
    click.echo(
        json.dumps({"problems": [p.as_json() for p in sorted(problems)]}, ensure_ascii=False)
    )


def _summary(policy: Policy, warnings: int) -> None:
    book = policy.rulebook
    parts = (
        (len(book.questions), "vraag", "vragen"),
        (len(book.rules), "regel", "regels"),
        (len(book.products), "product", "producten"),
        (len(book.examples), "voorbeeld", "voorbeelden"),
    )
    counted = ", ".join(f"{n} {one if n == 1 else more}" for n, one, more in parts)
    noted = {0: "geen waarschuwingen", 1: "1 waarschuwing"}.get(
        warnings, f"{warnings} waarschuwingen"
    )
    click.echo(f"In orde: {counted}; {noted}.")
    click.echo(f"Versie {policy.version}")


@click.command()
@with_session
def test(session: Session) -> None:
    """Try the examples of a home: what was expected against what the rules decide.

    For every difference it says what was expected, what came out, and which rules made the
    difference. Rules that hold in no example are named as well. Exit code 1 when an example fails.

    \b
    Examples:
      triage test
      triage test --home my-home
    """
    policy = session.policy()
    trials = policy.trials()
    if session.json:
        click.echo(json.dumps(_as_json(policy, trials), ensure_ascii=False))
    else:
        _print(policy, trials)
    if any(trial.differences for trial in trials):
        sys.exit(PROBLEMS)


def _as_json(policy: Policy, trials: tuple[Trial, ...]) -> dict[str, object]:
    from triage.trying import untried  # noqa: PLC0415  # keeps --help quick

    return {
        "examples": [
            {
                "example": trial.name,
                "file": trial.where.file,
                "line": trial.where.line,
                "passed": not trial.differences,
                "differences": [difference.as_json() for difference in trial.differences],
            }
            for trial in trials
        ],
        "untried": list(untried(trials, policy.rulebook.rules)),
    }


def _print(policy: Policy, trials: tuple[Trial, ...]) -> None:
    from triage.trying import untried  # noqa: PLC0415  # keeps --help quick
    from triage.wording import show_rule  # noqa: PLC0415

    failed = [trial for trial in trials if trial.differences]
    for trial in failed:
        click.echo(f"{trial.where}: voorbeeld '{trial.name}' komt anders uit")
        for found in trial.differences:
            click.echo(f"  {found.what}: verwacht {found.expected}; kreeg {found.got}")
            for name in found.rules:
                held = "geldt" if name in trial.fired else "geldt niet"
                click.echo(f"    {show_rule(policy.rulebook.rules[name])} {held}")
    unused = untried(trials, policy.rulebook.rules)
    if unused:
        click.echo(f"Zonder voorbeeld waarin zij gelden: {', '.join(unused)}")
    passed = len(trials) - len(failed)
    came = "komt" if passed == 1 else "komen"
    if not trials:
        click.echo("Er zijn geen voorbeelden. Zet ze onder 'voorbeelden' in een bestand in rules/.")
    else:
        click.echo(f"{passed} van de {len(trials)} voorbeelden {came} uit zoals verwacht.")
