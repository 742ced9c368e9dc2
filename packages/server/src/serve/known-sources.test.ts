import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspectConfig } from '../config.js';
import { knownSources } from './known-sources.js';

const dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-sources-'));
after(() => rmSync(dataFolder, { recursive: true, force: true }));

function configured(customerId: string) {
  const flags = [{ name: '--set', path: 'listeners.syslog-tcp.customerId', value: customerId }];
  const { config } = inspectConfig({ file: undefined, env: {}, flags, cwd: dataFolder });
  assert.ok(config !== null);
  return config.listeners.filter(({ kind }) => kind === 'tcp');
}

test('a source that is no longer configured keeps its tenant; one that is has what is configured now', () => {
  knownSources({ dataFolder, listeners: configured('subsidiary-a') });
  const changed = knownSources({ dataFolder, listeners: configured('subsidiary-b') });
  assert.equal(changed['syslog-tcp']?.customerId, 'subsidiary-b');
  assert.deepEqual(knownSources({ dataFolder, listeners: [] }), changed);
});
