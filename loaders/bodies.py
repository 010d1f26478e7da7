"""Which body met: a known cluster, or one named by the grammar of such names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders import body_titles, clusters, organisations
from loaders.body_names import PLACE, group_name, name_at, nouns
from loaders.model import Body
from loaders.slugs import slug
from loaders.vocabulary import THINGS, Concept, folded

_COMPOUND = re.compile(r"\b([A-ZÆØÅ][a-zæøå]+)-?klyngen\b")
_HOME = "region-midtjylland"
_TITLE_LINES, _HEAD_LINES, _LONGEST_TITLE = 12, 40, 120


def find(lines: Iterable[str], region: str) -> Body | None:
    """The first body that these lines (title first) name.

    >>> find(["Referat af møde i Sundhedssamarbejdsudvalget"], "region-syddanmark").label
    'Sundhedssamarbejdsudvalget'
    """
    kept = [body_titles.running(line) if index < _TITLE_LINES else line for index, line in enumerate(line for line in lines if line)]
    titled = bool(kept) and cluster_in(kept[0], region) is not None  # below such a title "Udvalg" may head a field of a plan
    if labelled := _labelled(kept[: _TITLE_LINES if titled else _HEAD_LINES], region):
        return _with_cluster(labelled, kept, region)
    counted = next(filter(None, map(body_titles.whose_nth_meeting, kept[:_TITLE_LINES])), "")
    if counted and (own := group_in(counted, region)):
        return own
    office: Body | None = None
    for index, line in enumerate(kept):
        title = body_titles.named(line) if index < _TITLE_LINES else line
        own = _within_another(title, region) or body_in(line, region)
        body = own or (_of_title(title, line, region) if index < _TITLE_LINES else None)
        if body and _OFFICE.search(body.label):
            office = office or body
        elif body:
            return _with_cluster(
                _narrower(
                    _named_below(
                        _whole_name(body, kept[index + 1 : _TITLE_LINES], region), [*kept[index + 1 : index + 8], *kept[: min(index, 4)]], region
                    ),
                    kept[index + 1 : index + 4],
                    region,
                ),
                kept,
                region,
            )
    named = next(filter(None, map(body_titles.met, kept[:_TITLE_LINES])), "") or body_titles.beside_title(kept[:_TITLE_LINES])
    return _with_cluster(office, kept, region) if office else group(named, region) if named else None


def _around(kept: list[str], index: int) -> list[str]:
    """The lines below a title, then those above it."""
    return [*kept[index + 1 : index + 8], *kept[: min(index, 4)]]


def _of_title(title: str, line: str, region: str) -> Body | None:
    whose = body_titles.whose_meeting(line)
    return group_in(title, region) or (group(whose, region) if whose else None)


def _labelled(lines: list[str], region: str) -> Body | None:
    """The body that stands below a label "Udvalg" of the head, whatever the page around it names before."""
    for line in body_titles.below_label(lines):
        if found := body_in(line, region) or group_in(line, region):
            whole = found.type == "other" and line.casefold().endswith(found.label.casefold()) and re.fullmatch(r"[\w\s&-]+", line)
            return group(line.strip(), region) if whole else found  # "Stevns Handicapråd"
    return None


_APART = re.compile(r"\s+[-–]\s+")


def _within_another(title: str, region: str) -> Body | None:
    """ "Amager Øst Lokaludvalg - Sundhedsudvalget": behind the dash stands the committee of the one before it, which is the one that met."""
    parts = _APART.split(title) if len(title) <= _LONGEST_TITLE else []
    if len(parts) != 2 or cluster_in(parts[0], region) or not (group_in(parts[0], region) or _special_noun(parts[0])):
        return None
    inner = group_in(parts[1], region)
    return inner if inner and slug(inner.label) == slug(parts[1]) else None


def _whole_name(body: Body, below: list[str], region: str) -> Body:
    """A letter's "Til medlemmerne af Kontaktudvalget", and below it the title with what that is for: "Kontaktudvalget for Sygehus Thy-Mors"."""
    if body.type != "other" or " " in body.label:
        return body
    named = (group_in(line, region) for line in below if body.label in line)
    return next((other for other in named if other and other.label.startswith(f"{body.label} for ")), body)


_OFFICE = re.compile(r"sekretariat(?:et)?$", re.IGNORECASE)
"""Who writes and sends the minutes, in a letterhead or behind "Fra:", is not who met, where another body is named."""


def _named_below(body: Body, below: list[str], region: str) -> Body:
    """ "Det forberedende sundhedsråd" in a letterhead, and below it the title with the name that it goes by: "Sundhedsråd Nordsjælland"."""
    if body.type != "other" or not re.match(r"(?:det|den)\s|sundhedsrådet$", body.label, re.IGNORECASE):
        return body
    noun = body.label.split()[-1].lower().removesuffix("et")
    named = (other for line in below if (other := body_in(line, region)) and other.type == "other")
    return next((other for other in named if noun in other.label.lower() and other.label.lower().split()[-1] != noun), body)


_OF_THE_MEETING = re.compile(r"\W*(?:\w*referat|dagsorden|\w*protokol|møde)\b.*\b(?:i|fra|af|for)\b", re.IGNORECASE)


def _narrower(body: Body, below: list[str], region: str) -> Body:
    """A cluster's name in the head, and right below it, alone on a line, the body of it that met."""
    if body.type != "political-level":
        return body
    for line in below:
        named = _special_noun(line)
        if named and (_OFFICE.search(named[0]) or named[1] == "secretariat"):
            continue
        if named and (slug(named[0]) == slug(line) or _OF_THE_MEETING.match(line)):
            return of_cluster(body, *named)
        group = group_in(line, region)
        if group and slug(group.label) == slug(line):
            return of_cluster(body, group.label, group.type)
    return body


def _with_cluster(body: Body, lines: list[str], region: str) -> Body:
    """Direktørforum named alone belongs to the cluster that the lines around it name."""
    if body.cluster or body.type == "other":
        return body
    for line in lines:
        known = cluster_in(line, region)
        if known:
            return of_cluster(known, body.label, body.type)
    return body


def body_in(line: str, region: str) -> Body | None:
    """The body that one line names; "Ældrerådsmøde" is a meeting of Ældrerådet."""
    line = body_titles.of_its_meeting(line)
    cluster = cluster_in(line, region)
    noun = _special_noun(line)
    if cluster:
        group = None if noun else group_in(line, region)
        own = group is not None and len(group.label.split()) > 1 and cluster_in(group.label, region) is None
        noun = noun or (_of_the_cluster(group.label) if group and own else None) or _small(line, region)
        return of_cluster(cluster, *noun) if noun else cluster
    return _unattached(line, noun, region) if noun else None


def _small(line: str, region: str) -> tuple[str, str] | None:
    """ "Kontaktliste – samordningsgruppen i Sundhedsklynge Fyn": a title that writes its group small."""
    found = _SMALL.search(line) if len(line) <= _LONGEST_TITLE and not line.endswith(".") else None
    name = found.group("name").capitalize() if found else ""
    return _of_the_cluster(name) if found and cluster_in(line[found.end() :], region) else None


_SMALL = re.compile(r"(?<![\w-])(?P<name>[a-zæøå]{4,}(?:gruppen|forummet|netværket))\s+(?:i|under|for)\s+")


def cluster_in(line: str, region: str) -> Body | None:
    """The cluster that a line names, as its political level; unknown ones by "Sundhedsklynge X", "Klynge X", "X-klyngen".

    >>> cluster_in("Den politiske sundhedsklynge i Horsens", "region-midtjylland").label, cluster_in("Klynge Vest", "").label
    ('Horsensklyngen', 'Klynge Vest')
    """
    found = clusters.named().search(line)
    if found:
        hits = clusters.by_name().get(folded(found.group())) or clusters.by_name().get(folded(found.group()[:-1]), ())
        if len(hits) > 1:
            hits = tuple(hit for hit in hits if hit.flag("inRegion").endswith(f"/{region}"))
        if len(hits) == 1:
            return known_cluster(hits[0])
    named = re.search(
        rf"\b(?:(?:[Pp]olitiske?|POLITISK|[Dd]en)\s+)*((?:[Ss]undheds|SUNDHEDS)?(?:[Kk]lyngen?|KLYNGEN?)),?\s+(?:i\s+|for\s+)?({PLACE})", line
    )
    if named and not re.match(r"(?:Region|PLO|Dato|Referat)\b", named.group(2)):
        place = body_titles.title_case(named.group(2).strip())
        noun = "Sundhedsklynge" if named.group(1).lower().startswith("sundheds") else "Klynge"
        return _known_by(f"{noun} {place}", f"{place}klyngen", region=region) or new_cluster(f"{noun} {place}", region)
    compound = _COMPOUND.search(line)
    if compound and compound.group(1).lower() not in ("sundheds", "den", "hele"):
        place = compound.group(1)
        return _known_by(f"{place}klyngen", f"Sundhedsklynge {place}", f"Klynge {place}", region=region) or new_cluster(f"{place}klyngen", region)
    return None


def _known_by(*labels: str, region: str) -> Body | None:
    """The one cluster of the region that goes by one of these names: "den politiske sundhedsklynge i Horsens" is Horsensklyngen."""
    hits = {hit.iri: hit for label in labels for hit in clusters.by_name().get(folded(label), ())}
    own = [hit for hit in hits.values() if not region or hit.flag("inRegion").endswith(f"/{region}")]
    return known_cluster(own[0]) if len(own) == 1 else None


def known_cluster(concept: Concept) -> Body:
    path = concept.iri.removeprefix(f"{THINGS}cluster/")
    region = concept.flag("inRegion").removeprefix(f"{THINGS}organisation/")
    return Body(concept.label, f"{path}/politisk-niveau", "political-level", concept.label, path, True, region)


def new_cluster(label: str, region: str) -> Body:
    """A cluster that the reference data lacks; outside Region Midtjylland its path carries its region."""
    path = slug(label) if region in ("", _HOME) else f"{region}/{slug(label)}"
    return Body(label, f"{path}/politisk-niveau", "political-level", label, path, False, region)


def of_cluster(cluster: Body, label: str, type_: str) -> Body:
    """Another body of the same cluster, or under a body of no cluster."""
    part = f"udvalg/{slug(label)}" if type_ == "standing-committee" else slug(label)
    if not cluster.cluster_slug:
        return Body(label, f"{cluster.slug}/{part}", type_, region=cluster.region, part_of=cluster)
    return Body(label, f"{cluster.cluster_slug}/{part}", type_, cluster.cluster, cluster.cluster_slug, cluster.known, cluster.region)


def is_joint(label: str) -> bool:
    """Does the name say that it is of several authorities, as a health council or a steering group is?

    >>> is_joint("Sundhedsråd Lillebælt"), is_joint("Udvalget for Social og Sundhed")
    (True, False)
    """
    return _special_noun(label) is not None


def _special_noun(line: str) -> tuple[str, str] | None:
    """The name and kind of a body that is not simply the cluster."""
    for noun, kind in nouns():
        found = noun.search(line)
        if found and kind != "political-level" and not _PLURAL.search(line[: found.end()]):
            return name_at(line, found, kind), kind
    return None


_PLURAL = re.compile(r"(?<!\bdet )\bfaste\s+udvalg$", re.IGNORECASE)  # "de faste udvalg i klyngen" are no one body


def _of_the_cluster(label: str) -> tuple[str, str]:
    """The name and kind of a committee or group of a cluster; a standing committee goes by its field alone."""
    field = re.sub(r"^(?:faste?\s+)?udvalget?\s+(?:for|vedr\.|vedrørende)\s+", "", label, flags=re.IGNORECASE)
    if field != label:
        return field, "standing-committee"
    return label, "working-group" if re.search(r"gruppe|netværk", label, re.IGNORECASE) else "other"


def group_in(line: str, region: str) -> Body | None:
    """A group that no vocabulary knows, named in a title: its noun tells that it is one."""
    name = "" if len(line) > _LONGEST_TITLE or re.search(r"[»>|]", line) else group_name(line)
    return group(name, region) if name else None


def listed_in(title: str, region: str) -> Body | None:
    """The body whose members a title lists, whatever its name ends in; None for a sentence or a title without a name.

    >>> listed_in("Medlemmer af Taskforce for rekruttering", "").label, listed_in("Medlemmer i maj", "")
    ('Taskforce for rekruttering', None)
    """
    name = body_titles.whose_members(title)
    return group(name.capitalize() if name.isupper() else name, region) if name else None


def group(name: str, region: str) -> Body:
    """The group of this name, of no cluster."""
    return Body(name, f"{region}/{slug(name)}" if region else slug(name), "other", region=region)


def _unattached(line: str, noun: tuple[str, str], region: str) -> Body:
    label, kind = noun
    before = organisations.organisation(line.removesuffix(label).strip(), region) if line.endswith(label) else None
    label = line.strip() if before and before.kind == "Municipality" and "kommune" not in line.lower() else label  # "Fredensborg Seniorråd"
    named = re.search(rf"Region\s+({PLACE})", line)
    place = f"region-{slug(named.group(1))}" if named else region
    municipality = next((one for _, _, one in organisations.organisations(line) if one.kind == "Municipality"), None)
    above = municipality.slug if municipality else place
    return Body(label, f"{above}/{slug(label)}" if above else slug(label), kind, region=place)
