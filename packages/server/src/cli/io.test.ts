import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { AppError } from '../errors.js';
import { createInterruption, createOutput, OutputClosed, wantsColour } from './io.js';

const colourCases = [
  { env: {}, isTty: true, expected: true },
  { env: {}, isTty: false, expected: false },
  { env: { NO_COLOR: '1' }, isTty: true, expected: false },
  { env: { NO_COLOR: '' }, isTty: true, expected: true },
  { env: { TERM: 'dumb' }, isTty: true, expected: false },
  { env: { FORCE_COLOR: '1' }, isTty: false, expected: true },
  { env: { FORCE_COLOR: '0' }, isTty: false, expected: false },
  { env: { FORCE_COLOR: '1', NO_COLOR: '1' }, isTty: false, expected: false },
];

for (const { env, isTty, expected } of colourCases) {
  test(`colour is ${expected ? 'on' : 'off'} for ${JSON.stringify(env)}, ${isTty ? 'terminal' : 'no terminal'}`, () => {
    assert.equal(wantsColour(env, isTty), expected);
  });
}

test('a write waits while the reader has no room', async () => {
  const stream = new PassThrough({ highWaterMark: 4 });
  let isDone = false;
  const writing = createOutput(stream, {})
    .write('longer than four')
    .then(() => (isDone = true));
  await turn();
  assert.equal(isDone, false);
  stream.resume();
  await writing;
  assert.equal(isDone, true);
  assert.equal(stream.listenerCount('drain'), 0);
});

const failures = [
  { code: 'EPIPE', isExpected: (error: unknown) => error instanceof OutputClosed },
  { code: 'ENOSPC', isExpected: (error: unknown) => error instanceof AppError && error.code === 'output.disk-full' },
  { code: 'EIO', isExpected: (error: unknown) => error instanceof AppError && error.code === 'output.failed' },
];

for (const { code, isExpected } of failures) {
  test(`${code} ends the write that waits, every later one, and the flush`, async () => {
    const output = createOutput(failingStream(code), {});
    await assert.rejects(output.write('first'), isExpected);
    await assert.rejects(output.write('second'), isExpected);
    await assert.rejects(output.flush(), isExpected);
  });
}

test('an interruption finishes what is registered, once, whatever fails', async () => {
  const interruption = createInterruption();
  const finished: string[] = [];
  const register = (name: string) => interruption.onInterrupt(async () => void finished.push(name));
  register('a');
  const withdraw = register('withdrawn');
  interruption.onInterrupt(() => Promise.reject(new Error('cannot finish')));
  register('b');
  withdraw();
  assert.equal(interruption.isInterrupted(), false);
  await interruption.interrupt();
  await interruption.interrupt();
  assert.deepEqual(finished, ['a', 'b']);
  assert.equal(interruption.isInterrupted(), true);
});

function failingStream(code: string): Writable {
  return new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
  });
}
