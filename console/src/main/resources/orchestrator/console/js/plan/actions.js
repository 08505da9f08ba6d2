import { html, useState } from '../lib.js';
import { API, post } from '../api/client.js';
import { session } from '../api/session.js';
import { navigate } from '../router.js';
import { useSignal } from '../signal.js';
import { Dialog } from '../ui/dialog.js';
import { count } from '../ui/format.js';
import { tell } from '../ui/toast.js';
import { MOST_IN_SVG, save, toDot, toJson, toSvg } from './exports.js';
import { MOST_TASKS, prepare, resume } from './resume.js';

/**
 * What can be done with a plan.
 *
 * @param {{watch: import('./watch.js').PlanWatch}} props
 */
export function Actions({ watch }) {
  const plan = useSignal(watch.plan);
  const model = useSignal(watch.model);
  const who = useSignal(session);
  const [open, setOpen] = useState('');
  useSignal(watch.version);
  if (!plan || !model) {
    return null;
  }
  const isOwner = plan.owner === who.organization && who.mayWrite;
  const isOver = Boolean(plan.cancelationDate || plan.failureDate);
  const isDone = model.complete && model.counts[6] === model.own;
  const reason = isOwner ? undefined : `Only ${plan.owner} can do that`;
  return html`<div class="row">
    <button
      type="button"
      disabled=${!isOwner || isOver || isDone}
      title=${reason ?? (isOver ? 'The plan is over' : undefined)}
      onClick=${() => setOpen('cancel')}
    >
      Cancel…
    </button>
    <button
      type="button"
      disabled=${!isOwner || isDone || model.own === 0 || !model.complete}
      title=${reason}
      onClick=${() => setOpen('resume')}
    >
      Resume…
    </button>
    <${Export} watch=${watch} model=${model} plan=${plan} />
    ${open === 'cancel' ? html`<${Cancel} watch=${watch} plan=${plan} model=${model} onClose=${() => setOpen('')} />` : null}
    ${open === 'resume' ? html`<${Resume} watch=${watch} plan=${plan} onClose=${() => setOpen('')} />` : null}
  </div>`;
}

/** @param {{watch: import('./watch.js').PlanWatch, plan: any, model: import('../draw/model.js').Model, onClose: () => void}} props */
function Cancel({ watch, plan, model, onClose }) {
  const [isBusy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      await post(`${API}/plans/${encodeURIComponent(plan.key)}:apply`, {
        action: 'PLAN_ACTION_CANCELED',
      });
      watch.plan.set(await watch.get(`/plans/${encodeURIComponent(plan.key)}`));
      tell('The plan is cancelled.');
    } catch (error) {
      tell(/** @type {Error} */ (error).message);
    }
    onClose();
  };
  const open = model.own - model.ended;
  return html`<${Dialog} title="Cancel this plan?" action="Cancel the plan" isDangerous isBusy=${isBusy} onAction=${cancel} onClose=${onClose}>
    <p><b><bdi>${plan.name}</bdi></b> is marked as cancelled for everybody, which cannot be taken back. ${open === 1 ? '1 task has' : `${count(open)} tasks have`} not ended: those that execute go on to their end, and workers that look at the plan start no more.</p>
  </${Dialog}>`;
}

/** @param {{watch: import('./watch.js').PlanWatch, plan: any, onClose: () => void}} props */
function Resume({ watch, plan, onClose }) {
  const [state, set] = useState(
    /** @type {{found?: import('./resume.js').Resumption, error?: Error, step?: string}} */ ({}),
  );
  const { signal } = watch.ending;
  const act = async () => {
    try {
      if (!state.found) {
        set({ step: 'Looking for what has to run again…' });
        set({ found: await prepare(plan, signal) });
        return;
      }
      const { found } = state;
      set({ found, step: 'Registering…' });
      const key = await resume(plan, found, signal, (done, all) =>
        set({ found, step: `${count(done)} of ${count(all)}…` }),
      );
      onClose();
      navigate(`/plans/${encodeURIComponent(key)}`);
    } catch (error) {
      set({ error: /** @type {Error} */ (error) });
    }
  };
  const { found, error, step } = state;
  return html`<${Dialog} title="Take this plan up again?" action=${step ?? (found ? 'Register the new plan' : 'Look what has to run')} isBusy=${step !== undefined} onAction=${act} onClose=${onClose}>
    ${error ? html`<p class="note failure" role="alert">${error.message}</p>` : null}
    ${
      found
        ? html`<p>
              A new plan with the same name runs ${found.tasks.length === 1 ? 'the 1 task that is' : `the ${count(found.tasks.length)} tasks that are`} not done, on the outputs of what is: ${count(found.kept)} stay as they are.
            </p>
            ${found.live.length > 0 ? html`<p class="note">${count(found.live.length)} tasks of this plan run or may begin to. They are cancelled first, and what they have done is lost.</p>` : null}`
        : html`<p>
            A new plan is registered in which only that runs which is not done, on the outputs of
            what is. Its keys follow from this one's: whoever takes the plan up, here or by <code>orchestrator plan resume ${plan.key}</code>, gets the same new plan. Plans of more
            than ${count(MOST_TASKS)} tasks are taken up by the command line, which can also give
            tasks other functions.
          </p>`
    }
  </${Dialog}>`;
}

/** @param {{watch: import('./watch.js').PlanWatch, model: import('../draw/model.js').Model, plan: any}} props */
function Export({ watch, model, plan }) {
  const name = `plan-${plan.key.slice(0, 8)}`;
  const export_ = (/** @type {string} */ format) => {
    if (format === 'svg' && watch.view) {
      save(`${name}.svg`, 'image/svg+xml', toSvg(model, watch.view.palette, plan.name));
    } else if (format === 'dot') {
      save(`${name}.dot`, 'text/vnd.graphviz', toDot(model, plan.name));
    } else if (format === 'json') {
      save(`${name}.json`, 'application/json', toJson(model, plan));
    }
  };
  return html`<select
    aria-label="Export the graph"
    value=""
    disabled=${!model.complete}
    onChange=${(/** @type {any} */ event) => {
      export_(event.currentTarget.value);
      event.currentTarget.value = '';
    }}
  >
    <option value="" selected>Export…</option>
    <option value="svg" disabled=${model.size > MOST_IN_SVG}>
      as SVG${model.size > MOST_IN_SVG ? ' (too many tasks)' : ''}
    </option>
    <option value="dot">as DOT</option>
    <option value="json">as JSON</option>
  </select>`;
}
