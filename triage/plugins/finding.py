"""Where plug-ins come from: the files of a home, installed packages, and whoever hands one over."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.machinery import SourceFileLoader
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

import attrs

from triage import home as homes
from triage.errors import Problem, Severity, Where
from triage.plugins.calls import Guard, NonsenseError
from triage.plugins.hooks import marked
from triage.plugins.places import Source
from triage.rulebook import Rulebook

GROUP: Final = "triage.partners"
"""The entry points of installed packages."""


@attrs.frozen(eq=False)
class Found:
    """A plug-in that was made, and not yet looked at.

    Attributes:
        plugin: An instance of its class.
        source: Where the class stands.
        guard: Runs its code.
        given: Whether it was handed over, rather than found.
        packaged: Whether an installed package brings it, for whichever homes there are.
    """

    plugin: object
    source: Source
    guard: Guard
    given: bool = False
    packaged: bool = False


def handed_over(objects: Iterable[object], limit: float) -> Iterator[Found]:
    """The plug-ins that a program brings along."""
    for plugin in objects:
        source = Source.of(type(plugin))
        yield Found(plugin, source, Guard(source.file, limit), given=True)


def in_home(home: Path, limit: float) -> Iterator[Found | Problem]:
    """The plug-ins in `partners/` of a home, by the name of the file."""
    for path in sorted((home / "partners").glob("*.py")):
        if not path.name.startswith(("_", ".")):
            yield from _in_file(path, limit)


def in_packages(rulebook: Rulebook, limit: float) -> Iterator[Found | Problem]:
    """The plug-ins of installed packages, by the name of the package."""
    points = [(_distribution(point), point) for point in entry_points(group=GROUP)]
    for distribution, point in sorted(points, key=lambda each: (each[0], each[1].name)):
        classes = Guard(point.module, limit).run(_entered(point))
        partner = rulebook.partners.get(point.name)
        # A package is installed for every home on a machine, also for those that never use it.
        severity: Severity = "warning" if partner is None else "error"
        if not classes.value:
            where = partner.where if partner else Where(rulebook.levels[0].where.file)
            fault = classes.fault or "er staat geen klasse met @hookimpl in"
            message = f"ingang '{point.name}' van pakket '{distribution}' laadt niet: {fault}"
            hint = "Vraag de maker om een nieuwe versie, of verwijder het pakket."
            yield Problem(where, "P013", message, hint, severity)
        for made in _made(classes.value or (), limit):
            if isinstance(made, Found):
                yield attrs.evolve(made, packaged=True)
            else:
                yield attrs.evolve(made, severity=severity)


def _in_file(path: Path, limit: float) -> Iterator[Found | Problem]:
    classes = Guard(str(path), limit).run(lambda: hooked(import_path(path)))
    if classes.fault is not None:
        where = classes.fault.where or Where(homes.shown(path))
        hint = "Verbeter het bestand; tot dan wordt met de hand verwezen."
        yield Problem(where, "P001", f"dit bestand laadt niet: {classes.fault.what}", hint)
    elif not classes.value:
        hint = "Zet @hookimpl boven de hooks; de naam van een hulpbestand begint met '_'."
        message = "in dit bestand staat geen klasse met @hookimpl"
        yield Problem(Where(homes.shown(path)), "P002", message, hint)
    yield from _made(classes.value or (), limit)


def _made(classes: Iterable[type], limit: float) -> Iterator[Found | Problem]:
    for kind in classes:
        source = Source.of(kind)
        guard = Guard(source.file, limit)
        made = guard.run(kind)
        if made.fault is None:
            yield Found(made.value, source, guard)
            continue
        where = made.fault.where or source.whole
        message = f"'{kind.__name__}()' lukt niet: {made.fault.what}"
        hint = "Een aansluiting moet zonder argumenten te maken zijn."
        yield Problem(where, "P003", message, hint)


def hooked(module: ModuleType) -> list[type]:
    """The classes of a module that have a hook implementation, in the order of the file."""
    own = {value: None for value in vars(module).values() if _own(value, module)}
    return [kind for kind in own if not kind.__name__.startswith("_") and marked(kind)]


def _own(value: object, module: ModuleType) -> bool:
    """Whether it is a class of this module, or of the package that it is."""
    name = module.__name__
    return isinstance(value, type) and f"{value.__module__}.".startswith(f"{name}.")


def _entered(point: EntryPoint) -> Callable[[], list[type]]:
    def load() -> list[type]:
        found = point.load()
        if isinstance(found, ModuleType):
            return hooked(found)
        if not isinstance(found, type):
            raise NonsenseError(f"'{point.value}' is geen klasse of module")
        return [found]

    return load


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "?"


class _Afresh(SourceFileLoader):
    """Reads the text itself, every time: nothing is written beside it, and nothing is stale."""

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002  # the name that importlib gave
        code: CodeType = self.source_to_code(self.get_data(self.path), self.path)
        return code


def import_path(path: Path) -> ModuleType:
    """Run a file as a module of its own, also where two homes have one of that name."""
    digest = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    name = f"triage_partner_{path.stem}_{digest[:8]}"
    spec = importlib.util.spec_from_file_location(name, path, loader=_Afresh(name, str(path)))
    if spec is None or spec.loader is None:
        raise NonsenseError("dit bestand is geen module")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        # It is found by its name while it runs: dataclasses, among others, look there.
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module
