// What part of a plan is seen, and how one looks at another.

import { fitted, panned, toWorld, viewAt, zoomed } from './camera.js';
import { BOX_X, BOX_Y, at } from './layout.js';

/** How far from a task a pointer may be, in pixels. */
const TOLERANCE = 6;
/** A task that is looked for is shown at least so large. */
const READABLE = 0.9;

/** A plan, and the part of it that is seen. */
export class Sight {
  constructor() {
    /** @type {import("./model.js").Model | undefined} */
    this.model = undefined;
    /** @type {import("./camera.js").View | undefined} */
    this.view = undefined;
    this.isFitted = true;
  }

  /** Another part is seen. */
  moved() {}

  /**
   * Looks at another part.
   *
   * @param {import("./camera.js").View} view
   * @param {boolean} [isFitted] whether it shows all, and is to go on doing so
   */
  look(view, isFitted = false) {
    this.view = view;
    this.isFitted = isFitted;
    this.moved();
  }

  fit() {
    if (this.model && this.view) {
      this.look(fitted(this.model.layout, this.view), true);
    }
  }

  /**
   * @param {number} factor
   * @param {{x: number, y: number}} [place] the middle if absent
   */
  zoom(factor, place) {
    if (this.model && this.view) {
      this.look(
        zoomed(
          this.model.layout,
          this.view,
          factor,
          place ?? { x: this.view.width / 2, y: this.view.height / 2 },
        ),
      );
    }
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    if (this.model && this.view) {
      this.look(panned(this.model.layout, this.view, dx, dy));
    }
  }

  /**
   * Brings a task into the middle, large enough to be read.
   *
   * @param {number} number
   */
  show(number) {
    if (this.model && this.view) {
      const { layout } = this.model;
      const point = { x: at(layout.x, number) + BOX_X / 2, y: at(layout.y, number) + BOX_Y / 2 };
      const place = { x: this.view.width / 2, y: this.view.height / 2 };
      this.look(viewAt(layout, this.view, Math.max(READABLE, this.view.zoom), point, place));
    }
  }

  /**
   * Shows a task if it is out of sight, or too small to be seen.
   *
   * @param {number} number
   */
  reveal(number) {
    if (this.model && this.view) {
      const x = at(this.model.layout.x, number) * this.view.sx + this.view.x;
      const y = at(this.model.layout.y, number) * this.view.sy + this.view.y;
      if (
        x < 130 ||
        y < 30 ||
        x > this.view.width - 60 ||
        y > this.view.height - 40 ||
        BOX_X * this.view.sx < 20
      ) {
        this.show(number);
      }
    }
  }

  /**
   * The task at a place of the element.
   *
   * @param {{x: number, y: number}} place
   */
  hit(place) {
    if (!this.model || !this.view) {
      return undefined;
    }
    const reach = { x: TOLERANCE / this.view.sx, y: TOLERANCE / this.view.sy };
    return this.model.hit(toWorld(this.view, place), reach);
  }
}
