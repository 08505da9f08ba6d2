// The colours of the theme, for what is drawn and not styled.

import { TOKENS } from './status.js';

/**
 * @param {HTMLElement} element
 * @returns {import("./glyph.js").Palette}
 */
export function paletteOf(element) {
  const style = getComputedStyle(element);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim() || '#888';
  return {
    plate: colour('--graph-plate'),
    border: colour('--graph-border'),
    text: colour('--graph-text'),
    muted: colour('--graph-muted'),
    stay: colour('--graph-stay'),
    travel: colour('--graph-travel'),
    band: colour('--graph-band'),
    line: colour('--graph-line'),
    above: colour('--graph-above'),
    below: colour('--graph-below'),
    status: TOKENS.map((name) => colour(`--status-${name}`)),
    font: style.fontFamily,
  };
}
