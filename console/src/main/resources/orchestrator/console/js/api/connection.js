import { Signal } from '../signal.js';

/**
 * Whether the door is reached.
 *
 * @typedef {object} Connection
 * @property {'connected' | 'lost' | 'back'} state "back" for some seconds after a loss
 * @property {number} since when that began, in milliseconds
 */

const SHOWN_AS_BACK = 4000;

/** @type {Connection} */
const START = { state: 'connected', since: Date.now() };

export const connection = new Signal(START);

/** The door has answered. */
export function connected() {
  if (connection.value.state === 'lost') {
    /** @type {Connection} */
    const back = { state: 'back', since: Date.now() };
    connection.set(back);
    setTimeout(() => {
      if (connection.value === back) {
        connection.set({ state: 'connected', since: Date.now() });
      }
    }, SHOWN_AS_BACK);
  }
}

/**
 * Calls back when the door is reached again.
 *
 * @param {() => void} action
 * @returns {() => void} ends the wait
 */
export function whenBack(action) {
  if (connection.value.state !== 'lost') {
    const soon = setTimeout(action, 0);
    return () => clearTimeout(soon);
  }
  const unwatch = connection.watch((now) => {
    if (now.state !== 'lost') {
      unwatch();
      action();
    }
  });
  return unwatch;
}

/** The door has not answered. */
export function disconnected() {
  if (connection.value.state !== 'lost') {
    connection.set({ state: 'lost', since: Date.now() });
  }
}
