import { API, ApiError, get } from './client.js';
import { pages } from './list.js';

/** Tasks of a past, and of a channel, that are read at most. */
export const MOST_BEHIND = 2000;
export const MOST_AHEAD = 50_000;
const AT_A_TIME = 8;

/**
 * A task on a way, and how many steps away from the model it is.
 *
 * @typedef {{task: any, distance: number}} Step
 */

/**
 * What a model was made from, and what was made of it.
 *
 * @typedef {object} Lineage
 * @property {any} model
 * @property {any} task that made it
 * @property {string} output of the task that it is; empty when that is not known
 * @property {Step[]} behind with the task itself, at distance 0
 * @property {boolean} isBehindCut
 * @property {Set<string>} samples data samples that the past has used
 * @property {Set<string>} managers
 */

/** @param {any} task @returns {string[]} keys of the tasks that it takes outputs of */
export function parentsOf(task) {
  return (task.inputs ?? [])
    .map((/** @type {any} */ input) => input.parentTaskOutput?.parentTaskKey)
    .filter(Boolean);
}

/** @param {any} task @returns {string[]} keys of the assets that it is given themselves */
export function assetsOf(task) {
  return (task.inputs ?? []).map((/** @type {any} */ input) => input.assetKey).filter(Boolean);
}

/** Something by its key, or nothing where there is no such thing. @param {string} path @param {AbortSignal} signal */
async function find(path, signal) {
  try {
    return await get(path, {}, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.isMissing) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Walks back from a model to all that it was made from, over the plans that its past is in.
 *
 * @param {string} modelKey
 * @param {AbortSignal} signal
 * @returns {Promise<Lineage>}
 */
export async function walkBack(modelKey, signal) {
  const model = await get(`${API}/models/${encodeURIComponent(modelKey)}`, {}, { signal });
  const task = await get(`${API}/tasks/${model.computeTaskKey}`, {}, { signal });
  const output = await outputOf(model, signal);
  /** @type {Step[]} */
  const behind = [{ task, distance: 0 }];
  const seen = new Set([task.key]);
  const samples = new Set();
  const managers = new Set();
  /** @type {Map<string, Promise<'sample' | 'manager' | any>>} */
  const assets = new Map();
  let isBehindCut = false;
  for (let from = 0; from < behind.length; ) {
    const steps = behind.slice(from, from + AT_A_TIME);
    from += steps.length;
    /** @type {Map<string, number>} */
    const next = new Map();
    const want = (/** @type {string} */ key, /** @type {number} */ distance) => {
      if (!seen.has(key)) {
        next.set(key, Math.min(distance, next.get(key) ?? distance));
      }
    };
    for (const { task: of, distance } of steps) {
      parentsOf(of).forEach((key) => want(key, distance + 1));
      for (const key of assetsOf(of)) {
        // A key does not tell what it is of.
        const known = assets.get(key) ?? kindOf(key, signal);
        assets.set(key, known);
        const asset = await known;
        if (asset.kind === 'sample') {
          samples.add(key);
        } else if (asset.kind === 'manager') {
          managers.add(key);
        } else if (asset.kind === 'model') {
          want(asset.taskKey, distance + 1);
        }
      }
    }
    const keys = [...next.keys()];
    for (let at = 0; at < keys.length && !isBehindCut; at += AT_A_TIME) {
      const found = await Promise.all(
        keys.slice(at, at + AT_A_TIME).map((key) => find(`${API}/tasks/${key}`, signal)),
      );
      for (const parent of found.filter(Boolean)) {
        if (behind.length >= MOST_BEHIND) {
          isBehindCut = true;
        } else if (!seen.has(parent.key)) {
          seen.add(parent.key);
          behind.push({ task: parent, distance: next.get(parent.key) ?? 0 });
        }
      }
    }
  }
  return { model, task, output, behind, isBehindCut, samples, managers };
}

/** The name of the output that a model is, which its event alone tells. @param {any} model @param {AbortSignal} signal */
async function outputOf(model, signal) {
  const parameters = {
    'filter.asset_key': model.computeTaskKey,
    'filter.asset_kind': 'ASSET_COMPUTE_TASK_OUTPUT_ASSET',
  };
  for await (const events of pages(`${API}/events`, 'events', parameters, { signal })) {
    const found = events.find((it) => it.computeTaskOutputAsset?.assetKey === model.key);
    if (found) {
      return found.computeTaskOutputAsset.computeTaskOutputIdentifier;
    }
  }
  return '';
}

/** What a key is of, among what a task can be given. @param {string} key @param {AbortSignal} signal */
async function kindOf(key, signal) {
  if (await find(`${API}/data-samples/${key}`, signal)) {
    return { kind: 'sample' };
  }
  if (await find(`${API}/data-managers/${key}`, signal)) {
    return { kind: 'manager' };
  }
  const model = await find(`${API}/models/${key}`, signal);
  return model ? { kind: 'model', taskKey: model.computeTaskKey } : { kind: 'unknown' };
}

/**
 * Walks on from a model to all that was made of it, through all tasks of the channel: the API tells
 * of a task what it takes, not who takes of it.
 *
 * @param {any} model
 * @param {AbortSignal} signal
 * @param {(read: number) => void} onRead
 * @returns {Promise<{ahead: Step[], isAheadCut: boolean}>}
 */
export async function walkOn(model, signal, onRead) {
  /** @type {Map<string, any[]>} tasks by the key of what they take */
  const takers = new Map();
  let read = 0;
  let isAheadCut = false;
  for await (const page of pages(`${API}/tasks`, 'tasks', {}, { signal })) {
    for (const task of page) {
      for (const key of new Set([...parentsOf(task), ...assetsOf(task)])) {
        const known = takers.get(key);
        if (known) {
          known.push(task);
        } else {
          takers.set(key, [task]);
        }
      }
    }
    read += page.length;
    onRead(read);
    if (read >= MOST_AHEAD) {
      isAheadCut = true;
      break;
    }
  }
  return { ahead: reached(model, takers), isAheadCut };
}

/**
 * The tasks that take of a model, or of what was made of it.
 *
 * @param {any} model
 * @param {Map<string, any[]>} takers
 * @returns {Step[]}
 */
export function reached(model, takers) {
  /** @type {Step[]} */
  const ahead = [];
  const seen = new Set([model.computeTaskKey]);
  const add = (/** @type {string} */ key, /** @type {number} */ distance) =>
    (takers.get(key) ?? []).forEach((task) => {
      if (!seen.has(task.key)) {
        seen.add(task.key);
        ahead.push({ task, distance });
      }
    });
  add(model.key, 1);
  add(model.computeTaskKey, 1);
  for (let at = 0; at < ahead.length; at++) {
    add(ahead[at].task.key, ahead[at].distance + 1);
  }
  return ahead;
}
