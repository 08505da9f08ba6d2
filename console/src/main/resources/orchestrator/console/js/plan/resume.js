import { API, ApiError, get, post } from '../api/client.js';
import { pages } from '../api/list.js';
import { namedKey } from './md5.js';

/** A plan of more tasks is taken up by the command line, which has more room. */
export const MOST_TASKS = 20_000;
const TASKS_A_CALL = 500;
const RESUMED_FROM = 'resumed_from';

/**
 * What taking up a plan comes to, before anything is registered.
 *
 * @typedef {object} Resumption
 * @property {any} plan the new plan
 * @property {any[]} tasks of it, parents before children
 * @property {number} kept how many tasks are done and stay as they are
 * @property {string[]} live tasks of the old plan that run or may begin to
 */

/**
 * Finds what would run again, as `plan resume` of the command line does, with the same keys: whoever takes up the
 * same plan gets the same new one. Changes nothing.
 *
 * @param {any} old the plan
 * @param {AbortSignal} signal
 * @returns {Promise<Resumption>}
 */
export async function prepare(old, signal) {
  const tasks = new OldTasks(signal);
  await tasks.read(old.key);
  const again = await tasks.again();
  if (again.size === 0) {
    throw new Error('Every task of the plan is done: there is nothing to take up.');
  }
  await checkFunctions(
    [...again].map((key) => tasks.known.get(key)),
    signal,
  );
  const key = namedKey(`resume of ${old.key}`);
  const sorted = [...again].map((each) => tasks.known.get(each)).sort((a, b) => a.rank - b.rank);
  return {
    plan: {
      key,
      name: old.name,
      tag: old.tag,
      metadata: { ...old.metadata, [RESUMED_FROM]: old.key },
    },
    tasks: sorted.map((task) => successor(task, key, again)),
    kept: tasks.own.filter((task) => !again.has(task.key)).length,
    live: await tasks.live(),
  };
}

/** The tasks of a plan, and those of others whose outputs they take. */
class OldTasks {
  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.signal = signal;
    /** @type {any[]} */
    this.own = [];
    /** @type {Map<string, any>} */
    this.known = new Map();
  }

  /** @param {string} plan */
  async read(plan) {
    const parameters = { 'filter.compute_plan_key': plan };
    for await (const page of pages(`${API}/tasks`, 'tasks', parameters, { signal: this.signal })) {
      this.own.push(...page);
      if (this.own.length > MOST_TASKS) {
        throw new Error(`The plan has more than ${MOST_TASKS} tasks.`);
      }
    }
    this.own.sort((a, b) => a.rank - b.rank);
    this.own.forEach((task) => this.known.set(task.key, task));
  }

  /** @param {string} key */
  async task(key) {
    let task = this.known.get(key);
    if (!task) {
      task = await get(`${API}/tasks/${encodeURIComponent(key)}`, {}, { signal: this.signal });
      this.known.set(key, task);
    }
    return task;
  }

  /** The keys of the tasks that run again: what is not done, and what these need and cannot take from done ones. */
  async again() {
    const again = new Set(this.own.filter((task) => !isDone(task)).map((task) => task.key));
    const looked = new Set();
    const open = [...again];
    for (let key = open.shift(); key !== undefined; key = open.shift()) {
      for (const parent of parentsOf(await this.task(key))) {
        if (!again.has(parent) && !looked.has(parent)) {
          looked.add(parent);
          const task = await this.task(parent);
          if (isBroken(task) || (isDone(task) && (await this.hasDisabledModel(task)))) {
            again.add(parent);
            open.push(parent);
          }
        }
      }
    }
    return again;
  }

  /** @param {any} task */
  async hasDisabledModel(task) {
    if (!Object.values(task.outputs).some((output) => output.transient)) {
      return false;
    }
    const path = `${API}/tasks/${encodeURIComponent(task.key)}/models`;
    const { models } = await get(path, {}, { signal: this.signal });
    return models.some((/** @type {any} */ model) => !model.address);
  }

  /** The plan's tasks that run or may begin to: not ended, and behind nothing that is broken. */
  async live() {
    const stuck = new Set();
    const live = [];
    for (const task of this.own) {
      if (isDone(task)) {
        continue;
      }
      let isStuck = isBroken(task);
      for (const parent of isStuck ? [] : parentsOf(task)) {
        isStuck ||= stuck.has(parent) || isBroken(await this.task(parent));
      }
      if (isStuck) {
        stuck.add(task.key);
      } else {
        live.push(task.key);
      }
    }
    return live;
  }
}

/** @param {any} task */
function isDone(task) {
  return task.status === 'STATUS_DONE';
}

/** @param {any} task */
function isBroken(task) {
  return task.status === 'STATUS_FAILED' || task.status === 'STATUS_CANCELED';
}

/**
 * @param {any} task
 * @returns {Set<string>}
 */
function parentsOf(task) {
  return new Set(
    task.inputs
      .filter((/** @type {any} */ input) => input.parentTaskOutput)
      .map((/** @type {any} */ input) => input.parentTaskOutput.parentTaskKey),
  );
}

/**
 * @param {any} task
 * @param {string} plan
 * @param {Set<string>} again
 */
function successor(task, plan, again) {
  const key = (/** @type {string} */ old) => namedKey(`task ${old} in plan ${plan}`);
  return {
    key: key(task.key),
    computePlanKey: plan,
    functionKey: task.functionKey,
    worker: task.worker,
    metadata: { ...task.metadata, [RESUMED_FROM]: task.key },
    inputs: task.inputs.map((/** @type {any} */ input) =>
      input.parentTaskOutput && again.has(input.parentTaskOutput.parentTaskKey)
        ? {
            identifier: input.identifier,
            parentTaskOutput: {
              ...input.parentTaskOutput,
              parentTaskKey: key(input.parentTaskOutput.parentTaskKey),
            },
          }
        : input,
    ),
    outputs: Object.fromEntries(
      Object.entries(task.outputs).map(([name, output]) => [
        name,
        { permissions: output.permissions?.process ?? {}, transient: output.transient },
      ]),
    ),
  };
}

/**
 * Refuses what would only fail again: tasks whose function has not been built and will not be.
 *
 * @param {any[]} tasks
 * @param {AbortSignal} signal
 */
async function checkFunctions(tasks, signal) {
  for (const key of new Set(tasks.map((task) => task.functionKey))) {
    const fn = await get(`${API}/functions/${encodeURIComponent(key)}`, {}, { signal });
    if (fn.status === 'FUNCTION_STATUS_FAILED' || fn.status === 'FUNCTION_STATUS_CANCELED') {
      throw new Error(
        `The build of function "${fn.name}" has ${fn.status === 'FUNCTION_STATUS_FAILED' ? 'failed' : 'been cancelled'}: its tasks need another one, which \`plan resume\` of the command line gives them.`,
      );
    }
  }
}

/**
 * Stops what may still run, and registers the new plan and its tasks.
 *
 * @param {any} old
 * @param {Resumption} resumption
 * @param {AbortSignal} signal
 * @param {(done: number, all: number) => void} onStep
 * @returns {Promise<string>} the key of the new plan
 */
export async function resume(old, resumption, signal, onStep) {
  let { plan, tasks, live } = resumption;
  for (const [place, key] of live.entries()) {
    onStep(place, live.length + tasks.length);
    await stop(old.key, key, signal);
  }
  if (live.length > 0) {
    // What has come to its end meanwhile need not run again.
    ({ plan, tasks } = await prepare(old, signal));
  }
  await once(() => post(`${API}/plans`, plan, { signal }));
  for (let from = 0; from < tasks.length; from += TASKS_A_CALL) {
    onStep(live.length + from, live.length + tasks.length);
    const part = tasks.slice(from, from + TASKS_A_CALL);
    await once(() => post(`${API}/tasks`, { tasks: part }, { signal }));
  }
  return plan.key;
}

/**
 * @param {string} plan
 * @param {string} task
 * @param {AbortSignal} signal
 */
async function stop(plan, task, signal) {
  try {
    await post(
      `${API}/tasks/${encodeURIComponent(task)}:apply`,
      { action: 'TASK_ACTION_CANCELED', log: `plan ${plan} is taken up anew` },
      { signal },
    );
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'OE0104') {
      throw error;
    }
  }
}

/**
 * Does what somebody, or a call whose answer was lost, may have done: the keys say that it is the same.
 *
 * @param {() => Promise<unknown>} action
 */
async function once(action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409 || error.code !== 'OE0006') {
      throw error;
    }
  }
}
