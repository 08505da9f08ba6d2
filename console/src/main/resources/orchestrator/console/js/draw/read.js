// Reads the tasks of a plan, page after page: the address of the next one is in the head of an answer, so that
// the server makes it while this one is being read.

/** So many tasks a page: the server needs a tenth of a second for it. */
const PAGE = 2000;

/** @typedef {{base: string, headers: Record<string, string>}} Door where the API is, and as whom it is asked */

/** What the API refused, in its own words. */
export class Refused extends Error {
  /**
   * @param {number} status of HTTP
   * @param {string} detail
   */
  constructor(status, detail) {
    super(detail);
    this.name = 'Refused';
    this.status = status;
  }

  /** Whether the same may be answered a little later. */
  get mayPass() {
    return this.status >= 500 || this.status === 429;
  }
}

/** No answer came, or not the whole of one. */
export class Lost extends Error {}

/**
 * Asks for an address below the API.
 *
 * @param {Door} door
 * @param {string} path
 * @param {RequestInit} [options]
 */
export async function ask(door, path, options = {}) {
  const response = await whole(
    fetch(door.base + path, {
      ...options,
      headers: {
        ...door.headers,
        .../** @type {Record<string, string>} */ (options.headers ?? {}),
      },
      credentials: 'same-origin',
      cache: 'no-store',
    }),
  );
  if (!response.ok) {
    throw new Refused(response.status, await detail(response));
  }
  return response;
}

/**
 * What an answer comes to.
 *
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T>}
 */
async function whole(answer) {
  try {
    return await answer;
  } catch (failure) {
    throw new Lost(/** @type {Error} */ (failure).message);
  }
}

/** @param {Response} response */
async function detail(response) {
  try {
    const problem = await response.json();
    return String(problem.detail ?? problem.title ?? response.statusText);
  } catch {
    return `the server answered ${response.status}`;
  }
}

/**
 * The pages of a list, one after the other.
 *
 * @param {Door} door
 * @param {string} path with its query, without `page_token`
 * @param {AbortSignal} signal
 */
export async function* pages(door, path, signal) {
  /** @type {Promise<Response> | undefined} */
  let coming = ask(door, path, { signal });
  // Who stops early leaves an answer that nobody waits for.
  coming.catch(() => undefined);
  while (coming) {
    const response = await coming;
    const next = nextToken(response.headers.get('link'));
    coming =
      next === undefined
        ? undefined
        : ask(door, `${path}&page_token=${encodeURIComponent(next)}`, { signal });
    coming?.catch(() => undefined);
    yield await whole(response.json());
  }
}

/** @param {string | null} link */
function nextToken(link) {
  const address = /<([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1];
  const query = new URLSearchParams(address?.slice(address.indexOf('?')));
  return query.get('page_token') ?? undefined;
}

/**
 * The tasks of a plan, in pages.
 *
 * @param {Door} door
 * @param {string} plan
 * @param {AbortSignal} signal
 */
export async function* taskPages(door, plan, signal) {
  const path = `/api/v1/tasks?page_size=${PAGE}&filter.compute_plan_key=${encodeURIComponent(plan)}`;
  for await (const page of pages(door, path, signal)) {
    yield /** @type {import("./graph.js").TaskJson[]} */ (page.tasks);
  }
}

/**
 * The id of the newest event of the channel, or nothing before the first.
 *
 * @param {Door} door
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
export async function newestEvent(door, signal) {
  const response = await ask(door, '/api/v1/events?page_size=1&sort=DESCENDING', { signal });
  const page = await whole(response.json());
  return page.events[0]?.id ?? '';
}
