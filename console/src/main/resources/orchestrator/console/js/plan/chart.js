import { html } from '../lib.js';
import { figure } from '../ui/format.js';

/**
 * A line of a chart.
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {number} look which of the looks of lines it has, from 0: a colour and a way of being dashed
 * @property {ReadonlyArray<[number, number]>} points from the left
 * @property {number} [dash] how it is dashed; by its look if absent
 * @property {boolean} [isStep] whether a value holds until the next
 */

const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 62;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 26;

/** So many looks there are. */
export const LOOKS = 10;
const DASHES = ['', '7 3', '2 3', '10 3 2 3', '5 5'];

/**
 * Lines over an axis. What is drawn is also in a table.
 *
 * @param {object} props
 * @param {string} props.label
 * @param {Line[]} props.lines
 * @param {(x: number) => string} props.showX
 * @param {(y: number) => string} [props.showY]
 * @param {boolean} [props.fromZero]
 */
export function Chart({ label, lines, showX, showY = figure, fromZero = false }) {
  const points = lines.flatMap((line) => line.points.filter(([, y]) => Number.isFinite(y)));
  if (points.length === 0) {
    return html`<p class="muted">There is nothing to draw yet.</p>`;
  }
  const x = extent(points.map((point) => point[0]));
  const y = extent([...points.map((point) => point[1]), ...(fromZero ? [0] : [])]);
  const ticks = ticksOf(y.least, y.most);
  const low = Math.min(y.least, ticks[0]);
  const high = Math.max(y.most, ticks[ticks.length - 1]);
  const px = (/** @type {number} */ value) =>
    LEFT + ((value - x.least) / (x.most - x.least || 1)) * (WIDTH - LEFT - RIGHT);
  const py = (/** @type {number} */ value) =>
    HEIGHT - BOTTOM - ((value - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    ${ticks.map(
      (tick) =>
        html`<g key=${tick}
          ><line
            class="chart-grid"
            x1=${LEFT}
            x2=${WIDTH - RIGHT}
            y1=${py(tick)}
            y2=${py(tick)}
          /><text x=${LEFT - 6} y=${py(tick) + 4} text-anchor="end">${showY(tick)}</text></g
        >`,
    )}
    ${[x.least, (x.least + x.most) / 2, x.most]
      .filter((value, place, all) => all.findIndex((each) => showX(each) === showX(value)) === place)
      .map(
        (value, place, all) =>
          html`<text
            key=${place}
            x=${px(value)}
            y=${HEIGHT - 8}
            text-anchor=${place === 0 ? 'start' : place === all.length - 1 ? 'end' : 'middle'}
            >${showX(value)}</text
          >`,
      )}
    ${lines.map((line) => html`<${Drawn} key=${line.name} line=${line} px=${px} py=${py} />`)}
  </svg>`;
}

/** @param {{line: Line, px: (x: number) => number, py: (y: number) => number}} props */
function Drawn({ line, px, py }) {
  const points = line.points.filter(([, y]) => Number.isFinite(y));
  let path = '';
  points.forEach(([x, y], place) => {
    path +=
      place === 0
        ? `M${px(x).toFixed(1)} ${py(y).toFixed(1)}`
        : line.isStep
          ? `H${px(x).toFixed(1)}V${py(y).toFixed(1)}`
          : `L${px(x).toFixed(1)} ${py(y).toFixed(1)}`;
  });
  const look = line.look % LOOKS;
  return html`<g class="look-${look}">
    <path
      d=${path}
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-dasharray=${DASHES[(line.dash ?? line.look) % DASHES.length]}
      stroke-linejoin="round"
    />
    ${
      points.length <= 40
        ? points.map(
            ([x, y], place) =>
              html`<circle key=${place} cx=${px(x)} cy=${py(y)} r="2.6" fill="currentColor"
                ><title>${`${line.name}: ${figure(y)}`}</title></circle
              >`,
          )
        : null
    }
  </g>`;
}

/** What each line is. @param {{lines: Line[]}} props */
export function Legend({ lines }) {
  return html`<ul class="legend">
    ${lines.map(
      (line) =>
        html`<li key=${line.name}>
          <svg class="look-${line.look % LOOKS}" width="26" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="26"
              y1="4"
              y2="4"
              stroke="currentColor"
              stroke-width="2"
              stroke-dasharray=${DASHES[(line.dash ?? line.look) % DASHES.length]}
            /></svg
          ><bdi class="cut">${line.name}</bdi>
        </li>`,
    )}
  </ul>`;
}

/** @param {number[]} values */
function extent(values) {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most };
}

/**
 * Round numbers between two, about four.
 *
 * @param {number} least
 * @param {number} most
 */
export function ticksOf(least, most) {
  const span = most - least || Math.abs(most) || 1;
  const raw = span / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= raw) ?? raw;
  const ticks = [];
  for (
    let at = Math.floor(least / step);
    at * step < most + step * 0.999 && ticks.length < 12;
    at++
  ) {
    ticks.push(Number((at * step).toPrecision(12)));
  }
  return ticks.length > 1 ? ticks : [least, least + step];
}
