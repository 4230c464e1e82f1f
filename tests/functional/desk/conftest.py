"""A small home with a chain of partners, and desks on a ledger of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

import attrs
import pytest

from triage import Case, Offer, Receipt, hookimpl
from triage.desk import Desk
from triage.desk.office import ZONE

ON: Final = date(2021, 3, 3)
RULES: Final = """\
vragen:
  spoed: {vraag: "Is er spoed?", soort: ja_nee}
  studie: {vraag: "Past een studie?", soort: ja_nee}
  coach: {vraag: "Past coaching?", soort: ja_nee}
  werk: {vraag: "Zoekt u werk?", soort: ja_nee}
  nooit: {vraag: "Is alles uitgesloten?", soort: ja_nee}
  schuld: {vraag: "Hoe hoog is de schuld?", soort: bedrag}
  sector: {vraag: "In welke sector?", soort: keuze, keuzes: {horeca: Horeca, bouw: Bouw}}
  akkoord: {vraag: "Mogen wij u aanmelden?", soort: ja_nee}
conclusies:
  zwaar: {betekent: Een hoge schuld, als: {schuld: meer dan 5000}}
regels:
  - {regel: spoed, als: {spoed: ja}, dan: {urgentie: acuut, punten: 5}, omdat: Er is spoed.}
  - {regel: studie, als: {studie: ja}, dan: {product: studie}, omdat: Een studie past.}
  - {regel: coach, als: {coach: ja}, dan: {product: {coaching: 4 uur}}, omdat: Coaching past.}
  - {regel: werk, als: {werk: ja}, dan: {product: [scholing, baan]}, omdat: Er is een wens.}
  - {regel: nooit, als: {nooit: ja}, dan: {uitsluiten: alles}, omdat: Dat kan hier niet.}
"""
CONFIG: Final = """\
titel: Een proef
engine: direct
bewaartermijn: {persoon: 1 maand, antwoorden: 1 maand}
urgentie: {acuut: {naam: Acuut}, gewoon: {naam: Gewoon}}
budgetten: {pot: {naam: De pot, bedrag: 10000}}
producten:
  studie: {naam: Studie, prijs: 2000, pot: pot, aanbieders: [bureau, tweede]}
  coaching: {naam: Coaching, uren: 10, prijs: 750, pot: pot, aanbieders: [huis]}
  scholing: {naam: Scholing, prijs: 75, pot: pot, groep: werk, aanbieders: [loket]}
  baan: {naam: Baan, prijs: 75, pot: pot, groep: werk, aanbieders: [loket]}
groepen: {werk: {naam: Werk, prijs_eenmalig: ja}}
partners:
  huis: {naam: Het huis, eigen: ja}
  bureau:
    naam: Het bureau
    capaciteit: {studie: {plaatsen: 2}}
    reserve_spoed: {studie: 1}
    velden: [sector, zwaar]
    akkoord: akkoord
    bij_storing: wachtlijst
  tweede: {naam: De tweede, capaciteit: {studie: {plaatsen: 1}}, velden: [sector]}
  loket: {naam: Het loket, capaciteit: {baan: {plaatsen: 1, per: week}}}
weigerredenen:
  vol: {naam: Vol, gevolg: volgende_partner}
  buiten: {naam: Buiten de doelgroep, gevolg: product_niet_meer}
  later: {naam: Tijdelijk vol, gevolg: wachten_tot}
  anders: {naam: Anders, gevolg: terug_naar_balie}
"""


@attrs.define
class Clock:
    """A clock that a test moves."""

    now: datetime = datetime(2021, 3, 3, 9, tzinfo=ZONE)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@attrs.define
class Partner:
    """A partner that does as it is told, and remembers what arrived."""

    name: str
    products: tuple[str, ...]
    arrived: list[Any] = attrs.field(factory=list)
    recalled: list[str] = attrs.field(factory=list)
    seen: list[Any] = attrs.field(factory=list)
    fails: bool = False
    says: Any = None
    free: Any = None
    refuses: Any = None
    when: dict[str, Any] | None = None

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer(product, self.when) for product in self.products]

    @hookimpl
    def capacity(self, product: str) -> Any:  # noqa: ARG002  # a hook's own name
        if isinstance(self.free, Exception):
            raise self.free
        return self.free

    @hookimpl
    def screen(self, referral: Any) -> Any:
        self.seen.append(referral)
        if isinstance(self.refuses, Exception):
            raise self.refuses
        return self.refuses

    @hookimpl
    def refer(self, referral: Any) -> Receipt:
        if self.fails:
            raise ConnectionError
        self.arrived.append(referral)
        return Receipt(f"nr-{len(self.arrived)}")

    @hookimpl
    def status(self) -> Any:
        return self.says

    @hookimpl
    def withdraw(self, referral: Any) -> None:
        self.recalled.append(referral.id)


class OpenDesk(Protocol):
    """Open a desk on the ledger of this test; replaces what the small home says."""

    def __call__(self, *partners: object, rules: str = ..., config: str = ...) -> Desk: ...


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_desk(tmp_path: Path, ledger: str, clock: Clock) -> Iterator[OpenDesk]:
    with ExitStack() as opened:

        def make(*partners: object, rules: str = RULES, config: str = CONFIG) -> Desk:
            for part, text in (("rules", rules), ("config", config)):
                (tmp_path / "home" / part).mkdir(parents=True, exist_ok=True)
                (tmp_path / "home" / part / "a.yaml").write_text(text, encoding="utf-8")
            found = Desk.open(tmp_path / "home", ledger, partners=partners, clock=clock)
            return opened.enter_context(found)

        yield make


@pytest.fixture
def bureau() -> Partner:
    return Partner("bureau", ("studie",))


@pytest.fixture
def tweede() -> Partner:
    return Partner("tweede", ("studie",))


@pytest.fixture
def loket() -> Partner:
    return Partner("loket", ("scholing", "baan"))


@pytest.fixture
def desk(open_desk: OpenDesk, bureau: Partner, tweede: Partner, loket: Partner) -> Desk:
    return open_desk(bureau, tweede, loket)


@pytest.fixture
def settle(desk: Desk) -> Callable[..., str]:
    """A case that has had its intake; gives its id."""

    def make(name: str, **answers: Any) -> str:
        known = {"studie": True, "akkoord": True, **answers}
        desk.register(Case(name, ON, {}), "zelf", actor="balie")
        desk.intake(Case(name, ON, known), actor="balie")
        return name

    return make
