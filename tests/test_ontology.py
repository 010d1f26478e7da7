"""The Turtle under `ontology/`: complete in both languages, equal to the closed namespace, and right where the facts are public."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, RdfFormat, parse
from rdflib import DCTERMS, ORG, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

import ontology
from ontology.terms import ADMS, CODE, KG

ONTOLOGY = Path(ontology.__file__).parent
BASE = ontology.DEFAULT_BASE
FILES = sorted(ONTOLOGY.rglob("*.ttl"))
DEFINED = ontology.ontology_graph()
VOCABULARIES = ontology.vocabulary_graph()
REFERENCE = ontology.reference_graph()
ALL = ontology.load()
CONTEXT = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
TERMS = sorted(ontology.own_terms())
REGIONS = {"hovedstaden": 29, "sjaelland": 17, "syddanmark": 22, "midtjylland": 19, "nordjylland": 11}


def thing(path: str) -> URIRef:
    return URIRef(BASE + path)


def labels(graph: Graph, subject: Node, kind: URIRef, language: str) -> list[str]:
    return [str(label) for label in graph.objects(subject, kind) if isinstance(label, Literal) and label.language == language]


def test_the_folders_hold_files() -> None:
    assert len(FILES) >= 15


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_both_parsers_read_the_same_statements(file: Path) -> None:
    quads = {str(quad) for quad in parse(path=str(file), format=RdfFormat.TURTLE)}
    assert len(quads) == len(Graph().parse(file)) > 0
    assert not any(isinstance(term, BNode) for triple in Graph().parse(file) for term in triple)


# Our own terms


def test_the_closed_namespace_is_the_turtle() -> None:
    assert {str(term) for term in dir(KG)} == set(TERMS)


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError):
        _ = KG.Meting


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.rpartition("#")[2])
def test_every_term_is_explained_in_both_languages(term: str) -> None:
    for kind in (RDFS.label, SKOS.prefLabel, SKOS.definition):
        for language in ("da", "en"):
            assert len(labels(DEFINED, URIRef(term), kind, language)) == 1, (kind, language)
    assert len(list(DEFINED.objects(URIRef(term), SKOS.example))) == 1
    assert (URIRef(term), RDFS.isDefinedBy, URIRef("https://w3id.org/klyngegraf/ontology")) in DEFINED


def test_a_term_is_one_thing() -> None:
    kinds = Counter(str(subject) for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty) for subject in DEFINED.subjects(RDF.type, kind))
    assert [term for term, count in kinds.items() if count > 1] == []


def test_object_properties_do_not_range_over_literals() -> None:
    for subject in DEFINED.subjects(RDF.type, OWL.ObjectProperty):
        assert not any("XMLSchema#" in str(value) for value in DEFINED.objects(subject, RDFS.range)), subject


def test_domains_are_ours_or_concepts() -> None:
    """A domain in somebody else's namespace would retype what others describe."""
    domains = {str(value) for value in DEFINED.objects(None, RDFS.domain)}
    assert {domain for domain in domains if not domain.startswith(str(KG))} == {str(SKOS.Concept)}


def test_presence_does_not_follow_for_the_absent() -> None:
    above = set(DEFINED.transitive_objects(KG.Attendance, RDFS.subClassOf)) - {KG.Attendance}
    assert above == {KG.Fact}


def test_every_fact_of_the_data_model_is_a_fact() -> None:
    lines = (ONTOLOGY.parent / "docs" / "data-model.md").read_text(encoding="utf-8").splitlines()
    marked = {name for line in lines if "**F**" in line for name in re.findall(r"kg:([A-Z]\w+)", line)}
    assert len(marked) >= 20
    for name in marked:
        assert KG.Fact in set(DEFINED.transitive_objects(KG[name], RDFS.subClassOf)), name


def test_the_ontology_says_what_it_is() -> None:
    header = URIRef("https://w3id.org/klyngegraf/ontology")
    assert {str(value) for value in DEFINED.objects(header, DCTERMS.creator)} == {"klyngegraf"}
    assert DEFINED.value(header, DCTERMS.license) is not None
    assert {title.language for title in DEFINED.objects(header, DCTERMS.title) if isinstance(title, Literal)} == {"da", "en"}


# Vocabularies


def test_every_concept_and_scheme_has_its_labels() -> None:
    concepts = list(chain(VOCABULARIES.subjects(RDF.type, SKOS.Concept), VOCABULARIES.subjects(RDF.type, SKOS.ConceptScheme)))
    assert len(concepts) > 100
    for concept in concepts:
        assert len(labels(VOCABULARIES, concept, SKOS.prefLabel, "da")) == 1, concept
        assert len(labels(VOCABULARIES, concept, SKOS.prefLabel, "en")) == 1, concept


def test_every_concept_stands_below_its_scheme() -> None:
    for concept in VOCABULARIES.subjects(RDF.type, SKOS.Concept):
        schemes = list(VOCABULARIES.objects(concept, SKOS.inScheme))
        assert len(schemes) == 1, concept
        assert str(concept).startswith(f"{schemes[0]}/")
        assert (schemes[0], RDF.type, SKOS.ConceptScheme) in VOCABULARIES


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        ("attendance-status", {"present", "absent", "partial"}),
        ("attendance-mode", {"in-person", "video"}),
        ("severity", {"violation", "warning", "info"}),
        ("identity-decision", {"same", "different"}),
        ("document-kind", {"minutes", "action-plan", "roster"}),
        ("money-kind", {"grant", "allocation", "total", "ceiling", "applied", "national"}),
    ],
)
def test_closed_lists_hold_the_codes_of_the_contract(scheme: str, codes: set[str]) -> None:
    assert {str(concept).rpartition("/")[2] for concept in VOCABULARIES.subjects(SKOS.inScheme, CODE[scheme])} == codes


def test_body_nouns_point_to_types_of_body_that_exist() -> None:
    for concept, kind in VOCABULARIES.subject_objects(KG.bodyType):
        assert (kind, SKOS.inScheme, CODE["body-type"]) in VOCABULARIES, concept


def test_vocabularies_point_to_reference_things_that_exist() -> None:
    for _, organisation in VOCABULARIES.subject_objects(KG.unitOfReference):
        assert (organisation, RDF.type, ORG.Organization) in REFERENCE


# Reference data


def test_every_reference_thing_has_one_label_in_each_language() -> None:
    for subject in set(REFERENCE.subjects()):
        for language in ("da", "en"):
            assert len(labels(REFERENCE, subject, SKOS.prefLabel, language)) == 1, (subject, language)


def test_reference_things_point_to_things_that_are_described() -> None:
    described = set(ALL.subjects())
    pointed = {value for value in REFERENCE.objects() if isinstance(value, URIRef) and str(value).startswith(BASE)}
    assert pointed - described == set()


def test_there_are_98_municipalities_with_codes_of_their_own() -> None:
    municipalities = set(REFERENCE.subjects(RDF.type, KG.Municipality))
    codes = {str(REFERENCE.value(one, DCTERMS.identifier)) for one in municipalities}
    assert len(municipalities) == len(codes) == 98
    assert all(len(code) == 4 and code.isdecimal() for code in codes)


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("koebenhavns-kommune", "0101"),
        ("bornholms-regionskommune", "0400"),
        ("odense-kommune", "0461"),
        ("samsoe-kommune", "0741"),
        ("aarhus-kommune", "0751"),
        ("hjoerring-kommune", "0860"),
    ],
)
def test_codes_that_everybody_knows(slug: str, code: str) -> None:
    identifier = REFERENCE.value(thing(f"organisation/{slug}"), ADMS.identifier)
    assert identifier is not None
    assert str(REFERENCE.value(identifier, SKOS.notation)) == str(REFERENCE.value(thing(f"organisation/{slug}"), DCTERMS.identifier)) == code


@pytest.mark.parametrize(("region", "count"), REGIONS.items())
def test_each_region_has_its_municipalities(region: str, count: int) -> None:
    here = set(REFERENCE.subjects(KG.inRegion, thing(f"organisation/region-{region}"))) & set(REFERENCE.subjects(RDF.type, KG.Municipality))
    assert len(here) == count


def test_regions_have_their_codes() -> None:
    coming = thing("organisation/region-oestdanmark")  # its council sits from 2026, the region itself is from 2027
    codes = {str(REFERENCE.value(one, DCTERMS.identifier)) for one in REFERENCE.subjects(RDF.type, KG.Region) if one != coming}
    assert codes == {"1081", "1082", "1083", "1084", "1085"}


def test_each_region_has_one_branch_of_plo() -> None:
    regions = [REFERENCE.value(one, KG.inRegion) for one in REFERENCE.subjects(RDF.type, KG.GeneralPracticeOrganisation)]
    assert Counter(region for region in regions if region) == Counter(thing(f"organisation/region-{name}") for name in REGIONS)


def test_party_letters_belong_to_one_party_each() -> None:
    letters = [str(REFERENCE.value(party, SKOS.notation)) for party in REFERENCE.subjects(RDF.type, KG.Party)]
    assert len(letters) == len(set(letters))
    assert {"A", "B", "C", "F", "I", "M", "O", "V", "Æ", "Ø", "Å"} <= set(letters)
    assert str(REFERENCE.value(thing("party/oe"), SKOS.notation)) == "Ø"


def test_clusters_have_members_and_a_political_level() -> None:
    clusters = set(REFERENCE.subjects(RDF.type, KG.HealthCluster))
    assert len(clusters) >= 5
    for cluster in clusters:
        region = REFERENCE.value(cluster, KG.inRegion)
        members = {REFERENCE.value(one, ORG.member) for one in REFERENCE.subjects(ORG.organization, cluster)}
        assert region in members
        assert all(REFERENCE.value(one, KG.inRegion, default=region) == region for one in members), cluster
        level = URIRef(f"{str(cluster).replace('/cluster/', '/body/')}/politisk-niveau")
        assert (level, KG.bodyOf, cluster) in REFERENCE
        assert (level, ORG.classification, CODE["body-type/political-level"]) in REFERENCE


def test_each_municipality_of_midtjylland_is_in_one_cluster() -> None:
    region = thing("organisation/region-midtjylland")
    here = set(REFERENCE.subjects(KG.inRegion, region)) & set(REFERENCE.subjects(RDF.type, KG.Municipality))
    memberships = Counter(member for _, member in REFERENCE.subject_objects(ORG.member) if member in here)
    assert memberships == Counter(here)


def test_clusters_outside_midtjylland_carry_their_region() -> None:
    for cluster in REFERENCE.subjects(RDF.type, KG.HealthCluster):
        region = str(REFERENCE.value(cluster, KG.inRegion)).rpartition("/")[2]
        path = str(cluster).removeprefix(f"{BASE}cluster/")
        assert ("/" not in path) if region == "region-midtjylland" else path.startswith(f"{region}/")


# Loading


def test_another_base_replaces_ours_everywhere() -> None:
    graph = ontology.load("https://data.example/id/")
    assert len(graph) == len(ALL)
    assert not any(str(term).startswith(BASE) for triple in graph for term in triple)
    assert (URIRef("https://data.example/id/organisation/aarhus-kommune"), RDF.type, KG.Municipality) in graph


def test_quads_are_the_three_graphs_in_order() -> None:
    quads = ontology.quads()
    sizes = Counter(quad.graph_name.value.removeprefix(f"{BASE}graph/") for quad in quads if not isinstance(quad.graph_name, BlankNode))
    assert sizes == {"ontology": len(DEFINED), "vocabularies": len(VOCABULARIES), "reference": len(REFERENCE)}
    assert quads == ontology.quads() == sorted(quads, key=str)


# The JSON-LD context


def test_the_context_covers_every_term() -> None:
    ids = {value["@id"] if isinstance(value, dict) else value for value in CONTEXT.values()}
    assert {f"kg:{term.rpartition('#')[2]}" for term in TERMS} <= ids


def test_the_context_types_object_properties() -> None:
    for subject in DEFINED.subjects(RDF.type, OWL.ObjectProperty):
        name = str(subject).rpartition("#")[2]
        assert CONTEXT[name] == {"@id": f"kg:{name}", "@type": "@id"}


@pytest.mark.parametrize("graph", [DEFINED, REFERENCE], ids=["ontology", "reference"])
def test_a_graph_survives_the_context(graph: Graph) -> None:
    text = graph.serialize(format="json-ld", context=CONTEXT)
    assert isomorphic(Graph().parse(data=text, format="json-ld"), graph)


def test_no_statement_of_the_ontology_holds_a_blank_node() -> None:
    """Its graphs are hashed and stored as text, in which a blank node has no lasting name."""
    assert not [quad for quad in ontology.quads() if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]
