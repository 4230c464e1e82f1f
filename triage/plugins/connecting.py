"""A plug-in that can be called: isolated, in time, and with an answer of the type it has to be."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from types import MappingProxyType
from typing import Any, Final, get_args

import attrs
from pluggy import PluginManager

from triage.chain import Event, Receipt, Referral, Status
from triage.hookspecs import PROJECT, PartnerHooks
from triage.plugins.calls import Answer, Guard, NonsenseError, Outcome
from triage.plugins.hooks import HOOKS
from triage.records import Person
from triage.rulebook import Partner

MOST_REFERENCE: Final = 200
"""Characters of the number that a partner gives."""

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_PARTICLES: Final = frozenset({"aan", "bij", "den", "der", "het", "ten", "ter", "van", "von"})
"""Words of names that any Dutch sentence may hold."""
_NO_DIGIT: Final = re.compile(r"\D")
_FEWEST_DIGITS: Final = 7

_Test = Callable[[Any, Collection[str]], bool]

# Exact types: the class of a subclass is somebody else's code, which would go on running here.
_ANSWERS: Final[Mapping[str, tuple[str, _Test]]] = MappingProxyType(
    {
        "capacity": (
            "een geheel getal van 0 of meer, of None",
            lambda value, _: value is None or (type(value) is int and value >= 0),
        ),
        "screen": (
            "None of de sleutel van een weigerreden",
            lambda value, reasons: value is None or (type(value) is str and value in reasons),
        ),
        "refer": (
            f"een Receipt, met als kenmerk None of een tekst van 1 tot {MOST_REFERENCE} tekens",
            lambda value, _: type(value) is Receipt and _short(value.reference),
        ),
        "status": (
            f"None of een van {', '.join(get_args(Status))}",
            lambda value, _: value is None or (type(value) is str and value in get_args(Status)),
        ),
        "withdraw": ("None", lambda value, _: value is None),
        "observe": ("None", lambda value, _: value is None),
    }
)


def _short(reference: object) -> bool:
    if reference is None:
        return True
    return (
        type(reference) is str and 0 < len(reference) <= MOST_REFERENCE and reference.isprintable()
    )


@attrs.frozen(eq=False)
class Connection:
    """One plug-in, called through a manager of its own, so that it can never touch another one.

    Attributes:
        hooks: The names of those that it has.
        reasons: The keys of the refusal reasons that are known.
    """

    hooks: frozenset[str]
    reasons: Collection[str]
    _guard: Guard
    _manager: PluginManager

    def raw(self, hook: str, **arguments: object) -> Any:
        """Call a hook here and now, unguarded."""
        answers: list[Any] = getattr(self._manager.hook, hook)(**arguments)
        return answers[0] if answers else None  # the manager leaves None out

    def start(self, hook: str, **arguments: object) -> Future[Outcome[Any]]:
        """Begin a call; `finish` gives the answer."""
        own = {name: _own(value) for name, value in arguments.items()}
        expected, fits = _ANSWERS[hook]

        def work() -> Any:
            value = self.raw(hook, **own)
            if fits(value, self.reasons):
                return value
            raise NonsenseError(
                f"geeft een {type(value).__name__} die niet past: hier hoort {expected}"
            )

        return self._guard.start(work)

    def finish(self, hook: str, future: Future[Outcome[Any]], patience: float) -> Answer[Any]:
        """The answer of a call that was begun."""
        found = self._guard.outcome(future, patience)
        if found.fault is None:
            return Answer(found.value)
        return Answer(None, f"{hook}: {found.fault}", f"{hook}: {found.fault.cause}")

    def ask(self, hook: str, **arguments: object) -> Answer[Any]:
        """Call a hook; without that hook nothing is said."""
        if hook not in self.hooks:
            return Answer()
        return self.finish(hook, self.start(hook, **arguments), self._guard.limit)


def introduce(plugin: object, partner: Partner) -> None:
    """Give a plug-in its own configuration, if its class or one below that declares `settings`."""
    if any("settings" in inspect.get_annotations(kind) for kind in type(plugin).__mro__):
        object.__setattr__(plugin, "settings", partner)


def connect(
    plugin: object, hooks: Collection[str], guard: Guard, reasons: Collection[str]
) -> Connection:
    """Register a plug-in whose hooks have been found in order."""
    manager = PluginManager(PROJECT)
    manager.add_hookspecs(PartnerHooks)
    manager.register(plugin, PROJECT)
    manager.check_pending()
    return Connection(frozenset(hooks) & frozenset(HOOKS), reasons, guard, manager)


def mentions(person: Person | None, text: str) -> bool:
    """Whether a text holds something of the person: also one word of a name, or only the digits."""
    if person is None:
        return False
    said = text.casefold()
    values = (person.name, person.phone, person.email, person.bsn)
    if any(value.strip().casefold() in said for value in values if value and value.strip()):
        return True
    digits = _NO_DIGIT.sub("", text)
    numbers = (_NO_DIGIT.sub("", value or "") for value in (person.phone, person.bsn))
    words = set(_WORD.findall((person.name or "").casefold())).difference(_PARTICLES)
    return not words.isdisjoint(_WORD.findall(said)) or any(
        number in digits for number in numbers if len(number) >= _FEWEST_DIGITS
    )


def _own(value: object) -> object:
    """A copy to keep: what one plug-in does to it, another never sees."""
    match value:
        case Referral():
            return attrs.evolve(value, answers=copy.deepcopy(dict(value.answers)))
        case Event():
            return attrs.evolve(value, details=copy.deepcopy(dict(value.details)))
    return value
