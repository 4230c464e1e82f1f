"""What happens in the demonstration, step by step, with a desk of its own."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

import attrs

from triage.app import Policy
from triage.chain import Result
from triage.demo.partners import Neighbours, local_home, neighbours
from triage.desk import Desk
from triage.desk.office import ZONE
from triage.records import Case

A_DAY: Final = 12
"""Intakes on one working day."""

WAITING: Final = 3
"""So many people have to wait for a full partner before the demonstration goes on."""

_WORDS: Final = (("placed", "geplaatst"), ("waiting", "op de wachtlijst"), ("refused", "niet"))
_LISTED: Final = "lijst"
_SATURDAY: Final = 5


@attrs.frozen
class Step:
    """Something that happened: a heading, and what to tell about it."""

    title: str
    lines: tuple[str, ...]


@attrs.define
class _Day:
    """The clock of the demonstration: working days go by as the work gets done."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time_: float) -> None:
        self.now += timedelta(**time_)

    def tomorrow(self) -> None:
        self.now += timedelta(days=1)
        while self.now.weekday() >= _SATURDAY:
            self.now += timedelta(days=1)


@attrs.define
class _Programme:
    policy: Policy
    desk: Desk
    day: _Day
    partners: Neighbours
    answers: Mapping[str, Case]
    follow_up: Mapping[str, Case]
    results: dict[tuple[str, str], Result] = attrs.field(factory=dict)

    def intake(self, case_id: str) -> None:
        """Call somebody, take in the answers, and refer to everything that fits."""
        self.desk.contact(case_id, channel="telefoon", reached=True, actor="intaker")
        self._take_in(self.answers[case_id])
        later = self.follow_up.get(case_id)
        if later is not None:
            self._take_in(later)

    def _take_in(self, case: Case) -> None:
        advice = self.desk.intake(case, actor="intaker")
        for given in advice.products:
            result = self.desk.refer(case.case, given.product, actor="intaker")
            self.results[case.case, given.product] = result

    def waits(self, product: str) -> int:
        """How many wait for a product."""
        lists = {found.product: len(found.cases) for found in self.desk.waiting()}
        return lists.get(product, 0)

    def placed(self, partner: str, product: str) -> list[tuple[str, str]]:
        """The cases that a partner has a place for, each with its referral."""
        return [
            (case, str(result.referral))
            for (case, found), result in self.results.items()
            if found == product and result.result == "placed" and result.partner == partner
        ]


def play(
    home: Path, policy: Policy, cases: Sequence[Case], follow_up: Sequence[Case], out: Path
) -> Iterator[Step]:
    """Play the first weeks of a programme; every step is told when it has happened.

    Args:
        home: The home of the policy.
        policy: Of that home.
        cases: A list with the answers that each would give on the telephone.
        follow_up: By case the answers that come later, such as the outcome of a scan.
        out: An empty folder for the ledger and for what the partners are sent.

    Raises:
        ImportError: The extra `demo` is not installed.
    """
    if not cases:
        return
    first = max(case.registered for case in cases)
    day = _Day(datetime.combine(first, time(9), ZONE))
    with neighbours(policy.rulebook, out / "partners") as near, _environment(near.environment):
        own = local_home(home, policy.rulebook, near, out / "thuis")
        with Desk.open(own, f"sqlite:///{out / 'ledger.db'}", clock=day) as desk:
            yield from _steps(
                _Programme(
                    desk.policy,
                    desk,
                    day,
                    near,
                    {case.case: case for case in cases},
                    {case.case: case for case in follow_up},
                )
            )


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _steps(it: _Programme) -> Iterator[Step]:
    yield _register(it)
    limited = _limited(it.policy)
    down = _over_http(it.policy)
    if down is not None:
        it.partners.down.add(down)
    yield from _intakes(it, limited)
    yield _deliver(it, down)
    if limited is not None:
        yield from _refusal_and_withdrawal(it, *limited)
    yield _verify(it)


def _register(it: _Programme) -> Step:
    phases = {key: question.phase for key, question in it.policy.rulebook.questions.items()}
    listed = [
        attrs.evolve(
            case,
            answers={k: v for k, v in case.answers.items() if phases.get(k) == _LISTED},
        )
        for case in it.answers.values()
    ]
    found = it.desk.register(listed, "gros", actor="gros")
    again = it.desk.register(listed, "gros", actor="gros")
    lines = [
        f"{len(found.new)} zaken geregistreerd; dezelfde lijst nog eens: {len(again.new)} nieuw.",
        *(f"Let op: {warning}" for warning in found.warnings[:3]),
    ]
    return Step("De lijst komt binnen", tuple(lines))


def _limited(policy: Policy) -> tuple[str, str] | None:
    """The first partner and product with a limited number of places."""
    for partner in policy.rulebook.partners.values():
        for product, capacity in partner.capacity.items():
            if capacity.places:
                return partner.key, product
    return None


def _over_http(policy: Policy) -> str | None:
    """The first partner that is reached over HTTP."""
    partners = policy.rulebook.partners.values()
    return next((p.key for p in partners if p.channel.get("soort") == "http"), None)


def _is_full(it: _Programme, partner: str, product: str) -> bool:
    """Whether only the places for spoed are left."""
    found = it.policy.rulebook.partners[partner]
    left = (found.capacity[product].places or 0) - len(it.placed(partner, product))
    return left <= found.reserved.get(product, 0)


def _intakes(it: _Programme, limited: tuple[str, str] | None) -> Iterator[Step]:
    """Call after call, until a partner is full and a few more people wait for it."""
    done, first = 0, it.day.now.date()
    waited: int | None = None
    while limited is not None:
        if waited is None and _is_full(it, *limited):
            waited = it.waits(limited[1])
        if waited is not None and it.waits(limited[1]) >= waited + WAITING:
            break
        call = it.desk.next(actor="intaker")
        if call is None:
            break
        it.intake(call.case)
        done += 1
        it.day.later(minutes=30)
        if done % A_DAY == 0:
            it.day.tomorrow()
    names = it.policy.rulebook.products
    counts = Counter((product, result.result) for (_, product), result in it.results.items())
    lines = [f"{done} intakes, van {first} tot en met {it.day.now.date()}."]
    for product in names:
        told = [f"{counts[product, key]} {word}" for key, word in _WORDS if counts[product, key]]
        if told:
            lines.append(f"{names[product].name}: {', '.join(told)}.")
    yield Step("Bellen, intake en verwijzen", tuple(lines))


def _deliver(it: _Programme, down: str | None) -> Step:
    first = it.desk.deliver()
    lines = [f"Eerste ronde: {first.sent} verstuurd, {first.retry} later opnieuw."]
    if down is not None:
        name = it.policy.rulebook.partners[down].name
        lines.append(f"{name} is niet bereikbaar; de rest gaat door.")
        it.partners.down.discard(down)
        it.day.later(minutes=10)
        second = it.desk.deliver()
        lines.append(f"{name} is terug: {second.sent} verstuurd, {second.retry} later opnieuw.")
    kinds = {"e-mail": "per e-mail", "http": "over HTTP", "bestand": "als bestand"}
    arrived = ", ".join(f"{it.partners.received(kind)} {how}" for kind, how in kinds.items())
    lines.append(f"Bij de partners aangekomen: {arrived}.")
    return Step("De verwijzingen gaan de deur uit", tuple(lines))


def _refusal_and_withdrawal(it: _Programme, partner: str, product: str) -> Iterator[Step]:
    name = it.policy.rulebook.partners[partner].name
    (first, one), (second, two), *_ = it.placed(partner, product)
    reasons = it.policy.rulebook.reasons
    back = (key for key, found in reasons.items() if found.effect == "terug_naar_balie")
    reason = next(back, None)
    before = it.waits(product)
    if reason is not None:
        it.desk.update(one, "refused", reason, actor="intaker")
        yield Step(
            f"{name} weigert zaak {first}",
            (f"Reden: {reasons[reason].name}. Wachtlijst: {before}, nu {it.waits(product)}.",),
        )
    before = it.waits(product)
    it.desk.withdraw(two, reason="De ondernemer ziet ervan af.", actor="intaker")
    yield Step(
        f"Zaak {second} trekt zich terug",
        (f"De plaats gaat naar de volgende. Wachtlijst: {before}, nu {it.waits(product)}.",),
    )
    sent = it.desk.deliver()
    yield Step("Wat daaruit volgt, gaat ook de deur uit", (f"{sent.sent} verstuurd.",))


def _verify(it: _Programme) -> Step:
    checked, replayed = it.desk.verify(), it.desk.replay()
    wrong = checked.wrong or ("niets",)
    lines = (
        f"{checked.events} gebeurtenissen nagekeken; mis is: {', '.join(wrong)}.",
        f"{replayed.decisions} besluiten opnieuw genomen; {len(replayed.different)} anders.",
    )
    return Step("Klopt alles?", lines)
