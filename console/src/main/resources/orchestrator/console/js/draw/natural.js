/**
 * Compares names as people count: `Org2` comes before `Org10`. The language of the browser is no matter.
 *
 * @param {string} a
 * @param {string} b
 */
export function natural(a, b) {
  const [these, those] = [parts(a), parts(b)];
  for (let place = 0; place < Math.min(these.length, those.length); place++) {
    const [one, other] = [these[place], those[place]];
    const isNumber = place % 2 === 1;
    const difference = isNumber ? Number(one) - Number(other) : one < other ? -1 : one > other ? 1 : 0;
    if (difference !== 0) {
      return difference;
    }
  }
  return these.length - those.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Texts and numbers in turn. @param {string} name */
function parts(name) {
  return name.split(/(\d+)/);
}
