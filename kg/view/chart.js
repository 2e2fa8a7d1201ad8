"use strict";
// The series of an indicator as a small drawing. Each point leads to its sentence.

const CHART = { width: 352, height: 132, left: 8, right: 8, top: 24, bottom: 22 };

// `facts` are observations with a period, of one unit; null where there is no series to draw.
function chart(facts, name) {
  const points = facts.filter((fact) => fact.end && Number.isFinite(Number(fact.value)));
  const ends = [...new Set(points.map((fact) => fact.end))].sort();
  if (ends.length < 2) return null;
  points.sort((a, b) => a.end.localeCompare(b.end) || a.number - b.number);
  const highest = Math.max(...points.flatMap((fact) => [Number(fact.value), Number(fact.target ?? 0)]), 0);
  const lowest = Math.min(...points.map((fact) => Number(fact.value)), 0);
  const [first, last] = [Date.parse(ends[0]), Date.parse(ends.at(-1))];
  const x = (fact) =>
    CHART.left + 22 + ((Date.parse(fact.end) - first) / (last - first)) * (CHART.width - CHART.left - CHART.right - 44);
  const y = (value) =>
    CHART.height -
    CHART.bottom -
    ((value - lowest) / (highest - lowest || 1)) * (CHART.height - CHART.top - CHART.bottom);

  const svg = drawn("svg", {
    viewBox: `0 0 ${CHART.width} ${CHART.height}`,
    class: "chart",
    role: "group",
    "aria-label": word("chart", { name, n: points.length }),
  });
  svg.append(drawn("line", { class: "axis", x1: CHART.left, x2: CHART.width - CHART.right, y1: y(0), y2: y(0) }));
  const lines = new Map(); // a line joins what was measured over periods of one length: no quarter and year
  for (const fact of points.filter((one) => !one.planned)) {
    const months = Math.round((Date.parse(fact.end) - Date.parse(fact.start)) / (30.4 * 86400000));
    const spot = `${x(fact).toFixed(1)},${y(Number(fact.value)).toFixed(1)}`;
    lines.set(months, [...(lines.get(months) ?? []), spot]);
  }
  for (const spots of lines.values()) svg.append(drawn("polyline", { class: "series", points: spots.join(" ") }));
  let edge = -Infinity;
  for (const end of ends) {
    const own = points.filter((fact) => fact.end === end);
    const label =
      end.endsWith("12-31") && own[0].start?.endsWith("01-01")
        ? end.slice(0, 4)
        : `${end.slice(5, 7)}/${end.slice(0, 4)}`;
    if (x(own[0]) - edge > 46) {
      svg.append(drawn("text", { class: "tick", x: x(own[0]), y: CHART.height - 6, "text-anchor": "middle" }, label));
      edge = x(own[0]);
    }
  }
  edge = -Infinity;
  for (const fact of points) {
    const [cx, cy] = [x(fact), y(Number(fact.value))];
    if (fact.target)
      svg.append(
        drawn("line", {
          class: "target",
          x1: cx - 9,
          x2: cx + 9,
          y1: y(Number(fact.target)),
          y2: y(Number(fact.target)),
        }),
      );
    const go = () => showFact(fact);
    const point = drawn(
      "a",
      {
        href: `#fact-${fact.number}`,
        class: "point",
        "aria-label": `${periodText(fact.start, fact.end)}: ${amountText(fact)}`,
      },
      drawn("title", {}, proof(fact)),
      drawn("circle", { class: "reach", cx, cy, r: 12 }),
      drawn("path", { class: fact.planned ? "mark aim" : "mark", d: mark(fact.bound, cx, cy) }),
    );
    point.addEventListener("click", (event) => {
      event.preventDefault();
      go();
    });
    svg.append(point);
    if (cx - edge > 40) {
      svg.append(drawn("text", { class: "value", x: cx, y: cy - 9, "text-anchor": "middle" }, short(fact.value)));
      edge = cx;
    }
  }
  return make("figure", {}, svg);
}

// What a point says when it is pointed at: the figure and its sentences.
function proof(fact) {
  const quotes = (fact.evidence ?? []).map((one) => `“${one.quote.join("")}”`);
  return [`${periodText(fact.start, fact.end)}: ${amountText(fact)}`, ...quotes].join("\n");
}

// A dot; more than the figure points up, less points down, about is a wider lozenge.
function mark(bound, x, y) {
  if (bound === "over" || bound === "at_least") return `M${x - 4.5} ${y + 3.5}h9L${x} ${y - 5}z`;
  if (bound === "almost" || bound === "at_most") return `M${x - 4.5} ${y - 3.5}h9L${x} ${y + 5}z`;
  if (bound === "about") return `M${x - 6} ${y}L${x} ${y - 4}L${x + 6} ${y}L${x} ${y + 4}z`;
  return `M${x - 3.6} ${y}a3.6 3.6 0 1 1 7.2 0a3.6 3.6 0 1 1-7.2 0z`;
}

function short(value) {
  const size = Math.abs(Number(value));
  if (size >= 1e9) return `${numberText((Number(value) / 1e9).toFixed(1))}${state.language === "en" ? "bn" : " tỷ"}`;
  if (size >= 1e6) return `${numberText((Number(value) / 1e6).toFixed(1))}${state.language === "en" ? "m" : " tr"}`;
  return numberText(value);
}

function showFact(fact) {
  const item = document.getElementById(`fact-${fact.number}`);
  if (!item) return change({ fact: fact.edge ?? null, selected: null });
  item.closest("details")?.setAttribute("open", "");
  item.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  item.classList.remove("flash");
  void item.offsetWidth; // lets the flash start anew
  item.classList.add("flash");
}
