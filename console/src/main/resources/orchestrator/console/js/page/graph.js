import { html, useState } from '../lib.js';
import { ApiError, get, ownAddress } from '../api/client.js';
import { deleteGraph, graphId, planKey } from '../api/graphs.js';
import { session } from '../api/session.js';
import { href, navigate } from '../router.js';
import { Dialog } from '../ui/dialog.js';
import { short } from '../ui/format.js';
import { GraphLegend, GraphState } from '../ui/graphstate.js';
import { useTitle } from '../ui/hooks.js';
import { useLive } from '../ui/live.js';
import { CutOff, Empty, Failure, Loading } from '../ui/states.js';
import { Table } from '../ui/table.js';
import { tell } from '../ui/toast.js';

/** The server draws no larger one. */
const MOST_DRAWN = 2000;
const MOST_ROWS = 1000;

/** @typedef {{id: number, state?: number, name?: string, target?: string, engine?: string, artifact: string, args?: string[], output?: Record<string, string>, reason?: string}} Node */

/** A graph as it is now: the viewer of gorch. @param {{id: string}} props */
export function GraphPage({ id: given }) {
  const id = graphId(given);
  const key = planKey(id);
  const { value, error, reload } = useLive(
    async (signal) => ({ gorch: await get(`/graph/${id}.json`, {}, { signal }), at: Date.now() }),
    [id],
    (event) => event.assetKey === key || event.computeTask?.computePlanKey === key,
  );
  const name = value?.gorch.name || short(id);
  useTitle(name);
  if (!value) {
    return error instanceof ApiError && error.isMissing
      ? html`<${Empty} isPage title="There is no such graph">It may have been deleted; its plan is kept for the record. <a href=${href(`/plans/${key}`)}>Look at the plan</a></${Empty}>`
      : error
        ? html`<h1>Graph</h1><${Failure} error=${error} retry=${reload} />`
        : html`<h1>Graph</h1><${Loading} what="Loading the graph…" />`;
  }
  const { gorch } = value;
  const nodes = /** @type {Node[]} */ (gorch.nodes ?? []);
  return html`<div class="head">
      <div class="row"><h1><bdi class="name">${name}</bdi></h1><${GraphState} state=${gorch.state} /></div>
      <${Actions} id=${id} name=${name} isRunning=${gorch.state === 2} />
    </div>
    ${error ? html`<p class="note failure" role="alert">${error.message} What is shown may be old.</p>` : null}
    <${Picture} id=${id} at=${value.at} nodes=${nodes.length} />
    <${Nodes} nodes=${nodes} />`;
}

/** @param {{id: string, name: string, isRunning: boolean}} props */
function Actions({ id, name, isRunning }) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await deleteGraph(id);
      tell(`${name} is deleted.`);
      navigate('/graphs');
    } catch (error) {
      tell(/** @type {Error} */ (error).message);
      setBusy(false);
      setAsking(false);
    }
  };
  return html`<div class="row">
    <a class="button" href=${href(`/plans/${planKey(id)}`)}>Open as a plan</a>
    <a class="button" href=${ownAddress(`/graph/${id}.json`)} download=${`${short(id)}.json`}>JSON</a>
    <a class="button" href=${ownAddress(`/graph/${id}.svg`)} download=${`${short(id)}.svg`}>SVG</a>
    ${session.value.mayWrite ? html`<button type="button" class="danger" onClick=${() => setAsking(true)}>Delete…</button>` : null}
    ${isAsking ? html`<${Dialog} title="Delete this graph?" action="Delete it" isDangerous isBusy=${isBusy} onAction=${remove} onClose=${() => setAsking(false)}>${isRunning ? 'What runs is stopped, on executors too. ' : ''}<bdi class="name">${name}</bdi> leaves the list; its plan stays for the record.</${Dialog}>` : null}
  </div>`;
}

/** @param {{id: string, at: number, nodes: number}} props */
function Picture({ id, at, nodes }) {
  const [isActual, setActual] = useState(false);
  return html`<section class="card" aria-labelledby="picture">
    <header><h2 id="picture">Graphical view</h2><${GraphLegend} />
      <button type="button" class="plain" aria-pressed=${isActual} onClick=${() => setActual(!isActual)}>Actual size</button></header>
    ${
      nodes > MOST_DRAWN
        ? html`<div class="body"><${CutOff}>A graph of more than ${MOST_DRAWN} nodes is not drawn here. <a href=${href(`/plans/${planKey(id)}`)}>Its plan</a> is.</${CutOff}></div>`
        : html`<div class="picture ${isActual ? 'actual' : ''}" role="region" aria-label="Picture of the graph" tabindex="0"><img src=${ownAddress(`/graph/${id}.svg`, { v: at })} alt=${`The graph of ${nodes} nodes; the table below says the same`} /></div>`
    }
  </section>`;
}

/** @param {{nodes: Node[]}} props */
function Nodes({ nodes }) {
  const shown = nodes.filter((node) => node.artifact !== '' || (node.engine ?? 'nil') !== 'nil');
  return html`<section class="stack" aria-labelledby="table"><h2 id="table">Table view</h2>
    ${shown.length > MOST_ROWS ? html`<${CutOff}>The first ${MOST_ROWS} of ${shown.length} nodes are here.</${CutOff}>` : null}
    ${shown.length === 0 ? html`<${Empty} title="No node does anything" />` : html`<${Table} label="Nodes" columns=${COLUMNS} rows=${shown.slice(0, MOST_ROWS)} rowKey=${(/** @type {Node} */ it) => String(it.id)} />`}
  </section>`;
}

/** @param {string[]} lines */
function texts(lines) {
  return lines.map((line, i) => html`<div key=${i}><bdi class="cut" title=${line}>${line}</bdi></div>`);
}

/** @type {import('../ui/table.js').Column<Node>[]} */
const COLUMNS = [
  { id: 'action', title: 'Action', show: (it) => html`<bdi class="cut" title=${it.name}>${it.name || `node ${it.id}`}</bdi>` },
  { id: 'target', title: 'Target', room: 'mid', show: (it) => html`<bdi class="cut" title=${it.target}>${it.target ?? ''}</bdi>` },
  { id: 'engine', title: 'Engine', room: 'mid', show: (it) => it.engine ?? '' },
  { id: 'artifact', title: 'Artifact', room: 'low', show: (it) => html`<bdi class="cut mono" title=${it.artifact}>${it.artifact}</bdi>` },
  { id: 'inputs', title: 'Inputs', room: 'low', show: (it) => texts(it.args ?? []) },
  { id: 'outputs', title: 'Outputs', show: (it) => texts(Object.entries(it.output ?? {}).map(([name, value]) => `${name}=${value}`)) },
  {
    id: 'state',
    title: 'State',
    show: (it) => html`<${GraphState} state=${it.state} />${it.reason ? html`<div class="small muted"><bdi class="cut" title=${it.reason}>${it.reason}</bdi></div>` : null}`,
  },
];
