"""Agreements that a text speaks of: their names, between whom, from when to when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from loaders import danish, likeness
from loaders.model import Agreement, FuzzyDate, Organisation, Span
from loaders.parties import parties
from loaders.passage import Passage
from loaders.sentences import sentences

_NAMED = r"samarbejds|sundheds|drifts?|partnerskabs|lægevagts|ramme|implementerings|udviklings|del"
_KIND = re.compile(rf"(?<![\w-])(?P<kind>(?:{_NAMED})aftale|aftale)(?P<definite>n)?(?![\w-])", re.IGNORECASE)
_YEARS = re.compile(r"\s+(?:for\s+)?(?P<years>20\d\d(?:\s?[-–]\s?(?:20)?\d\d)?)(?![\d.])")
# A name ends where its sentence goes on: at a verb, a clause, a bracket, or where and by whom it is carried out.
_END = re.compile(
    r"[,;:()–\"”?]|(?<!\bvedr)(?<!\bbl)(?<!\bmv)(?<!\bm)(?<!\bf)(?<!\bift)(?<!\bhhv)\.|\s(?:er|har|blev|bliver|skal|vil|kan|som|der|hvor|at|samt|ligger|går|gælder|indgås"
    r"|indgår|forventes|omfatter|udvidet|afløser|løber|via|implementeres|tages|drøftes|medvirker|mellem|mhp|jf|bl|m\.m|ved|frem|godkendt|indgået|siden|efter|inden|trådte"
    r"|træder|drøfter|udløber|kommer|understøtter|bringes|følges|følger|evalueres|revideres|ophører|beskriver|sikrer|fastlægger|beskrives|gennemføres|bliver|afløses)(?!\w)"
    r"|\s(?:i|på|fra|til|af)\s(?:Region|[A-ZÆØÅ]\w*-?klyngen|(?:klyngen|dag|år|20\d\d|perioden|forhold|forbindelse)(?!\w)|\d|[a-zæøå]+\s20\d\d)"
    r"|\sog\s(?:til\s+det|er\s|det\s|der\s)"
)
# Whom an agreement is about may be told in a clause of its own: "borgere, der lever med KOL".
_ABOUT_WHOM = re.compile(r",\sder\slever\smed\s")
_TRAILING_YEARS = re.compile(r"\s(?P<years>20\d\d\s?[-–]\s?20\d\d)$")
_FOR_NOUN = re.compile(r"\s+(?:om|vedr(?:ørende|\.)|for|på)\s+")
_BETWEEN = re.compile(r"\bmellem\s+(?P<parties>(?:[A-ZÆØÅ]|\d|de\s|hhv|hospital|region|kommun)[^.;:]*)", re.IGNORECASE)
_SIGNED_BY = re.compile(r"(?P<parties>[^.;:]*?)\s+har\s+(?:\w+\s+)?indgået\s+(?:en\s+|den\s+)?(?:ny\s+)?aftale")
_ENTERED = re.compile(r"\bindgået\s+(?:en\s+|den\s+)?(?:ny\s+|fælles\s+)?$", re.IGNORECASE)
_VALID = re.compile(r"(?:træder?\s+i\s+kraft|trådt\s+i\s+kraft|trådte\s+i\s+kraft|gælder|gældende|gyldig|løber|virkning|gælde)(?!\w)", re.IGNORECASE)
_MADE = re.compile(r"(?:indgået|indgik|underskrevet)\s+(?:den\s+|d\.\s*|i\s+)?", re.IGNORECASE)
_EXPIRES = re.compile(r"(?:udløber|ophører|gælder\s+til|til\s+og\s+med|løber\s+til)(?!\w)", re.IGNORECASE)
_LONGEST = 140
# How a line below an agreement's heading begins that speaks of that agreement.
_OF_IT = re.compile(
    r"\W*(?:aftalen|\w+aftalen|den\s+er|den\s+gælder|indgået|er\s+indgået|parter|aftaleparter|parterne\s+er|mellem|gælde(?:r|nde)|gyldig|udløb(?:er)?|ikrafttræde\w+"
    r"|i\s+kraft|træder|trådt(?:e)?|periode|aftaleperiode|løbetid|varighed)(?!\w)",
    re.IGNORECASE,
)
_PARTIES_LINE = re.compile(r"\W*(?:aftale)?parter(?:ne)?\s*(?:er\s*)?:\s*(?P<parties>.+)", re.IGNORECASE)
_PERIOD_LINE = re.compile(r"\W*(?:aftale)?(?:periode|løbetid|varighed)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Met:
    label: str
    span: Span
    sentence: Passage
    heading: bool


def agreements(passages: Iterable[tuple[Passage, bool]], region: str) -> tuple[Agreement, ...]:
    """Every agreement named, each once under its shortest full name; `passages` come with whether they are headings.

    "Aftalen" and "samarbejdsaftalen" by themselves name none; they lend what is said of them to none either.
    """
    met = list(_met(passages))
    names = _names(met)
    made: dict[str, Agreement] = {}
    for one in met:
        label = names[one.label]
        before = made.get(label) or Agreement(label, rule="text.agreement")
        made[label] = _with(before, one, region)
    return tuple(made.values())


def _met(passages: Iterable[tuple[Passage, bool]]) -> Iterator[_Met]:
    """Each place that names an agreement; below a heading that names one, also what its lines say of it without naming it again."""
    above: _Met | None = None
    for passage, heading in passages:
        if heading:
            above = None
        for sentence in sentences(passage):
            named = list(_named(sentence, heading))
            yield from named
            if heading and len(named) == 1:
                above = named[0]
            elif above and not named and _OF_IT.match(sentence.text):
                yield replace(above, sentence=sentence, span=sentence.span, heading=False)


def _named(sentence: Passage, heading: bool) -> Iterator[_Met]:
    for found in _KIND.finditer(sentence.text):
        end = _name_end(sentence.text, found)
        if end and end - found.start() < _LONGEST:
            name = sentence[found.start() : end].strip(" ,.")
            yield _Met(_label(name.text, found), name.span, sentence, heading)


def _name_end(text: str, kind: re.Match[str]) -> int | None:
    """Where the name ends; None for "aftalen" without a name. "Aftale" by itself needs "om" and a capital or closing quote to be a name."""
    years = _YEARS.match(text, kind.end())
    about = _FOR_NOUN.match(text, kind.end())
    bare = kind.group("kind").lower() == "aftale" and not _ENTERED.search(text[: kind.start()])
    if about and not (bare and (kind.group("definite") or not kind.group()[0].isupper())):
        if text.startswith("at ", about.end()):
            return None
        cut = _END.search(text, about.end() + 3)
        whom = _ABOUT_WHOM.match(text, cut.start()) if cut else None
        cut = _END.search(text, whom.end()) if whom else cut
        end = cut.start() if cut else len(text)
        return end if text[about.end() : about.end() + 1].strip() and end > about.end() + 2 else None
    if years and not bare:
        return years.end()
    if text[kind.end() : kind.end() + 8].lower() == " mellem " and not bare:
        return _parties_end(text, kind.end())
    return None


_PARTIES_END = re.compile(r",\s+(?:som|der|hvor|og\s+er)|[.;:]|\s(?:er|har|blev|skal|gælder|løber|udløber|trådte|træder|følges|drøftes)\s")
_OF_PARTIES = re.compile(r"\smellem\s.+?\som\s+(?P<about>.+)$", re.IGNORECASE)


def _parties_end(text: str, at: int) -> int:
    cut = _PARTIES_END.search(text[at:])
    return at + cut.start() if cut else len(text)


def _label(name: str, kind: re.Match[str]) -> str:
    """The name with a capital and without the definite article: "samarbejdsaftalen om X" is "Samarbejdsaftale om X"."""
    bare = kind.group("kind")
    bare = bare[:1].upper() + bare[1:].lower()
    rest = name[len(kind.group()) :]
    about = _OF_PARTIES.match(rest)
    if about:
        return f"{bare} om {' '.join(about.group('about').split())}"
    years = _TRAILING_YEARS.search(rest)
    if years and rest.lower().startswith(" mellem "):
        return f"{bare} {years.group('years')}"
    return re.sub(r"(?<=\d) ?[-–] ?(?=\d)", "-", " ".join((bare + rest).split()))


def _names(met: list[_Met]) -> dict[str, str]:
    """Each wording's name: of wordings of which one begins with the other's words, the shorter; a heading's spelling first."""
    ordered = sorted({one.label for one in met}, key=lambda label: (len(likeness.words(label)), label))
    headings = {one.label for one in met if one.heading}
    result: dict[str, str] = {}
    for label in ordered:
        mine, years = likeness.words(label), _years_in(label)
        known_names = [known for known in dict.fromkeys(result.values()) if not (years and _years_in(known)) or years == _years_in(known)]
        short = next((known for known in known_names if _begins(mine, likeness.words(known))), "")
        result[label] = short or label
    spelt = {name: next((head for head in sorted(headings) if result[head] == name and _same_name(head, name)), name) for name in result.values()}
    return {label: spelt[name] for label, name in result.items()}


def _years_in(label: str) -> tuple[str, ...]:
    return tuple(re.findall(r"20\d\d", label))


def _same_name(one: str, other: str) -> bool:
    return likeness.words(one) == likeness.words(other) and _years_in(one) == _years_in(other)


def _begins(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return longer == shorter or (len(shorter) >= 4 and longer[: len(shorter)] == shorter)


def _with(before: Agreement, one: _Met, region: str) -> Agreement:
    start, until = _validity(one)
    return replace(
        before,
        parties=before.parties or _parties(one, region),
        valid_from=before.valid_from or start,
        valid_until=before.valid_until or until,
        at=before.at if one.span in before.at else (*before.at, one.span),
    )


def _parties(one: _Met, region: str) -> tuple[Organisation, ...]:
    text = one.sentence.text
    listed = _PARTIES_LINE.match(text)
    if listed:
        return parties(listed.group("parties"), region)
    signed = _SIGNED_BY.search(text)
    if signed:
        return parties(signed.group("parties"), region)
    whole = one.span == one.sentence.span  # a line of its own about the agreement above it
    places = one.sentence.places
    behind = 0 if whole else next((at + 1 for at, place in enumerate(places) if place >= one.span.end - 1), len(text))
    begins = 0 if whole else next((at for at, place in enumerate(places) if place == one.span.start), 0)
    signers = None if whole else _WHO_AGREED.match(text, behind)
    if signers:
        return parties(signers.group("parties"), region)
    for found in _BETWEEN.finditer(text, begins):
        own = found.start() < behind + 2 or _AGREED.search(text[: found.start()])
        if own or whole:
            return parties(found.group("parties")[: _parties_end(found.group("parties"), 0)], region)
    return ()


# "mellem" tells the parties behind the agreement's name, in it, or behind such a word; elsewhere it is about something else.
_AGREED = re.compile(r"(?:indgået|indgås|aftalt|gælder|underskrevet)\s+(?:[\w.]+\s+){0,5}$", re.IGNORECASE)
_WHO_AGREED = re.compile(r"\s*,\s+som\s+(?P<parties>[A-ZÆØÅ][^.;:]*?)\s+(?:indgik|har\s+indgået|underskrev|aftalte)(?!\w)")


def _validity(one: _Met) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """The years of its name, or the dates behind "træder i kraft", "gælder fra … til …"."""
    for found in danish.dates(f"år {one.label[-11:]}" if re.search(r"20\d\d$", one.label) else one.label):
        if found.until:
            return found.value, found.until
    text = one.sentence.text
    word, stop = _VALID.search(text) or _PERIOD_LINE.match(text), _EXPIRES.search(text)
    for found in danish.dates(text):
        if word and found.start > word.start():
            return (found.value, found.until) if not (stop and stop.start() <= word.start()) else (None, found.value)
        if stop and found.start > stop.start():
            return None, found.value
    made = _MADE.search(text)
    since = next((found.value for found in danish.dates(text) if made and 0 <= found.start - made.end() < 12), None)
    return since, None
