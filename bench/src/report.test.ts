import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.js';
import type { Pair } from './pairs.js';
import { reportText, SESSIONS, withSection } from './report.js';
import type { Results } from './results.js';
import { Tally } from './truth.js';

const machine = {
  date: '2026-01-02 03:04',
  cpu: 'a processor',
  cores: 2,
  memoryGib: 8,
  kernel: '6.1',
  node: 'v20.0.0',
  chdb: '3.0.0',
  commit: 'abc1234',
};

const nothing: Results = {
  machine,
  options: readOptions([]),
  command: 'npm run bench --',
  input: { path: '/x', truth: '/y', events: 1_000_000, bytes: 500_000_000, command: 'gatehouse generate' },
  peerVersion: { missing: 'no rsyslog here' },
  pairs: { missing: 'no pairs' },
  encode: { missing: 'no encoder' },
  peerCheck: { missing: 'no peer' },
  parseCheck: { missing: 'no parser' },
  storedCheck: { missing: 'no rows' },
  searches: { missing: 'no searches' },
  overHttp: { missing: 'no address' },
  compiling: { missing: 'no compiler' },
  sessions: { missing: 'no sessions' },
  idleMib: { missing: 'no memory' },
  receiving: { missing: 'no server' },
};

function pair(foreign: number): Pair {
  const store = { rows: 1_000_000, eventBytes: 40_000_000, wordBytes: 2_000_000, partsFound: 18, parts: 6 };
  const load = { peakMib: 700, kernelS: 0.5, foreign };
  return {
    ours: { ...load, wallS: 4, cpuS: 7, mergeCpuS: 1, byTemplate: 999_000, store },
    theirs: { ...load, wallS: 8, cpuS: 14 },
  };
}

test('a part that failed says why and leaves the others standing', () => {
  const text = reportText(nothing);
  for (const reason of [
    'no rsyslog here',
    'no pairs',
    'no encoder',
    'no parser',
    'no rows',
    'no searches',
    'no address',
    'no compiler',
    'no memory',
    'no server',
  ])
    assert.ok(text.includes(`Not measured: ${reason}`), reason);
  assert.ok(text.includes('500.0 bytes per line'));
});

test('rates, ratios and sizes of pairs', () => {
  const text = reportText({ ...nothing, pairs: { value: [pair(0.01), pair(0.02)] } });
  for (const expected of [
    '| `gatehouse ingest`, until stored and searchable | 250,000 (250,000–250,000) | 7.0 (7.0–7.0) | 0.5 (0.5–0.5) | 700 (700–700) | 2 % |',
    '| … with the merges left for later |  | 8.0 (8.0–8.0) |  |  |  |',
    '| all 2 pairs | 2.00 (2.00–2.00) | 0.50 (0.50–0.50) | 0.57 (0.57–0.57) |',
    '| 2 | 250,000 | 7.0 | 2 % | 125,000 | 14.0 | 2 % |',
    'On disk 42.0 bytes per event: 40.0 of columns',
    'Undisturbed',
  ])
    assert.ok(text.includes(expected), expected);
});

test('a disturbed run is called so', () => {
  const text = reportText({ ...nothing, pairs: { value: [pair(0.01), pair(0.5)] } });
  assert.match(text, /\*\*Disturbed:\*\* in 2 of 4 runs others took more than 12 % of the machine\./);
  assert.ok(text.includes('| the 1 undisturbed ones | 2.00 (2.00–2.00)'));
});

test('an event that differs from the truth is shown', () => {
  const tally = new Tally();
  tally.add('LOGIN 7', { truth: { userName: 'ann' }, found: { userName: 'bob' } });
  const text = reportText({ ...nothing, parseCheck: { value: tally } });
  assert.ok(text.includes('| `gatehouse parse` | 1 | 1 | 1 |'));
  assert.ok(text.includes('- `gatehouse parse`: LOGIN 7: userName: expected "ann", found "bob"'));
});

test('a section that is measured alone leaves the others as they are', () => {
  const text = reportText(nothing);
  const changed = withSection(text, SESSIONS, 'twelve of them');
  assert.equal(changed, text.replace('Not measured: no sessions', 'twelve of them'));
  assert.ok(changed.includes('twelve of them') && changed.includes('Not measured: no memory'));
  assert.equal(withSection('# M\n\n## Last\n\nold\n', '## Last', 'new'), '# M\n\n## Last\n\nnew\n');
  assert.throws(() => withSection(text, '## Elsewhere', ''), /no section ## Elsewhere/);
});
