import { API } from '../api/client.js';
import { pages } from '../api/list.js';
import { Signal } from '../signal.js';

/** Performances of the channel that are looked through at most: the API cannot ask for those of one plan. */
const MOST_READ = 200_000;
const MOST_KEPT = 50_000;
const PAGE = 2000;

/** The performances of a plan's tasks, read when somebody wants to see them, and followed from then on. */
export class Scores {
  /** @param {import('./watch.js').PlanWatch} watch */
  constructor(watch) {
    this.watch = watch;
    /** @type {Signal<'none' | 'reading' | 'read' | 'cut' | 'failed'>} */
    this.state = new Signal(/** @type {'none' | 'reading' | 'read' | 'cut' | 'failed'} */ ('none'));
    /** @type {Map<string, {number: number, output: string, value: number}>} by task and output */
    this.values = new Map();
  }

  async read() {
    if (this.state.value !== 'none' || !this.watch.model.value?.complete) {
      return;
    }
    this.state.set('reading');
    let read = 0;
    try {
      const { signal } = this.watch.ending;
      const path = `${API}/performances`;
      for await (const page of pages(path, 'Performances', {}, { pageSize: PAGE, signal })) {
        page.forEach((performance) => this.put(performance));
        read += page.length;
        this.watch.changed();
        if (read >= MOST_READ || this.values.size >= MOST_KEPT) {
          this.state.set('cut');
          return;
        }
      }
      this.state.set('read');
    } catch {
      this.state.set(this.watch.ending.signal.aborted ? 'none' : 'failed');
    }
  }

  /** @param {any} performance */
  take(performance) {
    if (this.state.value !== 'none' && this.values.size < MOST_KEPT) {
      this.put(performance);
      this.watch.changed();
    }
  }

  /** @param {any} performance */
  put(performance) {
    const number = this.watch.model.value?.numberOf(performance.computeTaskKey);
    if (number !== undefined) {
      const output = performance.computeTaskOutputIdentifier;
      // JSON has no infinities: protobuf writes them as texts.
      const value = Number(performance.performanceValue);
      this.values.set(`${performance.computeTaskKey}|${output}`, { number, output, value });
    }
  }
}
