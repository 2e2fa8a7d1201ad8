"use strict";
// Many edges: drawn as one path behind the picture, and still pointed at and opened.

// Of more edges only the lit ones are drawn one by one, and the others as one path: several times as fast.
const MANY = 1500;
let backdrop = null; // { path, lines }: that path, and of how many lines it is

// The edges that are drawn one by one; of the others, where there are many, makes the backdrop: a line for every two nodes.
function edgesApart() {
  backdrop = null;
  if (shown.groups.length || shown.edges.length <= MANY) return shown.edges;
  const path = new Path2D();
  const joined = new Set();
  for (const { from, to } of shown.edges) {
    const pair = Math.min(from, to) * page.nodes.length + Math.max(from, to);
    if (joined.has(pair)) continue;
    joined.add(pair);
    path.moveTo(...places.get(nodeById.get(from)));
    path.lineTo(...places.get(nodeById.get(to)));
  }
  backdrop = { path, lines: joined.size };
  return lit ? shown.edges.filter(isBright) : [];
}

function drawBackdrop(context) {
  if (!backdrop) return;
  context.save();
  const faint = Math.max(0.35, Math.min(1, 2500 / backdrop.lines)); // the more lines, the fainter each
  context.globalAlpha = lit ? 0.3 * faint : faint;
  context.strokeStyle = colours.line;
  context.lineWidth = Math.max(1.2, 0.4 / network.getScale());
  context.stroke(backdrop.path);
  context.restore();
}

// The edge of the backdrop nearest to a point of the picture, if it is within a few pixels of the screen.
function edgeAt({ x, y }) {
  let [nearest, found] = [5 / network.getScale(), null];
  for (const edge of backdrop ? shown.edges : []) {
    const [[ax, ay], [bx, by]] = [places.get(nodeById.get(edge.from)), places.get(nodeById.get(edge.to))];
    const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    const distance = Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
    if (distance < nearest) [nearest, found] = [distance, edge];
  }
  return found;
}

// vis-network knows nothing of the edges of the backdrop.
function pointBackdrop({ offsetX: x, offsetY: y }) {
  if (!backdrop || pointed?.node) return;
  const edge = edgeAt(network.DOMtoCanvas({ x, y }));
  if (edge !== (pointed?.edge ?? null)) point(edge && { edge }, { pointer: { DOM: { x, y } } });
}
