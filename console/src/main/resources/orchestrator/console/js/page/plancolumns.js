import { html } from '../lib.js';
import { MOST_TASKS } from '../api/plancounts.js';
import { href } from '../router.js';
import { count, figure, short, span } from '../ui/format.js';
import { StatusBar } from '../ui/statusbar.js';
import { Key, Name, Time } from '../ui/text.js';

/** @typedef {import('../ui/planlist.js').Plan} Plan */
/** @typedef {import('../api/plancounts.js').PlanCounts} PlanCounts */

/** What a plan tells of itself; whether it is done, its tasks tell. @param {Plan} plan */
export function stateOf(plan) {
  return plan.cancelationDate ? 'cancelled' : plan.failureDate ? 'failed' : 'open';
}

/**
 * The columns of the list of plans.
 *
 * @param {PlanCounts} counts
 * @param {number} now
 * @returns {import('../ui/table.js').Column<Plan>[]}
 */
export function columns(counts, now) {
  return [
    {
      id: 'name',
      title: 'Name',
      sorts: true,
      show: (plan) => html`<${Name} text=${plan.name || short(plan.key)} to=${href(`/plans/${plan.key}`)} /> <span class="mid"><${Key} value=${plan.key} /></span>`,
    },
    {
      id: 'owner',
      title: 'Owner',
      sorts: true,
      room: 'mid',
      show: (plan) => html`<bdi class="cut" title=${plan.owner}>${plan.owner}</bdi>`,
    },
    { id: 'state', title: 'State', sorts: true, show: (plan) => html`<${PlanState} plan=${plan} counts=${counts.of(plan.key)} />` },
    { id: 'tasks', title: 'Tasks', show: (plan) => html`<${Tasks} counts=${counts.of(plan.key)} />` },
    {
      id: 'progress',
      title: 'Progress',
      isNumber: true,
      room: 'low',
      hint: 'Tasks that have ended, of all',
      show: (plan) => progress(counts.of(plan.key)),
    },
    {
      id: 'rate',
      title: 'Rate',
      isNumber: true,
      room: 'low',
      hint: 'Tasks that ended a minute, from the registration on',
      show: (plan) => rate(plan, counts.of(plan.key), now),
    },
    { id: 'created', title: 'Started', sorts: true, room: 'mid', show: (plan) => html`<${Time} at=${plan.creationDate} />` },
    {
      id: 'took',
      title: 'Took',
      isNumber: true,
      room: 'low',
      hint: 'From the registration to the end of the last round, or until now',
      show: (plan) => {
        const took = duration(plan, counts.of(plan.key), now);
        return took === undefined ? '–' : span(took);
      },
    },
  ];
}

/** @param {{plan: Plan, counts: import('../api/plancounts.js').Counts | undefined}} props */
function PlanState({ plan, counts }) {
  const state = stateOf(plan);
  if (state !== 'open') {
    return html`<span class="badge s-${state}">${state}</span>`;
  }
  if (!counts?.isComplete) {
    return html`<span class="badge">open</span>`;
  }
  if (counts.total === 0) {
    return html`<span class="badge">empty</span>`;
  }
  return counts.ended === counts.total && !counts.isCut
    ? html`<span class="badge s-done">done</span>`
    : html`<span class="badge s-executing">running</span>`;
}

/** @param {{counts: import('../api/plancounts.js').Counts | undefined}} props */
function Tasks({ counts }) {
  if (!counts) {
    return html`<span class="muted small">counting…</span>`;
  }
  if (counts.total === 0) {
    return html`<span class="muted small">no tasks</span>`;
  }
  return html`<${StatusBar} counts=${counts.byStatus} />${counts.isCut ? html`<span class="small muted">of the first ${count(MOST_TASKS)} tasks</span>` : null}`;
}

/** @param {import('../api/plancounts.js').Counts | undefined} counts */
function progress(counts) {
  if (!counts || counts.total === 0 || counts.isCut) {
    return '–';
  }
  const percent = Math.floor((100 * counts.ended) / counts.total);
  return html`<span title=${`${count(counts.ended)} of ${count(counts.total)}`}>${percent} %</span>`;
}

/** @param {Plan} plan @param {import('../api/plancounts.js').Counts | undefined} counts @param {number} now */
function duration(plan, counts, now) {
  if (counts?.total === 0) {
    return undefined;
  }
  const start = Date.parse(plan.creationDate);
  if (counts?.isComplete && counts.total > 0 && counts.ended === counts.total) {
    return counts.endedAt === undefined ? undefined : counts.endedAt - start;
  }
  const end = plan.cancelationDate ?? plan.failureDate;
  return (end ? Date.parse(end) : now) - start;
}

/** @param {Plan} plan @param {import('../api/plancounts.js').Counts | undefined} counts @param {number} now */
function rate(plan, counts, now) {
  const took = duration(plan, counts, now);
  return !counts || counts.ended === 0 || counts.isCut || !took || took <= 0
    ? '–'
    : `${figure((60_000 * counts.ended) / took)}/min`;
}
