import { Metrics, parseMetrics } from './api/metrics.js';
import { equal } from './check.js';

const TEXT = `# HELP calls of all
# TYPE calls counter
calls_total{channel="a",say="x\\"y\\\\z"} 3
calls_total{channel="b"} 4.5
time_bucket{channel="a",le="0.1"} 5
time_bucket{channel="a",le="1.0"} 9
time_bucket{channel="a",le="+Inf"} 10
bare 1.0E-3
not a line
`;

export function linesAreReadWithTheirLabels() {
  const samples = parseMetrics(TEXT);
  equal(samples.length, 6);
  equal(samples[0], { name: 'calls_total', labels: { channel: 'a', say: 'x"y\\z' }, value: 3 });
  equal(samples[5], { name: 'bare', labels: {}, value: 0.001 });
}

export function figuresAreSummedByLabels() {
  const metrics = new Metrics(parseMetrics(TEXT));
  equal(metrics.sum('calls_total'), 7.5);
  equal(metrics.sum('calls_total', { channel: 'b' }), 4.5);
  equal(metrics.sum('missing'), undefined);
  equal(metrics.values('channel'), ['a', 'b']);
}

export function aShareOfAHistogramLiesBelowABucketsBound() {
  const metrics = new Metrics(parseMetrics(TEXT));
  equal(metrics.quantile('time', 0.5), 0.1);
  equal(metrics.quantile('time', 0.9), 1);
  equal(metrics.quantile('time', 1) === Infinity, true);
  equal(metrics.quantile('missing', 0.5), undefined);
}
