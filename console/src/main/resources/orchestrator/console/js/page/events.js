import { html } from '../lib.js';
import { feed } from '../api/events.js';
import { href, setQuery } from '../router.js';
import { useSignal } from '../signal.js';
import { assetLink, gist } from '../ui/assetlink.js';
import { MOST_EVENTS, useFeed } from '../ui/feed.js';
import { count, words } from '../ui/format.js';
import { useQuery, useTitle } from '../ui/hooks.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { StatusWord } from '../ui/status.js';
import { Table } from '../ui/table.js';
import { Clock, Key } from '../ui/text.js';

/** @typedef {import('../api/events.js').Event} Event */

const KINDS = [
  'ASSET_COMPUTE_PLAN',
  'ASSET_COMPUTE_TASK',
  'ASSET_COMPUTE_TASK_OUTPUT_ASSET',
  'ASSET_MODEL',
  'ASSET_PERFORMANCE',
  'ASSET_FAILURE_REPORT',
  'ASSET_PROFILING_STEP',
  'ASSET_FUNCTION',
  'ASSET_DATA_MANAGER',
  'ASSET_DATA_SAMPLE',
  'ASSET_ORGANIZATION',
];
const CHANGES = ['EVENT_ASSET_CREATED', 'EVENT_ASSET_UPDATED', 'EVENT_ASSET_DISABLED'];

/** What happens in the channel, as it happens. */
export function EventsPage() {
  useTitle('Events');
  const query = useQuery();
  const filter = {
    kind: query.get('kind') ?? '',
    change: query.get('change') ?? '',
    asset: query.get('asset') ?? '',
  };
  const { events, error, isLoading, older, isPaused, setPaused, waiting, reload, isCut } =
    useFeed(filter);
  const live = useSignal(feed);
  return html`<div class="head">
      <h1>Events</h1>
      <${Filters} ...${filter} />
    </div>
    <div class="row apart">
      <span class="row" role="status"><span class="badge ${live === 'live' ? 's-done' : ''}">${live === 'live' ? 'live' : live === 'lost' ? 'not connected' : 'connecting…'}</span>${isPaused && waiting > 0 ? `${count(waiting)} new` : ''}</span>
      <button type="button" aria-pressed=${isPaused} onClick=${() => setPaused(!isPaused)}>${isPaused ? 'Go on' : 'Pause'}</button>
    </div>
    ${isCut ? html`<${CutOff}>Only the newest ${count(MOST_EVENTS)} of these are kept here. A filter narrows them down.</${CutOff}>` : null}
    ${
      error && events.length === 0
        ? html`<${Failure} error=${error} retry=${reload} />`
        : events.length > 0
          ? html`<${Table} label="Events, the newest first" columns=${COLUMNS} rows=${events} rowKey=${(/** @type {Event} */ event) => event.id} />`
          : isLoading
            ? html`<${Loading} what="Loading events…" />`
            : html`<${Empty} title=${filter.kind || filter.change || filter.asset ? 'No event is like that' : 'Nothing has happened yet'}>New events appear here at once.</${Empty}>`
    }
    ${error && events.length > 0 ? html`<p class="note failure" role="alert">${error.message}</p>` : null}
    ${older && !isCut ? html`<div class="row"><button type="button" disabled=${isLoading} onClick=${older}>${isLoading ? 'Loading…' : 'Show older events'}</button></div>` : null}`;
}

/** @type {import('../ui/table.js').Column<Event>[]} */
const COLUMNS = [
  { id: 'time', title: 'Time', show: (event) => html`<${Clock} at=${event.timestamp} />` },
  { id: 'asset', title: 'Asset', show: (event) => words(event.assetKind, 'ASSET_') },
  {
    id: 'key',
    title: 'Key',
    show: (event) => html`<${Key} value=${event.assetKey} to=${assetLink(event)} />`,
  },
  { id: 'what', title: 'Change', room: 'mid', show: (event) => words(event.eventKind, 'EVENT_ASSET_') },
  {
    id: 'status',
    title: 'Now',
    show: (event) =>
      event.computeTask
        ? html`<${StatusWord} code=${event.computeTask.status} />`
        : event.function
          ? words(event.function.status, 'FUNCTION_STATUS_')
          : '',
  },
  {
    id: 'gist',
    title: 'About',
    room: 'low',
    show: (event) => html`<bdi class="cut" title=${gist(event)}>${gist(event)}</bdi>`,
  },
  {
    id: 'plan',
    title: 'Plan',
    room: 'low',
    show: (event) =>
      event.computeTask
        ? html`<${Key} value=${event.computeTask.computePlanKey} to=${href(`/plans/${event.computeTask.computePlanKey}`)} />`
        : '',
  },
];

/** @param {{kind: string, change: string, asset: string}} props */
function Filters({ kind, change, asset }) {
  const pick = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setQuery({ [name]: event.currentTarget.value.trim() });
  return html`<form class="row end" role="search" onSubmit=${(/** @type {Event} */ event) => /** @type {any} */ (event).preventDefault()}>
    <label class="field">Asset
      <select value=${kind} onChange=${pick('kind')}>
        <option value="" selected=${kind === ''}>all</option>
        ${KINDS.map((it) => html`<option key=${it} value=${it} selected=${it === kind}>${words(it, 'ASSET_')}</option>`)}
      </select>
    </label>
    <label class="field">Change
      <select value=${change} onChange=${pick('change')}>
        <option value="" selected=${change === ''}>all</option>
        ${CHANGES.map((it) => html`<option key=${it} value=${it} selected=${it === change}>${words(it, 'EVENT_ASSET_')}</option>`)}
      </select>
    </label>
    <label class="field">Key of the asset<input value=${asset} placeholder="whole key" onChange=${pick('asset')} spellcheck=${false} /></label>
  </form>`;
}
