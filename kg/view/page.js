"use strict";
// The page as a whole: legend, filters, keys, and the start.

let pathFrom = null; // the first end of a path whose second the reader is to choose

function announce(text) {
  document.getElementById("live").textContent = text;
}

// Opens a thing: its facts in the panel, its neighbours bright. With a path begun, it is the path's other end.
function choose(node, fromPanel = false) {
  if (pathFrom && node !== pathFrom) {
    const path = [pathFrom, node];
    endPath();
    change({ path, focus: null, selected: null, fact: null, document: null });
    return;
  }
  const outside = state.community !== null && node.community !== state.community ? { community: null } : {};
  const hidden = state.hiddenKinds.has(node.kind)
    ? { hiddenKinds: new Set([...state.hiddenKinds].filter((kind) => kind !== node.kind)) }
    : {};
  const focused = page.grouped && (shown.groups.length || state.focus) ? { focus: node } : {}; // the whole would be too much to see it in
  change({ selected: node, fact: null, document: null, ...outside, ...hidden, ...focused });
  announce(`${nodeLabel(node)}. ${word("overview.facts", { n: node.facts.length })}`);
  if (fromPanel) panel.focus({ preventScroll: true });
}

function seekPath(node) {
  pathFrom = node;
  notify(word("node.path.pick"), endPath);
}

function endPath() {
  pathFrom = null;
  notify("");
}

// A line over the picture with a way to be rid of it.
function notify(text, close = () => {}) {
  const notice = document.getElementById("notice");
  notice.hidden = !text;
  const done = () => {
    notice.hidden = true;
    close();
  };
  notice.replaceChildren(
    make("span", {}, text),
    make("button", { type: "button", class: "close", "aria-label": word("panel.close"), click: done }, "×"),
  );
}

// ---------------------------------------------------------------- legend, filters, foot

function showLegend() {
  const legend = document.getElementById("legend");
  const counts = new Map();
  for (const node of shown.groups.length ? page.nodes : shown.nodes)
    counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  legend.replaceChildren(
    ...page.kinds.map((kind) => {
      const hidden = state.hiddenKinds.has(kind.id);
      const toggle = () => {
        const kinds = new Set(state.hiddenKinds);
        if (!kinds.delete(kind.id)) kinds.add(kind.id);
        change({ hiddenKinds: kinds });
        [...legend.children][page.kinds.indexOf(kind)].focus();
      };
      const visible = counts.get(kind.id) ?? 0;
      const count =
        visible === kind.count || hidden ? numberText(kind.count) : `${numberText(visible)}/${numberText(kind.count)}`;
      return make(
        "button",
        { type: "button", "aria-pressed": String(!hidden), click: toggle },
        sign(kind.id),
        make("span", {}, pick(kind.names)),
        make("span", { class: "count" }, count),
      );
    }),
  );
}

function showFoot() {
  const numbers = { n: numberText(shown.groups.length || shown.nodes.length), all: numberText(shown.all) };
  const foot = document.getElementById("shown");
  if (!page.nodes.length) return foot.replaceChildren();
  const button = (name, values) => make("button", { type: "button", class: "link", click: () => change(values()) }, word(name));
  const reset = button("shown.reset", () => ({ ...noFilters(), focus: null, path: null, community: null }));
  if (!shown.groups.length && !shown.nodes.length) return foot.replaceChildren(word("shown.none"), " ", reset);
  const text = shown.groups.length
    ? word("group.overview", numbers)
    : shown.nodes.length < shown.all
      ? `${word("shown", numbers)} · ${word("shown.why")}`
      : shown.all < page.nodes.length
        ? word("shown", { n: numbers.n, all: numberText(page.nodes.length) })
        : word("shown.all", numbers);
  const aside = page.nodes.some((node) => node.aside) && !state.successors && shown.all === shown.nodes.length;
  const more = filtered()
    ? reset
    : aside && !state.focus && !state.path && state.community === null
      ? button("shown.aside", () => ({ successors: true }))
      : null;
  foot.replaceChildren(text, ...(more ? [" · ", more] : []));
}

function showFilters() {
  const holder = document.querySelector("#filters .sheet");
  const field = (title, ...inside) => make("label", { class: "field" }, make("span", {}, title), ...inside);
  const cap = make(
    "select",
    { change: (event) => change({ cap: Number(event.target.value) }) },
    CAPS.map((n) => make("option", { value: n, selected: n === state.cap }, word("cap.nodes", { n: numberText(n) }))),
  );
  const parts = [field(word("cap"), cap)];
  if (page.documents.length) {
    const chosen = (event) => change({ only: event.target.value === "" ? null : Number(event.target.value) });
    const options = page.documents.map((own) =>
      make(
        "option",
        { value: own.number, selected: own.number === state.only },
        [own.issued && dayText(own.issued), documentTitle(own.number)].filter(Boolean).join(" · ").slice(0, 90),
      ),
    );
    parts.push(
      field(
        word("filter.document"),
        make("select", { change: chosen }, make("option", { value: "" }, word("filter.document.all")), options),
      ),
    );
  }
  if (page.edges.some((edge) => edge.end || edge.start)) {
    const day = (name) =>
      make("input", { type: "date", value: state[name], change: (event) => change({ [name]: event.target.value }) });
    parts.push(
      make("div", { class: "pair" }, field(word("filter.from"), day("from")), field(word("filter.to"), day("to"))),
      make("p", { class: "quiet" }, word("filter.dates.note")),
    );
  }
  const counts = new Map();
  for (const edge of page.edges) counts.set(edge.relation, (counts.get(edge.relation) ?? 0) + 1);
  counts.delete("replacedBy"); // has a switch of its own below
  const relations = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([relation, count]) => {
      const toggle = (event) => {
        const relations = new Set(state.hiddenRelations);
        if (event.target.checked) relations.delete(relation);
        else relations.add(relation);
        change({ hiddenRelations: relations });
      };
      return make(
        "label",
        { class: "check" },
        make("input", { type: "checkbox", checked: !state.hiddenRelations.has(relation), change: toggle }),
        make("span", {}, capital(relationName(relation))),
        make("span", { class: "count" }, numberText(count)),
      );
    });
  if (relations.length) parts.push(make("fieldset", {}, make("legend", {}, word("filter.relations")), relations));
  const option = (name, text) => {
    const box = make("input", {
      type: "checkbox",
      checked: state[name],
      change: (event) => change({ [name]: event.target.checked }),
    });
    parts.push(make("label", { class: "check" }, box, make("span", {}, text)));
  };
  if (page.nodes.some((node) => node.aside)) option("successors", word("filter.successors"));
  option("named", word("filter.names"));
  holder.replaceChildren(...parts);
}

// ---------------------------------------------------------------- keys

function pressedKey(event) {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    searchInput.focus();
    searchInput.select();
  } else if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
    if (pathFrom) endPath();
    else if (cursor) setCursor(null);
    else if (state.selected || state.fact || state.document !== null)
      change({ selected: null, fact: null, document: null });
    else if (state.focus || state.path) change({ focus: null, path: null, steps: 1 });
    else if (state.community !== null && page.grouped) change({ community: null });
    if (!typing) canvas.focus({ preventScroll: true });
  } else if (event.target === canvas) {
    pressedOnPicture(event);
  }
}

function pressedOnPicture(event) {
  const turns = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key in turns) {
    event.preventDefault();
    const others = neighbours();
    if (!others.length) return;
    const at = others.indexOf(cursor);
    setCursor(
      others[
        (at < 0 ? (turns[event.key] > 0 ? 0 : others.length - 1) : at + turns[event.key] + others.length) %
          others.length
      ],
    );
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (cursor) choose(cursor);
    else if (state.selected) change({ expanded: new Set([...state.expanded, state.selected]) });
  } else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fit(true);
}

// The shown neighbours of the selected node, clockwise from the top; with nothing selected, all that is shown.
function neighbours() {
  if (!state.selected) return shown.nodes;
  const [x, y] = places.get(state.selected) ?? [0, 0];
  const known = new Set(shown.nodes);
  const others = [
    ...new Set(state.selected.edges.filter(edgePasses).map((edge) => otherEnd(edge, state.selected))),
  ].filter((node) => known.has(node) && node !== state.selected);
  const angle = (node) => (Math.atan2(places.get(node)[0] - x, y - places.get(node)[1]) + 2 * Math.PI) % (2 * Math.PI);
  return others.sort((a, b) => angle(a) - angle(b));
}

function setCursor(node) {
  cursor = node;
  forgetLabels();
  network.redraw();
  if (!node) return;
  const link = state.selected?.edges.find((edge) => otherEnd(edge, state.selected) === node);
  announce(
    [nodeLabel(node), kindName(node.kind), link && (link.text || relationName(link.relation))]
      .filter(Boolean)
      .join(", "),
  );
  bringIntoSight(node);
}

// ---------------------------------------------------------------- the start

function startPage() {
  document.getElementById("home").addEventListener("click", () => {
    endPath();
    change({
      ...noFilters(),
      selected: null,
      fact: null,
      document: null,
      focus: null,
      path: null,
      steps: 1,
      community: null,
      expanded: new Set(),
      successors: false,
      table: false,
    });
  });
  document.getElementById("language").addEventListener("click", () => {
    change({ language: state.language === "vi" ? "en" : "vi" });
  });
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1.4));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  document.getElementById("zoom-fit").addEventListener("click", () => fit(true));
  document.addEventListener("keydown", pressedKey);
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  addEventListener("hashchange", readAddress);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    panel.focus();
  });
  document.getElementById("filters").addEventListener("toggle", showFilters);
  listeners.push((changed) => {
    if (changed.has("language")) writeWords();
    const badge = document.querySelector("#filters .badge");
    badge.hidden = !filtered();
    badge.textContent = filtered();
    showLegend();
    showFoot();
  });
}

readData().then(
  () => {
    startPanel(); // before the picture, which takes the room that the panel leaves
    startNetwork();
    startSearch();
    startTable();
    startPage();
    readAddress();
    document.body.classList.add("ready");
  },
  () => {
    document.getElementById("broken").hidden = false;
  },
);
