import { html } from '../lib.js';

/**
 * A column of a table.
 *
 * @template T
 * @typedef {object} Column
 * @property {string} id
 * @property {string} title
 * @property {(row: T) => any} show
 * @property {boolean} [sorts] whether rows can be sorted by it
 * @property {boolean} [isNumber]
 * @property {'low' | 'mid'} [room] left out where there is little room: low first
 * @property {string} [hint]
 */

/**
 * A table whose first column names the row.
 *
 * @param {object} props
 * @param {string} props.label
 * @param {Column<any>[]} props.columns
 * @param {any[]} props.rows
 * @param {(row: any) => string} props.rowKey
 * @param {string} [props.sort] the column's id, with a minus in front for the reverse
 * @param {(sort: string) => void} [props.onSort]
 */
export function Table({ label, columns, rows, rowKey, sort = '', onSort }) {
  const by = sort.replace(/^-/, '');
  return html`<div class="scroll" role="region" aria-label=${label} tabindex="0">
    <table>
      <caption class="hidden">
        ${label}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => {
            const isBy = column.id === by;
            const order = !isBy ? undefined : sort.startsWith('-') ? 'descending' : 'ascending';
            return html`<th key=${column.id} scope="col" class=${classes(column)} aria-sort=${order} title=${column.hint}>
              ${
                column.sorts && onSort
                  ? html`<button type="button" onClick=${() => onSort(isBy && !sort.startsWith('-') ? `-${column.id}` : column.id)}>
                      ${column.title}<span aria-hidden="true">${order === undefined ? '' : order === 'ascending' ? '↑' : '↓'}</span>
                    </button>`
                  : column.title
              }
            </th>`;
          })}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr key=${rowKey(row)}>
              ${columns.map((column, i) =>
                i === 0
                  ? html`<th key=${column.id} scope="row" class=${classes(column)}>${column.show(row)}</th>`
                  : html`<td key=${column.id} class=${classes(column)}>${column.show(row)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {Column<any>} column */
function classes(column) {
  return `${column.isNumber ? 'number ' : ''}${column.room ?? ''}`;
}

/**
 * Compares by a value, and for equal ones by the key, so that an order is always the same.
 *
 * @template T
 * @param {T[]} rows
 * @param {string} sort
 * @param {Record<string, (row: T) => string | number>} values by the columns' ids
 * @param {(row: T) => string} rowKey
 */
export function sorted(rows, sort, values, rowKey) {
  const by = sort.replace(/^-/, '');
  if (!Object.hasOwn(values, by)) {
    return rows;
  }
  const value = values[by];
  const sign = sort.startsWith('-') ? -1 : 1;
  return rows
    .map((row) => ({ row, value: value(row), key: rowKey(row) }))
    .sort((a, b) => sign * compare(a.value, b.value) || (a.key < b.key ? -1 : 1))
    .map((it) => it.row);
}

/** @type {Intl.Collator | undefined} */
let collator;

/** @param {string | number} a @param {string | number} b */
function compare(a, b) {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : (collator ??= new Intl.Collator('en', { numeric: true })).compare(String(a), String(b));
}
