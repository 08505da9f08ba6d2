/**
 * What organizations grant to one another, counted.
 *
 * @typedef {object} Grants
 * @property {string[]} givers
 * @property {string[]} takers
 * @property {(giver: string, taker: string) => {functions: any[], managers: any[]}} of
 */

/**
 * Makes the matrix of grants of one kind.
 *
 * @param {{organizations: any[], functions: any[], managers: any[]}} assets
 * @param {'process' | 'download' | 'logs'} right
 * @returns {Grants}
 */
export function grantsOf({ organizations, functions, managers }, right) {
  const known = organizations.map((it) => it.id);
  /** @type {Map<string, {functions: any[], managers: any[]}>} */
  const cells = new Map();
  const givers = new Set();
  const takers = new Set(known);
  const cell = (/** @type {string} */ giver, /** @type {string} */ taker) => {
    const key = JSON.stringify([giver, taker]);
    const found = cells.get(key) ?? { functions: [], managers: [] };
    cells.set(key, found);
    return found;
  };
  const add = (/** @type {any} */ asset, /** @type {'functions' | 'managers'} */ kind) => {
    const permission = right === 'logs' ? asset.logsPermission : asset.permissions?.[right];
    givers.add(asset.owner);
    const allowed = permission?.public ? known : (permission?.authorizedIds ?? []);
    new Set(allowed).forEach((taker) => {
      takers.add(taker);
      cell(asset.owner, taker)[kind].push(asset);
    });
  };
  functions.forEach((asset) => right !== 'logs' && add(asset, 'functions'));
  managers.forEach((asset) => add(asset, 'managers'));
  return {
    givers: [...givers].sort(),
    takers: [...takers].sort(),
    of: (giver, taker) =>
      cells.get(JSON.stringify([giver, taker])) ?? { functions: [], managers: [] },
  };
}
