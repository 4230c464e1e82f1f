"""The commands of the desk, as people and programs type them."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest

from triage.desk.delivering import ATTEMPTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

RULES: Final = """\
vragen:
  achterstand: {vraag: "Hoeveel dagen loopt u achter?", soort: geheel, eenheid: dagen}
  ontruiming: {vraag: "Dreigt er een ontruiming?", soort: ja_nee}
regels:
  - regel: ontruiming
    als: {ontruiming: ja}
    dan: {urgentie: acuut, let_op: Bel vandaag nog.}
    omdat: Er dreigt een ontruiming.
  - regel: schuldhulp
    als: {achterstand: minstens 30}
    dan: {product: [schuldhulp, coaching], punten: 20}
    omdat: De achterstand is ernstig.
"""
CONFIG: Final = """\
titel: Een proef
looptijd: {van: 2021-03-01, tot_en_met: 2021-12-31}
bewaartermijn: {persoon: 1 maand, antwoorden: 1 maand}
urgentie:
  acuut: {naam: Acuut, binnen: 3 werkdagen}
  gewoon: {naam: Gewoon}
budgetten: {pot: {naam: De pot, bedrag: 1000}}
producten:
  schuldhulp: {naam: Schuldhulp, aanbieders: [bureau]}
  coaching: {naam: Coaching, uren: 10, prijs: 750, pot: pot, aanbieders: [loket]}
  lening: {naam: Lening, aanbieders: [bureau]}
partners:
  loket: {naam: Ons loket, eigen: ja}
  bureau: {naam: Het bureau, capaciteit: {schuldhulp: {plaatsen: 1}}, kanaal: {soort: telefoon}}
weigerredenen:
  vol: {naam: Vol, gevolg: terug_naar_balie}
  later: {naam: Tijdelijk vol, gevolg: wachten_tot}
"""
PLUGIN: Final = """\
from triage import Offer, Receipt, hookimpl

class Bureau:
    name = "bureau"

    @hookimpl
    def offers(self):
        print("aanbod")
        return [Offer("schuldhulp"), Offer("lening")]

    @hookimpl
    def refer(self, referral):
        {}
"""
OBSERVE: Final = "    def observe(self, event): print(event)\n"
EMPTY: Final = ("--ledger", "sqlite:///leeg.db")
NOBODY: Final = "Er is nu niemand te bellen.\n"
COMMANDS: Final = (
    ("register", "zaken.jsonl"),
    ("next",),
    ("contact", "z-1", "--channel", "telefoon", "--reached"),
    ("intake", "zaken.jsonl"),
    ("refer", "z-1", "schuldhulp"),
    ("deliver",),
    ("update", "r", "accepted"),
    ("withdraw", "r", "--reason", "zo"),
    ("show", "z-1"),
    ("override", "z-1", "--urgency", "acuut", "--reason", "zo"),
    ("close", "z-1", "--reason", "afgerond"),
    ("waiting",),
    ("erase", "z-1"),
    ("erase", "--due"),
    ("replay",),
    ("verify",),
    ("migrate",),
    ("export", "events"),
)


class At(Protocol):
    """Run a command on the home of this test on the third of March, and give what it printed."""

    def __call__(self, *args: object, code: int = 0, on: str = "2021-03-03") -> Result: ...


@pytest.fixture
def home(make_home: Callable[..., Path]) -> Path:
    return make_home(rules=RULES, config=CONFIG)


@pytest.fixture
def triage(triage: Callable[..., Result], home: Path) -> At:
    def run(*args: object, code: int = 0, on: str = "2021-03-03") -> Result:
        result = triage(*args, "--home", home.name, "--on", on)
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Three cases, the most urgent one in the middle."""
    who = {"name": "Jo Oefening", "phone": "06-20000001", "bsn": "111222333"}
    found = [
        {"case": "z-1", "registered": "2021-03-02", "answers": {"achterstand": 45}},
        {
            "case": "z-2",
            "registered": "2021-03-01",
            "answers": {"ontruiming": True},
            "person": who,
        },
        {"case": "z-3", "registered": "2021-03-01", "answers": {"achterstand": 60}},
    ]
    path = tmp_path / "zaken.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in found), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _listed(triage: At, cases: Path) -> None:
    """Every test begins with a ledger in which the three have been registered."""
    triage("register", cases.name, "--source", "gros")


def lines(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def one(result: Result) -> Any:
    (found,) = lines(result)
    return found


def referral(result: Result) -> str:
    found = re.search(r"\b[0-9a-f]{32}\b", result.stdout)
    assert found is not None, result.output
    return found[0]


# --- register -----------------------------------------------------------------------------------


def test_register_says_what_is_new_and_what_to_do_next(triage: At, cases: Path) -> None:
    result = triage("register", cases.name, "--source", "gros", *EMPTY)

    first, *_, last = result.stdout.splitlines()
    assert first == "Bron 'gros': 3 nieuw, 0 veranderd, 0 gelijk, 0 niet meer op de lijst."
    assert last.endswith("triage next --home thuis --on 2021-03-03 --ledger sqlite:///leeg.db")


def test_register_again_shows_changed_and_gone(triage: At, cases: Path) -> None:
    first, second, _ = cases.read_text("utf-8").splitlines()
    cases.write_text(f"{first.replace('45', '46')}\n{second}\n", "utf-8")

    result = triage("register", cases.name, "--source", "gros")

    assert result.stdout.splitlines()[:3] == [
        "Bron 'gros': 0 nieuw, 1 veranderd, 1 gelijk, 1 niet meer op de lijst.",
        "Veranderd: z-1",
        "Niet meer op de lijst: z-3",
    ]


def test_register_for_programs(triage: At, cases: Path) -> None:
    result = triage("register", cases.name, "--json", *EMPTY)

    assert one(result) == {
        "new": ["z-1", "z-2", "z-3"],
        "changed": [],
        "same": [],
        "gone": [],
        "doubles": [],
        "warnings": [],
    }


def test_register_warns_of_one_person_twice(triage: At, tmp_path: Path) -> None:
    again = {"case": "z-9", "registered": "2021-03-03", "person": {"phone": "+31 6 20000001"}}
    (tmp_path / "zelf.jsonl").write_text(json.dumps(again), "utf-8")

    result = triage("register", "zelf.jsonl")

    assert "Let op: mogelijk dezelfde persoon: z-2 en z-9." in result.stdout


def test_one_bad_case_refuses_the_whole_list(triage: At, cases: Path) -> None:
    with cases.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"case": "z-4", "registered": "2021-02-30"}))

    result = triage("register", cases.name, *EMPTY, code=1)

    assert result.stdout == ""
    assert "zaken.jsonl:4" in result.stderr
    assert triage("next", *EMPTY).stdout == NOBODY


def test_a_list_that_does_not_exist_makes_no_ledger(triage: At, tmp_path: Path) -> None:
    result = triage("register", "er-niet.csv", *EMPTY, code=2)

    assert "het bestand 'er-niet.csv' bestaat niet" in result.stderr
    assert not (tmp_path / "leeg.db").exists()


# --- next and contact ---------------------------------------------------------------------------


def test_next_says_whom_to_call_why_and_what_to_ask(triage: At) -> None:
    result = triage("next", "--actor", "jo")

    assert result.stdout.splitlines()[:6] == [
        "Bel z-2: Jo Oefening, 06-20000001",
        "Acuut, uiterlijk donderdag 4 maart 2021",
        "  Er dreigt een ontruiming.",
        "  Let op: Bel vandaag nog.",
        "Vraag eerst: Hoeveel dagen loopt u achter?",
        "Schrijf daarna op of het is gelukt:",
    ]
    ways = result.stdout.splitlines()[6:]
    options = "--home thuis --on 2021-03-03 --actor jo"
    assert [way.partition("triage ")[2] for way in ways] == [
        f"contact z-2 --channel telefoon --reached {options}",
        f"contact z-2 --channel telefoon --missed {options}",
    ]


def test_next_gives_everybody_somebody_else(triage: At) -> None:
    found = [one(triage("next", "--actor", name, "--json")) for name in ("jo", "an", "jo", "bo")]

    assert [call["case"] for call in found] == ["z-2", "z-1", "z-2", "z-3"] or [
        call["case"] for call in found
    ] == ["z-2", "z-3", "z-2", "z-1"]
    assert one(triage("next", "--actor", "vierde", "--json")) is None
    assert triage("next", "--actor", "vierde").stdout == NOBODY


def test_next_for_programs_holds_no_bsn(triage: At) -> None:
    result = triage("next", "--json")

    found = one(result)
    assert found["person"] == {"name": "Jo Oefening", "phone": "06-20000001", "email": None}
    assert found["advice"]["urgency"] == "acuut"
    assert (found["attempts"], found["call_back"]) == (0, None)
    assert "111222333" not in result.output


def test_whoever_is_given_as_actor_wins_over_the_environment(
    triage: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_ACTOR", "omgeving")

    triage("next")
    triage("next", "--actor", "jo")

    actors = [event["actor"] for event in lines(triage("export", "events"))]
    assert actors[-2:] == ["omgeving", "jo"]


def test_without_a_name_it_is_whoever_is_logged_in(
    triage: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "ingelogd")

    triage("next")

    assert lines(triage("export", "events"))[-1]["actor"] == "ingelogd"


def test_contact_reached_leads_to_the_intake(triage: At) -> None:
    result = triage("contact", "z-2", "--channel", "telefoon", "--reached")

    assert result.stdout.startswith("z-2 is bereikt. Doe de intake, en bewaar haar:\n")
    assert "triage intake z-2.yaml --home thuis --on 2021-03-03\n" in result.stdout


def test_contact_missed_comes_up_when_it_was_agreed(triage: At) -> None:
    result = triage(
        "contact", "z-2", "--channel", "telefoon", "--missed", "--call-back", "2021-03-04 09:30"
    )

    assert "z-2 komt vanaf donderdag 4 maart 2021 om 09:30 opnieuw aan de beurt." in result.stdout
    assert one(triage("next", "--json"))["case"] != "z-2"
    later = one(triage("next", "--json", on="2021-03-04"))
    assert (later["case"], later["attempts"]) == ("z-2", 1)
    assert later["call_back"] == "2021-03-04T09:30:00+01:00"
    shown = triage("next", on="2021-03-04").stdout
    assert "Afgesproken om terug te bellen: donderdag 4 maart 2021 om 09:30\n" in shown
    assert "Eerder geprobeerd: 1 keer\n" in shown


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2021-03-02 19:15", "2021-03-02T19:15:00+01:00"),
        ("2021-03-02T19:15", "2021-03-02T19:15:00+01:00"),
        ("2-3-2021 19:15", "2021-03-02T19:15:00+01:00"),
        ("2021-03-02", "2021-03-02T12:00:00+01:00"),
    ],
)
def test_contact_takes_the_moment_it_happened(triage: At, written: str, moment: str) -> None:
    result = triage(
        *("contact", "z-2", "--channel", "sms", "--missed", "--at", written),
        *("--daypart", "avond", "--json"),
    )

    assert one(result) == {"case": "z-2", "channel": "sms", "reached": False, "call_back": None}
    event = lines(triage("export", "events"))[-1]
    assert (event["kind"], event["at"]) == ("contacted", moment)
    assert event["recorded"] == "2021-03-03T12:00:00+01:00"
    assert event["details"]["daypart"] == "avond"


@pytest.mark.parametrize(
    "options",
    [
        ("--channel", "telefoon"),
        ("--reached",),
        ("--channel", "duif", "--reached"),
        ("--channel", "telefoon", "--reached", "--daypart", "nacht"),
        ("--channel", "telefoon", "--reached", "--at", "gisteren"),
        ("--channel", "telefoon", "--reached", "--at", "2021-03-03 25:00"),
        ("--channel", "telefoon", "--reached", "--missed"),
    ],
)
def test_contact_refuses_what_it_cannot_write_down(triage: At, options: tuple[str, ...]) -> None:
    result = triage("contact", "z-2", *options, code=2)

    assert "Error: " in result.stderr


def test_contact_twice_at_once_is_one_attempt(triage: At) -> None:
    for _ in range(2):
        triage("contact", "z-2", "--channel", "telefoon", "--missed")

    assert one(triage("next", "--json"))["attempts"] == 1


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (
            ("update", "x", "refused", "--until", "morgen"),
            "'morgen' is geen dag; schrijf 2021-03-03 of 3-3-2021.",
        ),
        (
            ("contact", "z-2", "--channel", "sms", "--missed", "--call-back", "morgen"),
            "'morgen' is geen dag of moment; schrijf 2021-03-03 of '2021-03-03 14:30'.",
        ),
        (
            ("contact", "z-2", "--channel", "sms", "--missed", "--at", "2021-03-03 25:00"),
            "'2021-03-03 25:00' is geen dag of moment; schrijf 2021-03-03 of",
        ),
        (
            ("contact", "z-2", "--channel", "sms", "--missed", "--reached"),
            "geef --reached of --missed, een van de twee.",
        ),
        (
            ("update", "x", "completed", "--correct"),
            "geef bij --correct de juiste uren met --hours, en verder niets.",
        ),
        (
            ("update", "x", "completed", "--correct", "--hours", "3", "--at", "2021-03-03"),
            "geef bij --correct de juiste uren met --hours, en verder niets.",
        ),
    ],
)
def test_wrong_usage_is_told_in_dutch(triage: At, command: tuple[str, ...], message: str) -> None:
    result = triage(*command, code=2)

    assert message in result.stderr


# --- intake, override, close --------------------------------------------------------------------


def test_intake_gives_the_advice_and_how_to_refer(triage: At, cases: Path) -> None:
    result = triage("intake", cases.name)

    assert "z-1: Gewoon, 20 punten\n" in result.stdout
    assert "triage refer z-1 schuldhulp --home thuis --on 2021-03-03\n" in result.stdout


def test_intake_for_programs_is_the_advice(triage: At, cases: Path) -> None:
    result = triage("intake", cases.name, "--json")

    assert lines(result) == lines(triage("advise", cases.name, "--json"))


def test_intake_stores_what_it_can_and_names_the_rest(triage: At, tmp_path: Path) -> None:
    known = {"case": "z-1", "registered": "2021-03-02", "answers": {"ontruiming": True}}
    unknown = {"case": "z-8", "registered": "2021-03-02", "answers": {}}
    text = f"{json.dumps(unknown)}\n{json.dumps(known)}\n"
    (tmp_path / "intakes.jsonl").write_text(text, "utf-8")

    result = triage("intake", "intakes.jsonl", "--json", code=1)

    assert one(result)["urgency"] == "acuut"
    assert result.stderr.splitlines() == [
        "zaak z-8 staat niet in het ledger. Registreer haar eerst met register."
    ]


def test_override_puts_a_case_first_and_gives_a_product(triage: At) -> None:
    result = triage(
        *("override", "z-1", "--urgency", "acuut", "--product", "lening", "--reason", "De bank."),
        "--json",
    )

    assert one(result) == {"case": "z-1", "urgency": "acuut", "product": "lening", "reject": None}
    assert one(triage("refer", "z-1", "lening", "--json"))["result"] == "placed"
    assert "De bank." not in triage("export", "events").stdout


def test_override_for_people_leads_on(triage: At) -> None:
    result = triage("override", "z-1", "--product", "lening", "--reason", "De bank.")

    assert result.stdout.startswith("Opgeschreven bij z-1. Het advies van de regels blijft")
    assert "triage refer z-1 lening " in result.stdout


def test_override_needs_something_to_change(triage: At) -> None:
    result = triage("override", "z-1", "--reason", "Zomaar.", code=2)

    assert "geef --urgency, --product of --reject." in result.stderr


def test_close_takes_a_case_off_the_list(triage: At) -> None:
    result = triage("close", "z-2", "--reason", "verhuisd")

    assert result.stdout == "z-2 is gesloten.\n"
    assert one(triage("next", "--json"))["case"] != "z-2"
    assert one(triage("close", "z-2", "--reason", "verhuisd", "--json")) == {
        "case": "z-2",
        "status": "closed",
    }


# --- referrals ----------------------------------------------------------------------------------


def test_refer_places_waits_and_refuses_all_with_exit_code_0(triage: At) -> None:
    placed = one(triage("refer", "z-1", "schuldhulp", "--json"))
    again = one(triage("refer", "z-1", "schuldhulp", "--json"))
    waiting = one(triage("refer", "z-3", "schuldhulp", "--partner", "bureau", "--json"))
    refused = one(triage("refer", "z-2", "schuldhulp", "--json"))

    assert list(placed) == ["result", "referral", "partner", "position", "reasons"]
    assert (placed["result"], placed["partner"], placed["position"]) == ("placed", "bureau", None)
    assert again["referral"] == placed["referral"]
    assert (waiting["result"], waiting["position"]) == ("waiting", 1)
    assert (refused["result"], refused["referral"]) == ("refused", None)


def test_refer_tells_people_what_happened_and_what_to_do(triage: At) -> None:
    own = triage("refer", "z-1", "coaching").stdout.splitlines()
    placed = triage("refer", "z-1", "schuldhulp").stdout.splitlines()
    waiting = triage("refer", "z-3", "schuldhulp").stdout.splitlines()
    refused = triage("refer", "z-2", "schuldhulp").stdout.splitlines()

    assert own[0] == "Coaching: ingezet door Ons loket."
    assert " started " in own[-1]
    assert placed[0] == "Schuldhulp: geplaatst bij Het bureau."
    assert " accepted " in placed[-1]
    assert waiting[0] == "Schuldhulp: op de wachtlijst, plaats 1."
    assert "  Het bureau: er is geen plaats vrij." in waiting
    assert refused[0] == "Schuldhulp: niet verwezen, en er is niets gereserveerd."


def test_waiting_shows_who_is_first(triage: At) -> None:
    triage("refer", "z-1", "schuldhulp")
    waits = one(triage("refer", "z-3", "schuldhulp", "--json"))["referral"]

    result = triage("waiting")
    found = one(triage("waiting", "--json"))

    first, second, *_ = result.stdout.splitlines()
    assert first == "Schuldhulp:"
    assert second == f"    1  z-3  Gewoon, sinds 2021-03-03, verwijzing {waits}"
    assert [entry["product"] for entry in found] == ["schuldhulp"]
    assert found[0]["cases"][0]["case"] == "z-3"
    assert found[0]["cases"][0]["since"] == "2021-03-03"


def test_nobody_waits(triage: At) -> None:
    assert triage("waiting").stdout == "Er wacht niemand.\n"
    assert one(triage("waiting", "--json")) == []


def test_withdraw_lets_the_waiting_list_move(triage: At) -> None:
    first = referral(triage("refer", "z-1", "schuldhulp"))
    triage("refer", "z-3", "schuldhulp")

    result = triage("withdraw", first, "--reason", "Ziet ervan af.")

    assert result.stdout.startswith(f"Verwijzing {first} is ingetrokken; de plaats is ")
    assert triage("waiting").stdout == "Er wacht niemand.\n"
    assert one(triage("withdraw", first, "--reason", "Ziet ervan af.", "--json")) == {
        "referral": first,
        "status": "withdrawn",
    }


def test_withdraw_says_what_is_true_of_who_only_waited(triage: At) -> None:
    triage("refer", "z-1", "schuldhulp")
    waits = referral(triage("refer", "z-3", "schuldhulp"))

    first, again = (triage("withdraw", waits, "--reason", "Ziet ervan af.") for _ in range(2))

    assert first.stdout == (
        f"Verwijzing {waits} is ingetrokken; er was nog geen plaats, en zij staat niet meer op de "
        "wachtlijst.\n"
    )
    assert again.stdout == f"Verwijzing {waits} was al ingetrokken.\n"


def test_withdraw_says_how_much_money_was_given_back(triage: At) -> None:
    found = referral(triage("refer", "z-1", "coaching"))

    result = triage("withdraw", found, "--reason", "Ziet ervan af.")

    assert result.stdout == (
        f"Verwijzing {found} is ingetrokken; de plaats en € 750,00 zijn teruggegeven.\n"
    )


def test_update_asks_about_hours_that_are_probably_a_slip(triage: At) -> None:
    found = referral(triage("refer", "z-1", "coaching"))

    slip = triage("update", found, "completed", "--hours", "99", code=1)
    sure = triage("update", found, "completed", "--hours", "13", "--sure")
    other = triage("update", found, "completed", "--hours", "9", code=1)
    mended = triage("update", found, "completed", "--hours", "9,5", "--correct")

    assert slip.stderr.startswith("99 uur is meer dan het dubbele van de 10 uur die voor")
    assert sure.stdout == f"Verwijzing {found} is afgerond.\n"
    assert "al 'completed', op 2021-03-03, met 13 uur." in other.stderr
    assert mended.stdout == f"Verwijzing {found} is afgerond met 9,5 uur.\n"
    assert one(triage("verify", "--json"))["wrong"] == []
    report = one(triage("report", "--json"))
    assert [pot["spent"] for pot in report["budgets"]] == [712.5]


def test_update_goes_through_the_life_of_a_referral(triage: At) -> None:
    found = referral(triage("refer", "z-1", "coaching"))

    started = triage("update", found, "started", "--at", "2021-03-02")
    done = triage("update", found, "completed", "--hours", "2,5", "--json")

    assert started.stdout.startswith(f"Verwijzing {found} is gestart.\n")
    assert f"triage update {found} completed " in started.stdout
    assert one(done) == {"referral": found, "status": "completed", "next": None}
    events = lines(triage("export", "events"))
    assert events[-2]["at"] == "2021-03-02T12:00:00+01:00"
    assert events[-1]["details"]["hours"] == 250


@pytest.mark.parametrize("hours", ["veel", "-1", "1.2345", "2,001"])
def test_update_takes_hours_only(triage: At, hours: str) -> None:
    result = triage("update", "x", "completed", "--hours", hours, code=2)

    assert "is geen aantal uren; schrijf 2,5 of 2.25." in result.stderr


def test_a_refusal_for_a_while_waits_until_a_day(triage: At) -> None:
    found = referral(triage("refer", "z-1", "schuldhulp"))

    result = triage("update", found, "refused", "--reason", "later", "--until", "2021-04-01")

    first, second, third, *_ = result.stdout.splitlines()
    assert first == f"Verwijzing {found} is geweigerd."
    assert second == "Er is een nieuwe verwijzing: op de wachtlijst, plaats 1."
    assert third == "  wacht tot 2021-04-01."
    assert one(triage("waiting", "--json"))[0]["cases"][0]["case"] == "z-1"


def test_what_a_refusal_led_to_is_told_to_programs(triage: At) -> None:
    found = referral(triage("refer", "z-1", "schuldhulp"))
    reason = ("--reason", "later", "--until", "2021-04-01")

    told = one(triage("update", found, "refused", *reason, "--json"))

    following = told.pop("next")
    assert told == {"referral": found, "status": "refused"}
    assert (following["result"], following["position"]) == ("waiting", 1)
    assert following["referral"] == one(triage("waiting", "--json"))[0]["cases"][0]["referral"]


def test_the_first_four_signs_say_which_referral(triage: At) -> None:
    found = referral(triage("refer", "z-1", "schuldhulp"))

    started = one(triage("update", found[:4], "started", "--json"))
    gone = one(triage("withdraw", found[:4], "--reason", "Toch niet.", "--json"))
    short = triage("withdraw", found[:3], "--reason", "Toch niet.", code=1)

    assert started["referral"] == gone["referral"] == found
    assert short.stderr.endswith("Typ er ten minste 4 tekens van.\n")


# --- show ---------------------------------------------------------------------------------------


def test_show_gives_a_case_with_its_referrals(triage: At) -> None:
    first = referral(triage("refer", "z-1", "schuldhulp"))
    own = referral(triage("refer", "z-1", "coaching"))

    result = triage("show", "z-1")

    assert result.stdout.splitlines() == [
        "z-1: Gewoon; nog niet bereikt",
        "Schuldhulp bij Het bureau: geplaatst sinds 2021-03-03",
        "  Met de hand door te geven.",
        f"  Verwijzing {first}",
        "Coaching bij Ons loket: geplaatst sinds 2021-03-03",
        f"  Verwijzing {own}",
    ]


def test_show_for_programs(triage: At) -> None:
    triage("refer", "z-1", "schuldhulp")
    waits = one(triage("refer", "z-3", "schuldhulp", "--json"))["referral"]

    assert one(triage("show", "z-3", "--json")) == {
        "case": "z-3",
        "status": "open",
        "urgency": "gewoon",
        "deadline": None,
        "referrals": [
            {
                "referral": waits,
                "product": "schuldhulp",
                "partner": None,
                "status": "waiting",
                "since": "2021-03-03",
                "position": 1,
                "delivery": None,
            }
        ],
    }


def test_show_says_how_a_delivery_stands_and_why_it_failed(triage: At, home: Path) -> None:
    def stands() -> str:
        return triage("show", "z-1").stdout.splitlines()[2].strip()

    plug_in(home, "raise OSError")
    made = referral(triage("refer", "z-1", "schuldhulp"))
    seen = [stands()]
    triage("deliver")
    seen.append(stands())
    (home / "partners/bureau.py").unlink()
    seen.append(stands())
    plug_in(home)
    triage("deliver", on="2021-03-04")
    seen.append(stands())
    triage("withdraw", made, "--reason", "Toch niet.")
    triage("deliver", on="2021-03-05", code=1)
    seen.append(stands())

    assert seen == [
        "Gaat uit met de volgende deliver.",
        "1 keer mislukt, opnieuw vanaf 2021-03-03 12:01: OSError in thuis/partners/bureau.py:13.",
        "Blijft staan: er is geen aansluiting die werkt; 'triage check' zegt wat er mist.",
        "Verzonden.",
        "Intrekking: opgegeven na 1 keer: de aansluiting kan niet intrekken; bel de partner.",
    ]


def test_show_tells_nothing_of_who_it_is_about(triage: At) -> None:
    result = triage("show", "z-2")

    assert result.stdout == (
        "z-2: Acuut, uiterlijk 2021-03-04; nog niet bereikt\nGeen verwijzingen.\n"
    )


def test_deliver_says_what_it_did(triage: At) -> None:
    assert triage("deliver").stdout == "0 verzonden, 0 later opnieuw, 0 opgegeven.\n"
    assert one(triage("deliver", "--json")) == {
        "sent": 0,
        "retry": 0,
        "given_up": 0,
        "stuck": 0,
        "failures": [],
    }


def plug_in(home: Path, refer: str = "return Receipt()") -> None:
    (home / "partners").mkdir(exist_ok=True)
    (home / "partners/bureau.py").write_text(PLUGIN.format(refer), "utf-8")


def test_deliver_tells_why_something_failed_and_is_fine_while_it_is_tried_again(
    triage: At, home: Path
) -> None:
    plug_in(home, "raise OSError")
    triage("refer", "z-1", "schuldhulp")

    result = triage("deliver")

    assert result.stdout == "0 verzonden, 1 later opnieuw, 0 opgegeven.\n"
    assert result.stderr == (
        "Het bureau: 1 verwijzing later opnieuw: OSError in thuis/partners/bureau.py:13.\n"
    )


def test_deliver_fails_loudly_when_a_plug_in_is_broken_and_sends_once_it_is_mended(
    triage: At, home: Path
) -> None:
    plug_in(home)
    made = referral(triage("refer", "z-1", "schuldhulp"))
    (home / "partners/bureau.py").write_text("def (", "utf-8")

    told = triage("deliver", code=1)
    read = one(triage("deliver", "--json", code=1))
    plug_in(home)
    mended = triage("deliver")

    assert told.stdout == "0 verzonden, 0 later opnieuw, 0 opgegeven, 1 blijft staan.\n"
    assert told.stderr.splitlines()[-1] == (
        "Het bureau: 1 verwijzing blijft staan: er is geen aansluiting die werkt; "
        "'triage check' zegt wat er mist."
    )
    assert (read["sent"], read["stuck"]) == (0, 1)
    assert [(each["referral"], each["outcome"]) for each in read["failures"]] == [(made, "stuck")]
    assert mended.stdout == "1 verzonden, 0 later opnieuw, 0 opgegeven.\n"


def test_deliver_fails_when_it_gives_something_up(triage: At, home: Path) -> None:
    plug_in(home, "raise OSError")
    triage("refer", "z-1", "schuldhulp")
    for day in range(4, 3 + ATTEMPTS):
        triage("deliver", on=f"2021-03-{day:02}")

    result = triage("deliver", code=1, on="2021-03-20")

    assert result.stdout.startswith("0 verzonden, 0 later opnieuw, 1 opgegeven.\n")
    assert triage("deliver", on="2021-03-21").stderr == ""


def test_what_a_plug_in_prints_is_nowhere_to_be_seen(triage: At, home: Path) -> None:
    plug_in(home, "print(referral.person); return Receipt()")
    path = home / "partners/bureau.py"
    path.write_text(f"{path.read_text('utf-8')}    @hookimpl\n{OBSERVE}print('bij het laden')\n")
    triage("refer", "z-1", "schuldhulp")

    result = triage("deliver", "--json")

    assert one(result)["sent"] == 1
    assert result.stderr == ""


# --- the ledger as a whole ----------------------------------------------------------------------


def test_erase_removes_who_it_is_about(triage: At, tmp_path: Path) -> None:
    triage("close", "z-2", "--reason", "verhuisd")

    result = triage("erase", "z-2")

    assert result.stdout.startswith("Gewist: z-2 (wie het is, de antwoorden en vrije tekst).")
    assert b"Jo Oefening" not in (tmp_path / "triage.db").read_bytes()
    assert one(triage("verify", "--json"))["wrong"] == []


def test_erase_again_says_that_nothing_was_left(triage: At) -> None:
    triage("close", "z-2", "--reason", "verhuisd")
    triage("erase", "z-2")

    result = triage("erase", "z-2")

    assert result.stdout == "Niets gewist: van z-2 was alles al gewist.\n"


def test_erase_due_says_what_was_due(triage: At, home: Path) -> None:
    path = home / "config/config.yaml"
    path.write_text(path.read_text("utf-8").replace("persoon: 1 maand, ", ""), "utf-8")
    triage("close", "z-2", "--reason", "verhuisd")

    result = triage("erase", "--due", on="2021-04-03")

    assert result.stdout.startswith("Gewist: z-2 (de antwoorden en vrije tekst).\n")


def test_erase_due_keeps_to_the_term(triage: At) -> None:
    triage("close", "z-2", "--reason", "verhuisd")

    early = triage("erase", "--due")
    late = triage("erase", "--due", "--json", on="2021-04-03")

    assert early.stdout == "Niets gewist: er is geen termijn verstreken.\n"
    assert one(late) == {"erased": ["z-2"], "parts": {"z-2": ["answers", "person"]}}


def test_erase_due_without_a_term_says_what_to_set(triage: At, home: Path, tmp_path: Path) -> None:
    config = home / "config/config.yaml"
    config.write_text(re.sub("bewaartermijn.*\n", "", config.read_text("utf-8")), "utf-8")
    triage("close", "z-2", "--reason", "verhuisd")

    result = triage("erase", "--due", on="2031-01-01")

    assert result.stdout == "Niets gewist: zet eerst 'bewaartermijn' in de configuratie.\n"
    assert b"Jo Oefening" in (tmp_path / "triage.db").read_bytes()


@pytest.mark.parametrize("options", [(), ("z-1", "--due")])
def test_erase_wants_a_case_or_what_is_due(triage: At, options: tuple[str, ...]) -> None:
    assert "geef een zaak, of --due." in triage("erase", *options, code=2).stderr


def test_verify_and_replay_say_that_all_is_well(triage: At) -> None:
    triage("next")

    verified, replayed = triage("verify"), triage("replay")

    assert verified.stdout == "Alles klopt: 5 gebeurtenissen, met hun plaatsen en bedragen.\n"
    assert replayed.stdout == "Alles komt weer zo uit: 1 beslissing, 0 bellijsten.\n"


def tamper(tmp_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(tmp_path / "triage.db")) as connection, connection:
        connection.execute(statement)


def test_verify_names_what_was_changed(triage: At, tmp_path: Path) -> None:
    tamper(tmp_path, "update event set actor = 'iemand' where number = 2")

    result = triage("verify", code=1)
    found = one(triage("verify", "--json", code=1))

    assert result.stdout == ""
    assert result.stderr.splitlines() == ["gebeurtenis 2: is veranderd nadat zij was geschreven"]
    assert found == {"events": 4, "wrong": result.stderr.splitlines()}


def test_replay_names_what_comes_out_otherwise(triage: At, tmp_path: Path) -> None:
    triage("next")
    tamper(tmp_path, "update decision set answers = '{}'")

    result = triage("replay", code=1)
    found = one(triage("replay", "--json", code=1))

    assert result.stdout == ""
    assert result.stderr.startswith("zaak z-2: de beslissing van 2021-03-03 komt anders uit (")
    assert found["different"] == result.stderr.splitlines()
    assert (found["decisions"], found["lists"], found["erased"]) == (1, 0, 0)


def test_replay_counts_what_was_erased(triage: At) -> None:
    triage("next")
    triage("close", "z-2", "--reason", "verhuisd")
    triage("erase", "z-2")

    assert triage("replay").stdout.splitlines() == [
        "Alles komt weer zo uit: 0 beslissingen, 0 bellijsten.",
        "Gewist, en dus niet opnieuw genomen: 1 beslissing.",
    ]


def test_export_gives_the_whole_chain(triage: At) -> None:
    found = lines(triage("export", "events"))

    assert [event["number"] for event in found] == [1, 2, 3, 4]
    assert [event["previous"] for event in found[1:]] == [event["hash"] for event in found[:-1]]
    assert list(found[0]) == [
        *("number", "at", "recorded", "kind", "case", "referral", "actor", "details"),
        *("previous", "hash"),
    ]
    assert "Jo Oefening" not in json.dumps(found)


def test_export_prints_nothing_of_a_chain_that_cannot_be_read(triage: At, tmp_path: Path) -> None:
    tamper(tmp_path, "update event set at = 'ooit' where number = 4")

    result = triage("export", "events", code=1)

    assert result.stdout == ""
    assert "Zoek met verify welke er is veranderd." in result.stderr


def test_migrate_leaves_a_ledger_of_this_version_alone(triage: At) -> None:
    before = lines(triage("export", "events"))

    result = triage("migrate")

    assert result.stdout == "Het ledger is bij, met schema 0001.\n"
    assert one(triage("migrate", "--json")) == {"schema": "0001"}
    assert lines(triage("export", "events")) == before


def test_an_older_ledger_is_refused_until_it_is_migrated(triage: At, tmp_path: Path) -> None:
    tamper(tmp_path, "update alembic_version set version_num = '0000'")

    result = triage("next", code=1)

    assert result.stdout == ""
    assert "voer 'triage migrate' uit" in result.stderr


def test_a_ledger_that_no_version_made_cannot_be_migrated(triage: At, tmp_path: Path) -> None:
    tamper(tmp_path, "update alembic_version set version_num = '0000'")

    result = triage("migrate", code=1)

    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("het schema van dit ledger, 0000, is er geen dat deze versie kent")


# --- which ledger, and what goes wrong ----------------------------------------------------------


def test_a_ledger_that_is_given_wins_over_the_environment_and_that_over_the_default(
    triage: At, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    triage("register", cases.name)
    monkeypatch.setenv("TRIAGE_LEDGER", "sqlite:///omgeving.db")
    triage("register", cases.name)
    result = triage("register", cases.name, "--ledger", "sqlite:///gegeven.db")

    found = {path.name for path in tmp_path.glob("*.db")}
    assert found == {"triage.db", "omgeving.db", "gegeven.db"}
    assert "--ledger sqlite:///gegeven.db" in result.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_can_do_without_its_ledger(
    triage: At, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "triage.db").write_bytes(b"dit is geen ledger" * 100)

    result = triage(*command, code=1)

    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].startswith("het ledger kan niet worden gebruikt: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_password_in_an_address_is_never_printed(triage: At) -> None:
    result = triage("next", "--ledger", "mysql://jan:geheim@server/naam", code=1)

    assert "geheim" not in result.output


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_but_migrate_needs_its_home(
    triage: At, home: Path, command: tuple[str, ...]
) -> None:
    home.rename(home.with_name("weg"))

    result = triage(*command, code=0 if command == ("migrate",) else 2)

    assert result.exit_code == 0 or "de map 'thuis' bestaat niet" in result.stderr


def test_what_is_wrong_with_the_rules_is_printed_with_its_place(
    triage: At, home: Path, cases: Path
) -> None:
    (home / "rules/rules.yaml").write_text("vragen: [", "utf-8")

    result = triage("register", cases.name, code=1)

    assert result.stdout == ""
    assert re.match(r"thuis/rules/rules.yaml:\d+:\d+: [A-Z]\d{3} ", result.stderr)


def test_a_plug_in_that_is_broken_is_told_and_the_rest_works(triage: At, home: Path) -> None:
    (home / "partners").mkdir()
    (home / "partners/bureau.py").write_text("raise RuntimeError", "utf-8")

    result = triage("next", "--json")

    assert one(result)["case"] == "z-2"
    assert "thuis/partners/bureau.py:1" in result.stderr


def test_a_day_outside_the_term_is_warned_of_where_it_decides(triage: At) -> None:
    deciding = triage("next", on="2022-01-03")
    looking = triage("verify", on="2022-01-03")

    assert "let op: 2022-01-03 ligt buiten de looptijd" in deciding.stderr
    assert looking.stderr == ""


def test_every_mistake_at_the_desk_is_one_line(triage: At) -> None:
    mistakes = [
        ("refer", "z-9", "schuldhulp"),
        ("refer", "z-1", "schuldhul"),
        ("refer", "z-1", "schuldhulp", "--partner", "burea"),
        ("update", "x", "accepted"),
        ("withdraw", "x", "--reason", "zo"),
        ("override", "z-1", "--urgency", "acuu", "--reason", "zo"),
        ("close", "z-9", "--reason", "zo"),
        ("erase", "z-1"),
        ("contact", "z-9", "--channel", "telefoon", "--reached"),
    ]

    for mistake in mistakes:
        result = triage(*mistake, code=1)
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1
