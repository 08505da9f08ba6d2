import { html } from '../lib.js';
import { grantsOf } from '../api/grants.js';
import { href, setQuery } from '../router.js';
import { useAssets } from '../ui/assets.js';
import { count } from '../ui/format.js';
import { useQuery, useTitle } from '../ui/hooks.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { Name } from '../ui/text.js';

const RIGHTS = [
  ['process', 'compute with it'],
  ['download', 'fetch it'],
  ['logs', 'read logs of tasks on it'],
];
const SHOWN = 100;

/** Who grants what to whom, as a matrix. */
export function Grants() {
  useTitle('Grants');
  const query = useQuery();
  const right = /** @type {'process' | 'download' | 'logs'} */ (
    RIGHTS.some(([id]) => id === query.get('right')) ? query.get('right') : 'process'
  );
  const organizations = useAssets('organizations');
  const functions = useAssets('functions');
  const managers = useAssets('datamanagers');
  const all = [organizations, functions, managers];
  const failed = all.find((it) => it.error);
  if (failed) {
    return html`<${Failure} error=${failed.error} retry=${() => all.forEach((it) => it.reload())} />`;
  }
  if (all.some((it) => it.isLoading)) {
    return html`<${Loading} what="Loading grants…" />`;
  }
  const grants = grantsOf(
    { organizations: organizations.assets, functions: functions.assets, managers: managers.assets },
    right,
  );
  const giver = query.get('from') ?? '';
  const taker = query.get('to') ?? '';
  return html`<div class="row end">
      <label class="field">To
        <select value=${right} onChange=${(/** @type {any} */ event) => setQuery({ right: event.currentTarget.value })}>
          ${RIGHTS.map(([id, title]) => html`<option key=${id} value=${id} selected=${id === right}>${title}</option>`)}
        </select>
      </label>
      <p class="small muted">Functions and data managers that an organization (row) grants to another (column).</p>
    </div>
    ${all.some((it) => it.isCut) ? html`<${CutOff}>There are more assets than are counted here.</${CutOff}>` : null}
    ${grants.givers.length === 0 ? html`<${Empty} title="Nothing is granted yet">Functions and data managers say who may use them when they are registered.</${Empty}>` : html`<${Matrix} grants=${grants} giver=${giver} taker=${taker} />`}
    ${giver && taker ? html`<${Granted} assets=${grants.of(giver, taker)} giver=${giver} taker=${taker} />` : null}`;
}

/** @param {{grants: import('../api/grants.js').Grants, giver: string, taker: string}} props */
function Matrix({ grants, giver, taker }) {
  return html`<div class="scroll" role="region" aria-label="Grants" tabindex="0"><table class="matrix">
    <caption class="hidden">Grants: rows grant to columns</caption>
    <thead><tr><th scope="col">Grants of</th>${grants.takers.map((it) => html`<th key=${it} scope="col"><bdi class="cut" title=${it}>${it}</bdi></th>`)}</tr></thead>
    <tbody>${grants.givers.map(
      (from) => html`<tr key=${from}><th scope="row"><bdi class="cut" title=${from}>${from}</bdi></th>
        ${grants.takers.map((to) => {
          const { functions, managers } = grants.of(from, to);
          const parts = [
            functions.length > 0 ? plural(functions.length, 'function') : '',
            managers.length > 0 ? plural(managers.length, 'data manager') : '',
          ].filter(Boolean);
          return html`<td key=${to}>${
            parts.length === 0
              ? html`<span class="muted" title="nothing">–</span>`
              : html`<button type="button" class="plain" aria-pressed=${from === giver && to === taker} onClick=${() => setQuery({ from, to })}>${parts.join(', ')}</button>`
          }</td>`;
        })}</tr>`,
    )}</tbody></table></div>`;
}

/** @param {number} number @param {string} what */
function plural(number, what) {
  return `${count(number)} ${what}${number === 1 ? '' : 's'}`;
}

/** @param {{assets: {functions: any[], managers: any[]}, giver: string, taker: string}} props */
function Granted({ assets, giver, taker }) {
  const list = (/** @type {any[]} */ of, /** @type {string} */ kind, /** @type {string} */ title) =>
    of.length === 0
      ? null
      : html`<h3>${title}</h3><ul>${of.slice(0, SHOWN).map((asset) => html`<li key=${asset.key}><${Name} text=${asset.name} to=${href(`/assets/${kind}/${asset.key}`)} /></li>`)}</ul>${of.length > SHOWN ? html`<p class="muted small">and ${count(of.length - SHOWN)} more</p>` : null}`;
  return html`<section class="card" aria-labelledby="granted"><header><h2 id="granted"><bdi>${giver}</bdi> grants <bdi>${taker}</bdi></h2><button type="button" class="plain" onClick=${() => setQuery({ from: '', to: '' })}>Close</button></header>
    <div class="body stack">${list(assets.functions, 'functions', 'Functions')}${list(assets.managers, 'datamanagers', 'Data managers')}</div></section>`;
}
