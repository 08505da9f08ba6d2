import { useCallback, useEffect, useState } from '../lib.js';

/**
 * Loads something again and again while the page is seen, each time so long after it was there.
 * What was there stays until the new is. It ends with the first load that gives undefined.
 *
 * @template T
 * @param {(signal: AbortSignal) => Promise<T | undefined>} load
 * @param {number} every milliseconds
 * @returns {{value: T | undefined, error: Error | undefined, isMissing: boolean, reload: () => void}}
 */
export function usePoll(load, every) {
  const [state, set] = useState(
    /** @type {{value?: T, error?: Error, isMissing?: boolean}} */ ({}),
  );
  const [round, setRound] = useState(0);
  useEffect(() => {
    const ending = new AbortController();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let isUnderWay = false;
    let isMissing = false;
    const ask = async () => {
      timer = undefined;
      if (document.hidden) {
        return;
      }
      isUnderWay = true;
      try {
        const value = await load(ending.signal);
        isMissing = value === undefined;
        if (!ending.signal.aborted) {
          set({ value, isMissing });
        }
      } catch (error) {
        if (!ending.signal.aborted) {
          set((before) => ({ value: before.value, error: /** @type {Error} */ (error) }));
        }
      }
      isUnderWay = false;
      if (!ending.signal.aborted && !isMissing) {
        timer = setTimeout(ask, every);
      }
    };
    const seen = () => {
      if (!isUnderWay && !isMissing && timer === undefined) {
        ask();
      }
    };
    document.addEventListener('visibilitychange', seen);
    ask();
    return () => {
      ending.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { value: state.value, error: state.error, isMissing: state.isMissing ?? false, reload };
}
