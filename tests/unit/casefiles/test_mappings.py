"""Cases in JSON, JSON Lines and YAML."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from triage.errors import Where
from triage.records import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from triage.errors import Problem
    from triage.records import Case

    Read = Callable[[str, str | bytes], tuple[tuple[Case, ...], tuple[Problem, ...]]]
    Find = Callable[[str, str | bytes], list[str]]


def test_a_json_case_keeps_its_values(read: Read) -> None:
    (case,), problems = read(
        "a.json",
        """{"case": " z-001 ", "registered": "2-3-2021",
        "answers": {"achterstand": 45, "schuld": 0.1, "personeel": true, "doelen": ["rust"],
                    "sector": null, "opmerking": "ja"},
        "person": {"name": "Jo", "phone": "06 1", "email": null, "bsn": "999990019"}}""",
    )

    assert problems == ()
    assert (case.case, case.registered) == ("z-001", date(2021, 3, 2))
    assert case.answers == {
        "achterstand": 45,
        "schuld": Decimal("0.1"),
        "personeel": True,
        "doelen": ["rust"],
        "sector": None,
        "opmerking": "ja",
    }
    assert case.person == Person("Jo", "06 1", None, "999990019")


def test_a_yaml_case_keeps_its_text(read: Read) -> None:
    (case,), problems = read(
        "a.yaml",
        """- zaak: 001
  aangemeld: 1-3-2021
  antwoorden:
    personeel: ja
    schuld: "1.262,50"
    doelen: [rust, werk]
    sector:
  persoon: {naam: Jo, bsn: 012345672}
""",
    )

    assert problems == ()
    assert case.case == "001"
    assert case.answers == {
        "personeel": "ja",
        "schuld": "1.262,50",
        "doelen": ["rust", "werk"],
        "sector": None,
    }
    assert case.person == Person("Jo", bsn="012345672")


def test_answers_know_their_places(read: Read) -> None:
    (in_json,), _ = read(
        "a.json", '{"case": "z", "registered": "1-3-2021",\n"answers": {"factor": 1}}'
    )
    (in_yaml,), _ = read("a.yaml", "zaak: z\naangemeld: 1-3-2021\nantwoorden:\n  factor: 1\n")

    for case, answer in ((in_json, (2, 23)), (in_yaml, (4, 11))):
        file = case.places[""].file
        assert dict(case.places) == {"": Where(file), "factor": Where(file, *answer)}
        assert len(case.places) == 2
        assert "sector" not in case.places


GOOD = '{"case": "z-001", "registered": "2021-03-02"}'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"case": "z",\n "registered" "2021-03-02"}', ["2:15 Z010"]),
        (f"{GOOD}\n{GOOD}", ["2:1 Z010"]),
        ('{"case": "z}', ["1:10 Z010"]),
        ("'z'", ["1:1 Z010"]),
        ("[" * 100_000, ["1:1 Z011"]),
        (f'{GOOD[:-1]},\n"answers": {{"factor": 1, "factor": 2}}}}', ["2:26 Z012"]),
        (f'{GOOD[:-1]},\n"answers": {{"factor": NaN}}}}', ["2:23 Z013"]),
        (f'{GOOD[:-1]},\n"person": {{"name": "\\ud800"}}}}', ["2:20 Z014"]),
        (f'[{GOOD},\n "z-002"]', ["2:2 Z020"]),
        ("3", ["1:1 Z020"]),
        (f'{GOOD[:-1]},\n"antwoorden": {{}}}}', ["2:1 Z021"]),
        (f'{GOOD[:-1]},\n"person": {{"nam": "Jo"}}}}', ["2:12 Z021"]),
        (f'{GOOD[:-1]},\n"answers": [], "person": "Jo"}}', ["2:12 Z022", "2:26 Z022"]),
        ("{}", ["1:1 Z030", "1:1 Z033"]),
        ('{"case": 1, "registered": 20210302}', ["1:10 Z031", "1:27 Z034"]),
        ('{"case": "a\\nb", "registered": "31-2-2021"}', ["1:10 Z032", "1:32 G007"]),
        ('{"case": "a", "registered": "1-1-1899"}', ["1:29 G008"]),
        (
            f'{GOOD[:-1]},\n"person": {{"phone": 612345678, "bsn": "999990018"}}}}',
            ["2:21 Z035", "2:39 Z036"],
        ),
        (f"[{GOOD},\n {GOOD}]", ["2:11 Z037"]),
        (
            f'{GOOD[:-1]},\n"answers": {{"factr": 1, "dreiging": true, "verlies": 1}}}}',
            ["2:13 A001", "2:25 A002", "2:43 A002"],
        ),
        (
            f'{GOOD[:-1]},\n"answers": {{"factor": "x", "personeel": 1, "sector": ""}}}}',
            ["2:23 G001", "2:41 A005", "2:54 A003"],
        ),
        (f'{GOOD[:-1]},\n"answers": {{"factor": 1e99999999999999999999}}}}', ["2:23 G001"]),
        (f'{GOOD[:-1]},\n"answers": {{"factor": {"9" * 50_000}}}}}', ["2:23 G005"]),
    ],
)  # fmt: skip
def test_a_problem_in_json_has_its_place(find: Find, content: str, expected: list[str]) -> None:
    assert find("a.json", content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("zaak: z\naangemeld: 1-3-2021\nbijzonder: ja\n", ["3:1 Z021"]),
        ("zaak: z\naangemeld: 1-3-2021\nanswers:\n  factor: 1\n", ["3:1 Z021"]),
        (
            "zaak: z\naangemeld: 1-3-2021\nantwoorden:\n  factr: 1\n  personeel: yes\n",
            ["4:3 A001", "5:14 A005"],
        ),
        ("- zaak: z\n- aangemeld: 1-3-2021\n- z-003\n", ["1:3 Z033", "2:3 Z030", "3:3 Z020"]),
        ("zaak: [z]\naangemeld: morgen\n", ["1:7 Z031", "2:12 Z034"]),
        ("zaak: z\naangemeld: 1-3-2021\nzaak: y\n", ["3:1 Y015"]),
        ("zaak: z\naangemeld: 1-3-2021\nantwoorden: {doelen: [rust, [werk]]}\n", ["3:22 A005"]),
        ("- {zaak: z, aangemeld: 1-3-2021}\n- {zaak: z, aangemeld: 1-3-2021}\n", ["2:10 Z037"]),
    ],
)  # fmt: skip
def test_a_problem_in_yaml_has_its_place(find: Find, content: str, expected: list[str]) -> None:
    assert find("a.yaml", content) == expected


def test_every_line_of_json_lines_is_read(find: Find) -> None:
    lines = [GOOD, "", "{", GOOD.replace("001", "002"), GOOD, '{"case": "x", "registered": "?"}']

    assert find("a.jsonl", "\r\n".join(lines)) == ["3:2 Z010", "5:10 Z037", "6:29 Z034"]


def test_a_double_case_names_both_places(read: Read) -> None:
    _, (problem,) = read("a.jsonl", f"{GOOD}\n{GOOD}\n")

    assert problem.message.endswith("a.jsonl:1:10")


def test_cases_without_a_problem_are_kept(read: Read) -> None:
    cases, problems = read("a.jsonl", f'{GOOD}\n{{"case": "z-002"}}\n')

    assert [case.case for case in cases] == ["z-001"]
    assert len(problems) == 1


def test_a_key_of_another_kind_of_file_leads_to_the_right_one(read: Read) -> None:
    _, (problem,) = read("a.json", '{"zaak": "z", "registered": "2021-03-02"}')

    assert problem.hint == "Bedoelde u 'case'?"


def test_no_problem_shows_a_name_or_a_number_of_a_person(read: Read) -> None:
    people = (
        '{"case": "z", "registered": "Jansen", "person": {"name": 999990018, "bsn": "999990018"}}',
        '{"case": "z", "registered": "999990018", "person": {"bsn": "Jansen"}, "answers": "Jo"}',
    )

    _, problems = read("a.jsonl", "\n".join(people))

    said = " ".join(map(str, problems))
    assert len(problems) == 7
    assert "Jansen" not in said
    assert "99999" not in said
