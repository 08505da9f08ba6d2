import { Signal } from '../signal.js';
import { keep, recall } from '../storage.js';
import { request } from './request.js';

/**
 * Who uses the console.
 *
 * @typedef {object} Session
 * @property {'loading' | 'failed' | 'closed' | 'signed-out' | 'ready'} state
 * @property {string} [reason] why it is closed, or could not be asked for
 * @property {boolean} named whether callers only name themselves, without accounts
 * @property {string} account its name; empty without accounts
 * @property {Record<string, string[]>} channels organizations by channel, as far as they are known
 * @property {string} organization that is acted for; empty when none is chosen
 * @property {string} channel that is used
 * @property {boolean} mayWrite
 */

const KEPT = 'orchestrator.caller';

/** @type {Session} */
const UNKNOWN = {
  state: 'loading',
  named: false,
  account: '',
  channels: {},
  organization: '',
  channel: '',
  mayWrite: false,
};

/** @type {Signal<Session>} */
export const session = new Signal(UNKNOWN);

/** Asks the door who this is. */
export async function loadSession() {
  try {
    take(await request('GET', '/session'));
  } catch (error) {
    session.set({ ...UNKNOWN, state: 'failed', reason: /** @type {Error} */ (error).message });
  }
}

/**
 * Signs in; fails with the reason when that is refused.
 *
 * @param {{account: string, password: string} | {token: string}} credentials
 */
export async function signIn(credentials) {
  take(await request('POST', '/session', { body: credentials }));
}

/** Ends the session here and at the door. */
export async function signOut() {
  await request('DELETE', '/session');
  session.set({ ...UNKNOWN, state: 'signed-out' });
}

/** The door does not know this session any more. */
export function sessionEnded() {
  if (session.value.state === 'ready' && !session.value.named) {
    session.set({
      ...UNKNOWN,
      state: 'signed-out',
      reason: 'The session has ended. Sign in again.',
    });
  }
}

/**
 * Chooses for whom and where the console acts.
 *
 * @param {string} organization
 * @param {string} channel
 */
export function choose(organization, channel) {
  keep(() => sessionStorage, KEPT, JSON.stringify({ organization, channel }));
  session.set({ ...session.value, organization, channel });
}

/**
 * What the address says of the caller, so that a link leads others to the same.
 *
 * @param {Session} who
 * @returns {Record<string, string>}
 */
export function callerParameters(who) {
  if (who.state !== 'ready') {
    return {};
  }
  if (who.named) {
    return { organization: who.organization, channel: who.channel };
  }
  return Object.keys(who.channels).length > 1 ? { channel: who.channel } : {};
}

/** @param {any} answer */
function take(answer) {
  const named = answer.access === 'names';
  if (answer.access === 'closed') {
    session.set({ ...UNKNOWN, state: 'closed', reason: answer.reason });
  } else if (!named && !answer.signedIn) {
    session.set({ ...UNKNOWN, state: 'signed-out' });
  } else {
    // Without a prototype: a channel may be called `constructor`, and an address may say so.
    /** @type {Record<string, string[]>} */
    const channels = Object.create(null);
    if (named) {
      Object.assign(channels, answer.channels);
    } else {
      answer.channels.forEach((/** @type {string} */ it) => {
        channels[it] = [answer.organization];
      });
    }
    session.set({
      state: 'ready',
      named,
      account: named ? '' : answer.account,
      channels,
      mayWrite: named || answer.mayWrite,
      ...chosen(channels, named ? '' : answer.organization),
    });
  }
}

/**
 * The address counts first, then what was chosen in this tab, then the first there is.
 *
 * @param {Record<string, string[]>} channels
 * @param {string} own the organization of the account
 */
function chosen(channels, own) {
  const address = new URLSearchParams(location.search);
  let kept = { organization: '', channel: '' };
  try {
    kept = { ...kept, ...JSON.parse(recall(() => sessionStorage, KEPT) ?? '{}') };
  } catch {
    // What cannot be read was not chosen here.
  }
  const named = (/** @type {string} */ it) => Object.keys(channels).length === 0 || it in channels;
  const channel =
    [address.get('channel') ?? '', kept.channel].find((it) => it && (own === '' || named(it))) ??
    Object.keys(channels)[0] ??
    '';
  const organization =
    own || address.get('organization') || kept.organization || (channels[channel] ?? [])[0] || '';
  return { organization, channel };
}
