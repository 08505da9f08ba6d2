import { html } from '../lib.js';

/** What a list shows while it is loaded. @param {{what?: string}} props */
export function Loading({ what = 'Loading…' }) {
  return html`<div class="state" role="status"><span class="spinner" aria-hidden="true"></span>${what}</div>`;
}

/**
 * What a list without items shows.
 *
 * @param {{title: string, isPage?: boolean, children?: any}} props isPage: it is all there is, and so has the title of the page
 */
export function Empty({ title, isPage = false, children }) {
  return html`<div class="state">${isPage ? html`<h1>${title}</h1>` : html`<strong>${title}</strong>`}${children ? html`<div>${children}</div>` : null}</div>`;
}

/**
 * What could not be loaded, and why.
 *
 * @param {{error: any, retry?: () => void}} props
 */
export function Failure({ error, retry }) {
  return html`<div class="state failure" role="alert">
    <strong>${error?.message ?? 'Something failed.'}</strong>
    ${error?.requestId ? html`<span class="small">Request ${error.requestId}</span>` : null}
    ${retry ? html`<button onClick=${retry}>Try again</button>` : null}
  </div>`;
}

/** Says that not all is shown. @param {{children: any}} props */
export function CutOff({ children }) {
  return html`<p class="note" role="note">${children}</p>`;
}
