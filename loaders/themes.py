"""Which themes a body has prioritised: lists, quoted names and headings announced as such, in plans and in minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loaders import likeness, plan_words
from loaders.blocks import Kind
from loaders.model import Body, Theme
from loaders.outline import Paragraph, Section
from loaders.passage import Passage

_THEME = (
    r"(?:(?:politisk(?:e)?\s+|fælles\s+|strategisk(?:e)?\s+)?(?:prioriterede?\s+)?"
    r"(?:temaer(?:ne)?|indsatsområder(?:ne)?|fokusområder(?:ne)?|områder(?:ne)?|emner(?:ne)?|prioriteter(?:ne)?|pejlemærker(?:ne)?|hovedtemaer(?:ne)?|spor(?:ene)?"
    r"|prioriteringer|ambitioner|satsninger|satsningsområder|målsætninger|udviklings(?:spor|områder|temaer)|indsatsspor|hovedspor|kerneområder|nøgleområder|fokuspunkter|sigtelinjer))"
)
# "følgende temaer", "tre temaer", "de to politisk prioriterede områder", "Aarhusklyngens 3 prioriterede temaer"
_NUMBER = r"(?:\d{1,2}|to|tre|fire|fem|seks|syv|otte)"
_ANNOUNCED = re.compile(
    rf"(?:(?:følgende|disse|de|{_NUMBER}|prioriterede|politiske)\s+)+{_THEME}(?!\w)|{_THEME}\s+(?:er|i\s+[A-ZÆØÅ][\wæøå-]+)(?!\w)", re.IGNORECASE
)
_DECIDED = re.compile(
    r"priorite[rt]|ambition|satsning|målsætning|(?:udviklings|indsats|hoved)spor|(?:udviklings|kerne|nøgle)område|\b(?:hoved)?temaer?\b|indsatsområde|fokusområde|pejlemærke|politisk|\b(?:har|er|blev)\s+(?:\w+\s+){0,2}?(?:(?:ud)?valgt|udpeget)\b",
    re.IGNORECASE,
)
# What other bodies or levels have taken up, and what is only asked for, is nobody's prioritised theme here.
_NOT_OURS = re.compile(
    r"samarbejdstema|fagligt?[- ]strategisk|øvrige\s+temaer|(?:foreslå|forslag\s+til|mulige|kommende)\w*\s+(?:\w+\s+)?temaer", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"”“»«](?P<name>[^\"”“»«]{3,120})[\"”“»«]")
_ONE = re.compile(
    r"[Ee]t\s+af\s+de(?:t)?\s+(?:\w+\s+)?prioriterede\s+(?:temaer|områder|indsatsområder).{0,80}?\ber\s+[\"”“»«](?P<name>[^\"”“»«]{3,120})[\"”“»«]"
)
# "Det ene er "A", og det andet er "B"."
_ONE_BY_ONE = re.compile(
    r"(?<!\w)(?:[Dd]et|[Dd]en)\s+(?:ene|første|andet|anden|tredje|fjerde|femte|sidste)\s+(?:tema\s+)?(?:er|hedder|kalder\s+vi|handler\s+om)\s+[\"”“»«]?(?P<name>[A-ZÆØÅ][^\"”“»«.,;]+?)(?=[\"”“»«.,;]|\s+og\s+det\s)"
)
_LONGEST = 140
_MARKS = '"”“»«'
_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ][\wæøå ]{3,40}):\s+(?=\S)")  # "Temaer: A, B og C"
# "har valgt temaerne A, B og C", "udvalgets temaer er A og B"
_STRAIGHT = re.compile(
    r"(?<!\w)(?:temaerne|indsatsområderne|fokusområderne)\s+(?:er\s+|hedder\s+)?(?=[\"”“»«]?[A-ZÆØÅ])|(?<!\w)(?:[A-ZÆØÅa-zæøå-]+s|vores|[Dd]e|politiske)\s+"
    r"(?:\w+\s+){0,3}(?:temaer|indsatsområder|fokusområder|pejlemærker)\s+er\s+(?=[\"”“»«]?[A-ZÆØÅ])"
)


def announced(text: str) -> bool:
    """Do these words announce prioritised themes?

    >>> announced("De prioriterede temaer i Vestklyngen:"), announced("De 5 prioriterede samarbejdstemaer fra administrationen")
    (True, False)
    """
    return _ANNOUNCED.search(text) is not None and _DECIDED.search(text) is not None and not _NOT_OURS.search(text)


def themes(paragraphs: Sequence[Paragraph], body: Body) -> tuple[Theme, ...]:
    """The themes that prose and lists name, each once, in printed order."""
    found: dict[str, Theme] = {}
    for at, paragraph in enumerate(paragraphs):
        for name, rule in _named(paragraphs, at, paragraph):
            label = clean(name)
            known = next((known for known in found if likeness.alike(known, label.text) >= 0.99), None)
            if label and known is None:
                found[label.text] = Theme(label.text, body, rule, (label.span,))
    return tuple(found.values())


def _named(paragraphs: Sequence[Paragraph], at: int, paragraph: Paragraph) -> Iterator[tuple[Passage, str]]:
    text = paragraph.text.text
    straight = _STRAIGHT.search(text)
    if straight and not _NOT_OURS.search(text):
        yield from ((name, "plan.theme.inline") for name in _listed(paragraph.text[straight.end() :]) if name.text.lstrip(_MARKS)[:1].isupper())
    label = _LABEL.match(text)
    if label and "themes" in plan_words.heading(label.group("label")) and not _NOT_OURS.search(label.group()):
        yield from ((name, "plan.theme.inline") for name in _listed(paragraph.text[label.end() :]))
        return
    if text.endswith(":") and "themes" in plan_words.heading(text) and at + 1 < len(paragraphs) and _is_enumeration(paragraphs[at + 1]):
        yield from ((name, "plan.theme.inline") for name in _listed(paragraphs[at + 1].text))
        return
    one = _ONE.search(text)
    if one:
        yield paragraph.text.group(one, "name"), "plan.theme.quoted"
    if not announced(text):
        return
    if text.rstrip().endswith(":") or paragraph.is_item:
        items = [item.text for item in members(paragraphs, at)] or list(_numbered(paragraphs, at))
        yield from ((item, "plan.theme.list") for item in items)
        if items:
            return
    one_by_one = list(_ONE_BY_ONE.finditer(text))
    if len(one_by_one) > 1:
        yield from ((paragraph.text.group(hit, "name"), "plan.theme.inline") for hit in one_by_one)
        return
    start = _ANNOUNCED.search(text)
    if start:
        after = paragraph.text[start.end() :]
        quoted = list(_QUOTED.finditer(_sentence(after.text)))
        if len(quoted) > 1 or (quoted and ":" in after.text[: quoted[0].start()]):
            for hit in quoted:
                yield after.group(hit, "name"), "plan.theme.quoted"
        else:
            yield from ((name, "plan.theme.inline") for name in _inline(after))


def _is_enumeration(paragraph: Paragraph) -> bool:
    """ "Ventetid, Pårørende, Digital hjælp" below "Temaer:": names in capitals between commas, and no sentence."""
    text = paragraph.text.text
    names = re.split(r",\s+|\s+og\s+", text)
    plain = not (paragraph.field or paragraph.is_item or paragraph.is_row or text.endswith("."))
    return plain and len(text) <= _LONGEST and len(names) > 1 and all(name[:1].isupper() for name in names)


def _sentence(text: str) -> str:
    return re.split(r"[.!?](?:\s+[A-ZÆØÅ]|$)", text)[0]


def _inline(after: Passage) -> Iterator[Passage]:
    """ "følgende temaer: A, B og C" in a sentence of its own."""
    apart = re.match(r",\s+(?=[\"”“»«]?[A-ZÆØÅ])", after.text)
    if apart:  # "tre temaer, A, B og C"
        names = list(_listed(after[apart.end() :]))
        yield from names if len(names) > 1 and all(name.text.lstrip(_MARKS)[:1].isupper() for name in names) else ()
        return
    lead = re.match(r"[^.,:]{0,60}(?:,\s+(?:som|der)\s[^.,:]{0,60})?:\s*", after.text)
    if not lead or not _sentence(after.text[lead.end() :]).strip():
        return
    yield from _listed(after[lead.end() :])


def _listed(after: Passage) -> Iterator[Passage]:
    listed = after[: len(_sentence(after.text))]
    separator = (
        re.compile(r"\s*;\s*(?:og\s+)?") if ";" in listed.text else re.compile(r"\s*,\s*(?:og\s+|samt\s+)?|\s+(?:og|samt)\s+(?=[\"”“»«]?[A-ZÆØÅ])")
    )
    yield from (part for part in listed.split(separator) if len(part) < _LONGEST)


def members(paragraphs: Sequence[Paragraph], at: int) -> Iterator[Paragraph]:
    """The list below a paragraph; below a list item, the items nested under it."""
    nested = paragraphs[at].is_item
    for paragraph in paragraphs[at + 1 :]:
        if not paragraph.is_item or (nested and paragraph.block.level <= paragraphs[at].block.level):
            return
        if len(paragraph.text) > _LONGEST:
            return
        if nested or paragraph.block.level == _outermost(paragraphs, at):
            yield paragraph


def _numbered(paragraphs: Sequence[Paragraph], at: int) -> Iterator[Passage]:
    """Lines below an announcement that begin with a number of their own, set apart or not ("I    Trygge overgange")."""
    for index in range(at + 1, len(paragraphs)):
        paragraph = paragraphs[index]
        cells = paragraph.block.cells
        counted = _COUNTED.match(paragraph.text.text)
        if paragraph.field or counted is None or len(paragraph.text) > _LONGEST or paragraph.text.text.endswith("."):
            return
        yield cells[1] if paragraph.is_row and len(cells) == 2 else paragraph.text[counted.end() :]


_COUNTED = re.compile(r"\|?\s*(?:[IVX]{1,4}|\d{1,2}|[A-H])[.):]?\s+(?:\|\s*)?(?=[A-ZÆØÅ])")


def below(section: Section, body: Body) -> Iterator[Theme]:
    """The short items straight below a heading that speaks of themes ("Rådets temaer")."""
    if "themes" not in plan_words.spoken(section.title) or _NOT_OURS.search(section.title):
        return
    items = [paragraph for paragraph in section.paragraphs if paragraph.is_item]
    lead = next((at for at, paragraph in enumerate(section.paragraphs) if paragraph.is_item), 0)
    straight = lead == 0 or (lead == 1 and "themes" in plan_words.heading(section.title) and section.paragraphs[0].text.text[-1:] not in ".!?")
    if not items or not straight or any(len(item.text) > _LONGEST or item.field for item in items):
        return
    for item in items:
        label = clean(item.text)
        yield Theme(label.text, body, "plan.theme.list", (label.span,))


def again_as_headings(sections: Sequence[Section], body: Body) -> tuple[Theme, ...]:
    """ "Vi samler kræfterne om:" over a list of which each item comes again as a heading: what the plan is ordered by, whatever it is called."""
    titles = {_bare(section.title) for section in sections if section.heading and not plan_words.heading(section.title)}
    for section in sections:
        if "contents" in plan_words.heading(section.title):
            continue
        for at, paragraph in enumerate(section.paragraphs):
            if paragraph.is_item or not paragraph.text.text.endswith(":") or _NOT_OURS.search(paragraph.text.text):
                continue
            named = [clean(item.text) for item in members(section.paragraphs, at)]
            if len(named) > 1 and all(_bare(name.text) in titles for name in named):
                return tuple(Theme(name.text, body, "plan.theme.list", (name.span,)) for name in named)
    return ()


def _bare(title: str) -> str:
    return title.strip(" .:").casefold()


def as_headed(listed: Sequence[Theme], sections: Sequence[Section]) -> tuple[Theme, ...]:
    """Themes named in a sentence ("alkohol og rygning, palliation og trivsel"), parted and spelled as the headings that they have."""
    titles = {_bare(section.title): section for section in sections if section.heading}
    made: list[Theme] = []
    for theme in listed:
        pieces = [theme.label] if _bare(theme.label) in titles else re.split(r"\s+(?:og|samt)\s+", theme.label)
        whole = (
            theme.rule != "plan.theme.inline"
            or not all(_bare(piece) in titles for piece in pieces)
            or (len(pieces) == 1 and theme.label[0].isupper())
        )
        made += [theme] if whole else [replace(theme, label=_spelled(titles[_bare(piece)].title, piece)) for piece in pieces]
    return tuple(made)


def _spelled(title: str, piece: str) -> str:
    return piece[:1].upper() + piece[1:] if title.isupper() else title


def _outermost(paragraphs: Sequence[Paragraph], at: int) -> int:
    following = paragraphs[at + 1 : at + 2]
    return following[0].block.level if following and following[0].block.kind is Kind.ITEM else 0


def clean(name: Passage) -> Passage:
    """A theme's name without quotation marks, "Tema 1:" and a closing stop."""
    name = name.strip(' "”“»«*.,;')
    label = plan_words.named(name.text)
    name = name[label.end :] if label and label.code == "theme" else name
    why = _WHY.search(name.text)
    return (name[: why.start()] if why else name).strip(' "”“»«,')


# "Unge, der ikke trives – fordi ventelisten er for lang": a reason is no part of the name.
_WHY = re.compile(r"(?:\s+[–-]|,|:)\s+(?:fordi|så\s|for\s+at|med\s+henblik|herunder\s|vi\s|det\s+er\s|hvor\s+vi|idet)|\.\s+[A-ZÆØÅ]|:\s+[A-ZÆØÅ]")


def best(label: str, themes: Iterable[Theme], least: float = 0.4) -> str:
    """The theme that a wording names most likely, "" where none is like it."""
    scored = sorted(((likeness.alike(label, theme.label), theme.label) for theme in themes), key=lambda pair: -pair[0])
    return scored[0][1] if scored and scored[0][0] >= least else ""
