import { assetsOf, parentsOf, reached } from './api/lineage.js';
import { equal } from './check.js';

/** @param {string} key @param {string[]} parents @param {string[]} assets */
const task = (key, parents, assets = []) => ({
  key,
  inputs: [
    ...parents.map((parentTaskKey) => ({ parentTaskOutput: { parentTaskKey } })),
    ...assets.map((assetKey) => ({ assetKey })),
  ],
});

/** @param {any[]} tasks */
function takers(...tasks) {
  const map = new Map();
  tasks.forEach((it) =>
    [...parentsOf(it), ...assetsOf(it)].forEach((key) =>
      map.set(key, [...(map.get(key) ?? []), it]),
    ),
  );
  return map;
}

const MODEL = { key: 'm', computeTaskKey: 'made' };

export function whoeverTakesOfTheTaskOrOfTheModelItselfIsReached() {
  const ahead = reached(MODEL, takers(task('a', ['made']), task('b', [], ['m']), task('c', [])));
  equal(ahead.map((it) => [it.task.key, it.distance]), [['b', 1], ['a', 1]]);
}

export function whatIsReachedOnSeveralWaysCountsOnceByTheShortest() {
  const ahead = reached(
    MODEL,
    takers(task('a', ['made']), task('b', ['made', 'a']), task('c', ['a', 'b'])),
  );
  equal(ahead.map((it) => [it.task.key, it.distance]), [['a', 1], ['b', 1], ['c', 2]]);
}
