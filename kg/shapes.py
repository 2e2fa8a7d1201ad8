"""What in a graph breaks `ontology/shapes.ttl`, found by pySHACL. Kept behind one function: faster engines exist."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import SH

from kg.bridge import fill
from kg.errors import GraphError
from kg.paths import ONTOLOGY


class Break(NamedTuple):
    """A node that breaks a shape: its IRI (`_:…` for a blank node), the shape's message (Vietnamese / English), and the
    value at fault, empty where one is missing."""

    node: str
    message: str
    value: str


@cache
def _shapes() -> rdflib.Graph:
    """The shapes, with every property shape aimed at its class itself: the same meaning, and pySHACL then looks at all nodes of
    a class in one go and not at each on its own."""
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl", format="turtle")
    for node, of_property in list(shapes.subject_objects(SH.property)):
        shapes.remove((node, SH.property, of_property))
        for target in shapes.objects(node, SH.targetClass):
            shapes.add((of_property, SH.targetClass, target))
    return shapes


def breaks(quads: Iterable[ox.Quad]) -> tuple[Break, ...]:
    """Everything in the quads' triples that breaks a shape, sorted. Raises GraphError where pySHACL gives no report."""
    graph = fill(rdflib.Graph(bind_namespaces="none"), quads)
    conforms, report, text = pyshacl.validate(graph, shacl_graph=_shapes(), inplace=True)
    if conforms:
        return ()
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"không kiểm tra được đồ thị / the graph could not be checked: {' '.join(text.split())}")
    return tuple(sorted({_break(report, result) for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)}))


def _break(report: rdflib.Graph, result: rdflib.term.Node) -> Break:
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    messages = [m for m in report.objects(result, SH.resultMessage) if isinstance(m, rdflib.Literal)]
    messages.sort(key=lambda message: (message.language != "vi", str(message)))
    node = f"_:{focus}" if isinstance(focus, rdflib.BNode) else str(focus)
    return Break(node, " / ".join(messages), "" if value in (None, focus) else str(value))
