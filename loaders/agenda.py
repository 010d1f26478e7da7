"""Agenda items: case numbers, recommendations, decisions and their outcomes, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders import agenda_table, decisions, recommendations
from loaders.blocks import Block, Kind
from loaders.items import CASE_NUMBER, LABELLED_CASE_NUMBER, Item
from loaders.lexicon import lexicon
from loaders.model import AgendaItem, Attachment
from loaders.numbering import is_code
from loaders.passage import Passage, join
from loaders.sections import Section

_CLOSED = re.compile(r"\blukket(?:\s+(?:punkt|sag|dagsorden))?\b", re.IGNORECASE)
_SEVERAL_ON_A_LINE = re.compile(
    r";\s+|,\s+(?=[A-ZÆØÅ]|\d{1,2}[.)]\s+[A-ZÆØÅ]|\d{1,2}\.\d{1,2}\s+[A-ZÆØÅ])|\s+[·•|/]\s+|(?<=\w)\.?\s+(?=\d{1,2}[.)]\s+[A-ZÆØÅ])|(?<=[\w.)])\s+(?=[Bb]ilag\s+\d)"
)
_SHORT_ONES, _FEW_WORDS = (
    re.compile(r"[,;]\s+"),
    re.compile(r"[^\W\d]+(?:\s[^\W\d]+)?(?:,\s(?!version|udkast|bilag)[^\W\d]+(?:\s[^\W\d]+)?)+", re.IGNORECASE),
)
_FILE_WORDS = re.compile(r"[^\W_]+")
_NUMBERED_ATTACHMENT = re.compile(
    r"^\d{1,2}(?:\.\d{1,2})?[.)]?\s+(?=[^\W\d])|^bilag\s*(?:nr\.?\s*)?\d+(?:\.\d+)?[a-z]?\s*[:.\-–)]*\s*", re.IGNORECASE
)
_TYPE_PREFIX = re.compile(r"^(?P<type>[A-ZÆØÅ]{5,})\s*[:–-]\s+(?=\S)")
_KIND = re.compile(r"^(?!Tema)(?:(?:(?:Sag|Punkt)\s+t|T)il\s+)?(?P<type>[A-ZÆØÅa-zæøå][a-zæøå]{5,})(?::|\s+[-–])\s+(?=[A-ZÆØÅ])")
"""What kind of item it is, before its title ("Beslutning: Mødeplan for 2024", "Meddelelse - Ny rapport"); a theme is a part of the title."""
_LETTER = re.compile(r"^(?:\([BDOIM]\)|\[[BDOIM]\]|[BDOIM]:)\s+(?=[A-ZÆØÅ\d])")
"""The kind by its first letter ("(B) Mødeplan", "O: Ny rapport")."""
_OF_CASE = r"(?:sags?(?:[\s-]?(?:nr|nummer|id))?|j(?:ournal)?\.?\s*nr)\.?:?\s+"
_NUMBER_IN_TITLE = re.compile(rf"\s*[(\[](?:{_OF_CASE})?(?P<number>{CASE_NUMBER.pattern})[)\]]\s*$", re.IGNORECASE)

_LABELLED = re.compile(rf"(?:sags?\s?(?:nr|nummer|-id)?|j(?:ournal)?\.?\s*nr)\.?\s*:?\s*(?P<number>{LABELLED_CASE_NUMBER})", re.IGNORECASE)
_BESIDE_BADGE = re.compile(
    rf"(?:sags?nr\.?:?\s*|[A-ZÆØÅ]{{2,8}}\s*/\s*)?(?P<number>{CASE_NUMBER.pattern})\s+(?:[^\d]*\s)?(?:åben|åbent|lukket)\s+(?:sag|punkt)$",
    re.IGNORECASE,
)
"""A line with the case number and whether the item is open ("DIKEOL / 08/3208 ÅBEN SAG")."""
_WITH_INITIALS = re.compile(rf"(?P<number>{CASE_NUMBER.pattern})\s+[a-zæøå]{{2,5}}")  # "KMI-2022-00117 ckc", whose case it is
_NUMBER_BEHIND = re.compile(rf",?\s+(?:[-–]|sag|sagsnr\.?|sagsnummer|j\.?\s*nr\.?):?\s+(?P<number>{CASE_NUMBER.pattern})\s*$", re.IGNORECASE)
_STOP = re.compile(r"(?:^|(?<=\s))(?P<last>[^\W\d_]{6,}|\d{4}|[A-ZÆØÅ]{2,})\.$")
"""A title's last word and a stop, which is no abbreviation's."""
_BADGE = re.compile(
    r"\s+(?:(?:[-–|·•]\s*)?(?:åben|lukket|offentlig)t?\s+(?:sag|punkt)|[-–|·•]\s*(?:åben|lukket|offentlig)t?|\((?:åben|lukket|offentlig)t?(?:\s+(?:sag|punkt))?\))$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"åbent?(?:\s+(?:sag|punkt))?(?:\s+[-–]|:)\s+(?=\S)|\((?:åben|lukket|offentlig)t?(?:\s+(?:sag|punkt))?\)\s+(?=\S)", re.IGNORECASE)
"""What an agenda system sets behind each title, or before it; no part of it."""


def item(source: Item) -> AgendaItem:
    """The facts of one item, presentations and attendance apart."""
    sections = source.sections
    title, in_title = _title(source.title)
    return AgendaItem(
        number=source.number,
        title=title.text,
        case_number=_case_number(source, sections) or in_title,
        closed=_is_closed(source, sections),
        recommendations=recommendations.of(sections),
        decision=decisions.of(sections),
        attachments=_attachments(sections),
        rule="minutes.agenda.item",
        at=(source.heading.span,),
    )


def _title(title: Passage) -> tuple[Passage, str]:
    """The title without what only says the item's kind ("ORIENTERING: …"), and the case number that it carries in parentheses."""
    kind = _KIND.match(title.text)
    if kind and any(lexicon().is_cue(kind.group("type"), code) for code in ("item-type", "decision")):
        title = title[kind.end() :].strip()
    letter = _LETTER.match(title.text)
    title = title[letter.end() :] if letter else title
    found = _TYPE_PREFIX.match(title.text)
    if found and (not title.text.isupper() or any(lexicon().is_cue(found.group("type"), code) for code in ("item-type", "decision"))):
        title = title[found.end() :].strip()
    stop = _STOP.search(title.text)
    title = title[: stop.end("last")] if stop else title
    badge = _BADGE.search(title.text)
    title = title[: badge.start()] if badge else title
    open_ = _OPEN.match(title.text)
    title = title[open_.end() :] if open_ else title
    numbered = _NUMBER_IN_TITLE.search(title.text) or _NUMBER_BEHIND.search(title.text)
    return (title[: numbered.start()].strip(), numbered.group("number")) if numbered else (title, "")


def _is_closed(source: Item, sections: Sequence[Section]) -> bool:
    bracket = re.search(r"\(([^()]*)\)\s*$|^(lukket[^:]*)|lukket\s+(?:sag|punkt)$", source.title.text, re.IGNORECASE)
    return bool(bracket and _CLOSED.search(bracket.group())) or any(section.code == "closed" for section in sections)


def _case_number(source: Item, sections: Sequence[Section]) -> str:
    for cell in (cell for block in source.blocks[:4] for cell in block.cells):
        if found := _LABELLED.fullmatch(cell.text.strip()):
            return found.group("number")
    for block in source.blocks[:4]:
        if is_code(block.text.text) and (number := next((word for word in reversed(block.text.text.split()) if CASE_NUMBER.fullmatch(word)), "")):
            return number  # "27.00.00.Ø00   09/1234": what archives file a case under, and its number
    for section in sorted(sections, key=_is_of_document):
        if section.code == "case-number" and section.blocks:
            first = section.blocks[0].text.text
            found = CASE_NUMBER.search(first)
            if found or any(map(str.isdigit, first.split()[0])):
                return found.group() if found else first.split()[0]
    if source.blocks and re.fullmatch(LABELLED_CASE_NUMBER, source.blocks[0].text.text.strip()):
        return source.blocks[0].text.text.strip()  # "24/2" alone right below the heading
    for block in source.blocks[:4]:
        text = block.text.text.strip(" ()")
        labelled = lexicon().cue(text)
        bare = text[labelled.end :] if labelled and labelled.code == "case-number" else text
        found = CASE_NUMBER.fullmatch(bare.strip()) or _LABELLED.fullmatch(text) or _BESIDE_BADGE.match(text) or _WITH_INITIALS.fullmatch(text)
        if found:
            return found.group(found.lastindex or 0)
    return ""


def _is_of_document(section: Section) -> bool:
    """ "Dok.nr.: 23161" numbers a paper of the case, and not the case."""
    return section.label is not None and section.label.text.text.lower().startswith("dok")


def _attachments(sections: Sequence[Section]) -> tuple[Attachment, ...]:
    """Each attachment once: the case text may name one that the list below the decision gives by its file name."""
    found: list[Attachment] = []
    for section in sections:
        if section.code == "attachments":
            for title in _titles(section.blocks, section.label):
                one = Attachment(_NUMBERED_ATTACHMENT.sub("", title.text).strip(" .;") or title.text, "minutes.agenda.attachment", (title.span,))
                twin = next((index for index, other in enumerate(found) if same_file(one.title, other.title)), None)
                if twin is None:
                    found.append(one)
                else:
                    found[twin] = Attachment(found[twin].title, found[twin].rule, (*found[twin].at, *one.at))
    return tuple(found)


def _titles(blocks: Sequence[Block], label: Block | None) -> Iterator[Passage]:
    held: list[Passage] = []
    for block in blocks:
        on_label = label is not None and block.text.span.start < label.text.span.end
        text = block.text if block.kind is not Kind.ROW else max(block.cells, key=len, default=block.text)
        if not text or block.kind is Kind.FURNITURE or lexicon().is_cue(text.text.rstrip("."), "none") or agenda_table.is_header(block):
            continue
        goes_on = held and block.kind is Kind.LINE and not block.gap and (text.text[:1].islower() or held[-1].text.endswith(("-", ",", " og")))
        if goes_on:
            held.append(text)
            continue
        if held:
            yield join(held)
        short = on_label and _FEW_WORDS.fullmatch(text.text.strip(" .")) is not None  # "Bilag: Retningslinjer, honorartabel"
        pieces = list(text.split(_SHORT_ONES if short else _SEVERAL_ON_A_LINE if on_label else re.compile(r";\s+")))
        yield from pieces[:-1]
        held = pieces[-1:]
    if held:
        yield join(held)


def same_file(one: str, other: str) -> bool:
    """Is one of these the file name of the other: does each of its words begin a word there?

    The minutes of Aarhus of May 2025 name an attachment in the case text and list it again as a file, letters transliterated and words cut.

    >>> same_file("Seks pejlemærker mellem KL og Danske Regioner", "pejlemaerker-kl-og-danske-reg")
    True
    >>> same_file("Budget", "Budget 2025")
    False
    """
    a, b = (tuple(_FILE_WORDS.findall(_plain(text))) for text in (one, other))
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if a == b:
        return True
    return len(short) >= 3 and all(any(word.startswith(part) for word in long) for part in short)


def _plain(text: str) -> str:
    return re.sub(r"\.(?:pdf|docx?|pptx?|xlsx?|msg)$", "", text.lower()).replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
