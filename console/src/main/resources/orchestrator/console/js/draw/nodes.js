// The tasks, with as much of each as there is room for: a tick of its colour, its sign, its name.

import { glyph, mark } from './glyph.js';
import { BOX_X, BOX_Y, LANE_GAP, PITCH_X, at } from './layout.js';
import { DONE, EXECUTING, FAILED, READY, WORDS } from './status.js';

/** Below so many pixels from one rank to the next, tasks are counted and not drawn. */
const COUNTED = 1.3;
/** From so many pixels of width on a task has its sign, and its name. */
const SIGN = 13;
const NAME = 64;
/** Signs of failures over ticks, which would be lost otherwise. */
const MOST_MARKS = 1500;
const COUNT_COLUMN = 2;

/** How high a tick is, by status: what is further is higher. */
const TICK = [0.3, 0.34, 0.34, 0.42, 0.58, 1, 1, 1, 0.34];

/** Where tasks are only ticks, those of which there is nothing to see yet are pale. */
const TICK_ALPHA = [0.5, 0.45, 0.6, 0.9, 0.9, 1, 0.9, 1, 0.45];

/** Below others first: what a person looks for is drawn last. */
const ORDER = [0, 1, 2, 3, 8, 6, 4, 5, 7];

/**
 * @typedef {import("./glyph.js").Context} Context
 * @typedef {import("./glyph.js").Palette} Palette
 *
 * @typedef {object} Drawn
 * @property {number} size
 * @property {readonly string[]} keys
 * @property {Uint8Array} status
 * @property {Int32Array} fn
 * @property {Int32Array} round
 *
 * @typedef {object} Scene
 * @property {import("./layout.js").Layout} layout
 * @property {Drawn} graph
 * @property {ReadonlyArray<string>} names of functions, by number
 */

/**
 * @param {Context} context whose origin is the view's
 * @param {Scene} scene
 * @param {import("./camera.js").View} view
 * @param {number} border pixels around the view that are drawn too
 * @param {Palette} palette
 */
export function drawNodes(context, scene, view, border, palette) {
  if (PITCH_X * view.sx < COUNTED) {
    drawCounts(context, scene, view, border, palette);
    return;
  }
  drawSome(context, scene, view, visibleNodes(scene, view, border), palette);
}

/**
 * Draws some tasks as there is room for.
 *
 * @param {Context} context
 * @param {Scene} scene
 * @param {import("./camera.js").View} view
 * @param {number[]} visible
 * @param {Palette} palette
 */
export function drawSome(context, scene, view, visible, palette) {
  const width = BOX_X * view.sx;
  const height = BOX_Y * view.sy;
  if (width < SIGN || height < SIGN) {
    drawTicks(context, scene, view, visible, palette);
  } else {
    drawBoxes(context, scene, view, visible, palette);
  }
}

/**
 * @param {Scene} scene
 * @param {import("./camera.js").View} view
 * @param {number} border
 */
function visibleNodes({ layout, graph }, view, border) {
  const left = (-border - view.x) / view.sx - BOX_X;
  const right = (view.width + border - view.x) / view.sx;
  const top = (-border - view.y) / view.sy - BOX_Y;
  const bottom = (view.height + border - view.y) / view.sy;
  const found = [];
  for (let node = 0; node < layout.x.length && node < graph.size; node++) {
    const x = at(layout.x, node);
    const y = at(layout.y, node);
    if (x >= left && x <= right && y >= top && y <= bottom) {
      found.push(node);
    }
  }
  return found;
}

/**
 * @param {Context} context
 * @param {Scene} scene
 * @param {import("./camera.js").View} view
 * @param {number[]} visible
 * @param {Palette} palette
 */
function drawTicks(context, { layout, graph }, view, visible, palette) {
  const width = Math.max(1, BOX_X * view.sx);
  const height = BOX_Y * view.sy;
  const byStatus = /** @type {number[][]} */ (ORDER.map(() => []));
  for (const node of visible) {
    byStatus[at(graph.status, node)]?.push(node);
  }
  for (const status of ORDER) {
    context.fillStyle = palette.status[status] ?? palette.muted;
    context.globalAlpha = at(TICK_ALPHA, status);
    const tick = Math.max(2, height * at(TICK, status));
    for (const node of byStatus[status] ?? []) {
      const x = at(layout.x, node) * view.sx + view.x;
      const y = at(layout.y, node) * view.sy + view.y;
      context.fillRect(x, y + (height - tick) / 2, width, tick);
    }
  }
  context.globalAlpha = 1;
  for (const node of (byStatus[FAILED] ?? []).slice(0, MOST_MARKS)) {
    const x = at(layout.x, node) * view.sx + view.x + width / 2;
    mark(context, palette, FAILED, x, at(layout.y, node) * view.sy + view.y + height / 2, 5);
  }
}

/**
 * @param {Context} context
 * @param {Scene} scene
 * @param {import("./camera.js").View} view
 * @param {number[]} visible
 * @param {Palette} palette
 */
function drawBoxes(context, { layout, graph, names }, view, visible, palette) {
  const width = BOX_X * view.sx;
  const height = BOX_Y * view.sy;
  const radius = Math.min(6, width / 4, height / 4);
  context.fillStyle = palette.plate;
  context.strokeStyle = palette.border;
  context.lineWidth = 1;
  for (const node of visible) {
    context.beginPath();
    context.roundRect(
      at(layout.x, node) * view.sx + view.x,
      at(layout.y, node) * view.sy + view.y,
      width,
      height,
      radius,
    );
    context.fill();
    context.stroke();
  }
  const hasName = width >= NAME;
  const sign = Math.min(8, Math.min(width, height) / 2 - 2);
  for (const node of visible) {
    const status = at(graph.status, node);
    const x = at(layout.x, node) * view.sx + view.x;
    const y = at(layout.y, node) * view.sy + view.y;
    if (status === EXECUTING || status === FAILED) {
      context.strokeStyle = palette.status[status] ?? palette.border;
      context.lineWidth = 1.5;
      context.beginPath();
      context.roundRect(x, y, width, height, radius);
      context.stroke();
    }
    glyph(context, palette, status, hasName ? x + 6 + sign : x + width / 2, y + height / 2, sign);
  }
  if (hasName) {
    drawNames(context, { layout, graph, names }, view, visible, palette, 12 + 2 * sign);
  }
}

/**
 * @param {Context} context
 * @param {Scene} scene
 * @param {import("./camera.js").View} view
 * @param {number[]} visible
 * @param {Palette} palette
 * @param {number} indent
 */
function drawNames(context, { layout, graph, names }, view, visible, palette, indent) {
  const room = BOX_X * view.sx - indent - 4;
  const height = BOX_Y * view.sy;
  const size = Math.min(13, Math.max(9, 12.5 * Math.min(view.sx, view.sy)));
  const hasMore = height >= 30 && room >= 56;
  const letters = Math.floor(room / (size * 0.54));
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  context.font = `500 ${size}px ${palette.font}`;
  for (const node of visible) {
    const name = names[at(graph.fn, node)] || (graph.keys[node] ?? '').slice(0, 8);
    const y = at(layout.y, node) * view.sy + view.y + height / 2 - (hasMore ? size * 0.56 : 0);
    context.fillText(shortened(name, letters), at(layout.x, node) * view.sx + view.x + indent, y);
  }
  if (!hasMore) {
    return;
  }
  context.fillStyle = palette.muted;
  context.font = `${size - 1.5}px ${palette.font}`;
  for (const node of visible) {
    const round = at(graph.round, node);
    const key = (graph.keys[node] ?? '').slice(0, 8);
    const status = WORDS[at(graph.status, node)] ?? '';
    const line =
      room > 150 ? `${key} · ${status}` : round >= 0 && letters > 14 ? `${key} · ${round}` : key;
    const y = at(layout.y, node) * view.sy + view.y + height / 2 + size * 0.62;
    context.fillText(
      shortened(line, letters + 1),
      at(layout.x, node) * view.sx + view.x + indent,
      y,
    );
  }
}

/**
 * @param {string} text
 * @param {number} letters
 */
export function shortened(text, letters) {
  const points = Array.from(text.slice(0, 2 * letters + 2));
  return points.length > letters ? points.slice(0, Math.max(1, letters - 1)).join('') + '…' : text;
}

/**
 * Of each lane, how many tasks of each status there are in each column of pixels.
 *
 * @param {Context} context
 * @param {Scene} scene
 * @param {import("./camera.js").View} view
 * @param {number} border
 * @param {Palette} palette
 */
function drawCounts(context, { layout, graph }, view, border, palette) {
  const columns = Math.ceil((view.width + 2 * border) / COUNT_COLUMN);
  const kinds = ORDER.length;
  const counts = new Int32Array(layout.lanes.length * columns * kinds);
  const most = new Int32Array(layout.lanes.length);
  for (let node = 0; node < layout.x.length && node < graph.size; node++) {
    const column = Math.floor((at(layout.x, node) * view.sx + view.x + border) / COUNT_COLUMN);
    if (column >= 0 && column < columns) {
      counts[(at(layout.lane, node) * columns + column) * kinds + at(graph.status, node)]++;
    }
  }
  let marks = 0;
  layout.lanes.forEach((lane, number) => {
    for (let column = 0; column < columns; column++) {
      let all = 0;
      for (let status = 0; status < kinds; status++) {
        all += at(counts, (number * columns + column) * kinds + status);
      }
      most[number] = Math.max(at(most, number), all);
    }
    const height = (lane.height - LANE_GAP) * view.sy;
    const bottom = (lane.top + lane.height - LANE_GAP / 2) * view.sy + view.y;
    for (let column = 0; column < columns; column++) {
      let y = bottom;
      for (const status of [DONE, FAILED, EXECUTING, READY, 3, 2, 1, 8, 0]) {
        const count = at(counts, (number * columns + column) * kinds + status);
        if (count > 0) {
          const part = (count / at(most, number)) * height;
          context.fillStyle = palette.status[status] ?? palette.muted;
          context.globalAlpha = at(TICK_ALPHA, status);
          context.fillRect(column * COUNT_COLUMN - border, y - part, COUNT_COLUMN, part);
          y -= part;
        }
      }
      context.globalAlpha = 1;
      if (at(counts, (number * columns + column) * kinds + FAILED) > 0 && marks++ < MOST_MARKS) {
        mark(context, palette, FAILED, column * COUNT_COLUMN - border, bottom - height / 2, 5);
      }
    }
  });
}
