import { API, ApiError, call, get } from './client.js';
import { upTo } from './list.js';

/** Nodes that run at the same time and are counted at most. */
const MOST_NODES = 5000;

/**
 * A graph in a list.
 *
 * @typedef {{id: string, name: string, state: string, start_date: string, stop_date: string}} GraphSummary
 */

/** A time of the Go language that stands for none. */
const NEVER = '0001-01-01T00:00:00Z';

/** All graphs; undefined where the server runs none. @param {AbortSignal} signal @returns {Promise<GraphSummary[] | undefined>} */
export async function listGraphs(signal) {
  try {
    return (await get('/v1/tasks/', {}, { signal })).tasks;
  } catch (error) {
    if (error instanceof ApiError && error.isMissing) {
      return undefined;
    }
    throw error;
  }
}

/** When a graph ended; undefined while it runs. @param {GraphSummary} graph */
export function stopped(graph) {
  return graph.stop_date === NEVER ? undefined : graph.stop_date;
}

/** The key of the plan that a graph is. @param {string} id 32 hexadecimal digits, with dashes or without */
export function planKey(id) {
  const digits = id.replaceAll('-', '').toLowerCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The id of a graph, as its calls have it. @param {string} key */
export function graphId(key) {
  return key.replaceAll('-', '').toLowerCase();
}

/**
 * What is wrong with a file, or the gorch that it is.
 *
 * @typedef {object} Check
 * @property {string} format
 * @property {string} [name]
 * @property {number} [nodes]
 * @property {number} [edges]
 * @property {unknown} [gorch]
 * @property {{file?: string, line?: number, column?: number, place?: string, message: string}[]} faults
 * @property {string[]} warnings
 */

/**
 * Has a file read by the server; nothing runs.
 *
 * @param {string | Blob} file
 * @param {string} name
 * @param {AbortSignal} signal
 * @returns {Promise<Check>}
 */
export function checkGraph(file, name, signal) {
  return call('POST', '/v1/graphs:check', { parameters: { name }, body: file, signal });
}

/** Submits a gorch, which runs at once. @param {unknown} gorch @returns {Promise<string>} its id */
export async function submitGraph(gorch) {
  return (await call('POST', '/v1/tasks', { body: gorch })).id;
}

/** Stops a graph and takes it from the list. @param {string} id */
export function deleteGraph(id) {
  return call('DELETE', `/v1/tasks/${encodeURIComponent(id)}`);
}

/**
 * The nodes that run now, by what runs them.
 *
 * @param {string} organization
 * @param {AbortSignal} signal
 * @returns {Promise<{target: string, engine: string, running: number}[]>}
 */
export async function load(organization, signal) {
  const { items } = await upTo(
    `${API}/tasks`,
    'tasks',
    { 'filter.worker': organization, 'filter.status': 'STATUS_EXECUTING' },
    { most: MOST_NODES, signal },
  );
  /** @type {Map<string, {target: string, engine: string, running: number}>} */
  const byTarget = new Map();
  for (const { metadata } of items) {
    if (metadata['node.id'] !== undefined) {
      const target = metadata['node.target'] ?? '';
      const engine = metadata['node.engine'] ?? (metadata['node.artifact'] ? '' : 'nil');
      const key = JSON.stringify([target, engine]);
      const known = byTarget.get(key) ?? { target, engine, running: 0 };
      known.running++;
      byTarget.set(key, known);
    }
  }
  return [...byTarget.values()].sort((a, b) => b.running - a.running);
}
