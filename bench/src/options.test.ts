import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.js';

test('without words: a million lines, ten million rows', () => {
  const { folder, ...rest } = readOptions([]);
  assert.match(folder, /gatehouse-bench$/);
  assert.deepEqual(rest, {
    events: 1_000_000,
    pairs: 5,
    peer: 'rsyslog-file',
    queries: 10_000_000,
    reuse: false,
    only: null,
  });
});

test('what is given counts', () => {
  const args = [
    '--events',
    '20,000',
    '--pairs',
    '1',
    '--peer',
    'none',
    '--queries',
    '0',
    '--folder',
    '/x',
    '--reuse',
    '--only',
    'sessions',
  ];
  assert.deepEqual(readOptions(args), {
    events: 20_000,
    pairs: 1,
    peer: 'none',
    queries: 0,
    folder: '/x',
    reuse: true,
    only: 'sessions',
  });
});

const wrong: readonly { args: readonly string[]; says: RegExp }[] = [
  { args: ['--events', '0'], says: /--events 0: a whole number from 1/ },
  { args: ['--pairs', '1.5'], says: /--pairs 1\.5: a whole number from 0/ },
  { args: ['--peer', 'other'], says: /--peer other: rsyslog-file or none/ },
  { args: ['--only', 'files'], says: /--only files: sessions/ },
  { args: ['--fast'], says: /--fast/ },
];

for (const { args, says } of wrong) {
  test(`${args.join(' ')} is refused`, () => {
    assert.throws(() => readOptions(args), says);
  });
}
