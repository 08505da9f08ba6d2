import { html, useEffect, useMemo } from '../lib.js';
import { STATUSES as NUMBERS } from '../draw/status.js';
import { useSignal } from '../signal.js';
import { clock, count, span } from '../ui/format.js';
import { CutOff, Failure, Loading } from '../ui/states.js';
import { STATUSES, StatusIcon } from '../ui/status.js';
import { Chart, Legend } from './chart.js';
import { criticalPath } from './critical.js';
import { TaskLink } from './tasklink.js';

const SPANS = 240;
const MOST_STEPS = 200;

/**
 * How far the plan has come, over time and by organization, and what decides how long it takes.
 *
 * @param {{watch: import('./watch.js').PlanWatch}} props
 */
export function Progress({ watch }) {
  const model = useSignal(watch.model);
  const plan = useSignal(watch.plan);
  const version = useSignal(watch.version);
  const state = useSignal(watch.history.state);
  useEffect(() => void watch.history.read(), [model?.complete, plan === undefined]);
  const slow = Math.floor(version / 4);
  const curve = useMemo(() => watch.history.curve(SPANS), [slow, state]);
  const critical = useMemo(
    () => (model ? criticalPath(model, watch.history.took) : undefined),
    [model, slow, state],
  );
  if (!model) {
    return html`<${Loading} what="Reading tasks…" />`;
  }
  return html`<div class="grid plan-cards">
    <section class="card">
      <header>
        <h2>Over time</h2>
        ${state === 'reading' ? html`<span class="muted small">reading events…</span>` : null}
      </header>
      <div class="body stack">
        ${state === 'failed' ? html`<${Failure} error=${new Error('The events of the plan could not be read.')} />` : null}
        ${state === 'cut' ? html`<${CutOff}>There are more events than are read here; the first ${count(watch.history.size)} are shown.</${CutOff}>` : null}
        ${curve ? html`<${Curves} curve=${curve} />` : state === 'reading' ? html`<${Loading} what="Reading events…" />` : html`<p class="muted">No task has changed yet.</p>`}
      </div>
    </section>
    <section class="card">
      <header><h2>By status and organization</h2></header>
      <div class="body"><${Matrix} model=${model} version=${version} /></div>
    </section>
    ${critical ? html`<${CriticalCard} watch=${watch} model=${model} critical=${critical} />` : null}
  </div>`;
}

/** @param {{curve: NonNullable<ReturnType<import('./history.js').History['curve']>>}} props */
function Curves({ curve }) {
  const line = (/** @type {Float64Array} */ values) =>
    /** @type {[number, number][]} */ (
      Array.from(values, (value, slot) => [curve.from + slot * curve.width, value])
    );
  const lines = [
    { name: 'done', look: 2, dash: 0, points: line(curve.done), isStep: true },
    { name: 'executing', look: 4, dash: 1, points: line(curve.running), isStep: true },
    { name: 'failed or cancelled', look: 3, dash: 2, points: line(curve.broken), isStep: true },
  ].filter((each) => each.name === 'done' || each.points.some(([, value]) => value > 0));
  const last = curve.done.length - 1;
  const label = `From ${clock(curve.from)} to ${clock(curve.to)}: ${count(curve.done[last])} done, ${count(curve.broken[last])} failed or cancelled, ${count(curve.running[last])} executing at the end`;
  return html`<${Chart}
      label=${label}
      lines=${lines}
      fromZero
      showX=${(/** @type {number} */ x) => clock(x).slice(11)}
      showY=${count}
    />
    <${Legend} lines=${lines} />
    <p class="small muted">${label}.</p>`;
}

/** @param {{model: import('../draw/model.js').Model, version: number}} props */
function Matrix({ model, version }) {
  const { table, present } = useMemo(() => counted(model), [model, version]);
  return html`<div
    class="scroll"
    role="region"
    aria-label="Tasks by status and organization"
    tabindex="0"
  >
    <table class="small">
      <thead>
        <tr>
          <th scope="col">Organization</th>
          ${present.map(
            (/** @type {import('../ui/status.js').Status} */ status) =>
              html`<th scope="col" class="number" key=${status.id}>
                <span class="status" title=${status.word}
                  ><${StatusIcon} status=${status} /><span>${status.word}</span></span
                >
              </th>`,
          )}
          <th scope="col" class="number">all</th>
        </tr>
      </thead>
      <tbody>
        ${model.layout.lanes
          .filter((lane) => table.has(lane.name))
          .map((lane) => {
            const counts = /** @type {number[]} */ (table.get(lane.name));
            return html`<tr key=${lane.name}>
              <th scope="row"><bdi class="cut">${lane.name}</bdi></th>
              ${present.map((/** @type {import('../ui/status.js').Status} */ status) => html`<td class="number" key=${status.id}>${count(counts[NUMBERS.indexOf(/** @type {any} */ (status.code))])}</td>`)}
              <td class="number">${count(counts.reduce((sum, each) => sum + each, 0))}</td>
            </tr>`;
          })}
      </tbody>
    </table>
  </div>`;
}

/** @param {import('../draw/model.js').Model} model */
function counted(model) {
  /** @type {Map<string, number[]>} */
  const table = new Map();
  for (let number = 0; number < model.size; number++) {
    if (model.status[number] !== 0) {
      const worker = model.workerOf(number);
      let counts = table.get(worker);
      if (!counts) {
        counts = NUMBERS.map(() => 0);
        table.set(worker, counts);
      }
      counts[model.status[number]]++;
    }
  }
  const present = STATUSES.filter(
    (status) => model.counts[NUMBERS.indexOf(/** @type {any} */ (status.code))] > 0,
  );
  return { table, present };
}

/**
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {import('../draw/model.js').Model} props.model
 * @param {import('./critical.js').Critical} props.critical
 */
function CriticalCard({ watch, model, critical }) {
  const { path, total, measured, isTimed } = critical;
  return html`<section class="card plan-wide">
    <header>
      <h2>Critical path</h2>
      <span class="small muted"
        >${
          isTimed
            ? `${count(path.length)} tasks, ${span(total)}${measured < path.length ? `, of which ${count(path.length - measured)} are estimated by their function's mean` : ''}`
            : `${count(path.length)} tasks; how long they take is not known before some have run`
        }</span
      >
    </header>
    <div class="body">
      <p class="small muted">
        The chain of tasks that decides how long the plan takes: whatever else gets faster, it does
        not end sooner. The graph shows it with “Critical path”.
      </p>
      <ol class="steps">
        ${path.slice(0, MOST_STEPS).map((number) => {
          const took = watch.history.took.get(number);
          return html`<li key=${number}>
            <${TaskLink}
              watch=${watch}
              model=${model}
              number=${number}
            />${took === undefined ? null : html` <span class="muted small">${span(took)}</span>`}
          </li>`;
        })}
      </ol>
      ${path.length > MOST_STEPS ? html`<${CutOff}>The first ${count(MOST_STEPS)} of ${count(path.length)} are listed.</${CutOff}>` : null}
    </div>
  </section>`;
}
