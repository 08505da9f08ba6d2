import { seen } from '../seen.js';
import { Signal } from '../signal.js';
import { API, ApiError, callerHeaders, get } from './client.js';
import { connected, disconnected } from './connection.js';
import { session, sessionEnded } from './session.js';
import { SseParser } from './sse.js';

/**
 * An event of the API: one change of one asset, with the asset after it.
 *
 * @typedef {{id: string, assetKey: string, assetKind: string, eventKind: string, timestamp: string, metadata: Record<string, string>, [asset: string]: any}} Event
 */

/**
 * @typedef {object} Listener
 * @property {(events: Event[]) => void} onEvents takes new events, in the order of the log
 * @property {() => void} [onReset] what was known is not to be relied on any more: load it anew
 */

/** Events that come close together are handed on together. */
const GATHERED = 100;
const MOST_GATHERED = 1000;
const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/** @type {Set<Listener>} */
const listeners = new Set();

/** @type {AbortController | undefined} */
let running;

/**
 * How the feed is: whether it gets events as they happen.
 *
 * @type {Signal<'off' | 'connecting' | 'live' | 'lost'>}
 */
export const feed = new Signal(/** @type {'off' | 'connecting' | 'live' | 'lost'} */ ('off'));

/**
 * Gets all events from now on, without gaps when the connection is lost in between. The stream is
 * shared by all listeners, and ends with the last one.
 *
 * @param {Listener} listener
 * @returns {() => void} ends it
 */
export function listen(listener) {
  listeners.add(listener);
  if (!running) {
    running = new AbortController();
    void follow(running.signal);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      running?.abort();
      running = undefined;
      feed.set('off');
    }
  };
}

session.watch((now) => {
  running?.abort();
  running = undefined;
  if (listeners.size > 0 && now.state === 'ready') {
    running = new AbortController();
    void follow(running.signal);
  }
});

/** @param {AbortSignal} signal */
async function follow(signal) {
  let last = '';
  let known = false;
  let pause = SHORTEST_PAUSE;
  feed.set('connecting');
  while (!signal.aborted) {
    await seen.pass();
    const connection = seen.until(signal);
    try {
      if (!known) {
        last = await newest(connection);
        known = true;
      }
      for await (const batch of stream(last, connection)) {
        pause = SHORTEST_PAUSE;
        if (batch.length > 0) {
          last = batch[batch.length - 1].id;
          listeners.forEach((it) => it.onEvents(batch));
        }
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (connection.aborted) {
        feed.set('connecting');
        continue;
      }
      if (error instanceof ApiError && error.status === 401) {
        sessionEnded();
        return;
      }
      if (error instanceof ApiError && error.isMissing) {
        // The log does not have the last event that is known here: it is another log.
        known = false;
        listeners.forEach((it) => it.onReset?.());
      } else if (!(error instanceof ApiError) || error.status === 0) {
        disconnected();
      }
    }
    if (!signal.aborted) {
      feed.set('lost');
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  }
}

/** The id of the newest event, from which on a stream has only what is new. @param {AbortSignal} signal */
async function newest(signal) {
  const page = await get(`${API}/events`, { sort: 'DESCENDING', page_size: 1 }, { signal });
  return page.events[0]?.id ?? '';
}

/**
 * The events after one, in batches; the first batch is empty, and tells that the stream is open.
 *
 * @param {string} last
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Event[], void, void>}
 */
async function* stream(last, signal) {
  const response = await fetch(`${API}/events:subscribe`, {
    signal,
    cache: 'no-store',
    credentials: 'same-origin',
    headers: {
      ...callerHeaders(),
      accept: 'text/event-stream',
      ...(last === '' ? {} : { 'last-event-id': last }),
    },
  });
  if (!response.ok || !response.body) {
    throw new ApiError(response.status, `the stream of events was refused: ${response.status}`);
  }
  connected();
  feed.set('live');
  yield [];
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = new SseParser();
  /** @type {Event[]} */
  let gathered = [];
  /** @type {Promise<undefined> | undefined} */
  let due;
  let next = reader.read();
  for (;;) {
    const part = await (due ? Promise.race([next, due]) : next);
    for (const message of part?.value ? parser.take(part.value) : []) {
      if (message.event === 'problem') {
        const { status, detail } = JSON.parse(message.data);
        throw new ApiError(Number(status), `the stream of events has been ended: ${detail}`);
      }
      gathered.push(JSON.parse(message.data));
    }
    if (gathered.length > 0 && (!part || part.done || gathered.length >= MOST_GATHERED)) {
      yield gathered;
      gathered = [];
      due = undefined;
    } else if (gathered.length > 0) {
      due ??= after(GATHERED);
    } else {
      due = undefined;
    }
    if (part?.done) {
      return;
    }
    if (part) {
      next = reader.read();
    }
  }
}

/** @param {number} time @returns {Promise<undefined>} */
function after(time) {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), time));
}
