import { isFinal } from '../draw/status.js';

/**
 * The chain of tasks that decides how long the plan takes.
 *
 * @typedef {{path: number[], total: number, measured: number, isTimed: boolean}} Critical
 *   measured: how many of the path have run; isTimed: whether lengths of time are known at all
 */

/**
 * Finds it: of tasks that have run, the time they took counts; of others, the mean of their function, and
 * of all where the function has not run. Before anything has run, each task counts the same.
 *
 * @param {import('../draw/model.js').Model} model
 * @param {ReadonlyMap<number, number>} took
 * @returns {Critical}
 */
export function criticalPath(model, took) {
  const means = meansOf(model, took);
  const order = Array.from({ length: model.size }, (_, number) => number).sort(
    (a, b) => model.rank[a] - model.rank[b],
  );
  const end = new Float64Array(model.size);
  const before = new Int32Array(model.size).fill(-1);
  let last = -1;
  for (const number of order) {
    let start = 0;
    for (const parent of model.parentsOf(number)) {
      if (before[number] === -1 || end[parent] > start) {
        start = end[parent];
        before[number] = parent;
      }
    }
    const length = took.get(number) ?? means[model.fn[number]];
    end[number] = start + (model.status[number] === 0 ? 0 : length);
    if (last === -1 || end[number] > end[last]) {
      last = number;
    }
  }
  /** @type {number[]} */
  const path = [];
  for (let number = last; number !== -1; number = before[number]) {
    path.push(number);
  }
  path.reverse();
  return {
    path,
    total: last === -1 ? 0 : end[last],
    measured: path.filter((number) => isFinal(model.status[number]) && took.has(number)).length,
    isTimed: took.size > 0,
  };
}

/**
 * @param {import('../draw/model.js').Model} model
 * @param {ReadonlyMap<number, number>} took
 */
function meansOf(model, took) {
  const sums = new Float64Array(model.functions.length);
  const counts = new Float64Array(model.functions.length);
  let sum = 0;
  for (const [number, time] of took) {
    sums[model.fn[number]] += time;
    counts[model.fn[number]]++;
    sum += time;
  }
  const mean = took.size === 0 ? 1 : sum / took.size;
  return sums.map((each, place) => (counts[place] === 0 ? mean : each / counts[place]));
}
