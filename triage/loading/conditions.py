"""An `als` as it stands in a file, made into a condition."""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from typing import Final

from triage.conditions import ALWAYS, All, AtLeast, Chosen, Condition, Not
from triage.errors import Refusal
from triage.loading.grammar import (
    FORMS,
    Subject,
    form_of,
    option_index,
    options,
    read_test,
)
from triage.loading.report import Report
from triage.source import Mapping, Node, Scalar, Sequence
from triage.vocabulary import nearest

AT_LEAST: Final = re.compile(r"minstens +([0-9]+) +van")
CONNECTIVES: Final = ("alle", "een van", "geen van", "minstens 2 van", "niet")

_CONNECTS: Final = re.compile(r"(minstens|hoogstens|een|één|geen|alle|niet|of|en)\b")
_MEANT: Final = {"minstens": "minstens 2 van", "of": "een van", "en": "alle", "hoogstens": None}


def read_condition(node: Node, subjects: Map[str, Subject], report: Report) -> Condition | None:
    """An `als`: `altijd`, or a mapping of which every entry must hold; None with any problem."""
    if isinstance(node, Scalar) and node.text.strip() == "altijd":
        return ALWAYS
    return _Reader(subjects, report).all_of(node, "als")


class _Reader:
    def __init__(self, subjects: Map[str, Subject], report: Report) -> None:
        self.subjects = subjects
        self.report = report

    def all_of(self, node: Node, what: str) -> Condition | None:
        """A mapping of which every entry must hold."""
        entries = self.report.tests(node, what)
        written = len(node.entries) if isinstance(node, Mapping) else 0
        parts = [self._entry(key, value) for key, value in entries]
        found = [part for part in parts if part is not None]
        if not found or len(found) < written:
            return None
        return found[0] if len(found) == 1 else All(tuple(found))

    def _entry(self, key: Scalar, value: Node) -> Condition | None:
        name = key.text.strip()
        if name == "alle":
            parts = self._members(value, name)
            return None if parts is None else All(parts)
        if name in ("een van", "geen van"):
            parts = self._members(value, name)
            any_of = None if parts is None else AtLeast(1, parts)
            return Not(any_of) if any_of is not None and name == "geen van" else any_of
        if counted := AT_LEAST.fullmatch(name):
            return self._at_least(key, counted[1], value)
        if name == "niet":
            inner = self.all_of(value, "niet")
            return None if inner is None else Not(inner)
        subject = self.subjects.get(name)
        if subject is None:
            self._unknown(key, name)
            return None
        return read_value(subject, value, self.report)

    def _unknown(self, key: Scalar, name: str) -> None:
        near = nearest(name, CONNECTIVES)
        if _CONNECTS.match(name) or (near is not None and nearest(name, self.subjects) is None):
            meant = _MEANT.get(name.partition(" ")[0], near)
            hint = "Er zijn: alle, een van, minstens N van, geen van, niet."
            if meant is not None:
                hint = f"Bedoelde u '{meant}'? {hint}"
            message = f"'{name[:60]}' is geen manier om toetsen te verbinden"
            self.report.say(key.where, "T012", message, hint)
        elif not self.report.partial:
            hint = self.report.suggest(name, self.subjects, "Zet de vraag eerst onder 'vragen'.")
            self.report.say(key.where, "N001", f"onbekende vraag '{name}'", hint)

    def _at_least(self, key: Scalar, written: str, value: Node) -> Condition | None:
        parts = self._members(value, key.text)
        members = len(value.items) if isinstance(value, Sequence) else 0
        count = int(written[:6])
        if members and not 1 <= count <= members:
            message = f"'minstens {written[:6]} van' een lijst van {members} kan niet"
            hint = f"Kies een getal van 1 tot en met {members}."
            self.report.say(key.where, "T013", message, hint)
            return None
        return None if parts is None else AtLeast(count, parts)

    def _members(self, node: Node, what: str) -> tuple[Condition, ...] | None:
        if not isinstance(node, Sequence):
            hint = "Schrijf een lijst: elk deel achter een streepje, of tussen [ ]."
            self.report.say(node.where, "T014", f"achter '{what}' hoort een lijst", hint)
            return None
        if not node.items:
            self.report.say(
                node.where, "T011", f"de lijst achter '{what}' is leeg", "Vul de lijst."
            )
            return None
        parts = [self.all_of(item, what) for item in node.items]
        found = [part for part in parts if part is not None]
        return tuple(found) if len(found) == len(parts) else None


def read_value(subject: Subject, node: Node, report: Report) -> Condition | None:
    """The test behind a name: a text, a list of choices, `{niet: …}` or `{alle: […]}`."""
    if subject.name in report.broken:
        return None
    match node:
        case Scalar():
            return _text(subject, node, report)
        case Sequence():
            return _list(subject, node, report)
        case Mapping():
            return _mapping(subject, node, report)


def _text(subject: Subject, node: Scalar, report: Report) -> Condition | None:
    if node.block:
        message = "'>' of '|' zonder aanhalingstekens begint in YAML een blok tekst"
        hint = 'Schrijf "> 5" tussen aanhalingstekens, of: meer dan 5.'
        report.say(node.where, "Y020", message, hint)
        return None
    found = read_test(subject, node.text)
    if isinstance(found, Refusal):
        report.refuse(node.where, found)
        return None
    return found


def _list(subject: Subject, node: Sequence, report: Report) -> Condition | None:
    if not node.items:
        hint = "Noem keuzes, of toets met 0 dat er niets gekozen is."
        report.say(node.where, "T011", f"de lijst bij '{subject.name}' is leeg", hint)
        return None
    texts = [item for item in node.items if isinstance(item, Scalar)]
    if len(texts) < len(node.items):
        hint = "Noem in de lijst alleen keuzes."
        report.say(node.where, "T015", f"in de lijst bij '{subject.name}' staat geen tekst", hint)
        return None
    # `[5..9]` without quotes is, to YAML, a list of one text.
    if any(".." in item.text for item in texts) and form_of(subject.kind) != "keuze":
        if len(texts) == 1:
            return _text(subject, Scalar(f"[{texts[0].text}]", node.where), report)
        message = "een komma scheidt hier twee waarden"
        hint = 'Zet een bereik met komma\'s tussen aanhalingstekens: "[1,5..2,5]".'
        report.say(node.where, "Y030", message, hint)
        return None
    if subject.kind not in ("keuze", "meerkeuze"):
        hint = f"Schrijf een enkele toets: {FORMS[form_of(subject.kind)]}."
        message = f"een lijst past niet bij '{subject.name}' (soort {subject.kind})"
        report.say(node.where, "T016", message, hint)
        return None
    indices = _indices(subject, texts, report)
    return None if indices is None else options(subject, indices)


def _indices(subject: Subject, texts: list[Scalar], report: Report) -> list[int] | None:
    indices: list[int] = []
    for item in texts:
        found = option_index(subject, item.text.strip())
        if isinstance(found, Refusal):
            report.refuse(item.where, found)
        else:
            indices.append(found)
    return indices if len(indices) == len(texts) else None


def _mapping(subject: Subject, node: Mapping, report: Report) -> Condition | None:
    keys = [key.text for key, _ in node.entries]
    if keys == ["niet"]:
        return _denied(subject, node.entries[0][1], report)
    if keys == ["alle"] and subject.kind == "meerkeuze":
        inner = node.entries[0][1]
        nodes = inner.items if isinstance(inner, Sequence) else (inner,)
        texts = [item for item in nodes if isinstance(item, Scalar)]
        if not texts or len(texts) < len(nodes):
            hint = "Schrijf {alle: [keuze, keuze]}."
            report.say(
                inner.where, "T011", f"de lijst bij '{subject.name}' is leeg of geen lijst", hint
            )
            return None
        indices = _indices(subject, texts, report)
        if indices is None:
            return None
        return Chosen(subject.name, sum({1 << index for index in indices}), every=True)
    if len(report.whole_entries(node)) < len(node.entries):
        return None
    hint = f"Schrijf een toets: {FORMS[form_of(subject.kind)]}; of {{niet: …}}."
    report.say(node.where, "T017", f"dit is geen toets voor '{subject.name}'", hint)
    return None


def _denied(subject: Subject, node: Node, report: Report) -> Condition | None:
    word = node.text.split()[0] if isinstance(node, Scalar) and node.text.split() else ""
    nested = isinstance(node, Mapping) and [key.text for key, _ in node.entries] == ["niet"]
    if word in ("niet", "bekend", "onbekend") or nested:
        other = {"bekend": "onbekend", "onbekend": "bekend"}.get(word, "de toets zonder 'niet'")
        report.say(node.where, "T003", f"'niet {word or 'niet'}' kan niet", f"Schrijf: {other}.")
        return None
    inner = read_value(subject, node, report)
    return None if inner is None else Not(inner)


def show(node: Node) -> str:
    """A condition or test as it was written, on one line."""
    match node:
        case Scalar(text):
            return text
        case Sequence(items):
            return f"[{', '.join(map(show, items))}]"
        case Mapping(entries):
            return f"{{{', '.join(f'{key.text}: {show(value)}' for key, value in entries)}}}"


def show_entries(node: Node) -> tuple[str, ...]:
    """The entries of an `als`, each on a line of its own."""
    if isinstance(node, Mapping):
        return tuple(f"{key.text}: {show(value)}" for key, value in node.entries)
    return (show(node),)
