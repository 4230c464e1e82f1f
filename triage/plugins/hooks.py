"""The hooks that a class has, held against those that there are.

The plug-in manager would take a misspelt hook without a word, and stop at the first wrong argument.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from types import FunctionType, MappingProxyType
from typing import Any, Final

from triage.errors import Problem
from triage.hookspecs import PROJECT, PartnerHooks
from triage.plugins.places import Source
from triage.vocabulary import choose

HOOKS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        name: tuple(inspect.signature(function).parameters)[1:]
        for name, function in vars(PartnerHooks).items()
        if inspect.isfunction(function)
    }
)
"""Every hook with its arguments."""

_MARK: Final = f"{PROJECT}_impl"
_ORDINARY: Final = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def marked(kind: type) -> dict[str, tuple[object, Mapping[str, Any]]]:
    """The hook implementations of a class: by name, with what `hookimpl` was told."""
    found = {}
    for name in dir(kind):
        method = inspect.getattr_static(kind, name, None)
        for holder in (method, getattr(method, "__func__", None)):
            options = inspect.getattr_static(holder, _MARK, None)
            if isinstance(options, Mapping):
                found[name] = method, options
                break
    return found


def check_hooks(source: Source) -> Iterator[Problem]:
    """What is wrong with the hooks of a class."""
    kind = source.kind
    implemented = marked(kind)
    for name, (method, options) in implemented.items():
        hook = options.get("specname") or name
        if hook not in HOOKS:
            message = f"'{hook}' is geen hook"
            yield Problem(source.method(name), "P007", message, choose(hook, HOOKS))
        elif (wrong := _wrong(hook, method, options)) is not None:
            arguments = ", ".join(("self", *HOOKS[hook]))
            hint = f"Schrijf 'def {hook}({arguments})', en laat weg wat u niet nodig hebt."
            yield Problem(source.method(name), "P008", f"hook '{hook}' {wrong}", hint)
    for name in HOOKS:
        if name not in implemented and inspect.isfunction(getattr(kind, name, None)):
            message = f"methode '{name}' heet als een hook, maar wordt niet aangeroepen"
            hint = "Zet er @hookimpl boven, of geef haar een andere naam."
            yield Problem(source.method(name), "W014", message, hint, "warning")


def _wrong(hook: str, method: object, options: Mapping[str, Any]) -> str | None:
    """Why a method cannot be called as that hook."""
    if not isinstance(method, FunctionType):
        return "is geen gewone methode"
    if options.get("wrapper") or options.get("hookwrapper"):
        return "kan geen wrapper zijn"
    if inspect.iscoroutinefunction(method) or inspect.isasyncgenfunction(method):
        return "kan geen 'async def' zijn"
    if inspect.isgeneratorfunction(method):
        return "geeft met 'yield' geen antwoord"
    given = list(inspect.signature(method).parameters.values())
    if not given or given[0].kind not in _ORDINARY:
        return "mist 'self'"
    return next(filter(None, (_misfit(hook, argument) for argument in given[1:])), None)


def _misfit(hook: str, argument: inspect.Parameter) -> str | None:
    """Why the plug-in manager would not give an argument."""
    if argument.kind not in _ORDINARY:
        return f"krijgt alleen gewone argumenten, en '{argument.name}' is er geen"
    if argument.name not in HOOKS[hook]:
        return f"krijgt geen argument '{argument.name}'"
    if argument.default is not argument.empty:
        return f"krijgt '{argument.name}' nooit, omdat het een vaste waarde heeft"
    return None
