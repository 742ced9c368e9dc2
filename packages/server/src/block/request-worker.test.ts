/** Replies carry no number: whoever asks must get the reply to its own request, and a thread that dies takes nobody with it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { RequestWorker } from './request-worker.js';

interface Task {
  readonly number: number;
  readonly does: 'answer' | 'die';
}

const PROGRAM = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ number, does }) => {
    if (does === 'die') process.exit(1);
    setTimeout(() => parentPort.postMessage({ number }), 20 - number);
  });`;

const worker = new RequestWorker<Task, { number: number }>(new URL(`data:text/javascript,${encodeURI(PROGRAM)}`), null);
after(() => worker.stop());

test('requests that are made at once get their own replies', async () => {
  const numbers = Array.from({ length: 10 }, (_, number) => number);
  const replies = await Promise.all(numbers.map((number) => worker.run({ number, does: 'answer' }, [])));
  assert.deepEqual(
    replies.map(({ number }) => number),
    numbers,
  );
});

test('a request whose thread dies fails, and the next one gets another thread', async () => {
  await assert.rejects(worker.run({ number: 1, does: 'die' }, []), /the thread has ended/);
  assert.deepEqual(await worker.run({ number: 2, does: 'answer' }, []), { number: 2 });
});
