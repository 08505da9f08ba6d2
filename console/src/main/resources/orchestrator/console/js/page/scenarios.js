import { html, useRef, useState } from '../lib.js';
import {
  follow,
  NO_COURSE,
  rates,
  readScenario,
  reportAddress,
  rowsOf,
  stopScenario,
} from '../api/scenarios.js';
import { session } from '../api/session.js';
import { Chart, Legend } from '../plan/chart.js';
import { useSignal } from '../signal.js';
import { Dialog } from '../ui/dialog.js';
import { count, figure, span } from '../ui/format.js';
import { useTitle } from '../ui/hooks.js';
import { usePoll } from '../ui/poll.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { tell } from '../ui/toast.js';

/** @typedef {import('../api/scenarios.js').Status} Status */
/** @typedef {import('../api/scenarios.js').Course} Course */
/** @typedef {import('../api/scenarios.js').Row} Row */

const EVERY = 1000;
const MOST_ROWS = 200;

/** What is done with the newest settings, by the service's word for it. @type {Record<string, string>} */
const STAGES = {
  gathering: 'New settings are there; others may come before they start.',
  waiting_for_nodes: 'New settings wait for more nodes.',
  waiting_for_start: 'New settings wait for their time.',
  settling: 'New settings wait until the old scenario has settled.',
};

/** What a service of scenarios does, as it does it. */
export function ScenariosPage() {
  useTitle('Scenarios');
  const course = useRef(NO_COURSE);
  const { value, error, isMissing, reload } = usePoll(async (signal) => {
    const status = await readScenario(signal);
    if (status === undefined) {
      return undefined;
    }
    course.current = follow(course.current, status);
    return { status, course: course.current };
  }, EVERY);
  if (isMissing) {
    return html`<h1>Scenarios</h1><${Empty} title="This door shows no scenarios">Start it with <code>--scenario-service</code>.</${Empty}>`;
  }
  if (!value) {
    return html`<h1>Scenarios</h1>${error ? html`<${Failure} error=${error} retry=${reload} />` : html`<${Loading} what="Asking the service of scenarios…" />`}`;
  }
  const { status } = value;
  return html`<div class="head">
      <div class="row"><h1>Scenarios</h1><span class="badge">${status.running ? 'running' : status.run ? 'over' : 'nothing has run'}</span></div>
      <${Actions} status=${status} />
    </div>
    ${error ? html`<p class="note failure" role="alert">${error.message} What is shown may be old.</p>` : null}
    ${STAGES[status.stage] ? html`<p class="note" role="status">${STAGES[status.stage]}</p>` : null}
    ${status.totals?.fault ? html`<p class="note failure" role="alert"><bdi>${status.totals.fault}</bdi></p>` : null}
    <${Sums} status=${status} />
    ${status.run ? html`<${Plots} course=${value.course} />` : null}
    <${Nodes} status=${status} />
    <${Failed} registrations=${status.failed_registrations ?? []} />`;
}

/** @param {{status: Status}} props */
function Actions({ status }) {
  const { mayWrite } = useSignal(session);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const hasWork = status.running || status.stage !== 'idle';
  const stop = async () => {
    setBusy(true);
    try {
      await stopScenario();
      tell('The scenario is stopped.');
    } catch (error) {
      tell(/** @type {Error} */ (error).message);
    }
    setBusy(false);
    setAsking(false);
  };
  return html`<div class="row">
    ${status.run ? html`<a class="button" href=${reportAddress(status.run)} target="_blank" rel="noopener">Report</a>` : null}
    ${mayWrite ? html`<button type="button" class="danger" disabled=${!hasWork} onClick=${() => setAsking(true)}>Stop…</button>` : null}
    ${isAsking ? html`<${Dialog} title="Stop the scenario?" action="Stop it" isDangerous isBusy=${isBusy} onAction=${stop} onClose=${() => setAsking(false)}>What runs stops at once, and settings that wait are dropped. Its report says so; nodes stay registered.</${Dialog}>` : null}
  </div>`;
}

/** @param {{status: Status}} props */
function Sums({ status: { proxy, run, totals } }) {
  const all = totals?.all ?? {};
  const facts = [
    ['Proxy', proxy],
    ['Run', run ?? '–'],
    ['Since its begin', totals ? span(totals.seconds * 1000) : '–'],
    ['Done a second', totals ? figure(totals.rate) : '–'],
    ['Intended', count(all.intended ?? 0)],
    ['Sent', count(all.sent ?? 0)],
    ['Committed', count(all.committed ?? 0)],
    ['Failed', count(all.failed ?? 0)],
    ['Under way', count(totals?.under_way ?? 0)],
  ];
  return html`<section class="card" aria-labelledby="run"><header><h2 id="run">The newest run</h2></header>
    <div class="body"><dl class="facts">${facts.map(([name, text]) => html`<dt key=${name}>${name}</dt><dd><bdi>${text}</bdi></dd>`)}</dl></div></section>`;
}

/** @param {{course: Course}} props */
function Plots({ course }) {
  const rate = [
    { name: 'due', look: 0, points: rates(course, 'due') },
    { name: 'done', look: 1, points: rates(course, 'done') },
    { name: 'failed', look: 2, points: rates(course, 'failed') },
  ];
  const latency = (/** @type {'p50' | 'p99'} */ share) =>
    /** @type {[number, number][]} */ (course.looks.map((it) => [it.seconds, it[share]]));
  const times = [
    { name: 'of half', look: 0, points: latency('p50') },
    { name: 'of 99 %', look: 1, points: latency('p99') },
  ];
  const showX = (/** @type {number} */ seconds) => span(seconds * 1000);
  return html`<div class="grid">
    <section class="card" aria-labelledby="rate"><header><h2 id="rate">Transactions a second</h2><${Legend} lines=${rate} /></header>
      <div class="body"><${Chart} label="Transactions a second since this page was opened" lines=${rate} showX=${showX} fromZero /></div></section>
    <section class="card" aria-labelledby="latency"><header><h2 id="latency">Latency, ms</h2><${Legend} lines=${times} /></header>
      <div class="body"><${Chart} label="Time from when transactions were due until they were done, at most, over the whole run" lines=${times} showX=${showX} fromZero /></div></section>
  </div>`;
}

/** @param {{status: Status}} props */
function Nodes({ status }) {
  const rows = rowsOf(status);
  const more = Math.max(status.more_nodes ?? 0, status.totals?.more_nodes ?? 0);
  return html`<section class="stack" aria-labelledby="nodes"><h2 id="nodes">Nodes</h2>
    ${rows.length > MOST_ROWS || more > 0 ? html`<${CutOff}>The first ${Math.min(rows.length, MOST_ROWS)} of ${count(rows.length + more)} nodes are here.</${CutOff}>` : null}
    ${rows.length === 0 ? html`<${Empty} title="No node has registered yet" />` : html`<${Table} label="Figures of nodes" columns=${COLUMNS} rows=${rows.slice(0, MOST_ROWS)} rowKey=${(/** @type {Row} */ it) => it.key} />`}
  </section>`;
}

/** @param {{registrations: string[]}} props */
function Failed({ registrations }) {
  return registrations.length === 0
    ? null
    : html`<section class="card" aria-labelledby="refused"><header><h2 id="refused">Registrations that failed</h2></header>
        <div class="body"><ul>${registrations.map((text, i) => html`<li key=${i}><bdi>${text}</bdi></li>`)}</ul></div></section>`;
}

/** @param {string} id @param {string} title @param {(row: Row) => number | undefined} value @returns {import('../ui/table.js').Column<Row>} */
function counted(id, title, value) {
  return { id, title, isNumber: true, show: (it) => count(value(it) ?? 0) };
}

/** @param {'p50' | 'p99'} share @param {string} hint @returns {import('../ui/table.js').Column<Row>} */
function timed(share, hint) {
  return {
    id: share,
    title: `${share}, ms`,
    isNumber: true,
    room: 'mid',
    hint,
    show: ({ figures }) => (figures.ms?.ended ? figure(figures.ms.ended[share]) : '–'),
  };
}

/** @type {import('../ui/table.js').Column<Row>[]} */
const COLUMNS = [
  { id: 'node', title: 'Node', show: (it) => html`<bdi class="cut" title=${it.node}>${it.node}</bdi>` },
  { id: 'entry', title: 'Entry', room: 'low', hint: 'Of the settings', show: (it) => html`<bdi class="cut" title=${it.name}>${it.name}</bdi>` },
  { id: 'state', title: 'State', show: (it) => html`<span class="badge">${it.state}</span>` },
  counted('intended', 'Intended', (it) => it.figures.intended),
  counted('sent', 'Sent', (it) => it.figures.sent),
  counted('committed', 'Committed', (it) => it.figures.committed),
  counted('failed', 'Failed', (it) => it.figures.failed),
  timed('p50', 'Half of its transactions took no longer since they were due'),
  timed('p99', '99 % of its transactions took no longer since they were due'),
];
