import { API } from '../api/client.js';
import { pages } from '../api/list.js';
import { DONE, EXECUTING, isFinal, statusNumber } from '../draw/status.js';
import { Signal } from '../signal.js';

/** Events that are read and kept at most: those of a plan of 30 000 tasks. */
const MOST = 100_000;
const PAGE = 500;

/** When the tasks of a plan got their statuses: from its events, read when somebody wants to know. */
export class History {
  /** @param {import('./watch.js').PlanWatch} watch */
  constructor(watch) {
    this.watch = watch;
    /** @type {Signal<'none' | 'reading' | 'read' | 'cut' | 'failed'>} */
    this.state = new Signal(/** @type {'none' | 'reading' | 'read' | 'cut' | 'failed'} */ ('none'));
    this.size = 0;
    this.numbers = new Int32Array(1024);
    this.statuses = new Uint8Array(1024);
    this.times = new Float64Array(1024);
    /** @type {Map<number, number>} when each task has begun */
    this.begun = new Map();
    /** @type {Map<number, number>} how long each task has run */
    this.took = new Map();
    this.until = 0;
  }

  /** Reads what has happened, once. */
  async read() {
    const model = this.watch.model.value;
    const plan = this.watch.plan.value;
    if (this.state.value !== 'none' || !model?.complete || !plan) {
      return;
    }
    this.state.set('reading');
    // What has come live is in the list too.
    this.size = 0;
    try {
      const parameters = {
        'filter.asset_kind': 'ASSET_COMPUTE_TASK',
        'filter.event_kind': 'EVENT_ASSET_UPDATED',
        'filter.start': plan.creationDate,
      };
      const { signal } = this.watch.ending;
      for await (const page of pages(`${API}/events`, 'events', parameters, {
        pageSize: PAGE,
        signal,
      })) {
        for (const event of page) {
          this.takeEvent(event);
        }
        this.watch.changed();
        if (this.size >= MOST) {
          this.state.set('cut');
          return;
        }
      }
      this.state.set('read');
    } catch {
      this.state.set(this.watch.ending.signal.aborted ? 'none' : 'failed');
    }
    this.watch.changed();
  }

  /** @param {any} event */
  takeEvent(event) {
    const task = event.computeTask;
    const number =
      task?.computePlanKey === this.watch.key
        ? this.watch.model.value?.numberOf(task.key)
        : undefined;
    if (number !== undefined) {
      const time = Date.parse(event.timestamp);
      this.until = time;
      this.put(number, statusNumber(task.status), time);
    }
  }

  /** @param {{numbers: Int32Array, statuses: Uint8Array, times: Float64Array}} changes */
  take({ numbers, statuses, times }) {
    if (this.state.value === 'none' || this.size >= MOST) {
      return;
    }
    numbers.forEach((number, place) => {
      if (times[place] > this.until || this.state.value === 'read') {
        this.put(number, statuses[place], times[place]);
      }
    });
  }

  /**
   * @param {number} number
   * @param {number} status
   * @param {number} time
   */
  put(number, status, time) {
    if (this.size === this.numbers.length) {
      this.numbers = grown(Int32Array, this.numbers);
      this.statuses = grown(Uint8Array, this.statuses);
      this.times = grown(Float64Array, this.times);
    }
    this.numbers[this.size] = number;
    this.statuses[this.size] = status;
    this.times[this.size] = time;
    this.size++;
    const begun = this.begun.get(number);
    if (status === EXECUTING) {
      this.begun.set(number, begun ?? time);
    } else if (isFinal(status) && begun !== undefined && !this.took.has(number)) {
      this.took.set(number, time - begun);
    }
  }

  /**
   * How many tasks were done, and how many had ended otherwise, at the end of each of some spans.
   *
   * @param {number} spans
   */
  curve(spans) {
    if (this.size === 0) {
      return undefined;
    }
    const from = this.times.subarray(0, this.size).reduce((least, time) => Math.min(least, time));
    const to = this.times.subarray(0, this.size).reduce((most, time) => Math.max(most, time));
    const width = Math.max(1, (to - from) / spans);
    const done = new Float64Array(spans + 1);
    const broken = new Float64Array(spans + 1);
    const running = new Float64Array(spans + 1);
    const ended = new Set();
    for (let place = 0; place < this.size; place++) {
      const number = this.numbers[place];
      const status = this.statuses[place];
      const slot = Math.min(spans, Math.ceil((this.times[place] - from) / width));
      if (isFinal(status) && !ended.has(number)) {
        ended.add(number);
        (status === DONE ? done : broken)[slot]++;
        running[slot] -= this.begun.has(number) ? 1 : 0;
      } else if (status === EXECUTING && !ended.has(number)) {
        running[slot]++;
      }
    }
    for (const array of [done, broken, running]) {
      for (let slot = 1; slot <= spans; slot++) {
        array[slot] += array[slot - 1];
      }
    }
    return { from, to, width, done, broken, running };
  }
}

/**
 * @template {Int32Array | Uint8Array | Float64Array} T
 * @param {new (length: number) => T} Type
 * @param {T} array
 */
function grown(Type, array) {
  const larger = new Type(array.length * 2);
  larger.set(array);
  return larger;
}
