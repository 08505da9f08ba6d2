// The tasks of a plan and what they take from one another, in typed arrays: 100 000 tasks are a few megabytes.

import { UNKNOWN, statusNumber } from './status.js';

/** Who runs a task that is known by its key alone. */
export const ELSEWHERE = 'other plans';

/**
 * @typedef {{key: string, rank: number, status: string, worker: string, functionKey: string,
 *   metadata?: Record<string, string>, inputs?: ReadonlyArray<TaskInput>}} TaskJson
 * @typedef {{identifier: string, assetKey?: string,
 *   parentTaskOutput?: {parentTaskKey: string, outputIdentifier: string}}} TaskInput
 */

/** Texts that repeat, each with a number. */
export class Names {
  constructor() {
    /** @type {string[]} */
    this.list = [];
    /** @type {Map<string, number>} */
    this.numbers = new Map();
  }

  /** @param {string} name */
  number(name) {
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.list.length;
      this.list.push(name);
      this.numbers.set(name, number);
    }
    return number;
  }
}

/**
 * An array of at least that length with the same beginning.
 *
 * @template {Int32Array | Uint16Array | Uint8Array} T
 * @param {T} array
 * @param {number} length
 * @returns {T}
 */
function grown(array, length) {
  if (length <= array.length) {
    return array;
  }
  const Type = /** @type {new (length: number) => T} */ (array.constructor);
  const larger = new Type(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}

/** Grows as pages of tasks come in. */
export class Graph {
  constructor() {
    this.size = 0;
    this.edges = 0;
    /** @type {string[]} */
    this.keys = [];
    /** @type {Map<string, number>} */
    this.index = new Map();
    this.workers = new Names();
    this.functions = new Names();
    this.rank = new Int32Array(1024);
    this.round = new Int32Array(1024);
    this.status = new Uint8Array(1024);
    this.worker = new Uint16Array(1024);
    this.fn = new Int32Array(1024);
    this.from = new Int32Array(2048);
    this.to = new Int32Array(2048);
  }

  /**
   * The number of a task; one that has not been seen is in another plan until its page comes.
   *
   * @param {string} key
   */
  number(key) {
    const known = this.index.get(key);
    if (known !== undefined) {
      return known;
    }
    const number = this.size++;
    this.rank = grown(this.rank, this.size);
    this.round = grown(this.round, this.size);
    this.status = grown(this.status, this.size);
    this.worker = grown(this.worker, this.size);
    this.fn = grown(this.fn, this.size);
    this.keys.push(key);
    this.index.set(key, number);
    this.rank[number] = -1;
    this.round[number] = -1;
    this.status[number] = UNKNOWN;
    this.worker[number] = this.workers.number(ELSEWHERE);
    this.fn[number] = this.functions.number('');
    return number;
  }

  /**
   * Takes a task in; what it takes from others is taken in once.
   *
   * @param {TaskJson} task
   */
  add(task) {
    const number = this.number(task.key);
    const isNew = this.rank[number] === -1;
    this.rank[number] = task.rank;
    this.status[number] = statusNumber(task.status);
    this.worker[number] = this.workers.number(task.worker);
    this.fn[number] = this.functions.number(task.functionKey);
    this.round[number] = roundOf(task);
    if (!isNew) {
      return number;
    }
    const first = this.edges;
    for (const input of task.inputs ?? []) {
      if (input.parentTaskOutput) {
        this.addEdge(this.number(input.parentTaskOutput.parentTaskKey), number, first);
      }
    }
    return number;
  }

  /**
   * @param {number} parent
   * @param {number} child
   * @param {number} first the first edge of that child: several outputs of a parent are one edge
   */
  addEdge(parent, child, first) {
    for (let edge = first; edge < this.edges; edge++) {
      if (this.from[edge] === parent) {
        return;
      }
      if (edge - first > 64) {
        break;
      }
    }
    this.from = grown(this.from, this.edges + 1);
    this.to = grown(this.to, this.edges + 1);
    this.from[this.edges] = parent;
    this.to[this.edges] = child;
    this.edges++;
  }
}

/**
 * The round that a task says it belongs to, or -1.
 *
 * @param {TaskJson} task
 */
function roundOf(task) {
  const text = task.metadata?.['round'] ?? task.metadata?.['round_idx'] ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

/**
 * Neighbours of each task: those of task t are `list[start[t]]` to before `list[start[t + 1]]`.
 *
 * @typedef {{start: Int32Array, list: Int32Array}} Neighbours
 */

/**
 * @param {number} size
 * @param {Int32Array} of one end of each edge
 * @param {Int32Array} other the other end
 * @param {number} edges
 * @returns {Neighbours}
 */
export function neighbours(size, of, other, edges) {
  const start = new Int32Array(size + 1);
  for (let edge = 0; edge < edges; edge++) {
    start[/** @type {number} */ (of[edge]) + 1]++;
  }
  for (let node = 0; node < size; node++) {
    start[node + 1] += /** @type {number} */ (start[node]);
  }
  const next = start.slice();
  const list = new Int32Array(edges);
  for (let edge = 0; edge < edges; edge++) {
    const node = /** @type {number} */ (of[edge]);
    list[next[node]++] = /** @type {number} */ (other[edge]);
  }
  return { start, list };
}
