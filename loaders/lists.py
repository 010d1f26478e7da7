"""Lists of people, in whatever layout: lines, running text, tables, one field a line, grouped under headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile, zip_longest

from loaders import cards, columns, footnotes, groups, names, organisations, side_by_side, wrapped
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.model import Organisation
from loaders.naming import names_somebody
from loaders.passage import Passage, join, listed
from loaders.people import Entry, Setting, entries, entries_of
from loaders.sentences import sentences
from loaders.tokens import tokens
from loaders.wholes import Kind as Part

_OPEN = re.compile(r"(?:,|\(|\bog|\bsamt|\bfor|\bi|–|-)$")
_FIELD = re.compile(r"^([\wæøå]+)\s*:\s*", re.IGNORECASE)


def people(blocks: Iterable[Block], setting: Setting) -> Iterator[Entry]:
    """Everyone that these lines list, in printed order."""
    listing = _Listing(setting)
    read = list(_lines(map(footnotes.unmarked, blocks), setting.region))
    for at, (line, gap, heading) in enumerate(read):
        listing.below = (
            [cells for cells, _, _ in takewhile(lambda one: isinstance(one[0], list), read[at + 1 :]) if isinstance(cells, list)]
            if isinstance(line, list)
            else []
        )
        yield from listing.row(line) if isinstance(line, list) else listing.line(line, gap, heading)
    yield from listing.flush()


class _Listing:
    """A list as it is read: `current` is what the heading above gives, `pending` the lines of a person who may go on."""

    def __init__(self, setting: Setting) -> None:
        self.setting = self.current = replace(setting, listed=True)
        self.pending: list[Passage] = []
        self.header: columns.Header | None = None
        self.above: Organisation | None = None
        self.grouped = False
        self.below: list[list[Passage]] = []

    def flush(self) -> Iterator[Entry]:
        if self.pending:
            yield from entries(_joined(self.pending), self.current)
        self.pending = []

    def row(self, cells: list[Passage]) -> Iterator[Entry]:
        yield from self.flush()
        titles = columns.header(cells)
        self.header = columns.ticked(titles, self.below) if titles else self.header
        region = self.setting.region
        side = None if titles or not cells or names_somebody(cells[0], region) else groups.heading_side(cells[0], region)
        self.above = side or columns.leading_organisation(cells, self.above, region)
        if not titles:
            told = [cells[0][:0], *cells[1:]] if side else cells  # "Fra Odense Kommune | Bo Lund": the first cell heads the others
            yield from _row(told, self._whose(cells[0]) if cells else self.current, columns.of_row(self.header, cells))

    def _whose(self, first: Passage) -> Setting:
        """What a row's first cell gives to the people of the row: an organisation, or the seat of a council."""
        council = groups.given(first, True, False, False, self.current) if groups.of_council(first.text) else None
        return council or (replace(self.current, organisation=self.above) if self.above else self.current)

    def line(self, line: Passage, gap: bool, heading: bool) -> Iterator[Entry]:
        self.above = None
        apart = _labelled_sentences(line)
        if apart:
            for one in apart:
                yield from self.line(one, gap, heading)
            return
        inline = _inline_group(line, self.setting)
        if inline:
            yield from self.flush()
            yield from (named := entries(inline[1], groups.within(inline[0], self.current)))
            if len(named) == 1 and (_SIDE_BESIDE.match(line.text) or lexicon().is_cue(line.text.partition(":")[0], "side")):
                self.current = inline[0]  # the others of that side hang below the first
            return
        if any(lexicon().is_cue(said, "none") for said in (line.text, line.text.rpartition(": ")[2])) or _FOR_AN_ITEM.match(line.text):
            yield from self.flush()
            return
        bare = _without_field(line)
        labelled = len(bare) < len(line)
        if not heading and names_somebody(bare, self.setting.region) and not groups.heads_side(bare, self.setting.region):
            if not (self.pending and _OPEN.search(self.pending[-1].text) and not gap) or len(self.pending) > _MOST_LINES:
                yield from self.flush()
            self.pending.append(bare)
        elif self.pending and labelled and len(self.pending) < _MOST_LINES:
            self.pending.append(bare)
        elif len(self.pending) > _MOST_FIELDS and not heading:
            return
        elif group := groups.given(bare, heading, gap, self._waits(bare), self.setting):
            self.grouped = self.grouped or (not self.pending and self.current is self.setting)
            yield from self.flush()
            self.current = group
        elif self.pending and not heading and not _is_aside(bare, self.setting.region):
            self.pending.append(bare)

    def _waits(self, line: Passage) -> bool:
        """May this line still belong to the person above? Not where organisations have headed the people so far, or "Fra X" does."""
        alone = len(self.pending) == 1
        if alone and self.current is not self.setting and any(part.kind is Part.ROLE for part in tokens(self.pending[0], self.setting.region)):
            return False
        office = lexicon().function(line.text) if self.grouped else None
        if office and not lexicon().chairs(office):
            return False  # "Sekretariat" below the last organisation's people
        heads = _FROM.match(line.text) is not None or (self.grouped and alone)
        return _waits(self.pending, self.setting.region) and not (heads and _names(line, self.setting.region))


_FROM = re.compile(rf"(?:{groups.WHO}\s+)*(?:fra|for|af)\s+", re.IGNORECASE)


# "Gæst under punkt 2: …" came for that item alone; "Ingen afbud." and "Fra Tønder: ingen" name nobody
_FOR_AN_ITEM = re.compile(r"(?:gæst(?:er)?|inviteret|oplægsholdere?)\s+(?:til|under|ved)\s+(?:punkt|pkt\.?)\s*\d[^:]*:", re.IGNORECASE)
_MOST_FIELDS = 12  # lines that tell of one person
_MOST_LINES = 60  # lines of running text that tell of several
_SIDE_BESIDE = re.compile(rf"{groups.WHO}(?:,|\s[–-])\s+[^:]+:", re.IGNORECASE)  # "Deltagere, almen praksis: Ane Holm"
_LABELLED = re.compile(r"^(?P<label>[^:()]{2,120}?)(?:\s*\(\d{1,2}(?:\s+\w+)?\))?:\s+(?=\S)")  # "Fra regionsrådet (2): …"
# "Herlev Kommune ved borgmester Ane Holm (A) og direktør Bo Lund"
_REPRESENTED = re.compile(r"^(?P<label>[A-ZÆØÅ][^:(),]{2,100}?),?\s+(?:(?:var\s+)?repræsenteret\s+(?:ved|af)|ved|v/|v\.)\s*(?=\S)")


def _labelled_sentences(line: Passage) -> list[Passage]:
    """ "Fra Odder Kommune: Ane Holm. Fra PLO: Bo Lund.": each group's sentence by itself."""
    if _DEPUTY_TOLD.search(line.text):
        return list(sentences(line))
    apart = list(sentences(line)) if line.text.count(": ") > 1 else []
    return apart if len(apart) > 1 and all(map(_labels_a_group, apart)) else []


_DEPUTY_TOLD = re.compile(r"(?<=[a-zæøå]{3})\.\s+(?:Substitut|Suppleant|Stedfortræder|Vikar|Afløser)\w*\s+for\s")  # "A, B. Substitut for A: C"


def _inline_group(line: Passage, setting: Setting) -> tuple[Setting, Passage] | None:
    """ "Fra kommunerne: borgmester A, B Kommune; …": a group's heading and its people on one line."""
    found = _LABELLED.match(line.text) or _of_one(_REPRESENTED.match(line.text), setting.region)
    if not found or _is_field(found.group("label")):
        return None
    label, rest = line.group(found, "label"), line[found.end() :].strip()
    if names_somebody(label, setting.region) or not names_somebody(rest, setting.region) or _is_own_title(label):
        return None
    group = groups.given(label, True, True, False, setting)
    return (group, rest) if group else None


def _of_one(found: re.Match[str] | None, region: str) -> re.Match[str] | None:
    """Is whom they represent one known organisation?"""
    named = organisations.organisation(found["label"], region) if found else None
    return found if named and (named.known or named.unit_of) else None


def _is_own_title(label: Passage) -> bool:
    """ "Borgmester i Odder Kommune: Ane Holm (V)": a title in the singular is that of the person behind it, and so is "Stedfortræder for Bo Lund:".

    An office ("Formand:") heads a list.
    """
    words = lexicon()
    if any(part.kind is Part.SUBSTITUTE for part in tokens(label, "")):
        return True
    return words.role_at(label.text) is not None and words.plural_role_at(label.text) is None and words.function(label.text) is None


def _lines(blocks: Iterable[Block], region: str) -> Iterator[tuple[Passage | list[Passage], bool, bool]]:
    """Each line (a row as its cells), whether space stands before it, whether it is a heading; running text put together."""
    held: list[Block] = []
    kept = side_by_side.read(cards.read([block for block in blocks if block.kind is not Kind.FURNITURE], region), region)
    for block, after in zip_longest(kept, kept[1:]):
        if held and (block.gap or block.kind is not Kind.LINE):
            yield from _paragraph(held)
            held = []
        if block.kind is Kind.LINE:
            held.append(block)
        elif block.kind is Kind.ROW:
            yield list(block.cells), block.gap, False
        else:
            yield block.text, block.gap, block.kind is Kind.HEADING or (_holds_a_list(block, after) and not _deputised(block, after, region))
    yield from _paragraph(held)


def _holds_a_list(block: Block, after: Block | None) -> bool:
    """An item with items nested in it is what they have in common."""
    return block.kind is Kind.ITEM and after is not None and after.kind is Kind.ITEM and after.level > block.level


def _deputised(block: Block, after: Block | None, region: str) -> bool:
    """ "Klaus Lund, borgmester" over a nested "Stedfortræder: …" is a person all the same."""
    office = lexicon().function(after.text.text.partition(":")[0]) if after else None
    return office is not None and lexicon().deputises(office) and names_somebody(block.text, region)


def _paragraph(held: list[Block]) -> Iterator[tuple[Passage, bool, bool]]:
    """Lines without space between them: one text where the first goes on in the next, else line by line."""
    label = next((at for at in range(1, len(held)) if _labels_a_group(held[at].text)), 0)
    if label:
        yield from _paragraph(held[:label])
        yield from _paragraph(held[label:])
    elif len(held) > 1 and _runs_on(held):
        yield from ((sentence, held[0].gap, False) for sentence in sentences(join([block.text for block in held])))
    else:
        for block in held:
            yield block.text, block.gap, False


def _labels_a_group(line: Passage) -> bool:
    """ "KKR Midtjylland: Lone Holm, …" begins another group, whatever the line before."""
    found = _LABELLED.match(line.text)
    label = line.group(found, "label") if found else None
    if label is None or names_somebody(label, ""):
        return False
    return _is_own_title(label) or _FROM.match(label.text) is not None or groups.given(label, False, True, False, Setting()) is not None


def _runs_on(held: list[Block]) -> bool:
    first = held[0].text.text
    given = sum(names.is_given_name(word) for word in re.findall(r"[^\W\d_][\w-]+", first))
    several = first.count(",") >= 1 and given >= 2 and len(first) > 60
    return several or wrapped.is_wrapped([block.text.text for block in held]) or all(_is_open(block.text) for block in held[:-1])


def _is_open(line: Passage) -> bool:
    """Does a line break off: at a conjunction, or where each has the title before the name, at the next one's title?"""
    if _OPEN.search(line.text):
        return True
    label = _LABELLED.match(line.text)
    kinds = [part.kind for part in tokens(line[label.end() :] if label else line, "")]
    return len(kinds) > 2 and kinds[0] is kinds[-1] is Part.ROLE and kinds[1] is Part.NAME


def _joined(pending: list[Passage]) -> Passage:
    """One person's lines as one, with a comma where a field ended."""
    if len(pending) == 1:
        return pending[0]
    whole = pending[0]
    for part in pending[1:]:
        whole = join([whole, part]) if _OPEN.search(whole.text) or part.text.startswith("(") else listed(whole, part, ", ")
    return whole


def _without_field(line: Passage) -> Passage:
    found = _FIELD.match(line.text)
    return line[found.end() :].strip() if found and _is_field(found.group(1)) else line


def _is_aside(line: Passage, region: str) -> bool:
    """ "Tema: Budget 2025" below a guest: an unknown label, and behind it nothing that tells of a person."""
    found = _FIELD.match(line.text)
    told = tokens(line[found.end() :], region) if found else ()
    return found is not None and all(part.kind is Part.AREA or (part.kind is Part.FUNCTION and part.bracketed) for part in told)


def _is_field(text: str) -> bool:
    return lexicon().is_cue(text, "field") or lexicon().is_cue(text, "name-column")


def _waits(pending: list[Passage], region: str) -> bool:
    """May the next line still belong to the person above: one field a line, or something not yet said?"""
    return bool(pending) and (len(pending) > 1 or _bare(pending, region))


def _names(line: Passage, region: str) -> bool:
    """Is the whole line the name of an organisation in the reference data, or the side of general practice?"""
    bare = _FROM.sub("", line.text, count=1).strip(" :")
    named = organisations.organisation(bare, region)
    return bool((named and named.known) or organisations.practice_side(bare, region))


def _bare(pending: list[Passage], region: str) -> bool:
    """Has the person so far got only a name, so that a title or an organisation is still to come?"""
    kinds = {part.kind for line in pending for part in tokens(line, region)}
    return len(pending) < 5 and not (Part.ROLE in kinds and Part.ORGANISATION in kinds)


def _row(cells: list[Passage], setting: Setting, header: columns.Header | None) -> Iterator[Entry]:
    """A table's row: one person over its cells, or one person a cell."""
    filled = [cell for cell in cells if cell]
    if not filled or all(lexicon().cue(cell.text) for cell in filled):
        return
    if header and len(header) - 2 <= len(cells) < len(header) and len(cells) > 1:
        cells = [*cells, *[cells[0][:0]] * (len(header) - len(cells))]  # a print has no trace of the empty cells at the end of a row
    if header and len(header) == len(cells) and any(names_somebody(cell, setting.region) for cell in filled):
        yield from entries_of(columns.tokens_of(cells, header, setting.region), setting)
        return
    naming = [cell for cell in filled if names_somebody(cell, setting.region)]
    full = [cell for cell in naming if len(tokens(cell, setting.region)) > 1]
    if len(naming) > 1 and (len(full) == len(naming) or len(naming) == len(filled)):
        for cell in naming:
            yield from entries(cell, setting)
    elif len(naming) == 1 and len(entries(naming[0], Setting(setting.region))) > 1:
        others = [cell for cell in filled if cell is not naming[0]]
        headed = next((given for cell in others if (given := groups.given(cell, False, True, False, setting))), setting)
        yield from entries(naming[0], headed)
    elif naming:
        yield from entries_of(tuple(part for cell in filled for part in tokens(cell, setting.region)), setting)
