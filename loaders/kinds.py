"""What a document is: minutes, a plan or a roster, by its title and by what its labels announce."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from loaders import cards, label_words, lists, numbering, plan_words
from loaders.blocks import Block
from loaders.blocks import Kind as BlockKind
from loaders.kroner import amounts
from loaders.lexicon import lexicon
from loaders.model import Kind
from loaders.money_kinds import kind_in, verb
from loaders.passage import Passage, listed
from loaders.vocabulary import pattern, scheme

_TITLE_LINES = 6
_FEWEST_PEOPLE, _LONGEST_PERSON, _FEWEST_GRANTS, _FEWEST_FIELDS, _FEWEST_DECISIONS, _FEWEST_ITEMS = 5, 120, 3, 2, 2, 2


def kind_of(blocks: Sequence[Block]) -> Kind | None:
    """The kind; None for a text in which neither title nor labels tell."""
    kept = [block for block in blocks if block.kind is not BlockKind.FURNITURE]
    lines = [(block.cells[0] if block.kind is BlockKind.ROW and block.cells else block.text).text for block in kept]
    title = next((kind for line in lines[:_TITLE_LINES] if (kind := _named(line))), None)
    # "Det er besluttet:" heads a field of a plan: against a title that says so, only labels of minutes in so many words count.
    labelled = lexicon().listed_cue if title in (Kind.PLAN, Kind.ROSTER) else lexicon().cue
    labels = Counter(cue.code for line in lines if (cue := labelled(line)))
    # A plan tells of decisions too, but has nobody at the table.
    decided = labels["decision"] >= _FEWEST_DECISIONS and (labels["attendees"] or labels["absentees"])
    account = _plan_like().search(lines[0]) is not None and labels["decision"] < _FEWEST_DECISIONS if lines else False
    if decided or (labels["decision"] and title is not Kind.PLAN and not account):
        return Kind.MINUTES
    apart = labels["absentees"] and (labels["date"] or labels["place"]) and numbering.counted(kept) >= _FEWEST_ITEMS
    if title is Kind.ROSTER and apart:
        return Kind.MINUTES  # "Medlemmer" as a label above those who met
    if title is Kind.ROSTER and _tells_of_money(kept) and not _lists_people(blocks):
        return Kind.PLAN  # a letter "Til medlemmerne" about what they have granted
    if title:
        return title
    met = any(labels[code] for code in ("date", "place", "recommendation")) or numbering.counted(kept) >= _FEWEST_ITEMS
    if (labels["attendees"] and labels["absentees"]) or ((labels["attendees"] or labels["absentees"]) and met):
        return Kind.MINUTES
    rows = [block.text.text for block in kept[:_TITLE_LINES]]  # "Emne:    Handleplan for …": what the value of a label says, where nothing else does
    title = next((kind for row in rows if (kind := _named(row))), None)
    if title or _lists_people(blocks):
        return title or Kind.ROSTER
    # A memo's title stands below its head ("Til:", "Fra:", "Dato:"), as its first heading.
    rows += [block.text.text for block in kept if block.kind is BlockKind.HEADING][:1]
    return Kind.PLAN if any(_plan_like().search(row) for row in rows) or _tells_of_money(kept) or _tells_of_initiatives(kept) else None


def _tells_of_initiatives(blocks: Sequence[Block]) -> bool:
    """Without a title that says so: who answers and by when is said in fields again and again, or a table has columns for it."""
    codes = Counter(code for block in blocks for code in _field(block))
    whose, when = codes["responsible"] + codes["coordinator"], codes["time-plan"] + codes["start"]
    heads = ([plan_words.table_head(cell.text) for cell in block.cells] for block in blocks if len(block.cells) > 2)
    table = any("initiative" in set().union(*head) and "responsible" in set().union(*head) for head in heads)
    return min(whose, when) >= _FEWEST_FIELDS or table


def _field(block: Block) -> frozenset[str]:
    if block.kind is BlockKind.ROW and len(block.cells) == 2:
        return plan_words.column(block.cells[0].text)
    label = plan_words.field(block.text.text)
    return frozenset({label.code}) if label else frozenset()


def _tells_of_money(blocks: Sequence[Block]) -> bool:
    """Without a title that says so: several paragraphs that grant, allocate or apply for an amount."""
    told = sum(bool(amounts(block.text.text)) and verb(block.text.text) is not None for block in blocks)
    heads = (block for block in blocks if block.kind is BlockKind.ROW and len(block.cells) > 2)
    table = any(sum(kind_in(cell.text) is not None and len(cell.text.split()) < _LONG_HEAD for cell in head.cells) > 1 for head in heads)
    return told >= _FEWEST_GRANTS or table


_LONG_HEAD = 5  # words, which no column's head has: "Ansøgt | Bevilget"


def _lists_people(blocks: Sequence[Block]) -> bool:
    """Without a title that says so: from first to last person, most lines are short and name somebody with a title, party or organisation.

    What a page says before its list and below it (purpose, meeting plan, whom to ring) counts for nothing.
    """
    lines = [_line(block) for block in cards.read([block for block in blocks if block.kind is not BlockKind.FURNITURE], "") if block.text]
    people = [at for at, line in enumerate(lines) if lists.shows_somebody(line, "") and len(line.text) < _LONGEST_PERSON * lists.how_many(line, "")]
    several = sum(lists.how_many(lines[at], "") for at in people)  # a table's row may hold all of a party's
    return several >= _FEWEST_PEOPLE and len(people) > 1 and len(people) * 5 >= (people[-1] - people[0] + 1) * 2


def _line(block: Block) -> Passage:
    """A line, or the cells of a row as one."""
    cells = [cell for cell in block.cells if cell] if block.kind is BlockKind.ROW else []
    whole = cells[0] if cells else block.text
    for cell in cells[1:]:
        whole = listed(whole, cell, ", ")
    return whole


@cache
def _title_words() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    words = {concept.code: pattern(concept.labels) for concept in scheme("title-word")}
    return tuple((re.compile(rf"(?<!\w)(?:{words[kind.value]})(?!\w)", re.IGNORECASE), kind) for kind in Kind)


@cache
def _plan_like() -> re.Pattern[str]:
    """A title that is read as a plan's: one of the vocabulary's, or "Fordeling af …" with funds behind it ("Brug af Horsensklyngens midler")."""
    words = {concept.code: pattern(concept.labels) for concept in scheme("title-word")}
    account = rf"(?:{words['account']})(?:\s+[\w-]+){{0,3}}\s+(?:{words['funds']})"
    return re.compile(rf"(?<!\w)(?:{words['plan-like']}|{account})(?!\w)", re.IGNORECASE)


def _named(line: str) -> Kind | None:
    """What a title says; "Medlemmer til stede" is none, but the label above those who met."""
    if label_words.read(line):
        return None
    for words, kind in _title_words():
        if words.search(line):
            return kind
    return None
