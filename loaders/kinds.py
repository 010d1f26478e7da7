"""What a document is: minutes, a plan or a roster, by its title and by what its labels announce."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from loaders import adopted, cards, label_words, naming, numbering, plan_signs, roster_prose, stacked
from loaders.blocks import Block
from loaders.blocks import Kind as BlockKind
from loaders.lexicon import lexicon
from loaders.model import Kind
from loaders.passage import Passage, series
from loaders.sentences import sentences
from loaders.vocabulary import pattern, scheme

_TITLE_LINES = 6
_FEWEST_PEOPLE, _LONGEST_PERSON, _FEWEST_DECISIONS, _FEWEST_ITEMS = 5, 120, 2, 2
_WIDEST, _SHORT, _FEWEST_NAMES, _FEWEST_TOLD, _ROOM = 3, 40, 3, 2, 4


def kind_of(blocks: Sequence[Block]) -> Kind | None:
    """The kind; None for a text in which neither title nor labels tell."""
    kept = [block for block in stacked.read(blocks) if block.kind is not BlockKind.FURNITURE]
    told = adopted.read(kept)
    return _kind(kept) or _kind(told) or _least(told)


def _least(kept: Sequence[Block]) -> Kind | None:
    """Where nothing says what a paper is: a few people make it a list where no label of minutes stands, sums or who answers by when a plan."""
    lines = [block.text.text for block in kept]
    minutes = any(cue.code in ("attendees", "absentees", "decision") for line in lines if (cue := lexicon().listed_cue(line)))
    shown = [naming.shows_somebody(block.text, "") for block in cards.read(kept, "") if block.text]
    if sum(shown) >= _FEWEST_NAMES and not minutes and sum(shown) * _ROOM >= len(shown):
        return Kind.ROSTER
    return Kind.PLAN if plan_signs.at_all(kept) else None


def _kind(kept: Sequence[Block]) -> Kind | None:
    lines = [(block.cells[0] if block.kind is BlockKind.ROW and block.cells else block.text).text for block in kept]
    title = next((kind for line in lines[:_TITLE_LINES] if not _ENVELOPE.match(line) and (kind := _named(line))), None)
    if title is Kind.ROSTER and _is_about_else(kept):
        title = None  # "Orientering til klyngens medlemmer" heads a paper about something else
    # "Det er besluttet:" heads a field of a plan: against a title that says so, only labels of minutes in so many words count.
    labelled = lexicon().listed_cue if title in (Kind.PLAN, Kind.ROSTER) else lexicon().cue
    labels = Counter(cue.code for line in lines if (cue := labelled(line)))
    # A plan tells of decisions too, but has nobody at the table.
    decided = labels["decision"] >= _FEWEST_DECISIONS and (labels["attendees"] or labels["absentees"])
    account = _plan_like().search(lines[0]) is not None and labels["decision"] < _FEWEST_DECISIONS if lines else False
    met = any(labels[code] for code in ("date", "place", "recommendation")) or numbering.counted(kept) >= _FEWEST_ITEMS
    if decided or (
        labels["decision"]
        and title is not Kind.PLAN
        and not account
        and (title or met or not (plan_signs.of_money(kept) or plan_signs.is_answered(kept)))
    ):
        return Kind.MINUTES  # "Resultat" again and again below what was granted to whom is no minutes' label
    if title:
        return (_misnamed(kept, labels) if title is Kind.ROSTER else None) or title
    if (labels["attendees"] and labels["absentees"]) or ((labels["attendees"] or labels["absentees"]) and met):
        # "Hvem er med" and "Hvornår" are a plan's labels where who answers is said, and nobody is named.
        return Kind.PLAN if plan_signs.is_answered(kept) and not _names_anybody(kept) else Kind.MINUTES
    return _untitled(kept)


def _misnamed(kept: Sequence[Block], labels: Counter[str]) -> Kind | None:
    """What a paper is that speaks of members first: "Medlemmer" may be the label above those who met, or stand in a letter about grants."""
    if labels["absentees"] and (labels["date"] or labels["place"]) and numbering.counted(kept) >= _FEWEST_ITEMS:
        return Kind.MINUTES
    return Kind.PLAN if plan_signs.of_money(kept) and not _lists_people(kept) else None


def _untitled(kept: Sequence[Block]) -> Kind | None:
    """Without a title of its own: what the value of a label says ("Emne:    Handleplan for …"), what a memo's heading says, what the text holds."""
    rows = [block.text.text for block in kept[:_TITLE_LINES] if len(block.cells) < _WIDEST]
    title = next((kind for row in rows if not _ENVELOPE.match(row) and (kind := _named(row))), None)
    if title is Kind.ROSTER and _is_about_else(kept):
        title = None
    if title or _lists_people(kept):
        return title or Kind.ROSTER
    # A memo's title stands below its head ("Til:", "Fra:", "Dato:"), as its first heading.
    rows += [block.text.text for block in kept if block.kind is BlockKind.HEADING][:1]
    like = any(_plan_like().search(row) for row in rows) or any(
        told(kept) for told in (plan_signs.of_money, plan_signs.of_initiatives, plan_signs.of_amounts)
    )
    return Kind.PLAN if like else Kind.ROSTER if _says_who_sits(kept) else None


_ENVELOPE = re.compile(r"(?:fra|til|cc|bcc|sendt|from|to|sent):\s|(?:kopi\s+)?til\s", re.IGNORECASE)
"""Lines of a letter's or an e-mail's head, which say nothing of what the text is ("Til: Klyngens medlemmer")."""


def _is_about_else(blocks: Sequence[Block]) -> bool:
    """Does a paper that speaks of members name none of them, and tell of money or of who answers by when?"""
    return plan_signs.at_all(blocks) and not _names_anybody(blocks)


def _names_anybody(blocks: Sequence[Block]) -> bool:
    return any(naming.names_somebody(block.text, "") for block in cards.read(blocks, "") if block.text)


def _says_who_sits(blocks: Sequence[Block]) -> bool:
    """Do sentences say of several people that they sit there, or what they are there, or does "Navn: …" come again and again?"""
    labelled = sum(_NAME.match(block.text.text) is not None for block in blocks)
    told = (sentence for block in blocks if len(block.text) > _SHORT for sentence in sentences(block.text) if roster_prose.says_who_sits(sentence))
    return labelled >= _FEWEST_NAMES or sum(naming.shows_somebody(sentence, "") for sentence in told) >= _FEWEST_TOLD


_NAME = re.compile(r"(?:navn|medlem|repræsentant)\s*:\s+[A-ZÆØÅ]", re.IGNORECASE)


def _lists_people(blocks: Sequence[Block]) -> bool:
    """Without a title that says so: from first to last person, most lines are short and name somebody with a title, party or organisation.

    What a page says before its list and below it (purpose, meeting plan, whom to ring) counts for nothing.
    """
    read = [block for block in cards.read([block for block in blocks if block.kind is not BlockKind.FURNITURE], "") if block.text]
    lines = [_line(block) for block in read]
    named = [naming.how_many(line, "") for line in lines]
    shown = [
        many if naming.shows_somebody(line, "") and len(line.text) < _LONGEST_PERSON * many else 0 for line, many in zip(lines, named, strict=True)
    ]
    starts = [at for at, block in enumerate(read) if block.gap or not at]
    cards_of_lines = [int(any(shown[at:end])) for at, end in pairwise([*starts, len(read)])]
    return _is_dense(shown) or _is_dense(cards_of_lines)


def _is_dense(shown: Sequence[int]) -> bool:
    """Several people, a table's row perhaps all of a party's; and two lines in five from the first to the last name somebody."""
    people = [at for at, many in enumerate(shown) if many]
    return sum(shown) >= _FEWEST_PEOPLE and len(people) > 1 and len(people) * 5 >= (people[-1] - people[0] + 1) * 2


def _line(block: Block) -> Passage:
    """A line, or the cells of a row as one."""
    cells = [cell for cell in block.cells if cell] if block.kind is BlockKind.ROW else []
    return series(cells) if cells else block.text


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


def says_kind(line: str) -> bool:
    """Does a title say what kind of paper it is, rather than what the paper is about?"""
    return _named(line) is not None or _plan_like().search(line) is not None


def _named(line: str) -> Kind | None:
    """What a title says; "Medlemmer til stede" is none, but the label above those who met."""
    if label_words.read(line):
        return None
    for words, kind in _title_words():
        if words.search(line):
            return kind
    return None
