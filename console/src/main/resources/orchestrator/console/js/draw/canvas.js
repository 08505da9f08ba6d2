// Canvases that show what a worker has drawn.

/**
 * Puts a canvas into an element.
 *
 * @param {HTMLElement} parent
 * @param {string} name
 */
export function canvas(parent, name) {
  const made = document.createElement('canvas');
  made.className = name;
  made.setAttribute('aria-hidden', 'true');
  parent.append(made);
  return made;
}

/**
 * Shows a picture, in its own size.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap} bitmap
 * @param {number} ratio
 */
export function show(canvas, bitmap, ratio) {
  const width = `${bitmap.width / ratio}px`;
  const height = `${bitmap.height / ratio}px`;
  if (canvas.style.width !== width || canvas.style.height !== height) {
    canvas.style.width = width;
    canvas.style.height = height;
  }
  /** @type {ImageBitmapRenderingContext} */ (
    canvas.getContext('bitmaprenderer')
  ).transferFromImageBitmap(bitmap);
}
