import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { OWNER } from '../access/authority.js';
import { sampleAccess } from '../access/sample-access.js';
import type { AuditEntry } from '../audit/audit.js';
import { AppError, type ErrorCode } from '../errors.js';
import type { Received } from '../receive/listener.js';
import { Accounting } from './accounting.js';
import { Demonstration, type DemonstrationParts } from './demonstration.js';
import { exampleJournal } from './example-report.js';

const NOW = Date.parse('2026-03-17T15:00:00Z');
const CALLER = { id: '1', name: 'Ada', role: 'admin', tenants: null, via: 'session', address: '192.0.2.1' } as const;
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

for (const [name, { isStored, others, code }] of Object.entries({
  'lines that wait in the journal would come back: they are waited for': { isStored: false, others: 0, code: null },
  'while events of another source are the customer’s, nothing is removed': {
    isStored: true,
    others: 3,
    code: 'demonstration.shared',
  },
} as const))
  test(name, async (context) => {
    const { demonstration, statements, audited, facts } = await prepared(context, NOTHING, others);
    await demonstration.begin('ada');
    facts.last = 7;
    if (isStored) facts.released = 7;
    const removed = demonstration.remove(CALLER);
    if (!isStored) {
      assert.deepEqual(statements, []);
      facts.released = 7;
    }
    if (code === null) assert.deepEqual(await removed, { events: 5, sessions: 2 });
    else await assert.rejects(removed, isError(code));
    assert.equal(audited.length, code === null ? 1 : 0);
    assert.equal(statements.filter((sql) => sql.startsWith('DELETE ')).length > 0, code === null);
    assert.equal((await demonstration.state()) === null, code === null);
  });

test('what the audit does not take is not removed; what was removed can be made up again', async (context) => {
  const { demonstration, statements, audited, access } = await prepared(context);
  await demonstration.begin('ada');
  assert.deepEqual(await demonstration.state(), { at: '2026-03-17T15:00:00.000Z', by: 'ada', events: 5 });
  audited.isBroken = true;
  await assert.rejects(demonstration.remove(CALLER), isError('audit.failed'));
  assert.deepEqual(statements, []);
  audited.isBroken = false;
  const [one, other] = await Promise.all([demonstration.remove(CALLER), demonstration.remove(CALLER)]);
  assert.equal(one, other);
  assert.deepEqual(
    audited.map(({ subject, actor, details }) => [subject, actor?.name, details?.['events'], details?.['sessions']]),
    [['demonstration', 'Ada', 5, 2]],
  );
  assert.equal(await demonstration.state(), null);
  assert.deepEqual(
    (await access.customers.list(OWNER)).filter(({ id }) => id === 'demonstration'),
    [],
  );
  assert.ok((await demonstration.begin('ada')).lines > 8000);
});

async function prepared(context: Parameters<typeof sampleAccess>[0], config: typeof NOTHING = NOTHING, others = 0) {
  const access = await sampleAccess(context);
  const dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-demonstration-'));
  context.after(() => rmSync(dataFolder, { recursive: true }));
  const statements: string[] = [];
  const audited: AuditEntry[] & { isBroken?: boolean } = [];
  const facts = { ...exampleJournal, last: 0, released: 0 };
  const stored = { own: '5', others: `${others}`, found: '2', last: 1 };
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
  const demonstration = new Demonstration({
    ...{ documents, customers, sink, accounting, config: () => ({ ...config, dataFolder }), now: () => NOW },
    journal: { facts: () => facts },
    store: {
      select: async (sql) => (sql.startsWith('SELECT toString(block)') ? [] : [stored]),
      execute: async (sql) => void statements.push(sql),
    },
    sessions: { apart: (work) => work() },
    audit: {
      append: async (entry) => {
        if (audited.isBroken === true) throw new AppError('audit.failed', { reason: 'the disk is full' });
        audited.push(entry);
        return { sequence: 1, hash: '' };
      },
    },
  });
  return { demonstration, received, accounting, access, statements, audited, facts };
}

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
