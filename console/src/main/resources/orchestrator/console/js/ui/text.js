import { html } from '../lib.js';
import { href } from '../router.js';
import { ago, clock, short } from './format.js';

/**
 * A name that somebody has given: set apart, whatever its script and marks, and cut when it is long.
 *
 * @param {{text: string, to?: string}} props
 */
export function Name({ text, to }) {
  const shown = html`<bdi class="name cut" title=${text}>${text}</bdi>`;
  return to === undefined ? shown : html`<a href=${to}>${shown}</a>`;
}

/** A key by its beginning. @param {{value: string, to?: string}} props */
export function Key({ value, to }) {
  const shown = html`<code title=${value}>${short(value)}</code>`;
  return to === undefined ? shown : html`<a href=${to}>${shown}</a>`;
}

/** A moment, as it is and how long ago. @param {{at: string | undefined}} props */
export function Time({ at }) {
  return at
    ? html`<time datetime=${at} title=${clock(at)}>${ago(at)}</time>`
    : html`<span class="muted">–</span>`;
}

/** A moment in full. @param {{at: string | undefined}} props */
export function Clock({ at }) {
  return at ? html`<time datetime=${at}>${clock(at)}</time>` : html`<span class="muted">–</span>`;
}

/** A link within the console. @param {{to: string, query?: Record<string, string>, children: any}} props */
export function Link({ to, query, children }) {
  return html`<a href=${href(to, query)}>${children}</a>`;
}

/** Who is in a permission. @param {{permission: any}} props */
export function Allowed({ permission }) {
  if (!permission) {
    return html`<span class="muted">–</span>`;
  }
  if (permission.public) {
    return html`<span class="badge">everybody</span>`;
  }
  return html`<span class="row">${(permission.authorizedIds ?? []).map(
    (/** @type {string} */ id) => html`<span class="badge" key=${id}><bdi class="cut">${id}</bdi></span>`,
  )}</span>`;
}
