"""How the demonstration goes: paces and percentages, from `demo/draaiboek.yaml` of the home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs
import yaml

from triage.errors import TriageError
from triage.records import Case, End
from triage.rulebook import Rulebook
from triage.vocabulary import suggest

Span = tuple[int, int]
"""Something between these two, both included."""

FILE: Final = "draaiboek.yaml"


class ScriptError(TriageError):
    """The script of the demonstration cannot be read."""


def _span(value: Any) -> Span:
    low, high = value
    if not 0 <= int(low) <= int(high):
        raise ValueError(value)
    return int(low), int(high)


@attrs.frozen
class Course:
    """How it goes with one product; days are working days.

    Attributes:
        wanted: In how many of a hundred cases with this advice it is taken up.
        decided: Days from the advice until it is given.
        begins: Days until it starts; with a partner from its acceptance.
        lasts: Days that it takes; something that begins and ends at once is done on the spot.
        hours: Percentage of the hours asked that is delivered.
    """

    wanted: int = attrs.field(default=70, converter=int)
    decided: Span = attrs.field(default=(0, 10), converter=_span)
    begins: Span = attrs.field(default=(2, 10), converter=_span)
    lasts: Span = attrs.field(default=(5, 30), converter=_span)
    hours: Span = attrs.field(default=(60, 100), converter=_span)


@attrs.frozen
class Talk:
    """The talk with which a term is met.

    Attributes:
        question: What is answered with its day.
        products: Whoever gets one of these has the talk when it starts; others have it at the desk.
    """

    question: str
    products: frozenset[str] = attrs.field(converter=frozenset)


@attrs.frozen
class Outage:
    """A partner that cannot be reached for a while."""

    partner: str
    first: date
    last: date


@attrs.frozen
class Script:
    """How the demonstration goes; percentages are of a hundred people or attempts.

    Attributes:
        a_day: Intakes on one working day.
        missed: Attempts that reach nobody.
        postponed: People who ask to be called later.
        told: The question that is answered with the day of the call; the days of other answers
            on the telephone move along with it.
        taken_in: The question that is answered with the day of the intake.
        talk: The talk with which a term is met.
        declined: By question why a case is closed when the answer is `nee`.
        again: People who are spoken to again later.
        again_after: Working days from the intake until then.
        written_later: Days of which the work is written down on the next working day.
        hastened: Days on which the first of a waiting list turns out to be most urgent.
        outage: A partner that cannot be reached for a while, if there is one.
        ends: Days on which the list of ended benefits comes in.
        alarms: Days on which alarms are looked into.
        products: By product how it goes; another one goes as `Course` says.
    """

    a_day: int = attrs.field(default=8, converter=int)
    missed: int = attrs.field(default=30, converter=int)
    postponed: int = attrs.field(default=8, converter=int)
    told: str | None = None
    taken_in: str | None = None
    talk: Talk | None = None
    declined: Mapping[str, str] = attrs.field(factory=dict)
    again: int = attrs.field(default=30, converter=int)
    again_after: Span = attrs.field(default=(40, 120), converter=_span)
    written_later: frozenset[date] = attrs.field(default=(), converter=frozenset)
    hastened: tuple[date, ...] = attrs.field(default=(), converter=tuple)
    outage: Outage | None = None
    ends: tuple[date, ...] = attrs.field(default=(), converter=tuple)
    alarms: tuple[date, ...] = attrs.field(default=(), converter=tuple)
    products: Mapping[str, Course] = attrs.field(factory=dict)

    def course(self, product: str) -> Course:
        """How it goes with a product."""
        return self.products.get(product, Course())


@attrs.frozen
class Sample:
    """The people of the demonstration; what is known of them is told when its time has come.

    Attributes:
        listed: On the list, with the answers that each would give on the telephone.
        arriving: By source, who comes in later, with the same.
        follow_up: By product and case, the answers that it brings once it has been completed.
        ended: Whose benefit ended or was lowered.
        script: How it goes.
    """

    listed: Sequence[Case]
    arriving: Mapping[str, Sequence[Case]] = attrs.field(factory=dict)
    follow_up: Mapping[str, Mapping[str, Case]] = attrs.field(factory=dict)
    ended: Sequence[End] = ()
    script: Script = attrs.field(factory=Script)


_COURSE: Final = {
    "neemt": "wanted",
    "besluit": "decided",
    "begint": "begins",
    "duurt": "lasts",
    "uren": "hours",
}
_TALK: Final = {"vraag": "question", "bij": "products"}
_OUTAGE: Final = {"partner": "partner", "van": "first", "tot_en_met": "last"}
_SCRIPT: Final = {
    "intakes_per_dag": "a_day",
    "niet_bereikt": "missed",
    "later_bellen": "postponed",
    "gezegd_op": "told",
    "intake_op": "taken_in",
    "eerste_gesprek": "talk",
    "afgezien": "declined",
    "nog_eens": "again",
    "nog_eens_na": "again_after",
    "later_opgeschreven": "written_later",
    "spoed_op": "hastened",
    "storing": "outage",
    "tozo_lijsten": "ends",
    "alarmen_op": "alarms",
    "producten": "products",
}


def read_script(folder: Path, rulebook: Rulebook) -> Script:
    """The script in a folder; without one it goes as `Script` says.

    Raises:
        ScriptError: It holds something else than a script, or names what the home does not have.
    """
    file = folder / FILE
    if not file.is_file():
        return Script()
    try:
        found = _named(yaml.safe_load(file.read_text(encoding="utf-8")) or {}, _SCRIPT)
        if "outage" in found:
            found["outage"] = Outage(**_named(found["outage"], _OUTAGE))
        if "talk" in found:
            found["talk"] = Talk(**_named(found["talk"], _TALK))
        courses = found.get("products", {})
        found["products"] = {key: Course(**_named(c, _COURSE)) for key, c in courses.items()}
        script = Script(**found)
        _known(script, rulebook)
    except (OSError, AttributeError, TypeError, ValueError, yaml.YAMLError) as error:
        raise ScriptError(f"{file}: dit is geen draaiboek ({error}).") from None
    return script


def _named(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    for key in values:
        if key not in names:
            raise ValueError(f"'{key}' hoort hier niet. {suggest(key, names)}")
    return {names[key]: value for key, value in values.items()}


def _known(script: Script, rulebook: Rulebook) -> None:
    talk, outage = script.talk, script.outage
    asked = [script.told, script.taken_in, *script.declined]
    asked += [talk.question] if talk else []
    named = [
        *((key, rulebook.questions, "vraag") for key in asked if key is not None),
        *((key, rulebook.products, "product") for key in script.products),
        *((key, rulebook.products, "product") for key in (talk.products if talk else ())),
        *((one.partner, rulebook.partners, "partner") for one in (outage,) if one is not None),
    ]
    for key, known, noun in named:
        if key not in known:
            raise ValueError(f"onbekend: {noun} '{key}'. {suggest(key, known)}")
