"""Agenda items: case numbers, recommendations, decisions and their outcomes, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from loaders import agenda_table
from loaders.blocks import Block, Kind, paragraphs
from loaders.items import CASE_NUMBER, LABELLED_CASE_NUMBER, Item
from loaders.lexicon import lexicon
from loaders.model import AgendaItem, Attachment, Decision, Recommendation
from loaders.numbering import is_code
from loaders.passage import Passage, join
from loaders.sections import Section
from loaders.sentences import sentences

_AT = re.compile(r"^(?:[-–•]\s*)?at\s+", re.IGNORECASE)
_FIRST_AT = re.compile(r"(?:^|[\s,:])(at)\s+(?=\S)", re.IGNORECASE)
_ANOTHER = re.compile(r",?\s+(?:og|samt)\s+(?=at\s)|;\s*(?=at\s)|,\s+og\s+(?=at\s)", re.IGNORECASE)
_INTRODUCES = re.compile(r"(?:indstille[rs]?|anbefale[rs]?|foreslår|indstiller til|følgende)\b[^.]*[:,]?$", re.IGNORECASE)
_CLOSED = re.compile(r"\blukket(?:\s+(?:punkt|sag|dagsorden))?\b", re.IGNORECASE)
_PROPOSES = re.compile(
    r"[^,.;:]{0,50}?(?:administration|sekretariat|forvaltning|styregruppe|direktion|formandskab)\w*\s(?:indstiller|anbefaler|foreslår)[^,.;:]{0,40},?\s(?P<what>at\s)",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:[\s,;]+(?:og|samt))?[\s,.;]*$", re.IGNORECASE)
_SEVERAL_ON_A_LINE = re.compile(
    r";\s+|,\s+(?=[A-ZÆØÅ]|\d{1,2}\)\s+[A-ZÆØÅ])|\s+[·•|]\s+|(?<=\w)\.?\s+(?=\d{1,2}[.)]\s+[A-ZÆØÅ])|(?<=[\w.)])\s+(?=[Bb]ilag\s+\d)"
)
_FILE_WORDS = re.compile(r"[^\W_]+")
_NUMBERED_ATTACHMENT = re.compile(r"^\d{1,2}[.)]?\s+(?=[^\W\d])|^bilag\s*(?:nr\.?\s*)?\d+(?:\.\d+)?[a-z]?\s*[:.\-–)]*\s*", re.IGNORECASE)
_TYPE_PREFIX = re.compile(r"^(?P<type>[A-ZÆØÅ]{5,})\s*[:–-]\s+(?=\S)")
_KIND = re.compile(r"^(?!Tema)(?P<type>[A-ZÆØÅ][a-zæøå]{5,})(?::|\s+[-–])\s+(?=[A-ZÆØÅ])")
"""What kind of item it is, before its title ("Beslutning: Mødeplan for 2024", "Meddelelse - Ny rapport"); a theme is a part of the title."""
_NUMBER_IN_TITLE = re.compile(rf"\s*\((?:sag(?:snr)?\.?:?\s+)?(?P<number>{CASE_NUMBER.pattern})\)\s*$", re.IGNORECASE)

_LABELLED = re.compile(rf"(?:sags?\s?(?:nr|nummer|-id)?|j(?:ournal)?\.?\s*nr)\.?\s*:?\s*(?P<number>{LABELLED_CASE_NUMBER})", re.IGNORECASE)
_BESIDE_BADGE = re.compile(
    rf"(?:sags?nr\.?:?\s*|[A-ZÆØÅ]{{2,8}}\s*/\s*)?(?P<number>{CASE_NUMBER.pattern})\s+(?:[^\d]*\s)?(?:åben|åbent|lukket)\s+(?:sag|punkt)$",
    re.IGNORECASE,
)
"""A line with the case number and whether the item is open ("DIKEOL / 08/3208 ÅBEN SAG")."""
_WITH_INITIALS = re.compile(rf"(?P<number>{CASE_NUMBER.pattern})\s+[a-zæøå]{{2,5}}")  # "KMI-2022-00117 ckc", whose case it is
_NUMBER_BEHIND = re.compile(rf"\s+(?:[-–]|sag|sagsnr\.?|sagsnummer|j\.?\s*nr\.?):?\s+(?P<number>{CASE_NUMBER.pattern})\s*$", re.IGNORECASE)
_STOP = re.compile(r"(?:^|(?<=\s))(?P<last>[^\W\d_]{6,}|\d{4}|[A-ZÆØÅ]{2,})\.$")
"""A title's last word and a stop, which is no abbreviation's."""
_BADGE = re.compile(
    r"\s+(?:(?:[-–|·•]\s*)?(?:åben|lukket|offentlig)t?\s+(?:sag|punkt)|\((?:åben|lukket|offentlig)t?(?:\s+(?:sag|punkt))?\))$", re.IGNORECASE
)
_OPEN = re.compile(r"åbent?\s+[-–:]\s+(?=\S)|\((?:åben|lukket|offentlig)t?(?:\s+(?:sag|punkt))?\)\s+(?=\S)", re.IGNORECASE)
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
        recommendations=tuple(_recommendations(sections)),
        decision=_decision(sections),
        attachments=_attachments(sections),
        rule="minutes.agenda.item",
        at=(source.heading.span,),
    )


def _title(title: Passage) -> tuple[Passage, str]:
    """The title without what only says the item's kind ("ORIENTERING: …"), and the case number that it carries in parentheses."""
    kind = _KIND.match(title.text)
    if kind and any(lexicon().is_cue(kind.group("type"), code) for code in ("item-type", "decision")):
        title = title[kind.end() :].strip()
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


def _recommendations(sections: Sequence[Section]) -> Iterator[Recommendation]:
    named = [section for section in sections if section.code == "recommendation"]
    told = [part for section in named for part in _clauses(section)] if named else list(_told(sections))
    for part in filter(None, (clause.without(_DANGLING) for clause in told)):
        yield Recommendation(part.text, "minutes.agenda.recommendation", (part.span,))


def _told(sections: Sequence[Section]) -> Iterator[Passage]:
    """ "Sekretariatet anbefaler, at …" in the text of an item whose decision is labelled, so that this is none."""
    if any(section.code == "decision" for section in sections):
        texts = (whole for section in sections if section.code in ("", "case-text") for _, whole in paragraphs(section.blocks))
        for sentence in (part for whole in texts for part in sentences(whole)):
            if found := _PROPOSES.match(sentence.text):
                yield from _apart(sentence[found.start("what") :])


def _clauses(section: Section) -> list[Passage]:
    """Each thing recommended: a list item, a line that begins with "at", or an at-clause in running text."""
    items = [whole for first, whole in paragraphs(section.blocks) if first.kind is Kind.ITEM and first.level == _outermost(section.blocks)]
    if items:
        return [part for part in items if not lexicon().is_cue(part.text, "none")]
    rows = [cell for block in section.blocks if block.kind is Kind.ROW for cell in block.cells if _AT.match(cell.text)]
    lines = list(_at_lines(section.blocks))
    if rows or lines:
        return [piece for whole in (rows or lines) for piece in _apart(whole)]
    return list(_running(section))


def _outermost(blocks: Iterable[Block]) -> int:
    return min((block.level for block in blocks if block.kind is Kind.ITEM), default=0)


def _at_lines(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Lines that begin with "at", each with the lines it runs on in."""
    held: list[Passage] = []
    for block in blocks:
        if block.kind not in (Kind.LINE, Kind.HEADING):
            continue
        if _AT.match(block.text.text):
            if held:
                yield join(held)
            held = [block.text]
        elif held and not block.gap:
            held.append(block.text)
        elif held:
            yield join(held)
            held = []
    if held:
        yield join(held)


_COUNTED = re.compile(r"(?:^|\s)\(?(?:\d|[a-e])\)\s+")


def _apart(clause: Passage) -> Iterator[Passage]:
    """ "at klyngen drøfter A, at klyngen godkender B": a new recommendation where the same subject begins again, or behind "og at".

    Or where they are counted on one line ("at 1) planen drøftes, 2) den sendes i høring").
    """
    if len(_COUNTED.findall(clause.text)) > 1:
        yield from (part.strip(" ,;") for part in clause.split(_COUNTED) if len(part) > 3)
        return
    subject = re.match(r"(at\s+)?(\S+)", clause.text, re.IGNORECASE)
    again = rf"|,\s+(?:og\s+)?(?={re.escape(subject.group(1) or '')}{re.escape(subject.group(2))}\b)" if subject else ""
    yield from clause.split(re.compile(_ANOTHER.pattern + again, re.IGNORECASE))


def _running(section: Section) -> Iterator[Passage]:
    """Recommendations in running text: "Administrationen indstiller, at … og at …", or a sentence of its own."""
    for sentence in (part for _, whole in paragraphs(section.blocks) for part in sentences(whole)):
        text = sentence.text
        cue = lexicon().cue(text)
        if lexicon().is_cue(text, "none") or (cue and cue.end >= len(text)):
            continue
        found = _FIRST_AT.search(text)
        if found:
            yield from _apart(sentence[found.start(1) :])
        elif not _INTRODUCES.search(text.rstrip(" :")) or text.rstrip().endswith("."):
            yield from _apart(sentence)


def _decision(sections: Sequence[Section]) -> Decision | None:
    parts = [whole for section in sections if section.code == "decision" for _, whole in paragraphs(section.blocks)]
    parts = [part for part in parts if part and not re.fullmatch(r"[-–\s.]*", part.text)]
    rule = "minutes.agenda.decision"
    if not any(section.code == "decision" for section in sections):
        parts, rule = list(_unlabelled(_behind_case(sections))), "minutes.agenda.decision.unlabelled"
    if not parts:
        return None
    text = " ".join(part.text for part in parts)
    outcomes = tuple(dict.fromkeys(outcome for part in parts for outcome in _outcomes(part)))
    return Decision(text, outcomes, rule, tuple(part.span for part in parts))


def _outcomes(part: Passage) -> Iterator[str]:
    """What came of it; "at godkende planen", with which a decision goes on from its label, says it by an infinitive, and so does a second one."""
    yield from lexicon().outcomes(_AT.sub(_DECIDED, part.text))
    for found in _TWO_INFINITIVES.finditer(_AT.sub(_DECIDED, part.text)):
        yield from lexicon().outcomes(_DECIDED + found.group("second"))


_DECIDED = "besluttede at "
# Of two: in "at bede regionen om at udsætte planen og at godkende budgettet" nobody knows who approves.
_TWO_INFINITIVES = re.compile(r"\bbeslutte(?:de|des|t)\s+at\s+(?:(?!\bat\b)[^.;:])*?,?\s+(?:og|samt)\s+at\s+(?P<second>[^.;:]*)", re.IGNORECASE)


_SHORTEST_CASE = 60  # characters; "Sagsgang: ÆR, VPU" tells nothing of what others decided


def _behind_case(sections: Sequence[Section]) -> Sequence[Section]:
    """All of an item, or where a case text tells of what others have decided, what stands behind what was recommended or is enclosed."""
    if not any(section.code == "case-text" and sum(len(block.text) for block in section.blocks) >= _SHORTEST_CASE for section in sections):
        return sections
    last = max((at for at, section in enumerate(sections) if section.code in ("recommendation", "attachments")), default=len(sections))
    return sections[last + 1 :]


def _unlabelled(sections: Sequence[Section]) -> Iterator[Passage]:
    """In an item without any label: the paragraphs that say what came of it."""
    for section in sections:
        if not section.code:
            yield from (whole for _, whole in paragraphs(section.blocks) if lexicon().outcomes(whole.text))


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
        pieces = list(text.split(_SEVERAL_ON_A_LINE if on_label else re.compile(r";\s+")))
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
