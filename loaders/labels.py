"""Which label a line of minutes is: by the vocabularies, and by what may stand around one ("Sundhedsrådets beslutning:", "• Afbud")."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders import columns, danish, interface, names
from loaders.blocks import Block, Kind
from loaders.lexicon import Cue, lexicon

_LONGEST_LABEL = 110
_EXTENDED = re.compile(r"(?P<label>[\wæøå]+(?:\s+[\wæøå]+)?)\s+(?:i|til|for|fra|af|på|fra\s+mødet\s+i)\s+[^:]{2,90}(?:(?<!\.)$|:\s*)", re.IGNORECASE)
# "Beslutning Sundhedsklynge Fyn den 10-06-2025": whose it is and of which day, as agenda systems print it
_DATED = re.compile(
    r"(?P<label>[\wæøå]+),?\s+(?:(?-i:(?=[A-ZÆØÅ\d]))[^:.]{0,80}?,?\s*)?(?:(?:den|d\.)\s*)?\d{1,2}[.\s/-]{1,2}(?:\d{1,2}|[a-zæøå]{3,9})[.\s/-]{1,2}\d{4}\s*(?:,\s+(?:pkt\.?|punkt)\s*\d+\s*)?(?:$|:\s*)",
    re.IGNORECASE,
)
_OF_AN_ITEM = re.compile(r"[A-ZÆØÅ][^.:\d]{4,90},\s+\d{1,2}[-.]\d{1,2}[-.]\d{4},\s+(?:pkt\.?|punkt)\s*\d+", re.IGNORECASE)
"""Who met on which day at which item, above what they decided ("Sundhedsudvalget, 03-03-2016, pkt. 16")."""
_ENCLOSED = "./."
"""The old sign of Danish letters for what is enclosed, before an attachment's title."""
_NUMBERED = re.compile(r"bilag\s+(?:\d{1,2}(?:\.\d{1,2})?|(?-i:[A-H]))\s*(?:[:.]|\s[–-])\s+(?=\S)", re.IGNORECASE)
"""An attachment with its number, whatever stands above it ("Bilag 1 – Notat om indsatsen")."""
_NAMES_THINGS = ("forslag", "opsamling")  # "Forslag til forløb" is an attachment or an item's title, whatever stands above it
_GENITIVE = re.compile(r"^[\wæøå]+s\s+(?=(?:beslutning|indstilling|anbefaling|behandling|drøftelse)\b)", re.IGNORECASE)


def label_of(block: Block) -> Cue | None:
    """The label that a line is; "Sundhedsrådets beslutning:" is one as well."""
    text = block.text.text
    if block.kind is Kind.ROW and block.cells:
        return _before_all(text, False) or _row_cue(block)
    return None if block.kind is Kind.ITEM and not text.rstrip().endswith(":") else _label_of(text, block.kind)


@lru_cache(maxsize=4096)
def _label_of(text: str, kind: Kind) -> Cue | None:
    """Several rules ask it of each line of a document."""
    if first := _before_all(text, kind is Kind.HEADING):
        return first
    if sided(text):
        return Cue("attendees", 0)
    owner = _GENITIVE.match(text)
    start = interface.behind_button(text) or (owner.end() if owner else 0)
    cue = lexicon().cue(text[start:])
    if cue and text[: cue.end + start].endswith(",") and (dated := _extended(text, kind, start)):
        return dated  # "Beslutning, 19. august 2025, pkt. 65"
    if cue:
        return Cue(cue.code, cue.end + start)
    if kind in (Kind.LINE, Kind.HEADING) and (who := _PROPOSER.match(text)):
        return Cue("recommendation", who.end())
    if capital := lexicon().capital_cue(text):
        return capital
    return _of_items(text) or _extended(text, kind, start)


def _before_all(text: str, heading: bool) -> Cue | None:
    """What a text is whatever else could be read into it."""
    if ended(text):
        return Cue("end", 0)
    if text.startswith(_ENCLOSED):
        return Cue("attachments", len(_ENCLOSED))
    if not heading and _NUMBERED.match(text):
        return Cue("attachments", 0)
    return Cue("decision", len(text)) if _OF_AN_ITEM.fullmatch(text.strip()) else None


_AT_ITEMS = re.compile(r"(?P<label>[A-ZÆØÅ][a-zæøå]+)\s+(?:under|ved|til|på)\s+(?:punkt|pkt\.?|sag)\s*(?P<items>\d[\d, og–-]*):\s*")


def at_items(text: str) -> str:
    """The numbers of the items that a label is for ("Gæst under punkt 3: …"); "" for any other."""
    found = _AT_ITEMS.match(text)
    return found["items"] if found and _of_items(text) else ""


def _of_items(text: str) -> Cue | None:
    found = _AT_ITEMS.match(text)
    cue = lexicon().listed_cue(found["label"]) if found else None
    return Cue("further-attendees", found.end()) if found and cue and cue.code in ("attendees", "further-attendees") else None


def _extended(text: str, kind: Kind, start: int) -> Cue | None:
    """ "Beslutning i Sundhedsudvalget den 14. maj"; "Deltagere fra Region Midtjylland: …" keeps its line, which names a group."""
    found = _EXTENDED.match(text, start) or _DATED.match(text, start)
    whole = lexicon().cue(found.group("label")) if found else None
    if not found or not whole or found.group("label").lower().endswith(_NAMES_THINGS):
        return None
    marked = found.group().rstrip().endswith(":")
    if whole.code == "attendees" and marked and found.end() < len(text):
        return Cue("attendees", 0)
    if len(text) >= _LONGEST_LABEL or (kind is Kind.LINE and not marked and found.group("label").lower().startswith("referat")):
        return None
    return Cue(whole.code, found.end()) if whole.code in ("decision", "recommendation", "attachments") else None


def _row_cue(block: Block) -> Cue | None:
    """A table's row whose first cell is a label, or all of whose cells are ("Medlemmer | Andre deltagere"), or which heads a table of people."""
    if columns.header(block.cells):
        return Cue("attendees", 0)
    if sided(block.text.text):
        return Cue("attendees", 0)
    first = lexicon().cue(block.cells[0].text)
    if not first or first.end < len(block.cells[0]):
        return lexicon().cue(block.text.text) if first else None
    rest = [cell for cell in block.cells[1:] if cell]
    if len(rest) == 2 and first.code in _WHO_CAME and names.looks_like_name(rest[1].text):
        return first  # "Deltagere | Formand | Ane Holm"
    if len(rest) <= 1 or all(lexicon().cue(cell.text) for cell in rest):
        return first
    return None


_SIDED = re.compile(r"(?P<label>[\wæøå]+)(?:,|\s[–-])\s+(?P<side>[^,:]{3,40}):", re.IGNORECASE)


def sided(text: str) -> bool:
    """ "Deltagere, kommuner:" before the first of those, in a cell of its own or on their line."""
    found = _SIDED.match(text)
    label = lexicon().label(found["label"]) if found else ""
    return found is not None and label == "attendees" and lexicon().is_cue(found["side"], "side")


_WHO_CAME = frozenset({"attendees", "further-attendees", "absentees", "substitutes"})


def ended(text: str) -> bool:
    """ "Mødet sluttede kl. 11.50." as a sentence."""
    return _end().match(text) is not None and bool(danish.times(text))


@cache
def _end() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon().cue_words('end')})\b", re.IGNORECASE)


_PROPOSER = re.compile(
    r"(?P<label>[A-ZÆØÅ][^.:;?!]{3,90}?\s(?:indstiller|anbefaler|foreslår|henstiller)(?:\s+(?:til|over\s+for|i\s+fællesskab|hermed)(?:\s[^.:;,]{2,60})?)?)"
    r"(?:,?\s+at(?:\s+[\wæøå-]+)?)?\s*[:,]?\s*$"
)
"""A line that ends where somebody proposes ("Direktionen for Nære Sundhedstilbud indstiller til regionsrådet,"), whoever it is."""
_PUTS = re.compile(r"[A-ZÆØÅ][^.:;?!]{3,90}?\sindstiller(?:\s+(?:til|over\s+for|i\s+fællesskab|hermed)(?:\s[^.:;,]{2,60})?)?[,:]?\s+(?=[Aa]t\s)")
_PROPOSES = re.compile(
    r"[A-ZÆØÅ][\wæøå-]*(?:en|et|erne|ene)(?:\s+(?:for|i)\s+[A-ZÆØÅ][^.:;]{2,60}?)?\s+indstiller(?:\s+(?:til|over\s+for)\s+[^.:;]{3,60}?)?,?\s*:?\s*(?=at\s)"
)


def proposes(block: Block) -> Cue | None:
    """ "Sundhedschefen indstiller, at …": whoever it is, the sentence is the recommendation."""
    found = (_PROPOSES.match(block.text.text) or _PUTS.match(block.text.text)) if block.kind is Kind.LINE else None
    return Cue("recommendation", found.end()) if found else None


_WHO = re.compile(r"(?P<label>[A-ZÆØÅ][a-zæøå]+(?:\s[a-zæøå]+)?)\s+(?P<first>[A-ZÆØÅ][^\s,()]*)(?P<rest>[^,()]*?)(?=\s*(?:[,(]|\s[-–]\s|$))")


def before_names(block: Block) -> Cue | None:
    """A label of people without a colon, before a name for sure or "Ingen" ("Fraværende Bo Lund", "Medlemmer Ane Holm (V) - formand")."""
    found = _WHO.match(block.text.text) if block.kind is Kind.LINE else None
    cue = lexicon().listed_cue(found["label"]) if found else None
    if found is None or cue is None or cue.code not in _WHO_CAME:
        return None
    name = found["first"] + found["rest"].rstrip()
    nobody = lexicon().is_cue(block.text.text[found.start("first") :], "none")
    return Cue(cue.code, found.start("first")) if nobody or (names.is_given_name(found["first"]) and names.looks_like_name(name)) else None


_IN_LISTS = frozenset({"attendees", "absentees", "substitutes", "case-text", "recommendation", "decision", "attachments"})


def in_list(block: Block, following: Block | None, bare: bool = False) -> Cue | None:
    """A bullet that is a label and no more, apart from the list around it: a page's "• Afbud" above the next list, "• Resume" above its text.

    `bare`: only one of the vocabulary's own words counts.
    """
    apart = block.gap or following is None or following.gap or (following.kind is Kind.ITEM and following.level > block.level)
    text, listed = block.text.text, block.kind is Kind.ITEM and apart
    cue = (lexicon().listed_cue(text) or (None if bare else _extended(text, block.kind, 0))) if listed else None
    return cue if cue and cue.code in _IN_LISTS and cue.end >= len(block.text) else None


_FILE = re.compile(r"\((?:pdf|docx?|xlsx?|pptx?)\b[^()]*\)$", re.IGNORECASE)


def is_file(block: Block) -> bool:
    """ "Status på aftalerne (PDF, 245 KB)": a page links a file so, with a label above it or without."""
    return block.kind in (Kind.LINE, Kind.ITEM) and block.text.text.endswith(")") and _FILE.search(block.text.text) is not None
