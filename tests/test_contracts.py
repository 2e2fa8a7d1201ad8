"""A relation lives in four places: its class in `kg.model`, its terms in `ontology/kg.ttl`, its shape in `ontology/shapes.ttl`
and its table in `tests/rules/`. These tests fail until the four agree."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

from kg import model
from kg.paths import ONTOLOGY

KG = Namespace("https://w3id.org/yte-kg/ontology#")
TABLES = Path(__file__).parent / "rules"
# Where each kind of fact has its phrases, and how the lines begin that say what a phrase gives.
TABLE = {model.RoleHolding: ("posts", "  "), model.Observation: ("observations", "  "), model.Attendance: ("articles", "there: ")}

VALUES = [cls for cls in vars(model).values() if isinstance(cls, type) and dataclasses.is_dataclass(cls)]
FACTS = [cls for cls in VALUES if issubclass(cls, model.Fact) and cls is not model.Fact]
WRITTEN = [cls for cls in VALUES if any("predicate" in field.metadata for field in dataclasses.fields(cls))]


def term(curie: str) -> URIRef:
    prefix, _, name = curie.partition(":")
    assert prefix == "kg", curie
    return KG[name]


def predicates(cls: Any) -> list[URIRef]:
    return [term(field.metadata["predicate"]) for field in dataclasses.fields(cls) if "predicate" in field.metadata]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY / "kg.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


def test_every_kind_of_fact_is_in_the_table_of_this_test() -> None:
    assert set(FACTS) == set(TABLE)


@pytest.mark.parametrize("cls", FACTS, ids=lambda cls: cls.__name__)
def test_a_fact_is_a_class_of_the_ontology(cls: type, ontology: Graph) -> None:
    assert KG.Fact in set(ontology.transitive_objects(KG[cls.__name__], RDFS.subClassOf)) - {KG[cls.__name__]}


def test_every_class_of_facts_of_the_ontology_is_a_fact(ontology: Graph) -> None:
    classes = set(ontology.subjects(RDFS.subClassOf, KG.Fact))
    assert classes == {KG[cls.__name__] for cls in FACTS}


@pytest.mark.parametrize("cls", FACTS, ids=lambda cls: cls.__name__)
def test_a_fact_has_a_shape_that_knows_its_own_predicates(cls: type, shapes: Graph) -> None:
    shape = shapes.value(predicate=SH.targetClass, object=KG[cls.__name__])
    assert shape is not None, f"no shape has sh:targetClass kg:{cls.__name__}"
    paths = {shapes.value(part, SH.path) for part in shapes.objects(shape, SH.property)}
    own = set(predicates(cls)) - set(predicates(model.Fact))
    assert own <= paths, f"kg:{cls.__name__}'s shape says nothing of {sorted(own - paths)}"


@pytest.mark.parametrize("cls", FACTS, ids=lambda cls: cls.__name__)
def test_a_fact_has_a_table_of_phrases(cls: type) -> None:
    name, sign = TABLE[cls]
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.startswith(sign) and line.strip() != "(none)"]) >= 2


@pytest.mark.parametrize("cls", WRITTEN, ids=lambda cls: cls.__name__)
def test_every_predicate_is_declared(cls: type, ontology: Graph) -> None:
    for predicate in predicates(cls):
        kinds = set(ontology.objects(predicate, RDF.type))
        assert kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}, f"{predicate} is no property of ontology/kg.ttl"


def test_every_term_is_named_and_defined_in_two_languages(ontology: Graph) -> None:
    terms = {one for one in ontology.subjects() if isinstance(one, URIRef) and one.startswith(KG) and str(one) != str(KG)}
    assert len(terms) > 50
    for one in sorted(terms):
        for said in (RDFS.label, RDFS.comment):
            languages = {text.language for text in ontology.objects(one, said) if isinstance(text, Literal)}
            assert {"vi", "en"} <= languages, f"{one} lacks {said} in { ({'vi', 'en'} - languages) }"
