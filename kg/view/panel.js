"use strict";
// The panel beside the picture: a thing, a statement, a document, or the overview where nothing is chosen.

const panel = document.getElementById("panel");
const PART = 25; // facts shown before the reader asks for more

function startPanel() {
  listeners.push((changed) => {
    if (
      ["selected", "fact", "document", "focus", "steps", "path", "expanded", "only", "community", "language"].some(
        (name) => changed.has(name),
      )
    )
      showPanel();
  });
}

function showPanel() {
  const shownHere = state.selected
    ? nodePanel(state.selected)
    : state.fact
      ? edgePanel(state.fact)
      : state.document !== null
        ? documentPanel(state.document)
        : state.path
          ? pathPanel(...state.path)
          : state.community !== null
            ? groupPanel()
            : overviewPanel();
  panel.replaceChildren(...shownHere.filter(Boolean));
  panel.scrollTop = 0;
  document.body.classList.toggle("reading", Boolean(state.selected || state.fact || state.document !== null));
}

function closeButton() {
  const close = () => change({ selected: null, fact: null, document: null });
  return make(
    "button",
    { type: "button", class: "close", "aria-label": word("panel.close"), title: word("panel.close"), click: close },
    "×",
  );
}

// A part of the panel with its facts, or nothing where there are none.
function section(title, items, before = null, open = true) {
  if (!items.length) return null;
  const list = make("ol", { class: "facts" });
  let done = 0;
  const more = make("button", { type: "button", class: "more", click: () => grow() });
  const grow = () => {
    list.append(...items.slice(done, done + PART).map((item) => item()));
    done = Math.min(items.length, done + PART);
    more.hidden = done === items.length;
    more.textContent = word("panel.more", { n: Math.min(PART, items.length - done) });
  };
  grow();
  const heading = make(
    "summary",
    {},
    make("h3", {}, title, " ", make("span", { class: "count" }, numberText(items.length))),
  );
  return make("details", { class: "section", open }, heading, before, list, more);
}

function factSection(title, facts, about, before = null) {
  return section(
    title,
    facts.map((fact) => () => factItem(fact, about)),
    before,
  );
}

const byDate = (a, b) => (b.end ?? "").localeCompare(a.end ?? "") || a.number - b.number;

// ---------------------------------------------------------------- a thing

function nodePanel(node) {
  const facts = (kind, end) => node.facts.filter((fact) => fact.kind === kind && fact[end] === node.id).sort(byDate);
  const known = ["RoleHolding", "Attendance", "Observation"];
  const attendees = facts("Attendance", "to").sort((a, b) => chairs(b) - chairs(a) || a.number - b.number);
  const held = facts("RoleHolding", "from").sort((a, b) => Boolean(a.former) - Boolean(b.former) || byDate(a, b));
  const parts = [
    closeButton(),
    make("div", { class: "kind" }, sign(node.kind), node.type ? pick(node.type) : kindName(node.kind)),
    make("h2", {}, nodeLabel(node)),
    nodeMeta(node),
    nodeTools(node),
    node.evidence?.length
      ? make(
          "div",
          { class: "section" },
          make("h3", {}, word("section.meeting")),
          meetingLines(node),
          evidenceBlock(node.evidence),
        )
      : null,
    factSection(word("section.posts"), held, node),
    factSection(word("section.people"), facts("RoleHolding", "to"), node),
    observations(node),
    factSection(word("section.attendees"), attendees, node),
    factSection(word("section.meetings"), facts("Attendance", "from"), node),
    factSection(
      word("section.facts"),
      node.facts.filter((fact) => !known.includes(fact.kind)),
      node,
    ),
    relationSection(node),
  ];
  if (!node.facts.length && !node.edges.length && !node.evidence?.length)
    parts.push(make("p", { class: "quiet" }, word("node.nothing")));
  return parts;
}

function chairs(fact) {
  return /chủ trì|chủ tọa|chủ toạ/i.test(fact.text ?? "") ? 1 : 0;
}

function nodeMeta(node) {
  const rows = [];
  if (node.names)
    rows.push([word("node.names"), node.names.slice(0, 12).join(" · ") + (node.names.length > 12 ? " …" : "")]);
  for (const [vietnamese, english, value] of node.details ?? []) rows.push([pick([vietnamese, english]), value]);
  if (!rows.length) return null;
  return make(
    "dl",
    { class: "meta" },
    rows.slice(0, 40).flatMap(([name, value]) => [make("dt", {}, capital(name)), make("dd", {}, value)]),
  );
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function nodeTools(node) {
  const focused = state.focus === node;
  const tools = [
    make(
      "button",
      { type: "button", click: () => change({ expanded: new Set([...state.expanded, node]) }) },
      word("node.expand"),
    ),
  ];
  if (focused) {
    for (const steps of [1, 2]) {
      tools.push(
        make(
          "button",
          { type: "button", "aria-pressed": String(state.steps === steps), click: () => change({ steps }) },
          word("node.focus.steps", { n: steps }),
        ),
      );
    }
    tools.push(
      make("button", { type: "button", click: () => change({ focus: null, steps: 1 }) }, word("node.focus.end")),
    );
  } else {
    tools.push(
      make(
        "button",
        { type: "button", click: () => change({ focus: node, steps: 1, path: null }) },
        word("node.focus"),
      ),
    );
  }
  tools.push(make("button", { type: "button", click: () => seekPath(node) }, word("node.path")));
  return make("div", { class: "row" }, tools);
}

function meetingLines(node) {
  const lines = [];
  if (node.date) lines.push(make("strong", {}, dayText(node.date)));
  for (const edge of node.edges) {
    if (edge.from === node.id)
      lines.push(make("span", {}, `${relationName(edge.relation)} `, nodeLink(nodeById.get(edge.to))));
  }
  if (node.end) lines.push(make("span", {}, periodText(node.start, node.end)));
  return make(
    "p",
    { class: "head" },
    lines.flatMap((line, index) => (index ? [" · ", line] : [line])),
  );
}

// Observations by indicator (or, for an indicator, by who reports): a chart where there is a series, then each figure.
function observations(node) {
  const own = node.facts.filter((fact) => fact.kind === "Observation");
  if (!own.length) return null;
  const far = node.kind === "indicator" ? "from" : "to";
  const groups = new Map();
  for (const fact of own) {
    const key = `${fact[far] ?? ""}|${fact.unit ?? ""}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(fact);
  }
  const ordered = [...groups.values()].sort((a, b) => b.length - a.length || a[0].number - b[0].number);
  const items = ordered.map((facts) => () => {
    const other = nodeById.get(facts[0][far]);
    const name = other ? nodeLabel(other) : (facts[0].text ?? "");
    const drawing = chart(facts, name);
    return make(
      "li",
      { class: "series" },
      make("h4", {}, other ? [sign(other.kind), nodeLink(other)] : name),
      drawing,
      make(
        "ol",
        { class: "facts" },
        facts
          .sort(byDate)
          .slice(0, 60)
          .map((fact) => factItem(fact, node, other)),
      ),
    );
  });
  const signs = own.some((fact) => fact.bound !== "exact" || fact.target || fact.planned);
  const charted = signs && ordered.some((facts) => new Set(facts.map((fact) => fact.end).filter(Boolean)).size > 1);
  const found = section(
    word("section.observations"),
    items,
    charted ? make("p", { class: "quiet key" }, word("chart.key")) : null,
  );
  found.querySelector(".count").textContent = numberText(own.length);
  return found;
}

function relationSection(node) {
  const plain = node.edges.filter(
    (edge) => edge.fact === undefined && !(node.kind === "meeting" && edge.from === node.id),
  );
  plain.sort((a, b) => a.relation.localeCompare(b.relation) || a.id - b.id);
  const items = plain.map((edge) => () => {
    const other = otherEnd(edge, node);
    const line =
      edge.from === node.id
        ? [make("span", { class: "quiet" }, `${relationName(edge.relation)} `), nodeLink(other)]
        : [nodeLink(other), make("span", { class: "quiet" }, ` ${relationName(edge.relation)} → `), nodeLabel(node)];
    return make("li", { class: "fact" }, make("p", { class: "head" }, sign(other.kind), line));
  });
  return section(word("section.relations"), items);
}

// ---------------------------------------------------------------- a statement, a document, a group, everything

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
  if (edge.fact !== undefined) return factItem(page.facts[edge.fact], null);
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
