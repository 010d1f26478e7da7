"""Tables of people whose first row says what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from loaders import groups, remarks
from loaders.lexicon import lexicon
from loaders.model import Organisation, Term
from loaders.names import is_given_name, looks_like_name
from loaders.passage import Passage, led, series
from loaders.tokens import tokens
from loaders.vocabulary import folded, scheme
from loaders.wholes import Kind, Token

Header = tuple[str, ...]
"""The cue of each column: "field", "attendees" (who came), "absentees", "substitutes", "party", or ""."""

_TELLING = frozenset({"field", "attendees", "absentees", "substitutes"})
_YES = re.compile(r"(?:ja|x|✓|✔|√|☒|j|\+|1|alle|samtlige|hele\s+mødet|alle\s+punkter)", re.IGNORECASE)
_DEPUTY = re.compile(r"(?:stedfortræder|suppleant|substitut|vikar)\s*:\s*(?=[\wÆØÅ])", re.IGNORECASE)
_NO = re.compile(
    r"(?:nej|n|÷|-|–|☐|✗|✘|0|ingen|intet|ikke|ej|afbud|forfald|fravær(?:ende)?|forhindret|syg|deltog\s+ikke|deltager\s+ikke|mødte\s+ikke|meldt\s+afbud)(?:\W.*)?",
    re.IGNORECASE,
)
# "✓ fra punkt 3", "Ja, til kl. 14", "Mødt (gik kl. 15)": that somebody came, and behind it for which part
_IN_PART = re.compile(
    r"(?:ja|j|x|[✓✔√☒☑]|til\s*stede|mødt|fremmødt|deltog|deltager|delvist?)[\s,;:(–-]+(?P<said>(?:kun|dog|først)?\s*(?:fra|til|indtil|under|gik|kom|ankom|forlod|mødte|ved|i)\b.*?\d.*?)\)?",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"\d+(?:\s*(?:[-–,]|til|og)\s*\d+)*")
"""Under "Til stede under punkt": the items at which somebody was there; "alle" says no more than "ja"."""


def header(cells: Sequence[Passage]) -> Header | None:
    """The columns, where a row is a table's head: two labels at least, one of them of names or of who came."""
    found = tuple(_column(cell.text) for cell in cells)
    names = any(lexicon().is_cue(cell.text, "name-column") or said(cell.text) == "name" for cell in cells)
    told = sum(code in _TELLING for code in found)
    if any(looks_like_name(cell.text) and is_given_name(cell.text.split()[0]) for cell in cells):
        return None  # "Fraværende | Medlem | Bo Lund" is a label and a person
    return _of_deputies(cells, found) if told > 1 and (names or "attendees" in found) and told * 2 >= sum(map(bool, cells)) else None


def _of_deputies(cells: Sequence[Passage], found: Header) -> Header:
    """ "Medlem | Titel | Parti | Stedfortræder | Titel | Parti": a head that comes again behind the alternates' is about them."""
    at = found.index("substitutes") if "substitutes" in found else len(found)
    before = {folded(cell.text) for cell in cells[:at]}
    return tuple(_THEIRS if index > at and folded(cell.text) in before else code for index, (cell, code) in enumerate(zip(cells, found, strict=True)))


_THEIRS = "of-substitutes"


def is_name(text: str) -> bool:
    """Does a head say that its column holds names, or one of the other things that a list says of a person?"""
    return _column(text) == "field"


_MARK = re.compile(r"[✓✔√☑☒✗✘÷](?:\W.*)?|(?:ja|nej)(?:\s*[(,].*)?", re.IGNORECASE)


def marked(cells: Sequence[Passage]) -> Header | None:
    """The columns of a row without a head where one cell is a mark for who came ("✓", "÷ (Bo Lund er med i stedet)") and the rest tells who."""
    marks = [_MARK.fullmatch(cell.text) is not None for cell in cells]
    return tuple("attendees" if mark else "field" for mark in marks) if sum(marks) == 1 and len(cells) > 1 else None


def of_row(header: Header | None, cells: Sequence[Passage]) -> Header | None:
    """A table's columns for one of its rows: where no head says which column tells who came, a row's one mark does."""
    marks = marked(cells) if not header or "attendees" not in header else None
    if not header or not marks or len(marks) != len(header):
        return header or marks
    return tuple("attendees" if mark == "attendees" else column for column, mark in zip(header, marks, strict=True))


@lru_cache(maxsize=2048)
def _column(text: str) -> str:
    cue = lexicon().cue(text)
    if lexicon().is_cue(text, "name-column"):
        return "field"
    if _LETTERS.fullmatch(text):
        return "attendees"  # "M/A" for mødt and afbud
    came = [lexicon().label(part) for part in _EITHER.split(text.strip(" ?"))]
    if len(came) > 1 and came[0] == "attendees" and set(came) <= {"attendees", "absentees"}:
        return "attendees"  # "Deltog/afbud" asks whether somebody came
    return cue.code if cue and cue.end >= len(text) else "substitutes" if alternates(text) else "field" if said(text) else ""


_NOT_PART = re.compile(
    r"\s*\([^()]*\)|\s+(?:i|på|for|under)\s+(?:klyngen|udvalget|rådet|gruppen|styregruppen|forummet|medlemmet|organet|perioden?)$|^medlemmets\s+",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*[/,+&]\s*|\s+(?:og|samt|eller)\s+", re.IGNORECASE)


@lru_cache(maxsize=2048)
def said(text: str) -> str:
    """What a head says that is made of words for columns: "name" where its column holds names, "field" for other things said of a person.

    >>> said("Navn og titel"), said("Kommune/region"), said("Rolle i klyngen"), said("Navn på projekt")
    ('name', 'field', 'field', '')
    """
    whole = folded(_NOT_PART.sub("", text).strip(" .:*?"))
    said = [_words().get(part, "") for part in ((whole,) if whole in _words() else _PARTED.split(whole))]
    return "" if "" in said else said[0]


def alternates(text: str) -> Term | None:
    """What a head calls those who may come instead: "Personlig suppleant", "Stedfortræder/suppleant", "Medlemmets suppleant (navn)"."""
    office = lexicon().function(_PARTED.split(_NOT_PART.sub("", text).strip(" .:*"))[0])
    return office if office and lexicon().deputises(office) else None


@cache
def _words() -> dict[str, str]:
    return {folded(label): concept.code for concept in scheme("person-column") for label in concept.labels}


_LETTERS = re.compile(r"[MTFDJ](?:\s?/\s?[AFIDN]){1,3}")
_AWAY = frozenset("AFIN")
_EITHER = re.compile(r"\s*/\s*|\s+eller\s+")


def tokens_of(cells: Sequence[Passage], columns: Header, region: str) -> tuple[Token, ...]:
    """The parts of one row, each read as its column says."""
    found = tuple(token for cell, column in _with_deputies(cells, columns) for token in _cell(cell, column, region))
    unticked = any(column == TICKED and not cell.text for cell, column in zip(cells, columns, strict=True))
    return (*found, Token(Kind.ABSENT, found[0].passage[:])) if unticked and found else found


TICKED = "ticked"
"""A column in which a cross is set for everyone who came, and nothing for who did not."""


def ticked(head: Header, rows: Sequence[Sequence[Passage]]) -> Header:
    """The head of a table with such columns told from others by what all of the rows below it hold."""
    held = [[row[at].text if at < len(row) else "" for row in rows] for at in range(len(head))]
    return tuple(
        TICKED if code == "attendees" and set(map(str.lower, cells)) <= {"", *_TICKS} and "" in cells and any(cells) else code
        for code, cells in zip(head, held, strict=True)
    )


_TICKS = ("x", "✓", "✔", "√", "☒", "☑", "+")


def _with_deputies(cells: Sequence[Passage], columns: Header) -> Iterator[tuple[Passage, str]]:
    """Each cell with its column; what is told of an alternate in cells of its own stands behind the name."""
    for cell, column in zip(cells, columns, strict=True):
        if column == "substitutes" and cell:
            yield series([cell, *(other for other, code in zip(cells, columns, strict=True) if code == _THEIRS and other)]), column
        elif column != _THEIRS:
            yield cell, column


def _cell(cell: Passage, column: str, region: str) -> tuple[Token, ...]:
    text = cell.text
    if column == "attendees" and len(text) == 1 and text.isupper() and text != "X":
        return (Token(Kind.ABSENT, cell),) if text in _AWAY else ()
    if column == "attendees" and (part := _IN_PART.fullmatch(text)):
        return (Token(Kind.AREA, cell.group(part, "said"), bracketed=True),)
    if column == "attendees" and (not text or (_NO.fullmatch(text) and not remarks.is_withdrawn(text))):
        came = _CAME.search(text)
        deputies = (Token(Kind.REPLACED, cell.group(came, "who")),) if came else ()
        return (Token(Kind.ABSENT, cell), *deputies) if text else ()
    if column == "attendees" and _ITEMS.fullmatch(text) and not _YES.fullmatch(text):
        told = led("punkt ", cell)
        return (Token(Kind.AREA, told, bracketed=True),)
    if column == "absentees" and text:
        return (Token(Kind.ABSENT, cell),) if not _NO.fullmatch(text) else ()
    if column == "substitutes" and len(text) > 3 and not _NO.fullmatch(text):
        return (Token(Kind.REPLACED, cell),)
    deputy = _DEPUTY.match(text)
    if deputy:
        return (Token(Kind.REPLACED, cell[deputy.end() :]),)
    return tokens(cell, region) if text and not _YES.fullmatch(text) else ()


# "Nej (Hans Friis (A) deltog)", "Nej, i stedet kom Hans Friis": who came for the one of the row
_CAME = re.compile(
    r"(?:[(,.:–-]|i\s+stedet)\s*(?:(?:deltog|mødte|kom|repræsenteret\s+ved|erstattet\s+af|afløst\s+af)\s+)?"
    r"(?P<who>(?:[a-zæøå]+\s+)?[A-ZÆØÅ][\wæøåÆØÅ.-]+(?:\s+[A-ZÆØÅ][\wæøåÆØÅ.-]*)+(?:\s+\([A-ZÆØÅ]\))?(?:,\s+(?!(?:der|som|i|for|på|og)\b)[a-zæøå][\wæøå-]{4,}(?=\)|$|,))?)"
    r"(?=\s*(?:\)|$|,|(?:deltog|mødte|kom|deltager|er|var|som|i)(?!\w)))"
)


def leading_organisation(cells: list[Passage], above: Organisation | None, region: str) -> Organisation | None:
    """The organisation in a row's first column; where that cell is empty, the one above it, of which it is a part."""
    if not cells or not cells[0]:
        return above
    parts = tokens(cells[0], region)
    alone = parts[0].value if len(parts) == 1 else None
    if isinstance(alone, Organisation):
        return alone
    first = cells[0].text.strip(" :")  # "Almen praksis", below which a cell may be empty for another of that side
    return groups.side(first, region) if len(cells) > 2 and lexicon().is_cue(first, "side") else None
