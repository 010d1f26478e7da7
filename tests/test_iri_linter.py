"""The IRI linter: whatever we write in a well-known namespace stands in that vocabulary, and no known trap does.

Turtle is parsed; queries, Python strings and the JSON-LD context are read for full IRIs and for prefixed names.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VOID, XSD, Graph, URIRef

import ontology
from ontology.terms import KG

ROOT = Path(ontology.__file__).parent.parent
PACKAGES = ("api", "bench", "klyngegraf", "loaders", "ontology", "queries", "shapes", "store")

# DCAT 3 in rdflib is that of version 2 with additions; these it lacks.
DCAT_3 = "DatasetSeries inSeries prev next first last version previousVersion hasVersion hasCurrentVersion isVersionOf seriesMember nextVersion"
CLOSED = {
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "skos": SKOS,
    "prov": PROV,
    "org": ORG,
    "foaf": FOAF,
    "dct": DCTERMS,
    "dcat": DCAT,
    "void": VOID,
    "time": TIME,
    "sh": SH,
    "schema": SDO,
    "xsd": XSD,
    "kg": KG,
}
LISTED = {
    "adms": ("http://www.w3.org/ns/adms#", "Identifier identifier status versionNotes sample"),
    "oa": (
        "http://www.w3.org/ns/oa#",
        "Annotation SpecificResource TextQuoteSelector TextPositionSelector hasBody hasTarget hasSource hasSelector exact prefix suffix start end",
    ),
    "dqv": (
        "http://www.w3.org/ns/dqv#",
        "Category Dimension Metric QualityMeasurement QualityMeasurementDataset QualityMetadata QualityAnnotation QualityPolicy "
        "computedOn expectedDataType hasQualityMeasurement hasQualityMetadata hasQualityAnnotation inCategory inDimension isMeasurementOf value",
    ),
    "m8g": ("http://data.europa.eu/m8g/", "PublicOrganisation PublicEvent Participation role hasParticipant hasParticipation eventStatus audience"),
    "eli-dl": (
        "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
        "Activity Decision decision_outcome had_participant_person had_excused_person participation_in_name_of had_responsible_organization",
    ),
    "besluit": (
        "http://data.vlaanderen.be/ns/besluit#",
        "Agendapunt BehandelingVanAgendapunt Besluit Bestuurseenheid Bestuursorgaan Vergaderactiviteit Zitting behandelt geplandeStart "
        "heeftAanwezige heeftNotulen heeftSecretaris heeftVoorzitter",
    ),
    "mandaat": ("http://data.vlaanderen.be/ns/mandaat#", "Fractie Mandaat Mandataris bindingEinde isBestuurlijkeAliasVan isTijdelijkVervangenDoor"),
    "spdx": ("http://spdx.org/rdf/terms#", "Checksum checksum algorithm checksumValue ChecksumAlgorithm checksumAlgorithm_sha256"),
    "dcatap": ("http://data.europa.eu/r5r/", "applicableLegislation availability"),
    "eli": ("http://data.europa.eu/eli/ontology#", "LegalResource"),
    "personal-data": ("https://data.gov.dk/concept/core/personaldata/", "PersonalDataCategory"),
    "confidentiality": ("https://data.gov.dk/concept/core/confidentiality-type/", "ConfidentialityType"),
    "dcatdk": ("https://data.gov.dk/model/core/dcat-dk/", "personalDataCategory hasConfidentialityType"),
}
SPACES = {prefix: str(space) for prefix, space in CLOSED.items()} | {prefix: space for prefix, (space, _) in LISTED.items()}

TRAPS = (
    r"\borg:organisation\b",
    r"https://www\.w3\.org/ns/(?:org|adms|dqv|regorg|prov|dcat|oa|shacl)#",
    r"https://www\.w3\.org/TR/vocab-adms#",
    r"http://data\.europa\.eu/eli/ontology/dl#",
    r"http://data\.europa\.eu/eli/eli-dl#",
    r"\bschema:(?:absentee|invitee|attachment|EventCompleted|Recommendation)\b",
    r"\brdf:seeAlso\b",
    r"\brdfs:Property\b",
    r"https://argu\.co/ns/",
    r"http://schema\.org/",
    r"/resource/dataset/language/",
    r"sh:(?:max|min)Count\s+[\"']",
    r"\bsh:describe\b",
    r"https://(?:purl\.org/dc/terms|xmlns\.com/foaf|www\.w3\.org/2004/02/skos|www\.w3\.org/2002/07/owl|www\.w3\.org/2000/01/rdf-schema)",
)

CURIE = re.compile(rf"(?<![\w:/<?$@.-])({'|'.join(sorted(SPACES, key=len, reverse=True))}):([A-Za-z_][\w-]*)")
FULL = re.compile(r"https?://[^\s<>\"'{}|\\^`\])]+")


def sources() -> list[Path]:
    """All files of ours that hold IRIs."""
    kinds = ("*.py", "*.ttl", "*.rq", "*.jsonld")
    return sorted(file for package in PACKAGES for kind in kinds for file in (ROOT / package).rglob(kind) if "node_modules" not in file.parts)


def known(iri: str) -> bool:
    """False for an IRI in a well-known namespace that the vocabulary does not hold; a bare namespace is no term."""
    for prefix, space in SPACES.items():
        if iri.startswith(space) and iri != space:
            local = iri.removeprefix(space)
            if prefix in LISTED:
                return local in LISTED[prefix][1].split()
            return (prefix == "dcat" and local in DCAT_3.split()) or _holds(CLOSED[prefix], local)
    return True


@cache
def _holds(space: object, local: str) -> bool:
    return local in space  # type: ignore[operator]


def in_turtle(text: str) -> Iterator[str]:
    for triple in Graph().parse(data=text, format="turtle"):
        for term in triple:
            if isinstance(term, URIRef):
                yield str(term)
            elif getattr(term, "datatype", None):
                yield str(term.datatype)  # type: ignore[attr-defined]


def in_query(text: str) -> Iterator[str]:
    bare = re.sub(r"(?m)^\s*#.*$", "", text)
    bare = re.sub(r"\"(?:[^\"\\\n]|\\.)*\"", '""', bare)
    yield from _written(bare)


def in_python(text: str) -> Iterator[str]:
    """What strings hold; docstrings and comments may speak of what is not."""
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from _written(node.value)


def in_context(text: str) -> Iterator[str]:
    for value in json.loads(text)["@context"].values():
        for part in value.values() if isinstance(value, dict) else (value,):
            if isinstance(part, str):
                yield from _written(part)


def _written(text: str) -> Iterator[str]:
    yield from FULL.findall(text)
    yield from (SPACES[prefix] + local for prefix, local in CURIE.findall(text))


READERS = {".ttl": in_turtle, ".rq": in_query, ".py": in_python, ".jsonld": in_context}


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_iri_stands_in_its_vocabulary(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert sorted({iri for iri in READERS[file.suffix](text) if not known(iri)}) == []


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_known_trap(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert [trap for trap in TRAPS if re.search(trap, text)] == []


@pytest.mark.parametrize("file", [file for file in sources() if file.suffix == ".ttl"], ids=lambda file: str(file.relative_to(ROOT)))
def test_predicates_and_classes_are_of_known_vocabularies(file: Path) -> None:
    """A namespace that is misspelt as a whole would pass as unknown."""
    graph = Graph().parse(file)
    used = {str(predicate) for predicate in graph.predicates()} | {str(kind) for kind in graph.objects(None, RDF.type)}
    assert sorted(iri for iri in used if not iri.startswith(tuple(SPACES.values()))) == []


def test_the_data_model_names_only_declared_terms() -> None:
    text = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    named = {f"{KG}{local}" for prefix, local in CURIE.findall(text) if prefix == "kg"}
    assert len(named) > 80
    assert named - ontology.own_terms() == set()


@pytest.mark.parametrize(
    "iri",
    [
        "http://www.w3.org/ns/org#organisation",
        "https://schema.org/absentee",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#seeAlso",
        "http://www.w3.org/2000/01/rdf-schema#Property",
        "http://www.w3.org/ns/prov#generated ",
        "http://www.w3.org/ns/adms#Identifer",
        "https://w3id.org/klyngegraf/ontology#Meting",
    ],
)
def test_the_linter_sees_a_wrong_term(iri: str) -> None:
    assert not known(iri)


def test_the_linter_reads_each_kind_of_file() -> None:
    wrong = f"{ORG}organisation"
    assert wrong in set(in_turtle("@prefix org: <http://www.w3.org/ns/org#> . <urn:a> org:organisation <urn:b> ."))
    assert wrong in set(in_query("PREFIX org: <http://www.w3.org/ns/org#>\nSELECT * { ?a org:organisation ?b }"))
    assert wrong in set(in_python("say(a, 'org:organisation', b)"))
    assert wrong in set(in_context('{"@context": {"organisation": {"@id": "org:organisation"}}}'))
