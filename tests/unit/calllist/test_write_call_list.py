from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.calllist import write_call_list
from triage.records import CallList, CallRow, Person

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADERS = [
    *("Plaats", "Zaak", "Urgentie", "Uiterlijk", "Punten", "Aangemeld", "Naam", "Telefoon"),
    *("Reden", "Producten", "Let op", "Nog te vragen", "Gesproken op", "Notitie"),
]


def call_list(*rows: CallRow) -> CallList:
    return CallList(
        title="Coaching & <hulp>",
        on=date(2021, 3, 3),
        levels=("Acuut", "Hoog", "Normaal"),
        version="sha256:abc",
        engines=("direct", "durable"),
        rows=rows,
    )


def full_row(rank: int = 1, text: str = "Er is haast.") -> CallRow:
    return CallRow(
        rank=rank,
        case=f"z-{rank:03}",
        registered=date(2020, 12, 31),
        level=0,
        deadline=date(2021, 3, 5),
        points=-5,
        reasons=(text, "Nog iets."),
        products=("E-scan",),
        notices=(text,),
        questions=tuple(f"Vraag {number}?" for number in range(7)),
        person=Person(name=text, phone="+31 (0)570 69 39 11", bsn="999990019"),
    )


BARE = CallRow(2, "007", date(2021, 3, 1), 2, None, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def sheet_of(path: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet is not None
    return sheet


def csv_rows(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


class Page(HTMLParser):
    """The tags of a page and the texts between them."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_xlsx_has_real_dates_and_numbers(folder: Path) -> None:
    write_call_list(call_list(full_row(), BARE), folder / "lijst.xlsx")

    sheet = sheet_of(folder / "lijst.xlsx")
    first = [cell.value for cell in sheet[2]]
    assert [cell.value for cell in sheet[1]] == HEADERS
    assert first[:8] == [
        *(1, "z-001", "Acuut", datetime(2021, 3, 5), -5, datetime(2020, 12, 31)),  # noqa: DTZ001
        *("Er is haast.", "+31 (0)570 69 39 11"),
    ]
    assert first[11] == "Vraag 0?\nVraag 1?\nVraag 2?\nVraag 3?\nVraag 4?\nen nog 2"
    assert [cell.value for cell in sheet[3]][:5] == [2, "007", "Normaal", None, 0]


def test_xlsx_can_be_filtered_and_printed(folder: Path) -> None:
    write_call_list(call_list(full_row(), BARE), folder / "lijst.xlsx")

    sheet = sheet_of(folder / "lijst.xlsx")
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:N3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["I"].width > sheet.column_dimensions["A"].width


def test_xlsx_says_what_it_rests_on(folder: Path) -> None:
    write_call_list(call_list(full_row(), BARE), folder / "lijst.xlsx")

    about = openpyxl.load_workbook(folder / "lijst.xlsx")["Over deze lijst"]
    facts = {row[0].value: row[1].value for row in about.rows}
    assert facts["Peildatum"] == datetime(2021, 3, 3)  # noqa: DTZ001
    assert facts["Zaken"] == 2
    assert facts["Urgentie Hoog"] == 0
    assert facts["Versie van het beleid"] == "sha256:abc"
    assert facts["Beslist door"] == "direct, durable"


def test_csv_opens_in_a_dutch_spreadsheet(folder: Path) -> None:
    write_call_list(call_list(full_row(), BARE), folder / "lijst.csv")

    header, first, second = csv_rows(folder / "lijst.csv")
    assert (folder / "lijst.csv").read_bytes().count(b"\r\n") == 3
    assert header == HEADERS
    assert first[:6] == ["1", "z-001", "Acuut", "2021-03-05", "-5", "2020-12-31"]
    assert first[8] == "Er is haast. | Nog iets."
    assert first[11].endswith("Vraag 6?")
    assert second == ["2", "007", "Normaal", "", "0", "2021-03-01", *[""] * 8]


def test_no_form_shows_the_bsn(folder: Path) -> None:
    for suffix in ("csv", "html"):
        write_call_list(call_list(full_row()), folder / f"lijst.{suffix}")
        assert "999990019" not in (folder / f"lijst.{suffix}").read_text(encoding="utf-8")
    write_call_list(call_list(full_row()), folder / "lijst.xlsx")
    values = {cell.value for row in sheet_of(folder / "lijst.xlsx").rows for cell in row}
    assert "999990019" not in values


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "html"])
def test_the_same_list_gives_the_same_file(folder: Path, suffix: str) -> None:
    for name in ("een", "twee"):
        write_call_list(call_list(full_row(), BARE), folder / f"{name}.{suffix}")

    assert (folder / f"een.{suffix}").read_bytes() == (folder / f"twee.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "html"])
def test_an_empty_list_is_written_too(folder: Path, suffix: str) -> None:
    write_call_list(call_list(), folder / f"lijst.{suffix}")

    assert [path.name for path in folder.iterdir()] == [f"lijst.{suffix}"]


def test_an_empty_page_says_so(folder: Path) -> None:
    write_call_list(call_list(), folder / "lijst.html")

    page = Page(folder / "lijst.html")
    assert "Er staat niemand op deze bellijst." in page.texts
    assert "table" not in [tag for tag, _ in page.tags]


def test_the_page_needs_nothing_else(folder: Path) -> None:
    write_call_list(call_list(full_row(), BARE), folder / "lijst.html")

    page = Page(folder / "lijst.html")
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "base", "object"}
    assert not [attrs for _, attrs in page.tags if "src" in attrs or "onclick" in attrs]
    links = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert links == {"#lijst", "tel:+31570693911"}


def test_the_page_can_be_read_aloud(folder: Path) -> None:
    write_call_list(call_list(full_row(), BARE), folder / "lijst.html")

    page = Page(folder / "lijst.html")
    assert ("html", {"lang": "nl"}) in page.tags
    assert "caption" in [tag for tag, _ in page.tags]
    scopes = [attrs["scope"] for tag, attrs in page.tags if tag == "th"]
    assert scopes == ["col"] * 12 + ["row"] * 2
    assert page.texts.count("Acuut") == 3  # above the list, in the filter, and in the row
    hidden = [attrs.get("aria-hidden") for tag, attrs in page.tags if tag == "svg"]
    assert set(hidden) == {"true"}
    fields = {attrs["id"] for tag, attrs in page.tags if tag == "input" and "id" in attrs}
    assert fields <= {attrs.get("for") for tag, attrs in page.tags if tag == "label"}


def test_texts_cannot_become_part_of_the_page(folder: Path) -> None:
    write_call_list(call_list(full_row(text="<script>alert(1)</script>")), folder / "lijst.html")

    page = Page(folder / "lijst.html")
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "<script>alert(1)</script>" in page.texts


def test_the_year_is_shown_where_it_is_another(folder: Path) -> None:
    write_call_list(call_list(full_row()), folder / "lijst.html")

    texts = Page(folder / "lijst.html").texts
    assert "woensdag 3 maart 2021" in texts
    assert "vr 5 mrt" in texts
    assert "do 31 dec 2020" in texts


def test_another_suffix_is_refused_with_the_four(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"\.xlsx, \.csv, \.html of \.json"):
        write_call_list(call_list(), folder / "lijst.pdf")

    assert list(folder.iterdir()) == []


def test_what_stood_there_stays_when_writing_fails(folder: Path) -> None:
    (folder / "lijst.csv").write_text("oud")
    wrong = CallRow(1, "z", date(2021, 3, 1), level=9, deadline=None, points=0)

    with pytest.raises(IndexError):
        write_call_list(call_list(wrong), folder / "lijst.csv")

    assert [path.read_text() for path in folder.iterdir()] == ["oud"]


DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "'=1",
    '"=1',
    "＝1",
    "\ufeff=1",
    "−1",
]
STARTS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_could_run_gets_an_apostrophe_in_csv(folder: Path, text: str) -> None:
    write_call_list(call_list(full_row(text=text)), folder / "lijst.csv")

    row = csv_rows(folder / "lijst.csv")[1]
    assert row[6] == f"'{text}"
    assert row[10] == f"'{text}"


@settings(deadline=None, max_examples=60)
@given(
    text=st.one_of(
        st.text(max_size=40), st.builds(lambda a, b: a + b, st.sampled_from(DANGEROUS), st.text())
    )
)
def test_no_written_cell_can_run_as_a_formula(text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for suffix in ("csv", "xlsx"):
            write_call_list(call_list(full_row(text=text)), folder / f"lijst.{suffix}")

        rows = csv_rows(folder / "lijst.csv")
        cells = [cell for row in sheet_of(folder / "lijst.xlsx").rows for cell in row]

    assert len(rows) == 2
    texts = [cell for column, cell in enumerate(rows[1]) if column not in (0, 3, 4, 5)]
    assert not [cell for cell in texts if cell.strip(" '\"").startswith(STARTS) and cell[0] != "'"]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


def test_a_workbook_holds_no_control_characters(folder: Path) -> None:
    write_call_list(call_list(full_row(text="a\x00b\x1f_x0041_\ud800")), folder / "lijst.xlsx")

    assert sheet_of(folder / "lijst.xlsx")["G2"].value == "ab_x0041_"


def test_a_long_list_is_written_whole(folder: Path) -> None:
    rows = [full_row(rank) for rank in range(1, 351)]
    for suffix in ("xlsx", "csv", "html"):
        write_call_list(call_list(*rows), folder / f"lijst.{suffix}")

    assert sheet_of(folder / "lijst.xlsx").max_row == 351
    assert len(csv_rows(folder / "lijst.csv")) == 351
    assert "z-350" in Page(folder / "lijst.html").texts
