import { get } from './client.js';

/**
 * The pages of a list, one after the other.
 *
 * @param {string} path
 * @param {string} field of the answer that has the items
 * @param {import('./client.js').Parameters} [parameters]
 * @param {{pageSize?: number, signal?: AbortSignal}} [options]
 * @returns {AsyncGenerator<any[], void, void>}
 */
export async function* pages(path, field, parameters = {}, { pageSize = 1000, signal } = {}) {
  let token = '';
  do {
    const page = await get(
      path,
      { ...parameters, page_size: pageSize, page_token: token },
      { signal },
    );
    yield page[field] ?? [];
    token = page.nextPageToken ?? '';
  } while (token !== '');
}

/**
 * A list up to some number of items, and whether there are more.
 *
 * @param {string} path
 * @param {string} field
 * @param {import('./client.js').Parameters} [parameters]
 * @param {{most?: number, pageSize?: number, signal?: AbortSignal, onPage?: (items: any[]) => void}} [options]
 * @returns {Promise<{items: any[], isCut: boolean}>}
 */
export async function upTo(path, field, parameters, options = {}) {
  const { most = 10000, pageSize = 1000, signal, onPage } = options;
  /** @type {any[]} */
  const items = [];
  for await (const page of pages(path, field, parameters, {
    pageSize: Math.min(pageSize, most + 1),
    signal,
  })) {
    const room = most - items.length;
    items.push(...page.slice(0, room));
    onPage?.(items);
    if (page.length > room) {
      return { items, isCut: true };
    }
  }
  return { items, isCut: false };
}
