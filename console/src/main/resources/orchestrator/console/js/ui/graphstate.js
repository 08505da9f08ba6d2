import { html } from '../lib.js';
import { STATUSES, StatusIcon } from './status.js';

/** The states of a gorch: number, name in lists, word for people, and the status whose sign it has. */
const STATES = [
  { number: 0, name: 'initial', word: 'Initial', like: 'queued' },
  { number: 1, name: 'torun', word: 'To run', like: 'waiting' },
  { number: 2, name: 'running', word: 'Running', like: 'executing' },
  { number: 3, name: 'success', word: 'Success', like: 'done' },
  { number: 4, name: 'failure', word: 'Failure', like: 'failed' },
  { number: 5, name: 'notrunnable', word: 'Not runnable', like: 'building' },
  { number: 10, name: 'timeout', word: 'Timed out', like: 'failed' },
  { number: 11, name: 'canceled', word: 'Cancelled', like: 'cancelled' },
];

/**
 * The state of a graph or a node, which a list names and a gorch numbers.
 *
 * @param {number | string | undefined} state a number that is left out is 0
 */
export function graphState(state) {
  return STATES.find((it) => it.number === (state ?? 0) || it.name === state) ?? STATES[0];
}

/** A state with its sign. @param {{state: number | string | undefined}} props */
export function GraphState({ state }) {
  const { word, like } = graphState(state);
  const status = STATUSES.find((it) => it.id === like) ?? STATUSES[0];
  return html`<span class="status"><${StatusIcon} status=${status} /><span>${word}</span></span>`;
}

/** What the colours of the picture mean. */
export function GraphLegend() {
  return html`<ul class="legend" aria-label="Colours">
    ${STATES.slice(0, 6).map((it) => html`<li key=${it.name}><span class="swatch g-${it.name}" aria-hidden="true"></span>${it.word}</li>`)}
  </ul>`;
}
