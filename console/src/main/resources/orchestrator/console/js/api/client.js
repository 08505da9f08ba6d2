import { ApiError, request } from './request.js';
import { session, sessionEnded } from './session.js';

export { ApiError };

/**
 * Parameters of a call; what is undefined or empty is left out.
 *
 * @typedef {Record<string, string | number | boolean | string[] | undefined>} Parameters
 */

/**
 * Below which the resources of the API are.
 */
export const API = '/api/v1';

/** The headers that say who calls, where callers name themselves. */
export function callerHeaders() {
  const { organization, channel, named } = session.value;
  /** @type {Record<string, string>} */
  const headers = {};
  if (organization && named) {
    headers.mspid = organization;
  }
  if (channel) {
    headers.channel = channel;
  }
  return headers;
}

/**
 * A path with its parameters.
 *
 * @param {string} path
 * @param {Parameters} [parameters]
 */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== '') {
        query.append(name, String(each));
      }
    }
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/**
 * An address that a picture, a download or another page is got from, where no header can say who asks.
 *
 * @param {string} path
 * @param {Parameters} [parameters]
 */
export function ownAddress(path, parameters = {}) {
  const { named, organization, channel } = session.value;
  return address(path, { organization: named ? organization : '', channel, ...parameters });
}

/**
 * One segment of a path. A bare colon would begin a verb.
 *
 * @param {string} text
 */
export function segment(text) {
  return encodeURIComponent(text);
}

/**
 * Calls as the one whom the session knows.
 *
 * @param {string} method
 * @param {string} path
 * @param {import('./request.js').Options & {parameters?: Parameters}} [options]
 */
export async function call(method, path, { parameters, ...options } = {}) {
  try {
    return await request(method, address(path, parameters), {
      ...options,
      headers: { ...callerHeaders(), ...options.headers },
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      sessionEnded();
    }
    throw error;
  }
}

/**
 * @param {string} path
 * @param {Parameters} [parameters]
 * @param {{signal?: AbortSignal}} [options]
 */
export function get(path, parameters, options = {}) {
  return call('GET', path, { parameters, ...options });
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {{signal?: AbortSignal}} [options]
 */
export function post(path, body, options = {}) {
  return call('POST', path, { body, ...options });
}
