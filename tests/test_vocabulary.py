"""The four schemes: whatever the extractor looks up is named once, in two languages, and leads to what exists."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pyoxigraph as ox
import pytest

from kg import gazetteer
from kg.extract.indicators import concept, key, sort
from kg.lexicon import PREFIXES, SchemeConcept, scheme
from kg.paths import ONTOLOGY
from kg.text.normalize import fold
from kg.text.tokens import tokens

SCHEMES = ["roles", "organizations", "indicators", "units"]
KG, SKOS = PREFIXES["kg"], PREFIXES["skos"]
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DCTERMS = "http://purl.org/dc/terms/"


@cache
def quads(name: str) -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(path=str(ONTOLOGY / f"{name}.ttl"), format=ox.RdfFormat.TURTLE))


@cache
def concepts(name: str) -> dict[str, dict[str, list[ox.Literal | ox.NamedNode]]]:
    """What the file says of each of its concepts: IRI → predicate → objects."""
    said: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads(name):
        said[quad.subject.value][quad.predicate.value].append(quad.object)
    return {iri: about for iri, about in said.items() if SKOS + "Concept" in {kind.value for kind in about[TYPE]}}


def broader(name: str) -> dict[str, list[str]]:
    return {iri: [above.value for above in about[SKOS + "broader"]] for iri, about in concepts(name).items()}


@pytest.mark.parametrize("name", SCHEMES)
def test_every_concept_has_one_name_in_each_language(name: str) -> None:
    named = {iri: sorted(label.language for label in about[SKOS + "prefLabel"]) for iri, about in concepts(name).items()}
    assert named
    assert {iri: languages for iri, languages in named.items() if languages != ["en", "vi"]} == {}


@pytest.mark.parametrize("name", SCHEMES)
def test_no_label_stands_for_two_concepts(name: str) -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for iri, about in concepts(name).items():
        for label in [*about[SKOS + "prefLabel"], *about[SKOS + "altLabel"], *about[SKOS + "hiddenLabel"]]:
            if label.language == "vi":
                owners[fold(label.value)].append(iri)
    assert {label: iris for label, iris in owners.items() if len(iris) > 1} == {}


@pytest.mark.parametrize("name", SCHEMES)
def test_broader_concepts_exist_and_lead_up_to_a_top(name: str) -> None:
    above = broader(name)
    assert {iri for parents in above.values() for iri in parents} <= set(above)
    for iri in above:
        level, seen = {iri}, set()
        while level:
            assert not level & seen, f"{iri} is above itself"
            seen |= level
            level = {parent for member in level for parent in above[member]}


@pytest.mark.parametrize("name", SCHEMES)
def test_each_concept_is_of_the_scheme_of_its_file(name: str) -> None:
    (top,) = {quad.subject.value for quad in quads(name) if quad.object.value == SKOS + "ConceptScheme"}
    about = defaultdict(list)
    for quad in quads(name):
        if quad.subject.value == top:
            about[quad.predicate.value].append(quad.object)
    for said in ("title", "description"):
        assert sorted(label.language for label in about[DCTERMS + said]) == ["en", "vi"]
    assert about[DCTERMS + "license"]
    assert [iri for iri, said in concepts(name).items() if [s.value for s in said[SKOS + "inScheme"]] != [top]] == []
    assert [iri for iri in concepts(name) if not iri.startswith(top)] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_iris_are_ascii(name: str) -> None:
    assert [iri for iri in concepts(name) if not iri.isascii()] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_concepts_are_in_the_order_of_their_iris(name: str) -> None:
    order = list(concepts(name))
    assert order == sorted(order)


@pytest.mark.parametrize("name", SCHEMES)
def test_terms_of_ours_are_declared(name: str) -> None:
    declared = {quad.subject.value for quad in quads("kg")}
    nodes = [node.value for quad in quads(name) for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode)]
    used = {node for node in nodes if node.startswith(KG)}
    assert used
    assert used - declared == set()


def test_the_body_that_a_role_implies_exists() -> None:
    implied = {iri: about[KG + "impliesBody"] for iri, about in concepts("roles").items() if about[KG + "impliesBody"]}
    assert implied
    assert {iri for iri, bodies in implied.items() for body in bodies if body.value not in concepts("organizations")} == set()


def test_no_kind_of_body_ends_in_a_place() -> None:
    """The place of a body is found by the gazetteer, not by the scheme."""

    def ends_in_a_place(label: str) -> bool:
        line = tokens(label)
        places = [gazetteer.starts(line, index) for index in range(1, len(line)) if line[index].capital]
        return any(place is not None and place.end == len(line) for place in places)

    assert ends_in_a_place("Trung tâm Y tế Tiên Du")
    assert [label for kind in scheme("organizations") for label in kind.labels if ends_in_a_place(label)] == []


# ---------------------------------------------------------------- indicators

INDICATORS = [c for c in scheme("indicators") if c.one("group") != "true"]
GROUPS = [c for c in scheme("indicators") if c.one("group") == "true"]


def test_there_are_indicators_enough() -> None:
    assert len(INDICATORS) >= 100


def test_an_indicator_says_what_it_counts_and_whether_it_adds_up() -> None:
    incomplete = [c.curie for c in INDICATORS if len(c.properties.get("unit", ())) != 1 or c.one("additive") not in ("true", "false")]
    assert incomplete == []
    about = concepts("indicators")
    undefined = [c.curie for c in INDICATORS if len(about[PREFIXES["ind"] + c.curie[4:]][SKOS + "definition"]) != 2]
    assert undefined == []


def test_rates_do_not_add_up() -> None:
    assert [c.curie for c in INDICATORS if c.one("unit")[0] in "%‰" and c.one("additive") == "true"] == []


def test_every_indicator_is_below_a_group_and_a_group_below_none() -> None:
    groups, above = {PREFIXES["ind"] + c.curie[4:] for c in GROUPS}, broader("indicators")
    for iri, parents in above.items():
        assert len(parents) == (0 if iri in groups else 1), iri
    for iri in above:
        while above[iri]:
            (iri,) = above[iri]
        assert iri in groups


def says(indicator: SchemeConcept) -> list[tuple[str, str]]:
    """Each label of a concept with what is found for it."""
    return [(label, concept(label, unit=indicator.one("unit")).curie) for label in indicator.labels]


def test_every_label_finds_its_own_concept() -> None:
    wrong = [(label, found, c.curie) for c in INDICATORS for label, found in says(c) if found != c.curie]
    assert wrong == []


def test_no_words_of_a_text_stand_for_a_group() -> None:
    known = {c.curie for c in GROUPS}
    assert GROUPS
    assert [label for c in GROUPS for label in c.labels if concept(label).curie in known] == []


def test_indicators_that_only_their_whole_words_tell_apart_are_few() -> None:
    """Others of the same telling words are told apart by their unit (`hộ nghèo`, `tỷ lệ hộ nghèo`)."""
    owners: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for c in INDICATORS:
        for label in c.labels:
            owners[key(label), sort(c.one("unit"))].add(c.curie)
    shared = {frozenset(curies) for curies in owners.values() if len(curies) > 1}
    assert shared == {frozenset({"ind:ty-le-hai-long-nguoi-benh", "ind:ty-le-hai-long-nguoi-dan"})}


@pytest.mark.parametrize(
    ("words", "unit", "found"),
    [
        ("tổng số lượt khám, chữa bệnh", "lượt người", "ind:luot-kham-benh"),
        ("KCB BHYT", "lượt", "ind:luot-kham-bhyt"),
        ("Bệnh nhân điều trị nội trú", "lượt", "ind:luot-dieu-tri-noi-tru"),
        ("bệnh nhân mắc SXH", "bệnh nhân", "ind:ca-mac-sot-xuat-huyet"),
        ("tiếp nhận kỹ thuật mới", "kỹ thuật", "ind:ky-thuat-moi"),
        ("hộ nghèo", "hộ", "ind:ho-ngheo"),
        ("hộ nghèo", "%", "ind:ty-le-ho-ngheo"),
        ("ngộ độc thực phẩm", "vụ", "ind:vu-ngo-doc-thuc-pham"),
        ("ngộ độc thực phẩm", "người mắc", "ind:nguoi-ngo-doc-thuc-pham"),
        ("thanh toán viện phí không dùng tiền mặt", "%", "ind:ty-le-thanh-toan-khong-tien-mat"),
        ("mức độ hài lòng của người dân", "%", "ind:ty-le-hai-long-nguoi-dan"),
    ],
)
def test_wordings_of_the_genre(words: str, unit: str, found: str) -> None:
    assert concept(words, unit=unit).curie == found


@pytest.mark.parametrize(
    ("words", "others", "unit"),
    [
        ("khám bệnh", (), "%"),  # a share of the plan is no number of visits
        ("phẫu thuật tim hở", (), "ca"),
        ("đợt khám bệnh, cấp thuốc miễn phí", ("khám bệnh, cấp thuốc miễn phí",), "đợt"),
        ("thiếu bác sĩ", ("bác sĩ", "thiếu"), "bác sĩ"),
        ("xã có trạm y tế", ("có trạm y tế",), "xã"),
        ("tặng quà hộ nghèo", ("hộ nghèo", "tặng quà"), "hộ"),
        ("trạm y tế chưa có bác sĩ", (), "trạm"),
    ],
)
def test_wordings_that_say_more_or_other_than_a_concept(words: str, others: tuple[str, ...], unit: str) -> None:
    assert concept(words, *others, unit=unit).curie.startswith("ind:moi-")
