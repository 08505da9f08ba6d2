import { API, ApiError, callerHeaders, get } from '../api/client.js';
import { connected, disconnected, whenBack } from '../api/connection.js';
import { upTo } from '../api/list.js';
import { sessionEnded } from '../api/session.js';
import { GraphView } from '../draw/view.js';
import { Signal } from '../signal.js';
import { History } from './history.js';
import { Scores } from './scores.js';

/** Counts and tables follow changes so often at most; the picture follows each. */
const TOLD = 250;
const MOST_FUNCTIONS = 5000;

/** What one plan is, as it changes: its record, its tasks, its functions, its graph. */
export class PlanWatch {
  /** @param {string} key */
  constructor(key) {
    this.key = key;
    this.ending = new AbortController();
    /** @type {Signal<any>} */
    this.plan = new Signal(undefined);
    this.model = new Signal(
      /** @type {import('../draw/model.js').Model | undefined} */ (undefined),
    );
    /** @type {Signal<number>} grows when tasks have changed */
    this.version = new Signal(0);
    this.problem = new Signal(/** @type {Error | undefined} */ (undefined));
    /** functions by key */
    this.functions = new Signal(/** @type {ReadonlyMap<string, any>} */ (new Map()));
    /** the task that has the focus in the graph */
    this.focused = new Signal(/** @type {number | undefined} */ (undefined));
    /** @type {GraphView | undefined} */
    this.view = undefined;
    this.history = new History(this);
    this.scores = new Scores(this);
    this.timer = 0;
    this.unwait = () => {};
    /** @type {(key: string | undefined) => void} */
    this.onChosen = () => undefined;
  }

  /**
   * Begins to watch, and draws the graph.
   *
   * @param {HTMLElement} element
   */
  open(element) {
    this.view = new GraphView(
      element,
      { plan: this.key, door: { base: '', headers: callerHeaders() } },
      {
        graph: (model) => {
          this.model.set(model);
          this.changed();
        },
        changes: (changes) => {
          this.history.take(changes);
          this.changed();
        },
        event: (event) => this.take(event),
        connection: (live) => (live ? connected() : disconnected()),
        problem: (message, status) => {
          if (status === 401) {
            sessionEnded();
          }
          this.problem.set(new Error(message));
        },
        chosen: (number) => this.onChosen(this.keyOf(number)),
        focused: (number) => this.focused.set(number),
      },
    );
    void this.read();
  }

  async read() {
    try {
      this.plan.set(await this.get(`/plans/${encodeURIComponent(this.key)}`));
      await this.readFunctions();
    } catch (error) {
      if (this.ending.signal.aborted) {
        return;
      }
      if (error instanceof ApiError && error.status === 0) {
        this.unwait = whenBack(() => void this.read());
      } else {
        this.problem.set(/** @type {Error} */ (error));
      }
    }
  }

  async readFunctions() {
    const { items } = await upTo(
      `${API}/functions`,
      'Functions',
      { 'filter.compute_plan_key': this.key },
      { most: MOST_FUNCTIONS, signal: this.ending.signal },
    );
    this.functions.set(new Map(items.map((item) => [item.key, item])));
    this.name();
  }

  name() {
    this.view?.nameFunctions(
      Object.fromEntries([...this.functions.value].map(([key, item]) => [key, item.name])),
    );
    this.changed();
  }

  /**
   * Reads from the API, until the page is left.
   *
   * @param {string} path
   * @param {import('../api/client.js').Parameters} [parameters]
   */
  get(path, parameters) {
    return get(`${API}${path}`, parameters, { signal: this.ending.signal });
  }

  /** @param {any} event */
  take(event) {
    if (event.computePlan?.key === this.key) {
      this.plan.set(event.computePlan);
    } else if (event.function && this.functions.value.has(event.function.key)) {
      this.functions.set(new Map(this.functions.value).set(event.function.key, event.function));
      this.name();
    } else if (event.performance) {
      this.scores.take(event.performance);
    }
  }

  changed() {
    this.timer ||= setTimeout(() => {
      this.timer = 0;
      this.version.set(this.version.value + 1);
    }, TOLD);
  }

  /** @param {number | undefined} number */
  keyOf(number) {
    return number === undefined ? undefined : this.model.value?.keys[number];
  }

  close() {
    this.ending.abort();
    this.unwait();
    clearTimeout(this.timer);
    this.view?.close();
  }
}
