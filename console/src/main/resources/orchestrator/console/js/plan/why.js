import {
  BUILDER_SLOT,
  BUILDING,
  CANCELED,
  DONE,
  EXECUTING,
  FAILED,
  READY,
  UNKNOWN,
  WAITING,
  isBroken,
} from '../draw/status.js';
import { count, span } from '../ui/format.js';

const MOST_CAUSES = 50;

/**
 * Why a task is where it is.
 *
 * @typedef {{sentence: string, causes: number[]}} Why causes: the tasks that have to be done first, the nearest first
 */

/**
 * @param {import('../draw/model.js').Model} model
 * @param {number} number
 * @param {any} fn the function that it runs, where it is known
 * @param {boolean} isCancelled whether the plan is
 * @returns {Why}
 */
export function why(model, number, fn, isCancelled) {
  const answer = answerOf(model, number, fn);
  const status = model.status[number];
  const isOpen = status !== DONE && !isBroken(status) && status !== UNKNOWN;
  return isCancelled && isOpen
    ? { ...answer, sentence: `${answer.sentence} Its plan is cancelled.` }
    : answer;
}

/**
 * @param {import('../draw/model.js').Model} model
 * @param {number} number
 * @param {any} fn
 * @returns {Why}
 */
function answerOf(model, number, fn) {
  const worker = model.workerOf(number);
  const since = model.since.get(number);
  const lasting = since === undefined ? '' : ` for ${span(Date.now() - since)}`;
  switch (model.status[number]) {
    case WAITING:
      return parents(model, number);
    case BUILDER_SLOT:
    case BUILDING: {
      const word = model.status[number] === BUILDING ? 'is being built' : 'is still to be built';
      return {
        sentence: `It waits for ${fn?.owner ?? 'its owner'} to build the function ${model.nameOf(number)}, which ${word}.`,
        causes: model.unfinishedAbove(number, MOST_CAUSES),
      };
    }
    case READY:
      return {
        sentence: `It is ready${lasting}, and waits for ${worker} to start it, which executes ${executing(model, number)} of this plan now.`,
        causes: [],
      };
    case EXECUTING:
      return { sentence: `It waits for nothing: ${worker} executes it${lasting}.`, causes: [] };
    case DONE:
      return { sentence: 'It waits for nothing: it is done.', causes: [] };
    case FAILED:
      return {
        sentence: 'It will not run again: it failed. Resume takes its plan up.',
        causes: [],
      };
    case CANCELED:
      return { sentence: 'It will not run: it is cancelled.', causes: [] };
    default:
      return { sentence: 'It is in another plan, whose outputs this one takes.', causes: [] };
  }
}

/**
 * @param {import('../draw/model.js').Model} model
 * @param {number} number
 * @returns {Why}
 */
function parents(model, number) {
  const causes = model.unfinishedAbove(number, model.size);
  const broken = causes.find((each) => isBroken(model.status[each]));
  const direct = model.parentsOf(number).filter((each) => model.status[each] !== DONE).length;
  const waits =
    direct === 1 ? 'a task that it depends on' : `${count(direct)} tasks that it depends on`;
  const behind = causes.length - direct;
  const more =
    behind > 0 ? `, and ${count(behind)} more behind ${direct === 1 ? 'that' : 'those'}` : '';
  const running = causes.filter((each) => model.status[each] === EXECUTING).length;
  return {
    sentence:
      broken === undefined
        ? `It waits for ${waits}${more}; ${running === 0 ? 'none' : count(running)} of them ${running === 1 ? 'executes' : 'execute'} now.`
        : `It cannot run: ${model.nameOf(broken)} of ${model.workerOf(broken)} above it ${model.status[broken] === FAILED ? 'failed' : 'is cancelled'}. Resume takes the plan up.`,
    causes: (broken === undefined
      ? causes
      : [broken, ...causes.filter((each) => each !== broken)]
    ).slice(0, MOST_CAUSES),
  };
}

/**
 * @param {import('../draw/model.js').Model} model
 * @param {number} number
 */
function executing(model, number) {
  let found = 0;
  for (let other = 0; other < model.size; other++) {
    if (model.worker[other] === model.worker[number] && model.status[other] === EXECUTING) {
      found++;
    }
  }
  return found === 1 ? '1 task' : `${count(found)} tasks`;
}
