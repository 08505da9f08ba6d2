import { html, useEffect, useRef, useState } from '../lib.js';
import { checkGraph, submitGraph } from '../api/graphs.js';
import { session } from '../api/session.js';
import { navigate } from '../router.js';
import { bytes, count } from '../ui/format.js';
import { Editor, select } from '../ui/editor.js';
import { useTitle } from '../ui/hooks.js';
import { Failure } from '../ui/states.js';

/** A longer text is checked and submitted, but not shown: an editor of a browser would crawl. */
const MOST_SHOWN = 500_000;
const PAUSE = 400;

/** @typedef {import('../api/graphs.js').Check} Check */
/** @typedef {{name: string, text: string, blob?: Blob}} Draft */

/** Takes a file of a graph, tells its faults before anything runs, and submits it. */
export function NewGraphPage() {
  useTitle('Submit a graph');
  const [draft, setDraft] = useState(/** @type {Draft} */ ({ name: '', text: '' }));
  const [isOver, setOver] = useState(false);
  const { check, error, isChecking, again } = useCheck(draft);
  const [refused, setRefused] = useState('');
  const [isBusy, setBusy] = useState(false);
  const editor = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const take = async (/** @type {File | undefined} */ file) => {
    if (file) {
      setDraft(await read(file));
      setRefused('');
    }
  };
  const submit = async () => {
    setBusy(true);
    setRefused('');
    try {
      navigate(`/graphs/${await submitGraph(check?.gorch)}`);
    } catch (failure) {
      setRefused(/** @type {Error} */ (failure).message);
      setBusy(false);
    }
  };
  const isFine = check?.gorch !== undefined && !isChecking;
  return html`<div class="head"><h1>Submit a graph</h1>
      <div class="row">
        <label class="button">Choose a file<input class="hidden" type="file" onChange=${(/** @type {any} */ event) => take(event.currentTarget.files[0])} /></label>
        <button type="button" class="primary" disabled=${!isFine || isBusy || !session.value.mayWrite} onClick=${submit}>${isBusy ? 'Submitting…' : 'Run it'}</button>
      </div>
    </div>
    <p class="small muted">Paste it, or drop a file here: gorch (JSON), TOSCA (YAML, CSAR), WfFormat or DOT. It is checked while you write; nothing runs before you say so.</p>
    ${session.value.mayWrite ? null : html`<p class="note">This account may only read.</p>`}
    ${refused ? html`<p class="note failure" role="alert">${refused}</p>` : null}
    <div
      class="drop ${isOver ? 'over' : ''}"
      onDragOver=${(/** @type {DragEvent} */ event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave=${() => setOver(false)}
      onDrop=${(/** @type {DragEvent} */ event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files[0]);
      }}
    >
      ${
        draft.blob
          ? html`<div class="state"><strong><bdi class="name">${draft.name}</bdi></strong>${bytes(draft.blob.size)}, not shown as text<button type="button" onClick=${() => setDraft({ name: '', text: '' })}>Take another</button></div>`
          : html`<${Editor} label="The graph" area=${editor} text=${draft.text} faulty=${new Set((check?.faults ?? []).filter((it) => !it.file).map((it) => it.line ?? 0))} onInput=${(/** @type {string} */ text) => setDraft({ name: draft.name, text })} />`
      }
    </div>
    <div role="status" aria-live="polite">${isChecking ? html`<p class="muted"><span class="spinner" aria-hidden="true"></span> Checking…</p>` : verdict(check)}</div>
    ${error ? html`<${Failure} error=${error} retry=${again} />` : null}
    <${Faults} check=${check} onPick=${(/** @type {number} */ line, /** @type {number} */ column) => select(editor.current, line, column)} />`;
}

/** @param {File} file @returns {Promise<Draft>} */
async function read(file) {
  if (file.size > MOST_SHOWN || /\.(csar|zip)$/i.test(file.name)) {
    return { name: file.name, text: '', blob: file };
  }
  return { name: file.name, text: await file.text() };
}

/** @param {Draft} draft */
function useCheck(draft) {
  const [state, set] = useState(
    /** @type {{check?: Check, error?: Error, isChecking: boolean}} */ ({ isChecking: false }),
  );
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (draft.text.trim() === '' && !draft.blob) {
      set({ isChecking: false });
      return undefined;
    }
    const ending = new AbortController();
    set((before) => ({ ...before, error: undefined, isChecking: true }));
    const timer = setTimeout(() => {
      checkGraph(draft.blob ?? draft.text, draft.name, ending.signal).then(
        (check) => set({ check, isChecking: false }),
        (error) => !ending.signal.aborted && set({ error, isChecking: false }),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [draft, round]);
  return { ...state, again: () => setRound((before) => before + 1) };
}

/** @param {Check | undefined} check */
function verdict(check) {
  if (!check) {
    return null;
  }
  if (check.gorch === undefined) {
    const faults = check.faults.length;
    return html`<p class="note failure">${check.format ? `As ${check.format} it` : 'It'} cannot run: ${faults === 1 ? 'one fault' : `${count(faults)} faults`}.</p>`;
  }
  return html`<p class="note good"><bdi class="name">${check.name || 'It'}</bdi> is fine: ${check.format}, ${count(check.nodes ?? 0)} nodes, ${count(check.edges ?? 0)} edges.</p>`;
}

/** @param {{check: Check | undefined, onPick: (line: number, column: number) => void}} props */
function Faults({ check, onPick }) {
  return html`${(check?.warnings ?? []).map((warning) => html`<p class="note" key=${warning}>${warning}</p>`)}
    <ul class="faults">${(check?.faults ?? []).map((fault, i) => {
      const where = [fault.file ?? '', fault.line ? `line ${fault.line}` : ''].filter(Boolean).join(', ');
      const text = html`${where ? html`<span class="where">${where}</span>` : null}<span>${fault.place ? html`<bdi>${fault.place}</bdi>: ` : null}<bdi>${fault.message}</bdi></span>`;
      return html`<li key=${i}>${
        fault.line && !fault.file
          ? html`<button type="button" class="plain" onClick=${() => onPick(fault.line ?? 1, fault.column ?? 1)}>${text}</button>`
          : html`<div class="row">${text}</div>`
      }</li>`;
    })}</ul>`;
}
