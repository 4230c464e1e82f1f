"""The public `Policy`: everything wired together. Only this floor raises."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from triage import home as homes
from triage.advice import Advice, Source
from triage.answers import read_answers
from triage.arithmetic import compute
from triage.checks import dated
from triage.engines import Engine, Program, Verdict
from triage.engines.auto import Auto, DisagreementError
from triage.engines.direct import Direct
from triage.engines.durable import Durable
from triage.errors import (
    EngineDisagreement,
    EngineUnavailable,
    IntakeError,
    PolicyError,
    Problem,
    Where,
)
from triage.loading import load
from triage.quick_answers import quick_reader
from triage.ranking import rank
from triage.records import Case, NextQuestion
from triage.rulebook import Rulebook
from triage.trying import Trial, compare


class Policy:
    """The rules and configuration of one home, compiled and ready to advise.

    Immutable: it runs no partner's code, reads no clock and may be shared by threads. Make one with
    `Policy.load`.
    """

    def __init__(
        self, rulebook: Rulebook, engine: Engine, problems: Iterable[Problem] = ()
    ) -> None:
        self._rulebook = rulebook
        self._engine = engine
        self._programs: dict[date, tuple[Program, tuple[str, ...]]] = {}
        self._quick = quick_reader(rulebook)
        self._source = Source(rulebook, self._suppose)
        self._warnings = tuple(problems)

    @classmethod
    def load(cls, home: str | Path | None = None, engine: str | Engine | None = None) -> Policy:
        """Read a home and make it ready.

        Args:
            home: A folder with `rules/` and `config/`; the built-in home by default.
            engine: `auto`, `direct` or `durable`, or anything that fulfils `triage.Engine`; by
                default what the configuration says, else `auto`.

        Raises:
            PolicyError: Something is wrong with the files of the home, or the engine cannot take
                them; it holds all problems.
            FileNotFoundError: There is no such folder.
            ValueError: There is no engine of that name.
        """
        folder = homes.built_in() if home is None else Path(home)
        if not homes.exists(folder):
            raise FileNotFoundError(folder)
        rulebook, problems = load(folder)
        if rulebook is None:
            raise PolicyError(problems)
        chosen = engine or rulebook.settings.engine or "auto"
        return cls(rulebook, _engine(chosen, rulebook), problems)

    def warnings(self, on: date) -> tuple[Problem, ...]:
        """What deserves a look in the home on that day, sorted by place; nothing stops for it."""
        found = [*self._warnings, *dated(self._rulebook, on)]
        reason = getattr(self._program(on)[0], "reason", None)
        if reason is not None:
            hint = "Neem de oorzaak weg, of zet 'engine: direct' in de configuratie."
            where = _configuration(self._rulebook)
            message = f"alleen 'direct' beslist: {reason}"
            found.append(Problem(where, "W012", message, hint, "warning"))
        return tuple(sorted(found))

    @property
    def rulebook(self) -> Rulebook:
        """Everything the home says, as values."""
        return self._rulebook

    @property
    def version(self) -> str:
        """`sha256:` and a digest over everything loaded; it stands on every advice."""
        return self._rulebook.version

    def advise(self, case: Case, *, on: date) -> Advice:
        """What fits this case on that day.

        Raises:
            IntakeError: Answers that cannot be taken, all of them at once.
            EngineDisagreement: Two engines decide differently, so nothing is decided.
            TypeError: `on` or a part of the case is not of the type that it has to be.
        """
        _refuse_times(on)
        _refuse_shapes(case)
        answers, problems = read_answers(self._rulebook, case, self._quick)
        if problems:
            raise IntakeError(problems)
        return self._decide((case,), (answers,), on)[0]

    def prioritise(self, cases: Iterable[Case], *, on: date) -> tuple[Advice, ...]:
        """Advise on every case and rank them, most urgent first.

        The same cases in any order give the same list.

        Raises:
            IntakeError: Answers that cannot be taken, of all cases at once.
            TypeError: `on` or a part of a case is not of the type that it has to be.
        """
        return rank(self._advise(tuple(cases), on))

    def explain(self, case: Case, *, on: date) -> str:
        """Why, why not, and what would change it, in Dutch.

        For urgency, deadline, every product and exclusion, and everything that nearly was given:
        which rule, which answers, which ground, and in which file and line; then the questions that
        can still change something.

        Raises:
            IntakeError: Answers that cannot be taken, all of them at once.
        """
        from triage.explanations import explain  # noqa: PLC0415  # not needed to advise

        return explain(self._rulebook, self.advise(case, on=on))

    def next_question(
        self, case: Case, *, on: date, skip: Collection[str] = ()
    ) -> NextQuestion | None:
        """What to ask now in an intake: what can still raise the urgency first.

        Answers that only come later (`fase: balie` or `partner`) are not asked.

        Args:
            case: What has been answered so far.
            on: The day of reckoning.
            skip: Questions that were asked and could not be answered.

        Returns:
            None when nothing that can be asked changes urgency, deadline, points, products or
            exclusions any more.

        Raises:
            IntakeError: Answers that cannot be taken, all of them at once.
            EngineDisagreement: Two engines decide differently.
        """
        from triage.asking import next_question  # noqa: PLC0415  # not needed to advise

        return next_question(self._rulebook, self.advise(case, on=on), skip)

    def trials(self) -> tuple[Trial, ...]:
        """Every example of the home held against what the policy decides."""
        examples = self._rulebook.examples
        return tuple(
            compare(
                self._rulebook,
                example,
                self._decide([case], [dict(example.answers)], example.on)[0],
            )
            for example in examples
            for case in (Case(example.name, example.registered),)
        )

    def _advise(self, cases: tuple[Case, ...], on: date) -> list[Advice]:
        typed: list[dict[str, int]] = []
        problems: list[Problem] = []
        _refuse_times(on)
        for case in cases:
            _refuse_shapes(case)
        for case in cases:
            answers, wrong = read_answers(self._rulebook, case, self._quick)
            problems += wrong
            typed.append(answers)
        if problems:
            raise IntakeError(problems)
        return self._decide(cases, typed, on)

    def _decide(
        self, cases: Sequence[Case], typed: Sequence[dict[str, int]], on: date
    ) -> list[Advice]:
        """Advise on answers that have been read; computed values are added to them."""
        if self._rulebook.computed:
            for answers in typed:
                answers.update(compute(self._rulebook.computed.values(), answers))
        program, engines = self._program(on)
        try:
            verdicts = program.decide(typed)
        except DisagreementError as error:
            raise EngineDisagreement(cases[error.index].case, error.rules) from error
        source = self._source
        return [
            Advice(
                case.case,
                case.registered,
                on,
                MappingProxyType(typed[place]),
                engines,
                verdicts[place],
                source,
            )
            for place, case in enumerate(cases)
        ]

    def _program(self, on: date) -> tuple[Program, tuple[str, ...]]:
        """The policy made ready for that day, and the names of the engines that decide."""
        found = self._programs.get(on)
        if found is None:
            program = self._engine.compile(self._rulebook, on)
            found = program, getattr(program, "engines", (self._engine.name,))
            self._programs[on] = found
        return found

    def _suppose(self, case: str, answers: Mapping[str, int], on: date) -> Verdict:
        try:
            return self._program(on)[0].decide((answers,), hypothetical=True)[0]
        except DisagreementError as error:
            raise EngineDisagreement(case, error.rules) from error


def _engine(chosen: str | Engine, rulebook: Rulebook) -> Engine:
    if not isinstance(chosen, str):
        return chosen
    makers: dict[str, Callable[[], Engine]] = {"auto": Auto, "direct": Direct, "durable": Durable}
    if chosen not in makers:
        message = f"there is no engine {chosen!r}; choose auto, direct or durable"
        raise ValueError(message)
    try:
        return makers[chosen]()
    except EngineUnavailable as error:
        problem = Problem(_configuration(rulebook), "H003", str(error), "Kies 'auto' of 'direct'.")
        raise PolicyError([problem]) from error


def _configuration(rulebook: Rulebook) -> Where:
    """Where a problem of the whole home stands: at its configuration."""
    return Where(rulebook.levels[0].where.file)


def _refuse_shapes(case: object) -> None:
    """Take a `Case` as its types say: a program that hands over something else has a bug."""
    if not isinstance(case, Case):
        message = f"{case!r} is not a Case"
        raise TypeError(message)
    name: object = case.case
    answers: object = case.answers
    if not (isinstance(name, str) and name):
        message = "the id of a case is a text that is not empty"
        raise TypeError(message)
    if type(answers) is not dict and not isinstance(answers, Mapping):
        message = f"the answers of case {name} are not a mapping"
        raise TypeError(message)
    _refuse_times(case.registered)


def _refuse_times(*days: object) -> None:
    """Take bare dates only: a `datetime` passes for a date and would carry its hours along."""
    for day in days:
        if type(day) is not date and (not isinstance(day, date) or isinstance(day, datetime)):
            message = f"{day!r} is not a date without a time"
            raise TypeError(message)
