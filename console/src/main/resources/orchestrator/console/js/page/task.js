import { html, useEffect } from '../lib.js';
import { API, get } from '../api/client.js';
import { navigate } from '../router.js';
import { useLoad, useTitle } from '../ui/hooks.js';
import { Failure, Loading } from '../ui/states.js';

/** Leads to a task within its plan, for who knows its key alone. @param {{taskKey: string}} props */
export function TaskPage({ taskKey }) {
  useTitle('Task');
  const { value, error, reload } = useLoad(
    (signal) => get(`${API}/tasks/${encodeURIComponent(taskKey)}`, {}, { signal }),
    [taskKey],
  );
  useEffect(() => {
    if (value) {
      navigate(`/plans/${value.computePlanKey}/tasks/${value.key}`, {}, { replace: true });
    }
  }, [value]);
  return error
    ? html`<${Failure} error=${error} retry=${reload} />`
    : html`<${Loading} what="Looking for the task…" />`;
}
