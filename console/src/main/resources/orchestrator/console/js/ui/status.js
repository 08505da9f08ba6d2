import { html } from '../lib.js';

/**
 * A status of a task, as people are shown it: a word, a colour and a shape.
 *
 * @typedef {object} Status
 * @property {string} id the name of its colour, `--status-<id>`
 * @property {string} code in the API
 * @property {string} word
 * @property {string} shape path in a box of 16 by 16
 * @property {boolean} filled whether the shape is filled, or drawn as a line
 */

/** @type {Status[]} in the order of a task's life */
export const STATUSES = [
  {
    id: 'waiting',
    code: 'STATUS_WAITING_FOR_PARENT_TASKS',
    word: 'waiting',
    shape: 'M8 2.5A5.5 5.5 0 1 1 7.99 2.5M8 5v3.2l2.2 1.6',
    filled: false,
  },
  {
    id: 'queued',
    code: 'STATUS_WAITING_FOR_BUILDER_SLOT',
    word: 'to be built',
    shape: 'M3 3h10v10H3z',
    filled: false,
  },
  {
    id: 'building',
    code: 'STATUS_BUILDING',
    word: 'building',
    shape: 'M2.5 2.5h11v11h-11zM4 9.5h8V4H4z',
    filled: true,
  },
  {
    id: 'ready',
    code: 'STATUS_WAITING_FOR_EXECUTOR_SLOT',
    word: 'ready',
    shape: 'M4.5 3v10l8-5z',
    filled: false,
  },
  {
    id: 'executing',
    code: 'STATUS_EXECUTING',
    word: 'executing',
    shape: 'M4 2.5v11L13 8z',
    filled: true,
  },
  {
    id: 'done',
    code: 'STATUS_DONE',
    word: 'done',
    shape: 'M2.5 8.5 6.300 12.300 13.5 4.300',
    filled: false,
  },
  {
    id: 'failed',
    code: 'STATUS_FAILED',
    word: 'failed',
    shape: 'M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5',
    filled: false,
  },
  {
    id: 'cancelled',
    code: 'STATUS_CANCELED',
    word: 'cancelled',
    shape: 'M8 2.5A5.5 5.5 0 1 1 7.99 2.5M4.200 4.200 11.800 11.800',
    filled: false,
  },
];

/** @type {Map<string, Status>} */
const BY_CODE = new Map(STATUSES.map((status) => [status.code, status]));

/** What only becomes another by a new registration. */
export const FINAL = new Set(['STATUS_DONE', 'STATUS_FAILED', 'STATUS_CANCELED']);

/**
 * The status of a code of the API; a newer server may have more than are known here.
 *
 * @param {string} code
 * @returns {Status}
 */
export function statusOf(code) {
  return BY_CODE.get(code) ?? { ...STATUSES[0], code, word: code.toLowerCase() };
}

/** @param {{status: Status}} props */
export function StatusIcon({ status }) {
  return html`<svg class="s-${status.id}" viewBox="0 0 16 16" aria-hidden="true">
    <path
      d=${status.shape}
      fill=${status.filled ? 'currentColor' : 'none'}
      fill-rule="evenodd"
      stroke=${status.filled ? 'none' : 'currentColor'}
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`;
}

/** A status with its word. @param {{code: string}} props */
export function StatusWord({ code }) {
  const status = statusOf(code);
  return html`<span class="status"><${StatusIcon} status=${status} /><span>${status.word}</span></span>`;
}
