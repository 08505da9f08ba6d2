/** A number of things, with commas. @param {number} value */
export function count(value) {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A measured number, in four digits. @param {number} value */
export function figure(value) {
  const rounded = Number(value.toPrecision(4));
  const [whole, part] = String(rounded).split('.');
  return part === undefined || /e/.test(part) ? (part ? String(rounded) : count(rounded)) : `${count(Number(whole))}.${part}`;
}

/** @param {string | number | Date} time */
export function clock(time) {
  const date = new Date(time);
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/**
 * A span of time in its two largest units.
 *
 * @param {number} milliseconds
 */
export function span(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 1) {
    return `${Math.round(seconds * 1000)} ms`;
  }
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 60) {
    return `${Math.floor(seconds)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  }
  if (seconds < 86400) {
    return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  }
  return `${Math.floor(seconds / 86400)} d ${Math.floor((seconds % 86400) / 3600)} h`;
}

/**
 * How long ago something was.
 *
 * @param {string | number} time
 * @param {number} [now]
 */
export function ago(time, now = Date.now()) {
  const passed = now - new Date(time).getTime();
  return passed < 5000 ? 'just now' : `${span(passed).replace(/ (\d+ (min|s|h))$/, '')} ago`;
}

/** A number of bytes. @param {number} value */
export function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let at = 0;
  let rest = value;
  while (rest >= 1024 && at < units.length - 1) {
    rest /= 1024;
    at++;
  }
  return `${at === 0 ? rest : rest.toFixed(1)} ${units[at]}`;
}

/** The first eight characters of a key, by which people know it. @param {string} key */
export function short(key) {
  return key.length > 8 ? key.slice(0, 8) : key;
}

/** A code of the API in words: `ASSET_COMPUTE_TASK` without its prefix. @param {string} code @param {string} prefix */
export function words(code, prefix) {
  return code.replace(prefix, '').toLowerCase().replaceAll('_', ' ');
}
