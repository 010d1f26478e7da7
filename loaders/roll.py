"""The roll of a meeting: the lists, and what running text says of absences, substitutes and partial attendance, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders import names, numerals
from loaders.lexicon import lexicon
from loaders.model import Attendance, Evidence, Mode, Person, Status, Term
from loaders.people import Entry
from loaders.turnout import Told
from loaders.whom import fits

_LIST = "minutes.attendance.list"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something told, and the number of the item it was told under ("" in the head)."""

    told: Told
    item: str


@dataclass(frozen=True, slots=True)
class Absences:
    """`items`: the numbers of those below which a list says who was away, if anybody; `altogether`: who is away by the meeting's own lists."""

    items: frozenset[str] = frozenset()
    altogether: frozenset[str] = frozenset()


def call(listed: Sequence[Entry], statements: Iterable[Statement], items: Sequence[str], absences: Absences = Absences()) -> tuple[Attendance, ...]:
    """One attendance a person, the lists' in printed order; people whom only the text names come last.

    `items` are the numbers of the agenda's items in order. Someone on the list who is reported absent anywhere is absent, unless the
    report is taken back; who is replaced is absent; a substitute represents the organisation of the first person replaced unless
    another is named (ANSWERS, "How a document is read", 1 and 2).
    """
    roll: dict[str, Attendance] = {}
    for entry in listed:
        _enter(roll, entry, items)
    told = tuple(statements)
    for statement in sorted(told, key=_of_one_item):
        _apply(roll, statement, items)
    _by_item(roll, told, items, absences)
    _throughout(roll, told, items)
    return _as_printed(tuple(map(_without_deputy, roll.values())), listed)


def _of_one_item(statement: Statement) -> bool:
    """An absence told below an item alone says less than a sentence on which items somebody missed: it comes last."""
    return statement.told.status is Status.ABSENT and not statement.told.in_place_of and statement.item != ""


def _without_deputy(one: Attendance) -> Attendance:
    """That somebody stands in for others is said by whom they stand in for; it is no office."""
    if not one.in_place_of:
        return one
    return replace(one, person=replace(one.person, functions=tuple(term for term in one.person.functions if not lexicon().deputises(term))))


def _as_printed(roll: Iterable[Attendance], listed: Sequence[Entry]) -> tuple[Attendance, ...]:
    """Who stands on a list in the order of the lists, however many there are; whom a list names only as replaced, where that stands."""
    own: dict[str, Evidence] = {}
    for entry in listed:
        own[entry.person.name] = min(own.get(entry.person.name, entry.at), entry.at)
    from_lists = [one for one in roll if one.rule == _LIST]
    return (*sorted(from_lists, key=lambda one: own.get(one.person.name, one.at)), *(one for one in roll if one.rule != _LIST))


_FEWEST_ITEMS = 3


def _by_item(roll: dict[str, Attendance], told: Sequence[Statement], items: Sequence[str], absences: Absences) -> None:
    """Where most items say below their decision who was away, somebody away for some of them only was there for the rest."""
    away: dict[str, set[str]] = defaultdict(set)
    for one in told:
        if one.told.status is Status.ABSENT and not one.told.in_place_of:
            for entry in one.told.who:
                away[_known(roll, entry.person.name)].add(one.item)
    counted = absences.items | {number for numbers in away.values() for number in numbers if number}
    if len(counted) < _FEWEST_ITEMS or len(counted) * 2 <= len(items):
        return
    altogether = {_known(roll, name) for name in absences.altogether} | {name for one in roll.values() for name in one.in_place_of}
    for name, numbers in away.items():
        if name in roll and roll[name].status is Status.ABSENT and name not in altogether and "" not in numbers and numbers < counted:
            roll[name] = replace(roll[name], status=Status.PARTIAL, items_missed=tuple(number for number in items if number in numbers))


def _throughout(roll: dict[str, Attendance], told: Sequence[Statement], items: Sequence[str]) -> None:
    """Who took no part in the first item, nor in any other that tells who did not, was away: pages of agendas have no other list of the absent."""
    missing = [one for one in told if one.told.effect == "missed" and one.item]
    counted = {one.item for one in missing}
    if len(counted) < 2 or len(counted) * 2 <= len(items):
        return
    here = {_known(roll, entry.person.name) for one in told if one.told.effect not in ("missed", "") for entry in one.told.who}
    for name, one in roll.items():
        if one.status is Status.PARTIAL and name not in here and items[0] in one.items_missed and counted <= set(one.items_missed):
            roll[name] = replace(one, status=Status.ABSENT, items_missed=())


def _enter(roll: dict[str, Attendance], entry: Entry, items: Sequence[str]) -> None:
    name = _known(roll, entry.person.name)
    if entry.in_place_of:
        _replace(roll, (entry,), _stood_in_for(entry), _LIST, entry.at)
        return
    if name:
        roll[name] = _merged(roll[name], entry)
        return
    status = Status.ABSENT if entry.absent else Status.PRESENT
    mode = Mode.VIDEO if entry.video else Mode.IN_PERSON
    roll[entry.person.name] = Attendance(entry.person, status, mode=mode, rule=_LIST, at=entry.at)


def _stood_in_for(entry: Entry) -> tuple[Entry, ...]:
    said = {one.name: one for one in entry.replaced}
    return tuple(Entry(_of_the_same(said.get(old) or Person(old, old), entry.person), at=entry.at) for old in entry.in_place_of)


def _of_the_same(old: Person, new: Person) -> Person:
    """Who is replaced, and of whom the line says a name and no more, represents what the substitute does."""
    bare = not (old.organisation or old.role)
    return replace(old, organisation=new.organisation) if bare and not new.role else old


def _merged(known: Attendance, entry: Entry) -> Attendance:
    """The same person listed again: what the second place adds, and absence, which outweighs having been invited."""
    person = _fuller(known.person, entry.person)
    status = Status.ABSENT if entry.absent else known.status
    mode = Mode.VIDEO if entry.video else known.mode
    return replace(known, person=person, status=status, mode=mode, at=_both(known.at, entry.at))


def _fuller(first: Person, second: Person) -> Person:
    return replace(
        first,
        role=first.role or second.role,
        role_as_written=first.role_as_written or second.role_as_written,
        organisation=first.organisation or second.organisation,
        party=first.party or second.party,
        functions=tuple(dict.fromkeys([*first.functions, *second.functions])),
    )


def _both(first: Evidence, second: Evidence) -> Evidence:
    return tuple(dict.fromkeys([*first, *second]))


def _known(roll: dict[str, Attendance], name: str) -> str:
    """The name on the roll that this one is, exactly or as its only fuller spelling."""
    if name in roll:
        return name
    if len(names.key(name)) < 2:
        return fits(name, list(roll))
    hits = [full for full in roll if names.same_name(name, full) or names.same_name(full, name)]
    return hits[0] if len(hits) == 1 else ""


def _apply(roll: dict[str, Attendance], statement: Statement, items: Sequence[str]) -> None:
    told = statement.told
    if told.in_place_of:
        _replace(roll, told.who, told.in_place_of, told.rule, told.at)
    elif told.effect in _OFFICES or told.effect == "holds":
        for entry in told.who:
            _hold(roll, entry, told)
    elif told.effect == "video":
        for name in filter(None, (_known(roll, entry.person.name) or _come(roll, entry, told) for entry in told.who)):
            roll[name] = replace(roll[name], mode=Mode.VIDEO, at=_both(roll[name].at, told.at))
    elif told.status is Status.PARTIAL:
        for entry in told.who:
            _part(roll, entry, statement, items)
    else:
        for entry in told.who:
            _set(roll, entry, told.status, told.rule, told.at)


def _set(roll: dict[str, Attendance], entry: Entry, status: Status, rule: str, at: Evidence) -> str:
    name = _known(roll, entry.person.name)
    if name:
        known = roll[name]
        stays = status is Status.ABSENT and (known.in_place_of or known.status is Status.PARTIAL)
        kept = known.status if stays else status
        roll[name] = replace(known, person=_fuller(known.person, entry.person), status=kept, at=_both(known.at, at))
        return name
    if len(names.key(entry.person.name)) < 2:
        return ""
    roll[entry.person.name] = Attendance(entry.person, status, rule=rule, at=at)
    return entry.person.name


def _replace(roll: dict[str, Attendance], new: Sequence[Entry], old: Sequence[Entry], rule: str, at: Evidence) -> None:
    """The replaced are absent; each substitute is present in their place. As many substitutes as replaced go in pairs."""
    replaced = [name for entry in old if (name := _set(roll, entry, Status.ABSENT, rule, at))]
    own = new[0].person.organisation if len(new) == 1 and len(replaced) > 1 else None
    replaced = [name for name in replaced if own and (whose := roll[name].person.organisation) and whose.label == own.label] or replaced
    pairs = [(one, [replaced[index]]) for index, one in enumerate(new)] if len(new) == len(replaced) > 1 else [(one, replaced) for one in new]
    for entry, stands_for in pairs:
        organisation = entry.person.organisation or next(
            (roll[name].person.organisation for name in stands_for if roll[name].person.organisation), None
        )
        name = _known(roll, entry.person.name)
        if name and name not in replaced:
            known = roll[name]
            person = _fuller(known.person, replace(entry.person, organisation=organisation))
            stands_for = list(dict.fromkeys([*known.in_place_of, *stands_for]))
            roll[name] = replace(known, person=person, status=Status.PRESENT, in_place_of=tuple(stands_for), at=_both(known.at, at))
        elif not name and len(names.key(entry.person.name)) > 1:
            person = replace(entry.person, organisation=organisation)
            mode = Mode.VIDEO if entry.video else Mode.IN_PERSON
            roll[person.name] = Attendance(person, Status.PRESENT, tuple(stands_for), mode, rule=rule, at=_both(entry.at, at))


_OFFICES = {"chaired": "mødeleder", "minuted": "referent"}  # effect -> function


def _hold(roll: dict[str, Attendance], entry: Entry, told: Told) -> None:
    """Who led the meeting, or took its minutes."""
    name = _known(roll, entry.person.name) or (_come(roll, entry, told) if told.effect == "minuted" else "")
    leader = lexicon().function(_OFFICES.get(told.effect, told.when))
    if name and leader and (told.effect != "holds" or not any(map(lexicon().chairs, roll[name].person.functions))):
        known = roll[name]
        person = _fuller(known.person, replace(entry.person, functions=(*entry.person.functions, leader)))
        roll[name] = replace(known, person=person, at=_both(known.at, told.at))


def _come(roll: dict[str, Attendance], entry: Entry, told: Told) -> str:
    """Somebody who is on no list and yet came, under a whole name."""
    if len(names.key(entry.person.name)) < 2:
        return ""
    roll[entry.person.name] = Attendance(entry.person, Status.PRESENT, rule=told.rule, at=told.at)
    return entry.person.name


_ARRIVING = frozenset({"arrived", "from"})  # who came later was away only until then


def _part(roll: dict[str, Attendance], entry: Entry, statement: Statement, items: Sequence[str]) -> None:
    name = _known(roll, entry.person.name) or _come(roll, entry, statement.told)
    if not name:
        return
    known = roll[name]
    missed = _missed(statement, items)
    if known.status is Status.ABSENT and statement.told.effect not in _ARRIVING:
        return
    all_missed = tuple(number for number in items if number in {*known.items_missed, *missed})
    roll[name] = replace(
        known, person=_fuller(known.person, entry.person), status=Status.PARTIAL, items_missed=all_missed, at=_both(known.at, statement.told.at)
    )


def _missed(statement: Statement, items: Sequence[str]) -> tuple[str, ...]:
    """Which items a person did not attend, as far as the sentence says."""
    told = statement.told
    numbers = _printed(told.numbers, items) or ((statement.item,) if statement.item and statement.item in items else ())
    at = [items.index(number) for number in numbers if number in items]
    if not at:
        return ()
    if told.effect == "only":
        return tuple(number for number in items if number not in numbers)
    if told.effect == "from":
        return tuple(items[: at[0] + (told.when.lower() == "efter")])
    if told.effect == "until":
        first = at[0] if told.when.lower() in ("før", "inden") else at[0] + 1
        return tuple(items[first:])
    if told.effect == "missed":
        return tuple(items[index] for index in at)
    if told.effect == "arrived":
        return tuple(items[: at[0]])
    return tuple(items[at[0] :]) if told.when.lower() in ("før", "inden") else tuple(items[at[0] + 1 :])


def _printed(numbers: Sequence[str], items: Sequence[str]) -> tuple[str, ...]:
    """Numbers as the agenda prints them: "pkt. c" is its C, "sag 13" its 13/2025."""
    return tuple(next((item for item in items if numerals.same(item, said)), said) for said in numbers)


def with_function(attendances: Sequence[Attendance], entry: Entry, function: Term) -> tuple[Attendance, ...]:
    """A chair or minute taker named by a label of its own: the function on the roll, or a row of its own."""
    roll = {one.person.name: one for one in attendances}
    name = _known(roll, entry.person.name)
    if name:
        known = roll[name]
        person = _fuller(known.person, replace(entry.person, functions=(function,)))
        officer = replace(known, person=person, at=_both(known.at, entry.at))
        return _placed(officer, [officer if one is known else one for one in attendances], entry.at)
    if len(names.key(entry.person.name)) < 2:
        return tuple(attendances)
    person = replace(entry.person, functions=tuple(dict.fromkeys([*entry.person.functions, function])))
    new = Attendance(person, Status.PRESENT, rule="minutes.attendance.label", at=entry.at)
    return _placed(new, [*attendances, new], entry.at)


def _placed(one: Attendance, attendances: Sequence[Attendance], at: Evidence) -> tuple[Attendance, ...]:
    """`one` before everyone who is printed below `at`; never further down than it stood."""
    stood = attendances.index(one)
    place = next((index for index, other in enumerate(attendances[:stood]) if other.at[:1] > at[:1]), stood)
    return (*attendances[:place], one, *attendances[place:stood], *attendances[stood + 1 :])
