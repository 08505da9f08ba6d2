import { follow } from './draw/stream.js';
import { equal } from './check.js';

/**
 * What a follower is told when the door answers with these streams, one after the other.
 *
 * @param {...string} streams
 */
async function told(...streams) {
  const real = globalThis.fetch;
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ _path, /** @type {any} */ options) => {
      asked.push(options.headers['Last-Event-ID']);
      return new Response(streams[asked.length - 1]);
    }
  );
  /** @type {unknown[]} */
  const heard = [];
  try {
    await follow({ base: 'http://door', headers: {} }, '7', new AbortController().signal, {
      event: (event) => heard.push(event),
      connection: () => {},
      ended: (reason, status) => heard.push([reason, status]),
    });
  } finally {
    globalThis.fetch = real;
  }
  return { asked, heard };
}

/** @param {number} status @param {string} detail */
function problem(status, detail) {
  return `event: problem\ndata: ${JSON.stringify({ status, detail })}\n\n`;
}

export async function aStreamEndsWhenTheDoorLetsNobodyIn() {
  equal(await told(`id: 8\ndata: 1\n\n${problem(401, 'the account has gone')}`), {
    asked: ['7'],
    heard: [1, ['the account has gone', 401]],
  });
}

export async function afterTroubleOfTheServerItIsAskedAgain() {
  equal(
    await told(
      `id: 8\ndata: 1\n\n${problem(500, 'something broke')}`,
      `id: 9\ndata: 2\n\n${problem(403, 'not yours')}`,
    ),
    { asked: ['7', '8'], heard: [1, 2, ['not yours', 403]] },
  );
}
