/**
 * One figure of /metrics.
 *
 * @typedef {{name: string, labels: Record<string, string>, value: number}} Sample
 */

const MOST = 200_000;
const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+([-+0-9.eE]+|NaN|[-+]Inf)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/**
 * Reads the text format of Prometheus.
 *
 * @param {string} text
 * @returns {Sample[]}
 */
export function parseMetrics(text) {
  /** @type {Sample[]} */
  const samples = [];
  for (const line of text.split('\n')) {
    const found = line.startsWith('#') ? null : LINE.exec(line);
    if (found && samples.length < MOST) {
      /** @type {Record<string, string>} */
      const labels = {};
      for (const [, name, value] of (found[2] ?? '').matchAll(LABEL)) {
        labels[name] = value.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c));
      }
      samples.push({ name: found[1], labels, value: number(found[3]) });
    }
  }
  return samples;
}

/** @param {string} text */
function number(text) {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}

/** Figures by their names. */
export class Metrics {
  /** @param {Sample[]} samples */
  constructor(samples) {
    /** @type {Map<string, Sample[]>} */
    this.byName = new Map();
    for (const sample of samples) {
      const same = this.byName.get(sample.name);
      if (same) {
        same.push(sample);
      } else {
        this.byName.set(sample.name, [sample]);
      }
    }
  }

  /** @param {string} name @param {Record<string, string>} [labels] that it must have */
  all(name, labels = {}) {
    return (this.byName.get(name) ?? []).filter((sample) =>
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    );
  }

  /** The sum of a figure; undefined when there is none. @param {string} name @param {Record<string, string>} [labels] */
  sum(name, labels) {
    const found = this.all(name, labels);
    return found.length === 0 ? undefined : found.reduce((sum, it) => sum + it.value, 0);
  }

  /** The values that a label has anywhere. @param {string} label */
  values(label) {
    const values = new Set();
    for (const samples of this.byName.values()) {
      samples.forEach((it) => it.labels[label] !== undefined && values.add(it.labels[label]));
    }
    return /** @type {string[]} */ ([...values].sort());
  }

  /**
   * Below which value a share of a histogram lies, by its buckets.
   *
   * @param {string} name
   * @param {number} share between 0 and 1
   * @param {Record<string, string>} [labels]
   * @returns {number | undefined}
   */
  quantile(name, share, labels) {
    /** @type {Map<number, number>} */
    const buckets = new Map();
    for (const { labels: own, value } of this.all(`${name}_bucket`, labels)) {
      const bound = number(own.le);
      buckets.set(bound, (buckets.get(bound) ?? 0) + value);
    }
    const sorted = [...buckets].sort(([a], [b]) => a - b);
    const total = sorted.at(-1)?.[1] ?? 0;
    return total === 0 ? undefined : sorted.find(([, value]) => value >= share * total)?.[0];
  }
}
