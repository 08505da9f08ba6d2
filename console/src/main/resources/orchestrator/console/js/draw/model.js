// A plan as the page's own thread knows it: what each task is, where it is drawn, what it depends on.

import { PITCH_X, BOX_X, BOX_Y, at } from './layout.js';
import { DONE, STATUSES, UNKNOWN, WORDS, isBroken, isFinal } from './status.js';

/** As many columns on either side are looked at for a task under a pointer. */
const NEAR = 24;

/** What the worker tells of a plan, and what has changed since. */
export class Model {
  /** @param {any} told */
  constructor(told) {
    /** @type {boolean} whether all tasks have been read */
    this.complete = told.complete;
    /** @type {import("./layout.js").Layout} */
    this.layout = told.layout;
    /** @type {string[]} */
    this.keys = told.keys;
    this.size = this.keys.length;
    /** @type {Int32Array} */
    this.rank = told.rank;
    /** @type {Int32Array} */
    this.round = told.round;
    /** @type {Uint8Array} */
    this.status = told.status;
    /** @type {Uint16Array} */
    this.worker = told.worker;
    /** @type {Int32Array} */
    this.fn = told.fn;
    /** @type {string[]} */
    this.workers = told.workers;
    /** @type {string[]} keys */
    this.functions = told.functions;
    /** @type {import("./graph.js").Neighbours} */
    this.parents = told.parents;
    /** @type {import("./graph.js").Neighbours} */
    this.children = told.children;
    /** @type {Map<number, number>} when a task has got its status, where that was seen */
    this.since = new Map();
    /** @type {string[]} by number of the function */
    this.names = [];
    this.columns = columnsOf(this.layout);
    this.ruler = rulerOf(this);
    /** @type {Map<string, number> | undefined} */
    this.numbers = undefined;
    /** @type {number[] | undefined} */
    this.order = undefined;
    this.counts = new Int32Array(STATUSES.length);
    for (const status of this.status) {
      this.counts[status]++;
    }
  }

  /** The tasks of the plan itself, in the order of their ranks. */
  get inOrder() {
    this.order ??= Array.from(this.keys.keys())
      .filter((number) => this.status[number] !== UNKNOWN)
      .sort((a, b) => this.rank[a] - this.rank[b] || a - b);
    return this.order;
  }

  /** @param {Record<string, string>} names of functions, by key */
  nameFunctions(names) {
    this.names = this.functions.map((key) => names[key] ?? '');
  }

  /** @param {{numbers: Int32Array, statuses: Uint8Array, times: Float64Array}} changes */
  apply({ numbers, statuses, times }) {
    numbers.forEach((number, place) => {
      if (number < this.size) {
        this.counts[at(this.status, number)]--;
        this.status[number] = at(statuses, place);
        this.counts[at(this.status, number)]++;
        this.since.set(number, at(times, place));
      }
    });
  }

  /** How many tasks the plan itself has. */
  get own() {
    return this.size - at(this.counts, 0);
  }

  get ended() {
    return at(this.counts, DONE) + at(this.counts, 7) + at(this.counts, 8);
  }

  /** @param {number} number */
  nameOf(number) {
    return this.names[at(this.fn, number)] || `task ${(this.keys[number] ?? '').slice(0, 8)}`;
  }

  /** @param {number} number */
  workerOf(number) {
    return this.workers[at(this.worker, number)] ?? '';
  }

  /** @param {string} key */
  numberOf(key) {
    this.numbers ??= new Map(this.keys.map((each, number) => [each, number]));
    return this.numbers.get(key);
  }

  /** @param {number} number */
  parentsOf(number) {
    return this.parents.list.subarray(
      at(this.parents.start, number),
      at(this.parents.start, number + 1),
    );
  }

  /** @param {number} number */
  childrenOf(number) {
    return this.children.list.subarray(
      at(this.children.start, number),
      at(this.children.start, number + 1),
    );
  }

  /**
   * All that can be reached from a task, without itself, the nearest first.
   *
   * @param {number} number
   * @param {(number: number) => Int32Array} next
   * @returns {number[]}
   */
  reach(number, next) {
    const seen = new Uint8Array(this.size);
    seen[number] = 1;
    const found = [number];
    for (let place = 0; place < found.length; place++) {
      for (const other of next(at(found, place))) {
        if (seen[other] === 0) {
          seen[other] = 1;
          found.push(other);
        }
      }
    }
    found.shift();
    return found;
  }

  /** @param {number} number */
  above(number) {
    return this.reach(number, (each) => this.parentsOf(each));
  }

  /** @param {number} number */
  below(number) {
    return this.reach(number, (each) => this.childrenOf(each));
  }

  /**
   * The task at a point of the picture, or within a distance of it.
   *
   * @param {{x: number, y: number}} point
   * @param {{x: number, y: number}} reach
   * @returns {number | undefined}
   */
  hit(point, reach) {
    const middle = Math.floor(point.x / PITCH_X);
    const around = Math.min(NEAR, Math.ceil(reach.x / PITCH_X));
    let nearest;
    let least = 1;
    for (let column = middle - around; column <= middle + around; column++) {
      for (const number of this.inColumn(column)) {
        const dx = outside(point.x, at(this.layout.x, number), BOX_X) / reach.x;
        const dy = outside(point.y, at(this.layout.y, number), BOX_Y) / reach.y;
        const distance = Math.hypot(dx, dy);
        if (distance < least) {
          least = distance;
          nearest = number;
        }
      }
    }
    return nearest;
  }

  /** @param {number} column */
  inColumn(column) {
    const { start, list } = this.columns;
    return column < 0 || column + 1 >= start.length
      ? []
      : list.subarray(at(start, column), at(start, column + 1));
  }

  /**
   * Says in one line what a task is and how it is tied to others.
   *
   * @param {number} number
   */
  describe(number) {
    const round = at(this.round, number);
    const up = this.parentsOf(number).length;
    const down = this.childrenOf(number).length;
    return [
      this.nameOf(number),
      WORDS[at(this.status, number)],
      this.workerOf(number),
      round >= 0 ? `round ${round}` : `rank ${at(this.rank, number)}`,
      up === 0 ? 'depends on nothing' : up === 1 ? 'depends on 1 task' : `depends on ${up} tasks`,
      down === 0
        ? 'nothing waits for it'
        : down === 1
          ? '1 task waits for it'
          : `${down} tasks wait for it`,
    ].join(', ');
  }

  /**
   * The tasks above one that are not done, the nearest first; behind a broken one nothing is looked for.
   *
   * @param {number} number
   * @param {number} most
   */
  unfinishedAbove(number, most) {
    const open = this.reach(number, (each) =>
      each !== number && (isBroken(at(this.status, each)) || at(this.status, each) === DONE)
        ? new Int32Array(0)
        : this.parentsOf(each),
    );
    return open.filter((each) => at(this.status, each) !== DONE).slice(0, most);
  }

  /**
   * Whether it can still run: not ended, and nothing above it is broken.
   *
   * @param {number} number
   */
  isStuck(number) {
    return (
      !isFinal(at(this.status, number)) &&
      this.unfinishedAbove(number, this.size).some((each) => isBroken(at(this.status, each)))
    );
  }
}

/**
 * @param {number} value
 * @param {number} start
 * @param {number} length
 */
function outside(value, start, length) {
  return value < start ? start - value : Math.max(0, value - start - length);
}

/** @param {import("./layout.js").Layout} layout */
function columnsOf(layout) {
  const count = Math.round(layout.width / PITCH_X);
  const start = new Int32Array(count + 1);
  for (const x of layout.x) {
    start[Math.floor(x / PITCH_X) + 1]++;
  }
  for (let column = 0; column < count; column++) {
    start[column + 1] += at(start, column);
  }
  const next = start.slice();
  const list = new Int32Array(layout.x.length);
  layout.x.forEach((x, number) => {
    list[next[Math.floor(x / PITCH_X)]++] = number;
  });
  return { start, list };
}

/**
 * What the columns are called: by the rounds that tasks name where they follow one another, or else
 * by their rank.
 *
 * @param {Model} model
 */
function rulerOf(model) {
  const count = model.layout.ranks.length - 1;
  const first = new Int32Array(count).fill(-1);
  for (let number = 0; number < model.size; number++) {
    const column = at(model.rank, number) - model.layout.firstRank;
    first[column] = Math.max(at(first, column), at(model.round, number));
  }
  const named = first.filter((round) => round >= 0);
  const isRounds = named.length > 0 && named.every((round, i) => i === 0 || round >= at(named, i - 1));
  const columns = [];
  let last = -1;
  for (let column = 0; column < count; column++) {
    const label = isRounds ? at(first, column) : column + model.layout.firstRank;
    if (label >= 0 && label !== last) {
      columns.push({ x: at(model.layout.ranks, column), label: String(label) });
      last = label;
    }
  }
  return { columns, isRounds };
}
