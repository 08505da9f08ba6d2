// What tasks take from one another: an edge that leaves its lane is data that travels between organizations,
// and has a colour of its own. Where edges would lie over one another they are bundled.

import { BOX_X, BOX_Y, PITCH_X, at } from './layout.js';

/** Below so many pixels from rank to rank, or with more edges in sight, they are bundled. */
const SINGLE = 11;
const MOST_SINGLE = 12000;
/** Bundles run from columns of so many pixels to others. */
const COLUMN = 36;
const MOST_BUNDLES = 3000;
const SEGMENTS = 250;

/**
 * @typedef {import("./glyph.js").Context} Context
 * @typedef {{from: number, to: number, count: number, travels: boolean, y1: number, y2: number}} Bundle
 */

/**
 * @param {Context} context whose origin is the view's
 * @param {{layout: import("./layout.js").Layout, graph: import("./graph.js").Graph}} scene
 * @param {import("./camera.js").View} view
 * @param {number} border
 * @param {import("./glyph.js").Palette} palette
 */
export function drawEdges(context, scene, view, border, palette) {
  const { layout, graph } = scene;
  const visible = PITCH_X * view.sx < SINGLE ? undefined : visibleEdges(scene, view, border);
  if (!visible) {
    drawBundles(context, scene, view, border, palette);
    return;
  }
  const curved = PITCH_X * view.sx >= 28 && visible.length < 5000;
  context.lineWidth = Math.min(1.5, Math.max(0.6, view.sx * 2));
  for (const travels of [false, true]) {
    context.strokeStyle = travels ? palette.travel : palette.stay;
    context.globalAlpha = visible.length > 2000 ? 0.35 : visible.length > 400 ? 0.5 : 0.7;
    context.beginPath();
    let segments = 0;
    for (const edge of visible) {
      const from = at(graph.from, edge);
      const to = at(graph.to, edge);
      if ((at(layout.lane, from) !== at(layout.lane, to)) === travels) {
        edgePath(context, layout, view, from, to, curved);
        if (++segments % SEGMENTS === 0) {
          context.stroke();
          context.beginPath();
        }
      }
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * Adds the line from a task to one that takes its output to a path.
 *
 * @param {Context} context
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} layout
 * @param {import("./camera.js").View} view
 * @param {number} from
 * @param {number} to
 * @param {boolean} curved
 */
export function edgePath(context, layout, view, from, to, curved) {
  const x1 = (at(layout.x, from) + BOX_X) * view.sx + view.x;
  const y1 = (at(layout.y, from) + BOX_Y / 2) * view.sy + view.y;
  const x2 = at(layout.x, to) * view.sx + view.x;
  const y2 = (at(layout.y, to) + BOX_Y / 2) * view.sy + view.y;
  context.moveTo(x1, y1);
  if (curved && Math.abs(y1 - y2) < 1 && x2 - x1 > PITCH_X * view.sx) {
    // Past what is between them in the same row, not through it.
    const rise = BOX_Y * 1.1 * view.sy;
    const bend = (PITCH_X - BOX_X) * view.sx;
    context.bezierCurveTo(x1 + bend, y1 - rise, x2 - bend, y2 - rise, x2, y2);
  } else if (curved) {
    const bend = Math.max(12 * view.sx, Math.min(Math.abs(x2 - x1) / 2, 120));
    context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
  } else {
    context.lineTo(x2, y2);
  }
}

/**
 * The edges whose box touches what is drawn, if they are not too many.
 *
 * @param {{layout: import("./layout.js").Layout, graph: import("./graph.js").Graph}} scene
 * @param {import("./camera.js").View} view
 * @param {number} border
 */
function visibleEdges({ layout, graph }, view, border) {
  const left = (-border - view.x) / view.sx;
  const right = (view.width + border - view.x) / view.sx;
  const top = (-border - view.y) / view.sy - BOX_Y;
  const bottom = (view.height + border - view.y) / view.sy;
  const placed = layout.x.length;
  const found = [];
  for (let edge = 0; edge < graph.edges; edge++) {
    const from = at(graph.from, edge);
    const to = at(graph.to, edge);
    if (from >= placed || to >= placed) {
      continue;
    }
    const y1 = at(layout.y, from);
    const y2 = at(layout.y, to);
    if (
      at(layout.x, from) <= right &&
      at(layout.x, to) >= left &&
      Math.min(y1, y2) <= bottom &&
      Math.max(y1, y2) >= top
    ) {
      if (found.length >= MOST_SINGLE) {
        return undefined;
      }
      found.push(edge);
    }
  }
  return found;
}

/**
 * @param {Context} context
 * @param {{layout: import("./layout.js").Layout, graph: import("./graph.js").Graph}} scene
 * @param {import("./camera.js").View} view
 * @param {number} border
 * @param {import("./glyph.js").Palette} palette
 */
function drawBundles(context, scene, view, border, palette) {
  const bundles = bundled(scene, view, border);
  if (bundles.length > MOST_BUNDLES) {
    bundles.sort((a, b) => b.count - a.count);
    bundles.length = MOST_BUNDLES;
  }
  const most = bundles.reduce((max, bundle) => Math.max(max, bundle.count), 1);
  for (const bundle of bundles) {
    const part = Math.log2(1 + bundle.count) / Math.log2(1 + most);
    context.strokeStyle = bundle.travels ? palette.travel : palette.stay;
    context.globalAlpha = 0.05 + 0.2 * part;
    context.lineWidth = 0.6 + 1.2 * part;
    const x1 = (bundle.from + 0.25) * COLUMN - border;
    const x2 = (Math.max(bundle.to, bundle.from) + 0.75) * COLUMN - border;
    context.beginPath();
    context.moveTo(x1, bundle.y1);
    context.bezierCurveTo((x1 + x2) / 2, bundle.y1, (x1 + x2) / 2, bundle.y2, x2, bundle.y2);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * @param {{layout: import("./layout.js").Layout, graph: import("./graph.js").Graph}} scene
 * @param {import("./camera.js").View} view
 * @param {number} border
 */
function bundled({ layout, graph }, view, border) {
  const columns = Math.ceil((view.width + 2 * border) / COLUMN) + 2;
  const lanes = layout.lanes.length;
  const placed = layout.x.length;
  /** @type {Map<number, Bundle>} */
  const found = new Map();
  for (let edge = 0; edge < graph.edges; edge++) {
    const from = at(graph.from, edge);
    const to = at(graph.to, edge);
    if (from >= placed || to >= placed) {
      continue;
    }
    const first = Math.floor((at(layout.x, from) * view.sx + view.x + border) / COLUMN);
    const second = Math.floor((at(layout.x, to) * view.sx + view.x + border) / COLUMN);
    if (second < 0 || first >= columns) {
      continue;
    }
    const start = Math.max(first, -1);
    const end = Math.min(second, columns);
    const lane = at(layout.lane, from);
    const other = at(layout.lane, to);
    const key = (((start + 1) * lanes + lane) * (columns + 2) + end + 1) * lanes + other;
    const bundle = found.get(key);
    if (bundle) {
      bundle.count++;
    } else {
      found.set(key, {
        from: start,
        to: end,
        count: 1,
        travels: lane !== other,
        y1: middle(layout, lane, view),
        y2: middle(layout, other, view),
      });
    }
  }
  return [...found.values()];
}

/**
 * @param {import("./layout.js").Layout} layout
 * @param {number} number
 * @param {import("./camera.js").View} view
 */
function middle(layout, number, view) {
  const lane = layout.lanes[number];
  return lane ? (lane.top + lane.height / 2) * view.sy + view.y : 0;
}
