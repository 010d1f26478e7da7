"""What an item proposes: under a label, or told in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from loaders.blocks import Block, Kind, paragraphs
from loaders.lexicon import lexicon
from loaders.model import Recommendation
from loaders.passage import Passage, join
from loaders.sections import Section
from loaders.sentences import sentences

_AT = re.compile(
    r"^(?:[-–•o]\s*|(?:(?:ad|pkt\.?|punkt|indstilling|nr\.?)\s*)?#?\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]*\s+)?at(?:\s*:)?\s+", re.IGNORECASE
)
"""A line of a list of what is proposed, with whatever counts it: "at …", "a. at …", "Ad 1: at …", "at: …"."""
_FIRST_AT = re.compile(r"(?:^|[\s,:])(at)\s+(?=\S)", re.IGNORECASE)
_ANOTHER = re.compile(r",?\s+(?:og|samt)\s+(?=(?:(?:om|til)\s+)?at\s)|;\s*(?=at\s)|(?<=[^\s,.;:])[,.;]?\s+(?=(?-i:At)\s)", re.IGNORECASE)
_INTRODUCES = re.compile(r"(?:indstille[rs]?|anbefale[rs]?|foreslår|indstiller til|følgende)\b[^.]*[:,]?$", re.IGNORECASE)
_WHO = (
    r"(?:\w*(?:administration|sekretariat|forvaltning|styregruppe|arbejdsgruppe|projektgruppe|direktion|formandskab|koncernledelse|ledelse)\w*"
    r"|\w*(?:chef|direktør|leder|form[aæ]nd|koordinator|konsulent)(?:en|erne|ene)|tovhold\w+|det|der|vi|parterne|region(?:en)?|kommuner(?:ne)?"
    r"|center\s+for\s+[\wæøå-]+)"
)
_PROPOSED = r"(?:indstille(?:r|s|de|des|t)|anbefale(?:r|s|de|des|t)|foreslå(?:r|s|et)|foreslog|henstille(?:r|s|de)|lægge(?:r|s)\s+op\s+til)"
_PROPOSES = re.compile(
    rf"(?:[^.;:]{{0,60}}?(?<!\w){_WHO}(?!\w)[^.;:,]{{0,50}}?\s{_PROPOSED}[^.;:]{{0,60}}?"
    rf"|[^.;:]{{0,60}}?(?<!\w){_PROPOSED}\s+{_WHO}(?!\w)[^.;:,]{{0,40}}?"
    rf"|[^.;:,]{{0,60}}?\s(?:bedes|anmodes|indstilles)[^.;:,]{{0,20}}?"
    rf"|(?-i:[A-ZÆØÅ][\wæøå.-]+(?:\s+[A-ZÆØÅ][\wæøå.-]+)+)(?:\s+\([A-ZÆØÅ]{{1,2}}\))?\s+(?:foreslår|indstiller|anmoder\s+om)"
    rf"|(?:det\s+er\s+)?(?:indstillingen|anbefalingen|forslaget|forslag\s+til\s+beslutning)(?:\s+(?:er|lyder|var))?"
    rf"|der\s+(?:var|er)\s+forslag\s+om)"
    r",?\s+(?P<what>(?:(?:om|til)\s+)?at\s)",
    re.IGNORECASE,
)
"""Whoever of the body's own it is, in any order: "På den baggrund foreslår sekretariatet, at …", "Klyngen bedes om at …"."""
_ELSEWHERE = re.compile(r"\b(?:19|20)\d\d\b|\b(?:tidligere|sidste|forrige|dengang)\b|\bden\s+\d", re.IGNORECASE)
"""Signs that it was proposed at another time."""
_PUT_BEFORE = re.compile(r"\bindstill(?:et|ede)\b", re.IGNORECASE)
_DANGLING = re.compile(r"(?:[\s,;]+(?:og|samt))?[\s,.;]*$", re.IGNORECASE)


def of(sections: Sequence[Section]) -> tuple[Recommendation, ...]:
    named = [section for section in sections if section.code == "recommendation"]
    labelled = [part for section in named if _is_labelled(section) for part in _clauses(section)]
    told = labelled or ([part for section in named for part in _clauses(section)] if named else list(_told(sections)))
    parts = filter(None, (clause.without(_DANGLING) for clause in told))
    return tuple(Recommendation(part.text, "minutes.agenda.recommendation", (part.span,)) for part in parts)


def _is_labelled(section: Section) -> bool:
    """Does a label of the vocabulary stand over it? Beside one, a sentence "Styregruppen indstiller, at …" belongs to the case."""
    cue = lexicon().listed_cue(section.label.text.text) if section.label else None
    return section.label is None or (cue is not None and cue.code == "recommendation")


def _told(sections: Sequence[Section]) -> Iterator[Passage]:
    """ "Sekretariatet anbefaler, at …" in the text of an item whose decision is labelled, so that this is none; "havde indstillet, at" in any."""
    labelled = any(section.code == "decision" for section in sections)
    if labelled or any(section.code in ("", "case-text") for section in sections):
        texts = (whole for section in sections if section.code in ("", "case-text") for _, whole in paragraphs(section.blocks))
        for sentence in (part for whole in texts for part in sentences(whole)):
            found = _PROPOSES.match(sentence.text)
            if found and not _ELSEWHERE.search(found.group()) and (labelled or _PUT_BEFORE.search(found.group())):
                yield from _apart(sentence[found.start("what") :])


def _clauses(section: Section) -> list[Passage]:
    """Each thing recommended: a list item, a line that begins with "at", or an at-clause in running text."""
    items = [whole for first, whole in paragraphs(section.blocks) if first.kind is Kind.ITEM and first.level == _outermost(section.blocks)]
    if items:
        parts = (item.split(_NEXT) if _SECOND.search(item.text) else (item,) for item in items if not lexicon().is_cue(item.text, "none"))
        return [part for several in parts for part in several]
    rows = [cell for block in section.blocks if block.kind is Kind.ROW for cell in block.cells if _AT.match(cell.text)]
    lines = list(_at_lines(section.blocks))
    if rows or lines:
        told = rows or lines
        return [piece for whole in (told[1:] if len(told) > 1 and _HANDS_ON.search(told[0].text) else told) for piece in _apart(whole)]
    return list(_running(section))


_HANDS_ON = re.compile(r"\b(?:anbefaler|indstiller)(?:\s[^.;:,]*)?\s*[,:]?$", re.IGNORECASE)
"""What only leads on to the lines below ("at udvalget indstiller til byrådet,")."""


def _outermost(blocks: Iterable[Block]) -> int:
    return min((block.level for block in blocks if block.kind is Kind.ITEM), default=0)


def _at_lines(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Lines that begin with "at", each with the lines it runs on in."""
    held: list[Passage] = []
    for block in blocks:
        if block.kind not in (Kind.LINE, Kind.HEADING):
            continue
        if _AT.match(block.text.text):
            if held:
                yield join(held)
            held = [block.text]
        elif held and not block.gap:
            held.append(block.text)
        elif held:
            yield join(held)
            held = []
    if held:
        yield join(held)


_COUNTED = re.compile(r"(?:^|\s)\(?(?:\d|[a-e])\)\s+|(?:^|[\s,;])\s*(?:\d|[a-e])\.\s+(?=at\s)")
_SECOND = re.compile(r"[,;]?\s+(?:og\s+)?\(?(?:2|b)[.)]\s+(?=at\s)")  # "1. at A, 2. at B", where the first number is the list's own
_NEXT = re.compile(r"[,;]?\s+(?:og\s+)?\(?(?:\d|[b-h])[.)]\s+(?=at\s)")
_IN_A_ROW = re.compile(r",\s+(?=at\s)", re.IGNORECASE)
_GOVERNS = re.compile(
    r"(?<!\w)(?:beslutter|godkender|tiltræder|anbefaler|indstiller|foreslår|drøfter|sig|beder|ønsker|sikrer|forventer|forudsætter|forudsætning|af|på|om|til|for|ved"
    r"|bemærkning|aftaler|konstaterer|bekræfter|meddeler|oplyser|tilkendegiver|så|sådan|således|ændring|forbehold|tilføjelse|rettelse|tag\w+\s+til\s+(?:efterretning"
    r"|orientering)|det\s+\w+es)$",
    re.IGNORECASE,
)
"""Words before ", at" that the clause behind it belongs to ("at klyngen godkender, at planen udsættes")."""


def _apart(clause: Passage) -> Iterator[Passage]:
    """ "at klyngen drøfter A, at klyngen godkender B": a new recommendation where the same subject begins again, or behind "og at".

    Or where they are counted on one line ("at 1) planen drøftes, 2) den sendes i høring").
    """
    if len(_COUNTED.findall(clause.text)) > 1 or (re.match(r"\d\.\s", clause.text) and _COUNTED.search(clause.text)):
        yield from (part.strip(" ,;") for part in clause.split(_COUNTED) if len(part) > 3)
        return
    if _SECOND.search(clause.text):
        yield from clause.split(_NEXT)
        return
    subject = re.match(r"(at\s+)?(\S+)", clause.text, re.IGNORECASE)
    again = rf"|,\s+(?:og\s+)?(?={re.escape(subject.group(1) or '')}{re.escape(subject.group(2))}\b)" if subject else ""
    for whole in clause.split(re.compile(_ANOTHER.pattern + again, re.IGNORECASE)):
        yield from _row_of(whole) if _ANOTHER.search(clause.text) else (whole,)


def _row_of(clause: Passage) -> Iterator[Passage]:
    """ "at A udpeges, at B inviteres" before "og at C …": members of a row, unless a verb takes the clause behind it."""
    start = 0
    for found in _IN_A_ROW.finditer(clause.text):
        if not _GOVERNS.search(clause.text[start : found.start()]):
            yield clause[start : found.start()]
            start = found.end()
    yield clause[start:]


def _running(section: Section) -> Iterator[Passage]:
    """Recommendations in running text: "Administrationen indstiller, at … og at …", or a sentence of its own."""
    for sentence in (one for _, whole in paragraphs(section.blocks) for part in sentences(whole) for one in _begun_again(part)):
        text = sentence.text
        cue = lexicon().cue(text)
        if lexicon().is_cue(text, "none") or (cue and cue.end >= len(text)):
            continue
        found = next((one for one in _FIRST_AT.finditer(text) if _opens(text[: one.start(1)])), None)
        counted = list(_COUNTED.finditer(text))
        if found:
            yield from _apart(sentence[counted[0].start() if len(counted) > 1 else found.start(1) :])
        elif not _INTRODUCES.search(text.rstrip(" :")) or text.rstrip().endswith("."):
            yield from _apart(sentence)


def _opens(before: str) -> bool:
    """May the clause behind these words be what is proposed ("Det indstilles at …", "…, at"), and not a verb's own ("bemyndigelse til at sende")?"""
    return not before.strip() or before.rstrip().endswith((",", ":")) or _INTRODUCED.search(before) is not None


_INTRODUCED = re.compile(rf"{_PROPOSED}|bedes|anmodes|følgende|^\s*\w+\s*$", re.IGNORECASE)


def _begun_again(sentence: Passage) -> Iterator[Passage]:
    """ "Rådet drøfter udkastet Rådet godkender planen": lines of a cell without stops, where the first word in its capital begins another one."""
    first = re.match(r"[A-ZÆØÅ][\wæøå-]+(?:en|et)\b", sentence.text)
    yield from sentence.split(re.compile(rf"(?<=\w)\s+(?={first.group()}\s)")) if first else (sentence,)
