"""Text grouped under the labels that stand in it ("Beslutning", "Bilag", "Mødedeltagere")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders import columns, names, organisations, recurring
from loaders.blocks import Block, Kind
from loaders.heading_lines import is_sentence
from loaders.labels import before_names, in_list, label_of, proposes
from loaders.lexicon import Cue, lexicon
from loaders.passage import Passage, join

KNOWN_IN_ITEMS = frozenset(
    {
        "case-text",
        "recommendation",
        "decision",
        "attachments",
        "attendees",
        "further-attendees",
        "absentees",
        "substitutes",
        "closed",
        "case-number",
        "chair",
        "end",
        "next-meeting",
        "secretary",
        "agenda-part",
        "signatures",
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one label: `code` in `code:cue/` ("" before any label), the label's line, and the blocks, the rest of that line first."""

    code: str
    label: Block | None
    blocks: tuple[Block, ...]


def sections(blocks: Iterable[Block], codes: frozenset[str] | None = None, learned: recurring.Learned | None = None) -> Iterator[Section]:
    """Blocks grouped under the labels among them; `codes` limits which labels count, `learned` are the document's own."""
    code, label, held, level = "", None, [], 0  # type: tuple[str, Block | None, list[Block], int]
    inline = grouped = False
    before = ""
    blocks = tuple(blocks)
    for index, block in enumerate(blocks):
        if block.kind is Kind.FURNITURE:
            continue
        outcome = code == "decision" and not held and _is_outcome(block)
        cue = None if outcome else _announced(blocks, index, code, held) or recurring.cue(block, learned or {})
        if cue and (codes is None or cue.code in codes):
            if held or label:
                yield Section(code, label, tuple(held))
            before = before if code in _ROLLS else code
            code, label, held = cue.code, block, _rest(block, cue)
            inline = bool(held) and block.kind in (Kind.LINE, Kind.HEADING)
            level = block.level if block.kind is Kind.HEADING else 7
            grouped = cue.code in _PEOPLE and not held and _is_group(_next(blocks, index))
        elif (before == "decision" and code in _ROLLS and _decides(block)) or (code == "end" and block.gap):
            yield Section(code, label, tuple(held))
            code, label, held = before, None, [block]
        elif held and _tells_outcome(block) and _may_tell(code, held[-1], block):
            yield Section(code, label, tuple(held))
            code, label, held = "", None, [block]
        elif label and code != "case-text" and _closes(block, cue, code, level, grouped):
            yield Section(code, label, tuple(held))
            code, label, held, level = "", block, [], block.level
        elif block.kind is Kind.LINE and block.gap and (_is_noted(code, held, inline) or (code in _MAY_END and _is_over(code, held, inline, block))):
            yield Section(code, label, tuple(held))
            code, label, held = "", None, [block]
        else:
            held.append(block)
    if held or label:
        yield Section(code, label, tuple(held))


def _announced(blocks: tuple[Block, ...], index: int, code: str, held: list[Block]) -> Cue | None:
    """The label that a block is, where it stands as labels do."""
    block, following = blocks[index], _next(blocks, index)
    if unmarked := before_names(block):
        return unmarked
    cue = label_of(block) or (in_list(block, following) if code != "attachments" else None)
    if cue and block.kind is Kind.LINE and (not _labels(block, cue, following) or _is_remark(block, cue, following) or _says_it(block, cue)):
        return None
    if cue and cue.code in _OFFICES and code in _PEOPLE and _is_listed(block, cue, following):
        return None
    if cue is None and code in _BEFORE_DECISION:
        return proposes(block)
    if cue and cue.code == code == "recommendation" and _UNFINISHED.fullmatch(block.text.text[cue.end :].strip()):
        return None  # it goes on under the label above it
    # "Referat fra gruppens møde" right below another attachment is one more.
    listed = code == "attachments" and held and block.kind is Kind.LINE and not block.gap
    return None if cue and listed and not block.text.text[: cue.end].rstrip().endswith(":") else cue


_BEFORE_DECISION = frozenset({"", "case-text", "case-number"})
_OFFICES = frozenset({"chair", "body-chair", "vice-chair", "secretary"})


def _is_listed(block: Block, cue: Cue, following: Block | None) -> bool:
    """ "Formand: Ane Holm" among those who came: an office is said of one of the list, which goes on right below."""
    goes_on = following is not None and following.kind is block.kind and not following.gap and label_of(following) is None
    return bool(cue.end < len(block.text) and goes_on and following and names.name_pattern().search(following.text.text))


def _says_it(block: Block, cue: Cue) -> bool:
    """ "Vedtaget." is the whole decision; "Vedtaget:" announces it."""
    text = block.text.text
    return cue.code in ("decision", "signatures") and cue.end >= len(text) and text.endswith(".") and bool(lexicon().outcomes(text))


def _is_outcome(block: Block) -> bool:
    """ "Anbefales" right below the decision's label is what was decided, and announces nothing."""
    text = block.text.text.rstrip()
    return not text.endswith(":") and len(text.split()) <= 2 and bool(lexicon().outcomes(text))


def _tells_outcome(block: Block) -> bool:
    """A sentence that says what came of the item is no attachment ("Referatet blev godkendt.")."""
    text = block.text.text.rstrip()
    sentence = block.kind is Kind.LINE and text[:1].isupper() and text.endswith(".") and len(text.split()) > 2
    return (sentence or _points(block)) and bool(lexicon().outcomes(text))


def _may_tell(code: str, before: Block, block: Block) -> bool:
    """May what came of the item stand under a label that announces something else: attachments, or a list of proposals that it ends?"""
    return code == "attachments" or (code == "recommendation" and (before.kind is Kind.ITEM or _points(block)))


_ARROW = re.compile(r"(?:[→⇒➔►▶]|[-=]>)\s*(?=[^\W\d])")


def _points(block: Block) -> bool:
    """An arrow before what came of it ("→ Godkendt.")."""
    return block.kind is Kind.LINE and _ARROW.match(block.text.text) is not None


_ROLLS = frozenset({"attendees", "further-attendees", "absentees", "substitutes", "chair", "secretary"})


def _decides(block: Block) -> bool:
    """Does a line tell what came of the item, and not who was away: "Fraværende: Bo Lund" stands above many a decision, or within it?"""
    text = block.text.text
    cue = label_of(block)
    told = bool(lexicon().outcomes(text)) or lexicon().is_cue(text, "none")
    return told and block.kind in (Kind.LINE, Kind.ITEM) and (cue is None or cue.code == "none")


def _is_noted(code: str, held: list[Block], inline: bool) -> bool:
    """A few words behind a label of a case's text on its own line ("Sagsgang: ÆR, VPU") are all of it."""
    return code == "case-text" and inline and len(held) == 1 and len(held[0].text) < _LONGEST_NOTE and not held[0].text.text.endswith(".")


_LONGEST_NOTE = 50
_MAY_END = frozenset({"recommendation", "attachments", "case-number"})


def _is_over(code: str, held: list[Block], inline: bool, block: Block) -> bool:
    """Is a paragraph set apart no part of what the label announced? So it is behind a text on the label's own line, or behind a list."""
    text = block.text.text
    if code == "case-number":
        return bool(held)
    if code == "attachments":
        return bool(held) and (is_sentence(text) or (held[-1].kind is Kind.ITEM and (text.endswith(".") or len(text.split()) > _LONGEST_TITLE)))
    listed = bool(held) and (held[-1].kind is Kind.ITEM or _AT.match(held[-1].text.text) is not None)
    if not held or not (inline or listed) or re.match(r"(?:at|og|samt)\s", text, re.IGNORECASE):
        return False
    return held[-1].kind is Kind.ITEM or not re.search(r"(?:[:,]|\bat|\bog)$", held[-1].text.text.rstrip())


_LONGEST_TITLE = 8  # words
_AT = re.compile(r"at\s", re.IGNORECASE)  # "at klyngen drøfter …", a line of a list without marks
_PEOPLE = frozenset({"attendees", "further-attendees"})


def _closes(block: Block, cue: Cue | None, code: str, level: int, grouped: bool) -> bool:
    """Does a heading on the label's own level, or a higher one, end what stands under the label?"""
    return block.kind is Kind.HEADING and block.level <= level and not (grouped and _is_group(block)) and not _groups(block, cue, code)


def _is_group(block: Block | None) -> bool:
    """A heading that is no label and has no number, right below "Deltagere", heads some of those: there every heading of the list may look alike."""
    return block is not None and block.kind is Kind.HEADING and label_of(block) is None and not re.match(r"\w*\d", block.text.text)


def _groups(block: Block, cue: Cue | None, code: str) -> bool:
    """Does a heading in a list of people name a side ("Fra kommunerne") or an organisation, and so go on with it where all headings look alike?"""
    if code not in _PEOPLE or (cue is not None and cue.code != "side"):
        return False
    side = cue is not None and cue.end >= len(block.text)
    first = organisations.organisation(re.split(r"\s+og\s+|,\s*", block.text.text.strip(" :"))[0])
    return side or (first is not None and first.known)


def _next(blocks: tuple[Block, ...], index: int) -> Block | None:
    return blocks[index + 1] if index + 1 < len(blocks) else None


def _is_remark(block: Block, cue: Cue, following: Block | None) -> bool:
    """ "AFBUD" as the last of the lines about one person, one field a line, is that person's."""
    alone = cue.code == "absentees" and not block.gap and not block.text.text.rstrip().endswith(":") and not _names_behind(block, cue)
    return alone and (following is None or following.gap)


def _names_behind(block: Block, cue: Cue) -> bool:
    """ "Afbud: Ane Holm" and "Afbud: Ingen" tell of others than the person above."""
    said = block.text.text[cue.end :].strip()
    nobody = re.match(rf"(?:{lexicon().cue_words('none')})(?!\w)", said, re.IGNORECASE)
    return ":" in block.text.text[: cue.end] and bool(nobody or names.name_pattern().search(said))


_UNFINISHED = re.compile(r"at\s+[\wæøå-]+(?:\s+[\wæøå-]+)?:?", re.IGNORECASE)  # "Det indstilles, at klyngen" above a list
_THAT = re.compile(r"(?<=,)\s*at\s+\S|(?<=, )at\s+\S")  # "Administrationen indstiller, at …" on one line
_NO_FIELDS = frozenset({"secretary", "chair"})  # who leads or minutes one meeting; a page's card of a person has no such field


def _labels(block: Block, cue: Cue, following: Block | None) -> bool:
    """Does a label on a line really label something: does it fill the line, or end in a colon or a dash?

    The name of an office alone on a line is a field of the person above it ("formand", one field a line), unless a colon follows, or space
    stands before it and a line right below it.
    """
    text = block.text.text
    label = text[: cue.end].rstrip()
    if cue.code in ("attendees", "attachments") and cue.end == 0:
        return True
    if cue.code == "recommendation" and (_UNFINISHED.fullmatch(text[cue.end :].strip()) or _THAT.match(text, cue.end)):
        return True
    marked = label.endswith((":", "-", "–", "./.")) or cue.code == "end" or (label.isupper() and cue.end < len(text))
    if marked or cue.code not in _OFFICES:
        return marked or cue.end >= len(text)
    if cue.end < len(text) or not block.gap or following is None or lexicon().cue(following.text.text):
        return False
    return not following.gap or (cue.code in _NO_FIELDS and _is_short_name(following.text.text))


def _is_short_name(text: str) -> bool:
    """A name, and hardly more ("Formand Ane Holm")."""
    return names.name_pattern().search(text) is not None and len(text.split()) <= _LONGEST_OFFICER and not text.endswith(".")


_LONGEST_OFFICER = 6


def _rest(block: Block, cue: Cue) -> list[Block]:
    """What follows a label on its line, or stands in the next cell of its row."""
    if block.kind is Kind.ROW and block.cells:
        if columns.header(block.cells):
            return [block]
        cells = [cell for cell in block.cells[1:] if cell]
        if len(cells) == 2 and names.looks_like_name(cells[1].text):
            return [Block(Kind.ROW, join(cells), True, cells=tuple(cells))]
        return [Block(Kind.LINE, cell, True) for cell in cells if not _is_label(cell)]
    rest = block.text[cue.end :].strip()
    return [Block(Kind.LINE, rest, True)] if rest else []


def _is_label(cell: Passage) -> bool:
    cue = lexicon().cue(cell.text)
    return cue is not None and cue.end >= len(cell)
