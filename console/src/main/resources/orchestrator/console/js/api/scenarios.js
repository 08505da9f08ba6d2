import { ApiError, call, get, ownAddress } from './client.js';

/**
 * What became of transactions; counts of none are left out.
 *
 * @typedef {object} Figures
 * @property {number} [intended]
 * @property {number} [sent]
 * @property {number} [committed]
 * @property {number} [succeeded]
 * @property {number} [failed]
 * @property {Record<string, {p50: number, p99: number, max: number}>} [ms]
 */

/**
 * What a service of scenarios does.
 *
 * @typedef {object} Status
 * @property {string} proxy
 * @property {string} stage what is done with the newest settings
 * @property {boolean} running
 * @property {string} [run] the newest one
 * @property {Totals} [totals] of that run
 * @property {{node: string, state: string}[]} nodes
 * @property {number} [more_nodes]
 * @property {string[]} [failed_registrations]
 */

/** @typedef {{seconds: number, rate: number, all: Figures, under_way?: number, nodes: (Figures & {entry: number, name: string, node: string})[], more_nodes?: number, fault?: string}} Totals */

/** What a service does; undefined where the door asks none. @param {AbortSignal} signal @returns {Promise<Status | undefined>} */
export async function readScenario(signal) {
  try {
    return await get('/v1/scenario', {}, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.isMissing) {
      return undefined;
    }
    throw error;
  }
}

/** Stops what runs and what waits. */
export function stopScenario() {
  return call('POST', '/v1/scenario/stop');
}

/** Where the report of a run is. @param {string} run */
export function reportAddress(run) {
  return ownAddress(`/v1/scenario/reports/${encodeURIComponent(run)}`);
}

/** So many looks are kept: ten minutes. */
export const MOST_LOOKS = 600;

/**
 * A run as it was at a time of it.
 *
 * @typedef {{seconds: number, due: number, done: number, failed: number, p50: number, p99: number}} Look
 */

/**
 * The newest run as it was looked at until now.
 *
 * @typedef {{run: string, looks: readonly Look[]}} Course
 */

/** @type {Course} */
export const NO_COURSE = { run: '', looks: [] };

/**
 * The course with one more look; that of another run begins anew.
 *
 * @param {Course} course
 * @param {Status} status
 * @returns {Course}
 */
export function follow(course, status) {
  const run = status.run ?? '';
  const before = course.run === run ? course.looks : [];
  const { totals } = status;
  const last = before.at(-1);
  if (!totals || (last && totals.seconds <= last.seconds)) {
    return { run, looks: before };
  }
  const { all } = totals;
  const look = {
    seconds: totals.seconds,
    due: all.intended ?? 0,
    done: all.succeeded ?? 0,
    failed: all.failed ?? 0,
    p50: all.ms?.ended?.p50 ?? NaN,
    p99: all.ms?.ended?.p99 ?? NaN,
  };
  return { run, looks: [...before, look].slice(-MOST_LOOKS) };
}

/**
 * How many a second there were between each look and the one before.
 *
 * @param {Course} course
 * @param {'due' | 'done' | 'failed'} what
 * @returns {[number, number][]}
 */
export function rates({ looks }, what) {
  return looks
    .slice(1)
    .map((look, i) => [
      look.seconds,
      (look[what] - looks[i][what]) / (look.seconds - looks[i].seconds),
    ]);
}

/**
 * A node, as it is known and with what it did in the newest run.
 *
 * @typedef {{key: string, name: string, node: string, state: string, figures: Figures}} Row
 */

/**
 * The nodes: those of the newest run in its order, then the others.
 *
 * @param {Status} status
 * @returns {Row[]}
 */
export function rowsOf({ totals, nodes }) {
  const states = new Map(nodes.map((it) => [it.node, it.state]));
  const ran = totals?.nodes ?? [];
  const known = new Set(ran.map((it) => it.node));
  return [
    ...ran.map((it) => ({
      key: `entry ${it.entry}`,
      name: it.name,
      node: it.node,
      state: states.get(it.node) ?? 'gone',
      figures: it,
    })),
    ...nodes
      .filter((it) => !known.has(it.node))
      .map((it, i) => ({ key: `node ${i}`, name: '', node: it.node, state: it.state, figures: {} })),
  ];
}
