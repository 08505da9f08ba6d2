// The graph on the page: two canvases that a worker draws, moved and scaled as a person looks around, and one above
// them for what lights up.

import { whenBack } from '../api/connection.js';
import { isSeen } from '../seen.js';
import { fitted, isElsewhere, panned, transform } from './camera.js';
import { canvas, show } from './canvas.js';
import { listen } from './input.js';
import { Model } from './model.js';
import { drawOverlay } from './overlay.js';
import { paletteOf } from './palette.js';
import { Sight } from './sight.js';

/** How high the element is for a plan of few rows, and what is around them. */
const LEAST = 280;
const AROUND = 64;
const MOST_STARTS = 20;

/**
 * @typedef {object} Listener
 * @property {(model: Model) => void} [graph] called when the plan, or more of it, has come
 * @property {(changes: {numbers: Int32Array, statuses: Uint8Array, times: Float64Array}) => void} [changes]
 * @property {(event: any) => void} [event] what happens beyond the statuses of tasks
 * @property {(live: boolean) => void} [connection]
 * @property {(message: string, status: number) => void} [problem]
 * @property {(number: number | undefined) => void} [chosen]
 * @property {(number: number) => void} [focused]
 */

/** Shows a plan in an element, until it is closed. */
export class GraphView extends Sight {
  /**
   * @param {HTMLElement} element
   * @param {{plan: string, door: import("./read.js").Door}} source
   * @param {Listener} listener
   */
  constructor(element, source, listener) {
    super();
    this.element = element;
    this.source = source;
    this.listener = listener;
    /** @type {{view: import("./camera.js").View, border: number} | undefined} */
    this.drawn = undefined;
    this.isAsked = false;
    this.frame = 0;
    /** @type {import("./overlay.js").Light | undefined} */
    this.light = undefined;
    /** @type {readonly number[]} */
    this.found = [];
    /** @type {readonly number[]} */
    this.path = [];
    /** @type {number | undefined} */
    this.chosen = undefined;
    /** @type {number | undefined} */
    this.focused = undefined;
    /** @type {Record<string, string>} */
    this.names = {};
    this.edges = canvas(element, 'graph-edges');
    this.nodes = canvas(element, 'graph-nodes');
    this.over = canvas(element, 'graph-over');
    this.palette = paletteOf(element);
    this.unwait = () => {};
    this.worker = this.work(MOST_STARTS);
    this.unwatch = isSeen.watch((is) => this.worker.postMessage({ type: 'seen', is }));
    this.resizes = new ResizeObserver(() => this.resize());
    this.resizes.observe(element);
    this.unlisten = listen(this);
  }

  /**
   * Starts what reads and draws the plan.
   *
   * @param {number} starts how often that is tried when its script is not to be had, since the server is away
   */
  work(starts) {
    const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (message) => this.take(message.data));
    worker.addEventListener('error', (failure) => {
      if (failure.message || starts <= 1) {
        this.listener.problem?.(failure.message || 'the graph cannot be drawn', 0);
        return;
      }
      this.listener.connection?.(false);
      this.unwait = whenBack(() => {
        this.worker = this.work(starts - 1);
      });
    });
    worker.postMessage({ type: 'palette', palette: this.palette });
    worker.postMessage({ type: 'seen', is: isSeen.value });
    worker.postMessage({ type: 'names', names: this.names });
    worker.postMessage({ type: 'open', ...this.source });
    return worker;
  }

  close() {
    // Its stream of events ends with it.
    this.unwatch();
    this.unwait();
    this.worker.terminate();
    this.resizes.disconnect();
    this.unlisten();
    cancelAnimationFrame(this.frame);
    this.element.replaceChildren();
  }

  /** @param {any} message */
  take(message) {
    if (message.type === 'graph') {
      this.takeGraph(message);
    } else if (message.type === 'frame') {
      this.takeFrame(message.frame, message.times);
    } else if (message.type === 'changes') {
      this.model?.apply(message);
      this.listener.changes?.(message);
      this.redraw();
    } else if (message.type === 'event') {
      this.listener.event?.(message.event);
    } else if (message.type === 'connection') {
      this.listener.connection?.(message.live);
    } else if (message.type === 'problem') {
      this.listener.problem?.(message.message, message.status);
    } else if (message.type === 'ended') {
      this.listener.problem?.(message.reason, message.status);
    }
  }

  /** @param {any} told */
  takeGraph(told) {
    const before = this.model;
    this.model = new Model(told);
    this.model.nameFunctions(this.names);
    this.light = undefined;
    if (before) {
      // Numbers stay the same while a plan grows; places do not.
      this.model.since = before.since;
    }
    // A small plan does not need the room of a large one.
    this.element.style.maxHeight = `${Math.max(LEAST, this.model.layout.height + AROUND)}px`;
    this.resize();
    this.listener.graph?.(this.model);
  }

  /**
   * @param {import("./painter.js").Frame} frame
   * @param {number[]} times of the changes that it shows first
   */
  takeFrame(frame, times) {
    this.isAsked = false;
    if (frame.edges) {
      show(this.edges, frame.edges, frame.ratio);
    }
    show(this.nodes, frame.nodes, frame.ratio);
    this.drawn = { view: frame.view, border: frame.border };
    this.redraw();
    if (this.view && isElsewhere(this.view, frame.view)) {
      this.ask();
    }
    requestAnimationFrame(() => {
      const complete = this.model?.complete ?? false;
      this.element.dataset['drawn'] = complete ? 'complete' : 'partly';
      this.element.dispatchEvent(new CustomEvent('drawn', { detail: { times, complete } }));
    });
  }

  resize() {
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    if (width === 0 || height === 0) {
      // Nobody sees it: another view of the plan is open.
      this.isAsked = false;
      this.worker.postMessage({ type: 'hide' });
      return;
    }
    if (!this.model) {
      return;
    }
    const screen = { width, height };
    const ratio = window.devicePixelRatio;
    this.over.width = Math.round(width * ratio);
    this.over.height = Math.round(height * ratio);
    this.over.style.width = `${width}px`;
    this.over.style.height = `${height}px`;
    const isMoved = this.view && !this.isFitted;
    this.look(
      isMoved && this.view
        ? panned(this.model.layout, { ...this.view, ...screen }, 0, 0)
        : fitted(this.model.layout, screen),
      !isMoved,
    );
  }

  moved() {
    this.ask();
    this.redraw();
  }

  /** Has the worker draw what is seen, one picture at a time. */
  ask() {
    if (this.isAsked || !this.view || !this.model) {
      return;
    }
    this.isAsked = true;
    this.worker.postMessage({ type: 'view', view: this.view, ratio: window.devicePixelRatio });
  }

  redraw() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  draw() {
    if (!this.view || !this.model) {
      return;
    }
    if (this.drawn) {
      const matrix = transform(this.drawn.view, this.view, this.drawn.border);
      this.edges.style.transform = matrix;
      this.nodes.style.transform = matrix;
    }
    this.element.classList.toggle('graph-dimmed', this.light !== undefined || this.path.length > 0);
    const ratio = window.devicePixelRatio;
    const context = /** @type {CanvasRenderingContext2D} */ (this.over.getContext('2d'));
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { model, view, palette, light, found, path, chosen, focused } = this;
    drawOverlay(context, { model, view, palette, light, found, path, chosen, focused });
  }

  /**
   * Lights up what a task depends on and what waits for it.
   *
   * @param {number | undefined} number
   */
  lightUp(number) {
    if (this.model && number !== this.light?.number) {
      this.light =
        number === undefined
          ? undefined
          : { number, above: this.model.above(number), below: this.model.below(number) };
      this.redraw();
    }
  }

  /** @param {number | undefined} number */
  choose(number) {
    this.chosen = number;
    this.redraw();
    this.listener.chosen?.(number);
  }

  /** @param {number} number */
  focus(number) {
    this.focused = number;
    this.reveal(number);
    this.redraw();
    this.listener.focused?.(number);
  }

  /** @param {readonly number[]} numbers */
  mark(numbers) {
    this.found = numbers;
    this.redraw();
  }

  /** @param {readonly number[]} numbers tasks that follow from one another */
  trace(numbers) {
    this.path = numbers;
    this.redraw();
  }

  /** @param {Record<string, string>} names of functions, by key */
  nameFunctions(names) {
    this.names = names;
    this.model?.nameFunctions(names);
    this.worker.postMessage({ type: 'names', names });
    this.redraw();
  }

  /** Takes the colours anew: the theme has changed. */
  recolour() {
    this.palette = paletteOf(this.element);
    this.worker.postMessage({ type: 'palette', palette: this.palette });
    this.redraw();
  }
}
