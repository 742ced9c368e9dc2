import assert from 'node:assert/strict';
import { test } from 'node:test';
import picocolors from 'picocolors';
import { exampleReport } from '../serve/example-report.js';
import type { StatusReport } from '../serve/status-report.js';
import { statusText } from './status-text.js';
import { ageText, bytesText, skewText } from './status-units.js';

const plain = { paint: picocolors.createColors(false), width: Number.POSITIVE_INFINITY };

/** Cells of the line that begins with, or contains, this text. */
function cellsOf(text: string, wanted: string): string[] {
  const line = text.split('\n').find((one) => one.includes(wanted)) ?? assert.fail(`no ${wanted} in:\n${text}`);
  return line.trim().split(/ {2,}/);
}

test('a line per listener and peer, with what matters', () => {
  const text = statusText(exampleReport(), plain);
  assert.deepEqual(cellsOf(text, 'vienna  '), [
    'vienna',
    'udp 0.0.0.0:5514',
    'behind',
    '50',
    '1100',
    '1000',
    '6',
    '4',
    '4',
    '17',
    '20 s',
    '−500 ms',
    '20 s ago',
  ]);
  assert.deepEqual(cellsOf(text, '192.0.2.2 ').slice(0, 2), ['192.0.2.2', 'silent']);
  assert.deepEqual(cellsOf(text, 'graz  '), [
    'graz',
    'tls [::]:6514',
    'silent',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0 s',
    'none yet',
  ]);
});

test('columns without anything to see are left out', () => {
  const report = exampleReport();
  const graz = report.listeners.filter(({ id }) => id === 'graz');
  assert.deepEqual(cellsOf(statusText({ ...report, listeners: graz }, plain), 'received'), [
    'listener',
    'peer',
    'state',
    '/s',
    'received',
    'stored',
    'lag',
    'last',
  ]);
});

test('devices with what they lost, journal, store and balance', () => {
  const text = statusText(exampleReport(), plain);
  assert.deepEqual(cellsOf(text, 'gw1.example.com'), [
    'gw1.example.com',
    '0',
    '1',
    'vienna',
    '20',
    '390',
    '95.1',
    '0',
    '0',
  ]);
  for (const line of [
    /^journal {2}22 MiB of 4 GiB \(1 %\), 110 messages in 2 blocks wait to be stored$/m,
    /^store {4}4 inserts, 250 ms each, 1 failed and tried again; searchable 0 s after receipt \(p99 40 ms\)$/m,
    /^balance {2}1,100 received and 10 from before = 1,000 stored \+ 110 in the journal$/m,
  ]) {
    assert.match(text, line);
  }
});

test('what needs attention says what to do', () => {
  const text = statusText(exampleReport(), plain);
  for (const line of [
    /^! graz has received nothing since its start, 3 h ago: /m,
    /^! vienna: 1 of 3 peers are silent/m,
    /^! vienna: the kernel dropped 17 datagrams: raise receiveBufferBytes/m,
    /^! vienna refused 4 times: peer-not-allowed/m,
    /^! vienna: times are off by \+1 h: set the timezone of the listener/m,
    /^! the store has failed 1 times/m,
  ]) {
    assert.match(text, line);
  }
});

test('how long events are kept is said where they are not kept for ever', () => {
  const report = exampleReport();
  const kept = /^kept {5}events of 90 days; 1,200 events and 30 sessions went at 2026-03-17T00:12:00\.000Z$/m;
  assert.match(statusText(report, plain), kept);
  const { retention } = report;
  assert.doesNotMatch(statusText({ ...report, retention: { ...retention, days: 0 } }, plain), /^kept/m);
  const failed = { ...report, retention: { ...retention, problem: 'the disk is full' } };
  assert.match(statusText(failed, plain), /^! events that are too old could not be removed/m);
});

test('a server without trouble asks for no attention', () => {
  const report = exampleReport();
  const quiet: StatusReport = { ...report, listeners: [], store: { ...report.store, failures: 0 } };
  assert.doesNotMatch(statusText(quiet, plain), /^!/m);
});

test('what is missing is red and asks to be reported', () => {
  const report = exampleReport();
  const lost = { ...report, balance: { ...report.balance, unaccounted: 5 } };
  const text = statusText(lost, { ...plain, paint: picocolors.createColors(true) });
  assert.match(text, /\u001b\[31mbalance .* 5 unaccounted\u001b\[39m/);
  assert.match(text, /5 messages are unaccounted for/);
});

test('silent lines are red, slow ones yellow, the others have no colour', () => {
  const text = statusText(exampleReport(), { ...plain, paint: picocolors.createColors(true) });
  const lineOf = (wanted: RegExp) => text.split('\n').find((line) => wanted.test(line)) ?? assert.fail(String(wanted));
  assert.ok(lineOf(/graz {2}/).startsWith('\u001b[31m'));
  assert.ok(lineOf(/vienna {2}/).startsWith('\u001b[33m'));
  assert.ok(!lineOf(/gw1\.example\.com/).includes('\u001b'));
});

test('names from the network cannot move the cursor', () => {
  const report = exampleReport();
  const engines = report.engines.map((engine) => ({ ...engine, device: 'gw\u001b[2J\u202e' }));
  const listeners = report.listeners.map((one) => ({
    ...one,
    peers: one.peers.map((peer) => ({ ...peer, peer: '/log/\u001b]0;x\u0007' })),
  }));
  assert.doesNotMatch(statusText({ ...report, engines, listeners }, plain), /[\u001b\u0007\u202e]/);
});

for (const width of [120, 100, 80]) {
  test(`the tables fit ${width} columns, with readable addresses`, () => {
    const text = statusText(exampleReport(), { ...plain, width });
    const table = text.split('\n').slice(2, 11);
    for (const line of table) assert.ok([...line].length <= width, line);
    assert.match(text, /udp 0\.0\.0\.0:5514 /);
    assert.match(text, / refused .* lag /);
  });
}

for (const [seconds, text] of [
  [0, '0 s'],
  [0.0004, '1 ms'],
  [0.25, '250 ms'],
  [0.9999, '1 s'],
  [1.25, '1.3 s'],
  [59, '59 s'],
  [60, '1 min'],
  [5400, '1.5 h'],
  [200_000, '2.3 d'],
] as const) {
  test(`${seconds} seconds are ${text}`, () => assert.equal(ageText(seconds), text));
}

for (const [seconds, text] of [
  [0, '0 s'],
  [3600, '+1 h'],
  [-0.5, '−500 ms'],
  [-7200, '−2 h'],
] as const) {
  test(`a skew of ${seconds} is ${text}`, () => assert.equal(skewText(seconds), text));
}

for (const [bytes, text] of [
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [4 * 2 ** 30, '4 GiB'],
  [2 ** 60, '1048576 TiB'],
] as const) {
  test(`${bytes} bytes are ${text}`, () => assert.equal(bytesText(bytes), text));
}
