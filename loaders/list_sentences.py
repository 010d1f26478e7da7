"""Sentences among the lines of a list of people: what runs on is no line of the list, and "Endvidere deltog A og B." is a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import footnotes, groups, list_marks, names
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.model import Organisation
from loaders.passage import Passage, join, listed
from loaders.sections import Section
from loaders.sentences import sentences

_OTHERS = frozenset({"absentees", "substitutes", "chair", "secretary"})


def apart(sections: Sequence[Section]) -> Iterator[Section]:
    """The same sections; "Fra sekretariatet deltog Ane Holm." below those who stayed away begins a list of its own."""
    for section in sections:
        at = next((at for at, block in enumerate(section.blocks) if at and block.kind is Kind.LINE and _lead(block.text.text)), 0)
        if section.code not in _OTHERS or not at:
            yield section
            continue
        yield replace(section, blocks=section.blocks[:at])
        yield Section("further-attendees", None, section.blocks[at:])


def lines(section: Section) -> tuple[Block, ...]:
    """The blocks of a list without its sentences; "Endvidere deltog A og B." is a part of the list."""
    kept = (block for block in section.blocks if footnotes.of_line(block) is None)
    return list_marks.plain(part for block in kept for part in map(_without_clause, parts(block)) if not is_sentence(part))


_CLAUSE = re.compile(r",?\s+(?:som|der)\s+(?:[a-zæøå]+\s+){0,3}(?:har|havde|er|var|kunne)\s.*$")
_OFFICE = re.compile(
    r",\s+(?:som|der)\s+(?:også\s+|samtidig\s+)?(?:er|var)\s+(?:(?:klyngens|udvalgets|rådets|sundhedsrådets|gruppens|mødets)\s+)?(?P<office>[^,.;()]+)"
)


def _without_clause(block: Block) -> Block:
    """ "Ane Holm som af helbredsgrunde har valgt at udtræde": why somebody stays away is no part of the name; an office is told as others are."""
    while block.kind is not Kind.ROW and (told := _OFFICE.search(block.text.text)) and lexicon().function(told["office"].strip()):
        before = listed(block.text[: told.start()], block.text.group(told, "office").strip(), ", ")
        block = replace(block, text=join([before, block.text[told.end() :]]) if block.text.text[told.end() :].strip(" .") else before)
    found = _CLAUSE.search(block.text.text) if block.kind is not Kind.ROW else None
    name = names.name_pattern().match(block.text.text) if found else None
    return replace(block, text=block.text[: found.start()]) if found and name and name.end() <= found.start() else block


def running_text(blocks: Sequence[Block]) -> Iterator[Block]:
    """The paragraphs among a list's lines that are running text."""
    running = False
    for block in blocks:
        running = block.kind is Kind.LINE and (any(map(is_sentence, parts(block))) or (running and not block.gap))
        if running:
            yield block


def parts(block: Block) -> Iterator[Block]:
    """A line's sentences, each by itself, where one tells something; else the line."""
    parts = list(sentences(block.text)) if block.kind is Kind.LINE and _VERB.search(block.text.text) else []
    if len(parts) < 2 and not _lead(block.text.text):
        yield block
        return
    for index, part in enumerate(parts or [block.text]):
        lead = _lead(part.text)
        if lead and not (lead["side"] or lead["office"] or lead["whole"]):  # those who follow belong to no group above
            yield replace(block, text=part[: lead.end()].strip(), gap=True)
        yield replace(block, text=_also(part, lead) if lead else part, gap=block.gap if index == 0 and not lead else True)


def _also(part: Passage, lead: re.Match[str]) -> Passage:
    """Whom a sentence adds to a list; "Fra sekretariatet deltog A" as a list has it: "Fra sekretariatet: A"."""
    people = part[lead.end() :]
    label = next((name for name in ("side", "office", "whole") if lead[name]), "")
    return listed(part.group(lead, label), people, ": ") if label else people


_REMARK = re.compile(r"^[^:()]{3,80}:\s|\((?:[^()]|\([A-ZÆØÅ]{1,2}\))*\)|\s[–-]\s[^–]*$")
"""What is no sentence's verb: a group's label, what parentheses hold, what a dash sets off behind."""


def is_sentence(block: Block) -> bool:
    """Running text among a list's lines ("Lone Holm deltog i stedet for Bo Lund."), which the turnout rules read."""
    text = block.text.text.rstrip()
    told = _REMARK.sub("", text)
    return bool(_VERB.search(told)) and block.kind is not Kind.ROW and (text.endswith(".") or _goes_on(text))


def _goes_on(text: str) -> bool:
    """Without a stop: several words, and neither a list of people nor a group's label."""
    return not text.endswith(":") and "," not in text and len(text.split()) > 4


_ALSO = re.compile(
    r"^(?:(?:endvidere|desuden|herudover|derudover|også|yderligere|i\s+mødet|(?P<side>fra\s+[^,.:;]{2,60}?|for\s+(?!ham\b|hende\b|dem\b)(?-i:[a-zæøå]+))"
    r"|som\s+(?P<office>[\wæøå]+))\s+(?:deltog|deltager|var\s+til\s+stede|mødte)"
    r"|(?P<whole>[\wæøå][^,.:;]{2,50}?)\s+(?:var|er)\s+repræsenteret\s+(?:ved|af))\s+"
    r"(?:desuden\s+|også\s+|endvidere\s+)?(?=\S)(?!.*\b(?:i\s+stede[nt]\b|for\s+(?-i:[A-ZÆØÅ])))",
    re.IGNORECASE,
)


def _lead(text: str) -> re.Match[str] | None:
    """What a sentence begins with that adds people to a list; None where what they came as is no office, or what they represent no side."""
    found = _ALSO.match(text)
    if found and found["office"]:
        return found if lexicon().function(found["office"]) else None
    if found and found["whole"]:
        named = lexicon().function(found["whole"]) or groups.side(found["whole"], "")
        return found if named and (not isinstance(named, Organisation) or named.known or named.unit_of) else None
    return found


_VERBS = (
    r"deltog|ledede|lod|(?:var|blev)\s+(?:repræsenteret|erstattet|afløst)|mødte|deltager\s+(?:i|for|som)|havde\s+(?:meldt|afbud)"
    r"|forlod|ankom|åbnede|indledte|orienterede|hold(?:t|er)|præsenterede|fremlagde|gennemgik|fortalte|redegjorde|introducerede|takkede|savnede|der\s+var|var\s+afbud|var\s+til\s+stede|blev|bød|byder|indleder|afbud\s+(?:\w+\s+){0,2}fra|meldte|kunne\s+ikke|kom|gik|trak|stødte|tilsluttede|måtte|har|havde|blev|valgt"
)
_VERB = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
