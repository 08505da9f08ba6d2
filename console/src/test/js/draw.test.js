import { equal, isTrue } from './check.js';
import { fitted, panned, toWorld, zoomed } from './draw/camera.js';
import { Graph, neighbours } from './draw/graph.js';
import { layout } from './draw/layout.js';
import { Model } from './draw/model.js';
import { toDot, toJson, toSvg } from './plan/exports.js';
import { criticalPath } from './plan/critical.js';
import { find } from './plan/find.js';
import { namedKey } from './plan/md5.js';
import { why } from './plan/why.js';

/**
 * @param {string} key
 * @param {string[]} parents
 * @param {Partial<{rank: number, status: string, worker: string, round: string}>} [more]
 */
function task(key, parents, { rank = 0, status = 'STATUS_DONE', worker = 'A', round = '' } = {}) {
  return {
    key,
    rank,
    status,
    worker,
    functionKey: `function of ${key.slice(0, 1)}`,
    /** @type {Record<string, string>} */
    metadata: round === '' ? {} : { round },
    inputs: parents.map((parent) => ({
      identifier: 'models',
      parentTaskOutput: { parentTaskKey: parent, outputIdentifier: 'model' },
    })),
  };
}

/** @param {ReturnType<typeof task>[]} tasks */
function modelOf(...tasks) {
  const graph = new Graph();
  tasks.forEach((each) => graph.add(each));
  const { size, from, to, edges } = graph;
  return new Model({
    complete: true,
    layout: layout(graph),
    keys: graph.keys,
    rank: graph.rank.slice(0, size),
    round: graph.round.slice(0, size),
    status: graph.status.slice(0, size),
    worker: graph.worker.slice(0, size),
    fn: graph.fn.slice(0, size),
    workers: graph.workers.list,
    functions: graph.functions.list,
    parents: neighbours(size, to, from, edges),
    children: neighbours(size, from, to, edges),
  });
}

function study() {
  return modelOf(
    task('t1', [], { round: '1', worker: 'Org10' }),
    task('t2', [], { round: '1', worker: 'Org2' }),
    task('a1', ['t1', 't2'], { rank: 1, status: 'STATUS_FAILED', worker: 'Org2', round: '1' }),
    task('t3', ['a1'], { rank: 2, status: 'STATUS_WAITING_FOR_PARENT_TASKS', worker: 'Org10' }),
  );
}

export function aChildMayComeBeforeItsParent() {
  const model = modelOf(task('child', ['parent'], { rank: 1 }), task('parent', []));
  equal(model.keys, ['child', 'parent']);
  equal([...model.parentsOf(0)], [1]);
  equal([...model.childrenOf(1)], [0]);
}

export function severalOutputsOfAParentAreOneEdge() {
  const model = modelOf(task('p', []), task('c', ['p', 'p'], { rank: 1 }));
  equal([...model.parentsOf(1)], [0]);
}

export function aParentOfAnotherPlanHasAPlaceAndDoesNotCount() {
  const model = modelOf(task('c', ['elsewhere']));
  equal([model.size, model.own, model.layout.firstRank], [2, 1, -1]);
  equal(model.layout.lanes.map((lane) => lane.name), ['other plans', 'A']);
}

export function lanesAreInTheOrderOfTheirNumbers() {
  equal(study().layout.lanes.map((lane) => lane.name), ['Org2', 'Org10']);
}

export function noTwoTasksLieOverOneAnother() {
  const tasks = Array.from({ length: 3000 }, (_, at) =>
    task(`k${at}`, at < 100 ? [] : [`k${at - 100}`], {
      rank: Math.floor(at / 100),
      worker: `Org${at % 7}`,
    }),
  );
  const { layout: placed } = modelOf(...tasks);
  const places = new Set(tasks.map((_, at) => `${placed.x[at]} ${placed.y[at]}`));
  equal(places.size, tasks.length);
  tasks.forEach((each, at) => {
    const lane = placed.lanes[placed.lane[at]];
    isTrue(lane.name === each.worker, 'each is in the lane of its organization');
    isTrue(placed.y[at] > lane.top && placed.y[at] < lane.top + lane.height, 'and within it');
    isTrue(placed.x[at] >= placed.ranks[each.rank], 'and not left of its rank');
    isTrue(placed.x[at] < placed.ranks[each.rank + 1], 'nor right of it');
  });
}

export function eachTaskIsHitWhereItIsDrawn() {
  const model = study();
  for (let number = 0; number < model.size; number++) {
    const point = { x: model.layout.x[number] + 20, y: model.layout.y[number] + 20 };
    equal(model.hit(point, { x: 1, y: 1 }), number);
  }
  equal(model.hit({ x: -500, y: -500 }, { x: 1, y: 1 }), undefined);
}

export function aLongPlanFillsTheScreenInBothDirections() {
  const world = { width: 200_000, height: 500 };
  const screen = { width: 1400, height: 800 };
  const all = fitted(world, screen);
  isTrue(world.width * all.sx <= screen.width, 'all of it is seen');
  isTrue(world.height * all.sy > screen.height / 2, 'and it is not a thin line');
  const near = zoomed(world, all, 1e9, { x: 700, y: 400 });
  equal(near.sx, near.sy);
}

export function zoomingKeepsThePointUnderThePointer() {
  const world = { width: 20_000, height: 20_000 };
  const before = zoomed(world, fitted(world, { width: 1000, height: 1000 }), 4, { x: 500, y: 500 });
  const place = { x: 432, y: 567 };
  const after = zoomed(world, before, 1.5, place);
  const [a, b] = [toWorld(before, place), toWorld(after, place)];
  isTrue(Math.hypot(a.x - b.x, a.y - b.y) < 1e-6, 'it stays');
}

export function thePictureCannotBeLost() {
  const world = { width: 20_000, height: 20_000 };
  const view = zoomed(world, fitted(world, { width: 1000, height: 1000 }), 4, { x: 500, y: 500 });
  const far = panned(world, view, 1e9, -1e9);
  isTrue(far.x <= 1000 && far.x + world.width * far.sx >= 0, 'it is in sight');
  isTrue(far.y <= 1000 && far.y + world.height * far.sy >= 0, 'it is in sight');
}

export function whatDependsOnATaskAndWhatItDependsOnAreReached() {
  const model = study();
  equal(model.above(3), [2, 0, 1]);
  equal(model.below(0), [2, 3]);
}

export function tasksAreFoundByEachOfTheirFields() {
  const model = study();
  model.nameFunctions({ 'function of t': 'Train', 'function of a': 'aggregate' });
  const found = (/** @type {string} */ text) => find(model, { text, status: '', worker: '' });
  equal(found('train'), [0, 1, 3]);
  equal(found('TRAIN worker:org2'), [1]);
  equal(found('status:failed'), [2]);
  equal(found('round:1 key:t'), [0, 1]);
  equal(found('nothing'), []);
  equal(find(model, { text: '', status: 'done', worker: 'Org10' }), [0]);
}

export function whyATaskWaitsIsTold() {
  const model = study();
  model.nameFunctions({ 'function of a': 'aggregate' });
  const answer = why(model, 3, undefined, false);
  isTrue(answer.sentence.startsWith('It cannot run: aggregate of Org2 above it failed.'), answer.sentence);
  equal(answer.causes, [2]);
}

export function theCriticalPathFollowsWhatTakesLongest() {
  const model = study();
  const took = new Map([
    [0, 10],
    [1, 500],
    [2, 100],
  ]);
  equal(criticalPath(model, took).path, [1, 2, 3]);
}

export function changesAreCounted() {
  const model = study();
  model.apply({
    numbers: Int32Array.of(3),
    statuses: Uint8Array.of(8),
    times: Float64Array.of(5),
  });
  equal([model.ended, model.own, model.counts[8]], [4, 4, 1]);
}

export function keysAreThoseOfOtherClients() {
  // UUID.nameUUIDFromBytes of Java.
  equal(namedKey(''), 'd41d8cd9-8f00-3204-a980-0998ecf8427e');
  equal(namedKey('abc'), '90015098-3cd2-3fb0-9696-3f7d28e17f72');
}

const PALETTE = {
  plate: '#fff',
  border: '#ccc',
  text: '#000',
  muted: '#666',
  stay: '#777',
  travel: '#65d',
  band: '#eee',
  line: '#ddd',
  above: '#077',
  below: '#b40',
  status: Array.from({ length: 9 }, () => '#123'),
  font: 'sans-serif',
};

export function namesCannotLeaveTheirPlaceInAnExport() {
  const model = study();
  model.nameFunctions({ 'function of t': 'a"];\nevil -> "b' });
  isTrue(!toDot(model, 't"').includes('\nevil'), 'DOT');
  model.nameFunctions({ 'function of t': '<script>&' });
  const svg = toSvg(model, PALETTE, '</title><script>');
  isTrue(!svg.includes('<script>') && svg.includes('&lt;script&gt;&amp;'), 'SVG');
  equal(svg.split('<path').length - 1, 3);
  equal(JSON.parse(toJson(model, { key: 'p' })).tasks[2].parents, ['t1', 't2']);
}

export function columnsAreRoundsOnlyWhereTheseFollowOneAnother() {
  const ordered = modelOf(
    task('a', [], { round: '1' }),
    task('b', ['a'], { rank: 1, round: '2' }),
  );
  const mixed = modelOf(
    task('a', [], { round: '2' }),
    task('b', ['a'], { rank: 1, round: '1' }),
  );
  equal([ordered.ruler.isRounds, ordered.ruler.columns.map((it) => it.label)], [true, ['1', '2']]);
  equal([mixed.ruler.isRounds, mixed.ruler.columns.map((it) => it.label)], [false, ['0', '1']]);
}

export function eachTaskHasItsOwnFunctionHoweverManyThereAre() {
  const graph = new Graph();
  const tasks = 70_000;
  for (let number = 0; number < tasks; number++) {
    graph.add({ ...task(`t${number}`, []), functionKey: `function ${number}` });
  }
  equal(graph.functions.list[graph.fn[tasks - 1]], `function ${tasks - 1}`);
}
