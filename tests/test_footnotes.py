"""Facts that stand in notes, boxes and numbers that no text holds, beside stamps: what each format tells is what the Markdown tells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

import docx
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph
from lxml import etree
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from tests.meeting_in_formats import facts, reading, shown, text
from tests.test_docx import NAMES, put, rewritten, saved
from tests.test_html import page
from tests.test_pdf import drawn

HEAD = ("Sundhedsklynge Holbæk", "Referat", "Dato: Tirsdag den 4. marts 2025", "Tidspunkt: kl. 9.30-11.45", "Sted: Kalundborg Rådhus")
PEOPLE = (
    ("Gunhild Rask Thorup, regionsrådsmedlem (A), formand", ""),
    ("Ejvind Staal, regionsrådsmedlem (O)", "Afbud."),
    ("Ditte Malling, borgmester, Kalundborg Kommune (C)", "Afbud. Jon Udby (C) mødte som stedfortræder."),
    ("Viggo Æbelø, vicedirektør, Holbæk Sygehus", "Forlod mødet under punkt 2."),
    ("Mogens Ørtved, velfærdsdirektør, Holbæk Kommune", ""),
)
ITEMS = (("Godkendelse af dagsorden", "Dagsordenen blev godkendt."), ("Fælles vagt", "Klyngen drøftede vagten."))
NUMBERING = (
    f"<w:abstractNum {NAMES} w:abstractNumId='90'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    "</w:abstractNum>"
)
NOTES = tuple(note for _, note in PEOPLE if note)


def markdown() -> bytes:
    marks = iter(range(1, 9))
    people = [f"- {person}" + (f"[^{next(marks)}]" if note else "") for person, note in PEOPLE]
    items = [line for number, (title, said) in enumerate(ITEMS, 1) for line in (f"## {number}. {title}", "### Beslutning", said)]
    notes = [f"[^{number}]: {note}" for number, note in enumerate(NOTES, 1)]
    return "\n\n".join((f"# {HEAD[0]}", *HEAD[1:], "## Deltagere", "\n".join(people), *items, *notes)).encode()


def assert_says_the_same(name: str, content: bytes) -> None:
    expected = facts(reading("minutes.md", markdown()))
    assert sorted(row[-2] for row in expected["attendance"]) == ["absent", "absent", "partial", "present", "present", "present"]
    assert len(expected["agenda"]) == len(ITEMS)
    assert facts(reading(name, content)) == expected


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_of_word_stand_behind_their_marks(kind: str) -> None:
    content = with_notes(word(lambda paragraph, number: put(paragraph, f"<w:r><w:{kind}Reference w:id='{number + 6}'/></w:r>")), kind)
    assert_says_the_same("referat.docx", content)
    mark = {"footnote": "¹", "endnote": "ⁱ"}[kind]
    assert f"• Ejvind Staal, regionsrådsmedlem (O){mark}" in shown(text("referat.docx", content))


def test_a_mark_that_the_author_typed_is_not_counted() -> None:
    def typed(paragraph: Paragraph, number: int) -> None:
        put(paragraph, f"<w:r><w:footnoteReference w:customMarkFollows='1' w:id='{number + 6}'/><w:t>{'*' * number}</w:t></w:r>")

    notes = [f"{'*' * number} {note}" for number, note in enumerate(NOTES, 1)]
    assert_says_the_same("referat.docx", with_notes(word(typed), "footnote", notes))


def test_raised_numbers_typed_in_word() -> None:
    def raised(paragraph: Paragraph, number: int) -> None:
        paragraph.add_run(str(number)).font.superscript = True

    told = word(raised)
    for number, note in enumerate(NOTES, 1):
        paragraph = told.add_paragraph()
        raised(paragraph, number)
        paragraph.add_run(f" {note}")
    assert_says_the_same("referat.docx", saved(told))


def word(refer: Callable[[Paragraph, int], None]) -> Word:
    """The minutes, their items numbered by Word; `refer` writes the reference to a note."""
    made = docx.Document()
    made.part.numbering_part.element.insert(0, parse_xml(NUMBERING))
    made.part.numbering_part.element.append(parse_xml(f"<w:num {NAMES} w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))
    made.add_heading(HEAD[0], 1)
    for line in HEAD[1:]:
        made.add_paragraph(line)
    made.add_heading("Deltagere", 2)
    for (person, note), number in zip(PEOPLE, numbered(), strict=True):
        paragraph = made.add_paragraph(person, "List Bullet")
        if note:
            refer(paragraph, number)
    for title, said in ITEMS:
        heading = made.add_heading(title, 2)
        heading._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {NAMES}><w:ilvl w:val='0'/><w:numId w:val='90'/></w:numPr>"))
        made.add_heading("Beslutning", 3)
        made.add_paragraph(said)
    return made


def numbered() -> Iterator[int]:
    """For each person, the number of the last note up to there."""
    return accumulate(bool(note) for _, note in PEOPLE)


def with_notes(made: Word, kind: str, notes: Sequence[str] = NOTES) -> bytes:
    """The file with its notes, numbered by the file in an order of its own, as Word does."""
    content = saved(made)
    relations = zipfile.ZipFile(io.BytesIO(content)).read("word/_rels/document.xml.rels")
    related = f'<Relationship Id="n1" Type="http://x/{kind}s" Target="{kind}s.xml"/></Relationships>'.encode()
    space = f"<w:{kind} w:type='separator' w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>"
    told = "".join(
        f"<w:{kind} w:id='{number + 6}'><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space='preserve'> {note}</w:t></w:r></w:p></w:{kind}>"
        for number, note in enumerate(notes, 1)
    )
    parts = {
        "word/_rels/document.xml.rels": relations.replace(b"</Relationships>", related),
        f"word/{kind}s.xml": f"<w:{kind}s {NAMES}>{space}{told}</w:{kind}s>".encode(),
    }
    return rewritten(content, parts)


# A reference to the note of a number, the note itself, and what stands around all notes: as pandoc, Word and an author's own hand write them.
PAGES = {
    "a list that links back": (
        '<a href="#fn{0}" id="ref{0}"><sup>{0}</sup></a>',
        '<li id="fn{0}"><p>{1} <a href="#ref{0}" role="doc-backlink">↩︎</a></p></li>',
        '<section role="doc-endnotes"><hr><ol>{}</ol></section>',
    ),
    "a link within what is raised": ('<sup><a href="#fn{0}">[{0}]</a></sup>', '<li id="fn{0}"><a href="#ref{0}">↑</a> {1}</li>', "<ol>{}</ol>"),
    "in brackets, as Word writes pages": (
        '<a href="#_ftn{0}" name="_ftnref{0}"><span>[{0}]</span></a>',
        '<div id="ftn{0}"><p><a href="#_ftnref{0}" name="_ftn{0}"><span>[{0}]</span></a> {1}</p></div>',
        "<div><hr>{}</div>",
    ),
    "without links": ("<sup>{0}</sup>", "<p><sup>{0}</sup> {1}</p>", "{}"),
}


@pytest.mark.parametrize("form", PAGES)
def test_notes_of_a_page_stand_behind_their_marks(form: str) -> None:
    reference, note, around = PAGES[form]
    people = "".join(f"<li>{person}{reference.format(n) if said else ''}</li>" for (person, said), n in zip(PEOPLE, numbered(), strict=True))
    items = "".join(f"<h2>{n}. {title}</h2><h3>Beslutning</h3><p>{said}</p>" for n, (title, said) in enumerate(ITEMS, 1))
    notes = around.format("".join(note.format(number, said) for number, said in enumerate(NOTES, 1)))
    top = "".join(f"<p>{line}</p>" for line in HEAD[1:])
    content = page(f"<main><h1>{HEAD[0]}</h1>{top}<h2>Deltagere</h2><ul>{people}</ul>{items}{notes}</main>")
    assert_says_the_same("referat.html", content)


def test_a_power_is_raised_and_a_link_to_a_part_of_the_page_is_none() -> None:
    told = page("<main><p>120 m<sup>2</sup></p><p>Se <a href='#p2'>punkt 2</a> og <a href='#p3'>3</a></p><p id=p2>To</p><p id=p3>Tre</p></main>")
    assert shown(text("side.html", told))[1:3] == ["¶ 120 m²", "¶ Se punkt 2 og 3"]


def test_notes_at_the_foot_of_a_page_stand_behind_their_marks() -> None:
    assert_says_the_same("referat.pdf", drawn(sheet()))


def test_what_is_stamped_on_a_page_says_nothing() -> None:
    """A draft's watermark, a journal's stamp up the margin, and the sender's address beside the head."""

    def page(canvas: Canvas) -> None:
        for angle, left, base, size, told in ((52, 150, 250, 90, "UDKAST"), (90, 30, 300, 9, "Journalnr. 25/4711 Modtaget 7. marts 2025")):
            canvas.saveState()
            canvas.translate(left, base)
            canvas.rotate(angle)
            canvas.setFont("Helvetica-Bold", size)
            canvas.drawString(0, 0, told)
            canvas.restoreState()
        canvas.setFont("Helvetica", 8)
        for row, told in enumerate(("Region Sjælland", "Alléen 15", "4180 Sorø", "Tlf. 70 15 50 00", "www.regionsjaelland.dk")):
            canvas.drawString(440, 790 - 10 * row, told)
        sheet()(canvas)

    assert_says_the_same("referat.pdf", drawn(page))


def sheet() -> Callable[[Canvas], None]:
    """The minutes on a page, with their notes at its foot."""

    def draw(canvas: Canvas) -> None:
        told = canvas.beginText(60, 780)
        for size, line in ((18, HEAD[0]), *((10, line) for line in HEAD[1:]), (14, "Deltagere")):
            told.setFont("Helvetica-Bold" if size > 10 else "Helvetica", size, 20)
            told.textLine(line)
        for (person, note), number in zip(PEOPLE, numbered(), strict=True):
            told.setFont("Helvetica", 10, 14)
            told.textOut(f"• {person}")
            refer(told, str(number) if note else "", 10)
            told.textLine()
        for number, (title, said) in enumerate(ITEMS, 1):
            for font, size, line in (("Helvetica-Bold", 14, f"{number}. {title}"), ("Helvetica-Bold", 10, "Beslutning"), ("Helvetica", 10, said)):
                told.setFont(font, size, 24 if size > 10 else 14)
                told.textLine(line)
        told.moveCursor(0, 200)
        for number, note in enumerate(NOTES, 1):
            refer(told, str(number), 8)
            told.textLine(f" {note}")
        canvas.drawText(told)

    return draw


def refer(told: PDFTextObject, number: str, size: float) -> None:
    """A number above the line."""
    told.setFont("Helvetica", 0.6 * size, 12)
    told.setRise(0.35 * size)
    told.textOut(number)
    told.setRise(0)
    told.setFont("Helvetica", size, 12)


BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def test_a_list_of_people_in_a_text_box() -> None:
    content = word(lambda paragraph, number: put(paragraph, f"<w:r><w:footnoteReference w:id='{number + 6}'/></w:r>"))
    people = [paragraph for paragraph in content.paragraphs if paragraph.style.name == "List Bullet"]
    label = people[0]._p.getprevious()
    inside = "".join(etree.tostring(paragraph._p, encoding="unicode") for paragraph in people)
    for paragraph in people:
        paragraph._p.getparent().remove(paragraph._p)
    put(Paragraph(label, content._body), BOX.format(inside))
    assert_says_the_same("referat.docx", with_notes(content, "footnote"))
