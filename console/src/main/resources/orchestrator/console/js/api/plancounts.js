import { Signal } from '../signal.js';
import { FINAL } from '../ui/status.js';
import { API, get } from './client.js';
import { pages } from './list.js';

/**
 * The tasks of a plan, counted.
 *
 * @typedef {object} Counts
 * @property {Record<string, number>} byStatus by the codes of the API
 * @property {number} total
 * @property {number} ended
 * @property {boolean} isComplete whether all tasks were counted
 * @property {boolean} isCut whether there are more than are counted
 * @property {number | undefined} endedAt when the last round ended, once all tasks have
 */

/** Tasks of one plan that are counted at most; reading more takes too long for a row of a table. */
export const MOST_TASKS = 20_000;
const MOST_PLANS = 500;
const PAGE = 1000;
const LAST_ROUND = 8;

/** Counts the tasks of plans, and keeps the counts right as events come. */
export class PlanCounts {
  constructor() {
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
    /** @type {Signal<number>} grows with each change */
    this.version = new Signal(0);
    this.ending = new AbortController();
    /** @type {string[]} */
    this.wanted = [];
    this.isReading = false;
  }

  /** Counts these plans first, and those that are not among them no more. @param {string[]} plans */
  want(plans) {
    this.wanted = plans.filter((key) => !this.entries.has(key));
    void this.read();
  }

  async read() {
    if (this.isReading) {
      return;
    }
    this.isReading = true;
    try {
      for (let key = this.wanted.shift(); key !== undefined; key = this.wanted.shift()) {
        await this.count(key);
      }
    } finally {
      this.isReading = false;
    }
  }

  /** @param {string} key */
  async count(key) {
    const entry = new Entry();
    this.entries.set(key, entry);
    if (this.entries.size > MOST_PLANS) {
      this.entries.delete(/** @type {string} */ (this.entries.keys().next().value));
    }
    const { signal } = this.ending;
    try {
      const parameters = { 'filter.compute_plan_key': key };
      for await (const page of pages(`${API}/tasks`, 'tasks', parameters, {
        pageSize: PAGE,
        signal,
      })) {
        page.forEach((task) => entry.add(task));
        this.changed();
        if (entry.total >= MOST_TASKS) {
          entry.isCut = page.length === PAGE;
          break;
        }
      }
      entry.finish();
      await this.findEnd(entry);
    } catch {
      // The row stays without counts; the page says that the server is not reached.
      this.entries.delete(key);
    }
    this.changed();
  }

  /** A plan whose tasks have all ended has ended with its last round. @param {Entry} entry */
  async findEnd(entry) {
    if (!entry.hasEnded || entry.isCut) {
      return;
    }
    for (const task of entry.lastRound) {
      const found = await get(
        `${API}/events`,
        { 'filter.asset_key': task, sort: 'DESCENDING', page_size: 1 },
        { signal: this.ending.signal },
      );
      const at = Date.parse(found.events[0]?.timestamp ?? '');
      if (!Number.isNaN(at)) {
        entry.endedAt = Math.max(entry.endedAt ?? 0, at);
      }
    }
  }

  /** @param {import('./events.js').Event[]} events */
  take(events) {
    let isChanged = false;
    for (const event of events) {
      const task = event.computeTask;
      const entry = task && this.entries.get(task.computePlanKey);
      if (entry) {
        entry.change(task, event);
        isChanged = true;
      }
    }
    if (isChanged) {
      this.changed();
    }
  }

  /** @param {string} key @returns {Counts | undefined} */
  of(key) {
    const entry = this.entries.get(key);
    return entry && (entry.isRead || entry.total > 0) ? entry.counts() : undefined;
  }

  /** What was counted does not count any more. */
  forget() {
    this.close();
    this.ending = new AbortController();
    this.entries.clear();
    this.changed();
  }

  /** Counts no more. */
  close() {
    this.wanted = [];
    this.ending.abort();
  }

  changed() {
    this.version.set(this.version.value + 1);
  }
}

/** The counts of one plan. A task that has ended is not kept: it changes no more. */
export class Entry {
  constructor() {
    /** @type {Map<string, string>} */
    this.open = new Map();
    /** @type {Map<string, {task: any, isNew: boolean}>} what events told while the list was read */
    this.early = new Map();
    /** @type {Record<string, number>} */
    this.byStatus = {};
    this.total = 0;
    this.isRead = false;
    this.isCut = false;
    /** @type {string[]} */
    this.lastRound = [];
    this.rank = -1;
    /** @type {number | undefined} */
    this.endedAt = undefined;
  }

  get hasEnded() {
    return this.isRead && this.total > 0 && this.open.size === 0;
  }

  /** @param {any} task as a list has it */
  add(task) {
    this.put(task.key, this.early.get(task.key)?.task.status ?? task.status, task.rank);
    this.early.delete(task.key);
  }

  /** The list is at its end; tasks that it did not have yet are known by their events. */
  finish() {
    this.isRead = true;
    if (!this.isCut) {
      [...this.early.values()]
        .filter((it) => it.isNew)
        .forEach(({ task }) => this.put(task.key, task.status, task.rank));
    }
    this.early.clear();
  }

  /** @param {string} key @param {string} status @param {number} rank */
  put(key, status, rank) {
    this.total++;
    this.byStatus[status] = (this.byStatus[status] ?? 0) + 1;
    if (!FINAL.has(status)) {
      this.open.set(key, status);
    }
    if (rank > this.rank) {
      this.rank = rank;
      this.lastRound = [];
    }
    if (rank === this.rank && this.lastRound.length < LAST_ROUND) {
      this.lastRound.push(key);
    }
  }

  /** @param {any} task @param {import('./events.js').Event} event */
  change(task, event) {
    const before = this.open.get(task.key);
    const isNew = event.eventKind === 'EVENT_ASSET_CREATED';
    if (before !== undefined) {
      this.byStatus[before]--;
      this.byStatus[task.status] = (this.byStatus[task.status] ?? 0) + 1;
      if (FINAL.has(task.status)) {
        this.open.delete(task.key);
        this.endedAt = this.hasEnded ? Date.parse(event.timestamp) : undefined;
      } else {
        this.open.set(task.key, task.status);
      }
    } else if (!this.isRead) {
      this.early.set(task.key, { task, isNew: isNew || !!this.early.get(task.key)?.isNew });
    } else if (isNew && !this.isCut) {
      this.endedAt = undefined;
      this.put(task.key, task.status, task.rank);
    }
  }

  /** @returns {Counts} */
  counts() {
    const ended = [...FINAL].reduce((sum, code) => sum + (this.byStatus[code] ?? 0), 0);
    return {
      byStatus: this.byStatus,
      total: this.total,
      ended,
      isComplete: this.isRead,
      isCut: this.isCut,
      endedAt: this.endedAt,
    };
  }
}
