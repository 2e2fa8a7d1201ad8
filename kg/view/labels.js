"use strict";
// Names on the picture, of one size on the screen whatever the zoom: the most important first, none upon another.

const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif';
const SIZE = 12; // pixels on the screen
const LINE = 14.5;
const WRAP = 20; // letters a line, about
const FIRST = 25; // so many are written even upon other nodes' dots
const boxes = new Map(); // text → { lines, width, height } in screen pixels
let written = null; // what was placed, and for which scale

function forgetLabels() {
  written = null;
}

function box(context, text) {
  if (!boxes.has(text)) {
    context.font = `500 ${SIZE}px ${FONT}`;
    const lines = wrapped(text);
    const width = Math.max(...lines.map((one) => context.measureText(one).width));
    boxes.set(text, { lines, width, height: lines.length * LINE });
  }
  return boxes.get(text);
}

// A name on two lines at most, the second cut short where it must be.
function wrapped(text) {
  const words = (text.length > 90 ? `${text.slice(0, 90)}…` : text).split(/\s+/).flatMap((one) => one.match(/.{1,26}/gsu) ?? [""]);
  const target = Math.max(WRAP, Math.min(26, Math.ceil(text.length / 2) + 2));
  const lines = [words[0]];
  for (const next of words.slice(1)) {
    if (lines.at(-1).length + next.length < target) lines[lines.length - 1] += ` ${next}`;
    else lines.push(next);
  }
  return lines.length > 2 ? [lines[0], `${lines[1]}…`] : lines;
}

function drawUnder() {}

function drawOver(context) {
  const scale = network.getScale();
  if (written?.scale !== scale) written = { scale, labels: place(context, scale) };
  context.save();
  context.textBaseline = "top";
  context.textAlign = "left";
  context.lineJoin = "round";
  const kept = bright();
  for (const { text, x, y, node, strong } of written.labels) {
    const found = boxes.get(text);
    context.globalAlpha = kept && node && !kept.has(node) ? 0.25 : 1;
    context.font = `${strong ? 650 : 500} ${SIZE / scale}px ${FONT}`;
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = colours.paper;
    context.fillStyle = strong ? colours.ink : colours.soft;
    found.lines.forEach((one, index) => {
      const left = (x + found.width / 2) / scale - context.measureText(one).width / 2;
      const top = (y + index * LINE) / scale;
      context.strokeText(one, left, top);
      context.fillText(one, left, top);
    });
  }
  context.globalAlpha = 1;
  for (const node of [state.selected, cursor]) if (node && places.has(node)) halo(context, node, scale, node === cursor);
  writeRelations(context, scale);
  context.restore();
}

function halo(context, node, scale, dashed) {
  const [x, y] = places.get(node);
  context.beginPath();
  context.arc(x, y, nodeSize(node) * 1.15 + 5 / scale, 0, 2 * Math.PI);
  context.lineWidth = 2.5 / scale;
  context.strokeStyle = colours.accent;
  context.setLineDash(dashed ? [5 / scale, 4 / scale] : []);
  context.stroke();
  context.setLineDash([]);
}

// Places are in screen pixels from the picture's origin, so that panning moves nothing.
function place(context, scale) {
  const things = shown.groups.length
    ? shown.groups.map((group) => ({ text: `${nodeLabel(group.foremost)} +${numberText(group.count - 1)}`, x: group.x, y: group.y, size: Math.min(70, 10 + 2.4 * Math.sqrt(group.count)) }))
    : shown.nodes.map((node) => ({ node, text: nodeLabel(node), x: places.get(node)[0], y: places.get(node)[1], size: nodeSize(node) }));
  const kept = bright();
  const first = new Set([state.selected, cursor, pointed?.node].filter(Boolean));
  const order = (thing) => (first.has(thing.node) ? 0 : kept?.has(thing.node) ? 1 : 2);
  const sorted = kept || first.size ? [...things].sort((a, b) => order(a) - order(b)) : things;
  const taken = new Grid();
  const dots = new Grid();
  for (const { x, y, size } of things) dots.add(x * scale - size * scale, y * scale - size * scale, 2 * size * scale, 2 * size * scale);
  const most = Math.max(FIRST + 15, 60 * (scale / fitScale) ** 2) + (kept?.size ?? 0);
  const found = [];
  for (const [index, { node, text, x, y, size }] of sorted.entries()) {
    if (found.length >= most) break;
    const { width, height } = box(context, text);
    const [cx, cy, r] = [x * scale, y * scale, size * scale + 3];
    const spots = [[cx - width / 2, cy + r], [cx - width / 2, cy - r - height], [cx + r + 2, cy - height / 2], [cx - r - 2 - width, cy - height / 2]];
    const free = spots.filter(([left, top]) => !taken.meets(left, top, width, height));
    const clear = free.find(([left, top]) => !dots.meets(left, top, width, height));
    const spot = clear ?? (index < FIRST || order({ node }) < 2 ? free[0] : undefined) ?? (first.has(node) ? spots[0] : undefined);
    if (!spot) continue;
    taken.add(spot[0], spot[1], width, height);
    found.push({ node, text, x: spot[0], y: spot[1], strong: first.has(node) || (!kept && index < FIRST) || kept?.has(node) });
  }
  return found;
}

// Rectangles by the squares they touch, to ask quickly whether a new one meets any.
class Grid {
  cells = new Map();

  *near(x, y, width, height) {
    for (let column = Math.floor(x / 90); column <= Math.floor((x + width) / 90); column++) {
      for (let row = Math.floor(y / 45); row <= Math.floor((y + height) / 45); row++) yield `${column},${row}`;
    }
  }

  add(...rectangle) {
    for (const cell of this.near(...rectangle)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(rectangle);
    }
  }

  meets(x, y, width, height) {
    for (const cell of this.near(x, y, width, height)) {
      for (const [left, top, wide, high] of this.cells.get(cell) ?? []) {
        if (x < left + wide && left < x + width && y < top + high && top < y + height) return true;
      }
    }
    return false;
  }
}

// The words of relations: all where the reader asks for them, else those of the selected node where they are few.
function writeRelations(context, scale) {
  const few = (state.selected || state.fact) && !shown.groups.length ? shown.edges.filter(isBright) : [];
  const edges = state.named && scale > 0.35 ? (few.length ? few : shown.edges) : few.length <= 16 ? few : [];
  const taken = new Grid();
  const texts = new Set();
  context.font = `400 ${11 / scale}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const edge of edges) {
    const [from, to] = [places.get(nodeById.get(edge.from)), places.get(nodeById.get(edge.to))];
    const text = (edge.text || relationName(edge.relation)).slice(0, 40);
    const key = [Math.min(edge.from, edge.to), Math.max(edge.from, edge.to), text].join();
    if (texts.has(key)) continue;
    const width = context.measureText(text).width;
    const spot = [0.5, 0.4, 0.6, 0.3, 0.7]
      .map((part) => [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part])
      .find(([x, y]) => !taken.meets((x - width / 2) * scale, y * scale - 7, width * scale, 14));
    if (!spot) continue;
    texts.add(key);
    taken.add((spot[0] - width / 2) * scale, spot[1] * scale - 7, width * scale, 14);
    context.lineWidth = 4 / scale;
    context.strokeStyle = colours.paper;
    context.fillStyle = colours.accent;
    context.strokeText(text, ...spot);
    context.fillText(text, ...spot);
  }
}
