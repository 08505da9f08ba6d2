import { html } from '../lib.js';
import { ASSET_KINDS } from '../api/assetkinds.js';
import { href, setQuery } from '../router.js';
import { MOST_ASSETS, useAssets } from '../ui/assets.js';
import { count, words } from '../ui/format.js';
import { useQuery, useTitle } from '../ui/hooks.js';
import { Pager } from '../ui/pager.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { sorted, Table } from '../ui/table.js';
import { Allowed, Key, Name, Time } from '../ui/text.js';

const ROWS = 50;

/** All assets of a kind. @param {{kind: string}} props */
export function AssetList({ kind }) {
  const { title } = ASSET_KINDS[kind];
  useTitle(title.charAt(0).toUpperCase() + title.slice(1));
  const query = useQuery();
  const { assets, isLoading, isCut, error, reload } = useAssets(kind);
  const text = (query.get('q') ?? '').trim().toLowerCase();
  const sort = query.get('sort') ?? '-created';
  const found = sorted(
    assets.filter((asset) => fits(asset, text)),
    sort,
    VALUES,
    ASSET_KINDS[kind].id,
  );
  const page = Math.min(
    Math.max(0, Number(query.get('page') ?? 1) - 1) || 0,
    Math.max(0, Math.ceil(found.length / ROWS) - 1),
  );
  const rows = found.slice(page * ROWS, (page + 1) * ROWS);
  return html`<form class="row end" role="search" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <label class="field">Search<input type="search" value=${query.get('q') ?? ''} placeholder="name, owner or key" onInput=${(/** @type {any} */ event) => setQuery({ q: event.currentTarget.value, page: '' })} /></label>
    </form>
    ${isCut ? html`<${CutOff}>There are more than ${count(MOST_ASSETS)} ${title}; the oldest ${count(MOST_ASSETS)} are here.</${CutOff}>` : null}
    ${error && assets.length > 0 ? html`<p class="note failure" role="alert">${error.message} <button onClick=${reload}>Try again</button></p>` : null}
    ${
      error && assets.length === 0
        ? html`<${Failure} error=${error} retry=${reload} />`
        : rows.length > 0
          ? html`<${Table} label=${title} columns=${COLUMNS[kind]} rows=${rows} rowKey=${ASSET_KINDS[kind].id} sort=${sort} onSort=${(/** @type {string} */ by) => setQuery({ sort: by, page: '' })} />`
          : isLoading
            ? html`<${Loading} what=${`Loading ${title}…`} />`
            : html`<${Empty} title=${assets.length === 0 ? `There are no ${title} yet` : `None of the ${title} is like that`} />`
    }
    ${found.length > 0 ? html`<${Pager} page=${page} size=${ROWS} total=${found.length} what=${title} onPage=${(/** @type {number} */ to) => setQuery({ page: to === 0 ? '' : to + 1 })} />` : null}`;
}

/** @param {any} asset @param {string} text */
function fits(asset, text) {
  return (
    text === '' ||
    [asset.key, asset.id, asset.name, asset.owner, asset.address].some(
      (it) => typeof it === 'string' && it.toLowerCase().includes(text),
    )
  );
}

/** @type {Record<string, (asset: any) => string | number>} */
const VALUES = {
  name: (asset) => asset.name ?? asset.id ?? asset.key,
  owner: (asset) => asset.owner ?? '',
  created: (asset) => asset.creationDate,
  status: (asset) => asset.status ?? '',
};

/** @type {import('../ui/table.js').Column<any>} */
const OWNER = {
  id: 'owner',
  title: 'Owner',
  sorts: true,
  show: (it) => html`<bdi class="cut" title=${it.owner}>${it.owner}</bdi>`,
};

/** @type {import('../ui/table.js').Column<any>} */
const CREATED = {
  id: 'created',
  title: 'Registered',
  sorts: true,
  room: 'mid',
  show: (it) => html`<${Time} at=${it.creationDate} />`,
};

/** @param {string} kind @returns {import('../ui/table.js').Column<any>} */
const named = (kind) => ({
  id: 'name',
  title: 'Name',
  sorts: true,
  show: (it) => html`<${Name} text=${it.name} to=${href(`/assets/${kind}/${it.key}`)} />`,
});

/** @type {Record<string, import('../ui/table.js').Column<any>[]>} */
const COLUMNS = {
  functions: [
    named('functions'),
    OWNER,
    {
      id: 'status',
      title: 'Build',
      sorts: true,
      show: (it) => html`<span class="badge">${words(it.status, 'FUNCTION_STATUS_')}</span>`,
    },
    {
      id: 'process',
      title: 'May compute with it',
      room: 'low',
      show: (it) => html`<${Allowed} permission=${it.permissions?.process} />`,
    },
    { id: 'key', title: 'Key', room: 'mid', show: (it) => html`<${Key} value=${it.key} />` },
    CREATED,
  ],
  datamanagers: [
    named('datamanagers'),
    OWNER,
    { id: 'type', title: 'Type', room: 'mid', show: (it) => html`<bdi class="cut">${it.type}</bdi>` },
    {
      id: 'process',
      title: 'May compute with it',
      room: 'low',
      show: (it) => html`<${Allowed} permission=${it.permissions?.process} />`,
    },
    { id: 'key', title: 'Key', room: 'mid', show: (it) => html`<${Key} value=${it.key} />` },
    CREATED,
  ],
  datasamples: [
    {
      id: 'name',
      title: 'Key',
      sorts: true,
      show: (it) => html`<${Key} value=${it.key} to=${href(`/assets/datasamples/${it.key}`)} />`,
    },
    OWNER,
    {
      id: 'managers',
      title: 'Data managers',
      show: (it) =>
        html`<span class="row">${it.dataManagerKeys.slice(0, 4).map((/** @type {string} */ key) => html`<${Key} key=${key} value=${key} to=${href(`/assets/datamanagers/${key}`)} />`)}${it.dataManagerKeys.length > 4 ? ` and ${it.dataManagerKeys.length - 4} more` : ''}</span>`,
    },
    {
      id: 'use',
      title: 'Use',
      room: 'mid',
      show: (it) => (it.testOnly ? 'tests only' : 'training and tests'),
    },
    CREATED,
  ],
  organizations: [
    { id: 'name', title: 'Id', sorts: true, show: (it) => html`<bdi class="name">${it.id}</bdi>` },
    {
      id: 'address',
      title: 'Address',
      show: (it) => html`<bdi class="cut" title=${it.address}>${it.address || '–'}</bdi>`,
    },
    CREATED,
  ],
};
