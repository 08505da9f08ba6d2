// The sign of each status: its shape tells it without its colour.

/**
 * @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context
 *
 * @typedef {object} Palette
 * @property {string} plate behind the name of a task
 * @property {string} border
 * @property {string} text
 * @property {string} muted
 * @property {string} stay an edge within a lane
 * @property {string} travel an edge from a lane to another
 * @property {string} band every other lane
 * @property {string} line between ranks
 * @property {string} above what a task depends on
 * @property {string} below what waits for a task
 * @property {readonly string[]} status by number
 * @property {string} font a family
 */

/** The shapes of `ui/status.js`, in a box of 16 by 16, by number of the status; filled ones are marked. */
const SHAPES = [
  { path: 'M8 2.5A5.5 5.5 0 1 1 7.99 2.5M6.500 8 9.500 8', filled: false },
  { path: 'M8 2.5A5.5 5.5 0 1 1 7.99 2.5M8 5v3.2l2.2 1.6', filled: false },
  { path: 'M3 3h10v10H3z', filled: false },
  { path: 'M2.5 2.5h11v11h-11zM4 9.5h8V4H4z', filled: true },
  { path: 'M4.5 3v10l8-5z', filled: false },
  { path: 'M4 2.5v11L13 8z', filled: true },
  { path: 'M2.5 8.5 6.300 12.300 13.5 4.300', filled: false },
  { path: 'M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5', filled: false },
  { path: 'M8 2.5A5.5 5.5 0 1 1 7.99 2.5M4.200 4.200 11.800 11.800', filled: false },
];

/** @type {Path2D[]} made when they are first drawn */
const PATHS = [];

/**
 * Draws a sign around a point.
 *
 * @param {Context} context
 * @param {Palette} palette
 * @param {number} status
 * @param {number} x
 * @param {number} y
 * @param {number} r half of its size
 */
export function glyph(context, palette, status, x, y, r) {
  const { path: drawn, filled } = SHAPES[status] ?? SHAPES[0];
  PATHS[status] ??= new Path2D(drawn);
  const path = PATHS[status];
  const scale = r / 8;
  context.save();
  context.translate(x - r, y - r);
  context.scale(scale, scale);
  if (filled) {
    context.fillStyle = palette.status[status];
    context.fill(path, 'evenodd');
  } else {
    context.strokeStyle = palette.status[status];
    context.lineWidth = 2;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.stroke(path);
  }
  context.restore();
}

/**
 * Draws a mark that is seen over anything else, for a failure among many tasks.
 *
 * @param {Context} context
 * @param {Palette} palette
 * @param {number} status
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
export function mark(context, palette, status, x, y, r) {
  context.fillStyle = palette.status[status];
  context.strokeStyle = palette.plate;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - r);
  context.lineTo(x + r, y);
  context.lineTo(x, y + r);
  context.lineTo(x - r, y);
  context.closePath();
  context.fill();
  context.stroke();
}
