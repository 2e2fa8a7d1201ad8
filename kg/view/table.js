"use strict";
// The same thing as a table: every fact and link now shown, sortable, and saved as CSV, JSON, PNG or SVG.

const tableHolder = document.getElementById("table");
const COLUMNS = ["from", "kind", "text", "to", "date", "document", "quote"];
const ROWS = 200;
let sortedBy = { column: null, down: false }; // at first: facts before links that no sentence proves

function startTable() {
  listeners.push(() => {
    tableHolder.hidden = !state.table;
    document.body.classList.toggle("tabled", state.table);
    document.getElementById("as-table").textContent = word(state.table ? "view.network" : "view.table");
    if (state.table) showTable();
  });
  document.getElementById("as-table").addEventListener("click", () => change({ table: !state.table }));
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => {
      ({ csv: saveCsv, json: saveJson, png: savePng, svg: saveSvg })[button.dataset.save]();
      document.getElementById("save").open = false;
    });
  }
}

// One row a statement between shown things, and one for each fact that names a single thing.
function rows() {
  const nodes = new Set(shown.groups.length ? page.nodes : shown.nodes);
  const edges = shown.groups.length ? page.edges : shown.edges;
  const single = page.facts.filter(
    (fact) => !fact.edge && [fact.from, fact.to].some((end) => nodes.has(nodeById.get(end))),
  );
  const said = edges.filter((edge) => edge.fact !== undefined);
  const unsaid = edges.filter((edge) => edge.fact === undefined);
  return [
    ...said.map((edge) => row(edge, page.facts[edge.fact])),
    ...single.map((fact) => row(fact, fact)),
    ...unsaid.map((edge) => row(edge)),
  ];
}

function row(edge, fact) {
  const evidence = fact?.evidence?.[0];
  return {
    edge,
    fact,
    from: edge.from === undefined ? "" : nodeLabel(nodeById.get(edge.from)),
    kind: relationName(edge.relation ?? fact.kind) ?? "",
    text:
      fact?.kind === "Observation"
        ? [amountText(fact), fact.text].filter(Boolean).join(" · ")
        : [fact?.former ? word("fact.former") : "", fact ? factText(fact) : ""].filter(Boolean).join(" "),
    to: edge.to === undefined ? "" : nodeLabel(nodeById.get(edge.to)),
    date: edge.end || edge.start || "",
    dateText: fact ? factWhen(fact) : periodText(edge.start, edge.end),
    document: evidence ? documentTitle(evidence.document) : "",
    quote: evidence ? evidence.quote.join("") : "",
  };
}

function showTable() {
  const all = rows();
  const order = new Intl.Collator("vi", { numeric: true });
  if (sortedBy.column)
    all.sort((a, b) => order.compare(a[sortedBy.column], b[sortedBy.column]) * (sortedBy.down ? -1 : 1));
  const body = make("tbody");
  let done = 0;
  const more = make("button", { type: "button", class: "more", click: () => grow() });
  const grow = () => {
    body.append(...all.slice(done, done + ROWS).map(tableRow));
    done = Math.min(all.length, done + ROWS);
    more.hidden = done === all.length;
    more.textContent = word("panel.more", { n: Math.min(ROWS, all.length - done) });
  };
  grow();
  const head = COLUMNS.map((column) => {
    const own = sortedBy.column === column;
    const sort = () => {
      sortedBy = { column, down: own && !sortedBy.down };
      showTable();
    };
    return make(
      "th",
      { scope: "col", "aria-sort": own ? (sortedBy.down ? "descending" : "ascending") : "none" },
      make(
        "button",
        { type: "button", click: sort },
        word(`table.${column}`),
        own ? (sortedBy.down ? " ↓" : " ↑") : "",
      ),
    );
  });
  const caption = make(
    "caption",
    {},
    `${word("table.caption")} · ${word("table.rows", { n: numberText(all.length) })}`,
  );
  tableHolder.replaceChildren(make("table", {}, caption, make("thead", {}, make("tr", {}, head)), body), more);
}

function tableRow(own) {
  const link = (id) => (id === undefined ? "" : nodeLink(nodeById.get(id)));
  const open = () =>
    own.fact?.edge
      ? change({ fact: own.fact.edge, selected: null, document: null })
      : own.edge.relation && change({ fact: own.edge, selected: null, document: null });
  return make(
    "tr",
    {},
    make("td", {}, link(own.edge.from)),
    make("td", {}, make("button", { type: "button", class: "link", click: open }, own.kind)),
    make("td", {}, own.text),
    make("td", {}, link(own.edge.to)),
    make("td", { class: "nowrap" }, own.dateText),
    make("td", {}, own.document),
    make("td", { class: "quoted", lang: "vi" }, own.quote),
  );
}

// ---------------------------------------------------------------- files

function save(name, content, type) {
  const link = make("a", {
    download: name,
    href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type })),
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function plainRow(own) {
  const fact = own.fact;
  return {
    from: own.from,
    relation: own.kind,
    text: own.text,
    to: own.to,
    value: fact?.value ?? "",
    unit: fact?.unit ?? "",
    bound: fact?.bound ?? "",
    start: own.edge.start ?? "",
    end: own.edge.end ?? "",
    document: own.document,
    quote: own.quote,
    rule: fact?.rule ?? "",
    confidence: fact?.confidence ?? "",
  };
}

// A spreadsheet takes a cell that begins with = + - @ for a formula; a quote mark before it makes it text again.
function csvCell(value) {
  const text = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.,]+$/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function saveCsv() {
  const all = rows().map(plainRow);
  const names = Object.keys(plainRow({ edge: {}, from: "", kind: "", text: "", to: "", document: "", quote: "" }));
  const lines = [names, ...all.map(Object.values)].map((line) => line.map(csvCell).join(","));
  save("kg.csv", `\ufeff${lines.join("\r\n")}\r\n`, "text/csv;charset=utf-8");
}

function saveJson() {
  save("kg.json", `${JSON.stringify(rows().map(plainRow), null, 1)}\n`, "application/json");
}

function savePng() {
  const drawnPicture = canvas.querySelector("canvas");
  const copy = make("canvas", { width: drawnPicture.width, height: drawnPicture.height });
  const context = copy.getContext("2d");
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawnPicture, 0, 0);
  copy.toBlob((blob) => save("kg.png", blob, "image/png"));
}

function saveSvg() {
  const scale = network.getScale();
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const at = ([x, y]) => [((x - corner.x) * scale).toFixed(1), ((y - corner.y) * scale).toFixed(1)];
  const svg = drawn("svg", {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    "font-family": FONT,
    "font-size": SIZE,
  });
  svg.setAttribute("xmlns", SVG);
  svg.append(drawn("rect", { width, height, fill: colours.paper }));
  const kept = bright();
  for (const edge of shown.groups.length ? [] : shown.edges) {
    const [x1, y1] = at(places.get(nodeById.get(edge.from)));
    const [x2, y2] = at(places.get(nodeById.get(edge.to)));
    svg.append(
      drawn("line", {
        x1,
        y1,
        x2,
        y2,
        stroke: colours.line,
        "stroke-width": 1,
        opacity: isBright(edge) ? 1 : 0.2,
        ...(edge.former ? { "stroke-dasharray": "5 4" } : {}),
      }),
    );
  }
  const things = shown.groups.length
    ? shown.groups.map((group) => [[group.x, group.y], groupSize(group), group.foremost.kind, true])
    : shown.nodes.map((node) => [places.get(node), nodeSize(node), node.kind, !kept || kept.has(node)]);
  for (const [spot, size, kind, lit] of things) {
    const [x, y] = at(spot);
    const grown = (size * scale) / 7;
    svg.append(
      drawn("path", {
        d: OUTLINES[shown.groups.length ? "dot" : kindById.get(kind).shape],
        fill: kindColour(kind),
        opacity: lit ? 1 : 0.2,
        transform: `translate(${x} ${y}) scale(${grown.toFixed(3)}) translate(-8 -8)`,
      }),
    );
  }
  for (const { own, x, y, strong } of written?.labels ?? []) {
    own.lines.forEach((one, index) => {
      const left = x + own.width / 2 - corner.x * scale;
      const top = y + (index + 0.8) * LINE - corner.y * scale;
      const attributes = {
        x: left.toFixed(1),
        y: top.toFixed(1),
        "text-anchor": "middle",
        fill: strong ? colours.ink : colours.soft,
        stroke: colours.paper,
        "stroke-width": 3,
        "paint-order": "stroke",
      };
      svg.append(drawn("text", attributes, one));
    });
  }
  save("kg.svg", new XMLSerializer().serializeToString(svg), "image/svg+xml");
}
