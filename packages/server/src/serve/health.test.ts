import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkReadiness } from './health.js';

test('ready when every part is', async () => {
  const readiness = await checkReadiness({ store: async () => undefined, journal: async () => undefined });
  assert.deepEqual(readiness, { isReady: true, parts: { store: 'ok', journal: 'ok' } });
});

test('what is wrong is told by part, and none keeps the answer waiting', async () => {
  const readiness = await checkReadiness(
    {
      store: () => Promise.reject(new Error('the disk is full')),
      journal: async () => undefined,
      listeners: () => new Promise(() => undefined),
    },
    20,
  );
  assert.deepEqual(readiness, {
    isReady: false,
    parts: { store: 'the disk is full', journal: 'ok', listeners: 'no answer within 20 ms' },
  });
});
