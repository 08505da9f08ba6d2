import { html, useEffect, useRef } from '../lib.js';

const LINE_HEIGHT = 20;
const LEAST = 16;
const MOST = 40;
/** The lines of a longer text are not numbered further. */
const MOST_NUMBERS = 5000;

/**
 * A text with the numbers of its lines, of which some are marked.
 *
 * @param {object} props
 * @param {string} props.label
 * @param {{current: HTMLTextAreaElement | null}} props.area
 * @param {string} props.text
 * @param {Set<number>} props.faulty lines, from 1
 * @param {(text: string) => void} props.onInput
 */
export function Editor({ label, area, text, faulty, onInput }) {
  const numbers = useRef(/** @type {HTMLElement | null} */ (null));
  const lines = text.split('\n').length;
  const shown = Math.min(MOST, Math.max(LEAST, lines));
  const follow = () => {
    if (numbers.current && area.current) {
      numbers.current.scrollTop = area.current.scrollTop;
    }
  };
  useEffect(follow, [text]);
  const height = `${shown * LINE_HEIGHT + 16}px`;
  return html`<div class="editor">
    <ol ref=${numbers} aria-hidden="true" style=${{ height }}>
      ${Array.from({ length: Math.min(lines, MOST_NUMBERS) }, (_, i) => html`<li key=${i} class=${faulty.has(i + 1) ? 'faulty' : ''}>${i + 1}</li>`)}
    </ol>
    <textarea
      ref=${area}
      aria-label=${label}
      style=${{ height }}
      value=${text}
      spellcheck=${false}
      autocapitalize="off"
      autocomplete="off"
      wrap="off"
      placeholder="Paste a graph here"
      onScroll=${follow}
      onInput=${(/** @type {any} */ event) => onInput(event.currentTarget.value)}
    ></textarea>
  </div>`;
}

/**
 * Leads to a place in a text.
 *
 * @param {HTMLTextAreaElement | null} area
 * @param {number} line from 1
 * @param {number} column from 1
 */
export function select(area, line, column) {
  if (area) {
    const lines = area.value.split('\n');
    const before = lines.slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0);
    const length = lines[line - 1]?.length ?? 0;
    const from = before + Math.min(Math.max(0, column - 1), length);
    area.focus();
    area.setSelectionRange(from, before + length);
    area.scrollTop = Math.max(0, (line - 4) * LINE_HEIGHT);
  }
}
