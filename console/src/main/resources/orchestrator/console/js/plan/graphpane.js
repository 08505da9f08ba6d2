import { html, useEffect, useMemo, useRef, useState } from '../lib.js';
import { STATUSES as NUMBERS, WORDS } from '../draw/status.js';
import { setQuery } from '../router.js';
import { useSignal } from '../signal.js';
import { theme } from '../theme.js';
import { count } from '../ui/format.js';
import { useQuery } from '../ui/hooks.js';
import { Empty, Failure, Loading } from '../ui/states.js';
import { STATUSES, StatusIcon } from '../ui/status.js';
import { criticalPath } from './critical.js';
import { find, isWanted } from './find.js';

/**
 * What is looked for, from the page's address, and the tasks that are found.
 *
 * @param {import('./watch.js').PlanWatch} watch
 */
export function useFound(watch) {
  const query = useQuery();
  const model = useSignal(watch.model);
  const version = useSignal(watch.version);
  const wanted = {
    text: query.get('q') ?? '',
    status: query.get('status') ?? '',
    worker: query.get('worker') ?? '',
  };
  const found = useMemo(
    () => (model && isWanted(wanted) ? find(model, wanted) : undefined),
    [model, version, wanted.text, wanted.status, wanted.worker],
  );
  return { wanted, found };
}

/**
 * Fields to find tasks by, for the graph and the table alike.
 *
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {import('./find.js').Wanted} props.wanted
 * @param {number[] | undefined} props.found
 * @param {boolean} props.canStep whether there is a graph in which to go from one to the next
 */
export function FindBar({ watch, wanted, found, canStep }) {
  const model = useSignal(watch.model);
  const [at, setAt] = useState(-1);
  useEffect(() => setAt(-1), [wanted.text, wanted.status, wanted.worker]);
  const step = (/** @type {number} */ by) => {
    if (found && found.length > 0) {
      const next = (at + by + found.length) % found.length;
      setAt(next);
      watch.view?.show(found[next]);
      watch.view?.focus(found[next]);
      watch.view?.lightUp(found[next]);
    }
  };
  const value = (/** @type {any} */ event) => event.currentTarget.value;
  return html`<form
    class="row plan-find"
    role="search"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      step(1);
    }}
  >
    <input
      type="search"
      aria-label="Find tasks by key, function, organization or status"
      placeholder="Find: key, function, organization, status"
      value=${wanted.text}
      onInput=${(/** @type {Event} */ event) => setQuery({ q: value(event) })}
    />
    <select
      aria-label="Status"
      value=${wanted.status}
      onChange=${(/** @type {Event} */ event) => setQuery({ status: value(event) })}
    >
      <option value="" selected=${wanted.status === ''}>any status</option>
      ${STATUSES.map((status) => {
        const word = WORDS[NUMBERS.indexOf(/** @type {any} */ (status.code))];
        return html`<option key=${word} value=${word} selected=${word === wanted.status}>
          ${word}
        </option>`;
      })}
    </select>
    <select
      aria-label="Organization of the tasks"
      value=${wanted.worker}
      onChange=${(/** @type {Event} */ event) => setQuery({ worker: value(event) })}
    >
      <option value="" selected=${wanted.worker === ''}>any organization</option>
      ${(model?.layout.lanes ?? []).map((lane) => html`<option key=${lane.name} value=${lane.name} selected=${lane.name === wanted.worker}>${lane.name}</option>`)}
    </select>
    ${
      found
        ? html`<span role="status" class="small"
              >${found.length === 1 ? '1 task' : `${count(found.length)} tasks`}</span
            >
            ${canStep ? html`<button type="button" disabled=${found.length === 0} aria-label="Previous task that was found" onClick=${() => step(-1)}>↑</button><button type="submit" disabled=${found.length === 0} aria-label="Next task that was found">↓</button>` : null}
            <button
              type="button"
              class="plain"
              onClick=${() => setQuery({ q: '', status: '', worker: '' })}
            >
              Clear
            </button>`
        : null
    }
  </form>`;
}

/**
 * The graph with what belongs to it.
 *
 * @param {object} props
 * @param {import('./watch.js').PlanWatch} props.watch
 * @param {number[] | undefined} props.found
 * @param {boolean} props.isShown
 * @param {string} props.taskKey
 */
export function GraphPane({ watch, found, isShown, taskKey }) {
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const model = useSignal(watch.model);
  const problem = useSignal(watch.problem);
  const focused = useSignal(watch.focused);
  const version = useSignal(watch.version);
  const colours = useSignal(theme);
  const [isTraced, setTraced] = useState(false);
  useEffect(() => {
    watch.open(/** @type {HTMLElement} */ (element.current));
    // A page that the browser keeps to go back to would keep its stream of events, and a browser has few
    // connections for a server.
    const leave = () => watch.close();
    const comeBack = (/** @type {PageTransitionEvent} */ event) =>
      event.persisted && location.reload();
    addEventListener('pagehide', leave);
    addEventListener('pageshow', comeBack);
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', comeBack);
      watch.close();
    };
  }, [watch]);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const recolour = () => watch.view?.recolour();
    recolour();
    dark.addEventListener('change', recolour);
    return () => dark.removeEventListener('change', recolour);
  }, [colours, watch]);
  useEffect(() => watch.view?.mark(found ?? []), [found, model]);
  useEffect(() => {
    const number = taskKey === '' ? undefined : model?.numberOf(taskKey);
    if (watch.view && watch.view.chosen !== number) {
      watch.view.chosen = number;
      if (number !== undefined) {
        watch.view.reveal(number);
      }
      watch.view.redraw();
    }
  }, [taskKey, model]);
  useEffect(() => {
    watch.view?.trace(isTraced && model ? criticalPath(model, watch.history.took).path : []);
    if (isTraced) {
      void watch.history.read();
    }
  }, [isTraced, model, isTraced ? Math.floor(version / 8) : 0]);
  const size = model?.size ?? 0;
  return html`<div class="plan-graph" hidden=${!isShown}>
    <div class="row apart plan-tools">
      <${Legend} model=${model} />
      <div class="row">
        <button
          type="button"
          class="plain"
          aria-pressed=${isTraced}
          disabled=${size === 0}
          onClick=${() => setTraced(!isTraced)}
        >
          Critical path
        </button>
        <button
          type="button"
          class="plain"
          aria-label="Zoom out"
          disabled=${size === 0}
          onClick=${() => watch.view?.zoom(1 / 1.6)}
        >
          −
        </button>
        <button
          type="button"
          class="plain"
          aria-label="Zoom in"
          disabled=${size === 0}
          onClick=${() => watch.view?.zoom(1.6)}
        >
          +
        </button>
        <button
          type="button"
          class="plain"
          disabled=${size === 0}
          onClick=${() => watch.view?.fit()}
        >
          All
        </button>
      </div>
    </div>
    ${problem && size > 0 ? html`<p class="note failure" role="alert">${problem.message} What is shown may be old. <button type="button" onClick=${() => location.reload()}>Load it anew</button></p>` : null}
    <div class="plan-canvas">
      <div
        class="graph"
        ref=${element}
        tabindex="0"
        role="application"
        aria-roledescription="graph"
        aria-label=${`Graph of ${count(size)} tasks`}
        aria-describedby="graph-help"
      ></div>
      ${problem && size === 0 ? html`<div class="plan-over"><${Failure} error=${problem} retry=${() => location.reload()} /></div>` : null}
      ${!problem && !model ? html`<div class="plan-over"><${Loading} what="Reading tasks…" /></div>` : null}
      ${model?.complete && size === 0 ? html`<div class="plan-over"><${Empty} title="The plan has no tasks yet">They appear here as they are registered.</${Empty}></div>` : null}
      ${model && !model.complete ? html`<p class="plan-coming" role="status"><span class="spinner" aria-hidden="true"></span>${count(size)} tasks so far…</p>` : null}
    </div>
    <p class="hidden" id="graph-help">
      Arrow keys go along the edges: right to a task that waits for this one, left to one that it
      depends on, up and down among tasks of the same rank. Enter opens the task. Shift and arrows
      move the picture, plus and minus zoom, 0 shows all. The tab Tasks has the same as a table.
    </p>
    <p class="hidden" role="status" aria-live="polite">
      ${model && focused !== undefined && focused < model.size ? model.describe(focused) : ''}
    </p>
  </div>`;
}

/** @param {{model: import('../draw/model.js').Model | undefined}} props */
function Legend({ model }) {
  const present = STATUSES.filter(
    ({ code }) => (model?.counts[NUMBERS.indexOf(/** @type {any} */ (code))] ?? 0) > 0,
  );
  return html`<ul class="plan-legend" aria-label="What the signs mean">
    ${present.map((status) => html`<li key=${status.id} class="status"><${StatusIcon} status=${status} /><span>${status.word}</span></li>`)}
    <li class="plan-edge stays">stays in its organization</li>
    <li class="plan-edge travels">travels to another</li>
  </ul>`;
}
