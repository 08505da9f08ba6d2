import { ago, bytes, count, figure, span, words } from './ui/format.js';
import { equal } from './check.js';

export function numbersHaveCommas() {
  equal([0, 999, 1000, 1234567].map(count), ['0', '999', '1,000', '1,234,567']);
}

export function measuredNumbersHaveFourDigits() {
  equal([0, 0.5, 1 / 3, 2312.34, 99999].map(figure), ['0', '0.5', '0.3333', '2,312', '100,000']);
}

export function spansHaveTheirTwoLargestUnits() {
  equal(
    [-5, 12, 1500, 59_900, 61_000, 3_600_000, 90_000_000].map(span),
    ['0 ms', '12 ms', '1.5 s', '59 s', '1 min 1 s', '1 h 0 min', '1 d 1 h'],
  );
}

export function whatIsLongAgoIsToldInOneUnit() {
  equal(ago(1_000_000, 1_001_000), 'just now');
  equal(ago(0, 3_700_000), '1 h ago');
}

export function bytesHaveTheirUnit() {
  equal([12, 2048, 5 << 20].map(bytes), ['12 B', '2.0 KiB', '5.0 MiB']);
}

export function codesAreWords() {
  equal(words('ASSET_COMPUTE_TASK', 'ASSET_'), 'compute task');
}
