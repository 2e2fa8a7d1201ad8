"use strict";
// Names on the picture, of one size on the screen whatever the zoom: the most important first, none upon another.

const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif';
const SIZE = 12; // pixels on the screen
const LINE = 14.5;
const ONE = 18; // names of so many letters stand on one line
const WRAP = 26; // letters a line at most
const FIRST = Math.min(screen.width, screen.height) < 600 ? 12 : 25; // so many are written even upon other nodes' dots
const boxes = new Map(); // weight and text → { lines, widths, width, height } in screen pixels
let written = null; // what was placed, and for which scale

function forgetLabels() {
  written = null;
}

function box(context, text, strong) {
  const key = (strong ? "!" : " ") + text;
  if (!boxes.has(key)) {
    context.font = font(strong, 1);
    const lines = wrapped(text);
    const widths = lines.map((one) => context.measureText(one).width);
    boxes.set(key, { lines, widths, width: Math.max(...widths), height: lines.length * LINE });
  }
  return boxes.get(key);
}

function font(strong, scale) {
  return `${strong ? 600 : 450} ${SIZE / scale}px ${FONT}`;
}

// A name on two lines of about one length; a long one is cut short on the second.
function wrapped(text) {
  const words = text
    .slice(0, 200)
    .split(/\s+/)
    .flatMap((one) => one.match(/.{1,26}/gsu) ?? []);
  const length = (part) => part.join(" ").length;
  if (length(words) <= ONE) return [words.join(" ")];
  let cut = 1;
  while (
    cut < words.length - 1 &&
    length(words.slice(0, cut + 1)) <= WRAP &&
    length(words.slice(0, cut)) < length(words.slice(cut)) &&
    Math.max(length(words.slice(0, cut + 1)), length(words.slice(cut + 1))) <=
      Math.max(length(words.slice(0, cut)), length(words.slice(cut)))
  )
    cut++;
  const rest = words.slice(cut);
  while (rest.length > 1 && length(rest) > WRAP) rest.pop();
  const short = cut + rest.length < words.length || text.length > 200;
  return [words.slice(0, cut).join(" "), rest.join(" ") + (short ? "…" : "")].filter(Boolean);
}

function drawOver(context) {
  const scale = network.getScale();
  if (written?.scale !== scale) written = { scale, ...place(context, scale) };
  context.save();
  context.textBaseline = "top";
  context.textAlign = "left";
  context.lineJoin = "round";
  for (const { own, x, y, strong } of written.labels) {
    context.font = font(strong, scale);
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = colours.paper;
    context.fillStyle = strong ? colours.ink : colours.soft;
    own.lines.forEach((one, index) => {
      const left = (x + (own.width - own.widths[index]) / 2) / scale;
      const top = (y + index * LINE) / scale;
      context.strokeText(one, left, top);
      context.fillText(one, left, top);
    });
  }
  for (const node of [state.selected, cursor])
    if (node && places.has(node)) halo(context, node, scale, node === cursor);
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

// What may bear a name in this picture, the most important first.
function nameable(scale) {
  if (!shown.groups.length)
    return shown.nodes.map((node) => {
      const [x, y] = places.get(node);
      return { node, text: nodeLabel(node), x: x * scale, y: y * scale, radius: nodeSize(node, scale) * scale };
    });
  return shown.groups.map((group) => {
    const text = `${nodeLabel(group.foremost)} +${numberText(group.count - 1)}`;
    return { text, x: group.x * scale, y: group.y * scale, radius: groupSize(group, scale) * scale };
  });
}

// Places are in screen pixels from the picture's origin, so that panning moves nothing.
function place(context, scale) {
  const kept = bright();
  const first = new Set([state.selected, cursor, pointed?.node].filter(Boolean));
  const order = ({ node }) => (first.has(node) ? 0 : kept?.has(node) ? 1 : 2);
  const things = nameable(scale).sort((a, b) => order(a) - order(b));
  const [taken, dots, large] = [new Grid(), new Grid(), new Grid()];
  for (const [index, { node, x, y, radius }] of things.entries()) {
    const grid = first.has(node) ? taken : index < FIRST ? large : dots; // no name covers what is chosen or pointed at
    grid.add(x - radius, y - radius, 2 * radius, 2 * radius);
  }
  const most = Math.max(FIRST + 15, 60 * (scale / fitScale) ** 2) + (kept?.size ?? 0);
  const inside = scale > fitScale * 1.02 ? () => true : insideCanvas(scale);
  const labels = [];
  for (const [index, thing] of things.entries()) {
    if (labels.length >= most) break;
    if (kept && thing.node && order(thing) === 2) break; // beside a chosen node only its neighbours are named
    const strong = kept ? order(thing) < 2 : index < FIRST;
    const own = box(context, thing.text, strong);
    const spots = (away) => spotsAround(thing.x, thing.y, thing.radius + away, own.width, own.height);
    const urgent = strong || index < FIRST;
    const free = (first.has(thing.node) ? [8, 15, 24] : urgent ? [3, 10, 19, 29] : [3])
      .flatMap(spots)
      .filter((spot) => inside(...spot, own.width, own.height) && !taken.meets(...spot, own.width, own.height));
    const covered = (spot) => dots.meets(...spot, own.width, own.height) + 5 * large.meets(...spot, own.width, own.height);
    let spot = free.find((one) => !covered(one));
    if (!spot && urgent) spot = fewest(free, covered);
    if (!spot && first.has(thing.node)) spot = spots(8)[0];
    if (!spot) continue;
    taken.add(...spot, own.width, own.height);
    labels.push({ own, x: spot[0], y: spot[1], strong });
  }
  return { labels, taken };
}

// Where a name may stand beside its dot, the best first.
function spotsAround(x, y, r, width, height) {
  const [left, right, middle] = [x - r - 2 - width, x + r + 2, x - width / 2];
  const [over, under, beside] = [y - r - height, y + r, y - height / 2];
  return [
    [middle, under],
    [middle, over],
    [right, beside],
    [left, beside],
    [right - r, under],
    [left + r, under],
    [right - r, over],
    [left + r, over],
    [middle, under + 10],
    [middle, over - 10],
  ];
}

// Whether a name lies within what is seen now, so that the whole picture has none cut off at its rim.
function insideCanvas(scale) {
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  const [left, top] = [corner.x * scale, corner.y * scale];
  const foot = document.querySelector(".foot").offsetTop;
  return (x, y, width, height) =>
    x > left && y > top + 46 && x + width < left + canvas.clientWidth && y + height < top + foot;
}

function fewest(spots, count) {
  const counts = spots.map(count);
  return spots[counts.indexOf(Math.min(...counts))];
}

// Rectangles by the squares they touch, to ask quickly whether a new one meets any.
class Grid {
  cells = new Map();

  // Calls a function with the number of every square that a rectangle touches.
  touched(x, y, width, height, call) {
    const last = Math.floor((x + width) / 90);
    const bottom = Math.floor((y + height) / 45);
    for (let column = Math.floor(x / 90); column <= last; column++)
      for (let row = Math.floor(y / 45); row <= bottom; row++) call(column * 65536 + row);
  }

  add(x, y, width, height) {
    const own = { x, y, right: x + width, bottom: y + height };
    this.touched(x, y, width, height, (cell) => {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(own);
    });
  }

  copy() {
    const other = new Grid();
    for (const [cell, own] of this.cells) other.cells.set(cell, [...own]);
    return other;
  }

  // How many of them a rectangle meets.
  meets(x, y, width, height) {
    const met = new Set();
    this.touched(x, y, width, height, (cell) => {
      for (const other of this.cells.get(cell) ?? [])
        if (x < other.right && other.x < x + width && y < other.bottom && other.y < y + height) met.add(other);
    });
    return met.size;
  }
}

// The words of relations: all where the reader asks for them, else those of the selected node where they are few.
function writeRelations(context, scale) {
  const few = state.path ? shown.edges : state.selected || state.fact ? shown.edges.filter(isBright) : [];
  const edges = state.named && scale > 0.35 ? (few.length ? few : shown.edges) : few.length <= 16 ? few : [];
  const taken = written.taken.copy();
  for (const [node, [x, y]] of edges.length ? places : []) {
    const size = nodeSize(node);
    if (!lit || lit.has(node)) taken.add((x - size) * scale, (y - size) * scale, 2 * size * scale, 2 * size * scale);
  }
  const texts = new Set();
  context.font = `400 ${11 / scale}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const edge of edges) {
    const [from, to] = [places.get(nodeById.get(edge.from)), places.get(nodeById.get(edge.to))];
    const text = (edgeText(edge) || relationName(edge.relation)).slice(0, 40);
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
