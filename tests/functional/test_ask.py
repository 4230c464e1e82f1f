"""`ask`: an intake on the terminal, as the intaker types it."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from .conftest import Invoke

    Ask = Callable[..., Result]

ON: Final = ("--on", "2021-03-03")
NEW: Final = ("z-1", "2-3-2021")
"""What begins a new case: its number and its day of registration."""
ALL: Final = ("ja", "", "45", "999,50", "1", "2-3-2021")
"""An answer to every question of the small home; the second is not known."""

WITH_CONSENT: Final = """\
vragen:
  hulp: {vraag: "Wilt u hulp?", soort: ja_nee, toelichting: Vraag het rustig.}
  scan: {vraag: "Wat kwam er uit de scan?", soort: ja_nee, fase: balie}
  mag: {vraag: "Mogen wij u aanmelden?", soort: ja_nee}
  mag_ook: {vraag: "Mogen wij u ook daar aanmelden?", soort: ja_nee}
regels:
  - {regel: hulp, als: {hulp: ja}, dan: {product: hulp}}
  - {regel: scan, als: {scan: ja}, dan: {punten: 1}}
"""
PARTNERS: Final = """\
urgentie: {gewoon: {naam: Gewoon}}
producten: {hulp: {naam: Hulp, aanbieders: [eerste, tweede]}}
partners: {eerste: {naam: De eerste, akkoord: mag}, tweede: {naam: De tweede, akkoord: mag_ook}}
"""


@pytest.fixture
def ask(triage: Invoke, home: Path) -> Ask:
    """An intake in the small home; what is typed comes first, then what the command is given."""

    def run(typed: tuple[str, ...], *args: object) -> Result:
        stdin = "".join(f"{line}\n" for line in typed)
        return triage("ask", *args, "--home", home.name, *ON, stdin=stdin)

    return run


def asked(result: Result) -> list[str]:
    """The questions as they were put, in order."""
    return re.findall(r"^Vraag [0-9]+.*\n(.+)$", result.output, re.MULTILINE)


class TestQuestions:
    def test_a_question_says_how_far_we_are_what_is_accepted_and_why(self, ask: Ask) -> None:
        result = ask((*NEW, "nee"))

        assert (
            "Vraag 1 van hoogstens 6\n"
            "Dreigt er een ontruiming?\n"
            "Antwoord ja of nee.\n"
            "Waarom: kan nog geven urgentie Acuut.\n"
        ) in result.stdout
        assert (
            "Vraag 2 van hoogstens 5\n"
            "Wat zoekt u?\n"
            "1. Rust\n"
            "2. Werk\n"
            "0. Geen van deze\n"
            "Kies nummers van 1 tot en met 2, met een komma ertussen; 0 is geen.\n"
            "Waarom: kan nog geven uitsluiting van Een gesprek.\n"
        ) in result.stdout

    def test_acute_questions_come_first_and_nothing_is_asked_for_nothing(self, ask: Ask) -> None:
        result = ask((*NEW, "nee", "geen", "45", "1000,01", ""))

        assert asked(result) == [
            "Dreigt er een ontruiming?",
            "Wat zoekt u?",
            "Hoeveel dagen loopt u achter?",
            "Hoe hoog is de schuld?",
        ]
        assert "De uitkomst staat vast" in result.stdout

    def test_only_what_an_answer_changes_is_told(self, ask: Ask) -> None:
        result = ask((*NEW, "ja", "", "45", "stop"))

        assert (
            "Genoteerd: ja.\n"
            "Urgentie nu Acuut, uiterlijk vrijdag 5 maart 2021.\n"
            "Let op: Bel vandaag nog.\n"
            "\n"
            "Vraag 2"
        ) in result.stdout
        assert "Genoteerd: niet bekend.\n\nVraag 3" in result.stdout
        assert "Genoteerd: 45 dagen.\nErbij: Schuldhulp.\n" in result.stdout

    def test_few_reasons_are_given_and_a_question_mark_gives_them_all(
        self, triage: Invoke, make_home: Callable[..., Path]
    ) -> None:
        rules = (
            'vragen: {hulp: {vraag: "Hulp?", soort: ja_nee, toelichting: Rustig.}}\n'
            "regels:\n"
            "  - {regel: a, als: {hulp: ja}, dan: {product: [gesprek, schuldhulp], punten: 3}}\n"
            "  - {regel: b, als: {hulp: nee}, dan: {urgentie: acuut}}\n"
        )
        home = make_home(rules=rules, config=CONFIG_WITHOUT_DATES)

        result = triage("ask", "--home", home, *ON, stdin="z\n\n?\nstop\n")

        assert (
            "Waarom: kan nog geven urgentie Acuut, product Een gesprek, product Schuldhulp"
            " (en nog 1: typ ?).\n"
        ) in result.stdout
        assert (
            "Waarom deze vraag:\n"
            "  kan nog geven: urgentie Acuut\n"
            "  kan nog geven: product Een gesprek\n"
            "  kan nog geven: product Schuldhulp\n"
            "  kan nog geven: +3 punten\n"
            "Toelichting: Rustig.\n"
            "Het advies tot nu toe:\n"
            "z: Gewoon, 0 punten\n"
        ) in result.stdout

    def test_the_advice_can_be_asked_for_and_the_question_comes_again(self, ask: Ask) -> None:
        result = ask((*NEW, "ja", "advies", "stop"))

        assert (
            "z-1: Acuut, uiterlijk 2021-03-05, 0 punten\n"
            "  Let op: Bel vandaag nog.\n"
            "\n"
            "Wat zoekt u?\n"
        ) in result.stdout
        assert "Nog te vragen" not in result.stdout

    @pytest.mark.parametrize(
        ("before", "reply", "told"),
        [
            ((), "misschien", "'misschien' is geen ja of nee.\nDreigt er een ontruiming? Antw"),
            (("",), "3", "'3' staat er niet bij.\nWat zoekt u? Kies nummers van 1 tot en met 2"),
            (("", ""), "3 weken", "'3 weken' is geen heel getal. Schrijf een getal zoals 45.\n"),
            (("", ""), "-1", "-1 dagen is niet mogelijk. Geef een antwoord tussen 0 dagen en"),
            (("", "", ""), "1.262", "'1.262' kan twee getallen zijn. Schrijf 1262 of 1.262,00."),
        ],
    )
    def test_an_impossible_answer_brings_the_question_back_with_what_is_accepted(
        self, ask: Ask, tmp_path: Path, before: tuple[str, ...], reply: str, told: str
    ) -> None:
        result = ask((*NEW, *before, reply, "stop"), "--save", "z.json")

        saved = json.loads((tmp_path / "z.json").read_text(encoding="utf-8"))
        assert told in result.stdout
        assert re.search(r"[A-Z][0-9]{3}", result.stdout) is None
        assert len(saved["answers"]) == len(before)

    def test_text_that_is_no_text_is_refused(self, triage: Invoke, home: Path) -> None:
        result = triage("ask", "--home", home, *ON, stdin=b"z-1\n\nj\xffa\n\x1b[Aja\nja\nstop\n")

        assert result.exit_code == 0
        assert result.stdout.count("Daar staat een teken in dat niemand ziet") == 2
        assert "Genoteerd: ja.\n" in result.stdout


CONFIG_WITHOUT_DATES: Final = """\
urgentie: {acuut: {naam: Acuut}, gewoon: {naam: Gewoon}}
producten: {gesprek: {naam: Een gesprek}, schuldhulp: {naam: Schuldhulp}}
"""


class TestCorrecting:
    def test_terug_puts_the_previous_question_again(self, ask: Ask) -> None:
        result = ask((*NEW, "ja", "terug", "nee", "stop"))

        assert (
            "Vraag 1 opnieuw\n"
            "Dreigt er een ontruiming?\n"
            "Antwoord ja of nee.\n"
            "Nu ingevuld: ja. Enter laat het zo; weet niet maakt het leeg.\n"
        ) in result.stdout
        assert (
            "Genoteerd: nee.\nUrgentie nu Gewoon, zonder termijn.\nVervalt: Bel vandaag nog.\n"
        ) in result.stdout

    def test_terug_goes_back_as_far_as_the_first_question(self, ask: Ask) -> None:
        result = ask((*NEW, "nee", "1", "terug", "terug", "terug", "", "stop"))

        assert asked(result)[2:] == [
            "Hoeveel dagen loopt u achter?",
            "Wat zoekt u?",
            "Dreigt er een ontruiming?",
            "Hoeveel dagen loopt u achter?",
        ]
        assert "Dit is de eerste vraag.\n" in result.stdout

    def test_an_answer_can_be_taken_back(self, ask: Ask, tmp_path: Path) -> None:
        ask((*NEW, "ja", "terug", "weet niet", "stop"), "--save", "z.json")

        saved = json.loads((tmp_path / "z.json").read_text(encoding="utf-8"))
        assert saved["answers"] == {"ontruiming": None}

    def test_wijzig_lists_what_was_answered_and_opens_what_it_opens(self, ask: Ask) -> None:
        result = ask((*NEW, "nee", "0", "45", "2000", "wijzig", "4", "900", "stop"))

        assert (
            "Wat wilt u veranderen?\n"
            "1. Dreigt er een ontruiming? nee\n"
            "2. Wat zoekt u? geen\n"
            "3. Hoeveel dagen loopt u achter? 45 dagen\n"
            "4. Hoe hoog is de schuld? € 2.000,00\n"
        ) in result.stdout
        assert asked(result)[-2:] == ["Hoe hoog is de schuld?", "In welke sector werkt u?"]

    def test_wijzig_takes_only_a_number_of_the_list(self, ask: Ask) -> None:
        result = ask((*NEW, "wijzig", "nee", "wijzig", "2", "0", "", "stop"))

        assert "Er is nog niets ingevuld.\n" in result.stdout
        assert result.stdout.count("Kies een nummer van 1 tot en met 1.\n") == 2
        assert asked(result)[-2:] == ["Wat zoekt u?", "Wat zoekt u?"]

    def test_an_answer_can_be_changed_at_the_end(self, ask: Ask) -> None:
        result = ask((*NEW, *ALL, "wijzig", "3", "1", "terug", "3-3-2021", "nee", ""))

        assert result.exit_code == 0
        assert "Genoteerd: 1 dagen.\nNiet meer: Schuldhulp.\n" in result.stdout
        assert "Genoteerd: woensdag 3 maart 2021.\nUiterlijk nu maandag 8 maart" in result.stdout
        assert "Dat kan hier niet: alles is al gevraagd.\n" in result.stdout


class TestTheEnd:
    def test_it_says_what_was_not_known_and_can_still_change_the_outcome(self, ask: Ask) -> None:
        result = ask((*NEW, *ALL, ""))

        assert result.exit_code == 0
        assert (
            "Er is niets meer te vragen. Dit kan de uitkomst nog veranderen:\n"
            "  Niet bekend: Wat zoekt u?\n"
            "z-1: Acuut, uiterlijk 2021-03-05, 20 punten\n"
        ) in result.stdout

    def test_it_says_what_comes_later_and_which_consents_are_missing(
        self, triage: Invoke, make_home: Callable[..., Path]
    ) -> None:
        home = make_home(rules=WITH_CONSENT, config=PARTNERS)

        result = triage("ask", "--home", home, *ON, stdin="z\n\nja\n\n")

        assert result.exit_code == 0
        assert (
            "Er is niets meer te vragen. Dit kan de uitkomst nog veranderen:\n"
            "  Komt later: Wat kwam er uit de scan?\n"
            "z: Gewoon, 0 punten\n"
            "  Hulp, bij De eerste of De tweede\n"
            "    hulp\n"
            "Nog geen akkoord; zonder ja gaat er niets naar die partner:\n"
            "  Mogen wij u aanmelden?\n"
            "  Mogen wij u ook daar aanmelden?\n"
            "Enter om af te sluiten, akkoord of wijzig: "
        ) in result.stdout

    def test_consents_can_be_given_at_the_end(
        self, triage: Invoke, make_home: Callable[..., Path], tmp_path: Path
    ) -> None:
        home = make_home(rules=WITH_CONSENT, config=PARTNERS)
        typed = "z\n\nja\nakkoord\nja\nnee\n\n"

        result = triage("ask", "--save", "z.json", "--home", home, *ON, stdin=typed)

        saved = json.loads((tmp_path / "z.json").read_text(encoding="utf-8"))
        assert saved["answers"] == {"hulp": True, "mag": True, "mag_ook": False}
        assert result.stdout.count("Enter om af te sluiten of wijzig: ") == 1

    def test_a_missing_consent_stands_in_the_list_of_wijzig(
        self, triage: Invoke, make_home: Callable[..., Path]
    ) -> None:
        home = make_home(rules=WITH_CONSENT, config=PARTNERS)

        result = triage("ask", "--home", home, *ON, stdin="z\n\nja\nakkoord\nwijzig\n3\nja\n\n")

        assert "2. Mogen wij u aanmelden? nog niet gevraagd\n" in result.stdout
        assert result.stdout.count("Mogen wij u ook daar aanmelden?\nAntwoord ja of nee.\n") == 1

    def test_input_that_ends_where_all_is_asked_has_simply_ended(self, ask: Ask) -> None:
        result = ask((*NEW, *ALL))

        assert result.exit_code == 0
        assert result.stdout.endswith("\nKlaar. Er is niets bewaard.\n")

    def test_with_json_the_advice_alone_is_on_standard_output(
        self, triage: Invoke, ask: Ask, home: Path
    ) -> None:
        result = ask((*NEW, *ALL, ""), "--json", "--save", "z.yaml")

        advice = triage("advise", "z.yaml", "--home", home, *ON, "--json")
        assert result.exit_code == 0
        assert result.stdout == advice.stdout
        assert "Dreigt er een ontruiming?" in result.stderr


class TestSaving:
    @pytest.mark.parametrize("name", ["z.yaml", "z.yml", "z.JSON"])
    def test_what_is_saved_is_an_ordinary_file_of_cases(
        self, triage: Invoke, ask: Ask, home: Path, name: str
    ) -> None:
        result = ask((*NEW, *ALL, ""), "--save", name)

        advice = triage("advise", name, "--home", home, *ON)
        assert result.exit_code == 0
        assert advice.exit_code == 0
        assert (
            "z-1: Acuut, uiterlijk 2021-03-05, 20 punten\n  Een gesprek, 2,5 uur" in advice.stdout
        )

    def test_a_question_that_could_not_be_answered_is_saved_as_such(
        self, ask: Ask, tmp_path: Path
    ) -> None:
        ask((*NEW, "ja", "", "stop"), "--save", "z.yaml")

        assert (tmp_path / "z.yaml").read_text(encoding="utf-8") == (
            "zaak: z-1\naangemeld: 2021-03-02\nantwoorden:\n  ontruiming: ja\n  doelen:\n"
        )

    def test_an_intake_goes_on_where_it_stopped(self, triage: Invoke, ask: Ask, home: Path) -> None:
        stopped = ask((*NEW, "ja", "", "stop"), "--save", "z.yaml")
        (line,) = [line for line in stopped.stdout.splitlines() if " ask --save" in line]

        result = triage(*shlex.split(line[line.index("ask") :]), stdin="45\n900\nbouw\n\n\n")

        assert stopped.exit_code == result.exit_code == 0
        assert line.endswith(f"ask --save z.yaml --home {home.name} --on 2021-03-03")
        assert "Gestopt. Alles staat in z.yaml. Later verder:\n" in stopped.stdout
        assert "Er zijn al 2 vragen ingevuld. Het advies tot nu toe:\nz-1: Acuut" in result.stdout
        assert "Vraag 3 van hoogstens 6\n" in result.stdout
        assert asked(result) == [
            "Hoeveel dagen loopt u achter?",
            "Hoe hoog is de schuld?",
            "In welke sector werkt u?",
            "Wanneer is dat gemeld?",
        ]
        assert "Klaar. Alles staat in z.yaml." in result.stdout

    def test_input_that_ends_in_the_middle_loses_nothing(self, ask: Ask, tmp_path: Path) -> None:
        result = ask((*NEW, "ja"), "--save", "z.yaml")

        assert result.exit_code == 1
        assert "\nAfgebroken. Alles staat in z.yaml. Later verder:\n" in result.stdout
        assert "  ontruiming: ja\n" in (tmp_path / "z.yaml").read_text(encoding="utf-8")

    def test_without_save_it_says_at_once_that_nothing_is_kept(
        self, ask: Ask, tmp_path: Path
    ) -> None:
        before = set(tmp_path.iterdir())

        result = ask((*NEW, "ja", "stop"))

        assert result.exit_code == 0
        assert "Let op: zonder --save wordt er niets bewaard.\n" in result.stdout
        assert result.stdout.endswith("Gestopt. Er is niets bewaard.\n")
        assert set(tmp_path.iterdir()) == before

    @pytest.mark.parametrize(("typed", "code"), [(("stop",), 0), ((), 1), (("z-1",), 1)])
    def test_before_there_is_a_case_nothing_is_written(
        self, ask: Ask, tmp_path: Path, typed: tuple[str, ...], code: int
    ) -> None:
        result = ask(typed, "--save", "z.yaml")

        assert result.exit_code == code
        assert "Er is niets bewaard.\n" in result.stdout
        assert not (tmp_path / "z.yaml").exists()

    def test_with_json_what_was_stopped_is_an_advice_with_open_questions(self, ask: Ask) -> None:
        result = ask((*NEW, "ja", "stop"), "--json")

        assert result.exit_code == 0
        assert json.loads(result.stdout)["urgency"] == "acuut"
        assert json.loads(result.stdout)["open_questions"][0] == "doelen"

    @pytest.mark.parametrize("name", ["weg/z.yaml", f"{'z' * 300}.yaml", "a.txt/z.yaml"])
    def test_a_place_that_cannot_be_written_is_told_before_anything_is_asked(
        self, ask: Ask, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / "a.txt").touch()

        result = ask((*NEW, "ja"), "--save", name)

        assert result.exit_code == 1
        assert "niet te schrijven" in result.stderr
        assert asked(result) == []


class TestBeginning:
    def test_enter_takes_a_number_without_meaning_and_the_day_of_reckoning(
        self, ask: Ask, tmp_path: Path
    ) -> None:
        ask(("", "", "stop"), "--save", "a.json")
        ask(("", "", "stop"), "--save", "b.json")

        first, second = (
            json.loads((tmp_path / name).read_text(encoding="utf-8"))
            for name in ("a.json", "b.json")
        )
        assert re.fullmatch(r"z-[2-9a-z]{6}", first["case"])
        assert first["case"] != second["case"]
        assert first["registered"] == "2021-03-03"

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            (("123456782",), "Het nummer van deze zaak is een BSN. Geef elke zaak een eigen"),
            (("z\x07",), "In 'zaak' staat een teken dat niemand ziet. Gebruik letters,"),
            (("z-1", "31-2-2021"), "De datum 31-2-2021 bestaat niet. Kijk naar de dag en"),
            (("z-1", "gisteren"), "'gisteren' is geen datum. Schrijf een datum als 2021-03-01"),
        ],
    )
    def test_a_number_or_a_day_that_cannot_be_is_asked_again(
        self, ask: Ask, typed: tuple[str, ...], told: str
    ) -> None:
        result = ask((*typed, *NEW[-1 if len(typed) > 1 else 0 :], "stop"))

        assert result.exit_code == 0
        assert told in result.stdout
        assert "Zaak z-1, aangemeld op dinsdag 2 maart 2021.\n" in result.stdout

    def test_a_case_of_a_list_keeps_its_answers_and_its_person(
        self, ask: Ask, cases: Path, tmp_path: Path
    ) -> None:
        result = ask(("stop",), "z-2", "--in", cases, "--save", "z.json")

        assert "Er zijn al 2 vragen ingevuld." in result.stdout
        assert "Oefening" not in result.output
        assert json.loads((tmp_path / "z.json").read_text(encoding="utf-8")) == {
            "case": "z-2",
            "registered": "2021-03-01",
            "answers": {"ontruiming": True, "gemeld_op": "2021-03-04"},
            "person": {"name": "Jo Oefening", "phone": "06-00000000"},
        }

    def test_what_a_list_leaves_empty_is_asked(self, ask: Ask, tmp_path: Path) -> None:
        case = {"case": "z", "registered": "2021-03-02", "answers": {"ontruiming": None}}
        (tmp_path / "zaken.json").write_text(json.dumps(case), encoding="utf-8")

        result = ask(("stop",), "z", "--in", "zaken.json")

        assert asked(result) == ["Dreigt er een ontruiming?"]

    def test_the_same_command_goes_on_with_what_was_saved(self, ask: Ask, cases: Path) -> None:
        command = ("z-1", "--in", cases, "--save", "z.yaml")
        first = ask(("", "stop"), *command)

        second = ask(("stop",), *command)

        assert "Er zijn al 2 vragen ingevuld." in first.stdout
        assert "Er zijn al 3 vragen ingevuld." in second.stdout

    @pytest.mark.parametrize(
        ("args", "told"),
        [
            (("z-1",), "geef met --in het bestand waarin zaak 'z-1' staat."),
            (("--in", "zaken.jsonl"), "geef ook het nummer van de zaak uit zaken.jsonl."),
            (("z-1", "--in", "-"), "op de standaardinvoer komen de antwoorden."),
            (("z1", "--in", "zaken.jsonl"), "zaak 'z1' staat niet in zaken.jsonl. Bedoelde u"),
            (("z-1", "--in", "weg.csv"), "het bestand 'weg.csv' bestaat niet"),
            (("--save", "z.csv"), "--save eindigt op .yaml, .yml, .json; niet op .csv."),
            (("--save", "z"), "niet op niets."),
            (("--save", "alle.json"), "in alle.json staan 2 zaken;"),
            (("--save", "geen.json"), "in geen.json staan 0 zaken;"),
            (
                ("z-1", "--in", "zaken.jsonl", "--save", "z-2.json"),
                "in z-2.json staat zaak 'z-2', niet 'z-1'. Kies voor --save een ander bestand.",
            ),
            (("--save", "map.yaml"), "is a directory"),
        ],
    )
    def test_wrong_usage_is_told_and_nothing_is_touched(
        self, ask: Ask, cases: Path, tmp_path: Path, args: tuple[str, ...], told: str
    ) -> None:
        lines = cases.read_text(encoding="utf-8").splitlines()
        (tmp_path / "z-2.json").write_text(lines[1], encoding="utf-8")
        (tmp_path / "alle.json").write_text(f"[{lines[0]}, {lines[1]}]", encoding="utf-8")
        (tmp_path / "geen.json").write_text("[]", encoding="utf-8")
        (tmp_path / "map.yaml").mkdir()
        before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

        result = ask((), *args)

        assert result.exit_code == 2
        assert result.stdout == ""
        assert told in result.stderr
        assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before

    def test_a_saved_file_with_a_problem_is_told_with_its_place(
        self, ask: Ask, tmp_path: Path
    ) -> None:
        text = "zaak: z\naangemeld: 2021-03-02\nantwoorden: {schuld: veel}\n"
        (tmp_path / "z.yaml").write_text(text, encoding="utf-8")

        result = ask((), "--save", "z.yaml")

        assert result.exit_code == 1
        assert result.stderr.startswith("z.yaml:3:22: G001 ")
        assert (tmp_path / "z.yaml").read_text(encoding="utf-8") == text

    def test_a_day_outside_the_term_is_told(self, triage: Invoke) -> None:
        result = triage("ask", "--on", "2031-03-03", stdin="\n\nstop\n")

        assert result.exit_code == 0
        assert "2031-03-03 ligt buiten de looptijd" in result.stderr


PROMPT: Final = re.compile(
    r"^(?:Antwoord|Nummer [^(]*\(.*?\)|Dag [^(]*\(.*?\)|Enter om af te sluiten[^:]*): ?(.*)$",
    re.MULTILINE,
)


@pytest.mark.checkout
@pytest.mark.parametrize("page", ["docs/commands.md", "docs/intake.md"])
def test_the_conversations_in_the_docs_are_real(
    root: Path, triage: Invoke, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr("sys.argv", ["triage"])
    triage("new", "home", "my-home")
    text = (root / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```text\n\$ triage (ask .+)\n([^`]+)^```$", text, re.MULTILINE)

    for command, shown in blocks:
        typed = "".join(f"{line}\n" for line in PROMPT.findall(shown))
        result = CliRunner(echo_stdin=True).invoke(main, shlex.split(command), input=typed)
        assert [line.rstrip() for line in result.output.splitlines()] == shown.splitlines()

    assert blocks


_lines = st.sampled_from(
    ["", "?", "terug", "wijzig", "advies", "akkoord", "weet niet", "ja", "nee", "0", "1", "2"]
) | st.text(max_size=4)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.lists(_lines, max_size=30))
def test_whatever_is_typed_the_file_is_whole(
    make_home: Callable[..., Path], tmp_path: Path, typed: list[str]
) -> None:
    home = tmp_path / "thuis"
    if not home.exists():
        make_home()
    path = tmp_path / "z.yaml"
    path.unlink(missing_ok=True)
    stdin = "\n".join(("z-1", "", *typed, "")).encode("utf-8", "surrogatepass")
    command = ["ask", "--save", str(path), "--home", str(home), *ON]

    result = CliRunner().invoke(main, command, input=stdin)

    advice = CliRunner().invoke(main, ["advise", str(path), "--home", str(home), *ON])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in {0, 1}
    assert (advice.exit_code, advice.stderr) == (0, "")
