"""Who gets the amount of a line and what it is for, by the words on both sides of it."""

from __future__ import annotations

import re

from loaders import bodies, organisations
from loaders.money_leads import ALLOCATED
from loaders.money_words import Context, words
from loaders.vocabulary import folded


def is_party(label: str, context: Context) -> bool:
    """Is the whole label an organisation or a cluster that we know, so that it gets the money and is not what it is for?"""
    found = organisations.organisation(label, context.body.region) if label else None
    cluster = bodies.cluster_in(label, context.body.region) if label else None
    return (found is not None and found.known) or (cluster is not None and folded(cluster.label) == folded(label))


def label_of(before: str) -> str:
    """What stands before an amount, as a purpose: "Til forebyggelse afsættes" is "forebyggelse"."""
    bare = ALLOCATED.sub("", " " + before.strip(" :–-.…(\t")).strip()
    return re.sub(r"^(?:til|for)\s+", "", bare, flags=re.IGNORECASE) if re.match(r"(?:til|for)\s", bare, re.IGNORECASE) else bare


_BEHIND = re.compile(r"^\s*(?:(?:i|for)\s+20\d\d\s+)?(?:[Tt]il|[Ff]or|på|som|:|–|-)\s*(?!20\d\d)(?P<purpose>[^.;()]{3,})")


def parties(before: str, behind: str, context: Context) -> tuple[str, str]:
    """Recipient and purpose of a line, from the words on both sides of its amount."""
    bare = re.sub(rf"\s*(?:{words('money-kind', 'ceiling').pattern}|ca\.?)\s*$", "", before, flags=re.IGNORECASE).strip(" :–-,")
    bracket = _IN_BRACKETS.fullmatch(behind)
    if bracket and organisations.organisation(bracket.group("who"), context.body.region):
        return bracket.group("who"), bare
    after = _BEHIND.match(behind)
    purpose = re.sub(r"\s+i\s+20\d\d(?:-20\d\d)?$", "", after.group("purpose").strip(" ,")) if after else ""
    if is_party(bare, context):
        return bare, purpose
    if bare and _TO.match(behind) and organisations.organisation(purpose, context.body.region):
        return purpose, bare  # "Unge på erhvervsskoler: 450.000 kr. til Center for Forebyggelse"
    return of_pieces(bare, context) or (("", bare) if bare else of_behind(purpose, context))


_TO = re.compile(r"\s*til\s")
_IN_BRACKETS = re.compile(r"\s*\((?P<who>[A-ZÆØÅ][^()]+)\)\.?")  # "Hjemmebesøg – 1,4 mio. kr. (Aarhus Kommune)"
_PIECES = re.compile(r"\s+[–-]\s+|[,:;]\s+|\s*\((?=[^()]*\)$)|\)$")


def of_pieces(words_: str, context: Context) -> tuple[str, str] | None:
    """ "Odder Kommune, hjemmebesøg", "Hjemmebesøg (Odder Kommune)", "Hjemmebesøg – Odder Kommune": one piece gets it, the rest is what for."""
    pieces = [piece for piece in _PIECES.split(words_) if piece]
    who = [piece for piece in pieces if is_party(piece, context)]
    if len(who) != 1 or len(pieces) < 2:
        return None
    start = words_.index(who[0])
    rest = words_[:start] if start else words_[len(who[0]) :]
    return who[0], rest.strip(" ,:;–-()")


def of_behind(words_: str, context: Context) -> tuple[str, str]:
    """Recipient and purpose of "500.000 kr. til Odder Kommune til hjemmebesøg", or to it alone; ("", words) where no party is named."""
    who, _, what = words_.partition(" til ")
    return (who, what) if is_party(who, context) else ("", words_)
