import { html, useEffect, useMemo } from '../lib.js';
import { natural } from '../draw/natural.js';
import { useSignal } from '../signal.js';
import { count, figure } from '../ui/format.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { Chart, Legend, LOOKS } from './chart.js';

const MOST_ROWS = 300;

/**
 * Every performance that tasks of the plan have measured, by round and organization.
 *
 * @param {{watch: import('./watch.js').PlanWatch}} props
 */
export function Learning({ watch }) {
  const model = useSignal(watch.model);
  const version = useSignal(watch.version);
  const state = useSignal(watch.scores.state);
  useEffect(() => void watch.scores.read(), [model?.complete]);
  const figures = useMemo(() => (model ? figuresOf(watch, model) : []), [model, version, state]);
  if (!model || (state === 'reading' && figures.length === 0)) {
    return html`<${Loading} what="Reading performances…" />`;
  }
  if (state === 'failed') {
    return html`<${Failure}
      error=${new Error('The performances could not be read.')}
      retry=${() => {
        watch.scores.state.set('none');
        void watch.scores.read();
      }}
    />`;
  }
  if (figures.length === 0) {
    return html`<${Empty} title="No task has measured anything yet">What tasks register as performances is drawn here by round and organization, as it comes.</${Empty}>`;
  }
  return html`${state === 'cut' ? html`<${CutOff}>The channel has more performances than are looked through here; what is drawn may not be all.</${CutOff}>` : null}
    <div class="grid plan-cards">
      ${figures.map((/** @type {Curves} */ each) => html`<${Figure} key=${each.name} ...${each} />`)}
    </div>`;
}

/**
 * @typedef {{name: string, isRounds: boolean, lines: import('./chart.js').Line[]}} Curves
 */

/** @param {Curves} props */
function Figure({ name, isRounds, lines }) {
  const axis = isRounds ? 'round' : 'rank';
  const rows = lines.flatMap((line) => line.points.map(([x, y]) => ({ line: line.name, x, y })));
  const last = lines.map(
    (line) => `${line.name} ${figure(line.points[line.points.length - 1][1])}`,
  );
  return html`<section class="card">
    <header>
      <h2><bdi>${name}</bdi></h2>
      <span class="small muted">by ${axis}</span>
    </header>
    <div class="body stack">
      <${Chart}
        label=${`${name} by ${axis}; the last of each organization: ${last.slice(0, 12).join(', ')}`}
        lines=${lines}
        showX=${(/** @type {number} */ x) => `${axis} ${Math.round(x)}`}
      />
      <${Legend} lines=${lines} />
      <details>
        <summary>As a table</summary>
        <div class="scroll" role="region" aria-label=${`${name} as a table`} tabindex="0">
          <table class="small">
            <thead>
              <tr>
                <th scope="col">Organization</th>
                <th scope="col" class="number">${axis}</th>
                <th scope="col" class="number">value</th>
              </tr>
            </thead>
            <tbody>
              ${rows.slice(0, MOST_ROWS).map(
                (row, place) =>
                  html`<tr key=${place}>
                    <th scope="row"><bdi>${row.line}</bdi></th>
                    <td class="number">${row.x}</td>
                    <td class="number">${figure(row.y)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        ${rows.length > MOST_ROWS ? html`<${CutOff}>The first ${count(MOST_ROWS)} of ${count(rows.length)} are listed.</${CutOff}>` : null}
      </details>
    </div>
  </section>`;
}

/**
 * A chart for each function and output, a line for each organization.
 *
 * @param {import('./watch.js').PlanWatch} watch
 * @param {import('../draw/model.js').Model} model
 * @returns {Curves[]}
 */
function figuresOf(watch, model) {
  const isRounds = model.round.some((round) => round >= 0);
  /** @type {Map<string, Map<string, [number, number][]>>} */
  const charts = new Map();
  for (const { number, output, value } of watch.scores.values.values()) {
    const name = `${model.nameOf(number)}: ${output}`;
    const lines = charts.get(name) ?? new Map();
    charts.set(name, lines);
    const worker = model.workerOf(number);
    const points = lines.get(worker) ?? [];
    lines.set(worker, points);
    points.push([isRounds ? model.round[number] : model.rank[number], value]);
  }
  const lanes = model.layout.lanes.map((lane) => lane.name);
  return [...charts]
    .sort(([a], [b]) => natural(a, b))
    .map(([name, lines]) => ({
      name,
      isRounds,
      lines: [...lines]
        .sort(([a], [b]) => lanes.indexOf(a) - lanes.indexOf(b))
        .map(([worker, points]) => ({
          name: worker,
          look: lanes.indexOf(worker) % (LOOKS * 5),
          points: points.sort((a, b) => a[0] - b[0]),
        })),
    }));
}
