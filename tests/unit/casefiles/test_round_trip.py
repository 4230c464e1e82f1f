"""The same case, whatever the kind of file."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage.answers import read_answers
from triage.casefiles import read_cases

if TYPE_CHECKING:
    from triage.rulebook import Rulebook

_words = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs")
    ),
    min_size=1,
    max_size=12,
)
_people = st.fixed_dictionaries(
    {},
    optional={
        "name": _words,
        "phone": st.from_regex(r"\+?[0-9]{3,10}", fullmatch=True),
        "email": _words,
        "bsn": st.sampled_from(["999990019", "012345672"]),
    },
)
_answers = st.fixed_dictionaries(
    {},
    optional={
        "achterstand": st.integers(0, 3650),
        "factor": st.decimals(-9999, 9999, places=4),
        "schuld": st.decimals(-(10**9), 10**9, places=2),
        "personeel": st.booleans(),
        "gemeld_op": st.dates(date(1900, 3, 1), date(2199, 12, 31)),
        "sector": st.sampled_from(["horeca", "bouw"]),
        "doelen": st.lists(st.sampled_from(["rust", "werk", "geld"]), unique=True),
        "opmerking": _words,
    },
)
_cases = st.lists(
    st.tuples(_words, st.dates(date(1900, 3, 1), date(2199, 12, 31)), _people, _answers),
    min_size=1,
    max_size=4,
    unique_by=lambda case: case[0],
)
_DUTCH = {"name": "naam", "phone": "telefoon", "email": "e_mail", "bsn": "bsn"}
_QUESTIONS = (
    *("achterstand", "factor", "schuld", "personeel", "gemeld_op", "sector", "doelen", "opmerking"),
)

Written = list[tuple[str, date, dict[str, str], dict[str, Any]]]


def _text(value: object) -> str:
    match value:
        case bool():
            return "ja" if value else "nee"
        case list():
            return "|".join(value) or "geen"
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case _:
            return str(value)


def _json(cases: Written) -> bytes:
    found = [
        {"case": case, "registered": str(day), "person": person, "answers": answers}
        for case, day, person, answers in cases
    ]
    return json.dumps(
        found, default=lambda x: float(x) if isinstance(x, Decimal) else str(x)
    ).encode()


def _lines(cases: Written) -> bytes:
    return b"\n".join(_json([case])[1:-1] for case in cases)


def _yaml(cases: Written) -> bytes:
    found = [
        {
            "zaak": case,
            "aangemeld": str(day),
            "persoon": {_DUTCH[key]: value for key, value in person.items()},
            "antwoorden": {
                key: value if isinstance(value, list) else _text(value)
                for key, value in answers.items()
            },
        }
        for case, day, person, answers in cases
    ]
    return yaml.safe_dump(
        found, allow_unicode=True, default_style='"', default_flow_style=False
    ).encode()


def _csv(cases: Written) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow(["zaak", "aangemeld", *_DUTCH.values(), *_QUESTIONS])
    for case, day, person, answers in cases:
        told = [_text(answers[key]) if key in answers else "" for key in _QUESTIONS]
        writer.writerow([case, day, *(person.get(key, "") for key in _DUTCH), *told])
    return target.getvalue().encode("utf-8-sig")


def _xlsx(cases: Written) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["zaak", "aangemeld", *_DUTCH.values(), *_QUESTIONS])
    for line, (case, day, person, answers) in enumerate(cases, 2):
        told = [answers.get(key) for key in _QUESTIONS]
        row = [case, day, *(person.get(key) for key in _DUTCH)]
        row += [_text(value) if isinstance(value, list) else value for value in told]
        for column, value in enumerate(row, 1):
            cell = book.active.cell(line, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl would make formulas and errors of some texts
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=_cases)
def test_a_case_is_the_same_in_every_kind_of_file(rulebook: Rulebook, cases: Written) -> None:
    makers = {".json": _json, ".jsonl": _lines, ".yaml": _yaml, ".csv": _csv, ".xlsx": _xlsx}
    seen = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix, make in makers.items():
            path = Path(folder, f"zaken{suffix}")
            path.write_bytes(make(cases))
            found, problems = read_cases(str(path), rulebook)
            assert problems == (), suffix
            typed = [read_answers(rulebook, case)[0] for case in found]
            seen.append(
                [(x.case, x.registered, x.person, y) for x, y in zip(found, typed, strict=True)]
            )

    assert [case[:2] for case in seen[0]] == [(case, day) for case, day, *_ in cases]
    assert all(other == seen[0] for other in seen)
