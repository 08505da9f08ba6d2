import { html, useEffect, useRef, useState } from '../lib.js';
import { look, rate } from '../api/look.js';
import { bytes, figure, span } from '../ui/format.js';
import { useTitle } from '../ui/hooks.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Clock } from '../ui/text.js';
import { Calls, Certificates, Channels, size, whole } from './systemtables.js';

/** @typedef {import('../api/metrics.js').Metrics} Metrics */

const EVERY = 2000;

/** @typedef {import('../api/look.js').Look} Look */

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
