import { html } from '../lib.js';
import { STATUSES } from '../draw/status.js';
import { href, place } from '../router.js';
import { statusOf, StatusIcon } from '../ui/status.js';

/**
 * The address of a task of a plan, with the tab and the search that are open.
 *
 * @param {string} plan
 * @param {string} task
 */
export function taskAddress(plan, task) {
  const path = `/plans/${encodeURIComponent(plan)}${task === '' ? '' : `/tasks/${encodeURIComponent(task)}`}`;
  const query = Object.fromEntries(
    [...place.value.query].filter(([name]) => name !== 'organization' && name !== 'channel'),
  );
  return { path, query };
}

/**
 * A task by its sign, its function and where it runs.
 *
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {import('../draw/model.js').Model} props.model
 * @param {number} props.number
 */
export function TaskLink({ watch, model, number }) {
  const key = model.keys[number];
  const { path, query } = taskAddress(watch.key, key);
  const round = model.round[number];
  return html`<a class="task-link" href=${href(path, query)}>
    <${StatusIcon} status=${statusOf(STATUSES[model.status[number]])} /><span class="hidden"
      >${statusOf(STATUSES[model.status[number]]).word}</span
    >
    <bdi class="cut">${model.nameOf(number)}</bdi>
    <span class="muted small"
      ><bdi>${model.workerOf(number)}</bdi>${round >= 0 ? ` · round ${round}` : ''}${' · '}
      <code>${key.slice(0, 8)}</code></span
    >
  </a>`;
}
