"use strict";
// The page's own words in Vietnamese and English, and how it writes numbers, days and periods.

function pick(names) {
  return state.language === "en" ? (names[1] ?? names[0]) : names[0];
}

function word(key, values = {}) {
  return pick(page.words[key]).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function nodeLabel(node) {
  return (state.language === "en" && node.english) || node.label;
}

function kindName(kind) {
  return pick(kindById.get(kind).names);
}

function relationName(relation) {
  return pick(page.relations[relation]);
}

// A decimal as it stands in the data ("204518.5"), in the reader's writing: 204.518,5 or 204,518.5.
function numberText(decimal) {
  const [whole, fraction] = String(decimal).split(".");
  const [group, point] = state.language === "en" ? [",", "."] : [".", ","];
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, group) + (fraction ? point + fraction : "");
}

function amountText(amount, sign = true) {
  const value = sign ? amount.value : String(amount.value).replace(/^-/, "");
  const unit = amount.unit === "%" ? "%" : amount.unit ? ` ${amount.unit}` : "";
  return [word(`bound.${amount.bound ?? "exact"}`), numberText(value) + unit].filter(Boolean).join(" ");
}

// 2024-10-27 as 27/10/2024; in English as it is.
function dayText(day) {
  return state.language === "en" ? day : day.split("-").reverse().join("/");
}

function periodText(start, end) {
  if (!end) return start ? dayText(start) : "";
  if (!start) return word("period.open", { end: dayText(end) });
  if (start === end) return dayText(start);
  const [year, month, day] = start.split("-");
  const [endYear, endMonth, endDay] = end.split("-");
  const last = new Date(Date.UTC(+endYear, +endMonth, 0)).getUTCDate();
  if (year === endYear && day === "01" && +endDay === last) {
    const [first, final] = [+month, +endMonth];
    if (first === 1 && final === 12) return word("period.year", { year });
    if (first === 1 && final === 6) return word("period.half", { year });
    if (first === 7 && final === 12) return word("period.half2", { year });
    if (first === final) return word("period.month", { n: state.language === "en" ? month : first, year });
    if (final - first === 2 && final % 3 === 0) return word("period.quarter", { n: final / 3, year });
    if (first === 1) return word("period.months", { n: final, year });
  }
  return `${dayText(start)} – ${dayText(end)}`;
}

function documentTitle(number) {
  const found = page.documents[number];
  return found ? found.title || found.name || word("document.unnamed") : word("fact.nodocument");
}

// Fills in every element of the page's frame that names a word.
function writeWords() {
  document.documentElement.lang = state.language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-name]"))
    element.setAttribute("aria-label", word(element.dataset.name));
  for (const element of document.querySelectorAll("[data-placeholder]"))
    element.placeholder = word(element.dataset.placeholder);
  const button = document.getElementById("language");
  button.textContent = word("language");
  button.setAttribute("aria-label", word("language.name"));
  button.lang = state.language === "en" ? "vi" : "en";
}
