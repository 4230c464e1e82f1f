"""`advise`, `prioritise` and `explain`: what the desk asks about cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.common import Session, progress, require_ending, unwritable, waiting, with_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from triage import Advice, Case, Policy

OUT_SUFFIXES = (".xlsx", ".csv", ".html", ".json")


@click.command()
@click.argument("file")
@with_session
def advise(session: Session, file: str) -> None:
    """Advise on every case of FILE, in its order.

    With --json one object a line, for other programs. One case that cannot be read refuses the
    whole file: every problem is printed, and nothing else.

    \b
    Examples:
      triage advise cases.csv --on 2021-03-03
      triage advise - --json < cases.jsonl
    """
    policy = session.policy()
    cases = session.cases(policy, file)
    advices = _advise(session.dated(policy), cases, session)
    if session.json:
        # All of them first: nothing is printed when one of them cannot be decided.
        lines = [json.dumps(advice.as_json(), ensure_ascii=False) + "\n" for advice in advices]
        click.echo("".join(lines), nl=False)
        return
    from triage.cli.show import advice_text  # noqa: PLC0415  # keeps --help quick

    for advice in advices:
        click.echo(advice_text(policy.rulebook, advice))


@click.command()
@click.argument("file")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the call list to this file: .xlsx, .csv, .html or .json.",
)
@with_session
def prioritise(session: Session, file: str, out: Path | None) -> None:
    """Rank the cases of FILE, acute ones first: the call list.

    The order is by urgency, deadline, points, day of registration and then a draw that anyone can
    repeat. The same cases in any order give the same list.

    \b
    Examples:
      triage prioritise cases.xlsx --on 2021-03-03
      triage prioritise cases.csv --out calls.xlsx
      triage prioritise cases.csv --out calls.html
    """
    require_ending(out, OUT_SUFFIXES)
    if out is not None and out.resolve() == Path(file).resolve():
        message = f"--out is the file of cases itself, {file!r}; choose another name."
        raise click.UsageError(message)
    policy = session.policy()
    cases = session.cases(policy, file)
    ranked = rank_cases(session.dated(policy), cases, session)
    if out is not None:
        write_list(policy, ranked, cases, session.on, out)
    if session.json:
        click.echo(ranked_lines(ranked), nl=False)
    elif out is None:
        from triage.cli.show import print_ranking  # noqa: PLC0415  # keeps --help quick

        print_ranking(policy.rulebook, ranked)
    else:
        zaken = "1 zaak" if len(ranked) == 1 else f"{len(ranked)} zaken"
        click.echo(f"{zaken} gerangschikt in {click.format_filename(out)}")


@click.command()
@click.argument("case")
@click.option("--in", "file", required=True, metavar="FILE", help="The file the case stands in.")
@with_session
def explain(session: Session, case: str, file: str) -> None:
    """Say why CASE gets its advice, why not something else, and what would change it.

    \b
    Example:
      triage explain z-001 --in cases.csv --on 2021-03-03
    """
    policy = session.policy()
    found = session.case(policy, case, file)
    text = session.dated(policy).explain(found, on=session.on)
    if session.json:
        click.echo(json.dumps({"case": case, "explanation": text}, ensure_ascii=False))
    else:
        click.echo(text)


def _advise(policy: Policy, cases: Sequence[Case], session: Session) -> list[Advice]:
    return [policy.advise(case, on=session.on) for case in progress(cases, "adviseren")]


def rank_cases(policy: Policy, cases: Sequence[Case], session: Session) -> tuple[Advice, ...]:
    """The advices on the cases, ranked, with a progress bar when it takes long."""
    from triage.ranking import rank  # noqa: PLC0415  # keeps --help quick

    return rank(_advise(policy, cases, session))


def ranked_lines(ranked: Sequence[Advice]) -> str:
    """Ranked advices as JSON Lines."""
    return "".join(
        json.dumps(advice.as_json() | {"rank": number}, ensure_ascii=False) + "\n"
        for number, advice in enumerate(ranked, 1)
    )


def write_list(
    policy: Policy, ranked: Sequence[Advice], cases: Sequence[Case], on: date, out: Path
) -> None:
    """Write the call list in the form of the file's suffix; whole or not at all."""
    from triage.calling import call_list  # noqa: PLC0415  # keeps --help quick
    from triage.calllist import write_call_list  # noqa: PLC0415
    from triage.outputs import write_whole  # noqa: PLC0415

    people = {case.case: case for case in cases}
    try:
        with waiting("schrijven"):
            if out.suffix.lower() == ".json":
                objects = [a.as_json() | {"rank": number} for number, a in enumerate(ranked, 1)]
                text = json.dumps(objects, ensure_ascii=False, indent=1)
                write_whole(out, f"{text}\n".encode())
            else:
                write_call_list(call_list(policy.rulebook, ranked, people, on), out)
    except OSError as error:
        unwritable(out, error)
