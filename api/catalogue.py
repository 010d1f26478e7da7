"""The catalogue as values: which datasets there are, in which series, in which forms they can be had. What DCAT and the page are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import queries
from api import catalog_words as words
from api.catalog_words import Pair
from api.confidentiality import Confidentiality, confidentiality
from api.holdings import Collection, Holdings, Period, holdings
from api.portal import Publication
from queries import NamedQuery, quality
from queries.quality import Measure
from store import Manifest, Store

_PEOPLE: Final = frozenset({"person", "other", "predecessor", "successor", "names"})
_PARTY: Final = "party"
NEVER: Final = "1970-01-01T00:00:00Z"  # nothing is loaded yet


@dataclass(frozen=True, slots=True)
class Form:
    """How bytes are written: the code of the EU file type, the media type, the name that people know it by."""

    code: str
    media: str
    label: str


NQUADS: Final = Form("RDF_N_QUADS", "application/n-quads", "N-Quads")
TRIG: Final = Form("RDF_TRIG", "application/trig", "TriG")
TURTLE: Final = Form("RDF_TURTLE", "text/turtle", "Turtle")
JSONLD: Final = Form("JSON_LD", "application/ld+json", "JSON-LD")
CSV: Final = Form("CSV", "text/csv", "CSV")
JSON: Final = Form("JSON", "application/json", "JSON")


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of the data: its version, when it was loaded, when its first document was; ISO 8601."""

    version: str
    modified: str
    first: str

    @property
    def dump(self) -> str:
        """The folder of this version's files: the day, and what it depends on."""
        return f"{self.modified[:10]}-{self.version}"


@dataclass(frozen=True, slots=True)
class Dump:
    """The files of one version. `sums`: path and SHA-256 of each, () while they are still being written."""

    name: str
    sums: tuple[tuple[str, str], ...] = ()

    def sha256(self, path: str) -> str:
        return dict(self.sums).get(path, "")


@dataclass(frozen=True, slots=True)
class Distribution:
    """`download` is "" where the address answers anew each time."""

    name: str
    text: Pair
    form: Form
    access: str
    download: str = ""
    sha256: str = ""
    gzip: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """`series`: the name of the series that it is in, "" for none. `personal`: codes of the categories of personal data."""

    name: str
    title: Pair
    text: Pair
    page: str
    personal: tuple[str, ...]
    distributions: tuple[Distribution, ...]
    period: Period | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """`measures`: the quality of the whole dataset in figures, () where nothing is loaded."""

    datasets: tuple[Dataset, ...]
    series: tuple[str, ...]
    clusters: tuple[str, ...]
    modified: str
    issued: str
    version: str
    measures: tuple[Measure, ...]
    confidentiality: Confidentiality


def edition(manifest: Manifest) -> Edition:
    loaded = min((record.loaded_at for record in manifest.documents), default=manifest.loaded_at)
    return Edition(manifest.dataset, manifest.loaded_at or NEVER, loaded or NEVER)


def contents(store: Store, of: Edition, publication: Publication, dump: Dump | None) -> Contents:
    """The whole dataset, one dataset a kind and year of documents, one a named query."""
    found, profile = holdings(store), confidentiality(store)
    publication = replace(publication, personal_data=publication.personal_data or profile.personal)
    datasets = [_whole(found, publication, dump)]
    datasets += [_collection(one, publication, dump) for one in found.collections]
    datasets += [_table(query, found.period, publication, dump) for query in queries.load().values()]
    return Contents(
        datasets=tuple(datasets),
        series=tuple(sorted({one.kind for one in found.collections})),
        clusters=found.clusters,
        modified=of.modified,
        issued=publication.issued or of.first[:10],
        version=of.version,
        measures=quality.measures(store),
        confidentiality=profile,
    )


def _whole(found: Holdings, publication: Publication, dump: Dump | None) -> Dataset:
    return Dataset(
        name="klyngegraf",
        title=words.WHOLE,
        text=words.WHOLE_TEXT,
        page=f"{publication.address}/",
        personal=publication.personal_data,
        distributions=tuple(_files("klyngegraf", "klyngegraf", (NQUADS, TRIG, TURTLE, JSONLD), publication, dump)),
        period=found.period,
    )


def _collection(one: Collection, publication: Publication, dump: Dump | None) -> Dataset:
    (danish, english), when = words.SERIES[one.kind], (one.year, one.year) if one.year else words.UNDATED
    return Dataset(
        name=one.name,
        title=(f"{danish}, {when[0]}", f"{english}, {when[1]}"),
        text=words.SERIES_TEXT[one.kind],
        page=f"{publication.address}/queries/documents",
        personal=publication.personal_data,
        distributions=tuple(_files(one.name, f"documents/{one.name}", (NQUADS, TURTLE), publication, dump)),
        period=one.period,
        series=one.kind,
    )


def _files(name: str, stem: str, forms: tuple[Form, ...], publication: Publication, dump: Dump | None) -> Iterator[Distribution]:
    if dump is None:
        return
    for form in forms:
        path = f"{stem}.{ENDINGS[form]}.gz"
        folder = f"{publication.address}/dumps/{dump.name}/"
        yield Distribution(f"{name}-{ENDINGS[form]}", words.FILE, form, folder, folder + path, dump.sha256(path), gzip=True)


ENDINGS: Final = {NQUADS: "nq", TRIG: "trig", TURTLE: "ttl", JSONLD: "jsonld", CSV: "csv", JSON: "json"}


def _table(query: NamedQuery, period: Period | None, publication: Publication, dump: Dump | None) -> Dataset:
    name, page = f"table-{query.name}", f"{publication.address}/queries/{query.name}"
    live = [Distribution(f"{name}-live-{ENDINGS[form]}", words.LIVE, form, f"{page}?format={ENDINGS[form]}") for form in (CSV, JSON)]
    if dump is not None:
        path = f"tables/{query.name}.csv"
        address = f"{publication.address}/dumps/{dump.name}/{path}"
        live.append(Distribution(f"{name}-csv", words.FILE, CSV, page, address, dump.sha256(path)))
    return Dataset(
        name=name,
        title=(query.title_da, query.title_en),
        text=_described(query),
        page=page,
        personal=personal(query.columns, publication.personal_data),
        distributions=tuple(live),
        period=period,
    )


def _described(query: NamedQuery) -> Pair:
    columns = ", ".join(query.columns)
    return (
        f"{query.description_da} {words.TABLE_TEXT[0]} Kolonner: {columns}.",
        f"{query.description_en} {words.TABLE_TEXT[1]} Columns: {columns}.",
    )


def personal(columns: tuple[str, ...], held: tuple[str, ...]) -> tuple[str, ...]:
    """Political opinion is a special category: a table has it only where a party stands beside a person. Free text may name anybody.

    >>> personal(("person", "party"), ("general", "special")), personal(("party", "meetings"), ("general", "special"))
    (('general', 'special'), ('general',))
    """
    opinion = _PARTY in columns and _PEOPLE & set(columns)
    return held if opinion else tuple(one for one in held if one != "special")
