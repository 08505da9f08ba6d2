// Reads a plan, places its tasks, draws them and follows their changes, so that the page's own thread has only
// to show what comes.

import { Gate } from '../gate.js';
import { Graph, neighbours } from './graph.js';
import { layout } from './layout.js';
import { Painter } from './painter.js';
import { Lost, Refused, newestEvent, taskPages } from './read.js';
import { statusNumber } from './status.js';
import { FIRST_PAUSE, LONGEST_PAUSE, follow } from './stream.js';

/** Changes are told, and drawn, in batches. */
const TELL = 50;
const DRAW = 120;
/** A plan that takes longer than that is shown as far as it has come, and again when it has grown so much. */
const PATIENCE = 1200;
const GROWTH = 2;

/** How far a task is; events from before the tasks were read lead nowhere. */
const PROGRESS = [0, 3, 1, 2, 4, 5, 6, 6, 6];

/** What of an event concerns the page beyond a task's status. */
const OTHERS = new Set([
  'ASSET_PERFORMANCE',
  'ASSET_FAILURE_REPORT',
  'ASSET_COMPUTE_PLAN',
  'ASSET_FUNCTION',
]);

const graph = new Graph();
const painter = new Painter();
const ended = new AbortController();
const seen = new Gate();
/** @type {ReturnType<typeof layout> | undefined} */
let placed;
/** @type {{plan: string, door: import("./read.js").Door} | undefined} */
let source;
/** @type {import("./glyph.js").Palette | undefined} */
let palette;
/** @type {{view: import("./camera.js").View, ratio: number} | undefined} */
let wanted;
/** @type {string[]} */
let names = [];
/** @type {Record<string, string>} */
let nameOf = {};
/** @type {Map<number, number>} */
const changed = new Map();
let isStale = true;
let isRepainting = 0;
let isTelling = 0;
let lastDrawn = 0;
let shownSize = 0;
/** @type {number[]} */
let drawnChanges = [];

/**
 * @param {any} message
 * @param {Transferable[]} [transfer]
 */
function tell(message, transfer = []) {
  /** @type {{postMessage: (message: any, transfer: Transferable[]) => void}} */ (
    /** @type {unknown} */ (self)
  ).postMessage(message, transfer);
}

/** @type {Record<string, (message: any) => void>} */
const HANDLERS = {
  open(message) {
    source = { plan: message.plan, door: message.door };
    begin().catch((failure) =>
      tell({ type: 'problem', message: failure.message, status: failure.status ?? 0 }),
    );
  },
  palette(message) {
    palette = message.palette;
    repaint(true, 0);
  },
  names(message) {
    nameOf = message.names;
    renamed();
    repaint(true, 0);
  },
  hide() {
    wanted = undefined;
  },
  seen(message) {
    seen.set(message.is);
  },
  view(message) {
    wanted = { view: message.view, ratio: message.ratio };
    repaint(true, 0);
  },
};

self.addEventListener('message', (event) => HANDLERS[event.data.type]?.(event.data));

/** Reads the plan, however often it takes, and follows it. */
async function begin() {
  const { door, plan } = /** @type {NonNullable<typeof source>} */ (source);
  /** @type {string | undefined} */
  let after;
  for (let pause = FIRST_PAUSE; after === undefined; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    try {
      after = await read(door, plan);
    } catch (failure) {
      if (!(failure instanceof Lost) && !(failure instanceof Refused && failure.mayPass)) {
        throw failure;
      }
      tell({ type: 'connection', live: false });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  const listener = {
    event: take,
    /** @param {boolean} live */
    connection: (live) => tell({ type: 'connection', live }),
    /** @param {string} reason @param {number} status */
    ended: (reason, status) => tell({ type: 'ended', reason, status }),
  };
  await follow(door, after, ended.signal, listener, seen);
}

/**
 * Reads all tasks of the plan; those that are known from an earlier time are read again.
 *
 * @param {import("./read.js").Door} door
 * @param {string} plan
 * @returns {Promise<string>} id of the event after which they were read
 */
async function read(door, plan) {
  const begun = performance.now();
  const after = await newestEvent(door, ended.signal);
  for await (const tasks of taskPages(door, plan, ended.signal)) {
    for (const task of tasks) {
      graph.add(task);
    }
    if (performance.now() - begun > PATIENCE && graph.size > shownSize * GROWTH) {
      show(false);
    }
  }
  show(true);
  return after;
}

/**
 * Places all tasks and tells where they are.
 *
 * @param {boolean} complete whether all have been read
 */
function show(complete) {
  placed = layout(graph);
  shownSize = graph.size;
  renamed();
  const size = graph.size;
  tell({
    type: 'graph',
    complete,
    layout: placed,
    keys: graph.keys,
    rank: graph.rank.slice(0, size),
    round: graph.round.slice(0, size),
    status: graph.status.slice(0, size),
    worker: graph.worker.slice(0, size),
    fn: graph.fn.slice(0, size),
    workers: graph.workers.list,
    functions: graph.functions.list,
    parents: neighbours(size, graph.to, graph.from, graph.edges),
    children: neighbours(size, graph.from, graph.to, graph.edges),
  });
  repaint(true, 0);
}

function renamed() {
  names = graph.functions.list.map((key) => nameOf[key] ?? '');
}

/** @param {any} event */
function take(event) {
  const task = event.computeTask;
  if (task) {
    const number = graph.index.get(task.key);
    if (number === undefined || graph.rank[number] === -1) {
      takeNew(task);
    } else {
      takeChange(number, statusNumber(task.status), Date.parse(event.timestamp));
    }
  } else if (OTHERS.has(event.assetKind)) {
    tell({ type: 'event', event });
  }
}

/** @param {import("./graph.js").TaskJson & {computePlanKey: string}} task */
function takeNew(task) {
  if (task.computePlanKey === source?.plan) {
    graph.add(task);
    later(() => graph.size > shownSize && show(true));
  }
}

/**
 * @param {number} number
 * @param {number} status
 * @param {number} time
 */
function takeChange(number, status, time) {
  if ((PROGRESS[status] ?? 0) < (PROGRESS[graph.status[number] ?? 0] ?? 0)) {
    return;
  }
  graph.status[number] = status;
  changed.set(number, time);
  if (drawnChanges.length < 1000) {
    drawnChanges.push(time);
  }
  if (isTelling === 0) {
    isTelling = setTimeout(tellChanges, TELL);
  }
  repaint(false, DRAW);
}

function tellChanges() {
  isTelling = 0;
  const numbers = Int32Array.from(changed.keys());
  tell({
    type: 'changes',
    numbers,
    statuses: Uint8Array.from(numbers, (number) => graph.status[number] ?? 0),
    times: Float64Array.from(changed.values()),
  });
  changed.clear();
}

let waiting = 0;

/** @param {() => void} action done once when several ask for it in half a second */
function later(action) {
  if (waiting === 0) {
    waiting = setTimeout(() => {
      waiting = 0;
      action();
    }, 500);
  }
}

/**
 * Draws soon; of several wishes that have come meanwhile, the last view counts.
 *
 * @param {boolean} whole edges too
 * @param {number} pause at least so many milliseconds after the last time
 */
function repaint(whole, pause) {
  isStale ||= whole;
  if (isRepainting !== 0 && pause > 0) {
    return;
  }
  clearTimeout(isRepainting);
  isRepainting = setTimeout(paint, Math.max(0, lastDrawn + pause - performance.now()));
}

function paint() {
  isRepainting = 0;
  if (!placed || !palette || !wanted) {
    return;
  }
  const frame = painter.paint(
    { layout: placed, graph, names },
    wanted.view,
    wanted.ratio,
    palette,
    isStale,
  );
  isStale = false;
  const times = drawnChanges;
  drawnChanges = [];
  tell({ type: 'frame', frame, times }, frame.edges ? [frame.edges, frame.nodes] : [frame.nodes]);
  lastDrawn = performance.now();
}
