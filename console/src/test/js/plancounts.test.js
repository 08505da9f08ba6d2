import { Entry } from './api/plancounts.js';
import { equal } from './check.js';

const T0 = '2026-11-29T12:00:00Z';
const T1 = '2026-11-29T12:00:01Z';

/** @param {string} key @param {string} status @param {number} [rank] */
const task = (key, status, rank = 0) => ({ key, status: `STATUS_${status}`, rank });

/** @param {Entry} entry @param {any} of @param {string} kind @param {string} timestamp */
const event = (entry, of, kind = 'UPDATED', timestamp = T0) =>
  entry.change(of, /** @type {any} */ ({ eventKind: `EVENT_ASSET_${kind}`, timestamp }));

/** @param {Entry} entry */
const shown = (entry) =>
  Object.fromEntries(Object.entries(entry.counts().byStatus).filter(([, value]) => value > 0));

export function aChangeMovesATaskFromOneStatusToTheNext() {
  const entry = new Entry();
  entry.add(task('a', 'EXECUTING'));
  entry.finish();
  event(entry, task('a', 'DONE'), 'UPDATED', T1);
  equal(shown(entry), { STATUS_DONE: 1 });
  equal(entry.counts().ended, 1);
  equal(entry.counts().endedAt, Date.parse(T1));
}

export function anEventThatComesWhileTheListIsReadCountsOnce() {
  const entry = new Entry();
  event(entry, task('a', 'EXECUTING'));
  entry.add(task('a', 'WAITING_FOR_EXECUTOR_SLOT'));
  entry.finish();
  equal(shown(entry), { STATUS_EXECUTING: 1 });
}

export function aTaskThatIsRegisteredWhileTheListIsReadIsNotLost() {
  const entry = new Entry();
  event(entry, task('new', 'WAITING_FOR_PARENT_TASKS'), 'CREATED');
  event(entry, task('new', 'EXECUTING'));
  entry.add(task('old', 'DONE'));
  entry.finish();
  equal(shown(entry), { STATUS_DONE: 1, STATUS_EXECUTING: 1 });
  equal(entry.counts().total, 2);
}

export function anOldEventOfATaskThatHasEndedChangesNothing() {
  const entry = new Entry();
  entry.add(task('a', 'DONE'));
  entry.finish();
  event(entry, task('a', 'EXECUTING'));
  equal(shown(entry), { STATUS_DONE: 1 });
}

export function aNewTaskOpensAPlanAgain() {
  const entry = new Entry();
  entry.add(task('a', 'EXECUTING'));
  entry.finish();
  event(entry, task('a', 'DONE'), 'UPDATED', T1);
  event(entry, task('b', 'WAITING_FOR_EXECUTOR_SLOT', 1), 'CREATED');
  equal(entry.counts().endedAt, undefined);
  equal(entry.lastRound, ['b']);
}
