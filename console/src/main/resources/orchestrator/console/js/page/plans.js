import { html, useEffect, useMemo } from '../lib.js';
import { API } from '../api/client.js';
import { setQuery } from '../router.js';
import { useSignal } from '../signal.js';
import { count } from '../ui/format.js';
import { useNow, useQuery, useTitle } from '../ui/hooks.js';
import { Pager } from '../ui/pager.js';
import { MOST_PLANS, usePlans } from '../ui/planlist.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { sorted, Table } from '../ui/table.js';
import { columns, stateOf } from './plancolumns.js';

const ROWS = 25;

/** @typedef {import('../ui/planlist.js').Plan} Plan */

/** All plans of the channel, as they are. */
export function PlansPage() {
  useTitle('Plans');
  const query = useQuery();
  const { plans, isLoading, isCut, error, reload, counts } = usePlans(query.get('owner') ?? '');
  const text = query.get('q') ?? '';
  const state = query.get('state') ?? '';
  const sort = query.get('sort') ?? '-created';
  const shown = useMemo(
    () => sorted(plans.filter((plan) => fits(plan, text, state)), sort, VALUES, (plan) => plan.key),
    [plans, text, state, sort],
  );
  const page = Math.min(
    Math.max(0, Number(query.get('page') ?? 1) - 1) || 0,
    Math.max(0, Math.ceil(shown.length / ROWS) - 1),
  );
  const rows = shown.slice(page * ROWS, (page + 1) * ROWS);
  const keys = rows.map((plan) => plan.key).join(' ');
  useEffect(() => counts.want(keys === '' ? [] : keys.split(' ')), [keys, counts]);
  useSignal(counts.version);
  const now = useNow(1000);
  return html`<div class="head">
      <h1>Plans</h1>
      <${Filters} text=${text} state=${state} owner=${query.get('owner') ?? ''} owners=${owners(plans)} />
    </div>
    ${isCut ? html`<${CutOff}>There are more than ${count(MOST_PLANS)} plans; the oldest ${count(MOST_PLANS)} are here. Choose an owner to see all of one organization.</${CutOff}>` : null}
    ${error && plans.length > 0 ? html`<p class="note failure" role="alert">${error.message} What is shown may be old. <button onClick=${reload}>Try again</button></p>` : null}
    ${
      error && plans.length === 0
        ? html`<${Failure} error=${error} retry=${reload} />`
        : rows.length > 0
          ? html`<${Table}
              label="Plans"
              columns=${columns(counts, now)}
              rows=${rows}
              rowKey=${(/** @type {Plan} */ plan) => plan.key}
              sort=${sort}
              onSort=${(/** @type {string} */ by) => setQuery({ sort: by, page: undefined })}
            />`
          : isLoading
            ? html`<${Loading} what="Loading plans…" />`
            : plans.length === 0
              ? html`<${Empty} title="There are no plans yet">A plan comes with its registration, by a program or by <code>POST ${API}/plans</code>; it appears here at once.</${Empty}>`
              : html`<${Empty} title="No plan is like that"><button onClick=${() => setQuery({ q: '', state: '', page: '' })}>Show all plans</button></${Empty}>`
    }
    ${shown.length > 0 ? html`<${Pager} page=${page} size=${ROWS} total=${shown.length} what=${isLoading ? 'plans so far' : 'plans'} onPage=${(/** @type {number} */ to) => setQuery({ page: to === 0 ? '' : to + 1 })} />` : null}`;
}

/** @param {Plan} plan @param {string} text @param {string} state */
function fits(plan, text, state) {
  if (state !== '' && stateOf(plan) !== state) {
    return false;
  }
  const wanted = text.trim().toLowerCase();
  return (
    wanted === '' ||
    plan.key.startsWith(wanted) ||
    plan.name.toLowerCase().includes(wanted) ||
    plan.tag.toLowerCase().includes(wanted)
  );
}

/** @param {Plan[]} plans */
function owners(plans) {
  return [...new Set(plans.map((plan) => plan.owner))].sort();
}

/** @type {Record<string, (plan: Plan) => string | number>} */
const VALUES = {
  name: (plan) => plan.name,
  owner: (plan) => plan.owner,
  state: stateOf,
  created: (plan) => plan.creationDate,
};

/** @param {{text: string, state: string, owner: string, owners: string[]}} props */
function Filters({ text, state, owner, owners: known }) {
  const all = owner === '' || known.includes(owner) ? known : [owner, ...known];
  const pick = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setQuery({ [name]: event.currentTarget.value, page: '' });
  return html`<form class="row end" role="search" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <label class="field">Search<input type="search" value=${text} placeholder="name, tag or key" onInput=${pick('q')} /></label>
    <label class="field">State
      <select value=${state} onChange=${pick('state')}>
        ${[['', 'all'], ['open', 'open or done'], ['failed', 'failed'], ['cancelled', 'cancelled']].map(([value, title]) => html`<option key=${value} value=${value} selected=${value === state}>${title}</option>`)}
      </select>
    </label>
    <label class="field">Owner
      <select value=${owner} onChange=${pick('owner')}>
        <option value="" selected=${owner === ''}>all</option>
        ${all.map((it) => html`<option key=${it} value=${it} selected=${it === owner}>${it}</option>`)}
      </select>
    </label>
  </form>`;
}
