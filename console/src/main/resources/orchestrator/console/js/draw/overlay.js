// What lies over the picture and changes as a person looks around: names of lanes and rounds, what lights up,
// what was found, what is chosen.

import { edgePath } from './edges.js';
import { BOX_X, BOX_Y, LANE_GAP, at } from './layout.js';
import { drawSome, shortened } from './nodes.js';

const MOST_NODES = 12000;
const MOST_EDGES = 1500;
const MOST_FOUND = 3000;
const RULER = 26;
const GUTTER = 124;

/**
 * @typedef {object} Light
 * @property {number} number the task
 * @property {number[]} above
 * @property {number[]} below
 *
 * @typedef {object} Overlay
 * @property {import("./model.js").Model} model
 * @property {import("./camera.js").View} view
 * @property {import("./glyph.js").Palette} palette
 * @property {Light | undefined} light
 * @property {readonly number[]} found
 * @property {readonly number[]} path
 * @property {number | undefined} chosen
 * @property {number | undefined} focused
 */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Overlay} overlay
 */
export function drawOverlay(context, overlay) {
  const { view, palette, model } = overlay;
  context.clearRect(0, 0, view.width, view.height);
  if (overlay.light) {
    drawLight(context, overlay, overlay.light);
  }
  drawPath(context, overlay);
  context.lineWidth = 2;
  context.strokeStyle = palette.text;
  for (const number of overlay.found.slice(0, MOST_FOUND)) {
    ring(context, model, view, number, 2, 4);
  }
  if (overlay.chosen !== undefined) {
    context.lineWidth = 3;
    context.strokeStyle = palette.above;
    ring(context, model, view, overlay.chosen, 3, 8);
  }
  if (overlay.focused !== undefined) {
    context.lineWidth = 2;
    context.strokeStyle = palette.text;
    context.setLineDash([4, 3]);
    ring(context, model, view, overlay.focused, 6, 14);
    context.setLineDash([]);
  }
  drawLanes(context, overlay);
  drawRuler(context, overlay);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Overlay} overlay
 * @param {Light} light
 */
function drawLight(context, { model, view, palette }, light) {
  const near = BOX_X * view.sx >= 13;
  for (const side of /** @type {const} */ (['above', 'below'])) {
    context.strokeStyle = palette[side];
    const lit = new Set(light[side]);
    lit.add(light.number);
    let drawn = 0;
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    context.beginPath();
    for (const number of near ? light[side] : []) {
      const others = side === 'above' ? model.childrenOf(number) : model.parentsOf(number);
      for (const other of others) {
        if (drawn < MOST_EDGES && lit.has(other)) {
          const [from, to] = side === 'above' ? [number, other] : [other, number];
          if (isEdgeSeen(model, view, from, to)) {
            edgePath(context, model.layout, view, from, to, near);
            drawn++;
          }
        }
      }
    }
    context.stroke();
    context.globalAlpha = 1;
    context.lineWidth = 2;
    context.beginPath();
    const direct =
      side === 'above' ? model.parentsOf(light.number) : model.childrenOf(light.number);
    for (const other of direct.slice(0, MOST_EDGES)) {
      const [from, to] = side === 'above' ? [other, light.number] : [light.number, other];
      edgePath(context, model.layout, view, from, to, near);
    }
    context.stroke();
  }
  const seen = [light.number];
  for (const number of [...light.above, ...light.below]) {
    if (seen.length >= MOST_NODES) {
      break;
    }
    if (isSeen(model, view, number)) {
      seen.push(number);
    }
  }
  drawSome(
    context,
    { layout: model.layout, graph: model, names: model.names },
    view,
    seen,
    palette,
  );
  context.lineWidth = 2;
  context.strokeStyle = palette.text;
  ring(context, model, view, light.number, 2, 8);
}

/**
 * The critical path.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Overlay} overlay
 */
function drawPath(context, { model, view, palette, path }) {
  if (path.length === 0) {
    return;
  }
  context.strokeStyle = palette.below;
  context.lineWidth = 2.5;
  context.lineJoin = 'round';
  context.beginPath();
  for (let place = 1; place < path.length; place++) {
    edgePath(
      context,
      model.layout,
      view,
      at(path, place - 1),
      at(path, place),
      BOX_X * view.sx >= 13,
    );
  }
  context.stroke();
  if (BOX_X * view.sx >= 13) {
    for (const number of path) {
      ring(context, model, view, number, 1, 0);
    }
  }
}

/**
 * @param {import("./model.js").Model} model
 * @param {import("./camera.js").View} view
 * @param {number} number
 */
function isSeen(model, view, number) {
  const x = at(model.layout.x, number) * view.sx + view.x;
  const y = at(model.layout.y, number) * view.sy + view.y;
  return x > -BOX_X * view.sx && x < view.width && y > -BOX_Y * view.sy && y < view.height;
}

/**
 * @param {import("./model.js").Model} model
 * @param {import("./camera.js").View} view
 * @param {number} from
 * @param {number} to
 */
function isEdgeSeen(model, view, from, to) {
  return (
    at(model.layout.x, from) * view.sx + view.x < view.width &&
    at(model.layout.x, to) * view.sx + view.x > 0
  );
}

/**
 * A frame around a task, of a size at which it can be seen.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import("./model.js").Model} model
 * @param {import("./camera.js").View} view
 * @param {number} number
 * @param {number} space
 * @param {number} least
 */
function ring(context, model, view, number, space, least) {
  if (number >= model.size || !isSeen(model, view, number)) {
    return;
  }
  const width = Math.max(least, BOX_X * view.sx + 2 * space);
  const height = Math.max(least, BOX_Y * view.sy + 2 * space);
  const x = (at(model.layout.x, number) + BOX_X / 2) * view.sx + view.x;
  const y = (at(model.layout.y, number) + BOX_Y / 2) * view.sy + view.y;
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, Math.min(8, width / 3));
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Overlay} overlay
 */
function drawLanes(context, { model, view, palette }) {
  const narrow = view.width < 640;
  context.textBaseline = 'middle';
  if (!narrow) {
    context.fillStyle = palette.plate;
    context.fillRect(0, 0, GUTTER, view.height);
    context.fillStyle = palette.border;
    context.fillRect(GUTTER, 0, 1, view.height);
  }
  let last = -Infinity;
  for (const lane of model.layout.lanes) {
    const top = lane.top * view.sy + view.y;
    const height = lane.height * view.sy;
    const shownTop = Math.max(top, RULER);
    const shownBottom = Math.min(top + height, view.height);
    const middle = narrow
      ? top + Math.min(10, (LANE_GAP * view.sy) / 2)
      : (shownTop + shownBottom) / 2;
    if (shownBottom - shownTop < 8 || middle - last < 14) {
      continue;
    }
    last = middle;
    const two = !narrow && shownBottom - shownTop >= 34;
    context.font = `500 ${narrow ? 10 : 12}px ${palette.font}`;
    context.fillStyle = narrow ? palette.muted : palette.text;
    context.fillText(
      shortened(lane.name, narrow ? 24 : 16),
      narrow ? 4 : 12,
      middle - (two ? 8 : 0),
    );
    if (two) {
      context.font = `11px ${palette.font}`;
      context.fillStyle = palette.muted;
      context.fillText(lane.size === 1 ? '1 task' : `${lane.size} tasks`, 12, middle + 8);
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Overlay} overlay
 */
function drawRuler(context, { model, view, palette }) {
  context.fillStyle = palette.plate;
  context.fillRect(0, 0, view.width, RULER);
  context.fillStyle = palette.border;
  context.fillRect(0, RULER, view.width, 1);
  const narrow = view.width < 640;
  const start = narrow ? 44 : GUTTER;
  context.textBaseline = 'middle';
  context.font = `11px ${palette.font}`;
  context.fillStyle = palette.muted;
  const { columns, isRounds } = model.ruler;
  context.fillText(isRounds ? 'round' : 'rank', narrow ? 4 : 12, RULER / 2);
  let last = -Infinity;
  for (const column of columns) {
    const x = column.x * view.sx + view.x;
    if (x < start - 4 || x > view.width || x - last < 44) {
      continue;
    }
    last = x;
    context.fillStyle = palette.border;
    context.fillRect(Math.round(x), RULER - 6, 1, 6);
    context.fillStyle = palette.muted;
    context.fillText(column.label, x + 4, RULER / 2);
  }
}
