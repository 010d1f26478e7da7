"""The structure of a plan: which sections are themes, committees, initiatives, money or appendix, and what stands in each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders import committees, danish, fielded, holders, levels, plan_themes, plan_words, prose_fields, themes, times
from loaders.model import Body, Committee, Evidence, FuzzyDate, Theme
from loaders.outline import Paragraph, Section
from loaders.passage import Passage


@dataclass(frozen=True, slots=True)
class Found:
    """An initiative as its heading, item or row names it; `theme` and `committee` are labels. `first`/`last` bound its paragraphs in the document."""

    label: str
    theme: str
    committee: str
    as_of: FuzzyDate | None
    at: Evidence
    rule: str
    first: int
    last: int
    paragraphs: tuple[Paragraph, ...] = ()
    holder: Passage | None = None  # the heading of the organisation that it stands under


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with what it stands under; `index` counts all paragraphs of the document."""

    paragraph: Paragraph
    index: int
    initiative: str = ""
    theme: str = ""
    committee: str = ""
    part: str = ""
    as_of: FuzzyDate | None = None
    heading: str = ""
    section: int = 0
    record: bool = False  # among the fields of one initiative, which cannot float: a table of its own, or fields behind "Indsats: …"


@dataclass(frozen=True, slots=True)
class Structure:
    themes: tuple[Theme, ...]
    committees: tuple[Committee, ...]
    initiatives: tuple[Found, ...]
    placed: tuple[Placed, ...]
    headings: dict[str, Passage]  # of each theme, the heading that its section has
    at_home: bool = False  # do the initiatives hold their own fields, so that no box floats?


@dataclass(slots=True)
class _Walk:
    """Where the walk through the sections stands."""

    theme: str = ""
    theme_heading: Passage | None = None
    theme_level: int = 0
    committee: str = ""
    committee_level: int = 0
    initiative: str = ""
    initiative_level: int = 0
    part: str = ""
    part_level: int = 0
    as_of: FuzzyDate | None = None
    index: int = 0
    found: list[Found] = field(default_factory=list)
    committees: list[Committee] = field(default_factory=list)
    followed_by: list[Committee] = field(default_factory=list)  # that fields name
    themes: list[Theme] = field(default_factory=list)  # that fields name
    fielded: frozenset[int] = frozenset()  # which sections are initiatives by the fields that they hold
    again: frozenset[str] = frozenset()
    parts_of_all: frozenset[str] = frozenset()  # headings that come under several themes: labels of what is said of each
    floats: bool = False
    holders: frozenset[int] = frozenset()  # which sections' headings name who answers for what stands below
    holder: Passage | None = None
    holder_level: int = 0
    named: str = ""  # how this plan's initiatives are told from its other headings: "initiative", "number" or not at all
    theme_first: bool = False  # does "Tema: …" stand above the initiatives, or in each one's own fields?
    placed: list[Placed] = field(default_factory=list)


_PARTS = ("appendix", "contents", "money", "committees", "agreements", "initiatives", "themes")


def structure(sections: Sequence[Section], body: Body, as_of: FuzzyDate | None) -> Structure:
    """Reads all sections in order; `as_of` is the date whose state the whole document shows, where it says one."""
    sections = levels.from_one(sections)
    listed = themes.themes([paragraph for section in sections for paragraph in section.paragraphs], body)
    listed = themes.as_headed(listed, sections) or tuple(theme for section in sections for theme in themes.below(section, body))
    listed = listed or themes.again_as_headings(sections, body)
    headings = plan_themes.headings(sections, listed)
    sections = levels.levelled(sections, headings)
    all_themes = plan_themes.all_themes(sections, listed, headings, body)
    mentions = committees.mentioned("\n".join(paragraph.text.text for section in sections for paragraph in section.paragraphs))
    own = fielded.headings(sections) - set(headings)
    walk = _Walk(
        as_of=as_of,
        fielded=own,
        again=fielded.repeated(sections),
        parts_of_all=plan_themes.under_several(sections, headings),
        floats=fielded.floats(sections),
        holders=_holders(sections, own),
        theme_first=plan_themes.stand_above(sections, own),
        named=levels.naming(sections, headings),
    )
    for at, section in enumerate(sections):
        following = sections[at + 1] if at + 1 < len(sections) else None
        _enter(walk, sections, at, following, headings.get(at, ""), mentions, body, as_of)
        _place(walk, section, at, body)
        if walk.part == "committees" and not walk.initiative:
            walk.committees += committees.listed(section.paragraphs, body, "committees" in plan_words.heading(section.title))
    loose = [paragraph for section in sections for paragraph in section.paragraphs]
    named = walk.committees or list(committees.listed(loose, body))
    titles = {label: heading for at, label in sorted(headings.items(), reverse=True) if (heading := sections[at].heading)}
    all_themes = plan_themes.with_fields(all_themes, walk.themes) or _told_themes(tuple(_with_paragraphs(walk)), body)
    found = tuple(_as_listed(_as_told(one, all_themes), all_themes) for one in _with_paragraphs(walk))
    every = [*named, *walk.followed_by, *_told_committees(found, body)]
    return Structure(all_themes, _once(every), found, tuple(walk.placed), titles, bool(own) or _hold_their_own(walk))


_BOXED = frozenset({"time-plan", "start", "end", "milestones", "responsible", "coordinator"})


def _hold_their_own(walk: _Walk) -> bool:
    """Are initiatives items that say all of themselves, in a plan where no box floats? Without any field there is none that could."""
    boxed = any(one.paragraph.field in _BOXED for one in walk.placed)
    return not boxed or (not walk.floats and any(one.rule == "plan.initiative.item" for one in walk.found))


def _said(one: Found) -> prose_fields.Told:
    """What the initiative's own sentences name."""
    return prose_fields.told([paragraph.text for paragraph in one.paragraphs if not paragraph.is_row and not paragraph.field])


def _as_told(one: Found, known: Sequence[Theme]) -> Found:
    """The theme and the committee that the initiative's own sentences name, where nothing else does."""
    if one.theme and one.committee:
        return one
    said = _said(one)
    theme = themes.best(said.theme.text, known, _SAME_THEME) if said.theme and not one.theme else ""
    committee = committees.name_of(said.committee.text) if said.committee and not one.committee else ""
    return replace(one, theme=one.theme or theme, committee=one.committee or committee)


_SAME_THEME = 0.75


def _told_themes(found: Sequence[Found], body: Body) -> tuple[Theme, ...]:
    """Those that only sentences about initiatives name ("Projektet hører til temaet Pårørende"), each once."""
    met: dict[str, Theme] = {}
    for name in filter(None, (_said(one).theme for one in found)):
        before = met.get(name.text) or Theme(name.text, body, "plan.theme.told")
        met[name.text] = replace(before, at=(*before.at, name.span))
    return tuple(met.values())


def _told_committees(found: Sequence[Found], body: Body) -> Iterator[Committee]:
    """Those that only sentences about initiatives name as following them."""
    for one in found:
        name = _said(one).committee
        if name and committees.name_of(name.text):
            yield Committee(committees.committee(committees.name_of(name.text), body), "plan.committee.told", (name.span,))


def _holders(sections: Sequence[Section], own: Collection[int]) -> frozenset[int]:
    """Headings of organisations, where the plan is ordered by them: two at least, in a plan whose initiatives hold their fields."""
    found = [at for at, section in enumerate(sections) if at not in own and section.heading and holders.holder(section.heading)]
    return frozenset(found) if own and len(found) > 1 else frozenset()


def _as_listed(one: Found, known: Sequence[Theme]) -> Found:
    """A theme goes by the wording that the plan lists it under, however its heading is printed ("TEMA: LIGHED I SUNDHED")."""
    if not one.theme or any(theme.label == one.theme for theme in known):
        return one
    return replace(one, theme=themes.best(one.theme, known, 0.75) or one.theme)


def _once(named: Sequence[Committee]) -> tuple[Committee, ...]:
    met: dict[str, Committee] = {}
    for one in named:
        known = met.get(one.body.slug)
        met[one.body.slug] = replace(known, at=(*known.at, *one.at)) if known else one
    return tuple(met.values())


def _enter(
    walk: _Walk,
    sections: Sequence[Section],
    at: int,
    following: Section | None,
    theme: str,
    mentions: Sequence[str],
    body: Body,
    as_of: FuzzyDate | None,
) -> None:
    """What a section's heading changes: the part, theme, committee or initiative that what follows stands under."""
    section = sections[at]
    if section.heading is None or (at == 0 and section.level == 1):
        return
    codes = plan_words.heading(section.title)
    _leave(walk, section, as_of, at in walk.fielded)
    _take_holder(walk, at, section)
    if theme:
        _enter_theme(walk, section, theme, as_of)
        return
    if "status" in codes:
        walk.as_of = _date_of(section.title) or walk.as_of
    part = _part(section, codes)
    if part:
        _enter_part(walk, section, part)
        return
    if walk.part in ("appendix", "contents", "money") or codes & {"status", "description", "next-steps", "purpose", "partners", "imprint"}:
        return
    if walk.fielded and (section.title.casefold() in walk.again or at in walk.holders):
        return
    _enter_below(walk, sections, at, following, mentions, body)


def _enter_below(walk: _Walk, sections: Sequence[Section], at: int, following: Section | None, mentions: Sequence[str], body: Body) -> None:
    """A heading that is neither a theme's nor a part's: a committee, the rest, an initiative, or something beside these."""
    section = sections[at]
    if at not in walk.fielded and _is_committee(walk, sections, at, following, mentions):
        _enter_committee(walk, section, body)
    elif "other" in plan_words.heading(section.title) or _begins_other(section.title):
        walk.committee = walk.theme = walk.initiative = ""
        walk.part, walk.part_level = "initiatives", section.level
    elif _is_initiative(walk, sections, at):
        _enter_initiative(walk, section)
    elif section.level == 0 and (walk.named or walk.fielded):
        walk.initiative = ""


def _leave(walk: _Walk, section: Section, as_of: FuzzyDate | None, fielded_: bool) -> None:
    """A heading no lower than the one that opened a theme, committee or part closes it; levels count where both are known.

    The highest level closes a theme of unknown level, but where it is that of an initiative (`fielded_`).
    """
    level = section.level
    if level and walk.initiative and (walk.initiative_level == 0 or level <= walk.initiative_level):
        walk.initiative = ""
    if level and walk.committee and (level == 1 or (walk.committee_level and level <= walk.committee_level)):
        walk.committee = walk.initiative = ""
    if level and walk.theme and ((level == 1 and not fielded_) or (walk.theme_level and level <= walk.theme_level)):
        _close_theme(walk)
    if level and walk.part and (level == 1 or (walk.part_level and level <= walk.part_level)):
        walk.part, walk.as_of = "", as_of


def _take_holder(walk: _Walk, at: int, section: Section) -> None:
    """A heading of another organisation, or one no lower than the last organisation's, ends what that one answers for."""
    if at in walk.holders:
        walk.holder = holders.holder(section.heading) if section.heading else None
        walk.holder_level, walk.initiative = section.level, ""
    elif at not in walk.fielded and section.level and (not walk.holder_level or section.level <= walk.holder_level):
        walk.holder = None


def _close_theme(walk: _Walk) -> None:
    walk.theme = walk.initiative = ""
    walk.theme_heading = None


def _enter_theme(walk: _Walk, section: Section, theme: str, as_of: FuzzyDate | None) -> None:
    walk.theme, walk.theme_heading, walk.theme_level = theme, section.heading, section.level
    walk.committee = walk.initiative = walk.part = ""
    walk.as_of = walk.as_of or as_of


def _enter_part(walk: _Walk, section: Section, part: str) -> None:
    walk.part, walk.part_level = part, section.level
    if part != "initiatives" or not walk.theme:
        _close_theme(walk)
        walk.committee = ""
    walk.initiative = ""


def _part(section: Section, codes: frozenset[str]) -> str:
    """The part that a heading opens: by what it is, or, in capitals or marked, by what it speaks of."""
    for code in _PARTS:
        if code in codes:
            return code
    if section.level == 0 or plan_words.named(section.title):
        return ""
    told = plan_words.spoken(section.title)
    return next((code for code in _PARTS if code in told), "")


def _is_committee(walk: _Walk, sections: Sequence[Section], at: int, following: Section | None, mentions: Sequence[str]) -> bool:
    """A heading straight below a committee's, with nothing between, names what that committee does."""
    section, before = sections[at], sections[at - 1] if at else None
    if committees.name_of(section.title):
        return True
    if walk.committee and not walk.initiative and before and before.heading and not before.paragraphs:
        return False
    return walk.part == "committees" and committees.is_committee(section, following, mentions)


def _enter_committee(walk: _Walk, section: Section, body: Body) -> None:
    name = committees.label_of(section)
    if name is None or section.heading is None:
        return
    apart = list(section.heading.split(_DOTS))
    if len(apart) > 1 and all(committees.name_of(one.text) for one in apart):  # "Udvalget for A · Udvalget for B"
        labels = [one[len(one) - len(committees.name_of(one.text)) :] for one in apart]
        walk.committees += [Committee(committees.committee(one.text, body), "plan.committee.heading", (one.span,)) for one in labels]
        return
    _close_theme(walk)
    walk.committee, walk.committee_level = name.text, section.level
    walk.part = "committees"
    walk.committees.append(Committee(committees.committee(name.text, body), "plan.committee.heading", (name.span,)))


_DOTS = re.compile(r"\s+[·•|]\s+")


def _begins_other(title: str) -> bool:
    return re.match(r"(?:øvrige?|andre|andet|diverse)\b", title, re.IGNORECASE) is not None


def _is_initiative(walk: _Walk, sections: Sequence[Section], at: int) -> bool:
    """A heading under a theme, a committee or among initiatives, that is no label of the plan, no question, and no mere group of headings."""
    section = sections[at]
    if section.heading is None or section.title.endswith("?") or themes.announced(section.title):
        return False
    label = plan_words.named(section.title)
    if label and label.code == "initiative":
        return True
    if times.is_time(section.title) or section.title.casefold() in walk.parts_of_all:
        return False
    if at in walk.fielded:
        return True
    if section.paragraphs and section.paragraphs[0].field == "initiative":
        return False  # "Delmål 2.1. Færre genindlæggelser" over "Aktivitet: …": it is what the one below names
    if walk.fielded and section.level not in {sections[one].level for one in walk.fielded if sections[one].level}:
        return False
    if section.level == 0 and walk.named and not levels.is_named(section, walk.named):
        return False
    if _is_group(sections, at):
        return False
    if walk.theme and _before_status(sections, at) and not plan_words.noun("initiative").match(section.title):
        return False
    return bool(walk.theme or walk.committee or walk.part in ("initiatives", "agreements"))


def _is_group(sections: Sequence[Section], at: int) -> bool:
    """Nothing stands below the heading but another heading that is lower, or of unknown level, and no label."""
    following = sections[at + 1] if at + 1 < len(sections) else None
    if sections[at].paragraphs or following is None or plan_words.heading(following.title):
        return False
    return following.level == 0 == sections[at].level or following.level > sections[at].level


def _before_status(sections: Sequence[Section], at: int) -> bool:
    """Does this theme still come to its status, below which alone its initiatives stand?"""
    for section in sections[at + 1 :]:
        codes = plan_words.heading(section.title)
        if (section.level == 1 and section.level < (sections[at].level or 2)) or "money" in codes or "committees" in codes:
            return False
        if "status" in codes:
            return _opens(sections, at)
    return False


def _opens(sections: Sequence[Section], at: int) -> bool:
    """Is this heading still in the theme's opening: no status stands between the theme's heading and it, and description does?"""
    for section in reversed(sections[:at]):
        codes = plan_words.heading(section.title)
        if "status" in codes:
            return False
        if "description" in codes:
            return True
        if not codes and section.paragraphs:
            return False
    return False


def _enter_initiative(walk: _Walk, section: Section) -> None:
    if section.heading is None:
        return
    label = plan_words.named(section.title)
    name = section.heading[label.end :].strip() if label and label.code == "initiative" else plan_words.untitled(section.heading)
    walk.initiative, walk.initiative_level = name.text, section.level
    walk.found.append(
        Found(name.text, walk.theme, walk.committee, walk.as_of, (name.span,), "plan.initiative.heading", walk.index, walk.index, (), walk.holder)
    )


def _date_of(text: str) -> FuzzyDate | None:
    found = danish.dates(text)
    return found[-1].value if found else None


def _place(walk: _Walk, section: Section, number: int, body: Body) -> None:
    """Puts the section's paragraphs where they belong; items and fields may begin initiatives of their own."""
    held = section.paragraphs
    inner, record, listing, closing = "", False, False, False
    told = {at: held[at].text for at in _told_items(walk, held)} or _run_in(walk, held)
    for at, paragraph in enumerate(held):
        begun = told[at] if at in told else _begun(walk, held, at, listing)
        if begun is not None:
            inner, closing = begun.text, False
            record = paragraph.field == "initiative" or (not walk.floats and fielded.names(held, at))
            found = Found(
                inner, walk.theme, walk.committee, walk.as_of, (begun.span,), "plan.initiative.item", walk.index, walk.index, (), walk.holder
            )
            walk.found.append(found)
        elif inner and not told and _ends_inner(paragraph, listing) and (not record or closing):
            inner = ""
        closing = closing or (paragraph.field not in ("", "initiative") and not _is_labelled(held))
        if paragraph.field in ("theme", "committee") and walk.part not in ("appendix", "contents"):
            _take_field(walk, paragraph, record, body)
        if not paragraph.is_item:
            listing = "initiatives" in plan_words.heading(paragraph.text.text)
        if walk.part == "initiatives" and not walk.initiative and committees.announced(paragraph.text.text):
            walk.part = "committees"
        own = inner or walk.initiative
        bound = bool(own) and (record or bool(walk.fielded) or (paragraph.is_row and not walk.floats))
        walk.placed.append(Placed(paragraph, walk.index, own, walk.theme, walk.committee, walk.part, walk.as_of, section.title, number, bound))
        walk.index += 1


def _take_field(walk: _Walk, paragraph: Paragraph, record: bool, body: Body) -> None:
    """ "Tema: A", "Udvalg: B" among an initiative's fields, or above the initiatives that they hold for."""
    value = themes.clean(paragraph.value)
    if not any(letter.isalpha() for letter in value.text) or len(value) > _LONGEST_FIELD:
        return
    if paragraph.field == "theme":
        label = value.text
        walk.themes.append(Theme(label, body, "plan.theme.field", (value.span,)))
        if walk.theme_first:
            walk.theme = label
    else:
        label = committees.name_of(value.text) or value.text
        walk.followed_by.append(Committee(committees.committee(label, body), "plan.committee.field", (value.span,)))
    open_found = bool(walk.found) and (record or bool(walk.initiative))
    if open_found and (paragraph.field == "committee" or not walk.theme_first):
        found = walk.found[-1]
        walk.found[-1] = replace(found, theme=label) if paragraph.field == "theme" else replace(found, committee=label)


def _run_in(walk: _Walk, held: Sequence[Paragraph]) -> dict[int, Passage]:
    """Names that run in ("Familiekøkkenet. Familier laver mad …"), two at least under a theme of a plan whose boxes float."""
    if not walk.theme or not walk.floats or walk.initiative or walk.fielded:
        return {}
    names = {at: name for at, paragraph in enumerate(held) if not (paragraph.is_item or paragraph.is_row) and (name := fielded.opening(paragraph))}
    return names if len(names) > 1 else {}


def _told_items(walk: _Walk, held: Sequence[Paragraph]) -> Iterator[int]:
    """The items of a list of which each is a name with a text of its own below it, in a plan whose boxes float, under a theme."""
    items = [at for at, paragraph in enumerate(held) if paragraph.is_item]
    below = [held[at + 1] if at + 1 < len(held) else None for at in items]
    told = all(one is not None and not (one.is_item or one.is_row or one.field) for one in below)
    names = all(len(held[at].text) <= _LONGEST_FIELD and not held[at].text.text.endswith((".", ":", ";", ",")) and not held[at].field for at in items)
    if walk.theme and walk.floats and not walk.initiative and not walk.fielded and len(items) > 1 and told and names:
        yield from items


_LONGEST_FIELD = 120


def _begun(walk: _Walk, held: Sequence[Paragraph], at: int, listing: bool) -> Passage | None:
    """The name of an initiative that begins with this paragraph: a field "Indsats: …", an item of a list announced so, an item with fields below."""
    paragraph = held[at]
    if walk.part in ("appendix", "contents", "money"):
        return None
    if paragraph.field == "initiative":
        return paragraph.value or None
    own = None if walk.floats else fielded.name(held, at)
    if own or paragraph.is_row or not paragraph.is_item or len(paragraph.text) > 200:
        return own
    if listing and not re.search(r"[.:;]$", paragraph.text.text):
        return paragraph.text
    following = held[at + 1] if at + 1 < len(held) else None
    described = following is not None and following.field in ("purpose", "target-group", "responsible", "time-plan")
    if described and plan_words.noun("initiative").match(paragraph.text.text) and not re.search(r"[.:;]$", paragraph.text.text):
        return paragraph.text
    return None


def _is_labelled(held: Sequence[Paragraph]) -> bool:
    """Do the section's initiatives begin with a label ("Indsats: …"), so that only the next one ends the one before?"""
    return any(paragraph.field == "initiative" for paragraph in held)


def _ends_inner(paragraph: Paragraph, listing: bool) -> bool:
    return not paragraph.field and not listing and not paragraph.is_item


def _with_paragraphs(walk: _Walk) -> Iterator[Found]:
    """The initiatives with their paragraphs, each name once."""
    made: dict[str, Found] = {}
    for one in [*walk.found]:
        made.setdefault(one.label, one)
    for one in made.values():
        mine = [placed for placed in walk.placed if placed.initiative == one.label]
        yield replace(
            one,
            first=min((placed.index for placed in mine), default=one.first),
            last=max((placed.index for placed in mine), default=one.last),
            paragraphs=tuple(placed.paragraph for placed in mine),
        )
