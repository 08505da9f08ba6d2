// Draws into bitmaps, away from the page: edges for each view, tasks for each view and whenever some have changed.

import { drawEdges } from './edges.js';
import { drawNodes } from './nodes.js';

/** As many pixels of the screen are in a picture, with what is around the view. */
const MOST_PIXELS = 7_000_000;

/**
 * @typedef {{layout: import("./layout.js").Layout, graph: import("./graph.js").Graph, names: readonly string[]}} Whole
 *
 * @typedef {object} Frame
 * @property {import("./camera.js").View} view
 * @property {number} border
 * @property {number} ratio pixels of the screen for one of CSS
 * @property {ImageBitmap | undefined} edges absent where those of the frame before are still right
 * @property {ImageBitmap} nodes
 */

/** Keeps the canvases. */
export class Painter {
  constructor() {
    /** @type {OffscreenCanvas | undefined} */
    this.edges = undefined;
    /** @type {OffscreenCanvas | undefined} */
    this.nodes = undefined;
  }

  /**
   * @param {Whole} scene
   * @param {import("./camera.js").View} view
   * @param {number} ratio
   * @param {import("./glyph.js").Palette} palette
   * @param {boolean} withEdges
   * @returns {Frame}
   */
  paint(scene, view, ratio, palette, withEdges) {
    const border = borderOf(view, ratio);
    const width = Math.max(1, Math.round((view.width + 2 * border) * ratio));
    const height = Math.max(1, Math.round((view.height + 2 * border) * ratio));
    let edges;
    if (withEdges) {
      this.edges = sized(this.edges, width, height);
      const context = prepared(this.edges, ratio, border);
      drawGround(context, scene, view, border, palette);
      drawEdges(context, scene, view, border, palette);
      edges = this.edges.transferToImageBitmap();
    }
    this.nodes = sized(this.nodes, width, height);
    drawNodes(prepared(this.nodes, ratio, border), scene, view, border, palette);
    return { view, border, ratio, edges, nodes: this.nodes.transferToImageBitmap() };
  }
}

/**
 * What is around the view is drawn too, so that a person who drags it sees what comes.
 *
 * @param {import("./camera.js").View} view
 * @param {number} ratio
 */
function borderOf(view, ratio) {
  let border = Math.round(Math.min(320, view.width * 0.25));
  while (
    border > 16 &&
    (view.width + 2 * border) * (view.height + 2 * border) * ratio * ratio > MOST_PIXELS
  ) {
    border = Math.floor(border / 2);
  }
  return border;
}

/**
 * @param {OffscreenCanvas | undefined} canvas
 * @param {number} width
 * @param {number} height
 */
function sized(canvas, width, height) {
  return canvas?.width === width && canvas.height === height
    ? canvas
    : new OffscreenCanvas(width, height);
}

/**
 * @param {OffscreenCanvas} canvas
 * @param {number} ratio
 * @param {number} border
 */
function prepared(canvas, ratio, border) {
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, border * ratio, border * ratio);
  return context;
}

/**
 * Bands of lanes, lines between ranks.
 *
 * @param {OffscreenCanvasRenderingContext2D} context
 * @param {Whole} scene
 * @param {import("./camera.js").View} view
 * @param {number} border
 * @param {import("./glyph.js").Palette} palette
 */
function drawGround(context, { layout }, view, border, palette) {
  context.fillStyle = palette.band;
  layout.lanes.forEach((lane, number) => {
    if (number % 2 === 0) {
      context.fillRect(
        -border,
        lane.top * view.sy + view.y,
        view.width + 2 * border,
        lane.height * view.sy,
      );
    }
  });
  context.fillStyle = palette.line;
  let last = -Infinity;
  for (const rank of layout.ranks) {
    const x = Math.round(rank * view.sx + view.x);
    if (x - last >= 24 && x >= -border && x <= view.width + border) {
      context.fillRect(x, view.y, 1, layout.height * view.sy);
      last = x;
    }
  }
}
