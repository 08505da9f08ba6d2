import { BOX_X, BOX_Y } from '../draw/layout.js';
import { TOKENS, WORDS } from '../draw/status.js';

/** A picture of more tasks is too large for any program that shows SVG. */
export const MOST_IN_SVG = 20_000;

const SPACE = 24;
const LEFT = 160;

/**
 * The graph as a picture that needs nothing else.
 *
 * @param {import('../draw/model.js').Model} model
 * @param {import('../draw/glyph.js').Palette} palette
 * @param {string} title
 */
export function toSvg(model, palette, title) {
  const { layout } = model;
  const width = Math.ceil(layout.width + LEFT + SPACE);
  const height = Math.ceil(layout.height + 2 * SPACE);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title><rect width="${width}" height="${height}" fill="${palette.plate}"/>`,
  ];
  layout.lanes.forEach((lane, place) => {
    if (place % 2 === 0) {
      parts.push(
        `<rect x="0" y="${lane.top + SPACE}" width="${width}" height="${lane.height}" fill="${palette.muted}" fill-opacity="0.07"/>`,
      );
    }
    parts.push(
      `<text x="12" y="${lane.top + lane.height / 2 + SPACE}" fill="${palette.text}">${escaped(lane.name)}</text>`,
    );
  });
  for (const travels of [false, true]) {
    parts.push(
      `<g fill="none" stroke="${travels ? palette.travel : palette.stay}" stroke-opacity="0.7">`,
    );
    for (let number = 0; number < model.size; number++) {
      for (const parent of model.parentsOf(number)) {
        if ((layout.lane[parent] !== layout.lane[number]) === travels) {
          const x1 = layout.x[parent] + BOX_X + LEFT;
          const y1 = layout.y[parent] + BOX_Y / 2 + SPACE;
          const x2 = layout.x[number] + LEFT;
          const y2 = layout.y[number] + BOX_Y / 2 + SPACE;
          const bend = Math.min(120, (x2 - x1) / 2);
          parts.push(`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`);
        }
      }
    }
    parts.push('</g>');
  }
  for (let number = 0; number < model.size; number++) {
    const x = layout.x[number] + LEFT;
    const y = layout.y[number] + SPACE;
    const status = model.status[number];
    parts.push(
      `<g id="task-${escaped(model.keys[number])}"><title>${escaped(model.describe(number))}</title>` +
        `<rect x="${x}" y="${y}" width="${BOX_X}" height="${BOX_Y}" rx="6" fill="${palette.plate}" stroke="${palette.status[status]}"/>` +
        `<text x="${x + 10}" y="${y + 17}" fill="${palette.text}">${escaped(model.nameOf(number).slice(0, 20))}</text>` +
        `<text x="${x + 10}" y="${y + 32}" fill="${palette.status[status]}" font-size="10">${escaped(WORDS[status])} ${escaped(model.keys[number].slice(0, 8))}</text></g>`,
    );
  }
  parts.push('</svg>');
  return parts.join('\n');
}

/**
 * The graph for Graphviz.
 *
 * @param {import('../draw/model.js').Model} model
 * @param {string} title
 */
export function toDot(model, title) {
  const parts = [`digraph ${quoted(title)} {`, '  rankdir=LR;', '  node [shape=box];'];
  for (let number = 0; number < model.size; number++) {
    const label = `${model.nameOf(number)}\n${model.workerOf(number)}`;
    parts.push(
      `  ${quoted(model.keys[number])} [label=${quoted(label)}, status=${quoted(TOKENS[model.status[number]])}];`,
    );
  }
  for (let number = 0; number < model.size; number++) {
    for (const parent of model.parentsOf(number)) {
      parts.push(`  ${quoted(model.keys[parent])} -> ${quoted(model.keys[number])};`);
    }
  }
  parts.push('}', '');
  return parts.join('\n');
}

/**
 * The graph as data.
 *
 * @param {import('../draw/model.js').Model} model
 * @param {any} plan
 */
export function toJson(model, plan) {
  const tasks = [];
  for (let number = 0; number < model.size; number++) {
    tasks.push({
      key: model.keys[number],
      function: { key: model.functions[model.fn[number]], name: model.names[model.fn[number]] },
      worker: model.workerOf(number),
      status: WORDS[model.status[number]],
      rank: model.rank[number],
      ...(model.round[number] >= 0 ? { round: model.round[number] } : {}),
      parents: Array.from(model.parentsOf(number), (parent) => model.keys[parent]),
    });
  }
  return JSON.stringify({ plan, tasks });
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '')}"`;
}

/**
 * Hands a text to the person as a file.
 *
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
