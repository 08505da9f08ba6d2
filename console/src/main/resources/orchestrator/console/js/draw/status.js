// The states of a task, as small numbers that fit into typed arrays.

/** Names in the API, by number; 0 is a task that is known by its key alone. */
export const STATUSES = /** @type {const} */ ([
  'STATUS_UNKNOWN',
  'STATUS_WAITING_FOR_PARENT_TASKS',
  'STATUS_WAITING_FOR_BUILDER_SLOT',
  'STATUS_BUILDING',
  'STATUS_WAITING_FOR_EXECUTOR_SLOT',
  'STATUS_EXECUTING',
  'STATUS_DONE',
  'STATUS_FAILED',
  'STATUS_CANCELED',
]);

export const UNKNOWN = 0;
export const WAITING = 1;
export const BUILDER_SLOT = 2;
export const BUILDING = 3;
export const READY = 4;
export const EXECUTING = 5;
export const DONE = 6;
export const FAILED = 7;
export const CANCELED = 8;

/** For people, as in `ui/status.js`. */
export const WORDS = [
  'in another plan',
  'waiting',
  'to be built',
  'building',
  'ready',
  'executing',
  'done',
  'failed',
  'cancelled',
];

/** What the tokens of colours are called, behind `--status-`. */
export const TOKENS = [
  'unknown',
  'waiting',
  'queued',
  'building',
  'ready',
  'executing',
  'done',
  'failed',
  'cancelled',
];

/** @type {Map<string, number>} */
const NUMBERS = new Map(STATUSES.map((name, number) => [name, number]));

/**
 * The number of a status of the API; one that is not known here counts as unknown.
 *
 * @param {string} name
 */
export function statusNumber(name) {
  return NUMBERS.get(name) ?? UNKNOWN;
}

/**
 * Whether nothing changes it any more.
 *
 * @param {number} status
 */
export function isFinal(status) {
  return status === DONE || status === FAILED || status === CANCELED;
}

/**
 * Whether it ended without being done.
 *
 * @param {number} status
 */
export function isBroken(status) {
  return status === FAILED || status === CANCELED;
}
