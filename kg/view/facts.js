"use strict";
// A fact as the reader sees it: what it says, and under it its sentence with the words marked, the document, the rule.

// An element from its name, attributes (functions become listeners) and children. Text is always text, never HTML.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== undefined && value !== null && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const OUTLINES = {
  dot: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z",
  square: "M3 3h10v10H3z",
  hexagon: "M14.5 8 11.2 13.7H4.8L1.5 8 4.8 2.3h6.4z",
  triangleDown: "M1.8 3h12.4L8 14z",
  triangle: "M1.8 13h12.4L8 2z",
  diamond: "M8 1 15 8 8 15 1 8z",
};

// The sign of a kind, as in the picture.
function sign(kind) {
  const { shape } = kindById.get(kind);
  const path = drawn("path", { d: OUTLINES[shape], fill: kindColour(kind) });
  return drawn("svg", { viewBox: "0 0 16 16", class: "sign", "aria-hidden": "true" }, path);
}

function nodeLink(node, text = nodeLabel(node)) {
  return hashLink(`n=${encodeURIComponent(node.iri)}`, text, () => choose(node, true));
}

function documentLink(number) {
  if (number === undefined) return make("span", {}, word("fact.nodocument"));
  return hashLink(`d=${encodeURIComponent(documentKey(number))}`, documentTitle(number), () =>
    change({ document: number, selected: null, fact: null }),
  );
}

// A link that acts in this page, and leads to the same place when opened in another.
function hashLink(address, text, act) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    act();
  };
  return make("a", { href: `#${address}`, class: "link", click }, text);
}

// The sentences behind a fact (or a meeting), each with its marks and its source.
function evidenceBlock(evidence, fact = null) {
  if (!evidence?.length) return make("p", { class: "source" }, word("fact.noquote"));
  return make(
    "div",
    { class: "evidence" },
    evidence.map((one) => [quoteBlock(one), sourceLine(one, fact)]),
  );
}

function quoteBlock({ quote }) {
  return make(
    "blockquote",
    { lang: "vi" },
    quote.map((text, index) => (index % 2 ? make("mark", {}, text) : text)),
  );
}

function sourceLine(one, fact) {
  const issued = page.documents[one.document]?.issued;
  const parts = [documentLink(one.document)];
  if (issued) parts.push(make("span", {}, dayText(issued)));
  if (fact?.rule) parts.push(make("span", {}, `${word("fact.rule")} ${fact.rule}`));
  if (fact?.confidence)
    parts.push(
      make(
        "span",
        { title: word("fact.confidence.note") },
        word("fact.confidence", { score: numberText(fact.confidence) }),
      ),
    );
  return make("p", { class: "source" }, parts);
}

// The words of a post or a capacity: the document's own, in English those of the role.
function factText(fact) {
  return (state.language === "en" && fact.role?.[1]) || fact.text || "";
}

// What a fact says, in words and links; `about` is the node that the reader is at and need not be told of.
function factHead(fact, about, known) {
  const [from, to] = [nodeById.get(fact.from), nodeById.get(fact.to)];
  if (fact.kind === "Observation") return observationHead(fact, about, known);
  const [subject, object] = [from, to].map((node) => (node && node !== about && node !== known ? nodeLink(node) : ""));
  const former = fact.former ? make("span", { class: "tag" }, word("fact.former")) : "";
  const text =
    fact.kind === "Attendance"
      ? fact.text && make("span", { class: "tag" }, fact.text)
      : make("strong", {}, factText(fact) || relationName(fact.kind));
  const when = make("span", { class: "when" }, factWhen(fact));
  return make("p", { class: "head" }, spaced([subject, former, text, object, when]));
}

function spaced(parts) {
  return parts.filter(Boolean).flatMap((part) => [part, " "]);
}

function factWhen(fact) {
  if (fact.kind === "RoleHolding") {
    const span = [
      fact.since && word("fact.since", { date: dayText(fact.since) }),
      fact.until && word("fact.until", { date: dayText(fact.until) }),
    ];
    if (fact.since || fact.until) return span.filter(Boolean).join(" ");
    return fact.asOf ? word("fact.asOf", { date: dayText(fact.asOf) }) : word("fact.nodate");
  }
  return periodText(fact.start, fact.end) || (fact.kind === "Observation" ? word("period.none") : "");
}

function observationHead(fact, about, known) {
  const [subject, indicator] = [nodeById.get(fact.from), nodeById.get(fact.to)];
  const parts = [make("strong", { class: "figure" }, amountText(fact))];
  if (fact.planned) parts.push(make("span", { class: "tag" }, word("fact.planned")));
  const text = fact.text || (indicator ? nodeLabel(indicator) : "");
  const told = [about, known].filter((node) => node?.kind === "indicator").map((node) => bare(node.label));
  if (!told.includes(bare(text))) parts.push(make("span", {}, text));
  if (subject && about !== subject && known !== subject) parts.push(nodeLink(subject));
  parts.push(make("span", { class: "when" }, factWhen(fact)));
  const notes = [];
  if (fact.target) notes.push(word("fact.target", { value: amountText({ value: fact.target, unit: fact.unit }) }));
  for (const comparison of fact.comparisons ?? []) notes.push(comparisonText(comparison));
  if (differing(fact).length) notes.push(make("span", { class: "warn" }, word("fact.differ")));
  return make(
    "div",
    { class: "head" },
    make("p", {}, spaced(parts)),
    notes.length
      ? make(
          "p",
          { class: "notes" },
          notes.flatMap((note, index) => (index ? [" · ", note] : [note])),
        )
      : null,
  );
}

function comparisonText(comparison) {
  const baseline = comparison.baseline ?? "";
  if (comparison.kind === "attainment") {
    return word(baseline ? "fact.attainment.baseline" : "fact.attainment", { value: amountText(comparison), baseline });
  }
  const direction = String(comparison.value).startsWith("-") ? "fact.change.down" : "fact.change.up";
  const text = word(direction, { value: amountText(comparison, false) });
  const against = baseline.replace(/^so\s+(với\s+)?/i, "");
  return against ? `${text} ${word("fact.baseline", { baseline: against })}` : text;
}

// Other figures of the same subject, indicator, period and unit that say something else.
function differing(fact) {
  if (fact.kind !== "Observation" || fact.from === undefined || !fact.end) return [];
  return nodeById
    .get(fact.from)
    .facts.filter(
      (other) =>
        other !== fact &&
        other.kind === "Observation" &&
        !other.planned === !fact.planned &&
        ["to", "start", "end", "unit", "text"].every((name) => other[name] === fact[name]) &&
        other.value !== fact.value,
    );
}

// `known` is a second node that the reader has just been told of, in the heading of a list.
function factItem(fact, about, known = null, ...again) {
  return make(
    "li",
    { class: fact.former ? "fact former" : "fact", id: `fact-${fact.number}` },
    factHead(fact, about, known),
    evidenceBlock(fact.evidence, fact),
    again.map((other) =>
      make(
        "div",
        { class: "again", id: `fact-${other.number}` },
        make("p", { class: "when" }, factWhen(other)),
        evidenceBlock(other.evidence, other),
      ),
    ),
  );
}

// Posts of which several documents tell, each once: the one told last, with the others under it.
function postItems(facts, about) {
  const posts = new Map();
  for (const fact of facts) {
    const key = [fact.from, fact.to, bare(fact.role?.[0] || fact.text || ""), Boolean(fact.former)].join("|");
    posts.set(key, [...(posts.get(key) ?? []), fact]);
  }
  return [...posts.values()].map(
    ([fact, ...again]) =>
      () =>
        factItem(fact, about, null, ...again),
  );
}
