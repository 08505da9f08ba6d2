import { html } from '../lib.js';
import { href } from '../router.js';
import { Empty } from '../ui/states.js';
import { AssetDetail } from './assetdetail.js';
import { AssetList } from './assetlist.js';
import { Grants } from './grants.js';

const TABS = [
  ['functions', 'Functions'],
  ['datamanagers', 'Data managers'],
  ['datasamples', 'Data samples'],
  ['organizations', 'Organizations'],
  ['grants', 'Grants'],
];

/** What organizations have registered, and what they grant. @param {{kind?: string, assetKey?: string}} props */
export function AssetsPage({ kind = 'functions', assetKey }) {
  const isKnown = TABS.some(([id]) => id === kind);
  return html`<h1>Assets</h1>
    <nav class="tabs" aria-label="Kinds of assets">
      ${TABS.map(([id, title]) => html`<a key=${id} href=${href(`/assets/${id}`)} aria-current=${id === kind ? 'page' : undefined}>${title}</a>`)}
    </nav>
    ${
      !isKnown
        ? html`<${Empty} title="There is no such kind of asset" />`
        : kind === 'grants'
          ? html`<${Grants} />`
          : html`${assetKey ? html`<${AssetDetail} key=${assetKey} kind=${kind} assetKey=${assetKey} />` : null}<${AssetList} key=${kind} kind=${kind} />`
    }`;
}
