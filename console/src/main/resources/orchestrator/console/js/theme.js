import { Signal } from './signal.js';
import { keep, recall } from './storage.js';

/** @typedef {'system' | 'light' | 'dark'} Theme */

const KEPT = 'orchestrator.theme';

/** @returns {Theme} */
function kept() {
  const value = recall(() => localStorage, KEPT);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** @type {Signal<Theme>} */
export const theme = new Signal(kept());

/** Shows the page in the colours that were chosen. @param {Theme} chosen */
export function setTheme(chosen) {
  keep(() => localStorage, KEPT, chosen);
  theme.set(chosen);
  apply(chosen);
}

/** @param {Theme} chosen */
function apply(chosen) {
  if (chosen === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = chosen;
  }
}

apply(kept());
