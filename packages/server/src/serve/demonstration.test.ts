import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER } from '../access/authority.js';
import { sampleAccess } from '../access/sample-access.js';
import { AppError, type ErrorCode } from '../errors.js';
import type { Received } from '../receive/listener.js';
import { Accounting } from './accounting.js';
import { Demonstration, type DemonstrationParts } from './demonstration.js';
import { exampleJournal } from './example-report.js';

const NOW = Date.parse('2026-03-17T15:00:00Z');
const NOTHING = { customerId: 'own', listeners: [] };

test('made-up lines of two days up to now come from a source and belong to a customer of their own, once', async (context) => {
  const { demonstration, received, accounting, access } = await prepared(context);
  const { lines, ...whose } = await demonstration.begin('ada');
  assert.deepEqual(whose, { sourceId: 'demonstration', customerId: 'demonstration' });
  assert.ok(lines > 8000 && lines < 12_000, `${lines}`);
  assert.deepEqual(
    new Set(received.map(({ sourceId, peer }) => `${sourceId} ${peer}`)),
    new Set(['demonstration made up']),
  );
  const texts = received.flatMap(({ frames }) => frames.map(({ bytes }) => Buffer.from(bytes).toString('latin1')));
  assert.equal(texts.length, lines);
  assert.ok(
    texts.every((text) => /03\/1[67]\/2026|Mar 1[67]/.test(text)),
    'of yesterday and today',
  );
  assert.ok(texts.some((text) => text.includes('LOGIN_FAILED')));
  assert.equal(accounting.report(exampleJournal).balance.received, lines);
  assert.deepEqual(
    (await access.customers.list(OWNER)).filter(({ id }) => id === 'demonstration').map(({ name }) => name),
    ['Demonstration (made up)'],
  );
  await assert.rejects(demonstration.begin('ada'), isError('demonstration.begun'));
  assert.equal(
    received.reduce((sum, { frames }) => sum + frames.length, 0),
    lines,
  );
});

for (const [name, config] of [
  ['a listener', { ...NOTHING, listeners: [{ id: 'demonstration', customerId: 'own' }] }],
  ['the customer of a listener', { ...NOTHING, listeners: [{ id: 'x', customerId: 'Demonstration' }] }],
  ['the customer', { ...NOTHING, customerId: 'demonstration' }],
] as const)
  test(`${name} that is called so is not mixed with what is made up`, async (context) => {
    const { demonstration, received } = await prepared(context, config as unknown as typeof NOTHING);
    await assert.rejects(demonstration.begin('ada'), isError('demonstration.taken'));
    assert.deepEqual(received, []);
  });

async function prepared(context: Parameters<typeof sampleAccess>[0], config: typeof NOTHING = NOTHING) {
  const access = await sampleAccess(context);
  const received: Received[] = [];
  const accounting = new Accounting({ clock: () => NOW, carried: { last: 0, lines: 0 } });
  const sink: DemonstrationParts['sink'] = {
    push: (frames) => {
      received.push(frames);
      return { accepted: true, durable: Promise.resolve() };
    },
    room: () => undefined,
  };
  const { documents, customers } = access;
  const parts = { documents, customers, sink, accounting, config: () => config, now: () => NOW };
  return { demonstration: new Demonstration(parts), received, accounting, access };
}

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
