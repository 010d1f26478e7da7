"""The catalogue in RDF: DCAT-AP 3 with the Danish additions.

Everything referred to is described in the same export, with its type, so that it validates without fetching the European tables.
`dcat:byteSize` is left out: DCAT-AP 3.0.0 and 3.0.1 contradict each other on its datatype.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from api import catalog_words as words
from api.catalogue import Contents, Dataset, Distribution
from api.holdings import Period
from api.portal import Publication
from api.statements import Statements, both, moment, typed
from queries import quality

_EU: Final = "http://publications.europa.eu/resource/authority/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_CODE: Final = "https://w3id.org/klyngegraf/code/"
_THEMES: Final = (
    f"{_EU}data-theme/HEAL",
    f"{_EU}data-theme/GOVE",
    "http://www.form-online.dk/opgavenoegle/20/",
    "http://www.kle-online.dk/emneplan/29/",
)
_TAXONOMIES: Final = (f"{_EU}data-theme", "http://www.form-online.dk/", "http://www.kle-online.dk/")
_SPARQL: Final = "http://www.w3.org/TR/sparql11-protocol/"
_OPENAPI: Final = "https://spec.openapis.org/oas/v3.1.0"
_TABULAR: Final = "https://www.w3.org/TR/tabular-data-model/"
_ONTOLOGY: Final = "https://w3id.org/klyngegraf/ontology"
_SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def _nodes(*iris: str) -> tuple[NamedNode, ...]:
    return tuple(NamedNode(iri) for iri in iris)


def to_triples(contents: Contents, publication: Publication) -> tuple[Triple, ...]:
    """The same contents give the same statements in the same order."""
    writer = _Writer(contents, publication)
    writer.catalogue()
    writer.agents()
    writer.services()
    for series in contents.series:
        writer.series(series)
    for dataset in contents.datasets:
        writer.dataset(dataset)
    writer.said.add(quality.to_triples(contents.measures, publication.dataset))
    writer.said.include_described()
    return tuple(writer.said)


class _Writer:
    def __init__(self, contents: Contents, publication: Publication) -> None:
        self.said = Statements()
        self._contents, self._to = contents, publication

    @property
    def _publisher(self) -> str:
        return self._to.publisher_iri or self._to.part("publisher")

    @property
    def _licence(self) -> NamedNode:
        return NamedNode(self._to.licence)

    def catalogue(self) -> None:
        it, say = self._to.catalogue, self.said.say
        self.said.type(it, "dcat:Catalog")
        say(it, "dct:title", *both(words.CATALOGUE))
        say(it, "dct:description", *both(words.CATALOGUE_TEXT))
        say(it, "dct:language", *_nodes(f"{_EU}language/DAN", f"{_EU}language/ENG"))
        say(it, "dct:spatial", NamedNode(f"{_EU}country/DNK"))
        say(it, "dcat:themeTaxonomy", *_nodes(*_TAXONOMIES))
        say(it, "dct:license", self._licence)
        say(it, "dct:issued", moment(self._contents.issued))
        say(it, "dct:modified", moment(self._contents.modified))
        say(it, "foaf:homepage", self._document(f"{self._to.address}/catalog"))
        say(it, "dcat:service", *_nodes(self._to.part("sparql"), self._to.part("rest")))
        say(it, "dcat:dataset", *_nodes(*(self._to.part(f"series-{one}") for one in self._contents.series)))
        say(it, "dcat:dataset", *_nodes(*(self._to.part(one.name) for one in self._contents.datasets)))
        self._common(it)

    def _common(self, it: str) -> None:
        """Who publishes, and under which laws."""
        self.said.say(it, "dct:publisher", NamedNode(self._publisher))
        self.said.say(it, "dcatap:applicableLegislation", *_nodes(*self._to.legislation))
        for law in self._to.legislation:
            self.said.type(law, "eli:LegalResource")

    def _resource(self, it: str) -> None:
        """What datasets, series and services share."""
        self._common(it)
        self.said.say(it, "dcat:contactPoint", NamedNode(self._to.part("contact")))

    def _document(self, address: str) -> NamedNode:
        self.said.type(address, "foaf:Document")
        return NamedNode(address)

    def agents(self) -> None:
        self.said.type(self._publisher, "foaf:Agent")
        self.said.say(self._publisher, "foaf:name", Literal(self._to.publisher_name))
        contact = self._to.part("contact")
        self.said.type(contact, "vcard:Kind")
        self.said.say(contact, "vcard:fn", Literal(self._to.contact_name))
        if self._to.contact_email:
            self.said.say(contact, "vcard:hasEmail", NamedNode(f"mailto:{self._to.contact_email}"))
        self.said.say(contact, "vcard:hasURL", NamedNode(f"{self._to.address}/"))
        self.said.type(self._to.licence, "dct:LicenseDocument")

    def services(self) -> None:
        address, page = self._to.address, f"{self._to.address}/"
        openapi = f"{address}/openapi.json"
        self._service("sparql", words.SPARQL, words.SPARQL_TEXT, f"{address}/sparql", (f"{address}/sparql?format=turtle", openapi), _SPARQL, page)
        self._service("rest", words.REST, words.REST_TEXT, f"{address}/queries", (openapi,), _OPENAPI, f"{address}/queries")

    def _service(self, key: str, title: words.Pair, text: words.Pair, endpoint: str, described: tuple[str, ...], standard: str, page: str) -> None:
        it, say = self._to.part(key), self.said.say
        self.said.type(it, "dcat:DataService")
        say(it, "dct:title", *both(title))
        say(it, "dct:description", *both(text))
        say(it, "dcat:endpointURL", *self._plain(endpoint))
        say(it, "dcat:endpointDescription", *self._plain(*described))
        say(it, "dct:conformsTo", NamedNode(standard))
        say(it, "dcat:landingPage", self._document(page))
        say(it, "dct:license", self._licence)
        say(it, "dct:accessRights", NamedNode(self._contents.confidentiality.access))
        say(it, "dcat:theme", *_nodes(*_THEMES))
        self._keywords(it)
        say(it, "dcat:servesDataset", NamedNode(self._to.dataset), *self._served(key))
        self._resource(it)

    def _plain(self, *addresses: str) -> tuple[NamedNode, ...]:
        """Addresses, said to be resources: the range that the profile gives them."""
        for address in addresses:
            self.said.type(address, "rdfs:Resource")
        return _nodes(*addresses)

    def _served(self, key: str) -> tuple[NamedNode, ...]:
        tables = key == "rest"
        return _nodes(*(self._to.part(one.name) for one in self._contents.datasets if one.name.startswith("table-") == tables))

    def _keywords(self, it: str) -> None:
        for pair in words.KEYWORDS:
            self.said.say(it, "dcat:keyword", *both(pair))

    def series(self, kind: str) -> None:
        it, say = self._to.part(f"series-{kind}"), self.said.say
        # DCAT 3 makes a series a kind of dataset; the catalogue's range shape does not know that.
        self.said.type(it, "dcat:DatasetSeries", "dcat:Dataset")
        say(it, "dct:title", *both(words.SERIES[kind]))
        say(it, "dct:description", *both(words.SERIES_TEXT[kind]))
        self._period(it, _span(one.period for one in self._contents.datasets if one.series == kind))
        self._coverage(it)
        self._resource(it)

    def _coverage(self, it: str) -> None:
        say = self.said.say
        say(it, "dct:spatial", NamedNode(f"{_EU}country/DNK"))
        say(it, "dcat:theme", *_nodes(*_THEMES))
        say(it, "dct:accrualPeriodicity", NamedNode(f"{_EU}frequency/{self._to.frequency}"))
        say(it, "dct:modified", moment(self._contents.modified))
        self._keywords(it)

    def dataset(self, one: Dataset) -> None:
        it, say = self._to.part(one.name), self.said.say
        self.said.type(it, "dcat:Dataset")
        say(it, "dct:title", *both(one.title))
        say(it, "dct:description", *both(one.text))
        say(it, "dct:identifier", Literal(it))
        say(it, "dcat:version", Literal(self._contents.version))
        say(it, "dct:issued", moment(self._contents.issued))
        say(it, "dct:language", NamedNode(f"{_EU}language/DAN"))
        say(it, "dct:conformsTo", NamedNode(_ONTOLOGY))
        say(it, "dct:accessRights", NamedNode(self._contents.confidentiality.access))
        say(it, "dct:license", self._licence)
        say(it, "dcat:landingPage", self._document(one.page))
        say(it, "dcat:keyword", *(Literal(cluster, language="da") for cluster in self._contents.clusters))
        say(it, "dcatdk:personalDataCategory", *_nodes(*(f"{_CODE}personal-data/{code}" for code in one.personal)))
        say(it, "dcatdk:hasConfidentialityType", NamedNode(self._contents.confidentiality.degree))
        if one.series:
            say(it, "dcat:inSeries", NamedNode(self._to.part(f"series-{one.series}")))
        self._period(it, one.period)
        self._coverage(it)
        self._resource(it)
        for distribution in one.distributions:
            say(it, "dcat:distribution", NamedNode(self._to.part(distribution.name)))
            self._distribution(distribution)

    def _period(self, it: str, period: Period | None) -> None:
        if period is None:
            return
        node = f"{it}-period"
        self.said.say(it, "dct:temporal", NamedNode(node))
        self.said.type(node, "dct:PeriodOfTime")
        self.said.say(node, "dcat:startDate", period.start)
        self.said.say(node, "dcat:endDate", period.end)

    def _distribution(self, one: Distribution) -> None:
        it, say = self._to.part(one.name), self.said.say
        self.said.type(it, "dcat:Distribution")
        say(it, "dct:title", *both((f"{one.form.label}, {one.text[0]}", f"{one.form.label}, {one.text[1]}")))
        say(it, "dct:description", *both(one.text))
        say(it, "dcat:accessURL", *self._plain(one.access))
        say(it, "dct:format", NamedNode(f"{_EU}file-type/{one.form.code}"))
        say(it, "dcat:mediaType", NamedNode(_IANA + one.form.media))
        say(it, "dct:license", self._licence)
        say(it, "dct:modified", moment(self._contents.modified))
        say(it, "dct:language", NamedNode(f"{_EU}language/DAN"))
        say(it, "dcatap:availability", NamedNode(f"{_EU}planned-availability/AVAILABLE"))
        if one.form.code == "CSV":
            say(it, "dct:conformsTo", NamedNode(_TABULAR))
        if one.download:
            say(it, "dcat:downloadURL", *self._plain(one.download))
        else:
            say(it, "dcat:accessService", NamedNode(self._to.part("rest")))
        if one.gzip:
            say(it, "dcat:compressFormat", NamedNode(f"{_IANA}application/gzip"))
        if one.sha256:
            self._checksum(it, one.sha256)

    def _checksum(self, it: str, sha256: str) -> None:
        checksum = f"{it}-checksum"
        self.said.say(it, "spdx:checksum", NamedNode(checksum))
        self.said.type(checksum, "spdx:Checksum")
        self.said.say(checksum, "spdx:algorithm", NamedNode(_SHA256))
        self.said.say(checksum, "spdx:checksumValue", typed(sha256, "hexBinary"))


def _span(periods: Iterable[Period | None]) -> Period | None:
    known = [period for period in periods if period is not None]
    if not known:
        return None
    return Period(min((one.start for one in known), key=lambda date: date.value), max((one.end for one in known), key=lambda date: date.value))
