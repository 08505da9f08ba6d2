import { WORDS } from '../draw/status.js';

/**
 * What is looked for: words that must all be somewhere in a task, each perhaps with a field in front.
 *
 * @typedef {{text: string, status: string, worker: string}} Wanted
 */

const FIELDS = new Set(['key', 'function', 'worker', 'status', 'round', 'rank']);

/**
 * Whether anything is looked for at all.
 *
 * @param {Wanted} wanted
 */
export function isWanted({ text, status, worker }) {
  return text.trim() !== '' || status !== '' || worker !== '';
}

/**
 * The tasks that fit, in the order of their ranks.
 *
 * @param {import('../draw/model.js').Model} model
 * @param {Wanted} wanted
 * @returns {number[]}
 */
export function find(model, { text, status, worker }) {
  const tests = text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => test(model, word));
  const statusNumber = status === '' ? -1 : WORDS.indexOf(status);
  const workerNumber = worker === '' ? -1 : model.workers.indexOf(worker);
  return model.inOrder.filter(
    (number) =>
      (status === '' || model.status[number] === statusNumber) &&
      (worker === '' || model.worker[number] === workerNumber) &&
      tests.every((each) => each(number)),
  );
}

/**
 * Looks at each name once and not at each task: there are few names and many tasks.
 *
 * @param {import('../draw/model.js').Model} model
 * @param {string} word
 * @returns {(number: number) => boolean}
 */
function test(model, word) {
  const colon = word.indexOf(':');
  const field = FIELDS.has(word.slice(0, colon)) ? word.slice(0, colon) : '';
  const value = field === '' ? word : word.slice(colon + 1);
  const inNames = model.functions.map(
    (key, place) =>
      (model.names[place] ?? '').toLowerCase().includes(value) ||
      (value.length >= 4 && key.startsWith(value)),
  );
  const inWorkers = model.workers.map((name) => name.toLowerCase().includes(value));
  const inStatuses = WORDS.map((name) => name.includes(value));
  switch (field) {
    case 'key':
      return (number) => model.keys[number].startsWith(value);
    case 'function':
      return (number) => inNames[model.fn[number]];
    case 'worker':
      return (number) => inWorkers[model.worker[number]];
    case 'status':
      return (number) => inStatuses[model.status[number]];
    case 'round':
      return (number) => String(model.round[number]) === value;
    case 'rank':
      return (number) => String(model.rank[number]) === value;
    default:
      return (number) =>
        inNames[model.fn[number]] ||
        inWorkers[model.worker[number]] ||
        inStatuses[model.status[number]] ||
        (value.length >= 3 && model.keys[number].startsWith(value));
  }
}
