/**
 * What was kept, or nothing: a browser may refuse a page all storage.
 *
 * @param {() => Storage} storage
 * @param {string} name
 */
export function recall(storage, name) {
  try {
    return storage().getItem(name);
  } catch {
    return null;
  }
}

/**
 * Keeps a text where the browser lets the page.
 *
 * @param {() => Storage} storage
 * @param {string} name
 * @param {string} text
 */
export function keep(storage, name, text) {
  try {
    storage().setItem(name, text);
  } catch {
    // Then it lasts as long as the page.
  }
}
