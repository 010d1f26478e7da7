"""The Word reader: files as python-docx writes them, and what it does not write put in as XML."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from loaders.document import open_document
from loaders.errors import UnreadableDocument
from tests.meeting_in_formats import MINUTES, assert_says_the_same, assert_slices_back, furniture, outcome, shown, text

NAMES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(word: Word) -> bytes:
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def read(word: Word) -> list[str]:
    return shown(text("referat.docx", saved(word)))


def minutes(headings: bool = True) -> Word:
    word = docx.Document()
    for part in MINUTES:
        if part.items:
            for item in part.items:
                word.add_paragraph(item, "List Number" if part.ordered else "List Bullet")
        elif part.level and headings:
            word.add_heading(part.text, part.level)
        elif part.level:
            word.add_paragraph().add_run(part.text).bold = True
        else:
            word.add_paragraph(part.text)
    return word


def put(paragraph: Paragraph, xml: str) -> None:
    """XML that python-docx has no call for."""
    for child in parse_xml(f"<w:p {NAMES}>{xml}</w:p>"):
        paragraph._p.append(child)


@pytest.mark.parametrize("headings", [True, False], ids=["styles", "bold"])
def test_minutes_say_what_the_markdown_says(headings: bool) -> None:
    assert_says_the_same("referat.docx", saved(minutes(headings)))


def test_minutes_with_the_head_as_a_table() -> None:
    word = docx.Document()
    word.add_heading(MINUTES[0].text, 1)
    table = word.add_table(0, 2)
    for part in MINUTES[2:5]:
        label, value = part.text.split(": ", 1)
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"{label}:", value
    for label, listed in ((MINUTES[5], MINUTES[6]), (MINUTES[7], MINUTES[8])):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label.text, "\n".join(listed.items)
    word.add_paragraph("Region Sjælland")
    for element in list(minutes().element.body)[minutes_from("1. Godkendelse") :]:
        if not element.tag.endswith("sectPr"):
            word.element.body.insert_element_before(element, "w:sectPr")
    assert_says_the_same("referat.docx", saved(word))


def minutes_from(start: str) -> int:
    return next(index for index, paragraph in enumerate(minutes().paragraphs) if paragraph.text.startswith(start))


def test_places_lead_back_into_the_text() -> None:
    word = minutes()
    word.add_table(1, 2).cell(0, 0).text = "a\nb"
    word.add_paragraph("sam\u00adarbejde\ten\tto")
    assert_slices_back(text("referat.docx", saved(word)))


def test_headings_in_danish_and_by_outline() -> None:
    word = docx.Document()
    word.styles.add_style("Overskrift 2", 1)
    word.add_paragraph("Titel", "Title")
    word.add_paragraph("Bilag", "Overskrift 2")
    put(word.add_paragraph(), "<w:pPr><w:outlineLvl w:val='3'/></w:pPr><w:r><w:t>Plan</w:t></w:r>")
    word.add_paragraph().add_run("Fortsat tekst, der er fed.").bold = True
    assert read(word) == ["# Titel", "## Bilag", "#### Plan", "¶ Fortsat tekst, der er fed."]


NUMBERING = f"""<w:abstractNum {NAMES} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="15"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Punkt %5"/></w:lvl>
</w:abstractNum>"""


def listed(word: Word, told: str, level: int, number: int = 90) -> None:
    of_list = f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr></w:pPr>"
    put(word.add_paragraph(), f"{of_list}<w:r><w:t>{told}</w:t></w:r>")


def test_numbers_as_word_prints_them() -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(f"<w:num {NAMES} w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))
    restart = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='2'/></w:lvlOverride>"
    numbering.append(parse_xml(f"<w:num {NAMES} w:numId='91'><w:abstractNumId w:val='90'/>{restart}</w:num>"))
    for told, level in (("en", 0), ("to", 1), ("tre", 1), ("fire", 2), ("fem", 0), ("seks", 1), ("syv", 3)):
        listed(word, told, level)
    listed(word, "otte", 0, 91)
    listed(word, "ni", 4, 91)
    listed(word, "ti", 0, 0)
    assert read(word) == [
        "15. en",
        "  15.1) to",
        "  15.2) tre",
        "    i. fire",
        "16. fem",
        "  16.1) seks",
        "      • syv",
        "2. otte",
        "¶ Punkt 1 ni",
        "¶ ti",
    ]


def test_merged_cells_say_their_text_once() -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"c{index}"
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Over alle"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Ned"
    assert read(word) == ["¶ Over alle", "Ned | c4 | c5", " | c7 | c8"]


def test_a_table_within_a_table_is_read() -> None:
    word = docx.Document()
    outer = word.add_table(1, 1).cell(0, 0)
    outer.text = "Rammen"
    inner = outer.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Dato", "2. maj 2025"
    assert read(word) == ["¶ Rammen", "Dato | 2. maj 2025"]


def test_an_agenda_in_a_table_with_its_numbers_in_a_column() -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    for row, (number, title) in zip(table.rows, (("1.", "Budget"), ("2", "Status")), strict=True):
        row.cells[0].text, row.cells[1].text = number, f"{title}\nBeslutning: Drøftet"
    assert read(word) == ["1. Budget", "Beslutning: Drøftet", "¶ 2 Status", "Beslutning: Drøftet"]


BOX = "<w:txbxContent><w:p><w:r><w:t>I boksen</w:t></w:r></w:p></w:txbxContent>"


def test_a_text_box_stands_once_after_its_anchor() -> None:
    word = docx.Document()
    choice = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
    put(word.add_paragraph("Anker"), f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>")
    word.add_paragraph("Efter")
    assert read(word) == ["¶ Anker", "¶ I boksen", "¶ Efter"]


def test_headers_and_footers_are_furniture() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Region Sjælland"
    word.sections[0].footer.paragraphs[0].text = "Side 1"
    word.add_paragraph("Referat")
    assert furniture(text("referat.docx", saved(word))) == ["Region Sjælland", "Side 1"]
    assert read(word) == ["¶ Referat"]


def test_tracked_changes_are_accepted_and_hidden_text_is_not_read() -> None:
    word = docx.Document()
    changed = "<w:ins><w:r><w:t>Anna</w:t></w:r></w:ins><w:del><w:r><w:delText>Bodil</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>Carl</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"
    put(word.add_paragraph(), f"{changed}{moved}<w:r><w:t xml:space='preserve'> deltog</w:t></w:r>")
    put(word.add_paragraph(), "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Delt </w:t></w:r>")
    word.add_paragraph("sætning")
    assert [line.strip("¶ ") for line in read(word)] == ["Anna deltog", "Delt sætning"]


def test_line_ends_tabs_and_typed_markers() -> None:
    word = docx.Document()
    word.add_paragraph("Deltagere\nAnna\n- Bo")
    word.add_paragraph("Dato:\t2. maj 2025")
    word.add_paragraph("1.\tBudget")
    assert read(word) == ["¶ Deltagere", "Anna", "- Bo", "Dato: | 2. maj 2025", "1. Budget"]


def test_space_between_paragraphs() -> None:
    word = docx.Document()
    for space, told in ((0, "en"), (0, "to"), (8, "tre"), (0, "fire"), (0, ""), (0, "fem"), (0, "lang " * 30), (0, "seks")):
        paragraph = word.add_paragraph(told)
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(space), Pt(0)
    assert [line.split()[0] == "¶" for line in read(word)] == [True, False, True, False, True, False, True]


def test_a_field_shows_its_result_and_a_note_stands_at_the_end() -> None:
    word = docx.Document()
    field = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    put(word.add_paragraph("Side "), f"{field}<w:r><w:t>7</w:t></w:r><w:hyperlink><w:r><w:t xml:space='preserve'> af 9</w:t></w:r></w:hyperlink>")
    assert read(word) == ["¶ Side 7 af 9"]


def rewritten(content: bytes, change: dict[str, bytes]) -> bytes:
    """The package with parts put in or replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [name for name in old.namelist() if name not in change]:
            new.writestr(name, old.read(name))
        for name, part in change.items():
            new.writestr(name, part)
    return written.getvalue()


def test_footnotes_stand_at_the_end() -> None:
    content = saved(minutes())
    relations = zipfile.ZipFile(io.BytesIO(content)).read("word/_rels/document.xml.rels")
    related = b'<Relationship Id="n1" Type="http://x/footnotes" Target="footnotes.xml"/></Relationships>'
    note = "<w:footnote{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>"
    told = note.format("", "Noten") + note.format(" w:type='separator'", "-----")
    notes = f"<w:footnotes {NAMES}>{told}</w:footnotes>".encode()
    parts = {"word/_rels/document.xml.rels": relations.replace(b"</Relationships>", related), "word/footnotes.xml": notes}
    assert shown(text("referat.docx", rewritten(content, parts)))[-1] == "¶ Noten"


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hemmelig")
    entity = f"<!DOCTYPE w [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
    body = f"{entity}<w:document {NAMES}><w:body><w:p><w:r><w:t>Ref&x;</w:t></w:r></w:p></w:body></w:document>"
    content = rewritten(saved(minutes()), {"word/document.xml": body.encode()})
    assert "hemmelig" not in text("referat.docx", content).text


def document_of(body: str) -> bytes:
    return rewritten(saved(docx.Document()), {"word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode()})


def zipped(name: str, part: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return content.getvalue()


LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]>"

HOSTILE = {
    "bytes": random.Random(2).randbytes(50_000),
    "zip": zipped("readme.txt", b"no Word file"),
    "bomb": zipped("word/document.xml", b" " * 60_000_000),
    "compound": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "broken-xml": rewritten(saved(docx.Document()), {"word/document.xml": b"<w:document>"}),
    "no-body": rewritten(saved(docx.Document()), {"word/document.xml": f"<w:document {NAMES}/>".encode()}),
    "macros": rewritten(saved(docx.Document()), {"[Content_Types].xml": b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"}),
    "laughs": rewritten(saved(docx.Document()), {"word/document.xml": f"{LAUGHS}<w:document {NAMES}>&i;</w:document>".encode()}),
    "empty": saved(docx.Document()),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_at_once(content: bytes) -> None:
    started = time.perf_counter()
    assert outcome(lambda: text("referat.docx", content)) != "read"
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400,
        "<w:sdt><w:sdtContent>" * 100 + "<w:p><w:r><w:t>bund</w:t></w:r></w:p>" + "</w:sdtContent></w:sdt>" * 100,
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr><w:p><w:r><w:t>bred</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='999999'/></w:trPr><w:tc><w:p><w:r><w:t>bred</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:sym w:char='D800'/><w:t>&#xFFFD;</w:t></w:r></w:p>" * 2_000,
    ],
    ids=["nested-tables", "nested-controls", "wide-span", "wide-start", "surrogates"],
)
def test_a_strange_body_ends_soon(body: str) -> None:
    started = time.perf_counter()
    outcome(lambda: text("referat.docx", document_of(body)))
    assert time.perf_counter() - started < 3


def test_a_mutated_file_is_read_or_refused() -> None:
    content, chance = saved(minutes()), random.Random(3)
    for _ in range(60):
        broken = bytearray(content)
        for _ in range(chance.choice((1, 5, 50))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        cut = bytes(broken[: chance.choice((len(broken), chance.randrange(4, len(broken))))])
        outcome(lambda cut=cut: text("referat.docx", cut))  # type: ignore[misc]


@pytest.mark.parametrize("ending", [".doc", ".docm", ".DOC", ".odt"])
def test_other_word_files_are_refused_with_what_to_do(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"referat{ending}"
    file.write_bytes(b"x")
    with pytest.raises(UnreadableDocument, match=r"save it as \.docx or PDF"):
        open_document(file)
