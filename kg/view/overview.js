"use strict";
// What else the panel shows: a statement, a path, a document, a community, and the overview where nothing is chosen.

function edgePanel(edge) {
  const [from, to] = [nodeById.get(edge.from), nodeById.get(edge.to)];
  const between = from.edges
    .filter((other) => samePair(other, edge))
    .sort((a, b) => (b === edge) - (a === edge) || a.id - b.id);
  return [
    closeButton(),
    make("div", { class: "kind" }, relationName(edge.relation)),
    make("h2", { class: "pair" }, nodeLink(from), make("span", { class: "quiet" }, " → "), nodeLink(to)),
    make("ol", { class: "facts" }, between.slice(0, 100).map(edgeItem)),
  ];
}

// A statement between two things: its fact, or what it says where no sentence stands behind it.
function edgeItem(edge) {
  if (edge.fact !== undefined) return factItem(page.facts[edge.fact], nodeById.get(edge.from), nodeById.get(edge.to));
  const ends = [
    nodeLink(nodeById.get(edge.from)),
    make("span", { class: "quiet" }, ` ${relationName(edge.relation)} `),
    nodeLink(nodeById.get(edge.to)),
  ];
  return make("li", { class: "fact" }, make("p", { class: "head" }, ends));
}

function documentPanel(number) {
  const found = page.documents[number];
  const address = webAddress(found.source);
  const source = address
    ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, word("document.open"))
    : found.source;
  const line = [found.issued && dayText(found.issued), found.creator, source, found.title && found.name].filter(
    Boolean,
  );
  const named = page.nodes.filter((node) => node.kind === "meeting" && node.documents.includes(number));
  const group = (kind) => found.facts.filter((fact) => fact.kind === kind);
  const known = ["RoleHolding", "Attendance", "Observation"];
  return [
    closeButton(),
    make("div", { class: "kind" }, word("kind.document")),
    make("h2", {}, documentTitle(number)),
    make(
      "p",
      { class: "source" },
      line.map((part) => make("span", {}, part)),
    ),
    make(
      "div",
      { class: "row" },
      make(
        "button",
        {
          type: "button",
          "aria-pressed": String(state.only === number),
          click: () =>
            change({
              only: state.only === number ? null : number,
              document: number,
              focus: null,
              path: null,
              community: null,
            }),
        },
        word("document.only"),
      ),
    ),
    found.facts.length || named.length ? null : make("p", { class: "quiet" }, word("document.none")),
    section(
      word("kind.meeting"),
      named.map(
        (node) => () =>
          make(
            "li",
            { class: "fact" },
            make("p", { class: "head" }, sign(node.kind), nodeLink(node)),
            evidenceBlock(node.evidence),
          ),
      ),
    ),
    factSection(word("section.posts"), group("RoleHolding"), null),
    factSection(word("section.observations"), group("Observation"), null),
    factSection(word("section.attendees"), group("Attendance"), null),
    factSection(
      word("section.facts"),
      found.facts.filter((fact) => !known.includes(fact.kind)),
      null,
    ),
  ];
}

// Only a web address becomes a link: what a document says of its source may be anything.
function webAddress(text) {
  try {
    const address = new URL(text);
    return ["http:", "https:"].includes(address.protocol) ? address.href : "";
  } catch {
    return "";
  }
}

function nodeItem(node, note = "") {
  return make(
    "li",
    { class: "thing" },
    make(
      "p",
      { class: "head" },
      sign(node.kind),
      nodeLink(node),
      " ",
      note ? make("span", { class: "when" }, note) : null,
    ),
  );
}

// Every step of the path, with the facts that make it.
function pathPanel(start, end) {
  const path = shown.edges.length ? pathNodes(new Set(shown.nodes)) : [];
  const steps = path.slice(1).map((node, index) => {
    const before = path[index];
    const between = before.edges.filter((edge) => otherEnd(edge, before) === node && edgePasses(edge));
    return make(
      "li",
      { class: "series" },
      make("h4", {}, sign(before.kind), make("span", {}, nodeLink(before), " → ", nodeLink(node))),
      make("ol", { class: "facts" }, between.slice(0, 10).map(edgeItem)),
    );
  });
  return [
    make(
      "div",
      { class: "kind" },
      steps.length ? word("node.path.found", { n: steps.length }) : word("node.path.none"),
    ),
    make("h2", { class: "pair" }, nodeLink(start), make("span", { class: "quiet" }, " → "), nodeLink(end)),
    make(
      "div",
      { class: "row" },
      make("button", { type: "button", click: () => change({ path: null }) }, word("node.path.end")),
    ),
    make("ol", { class: "facts" }, steps),
  ];
}

function groupPanel() {
  const own = page.nodes.filter((node) => node.community === state.community);
  return [
    make(
      "div",
      { class: "row" },
      make("button", { type: "button", click: () => change({ community: null }) }, `← ${word("group.all")}`),
    ),
    make("h2", {}, word("group.title", { name: nodeLabel(own[0]) })),
    section(
      word("overview.foremost"),
      own.map((node) => () => nodeItem(node, word("overview.links", { n: numberText(node.edges.length) }))),
    ),
  ];
}

function overviewPanel() {
  const counts = {
    documents: page.documents.length,
    nodes: page.nodes.length,
    edges: page.edges.length,
    facts: page.facts.length,
  };
  const written = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, numberText(count)]));
  const documents = [...page.documents].sort(
    (a, b) => (b.issued ?? "").localeCompare(a.issued ?? "") || a.number - b.number,
  );
  const disputed = page.facts.filter((fact) => differing(fact).some((other) => other.number > fact.number));
  const foremost = page.kinds.flatMap((kind) => page.nodes.filter((node) => node.kind === kind.id).slice(0, 3));
  return [
    make("div", { class: "kind" }, word("overview")),
    make("h2", {}, page.title || word("title")),
    make("p", { class: "quiet" }, word("overview.counts", written)),
    make(
      "p",
      {},
      word(page.nodes.length === 0 ? "overview.empty" : page.ours ? "overview.intro" : "overview.intro.generic"),
    ),
    section(
      word("overview.foremost"),
      foremost.map((node) => () => nodeItem(node, word("overview.links", { n: numberText(node.edges.length) }))),
    ),
    section(
      word("overview.documents"),
      documents.map(
        (found) => () =>
          make(
            "li",
            { class: "fact" },
            make("p", { class: "head" }, documentLink(found.number)),
            make(
              "p",
              { class: "source" },
              [
                found.issued && dayText(found.issued),
                found.source && !webAddress(found.source) && found.source,
                word("overview.facts", { n: numberText(found.facts.length) }),
              ]
                .filter(Boolean)
                .map((part) => make("span", {}, part)),
            ),
          ),
      ),
    ),
    section(
      word("overview.disputed"),
      disputed.map((fact) => () => factItem(fact, null)),
    ),
  ];
}
