import { html, useEffect, useMemo, useRef } from '../lib.js';
import { ApiError } from '../api/client.js';
import { FAILED } from '../draw/status.js';
import { navigate } from '../router.js';
import { useSignal } from '../signal.js';
import { useLoad } from '../ui/hooks.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { StatusWord } from '../ui/status.js';
import { Allowed, Clock, Key, Name } from '../ui/text.js';
import { Report } from './failures.js';
import { Inputs, Outputs } from './taskfiles.js';
import { TaskLink, taskAddress } from './tasklink.js';
import { Happened, Profile, States } from './tasktimes.js';
import { why } from './why.js';

const MOST_EVENTS = 200;

/**
 * All about one task, beside the graph.
 *
 * @param {{watch: import('./watch.js').PlanWatch, taskKey: string}} props
 */
export function TaskPanel({ watch, taskKey }) {
  const model = useSignal(watch.model);
  const version = useSignal(watch.version);
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const number = model?.numberOf(taskKey);
  const status = number === undefined ? -1 : (model?.status[number] ?? -1);
  const { value, error, reload } = useLoad(() => read(watch, taskKey), [taskKey, status]);
  const close = () => {
    const { path, query } = taskAddress(watch.key, '');
    navigate(path, query);
    watch.view?.element.focus();
  };
  useEffect(() => {
    // Who has just opened it here is led to it; who came by an address is left at the top of the page.
    if (document.activeElement !== document.body) {
      panel.current?.focus({ preventScroll: true });
    }
  }, [taskKey]);
  return html`<aside
    class="plan-panel"
    aria-label="Task"
    tabindex="-1"
    ref=${panel}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && close()}
  >
    <header class="row apart">
      <h2>
        ${value ? html`<${Name} text=${watch.functions.value.get(value.task.functionKey)?.name ?? 'Task'} />` : 'Task'}
      </h2>
      <button type="button" class="plain" aria-label="Close the task" onClick=${close}>×</button>
    </header>
    ${
      error
        ? html`<${Problem} error=${error} retry=${reload} />`
        : value
          ? html`<${About}
              watch=${watch}
              model=${model}
              number=${number}
              version=${version}
              about=${value}
            />`
          : html`<${Loading} what="Reading the task…" />`
    }
  </aside>`;
}

/** @param {{error: Error, retry: () => void}} props */
function Problem({ error, retry }) {
  return error instanceof ApiError && error.isMissing
    ? html`<${Empty} title="There is no such task">${error.message}</${Empty}>`
    : html`<${Failure} error=${error} retry=${retry} />`;
}

/**
 * @typedef {object} TaskFacts
 * @property {any} task
 * @property {any[]} events
 * @property {boolean} isCut whether there are more events
 * @property {any[]} models
 * @property {any[]} performances
 * @property {any} fn
 */

/**
 * @param {import('./watch.js').PlanWatch} watch
 * @param {string} key
 * @returns {Promise<TaskFacts>}
 */
async function read(watch, key) {
  const path = `/tasks/${encodeURIComponent(key)}`;
  const [task, events, models, performances] = await Promise.all([
    watch.get(path),
    watch.get('/events', { 'filter.asset_key': key, page_size: MOST_EVENTS }),
    watch.get(`${path}/models`),
    watch.get('/performances', { 'filter.compute_task_key': key, page_size: 200 }),
  ]);
  const fn =
    watch.functions.value.get(task.functionKey) ??
    (await watch.get(`/functions/${encodeURIComponent(task.functionKey)}`));
  return {
    task,
    events: events.events,
    isCut: Boolean(events.nextPageToken),
    models: models.models,
    performances: performances.Performances,
    fn,
  };
}

/**
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {import('../draw/model.js').Model | undefined} props.model
 * @param {number | undefined} props.number
 * @param {number} props.version
 * @param {TaskFacts} props.about
 */
function About({ watch, model, number, version, about }) {
  const { task, fn } = about;
  return html`<div class="stack">
    <p class="row">
      <${StatusWord} code=${task.status} /><span class="muted">on <bdi>${task.worker}</bdi></span>
    </p>
    ${model && number !== undefined ? html`<${Waits} watch=${watch} model=${model} number=${number} version=${version} fn=${fn} />` : null}
    ${
      model && number !== undefined && model.status[number] === FAILED
        ? html`<section>
            <h3>Failure</h3>
            <${Report} watch=${watch} taskKey=${task.key} />
          </section>`
        : null
    }
    <section>
      <h3>Time in each state</h3>
      <${States} about=${about} />
    </section>
    <${Profile} about=${about} />
    <section>
      <h3>Function</h3>
      <dl class="facts">
        <dt>Name</dt>
        <dd><${Name} text=${fn.name} to=${`/assets/functions/${encodeURIComponent(fn.key)}`} /></dd>
        <dt>Owner</dt>
        <dd><bdi>${fn.owner}</bdi></dd>
        <dt>Image</dt>
        <dd>
          ${fn.image?.storageAddress ? html`<code><bdi>${fn.image.storageAddress}</bdi></code>` : html`<span class="muted">not built yet</span>`}
        </dd>
      </dl>
    </section>
    <section>
      <h3>Inputs</h3>
      <${Inputs} watch=${watch} model=${model} about=${about} />
    </section>
    <section>
      <h3>Outputs</h3>
      <${Outputs} about=${about} />
    </section>
    <section>
      <h3>Task</h3>
      <dl class="facts">
        <dt>Key</dt>
        <dd><code>${task.key}</code></dd>
        ${
          task.computePlanKey === watch.key
            ? null
            : html`<dt>Plan</dt>
                <dd>
                  <${Key} value=${task.computePlanKey} to=${`/plans/${task.computePlanKey}`} />
                </dd>`
        }
        <dt>Owner</dt>
        <dd><bdi>${task.owner}</bdi></dd>
        <dt>Rank</dt>
        <dd>${task.rank}</dd>
        <dt>Registered</dt>
        <dd><${Clock} at=${task.creationDate} /></dd>
        <dt>May read its log</dt>
        <dd><${Allowed} permission=${task.logsPermission} /></dd>
        ${Object.entries(task.metadata ?? {}).map(
          ([name, value]) =>
            html`<dt key=${name}><bdi>${name}</bdi></dt>
              <dd><bdi>${value}</bdi></dd>`,
        )}
      </dl>
    </section>
    <section>
      <h3>Events</h3>
      <${Happened} about=${about} />
    </section>
  </div>`;
}

/**
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {import('../draw/model.js').Model} props.model
 * @param {number} props.number
 * @param {number} props.version
 * @param {any} props.fn
 */
function Waits({ watch, model, number, version, fn }) {
  const plan = useSignal(watch.plan);
  const answer = useMemo(
    () => why(model, number, fn, Boolean(plan?.cancelationDate)),
    [model, number, version, fn, plan],
  );
  return html`<section class="plan-why">
    <h3>Why it is where it is</h3>
    <p>${answer.sentence}</p>
    ${
      answer.causes.length > 0
        ? html`<details>
            <summary>What has to be done first</summary>
            <ul class="plan-links">
              ${answer.causes.map((/** @type {number} */ cause) => html`<li key=${cause}><${TaskLink} watch=${watch} model=${model} number=${cause} /></li>`)}
            </ul>
          </details>`
        : null
    }
  </section>`;
}
