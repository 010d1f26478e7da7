"""What the vocabularies say of a plan's words: which label begins a paragraph, what a heading announces, how two wordings compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from loaders import label_families
from loaders.passage import Passage
from loaders.vocabulary import branching, folded, pattern, scheme

_COLON = frozenset({"initiative", "purpose", "money", "amount", "status", "theme", "committee"})  # labels that a dash behind them does not make
FIELDS = _COLON | {"time-plan", "start", "end", "milestones", "responsible", "coordinator", "partners", "target-group", "recipient"}


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a text: its code in `code:plan-cue/`, and where what it announces begins."""

    code: str
    end: int


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    """The codes of each wording; a wording may stand under several ("udvalg" the section, and the column)."""
    table: dict[str, tuple[str, ...]] = {}
    for concept in scheme("plan-cue"):
        for label in concept.labels:
            table[folded(label)] = tuple(dict.fromkeys((*table.get(folded(label), ()), concept.code)))
    return table


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(rf"\W*(?P<label>{branching(_cues())}){_YEAR}\s*(?:\([^()]*\)\s*)?(?:\??\s*:\**|\?\**(?=\s+\S)|\s[-–]\s)\s*", re.IGNORECASE)


_YEAR = r"(?:\s+(?:(?:i|for|til)\s+)?20\d\d)?"  # "Afsat i 2025: …"


@cache
def _code_pattern() -> re.Pattern[str]:
    """ "Initiativ A1: …", "Indsats 2 – …", "Indsats 1.1 Akutklinik": a kind of thing, number, name; a mark between where no digit stands."""
    words = pattern(wording for wording, codes in _cues().items() if "initiative" in codes or "theme" in codes)
    number = r"(?:\d{1,2}[a-zæøå]|[A-ZÆØÅ]?\d{0,2}(?:\.\d{1,2})*|[A-ZÆØÅ])"
    counted = r"(?:\d{1,2}(?:\.\d{1,2})*[a-zæøå]?|[A-ZÆØÅ]\.?\d{1,2}(?:\.\d{1,2})*|(?-i:[A-H]))"
    behind = rf"(?:{number}\s*(?::|\.|\s[-–·|])\s+(?=\S)|{counted}\s+(?=(?-i:[A-ZÆØÅ\"”»])))"
    return re.compile(rf"(?P<label>{words})\s*(?:nr\.?\s*)?{behind}", re.IGNORECASE)


@cache
def _announcing() -> re.Pattern[str]:
    """A cue that goes on as a time, a place or a number."""
    return re.compile(
        rf"(?P<label>{branching(_cues())})(?:,?\s+(?:pr\.?|i|for|på|til|under|den|d\.|,|–|-|med)(?!\w)|\s+(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\s+20\d\d|\s+\d|\s*[:,(–-])"
    )


@cache
def _anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?<![\wæøå-])(?:{branching(_cues())})(?![\wæøå-])")


@cache
def _beginning() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{branching(_cues())})(?!\w)")


def field(text: str) -> Label | None:
    """The field's label that a paragraph begins with.

    >>> field("Tidsplan: Klar i maj"), field("Tidsplanen holder")
    (Label(code='time-plan', end=10), None)
    """
    found = _label_pattern().match(text)
    if not found:
        return _made_field(text)
    if not _MARKED.search(found.group()):
        made = _made_field(text)  # "Fra - til: 1. maj": not what stands before the dash
        if made or len(found.group()) > 30:
            return made
    code = next((code for code in _cues()[folded(found.group("label"))] if code in FIELDS), None)
    if code is None or (not _MARKED.search(found.group()) and code in _COLON):
        return None
    return Label(code, found.end())


def _made_field(text: str) -> Label | None:
    """A field whose label no list has, but is made of one that a list has: "Forventet slutdato: …", "Klyngetilskud (kr.): …"."""
    found = _SHAPED.match(text)
    codes = frozenset(_codes(folded(found["label"]))) & FIELDS if found else frozenset()
    return Label(field_of(codes), found.end()) if found and codes else None


_WORD = r"(?:[\wæøå/–-]|\(\w{1,3}\))"  # "Part(er)", "Start–slut"
_SHAPED = re.compile(rf"\W{{0,4}}(?P<label>[A-ZÆØÅ]{_WORD}{{1,40}}(?:\s{_WORD}{{1,30}}){{0,5}})(?:\s?(?:\([^()]*\)\s?)?\??\s?:\**\s+|\?\**\s+(?=\S))")


def _codes(label: str) -> tuple[str, ...]:
    """What a label, folded, stands for: by itself, or by its last word or part, where what stands before only says of what or how sure."""
    if label in _cues():
        return _cues()[label]
    bare = _OF_WHAT.sub("", _HOW_SURE.sub("", label))
    made = tuple(code for code in _cues().get(bare, ()) if code in _MADE) if bare != label else ()
    family = "" if made else label_families.read(label)
    return made or ((family,) if family else ())


_HOW_SURE = re.compile(r"^(?:forvente[dt]e?|planlagte?|foreløbige?|samlede?|faktiske?|endelige?|overordnede?|aktuelle?|ansøgte?|primære?)\s+")
_OF_WHAT = re.compile(r"^(?:projekt|indsats|initiativ|aktivitets|pilot|total|klynge|prøvehandlings|program|bevillings)s?-?(?=\w{4})")
_MADE = frozenset({"time-plan", "start", "end", "milestones", "responsible", "coordinator", "partners", "target-group", "money", "amount", "status"})


def untitled(text: Passage) -> Passage:
    """Without the label of a title: "Hvad: Fælles opkald" over "Hvem: …" is "Fælles opkald"."""
    found = _label_pattern().match(text.text)
    named = found is not None and ":" in found.group() and "title" in _cues()[folded(found.group("label"))]
    return text[found.end() :] if found and named else text


_MARKED = re.compile(r"[:?]\**\s*$")


@cache
def _within() -> re.Pattern[str]:
    inner = {wording for wording, codes in _cues().items() if _BOXED & frozenset(codes)}
    return re.compile(rf"(?<=[\s;|.·•(\\–-])(?P<label>{branching(inner)}){_YEAR}:\s", re.IGNORECASE)


_BOXED = frozenset(
    {"time-plan", "start", "end", "milestones", "responsible", "coordinator", "partners", "target-group", "money", "amount", "status", "committee"}
)


def fields_within(text: str) -> tuple[int, ...]:
    """Where further fields begin in a text that begins with one, or behind prose that two of them close.

    >>> fields_within("Ansvarlig: Køge Kommune Tidsplan: Maj"), fields_within("I maj bliver Ansvarlig: X")
    ((24,), ())
    >>> fields_within("Ti hold er i gang. Ansvarlig: Køge Kommune. Tidsplan: Maj")
    (19, 44)
    >>> fields_within("Ansvarlig: Køge Kommune · Hvor meget: 1 mio. kr. | Pris: 2 kr.")
    (26, 51)
    """
    first = field(text)
    inner = list(_within().finditer(text, first.end if first else 0))
    starts = {found.start() for found in inner if found.group()[0].isupper() or _in_brackets(text, found.start())}
    if first is None and len(starts) < 2:
        return ()
    return tuple(sorted(starts | {found.end() for found in _PARTED.finditer(text)} | set(_closed(text, starts))))


def _closed(text: str, starts: Iterable[int]) -> Iterator[int]:
    """Behind the bracket that the last of the fields within it closes: "Akuttasken (ansvarlig: A – periode: B). Alle har nu en taske."."""
    last = max((start for start in starts if _in_brackets(text, start)), default=None)
    if last is None:
        return
    depth = 1
    for at in range(last, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            behind = len(text) - len(text[at + 1 :].lstrip(" .,:;–-"))
            if text[behind : behind + 1].isupper():
                yield behind
            return


def _in_brackets(text: str, at: int) -> bool:
    """ "Fælles konference (tovholder: A, frist: 1. maj)": in brackets a label needs no capital, right behind the bracket or a comma."""
    return text.count("(", 0, at) > text.count(")", 0, at) and text[:at].rstrip()[-1:] in "(,;–-"


# "Ansvarlig: A | Pris: 2 kr.": a mark between two labels, whatever the second one is.
_PARTED = re.compile(r"(?:\s+[|·•]|\s*\\)\s+(?=[A-ZÆØÅ][\wæøå]*(?:[ /-][\wæøå]+){0,3}:\s)")


def named(text: str) -> Label | None:
    """What a heading calls itself ("Tema A: …" a theme, "Initiativ 3: …" an initiative), and where its name begins.

    >>> named("Initiativ A1: Delt ordning"), named("Temaet i dag")
    (Label(code='initiative', end=14), None)
    """
    found = _code_pattern().match(text)
    if not found:
        return None
    codes = _cues()[folded(found.group("label"))]
    return Label("theme" if "theme" in codes else "initiative", found.end())


def is_label(text: str) -> bool:
    """Is this a label or a column's head, the whole of it but for a year and a unit?

    >>> is_label("Ansvarlig"), is_label("Beløb i 2024 (1.000 kr.)"), is_label("Opstart i maj")
    (True, True, False)
    """
    return bool(_codes(folded(re.sub(r"\(.*?\)|(?:(?<!\w)(?:i|for)\s+)?(?<!\d)20\d\d(?!\d)", "", text).strip(" *:?"))))


def is_imprint(text: str) -> bool:
    """Does a label begin the text behind which stands who has written or can answer, a number of the file, or a list of themes?

    >>> is_imprint("Redaktion: Ane Holm, Køge Kommune"), is_imprint("Redaktion af hjemmesider")
    (True, False)
    """
    found = _imprint().match(text)
    return found is not None and bool({"imprint", "themes"} & {*_cues()[folded(found.group("label"))]})


@cache
def _imprint() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{branching(_cues())})\s*:\s*\S", re.IGNORECASE)


def field_of(codes: Iterable[str]) -> str:
    """The field among these codes, "" where none is."""
    return next(iter(sorted(code for code in codes if code in FIELDS)), "")


def heading(text: str) -> frozenset[str]:
    """What a heading announces: the codes of the wording that it is, or begins with and goes on as a time, a place or a number.

    >>> sorted(heading("Status pr. april 2024")), heading("Statusmøder for pårørende")
    (['status'], frozenset())
    """
    bare = folded(re.sub(r"[?:.*]+$", "", text.strip()))
    exact = _cues().get(bare)
    if exact:
        return frozenset(exact)
    begins = _announcing().match(bare)
    if not begins:
        return frozenset()
    codes = _cues()[begins.group("label")]
    return frozenset(code for code in codes if code in _OPEN)


# A heading may go on behind these and stay what it is: "Status på X", "Bilag: Medlemmer", "Økonomi i 2024".
_OPEN = frozenset({"status", "money", "appendix", "description", "next-steps", "committees", "themes", "contents", "agreements"})


def spoken(text: str) -> frozenset[str]:
    """What the words of a heading speak of, wherever in it they stand.

    >>> sorted(spoken("FÆLLES KLYNGEMIDLER I AARHUS-KLYNGEN") & {"money", "committees"})
    ['money']
    """
    found = _anywhere().finditer(folded(text))
    return frozenset(code for hit in found for code in _cues()[folded(hit.group())] if code in _OPEN or code == "initiatives")


def column(text: str) -> frozenset[str]:
    """What a table's column holds, by its head.

    >>> sorted(column("Ansvarlig")), sorted(column("Beløb i 2024 (1.000 kr.)"))
    (['responsible'], ['amount'])
    """
    bare = folded(re.sub(r"\(.*?\)", "", text).strip(" *:?"))
    if codes := _codes(bare):
        return frozenset(codes)
    begins = _beginning().match(bare)
    return frozenset(_cues()[begins.group("label")]) if begins else frozenset()


_SINGULAR = {"initiatives": "initiative", "themes": "theme", "committees": "committee"}


def table_head(text: str) -> frozenset[str]:
    """What a column holds in a table of one thing a row, whose head may be in the plural.

    >>> sorted(table_head("Indsatser")), sorted(table_head("Ansvarlig"))
    (['initiative'], ['responsible'])
    """
    return frozenset(_SINGULAR.get(code, code) for code in column(text))


@cache
def noun(code: str) -> re.Pattern[str]:
    """The words under `code:plan-noun/`, anywhere in a text."""
    labels = [label for concept in scheme("plan-noun") if concept.code == code for label in concept.labels]
    return re.compile(rf"(?<![\w-])(?:{pattern(labels)})(?![\wæøå])", re.IGNORECASE)
