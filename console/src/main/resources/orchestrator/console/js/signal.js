import { useEffect, useState } from './lib.js';

/**
 * A value that several parts watch.
 *
 * @template T
 */
export class Signal {
  /** @param {T} value */
  constructor(value) {
    this.current = value;
    /** @type {Set<(value: T) => void>} */
    this.listeners = new Set();
  }

  get value() {
    return this.current;
  }

  /** @param {T} next */
  set(next) {
    if (!Object.is(next, this.current)) {
      this.current = next;
      [...this.listeners].forEach((listener) => listener(next));
    }
  }

  /**
   * Calls back with each new value until the returned function is called.
   *
   * @param {(value: T) => void} listener
   */
  watch(listener) {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }
}

/**
 * The value of a signal; the component is drawn anew with each new one.
 *
 * @template T
 * @param {Signal<T>} signal
 * @returns {T}
 */
export function useSignal(signal) {
  const [value, set] = useState(signal.value);
  useEffect(() => {
    set(() => signal.value);
    return signal.watch((next) => set(() => next));
  }, [signal]);
  return value;
}
