"""`demo`: the whole job on a sample, from the list to the reports of a whole term."""

from __future__ import annotations

import re
import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pytest

from triage import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from click.testing import Result

    from .conftest import Invoke

RULES: Final = """\
vragen:
  wil: {vraag: "Wilt u een gesprek?", soort: ja_nee, fase: telefoon}
  huis: {vraag: "Dreigt ontruiming?", soort: ja_nee, fase: telefoon}
  gemeld_op: {vraag: "Wanneer meldde u dat?", soort: datum, fase: telefoon}
  intake_op: {vraag: "Wanneer was de intake?", soort: datum, fase: balie}
  gesprek_op: {vraag: "Wanneer was het gesprek?", soort: datum, fase: balie}
  scan: {vraag: "Wat kwam eruit?", soort: keuze, keuzes: {goed: Goed, slecht: Slecht}, fase: balie}
regels:
  - regel: iedereen
    als: altijd
    dan: {product: [intake, scan], uiterlijk: 2021-03-31, gehaald: intake_op}
  - regel: ontruiming
    als: {huis: ja}
    dan: {urgentie: acuut, product: hulp}
  - regel: na-de-scan
    als: {scan: slecht}
    dan: {product: cursus}
  - regel: al-gedaan
    als: {scan: bekend}
    dan: {uitsluiten: scan}
"""
CONFIG: Final = """\
titel: Een proef
looptijd: {van: 2021-03-01, tot_en_met: 2021-04-30}
plafond: 10
urgentie:
  acuut: {binnen: 3 werkdagen vanaf gemeld_op, gehaald: gesprek_op}
  gewoon: {}
budgetten: {pot: {naam: De pot, bedrag: 1000}}
producten:
  intake: {naam: Een intake, prijs: 10, pot: pot, aanbieders: [loket]}
  scan: {naam: Een scan, prijs: 20, pot: pot, aanbieders: [loket]}
  cursus: {naam: Een cursus, prijs: 30, pot: pot, aanbieders: [loket]}
  hulp: {naam: Hulp, aanbieders: [bureau]}
partners:
  loket: {naam: Ons loket, eigen: ja}
  bureau:
    naam: Het bureau
    kanaal: {soort: http, adres: 'https://bureau.example/x', geheim: TRIAGE_TEST_GEHEIM}
    reactietermijn: 1 werkdag
weigerredenen: {vol: {naam: Vol, gevolg: terug_naar_balie}}
engine: direct
"""
PARTNER: Final = """\
from triage import Offer, hookimpl
from triage.channels import Http


class Bureau(Http):
    name = "bureau"

    @hookimpl
    def offers(self):
        return [Offer("hulp")]
"""
SCRIPT: Final = """\
niet_bereikt: 0
later_bellen: 0
nog_eens: 0
gezegd_op: gemeld_op
intake_op: intake_op
eerste_gesprek: {vraag: gesprek_op, bij: [hulp]}
afgezien: {wil: ziet_af}
producten:
  intake: {neemt: 100, besluit: [0, 0], begint: [0, 0], duurt: [0, 0]}
  scan: {neemt: 100, besluit: [0, 0], begint: [1, 1], duurt: [0, 0]}
  cursus: {neemt: 100, besluit: [1, 1], begint: [2, 2], duurt: [3, 3]}
  hulp: {neemt: 100, besluit: [0, 0], begint: [1, 1], duurt: [5, 5]}
"""
LIST: Final = """\
zaak;aangemeld;wil;huis;gemeld_op
z-1;1-3-2021;ja;ja;4-3-2021
z-2;1-3-2021;ja;nee;
z-3;2-3-2021;nee;nee;
"""

LATER: Final = "zaak;aangemeld;wil;huis;gemeld_op\nz-9;17-3-2021;ja;nee;\n"

Played = tuple["Result", list[Any]]


@pytest.fixture
def play(triage: Invoke, make_home: Callable[..., Path], tmp_path: Path) -> Callable[..., Played]:
    """Play the demonstration of a small home; what was said, and the events of the ledger."""

    def played(given: Mapping[str, str] | None = None, config: str = CONFIG) -> Played:
        home = make_home(rules=RULES, config=config)
        files = {
            "partners/bureau.py": PARTNER,
            "demo/lijst.csv": LIST,
            "demo/draaiboek.yaml": SCRIPT,
            **(given or {}),
        }
        for name, text in files.items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(text, encoding="utf-8")
        result = triage("demo", "--home", home.name, "--out", "uit")
        ledger = tmp_path / "uit/keten/ledger.db"
        if not ledger.exists():
            return result, []
        with Desk.open(tmp_path / "uit/keten/thuis", f"sqlite:///{ledger}") as desk:
            return result, list(desk.events())

    return played


def told(events: Sequence[Any], kind: str, case: str | None = None) -> list[Any]:
    """The events of one kind, of one case or of all of them."""
    return [one for one in events if one.kind == kind and case in (None, one.case)]


def plain(event: Any) -> tuple[object, ...]:
    """What is the same every time: not the numbers that are drawn, nor the address of a server."""
    details = {key: value for key, value in event.details.items() if key != "version"}
    return event.at, event.recorded, event.kind, event.case, event.actor, details


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_demo_plays_the_whole_term(triage: Invoke, tmp_path: Path) -> None:
    result = triage("demo", "--out", "uit")

    assert (result.exit_code, result.stderr) == (0, "")
    for part in (
        "350 zaken gelezen en gerangschikt",
        "De lijst komt opnieuw: ",
        "is niet bereikbaar; de rest gaat door.",
        "is terug; alsnog verstuurd: ",
        "is 80% vastgelegd of besteed",
        "mis is: niets.",
        "besluiten opnieuw genomen; 0 anders.",
    ):
        assert part in result.stdout
    months = re.findall(r"^  ([a-z]+ 202[12]) ", result.stdout, re.MULTILINE)
    assert (months[0], months[-1], len(months)) == ("maart 2021", "januari 2022", 11)
    (free,) = re.findall(r"vastgelegd of besteed; vrij is € ([\d.,]+)\.\n  [A-Z]", result.stdout)
    assert 0 <= Decimal(free.replace(".", "").replace(",", ".")) < 10_000
    (places,) = re.findall(r"(\d+) van 30 plaatsen vergeven; op de", result.stdout)
    (intakes,) = re.findall(r"(\d+) mensen hadden een intake", result.stdout)
    assert 25 <= int(places) <= 30
    assert 300 <= int(intakes) <= 350
    written = {name for name in files(tmp_path / "uit") if not name.startswith("keten/")}
    assert written == {
        *("bellijst.html", "bellijst.xlsx", "adviezen.jsonl"),
        *(f"rapport-2021-W{week}.{kind}" for week in (10, 52) for kind in ("html", "xlsx")),
    }
    for kind in ("post", "http", "bestanden"):
        assert any(name.startswith(f"keten/partners/{kind}/") for name in files(tmp_path / "uit"))
    (line,) = [line for line in result.stdout.splitlines() if "triage explain" in line]
    typed = line.split("triage ", 1)[1]  # it is `python -m triage` where no such command is found
    assert "Urgentie: Acuut" in triage(*typed.split()).stdout


def test_it_plays_the_same_every_time(play: Callable[..., Played], tmp_path: Path) -> None:
    _, first = play()
    shutil.rmtree(tmp_path / "thuis")

    _, second = play()

    assert len(first) > 20
    assert [plain(one) for one in first] == [plain(one) for one in second]


def test_it_goes_on_after_the_end_of_the_programme(play: Callable[..., Played]) -> None:
    result, _ = play()

    assert "  maart 2021" in result.stdout
    assert "  mei 2021" in result.stdout
    assert "  juni 2021" not in result.stdout


def test_who_says_no_gets_no_intake(play: Callable[..., Played]) -> None:
    _, events = play()

    assert told(events, "contacted", "z-3")
    assert told(events, "closed", "z-3")[0].details["reason"] == "ziet_af"
    assert told(events, "intake", "z-3") == []
    assert {one.case for one in told(events, "intake")} == {"z-1", "z-2"}


def test_the_days_that_are_told_are_those_of_the_call(play: Callable[..., Played]) -> None:
    _, events = play()

    first, *_ = told(events, "intake", "z-1")
    assert first.at.date() == date(2021, 3, 1)
    assert ["acuut", "2021-03-04", "running"] in first.details["terms"]
    assert ["iedereen", "2021-03-31", "met"] in first.details["terms"]


def test_the_talk_with_a_partner_meets_the_term(play: Callable[..., Played]) -> None:
    _, events = play()

    *_, last = told(events, "intake", "z-1")
    assert {status for _, _, status in last.details["terms"]} == {"met"}


def test_a_partner_that_is_down_makes_the_term_late(play: Callable[..., Played]) -> None:
    outage = "storing: {partner: bureau, van: 2021-03-01, tot_en_met: 2021-03-09}\n"

    result, events = play({"demo/draaiboek.yaml": SCRIPT + outage})

    assert "Het bureau is niet bereikbaar; de rest gaat door." in result.stdout
    assert "Het bureau is terug; alsnog verstuurd: 1." in result.stdout
    assert told(events, "delivery_failed", "z-1")
    *_, last = told(events, "intake", "z-1")
    assert ["acuut", "2021-03-04", "late"] in last.details["terms"]


def test_what_a_product_brings_leads_to_the_next(play: Callable[..., Played]) -> None:
    outcomes = "zaak;aangemeld;scan\nz-2;1-3-2021;slecht\n"

    _, events = play({"demo/vervolg/scan.csv": outcomes})

    assert [one.details["product"] for one in told(events, "completed", "z-2")] == [
        *("intake", "scan", "cursus"),
    ]
    assert told(events, "closed", "z-2")


def test_who_registers_later_comes_in_on_that_day(play: Callable[..., Played]) -> None:
    _, events = play({"demo/aanmeldingen/campagne.csv": LATER})

    (came,) = told(events, "registered", "z-9")
    assert came.recorded.date() == date(2021, 3, 17)
    assert came.details["source"] == "campagne"
    assert told(events, "intake", "z-9")[0].recorded.date() == date(2021, 3, 17)


def test_work_of_some_days_is_written_down_later(play: Callable[..., Played]) -> None:
    later = "later_opgeschreven: [2021-03-01]\n"

    _, events = play({"demo/draaiboek.yaml": SCRIPT + later})

    first = told(events, "intake")[0]
    assert (first.at.date(), first.recorded.date()) == (date(2021, 3, 1), date(2021, 3, 2))


def test_money_that_runs_out_is_told_once(play: Callable[..., Played]) -> None:
    result, events = play(config=CONFIG.replace("bedrag: 1000", "bedrag: 35"))

    assert result.stdout.count("In de pot 'De pot' is nog") == 1
    assert sum(one.details["cents"] for one in told(events, "referred")) <= 3_500


def test_a_home_without_a_script_plays_too(play: Callable[..., Played]) -> None:
    result, events = play({"demo/draaiboek.yaml": ""})

    assert result.exit_code == 0
    assert "mis is: niets." in result.stdout
    assert {one.case for one in told(events, "registered")} == {"z-1", "z-2", "z-3"}


def test_ends_of_a_benefit_come_in_with_their_list(play: Callable[..., Played]) -> None:
    ends = "zaak;einde;reden;deel\nz-1;31-3-2021;loondienst;deels\nz-2;15-4-2021;verhuisd;\n"
    lists = "tozo_lijsten: [2021-04-01]\n"

    result, events = play(
        {"demo/tozo-einden.csv": ends, "demo/draaiboek.yaml": SCRIPT + lists},
    )

    (ended,) = told(events, "tozo_ended")
    assert (ended.case, ended.at.date()) == ("z-1", date(2021, 3, 31))
    assert ended.recorded.date() == date(2021, 4, 1)
    assert "Bij 1 mensen is de uitkering lager of voorbij." in result.stdout


def test_a_list_of_ends_with_something_wrong_is_refused(play: Callable[..., Played]) -> None:
    ends = "zaak;einde;reden;deel\nz-1;gisteren;loondienst;deels\n"

    result, events = play({"demo/tozo-einden.csv": ends})

    assert result.exit_code == 1
    assert "tozo-einden.csv:2:" in result.stderr
    assert events == []


def test_products_are_entered_in_the_month_after_they_began(play: Callable[..., Played]) -> None:
    rows = "".join(f"z-{number};1-3-2021;ja;nee;\n" for number in range(10, 20))

    _, events = play({"demo/lijst.csv": LIST + rows})

    entered = told(events, "entered")
    assert 0 < len(entered) < len(told(events, "completed"))
    assert {one.recorded.date() for one in entered} == {date(2021, 4, 1)}


def test_alarms_that_are_over_are_handled(play: Callable[..., Played]) -> None:
    outage = "storing: {partner: bureau, van: 2021-03-01, tot_en_met: 2021-03-09}\n"
    looked = "alarmen_op: [2021-04-12]\n"

    _, events = play({"demo/draaiboek.yaml": SCRIPT + outage + looked})

    assert [one.details["alarm"] for one in told(events, "alarm_handled")] == ["termijn-acuut"]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("tempo: 8", "'tempo' hoort hier niet."),
        ("producten: {scann: {neemt: 5}}", "onbekend: product 'scann'. Bedoelde u 'scan'?"),
        ("producten: {scan: {duur: [1, 2]}}", "'duur' hoort hier niet. Bedoelde u 'duurt'?"),
        ("producten: {scan: {duurt: [5, 2]}}", "dit is geen draaiboek"),
        ("intake_op: intake", "onbekend: vraag 'intake'. Bedoelde u 'intake_op'?"),
        ("storing: {partner: buro}", "dit is geen draaiboek"),
        ("- niets", "dit is geen draaiboek"),
        ("a: [", "dit is geen draaiboek"),
    ],
)
def test_a_script_that_cannot_be_read_is_said(
    play: Callable[..., Played], script: str, why: str
) -> None:
    result, events = play({"demo/draaiboek.yaml": script})

    assert result.exit_code == 1
    assert "draaiboek.yaml: dit is geen draaiboek" in result.stderr
    assert why in result.stderr
    assert events == []


def test_outcomes_of_what_is_no_product_are_refused(play: Callable[..., Played]) -> None:
    result, _ = play({"demo/vervolg/scans.csv": "zaak;aangemeld;scan\n"})

    assert result.exit_code == 2
    assert "'scans.csv' is geen product. Bedoelde u 'scan'?" in result.stderr


def test_an_unknown_source_is_refused(play: Callable[..., Played]) -> None:
    result, _ = play({"demo/aanmeldingen/campanje.csv": LATER})

    assert result.exit_code == 1
    assert "onbekende bron 'campanje'. Bedoelde u 'campagne'?" in result.stderr


def test_the_demo_needs_no_day_and_gives_the_same_every_time(
    triage: Invoke, tmp_path: Path
) -> None:
    triage("demo", "--out", "een", "--json")
    triage("demo", "--out", "twee", "--json")

    for name in ("bellijst.html", "bellijst.xlsx", "adviezen.jsonl"):
        assert (tmp_path / "een" / name).read_bytes() == (tmp_path / "twee" / name).read_bytes()


def test_the_demo_prints_what_it_writes_for_programs(triage: Invoke, tmp_path: Path) -> None:
    result = triage("demo", "--out", "uit", "--json")

    assert result.stdout == (tmp_path / "uit/adviezen.jsonl").read_text(encoding="utf-8")


def test_the_demo_of_a_home_without_a_list_says_so(triage: Invoke, home: Path) -> None:
    result = triage("demo", "--home", home)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "geen voorbeeldlijst" in result.stderr


@pytest.mark.parametrize("count", [0, 2])
def test_the_demo_takes_the_list_of_the_home(
    triage: Invoke, home: Path, tmp_path: Path, count: int
) -> None:
    (home / "demo").mkdir()
    rows = "".join(f"z-{number};2021-03-0{number + 1}\n" for number in range(count))
    (home / "demo/lijst.csv").write_text(f"zaak;aangemeld\n{rows}")

    result = triage("demo", "--home", home.name, "--out", "uit")

    assert result.exit_code == 0, result.output
    assert f"{count} zaken gelezen" in result.stdout
    if count:
        assert "Een proef, 2021-03-02" in result.stdout
        assert f"--on 2021-03-02 --home {home.name}" in result.stdout
    lists = {"bellijst.html", "bellijst.xlsx", "adviezen.jsonl"}
    written = {name for name in files(tmp_path / "uit") if "/" not in name}
    assert len(written - lists) == (4 if count else 0)


def test_a_demo_that_cannot_be_written_is_said(triage: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("van mij")

    result = triage("demo", "--out", "bestand/uit")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "niet te schrijven" in result.stderr
