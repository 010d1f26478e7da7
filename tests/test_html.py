"""The HTML reader: a council's page as it was saved."""

from __future__ import annotations

import random
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meeting_in_formats import MINUTES, Part, assert_says_the_same, assert_slices_back, furniture, outcome, shown, text

MENU = "<nav><ul><li><a href='/'>Forside</a></li><li>Møder</li></ul></nav>"


def page(body: str, head: str = "<meta charset=utf-8>") -> bytes:
    return f"<!doctype html><html><head>{head}<title>Region - møder</title></head><body>{body}</body></html>".encode()


def read(body: str) -> list[str]:
    return shown(text("side.html", page(body)))


def written(part: Part) -> str:
    if part.items:
        tag = "ol" if part.ordered else "ul"
        return f"<{tag}>" + "".join(f"<li>{escape(item)}</li>\n" for item in part.items) + f"</{tag}>"
    return f"<h{part.level}>{escape(part.text)}</h{part.level}>" if part.level else f"<p>{escape(part.text)}</p>"


def minutes() -> str:
    return "\n".join(written(part) for part in MINUTES)


def test_minutes_say_what_the_markdown_says() -> None:
    assert_says_the_same("referat.html", page(f"{MENU}<main>{minutes()}</main><footer>Kontakt regionen</footer>"))


def test_minutes_in_a_form_without_main() -> None:
    """Many councils' systems wrap the whole page in a form."""
    assert_says_the_same("referat.htm", page(f"<form action=/><div>{MENU}<input value=søg><div>{minutes()}</div></div></form>"))


def test_minutes_with_everything_folded_and_headings_in_bold() -> None:
    bold = minutes()
    for part in MINUTES:
        if part.level == 3:
            bold = bold.replace(written(part), f"<p><strong>{part.text}</strong></p>")
    assert_says_the_same("referat.html", page(f"<div class='accordion-content' style='display: none'>{bold}</div>"))


def test_places_lead_back_into_the_text() -> None:
    assert_slices_back(text("referat.html", page(minutes() + "<table><tr><td>a b<td>c<br>d</table><p>sam\u00adarbejde &nbsp; og</p>")))


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ("<p><strong>Region</strong></p><p>Tekst</p>", "Region"),
        ("<p>Tekst</p>", "Region - møder"),
        ("<h1>Referat</h1><p>Tekst</p>", "Referat"),
    ],
)
def test_a_title_is_told_once(body: str, first: str) -> None:
    """The window's title, with the site's name behind it, heads a page only where its content has none of its own."""
    told = text("side.html", page(f"<main>{body}</main>")).blocks
    assert told[0].text.text == first
    assert [one.text.text for one in told if one.kind.value == "furniture"] == ([] if first == "Region - møder" else ["Region - møder"])


def test_what_is_around_the_content_is_left_out() -> None:
    around = "<aside>Se også</aside><div role=navigation>Sti</div><div class='cookie-banner'>Cookies</div><script>x()</script><p hidden>skjult</p>"
    assert read(f"{MENU}{around}<p>Indhold</p><button>Del</button><footer>Bund</footer>") == ["# Region - møder", "¶ Indhold"]


@pytest.mark.parametrize(
    "folded",
    [
        "<h2><button aria-controls=p>Bilag</button></h2><div id=p hidden><p>Plan</p></div>",
        "<h2><a href='#p'>Bilag</a></h2><div id=p aria-hidden=true><p>Plan</p></div>",
        "<h2>Bilag</h2><div class=collapse style='display:none'><p>Plan</p></div>",
        "<details><summary><h2>Bilag</h2></summary><p>Plan</p></details>",
    ],
)
def test_what_is_folded_is_read(folded: str) -> None:
    assert read(f"<h1>Referat</h1>{folded}") == ["# Referat", "## Bilag", "¶ Plan"]


def test_line_ends_and_paragraphs() -> None:
    assert read("<h1>R</h1><p>en<br>to<br><br>tre</p><div>fire</div><div>fem</div><p>se<b>ks</b></p>") == [
        "# R",
        "¶ en",
        "to",
        "¶ tre",
        "¶ fire",
        "fem",
        "¶ seks",
    ]


def test_nested_lists_keep_their_markers_and_levels() -> None:
    lists = "<ul><li>en<ol start=3><li>to</li><li value=7><p>tre</p></li><li>fire</li></ol></li><li>fem</li></ul><ol type=a><li>seks</li></ol>"
    assert read(f"<h1>R</h1>{lists}<p>- syv</p>")[1:] == ["• en", "  3. to", "  7. tre", "  8. fire", "• fem", "a. seks", "• syv".replace("•", "-")]


def test_tables_with_merged_cells_say_each_text_once() -> None:
    table = "<table><tr><th colspan=2>Navne</th></tr><tr><td rowspan=2>Anna</td><td>læge</td></tr><tr><td>sygeplejerske</td></tr></table>"
    assert read(f"<h1>R</h1>{table}")[1:] == ["¶ Navne", "Anna | læge", "¶ sygeplejerske"]


def test_a_table_that_only_lays_out_is_read_cell_by_cell() -> None:
    table = "<table><tr><td>Deltagere</td><td><ul><li>Anna</li><li>Bo</li></ul></td></tr><tr><td>1.</td><td>Budget</td></tr></table>"
    assert read(f"<h1>R</h1>{table}")[1:] == ["¶ Deltagere", "• Anna", "• Bo", "1. Budget"]


def test_a_row_of_headings_over_a_row_of_lists_is_read_column_by_column() -> None:
    table = "<table><tr><th>Region</th><th>Kommuner</th></tr><tr><td><p>Anna</p><p>Bo</p></td><td><p>Carl</p><p>Dan</p></td></tr></table>"
    assert read(f"<h1>R</h1>{table}")[1:] == ["¶ Region", "¶ Anna", "¶ Bo", "¶ Kommuner", "¶ Carl", "¶ Dan"]


def test_definitions_stand_behind_their_terms() -> None:
    terms = "<dl><dt>Sted</dt><dd>Holbæk</dd><dt>Tid:</dt><dd>kl. 14</dd><dt>Bilag</dt><dd><ul><li>Plan</li></ul></dd></dl>"
    assert read(f"<h1>R</h1>{terms}")[1:] == ["¶ Sted: Holbæk", "Tid: kl. 14", "¶ Bilag:", "• Plan"]


def test_a_table_of_contents_with_dots_is_furniture() -> None:
    assert furniture(text("side.html", page("<h1>R</h1><p>1. Budget ......... 4</p>"))) == ["1. Budget ......... 4", "Region - møder"]


def test_whose_site_it_is_is_furniture() -> None:
    footed = page("<main><h1>R</h1><p>Bo Lund</p></main><footer><p>Odder Kommune</p><p>Rådhusgade 3</p></footer>")
    assert furniture(text("side.html", footed)) == ["Region - møder", "Odder Kommune Rådhusgade 3"]


@pytest.mark.parametrize(
    "content",
    [
        page("<p>Sundhedsråd på Ærø</p>"),
        page("<p>Sundhedsråd på Ærø</p>", ""),
        b"\xef\xbb\xbf" + page("<p>Sundhedsråd på Ærø</p>", "<meta charset=latin1>"),
        page("<p>Sundhedsråd på Ærø</p>", "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>").decode().encode("latin-1"),
        page("<p>Sundhedsråd på Ærø</p>", "").decode().encode("utf-16"),
        b"<?xml version='1.0' encoding='windows-1252'?><html><body><p>Sundhedsr\xe5d p\xe5 \xc6r\xf8</p></body></html>",
        page("<p>Sundhedsr&aring;d p&#229; &AElig;r&#xF8;</p>"),
        page("<p>Sundhedsråd på Ærø</p>", "<meta charset=rot13>"),
    ],
    ids=["utf-8", "unsaid", "bom", "latin-1", "utf-16", "xhtml", "entities", "no-text-codec"],
)
def test_encodings(content: bytes) -> None:
    assert shown(text("side.xhtml", content))[-1] == "¶ Sundhedsråd på Ærø"


def test_nothing_outside_the_page_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemmelig")
    content = f"<!DOCTYPE html [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><html><body><p>Ref &x; erat</p></body></html>".encode()
    assert "hemmelig" not in text("side.html", content).text


@pytest.mark.parametrize(
    "content",
    [
        page("<div>" * 20_000 + "bund"),
        page("<table><tr><td>" * 3_000 + "bund"),
        page("<ul><li>" * 5_000 + "bund"),
        page("<table><tr><td colspan=999999 rowspan=999999>bund</td></tr>" + "<tr><td>x</td></tr>" * 500 + "</table>"),
        page("<b hidden>" * 5_000 + "x"),
        b"<" * 200_000,
        b"\x00\xff" * 50_000,
        random.Random(1).randbytes(200_000),
        page("<p>" + "&" * 100_000),
        b"<html></html>",
    ],
    ids=["divs", "tables", "lists", "spans", "hidden", "brackets", "zeros", "random", "ampersands", "empty"],
)
def test_hostile_pages_end_soon(content: bytes) -> None:
    started = time.perf_counter()
    outcome(lambda: text("side.html", content))
    assert time.perf_counter() - started < 5


@given(st.text(alphabet="<>/=' abdilprtuoh1&;-\n", max_size=300))
def test_any_page_is_read_or_refused(soup: str) -> None:
    outcome(lambda: assert_slices_back(text("side.html", page(soup))))


def test_a_page_without_text_is_refused() -> None:
    assert "no text" in outcome(lambda: text("side.html", b"<html><body><img src=x></body></html>"))
