"""Who came and who did not, where running text says so: absences, substitutes, partial attendance.

The wordings stand in `wordings`; there `who` is one or several people, and `new` stands in for `old`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders import numerals, organisations, remarks, wordings
from loaders.model import Organisation, Span, Status
from loaders.passage import Passage, led
from loaders.people import Entry, Setting, entries
from loaders.sentences import sentences
from loaders.whom import fits, may_name, only, people, under_listed_name


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells of some people's turning up.

    `effect` says which items `numbers` are where the status is PARTIAL ("missed", "only", "from", "until", "time", "arrived"); "chaired" that they
    led, "minuted" that they took the minutes, "holds" that they have the office `when`, "video" that they were there over the net, "here" that
    they took no part in what it is told under.
    """

    who: tuple[Entry, ...]
    status: Status
    in_place_of: tuple[Entry, ...] = ()
    effect: str = ""
    when: str = ""
    numbers: tuple[str, ...] = ()
    rule: str = ""
    at: tuple[Span, ...] = field(default=(), compare=False, repr=False)


def told(passage: Passage, listed: Sequence[str], region: str, last: tuple[Entry, ...] = (), anyone: bool = False) -> Iterator[Told]:
    """What a paragraph tells, sentence by sentence. `listed` are the names on the list, which settle surnames; `last` is whom it goes on about.

    `anyone`: no list tells who came, so whoever is told to have come or to have left is one of those.
    """
    before: Passage | None = None
    for sentence in sentences(passage):
        if not wordings.tells(sentence.text) or wordings.LATER.search(sentence.text):
            before = sentence
            continue
        aside, sentence = _aside(sentence, listed, region)
        if aside:
            yield aside
        for index, clause in enumerate(_clauses(sentence)):
            if not may_name(clause.text, listed):
                before = clause
                continue
            if office := _chaired(clause, listed, region) or _minuted(clause, listed, region) or _holds(clause, listed, region):
                yield office
                continue
            one = (
                _in_brackets(clause, listed, region)
                or _substitute(clause, listed, region)
                or _instead_of(clause, listed, region, _subject(before, listed, region) or last)
                or _same(clause, listed, region, before)
                or (_substitute(clause, listed, region, (wordings.ELLIPTIC,)) if index else None)
                or _withdrawn(clause, listed, region)
                or _partial(clause, listed, region, anyone)
                or _absent(clause, listed, region)
                or _by_video(clause, listed, region, anyone)
            )
            if one:
                yield one
                last = one.who if one.status is Status.ABSENT else ()
            before = None if one else clause


def _clauses(sentence: Passage) -> Iterator[Passage]:
    """ "A havde afbud, og B deltog i stedet." in two, where each part tells something of somebody's coming."""
    at = 0
    whole = sentence.strip(" .")
    for found in wordings.ANOTHER_CLAUSE.finditer(whole.text):
        if wordings.VERB.search(whole.text[at : found.start()]):
            yield whole[at : found.start()].strip(" ,")
            at = found.end()
    rest = whole[at:].strip(" ,")
    lead = _THAT.match(rest.text) if at else None
    yield rest[lead.end() :] if lead else rest


_THAT = re.compile(r"at\s+(?=[A-ZÆØÅ])")  # "… oplyste, at A havde meldt afbud, og at B deltog som stedfortræder"
_ASIDE = re.compile(
    r"\s*\((?P<said>[^()]*\b(?:i\s+stedet|sted\b|suppleant|stedfortræder|repræsenteret|erstattet|for\s+(?:ham|hende|dem))[^()]*)\)", re.IGNORECASE
)


def _aside(sentence: Passage, listed: Sequence[str], region: str) -> tuple[Told | None, Passage]:
    """ "Afbud: A (B deltog i stedet) og C": what the parentheses say of the person before them, and the sentence without them."""
    for found in _ASIDE.finditer(sentence.text):
        said = sentence.group(found, "said")
        span = remarks.replaced(said.text.strip(" .,"), region)
        before = people(sentence[: found.start()], listed, region)
        new = people(said[slice(*span)], listed, region) if span else ()
        if new and before:
            told = Told(new, Status.PRESENT, before[-1:], rule="minutes.turnout.substitute", at=(sentence.span,))
            return told, sentence.without(re.compile(re.escape(found.group())))
    return None, sentence


def _substitute(clause: Passage, listed: Sequence[str], region: str, forms: tuple[re.Pattern[str], ...] = wordings.SUBSTITUTES) -> Told | None:
    if wordings.SUCCEEDS.search(clause.text):
        return None
    for form in forms:
        found = form.match(clause.text)
        if not found:
            continue
        organisation = found.groupdict().get("from") or ""
        new = people(clause.group(found, "new"), listed, region)
        old = people(clause.group(found, "old"), listed, region)
        if re.search(r"\b(?:sidstnævnte|den sidste)\b", clause.text) or (len(new) > 2 and len(old) == 1):
            new = new[-1:]
        if new and old and not {one.person.name for one in new} & {one.person.name for one in old}:
            return Told(_from(new, organisation, region), Status.PRESENT, old, rule="minutes.turnout.substitute", at=(clause.span,))
    return None


def _instead_of(clause: Passage, listed: Sequence[str], region: str, last: tuple[Entry, ...]) -> Told | None:
    """ "I stedet deltog B", "B mødte for hende": for whom the text spoke of before."""
    for form in wordings.INSTEAD_OF_LAST if last else ():
        found = form.match(clause.text)
        new = people(clause.group(found, "new"), listed, region) if found else ()
        if new and not {one.person.name for one in new} & {one.person.name for one in last}:
            organisation = (found.groupdict().get("from") or "") if found else ""
            return Told(_from(new, organisation, region), Status.PRESENT, last, rule="minutes.turnout.substitute", at=(clause.span,))
    return None


def _same(clause: Passage, listed: Sequence[str], region: str, before: Passage | None) -> Told | None:
    """ "… byrådsmedlem Ib Toft. Han deltog i stedet for Bo Lund"."""
    found = wordings.SAME.match(clause.text) if before else None
    new = people(before, listed, region)[-1:] if found and before else ()
    old = people(clause.group(found, "old"), listed, region) if found else ()
    return Told(new, Status.PRESENT, old, rule="minutes.turnout.substitute", at=(clause.span,)) if new and old else None


def _subject(before: Passage | None, listed: Sequence[str], region: str) -> tuple[Entry, ...]:
    """The one person on the list whom the words before named; nobody where they named several."""
    named = [one for one in people(before, listed, region) if one.person.name in listed] if before else []
    return tuple(named) if len(named) == 1 else ()


def _chaired(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    """Who led the meeting, where it was not the chair: "I X's fravær ledede næstformanden, Y, mødet."."""
    if not re.search(r"\b(?:mødet|mødeleder|ordstyrer|dirigent)\b", clause.text, re.IGNORECASE):
        return None
    for form in wordings.CHAIRED:
        found = form.search(clause.text)
        who = tuple(one for one in people(clause.group(found, "who"), listed, region) if one.person.name in listed) if found else ()
        if who and not re.search(r"fravær", found.group("who") if found else ""):
            return Told(who, Status.PRESENT, effect="chaired", rule="minutes.turnout.chaired", at=(clause.span,))
    return None


def _minuted(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    """Who took the minutes: "Bo Lund tog referat", "Som referent deltog konsulent Bo Lund"."""
    found = next(filter(None, (form.match(clause.text) for form in wordings.MINUTED)), None)
    who = people(clause.group(found, "who"), listed, region) if found else ()
    return Told(who, Status.PRESENT, effect="minuted", rule="minutes.turnout.minuted", at=(clause.span,)) if len(who) == 1 else None


def _holds(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    """ "Ane Holm er formand for klyngen": of somebody on the list."""
    found = next(filter(None, (form.match(clause.text) for form in wordings.HOLDS)), None)
    who = tuple(one for one in people(clause.group(found, "who"), listed, region) if one.person.name in listed) if found else ()
    office = found["office"] if found else ""
    return Told(who, Status.PRESENT, effect="holds", when=office, rule="minutes.turnout.holds", at=(clause.span,)) if len(who) == 1 else None


def _in_brackets(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    """ "Jens Holm (stedfortræder for Ole Vind) deltog."."""
    if not wordings.IN_BRACKETS.search(clause.text):
        return None
    for one in entries(clause, Setting(region)):
        if one.in_place_of:
            old = tuple(only(fits(name, listed) or name, clause) for name in one.in_place_of)
            return Told((under_listed_name(one, listed),), Status.PRESENT, old, rule="minutes.turnout.substitute", at=(clause.span,))
    return None


def _from(new: tuple[Entry, ...], organisation: str, region: str) -> tuple[Entry, ...]:

    named: Organisation | None = organisations.organisation(organisation, region) if organisation else None
    return tuple(replace(one, person=replace(one.person, organisation=one.person.organisation or named)) for one in new)


def _withdrawn(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    if not wordings.WITHDRAWN.search(clause.text):
        return None
    who = tuple(one for one in people(clause, listed, region) if one.person.name in listed)
    return Told(who, Status.PRESENT, rule="minutes.turnout.withdrawn", at=(clause.span,)) if who else None


def _partial(clause: Passage, listed: Sequence[str], region: str, anyone: bool) -> Told | None:
    for form, effect in wordings.PARTIAL:
        found = form.search(clause.text)
        if not found:
            continue
        guest = effect == "only" and found.groupdict().get("numbers") is not None  # "deltog kun under dette punkt" is a presenter's, too
        who = tuple(one for one in people(clause.group(found, "who"), listed, region) if anyone or guest or one.person.name in listed)
        if who:
            groups = found.groupdict()
            return Told(
                who,
                Status.PARTIAL,
                (),
                effect,
                groups.get("when") or "",
                numerals.spelt_out(groups.get("numbers") or ""),
                "minutes.turnout.partial",
                (clause.span,),
            )
    return None


def _absent(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    if wordings.NOT_NOW.search(clause.text):
        return None
    for form in wordings.ABSENT:
        found = form.search(clause.text)
        if found:
            who = people(_reported(clause.group(found, "who")), listed, region)
            if who:
                effect = "here" if wordings.ABSENT_HERE.search(clause.text) else ""
                return Told(who, Status.ABSENT, effect=effect, rule="minutes.turnout.absent", at=(clause.span,))
    return None


_REPORTS = re.compile(
    r"^.*\b(?:noterede|oplyste|meddelte|fortalte|nævnte|bemærkede|konstaterede|orienterede\s+om|beklagede),?\s+at\s+", re.IGNORECASE
)


def _reported(who: Passage) -> Passage:
    """ "Formanden bød velkommen og noterede, at Bo Lund (havde meldt afbud)": who reports it is there."""
    lead = _REPORTS.match(who.text)
    return who[lead.end() :] if lead else who


def _by_video(clause: Passage, listed: Sequence[str], region: str, anyone: bool) -> Told | None:
    found = next(filter(None, (form.search(clause.text) for form in wordings.VIDEO)), None)
    who = tuple(one for one in people(clause.group(found, "who"), listed, region) if anyone or one.person.name in listed) if found else ()
    return Told(who, Status.PRESENT, effect="video", rule="minutes.turnout.video", at=(clause.span,)) if who else None


_AT_ITEMS = re.compile(r"(?P<at>(?:ved|under|i|til|for)\s+)?(?:behandling(?:en)?\s+af\s+)?(?:sag|punkt|pkt)\b.*\d", re.IGNORECASE)


def but_for_the_rest(entry: Entry) -> Entry:
    """ "Bo Lund ved sag 3" in a list of those who stayed away: he missed that item alone."""
    if not entry.absent or entry.in_place_of:
        return entry
    for remark in entry.remarks:
        if found := _AT_ITEMS.match(remark.text):
            lead = "deltog ikke " if found["at"] else "deltog ikke i "
            return replace(entry, absent=False, remarks=(led(lead, remark),))
    return entry


def remarked(entry: Entry, region: str) -> Iterator[Told]:
    """What a line of a list remarks of somebody's staying: "(deltog til kl. 10)", "(pkt. 1-3)"."""
    name = entry.person.name
    for remark in entry.remarks:
        lead = name + next(verb for start, verb in wordings.REMARKS if start.match(remark.text))
        yield from (one for one in told(led(lead, remark), [name], region) if one.status is Status.PARTIAL)


def noted(name: str, note: Passage, listed: Sequence[str], region: str) -> Iterator[Told]:
    """What a footnote at a person tells of them: "Ankom under punkt 3.", "Afbud. Ib Toft (V) mødte som stedfortræder."."""
    last = (only(name, note),)
    for sentence in sentences(note):
        text = sentence.text.strip(" .")
        verb = next((verb for start, verb in wordings.REMARKS[:-1] if start.match(text)), " havde " if remarks.is_absent(text) else "")
        if verb:
            sentence = led(name + verb, sentence)
        yield from told(sentence, listed, region, last)


_SWAPPED = re.compile(r"\b([A-ZÆØÅ][\w-]+)\s+\(([A-ZÆØÅ][\w.-]+)\)")


def absentees(phrase: Passage, listed: Sequence[str], region: str) -> Told | None:
    """A list of absentees by names that only the roll settles: "Jensen (Inge), Balling og Durup"."""
    swapped = [full for found in _SWAPPED.finditer(phrase.text) if (full := fits(f"{found.group(2)} {found.group(1)}", listed))]
    who = [*(only(full, phrase) for full in swapped), *people(phrase, listed, region)]
    kept = tuple({one.person.name: one for one in who if one.person.name in listed}.values())
    return Told(kept, Status.ABSENT, rule="minutes.turnout.absent", at=(phrase.span,)) if kept else None
