"""Who came and who did not, where running text says so: absences, substitutes, partial attendance.

Each form below is one Danish wording; `who` is one or several people, `new` stands in for `old`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders import names, organisations
from loaders.model import Organisation, Person, Span, Status
from loaders.passage import Passage
from loaders.people import Entry, Setting, entries
from loaders.sentences import sentences

_CAME = r"(?:deltog|deltager|mødte(?:\s+op)?|møder|var\s+til\s+stede|sad|indtrådte|indtræder|trådte|var\s+mødt|var|er|kom)"
_INSTEAD = r"(?:i\s+stedet\s+for|i\s+steden\s+for|istedet\s+for|i\s+stedfor|på\s+vegne\s+af|(?:som\s+)?(?:suppleant|stedfortræder|substitut|vikar|afløser|erstatning)\s+for|for)"
_AWAY = r"(?:afbud|fraværende|fravær|forhindret|ikke\s+til\s+stede|ikke\s+tilstede|syg|sygemeldt|orlov)"
_EXCEPT = r"(?:undtagen|bortset\s+fra|på\s+nær|med\s+undtagelse\s+af|foruden|minus|pånær)"


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_SUBSTITUTES = _forms(
    rf"^(?:fra|for)\s+(?P<from>[^,]+?),?\s+{_CAME}\s+(?P<new>.+?),?\s+{_INSTEAD}\s+(?P<old>.+)$",
    rf"^(?:I\s+stedet\s+for|I\s+steden\s+for|Istedet\s+for|På\s+vegne\s+af|Som\s+(?:stedfortræder|suppleant|substitut|vikar)\s+for|For)\s+(?P<old>.+?),?\s+{_CAME}\s+(?P<new>.+)$",
    r"^(?:Stedfortræder|Suppleant|Substitut|Vikar|Afløser)\s+for\s+(?P<old>.+?)(?::|\s+var|\s+er)\s+(?P<new>.+)$",
    rf"^(?P<new>.+?),?\s+{_CAME}\s+(?:\w+\s+){{0,3}}?{_INSTEAD}\s+(?P<old>.+)$",
    r"^(?P<new>.+?),?\s+(?:(?:var|er|som|fungerede\s+som|mødte\s+som|deltog\s+som)\s+)?(?:stedfortræder|suppleant|substitut|vikar|afløser)\s+for\s+(?P<old>.+)$",
    r"^(?P<old>.+?)\s+(?:blev|var|er|bliver)\s+(?:repræsenteret|erstattet|afløst|vikarieret)\s+(?:af|ved)\s+(?P<new>.+)$",
    r"^(?P<old>.+?)\s+(?:erstattes|afløses|repræsenteres)\s+(?:af|ved)\s+(?P<new>.+)$",
    r"^(?P<new>.+?)\s+(?:afløste|erstattede|vikarierede\s+for|stod\s+ind\s+for|trådte\s+ind\s+for)\s+(?P<old>.+)$",
    rf"^(?:.*?afbud\s+fra\s+)(?P<old>.+?)[,;.]?\s+(?:i\s+stedet|i\s+hvis\s+sted|i\s+(?:hans|hendes|deres)\s+sted|hvor)\s+{_CAME}\s+(?P<new>.+?)(?:\s+i\s+stedet)?$",
    rf"^(?P<old>.+?)\s+(?:havde|har|var|måtte)\s+(?:meldt\s+|melde\s+)?{_AWAY}[,;.]?\s+(?:og\s+)?(?:i\s+stedet|i\s+(?:hans|hendes|deres)\s+sted)\s+{_CAME}\s+(?P<new>.+)$",
    rf"^(?P<old>.+?)\s+(?:havde|har|var|måtte)\s+(?:meldt\s+|melde\s+)?{_AWAY}[,;]\s+(?P<new>.+?)\s+{_CAME}\s+i\s+(?:stedet|(?:hans|hendes|deres)\s+sted)$",
)
_INSTEAD_OF_LAST = re.compile(
    rf"^(?:I\s+(?:stedet|(?:hans|hendes|deres)\s+sted)\s+{_CAME}\s+(?P<a>.+)|(?P<b>.+?)\s+{_CAME}\s+i\s+(?:stedet|(?:hans|hendes|deres)\s+sted))$",
    re.IGNORECASE,
)
_ABSENT = _forms(
    rf"\b(?:alle|samtlige)\b.*?\b{_EXCEPT}\s+(?P<who>.+)$",
    rf"^{_EXCEPT}\s+(?P<who>.+?)\s+(?:var|deltog|mødte)\s+(?:alle|samtlige)\b",
    rf"\b{_AWAY}(?:\s+(?:var|er|fra)|\s*:)\s*:?\s*(?P<who>.+)$",
    rf"\b(?:meldt|modtaget|indløbet)\s+{_AWAY}\s+(?:fra|for)\s+(?P<who>.+)$",
    rf"^(?P<who>.+?),?\s+(?:havde|har|var|er|blev|meldte|måtte)\s+(?:desværre\s+)?(?:meldt\s+|sendt\s+|melde\s+|meddelt\s+)?{_AWAY}\b",
    r"^(?P<who>.+?)\s+(?:meldte|sendte)\s+afbud\b",
    r"^(?P<who>.+?)\s+(?:kunne|kan)\s+(?:desværre\s+)?ikke\s+(?:deltage|være\s+til\s+stede|være\s+med)(?!\s+(?:i|under)\s+(?:punkt|pkt))",
    r"^(?P<who>.+?)\s+(?:deltog|mødte|deltager)\s+ikke(?!\s+(?:i|under|ved)\s+(?:(?:behandlingen\s+af\s+)?(?:punkt|pkt|dette|drøftelsen|behandlingen)))",
)
_WITHDRAWN = re.compile(r"afbud.*\b(?:alligevel|trukket|trak|tilbage)\b|\b(?:trak|trukket)\b.*afbud", re.IGNORECASE)
_NUMBERS = r"(?:punkt(?:erne)?|pkt\.?)\s*(?:nr\.?\s*)?(?P<numbers>\d+(?:\.\d+)?(?:\s*(?:,|og|-|–|til|t\.o\.m\.|samt)\s*(?:punkt\s*|pkt\.?\s*)?\d+(?:\.\d+)?)*)"
_PARTIAL: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), effect)
    for pattern, effect in (
        (rf"^(?P<who>.+?)\s+(?:deltog|var\s+til\s+stede|deltager|er\s+til\s+stede)\s+(?:kun|alene|udelukkende)\s+(?:i|under|ved|til|på)\s+(?:behandlingen\s+af\s+)?{_NUMBERS}", "only"),
        (rf"^(?P<who>.+?)\s+(?:deltog|mødte|ankom|kom|stødte\s+til|tilsluttede\s+sig|deltager|indtrådte)\s+(?:\w+\s+){{0,3}}?(?:fra|fra\s+og\s+med|under|ved|efter|til)\s+{_NUMBERS}", "from"),
        (rf"^(?P<who>.+?)\s+(?:forlod|gik|måtte\s+forlade|måtte\s+gå|deltog\s+til|var\s+til\s+stede\s+til|deltog\s+(?:frem\s+)?til\s+og\s+med)\b.*?\b(?P<when>efter|under|ved|før|inden|til\s+og\s+med|til)\s+(?:behandlingen\s+af\s+)?{_NUMBERS}", "until"),
        (rf"^(?P<who>.+?)\s+(?:deltog|var)\s+ikke\s+(?:til\s+stede\s+)?(?:i|under|ved|til|på)\s+(?:behandlingen\s+af\s+|drøftelsen\s+af\s+)?{_NUMBERS}", "missed"),
        (rf"^(?P<who>.+?)\s+(?:var|er|blev\s+(?:erklæret|kendt)|erklærede\s+sig|er\s+erklæret)\s+inhabil\b(?:.*?{_NUMBERS})?", "missed"),
        (r"^(?P<who>.+?)\s+(?:forlod|gik|måtte\s+forlade|måtte\s+gå)\b.*?\b(?P<when>efter|under|ved|før|inden)\s+(?:dette\s+)?punkt(?:et)?\b(?!\s*\d)", "time"),
        (r"^(?P<who>.+?)\s+(?:deltog\s+ikke|var\s+ikke\s+til\s+stede)\s+(?:i|under|ved)\s+(?:behandlingen|drøftelsen|punktet|dette\s+punkt)", "missed"),
        (r"^(?P<who>.+?)\s+(?:forlod|gik|måtte\s+forlade|måtte\s+gå|ankom|kom|stødte\s+til|tilsluttede\s+sig|deltog\s+(?:fra|til|indtil|frem\s+til)|mødte)\s+(?:.*?\b)?(?:kl\.?|klokken)\s*\d", "time"),
        (r"^(?P<who>.+?)\s+(?:forlod|måtte\s+forlade)\s+(?:mødet|lokalet)(?:\s+(?P<when>efter|under|ved|før|inden))?", "time"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells of some people's turning up. `effect` is for PARTIAL: which items `numbers` are ("missed", "only", "from", "until", "time")."""

    who: tuple[Entry, ...]
    status: Status
    in_place_of: tuple[Entry, ...] = ()
    effect: str = ""
    when: str = ""
    numbers: tuple[str, ...] = ()
    rule: str = ""
    at: tuple[Span, ...] = field(default=(), compare=False, repr=False)


def told(passage: Passage, listed: Sequence[str], region: str) -> Iterator[Told]:
    """What a paragraph tells, sentence by sentence. `listed` are the names on the list, which settle surnames."""
    last: tuple[Entry, ...] = ()
    for sentence in sentences(passage):
        for clause in _clauses(sentence):
            chaired = _chaired(clause, listed, region)
            if chaired:
                yield chaired
                continue
            one = (
                _in_brackets(clause, listed, region)
                or _substitute(clause, listed, region, last)
                or _withdrawn(clause, listed, region)
                or _partial(clause, listed, region)
                or _absent(clause, listed, region)
            )
            if one:
                yield one
                last = one.who if one.status is Status.ABSENT else ()


def _clauses(sentence: Passage) -> Iterator[Passage]:
    yield from sentence.strip(" .").split(re.compile(r";\s+"))


def _substitute(clause: Passage, listed: Sequence[str], region: str, last: tuple[Entry, ...]) -> Told | None:
    for form in _SUBSTITUTES:
        found = form.match(clause.text)
        if not found:
            continue
        organisation = found.groupdict().get("from") or ""
        new = people(clause.group(found, "new"), listed, region)
        old = people(clause.group(found, "old"), listed, region)
        if new and old and not {one.person.name for one in new} & {one.person.name for one in old}:
            return Told(_from(new, organisation, region), Status.PRESENT, old, rule="minutes.turnout.substitute", at=(clause.span,))
    found = _INSTEAD_OF_LAST.match(clause.text)
    if found and last:
        new = people(clause.group(found, "a" if found.group("a") else "b"), listed, region)
        if new:
            return Told(new, Status.PRESENT, last, rule="minutes.turnout.substitute", at=(clause.span,))
    return None


_CHAIRED = _forms(
    r"^(?P<who>.+?),?\s+(?:ledede|leder|fungerede\s+som\s+mødeleder|var\s+mødeleder|er\s+mødeleder|var\s+ordstyrer|var\s+dirigent)\b",
    r"\b(?:ledede|leder|ledes|ledet\s+af|blev\s+ledet\s+af)\s+(?P<who>(?:\w+,?\s+)?[A-ZÆØÅ].+?),?\s*(?:mødet)?$",
)


def _chaired(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    """Who led the meeting, where it was not the chair: "I X's fravær ledede næstformanden, Y, mødet."."""
    if not re.search(r"\b(?:mødet|mødeleder|ordstyrer|dirigent)\b", clause.text):
        return None
    for form in _CHAIRED:
        found = form.search(clause.text)
        who = tuple(one for one in people(clause.group(found, "who"), listed, region) if one.person.name in listed) if found else ()
        if who and not re.search(r"fravær", found.group("who") if found else ""):
            return Told(who, Status.PRESENT, effect="chaired", rule="minutes.turnout.chaired", at=(clause.span,))
    return None


def _in_brackets(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    """ "Jens Holm (stedfortræder for Ole Vind) deltog."."""
    for one in entries(clause, Setting(region)):
        if one.in_place_of:
            old = tuple(_only(fits(name, listed) or name, clause) for name in one.in_place_of)
            return Told((_under_listed_name(one, listed),), Status.PRESENT, old, rule="minutes.turnout.substitute", at=(clause.span,))
    return None


def _from(new: tuple[Entry, ...], organisation: str, region: str) -> tuple[Entry, ...]:

    named: Organisation | None = organisations.organisation(organisation, region) if organisation else None
    return tuple(replace(one, person=replace(one.person, organisation=one.person.organisation or named)) for one in new)


def _withdrawn(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    if not _WITHDRAWN.search(clause.text):
        return None
    who = tuple(one for one in people(clause, listed, region) if one.person.name in listed)
    return Told(who, Status.PRESENT, rule="minutes.turnout.withdrawn", at=(clause.span,)) if who else None


def _partial(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    for form, effect in _PARTIAL:
        found = form.search(clause.text)
        if not found:
            continue
        who = tuple(one for one in people(clause.group(found, "who"), listed, region) if one.person.name in listed or effect == "only")
        if who:
            groups = found.groupdict()
            return Told(
                who,
                Status.PARTIAL,
                (),
                effect,
                groups.get("when") or "",
                _numbers(groups.get("numbers") or ""),
                "minutes.turnout.partial",
                (clause.span,),
            )
    return None


def _numbers(text: str) -> tuple[str, ...]:
    """ "3, 5-7 og 9" spelt out.

    >>> _numbers("3, 5-7 og 9")
    ('3', '5', '6', '7', '9')
    """
    found: list[str] = []
    for one in re.finditer(r"(\d+(?:\.\d+)?)(?:\s*(?:-|–|til|t\.o\.m\.)\s*(\d+))?", text):
        first, last = one.group(1), one.group(2)
        found += (
            [str(number) for number in range(int(first), int(last) + 1)] if last and "." not in first and int(last) - int(first) < 60 else [first]
        )
    return tuple(found)


def _absent(clause: Passage, listed: Sequence[str], region: str) -> Told | None:
    if re.search(r"\b(?:ingen|ikke\s+(?:modtaget|meldt))\s+afbud|ikke\s+afbud|på\s+sidste\s+møde|sidste\s+gang", clause.text, re.IGNORECASE):
        return None
    for form in _ABSENT:
        found = form.search(clause.text)
        if found:
            who = people(clause.group(found, "who"), listed, region)
            if who:
                return Told(who, Status.ABSENT, rule="minutes.turnout.absent", at=(clause.span,))
    return None


_SWAPPED = re.compile(r"\b([A-ZÆØÅ][\w-]+)\s+\(([A-ZÆØÅ][\w.-]+)\)")


def absentees(phrase: Passage, listed: Sequence[str], region: str) -> Told | None:
    """A list of absentees by names that only the roll settles: "Jensen (Inge), Balling og Durup"."""
    swapped = [full for found in _SWAPPED.finditer(phrase.text) if (full := fits(f"{found.group(2)} {found.group(1)}", listed))]
    who = [*(_only(full, phrase) for full in swapped), *people(phrase, listed, region)]
    kept = tuple(one for one in who if one.person.name in listed)
    return Told(kept, Status.ABSENT, rule="minutes.turnout.absent", at=(phrase.span,)) if kept else None


def people(phrase: Passage, listed: Sequence[str], region: str) -> tuple[Entry, ...]:
    """The people in a phrase, under the names that the list gives them where exactly one fits; lone surnames only by the list."""
    found = list(entries(phrase, Setting(region)))
    taken = [span for one in found for span in one.at]
    made = [(one.at[0].start, _under_listed_name(one, listed)) for one in found]
    for word in re.finditer(r"(?<![\w-])[A-ZÆØÅÄÖÜÉ][\w'-]+(?:\s[A-ZÆØÅ]\.)?", phrase.text):
        part = phrase.group(word)
        if any(span.start <= part.span.start < span.end for span in taken):
            continue
        full = fits(word.group(), listed)
        if full:
            made.append((part.span.start, _only(full, part)))
    made.sort(key=lambda pair: pair[0])
    return tuple({one.person.name: one for _, one in made}.values())


def _only(name: str, part: Passage) -> Entry:
    return Entry(Person(name, part.text), at=(part.span,))


def fits(name: str, listed: Sequence[str]) -> str:
    """The one listed name that `name` can stand for, "" where none or several do.

    >>> fits("Kise", ["Henrik Idriss Kise", "Henrik Qvist"]), fits("Henrik", ["Henrik Idriss Kise", "Henrik Qvist"])
    ('Henrik Idriss Kise', '')
    """
    if name in listed:
        return name
    hits = {full for full in listed if names.same_name(name, full) or names.same_name(full, name)}
    return next(iter(hits)) if len(hits) == 1 else ""


def _under_listed_name(one: Entry, listed: Sequence[str]) -> Entry:
    full = fits(one.person.name, listed)
    return replace(one, person=replace(one.person, name=full)) if full else one
