// The colours of the theme, for what is drawn and not styled.

import { TOKENS } from './status.js';

/**
 * @param {HTMLElement} element
 * @returns {import("./glyph.js").Palette}
 */
export function paletteOf(element) {
  const style = getComputedStyle(element);
  // A property is what was written, light and dark; the colour of an element is one of both.
  const probe = document.createElement('span');
  element.append(probe);
  const shown = getComputedStyle(probe);
  const colour = (/** @type {string} */ name) => {
    probe.style.color = `var(${name}, #888)`;
    return shown.color;
  };
  const palette = {
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
  probe.remove();
  return palette;
}
