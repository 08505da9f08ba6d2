import { html } from '../lib.js';
import { count, span } from '../ui/format.js';
import { useNow } from '../ui/hooks.js';
import { CutOff } from '../ui/states.js';
import { FINAL, statusOf, StatusIcon } from '../ui/status.js';
import { Clock } from '../ui/text.js';

/**
 * How long a task has been in each state, as a bar and a list.
 *
 * @param {{about: import('./taskpanel.js').TaskFacts}} props
 */
export function States({ about }) {
  const now = useNow(1000);
  const spans = spansOf(about, now);
  if (spans.length === 0) {
    return html`<p class="muted">No event tells.</p>`;
  }
  const total = spans.reduce((sum, each) => sum + each.length, 0) || 1;
  let at = 0;
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      ${spans.map((each, place) => {
        const x = at;
        at += (each.length / total) * 1000;
        return html`<rect
          key=${place}
          class="s-${each.status.id}"
          x=${x}
          y="0"
          width=${Math.max(2, at - x)}
          height="10"
        />`;
      })}
    </svg>
    <ul class="plan-spans">
      ${spans.map(
        (each, place) =>
          html`<li key=${place}>
            <span class="status"
              ><${StatusIcon} status=${each.status} /><span>${each.status.word}</span></span
            ><span
              >${each.isLast && FINAL.has(each.status.code) ? html`<${Clock} at=${each.at} />` : span(each.length)}</span
            >
          </li>`,
      )}
    </ul>`;
}

/**
 * @param {import('./taskpanel.js').TaskFacts} about
 * @param {number} now
 */
function spansOf({ events }, now) {
  const steps = events.filter((event) => event.computeTask);
  return steps
    .filter(
      (event, place) =>
        place === 0 || event.computeTask.status !== steps[place - 1].computeTask.status,
    )
    .map((event, place, all) => {
      const status = statusOf(event.computeTask.status);
      const isLast = place === all.length - 1;
      const end = isLast
        ? FINAL.has(event.computeTask.status)
          ? Date.parse(event.timestamp)
          : now
        : Date.parse(all[place + 1].timestamp);
      const length = Math.max(0, end - Date.parse(event.timestamp));
      return { status, at: event.timestamp, length, isLast };
    });
}

/**
 * Where the time of a run went, as its worker has reported it.
 *
 * @param {{about: import('./taskpanel.js').TaskFacts}} props
 */
export function Profile({ about }) {
  const steps = about.events
    .map((event) => event.profilingStep)
    .filter((step) => step !== undefined && step !== null);
  if (steps.length === 0) {
    return null;
  }
  const most = steps.reduce((max, step) => Math.max(max, step.duration), 1);
  return html`<section>
    <h3>Profiling steps</h3>
    <ul class="plan-profile">
      ${steps.map(
        (step, place) =>
          html`<li key=${place}>
            <bdi class="cut">${step.step}</bdi
            ><svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
              <rect
                class="s-executing"
                x="0"
                y="0"
                width=${Math.max(4, (step.duration / most) * 1000)}
                height="10"
              /></svg
            ><span class="number">${count(step.duration)}</span>
          </li>`,
      )}
    </ul>
    <p class="small muted">In the unit that who reported them uses.</p>
  </section>`;
}

/**
 * What has happened to a task.
 *
 * @param {{about: import('./taskpanel.js').TaskFacts}} props
 */
export function Happened({ about }) {
  return html`<ol class="plan-events">
      ${about.events.map(
        (event) =>
          html`<li key=${event.id}>
            <${Clock} at=${event.timestamp} />${' '}<span>${wordsOf(event)}</span>${event.metadata?.reason ? html` <span class="muted">(<bdi>${event.metadata.reason}</bdi>)</span>` : null}
          </li>`,
      )}
    </ol>
    ${about.isCut ? html`<${CutOff}>There are more events; the first ${count(about.events.length)} are listed.</${CutOff}>` : null}`;
}

/** @param {any} event */
function wordsOf(event) {
  if (event.computeTask) {
    const word = statusOf(event.computeTask.status).word;
    return event.eventKind === 'EVENT_ASSET_CREATED' ? `registered, ${word}` : word;
  }
  if (event.computeTaskOutputAsset) {
    return `output ${event.computeTaskOutputAsset.computeTaskOutputIdentifier} registered`;
  }
  if (event.profilingStep) {
    return `profiling step ${event.profilingStep.step}`;
  }
  return event.assetKind === 'ASSET_FAILURE_REPORT' ? 'failure reported' : event.assetKind;
}
