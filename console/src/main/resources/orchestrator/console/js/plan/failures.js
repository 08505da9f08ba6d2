import { html, useMemo, useState } from '../lib.js';
import { FAILED } from '../draw/status.js';
import { useSignal } from '../signal.js';
import { count } from '../ui/format.js';
import { useLoad } from '../ui/hooks.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { Clock } from '../ui/text.js';
import { TaskLink } from './tasklink.js';

const STEP = 20;

/**
 * The tasks that failed, each with its report.
 *
 * @param {{watch: import('./watch.js').PlanWatch}} props
 */
export function Failures({ watch }) {
  const model = useSignal(watch.model);
  const version = useSignal(watch.version);
  const [shown, setShown] = useState(STEP);
  const { failed, stuck } = useMemo(() => failedOf(model), [model, version]);
  if (!model) {
    return html`<${Loading} what="Reading tasks…" />`;
  }
  if (failed.length === 0) {
    return html`<${Empty} title="No task has failed" />`;
  }
  return html`<div class="stack">
    <p>
      ${failed.length === 1 ? '1 task has' : `${count(failed.length)} tasks have`} failed, and
      because of that ${stuck === 1 ? '1 other cannot' : `${count(stuck)} others cannot`} run.
    </p>
    ${failed.slice(0, shown).map((/** @type {number} */ number) => html`<${Failed} key=${model.keys[number]} watch=${watch} model=${model} number=${number} />`)}
    ${failed.length > shown ? html`<button type="button" onClick=${() => setShown(shown + STEP)}>Show ${count(Math.min(STEP, failed.length - shown))} more of ${count(failed.length - shown)}</button>` : null}
  </div>`;
}

/**
 * @param {import('../draw/model.js').Model | undefined} model
 */
function failedOf(model) {
  /** @type {number[]} */
  const failed = [];
  const behind = new Set();
  if (model && model.counts[FAILED] > 0) {
    for (let number = 0; number < model.size; number++) {
      if (model.status[number] === FAILED) {
        failed.push(number);
      }
    }
    const open = [...failed];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      for (const child of model.childrenOf(number)) {
        if (!behind.has(child) && model.status[child] < 5) {
          behind.add(child);
          open.push(child);
        }
      }
    }
  }
  return { failed, stuck: behind.size };
}

/**
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {import('../draw/model.js').Model} props.model
 * @param {number} props.number
 */
function Failed({ watch, model, number }) {
  return html`<section class="card">
    <header><${TaskLink} watch=${watch} model=${model} number=${number} /></header>
    <div class="body"><${Report} watch=${watch} taskKey=${model.keys[number]} /></div>
  </section>`;
}

/** Why a task failed, as far as anybody has told. @param {{watch: import('./watch.js').PlanWatch, taskKey: string}} props */
export function Report({ watch, taskKey }) {
  const { value, error, isLoading, reload } = useLoad(() => reportOf(watch, taskKey), [taskKey]);
  if (error) {
    return html`<${Failure} error=${error} retry=${reload} />`;
  }
  if (!value) {
    return isLoading ? html`<p class="muted">Reading the report…</p>` : null;
  }
  const { report, reason } = value;
  return html`<dl class="facts">
    <dt>Kind</dt>
    <dd>
      ${report ? (KINDS[report.errorType] ?? report.errorType) : 'no report: it was failed by a call'}
    </dd>
    ${
      reason
        ? html`<dt>Reason</dt>
            <dd><bdi>${reason}</bdi></dd>`
        : null
    }
    ${
      report?.logsAddress?.storageAddress
        ? html`<dt>Log</dt>
            <dd>
              <code><bdi>${report.logsAddress.storageAddress}</bdi></code>
            </dd>`
        : null
    }
    ${
      report?.logsAddress?.checksum
        ? html`<dt>SHA-256 of the log</dt>
            <dd><code>${report.logsAddress.checksum}</code></dd>`
        : null
    }
    ${
      report
        ? html`<dt>Reported by</dt>
            <dd><bdi>${report.owner}</bdi>, <${Clock} at=${report.creationDate} /></dd>`
        : null
    }
  </dl>`;
}

/** @type {Record<string, string>} */
const KINDS = {
  ERROR_TYPE_BUILD: 'the image of the function could not be built',
  ERROR_TYPE_EXECUTION: 'the code of the function failed',
  ERROR_TYPE_INTERNAL: 'the platform that ran it failed; there is no log',
};

/**
 * @param {import('./watch.js').PlanWatch} watch
 * @param {string} key
 */
async function reportOf(watch, key) {
  const [report, events] = await Promise.all([
    watch.get(`/failure-reports/${encodeURIComponent(key)}`).catch((error) => {
      if (error.status === 404) {
        return undefined;
      }
      throw error;
    }),
    watch.get('/events', {
      'filter.asset_key': key,
      'filter.asset_kind': 'ASSET_COMPUTE_TASK',
      sort: 'DESCENDING',
      page_size: 1,
    }),
  ]);
  return { report, reason: events.events[0]?.metadata?.reason ?? '' };
}
