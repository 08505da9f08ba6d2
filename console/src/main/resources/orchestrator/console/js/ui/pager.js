import { html } from '../lib.js';
import { count } from './format.js';

/**
 * Leads through the pages of a list that is known as a whole.
 *
 * @param {object} props
 * @param {number} props.page from 0
 * @param {number} props.size
 * @param {number} props.total
 * @param {(page: number) => void} props.onPage
 * @param {string} [props.what]
 */
export function Pager({ page, size, total, onPage, what = 'rows' }) {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  return html`<nav class="pager" aria-label="Pages">
    <span role="status">${
      total === 0
        ? `no ${what}`
        : `${count(page * size + 1)}–${count(Math.min(total, (page + 1) * size))} of ${count(total)} ${what}`
    }</span>
    <span class="row">
      <button type="button" disabled=${page === 0} onClick=${() => onPage(0)}>First</button>
      <button type="button" disabled=${page === 0} onClick=${() => onPage(page - 1)}>Previous</button>
      <span>Page ${count(page + 1)} of ${count(last + 1)}</span>
      <button type="button" disabled=${page >= last} onClick=${() => onPage(page + 1)}>Next</button>
      <button type="button" disabled=${page >= last} onClick=${() => onPage(last)}>Last</button>
    </span>
  </nav>`;
}

/**
 * Leads on through a list of which the end is not known.
 *
 * @param {{page: number, hasMore: boolean, isLoading: boolean, onPage: (page: number) => void}} props
 */
export function Steps({ page, hasMore, isLoading, onPage }) {
  return html`<nav class="pager" aria-label="Pages">
    <span role="status">Page ${count(page + 1)}</span>
    <span class="row">
      <button type="button" disabled=${page === 0 || isLoading} onClick=${() => onPage(0)}>First</button>
      <button type="button" disabled=${page === 0 || isLoading} onClick=${() => onPage(page - 1)}>Previous</button>
      <button type="button" disabled=${!hasMore || isLoading} onClick=${() => onPage(page + 1)}>Next</button>
    </span>
  </nav>`;
}
