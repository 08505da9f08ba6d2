import { Signal } from './signal.js';
import { callerParameters, session } from './api/session.js';

/**
 * Where the reader is.
 *
 * @typedef {{path: string, query: URLSearchParams}} Place
 */

/** @returns {Place} */
function present() {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

/** @type {Signal<Place>} */
export const place = new Signal(present());

/** What a page is not told of: it says who looks. */
const CALLER = new Set(['organization', 'channel']);

/**
 * The address of a page, which leads anybody to the same.
 *
 * @param {string} path
 * @param {Record<string, string | number | undefined>} [query] what is empty is left out
 */
export function href(path, query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...callerParameters(session.value) })) {
    if (value !== undefined && value !== '') {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

/**
 * Goes to a page.
 *
 * @param {string} path
 * @param {Record<string, string | number | undefined>} [query]
 * @param {{replace?: boolean}} [options] replace: as a change of the present page, not a step
 */
export function navigate(path, query = {}, { replace = false } = {}) {
  const address = href(path, query);
  if (replace) {
    history.replaceState(null, '', address);
  } else {
    history.pushState(null, '', address);
  }
  place.set(present());
}

/**
 * Changes parameters of the present page in place, such as a filter.
 *
 * @param {Record<string, string | number | undefined>} changes
 */
export function setQuery(changes) {
  const query = Object.fromEntries([...place.value.query].filter(([name]) => !CALLER.has(name)));
  navigate(place.value.path, { ...query, ...changes }, { replace: true });
}

/**
 * What a pattern such as `/plans/{key}` finds in a path.
 *
 * @param {string} pattern
 * @param {string} path
 * @returns {Record<string, string> | undefined}
 */
export function match(pattern, path) {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) {
    return undefined;
  }
  /** @type {Record<string, string>} */
  const found = {};
  for (const [i, part] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== given[i]) {
      return undefined;
    }
    if (name !== undefined) {
      try {
        found[name] = decodeURIComponent(given[i]);
      } catch {
        return undefined;
      }
    }
  }
  return found;
}

/**
 * Follows links within the console without loading it anew.
 *
 * @param {(path: string) => boolean} isPage
 */
export function followLinks(isPage) {
  addEventListener('popstate', () => place.set(present()));
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!(link instanceof HTMLAnchorElement) || !isPlain || event.defaultPrevented) {
      return;
    }
    const to = new URL(link.href);
    if (
      to.origin !== location.origin ||
      link.target !== '' ||
      link.hasAttribute('download') ||
      !isPage(to.pathname) ||
      (to.hash !== '' && to.pathname === location.pathname)
    ) {
      return;
    }
    event.preventDefault();
    history.pushState(null, '', to.pathname + to.search);
    place.set(present());
  });
}
