"""With which case an intake begins: a new one, one from a list, or the one that was kept."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path
from typing import Final

import attrs
import click

from triage import Case, Policy, Where
from triage.casefiles.drafts import DUTCH, REPORTED, Draft, finish
from triage.cli.common import Session
from triage.cli.lines import Lines
from triage.errors import Problem, Refusal
from triage.notation import read_date
from triage.replies import UNREADABLE, readable, sentences, tidy
from triage.wording import show_day

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that are taken for another one."""
_LENGTH: Final = 6


def kept_case(session: Session, policy: Policy, number: str | None, save: Path) -> Case:
    """The one case of the file in which an intake is kept, which may have to be a certain one."""
    cases = session.cases(policy, str(save))
    if len(cases) != 1:
        message = f"in {save} staan {len(cases)} zaken; --save bewaart één zaak in een bestand."
        raise click.UsageError(message)
    if number not in (None, cases[0].case):
        message = f"in {save} staat zaak {cases[0].case!r}, niet {number!r}."
        raise click.UsageError(f"{message} Kies voor --save een ander bestand.")
    return tidy(policy.rulebook, cases[0])


def listed_case(session: Session, policy: Policy, number: str, file: str) -> Case:
    """The case from a list; what stands empty there has not been asked yet."""
    case = tidy(policy.rulebook, session.case(policy, number, file))
    known = {key: answer for key, answer in case.answers.items() if answer is not None}
    return attrs.evolve(case, answers=known)


def new_case(session: Session, policy: Policy, lines: Lines) -> Case:
    """A case of which the number and the day of registration are asked."""
    lines.say("Een nieuwe zaak.")
    number = _number(policy, lines)
    while True:
        reply = lines.hear(f"Dag van aanmelding (Enter: {show_day(session.on)}):")
        day = read_date(reply) if reply else session.on.toordinal()
        if not isinstance(day, Refusal):
            return Case(number, date.fromordinal(day))
        lines.say(sentences(day))


def _number(policy: Policy, lines: Lines) -> str:
    while True:
        reply = lines.hear("Nummer van de zaak (Enter: een willekeurig nummer):")
        if not reply:
            return "z-" + "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        problem = _refused(reply, policy)
        if problem is None and readable(reply):
            return reply
        lines.say(UNREADABLE if problem is None else sentences(problem))


def _refused(number: str, policy: Policy) -> Problem | None:
    """Why a file of cases would not take that number."""
    draft = Draft(DUTCH, lambda _: Where("-"), number, REPORTED)
    _, problems = finish([draft], policy.rulebook)
    return problems[0] if problems else None
