import { html, useEffect, useRef, useState } from '../lib.js';
import { API, get } from '../api/client.js';
import { Metrics, parseMetrics } from '../api/metrics.js';
import { ApiError, request } from '../api/request.js';
import { bytes, count, figure, span } from '../ui/format.js';
import { useTitle } from '../ui/hooks.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { Clock } from '../ui/text.js';

const EVERY = 2000;

/**
 * @typedef {object} Look
 * @property {number} at
 * @property {Metrics | undefined} metrics undefined where the door has none
 * @property {{ok: boolean, text: string}} health
 * @property {{ok: boolean, text: string}} ready
 * @property {string} version
 */

/** How the server is, by its own figures. */
export function SystemPage() {
  useTitle('System');
  const { now, before, error, again } = useLooks();
  if (!now) {
    return html`<h1>System</h1>${error ? html`<${Failure} error=${error} retry=${again} />` : html`<${Loading} />`}`;
  }
  const { metrics } = now;
  return html`<div class="head"><h1>System</h1><span class="small muted">looked at every ${EVERY / 1000} s</span></div>
    ${error ? html`<p class="note failure" role="alert">${error.message} What is shown is of <${Clock} at=${new Date(now.at).toISOString()} />.</p>` : null}
    <div class="grid">
      <${Health} now=${now} />
      ${metrics ? html`<${Process} metrics=${metrics} before=${before} now=${now} />` : null}
    </div>
    ${
      metrics
        ? html`<${Channels} metrics=${metrics} before=${before} now=${now} />
            <${Calls} metrics=${metrics} />
            <${Certificates} metrics=${metrics} />`
        : html`<${Empty} title="This door has no figures">A door before a server elsewhere has no <code>/metrics</code>, nor has a server with <code>--metrics-enabled=false</code>.</${Empty}>`
    }`;
}

function useLooks() {
  const [looks, set] = useState(/** @type {{now?: Look, before?: Look, error?: Error}} */ ({}));
  const [round, setRound] = useState(0);
  const isOver = useRef(false);
  useEffect(() => {
    isOver.current = false;
    const ending = new AbortController();
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const next = async () => {
      try {
        const now = await look(ending.signal);
        set((known) => ({ now, before: known.now }));
      } catch (error) {
        if (ending.signal.aborted) {
          return;
        }
        set((known) => ({ ...known, error: /** @type {Error} */ (error) }));
      }
      if (!ending.signal.aborted) {
        timer = setTimeout(next, EVERY);
      }
    };
    void next();
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [round]);
  return { ...looks, again: () => setRound((before) => before + 1) };
}

/** @param {AbortSignal} signal @returns {Promise<Look>} */
async function look(signal) {
  const [metrics, health, ready, version] = await Promise.all([
    text('/metrics', signal),
    text('/healthz', signal),
    text('/readyz', signal),
    get(`${API}/version`, {}, { signal }).catch(() => ({})),
  ]);
  return {
    at: Date.now(),
    metrics: metrics.ok ? new Metrics(parseMetrics(metrics.text)) : undefined,
    health,
    ready,
    version: [version.orchestrator, version.server, version.version].find(Boolean) ?? '',
  };
}

/** A page for operators, whose refusal is an answer too. @param {string} path @param {AbortSignal} signal */
async function text(path, signal) {
  try {
    return { ok: true, text: await request('GET', path, { signal, as: 'text' }) };
  } catch (error) {
    if (error instanceof ApiError && error.status !== 0) {
      return { ok: false, text: error.message };
    }
    throw error;
  }
}

/** @param {{now: Look}} props */
function Health({ now }) {
  const word = (/** @type {boolean} */ ok, /** @type {string} */ good, /** @type {string} */ bad) =>
    html`<span class="badge ${ok ? 's-done' : 's-failed'}">${ok ? good : bad}</span>`;
  return html`<section class="card" aria-labelledby="health"><header><h2 id="health">Health</h2></header>
    <div class="body"><dl class="facts">
      <dt>Process</dt><dd>${word(now.health.ok, 'answers', 'does not answer')}</dd>
      <dt>Calls</dt><dd>${word(now.ready.ok, 'taken', 'not taken')} ${now.ready.ok ? '' : now.ready.text}</dd>
      <dt>Version</dt><dd>${now.version || '–'}</dd>
      <dt>Mode</dt><dd>${now.metrics ? mode(now.metrics) : '–'}</dd>
    </dl></div></section>`;
}

/** The mode, as far as the figures that only one of them has tell. @param {Metrics} metrics */
function mode(metrics) {
  if (metrics.byName.has('orchestrator_ledger_block_height')) {
    return 'ledger: the state is on a Hyperledger Fabric ledger';
  }
  if (metrics.byName.has('orchestrator_leader')) {
    return 'couchdb: the state is in a CouchDB';
  }
  return metrics.byName.has('orchestrator_commit_seconds_count')
    ? 'one server with a storage of its own'
    : '–';
}

/** @param {{metrics: Metrics, before: Look | undefined, now: Look}} props */
function Process({ metrics, before, now }) {
  const start = metrics.sum('process_start_time_seconds');
  const cpu = rate('process_cpu_seconds_total', {}, before, now);
  const used = metrics.sum('jvm_memory_used_bytes', { area: 'heap' });
  const most = metrics.sum('jvm_memory_max_bytes', { area: 'heap' });
  return html`<section class="card" aria-labelledby="process"><header><h2 id="process">Process</h2></header>
    <div class="body"><dl class="facts">
      <dt>Up</dt><dd>${start === undefined ? '–' : span(now.at - start * 1000)}</dd>
      <dt>Processor</dt><dd>${cpu === undefined ? '–' : `${figure(cpu * 100)} %`}</dd>
      <dt>Heap</dt><dd>${used === undefined ? '–' : bytes(used)}${most && most > 0 ? ` of ${bytes(most)}` : ''}</dd>
      <dt>gRPC connections</dt><dd>${whole(metrics.sum('orchestrator_connections'))} of ${whole(metrics.sum('orchestrator_connections_most'))}</dd>
      <dt>Unread answers</dt><dd>${size(metrics.sum('orchestrator_unread_bytes'))}</dd>
      <dt>Requests under way</dt><dd>${size(metrics.sum('orchestrator_request_bytes'))}</dd>
    </dl></div></section>`;
}

/** @param {number | undefined} value */
function whole(value) {
  return value === undefined ? '–' : count(value);
}

/** @param {number | undefined} value */
function size(value) {
  return value === undefined ? '–' : bytes(value);
}

/** How fast a counter grew between the last two looks. @param {string} name @param {Record<string, string>} labels @param {Look | undefined} before @param {Look} now */
function rate(name, labels, before, now) {
  const from = before?.metrics?.sum(name, labels);
  const to = now.metrics?.sum(name, labels);
  return !before || from === undefined || to === undefined || to < from
    ? undefined
    : (1000 * (to - from)) / (now.at - before.at);
}

/** @param {{metrics: Metrics, before: Look | undefined, now: Look}} props */
function Channels({ metrics, before, now }) {
  const channels = metrics.values('channel');
  const has = (/** @type {string} */ name) => metrics.byName.has(name);
  /** @type {import('../ui/table.js').Column<string>[]} */
  const columns = [
    { id: 'channel', title: 'Channel', show: (it) => html`<bdi>${it}</bdi>` },
    {
      id: 'queue',
      title: 'Queue',
      isNumber: true,
      hint: 'Writes that wait, and the bytes of their requests',
      show: (it) =>
        `${whole(metrics.sum('orchestrator_queue_calls', { channel: it }))} · ${size(metrics.sum('orchestrator_queue_bytes', { channel: it }))}`,
    },
    {
      id: 'rejected',
      title: 'Refused',
      isNumber: true,
      room: 'low',
      hint: 'Writes that were refused because too many waited',
      show: (it) => whole(metrics.sum('orchestrator_queue_rejected_total', { channel: it })),
    },
    {
      id: 'commits',
      title: 'Commits',
      isNumber: true,
      show: (it) => {
        const perSecond = rate('orchestrator_commit_seconds_count', { channel: it }, before, now);
        return `${whole(metrics.sum('orchestrator_commit_seconds_count', { channel: it }))}${perSecond === undefined ? '' : ` · ${figure(perSecond)}/s`}`;
      },
    },
    {
      id: 'time',
      title: 'Commit time',
      isNumber: true,
      room: 'mid',
      hint: 'Of half and of 99 % of the commits, at most',
      show: (it) => times(metrics, 'orchestrator_commit_seconds', { channel: it }),
    },
    {
      id: 'subscribers',
      title: 'Streams',
      isNumber: true,
      hint: 'Open streams of events',
      show: (it) => whole(metrics.sum('orchestrator_event_subscribers', { channel: it })),
    },
  ];
  if (has('orchestrator_leader')) {
    columns.push(
      {
        id: 'leader',
        title: 'Part',
        show: (it) => (metrics.sum('orchestrator_leader', { channel: it }) === 1 ? 'leads' : 'stands by'),
      },
      {
        id: 'fold',
        title: 'Behind',
        isNumber: true,
        hint: 'Committed groups that are not documents of their own yet',
        show: (it) => whole(metrics.sum('orchestrator_fold_lag_groups', { channel: it })),
      },
    );
  }
  if (has('orchestrator_ledger_block_height')) {
    columns.push(
      {
        id: 'height',
        title: 'Blocks',
        isNumber: true,
        hint: 'That the peers have shown, of each organization',
        show: (it) =>
          metrics
            .all('orchestrator_ledger_block_height', { channel: it })
            .map((sample) => html`<div key=${sample.labels.organization}>${sample.labels.organization}: ${count(sample.value)}</div>`),
      },
      {
        id: 'conflicts',
        title: 'Conflicts',
        isNumber: true,
        hint: 'Attempts that may go better next time, and calls that were run again for it',
        show: (it) =>
          `${whole(metrics.sum('orchestrator_ledger_conflicts_total', { channel: it }))} · ${whole(metrics.sum('orchestrator_ledger_retries_total', { channel: it }))}`,
      },
    );
  }
  return html`<section class="stack" aria-labelledby="channels"><h2 id="channels">Channels</h2>
    ${channels.length === 0 ? html`<${Empty} title="No channel has been used yet" />` : html`<${Table} label="Channels" columns=${columns} rows=${channels} rowKey=${(/** @type {string} */ it) => it} />`}
  </section>`;
}

/** @param {Metrics} metrics @param {string} name @param {Record<string, string>} labels */
function times(metrics, name, labels) {
  const shown = [0.5, 0.99].map((share) => {
    const bound = metrics.quantile(name, share, labels);
    return bound === undefined ? '–' : Number.isFinite(bound) ? span(bound * 1000) : 'more';
  });
  return shown[0] === '–' ? '–' : `≤ ${shown.join(' · ≤ ')}`;
}

/** @param {{metrics: Metrics}} props */
function Calls({ metrics }) {
  const methods = new Map();
  for (const { labels, value } of metrics.all('orchestrator_grpc_calls_seconds_count')) {
    const known = methods.get(labels.method) ?? { method: labels.method, calls: 0, failed: {} };
    known.calls += value;
    if (labels.status !== 'OK' && labels.status !== 'CANCELLED') {
      known.failed[labels.status] = (known.failed[labels.status] ?? 0) + value;
    }
    methods.set(labels.method, known);
  }
  const rows = [...methods.values()].sort((a, b) => b.calls - a.calls);
  /** @type {import('../ui/table.js').Column<any>[]} */
  const columns = [
    { id: 'method', title: 'Method', show: (it) => html`<code>${it.method.replace(/^orchestrator\./, '')}</code>` },
    { id: 'calls', title: 'Calls', isNumber: true, show: (it) => count(it.calls) },
    {
      id: 'time',
      title: 'Time',
      isNumber: true,
      room: 'mid',
      hint: 'Of half and of 99 % of the calls, at most',
      show: (it) => times(metrics, 'orchestrator_grpc_calls_seconds', { method: it.method }),
    },
    {
      id: 'failed',
      title: 'Refused or failed',
      show: (it) =>
        Object.entries(it.failed)
          .map(([status, value]) => `${count(value)} ${status.toLowerCase().replaceAll('_', ' ')}`)
          .join(', ') || '–',
    },
  ];
  return rows.length === 0
    ? null
    : html`<section class="stack" aria-labelledby="calls"><h2 id="calls">Calls since the start</h2>
        <${Table} label="Calls by method" columns=${columns} rows=${rows} rowKey=${(/** @type {any} */ it) => it.method} /></section>`;
}

/** @param {{metrics: Metrics}} props */
function Certificates({ metrics }) {
  const rows = metrics.all('orchestrator_certificate_end_timestamp_seconds');
  /** @type {import('../ui/table.js').Column<import('../api/metrics.js').Sample>[]} */
  const columns = [
    { id: 'subject', title: 'Certificate', show: (it) => html`<bdi class="cut" title=${it.labels.subject}>${it.labels.subject}</bdi>` },
    { id: 'use', title: 'Use', show: (it) => it.labels.use },
    { id: 'organization', title: 'Organization', room: 'mid', show: (it) => it.labels.organization ?? '' },
    { id: 'end', title: 'Ends', show: (it) => html`<${Clock} at=${new Date(it.value * 1000).toISOString()} />` },
  ];
  return rows.length === 0
    ? null
    : html`<section class="stack" aria-labelledby="certificates"><h2 id="certificates">Certificates</h2>
        <${Table} label="Certificates" columns=${columns} rows=${rows} rowKey=${(/** @type {any} */ it) => JSON.stringify(it.labels)} /></section>`;
}
