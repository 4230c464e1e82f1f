"""What is due because of the day."""

from __future__ import annotations

from datetime import date

from tests.unit.loading.reading import rulebook_of
from triage.checks import dated

TEXT = """\
regels:
  - {regel: voorbij, als: altijd, dan: {punten: 1}, geldig: {tot_en_met: 2021-12-31}}
  - {regel: open, als: altijd, dan: {punten: 1}, geldig: {van: 2021-01-01}}
  - regel: later
    als: altijd
    dan: {punten: 1}
    geldig: [{tot_en_met: 2021-03-31}, {van: 2022-06-01}]
  - {regel: herzien, als: altijd, dan: {punten: 1}, herzien_voor: 2021-12-31}
tabellen:
  - tabel: t
    geldig: {tot_en_met: 2021-12-31}
    rijen:
      - {hulp: ja, punten: 1}
      - {hulp: nee, punten: 1}
      - {hulp: nee, punten: 1, geldig: 2021-01-01..2021-06-30}
"""


def test_on_the_last_day_nothing_is_due() -> None:
    problems = [str(p) for p in dated(rulebook_of(TEXT), date(2021, 6, 30))]

    assert problems == []


def test_what_is_over_or_past_its_review_is_named_once_for_the_rows_of_a_table() -> None:
    problems = sorted(dated(rulebook_of(TEXT), date(2022, 1, 1)))

    assert [(p.where.line, p.code, p.severity) for p in problems] == [
        (2, "W006", "warning"),
        (8, "W007", "warning"),
        (13, "W006", "warning"),
        (15, "W006", "warning"),
    ]
    assert [p.message for p in problems] == [
        "regel 'voorbij' gold tot en met 2021-12-31 en doet niet meer mee",
        "regel 'herzien' moest voor 2021-12-31 herzien zijn",
        "tabel 't' (2 rijen) gold tot en met 2021-12-31 en doet niet meer mee",
        "tabel 't' (één rij) gold tot en met 2021-06-30 en doet niet meer mee",
    ]


def test_a_review_is_due_on_the_day_itself_but_not_overdue() -> None:
    codes = [p.code for p in dated(rulebook_of(TEXT), date(2021, 12, 31))]

    assert codes == ["W006"]
