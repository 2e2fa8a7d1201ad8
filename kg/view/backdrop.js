"use strict";
// Many edges: drawn once as an image behind the picture, which then moves with it, and still pointed at and opened.

// Of more edges only the lit ones are drawn one by one.
const MANY = 500;
const RIM = 0.25; // so much more than what is seen has the image on each side, in widths and heights of the picture
let backdrop = null; // { path, lines }: a line for every two nodes that an edge joins
let painted = null; // { of, image, scale, left, top }: of which backdrop it is the image, and of what part at what scale
let repainting = 0; // the timer that paints anew once the zoom rests

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

// Ten thousand lines take longer than a frame: while the picture is moved their image is moved, and while it is zoomed, stretched.
function drawBackdrop(context) {
  if (!backdrop) return;
  const { a: scale, e: left, f: top } = context.getTransform(); // in pixels of the screen
  const { width, height } = context.canvas;
  if (painted?.of !== backdrop || !covers(scale, left, top, width, height)) paint(scale, left, top, width, height);
  const stretch = scale / painted.scale;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = lit ? 0.3 : 1;
  const [x, y] = [left - stretch * painted.left, top - stretch * painted.top];
  context.drawImage(painted.image, x, y, stretch * painted.image.width, stretch * painted.image.height);
  context.restore();
  clearTimeout(repainting);
  if (stretch !== 1)
    repainting = setTimeout(() => {
      painted = null;
      network.redraw();
    }, 120);
}

// Whether the image reaches to every rim of the picture, and is stretched by little.
function covers(scale, left, top, width, height) {
  const stretch = scale / painted.scale;
  const [x, y] = [left - stretch * painted.left, top - stretch * painted.top];
  const { width: wide, height: high } = painted.image;
  return stretch > 0.6 && stretch < 2 && x <= 0 && y <= 0 && x + stretch * wide >= width && y + stretch * high >= height;
}

function paint(scale, left, top, width, height) {
  const image = document.createElement("canvas");
  image.width = Math.ceil(width * (1 + 2 * RIM));
  image.height = Math.ceil(height * (1 + 2 * RIM));
  painted = { of: backdrop, image, scale, left: left + width * RIM, top: top + height * RIM };
  const context = image.getContext("2d");
  context.setTransform(scale, 0, 0, scale, painted.left, painted.top);
  context.globalAlpha = Math.max(0.35, Math.min(1, 2500 / backdrop.lines)); // the more lines, the fainter each
  context.strokeStyle = colours.line;
  context.lineWidth = Math.max(1.2, 0.4 / network.getScale());
  context.stroke(backdrop.path);
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
