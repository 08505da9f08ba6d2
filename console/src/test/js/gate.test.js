import { equal, isTrue } from './check.js';
import { Gate } from './gate.js';

export async function whatWaitsGoesOnWhenTheGateOpens() {
  const gate = new Gate();
  /** @type {string[]} */
  const passed = [];
  await gate.pass();
  gate.set(false);
  const waiting = gate.pass().then(() => passed.push('through'));
  await Promise.resolve();
  equal(passed, []);
  gate.set(true);
  await waiting;
  equal(passed, ['through']);
}

export function whatRunsBehindItEndsWhenItCloses() {
  const gate = new Gate();
  const own = new AbortController();
  const first = gate.until(own.signal);
  gate.set(false);
  isTrue(first.aborted, 'the gate has closed');
  gate.set(true);
  const second = gate.until(own.signal);
  isTrue(!second.aborted, 'the gate is open again');
  own.abort();
  isTrue(second.aborted, 'its own signal');
}
