"""A document as its secretary would have written it in Word: styles, real lists and tables, a header and a footer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph as Written

from tests.written.parts import Heading, Item, Listing, Paragraph, Part, Table

_BETWEEN = Mm(8)  # between two columns of text
_WIDEST = 3  # columns of a table that stands within one column of text


@dataclass(frozen=True, slots=True)
class Look:
    """How it is set: `margin` in millimetres, `table` the style of tables, `box`: a text box anchored in the first paragraph."""

    font: str = "Liberation Sans"
    size: float = 11
    margin: float = 25
    columns: int = 1
    justified: bool = False
    landscape: bool = False
    table: str = "Table Grid"
    box: str = ""


PLAIN = Look()
LOOKS: dict[str, Look] = {
    "plain": PLAIN,
    "narrow, justified": Look("Liberation Serif", 12, 45, justified=True),
    "two columns": Look("Liberation Sans", 9, 20, columns=2),
    "landscape, tables striped": Look("DejaVu Sans", 10, 15, landscape=True, table="Light List"),
    "tables without lines": Look("DejaVu Serif", 10, 20, table="Normal Table"),
    "a box beside the text": Look(box="Henvendelse sker til rådhusets betjening på hverdage"),
}


def file(parts: Sequence[Part], look: Look = PLAIN) -> bytes:
    word = docx.Document()
    _set(word, look)
    word.sections[0].header.paragraphs[0].text = "Kommunen · Sundhed og omsorg"
    _footer(word.sections[0].footer.paragraphs[0])
    for part in parts:
        _write(word, part, look)
    if look.box:
        word.paragraphs[0].runs[0]._r.append(_box(look.box))
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _set(word: Document, look: Look) -> None:
    section, normal = word.sections[0], word.styles["Normal"]
    normal.font.name, normal.font.size = look.font, Pt(look.size)
    section.page_width, section.page_height = (Mm(297), Mm(210)) if look.landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if look.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(look.margin)
    if look.justified:
        normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _columns(section, look.columns)


def _columns(section: Section, count: int) -> None:
    columns = section._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), str(round(_BETWEEN.twips)))


def _footer(paragraph: Written) -> None:
    """ "Side N", with N counted by Word."""
    paragraph.add_run("Side ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    paragraph._p.append(field)


def _box(text: str) -> object:
    return parse_xml(
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="b" type="#_x0000_t202" style="position:absolute;'
        'margin-left:330pt;margin-top:0;width:120pt;height:60pt;z-index:1;mso-wrap-style:square" stroked="t"><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        '<w10:wrap xmlns:w10="urn:schemas-microsoft-com:office:word" type="square"/></v:shape></w:pict>'
    )


def _write(word: Document, part: Part, look: Look) -> None:
    if isinstance(part, Heading):
        word.add_heading(part.text, part.level)
    elif isinstance(part, Listing):
        for item in part.items:
            _item(word, item)
    elif isinstance(part, Table):
        _table(word, part, look)
    else:
        _paragraph(word, part)


def _table(word: Document, part: Table, look: Look) -> None:
    """As wide as the column that it stands in; one of many columns stands across all of the text's, in a section of its own."""
    width = max(len(row) for row in part.rows)
    across = look.columns > 1 and width > _WIDEST
    if across:
        _columns(word.add_section(WD_SECTION.CONTINUOUS), 1)
    table = word.add_table(len(part.rows), width, look.table)
    if look.columns > 1 and not across:
        section = word.sections[-1]
        text = section.page_width - section.left_margin - section.right_margin
        for column in table.columns:
            column.width = Emu((text - (look.columns - 1) * _BETWEEN) // look.columns // width)
    for row, cells in zip(table.rows, part.rows, strict=True):
        for index, cell in enumerate(cells):
            row.cells[index].text = cell
    if across:
        _columns(word.add_section(WD_SECTION.CONTINUOUS), look.columns)


def _item(word: Document, item: Item) -> None:
    """Typed numbers stay typed: an automatic list would count on over the whole document."""
    if item.marker[:1].isalnum() and item.marker != "o":
        word.add_paragraph(f"{item.marker}\t{item.text}")
    else:
        word.add_paragraph(item.text, "List Bullet 2" if item.level else "List Bullet")


def _paragraph(word: Document, part: Paragraph) -> None:
    paragraph = word.add_paragraph()
    for index, line in enumerate(part.lines):
        if index:
            paragraph.runs[-1].add_break(WD_BREAK.LINE)
        paragraph.add_run(line).bold = part.bold
