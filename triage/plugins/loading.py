"""From what was found to plug-ins that can be called, with everything that is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from triage.errors import Problem, Severity
from triage.plugins.calls import NonsenseError
from triage.plugins.connecting import Connection, connect, introduce
from triage.plugins.finding import Found, handed_over, in_home, in_packages
from triage.plugins.hooks import check_hooks, marked
from triage.plugins.offering import Offering, plain_offers, read_offering
from triage.rulebook import Partner, Rulebook
from triage.vocabulary import suggest

BY_HAND = "telefoon"
"""The kind of channel that no plug-in is expected for."""


@attrs.frozen(eq=False)
class Loaded:
    """The plug-in of one partner, ready to be called."""

    connection: Connection
    offering: Offering


def load(
    home: Path, rulebook: Rulebook, objects: Iterable[object], limit: float
) -> tuple[dict[str, Loaded], list[Problem]]:
    """Every plug-in that can be used, by partner, and every problem."""
    found: list[Found | Problem] = [
        *handed_over(objects, limit),
        *in_home(home, limit),
        *in_packages(rulebook, limit),
    ]
    problems = [each for each in found if isinstance(each, Problem)]
    named: defaultdict[str, list[Found]] = defaultdict(list)
    for each in found:
        if isinstance(each, Found):
            name, wrong = _name(each, rulebook)
            problems += wrong
            if name is not None or not each.packaged:
                problems += _hooks(each)
            if name is not None:
                named[name].append(each)
    loaded: dict[str, Loaded] = {}
    for name, several in sorted(named.items()):
        one, wrong = _only(name, several)
        if one is not None and not any(problem.severity == "error" for problem in _hooks(one)):
            ready, wrong = _ready(rulebook.partners[name], one, rulebook)
            loaded |= {name: ready} if ready is not None else {}
        problems += wrong
    tried = {*named, *(Path(problem.where.file).stem for problem in problems)}
    return loaded, [*problems, *_by_hand(rulebook, loaded, tried)]


def _hooks(found: Found) -> list[Problem]:
    return list(check_hooks(found.source))


def _name(found: Found, rulebook: Rulebook) -> tuple[str | None, list[Problem]]:
    """Which partner of the configuration a plug-in is for."""
    answer = found.guard.run(lambda: getattr(found.plugin, "name", None))
    name = answer.value
    # A package is installed for every home on a machine, also for those that never use it.
    severity: Severity = "warning" if found.packaged else "error"
    if type(name) is not str or not name:
        hint = 'Geef de klasse de sleutel van de partner: name = "…".'
        where, message = found.source.value("name"), "deze aansluiting heeft geen 'name'"
        return None, [Problem(where, "P004", message, hint, severity)]
    if name not in rulebook.partners:
        hint = suggest(name, rulebook.partners, "Zet de partner in de configuratie.")
        where, message = found.source.value("name"), f"onbekende partner '{name[:60]}'"
        return None, [Problem(where, "P005", message, hint, severity)]
    return name, []


def _only(name: str, several: list[Found]) -> tuple[Found | None, list[Problem]]:
    """The one plug-in of a partner; one that was handed over goes before those that were found."""
    given = [each for each in several if each.given] or several
    if len(given) == 1:
        return given[0], []
    first = given[0].source.value("name")
    hint = "Haal er een weg; tot dan wordt met de hand verwezen."
    message = f"partner '{name}' heeft meer dan één aansluiting; de eerste staat op {first}"
    return None, [Problem(each.source.value("name"), "P006", message, hint) for each in given[1:]]


def _ready(
    partner: Partner, found: Found, rulebook: Rulebook
) -> tuple[Loaded | None, list[Problem]]:
    kind, where = type(found.plugin), found.source.method("offers")

    def begin() -> tuple[Connection, dict[str, str | None]]:
        hooks = {options.get("specname") or name for name, (_, options) in marked(kind).items()}
        if "offers" not in hooks:
            raise NonsenseError("ontbreekt")
        introduce(found.plugin, partner)
        connection = connect(found.plugin, hooks, found.guard, rulebook.reasons)
        return connection, plain_offers(connection.raw("offers"))

    begun = found.guard.run(begin)
    if begun.value is None:
        at = (begun.fault and begun.fault.where) or where
        what = begun.fault.what if begun.fault else ""
        hint = 'Geef een lijst terug, zoals [Offer("…")].'
        return None, [Problem(at, "P009", f"'offers': {what}", hint)]
    connection, plain = begun.value
    offering, problems = read_offering(partner, plain, where, rulebook)
    return Loaded(connection, offering), problems


def _by_hand(rulebook: Rulebook, loaded: dict[str, Loaded], tried: set[str]) -> Iterator[Problem]:
    """The partners that somebody has to write or call, without having chosen to."""
    for partner in rulebook.partners.values():
        if partner.own or partner.channel.get("soort") == BY_HAND:
            continue
        if partner.key in loaded and "refer" not in loaded[partner.key].connection.hooks:
            message = f"de aansluiting van partner '{partner.key}' heeft geen 'refer'"
        elif partner.key not in loaded and partner.key not in tried:
            message = f"partner '{partner.key}' heeft geen aansluiting"
        else:
            continue
        hint = f"Schrijf partners/{partner.key}.py, of kies bij 'kanaal' soort: {BY_HAND}."
        message = f"{message}; hij wordt met de hand verwezen"
        yield Problem(partner.where, "W013", message, hint, "warning")
