"use strict";
// The picture: what is shown, as vis-network draws it. Labels are drawn in labels.js, over it.

let network;
let drawnNodes; // vis.DataSet
let drawnEdges;
let pointed = null; // { node } or { edge } or { group } under the mouse
let lit = null; // the nodes that are drawn bright, as of `bright()`
let cursor = null; // the neighbour of the selected node that the arrow keys stand on
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const places = new Map(); // node → [x, y] where it stands in this picture
const colours = {};

const canvas = document.getElementById("canvas");

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "ink", "soft", "line", "accent"])
    colours[name] = style.getPropertyValue(`--${name}`).trim();
}

function kindColour(kind) {
  return kindById.get(kind).colours[dark.matches ? 1 : 0];
}

function startNetwork() {
  readColours();
  drawnNodes = new vis.DataSet();
  drawnEdges = new vis.DataSet();
  network = new vis.Network(canvas, { nodes: drawnNodes, edges: drawnEdges }, page.options);
  network.on("click", (event) => pressed(event));
  network.on("doubleClick", (event) => {
    const node = nodeById.get(event.nodes[0]);
    if (node) change({ expanded: new Set([...state.expanded, node]) });
  });
  network.on("hoverNode", (event) => point(pointedThing(event.node), event));
  network.on("blurNode", () => point(null));
  network.on("hoverEdge", (event) => point({ edge: drawnEdges.get(event.edge)?.edge }, event));
  network.on("blurEdge", () => point(null));
  network.on("dragStart", () => point(null));
  network.on("zoom", () => point(null));
  network.on("beforeDrawing", drawBackdrop);
  network.on("afterDrawing", drawOver);
  canvas.addEventListener("mousemove", pointBackdrop);
  network.on("resize", () => (state.selected ? showAround(state.selected, false) : fit(false)));
  dark.addEventListener("change", () => {
    readColours();
    drawNetwork(new Set(["theme"]));
  });
  listeners.push(drawNetwork);
}

function pointedThing(id) {
  return typeof id === "string"
    ? { group: shown.groups.find((group) => `g${group.id}` === id) }
    : { node: nodeById.get(id) };
}

function pressed(event) {
  const { x, y } = event.pointer.canvas;
  const finger = event.event.pointerType === "touch" && !shown.groups.length;
  const thing = event.nodes.length ? pointedThing(event.nodes[0]) : { node: finger ? nodeNear(x, y) : null };
  if (thing.group) openGroup(thing.group.id);
  else if (thing.node) {
    flying = false;
    choose(thing.node);
    flying = true;
  } else {
    const edge = drawnEdges.get(event.edges[0] ?? null)?.edge ?? edgeAt({ x, y });
    change({ selected: null, document: null, fact: edge });
  }
}

function openGroup(id) {
  change({ community: id, selected: null, fact: null, document: null });
}

// The nodes that stay bright beside the selected one (or the ends of the selected edge); null where nothing is selected.
function bright() {
  if (state.fact) return new Set([nodeById.get(state.fact.from), nodeById.get(state.fact.to)]);
  if (!state.selected) return null;
  const found = new Set([state.selected]);
  for (const edge of state.selected.edges) if (edgePasses(edge)) found.add(otherEnd(edge, state.selected));
  return found;
}

function isBright(edge) {
  if (state.fact) return samePair(edge, state.fact);
  return !state.selected || edge.from === state.selected.id || edge.to === state.selected.id;
}

function samePair(one, other) {
  return (one.from === other.from && one.to === other.to) || (one.from === other.to && one.to === other.from);
}

// The radius of a dot in the picture's own units. On the screen it grows with the zoom only between two bounds, so that
// dots are no specks in a wide picture and no plates in a near one.
function nodeSize(node, scale = network.getScale()) {
  const least = canvas.clientWidth < 500 ? 0.38 : 0.48;
  return (Math.min(26, 7 + 2.1 * Math.sqrt(node.weight)) * Math.min(0.85, Math.max(least, scale))) / scale;
}

// The node nearest to a point of the picture, if it is as near as a fingertip is wide.
function nodeNear(x, y) {
  let [nearest, found] = [16 / network.getScale(), null];
  for (const [node, [nodeX, nodeY]] of places) {
    const distance = Math.hypot(nodeX - x, nodeY - y);
    if (distance < nearest) [nearest, found] = [distance, node];
  }
  return found;
}

function groupSize(group, scale = network.getScale()) {
  return (Math.min(34, 4 + 1.6 * Math.sqrt(group.count)) * Math.min(1.2, Math.max(0.9, scale))) / scale;
}

// Each shape on a circle of radius 1, all of about one weight to the eye; a health facility bears a cross.
const SHAPES = {
  dot: (pen) => pen.arc(0, 0, 1, 0, 2 * Math.PI),
  square: (pen) => pen.rect(-0.87, -0.87, 1.74, 1.74),
  hexagon: (pen) => polygon(pen, 6, 0, 1.14),
  triangleDown: (pen) => polygon(pen, 3, Math.PI / 2, 1.25),
  triangle: (pen) => polygon(pen, 3, -Math.PI / 2, 1.25),
  diamond: (pen) => polygon(pen, 4, 0, 1.25),
};

function polygon(pen, corners, turn, radius) {
  for (let corner = 0; corner < corners; corner++) {
    const angle = turn + (2 * Math.PI * corner) / corners;
    pen.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
  }
  pen.closePath();
}

// How vis-network has a node drawn: see its `ctxRenderer`.
function drawNode({ ctx, id, x, y, state: { hover } }) {
  const { node, group } = pointedThing(id);
  const kind = node ? node.kind : group?.foremost.kind;
  const size = node ? nodeSize(node) : group ? groupSize(group) : 1;
  const draw = () => {
    if (!kind) return;
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(size, size);
    ctx.globalAlpha = group ? 0.85 : lit && !lit.has(node) ? 0.16 : 1;
    const rim = 1 + 2 / size / network.getScale(); // a larger shape below: stroking its outline takes twice as long
    for (const [scale, colour] of [
      [rim, hover ? colours.ink : colours.paper],
      [1 / rim, kindColour(kind)],
    ]) {
      ctx.scale(scale, scale);
      ctx.beginPath();
      SHAPES[node ? kindById.get(kind).shape : "dot"](ctx);
      ctx.fillStyle = colour;
      ctx.fill();
    }
    if (kind === "facility" && node) {
      ctx.fillStyle = colours.paper;
      ctx.fillRect(-0.14, -0.52, 0.28, 1.04);
      ctx.fillRect(-0.52, -0.14, 1.04, 0.28);
    }
    ctx.restore();
  };
  return { drawNode: draw, nodeDimensions: { width: 2 * size, height: 2 * size } };
}

function drawNetwork(changed) {
  const grouped = shown.groups.length > 0;
  if (!changed.has("named") || changed.size > 1) {
    cursor = null;
    network.setSize("100%", "100%");
    placeNodes();
    lit = bright();
    replace(drawnNodes, grouped ? shown.groups.map(groupEntry) : shown.nodes.map(nodeEntry));
    replace(drawnEdges, edgesApart().map(grouped ? groupEdgeEntry : edgeEntry));
  }
  forgetLabels();
  network.redraw();
  const moved = ["focus", "steps", "path", "community", "only", "cap", "hiddenKinds", "successors", "from", "to"].some(
    (name) => changed.has(name),
  );
  if (moved) fit(document.body.classList.contains("ready") && !backdrop);
  else if (changed.has("selected") && state.selected && flying) showAround(state.selected);
}

// Makes a data set hold exactly these entries, touching only those that differ.
function replace(set, entries) {
  const wanted = new Map(entries.map((entry) => [entry.id, entry]));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update(entries.filter((entry) => set.get(entry.id)?.look !== entry.look));
}

function nodeEntry(node) {
  const [x, y] = places.get(node);
  return { id: node.id, x, y, shape: "custom", ctxRenderer: drawNode, look: [x, y].join() };
}

function edgeEntry(edge) {
  const bold = isBright(edge);
  const strong = bold && (state.selected || state.fact);
  const colour = strong ? colours.soft : colours.line;
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    edge,
    dashes: edge.former ? [5, 4] : false,
    width: 1.5,
    color: { color: colour, hover: colours.ink, opacity: bold ? (strong ? 0.75 : 0.9) : 0.18 },
    arrows: strong ? { to: { enabled: true, scaleFactor: 0.45 } } : "",
    smooth: edge.bend
      ? { enabled: true, type: edge.bend % 2 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.45, 0.09 * Math.ceil(edge.bend / 2)) }
      : false,
    look: [bold, strong, colour].join(),
  };
}

function groupEntry(group) {
  return { id: `g${group.id}`, x: group.x, y: group.y, shape: "custom", ctxRenderer: drawNode, look: group.count };
}

function groupEdgeEntry(edge) {
  return {
    id: `${edge.from}-${edge.to}`,
    from: `g${edge.from}`,
    to: `g${edge.to}`,
    width: Math.min(6, Math.sqrt(edge.weight)) / Math.max(0.1, fitScale * 2.5),
    color: { color: colours.line, opacity: 0.8 },
    look: colours.line,
  };
}

// ---------------------------------------------------------------- where nodes stand

// A focus and a path have a picture of their own; else nodes stand where Python put them, turned by a quarter on a narrow screen.
function placeNodes() {
  places.clear();
  if (state.path) return line(shown.nodes);
  if (state.focus) return rings(state.focus);
  const upright = innerHeight > innerWidth;
  for (const node of shown.nodes) places.set(node, upright ? [node.y, node.x] : [node.x, node.y]);
}

function line() {
  const order = pathNodes(new Set(shown.nodes));
  const upright = innerHeight > innerWidth;
  const rest = shown.nodes.filter((node) => !order.includes(node));
  [...order, ...rest].forEach((node, index) => {
    const side = index < order.length ? (index % 2 ? 50 : -50) : 220;
    places.set(node, upright ? [side, index * 170] : [index * 190, side]);
  });
}

// The focus in the middle, its neighbours in rings, those of the same kind together; those two steps away outside, near theirs.
function rings(centre) {
  places.set(centre, [0, 0]);
  const kinds = page.kinds.map((kind) => kind.id);
  const known = new Set(shown.nodes);
  const near = new Set(
    centre.edges
      .filter(edgePasses)
      .map((edge) => otherEnd(edge, centre))
      .filter((node) => known.has(node) && node !== centre),
  );
  const inner = [...near].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.rank - b.rank);
  const angles = new Map();
  const radius = ring(inner, 230, angles);
  const outer = shown.nodes.filter((node) => node !== centre && !near.has(node));
  const parent = (node) => node.edges.map((edge) => otherEnd(edge, node)).find((other) => angles.has(other));
  outer.sort((a, b) => (angles.get(parent(a)) ?? 9) - (angles.get(parent(b)) ?? 9) || a.rank - b.rank);
  ring(outer, radius + 200, new Map());
}

// Puts nodes on circles of at least this radius, as many circles as they need; gives the radius of the last.
function ring(nodes, radius, angles) {
  let done = 0;
  let next = radius;
  while (done < nodes.length) {
    radius = next;
    const room = Math.floor((2 * Math.PI * radius) / 75);
    const own = nodes.slice(done, done + room);
    own.forEach((node, index) => {
      const angle = (2 * Math.PI * index) / own.length - Math.PI / 2;
      angles.set(node, angle);
      places.set(node, [radius * Math.cos(angle) * 1.15, radius * Math.sin(angle)]);
    });
    done += own.length;
    next = radius + 90;
  }
  return radius;
}

// ---------------------------------------------------------------- the camera

// Shows these points as large as they may be, beside what lies over the picture and with room for names at the rim.
function frame(points, most, moving) {
  const found = frameOf(points, most);
  if (!found) return 1;
  network.moveTo({
    ...found,
    animation: moving && !still.matches ? { duration: 400, easingFunction: "easeInOutQuad" } : false,
  });
  return found.scale;
}

function frameOf(points, most = 1.3) {
  if (!points.length) return null;
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const side = Math.min(90, canvas.clientWidth * 0.1);
  const legend = document.getElementById("legend");
  const [name, below] = canvas.clientHeight < 420 ? [28, 45] : [52, 66];
  const above = legend.offsetTop + legend.offsetHeight + name;
  const wide = Math.max(60, canvas.clientWidth - 2 * side);
  const high = Math.max(60, canvas.clientHeight - above - below);
  const scale = Math.min(most, wide / (right - left || 1), high / (bottom - top || 1));
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 - (above - below) / 2 / scale };
  return { position, scale };
}

function fit(moving) {
  const points = shown.groups.length ? shown.groups.map((group) => [group.x, group.y]) : [...places.values()];
  fitScale = frame(points, 1.3, moving);
}

let fitScale = 1;
let flying = true; // whether the picture moves to what is chosen; not when it was chosen in the picture itself

function zoom(factor) {
  network.moveTo({
    scale: Math.max(0.03, Math.min(4, network.getScale() * factor)),
    animation: still.matches ? false : { duration: 180 },
  });
}

// Moves to a node and its neighbours, so that their names can be read.
function showAround(node, moving = true) {
  const near = [...bright()].filter((one) => places.has(one)).sort((a, b) => distance(a, node) - distance(b, node));
  const few = canvas.clientHeight < 420 ? 7 : 40;
  frame(
    near.slice(0, few).map((one) => places.get(one)),
    1.5,
    moving,
  );
}

function distance(one, other) {
  const [a, b] = [places.get(one), places.get(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function bringIntoSight(node) {
  const at = network.canvasToDOM(network.getPosition(node.id));
  const margin = 70;
  const inside =
    at.x > margin && at.y > margin && at.x < canvas.clientWidth - margin && at.y < canvas.clientHeight - margin;
  const scale = Math.max(network.getScale(), Math.min(0.9, fitScale * 1.8));
  if (!inside || network.getScale() < fitScale * 0.9)
    network.focus(node.id, { scale, animation: still.matches ? false : { duration: 350 } });
}

// ---------------------------------------------------------------- what lies under the mouse

function point(thing, event) {
  pointed = thing && (thing.node || thing.edge || thing.group) ? thing : null;
  canvas.classList.toggle("pointing", Boolean(pointed));
  const tip = document.getElementById("tip");
  tip.hidden = !pointed?.edge;
  if (pointed?.edge) {
    tip.textContent = edgeSentence(pointed.edge);
    const at = event.pointer.DOM;
    tip.style.left = `${Math.min(at.x + 14, canvas.clientWidth - 260)}px`;
    tip.style.top = `${at.y + 14}px`;
  }
  forgetLabels();
  network.redraw();
}

// What an edge says beside its relation: the post, the figure, the capacity.
function edgeText(edge) {
  const fact = page.facts[edge.fact];
  if (fact?.kind === "Observation") return amountText(fact);
  return [edge.former ? word("fact.former") : "", fact ? factText(fact) : ""].filter(Boolean).join(" ");
}

function edgeSentence(edge) {
  const text = edgeText(edge);
  const relation =
    text && text !== relationName(edge.relation)
      ? `${relationName(edge.relation)}: ${text}`
      : relationName(edge.relation);
  return `${nodeLabel(nodeById.get(edge.from))} → ${nodeLabel(nodeById.get(edge.to))}\n${relation}`;
}
