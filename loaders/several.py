"""Several people on one line: which parts are whose, and what goes for all of them."""

from __future__ import annotations

import re

from loaders import names
from loaders.lexicon import lexicon
from loaders.model import Organisation, Term
from loaders.passage import Passage
from loaders.wholes import Kind, Token


def by_person(parts: tuple[Token, ...]) -> tuple[list[list[Token]], list[Token]]:
    """The tokens of each person, and those before the first that belong to all ("PLO-Midtjylland: A og B")."""
    parts, alternates = _without_alternates(parts)
    groups, common = _groups(_spread(parts))
    return groups + alternates, common


def _without_alternates(parts: tuple[Token, ...]) -> tuple[tuple[Token, ...], list[list[Token]]]:
    """ "Ane Holm (suppleant: Bo Lund), PLO-Syddanmark": the alternate is a person of their own, of the same organisation."""
    found: list[list[Token]] = []
    kept = list(parts)
    for function, title, name in zip(parts, parts[1:], [*parts[2:], None], strict=False):
        own = [title] if title.kind is Kind.NAME else [title, name] if title.kind is Kind.ROLE and name and name.kind is Kind.NAME else []
        if function.kind is Kind.FUNCTION and function.bracketed and own and all(token.bracketed for token in own):
            kept = [token for token in kept if token is not function and token not in own]
            found.append([*reversed(own), function, *(token for token in parts if token.kind is Kind.ORGANISATION)])
    return _behind_alternate(tuple(kept), found)


def _behind_alternate(parts: tuple[Token, ...], found: list[list[Token]]) -> tuple[tuple[Token, ...], list[list[Token]]]:
    """ "Borgmester Bo Lund (V), stedfortræder: Viceborgmester Ane Holm (A)": all that stands behind the word is the alternate's."""
    if sum(token.kind is Kind.NAME for token in parts) != 2:
        return parts, found
    for at, token in enumerate(parts):
        own, others = parts[at + 1 :], parts[:at]
        if (
            token.kind is Kind.FUNCTION
            and not token.bracketed
            and isinstance(token.value, Term)
            and lexicon().deputises(token.value)
            and sum(one.kind is Kind.NAME for one in own) == 1
        ):
            shared = () if any(one.kind is Kind.ORGANISATION for one in own) else tuple(one for one in others if one.kind is Kind.ORGANISATION)
            return others, [*found, [*own, token, *shared]]
    return parts, found


def _spread(parts: tuple[Token, ...]) -> tuple[Token, ...]:
    """A title in the plural becomes the title of every name behind it, up to the next title."""
    made: list[Token] = []
    current: Token | None = None
    for index, token in enumerate(parts):
        if token.kind is Kind.NAME and current and _has_title(parts[index + 1 :]):
            current = None
        if token.kind is Kind.ROLES:
            current = token
        elif token.kind is Kind.ROLE and not token.bracketed:
            current = None
            made.append(token)
        elif token.kind is Kind.NAME and current:
            made += [Token(Kind.ROLE, current.passage, current.value), token]
        else:
            made.append(token)
    return tuple(made)


def _has_title(behind: tuple[Token, ...]) -> bool:
    """Does a title in parentheses stand behind a name, before the next name?"""
    upto = next((index for index, token in enumerate(behind) if token.kind is Kind.NAME), len(behind))
    return any(token.kind is Kind.ROLE and token.bracketed for token in behind[:upto])


def _groups(parts: tuple[Token, ...]) -> tuple[list[list[Token]], list[Token]]:
    at = [index for index, token in enumerate(parts) if token.kind is Kind.NAME]
    at = _certain(parts, at)
    if not at:
        return [], []
    if len(at) == 1:
        return [list(parts)], []
    if _alike(parts, at):
        return [list(parts[start:end]) for start, end in zip(at, [*at[1:], len(parts)], strict=True)], []
    if _titles_come_first(parts, at):
        starts = [min(_title_start(parts, index), index - _title_adjoins(parts, index)) for index in at]
        return [list(parts[start:end]) for start, end in zip(starts, [*starts[1:], len(parts)], strict=True)], []
    starts = [index - _title_adjoins(parts, index) for index in at]
    return [list(parts[start:end]) for start, end in zip(starts, [*starts[1:], len(parts)], strict=True)], list(parts[: starts[0]])


def _alike(parts: tuple[Token, ...], at: list[int]) -> bool:
    """Does each name, from the first on, have the same things behind it ("Ane Holm (A), borgmester Bo Lund, direktør", lines of a table's cell)?"""
    behind = [parts[start + 1 : end] for start, end in zip(at, [*at[1:], len(parts)], strict=True)]
    kinds = {tuple(token.kind for token in own if token.kind in (Kind.ROLE, Kind.ORGANISATION) and not token.bracketed) for own in behind}
    return at[0] == 0 and len(kinds) == 1 and kinds != {()}


def _title_adjoins(parts: tuple[Token, ...], name: int, *kinds: Kind) -> bool:
    """Does a title or an organisation (or one of `kinds`) stand right before the name, with nothing but a space between ("… og PLO's Bo Friis")?"""
    title = parts[name - 1] if name else None
    if title is None or title.kind not in (kinds or (Kind.ROLE, Kind.ORGANISATION)) or title.bracketed:
        return False
    return 0 < parts[name].passage.places[0] - title.passage.places[-1] <= 2


def _titles_come_first(parts: tuple[Token, ...], at: list[int]) -> bool:
    """Does a title stand right before the first name, and before most others?"""
    before = [index > 0 and parts[index - 1].kind in (Kind.ROLE, Kind.AREA, Kind.ORGANISATION) and not parts[index - 1].bracketed for index in at]
    titled = [index > 0 and any(token.kind is Kind.ROLE for token in parts[_title_start(parts, index) : index]) for index in at]
    return before[0] and sum(titled) * 2 >= len(at)


def _certain(parts: tuple[Token, ...], at: list[int]) -> list[int]:
    """Of several that look like names, those that begin with a common given name or stand beside a title or a party; else the first alone."""
    if len(at) < 2:
        return at
    sure = [index for index in at if names.is_given_name(parts[index].passage.text.split()[0]) or _beside(parts, index)]
    added = [index for index in at[1:] if _added(parts, index)]
    sure = sorted({at[0], *sure, *added}) if added else sure
    names_alone = all(token.kind is Kind.NAME or token.bracketed for token in parts)
    if names_alone and 2 * len(sure) >= len(at) and (len(sure) > 1 or (len(sure) == 1 and len(at) == 2 and _conjoined(parts, at))):
        return at  # "Ane Holm, Ralph Toft og Bo Lund": among names and nothing else an uncommon one is one too
    return sure or at[:1]


def _conjoined(parts: tuple[Token, ...], at: list[int]) -> bool:
    """Does " og " stand between two names, and nothing else?"""
    first, second = (parts[index].passage for index in at)
    return second.places[0] - first.places[-1] == len(" og ") + 1


def _added(parts: tuple[Token, ...], index: int) -> bool:
    """ "… og Ejgil Mark, Ældre Sagen": behind "og", and before an organisation, stands one more person."""
    before = parts[index - 1] if index else None
    after = parts[index + 1] if index + 1 < len(parts) else None
    if before is None or after is None or before.kind is not Kind.ORGANISATION or after.kind is not Kind.ORGANISATION or after.bracketed:
        return False
    return parts[index].passage.places[0] - before.passage.places[-1] in (len(" og ") + 1, len(", og ") + 1)


def _beside(parts: tuple[Token, ...], index: int) -> bool:
    """Does a title stand right before the name, or a party, organisation or title in parentheses right behind it?"""
    before = parts[index - 1] if index else None
    after = parts[index + 1] if index + 1 < len(parts) else None
    return bool(before and before.kind is Kind.ROLE and not before.bracketed) or bool(
        after and after.bracketed and after.kind in (Kind.PARTY, Kind.ORGANISATION, Kind.ROLE)
    )


def _title_start(parts: tuple[Token, ...], name: int) -> int:
    """Where the title before a name begins."""
    start = name
    while start and parts[start - 1].kind in (Kind.ROLE, Kind.AREA, Kind.ORGANISATION) and not parts[start - 1].bracketed:
        start -= 1
        if parts[start].kind is Kind.ROLE:
            return start - _sent_by(parts, start)
    return name


def _sent_by(parts: tuple[Token, ...], title: int) -> bool:
    """Does "og fra PLO-sekretariatet" stand right before a title? What only a comma sets off from the person above is that person's."""
    if not _title_adjoins(parts, title, Kind.ORGANISATION):
        return False
    above = parts[title - 2] if title > 1 else None
    return above is None or parts[title - 1].passage.places[0] - above.passage.places[-1] > len(" fra ")


def sharing(groups: list[list[Token]], line: Passage) -> list[list[Token]]:
    """ "Lone Holm og Bo Friis, Randers Kommune": what is said behind the last of two goes for both, unless the first has one of their own."""
    made = groups[-1:]
    for one in reversed(groups[:-1]):
        after = made[0]
        between = line.text[line.places.index(one[-1].passage.places[-1]) + 1 : line.places.index(after[0].passage.places[0])]
        whose = [token for token in after if token.kind is Kind.ORGANISATION]
        own = any(token.kind in (Kind.ORGANISATION, Kind.PRACTICE, Kind.AREA) for token in one)
        own = own or (any(token.kind is Kind.ROLE for token in one) and any(_is_practice(token) for token in whose))
        alike = any(token.kind is Kind.ROLE for token in one) == any(token.kind is Kind.ROLE for token in after)
        bound = bool(whose) and whose[0].bracketed  # "A og B (Odder Kommune)" says it of B alone
        shares = alike and not bound and re.fullmatch(r"\)?\s+(?:og|samt)\s+", between) is not None and not own and len(whose) == 1
        made.insert(0, [*one, *whose] if shares else one)
    return made


def _is_practice(token: Token) -> bool:
    return isinstance(token.value, Organisation) and token.value.kind == "GeneralPracticeOrganisation"
