"""The commands of the weekly report, as people and programs type them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest
from openpyxl import Workbook, load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

RULES: Final = """\
vragen:
  hulp: {vraag: "Zoekt u hulp?", soort: ja_nee}
  gesproken: {vraag: "Wanneer gesproken?", soort: datum}
regels:
  - regel: hulp
    als: {hulp: ja}
    dan: {product: coaching, binnen: 2 werkdagen, gehaald: gesproken}
    omdat: Wie hulp zoekt, wordt gebeld.
"""
CONFIG: Final = """\
titel: Een proef
engine: direct
looptijd: {van: 2021-03-01, tot_en_met: 2021-12-31}
urgentie: {gewoon: {naam: Gewoon}}
budgetten: {pot: {naam: De pot, bedrag: 1000}}
producten: {coaching: {naam: Coaching, uren: 10, prijs: 900, pot: pot, aanbieders: [loket]}}
partners: {loket: {naam: Ons loket, eigen: ja}}
alarmen: {pot: De projectleider}
tozo_redenen: {loondienst: In loondienst, verhuisd: Verhuisd}
srg: {coaching: }
indicatoren:
  - {indicator: gesproken, naam: Mensen gesproken, tel: ondernemers, bij: bereikt, beoogd: 10}
  - {indicator: einde, naam: Einde na hulp, tel: ondernemers, bij: tozo_einde, na: ingezet}
"""
NOTHING: Final = {"new": [], "same": 0, "unknown": [], "withdrawn": [], "left_out": []}
ENDS: Final = "zaak;einde;reden;deel\nz-1;3-3-2021;loondienst;\nz-9;1-3-2021;verhuisd;geheel\n"


class At(Protocol):
    """Run a command on the home of this test on a day of March, and give what it printed."""

    def __call__(self, *args: object, code: int = 0, on: str = "2021-03-03") -> Result: ...


@pytest.fixture
def triage(triage: Callable[..., Result], make_home: Callable[..., Path]) -> At:
    home = make_home(rules=RULES, config=CONFIG)

    def run(*args: object, code: int = 0, on: str = "2021-03-03") -> Result:
        result = triage(*args, "--home", home.name, "--on", on)
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


@pytest.fixture(autouse=True)
def referral(triage: At, tmp_path: Path) -> str:
    """A coaching that was started on 3 March and took most of the pot; its id."""
    case = {"case": "z-1", "registered": "2021-03-01", "answers": {"hulp": True}}
    (tmp_path / "zaak.jsonl").write_text(json.dumps(case), encoding="utf-8")
    triage("register", "zaak.jsonl", "--source", "gros")
    triage("contact", "z-1", "--channel", "telefoon", "--reached")
    triage("intake", "zaak.jsonl")
    found = json.loads(triage("refer", "z-1", "coaching", "--json").stdout)["referral"]
    triage("update", found, "started")
    return str(found)


def written(tmp_path: Path, name: str, text: str) -> str:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return name


def found(result: Result) -> Any:
    return json.loads(result.stdout)


def settled(report: Any) -> Any:
    """The report without what came in after its close, which stands apart."""
    if isinstance(report, dict):
        return {key: settled(value) for key, value in report.items() if key != "later"}
    return [settled(one) for one in report] if isinstance(report, list) else report


def later(report: Any) -> int:
    """How much came in after its close."""
    if isinstance(report, dict):
        own = report.get("later", 0)
        return int(own) + sum(later(value) for value in report.values())
    return sum(map(later, report)) if isinstance(report, list) else 0


class TestReport:
    def test_shows_indicators_money_and_alarms_with_what_to_do(self, triage: At) -> None:
        shown = triage("report", "--week", "2021-W09").stdout

        assert "Een proef: week 9 van 2021, maandag 1 maart tot en met zondag 7 maart" in shown
        assert "Van de looptijd is 0,7% voorbij." in shown
        assert re.search(r"Mensen gesproken +1 +1 +10 +10%", shown)
        assert "De pot: € 900,00 vastgelegd en € 0,00 besteed van € 1.000,00 (90%)" in shown
        assert "[De projectleider]" in shown
        assert "triage handle pot-pot-80" in shown

    def test_is_of_the_week_of_the_day(self, triage: At) -> None:
        assert found(triage("report", "--json", on="2021-03-15"))["week"] == "2021-W11"

    def test_has_the_names_of_the_contract_in_json(self, triage: At) -> None:
        report = found(triage("report", "--json"))

        assert {"week", "indicators", "budgets", "capacity", "alarms", "projection"} <= set(report)
        first = report["indicators"][0]
        assert {"key", "week", "total", "target", "owner", "effect"} <= set(first)
        assert (first["key"], first["week"], first["total"], first["target"]) == (
            *("gesproken", 1, 1, 10),
        )
        assert first["owner"] is None

    @pytest.mark.parametrize("suffix", [".html", ".xlsx", ".csv", ".json"])
    def test_is_written_as_its_ending_says(self, triage: At, tmp_path: Path, suffix: str) -> None:
        out = tmp_path / f"rapport{suffix}"

        result = triage("report", "--out", out)

        assert result.stdout == f"Het rapport van week 2021-W09 staat in {out}\n"
        assert out.stat().st_size > 500

    def test_of_a_past_week_stays_what_it_was(self, triage: At, referral: str) -> None:
        before = found(triage("report", "--week", "2021-W09", "--json", on="2021-03-08"))
        triage("update", referral, "completed", "--at", "2021-03-05", on="2021-03-10")
        triage("contact", "z-1", "--channel", "telefoon", "--reached", on="2021-03-10")

        after = found(triage("report", "--week", "2021-W09", "--json", on="2021-03-20"))

        assert later(after) > later(before) == 0
        assert settled(after) == settled(before)

    @pytest.mark.parametrize(
        ("week", "said"),
        [
            ("2021-W99", "'2021-W99' is geen week. Schrijf jaar en weeknummer, zoals 2021-W09."),
            ("10", "'10' is geen week."),
            ("2021-W10", "week 2021-W10 moet nog beginnen; het is nu week 2021-W09."),
        ],
    )
    def test_of_what_is_no_week_or_lies_ahead_is_refused(
        self, triage: At, week: str, said: str
    ) -> None:
        result = triage("report", "--week", week, code=1)

        assert result.stdout == ""
        assert said in result.stderr

    @pytest.mark.parametrize(
        ("week", "on", "said"),
        [
            ("2021-W05", "2021-03-03", "voor het begin van de looptijd, 1 maart 2021."),
            ("2022-W02", "2022-01-12", "na het einde van de looptijd, 31 december 2021;"),
        ],
    )
    def test_of_a_week_outside_the_term_says_so_and_is_made(
        self, triage: At, week: str, on: str, said: str
    ) -> None:
        shown = triage("report", "--week", week, on=on).stdout

        assert said in shown
        assert "Mensen gesproken" in shown

    def test_of_a_week_before_the_first_event_has_nothing_and_no_pot_yet(self, triage: At) -> None:
        shown = triage("report", "--week", "2021-W05").stdout
        report = found(triage("report", "--week", "2021-W05", "--json"))

        assert "Aan het eind van deze week was er nog niets vastgelegd." in shown
        assert "het ledger is leeg" not in shown
        assert "De pot: nog niet toegekend." in shown
        (pot,) = report["budgets"]
        assert (pot["granted"], pot["free"], pot["held"]) == (None, None, 0)

    def test_says_how_many_lost_only_a_part_of_their_tozo(self, triage: At, tmp_path: Path) -> None:
        rows = "zaak;einde;reden;deel\nz-1;4-3-2021;loondienst;deels\n"
        triage("tozo", written(tmp_path, "einden.csv", rows), on="2021-03-04")

        (row,) = (
            one
            for one in found(triage("report", "--json", on="2021-03-08"))["indicators"]
            if one["key"] == "einde"
        )

        assert (row["total"], row["partial"]["total"], row["beside"]["total"]) == (1, 1, 0)

    def test_on_an_empty_ledger_says_so(self, triage: At, tmp_path: Path) -> None:
        empty = ("--ledger", "sqlite:///leeg.db")
        triage("register", written(tmp_path, "leeg.csv", "zaak;aangemeld\n"), *empty)

        shown = triage("report", *empty).stdout

        assert re.search(r"Mensen gesproken +0 +0 +10 +0%", shown)

    def test_counts_who_got_no_because_a_pot_had_too_little(
        self, triage: At, tmp_path: Path
    ) -> None:
        case = {"case": "z-2", "registered": "2021-03-01", "answers": {"hulp": True}}
        name = written(tmp_path, "twee.jsonl", json.dumps(case))
        triage("register", name)
        triage("intake", name)
        for _ in range(2):
            assert "nog € 100,00 vrij" in triage("refer", "z-2", "coaching").stdout
        money = tmp_path / "rapport.xlsx"

        shown = triage("report").stdout
        (pot,) = found(triage("report", "--json"))["budgets"]
        triage("report", "--out", "rapport.html")
        triage("report", "--out", money)

        assert "  1 mens kreeg nee omdat er te weinig in zat, voor € 900,00; deze week 1." in shown
        assert "1 mens kreeg nee omdat de pot ‘De pot’ te weinig had; nu nog bij 1: z-2." in shown
        assert "triage handle pot-pot-nee" in shown
        numbers = {"week": 1, "total": 1, "week_amount": 900, "amount": 900}
        product = {"key": "coaching", "name": "Coaching", **numbers, "products": []}
        assert pot["refused"] == {
            "key": "pot",
            "name": "De pot",
            **numbers,
            "products": [product],
        }
        page = (tmp_path / "rapport.html").read_text("utf-8")
        assert "De pot: wie nee kreeg omdat de pot te weinig had." in page
        rows = list(load_workbook(money)["Geld"].iter_rows(values_only=True))
        assert rows[0][-4:] == (
            *("Nee gekregen deze week", "Nee gekregen"),
            *("Bedrag daarvan deze week", "Bedrag daarvan"),
        )
        assert [row[-4:] for row in rows[1:]] == [(1, 1, 900, 900)] * 2

    def test_is_not_written_to_a_file_of_another_kind(self, triage: At, tmp_path: Path) -> None:
        result = triage("report", "--out", "rapport.docx", code=2)

        assert "--out ends in .html, .xlsx, .csv, .json" in result.stderr
        assert not (tmp_path / "rapport.docx").exists()


class TestHandle:
    def test_takes_an_alarm_away(self, triage: At) -> None:
        before = found(triage("report", "--json"))["alarms"]

        triage("handle", "pot-pot-80", "--reason", "Besproken met de wethouder.")

        after = found(triage("report", "--json"))["alarms"]
        assert [one["key"] for one in before if one not in after] == ["pot-pot-80"]
        assert "wethouder" not in triage("export", "events").stdout

    def test_again_changes_nothing(self, triage: At) -> None:
        triage("handle", "pot-pot-80")
        events = triage("export", "events").stdout

        triage("handle", "pot-pot-80")

        assert triage("export", "events").stdout == events

    def test_of_what_is_no_alarm_names_the_nearest(self, triage: At) -> None:
        result = triage("handle", "pot-pot-8", code=1)

        assert "er is geen alarm 'pot-pot-8'. Bedoelde u 'pot-pot-80'?" in result.stderr

    def test_gives_json(self, triage: At) -> None:
        assert found(triage("handle", "pot-pot-80", "--json")) == {
            "alarm": "pot-pot-80",
            "handled": True,
        }


class TestTozo:
    def test_takes_in_a_list_and_names_who_has_no_case(self, triage: At, tmp_path: Path) -> None:
        name = written(tmp_path, "einden.csv", ENDS)

        first = triage("tozo", name).stdout
        again = found(triage("tozo", name, "--json"))

        assert first == "1 nieuw, 0 al bekend, 1 zonder zaak.\nHier niet bekend: z-9.\n"
        assert again == NOTHING | {"same": 1, "unknown": ["z-9"]}

    def test_reads_a_workbook_too(self, triage: At, tmp_path: Path) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in csv.reader(io.StringIO(ENDS), delimiter=";"):
            sheet.append([cell or None for cell in row])
        book.save(tmp_path / "einden.xlsx")

        assert found(triage("tozo", "einden.xlsx", "--json"))["new"] == ["z-1"]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("z-1;;loondienst;\n", "einden.csv:2:2: Z050 'einde' is leeg."),
            (";1-3-2021;loondienst;\n", "einden.csv:2:1: Z050 'zaak' is leeg."),
            ("z-1;1-3-2021;;\n", "einden.csv:2:3: Z050 'reden' is leeg."),
            ("z-1;31-2-2021;loondienst;\n", "einden.csv:2:2: G007"),
            ("z-1;1-3-2021;loondients;\n", "einden.csv:2:3: Z053 'loondients' kan niet bij"),
            ("z-1;1-3-2021;loondienst;half\n", "einden.csv:2:4: Z053 'half' kan niet bij 'deel'."),
            ("z-1;1-3-2012;loondienst;\n", "einden.csv:2:2: Z054 2012-03-01 ligt voor 2020-01-01."),
            ("z-1;4-3-2021;loondienst;\n", "einden.csv:2:2: Z054 2021-03-04 ligt in de toekomst."),
            ("999990019;1-3-2021;loondienst;\n", "einden.csv:2:1: A007 dit kan een BSN zijn."),
            ("999 990 019;1-3-2021;loondienst;\n", "einden.csv:2:1: A007 dit kan een BSN zijn."),
            ("z-1;1-3-2021\n", "einden.csv:2:3: Z045 te weinig cellen"),
            (
                "z-1;1-3-2021;loondienst;\nz-1;1-3-2021;verhuisd;\n",
                "einden.csv:3:1: Z052 deze zaak eindigt op die dag ook op regel 2, maar anders.",
            ),
        ],
    )
    def test_refuses_the_whole_list_and_says_where(
        self, triage: At, tmp_path: Path, text: str, said: str
    ) -> None:
        good = "z-2;1-3-2021;loondienst;\n"
        name = written(tmp_path, "einden.csv", f"zaak;einde;reden;deel\n{text}{good}")
        events = triage("export", "events").stdout

        result = triage("tozo", name, code=1)

        assert said in result.stderr
        assert result.stdout == ""
        assert "999990019" not in result.output
        assert triage("export", "events").stdout == events

    def test_says_all_at_once_what_is_wrong_with_a_list(self, triage: At, tmp_path: Path) -> None:
        triage("tozo", written(tmp_path, "eerst.csv", ENDS))
        rows = ("z-1;3-3-2021;verhuisd;", "z-2;4-3-2021;loondienst;", "z-3;x;loondients;deels")
        name = written(tmp_path, "einden.csv", "\n".join(("zaak;einde;reden;deel", *rows)))

        lines = triage("tozo", name, code=1).stderr.splitlines()

        assert [line.split()[:2] for line in lines] == [
            ["einden.csv:2:1:", "Z055"],
            ["einden.csv:3:2:", "Z054"],
            ["einden.csv:4:2:", "Z034"],
            ["einden.csv:4:3:", "Z053"],
        ]

    @pytest.mark.parametrize("part", ["Jan Oefening", "999990019", "9999.90.019", "12345678x"])
    @pytest.mark.parametrize("column", ["einde", "reden", "deel"])
    def test_never_repeats_what_may_be_a_person(
        self, triage: At, tmp_path: Path, column: str, part: str
    ) -> None:
        row = {"zaak": "z-1", "einde": "1-3-2021", "reden": "loondienst", "deel": "", column: part}
        name = written(tmp_path, "einden.csv", f"{';'.join(row)}\n{';'.join(row.values())}\n")

        result = triage("tozo", name, code=1)

        assert re.search(rf"^einden.csv:2:{list(row).index(column) + 1}: Z0", result.stderr)
        assert part not in result.output

    def test_reads_days_of_a_workbook_also_with_an_hour(self, triage: At, tmp_path: Path) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["zaak", "einde", "reden"])
        moment = datetime(2021, 3, 1, 10, 30)  # noqa: DTZ001  # a workbook knows no zones
        sheet.append(["z-1", moment, "loondienst"])
        sheet.append([999990019, 44256, "loondienst"])
        book.save(tmp_path / "einden.xlsx")

        lines = triage("tozo", "einden.xlsx", code=1).stderr.splitlines()

        assert [line.split()[:2] for line in lines] == [
            ["einden.xlsx:3:1:", "A007"],
            ["einden.xlsx:3:2:", "Z034"],
        ]

    def test_takes_a_row_that_stands_there_twice_once_and_says_so(
        self, triage: At, tmp_path: Path
    ) -> None:
        row = "z-1;1-3-2021;loondienst;\n"
        name = written(tmp_path, "einden.csv", f"zaak;einde;reden;deel\n{row}{row}")

        result = triage("tozo", name)

        assert "einden.csv:3:1: Z051 deze regel staat er ook als regel 2." in result.stderr
        assert result.stdout == "1 nieuw, 0 al bekend, 0 zonder zaak.\n"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "Z003"),
            ("z-1;1-3-2021;loondienst\n", "einden.csv:1: Z040 de eerste rij is geen kopregel."),
            ("zaak;einde\nz-1;1-3-2021\n", "einden.csv:1: Z043 kolom 'reden' ontbreekt."),
            ("zaak;einde;redn\nz;1-3-2021;x\n", "Z044 onbekende kolom 'redn'. Bedoelde u 'reden'?"),
            ("zaak;zaak;einde;reden\na;b;c;d\n", "Z042 kolom 'zaak' staat er twee keer"),
        ],
    )
    def test_says_what_is_wrong_with_the_columns(
        self, triage: At, tmp_path: Path, text: str, said: str
    ) -> None:
        result = triage("tozo", written(tmp_path, "einden.csv", text), code=1)

        assert said in result.stderr.replace(":1:1:", ":1:")

    @pytest.mark.parametrize("reason", ["Loondienst", "LOONDIENST", "In loondienst"])
    def test_takes_a_reason_with_a_capital_or_by_its_name(
        self, triage: At, tmp_path: Path, reason: str
    ) -> None:
        row = f"z-1;1-3-2021;{reason};Geheel"
        name = written(tmp_path, "einden.csv", f"zaak;einde;reden;deel\n{row}\n")

        triage("tozo", name)

        (event,) = (
            one
            for one in map(json.loads, triage("export", "events").stdout.splitlines())
            if one["kind"] == "tozo_ended"
        )
        assert event["details"] == {"reason": "loondienst", "extent": "geheel"}

    def test_takes_back_what_was_told_wrong(self, triage: At, tmp_path: Path) -> None:
        triage("tozo", written(tmp_path, "einden.csv", ENDS))
        rows = "z-1;3-3-2021;In loondienst;Ja\nz-1;3-3-2021;verhuisd;\n"
        name = written(tmp_path, "beter.csv", f"zaak;einde;reden;vervalt\n{rows}")

        shown = triage("tozo", name).stdout
        again = found(triage("tozo", name, "--json"))
        old = triage("tozo", "einden.csv").stdout

        assert shown == "1 nieuw, 0 al bekend, 0 zonder zaak.\nVervallen: z-1.\n"
        assert again == NOTHING | {"same": 2}
        assert old.splitlines() == [
            "0 nieuw, 0 al bekend, 1 zonder zaak.",
            "Hier niet bekend: z-9.",
            "Eerder vervallen, en dus niet geteld: z-1.",
            "Zet er 'nee' bij onder 'vervalt' om het weer te laten gelden.",
        ]

    @pytest.mark.parametrize("told", ["misschien", "999990019"])
    def test_takes_yes_or_no_for_what_is_taken_back(
        self, triage: At, tmp_path: Path, told: str
    ) -> None:
        row = f"z-1;1-3-2021;loondienst;{told}"
        name = written(tmp_path, "einden.csv", f"zaak;einde;reden;vervalt\n{row}\n")

        result = triage("tozo", name, code=1)

        assert "einden.csv:2:4: Z053" in result.stderr
        assert "999990019" not in result.output

    def test_warns_of_columns_that_nobody_reads(self, triage: At, tmp_path: Path) -> None:
        header = "zaak;einde;reden;Opmerking van de balie;06-12345678;"
        name = written(tmp_path, "einden.csv", f"{header}\nz-1;1-3-2021;loondienst;x;y;z\n")

        result = triage("tozo", name)

        assert result.stderr.splitlines() == [
            f"einden.csv:1:{column}: W023 kolom '{shown}' wordt niet gelezen. Is dat de bedoeling "
            "niet, noem haar dan zaak, einde, reden, deel of vervalt."
            for column, shown in ((4, "opmerking van de balie"), (5, "…"))
        ]
        assert result.stdout.startswith("1 nieuw")

    @pytest.mark.parametrize(
        ("header", "cell", "said"),
        [
            ("BSN", "", "einden.csv:1:4: Z060 dit is een kolom met BSN's."),
            ("burgerservicenummer", "12", "einden.csv:1:4: Z060 dit is een kolom met BSN's."),
            ("klant", "999990019", "einden.csv:2:4: Z060 hier kan een BSN staan."),
            ("klant", "9999.90.019", "einden.csv:2:4: Z060 hier kan een BSN staan."),
            ("", "999990019", "einden.csv:2:4: Z060 hier kan een BSN staan."),
        ],
    )
    def test_refuses_a_column_with_bsns_and_repeats_none(
        self, triage: At, tmp_path: Path, header: str, cell: str, said: str
    ) -> None:
        row = f"z-1;1-3-2021;loondienst;{cell}\n"
        name = written(tmp_path, "einden.csv", f"zaak;einde;reden;{header}\n{row}{row}")

        result = triage("tozo", name, code=1)

        assert said in result.stderr
        assert result.stderr.count("Z060") == 1
        assert not cell or cell not in result.output
        assert "tozo_ended" not in triage("export", "events").stdout

    def test_takes_no_other_kind_of_file(self, triage: At, tmp_path: Path) -> None:
        result = triage("tozo", written(tmp_path, "einden.txt", ENDS), code=1)

        assert "Z001 een lijst die eindigt op '.txt' kan hier niet gelezen worden." in result.stderr
        triage("tozo", "nergens.csv", code=2)


class TestRecords:
    def test_go_out_as_a_table_and_come_back_filled_in(
        self, triage: At, tmp_path: Path, referral: str
    ) -> None:
        out = triage("export", "srg", "--out", "srg.csv")
        path = tmp_path / "srg.csv"
        (row,) = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";")
        filled = path.read_text("utf-8-sig").replace(';""\n', ";2021-03-03\n")
        path.write_text(filled, encoding="utf-8")

        taken = found(triage("entered", "srg.csv", "--json"))

        assert out.stdout == "1 product in srg.csv\n"
        assert out.stderr == "Nog geen code in 'srg': coaching.\n"
        assert (row["zaak"], row["verwijzing"], row["begin"]) == ("z-1", referral, "2021-03-03")
        assert (row["einde"], row["gemeente_code"], row["ingevoerd_op"]) == ("", "", "")
        assert taken == NOTHING | {"new": [referral]}
        assert triage("entered", "srg.csv").stdout == "0 nieuw ingevoerd, 1 al bekend.\n"

    def test_come_back_from_a_workbook_too(self, triage: At, tmp_path: Path, referral: str) -> None:
        triage("export", "srg", "--out", "srg.xlsx")
        book = load_workbook(tmp_path / "srg.xlsx")
        sheet = book.worksheets[0]
        header, row = sheet.iter_rows()
        assert [cell.value for cell in header][-1] == "ingevoerd_op"
        row[-1].value = datetime(2021, 3, 3)  # noqa: DTZ001  # a workbook knows no zones
        book.save(tmp_path / "srg.xlsx")

        result = triage("entered", "srg.xlsx", "--json")

        assert found(result) == NOTHING | {"new": [referral]}
        assert result.stderr == ""

    def test_go_out_as_their_ending_says(self, triage: At, tmp_path: Path) -> None:
        for suffix in (".csv", ".XLSX", ".json"):
            triage("export", "srg", "--out", f"srg{suffix}")

        assert (tmp_path / "srg.csv").read_bytes().startswith(b'\xef\xbb\xbf"zaak";')
        assert (tmp_path / "srg.XLSX").read_bytes().startswith(b"PK")
        told = json.loads((tmp_path / "srg.json").read_text("utf-8"))
        assert told == found(triage("export", "srg", "--json"))

    @pytest.mark.parametrize("name", ["srg.pdf", "srg"])
    def test_go_out_in_no_other_form(self, triage: At, tmp_path: Path, name: str) -> None:
        result = triage("export", "srg", "--out", name, code=2)

        assert "--out ends in .csv, .xlsx, .json; not " in result.stderr
        assert not (tmp_path / name).exists()

    def test_of_the_wrong_column_are_refused_and_not_repeated(
        self, triage: At, tmp_path: Path, referral: str
    ) -> None:
        header = "zaak;verwijzing;product;ingevoerd_op;vervalt"
        rows = (f"z-2;{referral};Jan;2021-03-03;", f"z-1;{referral};coaching;;ja")
        name = written(tmp_path, "srg.csv", "\n".join((header, *rows)))

        result = triage("entered", name, code=1)

        assert [line.split()[:2] for line in result.stderr.splitlines()] == [
            ["srg.csv:2:1:", "Z058"],
            ["srg.csv:2:3:", "Z058"],
            ["srg.csv:3:4:", "Z050"],
        ]
        assert "Jan" not in result.output

    def test_that_were_told_wrong_are_taken_back(
        self, triage: At, tmp_path: Path, referral: str
    ) -> None:
        header, row = "verwijzing;ingevoerd_op;vervalt", f"{referral};2021-03-03;"
        triage("entered", written(tmp_path, "srg.csv", f"{header}\n{row}\n"))

        shown = triage("entered", written(tmp_path, "srg.csv", f"{header}\n{row}ja\n")).stdout

        assert shown == f"0 nieuw ingevoerd, 0 al bekend.\nVervallen: {referral}.\n"
        (left,) = found(triage("export", "srg", "--json"))
        assert left["entered"] is None

    def test_warn_of_columns_that_nobody_reads(
        self, triage: At, tmp_path: Path, referral: str
    ) -> None:
        row = f"{referral};2021-03-03;x"
        name = written(tmp_path, "srg.csv", f"verwijzing;ingevoerd_op;afdeling\n{row}\n")

        result = triage("entered", name)

        assert "srg.csv:1:3: W023 kolom 'afdeling' wordt niet gelezen." in result.stderr
        assert result.stdout == "1 nieuw ingevoerd, 0 al bekend.\n"

    def test_are_printed_without_a_file(self, triage: At, referral: str) -> None:
        text = triage("export", "srg").stdout
        (row,) = found(triage("export", "srg", "--json"))

        assert text.splitlines()[0].startswith('"zaak";"verwijzing";"product"')
        assert (row["referral"], row["code"], row["entered"]) == (referral, None, None)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("v-9;2021-03-03", "verwijzing v-9 staat niet in het ledger."),
            ("{0};2021-03-09", "ligt in de toekomst."),
            ("{0};2021-03-02", "srg.csv:2:2: Z057 2021-03-02 ligt voor het begin van dit product"),
            ("{0};gisteren", "srg.csv:2:2: Z034"),
            ("999990019;2021-03-01", "srg.csv:2:1: A007"),
            ("v-9;2021-03-01\n{0};2022-01-01", "srg.csv:3:2: Z054"),
            ("{0};2021-03-01\n{0};2021-03-02", "srg.csv:3:1: Z052"),
            (";2021-03-01", "srg.csv:2:1: Z050"),
        ],
    )
    def test_that_cannot_be_are_refused(
        self, triage: At, tmp_path: Path, referral: str, text: str, said: str
    ) -> None:
        rows = text.format(referral)
        name = written(tmp_path, "srg.csv", f"verwijzing;ingevoerd_op\n{rows}\n")

        result = triage("entered", name, code=1)

        assert said in result.stderr
        assert result.stdout == ""
