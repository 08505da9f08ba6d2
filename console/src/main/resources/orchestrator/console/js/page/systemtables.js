import { html } from '../lib.js';
import { rate } from '../api/look.js';
import { bytes, count, figure, span } from '../ui/format.js';
import { Empty } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { Clock } from '../ui/text.js';

/** @typedef {import('../api/look.js').Look} Look */
/** @typedef {import('../api/metrics.js').Metrics} Metrics */

/** @param {number | undefined} value */
export function whole(value) {
  return value === undefined ? '–' : count(value);
}

/** @param {number | undefined} value */
export function size(value) {
  return value === undefined ? '–' : bytes(value);
}

/** @param {{metrics: Metrics, before: Look | undefined, now: Look}} props */
export function Channels({ metrics, before, now }) {
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
    ${channels.length === 0 ? html`<${Empty} title="No channel has been used yet" />` : html`<${Table} label="Figures by channel" columns=${columns} rows=${channels} rowKey=${(/** @type {string} */ it) => it} />`}
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
export function Calls({ metrics }) {
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
export function Certificates({ metrics }) {
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
        <${Table} label="Certificates and their ends" columns=${columns} rows=${rows} rowKey=${(/** @type {any} */ it) => JSON.stringify(it.labels)} /></section>`;
}
