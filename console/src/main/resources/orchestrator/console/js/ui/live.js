import { useEffect, useRef } from '../lib.js';
import { useEvents, useLoad } from './hooks.js';

/** Nobody reads faster, and a server has other things to do. */
const SHORTEST = 2000;

/**
 * Loads something, and again when an event concerns it, but not all the time.
 *
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} load
 * @param {unknown[]} dependencies
 * @param {(event: import('../api/events.js').Event) => boolean} concerns
 * @returns {import('./hooks.js').Loaded<T>}
 */
export function useLive(load, dependencies, concerns) {
  const loaded = useLoad(load, dependencies);
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const last = useRef(0);
  const due = () => {
    if (timer.current === undefined) {
      timer.current = setTimeout(
        () => {
          timer.current = undefined;
          last.current = Date.now();
          loaded.reload();
        },
        Math.max(100, last.current + SHORTEST - Date.now()),
      );
    }
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvents((events) => {
    if (events.some(concerns)) {
      due();
    }
  }, due);
  return loaded;
}
