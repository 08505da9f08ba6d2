// What part of the picture is seen, and how large. Both axes are fitted at first; zooming in enlarges
// the one that is smaller until both are alike, so that a plan of a thousand rounds fills the screen too.

/**
 * @typedef {object} View
 * @property {number} zoom scale of the smaller axis
 * @property {number} sx pixels of the screen for one of the picture
 * @property {number} sy
 * @property {number} x where the picture's left edge is on the screen
 * @property {number} y
 * @property {number} width of the screen
 * @property {number} height
 *
 * @typedef {{width: number, height: number}} Size
 * @typedef {{left: number, top: number, right: number, bottom: number}} Margin
 */

/** A task is never drawn larger than this. */
export const LARGEST = 1.6;

/** Small plans are shown at this scale and not blown up. */
const COMFORTABLE = 1;

/** Room for the names of lanes, ranks and for the eye. */
const MARGIN = { left: 132, top: 34, right: 16, bottom: 16 };
const NARROW = { left: 12, top: 34, right: 12, bottom: 12 };

/**
 * @param {Size} screen
 * @returns {Margin}
 */
export function margin(screen) {
  return screen.width < 640 ? NARROW : MARGIN;
}

/**
 * The scales at which all is seen.
 *
 * @param {Size} world
 * @param {Size} screen
 */
function fits(world, screen) {
  const free = margin(screen);
  const x = Math.min(
    COMFORTABLE,
    Math.max(1, screen.width - free.left - free.right) / Math.max(1, world.width),
  );
  const y = Math.min(
    COMFORTABLE,
    Math.max(1, screen.height - free.top - free.bottom) / Math.max(1, world.height),
  );
  return { x, y };
}

/**
 * A view at a zoom, with a point of the picture at a point of the screen.
 *
 * @param {Size} world
 * @param {Size} screen
 * @param {number} zoom
 * @param {{x: number, y: number}} point of the picture
 * @param {{x: number, y: number}} place on the screen
 * @returns {View}
 */
export function viewAt(world, screen, zoom, point, place) {
  const fit = fits(world, screen);
  const used = Math.min(LARGEST, Math.max(Math.min(fit.x, fit.y), zoom));
  const sx = Math.max(used, fit.x);
  const sy = Math.max(used, fit.y);
  return kept(world, {
    zoom: used,
    sx,
    sy,
    x: place.x - point.x * sx,
    y: place.y - point.y * sy,
    width: screen.width,
    height: screen.height,
  });
}

/**
 * A view of everything.
 *
 * @param {Size} world
 * @param {Size} screen
 */
export function fitted(world, screen) {
  const free = margin(screen);
  return viewAt(world, screen, 0, { x: 0, y: 0 }, { x: free.left, y: free.top });
}

/**
 * The view that is as near as possible and does not lose the picture; what fits is in the middle.
 *
 * @param {Size} world
 * @param {View} view
 * @returns {View}
 */
function kept(world, view) {
  const free = margin(view);
  return {
    ...view,
    x: keptAxis(view.x, world.width * view.sx, view.width, free.left, free.right),
    y: keptAxis(view.y, world.height * view.sy, view.height, free.top, free.bottom),
  };
}

/**
 * @param {number} offset
 * @param {number} length
 * @param {number} screen
 * @param {number} before
 * @param {number} after
 */
function keptAxis(offset, length, screen, before, after) {
  const room = screen - before - after;
  if (length <= room + 1) {
    return before + (room - length) / 2;
  }
  return Math.min(before, Math.max(screen - after - length, offset));
}

/**
 * @param {Size} world
 * @param {View} view
 * @param {number} factor
 * @param {{x: number, y: number}} place that stays where it is
 */
export function zoomed(world, view, factor, place) {
  return viewAt(world, view, view.zoom * factor, toWorld(view, place), place);
}

/**
 * @param {Size} world
 * @param {View} view
 * @param {number} dx
 * @param {number} dy
 */
export function panned(world, view, dx, dy) {
  return kept(world, { ...view, x: view.x + dx, y: view.y + dy });
}

/**
 * @param {View} view
 * @param {{x: number, y: number}} place
 */
export function toWorld(view, place) {
  return { x: (place.x - view.x) / view.sx, y: (place.y - view.y) / view.sy };
}

/**
 * How a picture that was drawn for one view is laid over another, as a CSS transform from its top left corner.
 *
 * @param {View} drawn
 * @param {View} shown
 * @param {number} border pixels around the drawn view that the picture has too
 */
export function transform(drawn, shown, border) {
  const scaleX = shown.sx / drawn.sx;
  const scaleY = shown.sy / drawn.sy;
  const x = shown.x - (drawn.x + border) * scaleX;
  const y = shown.y - (drawn.y + border) * scaleY;
  return `matrix(${scaleX}, 0, 0, ${scaleY}, ${x}, ${y})`;
}

/**
 * Whether another part is seen, or the same in another size.
 *
 * @param {View} view
 * @param {View} drawn
 */
export function isElsewhere(view, drawn) {
  return (
    view.x !== drawn.x ||
    view.y !== drawn.y ||
    view.sx !== drawn.sx ||
    view.sy !== drawn.sy ||
    view.width !== drawn.width ||
    view.height !== drawn.height
  );
}
