// Follows the events of the channel, and comes back by itself to where it was after a lost connection.

import { SseParser } from '../api/sse.js';
import { Gate } from '../gate.js';
import { Refused, ask } from './read.js';

/** How long to wait before asking again, in milliseconds. */
export const FIRST_PAUSE = 500;
export const LONGEST_PAUSE = 10_000;
/** The door sends a comment every 15 s; without any the connection is gone, whatever the browser thinks. */
const SILENCE = 45_000;

/**
 * @typedef {object} Listener
 * @property {(event: any) => void} event called for each, in their order
 * @property {(live: boolean) => void} connection
 * @property {(reason: string, status: number) => void} ended the door does not let this caller in any more
 */

/**
 * Follows until the signal aborts.
 *
 * @param {import("./read.js").Door} door
 * @param {string} after id of the last event that is known; empty to begin with the first
 * @param {AbortSignal} signal
 * @param {Listener} listener
 * @param {Gate} [seen] closed while nobody sees what comes: then there is no connection
 */
export async function follow(door, after, signal, listener, seen = new Gate()) {
  const place = { id: after };
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    await seen.pass();
    const wanted = seen.until(signal);
    const connection = new AbortController();
    const stop = () => connection.abort();
    wanted.addEventListener('abort', stop);
    try {
      const response = await ask(door, '/api/v1/events:subscribe', {
        signal: connection.signal,
        headers: place.id === '' ? {} : { 'Last-Event-ID': place.id },
      });
      listener.connection(true);
      pause = FIRST_PAUSE;
      await read(response, place, connection, listener);
    } catch (failure) {
      if (failure instanceof Refused && !failure.mayPass) {
        listener.connection(false);
        listener.ended(failure.message, failure.status);
        return;
      }
    } finally {
      wanted.removeEventListener('abort', stop);
    }
    if (!wanted.aborted) {
      listener.connection(false);
      await new Promise((resolve) => setTimeout(resolve, pause * (0.75 + Math.random() / 2)));
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  }
}

/**
 * Reads to the end of a connection; fails with the reason when the door has closed it and said why.
 *
 * @param {Response} response
 * @param {{id: string}} place
 * @param {AbortController} connection
 * @param {Listener} listener
 */
async function read(response, place, connection, listener) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  const parser = new SseParser();
  for (;;) {
    const silence = setTimeout(() => connection.abort(), SILENCE);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) {
      return;
    }
    for (const message of parser.take(decoder.decode(value, { stream: true }))) {
      if (message.event === 'problem') {
        const { status, detail } = JSON.parse(message.data);
        throw new Refused(Number(status), String(detail ?? 'the server has ended the stream'));
      }
      listener.event(JSON.parse(message.data));
      place.id = message.id;
    }
  }
}
