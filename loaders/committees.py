"""Which standing committees a document describes: by name, in lists and prose, or by what stands below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders import bodies, likeness, plan_words
from loaders.blocks import Block, Kind
from loaders.model import Body, Committee, Evidence
from loaders.outline import Paragraph, Section
from loaders.passage import Passage
from loaders.sentences import sentences
from loaders.vocabulary import pattern, scheme

_WORDS = pattern(label for concept in scheme("plan-noun") if concept.code == "committee-of" for label in concept.labels)
_OF = re.compile(rf"(?<![\w-])(?:{_WORDS})\s+(?P<name>(?:den\s+|det\s+|de\s+)?[\wæøåÆØÅ\"”][^.;:()\n]*)", re.IGNORECASE)
_ACTS = re.compile(r"(?<!\w)(?:[A-ZÆØÅ]?[\wæøå]*-?[Uu]dvalget|[Ss]amarbejdsgruppen|[Tt]emagruppen)(?:s)?(?!\w)(?!\s+(?:for|om|vedr))")
_ANNOUNCED = re.compile(
    r"(?:\d{1,2}|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|følgende|disse)\s+(?:lokale\s+)?(?:faste\s+|stående\s+)?"
    r"(?:udvalg|samarbejdsgrupper|temagrupper)(?!\w)",
    re.IGNORECASE,
)
_PART = re.compile(
    r",\s*(?:og\s+|samt\s+)?|\s+[·•|]\s+|\s+(?:og|samt)\s+(?=(?:Udvalget|Samarbejdsgruppen|Temagruppen)\b|[A-ZÆØÅ][a-zæøå-]{3,}udvalget\b)"
)


def name_of(text: str) -> str:
    """A committee's name without "Udvalget for"; "" where the words name none.

    >>> name_of("Udvalget for Akut-samarbejdet"), name_of("Samarbejdsgruppen om børn"), name_of("Udvalgets arbejde")
    ('Akut-samarbejdet', 'børn', '')
    """
    found = _OF.match(text.strip())
    name = found.group("name").strip(' "”.,') if found else ""
    return name[:1].upper() + name[1:] if name and text.strip()[:1].isupper() and name.startswith(("den ", "det ", "de ")) else name


def committee(label: str, of: Body) -> Body:
    return bodies.of_cluster(of, label, "standing-committee")


def announced(text: str) -> bool:
    """Do these words say that so many standing committees there are?

    >>> announced("Klyngen har nedsat 9 faste udvalg, som samarbejder"), announced("et af de faste udvalg")
    (True, False)
    """
    return _ANNOUNCED.search(text) is not None


def listed(paragraphs: Sequence[Paragraph], of: Body, below: bool = False) -> Iterator[Committee]:
    """Committees named in a list or in prose behind an announcement ("tre faste udvalg: …"). `below`: a heading has announced them."""
    open_list, announced_here = below, below
    for paragraph in paragraphs:
        text = paragraph.text.text
        if paragraph.is_item:
            if (open_list and len(text) < 140) or (name_of(text) and len(text) < 140):
                label = _item_label(paragraph.text, open_list)
                if label:
                    yield Committee(committee(label.text, of), "plan.committee.list", (label.span,))
            continue
        opened = _CAPITAL.match(text) if announced_here and not announced(text) else None
        if opened:  # "Udvalget for Akut vil …", each in a paragraph of its own
            name = paragraph.text.group(opened, "name")
            yield Committee(committee(name.text, of), "plan.committee.prose", (name.span,))
        elif not announced(text) and (_STANDING.search(text) or below):
            yield from _named_in(paragraph.text, of)
        announced_here = announced_here or announced(text)
        open_list = announced(text) and text.rstrip().endswith(":")
        if announced(text) and not open_list:
            yield from _in_prose(paragraph.text, of)


_STANDING = re.compile(
    r"\b(?:faste|stående|klyngens|rådets|forummets|vores|følgende)\s+udvalg\b|\b(?:følges|behandles|drøftes|varetages|forankret|forankres)\s+(?:af|i|hos)\s+Udvalget\s+for\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(
    r"(?<![\w-])[Uu]dvalget\s+for\s+(?P<name>[A-ZÆØÅ][\wæøåÆØÅ-]*(?:(?:\s+og|,)?\s+(?!Udvalget)[A-ZÆØÅ][\wæøåÆØÅ-]*)*)(?=\s+og\s+Udvalget|\s+[a-zæøå]|[.,:;]|$)"
)


def _named_in(text: Passage, of: Body) -> Iterator[Committee]:
    """Two or more named in a paragraph that speaks of standing committees: "Ud over Udvalget for A og Udvalget for B er der …"."""
    found = list(_CAPITAL.finditer(text.text))
    if len(found) > 1:
        for hit in found:
            name = text.group(hit, "name")
            yield Committee(committee(name.text, of), "plan.committee.prose", (name.span,))


def _item_label(text: Passage, open_list: bool) -> Passage | None:
    """An item's name: behind "Udvalget for", before a colon or dash that explains it."""
    found = _OF.match(text.text)
    name = text.group(found, "name") if found else text if open_list else None
    if name is None or not name.text[:1].isalpha():
        return None
    end = _GOES_ON.search(name.text)
    return (name[: end.start()] if end else name).strip(" .,;") or None


_ONE_WORD = re.compile(r"(?:^|:\s+)(?:og\s+|samt\s+)?(?P<name>[A-ZÆØÅ][a-zæøå-]{3,}udvalget)\.?(?=$|\s+(?:og|samt)\s)")
_GOES_ON = re.compile(
    r"\s+[–-]\s|:|\(|\.\s|\s+(?:følger|har|arbejder|ser|er|som|der|behandler|mødes|tager|drøfter|står|skal|varetager|beskæftiger|dækker|holder|samler|koordinerer|ledes|blev|fik)\s"
)


def _in_prose(text: Passage, of: Body) -> Iterator[Committee]:
    """ "Klyngen har tre faste udvalg: Udvalget for A, Udvalget for B og Udvalget for C.", or each with what it does, in a sentence of its own."""
    for part in (part for sentence in sentences(text) for part in sentence.split(_PART)):
        single = _ONE_WORD.search(part.text)
        if single:
            yield Committee(committee(single["name"], of), "plan.committee.prose", (part.group(single, "name").span,))
        found = _OF.search(part.text)
        if found:
            name = part.group(found, "name").strip(" .,;")
            name = name[: cut.start()].strip(" .,;") if (cut := _GOES_ON.search(name.text)) else name
            yield Committee(committee(name.text, of), "plan.committee.prose", (name.span,))


def below_label(blocks: Sequence[Block], of: Body) -> Iterator[Committee]:
    """The committees that a roster lists below a label of them ("Faste udvalg under klyngen"), each on a line or in an item of its own."""
    listing = False
    for block in blocks:
        text = block.text.text
        named = (name_of(text) or _IS_ONE.fullmatch(text)) and len(text) < _LONGEST_NAME and block.kind in (Kind.LINE, Kind.ITEM)
        if listing and named and (label := _item_label(block.text, True)):
            yield Committee(committee(label.text, of), "roster.committee.list", (label.span,))
        elif listing and block.kind is Kind.LINE and text.endswith("."):
            yield from _named_in(block.text, of)
        else:
            listing = "committees" in plan_words.heading(text)


_LONGEST_NAME = 140
_IS_ONE = re.compile(r"[A-ZÆØÅ][\wæøå-]*udvalget")  # "Kronikerudvalget"


def mentioned(text: str) -> tuple[str, ...]:
    """What stands behind "udvalget for", "-udvalget" anywhere: evidence that a heading of like words is a committee's."""
    names = [found.group("name") for found in _OF.finditer(text)]
    names += [found.group(1) for found in re.finditer(r"(?:vedrørende|vedr\.)\s+([A-ZÆØÅ][^.,;:()]*)", text)]
    return tuple(dict.fromkeys(names))


def is_committee(section: Section, following: Section | None, mentions: Sequence[str]) -> bool:
    """Is this heading, among committees, one of them: named so, spoken of as one, or acting as one below it?"""
    title = section.title
    if name_of(title):
        return True
    if _is_sub(title):
        return False
    if any(_begins_alike(title, name) for name in mentions):
        return True
    if any(_ACTS.search(paragraph.text.text) for paragraph in section.paragraphs):
        return True
    return not section.paragraphs and following is not None and following.heading is not None


def _is_sub(title: str) -> bool:
    """A heading that names an initiative, a group of the rest, or a part of the plan."""
    other = next((concept for concept in scheme("plan-cue") if concept.code == "other"), None)
    first = title.split()[0].lower().strip(",:") if title.split() else ""
    if other and first in {label.lower() for label in other.labels}:
        return True
    return plan_words.noun("initiative").match(title) is not None or bool(plan_words.heading(title)) or plan_words.named(title) is not None


def _begins_alike(title: str, name: str) -> bool:
    """Does "Sundhedsfremme- og forebyggelse har planlagt …" begin with this heading's words, in their order?"""
    wanted, given = likeness.words(title), likeness.words(name)
    return 0 < len(wanted) <= len(given) and given[: len(wanted)] == wanted


def label_of(section: Section) -> Passage | None:
    """A committee heading's name, with its place."""
    if section.heading is None:
        return None
    found = _OF.match(section.heading.text)
    return section.heading.group(found, "name").strip(" .,") if found else section.heading


def evidence(section: Section) -> Evidence:
    return (section.heading.span,) if section.heading else ()
