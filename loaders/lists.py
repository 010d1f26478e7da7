"""Lists of people, in whatever layout: lines, running text, tables, one field a line, grouped under headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from loaders import names, organisations
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.model import Organisation, Term
from loaders.passage import Passage, join
from loaders.people import Entry, Setting, entries, entry_of
from loaders.sentences import sentences
from loaders.tokens import tokens
from loaders.wholes import Kind as Part

_OPEN = re.compile(r"(?:,|\(|\bog|\bsamt|\bfor|\bi|–|-)$")
_FIELD = re.compile(r"^([\wæøå]+)\s*:\s*", re.IGNORECASE)


def people(blocks: Iterable[Block], setting: Setting) -> Iterator[Entry]:
    """Everyone that these lines list, in printed order."""
    current, pending = setting, []  # type: tuple[Setting, list[Passage]]
    above: Organisation | None = None
    for line, gap, heading in _lines(blocks):
        if isinstance(line, list):
            yield from _flush(pending, current)
            pending = []
            above = _leading_organisation(line, above, setting.region)
            yield from _row(line, replace(current, organisation=above) if above else current)
            continue
        above = None
        inline = _inline_group(line, setting)
        if inline:
            yield from _flush(pending, current)
            pending = []
            yield from entries(inline[1], inline[0])
            continue
        bare = _without_field(line)
        labelled, line = len(bare) < len(line), bare
        if names_somebody(line, setting.region) and not heading:
            if not (pending and _OPEN.search(pending[-1].text) and not gap) or len(pending) > _MOST_LINES:
                yield from _flush(pending, current)
                pending = []
            pending.append(line)
        elif pending and labelled and len(pending) < _MOST_LINES:
            pending.append(line)
        elif len(pending) > _MOST_FIELDS and not heading:
            continue
        elif group := _group(line, heading, gap, _waits(pending, setting.region), setting):
            yield from _flush(pending, current)
            current, pending = group, []
        elif pending and not heading:
            pending.append(line)
    yield from _flush(pending, current)


_MOST_FIELDS = 12  # lines that tell of one person
_MOST_LINES = 60  # lines of running text that tell of several
_LABELLED = re.compile(r"^(?P<label>[^:()]{2,120}):\s+(?=\S)")


def _inline_group(line: Passage, setting: Setting) -> tuple[Setting, Passage] | None:
    """ "Fra kommunerne: borgmester A, B Kommune; …": a group's heading and its people on one line."""
    found = _LABELLED.match(line.text)
    if not found or lexicon().is_cue(found.group("label"), "field"):
        return None
    label, rest = line.group(found, "label"), line[found.end() :].strip()
    if names_somebody(label, setting.region) or not names_somebody(rest, setting.region):
        return None
    group = _group(label, True, True, False, setting)
    return (group, rest) if group else None


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[Passage | list[Passage], bool, bool]]:
    """Each line (a row as its cells), whether space stands before it, whether it is a heading; running text put together."""
    held: list[Block] = []
    kept = [block for block in blocks if block.kind is not Kind.FURNITURE]
    for block, after in zip_longest(kept, kept[1:]):
        if held and (block.gap or block.kind is not Kind.LINE):
            yield from _paragraph(held)
            held = []
        if block.kind is Kind.LINE:
            held.append(block)
        elif block.kind is Kind.ROW:
            yield list(block.cells), block.gap, False
        else:
            yield block.text, block.gap, block.kind is Kind.HEADING or _holds_a_list(block, after)
    yield from _paragraph(held)


def _holds_a_list(block: Block, after: Block | None) -> bool:
    """An item with items nested in it is what they have in common."""
    return block.kind is Kind.ITEM and after is not None and after.kind is Kind.ITEM and after.level > block.level


def _paragraph(held: list[Block]) -> Iterator[tuple[Passage, bool, bool]]:
    """Lines without space between them: one text where the first goes on in the next, else line by line."""
    if len(held) > 1 and _runs_on(held):
        yield from ((sentence, held[0].gap, False) for sentence in sentences(join([block.text for block in held])))
    else:
        for block in held:
            yield block.text, block.gap, False


def _runs_on(held: list[Block]) -> bool:
    first = held[0].text.text
    given = sum(names.is_given_name(word) for word in re.findall(r"[^\W\d_][\w-]+", first))
    several = first.count(",") >= 1 and given >= 2 and len(first) > 60
    return several or _is_wrapped([block.text.text for block in held]) or all(_OPEN.search(block.text.text) for block in held[:-1])


def _is_wrapped(lines: list[str]) -> bool:
    """Running text cut at a margin: all lines but the last are about as long, and a sentence goes on in small letters on one of them.

    >>> _is_wrapped(["Regionsrådet i Region Syddanmark har udpeget fem af sine egne", "medlemmer: Ane Holm (V) og Bo Lund (A)."])
    True
    >>> _is_wrapped(["Ane Holm, direktør", "Bo Lund, chefkonsulent"])
    False
    """
    widest = max((len(line) for line in lines[:-1]), default=0)
    even = widest >= 60 and all(len(line) >= 0.75 * widest for line in lines[:-1])
    return even and lines[0][:1].isupper() and any(line[:1].islower() for line in lines[1:])


def _flush(pending: list[Passage], setting: Setting) -> Iterator[Entry]:
    if pending:
        yield from entries(_joined(pending), setting)


def _joined(pending: list[Passage]) -> Passage:
    """One person's lines as one, with a comma where a field ended."""
    if len(pending) == 1:
        return pending[0]
    whole = pending[0]
    for part in pending[1:]:
        if _OPEN.search(whole.text) or part.text.startswith("("):
            whole = join([whole, part])
        else:
            at = whole.places[-1] + 1
            whole = Passage(f"{whole.text}, {part.text}", (*whole.places, at, at, *part.places), whole.page)
    return whole


def _without_field(line: Passage) -> Passage:
    found = _FIELD.match(line.text)
    return line[found.end() :].strip() if found and lexicon().is_cue(found.group(1), "field") else line


def names_somebody(line: Passage, region: str) -> bool:
    """A line names somebody where a name stands on it that is sure: by its given name, or by what else the line says."""
    parts = tokens(line, region)
    found = [part for part in parts if part.kind is Part.NAME]
    if not found or lexicon().is_cue(line.text, "side"):
        return False
    telling = {Part.ROLE, Part.PARTY, Part.ORGANISATION, Part.FUNCTION, Part.ABSENT, Part.SUBSTITUTE, Part.VIDEO}
    sure = any(names.is_given_name(part.passage.text.split()[0]) for part in found)
    return sure or any(part.kind in telling for part in parts) or (len(parts) == 1 and len(line.text.split()) <= 4)


def shows_somebody(line: Passage, region: str) -> bool:
    """A name, and beside it a title, a party, a function or an organisation."""
    kinds = {part.kind for part in tokens(line, region)}
    return Part.NAME in kinds and not kinds.isdisjoint({Part.ROLE, Part.PARTY, Part.FUNCTION, Part.ORGANISATION})


def _waits(pending: list[Passage], region: str) -> bool:
    """May the next line still belong to the person above: one field a line, or something not yet said?"""
    return bool(pending) and (len(pending) > 1 or _bare(pending, region))


def _bare(pending: list[Passage], region: str) -> bool:
    """Has the person so far got only a name, so that a title or an organisation is still to come?"""
    kinds = {part.kind for line in pending for part in tokens(line, region)}
    return len(pending) < 5 and not (Part.ROLE in kinds and Part.ORGANISATION in kinds)


def _group(line: Passage, heading: bool, gap: bool, waiting: bool, setting: Setting) -> Setting | None:
    """What a line that names nobody gives to those below it; None where it is a part of the person above."""
    text = line.text.strip(" :*")
    if not heading and not gap and waiting and not line.text.endswith(":") and not _is_plural(text):
        return None
    base = replace(setting, organisation=None, role=None, function=None)
    if lexicon().is_cue(text, "absentees"):
        return replace(base, absent=True)
    function = lexicon().function(text)
    if function:
        return replace(base, function=function)
    alternates = _ALTERNATES_FOR.match(text)
    if alternates:
        whose = alternates.group("whose")
        return replace(
            base, function=lexicon().function(alternates.group("what")), organisation=side(whose, setting.region), role=_plural_role(whose)
        )
    organisation = side(text, setting.region)
    role = _plural_role(text)
    if organisation or role or lexicon().is_cue(text, "side") or heading or lexicon().is_cue(text, "further-attendees") or line.text.endswith(":"):
        return replace(base, organisation=organisation, role=role)
    return None


def _is_plural(text: str) -> bool:
    """Is the whole line a title in the plural ("Borgmestre", "Praktiserende læger"), which no person's field is?"""
    found = lexicon().plural_role_at(text)
    return (found is not None and found[1] == len(text)) or lexicon().is_cue(text, "side")


# "Stedfortræder for regionsrådets medlemmer", "Suppleanter fra Randers Kommune"
_ALTERNATES_FOR = re.compile(r"^(?P<what>stedfortræder(?:e)?|suppleant(?:er)?)\s+(?:for|til|fra)\s+(?P<whose>.+)$", re.IGNORECASE)
_REGIONAL = re.compile(
    r"^(?:(?:medlem(?:mer)?|repræsentant(?:er)?)\s+(?:fra|af|for)\s+|fra\s+)?(?:regionen|regionsrådet|regionsråd|regionsrådsmedlemmer|regionsrådets\s+(?:medlemmer|repræsentanter))$",
    re.IGNORECASE,
)


def side(text: str, region: str) -> Organisation | None:
    """The organisation that a group's heading names, or the side's own ("Almen praksis": the region's PLO)."""
    bare = re.sub(r"^(?:medlem(?:mer)?\s+|repræsentant(?:er)?\s+)?(?:fra|for)\s+", "", text, flags=re.IGNORECASE)
    if _REGIONAL.match(text):
        return organisations.region(region)
    practice = organisations.practice_side(bare, region) or organisations.practice_side(text, region)
    named = organisations.organisation(bare, region)
    general = practice and named and named.kind == "GeneralPracticeOrganisation" and not organisations.region_of(named)
    return named if named and (named.known or named.unit_of) and not general else practice or named


def _plural_role(text: str) -> Term | None:
    """ "Regionsrådsmedlemmer:" and "Medlemmer fra kommunerne (borgmestre):" give everyone below the title in the singular."""
    for word in re.finditer(r"[\wæøå-]+", text):
        plural = lexicon().plural_role_at(text[word.start() :])
        if plural and plural[0].label not in ("medlem", "formand", "repræsentant"):
            return plural[0]
    return lexicon().role("regionsrådsmedlem") if of_council(text) else None


def of_council(text: str) -> bool:
    """Does a heading give those below it as members of the regional council?"""
    return _FROM_COUNCIL.match(text) is not None


_FROM_COUNCIL = re.compile(
    r"^(?:medlem(?:mer)?|repræsentant(?:er)?)\s+(?:fra|af|for)\s+regionsrådet$|^regionsrådet(?:s\s+(?:medlemmer|repræsentanter))?$", re.IGNORECASE
)


def _leading_organisation(cells: list[Passage], above: Organisation | None, region: str) -> Organisation | None:
    """The organisation in a row's first column; where that cell is empty, the one above it, of which it is a part."""
    if not cells or not cells[0]:
        return above
    parts = tokens(cells[0], region)
    alone = parts[0].value if len(parts) == 1 else None
    return alone if isinstance(alone, Organisation) else None


def _row(cells: list[Passage], setting: Setting) -> Iterator[Entry]:
    """A table's row: one person over its cells, or one person a cell."""
    filled = [cell for cell in cells if cell]
    if not filled or all(lexicon().cue(cell.text) for cell in filled):
        return
    naming = [cell for cell in filled if names_somebody(cell, setting.region)]
    full = [cell for cell in naming if len(tokens(cell, setting.region)) > 1]
    if len(naming) > 1 and (len(full) == len(naming) or len(naming) == len(filled)):
        for cell in naming:
            yield from entries(cell, setting)
    elif naming:
        parts = tuple(part for cell in filled for part in tokens(cell, setting.region))
        yield entry_of(parts, setting)
