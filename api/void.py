"""`/.well-known/void`: the dataset in numbers (VoID), counted in the data that is in service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, cast

from fastapi import APIRouter, FastAPI, Request, Response
from pyoxigraph import Literal, NamedNode, serialize

from api.answers import not_modified, state, unchanged, unless_gone
from api.catalog import published
from api.catalog_words import WHOLE, WHOLE_TEXT
from api.catalogue import ENDINGS, JSONLD, NQUADS, TRIG, TURTLE, Dump, Edition, edition
from api.described import answers, formats
from api.dumps import known
from api.engine import read
from api.errors import NotAcceptable
from api.media import GRAPHS, Media, by_name, negotiate
from api.portal import Publication
from api.site import Site, site_of
from api.statements import NAMES, Statements, both, moment, typed
from api.tasks import GRAPH_FORMATS, Head, Sink
from store import Row, Solutions, Store

_FORMAT: Final = formats(GRAPHS)
_PREFIXES: Final = {prefix: NAMES[prefix] for prefix in ("dct", "foaf", "void", "xsd", "dcat")}
_TOTALS: Final = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }"
_CLASSES: Final = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c"
_PROPERTIES: Final = (
    "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
)
_WITHIN: Final = "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p ORDER BY ?c ?p"
_EXAMPLES: Final = (
    "SELECT ?c (MIN(?s) AS ?example) { VALUES ?c { <https://w3id.org/klyngegraf/ontology#Meeting> <https://w3id.org/klyngegraf/ontology#Document> "
    "<https://w3id.org/klyngegraf/ontology#HealthCluster> } ?s a ?c } GROUP BY ?c ORDER BY ?c"
)


@dataclass(frozen=True, slots=True)
class Void:
    """The numbers of the union of all graphs. `id_base`: what the things' IRIs begin with."""

    edition: Edition
    publication: Publication
    dump: Dump | None
    id_base: str
    media: Media

    def run(self, store: Store, sink: Sink) -> None:
        said = Statements()
        self._dataset(said)
        self._numbers(store, said)
        sink.head(Head(self.media.content_type))
        serialize(said, cast(IO[bytes], sink), GRAPH_FORMATS[self.media.name], prefixes=_PREFIXES)

    def _dataset(self, said: Statements) -> None:
        to, it = self.publication, self.publication.dataset
        document = f"{to.address}/.well-known/void"
        said.type(document, "void:DatasetDescription")
        said.say(document, "foaf:primaryTopic", NamedNode(it))
        said.type(it, "void:Dataset", "dcat:Dataset")
        said.say(it, "dct:title", *both(WHOLE))
        said.say(it, "dct:description", *both(WHOLE_TEXT))
        said.say(it, "dct:license", NamedNode(to.licence))
        said.say(it, "dct:publisher", NamedNode(to.publisher_iri or to.part("publisher")))
        said.say(it, "dct:modified", moment(self.edition.modified))
        said.say(it, "foaf:homepage", NamedNode(f"{to.address}/"))
        said.say(it, "void:sparqlEndpoint", NamedNode(f"{to.address}/sparql"))
        said.say(it, "void:uriSpace", Literal(self.id_base))
        said.say(it, "void:feature", *(NamedNode(f"http://www.w3.org/ns/formats/{form}") for form in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")))
        said.say(it, "void:dataDump", *self._dumps())

    def _dumps(self) -> Iterator[NamedNode]:
        if self.dump is not None:
            for form in (NQUADS, TRIG, TURTLE, JSONLD):
                yield NamedNode(f"{self.publication.address}/dumps/{self.dump.name}/klyngegraf.{ENDINGS[form]}.gz")

    def _numbers(self, store: Store, said: Statements) -> None:
        it = self.publication.dataset
        classes, properties = _rows(store, _CLASSES), _rows(store, _PROPERTIES)
        ((triples, subjects, objects),) = _rows(store, _TOTALS)
        said.say(it, "void:triples", _whole(triples))
        said.say(it, "void:distinctSubjects", _whole(subjects))
        said.say(it, "void:distinctObjects", _whole(objects))
        said.say(it, "void:entities", _whole(subjects))
        said.say(it, "void:classes", typed(str(len(classes)), "integer"))
        said.say(it, "void:properties", typed(str(len(properties)), "integer"))
        said.say(it, "void:vocabulary", *(NamedNode(space) for space in _vocabularies(row[0] for row in (*classes, *properties))))
        said.say(it, "void:exampleResource", *(cast(NamedNode, row[1]) for row in _rows(store, _EXAMPLES)))
        self._partitions(store, said, classes, properties)

    def _partitions(self, store: Store, said: Statements, classes: list[Row], properties: list[Row]) -> None:
        it = self.publication.dataset
        places = {_iri(row[0]): f"{it}-{_slug(row[0])}" for row in classes}
        for kind, count in classes:
            place = places[_iri(kind)]
            said.say(it, "void:classPartition", NamedNode(place))
            said.say(place, "void:class", NamedNode(_iri(kind)))
            said.say(place, "void:entities", _whole(count))
        for kind, predicate, count in _rows(store, _WITHIN):
            of = places[_iri(kind)]
            self._property(said, of, f"{of}-{_slug(predicate)}", predicate, count)
        for predicate, count, subjects, objects in properties:
            place = f"{it}-{_slug(predicate)}"
            self._property(said, it, place, predicate, count)
            said.say(place, "void:distinctSubjects", _whole(subjects))
            said.say(place, "void:distinctObjects", _whole(objects))

    def _property(self, said: Statements, of: str, place: str, predicate: object, count: object) -> None:
        said.say(of, "void:propertyPartition", NamedNode(place))
        said.say(place, "void:property", NamedNode(_iri(predicate)))
        said.say(place, "void:triples", _whole(count))


def _rows(store: Store, query: str) -> list[Row]:
    answer = store.query(query)
    assert isinstance(answer, Solutions)
    return list(answer)


def _iri(term: object) -> str:
    assert isinstance(term, NamedNode)
    return term.value


def _whole(term: object) -> Literal:
    assert isinstance(term, Literal)
    return typed(term.value, "integer")


def _vocabularies(terms: Iterator[object]) -> list[str]:
    """The namespaces that the data is written in; terms of urn: have none (an engine elsewhere keeps its manifest beside the data)."""
    return sorted({_namespace(_iri(term)) for term in terms} - {""})


def _slug(term: object) -> str:
    """What a partition is called: the term with its prefix, or where it has none all of it.

    >>> _slug(NamedNode("http://www.w3.org/ns/org#member")), _slug(NamedNode("http://example.org/x"))
    ('org-member', 'http-example-org-x')
    """
    iri = _iri(term)
    space = _namespace(iri)
    prefix = next((prefix for prefix, known_space in NAMES.items() if known_space == space), "")
    return f"{prefix}-{iri.removeprefix(space)}" if prefix else re.sub(r"[^A-Za-z0-9]+", "-", iri).strip("-")


def _namespace(iri: str) -> str:
    """
    >>> _namespace("http://www.w3.org/ns/org#member"), _namespace("http://purl.org/dc/terms/title")
    ('http://www.w3.org/ns/org#', 'http://purl.org/dc/terms/')
    """
    place = max(iri.rfind("#"), iri.rfind("/"))
    return iri[: place + 1]


def routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["Portals"])
    site = site_of(app)

    @router.get("/.well-known/void", summary="The dataset in numbers (VoID)", response_class=Response, responses=_described())
    async def void_get(request: Request, format: str | None = _FORMAT) -> Response:
        return await _void(request, site, format)

    return router


def _described() -> dict[int | str, dict[str, Any]]:
    return answers("Classes and properties with their numbers.", *(media.type for media in GRAPHS))


async def _void(request: Request, site: Site, format: str | None) -> Response:
    # A browser is given Turtle rather than refused: there is no page of these numbers.
    media = by_name(format, GRAPHS) if format else negotiate(request.headers.get("accept"), GRAPHS)
    if media is None:
        raise NotAcceptable("the description cannot be given so", near=tuple(offer.type for offer in GRAPHS))
    async with await site.serving.lease() as lease:
        of = edition(lease.manifest)
        task = Void(of, published(site, request), known(site.settings, of), site.settings.id_base, media)
        headers = state(lease.manifest, task) | {"Vary": "Accept"}
        if unchanged(request, headers):
            return not_modified(headers)
        head, body = await unless_gone(request, read(lease, task))
    return Response(body, headers=headers, media_type=head.content_type)
