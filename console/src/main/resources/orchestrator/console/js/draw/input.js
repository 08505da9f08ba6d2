// Pointer, wheel and keys on the graph.

import { PITCH_X, at } from './layout.js';

const STEP = 80;
const CLICK = 5;

/**
 * Listens on a view's element.
 *
 * @param {import("./view.js").GraphView} view
 * @returns {() => void} ends it
 */
export function listen(view) {
  const { element } = view;
  const ended = new AbortController();
  const options = { signal: ended.signal };
  /** @type {Map<number, {x: number, y: number}>} */
  const pointers = new Map();
  let moved = 0;
  const place = (/** @type {MouseEvent} */ event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 30 : 1;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        view.pan(-(event.deltaX || event.deltaY) * unit, 0);
      } else {
        view.zoom(Math.exp((-event.deltaY * unit) / (event.ctrlKey ? 100 : 400)), place(event));
      }
    },
    { ...options, passive: false },
  );
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button === 0) {
        pointers.set(event.pointerId, place(event));
        element.setPointerCapture(event.pointerId);
        moved = 0;
        view.lightUp(undefined);
      }
    },
    options,
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const now = place(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        const number = view.hit(now);
        element.classList.toggle('graph-over-task', number !== undefined);
        view.lightUp(number);
        return;
      }
      moved += Math.hypot(now.x - before.x, now.y - before.y);
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const ratio =
          Math.hypot(now.x - other.x, now.y - other.y) /
          Math.hypot(before.x - other.x, before.y - other.y);
        view.zoom(Number.isFinite(ratio) && ratio > 0 ? ratio : 1, {
          x: (now.x + other.x) / 2,
          y: (now.y + other.y) / 2,
        });
      } else if (moved > CLICK) {
        element.classList.add('graph-dragged');
        view.pan(now.x - before.x, now.y - before.y);
      }
      pointers.set(event.pointerId, now);
    },
    options,
  );
  const release = (/** @type {PointerEvent} */ event) => {
    if (pointers.delete(event.pointerId) && pointers.size === 0) {
      element.classList.remove('graph-dragged');
      if (event.type === 'pointerup' && moved <= CLICK) {
        view.choose(view.hit(place(event)));
      }
    }
  };
  element.addEventListener('pointerup', release, options);
  element.addEventListener('pointercancel', release, options);
  element.addEventListener('pointerleave', () => view.lightUp(undefined), options);
  element.addEventListener(
    'keydown',
    (event) => {
      if (
        !event.ctrlKey &&
        !event.metaKey &&
        !event.altKey &&
        onKey(view, event.key, event.shiftKey)
      ) {
        event.preventDefault();
      }
    },
    options,
  );
  return () => ended.abort();
}

/**
 * @param {import("./view.js").GraphView} view
 * @param {string} key
 * @param {boolean} shift arrows move the picture, not the focus
 * @returns {boolean} whether the key means something here
 */
function onKey(view, key, shift) {
  if (!view.model || view.model.size === 0) {
    return false;
  }
  const arrows = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const arrow = arrows[/** @type {keyof typeof arrows} */ (key)];
  if (arrow && shift) {
    view.pan(at(arrow, 0) * STEP, at(arrow, 1) * STEP);
  } else if (arrow || key === 'Home') {
    const next =
      key === 'Home' || view.focused === undefined
        ? first(view.model)
        : neighbour(view.model, view.focused, key);
    if (next !== undefined) {
      view.focus(next);
      view.lightUp(next);
    }
  } else if (key === 'Enter' || key === ' ') {
    view.choose(view.focused);
  } else if (key === 'Escape') {
    view.lightUp(undefined);
    view.choose(undefined);
  } else if (key === '+' || key === '=') {
    view.zoom(1.4);
  } else if (key === '-') {
    view.zoom(1 / 1.4);
  } else if (key === '0') {
    view.fit();
  } else {
    return false;
  }
  return true;
}

/** @param {import("./model.js").Model} model */
function first(model) {
  // The topmost of the first rank.
  return [...model.inColumn(0)].sort((a, b) => model.layout.y[a] - model.layout.y[b])[0];
}

/**
 * Right to a task that waits for this one, left to one that it depends on, up and down along the rank.
 *
 * @param {import("./model.js").Model} model
 * @param {number} number
 * @param {string} key
 */
function neighbour(model, number, key) {
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const others = [...(key === 'ArrowRight' ? model.childrenOf(number) : model.parentsOf(number))];
    const distance = (/** @type {number} */ other) =>
      Math.abs(at(model.layout.y, other) - at(model.layout.y, number));
    return others.sort((a, b) => distance(a) - distance(b))[0];
  }
  const sign = key === 'ArrowDown' ? 1 : -1;
  const column = Math.floor(at(model.layout.x, number) / PITCH_X);
  let nearest;
  for (const other of model.inColumn(column)) {
    const ahead = (at(model.layout.y, other) - at(model.layout.y, number)) * sign;
    if (
      ahead > 0 &&
      (nearest === undefined ||
        ahead < (at(model.layout.y, nearest) - at(model.layout.y, number)) * sign)
    ) {
      nearest = other;
    }
  }
  return nearest;
}
