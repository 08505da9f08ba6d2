import { html, useEffect, useMemo, useRef, useState } from '../lib.js';
import { API, get } from '../api/client.js';
import { upTo } from '../api/list.js';
import { MOST_TASKS, PlanCounts } from '../api/plancounts.js';
import { href, setQuery } from '../router.js';
import { useSignal } from '../signal.js';
import { count, figure, short, span } from '../ui/format.js';
import { useEvents, useNow, useQuery, useTitle } from '../ui/hooks.js';
import { Pager } from '../ui/pager.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { StatusBar } from '../ui/statusbar.js';
import { sorted, Table } from '../ui/table.js';
import { Key, Name, Time } from '../ui/text.js';

/** Plans that are read at most; the list of the API has the oldest first. */
const MOST = 20_000;
const ROWS = 25;

/** @typedef {Record<string, any>} Plan */

/** All plans of the channel, as they are. */
export function PlansPage() {
  useTitle('Plans');
  const query = useQuery();
  const { plans, isLoading, isCut, error, reload, counts } = usePlans(query.get('owner') ?? '');
  const text = query.get('q') ?? '';
  const state = query.get('state') ?? '';
  const sort = query.get('sort') ?? '-created';
  const shown = useMemo(
    () => sorted(plans.filter((plan) => fits(plan, text, state)), sort, VALUES, (plan) => plan.key),
    [plans, text, state, sort],
  );
  const page = Math.min(
    Math.max(0, Number(query.get('page') ?? 1) - 1) || 0,
    Math.max(0, Math.ceil(shown.length / ROWS) - 1),
  );
  const rows = shown.slice(page * ROWS, (page + 1) * ROWS);
  const keys = rows.map((plan) => plan.key).join(' ');
  useEffect(() => counts.want(keys === '' ? [] : keys.split(' ')), [keys, counts]);
  useSignal(counts.version);
  const now = useNow(1000);
  return html`<div class="head">
      <h1>Plans</h1>
      <${Filters} text=${text} state=${state} owner=${query.get('owner') ?? ''} owners=${owners(plans)} />
    </div>
    ${isCut ? html`<${CutOff}>There are more than ${count(MOST)} plans; the oldest ${count(MOST)} are here. Choose an owner to see all of one organization.</${CutOff}>` : null}
    ${error && plans.length > 0 ? html`<p class="note failure" role="alert">${error.message} What is shown may be old. <button onClick=${reload}>Try again</button></p>` : null}
    ${
      error && plans.length === 0
        ? html`<${Failure} error=${error} retry=${reload} />`
        : rows.length > 0
          ? html`<${Table}
              label="Plans"
              columns=${columns(counts, now)}
              rows=${rows}
              rowKey=${(/** @type {Plan} */ plan) => plan.key}
              sort=${sort}
              onSort=${(/** @type {string} */ by) => setQuery({ sort: by, page: undefined })}
            />`
          : isLoading
            ? html`<${Loading} what="Loading plans…" />`
            : plans.length === 0
              ? html`<${Empty} title="There are no plans yet">A plan comes with its registration, by a program or by <code>POST ${API}/plans</code>; it appears here at once.</${Empty}>`
              : html`<${Empty} title="No plan is like that"><button onClick=${() => setQuery({ q: '', state: '', page: '' })}>Show all plans</button></${Empty}>`
    }
    ${shown.length > 0 ? html`<${Pager} page=${page} size=${ROWS} total=${shown.length} what=${isLoading ? 'plans so far' : 'plans'} onPage=${(/** @type {number} */ to) => setQuery({ page: to === 0 ? '' : to + 1 })} />` : null}`;
}

/**
 * The plans, kept as they are by events.
 *
 * @param {string} owner only of this organization; empty for all
 */
function usePlans(owner) {
  const [state, set] = useState(
    /** @type {{byKey: Map<string, Plan>, isLoading: boolean, isCut: boolean, error?: Error}} */ ({
      byKey: new Map(),
      isLoading: true,
      isCut: false,
    }),
  );
  const [round, setRound] = useState(0);
  const counts = useRef(/** @type {PlanCounts | null} */ (null));
  counts.current ??= new PlanCounts();
  const own = counts.current;
  useEffect(() => () => own.close(), []);
  useEffect(() => {
    const ending = new AbortController();
    set((before) => ({ ...before, byKey: new Map(), isLoading: true, error: undefined }));
    const put = (/** @type {Plan[]} */ plans) =>
      set((before) => ({ ...before, byKey: merged(before.byKey, plans) }));
    upTo(`${API}/plans`, 'plans', { 'filter.owner': owner }, {
      most: MOST,
      signal: ending.signal,
      onPage: put,
    }).then(
      ({ isCut }) => set((before) => ({ ...before, isLoading: false, isCut })),
      (error) =>
        !ending.signal.aborted && set((before) => ({ ...before, isLoading: false, error })),
    );
    return () => ending.abort();
  }, [owner, round]);
  const reload = () => {
    own.forget();
    setRound((before) => before + 1);
  };
  useEvents((events) => {
    own.take(events);
    const plans = events
      .map((event) => event.computePlan)
      .filter((plan) => plan && (owner === '' || plan.owner === owner));
    if (plans.length > 0) {
      set((before) => ({ ...before, byKey: merged(before.byKey, plans, true) }));
    }
    // That a plan fails is told by the event of its task alone.
    const failed = new Set(
      events
        .filter((event) => event.computeTask?.status === 'STATUS_FAILED')
        .map((event) => event.computeTask.computePlanKey),
    );
    [...failed].slice(0, 20).forEach((key) => {
      get(`${API}/plans/${key}`).then(
        (plan) => set((before) => ({ ...before, byKey: merged(before.byKey, [plan], true) })),
        () => {},
      );
    });
  }, reload);
  const plans = useMemo(() => [...state.byKey.values()], [state.byKey]);
  return { ...state, plans, reload, counts: own };
}

/** @param {Map<string, Plan>} before @param {Plan[]} plans @param {boolean} [isNewer] */
function merged(before, plans, isNewer = false) {
  const after = new Map(before);
  plans.forEach((plan) => {
    if (isNewer || !after.has(plan.key)) {
      after.set(plan.key, plan);
    }
  });
  return after;
}

/** @param {Plan} plan */
function stateOf(plan) {
  return plan.cancelationDate ? 'cancelled' : plan.failureDate ? 'failed' : 'open';
}

/** @param {Plan} plan @param {string} text @param {string} state */
function fits(plan, text, state) {
  if (state !== '' && stateOf(plan) !== state) {
    return false;
  }
  const wanted = text.trim().toLowerCase();
  return (
    wanted === '' ||
    plan.key.startsWith(wanted) ||
    plan.name.toLowerCase().includes(wanted) ||
    plan.tag.toLowerCase().includes(wanted)
  );
}

/** @param {Plan[]} plans */
function owners(plans) {
  return [...new Set(plans.map((plan) => plan.owner))].sort();
}

/** @type {Record<string, (plan: Plan) => string | number>} */
const VALUES = {
  name: (plan) => plan.name,
  owner: (plan) => plan.owner,
  state: stateOf,
  created: (plan) => plan.creationDate,
};

/** @param {{text: string, state: string, owner: string, owners: string[]}} props */
function Filters({ text, state, owner, owners: known }) {
  const all = owner === '' || known.includes(owner) ? known : [owner, ...known];
  const pick = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    setQuery({ [name]: event.currentTarget.value, page: '' });
  return html`<form class="row end" role="search" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <label class="field">Search<input type="search" value=${text} placeholder="name, tag or key" onInput=${pick('q')} /></label>
    <label class="field">State
      <select value=${state} onChange=${pick('state')}>
        ${[['', 'all'], ['open', 'open or done'], ['failed', 'failed'], ['cancelled', 'cancelled']].map(([value, title]) => html`<option key=${value} value=${value} selected=${value === state}>${title}</option>`)}
      </select>
    </label>
    <label class="field">Owner
      <select value=${owner} onChange=${pick('owner')}>
        <option value="" selected=${owner === ''}>all</option>
        ${all.map((it) => html`<option key=${it} value=${it} selected=${it === owner}>${it}</option>`)}
      </select>
    </label>
  </form>`;
}

/** @param {PlanCounts} counts @param {number} now @returns {import('../ui/table.js').Column<Plan>[]} */
function columns(counts, now) {
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
