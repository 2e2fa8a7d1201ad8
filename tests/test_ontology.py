"""The ontology says of every term what it is, in two languages; the model, the shapes and the schemes use no other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, is_dataclass
from functools import cache

import pyoxigraph as ox
import pytest

from kg import model
from kg.model import Entity, Fact
from kg.paths import ONTOLOGY

KG = "https://w3id.org/yte-kg/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SH = "http://www.w3.org/ns/shacl#"

CONTRACT = [
    "Document",
    "Person",
    "Organization",
    "HealthFacility",
    "StateBody",
    "PartyBody",
    "MassOrganization",
    "Place",
    "Role",
    "Indicator",
    "Meeting",
    "Period",
    "Fact",
    "RoleHolding",
    "Observation",
    "Comparison",
    "Attendance",
    "Evidence",
    "fileName",
    "sha256",
    "mentions",
    "title",
    "partOf",
    "locatedIn",
    "level",
    "code",
    "replacedBy",
    "unit",
    "meetingKind",
    "date",
    "host",
    "place",
    "attendedBy",
    "period",
    "evidence",
    "start",
    "end",
    "confidence",
    "rule",
    "holder",
    "role",
    "roleText",
    "organization",
    "asOf",
    "former",
    "subject",
    "indicator",
    "indicatorText",
    "value",
    "bound",
    "target",
    "planned",
    "comparison",
    "comparisonKind",
    "baseline",
    "meeting",
    "attendee",
    "capacity",
    "document",
    "quote",
    "startOffset",
    "endOffset",
    "exact",
    "over",
    "almost",
    "about",
    "at_least",
    "at_most",
    "attainment",
    "change",
]


@cache
def said(name: str) -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    """What a file of the ontology says: subject → predicate → objects."""
    found: dict[str, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(ONTOLOGY / name), format=ox.RdfFormat.TURTLE):
        found[getattr(quad.subject, "value", str(quad.subject))][quad.predicate.value].append(quad.object)
    return found


def terms() -> list[str]:
    return sorted(name.removeprefix(KG) for name in said("kg.ttl") if name.startswith(KG))


def values(term: str, predicate: str) -> list[str]:
    return [part.value for part in said("kg.ttl")[KG + term][predicate]]


def used(name: str) -> set[str]:
    """The local names of the kg: terms that a file of the ontology uses, in any place."""
    parts = [
        part
        for quad in ox.parse(path=str(ONTOLOGY / name), format=ox.RdfFormat.TURTLE)
        for part in (quad.subject, quad.predicate, quad.object)
    ]
    return {part.value.removeprefix(KG) for part in parts if isinstance(part, ox.NamedNode) and part.value.startswith(KG)}


def test_every_term_of_the_contract_is_there() -> None:
    assert set(CONTRACT) - set(terms()) == set()


@pytest.mark.parametrize("term", terms())
@pytest.mark.parametrize("predicate", [RDFS + "label", RDFS + "comment"])
def test_every_term_has_one_label_and_one_comment_in_each_language(term: str, predicate: str) -> None:
    languages = sorted(part.language for part in said("kg.ttl")[KG + term][predicate])
    assert languages == ["en", "vi"]


@pytest.mark.parametrize("term", [name for name in terms() if name[0].islower()])
def test_every_relation_has_a_definition_in_each_language_and_a_type_of_property(term: str) -> None:
    types = {name.removeprefix(OWL) for name in values(term, RDF + "type")}
    if "NamedIndividual" in types:
        assert types & {KG + "Bound", KG + "ComparisonKind"}
    else:
        assert len(types & {"ObjectProperty", "DatatypeProperty", "AnnotationProperty"}) == 1
        assert sorted(part.language for part in said("kg.ttl")[KG + term][SKOS + "definition"]) == ["en", "vi"]


def test_the_ontology_names_itself() -> None:
    about = said("kg.ttl")["https://w3id.org/yte-kg/ontology"]
    assert OWL + "Ontology" in [part.value for part in about[RDF + "type"]]
    for predicate in ("title", "description"):
        assert sorted(part.language for part in about["http://purl.org/dc/terms/" + predicate]) == ["en", "vi"]
    assert about[OWL + "versionIRI"] and about["http://purl.org/dc/terms/license"]


def test_no_relation_of_a_fact_is_a_prov_term() -> None:
    kinds = ["Fact", "RoleHolding", "Observation", "Attendance"]
    relations = [term for term in terms() if {KG + kind for kind in kinds} & set(values(term, RDFS + "domain"))]
    assert {"holder", "rule", "capacity"} <= set(relations)
    above = {
        parent
        for term in [*relations, *kinds, "evidence"]
        for what in ("subPropertyOf", "subClassOf")
        for parent in values(term, RDFS + what)
    }
    assert [name for name in above if "/prov#" in name] == []


MODEL = [
    kind
    for kind in vars(model).values()
    if isinstance(kind, type) and is_dataclass(kind) and any("predicate" in f.metadata for f in fields(kind))
]


@pytest.mark.parametrize("kind", MODEL, ids=lambda kind: kind.__name__)
def test_every_field_of_the_model_has_its_predicate_in_the_ontology(kind: type) -> None:
    assert kind.__name__ in terms()
    predicates = {f.metadata["predicate"].removeprefix("kg:") for f in fields(kind) if "predicate" in f.metadata}
    assert predicates - set(terms()) == set()


@pytest.mark.parametrize("kind", [k for k in MODEL if issubclass(k, Fact | Entity)], ids=lambda kind: kind.__name__)
def test_every_class_of_the_model_has_a_shape(kind: type) -> None:
    assert KG + kind.__name__ in {part.value for about in said("shapes.ttl").values() for part in about[SH + "targetClass"]}
    if issubclass(kind, Fact) and kind is not Fact:
        assert KG + "Fact" in values(kind.__name__, RDFS + "subClassOf")


@pytest.mark.parametrize("name", ["shapes.ttl", "roles.ttl", "organizations.ttl", "indicators.ttl", "units.ttl"])
def test_shapes_and_schemes_use_no_undeclared_term(name: str) -> None:
    assert used(name) - set(terms()) == set()


def test_every_shape_says_in_both_languages_what_is_wrong() -> None:
    shapes = {name: about for name, about in said("shapes.ttl").items() if about[SH + "path"] or about[SH + "nodeKind"]}
    assert len(shapes) > 60
    assert [name for name, about in shapes.items() if sorted(m.language for m in about[SH + "message"]) != ["en", "vi"]] == []
