import { html } from '../lib.js';
import { href } from '../router.js';
import { count, figure } from '../ui/format.js';
import { CutOff } from '../ui/states.js';
import { Allowed, Key } from '../ui/text.js';
import { TaskLink } from './tasklink.js';

const MOST = 60;

/** @type {Record<string, {word: string, path: string}>} */
const KINDS = {
  ASSET_MODEL: { word: 'model', path: '/lineage/' },
  ASSET_DATA_SAMPLE: { word: 'data sample', path: '/assets/datasamples/' },
  ASSET_DATA_MANAGER: { word: 'data manager', path: '/assets/datamanagers/' },
};

/**
 * What a task takes, each with a link to it.
 *
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {import('../draw/model.js').Model | undefined} props.model
 * @param {import('./taskpanel.js').TaskFacts} props.about
 */
export function Inputs({ watch, model, about }) {
  const inputs = about.task.inputs ?? [];
  if (inputs.length === 0) {
    return html`<p class="muted">It takes nothing.</p>`;
  }
  return html`<ul class="plan-links">
      ${inputs.slice(0, MOST).map(
        (/** @type {any} */ input, /** @type {number} */ place) =>
          html`<li key=${place}>
            <b><bdi>${input.identifier}</bdi></b>${' '}${input.parentTaskOutput ? html`<${FromTask} watch=${watch} model=${model} output=${input.parentTaskOutput} />` : html`<${FromAsset} fn=${about.fn} input=${input} />`}
          </li>`,
      )}
    </ul>
    ${inputs.length > MOST ? html`<${CutOff}>The first ${count(MOST)} of ${count(inputs.length)} are listed.</${CutOff}>` : null}`;
}

/**
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {import('../draw/model.js').Model | undefined} props.model
 * @param {{parentTaskKey: string, outputIdentifier: string}} props.output
 */
function FromTask({ watch, model, output }) {
  const number = model?.numberOf(output.parentTaskKey);
  return html`<span class="muted">output <bdi>${output.outputIdentifier}</bdi> of</span>${' '}${
      model && number !== undefined
        ? html`<${TaskLink} watch=${watch} model=${model} number=${number} />`
        : html`<code>${output.parentTaskKey}</code>`
    }`;
}

/** @param {{fn: any, input: any}} props */
function FromAsset({ fn, input }) {
  const kind = KINDS[fn.inputs?.[input.identifier]?.kind];
  return kind
    ? html`<a href=${href(kind.path + encodeURIComponent(input.assetKey))}
        >${kind.word} <code>${input.assetKey.slice(0, 8)}</code></a
      >`
    : html`<code>${input.assetKey}</code>`;
}

/**
 * What a task makes, who may use it, and what has come of it.
 *
 * @param {{about: import('./taskpanel.js').TaskFacts}} props
 */
export function Outputs({ about }) {
  const { task, fn, models, performances } = about;
  const outputs = Object.entries(task.outputs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (outputs.length === 0) {
    return html`<p class="muted">It makes nothing.</p>`;
  }
  // Events alone say for which output a model was registered; with one output there is no question.
  const ofOutput = new Map(
    about.events
      .filter((event) => event.computeTaskOutputAsset)
      .map((event) => [
        event.computeTaskOutputAsset.assetKey,
        event.computeTaskOutputAsset.computeTaskOutputIdentifier,
      ]),
  );
  return outputs.map(([name, output]) => {
    const made = models.filter((model) => (ofOutput.get(model.key) ?? name) === name);
    const measured = performances.filter((each) => each.computeTaskOutputIdentifier === name);
    const isModel = fn.outputs?.[name]?.kind === 'ASSET_MODEL';
    return html`<div key=${name} class="plan-output">
      <p class="row">
        <b><bdi>${name}</bdi></b
        ><span class="badge">${isModel ? 'model' : 'performance'}</span
        >${output.transient ? html`<span class="badge" title="Its models may be disabled once all that take them have ended">transient</span>` : null}
      </p>
      <dl class="facts">
        ${measured.map(
          (each) =>
            html`<dt key="value">Value</dt>
              <dd><b>${figure(Number(each.performanceValue))}</b></dd>`,
        )}
        ${
          isModel
            ? made.slice(0, MOST).map(
                (model) =>
                  html`<dt key=${model.key}>Model</dt>
                    <dd>
                      <${Key}
                        value=${model.key}
                        to=${href(`/lineage/${encodeURIComponent(model.key)}`)}
                      />
                      ${model.address?.storageAddress ? html`<code><bdi>${model.address.storageAddress}</bdi></code>` : html`<span class="muted">disabled</span>`}
                    </dd>`,
              )
            : null
        }
        <dt>May process</dt>
        <dd><${Allowed} permission=${output.permissions?.process} /></dd>
        <dt>May download</dt>
        <dd><${Allowed} permission=${output.permissions?.download} /></dd>
      </dl>
    </div>`;
  });
}
