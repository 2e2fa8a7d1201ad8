"use strict";
// The panel beside the picture: a thing, a statement, a document, or the overview where nothing is chosen.

const panel = document.getElementById("panel");
const PART = 25; // facts shown before the reader asks for more

function startPanel() {
  const own = ["selected", "fact", "document", "focus", "steps", "path", "expanded", "only", "community", "language"];
  listeners.push((changed) => own.some((name) => changed.has(name)) && showPanel());
}

function whatToRead() {
  if (state.selected) return nodePanel(state.selected);
  if (state.fact) return edgePanel(state.fact);
  if (state.document !== null) return documentPanel(state.document);
  if (state.path) return pathPanel(...state.path);
  return state.community !== null ? groupPanel() : overviewPanel();
}

function showPanel() {
  panel.replaceChildren(...whatToRead().filter(Boolean));
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
function section(title, items, before = null, list = "facts") {
  if (!items.length) return null;
  const held = make("ol", { class: list });
  let done = 0;
  const more = make("button", { type: "button", class: "more", click: () => grow() });
  const grow = () => {
    held.append(...items.slice(done, done + PART).map((item) => item()));
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
  return make("details", { class: "section", open: true }, heading, before, held, more);
}

function factSection(title, facts, about) {
  return section(
    title,
    facts.map((fact) => () => factItem(fact, about)),
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
    section(
      word("section.posts"),
      postItems(held, node),
      null,
      "facts timeline",
    ),
    section(word("section.people"), postItems(facts("RoleHolding", "to"), node)),
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
  const details = new Map();
  for (const [vietnamese, english, value] of node.details ?? []) {
    const name = pick([vietnamese, english]);
    details.set(name, [...(details.get(name) ?? []), value]);
  }
  for (const [name, values] of details) rows.push([name, values.join(" · ")]);
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
