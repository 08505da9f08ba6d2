import { connected, disconnected } from './connection.js';

/** Says why a call was not done. */
export class ApiError extends Error {
  /**
   * @param {number} status of HTTP; 0 when the door was not reached
   * @param {string} detail one sentence
   * @param {{code?: string, requestId?: string, retryAfter?: number}} [more]
   */
  constructor(status, detail, more = {}) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.code = more.code ?? '';
    this.requestId = more.requestId ?? '';
    this.retryAfter = more.retryAfter ?? 0;
  }

  /** Whether there is no such thing. */
  get isMissing() {
    return this.status === 404;
  }
}

/** What lies between browser and server may cut an answer, or put one of its own in its place. */
const CUT_OFF = 'The answer of the server has not come whole.';

/**
 * @typedef {object} Options
 * @property {unknown} [body] sent as JSON; a text or a file is sent as it is
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {'json' | 'text'} [as] how the answer is read
 */

/**
 * Calls the door once.
 *
 * @param {string} method
 * @param {string} address path and parameters
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
export async function request(method, address, { body, headers = {}, signal, as = 'json' } = {}) {
  const isRaw = typeof body === 'string' || body instanceof Blob;
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address, {
      method,
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        ...headers,
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : isRaw ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    disconnected();
    throw new ApiError(0, 'The server cannot be reached.');
  }
  connected();
  if (!response.ok) {
    throw await problem(response);
  }
  const text = await response.text().catch((error) => {
    throw signal?.aborted ? error : new ApiError(response.status, CUT_OFF);
  });
  if (as === 'text' || text === '') {
    return as === 'text' ? text : undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(response.status, CUT_OFF);
  }
}

/** @param {Response} response */
async function problem(response) {
  const text = await response.text().catch(() => '');
  /** @type {any} */
  let said = {};
  try {
    said = JSON.parse(text);
  } catch {
    // Not all that refuses speaks JSON.
  }
  return new ApiError(
    response.status,
    sentence(said.detail ?? said.message ?? '') || `The server answered ${response.status}.`,
    {
      code: said.code === undefined ? '' : String(said.code),
      requestId: said.request_id ?? response.headers.get('x-request-id') ?? '',
      retryAfter: Number(response.headers.get('retry-after') ?? 0),
    },
  );
}

/** @param {unknown} detail */
function sentence(detail) {
  const text = String(detail).trim();
  return text === '' ? '' : text.charAt(0).toUpperCase() + text.slice(1);
}
