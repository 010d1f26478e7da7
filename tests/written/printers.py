"""Documents printed to PDF by the programs that councils print with: Chromium, as agenda systems do, and LibreOffice, from Word files."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.written import html, word
from tests.written.parts import Part, fields

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
OFFICE = shutil.which("soffice")
_SYLLABLE = re.compile(r"(?<=[a-zæøå]{2}[aeiouyæøå])(?=[bcdfghjklmnprstv][aeiouyæøå][a-zæøå]{2})")
_SECONDS = 600.0
_AT_ONCE = 100  # files; of 286 it made 247 and ended as if well

_FURNITURE = '<div style="font-size:8px;width:100%;padding:0 15mm"><span>Sundhed og omsorg</span><span style="float:right" class="{}"></span></div>'


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a browser prints a page: its style, what is put before the text, and whether words may be broken at soft hyphens."""

    style: str
    before: str = ""
    hyphens: bool = False
    landscape: bool = False
    paper: str = "A4"


_GRID = "table{border-collapse:collapse;width:100%} td,th{border:1px solid #333;padding:3px 6px;vertical-align:top;text-align:left}"
# A table of many columns stands across all of the text's, as its setter would have it: else it would run over the next one, and be cut at the paper's edge;
# no heading is broken over two columns, or parted from its text.
_ACROSS = "table:has(tr>:nth-child(4)){column-span:all;margin:3mm 0} h1,h2,h3{break-inside:avoid;break-after:avoid}"
_BASE = "body{font:10.5pt/1.35 'Liberation Sans'} h1{font-size:20pt} h2{font-size:14pt} h3{font-size:12pt} thead{display:table-header-group}"

SHEETS: dict[str, Sheet] = {
    "agenda system": Sheet(f"{_BASE}{_GRID} a{{color:#00c}}"),
    "justified and hyphenated": Sheet(
        "body{font:11pt/1.3 'Liberation Serif';text-align:justify;hyphens:manual} td p{text-align:left} table{border-spacing:8px}", hyphens=True
    ),
    "DejaVu with ligatures, letterspaced headings, a stamp, unseen text": Sheet(
        f"body{{font:9.5pt/1.4 'DejaVu Serif'}}{_GRID} h1,h2,h3{{letter-spacing:.18em;font-weight:normal}} "
        ".stamp{position:fixed;top:45%;left:15%;font-size:60pt;color:#ccc;transform:rotate(-35deg)} .unseen{color:transparent;font-size:1pt}",
        '<div class="stamp">KOPI</div><p class="unseen">unseen words of a layer</p>',
    ),
    "striped tables without lines": Sheet(
        f"{_BASE} table{{border-collapse:collapse;width:100%}} td,th{{padding:6px 10px;text-align:left;vertical-align:top}} tr:nth-child(odd){{background:#eee}}"
    ),
    "tables with lines between rows only": Sheet(
        f"{_BASE} table{{border-collapse:collapse;width:100%}} td,th{{border-bottom:1px solid #999;padding:4px 8px;text-align:left;vertical-align:middle}}"
    ),
    "large type on small paper": Sheet(f"body{{font:13pt/1.25 'Liberation Sans Narrow'}}{_GRID}", paper="A5"),
    "landscape": Sheet(f"{_BASE}{_GRID} table{{font-size:9pt}}", landscape=True),
    "close lines, no space between paragraphs": Sheet(f"body{{font:9pt/1.1 'DejaVu Sans'}} p{{margin:0}}{_GRID} ul,ol{{margin:0}}"),
    "a box beside the text": Sheet(
        f"{_BASE}{_GRID} .box{{float:right;width:42mm;border:1px solid #666;padding:4mm;margin:0 0 4mm 6mm;font-size:9pt}}",
        '<div class="box">Henvendelse sker til rådhusets betjening på hverdage</div>',
    ),
    "two columns": Sheet(
        f"body{{font:9pt/1.3 'Liberation Sans';column-count:2;column-gap:8mm}} h1{{font-size:15pt}} h2{{font-size:12pt}}{_GRID}{_ACROSS}"
    ),
    "two columns, justified and hyphenated": Sheet(
        f"body{{font:9pt/1.3 'Liberation Serif';column-count:2;column-gap:7mm;text-align:justify}} td p{{text-align:left}}{_GRID}{_ACROSS}",
        hyphens=True,
    ),
}


def _page(parts: Sequence[Part], sheet: Sheet) -> str:
    body = "\n".join(_written(part) for part in parts)
    if sheet.hyphens:
        body = re.sub(r"(?<=>)[^<]+", lambda found: _SYLLABLE.sub("\u00ad", found[0]), body)
    return f'<!doctype html><html lang="da"><meta charset="utf-8"><style>{sheet.style}</style><body>{sheet.before}{body}</body></html>'


def _written(part: Part) -> str:
    """Fields as lines with their terms in bold: agenda systems print no definition lists."""
    named = fields(part)
    return "<p>" + "<br>".join(f"<b>{escape(term)}:</b> {escape(said)}" for term, said in named) + "</p>" if named else html.written(part)


def by_chromium(told: Sequence[Sequence[Part]], sheet: Sheet) -> Iterator[bytes]:
    """Each document as the PDF that Chromium prints."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for parts in told:
            page.set_content(_page(parts, sheet))
            yield page.pdf(
                format=sheet.paper,
                landscape=sheet.landscape,
                print_background=True,
                display_header_footer=True,
                header_template=_FURNITURE.format("date"),
                footer_template=_FURNITURE.format("pageNumber"),
                margin={"top": "20mm", "bottom": "20mm", "left": "15mm", "right": "15mm"},
            )
        browser.close()


def by_office(told: Sequence[Sequence[Part]], look: word.Look) -> list[bytes]:
    """Each document as the PDF that LibreOffice makes of it as a Word file."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for index, parts in enumerate(told):
            (home / f"{index}.docx").write_bytes(word.file(parts, look))
        command = [str(OFFICE), f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder]
        written = [str(home / f"{index}.docx") for index in range(len(told))]
        for start in range(0, len(written), _AT_ONCE):
            subprocess.run([*command, *written[start : start + _AT_ONCE]], check=True, capture_output=True, timeout=_SECONDS)
        return [(home / f"{index}.pdf").read_bytes() for index in range(len(told))]
