"use strict";
// The page's data: read once, never changed. Nodes come the most important first.

let page; // { title, ours, nodes, edges, facts, documents, kinds, relations, options, words }
const nodeById = new Map();
const kindById = new Map();

async function readData() {
  const holder = document.getElementById("data");
  let text = holder.textContent;
  if (holder.type === "application/gzip") {
    const packed = atob(text);
    const bytes = new Uint8Array(packed.length);
    for (let index = 0; index < packed.length; index++) bytes[index] = packed.charCodeAt(index); // `from` takes ten times as long
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    text = await new Response(plain).text();
  }
  holder.remove();
  page = JSON.parse(text);
  for (const kind of page.kinds) kindById.set(kind.id, kind);
  page.nodes.forEach((node, rank) => Object.assign(node, { rank, edges: [], facts: [] }));
  for (const node of page.nodes) nodeById.set(node.id, node);
  page.facts.forEach((fact, number) => {
    fact.number = number;
    for (const end of new Set([fact.from, fact.to])) if (end !== undefined) nodeById.get(end).facts.push(fact);
  });
  for (const edge of page.edges) {
    if (edge.fact !== undefined) page.facts[edge.fact].edge = edge;
    for (const end of new Set([edge.from, edge.to])) nodeById.get(end).edges.push(edge);
  }
  for (const [number, found] of page.documents.entries()) Object.assign(found, { number, facts: [] });
  for (const fact of page.facts) {
    for (const number of new Set(fact.evidence?.map((one) => one.document))) page.documents[number]?.facts.push(fact);
  }
}

function otherEnd(edge, node) {
  return nodeById.get(edge.from === node.id ? edge.to : edge.from);
}

// Text without case, marks and tones, đ as d: what a reader types.
function bare(text) {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}
