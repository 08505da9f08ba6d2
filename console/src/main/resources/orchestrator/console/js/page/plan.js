import { html, useEffect, useMemo, useState } from '../lib.js';
import { ApiError } from '../api/client.js';
import { STATUSES } from '../draw/status.js';
import { Actions } from '../plan/actions.js';
import { Failures } from '../plan/failures.js';
import { FindBar, GraphPane, useFound } from '../plan/graphpane.js';
import { Learning } from '../plan/learning.js';
import { Progress } from '../plan/progress.js';
import { taskAddress } from '../plan/tasklink.js';
import { TaskPanel } from '../plan/taskpanel.js';
import { TaskTable } from '../plan/tasktable.js';
import { PlanWatch } from '../plan/watch.js';
import { href, navigate } from '../router.js';
import { useSignal } from '../signal.js';
import { count } from '../ui/format.js';
import { useQuery, useTitle } from '../ui/hooks.js';
import { Empty } from '../ui/states.js';
import { StatusBar } from '../ui/statusbar.js';
import { Name, Time } from '../ui/text.js';

const TABS = [
  ['', 'Graph'],
  ['tasks', 'Tasks'],
  ['progress', 'Progress'],
  ['learning', 'Learning curves'],
  ['failures', 'Failures'],
];

/**
 * One plan: its graph, its tasks, how it goes.
 *
 * @param {{planKey: string, taskKey?: string}} props
 */
export function PlanPage({ planKey, taskKey = '' }) {
  const watch = useMemo(() => new PlanWatch(planKey), [planKey]);
  const plan = useSignal(watch.plan);
  const problem = useSignal(watch.problem);
  const query = useQuery();
  const { wanted, found } = useFound(watch);
  const tab = TABS.some(([id]) => id === query.get('view')) ? (query.get('view') ?? '') : '';
  useTitle(plan?.name ?? 'Plan');
  useEffect(() => {
    watch.onChosen = (/** @type {string | undefined} */ key) => {
      const { path, query: kept } = taskAddress(planKey, key ?? '');
      navigate(path, kept);
    };
  }, [watch]);
  if (problem instanceof ApiError && problem.isMissing && !plan) {
    return html`<${Empty} title="There is no such plan">${problem.message}</${Empty}>`;
  }
  return html`<div class="plan-page">
    <${Head} watch=${watch} plan=${plan} />
    <nav class="tabs" aria-label="Views of the plan">
      ${TABS.map(
        ([id, title]) =>
          html`<a
            key=${id}
            href=${tabAddress(planKey, taskKey, id)}
            aria-current=${id === tab ? 'page' : undefined}
            >${title}${id === 'failures' ? html`<${FailureCount} watch=${watch} />` : null}</a
          >`,
      )}
    </nav>
    ${tab === '' || tab === 'tasks' ? html`<${FindBar} watch=${watch} wanted=${wanted} found=${found} canStep=${tab === ''} />` : null}
    <div class=${taskKey === '' ? 'plan-body' : 'plan-body with-panel'}>
      <div class="plan-main">
        <${GraphPane} watch=${watch} found=${found} isShown=${tab === ''} taskKey=${taskKey} />
        ${tab === 'tasks' ? html`<${TaskTable} watch=${watch} found=${found} />` : null}
        ${tab === 'progress' ? html`<${Progress} watch=${watch} />` : null}
        ${tab === 'learning' ? html`<${Learning} watch=${watch} />` : null}
        ${tab === 'failures' ? html`<${Failures} watch=${watch} />` : null}
      </div>
      ${taskKey === '' ? null : html`<${TaskPanel} watch=${watch} taskKey=${taskKey} />`}
    </div>
  </div>`;
}

/**
 * @param {string} plan
 * @param {string} task
 * @param {string} tab
 */
function tabAddress(plan, task, tab) {
  const { path, query } = taskAddress(plan, task);
  return href(path, { ...query, view: tab });
}

/** @param {{watch: PlanWatch, plan: any}} props */
function Head({ watch, plan }) {
  const model = useSignal(watch.model);
  useSignal(watch.version);
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(
    STATUSES.map((code, number) => [code, number === 0 ? 0 : (model?.counts[number] ?? 0)]),
  );
  return html`<header class="plan-head">
    <div class="row apart">
      <h1>${plan ? html`<${Name} text=${plan.name} />` : 'Plan'}</h1>
      <${Actions} watch=${watch} />
    </div>
    <p class="row small muted">
      ${
        plan
          ? html`<span><bdi>${plan.owner}</bdi></span
              >${plan.tag ? html`<span class="badge"><bdi class="cut">${plan.tag}</bdi></span>` : null}<span
                >registered <${Time} at=${plan.creationDate} /></span
              >${plan.cancelationDate ? html`<span class="badge">cancelled <${Time} at=${plan.cancelationDate} /></span>` : null}${plan.failureDate ? html`<span class="badge">failed <${Time} at=${plan.failureDate} /></span>` : null}${plan.metadata?.resumed_from ? html`<a href=${href(`/plans/${encodeURIComponent(plan.metadata.resumed_from)}`)}>resumed from another plan</a>` : null}<code
                >${plan.key}</code
              >`
          : html`<code>${watch.key}</code>`
      }
    </p>
    ${
      model
        ? html`<div class="plan-bar">
            <${StatusBar} counts=${counts} label="Tasks of the plan" /><span class="small muted"
              >${model.own === 0 ? '' : `${count(model.ended)} of ${count(model.own)} ended, ${Math.floor((model.ended / model.own) * 100)} %`}<${Rate}
                watch=${watch}
                model=${model}
            /></span>
          </div>`
        : null
    }
  </header>`;
}

/** How fast tasks end, from what has been seen since the page was opened. @param {{watch: PlanWatch, model: import('../draw/model.js').Model}} props */
function Rate({ watch, model }) {
  const version = useSignal(watch.version);
  const [seen] = useState(
    () => /** @type {{at: number, ended: number}[]} */ ([{ at: Date.now(), ended: model.ended }]),
  );
  useEffect(() => {
    seen.push({ at: Date.now(), ended: model.ended });
    while (seen.length > 120) {
      seen.shift();
    }
  }, [version]);
  const first =
    seen.find((/** @type {{at: number}} */ each) => Date.now() - each.at < 60_000) ?? seen[0];
  const rate = (model.ended - first.ended) / Math.max(1, (Date.now() - first.at) / 1000);
  return model.complete && rate > 0
    ? html` · ${rate < 1 ? `${(rate * 60).toFixed(1)} a minute` : `${rate.toFixed(1)} a second`}`
    : null;
}

/** @param {{watch: PlanWatch}} props */
function FailureCount({ watch }) {
  const model = useSignal(watch.model);
  useSignal(watch.version);
  const failed = model?.counts[7] ?? 0;
  return failed > 0 ? html` <span class="badge plan-failed">${count(failed)}</span>` : null;
}
