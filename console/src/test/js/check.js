/** Fails when two values differ. @param {unknown} actual @param {unknown} expected */
export function equal(actual, expected) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) {
    throw new Error(`expected ${b}, but was ${a}`);
  }
}

/** Fails when something is not so. @param {unknown} condition @param {string} what */
export function isTrue(condition, what) {
  if (!condition) {
    throw new Error(what);
  }
}
