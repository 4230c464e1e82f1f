"""One case written down and read again."""

from __future__ import annotations

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage import Case, Person
from triage.answers import is_bsn
from triage.casefiles import SAVED, case_text, read_cases
from triage.replies import tidy

if TYPE_CHECKING:
    from triage.rulebook import Rulebook

ON = date(2021, 3, 2)

_days = st.dates(date(1900, 3, 1), date(2199, 12, 31))
_texts = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
    | st.from_regex(r"[-?:,\[\]{}#&*!|>'\"%@`~0-9a-z .=<]{1,12}", fullmatch=True)
    | st.sampled_from(["null", "~", "no", "ja", "012", "1:30", "2021-03-01", "geen", "a\nb"])
)
_words = _texts.map(str.strip).filter(bool)
_numbers = _words.filter(lambda word: word.isprintable() and not is_bsn(word))
_people = st.builds(
    Person, name=_words, phone=st.none() | _words, email=_words, bsn=st.sampled_from(["012345672"])
)
_answers = st.fixed_dictionaries(
    {},
    optional={
        "achterstand": st.none() | st.integers(0, 3650),
        "factor": st.none() | st.decimals(-99999999999, 99999999999, places=4),
        "schuld": st.none() | st.decimals(-9999999999999, 9999999999999, places=2),
        "aandeel": st.decimals(-100, 100, places=2),
        "personeel": st.none() | st.booleans(),
        "gemeld_op": st.none() | _days,
        "sector": st.none() | st.sampled_from(["horeca", "bouw"]),
        "doelen": st.none() | st.sets(st.sampled_from(["rust", "werk", "geld"])),
        "opmerking": st.none() | _words,
    },
)
_cases = st.builds(Case, _numbers, _days, _answers, st.none() | _people)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=_cases, suffix=st.sampled_from(SAVED))
def test_what_is_saved_is_what_is_read(rulebook: Rulebook, case: Case, suffix: str) -> None:
    saved = tidy(rulebook, case)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"zaak{suffix}")
        path.write_bytes(case_text(saved, suffix).encode())

        found, problems = read_cases(str(path), rulebook)

    assert problems == ()
    assert [tidy(rulebook, each) for each in found] == [saved]


def test_yaml_is_what_people_write(rulebook: Rulebook) -> None:
    answers: dict[str, Any] = {
        "personeel": True,
        "schuld": Decimal("1262.50"),
        "achterstand": None,
        "doelen": ("rust", "werk"),
        "gemeld_op": ON,
        "opmerking": "nee: liever niet",
    }
    case = tidy(rulebook, Case("z-1", ON, answers, Person("Jo Oefening", bsn="012345672")))

    text = case_text(case, ".yaml")

    assert text == (
        "zaak: z-1\n"
        "aangemeld: 2021-03-02\n"
        "antwoorden:\n"
        "  personeel: ja\n"
        "  schuld: 1262.5\n"
        "  achterstand:\n"
        "  doelen:\n"
        "  - rust\n"
        "  - werk\n"
        "  gemeld_op: 2021-03-02\n"
        "  opmerking: 'nee: liever niet'\n"
        "persoon:\n"
        "  naam: Jo Oefening\n"
        "  bsn: '012345672'\n"
    )


@pytest.mark.parametrize("suffix", SAVED)
def test_a_case_without_answers_is_a_case(rulebook: Rulebook, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"zaak{suffix}"
    path.write_text(case_text(Case("z-1", ON), suffix), encoding="utf-8")

    found, problems = read_cases(str(path), rulebook)

    assert (found, problems) == ((Case("z-1", ON),), ())
