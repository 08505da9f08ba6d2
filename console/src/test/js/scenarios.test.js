import { follow, MOST_LOOKS, NO_COURSE, rates, rowsOf } from './api/scenarios.js';
import { equal, isTrue } from './check.js';

/** @param {number} seconds @param {object} all @param {string} run */
const status = (seconds, all, run = 'a') => ({
  proxy: 'http',
  stage: 'idle',
  running: true,
  run,
  totals: { seconds, rate: 0, all, nodes: [] },
  nodes: [],
});

export function ratesAreTakenBetweenLooks() {
  const first = follow(NO_COURSE, status(1, { intended: 10, succeeded: 8 }));
  const course = follow(first, status(3, { intended: 30, succeeded: 20, failed: 4 }));
  equal(rates(first, 'due'), []);
  equal(rates(course, 'due'), [[3, 10]]);
  equal(rates(course, 'done'), [[3, 6]]);
  equal(rates(course, 'failed'), [[3, 2]]);
}

export function aRunThatIsOverAddsNoLooks() {
  const once = follow(NO_COURSE, status(5, { intended: 1, ms: { ended: { p50: 2, p99: 3, max: 4 } } }));
  const twice = follow(once, status(5, { intended: 1 }));
  equal(twice.looks.length, 1);
  equal([twice.looks[0].p50, twice.looks[0].p99], [2, 3]);
}

export function anotherRunBeginsAnew() {
  const course = follow(follow(NO_COURSE, status(9, { intended: 90 })), status(1, { intended: 3 }, 'b'));
  equal(course.run, 'b');
  equal(course.looks.map((it) => it.due), [3]);
  const { run, ...none } = status(0, {});
  equal(follow(course, { ...none, totals: undefined }), { run: '', looks: [] });
}

export function aLongRunKeepsTheNewestLooks() {
  let course = NO_COURSE;
  for (let second = 1; second <= 2 * MOST_LOOKS; second++) {
    course = follow(course, status(second, { intended: second * 5 }));
  }
  equal(course.looks.length, MOST_LOOKS);
  equal(course.looks.at(-1)?.seconds, 2 * MOST_LOOKS);
  isTrue(rates(course, 'due').every(([, rate]) => rate === 5), 'all rates are the same');
}

export function nodesOfTheRunComeFirstAndOthersAreThereToo() {
  const rows = rowsOf({
    ...status(1, {}),
    totals: {
      seconds: 1,
      rate: 1,
      all: {},
      nodes: [
        { entry: 0, name: 'steady', node: 'b', sent: 3 },
        { entry: 1, name: 'pairs', node: 'left' },
      ],
    },
    nodes: [
      { node: 'a', state: 'alive' },
      { node: 'b', state: 'dead' },
    ],
  });
  equal(
    rows.map((it) => [it.node, it.name, it.state, it.figures.sent ?? 0]),
    [
      ['b', 'steady', 'dead', 3],
      ['left', 'pairs', 'gone', 0],
      ['a', '', 'alive', 0],
    ],
  );
  equal(new Set(rows.map((it) => it.key)).size, 3);
}
