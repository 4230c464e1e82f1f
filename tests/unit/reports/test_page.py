from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest

from tests import summaries
from triage.monitoring.values import Figure, Row
from triage.reports import Report


class Page(HTMLParser):
    """What stands on a page: its tags, and its text in order of reading."""

    def __init__(self, report: Report, folder: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._words: list[str] = []
        self._unseen = 0
        report.write(folder / "rapport.html")
        self.feed((folder / "rapport.html").read_text(encoding="utf-8"))
        self.text = " ".join(" ".join(self._words).replace("\u00a0", " ").split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._unseen += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data)

    def ids(self) -> list[str | None]:
        return [found["id"] for _, found in self.tags if "id" in found]

    def between(self, first: str, last: str) -> str:
        """The text from one heading to another one; headings come last in the navigation."""
        start = self.text.rindex(first)
        return self.text[start : self.text.index(last, start)]


@pytest.fixture
def rich(tmp_path: Path) -> Page:
    return Page(summaries.rich(), tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Page:
    return Page(summaries.empty(), tmp_path)


def test_the_parts_stand_in_order_of_weight(rich: Page) -> None:
    parts = [name for name in rich.ids() if name is not None and name.isalpha()]

    assert parts == [
        *("kort", "alarmen", "indicatoren", "geld", "plaatsen", "termijnen", "instroom"),
        *("prognose", "telling"),
    ]


def test_it_begins_with_what_everybody_has_to_know(rich: Page) -> None:
    shown = rich.text[rich.text.index("In het kort") : rich.text.index("Sinds")]

    assert "Week 20 van 2021, maandag 17 mei tot en met zondag 23 mei" in rich.text
    assert "Van de looptijd is 27,5% voorbij" in shown
    assert "Intakes 182 van ten hoogste 350 (52%); deze week 8, vorige week 6" in shown
    assert (
        "Impulsgelden 54% € 108.006,00 van € 200.000,00 gebruikt, een week eerder € 99.005,50; "
        "vrij is € 91.994,00"
    ) in shown
    assert "Noodpot – nog niet toegekend" in shown
    assert "Wachten op intake 124 mensen te bellen, van 348 in beeld; een week eerder 131" in shown
    assert "Alarmen 36 28 spelen nog" in shown


def test_a_week_that_still_runs_is_called_so(tmp_path: Path, rich: Page) -> None:
    found = Page(summaries.running(), tmp_path)

    assert "Dit is de stand van woensdag 19 mei 2021 om 16.05 uur." in found.text
    assert "Tussenstand" not in rich.text


def test_an_alarm_says_since_when_who_and_what_to_do(rich: Page) -> None:
    assert (
        "di 5 jan Termijn Er is iets aan de hand dat wel wat woorden vraagt, voor de 3e keer. "
        "Zaak z-0042. Bel de partner en spreek af wat er nu gebeurt. Projectleider termijn-proef-2"
    ) in rich.text
    assert "ma 28 dec 2020 Geld is voorbij" in rich.text
    assert "nu Toeloop is voorbij" in rich.text
    assert "Nog 26 alarmen" in rich.text
    assert "pot-proef-35" in rich.text


def test_an_indicator_has_its_target_owner_and_effect(rich: Page) -> None:
    assert "11 124 0 0 400 31% Loket Gezonde ondernemingen" in rich.text
    assert "0 0 0 0 100 “100 50/50” 0% Loket Omgeschoolde ondernemers" in rich.text
    assert "14 1.262 3 2 geen doel – niet van toepassing Loket Procesindicator" in rich.text


def test_a_line_under_an_indicator_is_told_with_its_name(rich: Page) -> None:
    assert "Aantal benaderde ondernemers: Met uitkering 10 1.000 0 0" in rich.text
    assert "ondernemers: Onbekend: er ontbreekt een gegeven 1 9 0 0" in rich.text
    assert "Samenloop in de tijd; dit getal bewijst geen effect." in rich.text
    assert "5 zaken met dagen die elkaar tegenspreken (z-0003, z-0019 en nog 3)" in rich.text


def test_what_is_not_known_is_a_dash_and_never_zero(rich: Page) -> None:
    assert "Invoer van ondersteuningsproduct – geen getal 62,5%" in rich.text


@pytest.mark.parametrize(("added", "later"), [(0, 0), (2, 0), (0, 2), (2, 2)])
def test_columns_about_lateness_are_there_when_something_was_late(
    tmp_path: Path, added: int, later: int
) -> None:
    row = Row("m", "Deel", "Naam", "producten", Figure(1, 5, added, later))

    page = Page(attrs.evolve(summaries.empty(), rows=(row,)), tmp_path)

    labels = {found.get("data-label") for _, found in page.tags}
    assert ("Waarvan nagekomen" in labels, "Later bijgekomen" in labels) == (added > 0, later > 0)
    heads = [found for tag, found in page.tags if tag == "th"]
    columns = [head.get("scope") for head in heads].index("rowgroup")
    assert heads[columns]["colspan"] == str(columns)


def test_every_chart_has_a_title_a_description_and_its_numbers(rich: Page) -> None:
    pictures = [found for tag, found in rich.tags if tag == "svg" and found.get("role") == "img"]
    named = [str(found["aria-labelledby"]).split() for found in pictures]

    assert [ids[0] for ids in named] == [
        *("pot-impuls-titel", "intakes-titel", "opgeteld-titel"),
    ]
    assert {one for ids in named for one in ids} <= set(rich.ids())
    assert rich.text.count("De getallen") == len(pictures)
    assert "week 52 € 204.014,00 € 252.014,00 € 306.414,00" in rich.text


def test_every_other_picture_is_passed_over_by_who_listens(rich: Page) -> None:
    others = [found for tag, found in rich.tags if tag == "svg" and "role" not in found]

    assert {found.get("aria-hidden") for found in others} == {"true"}


def test_no_id_stands_twice_and_every_link_leads_somewhere(rich: Page) -> None:
    links = {str(found["href"])[1:] for tag, found in rich.tags if tag == "a"}

    assert len(rich.ids()) == len(set(rich.ids()))
    assert links <= set(rich.ids())


def test_it_says_how_it_was_counted(rich: Page) -> None:
    told = rich.text[rich.text.rindex("Hoe er is geteld") :]

    assert "sha256:3f9ac1d2" in told
    assert "4.821" in told
    assert "b7e0b7e0" in told
    assert "Iedere ondernemer telt één keer, bij de eerste poging." in told


def test_the_page_needs_nothing_else(rich: Page) -> None:
    names = {tag for tag, _ in rich.tags}

    assert not names & {"script", "link", "img", "iframe", "base", "object"}
    assert not [found for _, found in rich.tags if "src" in found or "style" in found]


def test_texts_cannot_become_part_of_the_page(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script>"
    row = Row("m", bad, bad, "producten", Figure(), target_text=bad, note=bad, effect=bad)
    rich = summaries.rich()
    pots = tuple(attrs.evolve(pot, name=bad) for pot in rich.budgets)
    report = attrs.evolve(rich, rows=(row,), title=bad, notices=(bad,), budgets=pots)

    page = Page(report, tmp_path)

    assert "script" not in [tag for tag, _ in page.tags]
    assert page.text.count(bad) > 6


def test_a_report_of_nothing_says_so_in_every_part(empty: Page) -> None:
    assert "Aan het eind van deze week was er nog niets vastgelegd." in empty.text
    assert "Er staan geen alarmen open." in empty.text
    assert "Er zijn geen indicatoren ingesteld." in empty.text
    assert "Er zijn geen budgetten ingesteld." in empty.text
    assert "Niemand hoeft nog gebeld te worden." in empty.text
    assert "img" not in [found.get("role") for _, found in empty.tags]


def test_money_and_places_say_what_has_to_be_read_with_them(rich: Page) -> None:
    money, places = rich.between("Geld", "Plaatsen"), rich.between("Plaatsen", "Termijnen")

    assert "Noodpot nog niet toegekend" in money
    assert "Alle doelen samen kosten tegen de volle prijs ten minste € 402.850,00." in money
    assert "waarvoor deze pot iets vastlegde of besteedde" in money
    assert "0 van 0 plaatsen 0 – staat bij een andere aanbieder" in places
    assert "Iedere verwijzing loopt nog, of is afgerond" in places


def test_what_is_less_than_nothing_has_a_minus_before_its_sign(rich: Page) -> None:
    assert "\N{MINUS SIGN}€ 250,00" in rich.between("Geld", "Plaatsen")


def test_why_cases_were_closed_stands_by_itself(rich: Page) -> None:
    told = rich.between("Gesloten zaken: waarom", "Prognose")

    assert "Ziet af van hulp 1 12 Afgerond 2 30" in told


def test_a_bar_that_fills_with_the_term_has_a_mark_where_the_term_is(rich: Page) -> None:
    marks = [found["d"] for tag, found in rich.tags if found.get("class") == "mark"]

    assert set(marks) == {"M27.5 -3V11"}


def test_without_a_term_there_is_no_mark(empty: Page) -> None:
    assert not [found for _, found in empty.tags if found.get("class") == "mark"]
    assert "Van de looptijd" not in empty.text


def test_a_bar_is_never_longer_than_its_room(tmp_path: Path) -> None:
    rows = tuple(
        Row(f"m{n}", "Deel", "Naam", "producten", Figure(), target=1, reached=Decimal(share))
        for n, share in enumerate(("0", "12.34", "100", "250"))
    )

    page = Page(attrs.evolve(summaries.empty(), rows=rows), tmp_path)

    widths = [found["width"] for tag, found in page.tags if tag == "rect"]
    assert widths == ["0.0", "12.3", "100.0", "100.0"]
