import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspectConfig } from '../config.js';
import { knownSources, type SetAside } from './known-sources.js';

const dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-sources-'));
after(() => rmSync(dataFolder, { recursive: true, force: true }));

function configured(customerId: string) {
  const flags = [{ name: '--set', path: 'listeners.syslog-tcp.customerId', value: customerId }];
  const { config } = inspectConfig({ file: undefined, env: {}, flags, cwd: dataFolder });
  assert.ok(config !== null);
  return config.listeners.filter(({ kind }) => kind === 'tcp');
}

function knownBy(listeners: ReturnType<typeof configured>) {
  const aside: SetAside[] = [];
  const sources = knownSources({ dataFolder, listeners }, (file) => aside.push(file));
  return { sources, aside };
}

test('a source that is no longer configured keeps its tenant; one that is has what is configured now', () => {
  knownBy(configured('subsidiary-a'));
  const changed = knownBy(configured('subsidiary-b'));
  assert.equal(changed.sources['syslog-tcp']?.customerId, 'subsidiary-b');
  assert.deepEqual(knownBy([]), { sources: changed.sources, aside: [] });
});

const source = { customerId: 'a', timezone: 'UTC', dateOrder: 'mdy', severityFrom: 'pri', maxFrameBytes: 65_536 };
const DAMAGED = [
  { name: 'no JSON', text: '{"vienna": {"customerId"' },
  { name: 'nothing', text: '' },
  { name: 'only zeros, as after a loss of power', text: '\0'.repeat(100) },
  { name: 'a list', text: '[]' },
  { name: 'a source that is none', text: '{"vienna": null}' },
  { name: 'a key that is missing', text: JSON.stringify({ vienna: { ...source, customerId: undefined } }) },
  { name: 'a zone that is none', text: JSON.stringify({ vienna: { ...source, timezone: 'Mars/Olympus' } }) },
  { name: 'an order of dates that is none', text: JSON.stringify({ vienna: { ...source, dateOrder: 'dym' } }) },
];
for (const { name, text } of DAMAGED) {
  test(`a file that cannot be used is set aside and told, and what is configured is known: ${name}`, () => {
    const path = join(dataFolder, 'sources.json');
    writeFileSync(path, text);
    const { sources, aside } = knownBy(configured('subsidiary-a'));
    assert.deepEqual(Object.keys(sources), ['syslog-tcp']);
    assert.deepEqual(
      aside.map(({ movedTo }) => readFileSync(movedTo, 'utf8')),
      [text],
    );
    assert.deepEqual(knownBy([]), { sources, aside: [] });
  });
}

test('a folder in its place is set aside as well', () => {
  const path = join(dataFolder, 'sources.json');
  rmSync(path, { force: true });
  mkdirSync(path);
  const { sources, aside } = knownBy(configured('subsidiary-a'));
  assert.deepEqual([Object.keys(sources), aside.length], [['syslog-tcp'], 1]);
});
