// /metrics: the report of the server in the text format of Prometheus, and the reference of metrics.

import { Counter, Gauge, Registry } from 'prom-client';
import { type Labels, METRICS, type Metric } from './metric-table.js';
import { MOST_PEERS } from './peers.js';
import type { StatusReport } from './status-report.js';

export interface Metrics {
  readonly contentType: string;
  text(report: StatusReport): Promise<string>;
}

/** A registry of its own: two servers in one process do not meet. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const fills = Object.entries<Metric>(METRICS).map(([name, metric]) => createFill(name, metric, registry));
  return {
    contentType: registry.contentType,
    text(report) {
      for (const fill of fills) fill(report);
      return registry.metrics();
    },
  };
}

type Fill = (report: StatusReport) => void;

/** Counters of the report are totals already, so that they are set anew for each reading and not added to. */
function createFill(name: string, { type, labels, help, samples }: Metric, registry: Registry): Fill {
  const options = { name, help, labelNames: [...labels], registers: [registry] };
  const metric = type === 'counter' ? new Counter(options) : new Gauge(options);
  const write = (value: number, of: Labels = {}) => metric.inc(of, value);
  return (report) => {
    metric.reset();
    for (const [value, of] of samples(report)) if (value !== null) write(value, of);
  };
}

/** docs/reference/metrics.md */
export function metricsMarkdown(): string {
  const rows = Object.entries<Metric>(METRICS).map(
    ([name, { type, labels, unit, help }]) =>
      `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${unit} | ${help} |`,
  );
  return [
    '<!-- Printed by `npm run generate`: change packages/server/src/serve/metric-table.ts instead. -->',
    '# Metrics',
    '',
    `What a running server tells Prometheus at \`/metrics\`. A listener names at most ${MOST_PEERS} peers; the rest, and refused senders that`,
    'never sent anything, are counted as the peer `other`. Counters begin at 0 with the process.',
    '',
    'Nothing gets lost without being seen: `received + carried = refused (journal-full) + waiting + in journal + stored + damaged +',
    'unaccounted`, and `unaccounted` is 0.',
    '',
    '| metric | type | labels | unit | meaning |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
