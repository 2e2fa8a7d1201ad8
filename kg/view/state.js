"use strict";
// What the reader has chosen, what follows from it, and its writing in the address, so that a view can be sent.

const CAPS = [100, 300, 600, 1000, 1500];

const state = {
  selected: null, // a node, or
  fact: null, // an edge, or
  document: null, // the number of a document to read
  only: null, // the number of the document to which the picture is limited
  hiddenKinds: new Set(),
  hiddenRelations: new Set(),
  from: "",
  to: "",
  cap: 300,
  focus: null, // a node
  steps: 1,
  path: null, // [a node, another]
  community: null,
  expanded: new Set(), // nodes whose neighbours are shown beyond the cap
  successors: false, // the units of July 2025 that replaced those of the documents
  named: false, // relations named in the picture
  table: false,
  language: "vi",
};

// With so many nodes that the page is grouped, the first picture shows communities.
let shown = { nodes: [], edges: [], groups: [], all: 0 };
const listeners = [];

// Changes the state and tells everyone. `changed` has the names of the values that were given.
function change(values) {
  Object.assign(state, values);
  const changed = new Set(Object.keys(values));
  if ([...changed].some((name) => !["document", "fact", "named", "table", "language"].includes(name)))
    shown = whatIsShown();
  writeAddress();
  for (const listener of listeners) listener(changed);
}

function edgePasses(edge) {
  if (state.hiddenRelations.has(edge.relation)) return false;
  if (edge.relation === "replacedBy" && !state.successors) return false;
  if (state.only !== null && edge.documents && !edge.documents.includes(state.only)) return false;
  if (state.from || state.to) {
    if (!edge.end && !edge.start) return edge.documents === undefined; // no fact: it holds whenever its ends are shown
    if (state.from && (edge.end || edge.start) < state.from) return false;
    if (state.to && (edge.start || edge.end) > state.to) return false;
  }
  return true;
}

function nodePasses(node) {
  if (state.hiddenKinds.has(node.kind) || (node.aside && !state.successors)) return false;
  if (state.only !== null && !node.documents.includes(state.only)) return false;
  if (state.community !== null && node.community !== state.community) return false;
  if (state.from || state.to) return node.edges.some((edge) => (edge.start || edge.end) && edgePasses(edge));
  return true;
}

// How many filters the reader has set; `noFilters` takes them away.
function filtered() {
  return state.hiddenKinds.size + state.hiddenRelations.size + (state.only !== null) + Boolean(state.from || state.to);
}

function noFilters() {
  return { hiddenKinds: new Set(), hiddenRelations: new Set(), only: null, from: "", to: "" };
}

function whatIsShown() {
  const passing = page.nodes.filter(nodePasses);
  if (page.grouped && !state.focus && !state.path && state.community === null && !filtered())
    return communities(passing);
  const allowed = new Set(passing);
  if (state.selected && !state.hiddenKinds.has(state.selected.kind)) allowed.add(state.selected);
  let chosen;
  if (state.path) chosen = pathNodes(allowed);
  else if (state.focus) chosen = around(state.focus, state.steps, allowed);
  else chosen = passing;
  const all = chosen.length;
  const nodes = new Set(chosen.slice(0, state.cap));
  if (state.selected && allowed.has(state.selected)) nodes.add(state.selected);
  for (const node of state.expanded) {
    if (!allowed.has(node)) continue;
    nodes.add(node);
    for (const edge of node.edges) {
      const other = otherEnd(edge, node);
      if (nodes.size < CAPS.at(-1) && allowed.has(other) && edgePasses(edge)) nodes.add(other);
    }
  }
  const edges = [];
  for (const node of nodes) {
    for (const edge of node.edges) {
      if (edge.from === node.id && nodes.has(nodeById.get(edge.to)) && edgePasses(edge)) edges.push(edge);
    }
  }
  return { nodes: [...nodes].sort((a, b) => a.rank - b.rank), edges, groups: [], all: Math.max(all, nodes.size) };
}

// The nodes within so many steps of one, the nearest first, then the most important.
function around(centre, steps, allowed) {
  const distance = new Map([[centre, 0]]);
  for (const node of distance.keys()) {
    if (distance.get(node) === steps) continue;
    for (const edge of node.edges) {
      const other = otherEnd(edge, node);
      if (!distance.has(other) && allowed.has(other) && edgePasses(edge)) distance.set(other, distance.get(node) + 1);
    }
  }
  return [...distance.keys()].sort((a, b) => distance.get(a) - distance.get(b) || a.rank - b.rank);
}

// A shortest path between the two nodes of state.path, ends included; only the two where there is none.
function pathNodes(allowed) {
  const [start, end] = state.path;
  const before = new Map([[start, null]]);
  for (const node of before.keys()) {
    if (node === end) break;
    for (const edge of node.edges) {
      const other = otherEnd(edge, node);
      if (!before.has(other) && (allowed.has(other) || other === end) && edgePasses(edge)) before.set(other, node);
    }
  }
  if (!before.has(end)) return [start, end];
  const path = [];
  for (let node = end; node; node = before.get(node)) path.unshift(node);
  return path;
}

// The communities as one picture: each a disc at the middle of its members, named by the foremost of them.
function communities(nodes) {
  const members = new Map();
  for (const node of nodes) {
    if (!members.has(node.community)) members.set(node.community, []);
    members.get(node.community).push(node);
  }
  const groups = [...members].map(([id, own]) => ({
    id,
    foremost: own[0],
    count: own.length,
    x: own.reduce((sum, node) => sum + node.x, 0) / own.length,
    y: own.reduce((sum, node) => sum + node.y, 0) / own.length,
  }));
  groups.sort((a, b) => b.count - a.count || a.id - b.id);
  const kept = groups.slice(0, 300);
  const ids = new Set(kept.map((group) => group.id));
  const weights = new Map();
  for (const edge of page.edges) {
    const ends = [nodeById.get(edge.from).community, nodeById.get(edge.to).community].sort((a, b) => a - b);
    if (ends[0] !== ends[1] && ids.has(ends[0]) && ids.has(ends[1]))
      weights.set(ends.join(), (weights.get(ends.join()) ?? 0) + 1);
  }
  const edges = [...weights].map(([pair, weight]) => ({ from: +pair.split(",")[0], to: +pair.split(",")[1], weight }));
  return { nodes: [], edges, groups: kept, all: nodes.length };
}

// ---------------------------------------------------------------- the address

function writeAddress() {
  const parts = new URLSearchParams();
  if (state.selected) parts.set("n", state.selected.iri);
  if (state.fact) parts.set("e", state.fact.id);
  if (state.document !== null) parts.set("d", documentKey(state.document));
  if (state.only !== null) parts.set("only", documentKey(state.only));
  if (state.hiddenKinds.size) parts.set("hide", [...state.hiddenKinds].join(" "));
  if (state.hiddenRelations.size) parts.set("without", [...state.hiddenRelations].join(" "));
  if (state.from) parts.set("from", state.from);
  if (state.to) parts.set("to", state.to);
  if (state.cap !== 300) parts.set("cap", state.cap);
  if (state.focus) parts.set("focus", state.focus.iri);
  if (state.focus && state.steps !== 1) parts.set("steps", state.steps);
  for (const node of state.path ?? []) parts.append("path", node.iri);
  if (state.community !== null) parts.set("group", state.community);
  for (const node of state.expanded) parts.append("open", node.iri);
  if (state.successors) parts.set("successors", "1");
  if (state.named) parts.set("names", "1");
  if (state.table) parts.set("view", "table");
  if (state.language !== "vi") parts.set("lang", state.language);
  const address = `#${parts}`;
  if (address !== (location.hash || "#")) history.replaceState(null, "", address);
}

function documentKey(number) {
  return page.documents[number].name ?? String(number);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const byIri = new Map(page.nodes.map((node) => [node.iri, node]));
  const node = (name) => byIri.get(parts.get(name)) ?? null;
  const list = (name) => (parts.get(name) ?? "").split(" ").filter(Boolean);
  const nodes = (name) =>
    parts
      .getAll(name)
      .map((iri) => byIri.get(iri))
      .filter(Boolean);
  const document = (name) => {
    const found = page.documents.findIndex((one) => documentKey(one.number) === parts.get(name));
    return found < 0 ? null : found;
  };
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(parts.get(name) ?? "") ? parts.get(name) : "");
  const path = nodes("path");
  change({
    selected: node("n"),
    fact: page.edges[Number(parts.get("e") ?? -1)] ?? null,
    document: document("d"),
    only: document("only"),
    hiddenKinds: new Set(list("hide").filter((kind) => kindById.has(kind))),
    hiddenRelations: new Set(list("without").filter((relation) => relation in page.relations)),
    from: day("from"),
    to: day("to"),
    cap: CAPS.includes(Number(parts.get("cap"))) ? Number(parts.get("cap")) : 300,
    focus: node("focus"),
    steps: parts.get("steps") === "2" ? 2 : 1,
    path: path.length === 2 ? path : null,
    community:
      parts.has("group") && page.nodes.some((one) => one.community === Number(parts.get("group")))
        ? Number(parts.get("group"))
        : null,
    expanded: new Set(nodes("open")),
    successors: parts.has("successors"),
    named: parts.has("names"),
    table: parts.get("view") === "table",
    language: parts.get("lang") === "en" ? "en" : "vi",
  });
}
