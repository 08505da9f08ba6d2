import { html } from '../lib.js';
import { listGraphs, load, stopped } from '../api/graphs.js';
import { session } from '../api/session.js';
import { href, setQuery } from '../router.js';
import { count, short, span } from '../ui/format.js';
import { GraphState, graphState } from '../ui/graphstate.js';
import { useNow, useQuery, useTitle } from '../ui/hooks.js';
import { useLive } from '../ui/live.js';
import { Pager } from '../ui/pager.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { sorted, Table } from '../ui/table.js';
import { Key, Name, Time } from '../ui/text.js';

/** @typedef {import('../api/graphs.js').GraphSummary} GraphSummary */

const ROWS = 25;

/** @param {import('../api/events.js').Event} event */
const isOfTasks = (event) =>
  event.assetKind === 'ASSET_COMPUTE_PLAN' || event.assetKind === 'ASSET_COMPUTE_TASK';

/** The graphs that the server runs, and has run. */
export function GraphsPage() {
  useTitle('Graphs');
  const query = useQuery();
  const { value, error, isLoading, reload } = useLive(
    async (signal) => ({ graphs: await listGraphs(signal) }),
    [],
    isOfTasks,
  );
  const now = useNow(1000);
  if (!value) {
    return html`<h1>Graphs</h1>${error && !isLoading ? html`<${Failure} error=${error} retry=${reload} />` : html`<${Loading} what="Loading graphs…" />`}`;
  }
  if (!value.graphs) {
    return html`<h1>Graphs</h1><${Empty} title="This server runs no graphs">Start it with <code>--graphs</code>.</${Empty}>`;
  }
  const text = (query.get('q') ?? '').trim().toLowerCase();
  const sort = query.get('sort') ?? '-started';
  const found = sorted(
    value.graphs.filter((it) => it.name.toLowerCase().includes(text) || it.id.startsWith(text)),
    sort,
    VALUES,
    (it) => it.id,
  );
  const page = Math.min(
    Math.max(0, Number(query.get('page') ?? 1) - 1) || 0,
    Math.max(0, Math.ceil(found.length / ROWS) - 1),
  );
  return html`<div class="head"><h1>Graphs</h1>
      <form class="row end" role="search" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <label class="field">Search<input type="search" value=${query.get('q') ?? ''} placeholder="name or id" onInput=${(/** @type {any} */ event) => setQuery({ q: event.currentTarget.value, page: '' })} /></label>
        <a class="button primary" href=${href('/graphs/new')}>Submit a graph</a>
      </form>
    </div>
    ${error ? html`<p class="note failure" role="alert">${error.message} <button onClick=${reload}>Try again</button></p>` : null}
    ${
      found.length > 0
        ? html`<${Table} label="Graphs" columns=${columns(now)} rows=${found.slice(page * ROWS, (page + 1) * ROWS)} rowKey=${(/** @type {GraphSummary} */ it) => it.id} sort=${sort} onSort=${(/** @type {string} */ by) => setQuery({ sort: by, page: '' })} />
            <${Pager} page=${page} size=${ROWS} total=${found.length} what="graphs" onPage=${(/** @type {number} */ to) => setQuery({ page: to === 0 ? '' : to + 1 })} />`
        : value.graphs.length === 0
          ? html`<${Empty} title="No graph has been submitted yet"><a class="button" href=${href('/graphs/new')}>Submit one</a></${Empty}>`
          : html`<${Empty} title="No graph is like that" />`
    }
    <${Load} />`;
}

/** @type {Record<string, (graph: GraphSummary) => string | number>} */
const VALUES = {
  name: (it) => it.name,
  state: (it) => graphState(it.state).number,
  started: (it) => it.start_date,
};

/** @param {number} now @returns {import('../ui/table.js').Column<GraphSummary>[]} */
function columns(now) {
  return [
    {
      id: 'name',
      title: 'Name',
      sorts: true,
      show: (it) => html`<${Name} text=${it.name || short(it.id)} to=${href(`/graphs/${it.id}`)} />`,
    },
    { id: 'state', title: 'State', sorts: true, show: (it) => html`<${GraphState} state=${it.state} />` },
    { id: 'id', title: 'Id', room: 'mid', show: (it) => html`<${Key} value=${it.id} />` },
    { id: 'started', title: 'Started', sorts: true, room: 'mid', show: (it) => html`<${Time} at=${it.start_date} />` },
    {
      id: 'took',
      title: 'Took',
      isNumber: true,
      show: (it) => span(Date.parse(stopped(it) ?? new Date(now).toISOString()) - Date.parse(it.start_date)),
    },
  ];
}

/** What runs now, by target and engine: as much as a server tells of its executors. */
function Load() {
  const { organization } = session.value;
  const { value, error } = useLive((signal) => load(organization, signal), [organization], isOfTasks);
  return html`<section class="card" aria-labelledby="load"><header><h2 id="load">Running now</h2><span class="small muted">nodes by target and engine</span></header>
    <div class="body">${
      error
        ? html`<p class="note failure">${error.message}</p>`
        : !value
          ? html`<${Loading} />`
          : value.length === 0
            ? html`<p class="muted">No node runs.</p>`
            : html`<dl class="facts">${value.map((it) => html`<dt key=${`${it.target} ${it.engine}`}><bdi>${it.target || 'any target'}</bdi> · ${it.engine || 'default'}</dt><dd>${count(it.running)}</dd>`)}</dl>`
    }</div></section>`;
}
