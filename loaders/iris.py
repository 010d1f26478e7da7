"""Every IRI that we mint: from content, readable, the same for the same document on every machine."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.model import Body, FuzzyDate, Organisation, Span, Term
from loaders.slugs import slug
from loaders.vocabulary import CODE, THINGS

__all__ = ["Iris", "body_key", "slug"]

_POLITICAL = "/politisk-niveau"


def body_key(path: str) -> str:
    """The part of a meeting's, membership's or theme's IRI that tells the body; a cluster's political level goes by the cluster's name.

    >>> body_key("aarhusklyngen/politisk-niveau"), body_key("aarhusklyngen/udvalg/boern-og-unge")
    ('aarhusklyngen', 'aarhusklyngen-udvalg-boern-og-unge')
    >>> body_key("region-sjaelland/klynge-midt/politisk-niveau")
    'region-sjaelland/klynge-midt'
    """
    return path.removesuffix(_POLITICAL) if path.endswith(_POLITICAL) else path.replace("/", "-")


def numbered(number: str, position: int) -> str:
    """An agenda item's place in the IRI: its number as printed, or its place where none is printed.

    >>> numbered("2", 2), numbered("3.1", 4), numbered("", 5)
    ('2', '3-1', 'uden-nummer-5')
    """
    return slug(number) if any(character.isalnum() for character in number) else f"uden-nummer-{position}"


@dataclass(frozen=True, slots=True)
class Iris:
    """`base` ends in a slash; `document` arguments are document ids, `path` arguments are slugs that may hold slashes."""

    base: str = THINGS

    def graph(self, name: str) -> str:
        """`name`: a document's id, or one of ontology, vocabularies, reference, ledger, identities, findings."""
        return f"{self.base}graph/{name}"

    def loader(self, version: str) -> str:
        return f"{self.base}loader/{version}"

    def document(self, document: str) -> str:
        return f"{self.base}document/{document}"

    def in_document(self, document: str, kind: str, key: str | int) -> str:
        """A thing that only this document speaks of: `kind` is theme, initiative, funding and so on."""
        return f"{self.base}document/{document}/{kind}/{key}"

    def quote(self, document: str, span: Span) -> str:
        return f"{self.base}document/{document}/quote/{span.start}-{span.end}"

    def unparsed(self, document: str, span: Span) -> str:
        return f"{self.base}document/{document}/unparsed/{span.start}-{span.end}"

    def organisation(self, organisation: Organisation) -> str:
        """A unit's slug stands below its parent's, whether or not the value already says so."""
        return f"{self.base}organisation/{organisation_path(organisation)}"

    def organisation_at(self, path: str) -> str:
        return f"{self.base}organisation/{path}"

    def cluster(self, path: str) -> str:
        return f"{self.base}cluster/{path}"

    def body(self, body: Body) -> str:
        return f"{self.base}body/{body.slug}"

    def party(self, letter: str) -> str:
        return f"{self.base}party/{slug(letter)}"

    def role(self, role: Term) -> str:
        return f"{CODE}role/{role.code}" if role.code else f"{self.base}role/{slug(role.label)}"

    def function(self, function: Term) -> str:
        return f"{CODE}function/{function.code}" if function.code else f"{self.base}function/{slug(function.label)}"

    def person(self, path: str) -> str:
        return f"{self.base}person/{path}"

    def meeting(self, body: Body, date: object) -> str:
        """`date`: an ISO date, or a value whose text is one."""
        return f"{self.base}meeting/{body_key(body.slug)}/{date}"

    def membership(self, body: Body, as_of: FuzzyDate, person: str) -> str:
        return f"{self.base}membership/{body_key(body.slug)}/{as_of}/{person}"

    def theme(self, body_path: str, path: str) -> str:
        """`body_path`: what follows `body/` in the body's IRI."""
        return f"{self.base}theme/{body_key(body_path)}/{path}"

    def decision(self, digest: str) -> str:
        """A decision on who is who."""
        return f"{self.base}identity-decision/{digest}"

    def ledger_entry(self, key: str) -> str:
        """What a person has decided on who is who."""
        return f"{self.base}ledger/{key}"

    def path(self, iri: str, kind: str) -> str:
        """What follows `kind/` in an IRI of ours, "" for any other IRI.

        >>> Iris().path("https://w3id.org/klyngegraf/id/body/aarhusklyngen/politisk-niveau", "body")
        'aarhusklyngen/politisk-niveau'
        """
        start = f"{self.base}{kind}/"
        return iri[len(start) :] if iri.startswith(start) else ""


def organisation_path(organisation: Organisation) -> str:
    """
    >>> kommune = Organisation("Aarhus Kommune", "aarhus-kommune")
    >>> organisation_path(Organisation("Børn og Unge", "boern-og-unge", unit_of=kommune))
    'aarhus-kommune/boern-og-unge'
    """
    if organisation.unit_of is None or organisation.known:
        return organisation.slug
    parent = organisation_path(organisation.unit_of)
    return organisation.slug if organisation.slug.startswith(f"{parent}/") else f"{parent}/{organisation.slug}"
