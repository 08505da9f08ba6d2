import { SseParser } from './api/sse.js';
import { equal } from './check.js';

/** @param {string[]} parts */
function all(...parts) {
  const parser = new SseParser();
  return parts.flatMap((part) => parser.take(part));
}

export function aMessageHasItsIdAndItsData() {
  equal(all('id: 1\ndata: {"a":1}\n\n'), [{ event: 'message', data: '{"a":1}', id: '1' }]);
}

export function partsMayBeCutAnywhere() {
  const text = ': comment\n\nid: 1\ndata: one\n\nevent: problem\ndata: two\ndata: more\n\n';
  const whole = all(text);
  for (let at = 0; at <= text.length; at++) {
    equal(all(text.slice(0, at), text.slice(at)), whole);
  }
  equal(whole.length, 2);
  equal(whole[1], { event: 'problem', data: 'two\nmore', id: '1' });
}

export function linesMayEndAsTheStandardLetsThem() {
  equal(all('data: a\r\n\r\ndata: b\r', '\r', 'data: c\n\n').map((it) => it.data), ['a', 'b', 'c']);
}

export function aMessageWithoutDataIsNone() {
  equal(all('id: 7\n\n', ': stay awake\n\n'), []);
}

export function whatIsNotAtItsEndWaits() {
  equal(all('data: a\n'), []);
}
