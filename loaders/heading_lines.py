"""Which lines of a document are headings, marked as such or not.

An unmarked heading is known by its grammar and its typesetting: a line (or two) that begins with a capital, closes with no stop, has no
finite verb, and was broken although the next line's first word would have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import plan_words
from loaders.blocks import Block, Kind, in_one_table
from loaders.kroner import amounts
from loaders.passage import join

_CLOSED = re.compile(r"[.:;!?,&]$|\b(?:og|eller|samt|for|i|af|på|med|til|der|at|en|et|den|det|de)$")
_ENDED = re.compile(r"[.:!?)”\"]$")
_VERB = re.compile(
    r"(?<!\w)(?:er|har|blev|bliver|skal|vil|kan|var|havde|får|giver|sker|ligger|kommer|deltog|drøfter|drøftede|forventes|ventes|omfatter|består|følger|ønsker"
    r"|indgik|findes|afholdes|udarbejdes|etableres|betyder|vedtog|vedtager|mener|ringer|samler)(?!\w)"
)
_QUESTION = re.compile(r"^(?:sådan|hvordan|hvorfor|hvad|hvem|hvor|hvornår|det|her)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\bhhv)(?<!\bvedr)(?<!\binkl)(?<!\bevt)(?<!\bekskl)(?<!\bift)(?<=[a-zæøå]{3})[.!?]\s+[A-ZÆØÅ]")
# A line that begins so begins a sentence, and does not go on with a name from the line before.
_OPENING = re.compile(r"(?:Der|Det|Den|De|I|På|For|Vi|Et|En|Til|Som|Når|Her|Ved|Med|Et|Én|[A-ZÆØÅ][a-zæøå]{4,}(?:en|et|erne|ene))\s+[a-zæøå]")
_CLAUSE = re.compile(r",\s+(?:at|som|der|hvor|så|hvis|når|idet|men|da)\b")
# "Offentliggjort 17. juni 2025" dates the page and heads nothing
_PUBLISHED = re.compile(
    r"(?:offentliggjort|publiceret|udgivet|(?:sidst|senest)\s+(?:opdateret|ændret|redigeret|revideret)|oprettet)\b.*\b20\d\d\W*$", re.IGNORECASE
)
_COUNTED = r"(?:(?i:ad\.?|kapitel|kap\.|del|afsnit|trin|fase|bind|nr\.)\s+)"  # "Kapitel 1. Lungehold", "Del II: Den første tid"
_DATED = re.compile(r"(?:^|[,–-]|\b(?:den|af))\s\d{1,2}\.\s[a-zæøå]{3,9}\s20\d\d$")  # "Sundhedsklynge Fyn, 20. december 2024" is an imprint
NUMBER = re.compile(
    rf"^(?:{_COUNTED}(?=[A-ZÆØÅ]?\d|[IVX]+\b|[A-H]\b))?(?P<number>[A-ZÆØÅ]{{1,3}}-\d{{1,3}}|[A-ZÆØÅ]?\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}(?:\.?[a-zæøå](?=[.:)]?\s))?"
    rf"|(?<=\s)(?:[IVX]{{1,4}}|[A-H])(?=[.:)]|\s+[–-])|[IVX]{{1,4}}(?=[.:)]))[.:)]?(?:\s+[–·-])?\s+(?=[A-ZÆØÅ\"”])"
)
_ORDINAL = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[A-ZÆØÅ])[.)]$")
_LONGEST, _MOST_LINES = 220, 3


def heading_end(lines: Sequence[Block], at: int, width: int) -> int:
    """Behind the last line of the heading that begins at `at`; `at` where none does."""
    block = lines[at]
    if block.kind is Kind.HEADING:
        return at + 1 + _is_wrapped(lines, at)
    if block.kind is Kind.ITEM:
        return at + 1 if _is_numbered_heading(lines, at) else at
    if block.kind is not Kind.LINE or _is_band(lines, at) or not _may_begin(lines, at) or _is_of_line_above(lines, at):
        return at
    end = at + 1
    while end < len(lines) and end - at < _MOST_LINES and _goes_on(lines[end - 1], lines[end], width):
        end += 1
    wrapped = end < len(lines) and lines[end].kind is Kind.LINE and not lines[end].gap and _goes_on(lines[end - 1], lines[end], width)
    if not wrapped and is_heading(join(line.text for line in lines[at:end]).text):
        return end
    opens = end > at + 1 and _OPENING.match(lines[at + 1].text.text) is not None
    return at + 1 if opens and is_heading(block.text.text) else at


def _is_of_line_above(lines: Sequence[Block], at: int) -> bool:
    """ "Til fælles rygestop" below a line that an amount closes says what that is for; what stands right below "Temaer:" is its value."""
    if at and not lines[at].gap and lines[at - 1].text.text.endswith(":") and plan_words.is_label(lines[at - 1].text.text):
        return True
    above = lines[at - 1].text.text if at and _FOR.match(lines[at].text.text) else ""
    found = amounts(above) if above else ()
    return bool(found) and found[-1].end >= len(above) - 1


_FOR = re.compile(r"(?:Til|For)\s+[a-zæøå]")


def _is_band(lines: Sequence[Block], at: int) -> bool:
    """Does the line stand over the whole width of a table, between two rows of it?"""
    if not in_one_table(lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None):
        return False
    head = at - 1
    while (
        head
        and (lines[head - 1].kind is Kind.ROW or (lines[head - 1].kind is Kind.LINE and lines[head - 2].kind is Kind.ROW))
        and not (lines[head].kind is Kind.ROW and lines[head].gap)
    ):
        head -= 1
    return sum(plan_words.is_label(cell.text) for cell in lines[head].cells) > 1


def _is_wrapped(lines: Sequence[Block], at: int) -> bool:
    """Is the next heading the rest of this one, broken at the margin: alike, and begun in small letters behind words that end open?"""
    following = lines[at + 1] if at + 1 < len(lines) else None
    alike = following is not None and following.kind is Kind.HEADING and following.level == lines[at].level
    return bool(alike and following and following.text.text[:1].islower() and not _ENDED.search(lines[at].text.text.removesuffix("vedr.")))


def _may_begin(lines: Sequence[Block], at: int) -> bool:
    """A heading stands behind a gap, a heading or a closed sentence, never in the middle of one; or it calls itself one ("Tema 2: …")."""
    return (
        at == 0
        or lines[at].gap
        or plan_words.named(lines[at].text.text) is not None
        or lines[at - 1].kind is Kind.HEADING
        or _is_below(lines[at - 1], lines[at])
        or _ENDED.search(lines[at - 1].text.text) is not None
        or _short_line(lines, at)
    )


def _is_below(above: Block, line: Block) -> bool:
    """ "2.1 Lettere behandling" right below "2. Børn og unge"."""
    number = NUMBER.match(line.text.text)
    return bool(number and above.kind is Kind.ITEM and _ORDINAL.match(above.marker) and number["number"].startswith(f"{above.marker.strip('.)')}."))


def _short_line(lines: Sequence[Block], at: int) -> bool:
    """Right below another heading's line."""
    before = lines[at - 1]
    return before.kind is Kind.LINE and (at == 1 or lines[at - 1].gap) and is_heading(before.text.text)


def _goes_on(line: Block, following: Block, width: int) -> bool:
    """Is the next line the rest of this one: no gap, and small letters, capitals throughout, or no room for its first word?"""
    if following.kind is not Kind.LINE or following.gap or plan_words.field(following.text.text):
        return False
    rest = following.text.text
    if rest[:1].islower() or (line.text.text.isupper() and rest.isupper()):
        return True
    if rest.endswith(".") and not _CLOSED.search(line.text.text):
        return False  # no heading ends in a stop: a short sentence stands below one
    return len(line.text) + 1 + len(rest.split(" ", 1)[0]) > width


def is_sentence(line: str) -> bool:
    """Is a line a whole sentence, by how it begins and ends?

    >>> is_sentence("Ansvarlig er Vejle Kommune."), is_sentence("Vejle Kommune og Region Syddanmark.")
    (True, False)
    """
    return line.rstrip().endswith(".") and (_OPENING.match(line) or _VERB_SECOND.match(line)) is not None


_VERB_SECOND = re.compile(r"[A-ZÆØÅ][\wæøå]*\s+(?:er|har|havde|skal|vil|kan|var|blev|bliver|får|fik)\s")


def is_heading(text: str) -> bool:
    """Could these words be a heading by their grammar?

    >>> is_heading("Samarbejde om mennesker med demens"), is_heading("Der er god dialog om ordningen"), is_heading("Det gælder:")
    (True, False, False)
    """
    numbered = NUMBER.match(text)
    bare = NUMBER.sub("", text).strip()
    if not 3 <= len(bare) <= _LONGEST or not (bare[0].isupper() or bare[0].isdigit() or bare[0] in "\"”'»") or sum(map(str.isalpha, bare)) < 3:
        return False
    if plan_words.field(text) or plan_words.fields_within(text) or plan_words.is_imprint(text) or amounts(text):
        return False
    questioned = _QUESTION.match(bare) is not None and len(bare) < 70
    if _CLOSED.search(bare) and not (questioned and bare.endswith("?")):
        return False
    if _PUBLISHED.match(bare) or _SENTENCE.search(bare) or _CLAUSE.search(bare) or (_DATED.search(bare) and not plan_words.heading(bare)):
        return False
    below = numbered is not None and "." in numbered.group("number") and len(bare) < 60  # "1.1 Lungesygeplejersken ringer"
    return questioned or below or not _VERB.search(bare)


def _is_numbered_heading(lines: Sequence[Block], at: int) -> bool:
    """ "2. Hvor langt er vi?": a numbered line by itself, no list's member."""
    block = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else None
    parted = following is not None and (following.kind is not Kind.ITEM or _LETTERED.fullmatch(following.marker) is not None)
    alone = block.gap and parted and _stands_over(lines, at)
    before = _item_before(lines, at)
    listed = before is not None and _follows(before.marker, block.marker) and not _CLOSED.search(lines[at - 1].text.text)
    return bool(alone and not listed and _ORDINAL.match(block.marker) and is_heading(block.text.text))


def _item_before(lines: Sequence[Block], at: int) -> Block | None:
    """The list's member right before, over the small letters that it goes on with on lines of their own."""
    at -= 1
    while at > 0 and lines[at].kind is Kind.LINE and not lines[at].gap and lines[at].text.text[:1].islower():
        at -= 1
    return lines[at] if at >= 0 and lines[at].kind is Kind.ITEM else None


def _follows(before: str, marker: str) -> bool:
    """Are these two numbers of one list? A number that begins again begins something else."""
    numbers = [re.fullmatch(r"(\d{1,2})[.)]", one) for one in (before, marker)]
    if not all(numbers):
        return _ORDINAL.match(before) is not None
    first, second = (int(number.group(1)) for number in numbers if number)
    return second > first


_LETTERED = re.compile(r"[a-zæøå][.)]")  # "a)" below "1." is no next number of its list


def _stands_over(lines: Sequence[Block], at: int) -> bool:
    """Behind the line comes space or a heading, or text that another line of its own begins: no next number of a list follows soon."""
    following = lines[at + 1]
    if following.gap or following.kind is Kind.HEADING or lines[at].text.text.isupper() or _is_below(lines[at], following):
        return True
    near = lines[at + 1 : at + 4]
    return following.text.text[:1].isupper() and not any(line.kind is Kind.ITEM and not _LETTERED.fullmatch(line.marker) for line in near)
