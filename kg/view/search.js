"use strict";
// Finding by name: without marks, by every name a thing has, by the first letters of its words (ttyt tien du).

const searchInput = document.getElementById("search");
const foundList = document.getElementById("found");
const MOST = 12;
let searchable = null; // [{ node or document, names: [{ plain, words, initials }] }], once it is asked for
let found = [];
let marked = -1;

function searchIndex() {
  const named = (texts) =>
    texts.filter(Boolean).map((text) => {
      const plain = bare(text);
      const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      return { plain, words, initials: words.map((one) => one[0]).join("") };
    });
  return [
    ...page.nodes.map((node) => ({ node, names: named([node.label, node.english, ...(node.names ?? [])]) })),
    ...page.documents.map((own) => ({ document: own.number, names: named([own.title, own.name]) })),
  ];
}

function startSearch() {
  setTimeout(() => (searchable ??= searchIndex()), 300); // after the first picture, before the first key
  searchInput.addEventListener("input", () => showFound());
  searchInput.addEventListener("focus", () => searchInput.value && showFound());
  searchInput.addEventListener("blur", () => setTimeout(hideFound, 150));
  searchInput.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) mark((marked + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter" && found.length) {
      event.preventDefault();
      take(found[Math.max(0, marked)]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (foundList.hidden && !searchInput.value) canvas.focus();
      searchInput.value = "";
      hideFound();
    }
  });

  function mark(index) {
    marked = index;
    [...foundList.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === index)));
    foundList.children[index]?.scrollIntoView({ block: "nearest" });
    if (foundList.children[index]?.id) searchInput.setAttribute("aria-activedescendant", foundList.children[index].id);
  }

  function showFound() {
    found = search(searchInput.value);
    marked = -1;
    foundList.replaceChildren(
      ...found.map((one, index) => {
        const kind = one.node ? whatItIs(one.node) : word("kind.document");
        const text = one.node ? nodeLabel(one.node) : documentTitle(one.document);
        return make(
          "li",
          { id: `found-${index}`, role: "option", "aria-selected": "false", mousedown: () => take(one) },
          one.node ? sign(one.node.kind) : "",
          make("span", {}, text),
          make("small", {}, kind),
        );
      }),
    );
    if (!found.length && searchInput.value.trim())
      foundList.append(
        make(
          "li",
          { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
          word("search.none"),
        ),
      );
    foundList.hidden = !searchInput.value.trim();
    searchInput.setAttribute("aria-expanded", String(!foundList.hidden));
    if (found.length) mark(0);
    announce(found.length ? word("search.count", { n: found.length }) : word("search.none"));
  }

  function hideFound() {
    foundList.hidden = true;
    searchInput.setAttribute("aria-expanded", "false");
    searchInput.removeAttribute("aria-activedescendant");
  }

  function take(one) {
    searchInput.value = "";
    hideFound();
    canvas.focus();
    if (one.node) choose(one.node);
    else change({ document: one.document, selected: null, fact: null });
  }
}

// What tells things of one name apart: a person's post, a meeting's day, else its type.
function whatItIs(node) {
  const post = node.facts.find((fact) => fact.kind === "RoleHolding" && fact.from === node.id && !fact.former);
  if (post) return [factText(post), post.to === undefined ? "" : nodeLabel(nodeById.get(post.to))].filter(Boolean).join(", ");
  const type = node.type ? pick(node.type) : kindName(node.kind);
  return node.date ? `${type}, ${dayText(node.date)}` : type;
}

// The best matches: every word of the query must be found in one name.
function search(query) {
  const words = bare(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  const scored = [];
  searchable ??= searchIndex();
  searchable.forEach((one, index) => {
    const score = Math.max(...one.names.map((name) => nameScore(name, words, whole)), 0);
    if (score) scored.push([score, index, one]);
  });
  return scored
    .sort((a, b) => b[0] - a[0] || a[1] - b[1])
    .slice(0, MOST)
    .map(([, , one]) => one);
}

function nameScore(name, words, whole) {
  if (name.plain === whole) return 6;
  if (name.plain.startsWith(whole)) return 5;
  if (name.plain.includes(whole)) return 4;
  let score = 3;
  for (const own of words) {
    if (name.words.some((one) => one.startsWith(own))) continue;
    if (own.length > 2 && name.initials.includes(own)) score = Math.min(score, 2);
    else if (own.length > 1 && name.plain.includes(own)) score = 1;
    else return 0;
  }
  return score;
}
