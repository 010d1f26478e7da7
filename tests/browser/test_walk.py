"""What a visitor does: ask, follow, read the quote, take the data along, ask in SPARQL, choose a language, use the keyboard alone, print."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Visit

EDITOR = ROOT / "api" / "static" / "editor" / "yasgui.min.js"


@pytest.fixture
def visit(visiting: Callable[..., Visit]) -> Iterator[Visit]:
    """A visit after which nothing must have left the machine, and nothing complained."""
    visit = visiting(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield visit
    assert visit.stayed_home()
    assert not visit.complaints


def test_ask_who_attended_follow_to_the_meeting_and_open_the_quote(visit: Visit) -> None:
    page = visit.go("/")
    page.get_by_label("Klynge", exact=True).fill("Aarhusklyngen")
    page.get_by_label("Status").select_option(label="fraværende")
    page.get_by_role("button", name="Vis svar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hvem deltog")
    table = page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(1 + 7)
    table.get_by_role("link", name="8. oktober 2025").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aarhusklyngen 2025-10-08")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Jakob Ravn"))
    row.get_by_text("Vis citat").click()
    quote = row.locator("blockquote").first
    words = quote.inner_text()
    row.get_by_role("link", name="Se stedet i dokumentet").first.click()
    page.wait_for_url("**/text/**")
    marked = page.locator("a:target + .mark")
    assert marked.inner_text().strip()
    assert marked.inner_text().strip().split("\n")[0][:20] in words or words[:20] in page.locator("pre.text").inner_text()
    assert marked.bounding_box() is not None


def test_take_the_answer_along_as_csv_and_the_picture_as_svg_and_png(visit: Visit) -> None:
    page = visit.go("/queries/attendance?cluster=Aarhusklyngen")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8"))))
    assert len(rows) == page.locator("table tbody tr").count()
    assert waiting.value.suggested_filename == "attendance.csv"
    with page.expect_download() as waiting:
        page.get_by_role("link", name="SVG").click()
    assert waiting.value.path().read_bytes().startswith(b"<svg")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").click()
    assert waiting.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_column_sorts_up_and_down(visit: Visit) -> None:
    page = visit.go("/queries/coverage")
    head = page.get_by_role("columnheader", name="Tegn")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    cells = page.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert cells == sorted(cells, key=lambda cell: int(cell.replace(".", "")))
    head.get_by_role("button").click()
    assert page.locator("tbody tr td:nth-child(3)").all_inner_texts() == cells[::-1]


def test_names_are_offered_while_one_types(visit: Visit) -> None:
    page = visit.go("/queries/attendance")
    page.get_by_label("Person", exact=True).press_sequentially("kuhn")
    expect(page.locator("datalist option[value='Anders Kühnau']")).to_be_attached()


def test_an_empty_answer_leads_to_the_nearest_question_that_has_one(visit: Visit) -> None:
    page = visit.go("/queries/attendance?cluster=Horsensklyngen&person=Marcel+Meijer")
    page.locator(".note").get_by_role("link").first.click()
    assert page.locator("tbody tr").count() > 0


@pytest.mark.skipif(not EDITOR.is_file(), reason="the editor is not installed: `make install` fetches it where npm is")
def test_run_an_example_in_the_editor(visit: Visit) -> None:
    page = visit.go("/sparql")
    expect(page.locator("#plain")).to_be_hidden()
    page.get_by_role("link", name="Hvilke dokumenter er indlæst?", exact=True).click()
    expect(page.locator(".CodeMirror:visible")).to_contain_text("PREFIX kg:")
    page.locator(".yasqe_queryButton:visible").click()
    expect(page.locator(".yasr_results:visible")).to_contain_text("Handleplan, Aarhusklyngen, 2024-04")


@pytest.mark.skipif(not EDITOR.is_file(), reason="the editor is not installed: `make install` fetches it where npm is")
def test_the_sparql_behind_a_table_is_one_click_away_and_a_link_keeps_it(visit: Visit) -> None:
    page = visit.go("/queries/documents")
    page.get_by_text("SPARQL bag tabellen").click()
    page.get_by_role("link", name="Åbn i SPARQL-editoren").click()
    expect(page.locator(".CodeMirror:visible")).to_contain_text("kg:fileName")


def test_without_scripts_the_form_answers_with_a_table(visiting: Callable[..., Visit]) -> None:
    visit = visiting(java_script_enabled=False)
    page = visit.go("/sparql")
    page.get_by_role("button", name="Vis svar").click()
    expect(page.get_by_role("table")).to_contain_text("Aarhusklyngen 2025-10-08")
    page.get_by_role("link", name="/doc/meeting/aarhusklyngen/2025-10-08").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aarhusklyngen 2025-10-08")


def test_the_language_is_switched_and_kept(visit: Visit) -> None:
    page = visit.go("/doc/meeting/aarhusklyngen/2025-10-08")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Agenda and decisions")).to_be_visible()
    assert "present" in page.locator("tbody tr").first.inner_text()
    visit.go("/quality")
    expect(page.get_by_role("heading", level=1)).to_have_text("Data quality")


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    assert focused(page) == "Til indholdet"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("kuhnau")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=kuhnau")
    outline = page.evaluate("getComputedStyle(document.querySelector('main a')).outlineStyle")
    tab_to(page, "Anders Kühnau")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid" != outline
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/person/anders-kuehnau")
    tab_to(page, "Region Midtjylland")  # within the picture
    assert page.evaluate("document.activeElement.closest('svg') !== null")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


def tab_to(page: Page, text: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == text:
            return
    raise AssertionError(f"the keyboard never reaches {text}")


def test_a_page_prints_what_it_says_and_not_its_buttons(visit: Visit) -> None:
    page = visit.go("/queries/attendance?cluster=Aarhusklyngen")
    page.emulate_media(media="print")
    expect(page.locator("form").first).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator("svg.picture")).to_be_visible()
    assert len(page.pdf()) > 5000


def test_a_missing_page_shows_near_matches(visiting: Callable[..., Visit]) -> None:
    visit = visiting()
    page = visit.go("/doc/person/anders-kunhau")
    page.locator("main").get_by_role("link", name="person / anders-kuehnau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anders Kühnau")
