import { html } from '../lib.js';
import { Signal, useSignal } from '../signal.js';

/** @typedef {{id: number, text: string}} Message */

const SHOWN = 6000;
const MOST = 4;
let next = 1;

/** @type {Signal<Message[]>} */
const messages = new Signal(/** @type {Message[]} */ ([]));

/** Tells the reader something that passes. @param {string} text */
export function tell(text) {
  const message = { id: next++, text };
  messages.set([...messages.value, message].slice(-MOST));
  setTimeout(() => drop(message.id), SHOWN);
}

/** @param {number} id */
function drop(id) {
  messages.set(messages.value.filter((it) => it.id !== id));
}

/** Where messages are shown and read out. */
export function Toasts() {
  const shown = useSignal(messages);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${shown.map(
      (it) =>
        html`<div class="toast" key=${it.id}><span>${it.text}</span><button type="button" aria-label="Dismiss" onClick=${() => drop(it.id)}>×</button></div>`,
    )}
  </div>`;
}
