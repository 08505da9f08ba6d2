import { request } from './api/request.js';
import { equal } from './check.js';

/** @param {() => Promise<string>} text of the body of the door's answer */
async function answered(text) {
  const real = globalThis.fetch;
  globalThis.fetch = /** @type {any} */ (async () => ({ ok: true, status: 200, text }));
  try {
    return await request('GET', '/here');
  } catch (error) {
    const { name, status, message } = /** @type {import('./api/request.js').ApiError} */ (error);
    return { name, status, message };
  } finally {
    globalThis.fetch = real;
  }
}

const CUT_OFF = {
  name: 'ApiError',
  status: 200,
  message: 'The answer of the server has not come whole.',
};

export async function anAnswerIsReadAsJson() {
  equal(await answered(async () => '{"plans":[]}'), { plans: [] });
  equal(await answered(async () => ''), undefined);
}

export async function anAnswerThatIsCutOffIsSaidToBeSo() {
  equal(await answered(async () => '{"plans":[{"key":"a'), CUT_OFF);
  equal(await answered(() => Promise.reject(new TypeError('network error'))), CUT_OFF);
}

export async function aPageInThePlaceOfAnAnswerIsNone() {
  equal(await answered(async () => '<html>Pay for the network first</html>'), CUT_OFF);
}
