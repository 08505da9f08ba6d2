import { API, get } from './client.js';
import { Metrics, parseMetrics } from './metrics.js';
import { ApiError, request } from './request.js';

/**
 * What a server tells operators at a moment.
 *
 * @typedef {object} Look
 * @property {number} at
 * @property {Metrics | undefined} metrics undefined where the door has none
 * @property {{ok: boolean, text: string}} health
 * @property {{ok: boolean, text: string}} ready
 * @property {string} version
 */

/** Looks once. @param {AbortSignal} signal @returns {Promise<Look>} */
export async function look(signal) {
  const [metrics, health, ready, version] = await Promise.all([
    text('/metrics', signal),
    text('/healthz', signal),
    text('/readyz', signal),
    get(`${API}/version`, {}, { signal }).catch(() => ({})),
  ]);
  return {
    at: Date.now(),
    metrics: metrics.ok ? new Metrics(parseMetrics(metrics.text)) : undefined,
    health,
    ready,
    version: version.orchestrator ?? '',
  };
}

/** A page for operators, whose refusal is an answer too. @param {string} path @param {AbortSignal} signal */
async function text(path, signal) {
  try {
    return { ok: true, text: await request('GET', path, { signal, as: 'text' }) };
  } catch (error) {
    if (error instanceof ApiError && error.status !== 0) {
      return { ok: false, text: error.message };
    }
    throw error;
  }
}

/** How fast a counter grew between the last two looks. @param {string} name @param {Record<string, string>} labels @param {Look | undefined} before @param {Look} now */
export function rate(name, labels, before, now) {
  const from = before?.metrics?.sum(name, labels);
  const to = now.metrics?.sum(name, labels);
  return !before || from === undefined || to === undefined || to < from
    ? undefined
    : (1000 * (to - from)) / (now.at - before.at);
}
