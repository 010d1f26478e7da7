"""Rosters told in sentences: "Fra regionsrådet deltager A (V) og B (A)", "Byrådene har udpeget: borgmester C, D Kommune, og …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import groups, organisations
from loaders.blocks import Block, Kind
from loaders.lexicon import lexicon
from loaders.model import Term
from loaders.passage import Passage, join
from loaders.people import Entry, Setting, entries
from loaders.sentences import sentences
from loaders.wholes import COUNCILS

_FULL = 60  # characters that a line of running text has at least

# What stands before the people: a label with a colon, or whose side they are and that they sit there.
_SEATED = (
    r"(?:deltager|deltog|sidder|indgår|udpeges|(?:er|bliver)\s+(?:udpeget|valgt|indstillet)"
    r"|har\s+(?:(?:man|desuden|derudover|herudover|endvidere|også|tillige|yderligere|nu|senest|som\s+medlem(?:mer)?)\s+)*(?:udpeget|valgt|indstillet)"
    r"|(?:er|bliver)\s+repræsenteret\s+(?:ved|af|med|gennem)|repræsenteres\s+(?:ved|af|gennem))"
)
_LEAD = re.compile(rf"^(?P<side>[^:()]{{3,140}}?)(?::\s+|\s+{_SEATED}\s+)(?P<people>.+)$")
# The other way round: "Borgmester A (V) repræsenterer B Kommune og er næstformand".
_SITS = re.compile(
    r"^(?P<people>[^:]{5,140}?)\s+(?:repræsenterer|(?:er|blev)\s+(?:udpeget|valgt|indstillet)\s+(?:af|for|fra)|(?:sidder|deltager)\s+for)\s+(?P<side>[^:.]+?)"
    r"(?:,?\s+(?:og|som|der)\s+er\s+(?P<function>\w+)(?:\s+(?:for|i)\s+[^.,]+)?)?\.?$"
)
# Without a verb: "Fra A Kommune borgmester B (V)", "For regionsrådet: C (A)".
_FROM = re.compile(
    r"^(?:[Ff]ra|[Ff]or)\s+(?P<side>(?:[A-ZÆØÅ][\wæøåÆØÅ-]*\s+){1,3}[Kk]ommune|Region\s+[A-ZÆØÅ][\wæøå]+|[Rr]egionsrådet|almen\s+praksis|PLO[\w-]*):?\s+"
    r"(?P<people>(?!(?:er|var|deltager|deltog|sidder|indgår|har|og|bliver)\s).+)$"
)
# "Formand er borgmester A (V), B Kommune", "De øvrige medlemmer er …".
_OFFICE = re.compile(
    r"^(?:Ny\s+)?(?P<function>(?:(?<=Ny\s)[a-zæøå]|[A-ZÆØÅ])[\wæøå]+)(?:\s+(?:for|i)\s+[\wæøåÆØÅ-]+)?\s+(?:er|bliver|blev|varetages\s+(?:af|ved)|udgøres\s+af|består\s+af)\s+(?P<people>.+)$"
)
# "Borgmester A (V) fra B Kommune blev genvalgt som formand"
_ELECTED = re.compile(
    r"^(?P<people>[^:]{5,140}?)\s+(?:er|blev|er\s+blevet)\s+(?:gen)?(?:valgt|udpeget|konstitueret)\s+(?:som|til)\s+(?:ny\s+)?"
    r"(?P<function>[\wæøå]+)(?:\s+(?:for|i)\s+[^.]+)?\.?$"
)
# "Borgmester A (V), B Kommune, er ny formand"
_IS = re.compile(
    r"^(?P<people>[^:.]{5,140}?),?\s+(?:er|bliver)\s+(?:(?:ny|nye|fortsat|stadig|nu|menigt?)\s+)*(?P<function>[\wæøå]+)(?:\s+(?:for|i)\s+[^.,]+)?\.?$"
)
_MEMBERS = re.compile(
    r"^(?:(?:de\s+)?øvrige\s+|klyngens\s+|rådets\s+|udvalgets\s+)?medlemmer(?:ne)?(?:\s+af\s+[\wæøåÆØÅ-]+)?\s+er\s+(?P<people>.+)$", re.IGNORECASE
)
# "A (V), borgmester i Randers, og B (F), regionsrådsmedlem, er formænd."
_ARE = re.compile(r"^(?P<people>[^:]{5,200}?),?\s+er\s+(?:begge\s+)?(?P<function>(?:næst|med)?formænd)\.?$")
# "Som observatør deltager praktiserende læge A, PLO-Midtjylland"
_TAKES_PART = re.compile(
    r"^Som\s+(?P<function>[a-zæøå][\wæøå ]{3,40}?)\s+(?:deltager|medvirker|sidder|indgår|er\s+(?:udpeget|valgt))\s+(?P<people>.+)$"
)
_SAYS = re.compile(rf"^[^:()]{{3,140}}?\s+{_SEATED}\s+(?=.*[A-ZÆØÅ])")

_FORMS = (
    _SAYS,
    _SITS,
    _FROM,
    _OFFICE,
    _ELECTED,
    _ARE,
    _MEMBERS,
    _TAKES_PART,
)  # sentences that say in so many words who sits there, or what they are there

Piece = tuple[Entry, ...] | list[Block]


def pieces(blocks: Sequence[Block], setting: Setting) -> Iterator[Piece]:
    """People told of in running text, and between them the blocks that are a list's."""
    kept: list[Block] = []
    for run in runs(blocks):
        told = tuple(_told(run, setting)) if is_running(run) or _is_sentence(run) else ()
        if told:
            if kept:
                yield kept
            yield told
            kept = []
        else:
            kept += run
    if kept:
        yield kept


def runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Lines without a gap between them; any other block by itself."""
    held: list[Block] = []
    for block in blocks:
        titled = bool(held) and (held[-1].text.text.isupper() or _heads(held, block))  # "MEDLEMMER", "Formandskab" right above their sentences
        if held and (block.kind is not Kind.LINE or block.gap or titled or held[0].kind is not Kind.LINE):
            yield held
            held = []
        held.append(block)
    if held:
        yield held


def _heads(held: Sequence[Block], block: Block) -> bool:
    """Is the only line so far a few words without a stop, and the next one a sentence that says who sits?"""
    above = held[0].text.text
    return (
        len(held) == 1
        and len(above) < _FULL
        and not above.endswith((".", ",", ":", "-"))
        and block.text.text.endswith(".")
        and _says(block.text.text)
    )


_LABELLED = re.compile(r"[A-ZÆØÅ][^:.,()]{2,60}(?:\(\d{1,2}[^()]{0,20}\))?:\s+\S")


def is_running(run: Sequence[Block]) -> bool:
    """Full lines but for the last, and more than one sentence's worth of words."""
    if sum(_LABELLED.match(block.text.text) is not None for block in run) > 1:
        return False  # a side a line: "For regionen: …", "For kommunerne: …"
    return run[0].kind is Kind.LINE and all(len(block.text) >= _FULL for block in run[:-1]) and len(join(block.text for block in run)) > 2 * _FULL


def _is_sentence(run: Sequence[Block]) -> bool:
    """A paragraph of one sentence that says that these people sit for that side, however short: "Køge Kommune er repræsenteret ved …"."""
    whole = join(block.text for block in run)
    closed = (run[0].kind is Kind.LINE or _TAKES_PART.match(whole.text) is not None) and not run[0].cells and whole.text.endswith(".")
    return closed and (_says(whole.text) or all(_says(sentence.text) for sentence in sentences(whole)))


def says_who_sits(text: Passage) -> bool:
    """Does one of these sentences say in so many words that somebody sits there, or what they are there?"""
    return any(_says(sentence.text) for sentence in sentences(text))


def _says(sentence: str) -> bool:
    """What somebody is there tells only where it is an office that is known: "Borgmester A (V) er ny formand"."""
    holds = _IS.match(sentence)
    return any(form.match(sentence) for form in _FORMS) or (holds is not None and lexicon().function(holds["function"]) is not None)


def _told(run: Sequence[Block], setting: Setting) -> Iterator[Entry]:
    for sentence in sentences(join(block.text for block in run)):
        found = _FROM.match(sentence.text) or _LEAD.match(sentence.text)
        side = _side(sentence.group(found, "side"), setting) if found else None
        if found and side:
            yield from _seated(sentence.group(found, "people"), side)
        elif sits := _SITS.match(sentence.text):
            yield from _sitting(sentence, sits, setting)
        else:
            yield from _holding(sentence, setting)


# "borgmester A (V) med viceborgmester B (A) som stedfortræder", "A som observatør"
_WITH_DEPUTY = re.compile(r",?\s+(?:og|med)\s+(?P<deputy>[^.;]{5,120}?)\s+som\s+(?P<what>(?:personlig\s+|fast\s+)?(?:stedfortræder|suppleant))(?!\w)")
_AS = re.compile(r",?\s+som\s+(?P<what>[a-zæøå. ]{4,40}?)\.?$")


def _seated(people: Passage, side: Setting) -> Iterator[Entry]:
    """Those who sit for a side, with what the sentence calls the last of them."""
    deputy, called = _WITH_DEPUTY.search(people.text), _AS.search(people.text)
    function = lexicon().function(called["what"]) if called else None
    if deputy:
        yield from entries(people[: deputy.start()], side)
        yield from entries(people.group(deputy, "deputy"), replace(side, function=lexicon().function(deputy["what"])))
    elif called and function:
        yield from entries(people[: called.start()], replace(side, function=function))
    else:
        yield from entries(people, side)


def _holding(sentence: Passage, setting: Setting) -> Iterator[Entry]:
    """Those of whom the sentence says which function they have, or that they are members."""
    office = _OFFICE.match(sentence.text) or _TAKES_PART.match(sentence.text)
    function = lexicon().function(office.group("function")) if office else None
    if office and function:
        yield from entries(sentence.group(office, "people"), replace(setting, function=function))
    elif elected := _elected(sentence):
        yield from entries(sentence.group(elected[0], "people"), replace(setting, function=elected[1]))
    elif members := _MEMBERS.match(sentence.text):
        yield from entries(sentence.group(members, "people"), setting)


def _elected(sentence: Passage) -> tuple[re.Match[str], Term] | None:
    found = _ELECTED.match(sentence.text) or _IS.match(sentence.text) or _ARE.match(sentence.text)
    function = lexicon().function(found.group("function")) if found else None
    return (found, function) if found and function else None


def _sitting(sentence: Passage, found: re.Match[str], setting: Setting) -> Iterator[Entry]:
    """Those who sit for a side that we know, and the function that the sentence gives the only one of them."""
    side = _side(sentence.group(found, "side"), setting)
    told = entries(sentence.group(found, "people"), side) if side else ()
    function = lexicon().function(found.group("function")) if found.group("function") and len(told) == 1 else None
    yield from (replace(one, person=replace(one.person, functions=(*one.person.functions, function))) if function else one for one in told)


def _side(text: Passage, setting: Setting) -> Setting | None:
    """Whom the people behind a lead represent, and their common title; None where the lead names no side."""
    named = [one for _, _, one in organisations.organisations(text.text, setting.region)]
    bare = re.sub(r"^(?:fra|for)\s+", "", text.text, flags=re.IGNORECASE)
    given = groups.side(bare, setting.region)
    role = next(
        (plural[0] for word in re.findall(r"[\w-]+", text.text) if (plural := lexicon().plural_role_at(word)) and plural[0].label != "medlem"), None
    )
    council = groups.of_council(bare) or any(map(groups.of_council, text.text.split()[:2]))
    role = role or (lexicon().role("regionsrådsmedlem") if council else None)
    if seat := COUNCILS.get(bare.casefold()):
        return Setting(setting.region, organisation=given if council else None, role=lexicon().role(seat))
    if not (named or given or role or lexicon().is_cue(text.text, "side") or lexicon().is_cue(bare, "side") or _SIDES.search(text.text)):
        return None
    organisation = given or (named[0] if named and (role is None or named[0].kind == "Region") else None)
    return Setting(setting.region, organisation=organisation, role=role)


_SIDES = re.compile(r"\b(?:byråd\w*|kommunalbestyrelse\w*|kommuner\w*|regionsrådet|almen\s+praksis)\b", re.IGNORECASE)
