"""Text grouped under the labels that stand in it ("Beslutning", "Bilag", "Mødedeltagere")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders import field_lists, names, organisations, recurring, told_outcomes
from loaders.blocks import Block, Kind
from loaders.heading_lines import is_sentence
from loaders.labels import before_names, in_list, is_file, label_of, proposes, sided
from loaders.lexicon import Cue, lexicon
from loaders.passage import Passage, join
from loaders.sentences import sentences
from loaders.vocabulary import folded

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
    code, label, held, level, before = "", None, [], 0, ""  # type: tuple[str, Block | None, list[Block], int, str]
    inline = grouped = proposed = False
    blocks = field_lists.as_lines(tuple(blocks)) if codes else tuple(blocks)
    for index, block in enumerate(blocks):
        if block.kind is Kind.FURNITURE:
            continue
        outcome = code == "decision" and not held and told_outcomes.decides_at_once(block, proposed)
        cue = None if outcome else _of_minutes(_cue(blocks, index, code, held, learned or {}), block, code, codes)
        if cue and (codes is None or cue.code in codes):
            if held or label:
                yield Section(code, label, tuple(held))
            before = before if code in _ROLLS else code
            code, label, held = cue.code, block, _rest(block, cue)
            proposed = proposed or code == "recommendation"
            inline = bool(held) and block.kind in (Kind.LINE, Kind.HEADING)
            level = block.level if block.kind is Kind.HEADING else 7
            grouped = cue.code in _PEOPLE and not held and _is_group(_next(blocks, index))
        elif (before == "decision" and code in _ROLLS and told_outcomes.decides(block)) or (code == "end" and block.gap):
            yield Section(code, label, tuple(held))
            code, label, held = before, None, [block]
        elif held and ((told_outcomes.tells_outcome(block) and _may_tell(code, held[-1], block)) or _is_text_below(code, held[-1], block)):
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


def _of_minutes(cue: Cue | None, block: Block, code: str, codes: frozenset[str] | None) -> Cue | None:
    """ "Referat: Ane Holm, sekretariatet" in the head names who took the minutes; in an item it is what was said."""
    if cue is None:
        return _shaped(block, code) if codes else None
    if codes is None or cue.code != "decision" or cue.code in codes:
        return cue
    behind = block.text.text[cue.end :].strip(" .")
    name = names.name_pattern().match(behind) is not None and names.is_given_name(behind.split()[0])
    return Cue("secretary", cue.end) if name and len(behind.split()) <= _LONGEST_OFFICER else cue


def _cue(blocks: tuple[Block, ...], index: int, code: str, held: list[Block], learned: recurring.Learned) -> Cue | None:
    if code not in _LISTED and _seats(blocks[index]):
        return Cue("attendees", 0)
    if code == "attachments" and not held and folded(blocks[index].text.text) in _TITLES_TOO:
        return None
    return _announced(blocks, index, code, held) or recurring.cue(blocks[index], learned)


def _announced(blocks: tuple[Block, ...], index: int, code: str, held: list[Block]) -> Cue | None:
    """The label that a block is, where it stands as labels do."""
    block, following = blocks[index], _next(blocks, index)
    if code != "decision" and (arrow := told_outcomes.arrow(block)):
        return Cue("decision", arrow)
    if unmarked := before_names(block):
        return unmarked
    # "• indstiller til byrådet, at …" below another thing recommended is one more of these
    listing = code == "recommendation" and bool(held) and (held[-1].kind, held[-1].level) == (Kind.ITEM, block.level) and not block.gap
    cue = label_of(block) or (in_list(block, following, listing or code == "decision") if code != "attachments" else None)
    said = cue is not None and told_outcomes.says_it(block, cue)
    if cue and block.kind is Kind.LINE and (not _labels(block, cue, following) or _is_remark(block, cue, following, held) or said):
        return None
    if cue and cue.code in _OFFICES and code in _PEOPLE and _is_listed(block, cue, following):
        return None
    if code in _BEFORE_DECISION and (cue is None or cue.code in ("agenda-part", "item-type")):
        to_decide = _TO_DECIDE.fullmatch(block.text.text.strip()) and following is not None and _AT.match(following.text.text)
        return Cue("recommendation", len(block.text)) if to_decide else cue or proposes(block)
    if cue and cue.code == code == "recommendation" and not held and names.name_pattern().search(block.text.text):
        return None  # "Direktør Bo Lund indstiller, at udvalget:" below "Indstilling" names who does
    if cue and cue.code == code == "recommendation" and _UNFINISHED.fullmatch(block.text.text[cue.end :].strip()):
        return None  # it goes on under the label above it
    # "Referat fra gruppens møde" right below another attachment is one more.
    listed = code == "attachments" and held and block.kind is Kind.LINE and not block.gap
    return None if cue and listed and not block.text.text[: cue.end].rstrip().endswith(":") else cue


_BEFORE_DECISION = frozenset({"", "case-text", "case-number"})
_TITLES_TOO = frozenset({"aftale", "aftaler", "resultat", "resultater"})  # labels that name a paper as well
_TO_DECIDE = re.compile(r"til\s+(?:beslutning|godkendelse|stillingtagen)\s*:?", re.IGNORECASE)  # above "at …"
_OFFICES = frozenset({"chair", "body-chair", "vice-chair", "secretary"})


def _is_listed(block: Block, cue: Cue, following: Block | None) -> bool:
    """ "Formand: Ane Holm" among those who came: an office is said of one of the list, which goes on right below."""
    goes_on = following is not None and following.kind is block.kind and not following.gap and label_of(following) is None
    return bool(cue.end < len(block.text) and goes_on and following and names.name_pattern().search(following.text.text))


def _shaped(block: Block, code: str) -> Cue | None:
    """What a block within an item is by its shape alone."""
    return Cue("attachments", 0) if code != "attachments" and is_file(block) else None


_LISTED = frozenset({"attendees", "further-attendees", "absentees", "substitutes"})


def _seats(block: Block) -> bool:
    """Does a row of two cells put a side before people with a party or a title ("Regionen | Ane Holm (A), Bo Lund (V)")?"""
    if block.kind is not Kind.ROW or len(block.cells) != 2 or not all(block.cells):
        return False
    side, people = block.cells
    return lexicon().is_cue(side.text.strip(" :"), "side") and _MEMBER.search(people.text) is not None


_MEMBER = re.compile(r"\([A-ZÆØÅ]{1,2}\)")


def _may_tell(code: str, before: Block, block: Block) -> bool:
    """May what came of the item stand under a label that announces something else: attachments, or a list of proposals that it ends?"""
    return code == "attachments" or (code == "recommendation" and (before.kind is Kind.ITEM or told_outcomes.points(block)))


def _is_text_below(code: str, before: Block, block: Block) -> bool:
    """Several sentences are no rest of the last proposal's item, however close below it they stand."""
    listed = code == "recommendation" and before.kind is Kind.ITEM and block.kind is Kind.LINE
    return listed and block.text.text[:1].isupper() and sum(1 for _ in sentences(block.text)) > 1


_ROLLS = frozenset({"attendees", "further-attendees", "absentees", "substitutes", "chair", "secretary"})


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
        return bool(held) and (
            is_sentence(text) or ((inline or held[-1].kind is Kind.ITEM) and (text.endswith(".") or len(text.split()) > _LONGEST_TITLE))
        )
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
    """Does a heading of a list name a side, an organisation or the secretariat, and so go on with it where all headings look alike?"""
    office = lexicon().function(block.text.text.strip(" :")) if code in _LISTED and cue is None else None
    if office and not lexicon().chairs(office):
        return True
    if code not in _PEOPLE or (cue is not None and cue.code != "side"):
        return False
    side = cue is not None and cue.end >= len(block.text)
    first = organisations.organisation(re.split(r"\s+og\s+|,\s*", block.text.text.strip(" :"))[0])
    return side or (first is not None and first.known)


def _next(blocks: tuple[Block, ...], index: int) -> Block | None:
    return blocks[index + 1] if index + 1 < len(blocks) else None


def _is_remark(block: Block, cue: Cue, following: Block | None, held: list[Block]) -> bool:
    """ "AFBUD" as the last of the lines about one person, one field a line, is that person's."""
    alone = cue.code == "absentees" and not block.gap and not block.text.text.rstrip().endswith(":") and not _names_behind(block, cue)
    return alone and (following is None or following.gap or (following.kind is Kind.ITEM and _has_fields(held)))


def _has_fields(held: list[Block]) -> bool:
    """Does the last bullet go on in a line of its own: a name and then its title, as a page's list has them?"""
    return len(held) > 1 and held[-1].kind is Kind.LINE and not held[-1].gap and held[-2].kind is Kind.ITEM


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
    behind = text[cue.end :].strip(" ,:")
    if cue.code == "recommendation" and (behind == "at" or _UNFINISHED.fullmatch(behind) or _THAT.match(text, cue.end)):
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
        if cue.end == 0:
            return [replace(block, kind=Kind.LINE, cells=()) if sided(block.text.text) else block]
        cells = [cell for cell in block.cells[1:] if cell]
        if len(cells) == 2 and names.looks_like_name(cells[1].text):
            return [Block(Kind.ROW, join(cells), True, cells=tuple(cells))]
        return [Block(Kind.LINE, cell, True) for cell in cells if not _is_label(cell)]
    rest = block.text[cue.end :].strip()
    return [Block(Kind.LINE, rest, True)] if rest else []


def _is_label(cell: Passage) -> bool:
    cue = lexicon().cue(cell.text)
    return cue is not None and cue.end >= len(cell)
