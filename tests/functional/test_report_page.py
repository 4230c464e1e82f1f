"""Pages in a real browser: read by everybody, on a phone, at a desk and on paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import attrs
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests import summaries
from triage.calllist import write_call_list
from triage.records import CallList, CallRow, Person

pytestmark = pytest.mark.needs("chromium")

LEVELS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RULES: Final = {
    "runOnly": {"type": "tag", "values": LEVELS},
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and left out unless asked for
}
VIEWS: Final = {"phone": 390, "desk": 1280, "paper": 1047}  # A4 on its side, between its margins
PAGES: Final = ("rich", "running", "empty", "call list", "empty call list")


def people(count: int) -> CallList:
    rows = [
        CallRow(
            rank=rank,
            case=f"z-{rank:03}",
            registered=date(2020, 12, 31),
            level=rank % 4,
            deadline=date(2021, 3, 5) if rank % 2 else None,
            points=40 - rank,
            reasons=("Er is een ontruiming aangekondigd.", "De energie wordt afgesloten."),
            products=("E-scan", "Schuldhulpverlening"),
            notices=("Bel vandaag nog.",) if rank % 3 else (),
            questions=tuple(f"Hoe staat het met vraag {number}?" for number in range(8)),
            person=Person(name="Puck Voorbeeld", phone="+31 (0)570 69 39 11"),
        )
        for rank in range(1, count + 1)
    ]
    levels = ("Acuut", "Hoog", "Verhoogd", "Regulier")
    return CallList("Actieplan", date(2021, 3, 3), levels, "sha256:abc", ("direct",), tuple(rows))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {name: folder / f"{name}.html" for name in PAGES}
    summaries.rich().write(found["rich"])
    summaries.running().write(found["running"])
    summaries.empty().write(found["empty"])
    write_call_list(people(12), found["call list"])
    write_call_list(people(0), found["empty call list"])
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def look(page: Page, file: Path, view: str) -> None:
    page.set_viewport_size({"width": VIEWS[view], "height": 900})
    page.emulate_media(media="print" if view == "paper" else "screen")
    page.goto(file.as_uri())


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_anybody_from_reading_it(
    page: Page, files: dict[str, Path], name: str, view: str
) -> None:
    look(page, files[name], view)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    found = Axe().run(page, options=RULES)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_hangs_over_the_edge(
    page: Page, files: dict[str, Path], name: str, view: str
) -> None:
    look(page, files[name], view)

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= VIEWS[view]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_but_itself(page: Page, files: dict[str, Path], name: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    look(page, files[name], "desk")

    assert asked == [files[name].as_uri()]


def test_the_report_is_read_without_scripts(browser: Browser, files: dict[str, Path]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        look(page, files["rich"], "phone")

        assert page.get_by_role("heading", name="Weekrapport").is_visible()
        assert page.get_by_text("De pot ‘Impulsgelden’ is naar verwachting op").is_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_a_table_is_still_a_table_to_who_listens(
    page: Page, files: dict[str, Path], view: str
) -> None:
    look(page, files["rich"], view)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Levensvatbaar"))

    unfold(page)

    assert row.get_by_role("cell", name="28 van 30 plaatsen").is_visible()


def unfold(page: Page) -> None:
    """Open what is folded on a small screen."""
    for summary in page.locator(".fold > summary").all():
        if summary.is_visible():
            summary.click()


def test_on_a_phone_tables_are_folded_and_at_a_desk_they_are_not(
    page: Page, files: dict[str, Path]
) -> None:
    look(page, files["rich"], "phone")
    cell, fold = page.get_by_text("28 van 30 plaatsen"), page.get_by_text("De tabel van plaatsen")
    folded = cell.is_visible()
    fold.click()
    opened = cell.is_visible()

    look(page, files["rich"], "desk")

    assert (folded, opened) == (False, True)
    assert (cell.is_visible(), fold.is_visible()) == (True, False)


def test_on_a_phone_the_lines_of_indicators_are_shown_when_asked(
    page: Page, files: dict[str, Path]
) -> None:
    look(page, files["rich"], "phone")
    line = page.get_by_role("rowheader", name="Waarvan gedeeltelijk beëindigd")
    before = line.is_visible()

    page.get_by_label("Toon ook de onderdelen").check()

    assert (before, line.is_visible()) == (False, True)


ON_MORE_LINES: Final = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest(".unseen, thead")) continue;
    for (const word of text.data.matchAll(/[\\p{L}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
}"""
LONGEST: Final = len("Levensvatbaarheidsonderzoeken")


def test_on_a_phone_no_word_of_ordinary_length_is_broken(
    page: Page, files: dict[str, Path]
) -> None:
    look(page, files["rich"], "phone")
    page.get_by_label("Toon ook de onderdelen").check()
    unfold(page)

    broken = page.evaluate(ON_MORE_LINES)

    assert [word for word in broken if len(word) <= LONGEST] == []


FOOT: Final = 85
"""Points from the bottom of a page: below it a heading would stand there without its content."""


@pytest.mark.parametrize("alarms", range(0, 10, 2))
def test_on_paper_no_heading_stands_alone_at_the_foot(
    page: Page, tmp_path: Path, alarms: int
) -> None:
    """However far the alarms push down what comes after them."""
    report = attrs.evolve(summaries.rich(), alarms=summaries.alarms(alarms))
    report.write(tmp_path / "rapport.html")
    look(page, tmp_path / "rapport.html", "paper")

    printed = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)

    places = re.findall(rb"/Title \((\w[\w ]+)\)\n/Dest \[\d+ 0 R /XYZ [\d.]+ ([\d.]+)", printed)
    assert {b"Geld", b"Prognose", b"Hoe er is geteld"} <= {title for title, _ in places}
    assert [title for title, height in places if float(height) < FOOT] == []


def test_a_chart_is_told_in_words_and_unfolds_into_its_numbers(
    page: Page, files: dict[str, Path]
) -> None:
    look(page, files["rich"], "desk")
    chart = page.get_by_role("img", name="Impulsgelden: gebruikt en verwacht")
    numbers = page.get_by_role("rowheader", name="week 52")

    page.get_by_text("De getallen van Impulsgelden: gebruikt en verwacht").click()

    assert chart.is_visible()
    assert numbers.is_visible()


def test_on_paper_everything_is_unfolded(page: Page, files: dict[str, Path]) -> None:
    look(page, files["rich"], "paper")

    last = page.get_by_text("pot-proef-35")

    assert page.locator("details[open]").count() == 0
    assert last.is_visible()
