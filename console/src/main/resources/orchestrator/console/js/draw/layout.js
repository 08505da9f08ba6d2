// Where each task is drawn: its rank is a column from the left, its organization a lane from the top.
// In linear time but for the sorts within a cell, so that 100 000 tasks are placed in a fraction of a second.

import { ELSEWHERE, neighbours } from './graph.js';
import { natural } from './natural.js';

/** From one column to the next, one row to the next, and the size of a task, at scale 1. */
export const PITCH_X = 200;
export const PITCH_Y = 56;
export const BOX_X = 144;
export const BOX_Y = 40;

/** Free space above and below the tasks of a lane. */
export const LANE_GAP = 28;

/** A picture twice as wide as high is read best on a screen. */
const ASPECT = 2;

/**
 * @typedef {object} Lane
 * @property {string} name the organization
 * @property {number} top
 * @property {number} height
 * @property {number} rows
 * @property {number} size how many tasks
 *
 * @typedef {object} Layout
 * @property {Float32Array} x left edge of each task
 * @property {Float32Array} y top edge
 * @property {Uint16Array} lane
 * @property {Lane[]} lanes from the top
 * @property {Float32Array} ranks left edge of each rank, and at the end the right edge of the last
 * @property {number} firstRank the rank of the first column: -1 where outputs of other plans are taken
 * @property {number} width
 * @property {number} height
 */

/**
 * Places all tasks.
 *
 * @param {import("./graph.js").Graph} graph
 * @returns {Layout}
 */
export function layout(graph) {
  const size = graph.size;
  const { order, lane } = lanes(graph);
  let first = 0;
  let last = 0;
  for (let node = 0; node < size; node++) {
    first = Math.min(first, at(graph.rank, node));
    last = Math.max(last, at(graph.rank, node));
  }
  const columns = last - first + 1;
  // Cells in the order of ranks: a counting sort.
  const start = new Int32Array(columns * order.length + 1);
  for (let node = 0; node < size; node++) {
    start[(at(graph.rank, node) - first) * order.length + at(lane, node) + 1]++;
  }
  for (let cell = 1; cell < start.length; cell++) {
    start[cell] += at(start, cell - 1);
  }
  const next = start.slice();
  const cells = new Int32Array(size);
  for (let node = 0; node < size; node++) {
    cells[next[(at(graph.rank, node) - first) * order.length + at(lane, node)]++] = node;
  }
  const rows = laneRows(start, columns, order.length);
  const parents = neighbours(size, graph.to, graph.from, graph.edges);
  const lanesPlaced = placeLanes(order, rows, lane, size);
  const x = new Float32Array(size);
  const y = new Float32Array(size);
  const ranks = new Float32Array(columns + 1);
  const wished = new Float64Array(size);
  let left = 0;
  for (let column = 0; column < columns; column++) {
    ranks[column] = left;
    let widest = 1;
    for (let number = 0; number < order.length; number++) {
      const cell = column * order.length + number;
      const nodes = cells.subarray(at(start, cell), at(start, cell + 1));
      const height = at(rows, number);
      for (const node of nodes) {
        wished[node] = wishedPlace(node, parents, y);
      }
      nodes.sort((a, b) => at(wished, a) - at(wished, b) || a - b);
      const across = Math.ceil(nodes.length / height);
      const used = Math.ceil(nodes.length / Math.max(across, 1));
      const top =
        /** @type {Lane} */ (lanesPlaced[number]).top +
        LANE_GAP / 2 +
        ((height - used) * PITCH_Y) / 2;
      nodes.forEach((node, place) => {
        x[node] = left + Math.floor(place / used) * PITCH_X + (PITCH_X - BOX_X) / 2;
        y[node] = top + (place % used) * PITCH_Y + (PITCH_Y - BOX_Y) / 2;
      });
      widest = Math.max(widest, across);
    }
    left += widest * PITCH_X;
  }
  ranks[columns] = left;
  const lowest = lanesPlaced[lanesPlaced.length - 1];
  return {
    x,
    y,
    lane,
    lanes: lanesPlaced,
    ranks,
    firstRank: first,
    width: left,
    height: lowest ? lowest.top + lowest.height : 0,
  };
}

/**
 * Lanes by name, numbers in names by their value; what is in other plans is on top.
 *
 * @param {import("./graph.js").Graph} graph
 */
function lanes(graph) {
  const used = new Set(graph.worker.subarray(0, graph.size));
  const order = graph.workers.list
    .filter((_, number) => used.has(number))
    .sort((a, b) =>
      a === ELSEWHERE ? -1 : b === ELSEWHERE ? 1 : natural(a, b),
    );
  const places = new Map(order.map((name, place) => [name, place]));
  const ofWorker = graph.workers.list.map((name) => places.get(name) ?? 0);
  const lane = new Uint16Array(graph.size);
  for (let node = 0; node < graph.size; node++) {
    lane[node] = ofWorker[at(graph.worker, node)] ?? 0;
  }
  return { order, lane };
}

/**
 * How many rows each lane has: as many as its fullest cell, but no more than make the picture too high.
 *
 * @param {Int32Array} start
 * @param {number} columns
 * @param {number} count
 */
function laneRows(start, columns, count) {
  let fullest = 1;
  for (let cell = 0; cell + 1 < start.length; cell++) {
    fullest = Math.max(fullest, at(start, cell + 1) - at(start, cell));
  }
  /** @type {Int32Array} */
  let best = new Int32Array(count).fill(1);
  let bestError = Infinity;
  for (let most = 1; ; most *= 2) {
    const rows = new Int32Array(count).fill(1);
    for (let cell = 0; cell + 1 < start.length; cell++) {
      const number = cell % count;
      rows[number] = Math.max(
        at(rows, number),
        Math.min(most, at(start, cell + 1) - at(start, cell)),
      );
    }
    let width = 0;
    for (let column = 0; column < columns; column++) {
      let widest = 1;
      for (let number = 0; number < count; number++) {
        const cell = column * count + number;
        widest = Math.max(
          widest,
          Math.ceil((at(start, cell + 1) - at(start, cell)) / at(rows, number)),
        );
      }
      width += widest * PITCH_X;
    }
    const height = rows.reduce((sum, each) => sum + each * PITCH_Y + LANE_GAP, 0);
    const error = Math.abs(Math.log(width / height / ASPECT));
    if (error < bestError) {
      best = rows;
      bestError = error;
    }
    if (most >= fullest) {
      return best;
    }
  }
}

/**
 * @param {string[]} order
 * @param {Int32Array} rows
 * @param {Uint16Array} lane
 * @param {number} size
 * @returns {Lane[]}
 */
function placeLanes(order, rows, lane, size) {
  const sizes = new Int32Array(order.length);
  for (let node = 0; node < size; node++) {
    sizes[at(lane, node)]++;
  }
  let top = 0;
  return order.map((name, number) => {
    const height = at(rows, number) * PITCH_Y + LANE_GAP;
    const placed = { name, top, height, rows: at(rows, number), size: at(sizes, number) };
    top += height;
    return placed;
  });
}

/**
 * As high as its parents are on average, so that edges cross seldom.
 *
 * @param {number} node
 * @param {import("./graph.js").Neighbours} parents
 * @param {Float32Array} y
 */
function wishedPlace(node, parents, y) {
  const from = at(parents.start, node);
  const to = at(parents.start, node + 1);
  let sum = 0;
  for (let each = from; each < to; each++) {
    sum += at(y, at(parents.list, each));
  }
  return to > from ? sum / (to - from) : 0;
}

/**
 * An entry that is known to be there.
 *
 * @param {{readonly [index: number]: number}} array
 * @param {number} index
 */
export function at(array, index) {
  return /** @type {number} */ (array[index]);
}
