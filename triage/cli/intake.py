"""An intake as a conversation of lines: in order, without colours, redrawing or a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from triage import Advice, Case, NextQuestion, Policy
from triage.asking import LATER, next_question
from triage.changes import changes
from triage.cli.lines import Lines
from triage.cli.show import outcome_text
from triage.records import Answer
from triage.replies import Again, accepted, options, read_reply, show_reply
from triage.rulebook import Question, Rulebook
from triage.wording import show_day

WORDS: Final = (
    "Enter of weet niet: het antwoord is niet bekend.",
    "Typ ? voor uitleg, terug voor de vorige vraag, wijzig om een ander antwoord te veranderen,",
    "advies voor het advies tot nu toe, en stop om op te houden.",
)
_UNKNOWN: Final = ("", "weet niet", "weet ik niet")
_FEW: Final = 3


@attrs.define
class Intake:
    """One conversation about one case.

    Attributes:
        case: What has been answered so far, in the order of asking; None where it is not known.
        keep: Is given the case after every answer.
        advice: On that case.
    """

    policy: Policy
    on: date
    lines: Lines
    keep: Callable[[Case], None]
    case: Case
    advice: Advice = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.advice = self.policy.advise(self.case, on=self.on)

    def run(self) -> None:
        """Ask until nothing that can be asked changes the outcome and the intaker is content.

        Raises:
            EOFError: The input ended in the middle.
            Stopped: The intaker stopped.
        """
        self._greet()
        chosen: str | None = None
        while True:
            asked = next_question(self._rulebook, self.advice, self.case.answers)
            if chosen is None and asked is not None:
                chosen = asked.question
            if chosen is None:
                chosen = self._close()
                if chosen is None:
                    return
            else:
                new = asked is not None and asked.question == chosen
                chosen = self._ask(self._rulebook.questions[chosen], asked if new else None)

    @property
    def _rulebook(self) -> Rulebook:
        return self.policy.rulebook

    def _greet(self) -> None:
        number, day = self.case.case, show_day(self.case.registered)
        self.lines.say(f"Zaak {number}, aangemeld op {day}.")
        if self.case.answers:
            count = len(self.case.answers)
            given = "Er is al 1 vraag" if count == 1 else f"Er zijn al {count} vragen"
            self.lines.say(f"{given} ingevuld. Het advies tot nu toe:", self._advice())
        self.lines.say(*WORDS)

    def _ask(self, question: Question, asked: NextQuestion | None) -> str | None:
        """Put one question until it is answered.

        Returns:
            The question to go to; None for whatever comes next.
        """
        self.lines.say("", self._heading(question, asked), *_lines(question))
        if asked is not None:
            self.lines.say(_why(asked.reasons))
        if question.key in self.case.answers:
            given = show_reply(question, self.case.answers[question.key])
            self.lines.say(f"Nu ingevuld: {given}. Enter laat het zo; weet niet maakt het leeg.")
        while True:
            reply = self.lines.hear("Antwoord:")
            match reply.casefold():
                case "wijzig":
                    return self._choose() or question.key
                case "terug":
                    if (earlier := self._earlier(question.key)) is not None:
                        return earlier
                    self.lines.say("Dit is de eerste vraag.")
                case "advies":
                    self.lines.say(self._advice(), "", *_lines(question))
                case "?":
                    self._explain(question, asked)
                case _:
                    if self._answered(question, reply):
                        return None

    def _answered(self, question: Question, reply: str) -> bool:
        """Take a reply, unless it is none."""
        if not reply and question.key in self.case.answers:
            return True
        answer = None if reply.casefold() in _UNKNOWN else read_reply(question, reply)
        if isinstance(answer, Again):
            self.lines.say(answer.text, f"{question.text} {accepted(question)}")
            return False
        self._take(question, answer)
        return True

    def _heading(self, question: Question, asked: NextQuestion | None) -> str:
        trail = list(self.case.answers)
        if question.key in self.case.answers:
            return f"Vraag {trail.index(question.key) + 1} opnieuw"
        most = "" if asked is None else f" van hoogstens {len(trail) + asked.remaining}"
        return f"Vraag {len(trail) + 1}{most}"

    def _explain(self, question: Question, asked: NextQuestion | None) -> None:
        if asked is not None:
            self.lines.say("Waarom deze vraag:", *(f"  {reason}" for reason in asked.reasons))
        if question.note:
            self.lines.say(f"Toelichting: {question.note}")
        self.lines.say("Het advies tot nu toe:", self._advice())
        self.lines.say(*WORDS, "", *_lines(question))

    def _earlier(self, key: str | None) -> str | None:
        """The question before this one, or before what comes next."""
        trail = list(self.case.answers)
        before = trail[: trail.index(key)] if key in trail else trail
        return before[-1] if before else None

    def _choose(self) -> str | None:
        """The question that the intaker wants to answer again; None on second thoughts."""
        rulebook, answers = self._rulebook, self.case.answers
        keys = [*answers, *(key for key in self._consents() if key not in answers)]
        if not keys:
            self.lines.say("Er is nog niets ingevuld.")
            return None
        self.lines.say("", "Wat wilt u veranderen?")
        for number, key in enumerate(keys, 1):
            question = rulebook.questions[key]
            given = show_reply(question, answers[key]) if key in answers else "nog niet gevraagd"
            self.lines.say(f"{number}. {question.text} {given}")
        numbered = {str(number): key for number, key in enumerate(keys, 1)}
        while True:
            reply = self.lines.hear("Nummer (Enter: niets):")
            if not reply or reply.casefold() == "terug":
                return None
            if reply in numbered:
                return numbered[reply]
            self.lines.say(f"Kies een nummer van 1 tot en met {len(keys)}.")

    def _take(self, question: Question, answer: Answer) -> None:
        """Keep an answer, and say what it changes."""
        answers = {**self.case.answers, question.key: answer}
        self.case = attrs.evolve(self.case, answers=answers)
        self.keep(self.case)
        before, self.advice = self.advice, self.policy.advise(self.case, on=self.on)
        self.lines.say(f"Genoteerd: {show_reply(question, answer)}.")
        self.lines.say(*changes(self._rulebook, before, self.advice))

    def _close(self) -> str | None:
        """Give the outcome; then the question to answer again, or None when all is well."""
        self.lines.say("", *self._outcome())
        while True:
            more = ", akkoord" if self._consents() else ""
            try:
                reply = self.lines.hear(f"Enter om af te sluiten{more} of wijzig:")
            except EOFError:  # nobody is left to change anything
                self.lines.say("")
                return None
            chosen: str | None = None
            match reply.casefold():
                case "":
                    return None
                case "akkoord":
                    chosen = self._ask_consents()
                case "wijzig":
                    chosen = self._choose()
                case "terug":
                    chosen = self._earlier(None)
                case "advies" | "?":
                    self.lines.say("", *self._outcome())
                case _:
                    self.lines.say("Dat kan hier niet: alles is al gevraagd.")
            if chosen is not None:
                return chosen

    def _ask_consents(self) -> str | None:
        """Ask each, unless the intaker goes to another question."""
        for key in self._consents():
            chosen = self._ask(self._rulebook.questions[key], None)
            if chosen is not None:
                return chosen
        return None

    def _outcome(self) -> Iterator[str]:
        questions = self._rulebook.questions
        still = [questions[key] for key in self.advice.open_questions]
        if not still:
            yield "De uitkomst staat vast: geen antwoord kan die nog veranderen."
        else:
            yield "Er is niets meer te vragen. Dit kan de uitkomst nog veranderen:"
        for question in still:
            when = "Komt later" if question.phase in LATER else "Niet bekend"
            yield f"  {when}: {question.text}"
        yield self._advice()
        consents = self._consents()
        if consents:
            yield "Nog geen akkoord; zonder ja gaat er niets naar die partner:"
            yield from (f"  {questions[key].text}" for key in consents)

    def _consents(self) -> list[str]:
        """The questions for consent of the partners in the advice, not answered yet."""
        partners = self._rulebook.partners
        keys = (partners[p].consent for given in self.advice.products for p in given.partners)
        return list(dict.fromkeys(k for k in keys if k and k not in self.advice.answers))

    def _advice(self) -> str:
        return outcome_text(self._rulebook, self.advice)


def _lines(question: Question) -> list[str]:
    return [question.text, *options(question), accepted(question)]


def _why(reasons: Sequence[str]) -> str:
    """The first few reasons in a line, what they share said once."""
    shared: dict[str, list[str]] = {}
    for reason in reasons[:_FEW]:
        head, _, tail = reason.partition(": ")
        shared.setdefault(head, []).append(tail)
    parts = [f"{head} {', '.join(tails)}".rstrip() for head, tails in shared.items()]
    more = len(reasons) - _FEW
    return f"Waarom: {'; '.join(parts)}{f' (en nog {more}: typ ?)' if more > 0 else ''}."
