import { html, useMemo, useState } from '../lib.js';
import { STATUSES, TOKENS } from '../draw/status.js';
import { useSignal } from '../signal.js';
import { count, short } from '../ui/format.js';
import { Pager } from '../ui/pager.js';
import { Empty, Loading } from '../ui/states.js';
import { StatusWord } from '../ui/status.js';
import { sorted, Table } from '../ui/table.js';
import { TaskLink } from './tasklink.js';

const ROWS = 50;

/**
 * The tasks of the plan as a table: what the graph shows, for eyes and readers that have no use for it.
 *
 * @param {{watch: import('./watch.js').PlanWatch, found: number[] | undefined}} props
 */
export function TaskTable({ watch, found }) {
  const model = useSignal(watch.model);
  const version = useSignal(watch.version);
  const [page, setPage] = useState(0);
  const [sort, setSort] = useState('rank');
  const rows = useMemo(() => {
    if (!model) {
      return [];
    }
    const all = found ?? model.inOrder;
    // They are in this order anyway, and may be very many.
    return sort === 'rank'
      ? all
      : sorted(all, sort, values(model), (number) => model.keys[number]);
  }, [model, found, sort, sort === 'status' || sort === '-status' ? version : 0]);
  if (!model) {
    return html`<${Loading} what="Reading tasks…" />`;
  }
  if (rows.length === 0) {
    return html`<${Empty} title=${found ? 'No task is like that' : 'The plan has no tasks yet'} />`;
  }
  const at = Math.min(page, Math.ceil(rows.length / ROWS) - 1);
  return html`<${Table}
      label="Tasks of the plan"
      columns=${columns(watch, model)}
      rows=${rows.slice(at * ROWS, (at + 1) * ROWS)}
      rowKey=${(/** @type {number} */ number) => model.keys[number]}
      sort=${sort}
      onSort=${setSort}
    />
    <${Pager}
      page=${at}
      size=${ROWS}
      total=${rows.length}
      what=${model.complete ? 'tasks' : 'tasks so far'}
      onPage=${setPage}
    />`;
}

/**
 * @param {import('../draw/model.js').Model} model
 * @returns {Record<string, (number: number) => string | number>}
 */
function values(model) {
  return {
    task: (number) => model.nameOf(number),
    status: (number) => TOKENS.indexOf(TOKENS[model.status[number]]),
    worker: (number) => model.workerOf(number),
    round: (number) => model.round[number],
    rank: (number) => model.rank[number],
    up: (number) => model.parentsOf(number).length,
    down: (number) => model.childrenOf(number).length,
    key: (number) => model.keys[number],
  };
}

/**
 * @param {import('./watch.js').PlanWatch} watch
 * @param {import('../draw/model.js').Model} model
 * @returns {import('../ui/table.js').Column<number>[]}
 */
function columns(watch, model) {
  return [
    {
      id: 'task',
      title: 'Task',
      sorts: true,
      show: (number) => html`<${TaskLink} watch=${watch} model=${model} number=${number} />`,
    },
    {
      id: 'status',
      title: 'Status',
      sorts: true,
      show: (number) => html`<${StatusWord} code=${STATUSES[model.status[number]]} />`,
    },
    {
      id: 'worker',
      title: 'Organization',
      sorts: true,
      room: 'mid',
      show: (number) => html`<bdi class="cut">${model.workerOf(number)}</bdi>`,
    },
    {
      id: 'rank',
      title: 'Rank',
      sorts: true,
      isNumber: true,
      room: 'mid',
      show: (number) => model.rank[number],
    },
    {
      id: 'up',
      title: 'Depends on',
      sorts: true,
      isNumber: true,
      room: 'low',
      show: (number) => count(model.parentsOf(number).length),
    },
    {
      id: 'down',
      title: 'Wait for it',
      sorts: true,
      isNumber: true,
      room: 'low',
      show: (number) => count(model.childrenOf(number).length),
    },
    {
      id: 'key',
      title: 'Key',
      sorts: true,
      room: 'low',
      show: (number) => html`<code title=${model.keys[number]}>${short(model.keys[number])}</code>`,
    },
  ];
}
