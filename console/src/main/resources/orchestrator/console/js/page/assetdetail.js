import { html } from '../lib.js';
import { ASSET_KINDS } from '../api/assetkinds.js';
import { API, get } from '../api/client.js';
import { href } from '../router.js';
import { count, words } from '../ui/format.js';
import { useEvents, useLoad } from '../ui/hooks.js';
import { Failure, Loading } from '../ui/states.js';
import { Allowed, Clock, Key } from '../ui/text.js';

const KEYS_SHOWN = 20;

/** One asset in full. @param {{kind: string, assetKey: string}} props */
export function AssetDetail({ kind, assetKey }) {
  const of = ASSET_KINDS[kind];
  const { value, error, reload } = useLoad(
    async (signal) => {
      const key = encodeURIComponent(assetKey);
      const asset = await get(`${of.path}/${key}`, {}, { signal });
      const dataset =
        kind === 'datamanagers' ? await get(`${API}/datasets/${key}`, {}, { signal }) : undefined;
      return { asset, dataset };
    },
    [kind, assetKey],
  );
  useEvents((events) => {
    if (events.some((event) => event.assetKey === assetKey)) {
      reload();
    }
  }, reload);
  if (!value) {
    return html`<section class="card">${error ? html`<${Failure} error=${error} retry=${reload} />` : html`<${Loading} />`}</section>`;
  }
  const { asset, dataset } = value;
  return html`<section class="card" aria-labelledby="asset">
    <header><h2 id="asset"><bdi class="name">${asset.name ?? asset.key}</bdi></h2><a href=${href('/events', { asset: asset.key })}>Events</a></header>
    <div class="body"><dl class="facts">
      <dt>Key</dt><dd><code>${asset.key}</code></dd>
      <dt>Owner</dt><dd><bdi>${asset.owner}</bdi></dd>
      <dt>Registered</dt><dd><${Clock} at=${asset.creationDate} /></dd>
      ${asset.status ? html`<dt>Build</dt><dd>${words(asset.status, 'FUNCTION_STATUS_')}</dd>` : null}
      ${asset.type ? html`<dt>Type</dt><dd><bdi>${asset.type}</bdi></dd>` : null}
      ${asset.checksum ? html`<dt>Checksum</dt><dd><code>${asset.checksum}</code></dd>` : null}
      ${asset.dataManagerKeys ? html`<dt>Data managers</dt><dd class="row">${asset.dataManagerKeys.map((/** @type {string} */ key) => html`<${Key} key=${key} value=${key} to=${href(`/assets/datamanagers/${key}`)} />`)}</dd>` : null}
      ${asset.permissions ? html`<dt>May compute with it</dt><dd><${Allowed} permission=${asset.permissions.process} /></dd><dt>May fetch it</dt><dd><${Allowed} permission=${asset.permissions.download} /></dd>` : null}
      ${asset.logsPermission ? html`<dt>May read logs</dt><dd><${Allowed} permission=${asset.logsPermission} /></dd>` : null}
      ${['description', 'archive', 'image', 'opener'].map((name) => (asset[name]?.storageAddress ? html`<${File} key=${name} name=${name} file=${asset[name]} />` : null))}
      ${asset.inputs ? html`<dt>Inputs</dt><dd><${Slots} slots=${asset.inputs} /></dd><dt>Outputs</dt><dd><${Slots} slots=${asset.outputs} /></dd>` : null}
      ${Object.entries(asset.metadata ?? {}).map(([name, text]) => html`<dt key=${name}><bdi>${name}</bdi></dt><dd><bdi>${text}</bdi></dd>`)}
      ${dataset ? html`<dt>Data samples</dt><dd>${count(dataset.dataSampleKeys.length)}${dataset.dataSampleKeys.length > 0 ? ': ' : ''}<span class="row">${dataset.dataSampleKeys.slice(0, KEYS_SHOWN).map((/** @type {string} */ key) => html`<${Key} key=${key} value=${key} to=${href(`/assets/datasamples/${key}`)} />`)}${dataset.dataSampleKeys.length > KEYS_SHOWN ? '…' : ''}</span></dd>` : null}
    </dl></div>
  </section>`;
}

/** An address that is shown, not followed: it is a storage's, with rules of its own. @param {{name: string, file: any}} props */
function File({ name, file }) {
  return html`<dt>${name.charAt(0).toUpperCase() + name.slice(1)}</dt><dd><bdi>${file.storageAddress}</bdi><br /><code class="small muted">${file.checksum}</code></dd>`;
}

/** @param {{slots: Record<string, any>}} props */
function Slots({ slots }) {
  const names = Object.keys(slots).sort();
  return names.length === 0
    ? html`<span class="muted">none</span>`
    : html`<ul class="plain">${names.map((name) => html`<li key=${name}><bdi><code>${name}</code></bdi> <span class="muted">${words(slots[name].kind, 'ASSET_')}${slots[name].multiple ? ', several' : ''}${slots[name].optional ? ', optional' : ''}</span></li>`)}</ul>`;
}
