import { useCallback, useEffect, useRef, useState } from '../lib.js';
import { ApiError } from '../api/client.js';
import { whenBack } from '../api/connection.js';
import { listen } from '../api/events.js';
import { place } from '../router.js';
import { useSignal } from '../signal.js';

/**
 * What became of a load.
 *
 * @template T
 * @typedef {{value: T | undefined, error: Error | undefined, isLoading: boolean, reload: () => void}} Loaded
 */

/**
 * Loads something, and again when what it depends on changes. What was there stays until the new is.
 *
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} load
 * @param {unknown[]} dependencies
 * @returns {Loaded<T>}
 */
export function useLoad(load, dependencies) {
  const [state, set] = useState(
    /** @type {{value?: T, error?: Error, isLoading: boolean}} */ ({ isLoading: true }),
  );
  const [round, setRound] = useState(0);
  const last = useRef(0);
  useEffect(() => {
    const ending = new AbortController();
    const isAgain = round !== last.current;
    last.current = round;
    set((before) => ({ ...before, isLoading: true }));
    load(ending.signal).then(
      (value) => !ending.signal.aborted && set({ value, isLoading: false }),
      (error) =>
        !ending.signal.aborted &&
        // What could not be loaded again is still the best there is.
        set((before) => ({ value: isAgain ? before.value : undefined, error, isLoading: false })),
    );
    return () => ending.abort();
  }, [...dependencies, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  useReturn(state.error, reload);
  return { value: state.value, error: state.error, isLoading: state.isLoading, reload };
}

/**
 * Loads again what could not be loaded because the server was away, as soon as it is back.
 *
 * @param {Error | undefined} error
 * @param {() => void} reload
 */
export function useReturn(error, reload) {
  useEffect(
    () => (error instanceof ApiError && error.status === 0 ? whenBack(reload) : undefined),
    [error],
  );
}

/**
 * Hands the channel's new events to a page.
 *
 * @param {(events: import('../api/events.js').Event[]) => void} onEvents
 * @param {() => void} onReset
 */
export function useEvents(onEvents, onReset) {
  const latest = useRef({ onEvents, onReset });
  latest.current = { onEvents, onReset };
  useEffect(
    () =>
      listen({
        onEvents: (events) => latest.current.onEvents(events),
        onReset: () => latest.current.onReset(),
      }),
    [],
  );
}

/** The present time, anew every so many milliseconds. @param {number} every */
export function useNow(every) {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** The parameters of the page's address. */
export function useQuery() {
  return useSignal(place).query;
}

/** Names the page in the window's title. @param {string} title */
export function useTitle(title) {
  useEffect(() => {
    document.title = title === '' ? 'Orchestrator' : `${title} · Orchestrator`;
  }, [title]);
}
