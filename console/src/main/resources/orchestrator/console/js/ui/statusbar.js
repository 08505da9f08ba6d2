import { html } from '../lib.js';
import { count } from './format.js';
import { STATUSES, StatusIcon } from './status.js';

/**
 * How many tasks are in each status, as a bar and in words.
 *
 * @param {{counts: Record<string, number>, label?: string}} props counts by the codes of the API
 */
export function StatusBar({ counts, label = 'Tasks by status' }) {
  const present = STATUSES.filter((status) => (counts[status.code] ?? 0) > 0);
  const total = present.reduce((sum, status) => sum + counts[status.code], 0);
  const words = present.map((status) => `${count(counts[status.code])} ${status.word}`).join(', ');
  let at = 0;
  return html`<div>
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=${`${label}: ${words || 'no tasks'}`}>
      ${present.map((status) => {
        const width = (1000 * counts[status.code]) / total;
        const x = at;
        at += width;
        // What is few is still to be seen.
        return html`<rect key=${status.id} class="s-${status.id}" x=${x} y="0" width=${Math.max(width, 4)} height="10" />`;
      })}
    </svg>
    <div class="counts" aria-hidden="true">
      ${present.map(
        (status) =>
          html`<span key=${status.id} class="status" title=${status.word}><${StatusIcon} status=${status} />${count(counts[status.code])}</span>`,
      )}
    </div>
  </div>`;
}
