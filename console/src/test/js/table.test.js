import { sorted } from './ui/table.js';
import { equal } from './check.js';

const VALUES = { length: (/** @type {string} */ row) => row.length };

/** @param {string} sort */
function by(sort) {
  return sorted(['aaa', 'b', 'cc'], sort, VALUES, (row) => row);
}

export function rowsAreSortedByAColumn() {
  equal(by('length'), ['b', 'cc', 'aaa']);
  equal(by('-length'), ['aaa', 'cc', 'b']);
}

export function rowsOfOneValueAreInTheOrderOfTheirKeys() {
  const rows = ['c', 'a', 'b'];
  equal(sorted(rows, 'length', VALUES, (row) => row), ['a', 'b', 'c']);
  equal(sorted(rows, '-length', VALUES, (row) => row), ['a', 'b', 'c']);
}

export function whatIsNoColumnSortsNothing() {
  for (const name of ['', 'other', 'constructor', 'hasOwnProperty', '__proto__', '-toString']) {
    equal(by(name), ['aaa', 'b', 'cc']);
  }
}
