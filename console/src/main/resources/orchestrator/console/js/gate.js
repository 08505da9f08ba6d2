/**
 * Lets through while it is open. What waits for it goes on when it opens, and what runs behind it ends when it
 * closes.
 */
export class Gate {
  constructor() {
    this.isOpen = true;
    this.closing = new AbortController();
    /** @type {(() => void)[]} */
    this.waiting = [];
  }

  /** @param {boolean} isOpen */
  set(isOpen) {
    if (isOpen === this.isOpen) {
      return;
    }
    this.isOpen = isOpen;
    if (isOpen) {
      this.closing = new AbortController();
      this.waiting.splice(0).forEach((goOn) => goOn());
    } else {
      this.closing.abort();
    }
  }

  /** @returns {Promise<void>} when it is open */
  pass() {
    return this.isOpen ? Promise.resolve() : new Promise((goOn) => this.waiting.push(goOn));
  }

  /**
   * Aborts when the gate closes, and when another signal does.
   *
   * @param {AbortSignal} signal
   */
  until(signal) {
    return AbortSignal.any([signal, this.closing.signal]);
  }
}
