import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Repeats } from './repeats.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test('a line is a repetition as often as it is among the latest ones', async () => {
  const repeated = await new Repeats(async () => ['one', 'two', 'two', 'caf\xe9']).expected('192.0.2.1');
  const taken = ['one', 'one', 'two', 'two', 'two', 'caf\xe9', 'three'].map((text) => repeated?.take(bytes(text)));
  assert.deepEqual(taken, [true, false, true, true, false, true, false]);
});

test('who has closed in order repeats nothing, once', async () => {
  const repeats = new Repeats(async () => ['one']);
  const settled = Promise.resolve();
  repeats.ended('192.0.2.1', { isOrderly: true, settled });
  assert.equal(await repeats.expected('192.0.2.1'), null);
  assert.notEqual(await repeats.expected('192.0.2.1'), null);
  repeats.ended('192.0.2.1', { isOrderly: true, settled });
  repeats.ended('192.0.2.1', { isOrderly: false, settled });
  assert.notEqual(await repeats.expected('192.0.2.1'), null);
});

test('a new connection waits until what came over the one before is durable', async () => {
  const lines: string[] = [];
  const repeats = new Repeats(async () => lines);
  let settle = () => {};
  repeats.ended('192.0.2.1', { isOrderly: false, settled: new Promise((resolve) => (settle = resolve)) });
  const expected = repeats.expected('192.0.2.1');
  lines.push('one');
  settle();
  assert.equal((await expected)?.take(bytes('one')), true);
});
