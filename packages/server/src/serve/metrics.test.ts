import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REFUSALS } from '../receive/listener.js';
import { exampleReport } from './example-report.js';
import { METRICS, type Metric } from './metric-table.js';
import { createMetrics, metricsMarkdown } from './metrics.js';

const table = Object.entries<Metric>(METRICS);

/** Every line of the text: name, labels, value. */
function lines(text: string): { name: string; labels: string; value: number }[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? assert.fail(line);
      return { name, labels, value: Number(value) };
    });
}

test('every metric of the table has a value, a type and its labels', async () => {
  const text = await createMetrics().text(exampleReport());
  const found = lines(text);
  for (const [name, { type, labels }] of table) {
    const values = found.filter((line) => line.name === name);
    assert.ok(values.length > 0, `${name} has no value`);
    assert.ok(text.includes(`\n# TYPE ${name} ${type}\n`) || text.startsWith(`# TYPE ${name}`), name);
    for (const value of values) {
      const used = [...value.labels.matchAll(/(\w+)="/g)].map((match) => match[1]);
      assert.deepEqual(used.sort(), [...labels].sort(), name);
    }
  }
});

test('names follow the rules of Prometheus', () => {
  for (const [name, { type, unit }] of table) {
    assert.match(name, /^(gatehouse|process)_[a-z_]+$/);
    assert.equal(name.endsWith('_total'), type === 'counter', name);
    for (const suffix of ['bytes', 'seconds'] as const) {
      if (unit === suffix) assert.match(name, new RegExp(`_${suffix}(_total)?$`));
    }
  }
});

test('counters are told as they are, however often they are asked for', async () => {
  const metrics = createMetrics();
  const first = await metrics.text(exampleReport());
  assert.equal(await metrics.text(exampleReport()), first);
  const value = lines(first).find(
    ({ name, labels }) => name === 'gatehouse_received_frames_total' && /192\.0\.2\.1"/.test(labels),
  );
  assert.equal(value?.value, 1000);
});

test('the wait of the journal is told in seconds, 0 when nothing waits', async () => {
  const report = exampleReport();
  const journal = { ...report.journal, oldestAt: null };
  const texts = [await createMetrics().text(report), await createMetrics().text({ ...report, journal })];
  assert.deepEqual(
    texts.map((text) => lines(text).find(({ name }) => name === 'gatehouse_journal_oldest_seconds')?.value),
    [20, 0],
  );
});

test('a peer that is gone is told no more', async () => {
  const metrics = createMetrics();
  const report = exampleReport();
  await metrics.text(report);
  const text = await metrics.text({ ...report, listeners: [] });
  assert.doesNotMatch(text, /192\.0\.2\.1/);
});

test('what is unknown is left out, not 0', async () => {
  const report = exampleReport();
  const listeners = report.listeners.map((listener) => ({ ...listener, kernelDrops: null }));
  const text = await createMetrics().text({ ...report, listeners });
  assert.doesNotMatch(text, /^gatehouse_kernel_drops_total\{/m);
});

test('every reason of refusal is there from the beginning, so that its first rise shows', async () => {
  const text = await createMetrics().text(exampleReport());
  for (const reason of Object.keys(REFUSALS))
    assert.match(text, new RegExp(`^gatehouse_refused_total.*reason="${reason}"`, 'm'));
});

test('names from the network cannot write lines of their own', async () => {
  const report = exampleReport();
  const device = 'gw"} 1\nforged_metric 7\\';
  const text = await createMetrics().text({
    ...report,
    engines: report.engines.map((engine) => ({ ...engine, device })),
  });
  assert.deepEqual(
    lines(text).filter(({ name }) => !Object.hasOwn(METRICS, name)),
    [],
  );
  assert.ok(text.includes('device="gw\\"} 1\\nforged_metric 7\\\\"'));
});

test('the reference lists every metric once', () => {
  const listed = [...metricsMarkdown().matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
  assert.deepEqual(listed, Object.keys(METRICS));
});
