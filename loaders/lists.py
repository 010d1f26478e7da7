"""Lists of people, in whatever layout: lines, running text, tables, one field a line, grouped under headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders import columns, list_lines, names, organisations
from loaders.blocks import Block
from loaders.columns import Header
from loaders.lexicon import lexicon
from loaders.model import Organisation, Term
from loaders.passage import Passage, join
from loaders.people import Entry, Setting, entries, entries_of
from loaders.tokens import tokens
from loaders.wholes import Kind as Part

_FIELD = re.compile(r"^([\wæøå]+)\s*:\s*", re.IGNORECASE)


def people(blocks: Iterable[Block], setting: Setting) -> Iterator[Entry]:
    """Everyone that these lines list, in printed order."""
    walk = _Walk(setting)
    for line, gap, heading in list_lines.lines(blocks):
        if isinstance(line, list):
            yield from walk.row(line)
        elif inline := _inline_group(line, setting):
            yield from walk.flush()
            yield from entries(inline[1], inline[0])
        else:
            yield from walk.line(line, gap, heading)
    yield from walk.flush()


class _Walk:
    """A list while it is read: what the headings above give, and the lines of the person in hand."""

    def __init__(self, setting: Setting) -> None:
        self._base = self._current = setting
        self._pending: list[Passage] = []
        self._header: Header | None = None
        self._above: Organisation | None = None
        self._grouped = False

    def flush(self) -> Iterator[Entry]:
        """The person in hand."""
        yield from _flush(self._pending, self._current)
        self._pending, self._above = [], None

    def row(self, cells: list[Passage]) -> Iterator[Entry]:
        """A table's row; an organisation in its first column goes for the rows below in which that column is empty."""
        above = self._above
        yield from self.flush()
        titles = columns.header(cells)
        self._header = titles or self._header
        self._above = _leading_organisation(cells, above, self._base.region)
        if not titles:
            yield from _row(cells, replace(self._current, organisation=self._above) if self._above else self._current, self._header)

    def line(self, line: Passage, gap: bool, heading: bool) -> Iterator[Entry]:
        """A line is somebody's first, a further one of theirs, or the heading of a group."""
        self._above = None
        bare = _without_field(line)
        labelled, line = len(bare) < len(line), bare
        if names_somebody(line, self._base.region) and not heading:
            if not (self._pending and list_lines.OPEN.search(self._pending[-1].text) and not gap):
                yield from self.flush()
            self._pending.append(line)
        elif self._pending and labelled:
            self._pending.append(line)
        elif group := _group(line, heading, gap, self._waits(line), self._base):
            self._grouped = self._grouped or (not self._pending and self._current is self._base)
            yield from self.flush()
            self._current = group
        elif self._pending and not heading:
            self._pending.append(line)

    def _waits(self, line: Passage) -> bool:
        """May the line still belong to the person in hand?"""
        return _waits(self._pending, self._base.region) and not (self._grouped and len(self._pending) == 1 and _names(line))


_LABELLED = re.compile(r"^(?P<label>[^:()]{2,120}):\s+(?=\S)")


def _inline_group(line: Passage, setting: Setting) -> tuple[Setting, Passage] | None:
    """ "Fra kommunerne: borgmester A, B Kommune; …": a group's heading and its people on one line."""
    found = _LABELLED.match(line.text)
    if not found or _is_field(found.group("label")):
        return None
    label, rest = line.group(found, "label"), line[found.end() :].strip()
    if names_somebody(label, setting.region) or not names_somebody(rest, setting.region):
        return None
    group = _group(label, True, True, False, setting)
    return (group, rest) if group else None


def _flush(pending: list[Passage], setting: Setting) -> Iterator[Entry]:
    if pending:
        yield from entries(_joined(pending), setting)


def _joined(pending: list[Passage]) -> Passage:
    """One person's lines as one, with a comma where a field ended."""
    if len(pending) == 1:
        return pending[0]
    whole = pending[0]
    for part in pending[1:]:
        if list_lines.OPEN.search(whole.text) or part.text.startswith("("):
            whole = join([whole, part])
        else:
            at = whole.places[-1] + 1
            whole = Passage(f"{whole.text}, {part.text}", (*whole.places, at, at, *part.places), whole.page)
    return whole


def _without_field(line: Passage) -> Passage:
    found = _FIELD.match(line.text)
    return line[found.end() :].strip() if found and _is_field(found.group(1)) else line


def _is_field(text: str) -> bool:
    return lexicon().is_cue(text, "field") or lexicon().is_cue(text, "name-column")


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


def _names(line: Passage) -> bool:
    """Is the whole line the name of an organisation in the reference data?"""
    named = organisations.organisation(line.text)
    return bool(named and named.known)


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
    bare = re.sub(r"^(?:medlem(?:mer)?\s+|repræsentant(?:er)?\s+|deltagere?\s+)?(?:fra|for)\s+", "", text, flags=re.IGNORECASE)
    if _REGIONAL.match(text):
        return organisations.region(region)
    practice = organisations.practice_side(bare, region) or organisations.practice_side(text, region)
    named = organisations.organisation(bare, region)
    general = practice and named and named.kind == "GeneralPracticeOrganisation" and not organisations.region_of(named)
    return named if named and (named.known or named.unit_of) and not general else practice or named


def _plural_role(text: str) -> Term | None:
    """ "Regionsrådsmedlemmer:" and "Medlemmer fra kommunerne (borgmestre):" give everyone below the title in the singular."""
    joined = re.match(r"((?:[\wæøå]+-,?\s+)*[\wæøå]+-\s+og\s+)(?=[\wæøå]+$)", text)
    for word in re.finditer(r"[\wæøå-]+", text):
        plural = lexicon().plural_role_at(text[word.start() :])
        if plural and joined and word.start() == joined.end():
            return lexicon().role(joined.group().lower() + plural[0].label)
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


def _row(cells: list[Passage], setting: Setting, header: Header | None) -> Iterator[Entry]:
    """A table's row: one person over its cells, or one person a cell."""
    filled = [cell for cell in cells if cell]
    if not filled or all(lexicon().cue(cell.text) for cell in filled):
        return
    if header and len(header) == len(cells) and any(names_somebody(cell, setting.region) for cell in filled):
        yield from entries_of(columns.tokens_of(cells, header, setting.region), setting)
        return
    naming = [cell for cell in filled if names_somebody(cell, setting.region)]
    full = [cell for cell in naming if len(tokens(cell, setting.region)) > 1]
    if len(naming) > 1 and (len(full) == len(naming) or len(naming) == len(filled)):
        for cell in naming:
            yield from entries(cell, setting)
    elif naming:
        yield from entries_of(tuple(part for cell in filled for part in tokens(cell, setting.region)), setting)
