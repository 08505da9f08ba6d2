import { html, useEffect, useState } from '../lib.js';
import { API, ApiError, get } from '../api/client.js';
import { MOST_AHEAD, MOST_BEHIND, walkBack, walkOn } from '../api/lineage.js';
import { href } from '../router.js';
import { count, short } from '../ui/format.js';
import { useLoad, useTitle } from '../ui/hooks.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { StatusWord } from '../ui/status.js';
import { Table } from '../ui/table.js';
import { Allowed, Clock, Key, Name } from '../ui/text.js';

const ROWS = 200;
const KEYS = 40;

/** @typedef {import('../api/lineage.js').Step} Step */

/** What a model was made from, who may use it, and what was made of it. @param {{modelKey: string}} props */
export function LineagePage({ modelKey }) {
  useTitle(`Lineage of ${short(modelKey)}`);
  const { value, error, reload } = useLoad((signal) => walkBack(modelKey, signal), [modelKey]);
  const functions = useFunctions(value?.behind ?? []);
  if (!value) {
    return error instanceof ApiError && error.isMissing
      ? html`<${Empty} isPage title="There is no such model">${error.message}</${Empty}>`
      : error
        ? html`<h1>Lineage</h1><${Failure} error=${error} retry=${reload} />`
        : html`<h1>Lineage</h1><${Loading} what="Walking back through the tasks that made it…" />`;
  }
  const { model, task, behind, samples, managers } = value;
  const organizations = [...new Set(behind.map((it) => it.task.worker))].sort();
  const plans = new Set(behind.map((it) => it.task.computePlanKey));
  return html`<div class="head"><h1>Lineage of model <code>${short(model.key)}</code></h1></div>
    <div class="grid">
      <${Facts} model=${model} task=${task} output=${value.output} />
      <section class="card" aria-labelledby="from"><header><h2 id="from">Made from</h2></header><div class="body"><dl class="facts">
        <dt>Tasks</dt><dd>${count(behind.length)}${value.isBehindCut ? ' or more' : ''}, in ${plans.size === 1 ? 'one plan' : `${count(plans.size)} plans`}</dd>
        <dt>Organizations</dt><dd class="row">${organizations.map((it) => html`<span class="badge" key=${it}><bdi class="cut">${it}</bdi></span>`)}</dd>
        <dt>Functions</dt><dd class="row">${[...new Set(behind.map((it) => it.task.functionKey))].map((key) => html`<${Name} key=${key} text=${functions.get(key) ?? short(key)} to=${href(`/assets/functions/${key}`)} />`)}</dd>
        <dt>Data managers</dt><dd><${Keys} kind="datamanagers" keys=${managers} /></dd>
        <dt>Data samples</dt><dd><${Keys} kind="datasamples" keys=${samples} /></dd>
      </dl></div></section>
    </div>
    ${value.isBehindCut ? html`<${CutOff}>The past has more than ${count(MOST_BEHIND)} tasks; the nearest are here.</${CutOff}>` : null}
    <section class="stack" aria-labelledby="behind"><h2 id="behind">Backwards</h2><${Steps} label="Tasks that made it, the nearest first" steps=${behind} functions=${functions} /></section>
    <${Ahead} model=${model} />`;
}

/** @param {{model: any, task: any, output: string}} props */
function Facts({ model, task, output }) {
  return html`<section class="card" aria-labelledby="model"><header><h2 id="model">The model</h2></header><div class="body"><dl class="facts">
    <dt>Key</dt><dd><code>${model.key}</code></dd>
    <dt>Owner</dt><dd><bdi>${model.owner}</bdi></dd>
    <dt>Made by</dt><dd>task <${Key} value=${task.key} to=${href(`/plans/${task.computePlanKey}/tasks/${task.key}`)} /> <${StatusWord} code=${task.status} /></dd>
    <dt>Registered</dt><dd><${Clock} at=${model.creationDate} /></dd>
    <dt>File</dt><dd>${model.address?.storageAddress ? html`<bdi>${model.address.storageAddress}</bdi>` : html`<span class="muted">none: it has been disabled</span>`}</dd>
    <dt>May compute with it</dt><dd><${Allowed} permission=${model.permissions?.process} /></dd>
    <dt>May fetch it</dt><dd><${Allowed} permission=${model.permissions?.download} /></dd>
    <dt>By the rule</dt><dd>${output ? html`of output <code><bdi>${output}</bdi></code> of the task` : 'of its output of the task'}, as <bdi>${task.owner}</bdi> registered it</dd>
  </dl></div></section>`;
}

/** @param {{kind: string, keys: Set<string>}} props */
function Keys({ kind, keys }) {
  const shown = [...keys].slice(0, KEYS);
  return keys.size === 0
    ? html`<span class="muted">none</span>`
    : html`${count(keys.size)}: <span class="row">${shown.map((key) => html`<${Key} key=${key} value=${key} to=${href(`/assets/${kind}/${key}`)} />`)}${keys.size > KEYS ? '…' : ''}</span>`;
}

/** The names of the functions of tasks, by key. @param {Step[]} steps */
function useFunctions(steps) {
  const keys = [...new Set(steps.map((it) => it.task.functionKey))].slice(0, 100);
  const { value } = useLoad(
    async (signal) =>
      new Map(
        await Promise.all(
          keys.map(async (key) => {
            const found = await get(`${API}/functions/${key}`, {}, { signal }).catch(() => ({}));
            return /** @type {[string, string]} */ ([key, found.name ?? short(key)]);
          }),
        ),
      ),
    [keys.join(' ')],
  );
  return value ?? new Map();
}

/** @param {{model: any}} props */
function Ahead({ model }) {
  const [read, setRead] = useState(0);
  const { value, error, isLoading, reload } = useLoad(
    (signal) => walkOn(model, signal, setRead),
    [model.key],
  );
  const functions = useFunctions(value?.ahead ?? []);
  useEffect(() => setRead(0), [model.key]);
  return html`<section class="stack" aria-labelledby="ahead"><h2 id="ahead">Forwards</h2>
    ${value?.isAheadCut ? html`<${CutOff}>The first ${count(MOST_AHEAD)} tasks of the channel were looked through; later ones may have used it too.</${CutOff}>` : null}
    ${
      error
        ? html`<${Failure} error=${error} retry=${reload} />`
        : !value || isLoading
          ? html`<${Loading} what=${`Looking through the tasks of the channel… ${count(read)}`} />`
          : value.ahead.length === 0
            ? html`<${Empty} title="Nothing has been made of it" />`
            : html`<${Steps} label="Tasks that use it, the nearest first" steps=${value.ahead} functions=${functions} />`
    }</section>`;
}

/** @param {{label: string, steps: Step[], functions: Map<string, string>}} props */
function Steps({ label, steps, functions }) {
  const sorted = [...steps].sort(
    (a, b) => a.distance - b.distance || (a.task.key < b.task.key ? -1 : 1),
  );
  /** @type {import('../ui/table.js').Column<Step>[]} */
  const columns = [
    {
      id: 'function',
      title: 'Function',
      show: ({ task }) =>
        html`<${Name} text=${functions.get(task.functionKey) ?? short(task.functionKey)} to=${href(`/plans/${task.computePlanKey}/tasks/${task.key}`)} />`,
    },
    { id: 'distance', title: 'Steps away', isNumber: true, show: (it) => count(it.distance) },
    { id: 'worker', title: 'Organization', show: (it) => html`<bdi class="cut">${it.task.worker}</bdi>` },
    { id: 'status', title: 'Status', show: (it) => html`<${StatusWord} code=${it.task.status} />` },
    { id: 'task', title: 'Task', room: 'mid', show: (it) => html`<${Key} value=${it.task.key} />` },
    {
      id: 'plan',
      title: 'Plan',
      room: 'mid',
      show: (it) => html`<${Key} value=${it.task.computePlanKey} to=${href(`/plans/${it.task.computePlanKey}`)} />`,
    },
  ];
  return html`${sorted.length > ROWS ? html`<${CutOff}>The nearest ${count(ROWS)} of ${count(sorted.length)} tasks are listed.</${CutOff}>` : null}
    <${Table} label=${label} columns=${columns} rows=${sorted.slice(0, ROWS)} rowKey=${(/** @type {Step} */ it) => it.task.key} />`;
}
