import { useEffect, useMemo, useRef, useState } from '../lib.js';
import { API, get } from '../api/client.js';
import { upTo } from '../api/list.js';
import { PlanCounts } from '../api/plancounts.js';
import { useEvents, useReturn } from './hooks.js';

/** Plans that are read at most; the list of the API has the oldest first. */
export const MOST_PLANS = 20_000;
/** Plans that have failed are looked at again, but not all at once. */
const AT_ONCE = 20;

/** @typedef {Record<string, any>} Plan */

/**
 * The plans, kept as they are by events.
 *
 * @param {string} owner only of this organization; empty for all
 */
export function usePlans(owner) {
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
    set((before) => ({ ...before, byKey: new Map(), isLoading: true, isCut: false, error: undefined }));
    const put = (/** @type {Plan[]} */ plans) =>
      set((before) => ({ ...before, byKey: merged(before.byKey, plans) }));
    upTo(`${API}/plans`, 'plans', { 'filter.owner': owner }, {
      most: MOST_PLANS,
      signal: ending.signal,
      onPage: put,
    }).then(
      ({ isCut }) =>
        set((before) => ({ ...before, isLoading: false, isCut: before.isCut || isCut })),
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
      set((before) => {
        const byKey = merged(before.byKey, plans, true);
        const isCut = before.isCut || plans.some((plan) => !byKey.has(plan.key));
        return { ...before, byKey, isCut };
      });
    }
    // That a plan fails is told by the event of its task alone.
    const failed = new Set(
      events
        .filter((event) => event.computeTask?.status === 'STATUS_FAILED')
        .map((event) => event.computeTask.computePlanKey),
    );
    [...failed].slice(0, AT_ONCE).forEach((key) => {
      get(`${API}/plans/${key}`).then(
        (plan) => set((before) => ({ ...before, byKey: merged(before.byKey, [plan], true) })),
        () => {},
      );
    });
  }, reload);
  useReturn(state.error, reload);
  const plans = useMemo(() => [...state.byKey.values()], [state.byKey]);
  return { ...state, plans, reload, counts: own };
}

/** @param {Map<string, Plan>} before @param {Plan[]} plans @param {boolean} [isNewer] */
function merged(before, plans, isNewer = false) {
  const after = new Map(before);
  plans.forEach((plan) => {
    const isNew = !after.has(plan.key);
    if (isNew ? after.size < MOST_PLANS : isNewer) {
      after.set(plan.key, plan);
    }
  });
  return after;
}
